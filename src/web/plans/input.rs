//! What the forms of promises and agreements send; additions to the contract.

use serde::Deserialize;
use utoipa::ToSchema;

use crate::actions::plans::{Cut, PlanOrder};
use crate::domain::day;
use crate::domain::plan::Interval;
use crate::web::http::{Form, Problems};

/// A note or a reason may be this long.
const TEXT_LENGTH: usize = 2_000;

/// The debtor promises one amount by one day.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the names speak for themselves")]
pub struct CreatePromiseRequest {
    #[schema(value_type = Option<f64>)]
    pub amount: Option<String>,
    pub date: Option<String>,
    /// The day of the promise; today unless said.
    pub agreed_on: Option<String>,
    pub note: Option<String>,
    /// Why it takes the place of one that runs.
    pub replace_reason: Option<String>,
}

/// Instalments are agreed on: so many, or of this amount each.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the names speak for themselves")]
pub struct CreateAgreementRequest {
    /// Everything together; less than is owed is a discount, which the client must have approved.
    #[schema(value_type = Option<f64>)]
    pub amount: Option<String>,
    pub first_date: Option<String>,
    /// `Month` or `Week`.
    pub interval: Option<String>,
    #[schema(value_type = Option<i64>)]
    pub instalments: Option<String>,
    #[schema(value_type = Option<f64>)]
    pub instalment_amount: Option<String>,
    /// The day of the agreement; today unless said.
    pub agreed_on: Option<String>,
    pub note: Option<String>,
    /// The id of the client's message, or of a document, that approves it.
    pub approval: Option<String>,
    /// Why it takes the place of one that runs.
    pub replace_reason: Option<String>,
}

/// Ends a promise or an agreement.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[expect(missing_docs, reason = "the names speak for themselves")]
pub struct EndPlanRequest {
    pub reason: Option<String>,
}

fn trimmed(problems: &mut Problems, field: &str, text: Option<String>) -> Option<String> {
    let text = text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())?;
    let length = text.chars().count();
    if length > TEXT_LENGTH {
        problems.add(field, format!("At most {TEXT_LENGTH} characters; these are {length}."));
    }
    Some(text)
}

fn day_of(problems: &mut Problems, field: &str, text: Option<&str>) -> Option<chrono::NaiveDate> {
    let text = text?;
    let found = day::read(text);
    if found.is_none() {
        problems.add(field, format!("“{text}” is not a date such as 2026-11-21."));
    }
    found
}

fn needed<T>(problems: &mut Problems, field: &str, value: Option<T>, message: &str) -> Option<T> {
    // What could not be read has said so already.
    if value.is_none() && problems.of(field).is_none() {
        problems.add(field, message);
    }
    value
}

impl Form for CreatePromiseRequest {
    type Order = PlanOrder;

    fn parse(self) -> Result<PlanOrder, Problems> {
        let mut problems = Problems::none();
        let amount = needed(&mut problems, "amount", self.amount, "Enter the amount that was promised.");
        let by = day_of(&mut problems, "date", self.date.as_deref());
        let by = needed(&mut problems, "date", by, "Enter the day by which it was promised.");
        let agreed_on = day_of(&mut problems, "agreedOn", self.agreed_on.as_deref());
        let note = trimmed(&mut problems, "note", self.note).unwrap_or_default();
        let replace_reason = trimmed(&mut problems, "replaceReason", self.replace_reason);
        match (amount, by) {
            (Some(amount), Some(by)) => problems.or(PlanOrder {
                amount,
                cut: Cut::Promise(by),
                agreed_on,
                note,
                approval: None,
                replace_reason,
            }),
            _ => Err(problems),
        }
    }
}

impl Form for CreateAgreementRequest {
    type Order = PlanOrder;

    fn parse(self) -> Result<PlanOrder, Problems> {
        let mut problems = Problems::none();
        let amount = needed(&mut problems, "amount", self.amount, "Enter the amount that was agreed on.");
        let first = day_of(&mut problems, "firstDate", self.first_date.as_deref());
        let first = needed(&mut problems, "firstDate", first, "Enter the day of the first instalment.");
        let interval = match self.interval.as_deref() {
            None => Some(Interval::Month),
            Some(text) => {
                let found = Interval::parse(text);
                needed(&mut problems, "interval", found, &format!("“{text}” is not Month or Week."))
            }
        };
        let count = match self.instalments.as_deref() {
            None => None,
            Some(text) => {
                let found = text.trim().parse::<usize>().ok();
                needed(&mut problems, "instalments", found, &format!("“{text}” is not a number of instalments."))
            }
        };
        let agreed_on = day_of(&mut problems, "agreedOn", self.agreed_on.as_deref());
        let note = trimmed(&mut problems, "note", self.note).unwrap_or_default();
        let replace_reason = trimmed(&mut problems, "replaceReason", self.replace_reason);
        match (amount, first, interval) {
            (Some(amount), Some(first), Some(interval)) => problems.or(PlanOrder {
                amount,
                cut: Cut::Instalments(first, interval, count, self.instalment_amount),
                agreed_on,
                note,
                approval: self.approval.map(|id| id.trim().to_owned()),
                replace_reason,
            }),
            _ => Err(problems),
        }
    }
}

impl Form for EndPlanRequest {
    type Order = String;

    fn parse(self) -> Result<String, Problems> {
        let mut problems = Problems::none();
        let reason = trimmed(&mut problems, "reason", self.reason);
        let reason = needed(&mut problems, "reason", reason, "Say why it ends.");
        problems.or(reason.unwrap_or_default())
    }
}
