//! Requests about promises and agreements; additions to the contract.

use schemars::JsonSchema;
use serde::Deserialize;
use validator::Validate;

use crate::actions::plans::{Cut, PlanOrder};
use crate::domain::plan::Interval;
use crate::web::http::request::values::{Amount, Day, Lines, Word};
use crate::web::http::{Problems, Request};

const MAX_TEXT_CHARACTERS: u64 = 2_000;

/// The debtor promises one amount by one day.
#[derive(Deserialize, Validate, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CreatePromiseRequest {
    /// What was promised.
    #[validate(required)]
    #[schemars(extend("x-missing" = "Enter the amount that was promised."))]
    amount: Option<Amount>,
    /// The day until which payment is promised.
    #[validate(required)]
    #[schemars(extend("x-missing" = "Enter the day by which it was promised."))]
    date: Option<Day>,
    /// The day of the promise; today by default.
    agreed_on: Option<Day>,
    /// Who was contacted, how, and the content. The creditor can read it.
    #[validate(length(max = MAX_TEXT_CHARACTERS))]
    note: Option<Lines>,
    /// Why it replaces a running one.
    #[validate(length(max = MAX_TEXT_CHARACTERS))]
    replace_reason: Option<String>,
}

/// An agreement on instalments: their number, or the amount of each.
#[derive(Deserialize, Validate, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CreateAgreementRequest {
    /// The total; less than is owed is a discount, which the client must have approved.
    #[validate(required)]
    #[schemars(extend("x-missing" = "Enter the amount that was agreed on."))]
    amount: Option<Amount>,
    /// The day of the first instalment.
    #[validate(required)]
    #[schemars(extend("x-missing" = "Enter the day of the first instalment."))]
    first_date: Option<Day>,
    /// The time between instalments; a month by default.
    interval: Option<Word<Interval>>,
    /// Number of instalments.
    #[validate(range(min = 0))]
    instalments: Option<i64>,
    /// The amount of each; the last is the rest.
    instalment_amount: Option<Amount>,
    /// The day of the agreement; today by default.
    agreed_on: Option<Day>,
    /// Who was contacted, how, and the content. The creditor can read it.
    #[validate(length(max = MAX_TEXT_CHARACTERS))]
    note: Option<Lines>,
    /// The id of the client's message or document that approves it.
    approval: Option<String>,
    /// Why it replaces a running one.
    #[validate(length(max = MAX_TEXT_CHARACTERS))]
    replace_reason: Option<String>,
}

/// Ends a promise or an agreement.
#[derive(Deserialize, Validate, JsonSchema)]
pub(crate) struct EndPlanRequest {
    /// Why it ends. The creditor can read it.
    #[validate(required, length(max = MAX_TEXT_CHARACTERS))]
    #[schemars(extend("x-missing" = "Say why it ends."))]
    reason: Option<Lines>,
}

impl Request for CreatePromiseRequest {
    type Order = PlanOrder;

    fn order(self, _: &mut Problems) -> Option<PlanOrder> {
        Some(PlanOrder {
            amount: self.amount?.0,
            cut: Cut::Promise(self.date?.0),
            agreed_on: self.agreed_on.map(|day| day.0),
            note: self.note.map(|note| note.0).unwrap_or_default(),
            approval: None,
            replace_reason: self.replace_reason,
        })
    }
}

impl Request for CreateAgreementRequest {
    type Order = PlanOrder;

    fn order(self, _: &mut Problems) -> Option<PlanOrder> {
        let interval = self.interval.map_or(Interval::Month, |word| word.0);
        let count = self.instalments.and_then(|count| usize::try_from(count).ok());
        let each = self.instalment_amount.map(|amount| amount.0);
        Some(PlanOrder {
            amount: self.amount?.0,
            cut: Cut::Instalments(self.first_date?.0, interval, count, each),
            agreed_on: self.agreed_on.map(|day| day.0),
            note: self.note.map(|note| note.0).unwrap_or_default(),
            approval: self.approval,
            replace_reason: self.replace_reason,
        })
    }
}

impl Request for EndPlanRequest {
    type Order = String;

    fn order(self, _: &mut Problems) -> Option<String> {
        Some(self.reason?.0)
    }
}
