//! Clients in the referral partner's contract. Names, casing and nulls are the contract's.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use crate::actions::Context;
use crate::domain::money::{Currency, Money};
use crate::domain::pricing::UsdRates;
use crate::store::clients::referrals::ReferralPartner;
use crate::store::clients::{ClientFile, ClientPerson, KycRecord, Summary};
use crate::web::cases::resource::InvoiceDto;
use crate::web::filters::country_short;
use crate::web::http::error_bodies::SigningHandoffDto;
use crate::web::http::wire::{Major, PageData};

/// Where onboarding goes on.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct OnboardingLinksDto {
    pub url: String,
}

/// The company.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ClientsCreditorDto {
    pub id: String,
    pub company_name: String,
    pub office_email: Option<String>,
    /// The country's English name.
    pub country: String,
    pub address: Option<String>,
    pub city: Option<String>,
    pub zip_code: Option<String>,
    pub company_registration_number: Option<String>,
}

/// One of its people.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct UserDto {
    pub id: i64,
    pub email: String,
    pub first_name: String,
    pub last_name: String,
}

impl From<&ClientPerson> for UserDto {
    fn from(person: &ClientPerson) -> Self {
        Self {
            id: person.number,
            email: person.email.clone(),
            first_name: person.first_name.clone(),
            last_name: person.last_name.clone(),
        }
    }
}

/// Its cases in numbers.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ClientCaseStats {
    pub cases_total: i64,
    pub cases_closed: i64,
    /// The partner's share of the operator's earnings, at today's rates.
    pub earnings_usd: Major,
}

/// A director's data.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct KycVerificationDto {
    pub director_full_name: String,
    pub director_home_address: String,
    pub director_date_of_birth: NaiveDate,
    pub date_created: DateTime<Utc>,
    pub verification_status: Option<String>,
    pub verification_status_updated_at: Option<DateTime<Utc>>,
}

impl From<&KycRecord> for KycVerificationDto {
    fn from(record: &KycRecord) -> Self {
        Self {
            director_full_name: record.director_name.clone(),
            director_home_address: record.home_address.clone(),
            director_date_of_birth: record.date_of_birth,
            date_created: record.created_at.and_utc(),
            verification_status: record.status.map(|status| status.name().to_owned()),
            verification_status_updated_at: record.status_at.map(|at| at.and_utc()),
        }
    }
}

/// A client.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ClientCreatedResponse {
    pub external_tenant_id: String,
    pub onboarding_done: bool,
    /// Filled while onboarding is unfinished.
    pub onboarding_links: Option<OnboardingLinksDto>,
    pub client: ClientsCreditorDto,
    pub users: Vec<UserDto>,
    pub is_attributed_client: bool,
    pub date_linked: DateTime<Utc>,
    pub case_stats: ClientCaseStats,
    /// `not_required`, `pending` or `verified`.
    pub kyc_status: String,
    pub kyc_verification: Option<KycVerificationDto>,
    /// What became of the cases that came along; null if none did.
    pub case_results: Option<MultiCaseResult>,
}

impl ClientCreatedResponse {
    /// A client in its current state; `version` is that of the agreement in force.
    pub(crate) fn new(file: &ClientFile, version: &str, rates: &UsdRates, ctx: &Context) -> Self {
        let onboarding_done = file.is_onboarded(version);
        let creditor = &file.creditor;
        Self {
            external_tenant_id: file.link.external_tenant_id.clone(),
            onboarding_done,
            onboarding_links: (!onboarding_done)
                .then(|| OnboardingLinksDto { url: ctx.onboarding_url(file.link.id.as_str(), &file.link.token_hash) }),
            client: ClientsCreditorDto {
                id: creditor.id.to_string(),
                company_name: creditor.name.clone(),
                office_email: creditor.office_email.clone(),
                country: country_short(&creditor.country),
                address: creditor.address.clone(),
                city: creditor.city.clone(),
                zip_code: creditor.zip_code.clone(),
                company_registration_number: creditor.registration_number.clone(),
            },
            users: file.people.iter().map(UserDto::from).collect(),
            is_attributed_client: file.link.is_attributed,
            date_linked: file.link.created_at.and_utc(),
            case_stats: ClientCaseStats {
                cases_total: file.stats.total,
                cases_closed: file.stats.closed,
                earnings_usd: earned(file, rates),
            },
            kyc_status: match (&file.kyc, file.needs_kyc) {
                (Some(_), _) => "verified",
                (None, true) => "pending",
                (None, false) => "not_required",
            }
            .to_owned(),
            kyc_verification: file.kyc.as_ref().map(Into::into),
            case_results: None,
        }
    }
}

/// The partner's percentage of the operator's shares, in US dollars at today's rates. Currencies without a rate count
/// as 0.
fn earned(file: &ClientFile, rates: &UsdRates) -> Major {
    let shares: i64 = file.stats.shares.iter().filter_map(|share| rates.to_usd_minor(*share)).sum();
    let cents = (rust_decimal::Decimal::from(shares) * file.link.percentage.points()
        / rust_decimal::Decimal::ONE_HUNDRED)
        .round_dp_with_strategy(0, rust_decimal::RoundingStrategy::MidpointAwayFromZero);
    let cents = i64::try_from(cents).unwrap_or_default();
    Currency::parse("USD")
        .map_or_else(|| Major::decimal(rust_decimal::Decimal::new(cents, 2)), |usd| Major::from(Money::new(cents, usd)))
}

/// What became of the cases that came along with a client.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct MultiCaseResult {
    pub successful_cases: Vec<InvoiceDto>,
    pub failed_cases: Vec<CaseCreationFailure>,
}

/// A case that was not created along with its client.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CaseCreationFailure {
    /// Its place in the request, from 0.
    pub case_index: usize,
    pub creditor_reference: Option<String>,
    pub error_type: &'static str,
    pub error_message: String,
    /// By field, if one is wrong.
    pub validation_errors: Option<BTreeMap<String, Vec<String>>>,
    pub signing_handoff: Option<SigningHandoffDto>,
}

/// Totals over a partner's clients.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ClientsSummary {
    pub total_clients: i64,
    pub attributed_clients: i64,
    pub onboarding_complete: i64,
    pub onboarding_pending: i64,
    pub total_cases: i64,
}

impl From<Summary> for ClientsSummary {
    fn from(summary: Summary) -> Self {
        Self {
            total_clients: summary.clients,
            attributed_clients: summary.attributed,
            onboarding_complete: summary.onboarded,
            onboarding_pending: summary.clients - summary.onboarded,
            total_cases: summary.cases,
        }
    }
}

/// A page of clients.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct GetClientsResponse {
    /// Page metadata.
    pub page: PageData,
    /// Totals over all of the partner's clients, whatever the filter.
    pub summary: ClientsSummary,
    /// The clients.
    pub clients: Vec<ClientCreatedResponse>,
}

/// Whether a client of the test environment can be deleted.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ClientDeletableResponse {
    pub is_deletable: bool,
    /// Reasons against.
    pub blockers: Vec<String>,
}

/// A client that cannot simply be created.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ConflictResponse {
    pub r#type: String,
    pub message: String,
    pub data: ConflictData,
}

/// What helps further; never anything of the account that was recognised.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ConflictData {
    pub external_tenant_id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub onboarding_links: Option<OnboardingLinksDto>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_attributed_client: Option<bool>,
}

/// The referral partner. The contract's `ReferralPartnerResponse`.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ReferralPartnerResponse {
    pub id: String,
    pub company_name: String,
    pub short_name: String,
    pub contact_email: String,
    pub external_system_id: Option<String>,
    pub referral_fee_percentage: Major,
    pub is_active: bool,
    pub is_public_demo: bool,
    pub logo_url: Option<String>,
    pub background_color_code: Option<String>,
    pub font_color: Option<String>,
    pub font_family: Option<String>,
    pub invoicing_trigger_mode: String,
}

impl ReferralPartnerResponse {
    /// The partner in its current state.
    pub(crate) fn new(partner: &ReferralPartner, base_url: &str) -> Self {
        Self {
            id: partner.id.to_string(),
            company_name: partner.name.clone(),
            short_name: partner.short_name.clone(),
            contact_email: partner.contact_email.clone(),
            external_system_id: partner.external_system_id.clone(),
            referral_fee_percentage: Major::decimal(partner.fee_percentage.points()),
            is_active: partner.is_active(),
            is_public_demo: partner.is_public_demo,
            logo_url: partner.brand_logo.as_ref().map(|hash| format!("{base_url}/brands/{hash}.png")),
            background_color_code: partner.brand_background.clone(),
            font_color: partner.brand_text.clone(),
            font_family: partner.brand_font.clone(),
            invoicing_trigger_mode: partner.invoicing_mode.name().to_owned(),
        }
    }
}
