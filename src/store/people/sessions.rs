//! Sessions: who is signed in, from where, since when.

use diesel::prelude::*;

use crate::domain::calendar::{Moment, Zone};
use crate::domain::ids::{MembershipId, PersonId};
use crate::store::db::schema::{collection_partners, memberships, people, referral_partners, sessions};
use crate::store::{Database, Db, StoreError, Tx};

/// A session ends after this many hours without a click (decisions, People).
pub const IDLE_HOURS: i64 = 12;
/// And after this many days in any case.
pub const LIFE_DAYS: i64 = 30;

/// What a session row holds.
#[derive(Clone, Debug)]
pub struct Session {
    /// SHA-256 of the token in the cookie.
    pub key_hash: String,
    /// Who is signed in.
    pub person: Option<PersonId>,
    /// In which organisation.
    pub membership: Option<MembershipId>,
    /// The browser's name for itself.
    pub agent: String,
    /// The address it was opened from.
    pub address: String,
    /// The session's own small state, as JSON.
    pub state: String,
}

/// Who a live session belongs to.
#[derive(Clone, Debug)]
pub struct Owner {
    /// The person.
    pub person: PersonId,
    /// Their number on the wire.
    pub number: i64,
    /// First and last name.
    pub name: String,
    /// Their address.
    pub email: String,
    /// By which membership they are here.
    pub membership: MembershipId,
    /// The role it gives.
    pub role: String,
    /// Whether single letters work as keys.
    pub letter_keys: bool,
    /// Whether they belong to several organisations.
    pub has_choice: bool,
    /// The kind of the organisation.
    pub kind: String,
    /// The organisation.
    pub organisation_id: String,
    /// Its name; `None` for the operator.
    pub organisation: Option<String>,
    /// Its time zone.
    pub time_zone: Option<Zone>,
    /// The person's own time zone.
    pub own_time_zone: Option<Zone>,
    /// Whether they have a second factor.
    pub has_second_factor: bool,
}

/// A live session.
#[derive(Clone, Debug)]
pub struct Live {
    /// The session's own small state, as JSON.
    pub state: String,
    /// Who it belongs to, unless the person or the membership is gone.
    pub who: Option<Owner>,
}

/// Loads a live session and whose it is; touches `seen_at` at most once a minute.
///
/// # Errors
/// When the database does not answer.
pub fn any_live(database: &Database, key_hash: &str, now: Moment) -> Result<Option<Live>, StoreError> {
    let mut db = database.read()?;
    let conn = &mut *db.conn;
    type Row = (String, Option<PersonId>, Option<MembershipId>, chrono::NaiveDateTime, chrono::NaiveDateTime);
    let row: Option<Row> = sessions::table
        .find(key_hash)
        .select((
            sessions::state,
            sessions::person_id,
            sessions::membership_id,
            sessions::created_at,
            sessions::seen_at,
        ))
        .first(conn)
        .optional()?;
    let Some((state, person, membership, created, seen)) = row else { return Ok(None) };
    let at = now.naive_utc();
    if at - seen > chrono::Duration::hours(IDLE_HOURS) || at - created > chrono::Duration::days(LIFE_DAYS) {
        return Ok(None);
    }
    let mut who = None;
    if let (Some(person), Some(membership)) = (person, membership) {
        type Row = (
            i64,
            String,
            String,
            String,
            bool,
            String,
            String,
            String,
            Option<String>,
            Option<Zone>,
            Option<String>,
            Option<i64>,
            Option<Zone>,
            bool,
        );
        let others = diesel::alias!(memberships as others);
        let row: Option<Row> = memberships::table
            .inner_join(people::table)
            .left_join(collection_partners::table.on(collection_partners::id.eq(memberships::organisation_id)))
            .left_join(referral_partners::table.on(referral_partners::id.eq(memberships::organisation_id)))
            .filter(memberships::id.eq(membership).and(memberships::removed_at.is_null()).and(people::id.eq(person)))
            .select((
                people::number,
                people::first_name,
                people::last_name,
                people::email,
                people::letter_keys,
                memberships::role,
                memberships::organisation_kind,
                memberships::organisation_id,
                collection_partners::name.nullable(),
                collection_partners::time_zone.nullable(),
                referral_partners::name.nullable(),
                others
                    .filter(others.field(memberships::person_id).eq(people::id))
                    .filter(others.field(memberships::removed_at).is_null())
                    .select(diesel::dsl::count_star())
                    .single_value(),
                people::time_zone,
                people::totp_secret.is_not_null(),
            ))
            .first(conn)
            .optional()?;
        who = row.map(|row| Owner {
            person,
            number: row.0,
            name: format!("{} {}", row.1, row.2),
            email: row.3,
            membership,
            role: row.5,
            letter_keys: row.4,
            has_choice: row.11.unwrap_or(1) > 1,
            kind: row.6,
            organisation_id: row.7,
            organisation: row.8.or(row.10),
            time_zone: row.9,
            own_time_zone: row.12,
            has_second_factor: row.13,
        });
    }
    drop(db);
    if at - seen > chrono::Duration::minutes(1) {
        any_seen(database, key_hash, now)?;
    }
    Ok(Some(Live { state, who }))
}

/// Stores a session, new or known.
///
/// # Errors
/// When the database does not answer.
pub fn any_put(database: &Database, session: &Session, fresh: bool, now: Moment) -> Result<(), StoreError> {
    let at = now.naive_utc();
    let changes = (
        sessions::person_id.eq(session.person),
        sessions::membership_id.eq(session.membership),
        sessions::state.eq(&session.state),
        sessions::agent.eq(&session.agent),
        sessions::address.eq(&session.address),
        sessions::seen_at.eq(at),
    );
    database.write()?.write(|db| {
        if fresh {
            diesel::insert_into(sessions::table)
                .values((sessions::key_hash.eq(&session.key_hash), sessions::created_at.eq(at), changes))
                .execute(&mut *db.conn)?;
        } else {
            diesel::update(sessions::table.find(&session.key_hash)).set(changes).execute(&mut *db.conn)?;
        }
        Ok(())
    })
}

/// Notes that a session is in use.
///
/// # Errors
/// When the database does not answer.
pub fn any_seen(database: &Database, key_hash: &str, now: Moment) -> Result<(), StoreError> {
    database.write()?.write(|db| {
        let session = sessions::table.find(key_hash);
        diesel::update(session).set(sessions::seen_at.eq(now.naive_utc())).execute(&mut *db.conn)?;
        Ok(())
    })
}

/// Ends a session.
///
/// # Errors
/// When the database does not answer.
pub fn any_end(database: &Database, key_hash: &str) -> Result<(), StoreError> {
    database.write()?.write(|db| {
        diesel::delete(sessions::table.find(key_hash)).execute(&mut *db.conn)?;
        Ok(())
    })
}

/// A session as its owner sees it in the list.
#[derive(Clone, Debug)]
pub struct Listed {
    /// SHA-256 of its token: its name in the list.
    pub key_hash: String,
    /// The browser's name for itself.
    pub agent: String,
    /// The address it was opened from.
    pub address: String,
    /// When it was opened.
    pub created_at: Moment,
    /// When it was last used.
    pub seen_at: Moment,
}

/// A person's sessions that have not run out, last used first.
///
/// # Errors
/// When the database does not answer.
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
///
/// # Errors
/// When the database does not answer.
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

/// Ends every session that was opened by a membership; answers how many.
///
/// # Errors
/// When the database does not answer.
pub fn end_of_membership(db: &mut Tx<'_>, membership: MembershipId) -> Result<usize, StoreError> {
    Ok(diesel::delete(sessions::table.filter(sessions::membership_id.eq(membership))).execute(&mut *db.conn)?)
}

/// Removes sessions that have run out.
///
/// # Errors
/// When the database does not answer.
pub fn any_sweep(db: &mut Tx<'_>, now: Moment) -> Result<usize, StoreError> {
    let idle = (now - chrono::Duration::hours(IDLE_HOURS)).naive_utc();
    let old = (now - chrono::Duration::days(LIFE_DAYS)).naive_utc();
    Ok(diesel::delete(sessions::table.filter(sessions::seen_at.lt(idle).or(sessions::created_at.lt(old))))
        .execute(&mut *db.conn)?)
}
