//! Carve-outs: prices for a country that a referral partner, an agency and the operator agreed on, and that clients
//! sign.

use askama::Template;
use serde::Serialize;
use utoipa::ToSchema;

use super::form_page::{Cells, cells};
use super::forms::CarveOutForm;
use super::page::GridTable;
use super::resource::CarveOutResource;
use crate::actions::clients;
use crate::domain::actor::Operator;
use crate::domain::ids::CarveOutId;
use crate::domain::pricing::MAX_BRACKETS;
use crate::store::people::parties::Choices;
use crate::store::prices::carve_outs::Agreed;
use crate::store::{self, Db};
use crate::web::filters;
use crate::web::http::who::{OperatorAdmin, Who};
use crate::web::http::{Answer, App, Done, Failure, Filled, Id, Input, Page};

const CARVE_OUTS: &str = "/operator/prices/carve-outs";

/// All carve-outs.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CarveOutsResource {
    /// Those in force first, then newest first.
    pub carve_outs: Vec<CarveOutResource>,
}

/// `GET /prices/carve-outs`
pub(crate) async fn list_carve_outs(Who(who): Who<Operator>, app: App) -> Answer<CarveOutsPage> {
    app.show(who, CarveOutsPage::load).await
}

/// `GET /prices/carve-outs/new`
pub(crate) async fn show_new(who: OperatorAdmin, app: App) -> Answer<CarveOutFormPage> {
    app.show(who, |db, who| CarveOutFormPage::load(db, &who.0, Filled::new::<CarveOutForm>())).await
}

/// `POST /prices/carve-outs`
///
/// # Errors
/// If fields are wrong, or there is a current carve-out of the same partner, agency and country.
pub(crate) async fn add_carve_out(who: OperatorAdmin, sent: Input<CarveOutForm>, app: App) -> Answer<CarveOutFormPage> {
    app.submit(
        who,
        sent,
        |db, who, order, ctx| {
            let id = clients::agree_on_prices(db, &order, &who.0.author(), ctx)?;
            let resource = CarveOutResource::from(&store::prices::carve_outs::load(db, &who.0, id)?);
            let notice = "The prices are agreed. Clients sign them with their power of attorney.";
            Ok(Done { status: 201, ..Done::new(CARVE_OUTS, notice, &resource)? })
        },
        |db, who, form| CarveOutFormPage::load(db, &who.0, form),
    )
    .await
}

/// `GET /prices/carve-outs/{carveOutId}/end`: asks before ending.
pub(crate) async fn show_end(who: OperatorAdmin, id: Id<CarveOutId>, app: App) -> Answer<CarveOutEndPage> {
    app.show(who, move |db, who| CarveOutEndPage::load(db, &who.0, id.0, Filled::new::<()>())).await
}

/// `POST /prices/carve-outs/{carveOutId}/end`: from today on, no case is priced by it.
///
/// # Errors
/// If it has ended already.
pub(crate) async fn end_carve_out(
    who: OperatorAdmin,
    id: Id<CarveOutId>,
    sent: Input<()>,
    app: App,
) -> Answer<CarveOutEndPage> {
    app.submit(
        who,
        sent,
        move |db, who, (), ctx| {
            clients::end_agreed_prices(db, &who.0, id.0, ctx)?;
            let resource = CarveOutResource::from(&store::prices::carve_outs::load(db, &who.0, id.0)?);
            Done::new(CARVE_OUTS, "They have ended; new cases are priced without them.", &resource)
        },
        move |db, who, form| CarveOutEndPage::load(db, &who.0, id.0, form),
    )
    .await
}

#[derive(Template)]
#[template(path = "prices/carve_outs.html")]
pub(crate) struct CarveOutsPage {
    resource: CarveOutsResource,
    rows: Vec<(Agreed, GridTable)>,
    is_admin: bool,
}

impl Page for CarveOutsPage {
    type Resource = CarveOutsResource;
    fn resource(&self) -> &CarveOutsResource {
        &self.resource
    }
}

impl CarveOutsPage {
    fn load(db: &mut Db, who: &Operator) -> Result<Self, Failure> {
        let all = store::prices::carve_outs::all(db, who)?;
        let resource = CarveOutsResource { carve_outs: all.iter().map(Into::into).collect() };
        let rows = all.into_iter().map(|agreed| (GridTable::of(&agreed.list.grid), agreed));
        Ok(Self { resource, rows: rows.map(|(grid, agreed)| (agreed, grid)).collect(), is_admin: who.is_admin() })
    }
}

#[derive(Template)]
#[template(path = "prices/carve_out.html")]
pub(crate) struct CarveOutFormPage {
    form: Filled,
    choices: Choices,
    brackets: Vec<Cells>,
}

impl Page for CarveOutFormPage {
    type Resource = ();
    fn resource(&self) -> &() {
        &()
    }
}

impl CarveOutFormPage {
    fn load(db: &mut Db, who: &Operator, form: Filled) -> Result<Self, Failure> {
        let brackets = cells(&form.fields, "brackets", "from", "percent", 4, MAX_BRACKETS);
        Ok(Self { brackets, form, choices: store::people::parties::choices(db, who)? })
    }
}

/// The question before a carve-out is ended.
#[derive(Template)]
#[template(path = "prices/carve_out_end.html")]
pub(crate) struct CarveOutEndPage {
    form: Filled,
    agreed: Agreed,
}

impl Page for CarveOutEndPage {
    type Resource = ();
    fn resource(&self) -> &() {
        &()
    }
}

impl CarveOutEndPage {
    fn load(db: &mut Db, who: &Operator, id: CarveOutId, form: Filled) -> Result<Self, Failure> {
        Ok(Self { form, agreed: store::prices::carve_outs::load(db, who, id)? })
    }
}
