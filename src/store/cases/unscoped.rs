//! Queries of cases without an actor: for the worker, the command line, sign-in, and actions
//! that have checked who asks.

use diesel::prelude::*;

use crate::domain::calendar::Moment;
use crate::domain::ids::{CaseId, CreditorId, Reference};
use crate::store::cases::rows::Case;
use crate::store::cases::write::count;
use crate::store::db::dialect;
use crate::store::db::schema::cases;
use crate::store::{Db, StoreError, Tx};

/// Any case, for the router and the command line.
///
/// # Errors
/// [`StoreError::NotFound`] if there is none.
pub fn case(db: &mut Db, id: CaseId) -> Result<Case, StoreError> {
    Ok(cases::table.find(id).select(Case::as_select()).first(&mut *db.conn)?)
}

/// The case with a reference, of any agency.
pub fn by_reference(db: &mut Db, reference: Reference) -> Result<Option<CaseId>, StoreError> {
    Ok(cases::table.filter(cases::reference.eq(reference)).select(cases::id).first(&mut *db.conn).optional()?)
}

/// The newest case of a creditor that is with an agency.
pub fn newest_of_creditor(db: &mut Db, creditor: CreditorId) -> Result<Option<CaseId>, StoreError> {
    Ok(cases::table
        .filter(cases::creditor_id.eq(creditor).and(cases::collection_partner_id.is_not_null()))
        .filter(cases::lifecycle.ne_all(super::HIDDEN))
        .order((cases::created_at.desc(), cases::id.desc()))
        .select(cases::id)
        .first(&mut *db.conn)
        .optional()?)
}

/// Locks a case of any agency until the transaction ends; for the worker.
pub fn hold(db: &mut Tx<'_>, id: CaseId) -> Result<(), StoreError> {
    Ok(dialect::hold_cases(db, &[id])?)
}

/// Deletes a case with all dependent rows and corrects its agency's counts. For clients of the test environment.
pub fn delete(db: &mut Tx<'_>, id: CaseId, now: Moment) -> Result<(), StoreError> {
    let case: Case = cases::table.find(id).select(Case::as_select()).first(&mut *db.conn)?;
    super::tasks::solve(db, &case, crate::domain::task::TaskKind::ALL, now)?;
    count(db, &case, -1)?;
    diesel::delete(cases::table.find(id)).execute(&mut *db.conn)?;
    Ok(())
}
