//! Exchange rates: US dollars for one unit of a currency, dated. They belong to nobody, so there is no actor.

use std::collections::{BTreeMap, HashMap};

use chrono::{Days, NaiveDate};
use diesel::prelude::*;

use crate::domain::money::Currency;
use crate::domain::pricing::{UsdRate, UsdRates};
use crate::store::db::dialect;
use crate::store::db::schema::exchange_rates;
use crate::store::{Db, StoreError, Tx, Writer};

/// A currency that is not quoted on the newest day keeps its rate for so many days (feasts differ by country).
const STILL_GOOD_DAYS: u64 = 10;

/// Believable rates for an instance that has no import yet: the demo and the tests.
pub const BELIEVABLE: [(&str, &str); 20] = [
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

/// What one unit of a currency was worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quote {
    /// The currency.
    pub currency: Currency,
    /// The day of the rate.
    pub day: NaiveDate,
    /// US dollars for one unit.
    pub usd: UsdRate,
}

/// A rate on its way into its table.
#[derive(Insertable)]
#[diesel(table_name = exchange_rates, treat_none_as_default_value = false)]
pub(in crate::store) struct RateRow {
    day: NaiveDate,
    currency: Currency,
    usd: UsdRate,
}

impl Quote {
    /// Which rate it is: a day's, of a currency.
    pub fn key(&self) -> (NaiveDate, &'static str) {
        (self.day, self.currency.code())
    }
}

/// The rate of a currency on a day: the newest at or before it, at most ten days back, as feasts need; `None` when
/// there is none. The dollar is always 1.
///
/// # Errors
/// When the database does not answer, or holds what is no rate.
pub fn any_on(db: &mut Db, currency: Currency, day: NaiveDate) -> Result<Option<Quote>, StoreError> {
    if currency.code() == "USD" {
        return Ok(Some(Quote { currency, day, usd: UsdRate::ONE }));
    }
    let row: Option<(NaiveDate, UsdRate)> = exchange_rates::table
        .filter(exchange_rates::currency.eq(currency))
        .filter(exchange_rates::day.between(still_good(day), day))
        .order(exchange_rates::day.desc())
        .select((exchange_rates::day, exchange_rates::usd))
        .first(&mut *db.conn)
        .optional()?;
    Ok(row.map(|(day, usd)| Quote { currency, day, usd }))
}

/// The first day whose rates still count on this day.
fn still_good(day: NaiveDate) -> NaiveDate {
    day.checked_sub_days(Days::new(STILL_GOOD_DAYS)).unwrap_or(day)
}

/// The rates as they were known on a day, by currency: those of the newest day at or before it, and of the ten days
/// before that where a currency was not quoted then. However old they are: who asks looks at their day.
///
/// # Errors
/// When the database does not answer, or holds what is no rate.
pub fn any_quotes(db: &mut Db, day: NaiveDate) -> Result<Vec<Quote>, StoreError> {
    let newest: Option<NaiveDate> = exchange_rates::table
        .filter(exchange_rates::day.le(day))
        .select(diesel::dsl::max(exchange_rates::day))
        .first(&mut *db.conn)?;
    quotes_of(db, newest)
}

/// The rates of the newest day, and of the ten days before it where a currency was not quoted then.
fn quotes_of(db: &mut Db, newest: Option<NaiveDate>) -> Result<Vec<Quote>, StoreError> {
    let Some(newest) = newest else { return Ok(Vec::new()) };
    // Ascending by day, so that a newer rate replaces an older one.
    let rows: Vec<(Currency, NaiveDate, UsdRate)> = exchange_rates::table
        .filter(exchange_rates::day.between(still_good(newest), newest))
        .order(exchange_rates::day.asc())
        .select((exchange_rates::currency, exchange_rates::day, exchange_rates::usd))
        .load(&mut *db.conn)?;
    let mut quotes = BTreeMap::new();
    for (currency, day, usd) in rows {
        quotes.insert(currency.code(), Quote { currency, day, usd });
    }
    Ok(quotes.into_values().collect())
}

/// The rates as they were known on a day, to reckon with.
///
/// # Errors
/// When the database does not answer, or holds what is no rate.
pub fn any_as_of(db: &mut Db, day: NaiveDate) -> Result<UsdRates, StoreError> {
    Ok(reckoned(any_quotes(db, day)?))
}

fn reckoned(quotes: Vec<Quote>) -> UsdRates {
    UsdRates::new(quotes.into_iter().map(|quote| (quote.currency, quote.usd)))
}

/// The newest rate of every currency.
///
/// # Errors
/// When the database does not answer, or holds what is no rate.
pub fn any_latest(db: &mut Db) -> Result<UsdRates, StoreError> {
    // No day stands for all of them: one of more than four digits is no date to SQLite.
    let newest = exchange_rates::table.select(diesel::dsl::max(exchange_rates::day)).first(&mut *db.conn)?;
    Ok(reckoned(quotes_of(db, newest)?))
}

/// What is known already of these days, by day and currency's code.
///
/// # Errors
/// When the database does not answer, or holds what is no rate.
pub fn any_known(db: &mut Db, quotes: &[Quote]) -> Result<HashMap<(NaiveDate, &'static str), UsdRate>, StoreError> {
    let days = quotes.iter().map(|quote| quote.day);
    let (Some(first), Some(last)) = (days.clone().min(), days.max()) else { return Ok(HashMap::new()) };
    let rows: Vec<(Currency, NaiveDate, UsdRate)> = exchange_rates::table
        .filter(exchange_rates::day.between(first, last))
        .select((exchange_rates::currency, exchange_rates::day, exchange_rates::usd))
        .load(&mut *db.conn)?;
    Ok(rows.into_iter().map(|(currency, day, usd)| ((day, currency.code()), usd)).collect())
}

/// Stores rates; those that are known already stay as they are. Answers how many are new.
///
/// # Errors
/// When the database does not answer.
pub fn any_insert(db: &mut Tx<'_>, quotes: &[Quote]) -> Result<usize, StoreError> {
    let row = |quote: &Quote| RateRow { day: quote.day, currency: quote.currency, usd: quote.usd };
    let rows: Vec<RateRow> = quotes.iter().map(row).collect();
    Ok(dialect::insert_rates(db, &rows)?)
}

/// Stores believable rates as of a day, unless that day has some.
///
/// # Errors
/// When the database does not answer.
pub fn any_seed(db: &mut Writer, day: NaiveDate) -> Result<(), StoreError> {
    let quotes: Vec<Quote> = BELIEVABLE
        .iter()
        .filter_map(|(code, usd)| Some(Quote { currency: Currency::parse(code)?, day, usd: UsdRate::parse(usd)? }))
        .collect();
    db.write(|db| any_insert(db, &quotes))?;
    Ok(())
}
