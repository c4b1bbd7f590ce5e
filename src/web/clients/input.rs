//! What the clients' forms and queries say.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::actions::clients::{BringOrder, Company, KycOrder, NamedPerson, split_name};
use crate::domain::calendar::Moment;
use crate::domain::company;
use crate::domain::contact;
use crate::domain::day;
use crate::store::clients::{ClientFilter, ClientSort};
use crate::web::http::{Asked, Fields, Form, Problems};

/// The longest `externalTenantId`.
const LONGEST_TENANT: usize = 255;

/// A new client. The contract's `CreateClientRequest`.
#[derive(Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the contract's own names")]
pub struct CreateClientRequest {
    pub external_tenant_id: Option<String>,
    #[serde(default)]
    pub client: ClientDetailsDto,
    #[serde(default)]
    pub users: Vec<ClientUserDto>,
    /// Cases come by the Customer API; sent here they are refused.
    #[serde(default)]
    pub cases: Vec<String>,
}

/// The company. The contract's `ClientDetailsDto`.
#[derive(Default, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the contract's own names")]
pub struct ClientDetailsDto {
    pub name: Option<String>,
    pub registration_number: Option<String>,
    pub address: Option<String>,
    pub zip_code: Option<String>,
    pub city: Option<String>,
    pub state: Option<String>,
    pub country: Option<String>,
    pub support_email: Option<String>,
    pub support_phone: Option<String>,
}

/// One of its people. The contract's `ClientUserDto`.
#[derive(Default, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the contract's own names")]
pub struct ClientUserDto {
    pub name: Option<String>,
    pub email: Option<String>,
    #[schema(value_type = bool)]
    pub is_onboarding_user: Option<String>,
}

impl Form for CreateClientRequest {
    type Order = BringOrder;

    fn of(fields: &Fields) -> Result<Self, Problems> {
        Ok(Self {
            external_tenant_id: Some(fields.text("externalTenantId").to_owned()),
            client: fields.within("client").read()?,
            users: fields.things("users").iter().map(|(_, user)| user.read()).collect::<Result<_, _>>()?,
            cases: if fields.has("cases") { vec!["cases".to_owned()] } else { Vec::new() },
        })
    }

    fn parse(self) -> Result<BringOrder, Problems> {
        let request = serde_json::to_string(&self).unwrap_or_default();
        let mut problems = Problems::none();
        let tenant = self.external_tenant_id.unwrap_or_default();
        if tenant.trim().is_empty() || tenant.chars().count() > LONGEST_TENANT || tenant.contains(char::is_control) {
            problems.add("externalTenantId", format!("Send an id of 1 to {LONGEST_TENANT} characters."));
        }
        let company = self.client.understood("client.", &mut problems);
        let people = people(self.users, &mut problems);
        problems.or(BringOrder { tenant, company, people, request })
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
    pub fn understood(self, prefix: &str, problems: &mut Problems) -> Company {
        let at = |field: &str| format!("{prefix}{field}");
        let mut short = |field: &str, text: Option<String>, most: usize| {
            let text = text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
            if text.as_ref().is_some_and(|text| text.chars().count() > most || text.contains(char::is_control)) {
                problems.add(&at(field), format!("Use one line of at most {most} characters."));
            }
            text
        };
        let address = short("address", self.address, 500);
        let zip_code = short("zipCode", self.zip_code, 20);
        let city = short("city", self.city, 100);
        let state = short("state", self.state, 100);
        let support_phone = short("supportPhone", self.support_phone, 50);
        let name = problems.keep(&at("name"), contact::name(&self.name.unwrap_or_default())).unwrap_or_default();
        let country = country(&self.country.unwrap_or_default());
        if country.is_none() {
            problems.add(&at("country"), "Send a country, as two letters (PT) or by its English name (Portugal).");
        }
        let country = country.unwrap_or_default();
        let registration_number = self
            .registration_number
            .filter(|text| !text.trim().is_empty())
            .and_then(|text| problems.keep(&at("registrationNumber"), company::registration(&text, &country)));
        let support_email = self.support_email.unwrap_or_default();
        let support_email = problems.keep(&at("supportEmail"), contact::email(&support_email)).unwrap_or_default();
        Company { name, registration_number, address, zip_code, city, state, country, support_email, support_phone }
    }
}

/// A country by its two letters or its English name, as its two letters.
pub fn country(text: &str) -> Option<String> {
    let text = text.trim();
    if let Some(found) = rust_iso3166::from_alpha2(&text.to_ascii_uppercase()) {
        return Some(found.alpha2.to_owned());
    }
    let same = |name: &str| {
        let plain = name.split_once(" (").map_or(name, |(short, _)| short);
        name.eq_ignore_ascii_case(text) || plain.eq_ignore_ascii_case(text)
    };
    let usual = match text.to_ascii_lowercase().as_str() {
        "united kingdom" | "great britain" | "uk" => Some("GB"),
        "united states" | "usa" => Some("US"),
        "czech republic" => Some("CZ"),
        "south korea" => Some("KR"),
        "russia" => Some("RU"),
        "turkey" => Some("TR"),
        "the netherlands" => Some("NL"),
        _ => None,
    };
    usual
        .map(str::to_owned)
        .or_else(|| rust_iso3166::ALL.iter().find(|one| same(one.name)).map(|one| one.alpha2.to_owned()))
}

/// The people, the onboarding user first.
fn people(users: Vec<ClientUserDto>, problems: &mut Problems) -> Vec<NamedPerson> {
    if users.is_empty() {
        problems.add("users", "Name at least one user.");
    }
    let mut people: Vec<(bool, NamedPerson)> = Vec::new();
    for (place, user) in users.into_iter().enumerate() {
        let name = problems.keep(&format!("users.{place}.name"), contact::name(&user.name.unwrap_or_default()));
        let email = problems.keep(&format!("users.{place}.email"), contact::email(&user.email.unwrap_or_default()));
        let onboards = user.is_onboarding_user.is_some_and(|text| text.eq_ignore_ascii_case("true"));
        let (Some(name), Some(email)) = (name, email) else { continue };
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

/// A director's data. The contract's `SubmitKycVerificationRequest`.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the contract's own names")]
pub struct SubmitKycVerificationRequest {
    pub director_full_name: Option<String>,
    pub director_home_address: Option<String>,
    #[schema(value_type = Option<NaiveDate>)]
    pub director_date_of_birth: Option<String>,
}

impl Form for SubmitKycVerificationRequest {
    type Order = KycOrder;

    fn parse(self) -> Result<KycOrder, Problems> {
        let mut problems = Problems::none();
        let mut text = |field: &str, text: Option<String>, most: usize| {
            let text = text.unwrap_or_default().trim().to_owned();
            if text.is_empty() || text.chars().count() > most {
                problems.add(field, format!("Send 1 to {most} characters."));
            }
            text
        };
        let director_name = text("directorFullName", self.director_full_name, 500);
        let home_address = text("directorHomeAddress", self.director_home_address, 1000);
        let born = self.director_date_of_birth.unwrap_or_default();
        let date_of_birth = day::read(&born);
        if date_of_birth.is_none() {
            problems.add("directorDateOfBirth", "Send a date such as 1971-05-30.");
        }
        problems.or(KycOrder { director_name, home_address, date_of_birth: date_of_birth.unwrap_or_default() })
    }
}

/// Understands what is asked of the list of clients.
///
/// # Errors
/// Everything that is wrong, by name.
pub fn filter_of(asked: &Asked) -> Result<ClientFilter, Problems> {
    let mut problems = Problems::none();
    let mut flag = |name: &str| match asked.one(name).map(str::to_ascii_lowercase).as_deref() {
        None => None,
        Some("true") => Some(true),
        Some("false") => Some(false),
        Some(other) => {
            problems.add(name, format!("“{other}” is not true or false."));
            None
        }
    };
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

#[cfg(test)]
mod tests {
    #[test]
    fn countries_go_by_letters_and_by_name() {
        for (text, code) in [
            ("PT", "PT"),
            ("pt", "PT"),
            ("Portugal", "PT"),
            (" denmark ", "DK"),
            ("United Kingdom", "GB"),
            ("USA", "US"),
        ] {
            assert_eq!(super::country(text).as_deref(), Some(code), "{text}");
        }
        for wrong in ["", "XX", "Atlantis", "<b>"] {
            assert_eq!(super::country(wrong), None, "{wrong}");
        }
    }
}
