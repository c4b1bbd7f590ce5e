//! Referral partners: platforms and advisers that bring clients, with their brands.

use diesel::prelude::*;

use super::schema::{api_keys, referral_partners};
use super::{Database, Db, StoreError};
use crate::domain::actor::Referrer;
use crate::domain::calendar::Moment;
use crate::domain::client::InvoicingMode;
use crate::domain::ids::ReferralPartnerId;

/// A referral partner with its brand (colours as `#rrggbb`; pictures by the hash of their bytes).
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
    /// Percent of the platform's share, as a decimal number.
    pub fee_percentage: String,
    /// Days in which a link request may be decided.
    pub approval_days: i64,
    pub external_system_id: Option<String>,
    pub is_active: bool,
    pub is_public_demo: bool,
    pub invoicing_mode: InvoicingMode,
    /// Whether the portal mails new clients their link; else the platform delivers it.
    pub sends_invitations: bool,
    /// Whether a client is welcomed by mail when the agreement is signed.
    pub sends_welcome: bool,
    pub brand_font: Option<String>,
    pub brand_logo: Option<String>,
    pub brand_favicon: Option<String>,
    pub brand_sender: Option<String>,
    pub brand_reply_to: Option<String>,
    /// A JSON list of `[label, address]`.
    pub brand_links: String,
    /// The host name under which the brand's pages are reached.
    pub brand_host: Option<String>,
}

/// Stores a referral partner.
///
/// # Errors
/// When the database does not answer.
pub fn any_insert(db: &mut Db, partner: &ReferralPartner) -> Result<(), StoreError> {
    diesel::insert_into(referral_partners::table).values(partner).execute(&mut *db.conn)?;
    Ok(())
}

/// The referral partner itself.
///
/// # Errors
/// [`StoreError::NotFound`] when it is gone.
pub fn profile(db: &mut Db, id: ReferralPartnerId) -> Result<ReferralPartner, StoreError> {
    Ok(referral_partners::table.find(id).select(ReferralPartner::as_select()).first(&mut *db.conn)?)
}

/// The referral partner whose live key this is; notes the use at most once a minute.
///
/// # Errors
/// When the database does not answer.
pub fn any_of_key(database: &Database, key_hash: &str, now: Moment) -> Result<Option<Referrer>, StoreError> {
    let mut db = database.read()?;
    let row: Option<(ReferralPartnerId, String, String)> = api_keys::table
        .inner_join(referral_partners::table.on(referral_partners::id.eq(api_keys::owner_id)))
        .filter(api_keys::key_hash.eq(key_hash).and(api_keys::revoked_at.is_null()))
        .filter(referral_partners::is_active.eq(true))
        .select((referral_partners::id, referral_partners::name, referral_partners::short_name))
        .first(&mut *db.conn)
        .optional()?;
    drop(db);
    let Some((id, name, short_name)) = row else { return Ok(None) };
    super::keys::any_used(database, key_hash, now)?;
    Ok(Some(Referrer { id, name, short_name, hand: crate::domain::actor::Hand::Key }))
}
