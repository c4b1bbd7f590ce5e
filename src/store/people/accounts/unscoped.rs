//! Queries of accounts without an actor: for the worker, the command line, sign-in, and actions
//! that have checked who asks.

use diesel::prelude::*;

use crate::domain::calendar::Moment;
use crate::domain::ids::PersonId;
use crate::store::db::schema::people;
use crate::store::db::series::{self, Series};
use crate::store::people::accounts::{Credentials, NewPerson};
use crate::store::{Db, StoreError, Tx, fresh_id};

/// The person with this e-mail address. Addresses are stored in lower case.
pub fn credentials(db: &mut Db, email: &str) -> Result<Option<Credentials>, StoreError> {
    type Row = (PersonId, String, String, String, Option<String>, bool);
    let row: Option<Row> = people::table
        .filter(people::email.eq(email.trim().to_lowercase()))
        .select((
            people::id,
            people::first_name,
            people::last_name,
            people::email,
            people::password_hash,
            people::totp_secret.is_not_null(),
        ))
        .first(&mut *db.conn)
        .optional()?;
    Ok(row.map(|(person, first, last, email, password_hash, has_second_factor)| Credentials {
        person,
        name: format!("{first} {last}"),
        email,
        password_hash,
        has_second_factor,
    }))
}

/// Counts a failed sign-in on an unknown device and returns the number of failures in a row; `None` if the account is
/// closed to unknown devices. The row stays locked until the transaction ends, so that two failures at the
/// same time count as two.
pub fn count_failure(db: &mut Tx<'_>, person: PersonId, now: Moment) -> Result<Option<i64>, StoreError> {
    let unlocked = people::locked_until.is_null().or(people::locked_until.le(now.naive_utc()));
    Ok(diesel::update(people::table.filter(people::id.eq(person).and(unlocked)))
        .set(people::failures.eq(people::failures + 1))
        .returning(people::failures)
        .get_result(&mut *db.conn)
        .optional()?)
}

/// Closes an account to unknown devices until a moment and resets the count of failures.
pub fn close(db: &mut Tx<'_>, person: PersonId, until: Moment) -> Result<(), StoreError> {
    diesel::update(people::table.find(person))
        .set((people::failures.eq(0), people::locked_until.eq(until.naive_utc())))
        .execute(&mut *db.conn)?;
    Ok(())
}

/// Completes a sign-in, unless the password has changed since it was checked. On an unknown device it only succeeds
/// while the account is open to such devices, and resets the count of failures. `false` if it fails.
pub fn let_in(db: &mut Tx<'_>, person: PersonId, hash: &str, is_known: bool, now: Moment) -> Result<bool, StoreError> {
    let same = people::table.filter(people::id.eq(person).and(people::password_hash.eq(hash)));
    let changed = if is_known {
        diesel::update(same).set(people::failures.eq(people::failures)).execute(&mut *db.conn)?
    } else {
        let open = people::locked_until.is_null().or(people::locked_until.le(now.naive_utc()));
        diesel::update(same.filter(open))
            .set((people::failures.eq(0), people::locked_until.eq(None::<chrono::NaiveDateTime>)))
            .execute(&mut *db.conn)?
    };
    Ok(changed == 1)
}

/// Sets a password (its hash) and opens the account to unknown devices.
pub fn set_password(db: &mut Tx<'_>, person: PersonId, hash: &str, now: Moment) -> Result<(), StoreError> {
    diesel::update(people::table.find(person))
        .set((
            people::password_hash.eq(hash),
            people::failures.eq(0),
            people::locked_until.eq(None::<chrono::NaiveDateTime>),
            people::updated_at.eq(now.naive_utc()),
        ))
        .execute(&mut *db.conn)?;
    Ok(())
}

/// Switches a person's single-letter shortcuts on or off.
pub fn set_letter_keys(db: &mut Tx<'_>, person: PersonId, on: bool, now: Moment) -> Result<(), StoreError> {
    diesel::update(people::table.find(person))
        .set((people::letter_keys.eq(on), people::updated_at.eq(now.naive_utc())))
        .execute(&mut *db.conn)?;
    Ok(())
}

/// Finds the person with this address, or creates them. The number is drawn first, which locks the series: so two
/// transactions never create the same person twice.
pub fn find_or_insert(db: &mut Tx<'_>, person: &NewPerson<'_>, now: Moment) -> Result<PersonId, StoreError> {
    if let Some(known) = credentials(db, person.email)? {
        return Ok(known.person);
    }
    let number = series::next(db, Series::People)?;
    if let Some(known) = credentials(db, person.email)? {
        return Ok(known.person);
    }
    let id = PersonId::from_uuid(fresh_id());
    diesel::insert_into(people::table)
        .values((
            people::id.eq(id),
            people::number.eq(number),
            people::email.eq(person.email.trim().to_lowercase()),
            people::first_name.eq(person.first_name),
            people::last_name.eq(person.last_name),
            people::password_hash.eq(person.password_hash),
            people::created_at.eq(now.naive_utc()),
            people::updated_at.eq(now.naive_utc()),
        ))
        .execute(&mut *db.conn)?;
    Ok(id)
}

/// Whether there are no people, which means that the database is unused.
pub fn is_empty(db: &mut Db) -> Result<bool, StoreError> {
    let anybody: Option<PersonId> = people::table.select(people::id).first(&mut *db.conn).optional()?;
    Ok(anybody.is_none())
}
