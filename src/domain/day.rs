//! Reads days and moments: the same formats and range for all inputs.

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, NaiveTime, Utc};

use super::calendar::{Moment, cut};

/// The problem of a field with an invalid day.
pub const NO_DAY: &str = "Write the day like 2026-11-21, between the years 1900 and 2999.";

/// The range of years of stored days: both databases support it.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2999;
/// The range of years of filters: systems may send the first and last day that they know.
const FILTER_YEARS: std::ops::RangeInclusive<i32> = 1..=9999;

/// Reads a day, alone or as the start of a date-time; the time zone behind it is ignored.
pub fn read(text: &str) -> Option<NaiveDate> {
    written(text).filter(|day| YEARS.contains(&day.year()))
}

/// Reads a day for a filter. A day after the stored range becomes its last day.
pub fn read_filter(text: &str) -> Option<NaiveDate> {
    let last = NaiveDate::from_ymd_opt(*YEARS.end(), 12, 31)?;
    NaiveDate::parse_from_str(text.trim(), "%Y-%m-%d")
        .ok()
        .filter(|day| FILTER_YEARS.contains(&day.year()))
        .map(|day| day.min(last))
}

/// Reads a moment: a date-time, in UTC if it has no zone, or a day, read as midnight UTC.
pub fn read_moment(text: &str) -> Option<Moment> {
    let text = text.trim();
    let at = DateTime::parse_from_rfc3339(text)
        .map(|at| at.with_timezone(&Utc))
        .or_else(|_| text.parse::<NaiveDateTime>().map(|at| at.and_utc()))
        .or_else(|_| text.parse::<NaiveDate>().map(|day| day.and_time(NaiveTime::MIN).and_utc()))
        .ok()?;
    YEARS.contains(&at.year()).then_some(cut(at))
}

fn written(text: &str) -> Option<NaiveDate> {
    let text = text.trim();
    text.parse::<NaiveDate>()
        .or_else(|_| DateTime::parse_from_rfc3339(text).map(|at| at.date_naive()))
        .or_else(|_| text.parse::<NaiveDateTime>().map(|at| at.date()))
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_within_the_range_that_both_databases_keep() {
        let day = |text: &str| read(text).map(|day| day.to_string());
        assert_eq!(day(" 2026-11-21 ").as_deref(), Some("2026-11-21"));
        assert_eq!(day("2026-11-21T23:30:00-05:00").as_deref(), Some("2026-11-21"));
        assert_eq!(day("2026-11-21T10:00:00").as_deref(), Some("2026-11-21"));
        assert_eq!(day("2999-12-31").as_deref(), Some("2999-12-31"));
        assert_eq!(day("2026-11-20T00:30:00+02:00").as_deref(), Some("2026-11-20"));
        assert_eq!(day("2026-11-20 noon"), None);
        for wrong in [
            "",
            "-5000-01-01",
            "0001-01-01",
            "1899-12-31",
            "3000-01-01",
            "+10000-01-01",
            "2026-02-30",
            "20.11.2026",
            "x",
        ] {
            assert_eq!(day(wrong), None, "{wrong}");
            assert_eq!(read_moment(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn filters_take_the_first_and_the_last_day_that_systems_know() {
        let day = |text: &str| read_filter(text).map(|day| day.to_string());
        assert_eq!(day("0001-01-01").as_deref(), Some("0001-01-01"));
        assert_eq!(day("9999-12-31").as_deref(), Some("2999-12-31"));
        assert_eq!(day("-0001-01-01"), None);
        assert_eq!(day("+10000-01-01"), None);
    }

    #[test]
    fn a_moment_without_a_zone_is_in_utc() {
        let at = |text: &str| read_moment(text).map(|at| at.to_rfc3339());
        assert_eq!(at("2026-11-21T10:00:00+02:00").as_deref(), Some("2026-11-21T08:00:00+00:00"));
        assert_eq!(at("2026-11-21T10:00:00").as_deref(), Some("2026-11-21T10:00:00+00:00"));
        assert_eq!(at("2026-11-21").as_deref(), Some("2026-11-21T00:00:00+00:00"));
    }
}
