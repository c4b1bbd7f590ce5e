//! Referral partners as JSON of the operator's API.

use serde::Serialize;
use utoipa::ToSchema;

use crate::domain::actor::Operator;
use crate::domain::ids::ReferralPartnerId;
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
            is_active: partner.is_active,
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
    pub created_at: chrono::DateTime<chrono::Utc>,
    pub people: Vec<OrganisationPersonDto>,
    /// The API key; null if it has none.
    pub key: Option<OrganisationKeyDto>,
}

impl PartnerDto {
    pub(super) fn load(db: &mut Db, who: &Operator, id: ReferralPartnerId) -> Result<Self, Failure> {
        let partner = referrals::profile(db, id)?;
        let clients = referrals::clients_of(db, who, &[id])?.first().map_or(0, |(_, clients)| *clients);
        Ok(Self {
            summary: PartnerSummaryDto::new(&partner, clients),
            contact_email: partner.contact_email.clone(),
            approval_days: partner.approval_days,
            invoicing_mode: partner.invoicing_mode.name(),
            sends_invitations: partner.sends_invitations,
            sends_welcome: partner.sends_welcome,
            created_at: partner.created_at.and_utc(),
            people: referrals::people(db, who, id)?.iter().map(Into::into).collect(),
            key: store::people::keys::live(db, id.as_str())?.map(Into::into),
        })
    }
}
