//! Exchange rates of a year and a half: every week at first, every working day of the last fortnight.

use chrono::{Datelike, Days, NaiveDate, Weekday};
use rust_decimal::{Decimal, RoundingStrategy};

use super::Stage;
use crate::actions::Outcome;
use crate::domain::money::Currency;
use crate::domain::pricing::UsdRate;
use crate::store::prices::rates::{BELIEVABLE, Quote, any_insert};

/// As far back as anything was paid.
const DAYS: u64 = 560;
/// So many days back, there are rates of every working day.
const DAILY: u64 = 14;

/// Writes them.
pub(super) fn enter(stage: &mut Stage<'_>, today: NaiveDate) -> Outcome<()> {
    let mut quotes = Vec::new();
    for back in (0..=DAYS).rev() {
        let Some(day) = today.checked_sub_days(Days::new(back)) else { continue };
        let is_weekend = matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
        // The newest rates are those of the day on which the curtain rises, whatever day that is.
        if back == 0 || (!is_weekend && (back <= DAILY || day.weekday() == Weekday::Fri)) {
            quotes.extend(of(day, back));
        }
    }
    any_insert(stage.db, &quotes)?;
    Ok(())
}

/// The rates so many days back: today's, swaying by a percent or so.
fn of(day: NaiveDate, back: u64) -> Vec<Quote> {
    let known = BELIEVABLE.iter().enumerate().filter_map(|(at, (code, usd))| {
        let usd: Decimal = usd.parse().ok()?;
        // Up and down within half a year, each currency in its own step; today at rest.
        let phase = i64::try_from(back * (at as u64 % 5 + 1) % 180).ok()?;
        let sway = match phase {
            0..45 => phase,
            45..135 => 90 - phase,
            _ => phase - 180,
        };
        let usd = usd * Decimal::new(10_000 + sway * 3, 4);
        let usd = usd.round_sf_with_strategy(5, RoundingStrategy::MidpointAwayFromZero)?.normalize();
        Some(Quote { currency: Currency::parse(code)?, day, usd: UsdRate::new(usd)? })
    });
    known.collect()
}
