//! The cases of a client, as its own systems read them.

use diesel::prelude::*;

use super::filter::{CaseFilter, of_client};
use super::list::{Counted, Found, ordered};
use crate::domain::actor::Customer;
use crate::domain::ids::CaseId;
use crate::store::db::schema::{cases, creditor_case_counts};
use crate::store::{Db, StoreError};

/// A page of the ids of a client's cases that match a filter, and their number. Words are not searched for.
pub fn find(db: &mut Db, who: &Customer, filter: &CaseFilter, skip: i64, size: i64) -> Result<Found, StoreError> {
    let ids: Vec<CaseId> =
        ordered(of_client(who, filter), &filter.sort).offset(skip).limit(size).load(&mut *db.conn)?;
    let total = if is_everything(filter) && who.limited_to().is_none() {
        Counted { cases: count(db, who)?, is_capped: false }
    } else {
        Counted::of(db, of_client(who, filter), true)?
    };
    Ok(Found { ids, total })
}

/// Whether a filter excludes nothing, whatever the order.
fn is_everything(filter: &CaseFilter) -> bool {
    filter.lifecycles.is_empty() && filter.tests == Some(false) && filter.is_plain()
}

/// How many cases a client has, test cases included.
pub fn count(db: &mut Db, who: &Customer) -> Result<i64, StoreError> {
    let kept = creditor_case_counts::table.find(who.id).select(creditor_case_counts::cases);
    Ok(kept.first(&mut *db.conn).optional()?.unwrap_or_default())
}

/// The client's case with this reference of the portal.
///
/// # Errors
/// [`StoreError::NotFound`] if there is none.
pub fn by_reference(db: &mut Db, who: &Customer, reference: &str) -> Result<CaseId, StoreError> {
    let all = CaseFilter { tests: Some(false), ..CaseFilter::default() };
    Ok(of_client(who, &all).filter(cases::reference.eq(reference)).first(&mut *db.conn)?)
}

/// The client's case with this reference of its own; a production case before a test case.
///
/// # Errors
/// [`StoreError::NotFound`] if there is none.
pub fn by_own_reference(db: &mut Db, who: &Customer, reference: &str) -> Result<CaseId, StoreError> {
    let all = CaseFilter { tests: Some(false), ..CaseFilter::default() };
    Ok(of_client(who, &all)
        .filter(cases::creditor_reference.eq(reference))
        .order((cases::is_test.asc(), cases::created_at.asc()))
        .first(&mut *db.conn)?)
}
