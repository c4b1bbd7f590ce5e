//! What the clients' forms and queries say.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use validator::Validate;

use crate::actions::clients::{BringOrder, Company, KycOrder, NamedPerson, split_name};
use crate::domain::calendar::Moment;
use crate::domain::company::{
    self, MAX_ADDRESS_CHARACTERS, MAX_PHONE_CHARACTERS, MAX_PLACE_CHARACTERS, MAX_ZIP_CHARACTERS,
};
use crate::domain::day;
use crate::store::clients::{ClientFilter, ClientSort};
use crate::web::http::request::values::{Country, Day, Email, Name};
use crate::web::http::{Asked, Fields, Problems, Request};

/// Characters in an `externalTenantId`.
const MAX_TENANT_CHARACTERS: u64 = 255;

/// A new client.
#[derive(Deserialize, Serialize, Validate, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CreateClientRequest {
    /// The client's id in the referral partner's own system.
    #[validate(required, length(max = MAX_TENANT_CHARACTERS))]
    #[schemars(extend("x-missing" = "Send an id of 1 to 255 characters.", "x-wrong" = "Send an id of 1 to 255 characters."))]
    pub external_tenant_id: Option<String>,
    /// The company.
    #[validate(required, nested)]
    pub client: Option<ClientDetailsDto>,
    /// Its people; one of several has `isOnboardingUser`.
    #[validate(required, nested)]
    #[schemars(extend("x-missing" = "Name at least one user."))]
    pub users: Option<Vec<ClientUserDto>>,
    /// Cases come by the Customer API; sent here they are refused.
    #[serde(default, skip_serializing)]
    pub cases: Vec<serde_json::Value>,
}

/// The company.
#[derive(Deserialize, Serialize, Validate, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ClientDetailsDto {
    /// Its legal name.
    #[validate(required)]
    #[schemars(extend("x-missing" = "Enter a name."))]
    pub name: Option<Name>,
    /// Its registration number.
    registration_number: Option<String>,
    /// Street and number.
    #[validate(length(max = MAX_ADDRESS_CHARACTERS))]
    address: Option<String>,
    /// The postal code.
    #[validate(length(max = MAX_ZIP_CHARACTERS))]
    zip_code: Option<String>,
    /// The city.
    #[validate(length(max = MAX_PLACE_CHARACTERS))]
    city: Option<String>,
    /// The state or region.
    #[validate(length(max = MAX_PLACE_CHARACTERS))]
    state: Option<String>,
    /// The country, as two letters or by its English name.
    #[validate(required)]
    #[schemars(extend("x-missing" = "Send a country, as two letters (PT) or by its English name (Portugal).", "x-wrong" = "Send a country, as two letters (PT) or by its English name (Portugal)."))]
    country: Option<Country>,
    /// Where mails about cases go.
    #[validate(required)]
    #[schemars(extend("x-missing" = "Enter an e-mail address."))]
    support_email: Option<Email>,
    /// The telephone number.
    #[validate(length(max = MAX_PHONE_CHARACTERS))]
    support_phone: Option<String>,
}

/// One of its people.
#[derive(Deserialize, Serialize, Validate, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ClientUserDto {
    /// First and last name.
    #[validate(required)]
    #[schemars(extend("x-missing" = "Enter a name."))]
    name: Option<Name>,
    /// The address.
    #[validate(required)]
    #[schemars(extend("x-missing" = "Enter an e-mail address."))]
    email: Option<Email>,
    /// Whether this person gets the link and signs.
    is_onboarding_user: Option<bool>,
}

impl Request for CreateClientRequest {
    type Order = BringOrder;

    fn order(self, problems: &mut Problems) -> Option<BringOrder> {
        let request = serde_json::to_string(&self).unwrap_or_default();
        let company = self.client.and_then(|client| client.understood("client.", problems));
        let people = people(self.users?, problems);
        Some(BringOrder { tenant: self.external_tenant_id?, company: company?, people, request })
    }
}

impl CreateClientRequest {
    /// Whether cases were sent along, which are not taken here.
    pub fn has_cases(fields: &Fields) -> bool {
        fields.has("cases")
    }
}

impl ClientDetailsDto {
    /// The company, as far as it can be understood; what is wrong lands at the field, under a prefix.
    pub fn understood(self, prefix: &str, problems: &mut Problems) -> Option<Company> {
        let country = self.country?.0;
        let registration_number = self.registration_number.and_then(|text| {
            let read = company::registration(&text, &country);
            problems.keep(&format!("{prefix}registrationNumber"), read)
        });
        Some(Company {
            name: self.name?.0,
            registration_number,
            address: self.address,
            zip_code: self.zip_code,
            city: self.city,
            state: self.state,
            country,
            support_email: self.support_email?.0,
            support_phone: self.support_phone,
        })
    }
}

/// The people, the onboarding user first.
fn people(users: Vec<ClientUserDto>, problems: &mut Problems) -> Vec<NamedPerson> {
    if users.is_empty() {
        problems.add("users", "Name at least one user.");
    }
    let mut people: Vec<(bool, NamedPerson)> = Vec::new();
    for (place, user) in users.into_iter().enumerate() {
        let onboards = user.is_onboarding_user.unwrap_or_default();
        let (Some(Name(name)), Some(Email(email))) = (user.name, user.email) else { continue };
        if people.iter().any(|(_, other)| other.email == email) {
            problems.add(&format!("users.{place}.email"), "This address is there twice.");
        }
        let (first_name, last_name) = split_name(&name);
        people.push((onboards, NamedPerson { first_name, last_name, email }));
    }
    let onboarding = people.iter().filter(|(onboards, _)| *onboards).count();
    if people.len() > 1 && onboarding != 1 {
        problems.add("users", "Exactly one user must have isOnboardingUser set to true.");
    }
    people.sort_by_key(|(onboards, _)| !onboards);
    people.into_iter().map(|(_, person)| person).collect()
}

/// A director's data.
#[derive(Deserialize, Validate, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SubmitKycVerificationRequest {
    /// The director's full name.
    #[validate(required, length(max = 500))]
    #[schemars(extend("x-missing" = "Send 1 to 500 characters."))]
    director_full_name: Option<String>,
    /// The director's home address.
    #[validate(required, length(max = 1_000))]
    #[schemars(extend("x-missing" = "Send 1 to 1000 characters."))]
    director_home_address: Option<String>,
    /// The director's date of birth.
    #[validate(required)]
    #[schemars(extend("x-missing" = "Send a date such as 1971-05-30.", "x-wrong" = "Send a date such as 1971-05-30."))]
    director_date_of_birth: Option<Day>,
}

impl Request for SubmitKycVerificationRequest {
    type Order = KycOrder;

    fn order(self, _: &mut Problems) -> Option<KycOrder> {
        Some(KycOrder {
            director_name: self.director_full_name?,
            home_address: self.director_home_address?,
            date_of_birth: self.director_date_of_birth?.0,
        })
    }
}

/// Understands what is asked of the list of clients.
pub fn filter_of(asked: &Asked) -> Result<ClientFilter, Problems> {
    let mut problems = Problems::none();
    let mut flag = |name: &str| asked.flag(name, &mut problems);
    let (attributed, onboarded) = (flag("IsAttributedClient"), flag("OnboardingDone"));
    let mut moment = |name: &str, ends: bool| match asked.one(name).map(|text| (text, read_moment(text, ends))) {
        None => None,
        Some((_, Some(moment))) => Some(moment),
        Some((text, None)) => {
            problems.add(name, format!("“{text}” is not a date such as 2026-11-21."));
            None
        }
    };
    let (from, to) = (moment("DateCreatedFrom", false), moment("DateCreatedTo", true));
    let sort = match asked.one("Sort").map(str::to_ascii_lowercase).as_deref() {
        None | Some("datecreated:desc" | "datecreated:descending") => (ClientSort::Created, false),
        Some("datecreated" | "datecreated:asc") => (ClientSort::Created, true),
        Some("name" | "name:asc") => (ClientSort::Name, true),
        Some("name:desc") => (ClientSort::Name, false),
        Some(other) => {
            problems.add("Sort", format!("“{other}” is not dateCreated or name, with :asc or :desc."));
            (ClientSort::Created, false)
        }
    };
    problems.or(ClientFilter {
        query: asked.one("Query").map(str::to_owned),
        tenant: asked.one("ExternalTenantId").map(str::to_owned),
        attributed,
        from,
        to,
        onboarded,
        sort,
    })
}

/// A date-time, or a day: its beginning, or its last moment where it ends a range.
fn read_moment(text: &str, ends: bool) -> Option<Moment> {
    if text.contains('T') {
        return day::read_moment(text);
    }
    let day = day::read_filter(text)?;
    let day = if ends { day.succ_opt()? } else { day };
    let at = day.and_time(chrono::NaiveTime::MIN).and_utc();
    Some(if ends { at - chrono::Duration::microseconds(1) } else { at })
}
