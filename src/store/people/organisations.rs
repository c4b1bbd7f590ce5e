//! Organisations: profiles of agencies, and locking any organisation for a change.

pub mod unscoped;

use diesel::prelude::*;

use crate::domain::agency::{AgencyKind, AgencyStatus};
use crate::domain::calendar::Zone;
use crate::domain::ids::CollectionPartnerId;
use crate::domain::money::{Currency, Share};
use crate::domain::search;
use crate::store::db::schema::collection_partners;
use crate::store::{Db, StoreError, Tx};

/// An agency's profile, as the contract's `/me` shows it.
#[derive(Clone, Debug, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = collection_partners, treat_none_as_null = true)]
#[expect(missing_docs, reason = "the columns speak the field's own terms; shares are decimal fractions")]
pub struct AgencyProfile {
    pub id: CollectionPartnerId,
    pub name: String,
    pub registration_number: Option<String>,
    pub vat_number: Option<String>,
    pub address: Option<String>,
    pub zip_code: Option<String>,
    pub city: Option<String>,
    pub state: Option<String>,
    pub country: String,
    pub office_email: Option<String>,
    pub office_phone: Option<String>,
    pub public_site: Option<String>,
    pub invoice_email: Option<String>,
    pub billing_contact: Option<String>,
    pub invoice_currency: Option<Currency>,
    pub time_zone: Zone,
    pub pre_legal_share: Share,
    pub legal_share: Share,
    pub verified_profile: bool,
    pub agreement_signed_at: Option<chrono::NaiveDateTime>,
    pub agreement_version: Option<String>,
    /// Whether it must know the directors of its clients by law (know your customer).
    pub requires_kyc: bool,
    pub created_at: chrono::NaiveDateTime,
    /// The name in the register, if it is another.
    pub legal_name: Option<String>,
    pub kind: AgencyKind,
    pub payout_holder: Option<String>,
    pub payout_iban: Option<String>,
    pub payout_bic: Option<String>,
    /// The name that clients see in mails about their cases, if it is not the agency's.
    pub sender_name: Option<String>,
    /// Where answers to these mails go.
    pub sender_email: Option<String>,
    pub suspended_at: Option<chrono::NaiveDateTime>,
    pub suspension_reason: Option<String>,
    /// Both names as they are searched.
    pub folded: String,
}

impl AgencyProfile {
    /// Both names as they are searched.
    pub fn folded_of(name: &str, legal_name: Option<&str>) -> String {
        search::fold(&[Some(name), legal_name].into_iter().flatten().collect::<Vec<_>>().join("\n"))
    }

    /// Whether it can work.
    pub fn status(&self) -> AgencyStatus {
        if self.suspended_at.is_some() { AgencyStatus::Suspended } else { AgencyStatus::Active }
    }
}

/// An agency's profile.
///
/// # Errors
/// [`StoreError::NotFound`] if it does not exist.
pub fn profile(db: &mut Db, id: CollectionPartnerId) -> Result<AgencyProfile, StoreError> {
    Ok(collection_partners::table.find(id).select(AgencyProfile::as_select()).first(&mut *db.conn)?)
}

/// The profiles of these agencies; those that do not exist are left out.
pub fn profiles(db: &mut Db, ids: &[CollectionPartnerId]) -> Result<Vec<AgencyProfile>, StoreError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    Ok(collection_partners::table
        .filter(collection_partners::id.eq_any(ids))
        .select(AgencyProfile::as_select())
        .load(&mut *db.conn)?)
}

/// Stores an agency.
pub fn insert_agency(db: &mut Tx<'_>, agency: &AgencyProfile) -> Result<(), StoreError> {
    diesel::insert_into(collection_partners::table).values(agency).execute(&mut *db.conn)?;
    Ok(())
}
