//! API keys, stored as their hashes: one live key an owner, and at most one that it replaced and that works a while yet.

pub mod unscoped;

use diesel::prelude::*;

use crate::domain::actor::{Agency, Referrer};
use crate::domain::calendar::{Moment, Zone};
use crate::domain::ids::{CollectionPartnerId, KeyId};
use crate::store::db::schema::{api_keys, collection_partners};
use crate::store::{Db, StoreError, Tx, fresh_id};

/// Whether a key works at a moment: it has no end, or one that is yet to come.
#[diesel::dsl::auto_type(no_type_alias)]
fn works_at(at: chrono::NaiveDateTime) -> _ {
    api_keys::revoked_at.is_null().or(api_keys::revoked_at.gt(at))
}

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

fn agency(db: &mut Db, owner: &str) -> Result<Option<Agency>, StoreError> {
    let row: Option<(CollectionPartnerId, String, Zone)> = collection_partners::table
        .filter(collection_partners::id.eq(owner))
        .select((collection_partners::id, collection_partners::name, collection_partners::time_zone))
        .first(&mut *db.conn)
        .optional()?;
    Ok(row.map(|(id, name, zone)| Agency { id, name, time_zone: zone.0 }))
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
    /// When it stops working, where it was replaced.
    pub ends_at: Option<Moment>,
}

impl Key {
    fn of((hint, created_by, created, used, ends): Row) -> Self {
        Self {
            hint,
            created_by,
            created_at: created.and_utc(),
            last_used_at: used.map(|used| used.and_utc()),
            ends_at: ends.map(|ends| ends.and_utc()),
        }
    }
}

type Row = (String, String, chrono::NaiveDateTime, Option<chrono::NaiveDateTime>, Option<chrono::NaiveDateTime>);
/// The columns of a [`Row`].
type Columns =
    (api_keys::hint, api_keys::created_by, api_keys::created_at, api_keys::last_used_at, api_keys::revoked_at);
const COLUMNS: Columns =
    (api_keys::hint, api_keys::created_by, api_keys::created_at, api_keys::last_used_at, api_keys::revoked_at);

/// The live key of an owner.
pub fn live(db: &mut Db, owner: &str) -> Result<Option<Key>, StoreError> {
    let row: Option<Row> = api_keys::table
        .filter(api_keys::owner_id.eq(owner).and(api_keys::revoked_at.is_null()))
        .select(COLUMNS)
        .first(&mut *db.conn)
        .optional()?;
    Ok(row.map(Key::of))
}

/// The key of an owner that was replaced and works a while yet.
pub fn ending(db: &mut Db, owner: &str, now: Moment) -> Result<Option<Key>, StoreError> {
    let row: Option<Row> = api_keys::table
        .filter(api_keys::owner_id.eq(owner).and(api_keys::revoked_at.gt(now.naive_utc())))
        .select(COLUMNS)
        .first(&mut *db.conn)
        .optional()?;
    Ok(row.map(Key::of))
}

/// Replaces an owner's live key, which works until `old_ends`. One that was replaced before stops now.
pub fn replace(
    db: &mut Tx<'_>,
    owner_kind: &str,
    owner: &str,
    (hint, key_hash): (&str, &str),
    by: &str,
    (now, old_ends): (Moment, Moment),
) -> Result<(), StoreError> {
    let at = now.naive_utc();
    diesel::update(api_keys::table.filter(api_keys::owner_id.eq(owner).and(api_keys::revoked_at.gt(at))))
        .set(api_keys::revoked_at.eq(at))
        .execute(&mut *db.conn)?;
    diesel::update(api_keys::table.filter(api_keys::owner_id.eq(owner).and(api_keys::revoked_at.is_null())))
        .set(api_keys::revoked_at.eq(old_ends.naive_utc()))
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

/// Revokes the live key of an owner and the one that it replaced; `false` when there was none.
pub fn revoke(db: &mut Tx<'_>, owner: &str, now: Moment) -> Result<bool, StoreError> {
    let at = now.naive_utc();
    let changed = diesel::update(api_keys::table.filter(api_keys::owner_id.eq(owner).and(works_at(at))))
        .set(api_keys::revoked_at.eq(at))
        .execute(&mut *db.conn)?;
    Ok(changed > 0)
}
