//! Queries of the host names of brands that have no reach: for the worker, the command line, sign-in, and actions
//! that have checked who asks.

use diesel::prelude::*;

use crate::domain::calendar::Moment;
use crate::domain::ids::ReferralPartnerId;
use crate::store::brands::hosts::BrandHost;
use crate::store::db::schema::{brand_hosts, referral_partners};
use crate::store::db::series::{self, Gate};
use crate::store::{Db, StoreError, Tx};

/// The claim of a referral partner, if it has one.
pub fn claim(db: &mut Db, partner: ReferralPartnerId) -> Result<Option<BrandHost>, StoreError> {
    Ok(brand_hosts::table.find(partner).select(BrandHost::as_select()).first(&mut *db.conn).optional()?)
}

/// Who has this host name served, an inactive partner too.
pub fn owner(db: &mut Db, host: &str) -> Result<Option<ReferralPartnerId>, StoreError> {
    Ok(referral_partners::table
        .filter(referral_partners::brand_host.eq(host))
        .select(referral_partners::id)
        .first(&mut *db.conn)
        .optional()?)
}

/// Claims whose record is due to be looked up, fifty at most.
pub fn due(db: &mut Db, now: Moment) -> Result<Vec<BrandHost>, StoreError> {
    Ok(brand_hosts::table
        .filter(brand_hosts::check_at.le(now.naive_utc()))
        .order(brand_hosts::check_at.asc())
        .limit(50)
        .select(BrandHost::as_select())
        .load(&mut *db.conn)?)
}

/// Holds the host names of all brands until the transaction ends: who chooses one meanwhile waits.
pub fn hold(db: &mut Tx<'_>) -> Result<(), StoreError> {
    series::hold(db, Gate::BrandHosts)
}

/// Whose brand has this host name.
pub fn of_host(db: &mut Db, host: &str) -> Result<Option<ReferralPartnerId>, StoreError> {
    Ok(referral_partners::table
        .filter(referral_partners::brand_host.eq(host).and(referral_partners::is_active.eq(true)))
        .select(referral_partners::id)
        .first(&mut *db.conn)
        .optional()?)
}
