//! Queries of revenue without an actor: for the worker.

use diesel::prelude::*;

use crate::store::books::payments::Payment;
use crate::store::db::schema::payments;
use crate::store::{StoreError, Tx};

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
