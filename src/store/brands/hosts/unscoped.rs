//! Queries of the host names of brands without an actor: for the worker, the command line, sign-in, and actions
//! that have checked who asks.

use diesel::prelude::*;

use crate::domain::calendar::Moment;
use crate::domain::ids::ReferralPartnerId;
use crate::store::brands::hosts::BrandHost;
use crate::store::db::schema::{brand_hosts, referral_partners};
use crate::store::db::series::{self, Gate};
use crate::store::{Db, StoreError, Tx};

/// The claim of a referral partner, if any.
pub fn claim(db: &mut Db, partner: ReferralPartnerId) -> Result<Option<BrandHost>, StoreError> {
    Ok(brand_hosts::table.find(partner).select(BrandHost::as_select()).first(&mut *db.conn).optional()?)
}

/// The partner whose brand has this host name, even if inactive.
pub fn owner(db: &mut Db, host: &str) -> Result<Option<ReferralPartnerId>, StoreError> {
    Ok(referral_partners::table
        .filter(referral_partners::brand_host.eq(host))
        .select(referral_partners::id)
        .first(&mut *db.conn)
        .optional()?)
}

/// At most fifty claims whose DNS record should be looked up now.
pub fn due(db: &mut Db, now: Moment) -> Result<Vec<BrandHost>, StoreError> {
    Ok(brand_hosts::table
        .filter(brand_hosts::check_at.le(now.naive_utc()))
        .order(brand_hosts::check_at.asc())
        .limit(50)
        .select(BrandHost::as_select())
        .load(&mut *db.conn)?)
}

/// Locks the host names of all brands until the transaction ends.
pub fn hold(db: &mut Tx<'_>) -> Result<(), StoreError> {
    series::hold(db, Gate::BrandHosts)
}

/// The active partner whose brand has this host name.
pub fn of_host(db: &mut Db, host: &str) -> Result<Option<ReferralPartnerId>, StoreError> {
    Ok(referral_partners::table
        .filter(referral_partners::brand_host.eq(host))
        .filter(referral_partners::suspended_at.is_null().and(referral_partners::terminated_at.is_null()))
        .select(referral_partners::id)
        .first(&mut *db.conn)
        .optional()?)
}

/// Number of claims that wait for their DNS record.
pub fn waiting(db: &mut Db) -> Result<i64, StoreError> {
    let waiting = brand_hosts::table.filter(brand_hosts::state.eq(crate::domain::brand::host::HostState::Waiting));
    Ok(waiting.count().get_result(&mut *db.conn)?)
}
