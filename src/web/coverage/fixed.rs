//! The agencies fixed for a client.

use actix_web::web::Path;
use askama::Template;

use super::forms::FixAgencyForm;
use super::page::{place, states};
use super::resource::FixedAgencyDto;
use crate::actions::coverage;
use crate::domain::actor::Operator;
use crate::domain::ids::{ClientAgencyId, CreditorId};
use crate::store::Db;
use crate::store::clients::console;
use crate::store::coverage::overrides;
use crate::store::people::parties;
use crate::web::filters;
use crate::web::http::who::{OperatorAdmin, Who};
use crate::web::http::{Answer, App, Done, Failure, Filled, Id, Input, Page};
use crate::web::wording::countries;

fn page_of(client: CreditorId) -> String {
    format!("/operator/clients/{client}/agencies")
}

fn all(db: &mut Db, who: &Operator, client: CreditorId) -> Result<Vec<FixedAgencyDto>, Failure> {
    let found = overrides::of_client(db, who, client)?;
    let dto = |(one, name): (overrides::ClientAgency, String)| FixedAgencyDto {
        id: one.id.to_string(),
        collection_partner_id: one.collection_partner_id.to_string(),
        collection_partner: name,
        country: one.country,
        state: one.state,
    };
    Ok(found.into_iter().map(dto).collect())
}

/// `GET /clients/{creditorId}/agencies`
pub(crate) async fn list_fixed(Who(who): Who<Operator>, id: Id<CreditorId>, app: App) -> Answer<FixedPage> {
    app.show(who, move |db, who| FixedPage::load(db, who, id.0, Filled::new::<FixAgencyForm>())).await
}

/// `POST /clients/{creditorId}/agencies`: new cases of the client go to this agency, whatever the rules say.
///
/// # Errors
/// If fields are wrong, or an agency is fixed for the same place.
pub(crate) async fn fix_agency(
    who: OperatorAdmin,
    id: Id<CreditorId>,
    sent: Input<FixAgencyForm>,
    app: App,
) -> Answer<FixedPage> {
    app.submit(
        who,
        sent,
        move |db, who, order, ctx| {
            coverage::fix_agency(db, &who.0, id.0, &order, ctx)?;
            let resource = all(db, &who.0, id.0)?;
            Ok(Done { status: 201, ..Done::new(page_of(id.0), "The agency is fixed.", &resource)? })
        },
        move |db, who, form| FixedPage::load(db, &who.0, id.0, form),
    )
    .await
}

/// `POST /clients/{creditorId}/agencies/{clientAgencyId}/end`: new cases are routed by the rules again.
///
/// # Errors
/// If there is no such one.
pub(crate) async fn release_agency(
    who: OperatorAdmin,
    path: Path<(String, String)>,
    sent: Input<()>,
    app: App,
) -> Answer<FixedPage> {
    let (Some(client), Some(id)) = (CreditorId::parse(&path.0), ClientAgencyId::parse(&path.1)) else {
        return Err(Failure::NotFound);
    };
    app.submit(
        who,
        sent,
        move |db, who, (), ctx| {
            coverage::release_agency(db, &who.0, client, id, ctx)?;
            Done::new(page_of(client), "The agency is no longer fixed.", &all(db, &who.0, client)?)
        },
        move |db, who, form| FixedPage::load(db, &who.0, client, form),
    )
    .await
}

#[derive(Template)]
#[template(path = "coverage/fixed.html")]
pub(crate) struct FixedPage {
    resource: Vec<FixedAgencyDto>,
    form: Filled,
    client: CreditorId,
    name: String,
    agencies: Vec<(String, String)>,
    countries: Vec<(&'static str, String)>,
    states: Vec<(&'static str, &'static str)>,
    is_admin: bool,
}

impl Page for FixedPage {
    type Resource = Vec<FixedAgencyDto>;
    fn resource(&self) -> &Vec<FixedAgencyDto> {
        &self.resource
    }
}

impl FixedPage {
    fn load(db: &mut Db, who: &Operator, client: CreditorId, form: Filled) -> Result<Self, Failure> {
        Ok(Self {
            name: console::load(db, who, client)?.creditor.name,
            resource: all(db, who, client)?,
            form,
            client,
            agencies: parties::choices(db, who)?.agencies,
            countries: std::iter::once(("", "All countries".to_owned())).chain(countries()).collect(),
            states: states(),
            is_admin: who.is_admin(),
        })
    }

    fn place(one: &FixedAgencyDto) -> String {
        one.country.as_deref().map_or_else(|| "All countries".to_owned(), |code| place(code, one.state.as_deref()))
    }
}
