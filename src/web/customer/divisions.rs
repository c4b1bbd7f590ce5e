//! Divisions of the client: brands, subsidiaries or branches for which its cases are handed in.

use actix_web::web::Path;
use schemars::JsonSchema;
use serde::Deserialize;
use validator::Validate;

use super::resource::{DivisionDto, DivisionListDto};
use super::{MAX_PER_PAGE, Shown, USUAL_PER_PAGE};
use crate::actions::clients::{self, DivisionOrder};
use crate::domain::actor::Customer;
use crate::domain::client::MAX_DIVISION_NAME_CHARACTERS;
use crate::domain::company::MAX_PLACE_CHARACTERS;
use crate::domain::ids::DivisionId;
use crate::store::Db;
use crate::store::clients::divisions::{self, Division};
use crate::web::http::request::values::{Country, Email};
use crate::web::http::who::Who;
use crate::web::http::wire::PageData;
use crate::web::http::{Answer, App, Asked, Done, Failure, Input, Problems, Request};

/// Characters in a registration number, a postal code or a telephone number (contract).
const MAX_SHORT_CHARACTERS: u64 = 50;

/// A division to be created, or what replaces one.
#[derive(Deserialize, Validate, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct DivisionRequestDto {
    /// Its name, as agencies and debtors read it.
    #[validate(required, length(max = MAX_DIVISION_NAME_CHARACTERS))]
    #[schemars(extend("x-missing" = "Enter a name."))]
    company_name: Option<String>,
    /// The number in the commercial register, if it has one of its own.
    #[validate(length(max = MAX_SHORT_CHARACTERS))]
    registration_number: Option<String>,
    /// Street and house number.
    address: Option<String>,
    /// The postal code.
    #[validate(length(max = MAX_SHORT_CHARACTERS))]
    zip_code: Option<String>,
    /// The state or region.
    state: Option<String>,
    /// The city.
    #[validate(required, length(min = 1, max = MAX_PLACE_CHARACTERS))]
    #[schemars(extend("x-missing" = "Enter a city."))]
    city: Option<String>,
    /// The country, as two letters.
    #[validate(required)]
    #[schemars(extend("x-missing" = "Enter a country."))]
    country_code: Option<Country>,
    /// The address of its office.
    office_email: Option<Email>,
    /// The telephone number of its office.
    #[validate(length(max = MAX_SHORT_CHARACTERS))]
    office_phone: Option<String>,
}

impl Request for DivisionRequestDto {
    type Order = DivisionOrder;

    fn order(self, _: &mut Problems) -> Option<DivisionOrder> {
        Some(DivisionOrder {
            name: self.company_name?,
            registration_number: self.registration_number,
            address: self.address,
            zip_code: self.zip_code,
            city: self.city?,
            state: self.state,
            country: self.country_code?.0,
            email: self.office_email.map(|email| email.0),
            phone: self.office_phone,
        })
    }
}

fn id_of(path: &str) -> Result<DivisionId, Failure> {
    DivisionId::parse(path).ok_or(Failure::MalformedId)
}

/// A division of the client.
pub(crate) fn shown(db: &mut Db, who: &Customer, id: DivisionId) -> Result<Shown<DivisionDto>, Failure> {
    Ok(Shown { resource: DivisionDto::from(&divisions::load(db, who.id, id)?) })
}

/// The answer of a change. There is no page to lead to.
fn done(division: &Division) -> Result<Done, Failure> {
    Done::new("", "", &DivisionDto::from(division))
}

/// `GET /divisions`: without archived ones, unless `includeArchived=true`.
///
/// # Errors
/// If a parameter is wrong.
pub(crate) async fn list_divisions(Who(who): Who<Customer>, asked: Asked, app: App) -> Answer<Shown<DivisionListDto>> {
    let paging = asked.paging(USUAL_PER_PAGE, MAX_PER_PAGE)?;
    let mut problems = Problems::none();
    let with_archived = asked.flag("includeArchived", &mut problems).unwrap_or_default();
    problems.or(())?;
    app.show(who, move |db, who| {
        let mut all = divisions::of(db, who.id)?;
        all.retain(|division| with_archived || division.archived_at.is_none());
        let page: Vec<_> = paging.of(&all).map(DivisionDto::from).collect();
        let total = i64::try_from(all.len()).unwrap_or(i64::MAX);
        Ok(Shown { resource: DivisionListDto { page: PageData::new(total, paging, page.len()), divisions: page } })
    })
    .await
}

/// `GET /divisions/{id}`
pub(crate) async fn show_division(Who(who): Who<Customer>, id: Path<String>, app: App) -> Answer<Shown<DivisionDto>> {
    let id = id_of(&id)?;
    app.show(who, move |db, who| shown(db, who, id)).await
}

/// `POST /divisions`
///
/// # Errors
/// If fields are wrong.
pub(crate) async fn create_division(
    Who(who): Who<Customer>,
    sent: Input<DivisionRequestDto>,
    app: App,
) -> Answer<Shown<DivisionDto>> {
    app.submit(
        who,
        sent,
        |db, who, order, ctx| {
            let made = clients::add_division(db, who.id, order, &who.author(), ctx)?;
            Ok(Done { status: 201, ..done(&made)? })
        },
        |_, _, _| Err(Failure::NotFound),
    )
    .await
}

/// `PUT /divisions/{id}`: replaces every field.
///
/// # Errors
/// If fields are wrong, or the division is archived.
pub(crate) async fn replace_division(
    Who(who): Who<Customer>,
    id: Path<String>,
    sent: Input<DivisionRequestDto>,
    app: App,
) -> Answer<Shown<DivisionDto>> {
    let id = id_of(&id)?;
    app.submit(
        who,
        sent,
        move |db, who, order, ctx| done(&clients::change_division(db, (who.id, id), order, &who.author(), ctx)?),
        move |db, who, _| shown(db, who, id),
    )
    .await
}

/// `DELETE /divisions/{id}`
///
/// # Errors
/// If cases refer to it.
pub(crate) async fn delete_division(
    Who(who): Who<Customer>,
    id: Path<String>,
    sent: Input<()>,
    app: App,
) -> Answer<Shown<DivisionDto>> {
    let id = id_of(&id)?;
    app.submit(
        who,
        sent,
        move |db, who, (), ctx| {
            clients::delete_division(db, (who.id, id), &who.author(), ctx)?;
            Ok(Done::gone("", ""))
        },
        move |db, who, _| shown(db, who, id),
    )
    .await
}

/// `POST /divisions/{id}/archive`: for ever.
///
/// # Errors
/// If it is archived already.
pub(crate) async fn archive_division(
    Who(who): Who<Customer>,
    id: Path<String>,
    sent: Input<()>,
    app: App,
) -> Answer<Shown<DivisionDto>> {
    let id = id_of(&id)?;
    app.submit(
        who,
        sent,
        move |db, who, (), ctx| done(&clients::archive_division(db, (who.id, id), &who.author(), ctx)?),
        move |db, who, _| shown(db, who, id),
    )
    .await
}
