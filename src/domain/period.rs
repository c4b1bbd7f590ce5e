//! The exclusive collection period: while it runs, only this agency may collect the claim.

use chrono::Months;

use thiserror::Error;

use super::calendar::Moment;
use super::vocabulary::vocabulary;

/// Months from acceptance to the first end of the period.
const FIRST_MONTHS: u32 = 6;

/// Months from a promise, agreement or payment to the new end.
const EXTENSION_MONTHS: u32 = 12;

vocabulary! {
    /// The state of a period.
    pub enum PeriodStatus {
        /// The agency has exclusive rights.
        Active = "Active",
        /// The end has passed, or the case is finished.
        Expired = "Expired",
        /// Ended early: another agency, or a withdrawn claim.
        Terminated = "Terminated",
    }
}

vocabulary! {
    /// What extended a period.
    pub enum ExtensionKind {
        /// The debtor promised to pay.
        PromiseToPay = "Promise to pay",
        /// An instalment plan was agreed.
        PaymentAgreement = "Payment agreement",
        /// The debtor paid.
        Payment = "Payment",
        /// The operator extended it by hand.
        Manual = "By hand",
    }
}

/// The first end of the period of a case accepted at this moment.
pub fn start(accepted: Moment) -> Moment {
    later(accepted, FIRST_MONTHS)
}

/// Months from now to which a period may be extended by hand; a later end is taken for a typing error.
const MAX_EXTENSION_MONTHS: u32 = 60;

/// Why a period cannot be extended by hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum PeriodProblem {
    /// The case has no period: custom terms, or never accepted.
    #[error("The case has no exclusive period.")]
    None,
    /// The new end is not later than the present one.
    #[error("An exclusive period only ever grows. Choose a day after its present end.")]
    NotLonger,
    /// The new end is too many years away.
    #[error("At most five years from today.")]
    TooLong,
}

/// Checks the new end of a period that is extended by hand.
///
/// # Errors
/// The reason.
pub fn by_hand(current_end: Option<Moment>, wanted: Moment, now: Moment) -> Result<Moment, PeriodProblem> {
    let current_end = current_end.ok_or(PeriodProblem::None)?;
    if wanted <= current_end {
        return Err(PeriodProblem::NotLonger);
    }
    if wanted > later(now, MAX_EXTENSION_MONTHS) {
        return Err(PeriodProblem::TooLong);
    }
    Ok(wanted)
}

/// The end after a promise, an agreement or a payment: an extension never shortens the period.
pub fn extend(current_end: Moment, event: Moment) -> Moment {
    current_end.max(later(event, EXTENSION_MONTHS))
}

/// The state of a period that ends at this moment; `terminated` if it was ended early.
pub fn status(end: Moment, now: Moment, terminated: bool) -> PeriodStatus {
    match (terminated, now < end) {
        (true, _) => PeriodStatus::Terminated,
        (false, true) => PeriodStatus::Active,
        (false, false) => PeriodStatus::Expired,
    }
}

/// Days until the end, counting a started day as a whole one: 1 on the last day, negative after the end, 0 if it was
/// terminated.
pub fn days_remaining(status: PeriodStatus, end: Moment, now: Moment) -> i64 {
    const DAY: i64 = 24 * 60 * 60;
    if status == PeriodStatus::Terminated {
        return 0;
    }
    let seconds = (end - now).num_seconds();
    let days = seconds.abs().div_euclid(DAY) + i64::from(seconds.rem_euclid(DAY) != 0);
    if seconds < 0 { -days } else { days }
}

fn later(moment: Moment, months: u32) -> Moment {
    moment.checked_add_months(Months::new(months)).unwrap_or(Moment::MAX_UTC)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(text: &str) -> Moment {
        text.parse().expect("a moment")
    }

    #[test]
    fn a_period_runs_six_months_and_is_only_ever_extended() {
        let end = start(moment("2025-01-31T10:00:00Z"));
        assert_eq!(end, moment("2025-07-31T10:00:00Z"));
        assert_eq!(extend(end, moment("2025-03-01T00:00:00Z")), moment("2026-03-01T00:00:00Z"));
        assert_eq!(extend(end, moment("2024-03-01T00:00:00Z")), end);
    }

    #[test]
    fn by_hand_it_only_grows_too() {
        let (end, now) = (moment("2025-07-31T10:00:00Z"), moment("2025-03-01T00:00:00Z"));
        let to = |wanted: &str| by_hand(Some(end), moment(wanted), now);
        assert_eq!(to("2025-07-31T10:00:01Z"), Ok(moment("2025-07-31T10:00:01Z")));
        assert_eq!(to("2025-07-31T10:00:00Z"), Err(PeriodProblem::NotLonger));
        assert_eq!(to("2025-06-01T10:00:00Z"), Err(PeriodProblem::NotLonger));
        assert_eq!(to("2030-03-01T00:00:00Z"), Ok(moment("2030-03-01T00:00:00Z")));
        assert_eq!(to("2030-03-01T00:00:01Z"), Err(PeriodProblem::TooLong));
        assert_eq!(by_hand(None, now, now), Err(PeriodProblem::None));
    }

    #[test]
    fn days_count_down_and_go_below_zero() {
        let end = moment("2025-07-31T10:00:00Z");
        let days = |now: &str| days_remaining(status(end, moment(now), false), end, moment(now));
        assert_eq!(days("2025-07-30T10:00:00Z"), 1);
        assert_eq!(days("2025-07-31T09:00:00Z"), 1);
        assert_eq!(days("2025-07-31T10:00:00Z"), 0);
        assert_eq!(days("2025-07-31T11:00:00Z"), -1);
        assert_eq!(status(end, end, false), PeriodStatus::Expired);
        assert_eq!(days_remaining(PeriodStatus::Terminated, end, moment("2025-01-01T00:00:00Z")), 0);
    }
}
