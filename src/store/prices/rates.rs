//! Exchange rates by day: US dollars per unit of a currency. They belong to no tenant, so no actor is needed.

pub mod unscoped;

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use diesel::prelude::*;

use crate::domain::money::Currency;
use crate::domain::pricing::{UsdRate, UsdRates};
use crate::store::db::schema::exchange_rates;
use crate::store::{Db, StoreError};

/// A currency without a rate on the newest day keeps its previous rate for this many days, since holidays differ by
/// country.
const MAX_RATE_AGE_DAYS: u64 = 10;

/// Realistic rates for an instance without an import: for the demo and the tests.
pub const REALISTIC: [(&str, &str); 20] = [
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

/// The rate of a currency on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quote {
    /// The currency.
    pub currency: Currency,
    /// The day of the rate.
    pub day: NaiveDate,
    /// US dollars per unit.
    pub usd: UsdRate,
}

/// A rate to be inserted.
#[derive(Insertable)]
#[diesel(table_name = exchange_rates, treat_none_as_default_value = false)]
pub(in crate::store) struct RateRow {
    day: NaiveDate,
    currency: Currency,
    usd: UsdRate,
}

impl Quote {
    /// Day and currency, which identify the rate.
    pub fn key(&self) -> (NaiveDate, &'static str) {
        (self.day, self.currency.code())
    }
}

/// The first day whose rates are still used on `day`.
fn still_good(day: NaiveDate) -> NaiveDate {
    day.checked_sub_days(Days::new(MAX_RATE_AGE_DAYS)).unwrap_or(day)
}

/// The rates of the newest day, and those of the ten days before for currencies without a rate on that day.
fn quotes_of(db: &mut Db, newest: Option<NaiveDate>) -> Result<Vec<Quote>, StoreError> {
    let Some(newest) = newest else { return Ok(Vec::new()) };
    let of_newest = diesel::alias!(exchange_rates as of_newest);
    let replaced = of_newest
        .filter(of_newest.field(exchange_rates::day).eq(newest))
        .filter(of_newest.field(exchange_rates::currency).eq(exchange_rates::currency));
    // Ascending by day, so that newer rates replace older ones.
    let rows: Vec<(Currency, NaiveDate, UsdRate)> = exchange_rates::table
        .filter(exchange_rates::day.between(still_good(newest), newest))
        .filter(exchange_rates::day.eq(newest).or(diesel::dsl::not(diesel::dsl::exists(replaced))))
        .order(exchange_rates::day.asc())
        .select((exchange_rates::currency, exchange_rates::day, exchange_rates::usd))
        .load(&mut *db.conn)?;
    let mut quotes = BTreeMap::new();
    for (currency, day, usd) in rows {
        quotes.insert(currency.code(), Quote { currency, day, usd });
    }
    Ok(quotes.into_values().collect())
}

fn reckoned(quotes: Vec<Quote>) -> UsdRates {
    UsdRates::new(quotes.into_iter().map(|quote| (quote.currency, quote.usd)))
}
