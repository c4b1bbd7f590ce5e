//! Queries of second factors without an actor: for the worker, the command line, sign-in, and actions
//! that have checked who asks.

use diesel::prelude::*;

use crate::domain::ids::PersonId;
use crate::store::db::schema::people;
use crate::store::{Db, StoreError, Tx};

/// The encrypted secrets of all second factors, with their people.
pub fn sealed(db: &mut Db) -> Result<Vec<(PersonId, String)>, StoreError> {
    let rows: Vec<(PersonId, Option<String>)> = people::table
        .filter(people::totp_secret.is_not_null())
        .select((people::id, people::totp_secret))
        .load(&mut *db.conn)?;
    Ok(rows.into_iter().filter_map(|(person, sealed)| Some((person, sealed?))).collect())
}

/// Replaces a secret by the same one encrypted with another key, unless it was changed meanwhile.
pub fn reseal(db: &mut Tx<'_>, person: PersonId, before: &str, sealed: &str) -> Result<(), StoreError> {
    let same = people::table.filter(people::id.eq(person).and(people::totp_secret.eq(before)));
    diesel::update(same).set(people::totp_secret.eq(sealed)).execute(&mut *db.conn)?;
    Ok(())
}
