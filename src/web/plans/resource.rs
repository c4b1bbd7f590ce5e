//! Promises and agreements as JSON.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use crate::domain::plan::Step;
use crate::store::books::payments::Payment;
use crate::store::cases::plans::{Arranged, Plan};
use crate::web::http::wire::{Major, moment};

/// A promise or an agreement and its state today.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PlanDto {
    pub id: String,
    /// `Promise` or `Agreement`.
    pub r#type: String,
    /// `Running`, `Overdue`, `Broken`, `Fulfilled` or `Ended`.
    pub status: String,
    pub currency: String,
    pub amount: Major,
    pub paid_amount: Major,
    pub overdue_amount: Major,
    /// The discount that the client grants if the agreement is kept.
    pub waived_amount: Major,
    pub agreed_on: NaiveDate,
    pub note: String,
    pub approval_message_id: Option<String>,
    pub approval_document_id: Option<String>,
    pub approved_at: Option<DateTime<Utc>>,
    pub next_due_date: Option<NaiveDate>,
    pub fulfilled_at: Option<DateTime<Utc>>,
    pub ended_at: Option<DateTime<Utc>>,
    pub end_reason: Option<String>,
    pub created_at: DateTime<Utc>,
    pub created_by: String,
    pub instalments: Vec<InstalmentDto>,
}

/// An instalment and its state today.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct InstalmentDto {
    pub number: usize,
    pub due_date: NaiveDate,
    pub amount: Major,
    pub paid_amount: Major,
    pub paid_on: Option<NaiveDate>,
    /// `Upcoming`, `Due`, `Met` or `Overdue`.
    pub status: String,
}

impl PlanDto {
    /// A plan with the payments of its case.
    pub(crate) fn new(arranged: &Arranged, payments: &[Payment], today: NaiveDate) -> Self {
        let plan = &arranged.plan;
        let now = arranged.status(payments, today);
        let major = |minor: i64| Major::from(plan.money(minor));
        Self {
            id: plan.id.to_string(),
            r#type: plan.kind.name().to_owned(),
            status: now.state.name().to_owned(),
            currency: plan.currency.code().to_owned(),
            amount: major(plan.total),
            paid_amount: major(now.paid),
            overdue_amount: major(now.overdue),
            waived_amount: major(plan.waived()),
            agreed_on: plan.agreed_on,
            note: plan.note.clone(),
            approval_message_id: plan.approval_message_id.map(|id| id.to_string()),
            approval_document_id: plan.approval_document_id.map(|id| id.to_string()),
            approved_at: plan.approved_at.map(moment),
            next_due_date: now.next.map(|next| next.due),
            fulfilled_at: plan.fulfilled_at.map(moment),
            ended_at: plan.ended_at.map(moment),
            end_reason: plan.end_reason.clone().filter(|reason| !reason.is_empty()),
            created_at: moment(plan.created_at),
            created_by: plan.created_by.clone(),
            instalments: (1..).zip(&now.steps).map(|(number, step)| InstalmentDto::new(number, step, plan)).collect(),
        }
    }
}

impl InstalmentDto {
    fn new(number: usize, step: &Step, plan: &Plan) -> Self {
        let major = |minor: i64| Major::from(plan.money(minor));
        Self {
            number,
            due_date: step.instalment.due,
            amount: major(step.instalment.amount),
            paid_amount: major(step.paid),
            paid_on: step.met_on,
            status: step.state.name().to_owned(),
        }
    }
}
