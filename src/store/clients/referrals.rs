//! Referral partners, which bring clients, and their brands.

use chrono::NaiveDate;
use diesel::dsl::count_star;
use diesel::prelude::*;

use crate::domain::actor::{Operator, Referrer};
use crate::domain::brand::{Face, Look};
use crate::domain::case::Lifecycle;
use crate::domain::client::InvoicingMode;
use crate::domain::ids::ReferralPartnerId;
use crate::domain::money::{Currency, Rate};
use crate::domain::referral::PartnerStatus;
use crate::store::brands::FooterLinks;
use crate::store::cases::{CaseLine, MAX_LISTED_CASES};
use crate::store::db::schema::{cases, creditors, referral_links, referral_partners};
use crate::store::people::team::Colleague;
use crate::store::{Db, StoreError, Tx};

/// A referral partner with its brand. Colours are `#rrggbb`; pictures are given by the hash of their bytes.
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
    /// Percentage of the operator's share.
    pub fee_percentage: Rate,
    /// Days until a link request expires.
    pub approval_days: i64,
    pub external_system_id: Option<String>,
    pub is_public_demo: bool,
    pub invoicing_mode: InvoicingMode,
    /// Whether the portal mails new clients their link; otherwise the partner delivers it.
    pub sends_invitations: bool,
    /// Whether a client gets a welcome mail when the agreement is signed.
    pub sends_welcome: bool,
    pub brand_font: Option<String>,
    pub brand_logo: Option<String>,
    pub brand_favicon: Option<String>,
    pub brand_sender: Option<String>,
    pub brand_reply_to: Option<String>,
    /// A JSON list of `[label, address]`.
    pub brand_links: FooterLinks,
    /// The host name under which the brand's pages are reached.
    pub brand_host: Option<String>,
    /// Whether its Admins may not change its brand.
    pub fixed_brand: bool,
    #[diesel(embed)]
    pub company: PartnerCompany,
    #[diesel(embed)]
    pub standing: PartnerStanding,
}

/// A referral partner's company and the account for its share.
#[derive(Clone, Debug, Default, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = referral_partners, treat_none_as_null = true, treat_none_as_default_value = false)]
#[expect(missing_docs, reason = "the columns speak the field's own terms")]
pub struct PartnerCompany {
    pub legal_name: Option<String>,
    pub registration_number: Option<String>,
    pub vat_number: Option<String>,
    pub payout_holder: Option<String>,
    pub payout_iban: Option<String>,
    pub payout_bic: Option<String>,
    pub payout_currency: Option<Currency>,
    /// When the operator checked the company.
    pub kyc_checked_on: Option<NaiveDate>,
}

/// Whether a referral partner can work. Times are UTC.
#[derive(Clone, Debug, Default, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = referral_partners, treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct PartnerStanding {
    /// Since when it is suspended.
    pub suspended_at: Option<chrono::NaiveDateTime>,
    /// When the partnership ended.
    pub terminated_at: Option<chrono::NaiveDateTime>,
    /// Why it was suspended or terminated.
    pub end_reason: Option<String>,
    /// The last day on which a terminated partner earns.
    pub earns_until: Option<NaiveDate>,
}

impl ReferralPartner {
    /// Whether it can work.
    pub fn status(&self) -> PartnerStatus {
        match (self.standing.terminated_at, self.standing.suspended_at) {
            (Some(_), _) => PartnerStatus::Terminated,
            (None, Some(_)) => PartnerStatus::Suspended,
            (None, None) => PartnerStatus::Active,
        }
    }

    /// Whether it is neither suspended nor terminated.
    pub fn is_active(&self) -> bool {
        self.status() == PartnerStatus::Active
    }

    /// Colours and font of the brand.
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
}

/// Stores a referral partner.
pub fn insert(db: &mut Tx<'_>, partner: &ReferralPartner) -> Result<(), StoreError> {
    diesel::insert_into(referral_partners::table).values(partner).execute(&mut *db.conn)?;
    Ok(())
}

/// A referral partner.
///
/// # Errors
/// [`StoreError::NotFound`] if it does not exist.
pub fn profile(db: &mut Db, id: ReferralPartnerId) -> Result<ReferralPartner, StoreError> {
    Ok(referral_partners::table.find(id).select(ReferralPartner::as_select()).first(&mut *db.conn)?)
}

/// A page of the referral partners, by name, and their number.
pub fn list(db: &mut Db, _who: &Operator, skip: i64, size: i64) -> Result<(Vec<ReferralPartner>, i64), StoreError> {
    let total = referral_partners::table.select(count_star()).first(&mut *db.conn)?;
    let partners = referral_partners::table
        .order((referral_partners::name.asc(), referral_partners::id.asc()))
        .offset(skip)
        .limit(size)
        .select(ReferralPartner::as_select())
        .load(&mut *db.conn)?;
    Ok((partners, total))
}

/// The number of linked clients of each of these partners that has any.
pub fn clients_of(
    db: &mut Db,
    _who: &Operator,
    partners: &[ReferralPartnerId],
) -> Result<Vec<(ReferralPartnerId, i64)>, StoreError> {
    Ok(referral_links::table
        .filter(referral_links::referral_partner_id.eq_any(partners).and(referral_links::archived_at.is_null()))
        .group_by(referral_links::referral_partner_id)
        .select((referral_links::referral_partner_id, count_star()))
        .load(&mut *db.conn)?)
}

/// The people of a referral partner, by name.
pub fn people(db: &mut Db, _who: &Operator, partner: ReferralPartnerId) -> Result<Vec<Colleague>, StoreError> {
    crate::store::people::team::unscoped::of(db, partner.as_str())
}

/// Stores changed terms. The brand stays as it is.
pub fn update_terms(db: &mut Tx<'_>, partner: &ReferralPartner) -> Result<(), StoreError> {
    diesel::update(referral_partners::table.find(partner.id))
        .set((
            referral_partners::name.eq(&partner.name),
            referral_partners::short_name.eq(&partner.short_name),
            referral_partners::country.eq(&partner.country),
            referral_partners::contact_email.eq(&partner.contact_email),
            referral_partners::fee_percentage.eq(partner.fee_percentage),
            referral_partners::approval_days.eq(partner.approval_days),
            referral_partners::invoicing_mode.eq(partner.invoicing_mode),
            referral_partners::sends_invitations.eq(partner.sends_invitations),
            referral_partners::sends_welcome.eq(partner.sends_welcome),
            referral_partners::fixed_brand.eq(partner.fixed_brand),
            &partner.company,
        ))
        .execute(&mut *db.conn)?;
    Ok(())
}

/// Stores whether a referral partner can work.
pub fn set_standing(db: &mut Tx<'_>, id: ReferralPartnerId, standing: &PartnerStanding) -> Result<(), StoreError> {
    diesel::update(referral_partners::table.find(id)).set(standing).execute(&mut *db.conn)?;
    Ok(())
}

/// The newest open cases of a referral partner's clients, at most [`MAX_LISTED_CASES`].
pub fn open_cases(db: &mut Db, _who: &Operator, partner: ReferralPartnerId) -> Result<Vec<CaseLine>, StoreError> {
    Ok(cases::table
        .inner_join(creditors::table)
        .filter(cases::referral_partner_id.eq(partner).and(cases::is_test.eq(false)))
        .filter(cases::lifecycle.ne_all([Lifecycle::Closed, Lifecycle::Merged]))
        .order((cases::created_at.desc(), cases::id.desc()))
        .limit(MAX_LISTED_CASES)
        .select((cases::id, cases::reference, cases::lifecycle, creditors::name, cases::currency, cases::outstanding))
        .load(&mut *db.conn)?)
}

/// The active referral partner with this id, acting through its API key.
pub(in crate::store) fn by_owner(db: &mut Db, owner: &str) -> Result<Option<Referrer>, StoreError> {
    let row: Option<(ReferralPartnerId, String, String)> = referral_partners::table
        .filter(referral_partners::id.eq(owner))
        .filter(referral_partners::suspended_at.is_null().and(referral_partners::terminated_at.is_null()))
        .select((referral_partners::id, referral_partners::name, referral_partners::short_name))
        .first(&mut *db.conn)
        .optional()?;
    Ok(row.map(|(id, name, short_name)| Referrer { id, name, short_name, hand: crate::domain::actor::Hand::Key }))
}
