//! Requests about clients. Names are the contract's.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use validator::Validate;

use super::MAX_TENANT_CHARACTERS;
use crate::actions::cases::ClaimOrder;
use crate::actions::clients::{BringOrder, Company, KycOrder, NamedPerson, split_name};
use crate::domain::company::{
    self, MAX_ADDRESS_CHARACTERS, MAX_PHONE_CHARACTERS, MAX_PLACE_CHARACTERS, MAX_ZIP_CHARACTERS,
};
use crate::web::customer::forms::{CreateCaseRequest, Sent};
use crate::web::http::request::values::{Country, Day, Email, Name};
use crate::web::http::{Problems, Request};

/// A new client.
#[derive(Deserialize, Serialize, Validate, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CreateClientRequest {
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
    /// Cases that are created along with it. They wait for the client's signatures.
    #[validate(nested)]
    #[serde(skip_serializing_if = "Option::is_none")]
    cases: Option<Vec<CreateCaseRequest>>,
}

/// The company.
#[derive(Deserialize, Serialize, Validate, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ClientDetailsDto {
    /// Its legal name.
    #[validate(required)]
    #[schemars(extend("x-missing" = "Enter a name."))]
    pub name: Option<Name>,
    /// Its registration number.
    registration_number: Option<String>,
    /// Street and house number.
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
pub(crate) struct ClientUserDto {
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
        let cases = cases(self.cases.unwrap_or_default(), problems);
        Some(BringOrder { tenant: self.external_tenant_id?, company: company?, people, cases: cases?, request })
    }
}

/// The cases that come along; `None` if one is wrong. Problems are added at their fields.
fn cases(sent: Vec<CreateCaseRequest>, problems: &mut Problems) -> Option<Vec<ClaimOrder>> {
    let mut orders: Vec<ClaimOrder> = Vec::new();
    let mut is_right = true;
    for (place, case) in sent.into_iter().enumerate() {
        let mut of_case = Problems::none();
        let order = case.order(&mut of_case).map(Sent::along_with_client);
        let reference = order.as_ref().and_then(|order| order.creditor_reference.as_ref());
        if reference.is_some() && orders.iter().any(|other| other.creditor_reference.as_ref() == reference) {
            of_case.add("creditorReference", "Another case of this request has this reference.");
        }
        for (field, text) in of_case.all() {
            problems.add(&format!("cases.{place}.{field}"), text);
        }
        is_right = is_right && of_case.is_empty();
        orders.extend(order);
    }
    is_right.then_some(orders)
}

impl ClientDetailsDto {
    /// The company, as far as it can be read. Problems are added at the fields under `prefix`.
    pub(crate) fn understood(self, prefix: &str, problems: &mut Problems) -> Option<Company> {
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
pub(crate) struct SubmitKycVerificationRequest {
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
