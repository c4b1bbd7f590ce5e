//! What the Customer API answers.

use serde::Serialize;
use utoipa::ToSchema;

use crate::store::cases::Creditor;
use crate::store::clients::ClientPerson;
use crate::store::clients::divisions::Division;
use crate::web::filters::country_name;
use crate::web::http::wire::PageData;
use crate::web::people::resource::CollectionPartnerUserDto;

/// The client whose key was sent.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = CreditorMeApiDTO)]
pub(crate) struct CreditorMeApiDto {
    pub id: String,
    pub company_name: String,
    pub company_registration_number: Option<String>,
    pub address: Option<String>,
    pub zip_code: Option<String>,
    pub city: Option<String>,
    pub state: Option<String>,
    /// The country's name.
    pub country: String,
    pub office_email: Option<String>,
    pub office_phone: Option<String>,
}

/// The country of a division.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct DivisionCountryDto {
    /// The numeric code of ISO 3166-1.
    pub id: i32,
    pub name: String,
    pub alpha2: String,
}

/// A division.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct DivisionDto {
    pub id: String,
    pub company_name: String,
    pub registration_number: Option<String>,
    pub address: Option<String>,
    pub zip_code: Option<String>,
    pub state: Option<String>,
    pub city: String,
    pub country: DivisionCountryDto,
    pub office_email: Option<String>,
    pub office_phone: Option<String>,
    /// Whether it takes no new cases any more.
    pub is_archived: bool,
    pub created_utc: chrono::DateTime<chrono::Utc>,
    pub updated_utc: Option<chrono::DateTime<chrono::Utc>>,
}

/// A page of divisions.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct DivisionListDto {
    /// Page metadata.
    pub page: PageData,
    /// By name, archived ones last.
    pub divisions: Vec<DivisionDto>,
}

impl From<&Creditor> for CreditorMeApiDto {
    fn from(creditor: &Creditor) -> Self {
        Self {
            id: creditor.id.to_string(),
            company_name: creditor.name.clone(),
            company_registration_number: creditor.registration_number.clone(),
            address: creditor.address.clone(),
            zip_code: creditor.zip_code.clone(),
            city: creditor.city.clone(),
            state: creditor.state.clone(),
            country: country_name(&creditor.country),
            office_email: creditor.office_email.clone(),
            office_phone: creditor.office_phone.clone(),
        }
    }
}

impl From<&ClientPerson> for CollectionPartnerUserDto {
    fn from(person: &ClientPerson) -> Self {
        Self { id: person.id.to_string(), name: person.name(), email: person.email.clone() }
    }
}

impl From<&Division> for DivisionDto {
    fn from(division: &Division) -> Self {
        Self {
            id: division.id.to_string(),
            company_name: division.name.clone(),
            registration_number: division.registration_number.clone(),
            address: division.address.clone(),
            zip_code: division.zip_code.clone(),
            state: division.state.clone(),
            city: division.city.clone(),
            country: DivisionCountryDto {
                id: rust_iso3166::from_alpha2(&division.country).map_or(0, |country| country.numeric.into()),
                name: country_name(&division.country),
                alpha2: division.country.clone(),
            },
            office_email: division.email.clone(),
            office_phone: division.phone.clone(),
            is_archived: division.archived_at.is_some(),
            created_utc: division.created_at.and_utc(),
            updated_utc: division.updated_at.map(|at| at.and_utc()),
        }
    }
}
