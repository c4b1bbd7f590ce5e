//! Queries of sessions without an actor: for the worker, the command line, sign-in, and actions
//! that have checked who asks.

use diesel::prelude::*;

use crate::domain::actor::Role;
use crate::domain::calendar::{Moment, Zone};
use crate::domain::ids::{MembershipId, PersonId};
use crate::store::db::schema::{collection_partners, memberships, people, referral_partners, sessions};
use crate::store::people::sessions::{IDLE_HOURS, LIFE_DAYS, Live, Owner, Session};
use crate::store::{Database, StoreError, Tx};

/// Whose a session is, as the query reads it.
#[derive(Queryable)]
struct OwnerRow {
    number: i64,
    first_name: String,
    last_name: String,
    email: String,
    letter_keys: bool,
    role: String,
    organisation_kind: String,
    organisation_id: String,
    agency: Option<String>,
    agency_time_zone: Option<Zone>,
    referral_partner: Option<String>,
    memberships: Option<i64>,
    own_time_zone: Option<Zone>,
    has_second_factor: bool,
    terminated_at: Option<chrono::NaiveDateTime>,
}

/// Loads a live session and whose it is; touches `seen_at` at most once a minute.
pub fn live(database: &Database, key_hash: &str, now: Moment) -> Result<Option<Live>, StoreError> {
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
        let others = diesel::alias!(memberships as others);
        let row: Option<OwnerRow> = memberships::table
            .inner_join(people::table)
            .left_join(collection_partners::table.on(collection_partners::id.eq(memberships::organisation_id)))
            .left_join(referral_partners::table.on(referral_partners::id.eq(memberships::organisation_id)))
            .filter(memberships::id.eq(membership).and(memberships::removed_at.is_null()).and(people::id.eq(person)))
            // The people of a suspended agency or referral partner are signed out.
            .filter(collection_partners::suspended_at.is_null().and(referral_partners::suspended_at.is_null()))
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
                referral_partners::terminated_at.nullable(),
            ))
            .first(conn)
            .optional()?;
        who = row.map(|row| Owner {
            person,
            number: row.number,
            name: format!("{} {}", row.first_name, row.last_name),
            email: row.email,
            membership,
            // The people of a terminated referral partner may only read.
            role: row.terminated_at.map_or(row.role, |_| Role::Viewer.name().to_owned()),
            letter_keys: row.letter_keys,
            has_choice: row.memberships.unwrap_or(1) > 1,
            kind: row.organisation_kind,
            organisation_id: row.organisation_id,
            organisation: row.agency.or(row.referral_partner),
            time_zone: row.agency_time_zone,
            own_time_zone: row.own_time_zone,
            has_second_factor: row.has_second_factor,
        });
    }
    drop(db);
    if at - seen > chrono::Duration::minutes(1) {
        self::seen(database, key_hash, now)?;
    }
    Ok(Some(Live { state, who }))
}

/// Inserts or updates a session.
pub fn put(database: &Database, session: &Session, fresh: bool, now: Moment) -> Result<(), StoreError> {
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

/// Stores that a session is in use.
pub fn seen(database: &Database, key_hash: &str, now: Moment) -> Result<(), StoreError> {
    database.write()?.write(|db| {
        let session = sessions::table.find(key_hash);
        diesel::update(session).set(sessions::seen_at.eq(now.naive_utc())).execute(&mut *db.conn)?;
        Ok(())
    })
}

/// Ends a session.
pub fn end(database: &Database, key_hash: &str) -> Result<(), StoreError> {
    database.write()?.write(|db| {
        diesel::delete(sessions::table.find(key_hash)).execute(&mut *db.conn)?;
        Ok(())
    })
}

/// Deletes sessions that have ended.
pub fn sweep(db: &mut Tx<'_>, now: Moment) -> Result<usize, StoreError> {
    let idle = (now - chrono::Duration::hours(IDLE_HOURS)).naive_utc();
    let old = (now - chrono::Duration::days(LIFE_DAYS)).naive_utc();
    Ok(diesel::delete(sessions::table.filter(sessions::seen_at.lt(idle).or(sessions::created_at.lt(old))))
        .execute(&mut *db.conn)?)
}
