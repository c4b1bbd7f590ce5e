//! Agencies as JSON of the operator's API.

use serde::Serialize;
use utoipa::ToSchema;

use crate::domain::actor::Operator;
use crate::domain::ids::CollectionPartnerId;
use crate::domain::money::Currency;
use crate::store::people::organisations::AgencyProfile;
use crate::store::{self, Db};
use crate::web::http::Failure;
use crate::web::http::wire::{Major, PageData};
use crate::web::organisations::resource::{OrganisationKeyDto, OrganisationPersonDto};

/// A page of agencies.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct AgencyListDto {
    pub page: PageData,
    pub agencies: Vec<AgencySummaryDto>,
}

/// An agency in the list.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct AgencySummaryDto {
    pub id: String,
    pub name: String,
    /// Two letters.
    pub country: String,
    /// `Exclusive` or `LegalNetwork`.
    pub kind: &'static str,
    /// `Active` or `Suspended`.
    pub status: &'static str,
    /// Number of open cases, test cases left out.
    pub open_cases: i64,
}

impl AgencySummaryDto {
    pub(super) fn new(agency: &AgencyProfile, open_cases: i64) -> Self {
        Self {
            id: agency.id.to_string(),
            name: agency.name.clone(),
            country: agency.country.clone(),
            kind: agency.kind.name(),
            status: agency.status().name(),
            open_cases,
        }
    }
}

/// An agency with its people and its key.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct AgencyDto {
    #[serde(flatten)]
    pub summary: AgencySummaryDto,
    pub legal_name: Option<String>,
    pub registration_number: Option<String>,
    pub vat_number: Option<String>,
    pub address: Option<String>,
    pub zip_code: Option<String>,
    pub city: Option<String>,
    pub state: Option<String>,
    pub time_zone: String,
    pub office_email: Option<String>,
    pub office_phone: Option<String>,
    pub public_site: Option<String>,
    pub invoice_email: Option<String>,
    pub billing_contact: Option<String>,
    /// Three letters.
    pub invoice_currency: Option<String>,
    /// The operator's share before court, in percent.
    pub pre_legal_share: Major,
    /// The operator's share in court, in percent.
    pub legal_share: Major,
    pub payout_holder: Option<String>,
    pub payout_iban: Option<String>,
    pub payout_bic: Option<String>,
    /// The name that clients see in mails about their cases, if it is not the agency's.
    pub sender_name: Option<String>,
    /// Where answers to these mails go.
    pub sender_email: Option<String>,
    pub requires_kyc: bool,
    pub verified_profile: bool,
    /// When it signed its agreement.
    pub agreement_signed_at: Option<chrono::DateTime<chrono::Utc>>,
    pub created_at: chrono::DateTime<chrono::Utc>,
    pub suspended_at: Option<chrono::DateTime<chrono::Utc>>,
    pub suspension_reason: Option<String>,
    pub people: Vec<OrganisationPersonDto>,
    /// The API key; null if it has none.
    pub key: Option<OrganisationKeyDto>,
}

impl AgencyDto {
    pub(crate) fn load(db: &mut Db, who: &Operator, id: CollectionPartnerId) -> Result<Self, Failure> {
        let agency = store::people::agencies::load(db, id)?;
        let open = store::people::agencies::open_cases_of(db, who, &[id])?;
        let open_cases = open.first().map_or(0, |(_, cases)| *cases);
        let people = store::people::agencies::people(db, who, id)?;
        let key = store::people::keys::live(db, id.as_str())?;
        Ok(Self::new(&agency, open_cases, people.iter().map(Into::into).collect(), key.map(Into::into)))
    }

    fn new(
        agency: &AgencyProfile,
        open_cases: i64,
        people: Vec<OrganisationPersonDto>,
        key: Option<OrganisationKeyDto>,
    ) -> Self {
        Self {
            summary: AgencySummaryDto::new(agency, open_cases),
            legal_name: agency.legal_name.clone(),
            registration_number: agency.registration_number.clone(),
            vat_number: agency.vat_number.clone(),
            address: agency.address.clone(),
            zip_code: agency.zip_code.clone(),
            city: agency.city.clone(),
            state: agency.state.clone(),
            time_zone: agency.time_zone.name().to_owned(),
            office_email: agency.office_email.clone(),
            office_phone: agency.office_phone.clone(),
            public_site: agency.public_site.clone(),
            invoice_email: agency.invoice_email.clone(),
            billing_contact: agency.billing_contact.clone(),
            invoice_currency: agency.invoice_currency.map(Currency::code).map(str::to_owned),
            pre_legal_share: Major::decimal(agency.pre_legal_share.rate().points()),
            legal_share: Major::decimal(agency.legal_share.rate().points()),
            payout_holder: agency.payout_holder.clone(),
            payout_iban: agency.payout_iban.clone(),
            payout_bic: agency.payout_bic.clone(),
            sender_name: agency.sender_name.clone(),
            sender_email: agency.sender_email.clone(),
            requires_kyc: agency.requires_kyc,
            verified_profile: agency.verified_profile,
            agreement_signed_at: agency.agreement_signed_at.map(|at| at.and_utc()),
            created_at: agency.created_at.and_utc(),
            suspended_at: agency.suspended_at.map(|at| at.and_utc()),
            suspension_reason: agency.suspension_reason.clone(),
            people,
            key,
        }
    }
}
