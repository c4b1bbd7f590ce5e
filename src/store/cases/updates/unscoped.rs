//! Queries of monthly updates without an actor: for the worker, the command line, sign-in, and actions
//! that have checked who asks.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::domain::calendar::Moment;
use crate::domain::ids::CaseId;
use crate::domain::task::TaskKind;
use crate::store::cases::tasks::Opening;
use crate::store::cases::updates::{CLOCKS_PER_BATCH, CaseUpdate, lapse, opened, set_clocks, zones};
use crate::store::db::dialect;
use crate::store::db::schema::{case_update_clocks as clocks, case_updates};
use crate::store::{Db, StoreError, Tx};

/// A batch of Active cases whose clock is due, the longest due first.
pub fn due(db: &mut Db, now: Moment) -> Result<Vec<CaseId>, StoreError> {
    Ok(clocks::table
        .filter(clocks::next_at.le(now.naive_utc()))
        .order((clocks::next_at.asc(), clocks::case_id.asc()))
        .limit(CLOCKS_PER_BATCH)
        .select(clocks::case_id)
        .load(&mut *db.conn)?)
}

/// Opens due updates of these cases, unless the month has one already, each with a task. The previous update lapses, and
/// the clocks are set to the next month. Returns how many were opened. The number of queries is fixed. The cases are
/// locked, so two nodes never open the same update twice.
pub fn open(db: &mut Tx<'_>, ids: &[CaseId], now: Moment) -> Result<usize, StoreError> {
    dialect::hold_cases(db, ids)?;
    let due = super::due_clocks(db, ids, now)?;
    let zones = zones(db, &due)?;
    let known: Vec<(CaseId, NaiveDate)> = case_updates::table
        .filter(case_updates::case_id.eq_any(due.iter().map(|one| one.case).collect::<Vec<_>>()))
        .select((case_updates::case_id, case_updates::month))
        .load(&mut *db.conn)?;
    let known: BTreeSet<(CaseId, NaiveDate)> = known.into_iter().collect();
    let fresh: Vec<CaseUpdate> = due
        .iter()
        // Clocks that were created with the table stand at the acceptance itself; they are only set to the next month.
        .filter(|one| one.next_at > one.accepted)
        .filter_map(|one| Some(opened(one, *zones.get(&one.agency)?, now)))
        .filter(|update| !known.contains(&(update.case_id, update.month)))
        .collect();
    set_clocks(db, ids, &due, now)?;
    if fresh.is_empty() {
        return Ok(0);
    }
    let opened: Vec<CaseId> = fresh.iter().map(|update| update.case_id).collect();
    lapse(db, &opened, now)?;
    dialect::insert_all!(db, case_updates::table, fresh, 15);
    let openings: Vec<Opening> = fresh
        .iter()
        .map(|update| Opening { case: update.case_id, agency: update.collection_partner_id, deadline: update.due_at })
        .collect();
    super::super::tasks::unscoped::open_anew(db, TaskKind::CaseSurvey, &openings, now)?;
    Ok(fresh.len())
}
