//! The payments on a client's cases, as its own systems read them.

use diesel::prelude::*;

use super::payments::Payment;
use crate::domain::actor::Customer;
use crate::domain::calendar::Moment;
use crate::domain::ids::PaymentId;
use crate::store::db::schema::payments;
use crate::store::{Db, StoreError};

/// A page of the payments on a client's cases, newest first, and their number.
pub fn find(
    db: &mut Db,
    who: &Customer,
    updated_since: Option<Moment>,
    (skip, size): (i64, i64),
) -> Result<(Vec<Payment>, i64), StoreError> {
    let matching = || {
        let query =
            payments::table.filter(payments::creditor_id.eq(who.id).and(payments::deleted_at.is_null())).into_boxed();
        match updated_since.map(|since| since.naive_utc()) {
            None => query,
            Some(since) => {
                query.filter(payments::created_at.ge(since).or(payments::updated_at.ge(since).assume_not_null()))
            }
        }
    };
    let total = matching().count().get_result(&mut *db.conn)?;
    let page = matching()
        .order((payments::created_at.desc(), payments::id.desc()))
        .offset(skip)
        .limit(size)
        .select(Payment::as_select())
        .load(&mut *db.conn)?;
    Ok((page, total))
}

/// A payment on one of a client's cases.
///
/// # Errors
/// [`StoreError::NotFound`] if there is no such payment, or it is deleted.
pub fn load(db: &mut Db, who: &Customer, id: PaymentId) -> Result<Payment, StoreError> {
    Ok(payments::table
        .find(id)
        .filter(payments::creditor_id.eq(who.id).and(payments::deleted_at.is_null()))
        .select(Payment::as_select())
        .first(&mut *db.conn)?)
}
