//! Referral partners: platforms and advisers that bring clients, with their brands.

use diesel::prelude::*;

use super::schema::{api_keys, events, referral_partners};
use super::{Database, Db, StoreError, fresh_id};
use crate::domain::actor::Referrer;
use crate::domain::brand::{Face, FooterLink, Look};
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

impl ReferralPartner {
    /// What the brand chose of colours and font.
    pub fn look(&self) -> Look {
        Look::of(
            self.brand_background.as_deref(),
            self.brand_button.as_deref(),
            self.brand_text.as_deref(),
            self.brand_font.as_deref(),
        )
    }

    /// The brand as its mails show it.
    pub fn face(&self) -> Face {
        Face {
            app: self.short_name.clone(),
            sender: self.brand_sender.clone().unwrap_or_else(|| self.short_name.clone()),
            reply_to: self.brand_reply_to.clone(),
            logo: self.brand_logo.clone(),
            palette: self.look().day(),
        }
    }

    /// The links at the foot of the brand's pages.
    pub fn links(&self) -> Vec<FooterLink> {
        let pairs: Vec<(String, String)> = serde_json::from_str(&self.brand_links).unwrap_or_default();
        pairs.into_iter().map(|(label, address)| FooterLink { label, address }).collect()
    }

    /// Sets the links at the foot of the brand's pages.
    pub fn set_links(&mut self, links: &[FooterLink]) {
        let pairs: Vec<(&str, &str)> = links.iter().map(|link| (&*link.label, &*link.address)).collect();
        self.brand_links = serde_json::to_string(&pairs).unwrap_or_else(|_| "[]".to_owned());
    }
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

/// Saves what a referral partner chose for its brand, and announces it.
///
/// # Errors
/// When the database does not answer.
pub fn save_brand(db: &mut Db, partner: &ReferralPartner, now: Moment) -> Result<(), StoreError> {
    diesel::update(referral_partners::table.find(partner.id))
        .set((
            referral_partners::brand_background.eq(&partner.brand_background),
            referral_partners::brand_button.eq(&partner.brand_button),
            referral_partners::brand_text.eq(&partner.brand_text),
            referral_partners::brand_font.eq(&partner.brand_font),
            referral_partners::brand_logo.eq(&partner.brand_logo),
            referral_partners::brand_favicon.eq(&partner.brand_favicon),
            referral_partners::brand_sender.eq(&partner.brand_sender),
            referral_partners::brand_reply_to.eq(&partner.brand_reply_to),
            referral_partners::brand_links.eq(&partner.brand_links),
            referral_partners::brand_host.eq(&partner.brand_host),
            referral_partners::sends_invitations.eq(partner.sends_invitations),
            referral_partners::sends_welcome.eq(partner.sends_welcome),
        ))
        .execute(&mut *db.conn)?;
    diesel::insert_into(events::table)
        .values((
            events::id.eq(fresh_id().to_string()),
            events::at.eq(now.naive_utc()),
            events::kind.eq("branding.updated"),
            events::referral_partner_id.eq(partner.id.to_string()),
            events::payload.eq("{}"),
        ))
        .execute(&mut *db.conn)?;
    Ok(())
}

/// Holds the host names of all brands until the transaction ends: who chooses one meanwhile waits.
///
/// # Errors
/// When the database does not answer.
pub fn any_hold_hosts(db: &mut Db) -> Result<(), StoreError> {
    super::dialect::bump_counter(&mut db.conn, "brand hosts", 1)?;
    Ok(())
}

/// Whose brand has this host name.
///
/// # Errors
/// When the database does not answer.
pub fn any_of_host(db: &mut Db, host: &str) -> Result<Option<ReferralPartnerId>, StoreError> {
    Ok(referral_partners::table
        .filter(referral_partners::brand_host.eq(host).and(referral_partners::is_active.eq(true)))
        .select(referral_partners::id)
        .first(&mut *db.conn)
        .optional()?)
}

/// Whether some brand names a picture by this hash, in its logo or its favicon.
///
/// # Errors
/// When the database does not answer.
pub fn any_names_picture(db: &mut Db, sha256: &str) -> Result<bool, StoreError> {
    let found: Option<ReferralPartnerId> = referral_partners::table
        .filter(referral_partners::brand_logo.eq(sha256).or(referral_partners::brand_favicon.eq(sha256)))
        .select(referral_partners::id)
        .first(&mut *db.conn)
        .optional()?;
    Ok(found.is_some())
}

/// The referral partner whose key this is, as long as it works; notes the use at most once a minute.
///
/// # Errors
/// When the database does not answer.
pub fn any_of_key(database: &Database, key_hash: &str, now: Moment) -> Result<Option<Referrer>, StoreError> {
    let mut db = database.read()?;
    let row: Option<(ReferralPartnerId, String, String)> = api_keys::table
        .inner_join(referral_partners::table.on(referral_partners::id.eq(api_keys::owner_id)))
        .filter(api_keys::key_hash.eq(key_hash).and(super::keys::works_at(now.naive_utc())))
        .filter(referral_partners::is_active.eq(true))
        .select((referral_partners::id, referral_partners::name, referral_partners::short_name))
        .first(&mut *db.conn)
        .optional()?;
    drop(db);
    let Some((id, name, short_name)) = row else { return Ok(None) };
    super::keys::any_used(database, key_hash, now)?;
    Ok(Some(Referrer { id, name, short_name, hand: crate::domain::actor::Hand::Key }))
}
