//! Referral partners as JSON of the operator's API.

use serde::Serialize;
use utoipa::ToSchema;

use crate::domain::actor::Operator;
use crate::domain::ids::ReferralPartnerId;
use crate::domain::money::Currency;
use crate::store::clients::referrals::{self, ReferralPartner};
use crate::store::{self, Db};
use crate::web::http::Failure;
use crate::web::http::wire::{Major, PageData};
use crate::web::organisations::resource::{OrganisationKeyDto, OrganisationPersonDto};

/// A page of referral partners.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PartnerListDto {
    pub page: PageData,
    pub referral_partners: Vec<PartnerSummaryDto>,
}

/// A referral partner in the list.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PartnerSummaryDto {
    pub id: String,
    pub name: String,
    /// The name of its software.
    pub short_name: String,
    /// Two letters.
    pub country: String,
    /// Its share of what the operator earns, in percent.
    pub fee_percentage: Major,
    /// `Active`, `Suspended` or `Terminated`.
    pub status: &'static str,
    pub is_active: bool,
    /// Number of linked clients.
    pub clients: i64,
}

impl PartnerSummaryDto {
    pub(super) fn new(partner: &ReferralPartner, clients: i64) -> Self {
        Self {
            id: partner.id.to_string(),
            name: partner.name.clone(),
            short_name: partner.short_name.clone(),
            country: partner.country.clone(),
            fee_percentage: Major::decimal(partner.fee_percentage.points()),
            status: partner.status().name(),
            is_active: partner.is_active(),
            clients,
        }
    }
}

/// A referral partner with its people and its key.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PartnerDto {
    #[serde(flatten)]
    pub summary: PartnerSummaryDto,
    pub contact_email: String,
    /// Days until a link request expires.
    pub approval_days: i64,
    /// `PayWhenPaid` or `ConfirmedPipeline`.
    pub invoicing_mode: &'static str,
    pub sends_invitations: bool,
    pub sends_welcome: bool,
    /// Whether its Admins may not change its brand.
    pub fixed_brand: bool,
    pub legal_name: Option<String>,
    pub registration_number: Option<String>,
    pub vat_number: Option<String>,
    pub payout_holder: Option<String>,
    pub payout_iban: Option<String>,
    pub payout_bic: Option<String>,
    pub payout_currency: Option<&'static str>,
    /// When the operator checked the company.
    pub kyc_checked_on: Option<chrono::NaiveDate>,
    pub suspended_at: Option<chrono::DateTime<chrono::Utc>>,
    pub terminated_at: Option<chrono::DateTime<chrono::Utc>>,
    /// Why it was suspended or terminated.
    pub end_reason: Option<String>,
    /// The last day on which a terminated partner earns.
    pub earns_until: Option<chrono::NaiveDate>,
    pub created_at: chrono::DateTime<chrono::Utc>,
    pub people: Vec<OrganisationPersonDto>,
    /// The API key; null if it has none.
    pub key: Option<OrganisationKeyDto>,
}

impl PartnerDto {
    pub(crate) fn load(db: &mut Db, who: &Operator, id: ReferralPartnerId) -> Result<Self, Failure> {
        let partner = referrals::profile(db, id)?;
        let clients = referrals::clients_of(db, who, &[id])?.first().map_or(0, |(_, clients)| *clients);
        Ok(Self {
            summary: PartnerSummaryDto::new(&partner, clients),
            contact_email: partner.contact_email.clone(),
            approval_days: partner.approval_days,
            invoicing_mode: partner.invoicing_mode.name(),
            sends_invitations: partner.sends_invitations,
            sends_welcome: partner.sends_welcome,
            fixed_brand: partner.fixed_brand,
            legal_name: partner.company.legal_name.clone(),
            registration_number: partner.company.registration_number.clone(),
            vat_number: partner.company.vat_number.clone(),
            payout_holder: partner.company.payout_holder.clone(),
            payout_iban: partner.company.payout_iban.clone(),
            payout_bic: partner.company.payout_bic.clone(),
            payout_currency: partner.company.payout_currency.map(Currency::code),
            kyc_checked_on: partner.company.kyc_checked_on,
            suspended_at: partner.standing.suspended_at.map(|at| at.and_utc()),
            terminated_at: partner.standing.terminated_at.map(|at| at.and_utc()),
            end_reason: partner.standing.end_reason.clone(),
            earns_until: partner.standing.earns_until,
            created_at: partner.created_at.and_utc(),
            people: referrals::people(db, who, id)?.iter().map(Into::into).collect(),
            key: store::people::keys::live(db, id.as_str())?.map(Into::into),
        })
    }
}
