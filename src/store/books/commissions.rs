//! Commissions that the creditor owes and that are followed up.

pub mod unscoped;

use diesel::prelude::*;

use super::payments::Payment;
use crate::domain::calendar::Moment;
use crate::domain::ids::{CaseId, PaymentId};
use crate::store::cases::Case;
use crate::store::db::schema::commission_follow_ups as follow_ups;
use crate::store::{Db, StoreError, Tx};

/// So many at a time.
const AT_ONCE: i64 = 100;

/// A commission that is followed up. Times are UTC.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = follow_ups)]
#[expect(missing_docs, reason = "the columns speak for themselves")]
pub struct FollowUp {
    pub payment_id: PaymentId,
    pub case_id: CaseId,
    pub opened_at: chrono::NaiveDateTime,
    pub remind_at: Option<chrono::NaiveDateTime>,
    /// How many reminders the agency got.
    pub chases: i64,
    pub settled_at: Option<chrono::NaiveDateTime>,
}

/// The follow-ups of a case that the caller has loaded as its actor, settled ones too.
pub fn of_case(db: &mut Db, case: &Case) -> Result<Vec<FollowUp>, StoreError> {
    Ok(follow_ups::table.filter(follow_ups::case_id.eq(case.id)).select(FollowUp::as_select()).load(&mut *db.conn)?)
}

/// Begins to follow a commission up, or begins anew; `false` when that is done already.
pub fn open(db: &mut Tx<'_>, payment: &Payment, remind_at: Moment, now: Moment) -> Result<bool, StoreError> {
    let known: Option<FollowUp> =
        follow_ups::table.find(payment.id).select(FollowUp::as_select()).first(&mut *db.conn).optional()?;
    let values = (
        follow_ups::opened_at.eq(now.naive_utc()),
        follow_ups::remind_at.eq(remind_at.naive_utc()),
        follow_ups::chases.eq(0_i64),
        follow_ups::settled_at.eq(None::<chrono::NaiveDateTime>),
    );
    match known {
        Some(known) if known.settled_at.is_none() => return Ok(false),
        Some(_) => {
            diesel::update(follow_ups::table.find(payment.id)).set(values).execute(&mut *db.conn)?;
        }
        None => {
            let key = (follow_ups::payment_id.eq(payment.id), follow_ups::case_id.eq(payment.case_id));
            diesel::insert_into(follow_ups::table).values((key, values)).execute(&mut *db.conn)?;
        }
    }
    Ok(true)
}

/// Ends the follow-up of a payment, if there is one.
pub fn settle(db: &mut Tx<'_>, payment: PaymentId, now: Moment) -> Result<(), StoreError> {
    diesel::update(follow_ups::table.find(payment))
        .filter(follow_ups::settled_at.is_null())
        .set((follow_ups::settled_at.eq(now.naive_utc()), follow_ups::remind_at.eq(None::<chrono::NaiveDateTime>)))
        .execute(&mut *db.conn)?;
    Ok(())
}

/// Counts a reminder and plans the next, where the row still is as it was read; `false` when somebody was faster.
pub fn chase(db: &mut Tx<'_>, known: &FollowUp, next: Option<Moment>) -> Result<bool, StoreError> {
    let rows = diesel::update(follow_ups::table.find(known.payment_id))
        .filter(follow_ups::chases.eq(known.chases).and(follow_ups::settled_at.is_null()))
        .set((follow_ups::chases.eq(known.chases + 1), follow_ups::remind_at.eq(next.map(|next| next.naive_utc()))))
        .execute(&mut *db.conn)?;
    Ok(rows == 1)
}
