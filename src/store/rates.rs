//! Exchange rates: US dollars for one unit of a currency, dated.

use std::str::FromStr;

use chrono::{Days, NaiveDate};
use diesel::prelude::*;
use rust_decimal::Decimal;

use super::schema::exchange_rates;
use super::{Db, StoreError};
use crate::domain::money::Currency;
use crate::domain::pricing::UsdRates;

/// A currency that is not quoted on the newest day keeps its rate for so many days (feasts differ by country).
const STILL_GOOD_DAYS: u64 = 10;

/// Rates of one day for an instance that has no import yet: the demo and the tests.
const SEED: [(&str, &str); 20] = [
    ("EUR", "1.1621"),
    ("DKK", "0.1556"),
    ("SEK", "0.1059"),
    ("NOK", "0.0994"),
    ("GBP", "1.3157"),
    ("CHF", "1.2453"),
    ("PLN", "0.2741"),
    ("CZK", "0.0480"),
    ("HUF", "0.0030"),
    ("RON", "0.2286"),
    ("TRY", "0.0236"),
    ("ILS", "0.3083"),
    ("CAD", "0.7132"),
    ("AUD", "0.6503"),
    ("NZD", "0.5661"),
    ("JPY", "0.0065"),
    ("SGD", "0.7681"),
    ("INR", "0.0113"),
    ("AED", "0.2723"),
    ("ZAR", "0.0584"),
];

/// The newest rate of every currency. They belong to nobody, so there is no actor.
///
/// # Errors
/// When the database does not answer, or holds no number.
pub fn any_latest(db: &mut Db) -> Result<UsdRates, StoreError> {
    let newest: Option<NaiveDate> =
        exchange_rates::table.select(diesel::dsl::max(exchange_rates::day)).first(&mut *db.conn)?;
    let Some(newest) = newest else { return Ok(UsdRates::default()) };
    let from = newest.checked_sub_days(Days::new(STILL_GOOD_DAYS)).unwrap_or(newest);
    // Ascending by day, so that a newer rate replaces an older one.
    let rows: Vec<(Currency, String)> = exchange_rates::table
        .filter(exchange_rates::day.ge(from))
        .order(exchange_rates::day.asc())
        .select((exchange_rates::currency, exchange_rates::usd))
        .load(&mut *db.conn)?;
    let rates: Result<Vec<_>, StoreError> = rows
        .into_iter()
        .map(|(currency, usd)| match Decimal::from_str(&usd) {
            Ok(usd) => Ok((currency, usd)),
            Err(_) => Err(StoreError::Corrupt(format!("“{usd}” is not a rate of {currency}"))),
        })
        .collect();
    Ok(UsdRates::new(rates?))
}

/// Stores believable rates as of a day, unless that day has some.
///
/// # Errors
/// When the database does not answer.
pub fn any_seed(db: &mut Db, day: NaiveDate) -> Result<(), StoreError> {
    db.write(|db| {
        let known: i64 = exchange_rates::table.filter(exchange_rates::day.eq(day)).count().get_result(&mut *db.conn)?;
        if known > 0 {
            return Ok(());
        }
        for (currency, usd) in SEED {
            diesel::insert_into(exchange_rates::table)
                .values((
                    exchange_rates::day.eq(day),
                    exchange_rates::currency.eq(currency),
                    exchange_rates::usd.eq(usd),
                ))
                .execute(&mut *db.conn)?;
        }
        Ok(())
    })
}
