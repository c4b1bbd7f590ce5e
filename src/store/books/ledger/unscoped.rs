//! Queries of the ledger without an actor: for the worker, the command line, sign-in, and actions
//! that have checked who asks.

use diesel::prelude::*;

use crate::domain::ids::CaseId;
use crate::store::db::schema::{ledger, payments};
use crate::store::{Db, StoreError};

/// Cases with payments from before the ledger existed that are not booked yet, by id after `behind`. Reads only
/// indexes, so a start with nothing to do is quick.
pub fn unbooked(db: &mut Db, behind: Option<CaseId>, at_most: i64) -> Result<Vec<CaseId>, StoreError> {
    let booked = ledger::table.filter(ledger::case_id.eq(payments::case_id.nullable()));
    let mut query = payments::table.filter(diesel::dsl::not(diesel::dsl::exists(booked))).into_boxed();
    if let Some(behind) = behind {
        query = query.filter(payments::case_id.gt(behind));
    }
    Ok(query.order(payments::case_id.asc()).select(payments::case_id).distinct().limit(at_most).load(&mut *db.conn)?)
}
