//! Promises and payment agreements. All functions take a case that the caller has loaded as its actor, or one of its
//! plans.

pub mod unscoped;

use std::collections::HashMap;

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;

use super::Case;
use super::engagements::outside_engagements_of_others;
use crate::domain::actor::Partner;
use crate::domain::calendar::Moment;
use crate::domain::ids::{CaseId, DocumentId, MessageId, PlanId};
use crate::domain::money::{Currency, Money};
use crate::domain::plan::{Instalment, Paid, PlanEnd, PlanKind, PlanStatus, status};
use crate::store::books::payments::Payment;
use crate::store::db::schema::{instalments, plans};
use crate::store::{Db, StoreError, Tx};

/// Plans per batch.
const PLANS_PER_BATCH: i64 = 100;

/// A promise or an agreement. Amounts are minor units of its currency, times are UTC.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = plans, treat_none_as_default_value = false)]
#[expect(missing_docs, reason = "the columns speak the field's own terms")]
pub struct Plan {
    pub id: PlanId,
    pub case_id: CaseId,
    pub kind: PlanKind,
    pub currency: Currency,
    pub total: i64,
    /// The outstanding amount when it was recorded.
    pub owed: i64,
    pub agreed_on: NaiveDate,
    pub note: String,
    /// The client's message that approves it.
    pub approval_message_id: Option<MessageId>,
    /// The document that approves it.
    pub approval_document_id: Option<DocumentId>,
    pub approved_at: Option<NaiveDateTime>,
    /// The day on which the next instalment becomes overdue.
    pub watch_on: Option<NaiveDate>,
    pub fulfilled_at: Option<NaiveDateTime>,
    pub ended_at: Option<NaiveDateTime>,
    pub ended_as: Option<PlanEnd>,
    pub end_reason: Option<String>,
    pub ended_by: Option<String>,
    pub created_at: NaiveDateTime,
    pub created_by: String,
}

/// A plan with its instalments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arranged {
    /// The plan.
    pub plan: Plan,
    /// Its instalments in order.
    pub schedule: Vec<Instalment>,
}

impl Plan {
    /// Minor units as money in the plan's currency.
    pub fn money(&self, minor: i64) -> Money {
        Money::new(minor, self.currency)
    }

    /// The amount that the client waives when the plan is fulfilled.
    pub fn waived(&self) -> i64 {
        if self.kind == PlanKind::Agreement { (self.owed - self.total).max(0) } else { 0 }
    }
}

impl Arranged {
    /// The state of the plan on a day, given the payments of its case. Only payments recorded after the plan count;
    /// earlier ones were already deducted from the outstanding amount.
    pub fn status(&self, payments: &[Payment], today: NaiveDate) -> PlanStatus {
        let plan = &self.plan;
        let paid: Vec<Paid> = payments
            .iter()
            .filter(|payment| payment.created_at > plan.created_at)
            .filter(|payment| plan.ended_at.is_none_or(|ended| payment.created_at < ended))
            .map(|payment| Paid { on: payment.received_on, amount: payment.amount })
            .collect();
        status(&self.schedule, &paid, today, plan.ended_at.is_some())
    }
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = instalments, treat_none_as_default_value = false)]
struct InstalmentRow {
    plan_id: PlanId,
    number: i64,
    due_on: NaiveDate,
    amount: i64,
}

/// Stores a plan with its instalments. The database refuses a second running plan of a case.
pub fn insert(db: &mut Tx<'_>, arranged: &Arranged) -> Result<(), StoreError> {
    diesel::insert_into(plans::table).values(&arranged.plan).execute(&mut *db.conn)?;
    let rows: Vec<InstalmentRow> = (1..)
        .zip(&arranged.schedule)
        .map(|(number, one)| InstalmentRow { plan_id: arranged.plan.id, number, due_on: one.due, amount: one.amount })
        .collect();
    crate::store::db::dialect::insert_all!(db, instalments::table, rows, 4);
    Ok(())
}

/// The plans of a case, newest first, without those of other agencies.
pub fn of_case(db: &mut Db, who: &Partner, case: &Case) -> Result<Vec<Arranged>, StoreError> {
    let found: Vec<Plan> = plans::table
        .filter(plans::case_id.eq(case.id))
        .filter(outside_engagements_of_others!(who.agency.id, plans::case_id, plans::created_at))
        .order((plans::created_at.desc(), plans::id.desc()))
        .select(Plan::as_select())
        .load(&mut *db.conn)?;
    with_schedules(db, found)
}

/// The running plan of a case, if any.
pub fn running(db: &mut Db, case: &Case) -> Result<Option<Arranged>, StoreError> {
    let found: Option<Plan> = plans::table
        .filter(plans::case_id.eq(case.id).and(plans::ended_at.is_null()))
        .select(Plan::as_select())
        .first(&mut *db.conn)
        .optional()?;
    Ok(with_schedules(db, found.into_iter().collect())?.into_iter().next())
}

/// A plan of a case.
///
/// # Errors
/// [`StoreError::NotFound`] if the case has no such plan, or it is another agency's.
pub fn load(db: &mut Db, who: &Partner, case: &Case, id: PlanId) -> Result<Arranged, StoreError> {
    let plan: Plan = plans::table
        .filter(plans::case_id.eq(case.id).and(plans::id.eq(id)))
        .filter(outside_engagements_of_others!(who.agency.id, plans::case_id, plans::created_at))
        .select(Plan::as_select())
        .first(&mut *db.conn)?;
    with_schedules(db, vec![plan])?.into_iter().next().ok_or(StoreError::NotFound)
}

fn with_schedules(db: &mut Db, found: Vec<Plan>) -> Result<Vec<Arranged>, StoreError> {
    if found.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<PlanId> = found.iter().map(|plan| plan.id).collect();
    let rows: Vec<InstalmentRow> = instalments::table
        .filter(instalments::plan_id.eq_any(&ids))
        .order((instalments::plan_id.asc(), instalments::number.asc()))
        .select(InstalmentRow::as_select())
        .load(&mut *db.conn)?;
    let mut schedules: HashMap<PlanId, Vec<Instalment>> = HashMap::new();
    for row in rows {
        schedules.entry(row.plan_id).or_default().push(Instalment { due: row.due_on, amount: row.amount });
    }
    Ok(found
        .into_iter()
        .map(|plan| Arranged { schedule: schedules.remove(&plan.id).unwrap_or_default(), plan })
        .collect())
}

/// Ends a running plan; `false` if it has ended already.
pub fn end(
    db: &mut Tx<'_>,
    case: &Case,
    id: PlanId,
    ended_as: PlanEnd,
    reason: &str,
    by: &str,
    now: Moment,
) -> Result<bool, StoreError> {
    let rows = diesel::update(plans::table.find(id))
        .filter(plans::case_id.eq(case.id).and(plans::ended_at.is_null()))
        .set((
            plans::ended_at.eq(now.naive_utc()),
            plans::ended_as.eq(ended_as),
            plans::end_reason.eq(reason),
            plans::ended_by.eq(by),
            plans::watch_on.eq(None::<NaiveDate>),
        ))
        .execute(&mut *db.conn)?;
    Ok(rows > 0)
}

/// Stores when to check a plan again, and since when it is fulfilled.
pub fn watch(
    db: &mut Tx<'_>,
    plan: &Plan,
    on: Option<NaiveDate>,
    fulfilled_at: Option<NaiveDateTime>,
) -> Result<(), StoreError> {
    diesel::update(plans::table.find(plan.id))
        .set((plans::watch_on.eq(on), plans::fulfilled_at.eq(fulfilled_at)))
        .execute(&mut *db.conn)?;
    Ok(())
}
