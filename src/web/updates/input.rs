//! What the form of a monthly update sends; an addition to the contract.

use serde::Deserialize;
use utoipa::ToSchema;

use crate::actions::updates::{Advice, ReplyOrder};
use crate::domain::case::CloseCode;
use crate::domain::case_update::{Activity, Recommendation, Unblocker};
use crate::web::http::{Form, Problems};
use crate::web::payments::input::CreatePaymentRequest;

/// What was done may take so many characters.
const SUMMARY_LENGTH: usize = 4_000;

/// Reasons and comments so many.
const REASON_LENGTH: usize = 2_000;

/// Answers the update that waits: what was done, what was paid, and how it goes on.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the names speak for themselves, and a payment's are the contract's")]
pub struct ReplyToUpdateRequest {
    /// `Telephone`, `WrittenNotice`, `Visit`, `PaymentArrangement`, `SkipTrace`, `Dispute`, `LegalStep`, `Waiting`.
    #[serde(default)]
    pub activities: Vec<String>,
    pub summary: Option<String>,
    /// A payment that is not recorded yet; without it, none was received.
    #[schema(value_type = Option<f64>)]
    pub payment_amount: Option<String>,
    pub date: Option<String>,
    pub payment_recipient: Option<String>,
    pub commission_payment_status: Option<String>,
    #[schema(value_type = Option<bool>)]
    pub create_unpaid_commission_follow_up: Option<String>,
    /// `StayActive`, `Pause` or `Close`.
    pub recommendation: Option<String>,
    /// Why it is paused.
    pub pause_reason: Option<String>,
    /// Who must do something before it goes on: `Client` or `Agency`.
    pub waiting_for: Option<String>,
    pub close_code: Option<String>,
    pub comment: Option<String>,
}

fn text(problems: &mut Problems, field: &str, text: Option<&String>, most: usize, missing: &str) -> String {
    let text = text.map(|text| text.trim().to_owned()).unwrap_or_default();
    let length = text.chars().count();
    if text.is_empty() && !missing.is_empty() {
        problems.add(field, missing);
    }
    if length > most {
        problems.add(field, format!("At most {most} characters; these are {length}."));
    }
    text
}

impl ReplyToUpdateRequest {
    fn read_activities(&self, problems: &mut Problems) -> Vec<Activity> {
        let mut all = Vec::new();
        for name in self.activities.iter().flat_map(|list| list.split(',')) {
            match Activity::parse(name) {
                Some(activity) if !all.contains(&activity) => all.push(activity),
                Some(_) => {}
                None => problems.add("activities", format!("“{name}” is not an activity.")),
            }
        }
        if self.activities.is_empty() {
            problems.add("activities", "Choose what was done in the month.");
        }
        all
    }

    fn read_advice(&self, problems: &mut Problems) -> Option<Advice> {
        let Some(wanted) = self.recommendation.as_deref().and_then(Recommendation::parse) else {
            problems.add("recommendation", "Say how it goes on: StayActive, Pause or Close.");
            return None;
        };
        match wanted {
            Recommendation::StayActive => Some(Advice::StayActive),
            Recommendation::Pause => {
                let reason =
                    text(problems, "pauseReason", self.pause_reason.as_ref(), REASON_LENGTH, "Say why it is paused.");
                let unblocker = self.waiting_for.as_deref().and_then(Unblocker::parse);
                if unblocker.is_none() {
                    problems.add("waitingFor", "Say who must do something before it goes on: Client or Agency.");
                }
                Some(Advice::Pause(reason, unblocker?))
            }
            Recommendation::Close => {
                let code = self.close_code.as_deref().and_then(CloseCode::parse);
                if code.is_none() {
                    problems.add("closeCode", "Choose how the case ends.");
                }
                let comment = text(problems, "comment", self.comment.as_ref(), REASON_LENGTH, "");
                Some(Advice::Close(code?, Some(comment).filter(|comment| !comment.is_empty())))
            }
        }
    }
}

impl Form for ReplyToUpdateRequest {
    type Order = ReplyOrder;

    fn parse(self) -> Result<ReplyOrder, Problems> {
        let mut problems = Problems::none();
        let activities = self.read_activities(&mut problems);
        let missing = "Say in a few words what was done and what came of it.";
        let summary = text(&mut problems, "summary", self.summary.as_ref(), SUMMARY_LENGTH, missing);
        let advice = self.read_advice(&mut problems);
        let payment = match &self.payment_amount {
            None => None,
            Some(_) => {
                let payment = CreatePaymentRequest {
                    date: self.date.clone(),
                    payment_amount: self.payment_amount.clone(),
                    payment_recipient: self.payment_recipient.clone(),
                    commission_payment_status: self.commission_payment_status.clone(),
                    create_unpaid_commission_follow_up: self.create_unpaid_commission_follow_up.clone(),
                    ..CreatePaymentRequest::default()
                };
                problems.keep_all(payment.parse())
            }
        };
        match advice {
            Some(advice) => problems.or(ReplyOrder { activities, summary, payment, advice }),
            None => Err(problems),
        }
    }
}
