//! Sessions: who is signed in, from where and since when.

pub mod unscoped;

use diesel::prelude::*;

use crate::domain::calendar::{Moment, Zone};
use crate::domain::ids::{MembershipId, PersonId};
use crate::store::db::schema::sessions;
use crate::store::{Db, StoreError, Tx};

/// A session ends after this many hours without a request (decisions, People).
pub const IDLE_HOURS: i64 = 12;
/// A session ends after this many days in any case.
pub const LIFE_DAYS: i64 = 30;

/// A session as it is stored.
#[derive(Clone, Debug)]
pub struct Session {
    /// SHA-256 of the token in the cookie.
    pub key_hash: String,
    /// Who is signed in.
    pub person: Option<PersonId>,
    /// The membership, which gives the organisation.
    pub membership: Option<MembershipId>,
    /// The `User-Agent`.
    pub agent: String,
    /// The network address from which it was opened.
    pub address: String,
    /// The session's state as JSON.
    pub state: String,
}

/// The person of a session.
#[derive(Clone, Debug)]
pub struct Owner {
    /// The person.
    pub person: PersonId,
    /// Their number in JSON.
    pub number: i64,
    /// First and last name.
    pub name: String,
    /// Their e-mail address.
    pub email: String,
    /// The chosen membership.
    pub membership: MembershipId,
    /// The role in the organisation.
    pub role: String,
    /// Whether single letters work as keyboard shortcuts.
    pub letter_keys: bool,
    /// Whether they belong to several organisations.
    pub has_choice: bool,
    /// The kind of the organisation.
    pub kind: String,
    /// The organisation.
    pub organisation_id: String,
    /// Its name; `None` for the operator.
    pub organisation: Option<String>,
    /// The organisation's time zone.
    pub time_zone: Option<Zone>,
    /// The time zone that the person chose.
    pub own_time_zone: Option<Zone>,
    /// Whether they have a second factor.
    pub has_second_factor: bool,
}

/// A session that has not ended.
#[derive(Clone, Debug)]
pub struct Live {
    /// The session's state as JSON.
    pub state: String,
    /// Its person, unless the person or the membership no longer exists.
    pub who: Option<Owner>,
}

/// A session as its owner sees it in the list.
#[derive(Clone, Debug)]
pub struct Listed {
    /// SHA-256 of its token, which identifies it in the list.
    pub key_hash: String,
    /// The `User-Agent`.
    pub agent: String,
    /// The network address from which it was opened.
    pub address: String,
    /// When it was opened.
    pub created_at: Moment,
    /// When it was last used.
    pub seen_at: Moment,
}

/// A person's sessions that have not ended, last used first.
pub fn of_person(db: &mut Db, person: PersonId, now: Moment) -> Result<Vec<Listed>, StoreError> {
    let since = now - chrono::Duration::hours(IDLE_HOURS);
    let rows: Vec<(String, String, String, chrono::NaiveDateTime, chrono::NaiveDateTime)> = sessions::table
        .filter(sessions::person_id.eq(person).and(sessions::seen_at.gt(since.naive_utc())))
        .order(sessions::seen_at.desc())
        .select((sessions::key_hash, sessions::agent, sessions::address, sessions::created_at, sessions::seen_at))
        .load(&mut *db.conn)?;
    Ok(rows
        .into_iter()
        .map(|(key_hash, agent, address, created, seen)| Listed {
            key_hash,
            agent,
            address,
            created_at: created.and_utc(),
            seen_at: seen.and_utc(),
        })
        .collect())
}

/// Ends sessions of a person: one, or all but one.
pub fn end(db: &mut Tx<'_>, person: PersonId, only: Option<&str>, but: Option<&str>) -> Result<usize, StoreError> {
    let mut statement = diesel::delete(sessions::table.filter(sessions::person_id.eq(person))).into_boxed();
    if let Some(only) = only {
        statement = statement.filter(sessions::key_hash.eq(only.to_owned()));
    }
    if let Some(but) = but {
        statement = statement.filter(sessions::key_hash.ne(but.to_owned()));
    }
    Ok(statement.execute(&mut *db.conn)?)
}

/// Ends all sessions of a membership; returns their number.
pub fn end_of_membership(db: &mut Tx<'_>, membership: MembershipId) -> Result<usize, StoreError> {
    Ok(diesel::delete(sessions::table.filter(sessions::membership_id.eq(membership))).execute(&mut *db.conn)?)
}
