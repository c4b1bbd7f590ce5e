//! Monthly updates of cases: requests, answers, and the clock that says when the next is requested. A case has a clock
//! while it is Active; changes of its state start and stop it.

pub mod unscoped;

use std::collections::{BTreeSet, HashMap};

use chrono::{NaiveDate, NaiveDateTime};
use chrono_tz::Tz;
use diesel::prelude::*;

use super::Case;
use crate::domain::calendar::{Moment, Zone};
use crate::domain::case::Lifecycle;
use crate::domain::case_update::{Activity, Recommendation, month_of, next_opening};
use crate::domain::ids::{CaseId, CaseUpdateId, CollectionPartnerId};
use crate::domain::task::TaskKind;
use crate::store::db::dialect;
use crate::store::db::schema::{case_update_clocks as clocks, case_updates, cases, collection_partners};
use crate::store::{Db, StoreError, Tx, fresh_id};

/// Clocks per batch.
const CLOCKS_PER_BATCH: i64 = 500;

/// An update. Times are UTC; the credit is in basis points.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = case_updates, treat_none_as_default_value = false)]
#[expect(missing_docs, reason = "the columns speak for themselves")]
pub struct CaseUpdate {
    pub id: CaseUpdateId,
    pub case_id: CaseId,
    pub collection_partner_id: CollectionPartnerId,
    /// First day of the month.
    pub month: NaiveDate,
    pub opened_at: NaiveDateTime,
    pub due_at: NaiveDateTime,
    pub answered_at: Option<NaiveDateTime>,
    /// When it lapsed: the next update was requested, or the case was paused or closed.
    pub lapsed_at: Option<NaiveDateTime>,
    /// Names of [`Activity`], separated by commas.
    pub activities: String,
    pub summary: String,
    pub recommendation: Option<Recommendation>,
    /// The reason for pausing or closing.
    pub reason: Option<String>,
    pub payment_id: Option<String>,
    pub credit: Option<i64>,
    pub answered_by: Option<String>,
}

impl CaseUpdate {
    /// The activities.
    pub fn done(&self) -> Vec<Activity> {
        self.activities.split(',').filter_map(Activity::parse).collect()
    }

    /// The month in words: "November 2026".
    pub fn month_name(&self) -> String {
        self.month.format("%B %Y").to_string()
    }

    /// Whether it waits for an answer.
    pub fn is_open(&self) -> bool {
        self.answered_at.is_none() && self.lapsed_at.is_none()
    }
}

/// The updates of a case that the caller has loaded as its actor, newest first: those of the agency that has it now.
pub fn of_case(db: &mut Db, case: &Case) -> Result<Vec<CaseUpdate>, StoreError> {
    let Some(agency) = case.collection_partner_id else { return Ok(Vec::new()) };
    Ok(case_updates::table
        .filter(case_updates::case_id.eq(case.id).and(case_updates::collection_partner_id.eq(agency)))
        .order(case_updates::month.desc())
        .select(CaseUpdate::as_select())
        .load(&mut *db.conn)?)
}

/// The open update of a case, if any.
pub fn open_of(db: &mut Db, case: &Case) -> Result<Option<CaseUpdate>, StoreError> {
    Ok(case_updates::table
        .filter(case_updates::case_id.eq(case.id))
        .filter(case_updates::answered_at.is_null().and(case_updates::lapsed_at.is_null()))
        .order(case_updates::month.desc())
        .select(CaseUpdate::as_select())
        .first(&mut *db.conn)
        .optional()?)
}

/// Stores the answer to an open update; `false` if it is not open any more.
pub fn answer(db: &mut Tx<'_>, case: &Case, answered: &CaseUpdate) -> Result<bool, StoreError> {
    let rows = diesel::update(case_updates::table.find(answered.id))
        .filter(case_updates::case_id.eq(case.id))
        .filter(case_updates::answered_at.is_null().and(case_updates::lapsed_at.is_null()))
        .set((
            case_updates::answered_at.eq(answered.answered_at),
            case_updates::activities.eq(&answered.activities),
            case_updates::summary.eq(&answered.summary),
            case_updates::recommendation.eq(answered.recommendation),
            case_updates::reason.eq(&answered.reason),
            case_updates::payment_id.eq(&answered.payment_id),
            case_updates::credit.eq(answered.credit),
            case_updates::answered_by.eq(&answered.answered_by),
        ))
        .execute(&mut *db.conn)?;
    Ok(rows == 1)
}

/// Starts or stops the clock of a case whose state changed, and ends what belongs to the old state: its open update,
/// and the tasks of a pause.
pub(in crate::store) fn follow_state(
    db: &mut Tx<'_>,
    before: &Case,
    after: &Case,
    now: Moment,
) -> Result<(), StoreError> {
    if before.lifecycle == after.lifecycle {
        return Ok(());
    }
    if before.lifecycle == Lifecycle::Active {
        diesel::delete(clocks::table.find(after.id)).execute(&mut *db.conn)?;
    }
    if let (Lifecycle::Active, false, Some(accepted)) = (after.lifecycle, after.is_test, after.started_at) {
        let next = next_opening(accepted.and_utc(), now).naive_utc();
        diesel::insert_into(clocks::table)
            .values((clocks::case_id.eq(after.id), clocks::next_at.eq(next)))
            .execute(&mut *db.conn)?;
    }
    let rests = [
        Lifecycle::Paused,
        Lifecycle::Closed,
        Lifecycle::Merged,
        // With another agency, which has not accepted yet.
        Lifecycle::PendingVerification,
    ];
    if rests.contains(&after.lifecycle) {
        lapse(db, &[after.id], now)?;
        super::tasks::solve(db, after, &[TaskKind::CaseSurvey], now)?;
    }
    if before.lifecycle == Lifecycle::Paused {
        super::tasks::solve(db, after, &[TaskKind::PausedCase, TaskKind::ClientInputRequired], now)?;
    }
    Ok(())
}

fn lapse(db: &mut Tx<'_>, ids: &[CaseId], now: Moment) -> Result<(), StoreError> {
    diesel::update(case_updates::table)
        .filter(case_updates::case_id.eq_any(ids))
        .filter(case_updates::answered_at.is_null().and(case_updates::lapsed_at.is_null()))
        .set(case_updates::lapsed_at.eq(now.naive_utc()))
        .execute(&mut *db.conn)?;
    Ok(())
}

struct DueClock {
    case: CaseId,
    agency: CollectionPartnerId,
    accepted: NaiveDateTime,
    next_at: NaiveDateTime,
}

fn due_clocks(db: &mut Db, ids: &[CaseId], now: Moment) -> Result<Vec<DueClock>, StoreError> {
    type Row = (CaseId, Option<CollectionPartnerId>, Option<NaiveDateTime>, NaiveDateTime);
    let rows: Vec<Row> = clocks::table
        .inner_join(cases::table)
        .filter(clocks::case_id.eq_any(ids).and(clocks::next_at.le(now.naive_utc())))
        .filter(cases::lifecycle.eq(Lifecycle::Active))
        .order(clocks::case_id.asc())
        .select((clocks::case_id, cases::collection_partner_id, cases::started_at, clocks::next_at))
        .load(&mut *db.conn)?;
    Ok(rows
        .into_iter()
        .filter_map(|(case, agency, accepted, next_at)| {
            Some(DueClock { case, agency: agency?, accepted: accepted?, next_at })
        })
        .collect())
}

fn zones(db: &mut Db, due: &[DueClock]) -> Result<HashMap<CollectionPartnerId, Tz>, StoreError> {
    let agencies: BTreeSet<CollectionPartnerId> = due.iter().map(|one| one.agency).collect();
    let rows: Vec<(CollectionPartnerId, Zone)> = collection_partners::table
        .filter(collection_partners::id.eq_any(agencies))
        .select((collection_partners::id, collection_partners::time_zone))
        .load(&mut *db.conn)?;
    Ok(rows.into_iter().map(|(agency, zone)| (agency, zone.0)).collect())
}

fn opened(one: &DueClock, zone: Tz, now: Moment) -> CaseUpdate {
    CaseUpdate {
        id: CaseUpdateId::from_uuid(fresh_id()),
        case_id: one.case,
        collection_partner_id: one.agency,
        month: month_of(now, zone),
        opened_at: now.naive_utc(),
        due_at: TaskKind::CaseSurvey.due(now, zone).naive_utc(),
        answered_at: None,
        lapsed_at: None,
        activities: String::new(),
        summary: String::new(),
        recommendation: None,
        reason: None,
        payment_id: None,
        credit: None,
        answered_by: None,
    }
}

/// Sets due clocks to the next opening after `now`, and deletes clocks of cases that are not Active. Openings that were
/// missed while a node was down are skipped.
fn set_clocks(db: &mut Tx<'_>, ids: &[CaseId], due: &[DueClock], now: Moment) -> Result<(), StoreError> {
    let rows: Vec<_> = due
        .iter()
        .map(|one| {
            let next = next_opening(one.accepted.and_utc(), now).naive_utc();
            (clocks::case_id.eq(one.case), clocks::next_at.eq(next))
        })
        .collect();
    let spent = clocks::table.filter(clocks::case_id.eq_any(ids).and(clocks::next_at.le(now.naive_utc())));
    diesel::delete(spent).execute(&mut *db.conn)?;
    dialect::insert_all!(db, clocks::table, rows, 2);
    Ok(())
}
