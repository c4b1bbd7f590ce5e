//! Queries of brands without an actor: for the worker, the command line, sign-in, and actions
//! that have checked who asks.

use diesel::prelude::*;

use crate::domain::ids::ReferralPartnerId;
use crate::store::db::schema::referral_partners;
use crate::store::{Db, StoreError};

/// Whether any brand uses the picture with this hash as its logo or favicon.
pub fn names_picture(db: &mut Db, sha256: &str) -> Result<bool, StoreError> {
    let found: Option<ReferralPartnerId> = referral_partners::table
        .filter(referral_partners::brand_logo.eq(sha256).or(referral_partners::brand_favicon.eq(sha256)))
        .select(referral_partners::id)
        .first(&mut *db.conn)
        .optional()?;
    Ok(found.is_some())
}
