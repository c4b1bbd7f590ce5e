//! The agency and its people in the collection partner's contract.

use serde::Serialize;
use utoipa::ToSchema;

use crate::domain::money::{Currency, Share};
use crate::store::people::organisations::AgencyProfile;
use crate::store::people::team::Colleague;
use crate::web::filters::country_name;
use crate::web::http::wire::{Major, PageData};

/// A colleague.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct CollectionPartnerUserDto {
    /// Can be used wherever the contract wants a user's id.
    pub id: String,
    pub name: String,
    pub email: String,
}

impl From<&Colleague> for CollectionPartnerUserDto {
    fn from(colleague: &Colleague) -> Self {
        Self { id: colleague.id.to_string(), name: colleague.name.clone(), email: colleague.email.clone() }
    }
}

/// A page of the team.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct UserListDto {
    /// Page metadata.
    pub page: PageData,
    /// The colleagues.
    pub users: Vec<CollectionPartnerUserDto>,
}

/// The agency's own profile.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CollectionPartnerMeResponse {
    pub id: String,
    pub company_name: String,
    pub logo_url: Option<String>,
    pub company_registration_number: Option<String>,
    pub vat_number: Option<String>,
    pub address: Option<String>,
    pub zip_code: Option<String>,
    pub city: Option<String>,
    pub state: Option<String>,
    /// The country's name.
    pub country: String,
    pub office_email: Option<String>,
    pub office_phone: Option<String>,
    pub invoice_email: Option<String>,
    pub billing_contact: Option<String>,
    /// The numeric code of ISO 4217.
    pub invoice_currency: Option<i32>,
    /// 0: a share of what is recovered.
    pub commission_type: i32,
    /// A decimal fraction.
    pub pre_legal_revenue_share: Option<Major>,
    /// A decimal fraction.
    pub legal_revenue_share: Option<Major>,
    pub verified_profile: bool,
    pub full_address: Option<String>,
    pub survey_cadence_mode: i32,
}

impl From<&AgencyProfile> for CollectionPartnerMeResponse {
    fn from(agency: &AgencyProfile) -> Self {
        let share = |share: Share| Some(Major::decimal(share.fraction()));
        Self {
            id: agency.id.to_string(),
            company_name: agency.name.clone(),
            logo_url: None,
            company_registration_number: agency.registration_number.clone(),
            vat_number: agency.vat_number.clone(),
            address: agency.address.clone(),
            zip_code: agency.zip_code.clone(),
            city: agency.city.clone(),
            state: agency.state.clone(),
            country: country_name(&agency.country),
            office_email: agency.office_email.clone(),
            office_phone: agency.office_phone.clone(),
            invoice_email: agency.invoice_email.clone(),
            billing_contact: agency.billing_contact.clone(),
            invoice_currency: agency.invoice_currency.map(Currency::number),
            commission_type: 0,
            pre_legal_revenue_share: share(agency.pre_legal_share),
            legal_revenue_share: share(agency.legal_share),
            verified_profile: agency.verified_profile,
            full_address: Some(full_address(agency)),
            survey_cadence_mode: 0,
        }
    }
}

/// The address in one line: "Havnegade 5, 1058 København, Denmark".
pub(crate) fn full_address(agency: &AgencyProfile) -> String {
    let place: Vec<&str> = [&agency.zip_code, &agency.city].into_iter().filter_map(|part| part.as_deref()).collect();
    [agency.address.clone(), Some(place.join(" ")), agency.state.clone(), Some(country_name(&agency.country))]
        .into_iter()
        .flatten()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(", ")
}
