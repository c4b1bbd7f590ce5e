//! Queries of links to a new password without an actor: for the worker, the command line, sign-in, and actions
//! that have checked who asks.

use diesel::prelude::*;

use crate::domain::calendar::Moment;
use crate::domain::ids::PersonId;
use crate::store::db::schema::{password_resets, people};
use crate::store::people::resets::Bearer;
use crate::store::{Db, StoreError, Tx};

/// Stores a link by the hash of its token.
pub fn insert(
    db: &mut Tx<'_>,
    person: PersonId,
    token_hash: &str,
    until: Moment,
    now: Moment,
) -> Result<(), StoreError> {
    diesel::insert_into(password_resets::table)
        .values((
            password_resets::token_hash.eq(token_hash),
            password_resets::person_id.eq(person),
            password_resets::created_at.eq(now.naive_utc()),
            password_resets::expires_at.eq(until.naive_utc()),
        ))
        .execute(&mut *db.conn)?;
    Ok(())
}

/// The person whose link this is.
///
/// # Errors
/// [`StoreError::NotFound`] if there is no such link, or it was used or has expired.
pub fn bearer(db: &mut Db, token_hash: &str, now: Moment) -> Result<Bearer, StoreError> {
    let (person, first_name, last_name, email) = password_resets::table
        .inner_join(people::table)
        .filter(password_resets::token_hash.eq(token_hash).and(password_resets::used_at.is_null()))
        .filter(password_resets::expires_at.gt(now.naive_utc()))
        .select((people::id, people::first_name, people::last_name, people::email))
        .first(&mut *db.conn)?;
    Ok(Bearer { person, first_name, last_name, email })
}

/// Marks a link as used; `false` if somebody was faster.
pub fn use_up(db: &mut Tx<'_>, token_hash: &str, now: Moment) -> Result<bool, StoreError> {
    let changed = diesel::update(
        password_resets::table
            .filter(password_resets::token_hash.eq(token_hash).and(password_resets::used_at.is_null())),
    )
    .set(password_resets::used_at.eq(now.naive_utc()))
    .execute(&mut *db.conn)?;
    Ok(changed == 1)
}

/// Marks all links of a person as used, because the password has changed.
pub fn use_up_all(db: &mut Tx<'_>, person: PersonId, now: Moment) -> Result<(), StoreError> {
    diesel::update(
        password_resets::table.filter(password_resets::person_id.eq(person).and(password_resets::used_at.is_null())),
    )
    .set(password_resets::used_at.eq(now.naive_utc()))
    .execute(&mut *db.conn)?;
    Ok(())
}

/// Deletes links that expired before a moment.
pub fn sweep(db: &mut Tx<'_>, before: Moment) -> Result<usize, StoreError> {
    Ok(diesel::delete(password_resets::table.filter(password_resets::expires_at.lt(before.naive_utc())))
        .execute(&mut *db.conn)?)
}
