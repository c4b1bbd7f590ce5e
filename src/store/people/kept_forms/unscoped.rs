//! Queries of kept forms without an actor: for the worker, the command line, sign-in, and actions
//! that have checked who asks.

use diesel::prelude::*;

use crate::domain::calendar::Moment;
use crate::store::db::schema::kept_forms;
use crate::store::people::kept_forms::KeptForm;
use crate::store::{Db, StoreError, Tx};

/// The kept form of a token that has not expired.
pub fn form(db: &mut Db, token_hash: &str, now: Moment) -> Result<Option<KeptForm>, StoreError> {
    Ok(kept_forms::table
        .find(token_hash)
        .filter(kept_forms::until_at.gt(now.naive_utc()))
        .select(KeptForm::as_select())
        .first(&mut *db.conn)
        .optional()?)
}

/// Deletes expired forms.
pub fn forget(db: &mut Tx<'_>, now: Moment) -> Result<usize, StoreError> {
    Ok(diesel::delete(kept_forms::table.filter(kept_forms::until_at.le(now.naive_utc()))).execute(&mut *db.conn)?)
}
