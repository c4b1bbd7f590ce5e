//! Second factors: the encrypted secret of a person's authenticator app, and their recovery codes.

pub mod unscoped;

use diesel::prelude::*;

use crate::domain::calendar::Moment;
use crate::domain::ids::PersonId;
use crate::store::db::schema::{people, recovery_codes};
use crate::store::{Db, StoreError, Tx};

/// A person's second factor.
#[derive(Clone, Debug)]
pub struct SecondFactor {
    /// The secret, encrypted.
    pub sealed: String,
    /// When it was set up (UTC).
    pub since: chrono::NaiveDateTime,
    /// Number of unused recovery codes.
    pub codes_left: i64,
}

/// A person's second factor, if they have one.
pub fn of_person(db: &mut Db, person: PersonId) -> Result<Option<SecondFactor>, StoreError> {
    let (sealed, since): (Option<String>, Option<chrono::NaiveDateTime>) =
        people::table.find(person).select((people::totp_secret, people::totp_since)).first(&mut *db.conn)?;
    let (Some(sealed), Some(since)) = (sealed, since) else { return Ok(None) };
    let codes_left = recovery_codes::table
        .filter(recovery_codes::person_id.eq(person).and(recovery_codes::used_at.is_null()))
        .count()
        .get_result(&mut *db.conn)?;
    Ok(Some(SecondFactor { sealed, since, codes_left }))
}

/// Sets up a person's second factor; `false` if they have one already. `step` is the time step of the code that proved
/// it.
pub fn set(db: &mut Tx<'_>, person: PersonId, sealed: &str, step: i64, now: Moment) -> Result<bool, StoreError> {
    let at = now.naive_utc();
    let changed = diesel::update(people::table.filter(people::id.eq(person).and(people::totp_secret.is_null())))
        .set((
            people::totp_secret.eq(sealed),
            people::totp_since.eq(at),
            people::totp_step.eq(step),
            people::updated_at.eq(at),
        ))
        .execute(&mut *db.conn)?;
    Ok(changed == 1)
}

/// Removes a person's second factor and recovery codes; `false` if there was none.
pub fn remove(db: &mut Tx<'_>, person: PersonId, now: Moment) -> Result<bool, StoreError> {
    let changed = diesel::update(people::table.filter(people::id.eq(person).and(people::totp_secret.is_not_null())))
        .set((
            people::totp_secret.eq(None::<String>),
            people::totp_since.eq(None::<chrono::NaiveDateTime>),
            people::updated_at.eq(now.naive_utc()),
        ))
        .execute(&mut *db.conn)?;
    diesel::delete(recovery_codes::table.filter(recovery_codes::person_id.eq(person))).execute(&mut *db.conn)?;
    Ok(changed == 1)
}

/// Marks a time step and all earlier ones as used; `false` if it was used already.
pub fn use_step(db: &mut Tx<'_>, person: PersonId, step: i64) -> Result<bool, StoreError> {
    let changed = diesel::update(people::table.filter(people::id.eq(person).and(people::totp_step.lt(step))))
        .set(people::totp_step.eq(step))
        .execute(&mut *db.conn)?;
    Ok(changed == 1)
}

/// Replaces a person's recovery codes (their hashes).
pub fn put_codes(db: &mut Tx<'_>, person: PersonId, hashes: &[String], now: Moment) -> Result<(), StoreError> {
    diesel::delete(recovery_codes::table.filter(recovery_codes::person_id.eq(person))).execute(&mut *db.conn)?;
    for hash in hashes {
        diesel::insert_into(recovery_codes::table)
            .values((
                recovery_codes::person_id.eq(person),
                recovery_codes::code_hash.eq(hash),
                recovery_codes::created_at.eq(now.naive_utc()),
            ))
            .execute(&mut *db.conn)?;
    }
    Ok(())
}

/// Marks a recovery code as used; `false` if it does not exist or was used.
pub fn use_code(db: &mut Tx<'_>, person: PersonId, hash: &str, now: Moment) -> Result<bool, StoreError> {
    let open = recovery_codes::table.find((person, hash)).filter(recovery_codes::used_at.is_null());
    let changed = diesel::update(open).set(recovery_codes::used_at.eq(now.naive_utc())).execute(&mut *db.conn)?;
    Ok(changed == 1)
}
