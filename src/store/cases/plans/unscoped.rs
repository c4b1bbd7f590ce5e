//! Queries of plans without an actor: for the worker, the command line, sign-in, and actions
//! that have checked who asks.

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::domain::ids::{CaseId, PlanId};
use crate::store::cases::plans::PLANS_PER_BATCH;
use crate::store::db::schema::plans;
use crate::store::{Db, StoreError};

/// Cases with an instalment that may be overdue on this day, the longest due first, with the plan.
pub fn to_watch(db: &mut Db, today: NaiveDate) -> Result<Vec<(CaseId, PlanId)>, StoreError> {
    Ok(plans::table
        .filter(plans::watch_on.le(today))
        .order((plans::watch_on.asc(), plans::id.asc()))
        .limit(PLANS_PER_BATCH)
        .select((plans::case_id, plans::id))
        .load(&mut *db.conn)?)
}
