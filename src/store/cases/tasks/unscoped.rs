//! Queries of tasks without an actor: for the worker, the command line, sign-in, and actions
//! that have checked who asks.

use std::collections::BTreeMap;

use diesel::prelude::*;

use crate::domain::calendar::Moment;
use crate::domain::ids::{CaseId, CollectionPartnerId, TaskId};
use crate::domain::task::TaskKind;
use crate::store::cases::tasks::Opening;
use crate::store::db::dialect;
use crate::store::db::schema::tasks;
use crate::store::{StoreError, Tx, fresh_id};

/// Opens tasks of one kind for agencies. They replace open tasks of that kind on the same cases. A fixed number of
/// queries, plus one per agency for its count.
pub(in crate::store) fn open_anew(
    db: &mut Tx<'_>,
    kind: TaskKind,
    all: &[Opening],
    now: Moment,
) -> Result<(), StoreError> {
    let cases: Vec<CaseId> = all.iter().map(|one| one.case).collect();
    let stale: Vec<(TaskId, Option<CollectionPartnerId>)> = tasks::table
        .filter(tasks::case_id.eq_any(&cases).and(tasks::kind.eq(kind)).and(tasks::solved_at.is_null()))
        .select((tasks::id, tasks::collection_partner_id))
        .load(&mut *db.conn)?;
    // Sorted by agency, so that simultaneous transactions lock the counts in the same order.
    let mut counts: BTreeMap<CollectionPartnerId, i64> = BTreeMap::new();
    for agency in stale.iter().filter_map(|(_, agency)| *agency) {
        *counts.entry(agency).or_default() -= 1;
    }
    for one in all {
        *counts.entry(one.agency).or_default() += 1;
    }
    for (agency, by) in counts.into_iter().filter(|(_, by)| *by != 0) {
        dialect::bump_task_count(db, agency.as_str(), kind.name(), by)?;
    }
    if !stale.is_empty() {
        let ids: Vec<TaskId> = stale.into_iter().map(|(id, _)| id).collect();
        diesel::update(tasks::table.filter(tasks::id.eq_any(ids)))
            .set(tasks::solved_at.eq(now.naive_utc()))
            .execute(&mut *db.conn)?;
    }
    let rows: Vec<_> = all
        .iter()
        .map(|one| {
            (
                tasks::id.eq(TaskId::from_uuid(fresh_id())),
                tasks::kind.eq(kind),
                tasks::collection_partner_id.eq(one.agency.to_string()),
                tasks::case_id.eq(one.case),
                tasks::is_test.eq(false),
                tasks::deadline.eq(one.deadline),
                tasks::created_at.eq(now.naive_utc()),
            )
        })
        .collect();
    dialect::insert_all!(db, tasks::table, rows, 7);
    Ok(())
}
