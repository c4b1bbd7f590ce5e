//! API keys: one live key a partner, stored as its hash.

use diesel::prelude::*;

use super::schema::{api_keys, collection_partners};
use super::{Database, Db, StoreError, fresh_id};
use crate::domain::actor::{Agency, Operator, OrganisationKind, Referrer};
use crate::domain::calendar::Moment;
use crate::domain::ids::{CollectionPartnerId, KeyId};

/// Whose key it is.
#[derive(Clone, Debug)]
pub enum Holder {
    /// An agency's.
    Agency(Agency),
    /// An active referral partner's.
    Referrer(Referrer),
    /// The operator's.
    Operator,
}

/// A live key, found by its hash.
#[derive(Clone, Debug)]
pub struct Held {
    /// The key.
    pub id: KeyId,
    /// Whose it is.
    pub holder: Holder,
}

/// The holder of the live key with this hash.
///
/// # Errors
/// When the database does not answer.
pub fn any_holder(db: &mut Db, key_hash: &str) -> Result<Option<Held>, StoreError> {
    let row: Option<(KeyId, String, String)> = api_keys::table
        .filter(api_keys::key_hash.eq(key_hash).and(api_keys::revoked_at.is_null()))
        .select((api_keys::id, api_keys::owner_kind, api_keys::owner_id))
        .first(&mut *db.conn)
        .optional()?;
    let Some((id, kind, owner)) = row else { return Ok(None) };
    let holder = match OrganisationKind::parse(&kind) {
        Some(OrganisationKind::CollectionPartner) => agency(db, &owner)?.map(Holder::Agency),
        Some(OrganisationKind::ReferralPartner) => super::referrals::by_owner(db, &owner)?.map(Holder::Referrer),
        Some(OrganisationKind::Operator) => (owner == Operator::ID).then_some(Holder::Operator),
        None => None,
    };
    Ok(holder.map(|holder| Held { id, holder }))
}

fn agency(db: &mut Db, owner: &str) -> Result<Option<Agency>, StoreError> {
    let row: Option<(CollectionPartnerId, String, String)> = collection_partners::table
        .filter(collection_partners::id.eq(owner))
        .select((collection_partners::id, collection_partners::name, collection_partners::time_zone))
        .first(&mut *db.conn)
        .optional()?;
    Ok(row.map(|(id, name, zone)| Agency { id, name, time_zone: zone.parse().unwrap_or(chrono_tz::UTC) }))
}

/// Notes that a key was used, at most once a minute: a write for every request would be one too many.
///
/// # Errors
/// When the database does not answer.
pub fn any_used(database: &Database, key_hash: &str, now: Moment) -> Result<(), StoreError> {
    let at = now.naive_utc();
    let used: Option<chrono::NaiveDateTime> = api_keys::table
        .filter(api_keys::key_hash.eq(key_hash))
        .select(api_keys::last_used_at)
        .first(&mut *database.read()?.conn)?;
    if used.is_none_or(|used| at - used > chrono::Duration::minutes(1)) {
        let mut db = database.write()?;
        diesel::update(api_keys::table.filter(api_keys::key_hash.eq(key_hash)))
            .set(api_keys::last_used_at.eq(at))
            .execute(&mut *db.conn)?;
    }
    Ok(())
}

/// A key as its owners see it: never the key itself.
#[derive(Clone, Debug)]
pub struct Key {
    /// The first characters, to tell keys apart.
    pub hint: String,
    /// Who issued it.
    pub created_by: String,
    /// When.
    pub created_at: Moment,
    /// When it was last used.
    pub last_used_at: Option<Moment>,
}

/// The live key of an owner.
///
/// # Errors
/// When the database does not answer.
pub fn live(db: &mut Db, owner: &str) -> Result<Option<Key>, StoreError> {
    let row: Option<(String, String, chrono::NaiveDateTime, Option<chrono::NaiveDateTime>)> = api_keys::table
        .filter(api_keys::owner_id.eq(owner).and(api_keys::revoked_at.is_null()))
        .select((api_keys::hint, api_keys::created_by, api_keys::created_at, api_keys::last_used_at))
        .first(&mut *db.conn)
        .optional()?;
    Ok(row.map(|(hint, created_by, created, used)| Key {
        hint,
        created_by,
        created_at: created.and_utc(),
        last_used_at: used.map(|used| used.and_utc()),
    }))
}

/// Replaces an owner's key; the old one is refused from now on.
///
/// # Errors
/// When the database does not answer.
pub fn replace(
    db: &mut Db,
    owner_kind: &str,
    owner: &str,
    (hint, key_hash): (&str, &str),
    by: &str,
    now: Moment,
) -> Result<(), StoreError> {
    let at = now.naive_utc();
    diesel::update(api_keys::table.filter(api_keys::owner_id.eq(owner).and(api_keys::revoked_at.is_null())))
        .set(api_keys::revoked_at.eq(at))
        .execute(&mut *db.conn)?;
    diesel::insert_into(api_keys::table)
        .values((
            api_keys::id.eq(KeyId::from_uuid(fresh_id())),
            api_keys::owner_kind.eq(owner_kind),
            api_keys::owner_id.eq(owner),
            api_keys::hint.eq(hint),
            api_keys::key_hash.eq(key_hash),
            api_keys::created_by.eq(by),
            api_keys::created_at.eq(at),
        ))
        .execute(&mut *db.conn)?;
    Ok(())
}

/// Revokes the live key of an owner; `false` when there was none.
///
/// # Errors
/// When the database does not answer.
pub fn revoke(db: &mut Db, owner: &str, now: Moment) -> Result<bool, StoreError> {
    let changed =
        diesel::update(api_keys::table.filter(api_keys::owner_id.eq(owner).and(api_keys::revoked_at.is_null())))
            .set(api_keys::revoked_at.eq(now.naive_utc()))
            .execute(&mut *db.conn)?;
    Ok(changed > 0)
}
