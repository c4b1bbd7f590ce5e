//! The payments on a client's cases, as its own systems read them.

use diesel::dsl::exists;
use diesel::prelude::*;

use super::payments::Payment;
use crate::domain::actor::Customer;
use crate::domain::calendar::Moment;
use crate::domain::ids::{PaymentId, ReferralPartnerId};
use crate::store::db::schema::{cases, payments};
use crate::store::{Db, StoreError};

/// The case of a payment, if it came through a referral partner.
#[diesel::dsl::auto_type(no_type_alias)]
fn came_through(partner: ReferralPartnerId) -> _ {
    cases::table.filter(cases::id.eq(payments::case_id)).filter(cases::referral_partner_id.eq(partner))
}

/// A page of the payments on a client's cases, newest first, and their number.
pub fn find(
    db: &mut Db,
    who: &Customer,
    updated_since: Option<Moment>,
    (skip, size): (i64, i64),
) -> Result<(Vec<Payment>, i64), StoreError> {
    let matching = || {
        let mut query =
            payments::table.filter(payments::creditor_id.eq(who.id).and(payments::deleted_at.is_null())).into_boxed();
        if let Some(partner) = who.limited_to() {
            query = query.filter(exists(came_through(partner)));
        }
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
    let mut query = payments::table
        .filter(payments::id.eq(id).and(payments::creditor_id.eq(who.id)).and(payments::deleted_at.is_null()))
        .into_boxed();
    if let Some(partner) = who.limited_to() {
        query = query.filter(exists(came_through(partner)));
    }
    Ok(query.select(Payment::as_select()).first(&mut *db.conn)?)
}
