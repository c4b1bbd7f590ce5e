//! API keys, stored as hashes. A client may have several, each with a name. Any other owner has at most one current key,
//! and one replaced key that still works for a while.

pub mod unscoped;

use diesel::prelude::*;

use crate::domain::actor::{Agency, Customer, Referrer};
use crate::domain::calendar::{Moment, Zone};
use crate::domain::ids::{CollectionPartnerId, CreditorId, KeyId};
use crate::store::db::schema::{api_keys, collection_partners, creditors};
use crate::store::{Db, StoreError, Tx, fresh_id};

/// Whether a key works at a moment: it has no end, or the end is later.
#[diesel::dsl::auto_type(no_type_alias)]
fn works_at(at: chrono::NaiveDateTime) -> _ {
    api_keys::revoked_at.is_null().or(api_keys::revoked_at.gt(at))
}

/// The holder of a key.
#[derive(Clone, Debug)]
pub enum Holder {
    /// An agency.
    Agency(Agency),
    /// An active referral partner.
    Referrer(Referrer),
    /// The operator.
    Operator,
    /// A client.
    Client(Customer),
}

/// A working key, found by its hash.
#[derive(Clone, Debug)]
pub struct Held {
    /// The key's id.
    pub id: KeyId,
    /// Its holder.
    pub holder: Holder,
}

fn agency(db: &mut Db, owner: &str) -> Result<Option<Agency>, StoreError> {
    let row: Option<(CollectionPartnerId, String, Zone)> = collection_partners::table
        .filter(collection_partners::id.eq(owner).and(collection_partners::suspended_at.is_null()))
        .select((collection_partners::id, collection_partners::name, collection_partners::time_zone))
        .first(&mut *db.conn)
        .optional()?;
    Ok(row.map(|(id, name, zone)| Agency { id, name, time_zone: zone.0 }))
}

fn customer(db: &mut Db, owner: &str) -> Result<Option<Customer>, StoreError> {
    let row: Option<(CreditorId, String)> = creditors::table
        .filter(creditors::id.eq(owner).and(creditors::suspended_at.is_null()).and(creditors::retired_at.is_null()))
        .select((creditors::id, creditors::name))
        .first(&mut *db.conn)
        .optional()?;
    Ok(row.map(|(id, name)| Customer { id, name, through: None }))
}

/// A key as its owner sees it, without the key itself.
#[derive(Clone, Debug)]
pub struct Key {
    /// The key's id.
    pub id: KeyId,
    /// What a client calls it.
    pub name: Option<String>,
    /// The first characters, to tell keys apart.
    pub hint: String,
    /// Who issued it.
    pub created_by: String,
    /// When it was issued.
    pub created_at: Moment,
    /// When it was last used.
    pub last_used_at: Option<Moment>,
    /// When it stops working, if it was replaced.
    pub ends_at: Option<Moment>,
}

impl Key {
    fn of((id, name, hint, created_by, (created, used, ends)): Row) -> Self {
        Self {
            id,
            name,
            hint,
            created_by,
            created_at: created.and_utc(),
            last_used_at: used.map(|used| used.and_utc()),
            ends_at: ends.map(|ends| ends.and_utc()),
        }
    }
}

type Moments = (chrono::NaiveDateTime, Option<chrono::NaiveDateTime>, Option<chrono::NaiveDateTime>);
type Row = (KeyId, Option<String>, String, String, Moments);

/// The columns of a [`Row`].
#[diesel::dsl::auto_type(no_type_alias)]
fn columns() -> _ {
    let moments: (api_keys::created_at, api_keys::last_used_at, api_keys::revoked_at) =
        (api_keys::created_at, api_keys::last_used_at, api_keys::revoked_at);
    (api_keys::id, api_keys::name, api_keys::hint, api_keys::created_by, moments)
}

/// The current key of an owner.
pub fn live(db: &mut Db, owner: &str) -> Result<Option<Key>, StoreError> {
    let row: Option<Row> = api_keys::table
        .filter(api_keys::owner_id.eq(owner).and(api_keys::revoked_at.is_null()))
        .select(columns())
        .first(&mut *db.conn)
        .optional()?;
    Ok(row.map(Key::of))
}

/// The replaced key of an owner that still works.
pub fn ending(db: &mut Db, owner: &str, now: Moment) -> Result<Option<Key>, StoreError> {
    let row: Option<Row> = api_keys::table
        .filter(api_keys::owner_id.eq(owner).and(api_keys::revoked_at.gt(now.naive_utc())))
        .select(columns())
        .first(&mut *db.conn)
        .optional()?;
    Ok(row.map(Key::of))
}

/// The working keys of an owner, oldest first.
pub fn all(db: &mut Db, owner: &str, now: Moment) -> Result<Vec<Key>, StoreError> {
    let rows: Vec<Row> = api_keys::table
        .filter(api_keys::owner_id.eq(owner).and(works_at(now.naive_utc())))
        .order((api_keys::created_at.asc(), api_keys::id.asc()))
        .select(columns())
        .load(&mut *db.conn)?;
    Ok(rows.into_iter().map(Key::of).collect())
}

/// A key that is issued: what is stored of it.
#[derive(Clone, Copy, Debug)]
pub struct NewKey<'a> {
    /// What a client calls it.
    pub name: Option<&'a str>,
    /// The first characters, to tell keys apart.
    pub hint: &'a str,
    /// Its hash.
    pub hash: &'a str,
    /// Who issued it.
    pub by: &'a str,
}

/// Replaces an owner's live key, which works until `old_ends`. One that was replaced before stops now.
pub fn replace(
    db: &mut Tx<'_>,
    owner_kind: &str,
    owner: &str,
    new: NewKey<'_>,
    old_ends: Moment,
    now: Moment,
) -> Result<(), StoreError> {
    let at = now.naive_utc();
    diesel::update(api_keys::table.filter(api_keys::owner_id.eq(owner).and(api_keys::revoked_at.gt(at))))
        .set(api_keys::revoked_at.eq(at))
        .execute(&mut *db.conn)?;
    diesel::update(api_keys::table.filter(api_keys::owner_id.eq(owner).and(api_keys::revoked_at.is_null())))
        .set(api_keys::revoked_at.eq(old_ends.naive_utc()))
        .execute(&mut *db.conn)?;
    insert(db, owner_kind, owner, new, now)?;
    Ok(())
}

/// Stores a key beside those that the owner has.
pub fn insert(
    db: &mut Tx<'_>,
    owner_kind: &str,
    owner: &str,
    new: NewKey<'_>,
    now: Moment,
) -> Result<KeyId, StoreError> {
    let id = KeyId::from_uuid(fresh_id());
    diesel::insert_into(api_keys::table)
        .values((
            api_keys::id.eq(id),
            api_keys::name.eq(new.name),
            api_keys::owner_kind.eq(owner_kind),
            api_keys::owner_id.eq(owner),
            api_keys::hint.eq(new.hint),
            api_keys::key_hash.eq(new.hash),
            api_keys::created_by.eq(new.by),
            api_keys::created_at.eq(now.naive_utc()),
        ))
        .execute(&mut *db.conn)?;
    Ok(id)
}

/// Revokes one key of an owner; `false` if it does not work any more.
pub fn revoke_one(db: &mut Tx<'_>, owner: &str, key: KeyId, now: Moment) -> Result<bool, StoreError> {
    let at = now.naive_utc();
    let changed = diesel::update(api_keys::table.find(key).filter(api_keys::owner_id.eq(owner).and(works_at(at))))
        .set(api_keys::revoked_at.eq(at))
        .execute(&mut *db.conn)?;
    Ok(changed > 0)
}

/// Revokes an owner's current and replaced keys; `false` if there were none.
pub fn revoke(db: &mut Tx<'_>, owner: &str, now: Moment) -> Result<bool, StoreError> {
    let at = now.naive_utc();
    let changed = diesel::update(api_keys::table.filter(api_keys::owner_id.eq(owner).and(works_at(at))))
        .set(api_keys::revoked_at.eq(at))
        .execute(&mut *db.conn)?;
    Ok(changed > 0)
}
