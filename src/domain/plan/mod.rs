//! Promises to pay and payment agreements: what was agreed, when it is due, and its state. Amounts are minor units of
//! the case's currency. The state of a plan is never stored: it follows from the instalments and the payments.

mod schedule;
mod status;
#[cfg(test)]
mod tests;

use chrono::{Days, NaiveDate};
use thiserror::Error;

pub use schedule::{Instalment, Size, Terms};
pub use status::{InstalmentState, Paid, PlanState, PlanStatus, Step, status};

use super::calendar::add_months;
use super::vocabulary::vocabulary;

/// Months that a plan may run without the client's approval (debt-collection agreement).
pub const MONTHS_WITHOUT_APPROVAL: u32 = 6;

/// Instalments of one plan: ten years of months.
pub const MAX_INSTALMENTS: usize = 120;

/// Days that a bank transfer may take: a payment counts as on time until then.
pub const GRACE_DAYS: u64 = 3;

/// Days of delay with one instalment that break an agreement; two late instalments break it, too. Two weeks are the
/// usual period of a reminder.
pub const MAX_DELAY_DAYS: u64 = 14;

vocabulary! {
    /// The kinds of plans.
    pub enum PlanKind {
        /// The debtor promised one amount by one day.
        Promise = "Promise to pay",
        /// Instalments were agreed.
        Agreement = "Payment agreement",
    }
}

vocabulary! {
    /// The time between two instalments.
    pub enum Interval {
        /// The same day of every month, or its last day.
        Month = "Every month",
        /// The same weekday of every week.
        Week = "Every week",
    }
}

vocabulary! {
    /// How a plan ended.
    pub enum PlanEnd {
        /// Another plan replaced it.
        Replaced = "Replaced",
        /// Somebody ended it.
        Ended = "Ended",
        /// It was fulfilled, and another plan followed.
        Fulfilled = "Fulfilled",
    }
}

/// What the client must have approved in writing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Approval {
    /// The plan runs longer than [`MONTHS_WITHOUT_APPROVAL`].
    Length,
    /// The total is less than is owed. The approval must be in the conversation of the case.
    Discount,
}

/// What the client must approve for this plan, if anything.
///
/// `total` is the agreed amount, `owed` the outstanding one, `agreed` the day of the agreement, `last` the day of the
/// last instalment. A promise is no discount: the rest stays owed.
pub fn approval(kind: PlanKind, (total, owed): (i64, i64), (agreed, last): (NaiveDate, NaiveDate)) -> Option<Approval> {
    if kind == PlanKind::Agreement && total < owed {
        return Some(Approval::Discount);
    }
    (last > add_months(agreed, MONTHS_WITHOUT_APPROVAL)).then_some(Approval::Length)
}

/// The last day on which a payment due on `due` is on time.
pub fn in_time_until(due: NaiveDate) -> NaiveDate {
    due.checked_add_days(Days::new(GRACE_DAYS)).unwrap_or(due)
}

/// Why a plan is refused.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum PlanProblem {
    /// The amount is zero or negative.
    #[error("The amount must be more than zero.")]
    NothingAgreed,
    /// Nothing is outstanding.
    #[error("Nothing is outstanding on this case, so there is nothing to promise.")]
    NothingOwed,
    /// The amount is more than is outstanding.
    #[error("That is more than is outstanding. Add interest and fees to the claim first, if they are agreed on.")]
    MoreThanOwed,
    /// The first day is in the past.
    #[error("This day lies before the agreement. Enter the day on which the money is to be there.")]
    InThePast(PlanKind),
    /// The promise is for a day too far away.
    #[error("A promise lies within six months. Longer is an agreement, which the client approves.")]
    PromiseTooFar,
    /// Number and amount of instalments are both given, or neither.
    #[error("Say either how many instalments there are, or how large one is.")]
    SizeUnclear,
    /// There are too many instalments.
    #[error("At most {MAX_INSTALMENTS} instalments.")]
    TooMany(bool),
    /// An instalment would be zero.
    #[error("There are more instalments than the amount has smallest coins.")]
    TooSmall,
    /// The client has not approved the length.
    #[error(
        "The agreement runs longer than six months, which the client must have approved in writing. Choose the message or document that says so."
    )]
    LengthNotApproved,
    /// The client has not approved the discount.
    #[error(
        "Less is agreed on than is owed. The client must have approved the discount in the conversation of the case: choose the message that says so, or ask for it there first."
    )]
    DiscountNotApproved,
    /// Another plan is running.
    #[error("Another promise or agreement runs on this case. Say why this one takes its place.")]
    AnotherRuns,
    /// The plan has ended.
    #[error("This promise or agreement is over already.")]
    Over,
}
