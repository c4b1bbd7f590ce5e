//! The monthly update of an Active case: the agency reports to the creditor what it did.

use chrono::{Datelike, Months, NaiveDate};
use chrono_tz::Tz;

use super::calendar::{Moment, local_date};
use super::vocabulary::vocabulary;

/// Days after its deadline from which an update earns no credit.
const CREDIT_ENDS_AFTER_DAYS: i64 = 7;

/// Full credit for timeliness, in basis points.
pub const FULL_CREDIT_BASIS_POINTS: i64 = 10_000;

vocabulary! {
    /// The kinds of work that an agency reports.
    pub enum Activity {
        /// By telephone.
        Telephone = "Called the debtor",
        /// By letter or mail.
        WrittenNotice = "Sent a written demand",
        /// The debtor was visited.
        Visit = "Visited the debtor",
        /// Promises and instalments.
        PaymentArrangement = "Negotiated a payment arrangement",
        /// Research of addresses and registers.
        SkipTrace = "Searched for the debtor",
        /// Answers to the debtor's objections.
        Dispute = "Worked on an objection",
        /// A court order or a lawyer's letter.
        LegalStep = "Prepared legal steps",
        /// Waiting.
        Waiting = "Waited for an answer or a deadline",
    }
}

vocabulary! {
    /// The agency's recommendation for the case.
    pub enum Recommendation {
        /// Go on.
        StayActive = "Return a case to Active",
        /// Pause.
        Pause = "Pause the case",
        /// Close.
        Close = "Close the case",
    }
}

vocabulary! {
    /// Who must act before a paused case goes on.
    pub enum Unblocker {
        /// The creditor.
        Client = "The client",
        /// The agency.
        Agency = "We ourselves",
    }
}

/// The credit for timeliness, in basis points: full until the deadline, none from a week after it, and linear in
/// between.
pub fn credit(due: Moment, answered: Moment) -> i64 {
    let week = CREDIT_ENDS_AFTER_DAYS * 24 * 60 * 60;
    let late = (answered - due).num_seconds().clamp(0, week);
    // Rounded half away from zero (decisions, Money).
    ((week - late) * FULL_CREDIT_BASIS_POINTS * 2 + week) / (week * 2)
}

/// The month of an update, in the agency's time zone, as its first day.
pub fn month_of(at: Moment, tz: Tz) -> NaiveDate {
    let day = local_date(at, tz);
    day.with_day(1).unwrap_or(day)
}

/// The opening of the next update: each month on the day on which the case was accepted, so that an agency's updates
/// are spread over the month. Never on the day of acceptance itself.
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
