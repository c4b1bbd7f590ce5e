//! Referral partners: platforms and advisers that bring clients.

use diesel::prelude::*;

use super::schema::referral_partners;
use super::{Db, StoreError};
use crate::domain::ids::ReferralPartnerId;

/// A referral partner with its brand (colours as `#rrggbb`).
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = referral_partners)]
#[expect(missing_docs, reason = "the columns speak for themselves")]
pub struct ReferralPartner {
    pub id: ReferralPartnerId,
    pub name: String,
    pub short_name: String,
    pub country: String,
    pub contact_email: String,
    pub brand_background: Option<String>,
    pub brand_button: Option<String>,
    pub brand_text: Option<String>,
    pub created_at: chrono::NaiveDateTime,
}

/// Stores a referral partner.
///
/// # Errors
/// When the database does not answer.
pub fn any_insert(db: &mut Db, partner: &ReferralPartner) -> Result<(), StoreError> {
    diesel::insert_into(referral_partners::table).values(partner).execute(&mut *db.conn)?;
    Ok(())
}
