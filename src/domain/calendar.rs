//! Days and deadlines. Business days are Monday to Friday, until 17:00 local time; public holidays are not known.
//! Moment and time zone are parameters of every rule.

use chrono::{DateTime, Datelike, Days, Months, NaiveDate, NaiveTime, TimeDelta, TimeZone, Timelike, Utc, Weekday};
use chrono_tz::Tz;

/// A moment in UTC.
pub type Moment = DateTime<Utc>;

/// A time zone, by its IANA name. Also a database column: an unknown name is an error when the row is read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Zone(pub Tz);

impl Zone {
    /// Reads a name such as `Europe/Copenhagen`.
    pub fn parse(name: &str) -> Option<Self> {
        name.parse().ok().map(Self)
    }

    /// The IANA name.
    pub fn name(&self) -> &'static str {
        self.0.name()
    }
}

/// The local hour at which a business day ends.
const CLOSING_HOUR: u32 = 17;

/// 17:00 local time of the `days`-th business day after an arrival.
///
/// An arrival on a weekend, or at or after 17:00, counts for the next business day. With two days, Thursday 10:00 is
/// due on Monday; Friday 18:00 and Saturday are due on Wednesday.
pub fn due_after_business_days(now: Moment, days: u32, tz: Tz) -> Moment {
    let local = now.with_timezone(&tz);
    let mut day = local.date_naive();
    if local.hour() >= CLOSING_HOUR {
        day = day_after(day);
    }
    day = business_day_from(day);
    for _ in 0..days {
        day = business_day_from(day_after(day));
    }
    let closing = NaiveTime::MIN + TimeDelta::hours(i64::from(CLOSING_HOUR));
    at_local(day, closing, tz)
}

/// The same day `months` later, or the last day of that month if it is shorter.
pub fn add_months(date: NaiveDate, months: u32) -> NaiveDate {
    date.checked_add_months(Months::new(months)).unwrap_or(NaiveDate::MAX)
}

/// Whole calendar months from one day to the other; 0 if the second is earlier. From 31 January to 28 February is one
/// month, as in [`add_months`].
pub fn full_months_between(from: NaiveDate, to: NaiveDate) -> u32 {
    if to <= from {
        return 0;
    }
    let months = i64::from(to.year() - from.year()) * 12 + i64::from(to.month0()) - i64::from(from.month0());
    let months = u32::try_from(months).unwrap_or(0);
    if add_months(from, months) <= to { months } else { months.saturating_sub(1) }
}

/// A local day as a half-open range: from its first moment to the first moment of the next day.
pub fn day_bounds(date: NaiveDate, tz: Tz) -> (Moment, Moment) {
    (at_local(date, NaiveTime::MIN, tz), at_local(day_after(date), NaiveTime::MIN, tz))
}

/// The local date of a moment.
pub fn local_date(moment: Moment, tz: Tz) -> NaiveDate {
    moment.with_timezone(&tz).date_naive()
}

/// The moment rounded down to a microsecond, the precision of both databases.
pub fn cut(moment: Moment) -> Moment {
    let micros = moment.timestamp_subsec_micros();
    // A leap second has more than a million microseconds; it is cut to the last one.
    moment.with_nanosecond(micros.min(999_999) * 1000).unwrap_or(moment)
}

fn day_after(date: NaiveDate) -> NaiveDate {
    date.checked_add_days(Days::new(1)).unwrap_or(date)
}

/// This day, or the next Monday if it is on a weekend.
fn business_day_from(date: NaiveDate) -> NaiveDate {
    let ahead = match date.weekday() {
        Weekday::Sat => 2,
        Weekday::Sun => 1,
        _ => 0,
    };
    date.checked_add_days(Days::new(ahead)).unwrap_or(date)
}

/// The moment of a local time. If the clocks were set back, the first of the two; if they skipped the time, the first
/// moment after it.
fn at_local(date: NaiveDate, time: NaiveTime, tz: Tz) -> Moment {
    let mut local = date.and_time(time);
    // Zones at the date line have skipped a whole day: 96 quarters of an hour.
    for _ in 0..=96 {
        if let Some(found) = tz.from_local_datetime(&local).earliest() {
            return found.with_timezone(&Utc);
        }
        local = local.checked_add_signed(TimeDelta::minutes(15)).unwrap_or(local);
    }
    local.and_utc()
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono_tz::{Europe::Copenhagen, Pacific::Apia};

    fn moment(text: &str) -> Moment {
        text.parse().expect("a moment")
    }

    fn date(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    #[test]
    fn deadlines_skip_weekends_and_evenings() {
        for (arrived, due) in [
            ("2025-06-02T08:00:00Z", "2025-06-04T15:00:00Z"), // Monday morning: Wednesday
            ("2025-06-02T14:59:59Z", "2025-06-04T15:00:00Z"), // one second to closing
            ("2025-06-02T15:00:00Z", "2025-06-05T15:00:00Z"), // closed: as if on Tuesday
            ("2025-06-05T08:00:00Z", "2025-06-09T15:00:00Z"), // Thursday: Monday
            ("2025-06-06T16:00:00Z", "2025-06-11T15:00:00Z"), // Friday evening: Wednesday
            ("2025-06-07T08:00:00Z", "2025-06-11T15:00:00Z"), // Saturday: Wednesday
            ("2025-06-08T22:30:00Z", "2025-06-11T15:00:00Z"), // Monday already in Copenhagen
            ("2025-10-23T08:00:00Z", "2025-10-27T16:00:00Z"), // the clocks go back between
        ] {
            assert_eq!(due_after_business_days(moment(arrived), 2, Copenhagen), moment(due), "{arrived}");
        }
    }

    #[test]
    fn months_are_whole_calendar_months() {
        assert_eq!(add_months(date("2024-01-31"), 1), date("2024-02-29"));
        for (from, to, months) in [
            ("2024-01-15", "2025-01-14", 11),
            ("2024-01-15", "2025-01-15", 12),
            ("2024-01-31", "2024-02-29", 1),
            ("2024-02-29", "2025-02-28", 12),
            ("2024-02-01", "2024-01-01", 0),
        ] {
            assert_eq!(full_months_between(date(from), date(to)), months, "{from} {to}");
        }
    }

    #[test]
    fn a_local_day_may_have_more_or_fewer_hours() {
        let hours = |day, tz| {
            let (from, to) = day_bounds(date(day), tz);
            (to - from).num_hours()
        };
        assert_eq!(hours("2025-03-30", Copenhagen), 23);
        assert_eq!(hours("2025-10-26", Copenhagen), 25);
        assert_eq!(hours("2011-12-30", Apia), 0, "Samoa skipped this day");
        assert_eq!(local_date(moment("2025-06-01T22:30:00Z"), Copenhagen), date("2025-06-02"));
    }

    #[test]
    fn moments_are_cut_to_microseconds() {
        assert_eq!(cut(moment("2025-06-01T10:00:00.123456789Z")), moment("2025-06-01T10:00:00.123456Z"));
    }
}
