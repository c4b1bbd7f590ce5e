//! Organisations that people belong to: agencies with what is known of them, and holding any of them for a change.

use diesel::prelude::*;

use crate::domain::actor::OrganisationKind;
use crate::domain::calendar::Zone;
use crate::domain::ids::CollectionPartnerId;
use crate::domain::money::{Currency, Share};
use crate::store::db::schema::{collection_partners, referral_partners};
use crate::store::db::series::{self, Gate};
use crate::store::{Db, StoreError, Tx};

/// Holds an organisation until the transaction ends, so that changes of its team or its key come one after the
/// other; answers its name ("" for the operator), or `None` when there is no such organisation.
///
/// # Errors
/// When the database does not answer.
pub fn any_hold(db: &mut Tx<'_>, (kind, id): (OrganisationKind, &str)) -> Result<Option<String>, StoreError> {
    Ok(match kind {
        OrganisationKind::CollectionPartner => {
            diesel::update(collection_partners::table.filter(collection_partners::id.eq(id)))
                .set(collection_partners::name.eq(collection_partners::name))
                .returning(collection_partners::name)
                .get_result(&mut *db.conn)
                .optional()?
        }
        OrganisationKind::ReferralPartner => {
            diesel::update(referral_partners::table.filter(referral_partners::id.eq(id)))
                .set(referral_partners::name.eq(referral_partners::name))
                .returning(referral_partners::name)
                .get_result(&mut *db.conn)
                .optional()?
        }
        OrganisationKind::Operator => {
            series::any_hold(db, Gate::OperatorTeam)?;
            Some(String::new())
        }
    })
}

/// A collection partner as the contract's `/me` shows it.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = collection_partners)]
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
    /// Whether the law makes it ask who runs its clients.
    pub requires_kyc: bool,
    pub created_at: chrono::NaiveDateTime,
}

/// The agency's own profile.
///
/// # Errors
/// [`StoreError::NotFound`] when it is gone.
pub fn profile(db: &mut Db, id: CollectionPartnerId) -> Result<AgencyProfile, StoreError> {
    Ok(collection_partners::table.find(id).select(AgencyProfile::as_select()).first(&mut *db.conn)?)
}

/// Stores an agency.
///
/// # Errors
/// When the database does not answer.
pub fn any_insert_agency(db: &mut Tx<'_>, agency: &AgencyProfile) -> Result<(), StoreError> {
    diesel::insert_into(collection_partners::table).values(agency).execute(&mut *db.conn)?;
    Ok(())
}
