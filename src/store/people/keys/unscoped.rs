//! Queries of API keys without an actor: for the worker, the command line, sign-in, and actions
//! that have checked who asks.

use diesel::prelude::*;

use crate::domain::actor::{Customer, Operator, OrganisationKind, Through};
use crate::domain::calendar::Moment;
use crate::domain::ids::{CreditorId, KeyId, ReferralLinkId, ReferralPartnerId};
use crate::store::db::schema::{api_keys, creditors, referral_links, referral_partners};
use crate::store::people::keys::{Held, Holder, agency, customer, works_at};
use crate::store::{Database, Db, StoreError};

/// The holder of the key with this hash, if it works.
pub fn holder(db: &mut Db, key_hash: &str, now: Moment) -> Result<Option<Held>, StoreError> {
    let row: Option<(KeyId, String, String)> = api_keys::table
        .filter(api_keys::key_hash.eq(key_hash).and(works_at(now.naive_utc())))
        .select((api_keys::id, api_keys::owner_kind, api_keys::owner_id))
        .first(&mut *db.conn)
        .optional()?;
    let Some((id, kind, owner)) = row else { return Ok(None) };
    let holder = match OrganisationKind::parse(&kind) {
        Some(OrganisationKind::CollectionPartner) => agency(db, &owner)?.map(Holder::Agency),
        Some(OrganisationKind::ReferralPartner) => {
            crate::store::clients::referrals::by_owner(db, &owner)?.map(Holder::Referrer)
        }
        Some(OrganisationKind::Operator) => (owner == Operator::ID).then_some(Holder::Operator),
        Some(OrganisationKind::Client) => customer(db, &owner)?.map(Holder::Client),
        None => None,
    };
    Ok(holder.map(|holder| Held { id, holder }))
}

/// The client for which a referral partner acts: the link is in force, and the key by which the partner got its token
/// still works. `None` if client or partner is suspended, too.
pub fn bearer(db: &mut Db, link: ReferralLinkId, key: KeyId, now: Moment) -> Result<Option<Held>, StoreError> {
    let row: Option<(CreditorId, String, ReferralPartnerId, String, bool)> = referral_links::table
        .inner_join(creditors::table)
        .inner_join(referral_partners::table)
        .inner_join(api_keys::table.on(api_keys::owner_id.eq(referral_links::referral_partner_id.concat(""))))
        .filter(referral_links::id.eq(link).and(referral_links::archived_at.is_null()))
        .filter(creditors::suspended_at.is_null().and(creditors::retired_at.is_null()))
        .filter(referral_partners::suspended_at.is_null().and(referral_partners::terminated_at.is_null()))
        .filter(api_keys::id.eq(key).and(works_at(now.naive_utc())))
        .select((
            creditors::id,
            creditors::name,
            referral_partners::id,
            referral_partners::name,
            referral_links::is_attributed,
        ))
        .first(&mut *db.conn)
        .optional()?;
    Ok(row.map(|(id, name, partner, partner_name, is_attributed)| {
        let through = Some(Through { id: partner, name: partner_name, is_attributed });
        Held { id: key, holder: Holder::Client(Customer { id, name, through }) }
    }))
}

/// Stores that a key was used, at most once a minute, to avoid a write for every request.
pub fn used(database: &Database, key_hash: &str, now: Moment) -> Result<(), StoreError> {
    let at = now.naive_utc();
    let used: Option<chrono::NaiveDateTime> = api_keys::table
        .filter(api_keys::key_hash.eq(key_hash))
        .select(api_keys::last_used_at)
        .first(&mut *database.read()?.conn)?;
    if used.is_none_or(|used| at - used > chrono::Duration::minutes(1)) {
        database.write()?.write(|db| {
            diesel::update(api_keys::table.filter(api_keys::key_hash.eq(key_hash)))
                .set(api_keys::last_used_at.eq(at))
                .execute(&mut *db.conn)
                .map_err(StoreError::from)
        })?;
    }
    Ok(())
}
