//! The exclusive collection period: while it runs, the claim is the agency's alone.

use chrono::Months;

use super::calendar::Moment;
use super::vocabulary::vocabulary;

/// Months from acceptance to the first end of the period.
const FIRST_MONTHS: u32 = 6;

/// Months from a promise, agreement or payment to the end it sets.
const EXTENSION_MONTHS: u32 = 12;

vocabulary! {
    /// Where a period stands.
    pub enum PeriodStatus {
        /// The agency has exclusive rights.
        Active = "Active",
        /// The time has run out, or the case is finished.
        Expired = "Expired",
        /// Ended early: another agency, or the claim was withdrawn.
        Terminated = "Terminated",
    }
}

vocabulary! {
    /// What extends a period.
    pub enum ExtensionKind {
        /// The debtor promised to pay.
        PromiseToPay = "Promise to pay",
        /// An instalment plan was agreed.
        PaymentAgreement = "Payment agreement",
        /// The debtor paid.
        Payment = "Payment",
        /// The platform extended it by hand.
        Manual = "Manual",
    }
}

/// The first end of the period of a case that was accepted at this moment.
pub fn start(accepted: Moment) -> Moment {
    later(accepted, FIRST_MONTHS)
}

/// The end after a promise, an agreement or a payment: an extension never shortens the period.
pub fn extend(current_end: Moment, event: Moment) -> Moment {
    current_end.max(later(event, EXTENSION_MONTHS))
}

/// Where a period stands that ends at this moment; `terminated` when it was ended early.
pub fn status(end: Moment, now: Moment, terminated: bool) -> PeriodStatus {
    match (terminated, now < end) {
        (true, _) => PeriodStatus::Terminated,
        (false, true) => PeriodStatus::Active,
        (false, false) => PeriodStatus::Expired,
    }
}

/// Days until the end, a begun day counting whole: 1 on the last day, negative once the period
/// has expired, and 0 when it was terminated.
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
