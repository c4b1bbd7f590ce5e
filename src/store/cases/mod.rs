//! Cases: reading them within an actor's reach, and guarded changes.

#[cfg(feature = "demo")]
pub mod bulk;
mod countries;
pub mod engagements;
mod filter;
pub mod imports;
pub mod intake;
mod line;
mod list;
pub mod messages;
pub mod of_client;
pub mod of_referrer;
pub mod overview;
pub mod periods;
pub mod plans;
mod rows;
mod search;
mod sort;
pub mod tasks;
pub mod unscoped;
pub mod updates;
pub mod views;
mod write;

pub use countries::countries;
pub use filter::{Bounds, CaseFilter};
pub use line::{CaseLine, MAX_LISTED_CASES};
pub use list::{Counted, Found, counts, find, ids_of};
pub use rows::{BankAccount, Case, CaseFile, Creditor, Debtor, Division, Handler, Owner};
pub use sort::SortField;
pub(super) use write::Word;
pub use write::{Change, advance, hold, index_words, insert, insert_bank_account, insert_creditor, insert_debtor};
#[cfg(feature = "demo")]
pub(super) use write::{word_rows, words};

use diesel::prelude::*;

use crate::domain::actor::{Client, Customer, Operator, Partner, Referrer};
use crate::domain::case::Lifecycle;
use crate::domain::ids::{CaseId, CollectionPartnerId, CreditorId, ReferralPartnerId};
use crate::store::db::among::among;
use crate::store::db::schema::{bank_accounts, cases, client_people, creditors, debtors, divisions, people};
use crate::store::{Db, StoreError};

/// Internal states: agencies do not see such cases, even if assigned to them.
pub(in crate::store) const HIDDEN: [Lifecycle; 2] =
    [Lifecycle::PendingContractSigning, Lifecycle::PendingVerificationInternal];

/// Whose cases are visible; made from an actor.
#[derive(Clone, Copy, Debug)]
pub enum Scope {
    /// Those that the agency collects, from Pending Verification on.
    Agency(CollectionPartnerId),
    /// Only the case of a creditor's link.
    Link(CaseId),
    /// Those of a client; if a referral partner is named, only those that came through it.
    Client(CreditorId, Option<ReferralPartnerId>),
    /// Those that came through a referral partner.
    Referrer(ReferralPartnerId),
    /// All cases.
    Operator,
}

impl Scope {
    /// Whether a case is visible.
    fn sees(&self, case: &Case) -> bool {
        match self {
            Self::Agency(agency) => case.collection_partner_id == Some(*agency) && !HIDDEN.contains(&case.lifecycle),
            Self::Link(id) => case.id == *id,
            Self::Client(id, through) => {
                case.creditor_id == *id && (through.is_none() || case.referral_partner_id == *through)
            }
            Self::Referrer(id) => case.referral_partner_id == Some(*id),
            Self::Operator => true,
        }
    }
}

impl From<&Partner> for Scope {
    fn from(who: &Partner) -> Self {
        Self::Agency(who.agency.id)
    }
}

impl From<&Operator> for Scope {
    fn from(_: &Operator) -> Self {
        Self::Operator
    }
}

impl From<&Customer> for Scope {
    fn from(who: &Customer) -> Self {
        Self::Client(who.id, who.limited_to())
    }
}

impl From<&Referrer> for Scope {
    fn from(who: &Referrer) -> Self {
        Self::Referrer(who.id)
    }
}

impl From<&Client> for Scope {
    fn from(who: &Client) -> Self {
        Self::Link(who.case)
    }
}

macro_rules! files_query {
    () => {
        cases::table
            .inner_join(debtors::table)
            .inner_join(creditors::table)
            .left_join(people::table)
            .left_join(divisions::table.on(divisions::id.nullable().eq(cases::division_id)))
            .left_join(bank_accounts::table.on(bank_accounts::number.nullable().eq(cases::bank_account)))
            .left_join(client_people::table.on(client_people::id.nullable().eq(cases::assigned_person)))
            .select((
                Case::as_select(),
                Debtor::as_select(),
                Creditor::as_select(),
                Option::<Handler>::as_select(),
                Option::<Division>::as_select(),
                Option::<BankAccount>::as_select(),
                Option::<Owner>::as_select(),
            ))
    };
}

type Row = (Case, Debtor, Creditor, Option<Handler>, Option<Division>, Option<BankAccount>, Option<Owner>);

fn filed((case, debtor, creditor, handler, division, bank_account, owner): Row) -> CaseFile {
    CaseFile { case, debtor, creditor, handler, division, bank_account, owner }
}

/// The cases of a boxed query that a scope can see.
macro_rules! within {
    ($query:expr, $scope:expr) => {
        match $scope {
            Scope::Agency(agency) => {
                $query.filter(cases::collection_partner_id.eq(agency)).filter(cases::lifecycle.ne_all(HIDDEN))
            }
            Scope::Link(case) => $query.filter(cases::id.eq(case)),
            Scope::Client(creditor, None) => $query.filter(cases::creditor_id.eq(creditor)),
            Scope::Client(creditor, Some(partner)) => {
                $query.filter(cases::creditor_id.eq(creditor)).filter(cases::referral_partner_id.eq(partner))
            }
            Scope::Referrer(partner) => $query.filter(cases::referral_partner_id.eq(partner)),
            Scope::Operator => $query,
        }
    };
}

/// A case with everything that pages and contract show.
///
/// # Errors
/// [`StoreError::NotFound`] if it does not exist, is not theirs, or is still hidden.
pub fn load(db: &mut Db, scope: impl Into<Scope>, id: CaseId) -> Result<CaseFile, StoreError> {
    let query = within!(files_query!().filter(cases::id.eq(id)).into_boxed(), scope.into());
    Ok(filed(query.first(&mut *db.conn)?))
}

/// A case alone, for actions that decide on it.
///
/// # Errors
/// [`StoreError::NotFound`] if it does not exist, is not theirs, or is still hidden.
pub fn load_case(db: &mut Db, scope: impl Into<Scope>, id: CaseId) -> Result<Case, StoreError> {
    let query = cases::table.filter(cases::id.eq(id)).select(Case::as_select()).into_boxed();
    Ok(within!(query, scope.into()).first(&mut *db.conn)?)
}

/// Many cases in the order of their ids. Ids of cases that are not theirs are left out.
pub fn load_many(db: &mut Db, scope: impl Into<Scope>, ids: &[CaseId]) -> Result<Vec<CaseFile>, StoreError> {
    // By id alone: were the agency asked for in the same breath, SQLite would walk all of its cases.
    let wanted = among(&db.conn, cases::id, ids);
    let rows: Vec<Row> = files_query!().filter(wanted).load(&mut *db.conn)?;
    let scope = scope.into();
    let rows = rows.into_iter().filter(|(case, ..)| scope.sees(case));
    let mut by_id: std::collections::HashMap<CaseId, CaseFile> =
        rows.map(filed).map(|file| (file.case.id, file)).collect();
    Ok(ids.iter().filter_map(|id| by_id.remove(id)).collect())
}

/// The id for a case reference.
pub fn id_by_reference(db: &mut Db, who: &Partner, reference: &str) -> Result<CaseId, StoreError> {
    Ok(cases::table
        .filter(cases::reference.eq(reference).and(cases::collection_partner_id.eq(who.agency.id)))
        .filter(cases::lifecycle.ne_all(HIDDEN))
        .select(cases::id)
        .first(&mut *db.conn)?)
}

/// The newest production case for each of the agency's own references, matched exactly, with the reference.
pub fn ids_by_partner_references(
    db: &mut Db,
    who: &Partner,
    references: &[String],
) -> Result<Vec<(String, CaseId)>, StoreError> {
    let rows: Vec<(Option<String>, CaseId)> = cases::table
        .filter(cases::collection_partner_id.eq(who.agency.id).and(cases::partner_reference.eq_any(references)))
        .filter(cases::is_test.eq(false).and(cases::lifecycle.ne_all(HIDDEN)))
        .order((cases::created_at.asc(), cases::id.asc()))
        .select((cases::partner_reference, cases::id))
        .load(&mut *db.conn)?;
    Ok(rows.into_iter().filter_map(|(reference, id)| Some((reference?, id))).collect())
}

/// The production case for a creditor's own reference, which is unique only within the creditor.
///
/// # Errors
/// [`StoreError::NotFound`] if they have no such case.
pub fn id_by_creditor_reference(
    db: &mut Db,
    who: &Partner,
    creditor: CreditorId,
    reference: &str,
) -> Result<CaseId, StoreError> {
    Ok(cases::table
        .filter(cases::creditor_id.eq(creditor).and(cases::creditor_reference.eq(reference)))
        .filter(cases::collection_partner_id.eq(who.agency.id).and(cases::is_test.eq(false)))
        .filter(cases::lifecycle.ne_all(HIDDEN))
        .select(cases::id)
        .first(&mut *db.conn)?)
}
