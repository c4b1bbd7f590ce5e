//! Facts about this instance, stored in the table of counters: the secrets under which its links were made, and whether
//! it holds a demo.

use diesel::prelude::*;

use super::dialect;
use super::schema::counters;
use crate::store::{Db, StoreError, Tx};

/// The row that holds the fingerprint of the secrets.
const SECRETS: &str = "instance secrets";
/// The row that marks the data as a demo's.
const DEMO: &str = "made by demo";

fn value(db: &mut Db, name: &str) -> Result<Option<i64>, StoreError> {
    Ok(counters::table.find(name).select(counters::value).first(&mut *db.conn).optional()?)
}

/// The fingerprint of the secrets under which onboarding links were made.
pub fn secrets(db: &mut Db) -> Result<Option<i64>, StoreError> {
    value(db, SECRETS)
}

/// Reads the fingerprint and locks it until the transaction ends; another node that starts meanwhile waits.
pub fn hold_secrets(db: &mut Tx<'_>) -> Result<i64, StoreError> {
    Ok(dialect::bump_counter(db, SECRETS, 0)?)
}

/// Stores the fingerprint of the secrets.
pub fn note_secrets(db: &mut Tx<'_>, fingerprint: i64) -> Result<(), StoreError> {
    diesel::update(counters::table.find(SECRETS)).set(counters::value.eq(fingerprint)).execute(&mut *db.conn)?;
    Ok(())
}

/// Marks the data as a demo's.
pub fn mark_demo(db: &mut Tx<'_>) -> Result<(), StoreError> {
    if !is_demo(db)? {
        dialect::bump_counter(db, DEMO, 1)?;
    }
    Ok(())
}

/// Whether the data are a demo's.
pub fn is_demo(db: &mut Db) -> Result<bool, StoreError> {
    Ok(value(db, DEMO)?.is_some_and(|value| value > 0))
}
