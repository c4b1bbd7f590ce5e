//! The divisions of a client, as the operator keeps them.

use askama::Template;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::page_of;
use crate::actions::clients::{self, DivisionOrder};
use crate::domain::actor::Operator;
use crate::domain::client::MAX_DIVISION_NAME_CHARACTERS;
use crate::domain::company::{
    self, MAX_ADDRESS_CHARACTERS, MAX_PHONE_CHARACTERS, MAX_PLACE_CHARACTERS, MAX_ZIP_CHARACTERS,
};
use crate::domain::ids::{CreditorId, DivisionId};
use crate::store::Db;
use crate::store::clients::console;
use crate::store::clients::divisions::{self, Division};
use crate::web::filters;
use crate::web::http::request::values::{Country, Email};
use crate::web::http::who::{OperatorAdmin, Who};
use crate::web::http::{Answer, App, Done, Failure, Fields, Filled, Id, Input, Page, Problems, Request};
use crate::web::wording::countries;

/// A division of a client.
#[derive(Deserialize, Validate, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct DivisionForm {
    /// Its name, as agencies and debtors read it.
    #[validate(required, length(max = MAX_DIVISION_NAME_CHARACTERS))]
    #[schemars(extend("x-missing" = "Enter a name.", "x-autocomplete" = "off"))]
    name: Option<String>,
    /// The number in the commercial register, if it has one of its own.
    registration_number: Option<String>,
    /// Street and house number.
    #[validate(length(max = MAX_ADDRESS_CHARACTERS))]
    address: Option<String>,
    /// The postal code.
    #[validate(length(max = MAX_ZIP_CHARACTERS))]
    zip_code: Option<String>,
    /// The city.
    #[validate(required, length(max = MAX_PLACE_CHARACTERS))]
    #[schemars(extend("x-missing" = "Enter a city."))]
    city: Option<String>,
    /// The state or region.
    #[validate(length(max = MAX_PLACE_CHARACTERS))]
    state: Option<String>,
    /// The country, as two letters or by its English name.
    #[validate(required)]
    #[schemars(extend("x-missing" = "Choose a country."))]
    country: Option<Country>,
    /// The address of its office.
    #[schemars(extend("x-autocomplete" = "off"))]
    email: Option<Email>,
    /// The telephone number of its office.
    #[validate(length(max = MAX_PHONE_CHARACTERS))]
    phone: Option<String>,
}

impl Request for DivisionForm {
    type Order = DivisionOrder;

    fn order(self, problems: &mut Problems) -> Option<DivisionOrder> {
        let country = self.country?.0;
        let number = self.registration_number.map(|text| company::registration(&text, &country)).transpose();
        Some(DivisionOrder {
            name: self.name?,
            registration_number: problems.keep("registrationNumber", number)?,
            address: self.address,
            zip_code: self.zip_code,
            city: self.city?,
            state: self.state,
            country,
            email: self.email.map(|email| email.0),
            phone: self.phone,
        })
    }
}

/// A division of a client.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ClientDivisionDto {
    pub id: String,
    pub name: String,
    pub registration_number: Option<String>,
    pub address: Option<String>,
    pub zip_code: Option<String>,
    pub city: String,
    pub state: Option<String>,
    /// Two letters.
    pub country: String,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub created_at: chrono::DateTime<chrono::Utc>,
    /// Since when it takes no new cases; null if it does.
    pub archived_at: Option<chrono::DateTime<chrono::Utc>>,
}

impl From<Division> for ClientDivisionDto {
    fn from(division: Division) -> Self {
        Self {
            id: division.id.to_string(),
            name: division.name,
            registration_number: division.registration_number,
            address: division.address,
            zip_code: division.zip_code,
            city: division.city,
            state: division.state,
            country: division.country,
            email: division.email,
            phone: division.phone,
            created_at: division.created_at.and_utc(),
            archived_at: division.archived_at.map(|at| at.and_utc()),
        }
    }
}

fn list_of(client: CreditorId) -> String {
    format!("{}/divisions", page_of(client))
}

/// `GET /clients/{creditorId}/divisions`
pub(crate) async fn list_divisions(Who(who): Who<Operator>, id: Id<CreditorId>, app: App) -> Answer<DivisionsPage> {
    app.show(who, move |db, who| DivisionsPage::load(db, who, id.0)).await
}

/// `GET /clients/{creditorId}/divisions/new`
pub(crate) async fn show_new_division(who: OperatorAdmin, id: Id<CreditorId>, app: App) -> Answer<DivisionPage> {
    app.show(who, move |db, who| DivisionPage::load(db, &who.0, id.0, None, Some(Filled::new::<DivisionForm>()))).await
}

/// `POST /clients/{creditorId}/divisions`
///
/// # Errors
/// If fields are wrong.
pub(crate) async fn add_division(
    who: OperatorAdmin,
    id: Id<CreditorId>,
    sent: Input<DivisionForm>,
    app: App,
) -> Answer<DivisionPage> {
    app.submit(
        who,
        sent,
        move |db, who, order, ctx| {
            let division = clients::add_division(db, id.0, order, &who.0.author(), ctx)?;
            let notice = format!("{} was added.", division.name);
            Ok(Done { status: 201, ..Done::new(list_of(id.0), notice, &ClientDivisionDto::from(division))? })
        },
        move |db, who, form| DivisionPage::load(db, &who.0, id.0, None, Some(form)),
    )
    .await
}

/// `GET /clients/{creditorId}/divisions/{divisionId}`
pub(crate) async fn show_division(
    who: OperatorAdmin,
    id: Id<CreditorId>,
    division: Id<DivisionId>,
    app: App,
) -> Answer<DivisionPage> {
    app.show(who, move |db, who| DivisionPage::load(db, &who.0, id.0, Some(division.0), None)).await
}

/// `POST /clients/{creditorId}/divisions/{divisionId}`: replaces its data.
///
/// # Errors
/// If fields are wrong, or it is archived.
pub(crate) async fn change_division(
    who: OperatorAdmin,
    id: Id<CreditorId>,
    division: Id<DivisionId>,
    sent: Input<DivisionForm>,
    app: App,
) -> Answer<DivisionPage> {
    app.submit(
        who,
        sent,
        move |db, who, order, ctx| {
            let changed = clients::change_division(db, (id.0, division.0), order, &who.0.author(), ctx)?;
            let notice = format!("{} was changed.", changed.name);
            Done::new(list_of(id.0), notice, &ClientDivisionDto::from(changed))
        },
        move |db, who, form| DivisionPage::load(db, &who.0, id.0, Some(division.0), Some(form)),
    )
    .await
}

/// `POST /clients/{creditorId}/divisions/{divisionId}/archive`: for ever.
///
/// # Errors
/// If it is archived already.
pub(crate) async fn archive_division(
    who: OperatorAdmin,
    id: Id<CreditorId>,
    division: Id<DivisionId>,
    sent: Input<()>,
    app: App,
) -> Answer<DivisionPage> {
    app.submit(
        who,
        sent,
        move |db, who, (), ctx| {
            let archived = clients::archive_division(db, (id.0, division.0), &who.0.author(), ctx)?;
            let notice = format!("{} is archived. It takes no new cases.", archived.name);
            Done::new(list_of(id.0), notice, &ClientDivisionDto::from(archived))
        },
        move |db, who, form| DivisionPage::load(db, &who.0, id.0, Some(division.0), Some(form)),
    )
    .await
}

/// The divisions of a client.
#[derive(Template)]
#[template(path = "clients/console/divisions.html")]
pub(crate) struct DivisionsPage {
    resource: Vec<ClientDivisionDto>,
    client: CreditorId,
    name: String,
    is_admin: bool,
}

impl Page for DivisionsPage {
    type Resource = Vec<ClientDivisionDto>;
    fn resource(&self) -> &Vec<ClientDivisionDto> {
        &self.resource
    }
}

impl DivisionsPage {
    fn load(db: &mut Db, who: &Operator, client: CreditorId) -> Result<Self, Failure> {
        let name = console::load(db, who, client)?.creditor.name;
        let resource = divisions::of(db, client)?.into_iter().map(Into::into).collect();
        Ok(Self { resource, client, name, is_admin: who.is_admin() })
    }
}

/// The form of a division, new or changed.
#[derive(Template)]
#[template(path = "clients/console/division.html")]
pub(crate) struct DivisionPage {
    resource: Option<ClientDivisionDto>,
    form: Filled,
    client: CreditorId,
    name: String,
    countries: Vec<(&'static str, String)>,
}

impl Page for DivisionPage {
    type Resource = Option<ClientDivisionDto>;
    fn resource(&self) -> &Option<ClientDivisionDto> {
        &self.resource
    }
}

impl DivisionPage {
    fn load(
        db: &mut Db,
        who: &Operator,
        client: CreditorId,
        division: Option<DivisionId>,
        form: Option<Filled>,
    ) -> Result<Self, Failure> {
        let name = console::load(db, who, client)?.creditor.name;
        let known = division.map(|id| divisions::load(db, client, id)).transpose()?;
        let as_it_is = || Filled::with::<DivisionForm>(known.as_ref().map(division_fields).unwrap_or_default());
        let form = form.unwrap_or_else(as_it_is);
        let countries = std::iter::once(("", "Choose…".to_owned())).chain(countries()).collect();
        Ok(Self { resource: known.map(Into::into), form, client, name, countries })
    }

    fn title(&self) -> String {
        self.resource.as_ref().map_or_else(|| format!("Add a division to {}", self.name), |one| one.name.clone())
    }

    /// Where the form goes.
    fn action(&self) -> String {
        let list = list_of(self.client);
        self.resource.as_ref().map_or_else(|| list.clone(), |division| format!("{list}/{}", division.id))
    }

    /// Whether its data can be changed.
    fn is_open(&self) -> bool {
        self.resource.as_ref().is_none_or(|division| division.archived_at.is_none())
    }
}

/// What the form shows of it as it is.
pub(crate) fn division_fields(division: &Division) -> Fields {
    let texts = [
        ("name", Some(&division.name)),
        ("registrationNumber", division.registration_number.as_ref()),
        ("address", division.address.as_ref()),
        ("zipCode", division.zip_code.as_ref()),
        ("city", Some(&division.city)),
        ("state", division.state.as_ref()),
        ("country", Some(&division.country)),
        ("email", division.email.as_ref()),
        ("phone", division.phone.as_ref()),
    ];
    let known = texts.into_iter().filter_map(|(name, text)| Some((name, text?)));
    known.fold(Fields::default(), |fields, (name, text)| fields.with(name, text.as_str()))
}
