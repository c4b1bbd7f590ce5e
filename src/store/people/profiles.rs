//! Profiles of people: name, e-mail address, language, time zone.

use diesel::prelude::*;

use crate::domain::calendar::Moment;
use crate::domain::ids::PersonId;
use crate::store::db::schema::people;
use crate::store::{Db, StoreError, Tx};

/// A person's profile.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = people)]
#[expect(missing_docs, reason = "the columns speak for themselves")]
pub struct Profile {
    pub first_name: String,
    pub last_name: String,
    pub email: String,
    pub language: String,
    pub time_zone: Option<String>,
}

/// A person's profile.
///
/// # Errors
/// [`StoreError::NotFound`] if the person does not exist.
pub fn of_person(db: &mut Db, person: PersonId) -> Result<Profile, StoreError> {
    Ok(people::table.find(person).select(Profile::as_select()).first(&mut *db.conn)?)
}

/// Changes everything except the e-mail address.
pub fn set(db: &mut Tx<'_>, person: PersonId, profile: &Profile, now: Moment) -> Result<(), StoreError> {
    diesel::update(people::table.find(person))
        .set((
            people::first_name.eq(&profile.first_name),
            people::last_name.eq(&profile.last_name),
            people::language.eq(&profile.language),
            people::time_zone.eq(&profile.time_zone),
            people::updated_at.eq(now.naive_utc()),
        ))
        .execute(&mut *db.conn)?;
    Ok(())
}

/// Changes the e-mail address with which a person signs in.
///
/// # Errors
/// If the database fails, or another person has the address.
pub fn set_email(db: &mut Tx<'_>, person: PersonId, email: &str, now: Moment) -> Result<(), StoreError> {
    diesel::update(people::table.find(person))
        .set((people::email.eq(email), people::updated_at.eq(now.naive_utc())))
        .execute(&mut *db.conn)?;
    Ok(())
}
