//! Promises to pay and payment agreements: what was agreed, when it is due, and where it stands. All amounts are
//! minor units of the case's currency. How a plan stands is never stored: it follows from its instalments and from
//! what was paid.

mod schedule;
mod standing;
#[cfg(test)]
mod tests;

use chrono::{Days, NaiveDate};
use thiserror::Error;

pub use schedule::{Instalment, Size, Terms};
pub use standing::{InstalmentState, Paid, PlanStanding, PlanState, Step, standing};

use super::calendar::add_months;
use super::vocabulary::vocabulary;

/// A plan may run so many months without the client's approval; the debt-collection agreement says so.
pub const FREE_MONTHS: u32 = 6;

/// A plan has at most so many instalments: ten years of months.
pub const MOST_INSTALMENTS: usize = 120;

/// A transfer that is made on the day it is due arrives up to so many days later, over a weekend.
pub const GRACE_DAYS: u64 = 3;

/// Whoever is so many days late with one instalment, or late with two, has broken the agreement: two weeks are the
/// usual time that a reminder gives.
pub const BROKEN_DAYS: u64 = 14;

vocabulary! {
    /// What was agreed on.
    pub enum PlanKind {
        /// The debtor promised one amount by one day.
        Promise = "Promise to pay",
        /// Instalments were agreed on.
        Agreement = "Payment agreement",
    }
}

vocabulary! {
    /// How far apart instalments lie.
    pub enum Interval {
        /// On the same day of every month, or its last.
        Month = "Every month",
        /// On the same weekday.
        Week = "Every week",
    }
}

vocabulary! {
    /// How a plan came to its end.
    pub enum PlanEnd {
        /// Another one took its place.
        Replaced = "Replaced",
        /// Somebody ended it.
        Ended = "Ended",
        /// Everything was paid, and another one followed.
        Fulfilled = "Fulfilled",
    }
}

/// What the client must have approved in writing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Approval {
    /// That the plan runs longer than [`FREE_MONTHS`].
    Length,
    /// That less is paid than is owed. The approval is given in the conversation of the case.
    Discount,
}

/// What the client must approve of a plan, if anything.
///
/// `total` is what is agreed on, `owed` what is outstanding, `agreed` the day of the agreement, `last` its last
/// instalment's. A promise gives nothing away: what is not promised stays owed.
pub fn approval(kind: PlanKind, (total, owed): (i64, i64), (agreed, last): (NaiveDate, NaiveDate)) -> Option<Approval> {
    if kind == PlanKind::Agreement && total < owed {
        return Some(Approval::Discount);
    }
    (last > add_months(agreed, FREE_MONTHS)).then_some(Approval::Length)
}

/// The last day on which what is due on this one can arrive in time.
pub fn in_time_until(due: NaiveDate) -> NaiveDate {
    due.checked_add_days(Days::new(GRACE_DAYS)).unwrap_or(due)
}

/// Why a plan cannot be as it was entered.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum PlanProblem {
    /// Nothing, or less, was entered.
    #[error("The amount must be more than zero.")]
    NothingAgreed,
    /// Nothing is owed.
    #[error("Nothing is outstanding on this case, so there is nothing to promise.")]
    NothingOwed,
    /// More than is owed.
    #[error("That is more than is outstanding. Add interest and fees to the claim first, if they are agreed on.")]
    MoreThanOwed,
    /// The first day is over.
    #[error("This day lies before the agreement. Enter the day on which the money is to be there.")]
    InThePast(PlanKind),
    /// A promise for a day that is too far away.
    #[error("A promise lies within six months. Longer is an agreement, which the client approves.")]
    PromiseTooFar,
    /// Neither how many instalments nor how large they are, or both.
    #[error("Say either how many instalments there are, or how large one is.")]
    SizeUnclear,
    /// Too many instalments.
    #[error("At most {MOST_INSTALMENTS} instalments.")]
    TooMany(bool),
    /// Instalments of nothing.
    #[error("There are more instalments than the amount has smallest coins.")]
    TooSmall,
    /// The client has not approved a plan that runs so long.
    #[error(
        "The agreement runs longer than six months, which the client must have approved in writing. Choose the message or document that says so."
    )]
    LengthNotApproved,
    /// The client has not approved a discount.
    #[error(
        "Less is agreed on than is owed. The client must have approved the discount in the conversation of the case: choose the message that says so, or ask for it there first."
    )]
    DiscountNotApproved,
    /// Another plan runs.
    #[error("Another promise or agreement runs on this case. Say why this one takes its place.")]
    AnotherRuns,
    /// The plan is over.
    #[error("This promise or agreement is over already.")]
    Over,
}

impl PlanProblem {
    /// The form field that the problem belongs to.
    pub fn field(&self) -> Option<&'static str> {
        match self {
            Self::NothingAgreed | Self::MoreThanOwed => Some("amount"),
            Self::InThePast(PlanKind::Promise) | Self::PromiseTooFar => Some("date"),
            Self::InThePast(PlanKind::Agreement) => Some("firstDate"),
            Self::SizeUnclear | Self::TooMany(false) | Self::TooSmall => Some("instalments"),
            Self::TooMany(true) => Some("instalmentAmount"),
            Self::LengthNotApproved | Self::DiscountNotApproved => Some("approval"),
            Self::AnotherRuns => Some("replaceReason"),
            Self::NothingOwed | Self::Over => None,
        }
    }
}
