//! The monthly update of a case: what the agency did, told to the creditor while the case is collected.

use chrono::{Datelike, Months, NaiveDate};
use chrono_tz::Tz;

use super::calendar::{Moment, local_date};
use super::vocabulary::vocabulary;

/// An update that comes so many days late earns nothing.
const WORTHLESS_AFTER_DAYS: i64 = 7;

/// Full credit, in basis points.
pub const FULL_CREDIT: i64 = 10_000;

vocabulary! {
    /// What an agency does for a case.
    pub enum Activity {
        /// By telephone.
        Telephone = "Called the debtor",
        /// By letter or mail.
        WrittenNotice = "Sent a written demand",
        /// The debtor was visited.
        Visit = "Visited the debtor",
        /// Promises and instalments.
        PaymentArrangement = "Negotiated a payment arrangement",
        /// Addresses, registers.
        SkipTrace = "Searched for the debtor",
        /// What the debtor objects to.
        Dispute = "Worked on an objection",
        /// A court order, a lawyer's letter.
        LegalStep = "Prepared legal steps",
        /// Waiting.
        Waiting = "Waited for an answer or a deadline",
    }
}

vocabulary! {
    /// What the agency recommends.
    pub enum Recommendation {
        /// To go on.
        StayActive = "Go on collecting",
        /// To rest.
        Pause = "Pause the case",
        /// To end it.
        Close = "Close the case",
    }
}

vocabulary! {
    /// Who must do something before a paused case goes on.
    pub enum Unblocker {
        /// The creditor.
        Client = "The client",
        /// The agency.
        Agency = "We ourselves",
    }
}

/// How much of the credit for timeliness an update earns, in basis points: everything up to its deadline, nothing
/// from a week after it, and in between in proportion.
pub fn credit(due: Moment, answered: Moment) -> i64 {
    let week = WORTHLESS_AFTER_DAYS * 24 * 60 * 60;
    let late = (answered - due).num_seconds().clamp(0, week);
    // Half away from zero, as everywhere.
    ((week - late) * FULL_CREDIT * 2 + week) / (week * 2)
}

/// The month that an update belongs to, in the agency's time zone: its first day.
pub fn month_of(at: Moment, tz: Tz) -> NaiveDate {
    let day = local_date(at, tz);
    day.with_day(1).unwrap_or(day)
}

/// When the next update is opened: on the day of the month on which the case was accepted, so that an agency's
/// updates are spread over the month as its cases are. Never on the day of acceptance itself.
pub fn next_opening(accepted: Moment, after: Moment) -> Moment {
    let years = after.year() - accepted.year();
    let months = years * 12 + i32::try_from(after.month()).unwrap_or(1) - i32::try_from(accepted.month()).unwrap_or(1);
    let from = u32::try_from(months).unwrap_or(0).max(1);
    (from..=from + 1)
        .filter_map(|months| accepted.checked_add_months(Months::new(months)))
        .find(|at| *at > after)
        .unwrap_or(Moment::MAX_UTC)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::Duration;

    fn moment(text: &str) -> Moment {
        text.parse().expect("a moment")
    }

    #[test]
    fn credit_falls_over_a_week() {
        let due = moment("2026-11-20T16:00:00Z");
        for (hours, wanted) in [
            (-100, 10_000),
            (0, 10_000),
            (12, 9_286),
            (24, 8_571),
            (84, 5_000),
            (126, 2_500),
            (167, 60),
            (168, 0),
            (169, 0),
            (5_000, 0),
        ] {
            assert_eq!(credit(due, due + Duration::hours(hours)), wanted, "{hours} hours");
        }
    }

    #[test]
    fn updates_open_on_the_day_of_acceptance_every_month() {
        for (accepted, after, wanted) in [
            ("2026-08-31T10:00:00Z", "2026-08-31T10:00:00Z", "2026-09-30T10:00:00Z"),
            ("2026-08-31T10:00:00Z", "2026-09-30T10:00:00Z", "2026-10-31T10:00:00Z"),
            ("2026-08-31T10:00:00Z", "2026-10-31T09:59:59Z", "2026-10-31T10:00:00Z"),
            ("2026-08-15T10:00:00Z", "2026-11-21T00:00:00Z", "2026-12-15T10:00:00Z"),
            ("2025-12-15T10:00:00Z", "2026-01-01T00:00:00Z", "2026-01-15T10:00:00Z"),
            ("2026-08-15T10:00:00Z", "2020-01-01T00:00:00Z", "2026-09-15T10:00:00Z"),
        ] {
            assert_eq!(next_opening(moment(accepted), moment(after)), moment(wanted), "{accepted} {after}");
        }
    }

    #[test]
    fn a_month_is_the_agencys_own() {
        let late = moment("2026-11-30T23:30:00Z");
        assert_eq!(month_of(late, Tz::UTC).to_string(), "2026-11-01");
        assert_eq!(month_of(late, chrono_tz::Europe::Copenhagen).to_string(), "2026-12-01");
    }
}
