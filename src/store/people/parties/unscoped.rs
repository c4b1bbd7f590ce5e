//! Queries of the parties of prices without an actor: for the worker, the command line, sign-in, and actions
//! that have checked who asks.

use diesel::prelude::*;

use crate::domain::ids::{CreditorId, ReferralPartnerId};
use crate::store::db::schema::{creditors, referral_links};
use crate::store::{Db, StoreError};

/// At most six creditors with exactly this name.
pub fn creditors_called(db: &mut Db, name: &str) -> Result<Vec<CreditorId>, StoreError> {
    Ok(creditors::table
        .filter(creditors::name.eq(name).and(creditors::retired_at.is_null()))
        .order(creditors::id.asc())
        .limit(6)
        .select(creditors::id)
        .load(&mut *db.conn)?)
}

/// The referral partner that a creditor is linked with.
pub fn platform_of(db: &mut Db, creditor: CreditorId) -> Result<Option<ReferralPartnerId>, StoreError> {
    Ok(referral_links::table
        .filter(referral_links::creditor_id.eq(creditor).and(referral_links::archived_at.is_null()))
        .select(referral_links::referral_partner_id)
        .first(&mut *db.conn)
        .optional()?)
}
