//! Codes mailed to a person, to sign in on a new device or to prove a new address.

pub mod unscoped;

use diesel::prelude::*;

use crate::domain::calendar::Moment;
use crate::domain::ids::PersonId;
use crate::store::db::schema::person_codes;
use crate::store::{Db, StoreError, Tx};

/// The last code mailed for a purpose. Times are UTC.
#[derive(Clone, Debug, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = person_codes)]
#[expect(missing_docs, reason = "the columns speak for themselves; what needs a word has one in the migration")]
pub struct PersonCode {
    pub person_id: PersonId,
    pub purpose: String,
    pub address: String,
    pub code_hash: String,
    pub sent_at: chrono::NaiveDateTime,
    pub until_at: chrono::NaiveDateTime,
    pub tries: i64,
}

/// A person's unused code for a purpose.
pub fn of_person(db: &mut Db, person: PersonId, purpose: &str) -> Result<Option<PersonCode>, StoreError> {
    let found = person_codes::table.find((person, purpose)).select(PersonCode::as_select());
    Ok(found.first(&mut *db.conn).optional()?)
}

/// Stores a code, replacing the previous one.
pub fn put(db: &mut Tx<'_>, code: &PersonCode) -> Result<(), StoreError> {
    diesel::delete(person_codes::table.find((code.person_id, &code.purpose))).execute(&mut *db.conn)?;
    diesel::insert_into(person_codes::table).values(code).execute(&mut *db.conn)?;
    Ok(())
}

/// Counts an attempt with a code; `None` if it has expired, was used, or was tried too often. The row stays locked
/// until the transaction ends, so that two attempts at the same time count as two.
pub fn try_once(
    db: &mut Tx<'_>,
    person: PersonId,
    purpose: &str,
    most: i64,
    now: Moment,
) -> Result<Option<PersonCode>, StoreError> {
    let open = person_codes::tries.lt(most).and(person_codes::until_at.gt(now.naive_utc()));
    let counted = diesel::update(person_codes::table.find((person, purpose)).filter(open))
        .set(person_codes::tries.eq(person_codes::tries + 1))
        .execute(&mut *db.conn)?;
    if counted == 0 { Ok(None) } else { of_person(db, person, purpose) }
}

/// Deletes a code after its use.
pub fn remove(db: &mut Tx<'_>, person: PersonId, purpose: &str) -> Result<(), StoreError> {
    diesel::delete(person_codes::table.find((person, purpose))).execute(&mut *db.conn)?;
    Ok(())
}
