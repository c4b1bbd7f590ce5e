//! Queries of the ledger that have no reach: for the worker, the command line, sign-in, and actions
//! that have checked who asks.

use diesel::prelude::*;

use crate::domain::ids::CaseId;
use crate::store::db::schema::{ledger, payments};
use crate::store::{Db, StoreError};

/// Cases with payments that the ledger does not know: paid before there was a ledger. In the order of their ids, behind
/// one of them; found in indexes alone, so that a start with nothing to do is quick.
pub fn unbooked(db: &mut Db, behind: Option<CaseId>, at_most: i64) -> Result<Vec<CaseId>, StoreError> {
    let booked = ledger::table.filter(ledger::case_id.eq(payments::case_id.nullable()));
    let mut query = payments::table.filter(diesel::dsl::not(diesel::dsl::exists(booked))).into_boxed();
    if let Some(behind) = behind {
        query = query.filter(payments::case_id.gt(behind));
    }
    Ok(query.order(payments::case_id.asc()).select(payments::case_id).distinct().limit(at_most).load(&mut *db.conn)?)
}
