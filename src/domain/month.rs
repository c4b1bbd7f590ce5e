//! Calendar months, for invoices and closed books. They begin and end at midnight UTC.

use std::fmt;

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime};

use super::calendar::Moment;

/// A calendar month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month(NaiveDate);

impl Month {
    /// The month of a day.
    pub fn of(day: NaiveDate) -> Self {
        Self(day.with_day(1).unwrap_or(day))
    }

    /// Reads `2026-10`.
    pub fn parse(text: &str) -> Option<Self> {
        let (year, month) = text.trim().split_once('-')?;
        if year.len() != 4 || month.len() != 2 {
            return None;
        }
        NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, 1).map(Self)
    }

    /// Its first day.
    pub fn first(self) -> NaiveDate {
        self.0
    }

    /// Its last day.
    pub fn last(self) -> NaiveDate {
        self.next().0.pred_opt().unwrap_or(self.0)
    }

    /// The month after it.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0.checked_add_months(chrono::Months::new(1)).unwrap_or(self.0))
    }

    /// The month before it.
    #[must_use]
    pub fn previous(self) -> Self {
        Self(self.0.checked_sub_months(chrono::Months::new(1)).unwrap_or(self.0))
    }

    /// The moment at which it begins, in UTC.
    pub fn begins(self) -> Moment {
        begin_of(self.0)
    }

    /// The moment at which it ends, in UTC.
    pub fn ends(self) -> Moment {
        self.next().begins()
    }

    /// "October 2026".
    pub fn label(self) -> String {
        self.0.format("%B %Y").to_string()
    }
}

/// `2026-10`.
impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.format("%Y-%m"))
    }
}

/// Midnight UTC at the start of a day.
pub fn begin_of(day: NaiveDate) -> Moment {
    DateTime::from_naive_utc_and_offset(day.and_time(NaiveTime::MIN), chrono::Utc)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_follow_each_other() {
        let month = Month::parse("2026-12").expect("a month");
        assert_eq!(month.next().to_string(), "2027-01");
        assert_eq!(month.previous().label(), "November 2026");
        assert_eq!(month.last().to_string(), "2026-12-31");
        assert_eq!(month.ends().to_string(), "2027-01-01 00:00:00 UTC");
        assert_eq!(Month::of(month.last()), month);
        for wrong in ["", "2026", "2026-13", "2026-1", "26-01", "2026-12-01"] {
            assert_eq!(Month::parse(wrong), None, "{wrong}");
        }
    }
}
