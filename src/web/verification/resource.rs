//! Cases that are verified as JSON of the operator's API.

use serde::Serialize;
use utoipa::ToSchema;

use crate::actions::Context;
use crate::actions::cases::{Examination, examination};
use crate::domain::actor::Operator;
use crate::domain::ids::CaseId;
use crate::domain::money::Money;
use crate::domain::verification::Finding;
use crate::store::Db;
use crate::store::cases::intake::{Item, Waiting};
use crate::web::http::Failure;
use crate::web::http::wire::{Major, PageData};

/// A page of cases that no agency sees yet.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct WaitingListDto {
    pub page: PageData,
    pub cases: Vec<WaitingDto>,
}

/// A case that no agency sees yet.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct WaitingDto {
    pub id: String,
    pub reference: String,
    /// The state's label.
    pub lifecycle: &'static str,
    pub creditor: String,
    pub debtor: String,
    /// Two letters.
    pub debtor_country: String,
    pub currency: String,
    pub principal: Major,
    /// The agency that routing chose; null if there is none.
    pub collection_partner: Option<String>,
    /// The open question to the client.
    pub question: Option<String>,
    pub answered_at: Option<chrono::DateTime<chrono::Utc>>,
    pub created_at: chrono::DateTime<chrono::Utc>,
}

impl WaitingDto {
    pub(super) fn new(case: &Waiting, agency: Option<String>) -> Self {
        Self {
            id: case.id.to_string(),
            reference: case.reference.to_string(),
            lifecycle: case.lifecycle.label(),
            creditor: case.creditor.clone(),
            debtor: case.debtor.clone(),
            debtor_country: case.country.clone(),
            currency: case.currency.code().to_owned(),
            principal: Money::new(case.principal, case.currency).into(),
            collection_partner: agency,
            question: case.question.clone(),
            answered_at: case.answered_at.map(|at| at.and_utc()),
            created_at: case.created_at.and_utc(),
        }
    }
}

/// An automatic check.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct FindingDto {
    pub check: &'static str,
    /// `Passed`, `Unsure` or `Failed`.
    pub verdict: &'static str,
    /// What was found; empty if it passed.
    pub reason: String,
}

impl From<&Finding> for FindingDto {
    fn from(finding: &Finding) -> Self {
        Self { check: finding.check.name(), verdict: finding.verdict.name(), reason: finding.reason.clone() }
    }
}

/// A question to the client.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ItemDto {
    pub resolution_area: &'static str,
    pub description: String,
    pub asked_at: chrono::DateTime<chrono::Utc>,
    pub asked_by: String,
}

impl From<&Item> for ItemDto {
    fn from(item: &Item) -> Self {
        Self {
            resolution_area: item.area.name(),
            description: item.description.clone(),
            asked_at: item.asked_at.and_utc(),
            asked_by: item.asked_by.clone(),
        }
    }
}

/// A case with what was found about it.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct VerificationDto {
    pub id: String,
    pub reference: String,
    /// The state's label.
    pub lifecycle: &'static str,
    /// The agency that routing chose; null if there is none.
    pub collection_partner_id: Option<String>,
    pub collection_partner: Option<String>,
    /// Why this agency.
    pub routing_reason: Option<&'static str>,
    pub checks: Vec<FindingDto>,
    /// References of cases that look like it.
    pub alike: Vec<String>,
    /// Whether the client must sign the debt-collection agreement first.
    pub needs_agreement: bool,
    /// Whether the client must sign a power of attorney for the agency first.
    pub needs_power_of_attorney: bool,
    /// Whether the agency needs a director's data first, which are not on file.
    pub needs_kyc: bool,
    /// The questions to the client.
    pub items: Vec<ItemDto>,
    /// When the client answered the last of them.
    pub creditor_responded_at: Option<chrono::DateTime<chrono::Utc>>,
}

impl From<&Examination> for VerificationDto {
    fn from(found: &Examination) -> Self {
        let case = &found.file.case;
        Self {
            id: case.id.to_string(),
            reference: case.reference.to_string(),
            lifecycle: case.lifecycle.label(),
            collection_partner_id: case.collection_partner_id.map(|id| id.to_string()),
            collection_partner: found.agency.clone(),
            routing_reason: case.routing_reason.map(|reason| reason.name()),
            checks: found.findings.iter().map(Into::into).collect(),
            alike: found.alike.iter().map(ToString::to_string).collect(),
            needs_agreement: found.missing.agreement,
            needs_power_of_attorney: found.missing.power,
            needs_kyc: found.missing.kyc,
            items: found.items.iter().map(Into::into).collect(),
            creditor_responded_at: case.answered_at.map(|at| at.and_utc()),
        }
    }
}

impl VerificationDto {
    pub(crate) fn load(db: &mut Db, who: &Operator, id: CaseId, ctx: &Context) -> Result<Self, Failure> {
        Ok(Self::from(&examination(db, who, id, ctx)?))
    }
}
