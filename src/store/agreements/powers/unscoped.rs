//! Queries of carve-outs without an actor: for the worker, the command line, sign-in, and actions
//! that have checked who asks.

use diesel::prelude::*;

use crate::domain::ids::CarveOutId;
use crate::store::agreements::powers::CarveOut;
use crate::store::db::schema::carve_outs;
use crate::store::{Db, StoreError};

/// A carve-out by its id.
///
/// # Errors
/// [`StoreError::NotFound`] if there is none.
pub fn carve_out(db: &mut Db, id: CarveOutId) -> Result<CarveOut, StoreError> {
    Ok(carve_outs::table.find(id).select(CarveOut::as_select()).first(&mut *db.conn)?)
}
