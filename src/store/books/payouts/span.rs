//! Splits a period into whole months and single days.

use chrono::{Datelike, Months, NaiveDate};

/// Days to be added to the months' sums, or subtracted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Days {
    pub first: NaiveDate,
    pub last: NaiveDate,
    pub is_added: bool,
}

/// A period as whole months and some days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Parts {
    /// First days of the first and of the last month. The inner `None` means no limit; the outer `None` means no whole
    /// month.
    pub months: Option<(Option<NaiveDate>, Option<NaiveDate>)>,
    /// At most half a month at each end.
    pub days: Vec<Days>,
}

/// Periods of at most this many days are summed by days only.
const MAX_DAYS_WITHOUT_MONTHS: i64 = 15;

/// Splits a period: everything up to its last day, minus everything before its first day. Both days are included. A
/// period that ends before it begins is empty.
pub(super) fn parts(from: Option<NaiveDate>, to: Option<NaiveDate>) -> Parts {
    if let (Some(first), Some(last)) = (from, to) {
        match (last - first).num_days() + 1 {
            ..=0 => return Parts { months: None, days: vec![] },
            1..=MAX_DAYS_WITHOUT_MONTHS => {
                return Parts { months: None, days: vec![Days { first, last, is_added: true }] };
            }
            _ => {}
        }
    }
    let (begin, before) = match from.and_then(|first| first.pred_opt()).map(until) {
        Some((month, days)) => (month.checked_add_months(Months::new(1)), days),
        None => (None, None),
    };
    let (last, after) = to.map(until).map_or((None, None), |(month, days)| (Some(month), days));
    // Dates are stored with four-digit years.
    let is_empty = begin.is_some_and(|begin| begin.year() > 9999 || last.is_some_and(|last| last < begin));
    let before = before.map(|days| Days { is_added: !days.is_added, ..days });
    Parts { months: (!is_empty).then_some((begin, last)), days: before.into_iter().chain(after).collect() }
}

/// Everything up to a day: whole months, plus days added or subtracted, whichever are fewer.
fn until(day: NaiveDate) -> (NaiveDate, Option<Days>) {
    let (month, end) = (month(day), end(day));
    if end.day() - day.day() <= day.day() {
        let taken = day.succ_opt().filter(|next| *next <= end);
        return (month, taken.map(|first| Days { first, last: end, is_added: false }));
    }
    let before = month.checked_sub_months(Months::new(1)).unwrap_or(NaiveDate::MIN);
    (before, Some(Days { first: month, last: day, is_added: true }))
}

/// The first day of the month.
fn month(day: NaiveDate) -> NaiveDate {
    day.with_day(1).unwrap_or(day)
}

/// The last day of the month.
fn end(day: NaiveDate) -> NaiveDate {
    month(day).checked_add_months(Months::new(1)).and_then(|next| next.pred_opt()).unwrap_or(NaiveDate::MAX)
}

#[cfg(test)]
mod tests {
    use chrono::Days as Count;
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    /// How often the parts count a day: 1 inside the period, 0 outside.
    fn counted(parts: &Parts, day: NaiveDate) -> i32 {
        let in_months = parts
            .months
            .is_some_and(|(from, to)| from.is_none_or(|from| day >= from) && to.is_none_or(|to| day <= end(to)));
        let within = |days: &&Days| days.first <= day && day <= days.last;
        let by_days: i32 = parts.days.iter().filter(within).map(|days| if days.is_added { 1 } else { -1 }).sum();
        i32::from(in_months) + by_days
    }

    #[test]
    fn whole_months_need_no_days() {
        for (from, to) in [("2026-01-01", "2026-01-31"), ("2025-12-01", "2026-02-28"), ("2024-02-01", "2024-02-29")] {
            let parts = parts(Some(day(from)), Some(day(to)));
            assert_eq!(parts, Parts { months: Some((Some(day(from)), Some(month(day(to))))), days: vec![] });
        }
        assert_eq!(parts(None, None), Parts { months: Some((None, None)), days: vec![] });
        assert_eq!(parts(Some(day("2026-02-02")), Some(day("2026-02-01"))), Parts { months: None, days: vec![] });
    }

    #[test]
    fn few_days_are_added_or_taken_away() {
        let found = parts(Some(day("2026-03-03")), Some(day("2026-05-04")));
        let taken = Days { first: day("2026-03-01"), last: day("2026-03-02"), is_added: false };
        let added = Days { first: day("2026-05-01"), last: day("2026-05-04"), is_added: true };
        assert_eq!(found.months, Some((Some(day("2026-03-01")), Some(day("2026-04-01")))));
        assert_eq!(found.days, [taken, added]);
    }

    proptest! {
        #[test]
        fn every_day_of_a_span_counts_once(begin in 0_u64..1200, length in 0_u64..120, open in 0_u8..4) {
            let start = day("2023-01-01");
            let (first, last) = (start + Count::new(begin), start + Count::new(begin + length));
            let (from, to) = ((open & 1 == 0).then_some(first), (open & 2 == 0).then_some(last));
            let found = parts(from, to);
            for at in 0..1500 {
                let day = start - Count::new(60) + Count::new(at);
                let wanted = from.is_none_or(|from| day >= from) && to.is_none_or(|to| day <= to);
                prop_assert_eq!(counted(&found, day), i32::from(wanted), "{} in {:?} to {:?}", day, from, to);
            }
            for days in &found.days {
                prop_assert!((days.last - days.first).num_days() < 16, "{:?}", days);
            }
            prop_assert!(found.days.len() <= 2);
        }
    }
}
