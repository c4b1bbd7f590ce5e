//! Clients: creditors brought by referral partners, their people, and the link between client and partner.

pub mod console;
pub mod customer;
pub mod divisions;
pub mod link_requests;
pub mod links;
mod list;
mod onboarding;
pub mod onboarding_tokens;
pub mod proofs;
pub mod referrals;
mod reminders;
pub mod unscoped;

pub use list::{ClientFilter, ClientSort, Found, Summary, find, load, summary};
pub use onboarding::{creditor, has_account, link, put_person, update_creditor, update_link};
pub use reminders::plan_reminder;

use diesel::prelude::*;

use crate::domain::actor::Referrer;
use crate::domain::calendar::Moment;
use crate::domain::case::Lifecycle;
use crate::domain::client::KycReview;
use crate::domain::ids::{
    CaseId, ClientPersonId, CollectionPartnerId, CreditorId, KycId, ReferralLinkId, ReferralPartnerId,
};
use crate::domain::money::{Money, Rate};
use crate::store::cases::Creditor;
use crate::store::db::schema::{cases, client_people, creditors, kyc_records, referral_links};
use crate::store::{Db, StoreError, Tx};

/// The link between a creditor and its referral partner. Times are UTC.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = referral_links)]
#[expect(missing_docs, reason = "the columns speak for themselves; what needs a word has one in the migration")]
pub struct ReferralLink {
    pub id: ReferralLinkId,
    pub referral_partner_id: ReferralPartnerId,
    pub creditor_id: CreditorId,
    pub collection_partner_id: Option<CollectionPartnerId>,
    pub external_tenant_id: String,
    pub percentage: Rate,
    pub is_attributed: bool,
    pub token_hash: String,
    pub language: Option<String>,
    pub return_url: Option<String>,
    pub created_at: chrono::NaiveDateTime,
    pub opened_at: Option<chrono::NaiveDateTime>,
    pub company_at: Option<chrono::NaiveDateTime>,
    pub people_at: Option<chrono::NaiveDateTime>,
    pub reminders: i64,
    pub remind_at: Option<chrono::NaiveDateTime>,
    pub archived_at: Option<chrono::NaiveDateTime>,
}

/// A person of a creditor.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = client_people)]
#[expect(missing_docs, reason = "the columns speak for themselves")]
pub struct ClientPerson {
    pub id: ClientPersonId,
    /// The number used where JSON needs an integer.
    pub number: i64,
    pub creditor_id: CreditorId,
    pub first_name: String,
    pub last_name: String,
    pub email: String,
    /// The role in the company, such as "Director".
    pub title: Option<String>,
    /// Position in the order of naming. The onboarding user is first.
    pub place: i64,
    /// Whether this is the onboarding user, who has full access.
    pub is_admin: bool,
    pub signs: bool,
    pub created_at: chrono::NaiveDateTime,
    pub removed_at: Option<chrono::NaiveDateTime>,
}

impl ClientPerson {
    /// First and last name.
    pub fn name(&self) -> String {
        format!("{} {}", self.first_name, self.last_name).trim().to_owned()
    }
}

/// A director's data (know your customer).
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = kyc_records)]
#[expect(missing_docs, reason = "the columns speak for themselves")]
pub struct KycRecord {
    pub id: KycId,
    pub creditor_id: CreditorId,
    pub director_name: String,
    pub home_address: String,
    pub date_of_birth: chrono::NaiveDate,
    pub status: Option<KycReview>,
    pub status_at: Option<chrono::NaiveDateTime>,
    pub created_at: chrono::NaiveDateTime,
}

/// A client as its referral partner sees it.
#[derive(Clone, Debug)]
pub struct ClientFile {
    /// The link.
    pub link: ReferralLink,
    /// The company.
    pub creditor: Creditor,
    /// Its people, in their order.
    pub people: Vec<ClientPerson>,
    /// The newest of the director's data.
    pub kyc: Option<KycRecord>,
    /// Whether an agency that works for it must know a director's data.
    pub needs_kyc: bool,
    /// Its cases.
    pub stats: CaseStats,
}

impl ClientFile {
    /// Whether the agreement in force is signed.
    pub fn is_onboarded(&self, version: &str) -> bool {
        self.creditor.agreement_version.as_deref() == Some(version)
    }
}

/// Statistics of a client's cases, without test cases.
#[derive(Clone, Debug, Default)]
pub struct CaseStats {
    /// Number of cases.
    pub total: i64,
    /// Number of closed cases.
    pub closed: i64,
    /// The operator's share of what was recovered, by currency.
    pub shares: Vec<Money>,
}

/// Stores a link.
///
/// # Errors
/// If the database fails, or the tenant or the creditor already has a link in force.
pub fn insert_link(db: &mut Tx<'_>, link: &ReferralLink) -> Result<(), StoreError> {
    diesel::insert_into(referral_links::table).values(link).execute(&mut *db.conn)?;
    Ok(())
}

/// Stores a person of a creditor.
pub fn insert_person(db: &mut Tx<'_>, person: &ClientPerson) -> Result<(), StoreError> {
    diesel::insert_into(client_people::table).values(person).execute(&mut *db.conn)?;
    Ok(())
}

/// Stores a director's data.
pub fn insert_kyc(db: &mut Tx<'_>, record: &KycRecord) -> Result<(), StoreError> {
    diesel::insert_into(kyc_records::table).values(record).execute(&mut *db.conn)?;
    Ok(())
}

/// The link in force of a tenant, matched exactly.
///
/// # Errors
/// [`StoreError::NotFound`] if they have none.
pub fn link_of(db: &mut Db, who: &Referrer, tenant: &str) -> Result<ReferralLink, StoreError> {
    Ok(referral_links::table
        .filter(referral_links::referral_partner_id.eq(who.id).and(referral_links::external_tenant_id.eq(tenant)))
        .filter(referral_links::archived_at.is_null())
        .select(ReferralLink::as_select())
        .first(&mut *db.conn)?)
}

/// Archives a link in force; `false` if it is archived already.
pub fn archive(db: &mut Tx<'_>, link: &ReferralLink, now: Moment) -> Result<bool, StoreError> {
    let changed = diesel::update(referral_links::table.find(link.id).filter(referral_links::archived_at.is_null()))
        .set(referral_links::archived_at.eq(now.naive_utc()))
        .execute(&mut *db.conn)?;
    Ok(changed == 1)
}

/// The cases of a client with their states.
pub fn cases_of(db: &mut Db, link: &ReferralLink) -> Result<Vec<(CaseId, Lifecycle)>, StoreError> {
    Ok(cases::table
        .filter(cases::creditor_id.eq(link.creditor_id))
        .order(cases::id.asc())
        .select((cases::id, cases::lifecycle))
        .load(&mut *db.conn)?)
}

/// Removes the e-mail addresses of a client, so that a new client may use them.
pub fn retire(db: &mut Tx<'_>, link: &ReferralLink, now: Moment) -> Result<(), StoreError> {
    let at = now.naive_utc();
    diesel::update(creditors::table.find(link.creditor_id)).set(creditors::retired_at.eq(at)).execute(&mut *db.conn)?;
    diesel::update(client_people::table.filter(client_people::creditor_id.eq(link.creditor_id)))
        .set(client_people::removed_at.eq(at))
        .execute(&mut *db.conn)?;
    Ok(())
}

/// Deletes the cases of a client with all dependent rows and corrects the agencies' counts.
pub fn wipe(db: &mut Tx<'_>, link: &ReferralLink, now: Moment) -> Result<(), StoreError> {
    let ids: Vec<CaseId> = cases_of(db, link)?.into_iter().map(|(id, _)| id).collect();
    for id in ids {
        crate::store::cases::unscoped::delete(db, id, now)?;
    }
    diesel::delete(kyc_records::table.filter(kyc_records::creditor_id.eq(link.creditor_id))).execute(&mut *db.conn)?;
    Ok(())
}
