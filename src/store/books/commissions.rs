//! Reminders about commissions that creditors owe.

pub mod unscoped;

use diesel::prelude::*;

use super::payments::Payment;
use crate::domain::calendar::Moment;
use crate::domain::ids::{CaseId, PaymentId};
use crate::store::cases::Case;
use crate::store::db::schema::commission_follow_ups as follow_ups;
use crate::store::{Db, StoreError, Tx};

/// Follow-ups per batch.
const FOLLOW_UPS_PER_BATCH: i64 = 100;

/// The follow-up of an owed commission. Times are UTC.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = follow_ups)]
#[expect(missing_docs, reason = "the columns speak for themselves")]
pub struct FollowUp {
    pub payment_id: PaymentId,
    pub case_id: CaseId,
    pub opened_at: chrono::NaiveDateTime,
    pub remind_at: Option<chrono::NaiveDateTime>,
    /// Number of reminders sent to the agency.
    pub chases: i64,
    pub settled_at: Option<chrono::NaiveDateTime>,
}

/// All follow-ups of a case, including settled ones. The caller has loaded the case as its actor.
pub fn of_case(db: &mut Db, case: &Case) -> Result<Vec<FollowUp>, StoreError> {
    Ok(follow_ups::table.filter(follow_ups::case_id.eq(case.id)).select(FollowUp::as_select()).load(&mut *db.conn)?)
}

/// Starts or restarts the follow-up of a commission; `false` if it is running already.
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

/// Ends the follow-up of a payment, if any.
pub fn settle(db: &mut Tx<'_>, payment: PaymentId, now: Moment) -> Result<(), StoreError> {
    diesel::update(follow_ups::table.find(payment))
        .filter(follow_ups::settled_at.is_null())
        .set((follow_ups::settled_at.eq(now.naive_utc()), follow_ups::remind_at.eq(None::<chrono::NaiveDateTime>)))
        .execute(&mut *db.conn)?;
    Ok(())
}

/// Counts a reminder and schedules the next, if the row is unchanged; `false` if somebody was faster.
pub fn chase(db: &mut Tx<'_>, known: &FollowUp, next: Option<Moment>) -> Result<bool, StoreError> {
    let rows = diesel::update(follow_ups::table.find(known.payment_id))
        .filter(follow_ups::chases.eq(known.chases).and(follow_ups::settled_at.is_null()))
        .set((follow_ups::chases.eq(known.chases + 1), follow_ups::remind_at.eq(next.map(|next| next.naive_utc()))))
        .execute(&mut *db.conn)?;
    Ok(rows == 1)
}
