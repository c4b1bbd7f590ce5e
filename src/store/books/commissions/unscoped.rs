//! Queries of commissions without an actor: for the worker, the command line, sign-in, and actions
//! that have checked who asks.

use diesel::prelude::*;

use crate::domain::calendar::Moment;
use crate::store::books::commissions::{FOLLOW_UPS_PER_BATCH, FollowUp};
use crate::store::db::schema::commission_follow_ups as follow_ups;
use crate::store::{Db, StoreError};

/// Follow-ups whose reminder is due, the longest due first.
pub fn due(db: &mut Db, now: Moment) -> Result<Vec<FollowUp>, StoreError> {
    Ok(follow_ups::table
        .filter(follow_ups::remind_at.le(now.naive_utc()))
        .order((follow_ups::remind_at.asc(), follow_ups::payment_id.asc()))
        .limit(FOLLOW_UPS_PER_BATCH)
        .select(FollowUp::as_select())
        .load(&mut *db.conn)?)
}
