//! The ledger. Entries are added and never changed; the database refuses changes and entries that do not balance.
//! Entries in force are those that are neither reversed nor reversals.

pub mod unscoped;

use std::collections::{BTreeSet, HashSet};

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;

use crate::domain::calendar::Moment;
use crate::domain::ids::{CaseId, CollectionPartnerId, CreditorId, InvoiceId, LedgerId, PaymentId, ReferralPartnerId};
use crate::domain::ledger::{Draft, EntryInForce, EntryKind, Postings};
use crate::domain::money::Currency;
use crate::store::cases::Case;
use crate::store::db::dialect;
use crate::store::db::schema::ledger;
use crate::store::{Db, StoreError, Tx, fresh_id};

/// An entry. Amounts are minor units of its currency; times are UTC.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = ledger, treat_none_as_default_value = false)]
pub(in crate::store) struct LedgerEntry {
    pub id: LedgerId,
    pub booked_at: NaiveDateTime,
    /// The value date.
    pub value_on: NaiveDate,
    pub kind: EntryKind,
    pub reverses: Option<LedgerId>,
    pub case_id: Option<CaseId>,
    pub payment_id: Option<PaymentId>,
    pub invoice_id: Option<InvoiceId>,
    pub collection_partner_id: CollectionPartnerId,
    pub creditor_id: Option<CreditorId>,
    pub referral_partner_id: Option<ReferralPartnerId>,
    pub currency: Currency,
    pub is_test: bool,
    pub author: String,
    #[diesel(embed)]
    pub(in crate::store) postings: PostingsRow,
}

macro_rules! postings_row {
    ($($account:ident $(in $column:ident)?),* $(,)?) => {
        /// The accounts, column by column.
        #[derive(Clone, Debug, Queryable, Selectable, Insertable)]
        #[diesel(table_name = ledger, treat_none_as_default_value = false)]
        pub(in crate::store) struct PostingsRow {
            $($(#[diesel(column_name = $column)])? $account: i64),*
        }

        impl From<PostingsRow> for Postings {
            fn from(row: PostingsRow) -> Self {
                Self { $($account: row.$account),* }
            }
        }

        impl From<Postings> for PostingsRow {
            fn from(postings: Postings) -> Self {
                Self { $($account: postings.$account),* }
            }
        }
    };
}
postings_row!(
    claim_principal,
    claim_interest,
    claim_reminder,
    claim_collection,
    surplus,
    raised,
    money_creditor,
    money_agency,
    money_operator in money_platform,
    money_referral,
    creditor_agency,
    agency_operator in agency_platform,
    operator_creditor in platform_creditor,
    operator_referral in platform_referral,
    earned_creditor,
    earned_agency,
    earned_operator in earned_platform,
    earned_referral,
);

/// The entries in force of a case, in booking order. The caller has loaded the case as its actor.
pub fn entries_in_force(db: &mut Db, case: &Case) -> Result<Vec<EntryInForce>, StoreError> {
    let all: Vec<LedgerEntry> = ledger::table
        .filter(ledger::case_id.eq(case.id))
        .order((ledger::booked_at.asc(), ledger::id.asc()))
        .select(LedgerEntry::as_select())
        .load(&mut *db.conn)?;
    let reversed: HashSet<LedgerId> = all.iter().filter_map(|entry| entry.reverses).collect();
    Ok(all
        .into_iter()
        .filter(|entry| entry.reverses.is_none() && !reversed.contains(&entry.id))
        .map(|entry| EntryInForce {
            id: entry.id,
            kind: entry.kind,
            payment: entry.payment_id,
            value_on: entry.value_on,
            postings: entry.postings.into(),
        })
        .collect())
}

/// The parties and objects of an entry.
#[derive(Clone, Copy, Debug)]
pub struct Concerned {
    /// The agency whose books it is in.
    pub agency: CollectionPartnerId,
    /// The creditor.
    pub creditor: Option<CreditorId>,
    /// The referral partner with a share in it.
    pub referral_partner: Option<ReferralPartnerId>,
    /// The case.
    pub case: Option<CaseId>,
    /// The operator's invoice.
    pub invoice: Option<InvoiceId>,
}

/// Locks an agency's books until the transaction ends. Lock order: the case first, then the books, then the payments.
pub fn hold(db: &mut Tx<'_>, agency: CollectionPartnerId) -> Result<(), StoreError> {
    Ok(dialect::queue_for_counts(db, agency.as_str())?)
}

/// Adds entries. Locks the agency's books.
///
/// # Errors
/// If the database fails, or an entry does not balance.
pub fn add(
    db: &mut Tx<'_>,
    concerned: &[(Concerned, Draft)],
    currency: Currency,
    is_test: bool,
    author: &str,
    now: Moment,
) -> Result<(), StoreError> {
    let rows: Vec<LedgerEntry> = concerned
        .iter()
        .map(|(concerned, draft)| LedgerEntry {
            id: LedgerId::from_uuid(fresh_id()),
            booked_at: now.naive_utc(),
            value_on: draft.value_on.unwrap_or(now.date_naive()),
            kind: draft.kind,
            reverses: draft.reverses,
            case_id: concerned.case,
            payment_id: draft.payment,
            invoice_id: concerned.invoice,
            collection_partner_id: concerned.agency,
            creditor_id: concerned.creditor,
            referral_partner_id: concerned.referral_partner,
            currency,
            is_test,
            author: author.to_owned(),
            postings: draft.postings.into(),
        })
        .collect();
    let agencies: BTreeSet<CollectionPartnerId> = rows.iter().map(|row| row.collection_partner_id).collect();
    for agency in agencies {
        hold(db, agency)?;
    }
    for row in &rows {
        diesel::insert_into(ledger::table).values(row).execute(&mut *db.conn)?;
    }
    Ok(())
}
