//! Engagements as JSON.

use serde::Serialize;
use utoipa::ToSchema;

use crate::domain::actor::Operator;
use crate::domain::ids::CaseId;
use crate::store::books::payments::Payment;
use crate::store::cases::CaseFile;
use crate::store::cases::engagements::{self, Engagement, Former};
use crate::store::{self, Db};
use crate::web::cases::answers::{ChatDto, TimelineItemDto};
use crate::web::http::Failure;
use crate::web::http::wire::{Major, PageData};

/// An agency's work on a case.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct EngagementDto {
    /// Its number within the case, from 1.
    pub number: i64,
    pub collection_partner_id: String,
    pub collection_partner: String,
    /// The agency that manages the case for its own client; null if the operator's client handed it in.
    pub managing_partner_id: Option<String>,
    pub began_at: chrono::DateTime<chrono::Utc>,
    /// Null while the agency has the case.
    pub ended_at: Option<chrono::DateTime<chrono::Utc>>,
    /// `Reassigned` or `Declined`.
    pub ended_as: Option<&'static str>,
    pub reason: Option<String>,
}

impl EngagementDto {
    fn new(one: &Engagement, agency: &str) -> Self {
        Self {
            number: one.number,
            collection_partner_id: one.collection_partner_id.to_string(),
            collection_partner: agency.to_owned(),
            managing_partner_id: one.managing_partner_id.map(|id| id.to_string()),
            began_at: one.began_at.and_utc(),
            ended_at: one.ended_at.map(|at| at.and_utc()),
            ended_as: one.ended_as.map(|end| end.name()),
            reason: one.reason.clone(),
        }
    }
}

/// A case as the operator's systems see it.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct EngagedCaseDto {
    pub id: String,
    pub reference: String,
    /// The state's label.
    pub lifecycle: &'static str,
    pub creditor_id: String,
    pub creditor: String,
    pub debtor: String,
    /// Two letters.
    pub debtor_country: String,
    pub currency: String,
    pub principal: Major,
    pub paid: Major,
    pub outstanding: Major,
    /// The agency that has the case, or that routing chose for it.
    pub collection_partner_id: Option<String>,
    pub collection_partner: Option<String>,
    /// Why this agency.
    pub routing_reason: Option<&'static str>,
    pub created_at: chrono::DateTime<chrono::Utc>,
    /// The agencies that have or had the case, oldest first.
    pub engagements: Vec<EngagementDto>,
}

impl EngagedCaseDto {
    pub(crate) fn load(db: &mut Db, who: &Operator, id: CaseId) -> Result<Self, Failure> {
        let (file, engagements) = (store::cases::load(db, who, id)?, engagements::of_case(db, who, id)?);
        Self::new(db, &file, &engagements)
    }

    pub(super) fn new(db: &mut Db, file: &CaseFile, engagements: &[(Engagement, String)]) -> Result<Self, Failure> {
        let case = &file.case;
        let agency = match case.collection_partner_id {
            Some(agency) => Some(store::people::agencies::load(db, agency)?.name),
            None => None,
        };
        Ok(Self {
            id: case.id.to_string(),
            reference: case.reference.to_string(),
            lifecycle: case.lifecycle.label(),
            creditor_id: case.creditor_id.to_string(),
            creditor: file.creditor.name.clone(),
            debtor: file.debtor.name.clone(),
            debtor_country: file.debtor.country.clone(),
            currency: case.currency.code().to_owned(),
            principal: case.principal_money().into(),
            paid: case.paid_so_far().into(),
            outstanding: case.outstanding().into(),
            collection_partner_id: case.collection_partner_id.map(|id| id.to_string()),
            collection_partner: agency,
            routing_reason: case.routing_reason.map(|reason| reason.name()),
            created_at: case.created_at.and_utc(),
            engagements: engagements.iter().map(|(one, name)| EngagementDto::new(one, name)).collect(),
        })
    }
}

/// A page of cases that an agency had earlier.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct FormerCasesDto {
    pub page: PageData,
    pub cases: Vec<FormerDto>,
}

/// A case that the agency had earlier.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct FormerDto {
    pub case_id: String,
    pub reference: String,
    pub partner_reference: Option<String>,
    pub creditor: String,
    pub debtor: String,
    pub currency: String,
    pub principal: Major,
    /// What was outstanding when the engagement ended.
    pub outstanding: Major,
    pub began_at: chrono::DateTime<chrono::Utc>,
    pub ended_at: chrono::DateTime<chrono::Utc>,
    /// `Reassigned` or `Declined`.
    pub ended_as: Option<&'static str>,
    pub reason: Option<String>,
    /// The end of the exclusive period, which ended with the engagement: its status is Terminated.
    pub exclusive_until: Option<chrono::DateTime<chrono::Utc>>,
}

impl From<&Former> for FormerDto {
    fn from(former: &Former) -> Self {
        let one = &former.engagement;
        Self {
            case_id: one.case_id.to_string(),
            reference: former.reference.to_string(),
            partner_reference: one.partner_reference.clone(),
            creditor: former.creditor.clone(),
            debtor: former.debtor.clone(),
            currency: former.currency.code().to_owned(),
            principal: former.money(former.principal).into(),
            outstanding: former.money(one.outstanding.unwrap_or_default()).into(),
            began_at: one.began_at.and_utc(),
            ended_at: former.ended_at.and_utc(),
            ended_as: one.ended_as.map(|end| end.name()),
            reason: one.reason.clone(),
            exclusive_until: one.exclusive_until.map(|at| at.and_utc()),
        }
    }
}

/// The record of an agency's own part of a case.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct FormerCaseDto {
    pub case: FormerDto,
    pub timeline: Vec<TimelineItemDto>,
    pub messages: Vec<ChatDto>,
    pub payments: Vec<FormerPaymentDto>,
    pub documents: Vec<FormerDocumentDto>,
}

/// A payment in the record.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct FormerPaymentDto {
    pub id: String,
    pub received_on: chrono::NaiveDate,
    pub amount: Major,
    pub recipient: &'static str,
    /// `Paid`, `Unpaid` or `Credited`.
    pub commission_payment_status: &'static str,
    /// The agency's part, before the operator's share.
    pub payout_collection_partner: Major,
}

impl From<&Payment> for FormerPaymentDto {
    fn from(payment: &Payment) -> Self {
        Self {
            id: payment.id.to_string(),
            received_on: payment.received_on,
            amount: payment.money(payment.amount).into(),
            recipient: payment.recipient.label(),
            commission_payment_status: payment.commission_status.name(),
            payout_collection_partner: payment.money(payment.payout_partner).into(),
        }
    }
}

/// A document in the record.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct FormerDocumentDto {
    pub id: String,
    pub file_name: String,
    /// A link to the document, which works for some minutes.
    pub url: String,
}
