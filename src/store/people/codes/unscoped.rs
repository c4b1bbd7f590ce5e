//! Queries of mailed codes without an actor: for the worker, the command line, sign-in, and actions
//! that have checked who asks.

use diesel::prelude::*;

use crate::domain::calendar::Moment;
use crate::store::db::schema::person_codes;
use crate::store::{StoreError, Tx};

/// Deletes expired codes.
pub fn forget(db: &mut Tx<'_>, now: Moment) -> Result<usize, StoreError> {
    Ok(diesel::delete(person_codes::table.filter(person_codes::until_at.le(now.naive_utc()))).execute(&mut *db.conn)?)
}
