//! Monthly updates as JSON.

use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use serde::Serialize;
use utoipa::ToSchema;

use crate::store::cases::updates::CaseUpdate;
use crate::web::http::wire::{Major, moment};

/// A monthly update of a case.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CaseUpdateDto {
    pub id: String,
    /// Such as `2026-11`.
    pub month: String,
    /// `Open`, `Answered` or `Lapsed`.
    pub status: String,
    pub opened_at: DateTime<Utc>,
    pub due_at: DateTime<Utc>,
    pub answered_at: Option<DateTime<Utc>>,
    pub answered_by: Option<String>,
    pub activities: Vec<String>,
    pub summary: String,
    pub recommendation: Option<String>,
    pub reason: Option<String>,
    pub payment_id: Option<String>,
    /// Credit earned for being on time, in percent.
    pub credit_percent: Option<Major>,
}

impl From<&CaseUpdate> for CaseUpdateDto {
    fn from(update: &CaseUpdate) -> Self {
        let status = match (update.answered_at, update.lapsed_at) {
            (Some(_), _) => "Answered",
            (None, Some(_)) => "Lapsed",
            (None, None) => "Open",
        };
        Self {
            id: update.id.to_string(),
            month: update.month.format("%Y-%m").to_string(),
            status: status.to_owned(),
            opened_at: moment(update.opened_at),
            due_at: moment(update.due_at),
            answered_at: update.answered_at.map(moment),
            answered_by: update.answered_by.clone(),
            activities: update.done().iter().map(|activity| activity.name().to_owned()).collect(),
            summary: update.summary.clone(),
            recommendation: update.recommendation.map(|advice| advice.name().to_owned()),
            reason: update.reason.clone(),
            payment_id: update.payment_id.clone(),
            credit_percent: update.credit.map(|credit| Major::decimal(Decimal::new(credit, 2))),
        }
    }
}
