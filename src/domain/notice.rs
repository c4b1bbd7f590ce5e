//! Notices: what people are told by mail about their work. Each person can turn each kind off.

use chrono::{NaiveDate, Timelike};
use chrono_tz::Tz;

use super::actor::OrganisationKind;
use super::calendar::Moment;
use super::vocabulary::vocabulary;

/// Minutes for which notices are collected before they are mailed together.
pub const BUNDLED_WITHIN_MINUTES: i64 = 10;

/// The local hour from which deadlines of tomorrow are told.
const DEADLINES_FROM_HOUR: u32 = 8;

/// The hour, UTC, from which the operator is told what waits.
const SUMMARY_FROM_HOUR: u32 = 6;

vocabulary! {
    /// What people are told about.
    pub enum NoticeKind {
        /// The agency has a new case.
        NewCase = "New cases",
        /// A client wrote or answered.
        ClientMessage = "Messages and answers of clients",
        /// A task is due tomorrow.
        DeadlineTomorrow = "Deadlines of tomorrow",
        /// A claim could not be priced, because its currency has no exchange rate.
        RateMissing = "Missing exchange rates",
        /// What waits for the operator, once a day.
        Summary = "What waits, once a day",
    }
}

impl NoticeKind {
    /// The kinds that people of this kind of organisation get.
    pub fn of(organisation: OrganisationKind) -> &'static [Self] {
        match organisation {
            OrganisationKind::CollectionPartner => &[Self::NewCase, Self::ClientMessage, Self::DeadlineTomorrow],
            OrganisationKind::Operator => &[Self::Summary, Self::RateMissing],
            OrganisationKind::ReferralPartner | OrganisationKind::Client => &[],
        }
    }
}

/// The day of tomorrow at an agency, if its deadlines are told now.
pub fn tomorrow_at(now: Moment, zone: Tz) -> Option<NaiveDate> {
    let local = now.with_timezone(&zone);
    if local.hour() < DEADLINES_FROM_HOUR {
        return None;
    }
    local.date_naive().succ_opt()
}

/// Whether the operator is told now what waits, if it was not today.
pub fn is_time_of_summary(now: Moment) -> bool {
    now.hour() >= SUMMARY_FROM_HOUR
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(text: &str) -> Moment {
        text.parse().expect("a moment")
    }

    #[test]
    fn deadlines_of_tomorrow_are_told_from_eight_in_the_agencys_zone() {
        let copenhagen = Tz::Europe__Copenhagen;
        let table = [
            ("2026-11-30T06:59:59Z", None),
            ("2026-11-30T07:00:00Z", Some("2026-12-01")),
            ("2026-11-30T22:59:59Z", Some("2026-12-01")),
            // Already the first of December there, and before eight.
            ("2026-11-30T23:00:00Z", None),
        ];
        for (now, day) in table {
            let day = day.map(|day| day.parse::<NaiveDate>().expect("a day"));
            assert_eq!(tomorrow_at(moment(now), copenhagen), day, "{now}");
        }
        assert!(!is_time_of_summary(moment("2026-11-30T05:59:00Z")));
        assert!(is_time_of_summary(moment("2026-11-30T06:00:00Z")));
    }
}
