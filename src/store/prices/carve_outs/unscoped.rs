//! Queries of carve-outs without an actor: for the worker, the command line, sign-in, and actions
//! that have checked who asks.

use diesel::prelude::*;

use crate::domain::calendar::Moment;
use crate::domain::ids::{CarveOutId, CollectionPartnerId, ReferralPartnerId};
use crate::domain::pricing::PriceList;
use crate::store::agreements::powers::CarveOut;
use crate::store::db::schema::{carve_outs, collection_partners, referral_partners};
use crate::store::prices::carve_outs::{Agreed, agreed};
use crate::store::{Db, StoreError, Tx};

/// All carve-outs of a referral partner and an agency, current or not.
pub fn lists(
    db: &mut Db,
    platform: ReferralPartnerId,
    agency: CollectionPartnerId,
) -> Result<Vec<PriceList>, StoreError> {
    let rows: Vec<(CarveOut, String, String)> = agreed!()
        .filter(carve_outs::referral_partner_id.eq(platform).and(carve_outs::collection_partner_id.eq(agency)))
        .load(&mut *db.conn)?;
    rows.into_iter().map(|row| Ok(Agreed::read(row)?.list)).collect()
}

/// Whether there is a current carve-out of a referral partner and an agency for a country.
pub fn is_live(
    db: &mut Db,
    platform: ReferralPartnerId,
    agency: CollectionPartnerId,
    country: &str,
) -> Result<bool, StoreError> {
    let found: Option<CarveOutId> = carve_outs::table
        .filter(carve_outs::referral_partner_id.eq(platform).and(carve_outs::collection_partner_id.eq(agency)))
        .filter(carve_outs::country.eq(country).and(carve_outs::ended_at.is_null()))
        .select(carve_outs::id)
        .first(&mut *db.conn)
        .optional()?;
    Ok(found.is_some())
}

/// Ends a carve-out; `false` if it has ended already.
pub fn end(db: &mut Tx<'_>, id: CarveOutId, now: Moment) -> Result<bool, StoreError> {
    let changed = diesel::update(carve_outs::table.filter(carve_outs::id.eq(id).and(carve_outs::ended_at.is_null())))
        .set(carve_outs::ended_at.eq(now.naive_utc()))
        .execute(&mut *db.conn)?;
    Ok(changed == 1)
}
