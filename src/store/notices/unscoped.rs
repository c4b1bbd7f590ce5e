//! Notices of all organisations, for the worker.

use diesel::prelude::*;

use crate::domain::calendar::Moment;
use crate::domain::ids::{CaseId, CollectionPartnerId, NoticeId, PersonId, Reference, TaskId};
use crate::domain::notice::NoticeKind;
use crate::domain::task::{TaskKind, TaskOwner};
use crate::store::db::schema::{cases, collection_partners, debtors, notices, tasks};
use crate::store::{Db, StoreError, Tx};

/// Notices of an organisation that become one mail, at most.
const MAX_BUNDLED: i64 = 200;
/// Tasks looked at in one round.
const TASKS_PER_BATCH: i64 = 500;

/// A notice that is not mailed yet, with its case.
#[derive(Clone, Debug, Queryable)]
#[expect(missing_docs, reason = "the fields speak for themselves")]
pub struct Unsent {
    pub id: NoticeId,
    pub kind: NoticeKind,
    pub subject: String,
    pub case: Option<CaseId>,
    pub reference: Option<Reference>,
    pub debtor: Option<String>,
    pub handler: Option<PersonId>,
}

/// Organisations with a notice from this moment or earlier that is not mailed yet, at most 100.
pub fn due(db: &mut Db, before: Moment) -> Result<Vec<String>, StoreError> {
    Ok(notices::table
        .filter(notices::sent_at.is_null().and(notices::created_at.le(before.naive_utc())))
        .select(notices::organisation_id)
        .distinct()
        .limit(100)
        .load(&mut *db.conn)?)
}

/// The notices of an organisation that are not mailed yet, oldest first.
pub fn unsent(db: &mut Db, organisation: &str) -> Result<Vec<Unsent>, StoreError> {
    Ok(notices::table
        .left_join(cases::table.on(cases::id.nullable().eq(notices::case_id)))
        .left_join(debtors::table.on(debtors::id.eq(cases::debtor_id)))
        .filter(notices::organisation_id.eq(organisation).and(notices::sent_at.is_null()))
        .order((notices::created_at.asc(), notices::id.asc()))
        .limit(MAX_BUNDLED)
        .select((
            notices::id,
            notices::kind,
            notices::subject_id,
            notices::case_id,
            cases::reference.nullable(),
            debtors::name.nullable(),
            cases::handler_id.nullable(),
        ))
        .load(&mut *db.conn)?)
}

/// Marks notices as mailed; returns those that were not before.
pub fn mark_sent(db: &mut Tx<'_>, ids: &[NoticeId], now: Moment) -> Result<Vec<NoticeId>, StoreError> {
    Ok(diesel::update(notices::table.filter(notices::id.eq_any(ids)).filter(notices::sent_at.is_null()))
        .set(notices::sent_at.eq(now.naive_utc()))
        .returning(notices::id)
        .get_results(&mut *db.conn)?)
}

/// An open task of an agency whose deadline comes soon.
#[derive(Clone, Debug, Queryable)]
#[expect(missing_docs, reason = "the fields speak for themselves; the deadline is UTC")]
pub struct Deadline {
    pub task: TaskId,
    pub case: CaseId,
    pub agency: CollectionPartnerId,
    pub zone: crate::domain::calendar::Zone,
    pub deadline: chrono::NaiveDateTime,
}

/// Open tasks of working agencies with a deadline between two moments that were not told yet, the earliest first.
pub fn deadlines(db: &mut Db, from: Moment, until: Moment) -> Result<Vec<Deadline>, StoreError> {
    let kinds: Vec<TaskKind> = TaskKind::ALL.iter().copied().filter(|kind| kind.owner() == TaskOwner::Agency).collect();
    let told =
        notices::table.filter(notices::kind.eq(NoticeKind::DeadlineTomorrow)).filter(notices::subject_id.eq(tasks::id));
    Ok(tasks::table
        .inner_join(collection_partners::table.on(collection_partners::id.nullable().eq(tasks::collection_partner_id)))
        .filter(tasks::solved_at.is_null().and(tasks::is_test.eq(false)).and(tasks::kind.eq_any(kinds)))
        .filter(tasks::deadline.gt(from.naive_utc()).and(tasks::deadline.le(until.naive_utc())))
        .filter(collection_partners::suspended_at.is_null())
        .filter(diesel::dsl::not(diesel::dsl::exists(told)))
        .order((tasks::deadline.asc(), tasks::id.asc()))
        .limit(TASKS_PER_BATCH)
        .select((tasks::id, tasks::case_id, collection_partners::id, collection_partners::time_zone, tasks::deadline))
        .load(&mut *db.conn)?)
}
