//! Tasks about cases, and the number of open ones.

pub mod unscoped;

use diesel::prelude::*;

use super::Case;
use crate::domain::actor::{Customer, Partner};
use crate::domain::calendar::Moment;
use crate::domain::ids::{CaseId, CollectionPartnerId, TaskId};
use crate::domain::task::{TaskKind, TaskOwner};
use crate::store::db::dialect;
use crate::store::db::schema::{cases, task_counts, tasks};
use crate::store::{Db, StoreError, Tx, fresh_id};

/// Opens a task and counts it for the agency, unless one of that kind is open already.
pub fn open(db: &mut Tx<'_>, kind: TaskKind, case: &Case, deadline: Moment, now: Moment) -> Result<(), StoreError> {
    let known: i64 = tasks::table
        .filter(tasks::case_id.eq(case.id).and(tasks::kind.eq(kind)).and(tasks::solved_at.is_null()))
        .count()
        .get_result(&mut *db.conn)?;
    if known > 0 {
        return Ok(());
    }
    diesel::insert_into(tasks::table)
        .values((
            tasks::id.eq(TaskId::from_uuid(fresh_id())),
            tasks::kind.eq(kind),
            tasks::collection_partner_id.eq(case.collection_partner_id.map(|id| id.to_string())),
            tasks::case_id.eq(case.id),
            tasks::is_test.eq(case.is_test),
            tasks::deadline.eq(deadline.naive_utc()),
            tasks::created_at.eq(now.naive_utc()),
        ))
        .execute(&mut *db.conn)?;
    count(db, case, kind, 1)
}

/// Closes the open tasks of these kinds; what caused them is done.
pub fn solve(db: &mut Tx<'_>, case: &Case, kinds: &[TaskKind], now: Moment) -> Result<(), StoreError> {
    let open: Vec<(TaskId, TaskKind)> = tasks::table
        .filter(tasks::case_id.eq(case.id).and(tasks::solved_at.is_null()).and(tasks::kind.eq_any(kinds)))
        .select((tasks::id, tasks::kind))
        .load(&mut *db.conn)?;
    for (id, kind) in open {
        diesel::update(tasks::table.find(id)).set(tasks::solved_at.eq(now.naive_utc())).execute(&mut *db.conn)?;
        count(db, case, kind, -1)?;
    }
    Ok(())
}

/// A task that is opened together with others of its kind. Its case is not a test case.
pub(in crate::store) struct Opening {
    pub case: CaseId,
    pub agency: CollectionPartnerId,
    pub deadline: chrono::NaiveDateTime,
}

fn count(db: &mut Tx<'_>, case: &Case, kind: TaskKind, by: i64) -> Result<(), StoreError> {
    if let (TaskOwner::Agency, Some(agency), false) = (kind.owner(), &case.collection_partner_id, case.is_test) {
        dialect::bump_task_count(db, agency.as_str(), kind.name(), by)?;
    }
    Ok(())
}

/// The tasks of a client.
#[derive(Clone, Debug)]
pub struct ClientTasks {
    /// Of these kinds.
    pub kinds: Vec<TaskKind>,
    /// Those that are done, or else those that are open.
    pub is_solved: bool,
    /// Of one case.
    pub case: Option<CaseId>,
}

/// A page of a client's tasks, newest first, and their number.
pub fn of_client(
    db: &mut Db,
    who: &Customer,
    wanted: &ClientTasks,
    (skip, size): (i64, i64),
) -> Result<(Vec<Task>, i64), StoreError> {
    let matching = || {
        let mut query =
            tasks::table.filter(tasks::creditor_id.eq(who.id).and(tasks::kind.eq_any(&wanted.kinds))).into_boxed();
        query = if wanted.is_solved {
            query.filter(tasks::solved_at.is_not_null())
        } else {
            query.filter(tasks::solved_at.is_null())
        };
        if let Some(partner) = who.limited_to() {
            let came_through = cases::table.filter(cases::id.eq(tasks::case_id));
            query = query.filter(diesel::dsl::exists(came_through.filter(cases::referral_partner_id.eq(partner))));
        }
        match wanted.case {
            Some(case) => query.filter(tasks::case_id.eq(case)),
            None => query,
        }
    };
    let total = matching().count().get_result(&mut *db.conn)?;
    let page = matching()
        .order((tasks::created_at.desc(), tasks::id.desc()))
        .offset(skip)
        .limit(size)
        .select(Task::as_select())
        .load(&mut *db.conn)?;
    Ok((page, total))
}

/// Number of the agency's open tasks by kind.
pub fn counts(db: &mut Db, agency: CollectionPartnerId) -> Result<Vec<(TaskKind, i64)>, StoreError> {
    Ok(task_counts::table
        .filter(task_counts::collection_partner_id.eq(agency))
        .select((task_counts::kind, task_counts::tasks))
        .load(&mut *db.conn)?)
}

/// An open task in a list. Times are UTC.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = tasks)]
#[expect(missing_docs, reason = "the columns speak for themselves")]
pub struct Task {
    pub id: TaskId,
    pub kind: TaskKind,
    pub case_id: CaseId,
    pub deadline: chrono::NaiveDateTime,
    pub created_at: chrono::NaiveDateTime,
    pub solved_at: Option<chrono::NaiveDateTime>,
}

/// The agency's open tasks, most urgent first. Their cases can be loaded by `case_id`.
pub fn open_of_agency(
    db: &mut Db,
    who: &Partner,
    kind: Option<TaskKind>,
    skip: i64,
    size: i64,
) -> Result<Vec<Task>, StoreError> {
    let kinds: Vec<TaskKind> = match kind {
        Some(kind) => vec![kind],
        None => TaskKind::ALL.iter().copied().filter(|kind| kind.owner() == TaskOwner::Agency).collect(),
    };
    // One query per kind, then merged: in the index, an agency's tasks of one kind are adjacent by deadline, but most
    // tasks of its cases are for others to do.
    let mut open: Vec<Task> = Vec::new();
    for kind in kinds {
        let of_kind = tasks::table
            .filter(tasks::collection_partner_id.eq(who.agency.id.as_str()).and(tasks::solved_at.is_null()))
            .filter(tasks::kind.eq(kind).and(tasks::is_test.eq(false)))
            .order((tasks::deadline.asc(), tasks::id.asc()))
            .limit(skip.saturating_add(size))
            .select(Task::as_select())
            .load::<Task>(&mut *db.conn)?;
        open.extend(of_kind);
    }
    open.sort_unstable_by_key(|task| (task.deadline, task.id));
    let (skip, size) = (usize::try_from(skip).unwrap_or(usize::MAX), usize::try_from(size).unwrap_or_default());
    Ok(open.into_iter().skip(skip).take(size).collect())
}
