//! Template filters that print money, days and moments. The reader's time zone comes from the frame.

#![allow(
    unreachable_pub,
    missing_docs,
    reason = "the template engine makes a public type of each filter, without its docstring"
)]

use askama::{Result, Values};
use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, Utc};

use crate::domain::money::Money;
use crate::web::http::shell::Shell;
pub(crate) use crate::web::wording::{age_of, country_name, country_short, grouped, shown};

fn zone(values: &dyn Values) -> (chrono_tz::Tz, DateTime<Utc>) {
    askama::get_value::<Shell>(values, "shell")
        .map_or((chrono_tz::UTC, DateTime::UNIX_EPOCH), |shell| (shell.time_zone, shell.now))
}

/// Money, or a reference to it at any depth, since templates pass both.
pub(crate) trait AsMoney {
    fn as_money(&self) -> Money;
}

impl AsMoney for Money {
    fn as_money(&self) -> Money {
        *self
    }
}

impl<T: AsMoney> AsMoney for &T {
    fn as_money(&self) -> Money {
        (**self).as_money()
    }
}

/// "€4,310.00". Currencies without a short sign show their code.
#[askama::filter_fn]
pub fn money(value: impl AsMoney, _: &dyn Values) -> Result<String> {
    Ok(shown(value.as_money()))
}

/// "21 Nov 2026".
#[askama::filter_fn]
pub fn date(value: &NaiveDate, _: &dyn Values) -> Result<String> {
    Ok(value.format("%-d %b %Y").to_string())
}

/// The day of a moment in the reader's time zone: "21 Nov 2026".
#[askama::filter_fn]
pub fn day(value: &NaiveDateTime, values: &dyn Values) -> Result<String> {
    let (zone, _) = zone(values);
    Ok(value.and_utc().with_timezone(&zone).format("%-d %b %Y").to_string())
}

/// A moment in full, for the hover text: "21 November 2026, 14:02".
#[askama::filter_fn]
pub fn full(value: &NaiveDateTime, values: &dyn Values) -> Result<String> {
    let (zone, _) = zone(values);
    Ok(value.and_utc().with_timezone(&zone).format("%-d %B %Y, %H:%M").to_string())
}

/// RFC 3339 in UTC, for machines.
#[askama::filter_fn]
pub fn machine(value: &NaiveDateTime, _: &dyn Values) -> Result<String> {
    Ok(value.and_utc().to_rfc3339_opts(chrono::SecondsFormat::Secs, true))
}

/// A near moment in words: "today 14:02", "tomorrow 17:00", "24 Nov 17:00", "24 Nov 2025".
#[askama::filter_fn]
pub fn near(value: &NaiveDateTime, values: &dyn Values) -> Result<String> {
    let (zone, now) = zone(values);
    let (at, now) = (value.and_utc().with_timezone(&zone), now.with_timezone(&zone));
    let days = at.date_naive().signed_duration_since(now.date_naive()).num_days();
    Ok(match days {
        0 => at.format("today %H:%M").to_string(),
        1 => at.format("tomorrow %H:%M").to_string(),
        -1 => at.format("yesterday %H:%M").to_string(),
        _ if at.year() == now.year() => at.format("%-d %b %H:%M").to_string(),
        _ => at.format("%-d %b %Y").to_string(),
    })
}

/// How long ago a day was: "142 d", "17 m", "2 y 3 m".
#[askama::filter_fn]
pub fn age(value: &NaiveDate, values: &dyn Values) -> Result<String> {
    let (zone, now) = zone(values);
    Ok(age_of(*value, now.with_timezone(&zone).date_naive()))
}

/// "1,204".
#[askama::filter_fn]
pub fn count(value: &i64, _: &dyn Values) -> Result<String> {
    Ok(grouped(*value))
}

/// "214 kB".
#[askama::filter_fn]
pub fn size(value: &i64, _: &dyn Values) -> Result<String> {
    let bytes = *value;
    Ok(match bytes {
        ..1_000 => format!("{bytes} B"),
        1_000..1_000_000 => format!("{} kB", bytes / 1_000),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000),
    })
}

/// "DE" → "Germany".
#[askama::filter_fn]
pub fn country(value: &str, _: &dyn Values) -> Result<String> {
    Ok(country_name(value))
}
