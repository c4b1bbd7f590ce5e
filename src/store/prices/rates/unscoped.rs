//! Queries of exchange rates without an actor: for the worker, the command line, sign-in, and actions
//! that have checked who asks.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::domain::money::Currency;
use crate::domain::pricing::{UsdRate, UsdRates};
use crate::store::db::dialect;
use crate::store::db::schema::exchange_rates;
use crate::store::prices::rates::{Quote, REALISTIC, RateRow, quotes_of, reckoned, still_good};
use crate::store::{Db, StoreError, Tx, Writer};

/// The rate of a currency on a day: the newest of that day and the ten days before, because of holidays; `None` if
/// there is none. The dollar is always 1.
pub fn on(db: &mut Db, currency: Currency, day: NaiveDate) -> Result<Option<Quote>, StoreError> {
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

/// The rates as known on a day, by currency: those of the newest day up to then, and of the ten days before for
/// currencies without a rate on that newest day. They may be old; callers check their day.
pub fn quotes(db: &mut Db, day: NaiveDate) -> Result<Vec<Quote>, StoreError> {
    let newest: Option<NaiveDate> = exchange_rates::table
        .filter(exchange_rates::day.le(day))
        .select(diesel::dsl::max(exchange_rates::day))
        .first(&mut *db.conn)?;
    quotes_of(db, newest)
}

/// The rates as known on a day, for conversions.
pub fn as_of(db: &mut Db, day: NaiveDate) -> Result<UsdRates, StoreError> {
    Ok(reckoned(quotes(db, day)?))
}

/// The newest rate of each currency.
pub fn latest(db: &mut Db) -> Result<UsdRates, StoreError> {
    // There is no maximal date to pass to `quotes`: SQLite cannot compare years of more than four digits.
    let newest = exchange_rates::table.select(diesel::dsl::max(exchange_rates::day)).first(&mut *db.conn)?;
    Ok(reckoned(quotes_of(db, newest)?))
}

/// The stored rates of these days, by day and currency code.
pub fn known(db: &mut Db, quotes: &[Quote]) -> Result<HashMap<(NaiveDate, &'static str), UsdRate>, StoreError> {
    let days = quotes.iter().map(|quote| quote.day);
    let (Some(first), Some(last)) = (days.clone().min(), days.max()) else { return Ok(HashMap::new()) };
    let rows: Vec<(Currency, NaiveDate, UsdRate)> = exchange_rates::table
        .filter(exchange_rates::day.between(first, last))
        .select((exchange_rates::currency, exchange_rates::day, exchange_rates::usd))
        .load(&mut *db.conn)?;
    Ok(rows.into_iter().map(|(currency, day, usd)| ((day, currency.code()), usd)).collect())
}

/// Stores rates. Known ones stay unchanged. Returns the number of new ones.
pub fn insert(db: &mut Tx<'_>, quotes: &[Quote]) -> Result<usize, StoreError> {
    let row = |quote: &Quote| RateRow { day: quote.day, currency: quote.currency, usd: quote.usd };
    let rows: Vec<RateRow> = quotes.iter().map(row).collect();
    Ok(dialect::insert_rates(db, &rows)?)
}

/// Stores realistic rates for a day, unless it has some.
pub fn seed(db: &mut Writer, day: NaiveDate) -> Result<(), StoreError> {
    let quotes: Vec<Quote> = REALISTIC
        .iter()
        .filter_map(|(code, usd)| Some(Quote { currency: Currency::parse(code)?, day, usd: UsdRate::parse(usd)? }))
        .collect();
    db.write(|db| insert(db, &quotes))?;
    Ok(())
}
