//! Queries of revenue without an actor: for the worker.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::domain::ids::PaymentId;
use crate::domain::money::Currency;
use crate::domain::pricing::UsdRate;
use crate::store::books::payments::Payment;
use crate::store::db::schema::payments;
use crate::store::prices::rates::unscoped as rates;
use crate::store::{Db, StoreError, Tx};

/// Payments that were confirmed while no exchange rate was known.
#[diesel::dsl::auto_type(no_type_alias)]
fn without_rate() -> _ {
    payments::confirmed_at.is_not_null().and(payments::usd_rate.is_null()).and(payments::deleted_at.is_null())
}

/// Number of payments that wait for an exchange rate.
pub fn waiting_for_rate(db: &mut Db) -> Result<i64, StoreError> {
    Ok(payments::table.filter(without_rate()).filter(payments::is_test.eq(false)).count().get_result(&mut *db.conn)?)
}

/// Sets the exchange rate of the day of confirmation for some payments that wait for one, behind this one in the order
/// of their ids. Returns how many were set, and the last one that was looked at; `None` if there are no more.
pub fn fill_rates(db: &mut Tx<'_>, behind: Option<PaymentId>) -> Result<(usize, Option<PaymentId>), StoreError> {
    let mut query = payments::table.filter(without_rate()).into_boxed();
    if let Some(behind) = behind {
        query = query.filter(payments::id.gt(behind));
    }
    let rows: Vec<Payment> =
        query.order(payments::id.asc()).limit(BATCH_PAYMENTS).select(Payment::as_select()).load(&mut *db.conn)?;
    let (mut filled, last) = (0, rows.last().map(|payment| payment.id));
    let mut known: HashMap<(Currency, NaiveDate), Option<UsdRate>> = HashMap::new();
    for payment in rows {
        let Some(day) = payment.confirmed_at.map(|at| at.date()) else { continue };
        let usd_rate = match known.get(&(payment.currency, day)) {
            Some(rate) => *rate,
            None => {
                let rate = rates::on(db, payment.currency, day)?.map(|quote| quote.usd);
                known.insert((payment.currency, day), rate);
                rate
            }
        };
        if usd_rate.is_none() {
            continue;
        }
        let payment = Payment { usd_rate, ..payment }.in_usd();
        filled += diesel::update(payments::table.find(payment.id))
            .filter(without_rate())
            .set((
                payments::usd_rate.eq(payment.usd_rate),
                payments::referral_usd.eq(payment.referral_usd),
                payments::operator_usd.eq(payment.operator_usd),
            ))
            .execute(&mut *db.conn)?;
    }
    Ok((filled, last))
}

/// Payments that are completed in one transaction, at most.
const BATCH_PAYMENTS: i64 = 1_000;

/// Sets the shares in US dollars of payments that were confirmed before these were stored. Returns how many were set.
pub fn complete(db: &mut Tx<'_>) -> Result<usize, StoreError> {
    let rows: Vec<Payment> = payments::table
        .filter(payments::usd_rate.is_not_null().and(payments::referral_usd.is_null()))
        .limit(BATCH_PAYMENTS)
        .select(Payment::as_select())
        .load(&mut *db.conn)?;
    let mut completed = 0;
    for payment in rows.iter().map(Payment::in_usd).filter(|payment| payment.referral_usd.is_some()) {
        completed += diesel::update(payments::table.find(payment.id))
            .filter(payments::referral_usd.is_null())
            .set((payments::referral_usd.eq(payment.referral_usd), payments::operator_usd.eq(payment.operator_usd)))
            .execute(&mut *db.conn)?;
    }
    Ok(completed)
}
