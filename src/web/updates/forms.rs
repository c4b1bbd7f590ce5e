//! The request that answers a monthly update; an addition to the contract.

use schemars::JsonSchema;
use serde::Deserialize;
use validator::Validate;

use crate::actions::updates::{Advice, ReplyOrder};
use crate::domain::case::CloseCode;
use crate::domain::case_update::{Activity, Recommendation, Unblocker};
use crate::domain::payment::Recipient;
use crate::web::http::request::values::{Amount, Day, Lines, Word};
use crate::web::http::{Problems, Request, request};
use crate::web::payments::forms::{Create, CreatePaymentRequest};

/// Characters in the description of what was done.
const MAX_SUMMARY_CHARACTERS: u64 = 4_000;
const MAX_REASON_CHARACTERS: u64 = 2_000;

/// Answers the open update: what was done, what was paid, and the next step.
#[derive(Deserialize, Validate, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ReplyToUpdateRequest {
    /// What was done in the month.
    #[validate(required, length(min = 1))]
    #[schemars(extend("x-missing" = "Choose what was done in the month."))]
    activities: Option<Vec<Word<Activity>>>,
    /// What was done and the result, in a few words.
    #[validate(required, length(max = MAX_SUMMARY_CHARACTERS))]
    #[schemars(extend("x-missing" = "Say in a few words what was done and what came of it."))]
    summary: Option<Lines>,
    /// A payment not recorded yet; leave out if none was received.
    payment_amount: Option<Amount>,
    /// The day on which it was received.
    date: Option<Day>,
    /// Who received the debtor's payment.
    payment_recipient: Option<Word<Recipient>>,
    /// Whether the agency has its commission, `Paid` or `Unpaid`; only if the creditor was paid.
    commission_payment_status: Option<String>,
    /// Asks later whether the commission was paid; true by default.
    create_unpaid_commission_follow_up: Option<bool>,
    /// On pages: takes a payment that is more than what is outstanding. The API takes it with a warning.
    confirm_surplus: Option<bool>,
    /// The next step.
    #[validate(required)]
    #[schemars(extend("x-missing" = "Say how it goes on: StayActive, Pause or Close."))]
    recommendation: Option<Word<Recommendation>>,
    /// The reason for the pause, if one is recommended.
    #[validate(length(max = MAX_REASON_CHARACTERS))]
    pause_reason: Option<Lines>,
    /// Who must act before it continues, if a pause is recommended.
    waiting_for: Option<Word<Unblocker>>,
    /// The close code, if closing is recommended.
    close_code: Option<Word<CloseCode>>,
    /// A message to the creditor, if the case ends.
    #[validate(length(max = MAX_REASON_CHARACTERS))]
    comment: Option<Lines>,
}

impl ReplyToUpdateRequest {
    fn advice(&mut self, problems: &mut Problems) -> Option<Advice> {
        match self.recommendation?.0 {
            Recommendation::StayActive => Some(Advice::StayActive),
            Recommendation::Pause => {
                let reason = self.pause_reason.take().map(|reason| reason.0);
                let reason = problems.need("pauseReason", reason, "Say why it is paused.");
                let told = "Say who must do something before it goes on: Client or Agency.";
                let unblocker = problems.need("waitingFor", self.waiting_for, told);
                Some(Advice::Pause(reason?, unblocker?.0))
            }
            Recommendation::Close => {
                let code = problems.need("closeCode", self.close_code, "Choose how the case ends.");
                Some(Advice::Close(code?.0, self.comment.take().map(|comment| comment.0)))
            }
        }
    }

    /// The payment reported with the update; `None` if none was received.
    fn payment(&mut self) -> Option<CreatePaymentRequest> {
        self.payment_amount.as_ref()?;
        Some(CreatePaymentRequest {
            date: self.date.take(),
            payment_amount: self.payment_amount.take(),
            payment_recipient: self.payment_recipient,
            commission_payment_status: self.commission_payment_status.take(),
            besides: Create {
                create_unpaid_commission_follow_up: self.create_unpaid_commission_follow_up,
                confirm_surplus: self.confirm_surplus,
                ..Create::default()
            },
            ..CreatePaymentRequest::default()
        })
    }
}

impl Request for ReplyToUpdateRequest {
    type Order = ReplyOrder;

    fn order(mut self, problems: &mut Problems) -> Option<ReplyOrder> {
        let advice = self.advice(problems);
        let payment = match self.payment() {
            None => None,
            Some(payment) => Some(request::meant(payment, problems)?),
        };
        let mut activities: Vec<Activity> = Vec::new();
        for activity in self.activities?.into_iter().map(|word| word.0) {
            if !activities.contains(&activity) {
                activities.push(activity);
            }
        }
        Some(ReplyOrder { activities, summary: self.summary?.0, payment, advice: advice? })
    }
}
