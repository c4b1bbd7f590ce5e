//! Idempotency keys. See `actions/once.rs`.

use diesel::prelude::*;

use super::dialect;
use super::schema::once;
use crate::domain::calendar::Moment;
use crate::store::{Db, StoreError, Tx};

/// Takes the key; `false` if it is taken.
///
/// # Errors
/// [`StoreError::Waited`] if the request that has it does not end in time.
pub fn claim(db: &mut Tx<'_>, scope: &str, key: &str, body_hash: &str, now: Moment) -> Result<bool, StoreError> {
    dialect::claim_once(db, scope, key, body_hash, now.naive_utc())
        .map(|rows| rows == 1)
        .map_err(|error| if error.to_string().contains("lock timeout") { StoreError::Waited } else { error.into() })
}

/// The stored body hash and answer of a key.
pub fn answer(db: &mut Db, scope: &str, key: &str) -> Result<(String, String), StoreError> {
    Ok(once::table.find((scope, key)).select((once::body_hash, once::answer)).first(&mut *db.conn)?)
}

/// Stores the answer under the key.
pub fn keep(db: &mut Tx<'_>, scope: &str, key: &str, answer: &str) -> Result<(), StoreError> {
    diesel::update(once::table.find((scope, key))).set(once::answer.eq(answer)).execute(&mut *db.conn)?;
    Ok(())
}

/// Deletes keys older than a moment; the contract promises a day.
pub fn forget(db: &mut Tx<'_>, before: Moment) -> Result<usize, StoreError> {
    Ok(diesel::delete(once::table.filter(once::created_at.lt(before.naive_utc()))).execute(&mut *db.conn)?)
}
