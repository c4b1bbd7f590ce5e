//! Queries of devices without an actor: for the worker, the command line, sign-in, and actions
//! that have checked who asks.

use diesel::prelude::*;

use crate::domain::calendar::Moment;
use crate::store::db::schema::devices;
use crate::store::{StoreError, Tx};

/// Deletes browsers that were not used since a moment.
pub fn sweep(db: &mut Tx<'_>, before: Moment) -> Result<usize, StoreError> {
    Ok(diesel::delete(devices::table.filter(devices::seen_at.lt(before.naive_utc()))).execute(&mut *db.conn)?)
}
