//! Browsers in which a person has signed in before, by the hash of the secret in their cookie.

pub mod unscoped;

use diesel::prelude::*;

use crate::domain::calendar::Moment;
use crate::domain::ids::PersonId;
use crate::store::db::dialect;
use crate::store::db::schema::devices;
use crate::store::{Db, StoreError, Tx};

/// Whether a person has signed in on this browser since a moment.
pub fn is_known(db: &mut Db, person: PersonId, token_hash: &str, since: Moment) -> Result<bool, StoreError> {
    let found: Option<String> = devices::table
        .find((person, token_hash))
        .filter(devices::seen_at.gt(since.naive_utc()))
        .select(devices::token_hash)
        .first(&mut *db.conn)
        .optional()?;
    Ok(found.is_some())
}

/// Stores that a person has signed in on a browser. Keeps only the newest `most` browsers of the person.
pub fn remember(db: &mut Tx<'_>, person: PersonId, token_hash: &str, most: i64, now: Moment) -> Result<(), StoreError> {
    dialect::put_device(db, person.as_str(), token_hash, now)?;
    let older: Vec<String> = devices::table
        .filter(devices::person_id.eq(person))
        .order((devices::seen_at.desc(), devices::token_hash.asc()))
        .offset(most)
        .limit(i64::from(i32::MAX))
        .select(devices::token_hash)
        .load(&mut *db.conn)?;
    if !older.is_empty() {
        let of_person = devices::table.filter(devices::person_id.eq(person));
        diesel::delete(of_person.filter(devices::token_hash.eq_any(older))).execute(&mut *db.conn)?;
    }
    Ok(())
}

/// Deletes a person's browsers, except `but`.
pub fn forget(db: &mut Tx<'_>, person: PersonId, but: Option<&str>) -> Result<(), StoreError> {
    let but = but.unwrap_or_default();
    diesel::delete(devices::table.filter(devices::person_id.eq(person).and(devices::token_hash.ne(but))))
        .execute(&mut *db.conn)?;
    Ok(())
}
