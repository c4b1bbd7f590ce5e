//! Exchange rates of a year and a half: weekly at first, daily in the last fortnight.

use chrono::{Datelike, Days, NaiveDate, Weekday};
use rust_decimal::{Decimal, RoundingStrategy};

use super::Stage;
use crate::actions::Outcome;
use crate::domain::money::Currency;
use crate::domain::pricing::UsdRate;
use crate::store::prices::rates::{self, Quote, REALISTIC};

/// Days back to the first payment.
const DAYS_WITH_RATES: u64 = 560;
/// Days back with rates of every working day.
const DAYS_WITH_DAILY_RATES: u64 = 14;

/// Writes the rates.
pub(super) fn enter(stage: &mut Stage<'_>, today: NaiveDate) -> Outcome<()> {
    let mut quotes = Vec::new();
    for back in (0..=DAYS_WITH_RATES).rev() {
        let Some(day) = today.checked_sub_days(Days::new(back)) else { continue };
        let is_weekend = matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
        // The newest rates are those of the last day, even if it is on a weekend.
        if back == 0 || (!is_weekend && (back <= DAYS_WITH_DAILY_RATES || day.weekday() == Weekday::Fri)) {
            quotes.extend(of(day, back));
        }
    }
    stage.db.write(|db| rates::unscoped::insert(db, &quotes))?;
    Ok(())
}

/// The rates of an earlier day: today's, changed by about one percent.
fn of(day: NaiveDate, back: u64) -> Vec<Quote> {
    let known = REALISTIC.iter().enumerate().filter_map(|(at, (code, usd))| {
        let usd: Decimal = usd.parse().ok()?;
        // Up and down within half a year, each currency with its own period; no change today.
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
