//! Guarded changes of cases. Only `actions` calls them, inside a write transaction.

use diesel::prelude::*;

use super::rows::{BankAccount, Case, Creditor, Debtor};
use crate::domain::actor::Partner;
use crate::domain::calendar::Moment;
use crate::domain::case::Lifecycle;
use crate::domain::ids::{CaseId, CollectionPartnerId};
use crate::domain::money::Rate;
use crate::domain::search;
use crate::store::db::dialect;
use crate::store::db::schema::{bank_accounts, case_words, cases, creditors, debtors};
use crate::store::{StoreError, Tx};

/// The columns that actions may change. Built by [`Change::of`] from the whole case.
#[derive(Clone, Debug, AsChangeset)]
#[diesel(table_name = cases, treat_none_as_null = true)]
pub struct Change {
    collection_partner_id: Option<crate::domain::ids::CollectionPartnerId>,
    handler_id: Option<crate::domain::ids::PersonId>,
    lifecycle: crate::domain::case::Lifecycle,
    close_code: Option<crate::domain::case::CloseCode>,
    close_comment: Option<String>,
    decline_category: Option<crate::domain::case::DeclineCategory>,
    pause_reason: Option<String>,
    question: Option<String>,
    phase: Option<crate::domain::case::Phase>,
    partner_reference: Option<String>,
    principal: i64,
    interest_fees: i64,
    reminder_fees: i64,
    collection_fees: i64,
    paid: i64,
    outstanding: i64,
    payment_count: i64,
    success_fee: Option<Rate>,
    fee_base: Option<Rate>,
    fee_uplift: Option<Rate>,
    pricing_explanation: Option<String>,
    answered_at: Option<chrono::NaiveDateTime>,
    updated_at: chrono::NaiveDateTime,
    assigned_at: Option<chrono::NaiveDateTime>,
    started_at: Option<chrono::NaiveDateTime>,
    finished_at: Option<chrono::NaiveDateTime>,
    exclusive_from: Option<chrono::NaiveDateTime>,
    exclusive_until: Option<chrono::NaiveDateTime>,
    due_at: Option<chrono::NaiveDateTime>,
    routing_reason: Option<crate::domain::routing::RoutingReason>,
}

impl Change {
    fn of(case: &Case, now: Moment) -> Self {
        // Lists all columns, so that a new one does not compile until it is decided here whether actions may change it.
        let Case {
            collection_partner_id,
            handler_id,
            lifecycle,
            close_code,
            close_comment,
            decline_category,
            pause_reason,
            question,
            phase,
            partner_reference,
            principal,
            interest_fees,
            reminder_fees,
            collection_fees,
            paid,
            outstanding,
            payment_count,
            success_fee,
            fee_base,
            fee_uplift,
            pricing_explanation,
            answered_at,
            assigned_at,
            started_at,
            finished_at,
            exclusive_from,
            exclusive_until,
            due_at,
            routing_reason,
            // Fixed at creation, or set by the save itself.
            id: _,
            reference: _,
            creditor_id: _,
            division_id: _,
            debtor_id: _,
            bank_account: _,
            referral_partner_id: _,
            creditor_reference: _,
            claim_type: _,
            dispute_status: _,
            claim_description: _,
            creditor_comments: _,
            currency: _,
            blended_uplift: _,
            fee_intentional: _,
            pricing_source: _,
            is_test: _,
            tag: _,
            claim_date: _,
            due_date: _,
            created_at: _,
            updated_at: _,
            assigned_person: _,
            skips_verification: _,
        } = case.clone();
        Self {
            collection_partner_id,
            handler_id,
            lifecycle,
            close_code,
            close_comment,
            decline_category,
            pause_reason,
            question,
            phase,
            partner_reference,
            principal,
            interest_fees,
            reminder_fees,
            collection_fees,
            paid,
            outstanding,
            payment_count,
            success_fee,
            fee_base,
            fee_uplift,
            pricing_explanation,
            answered_at,
            assigned_at,
            started_at,
            finished_at,
            exclusive_from,
            exclusive_until,
            due_at,
            routing_reason,
            updated_at: now.naive_utc(),
        }
    }
}

/// Locks a case of the agency until the transaction ends. For changes that add up: of two simultaneous payments, the
/// second waits and continues with the result of the first.
pub fn hold(db: &mut Tx<'_>, who: &Partner, id: CaseId) -> Result<(), StoreError> {
    diesel::update(cases::table.filter(cases::id.eq(id).and(cases::collection_partner_id.eq(who.agency.id))))
        .set(cases::updated_at.eq(cases::updated_at))
        .execute(&mut *db.conn)?;
    Ok(())
}

/// Saves a case, if its row is unchanged; `false` if somebody was faster. Also updates the agency's counts by state,
/// the search words, and the clock of monthly updates.
pub fn advance(db: &mut Tx<'_>, before: &Case, after: &Case, now: Moment) -> Result<bool, StoreError> {
    let is_taken_over =
        before.handler_id != after.handler_id || before.collection_partner_id != after.collection_partner_id;
    if let Some(agency) = before.collection_partner_id
        && is_taken_over
        && before.payment_count > 0
    {
        // A trigger copies the handler to the payments, so they are locked, too: after the case and the books.
        crate::store::cases::unscoped::hold(db, before.id)?;
        crate::store::books::ledger::hold(db, agency)?;
    }
    let rows = diesel::update(cases::table.find(before.id))
        .filter(cases::lifecycle.eq(before.lifecycle).and(cases::updated_at.eq(before.updated_at)))
        .set(Change::of(after, now))
        .execute(&mut *db.conn)?;
    if rows == 0 {
        return Ok(false);
    }
    let moved = before.lifecycle != after.lifecycle || before.collection_partner_id != after.collection_partner_id;
    if moved {
        count(db, before, -1)?;
        count(db, after, 1)?;
        super::updates::follow_state(db, before, after, now)?;
    }
    if before.partner_reference != after.partner_reference
        || before.collection_partner_id != after.collection_partner_id
    {
        index_words(db, after.id)?;
    }
    Ok(true)
}

pub(super) fn count(db: &mut Tx<'_>, case: &Case, by: i64) -> Result<(), StoreError> {
    if let Some(agency) = &case.collection_partner_id {
        dialect::bump_case_count(db, agency.as_str(), case.is_test, case.lifecycle.name(), by)?;
    }
    Ok(())
}

/// Stores a new case.
///
/// # Errors
/// If the database fails, or the reference is taken.
pub fn insert(db: &mut Tx<'_>, case: &Case) -> Result<(), StoreError> {
    diesel::insert_into(cases::table).values(case).execute(&mut *db.conn)?;
    count(db, case, 1)?;
    index_words(db, case.id)
}

/// The search words of a case.
pub(in crate::store) fn words(case: &Case, (debtor, contact): (&str, Option<&str>), creditor: &str) -> Vec<String> {
    let text = [
        case.reference.as_str(),
        case.partner_reference.as_deref().unwrap_or_default(),
        case.creditor_reference.as_deref().unwrap_or_default(),
        debtor,
        contact.unwrap_or_default(),
        creditor,
    ]
    .join(" ");
    search::words(&text)
}

/// Rebuilds the search words of a case from its references, debtor and creditor.
pub fn index_words(db: &mut Tx<'_>, id: CaseId) -> Result<(), StoreError> {
    diesel::delete(case_words::table.filter(case_words::case_id.eq(id))).execute(&mut *db.conn)?;
    let (case, debtor, contact, creditor): (Case, String, Option<String>, String) = cases::table
        .inner_join(debtors::table)
        .inner_join(creditors::table)
        .filter(cases::id.eq(id))
        .select((Case::as_select(), debtors::name, debtors::contact_person, creditors::name))
        .first(&mut *db.conn)?;
    let rows = word_rows(&case, words(&case, (&debtor, contact.as_deref()), &creditor));
    dialect::insert_words(db, &rows)?;
    Ok(())
}

/// A search word of a case.
#[derive(Clone, Debug, Insertable)]
#[diesel(table_name = case_words, treat_none_as_default_value = false)]
pub(in crate::store) struct Word {
    pub collection_partner_id: CollectionPartnerId,
    pub word: String,
    pub case_id: CaseId,
    /// The alphabetically previous word of the same case; "" for the first.
    pub word_before: String,
    pub lifecycle: Lifecycle,
    pub is_test: bool,
    pub created_at: chrono::NaiveDateTime,
}

/// The rows for a case's words; none if no agency has the case.
pub(in crate::store) fn word_rows(case: &Case, mut words: Vec<String>) -> Vec<Word> {
    let Some(collection_partner_id) = case.collection_partner_id else { return Vec::new() };
    words.sort_unstable();
    let before: Vec<String> = std::iter::once(String::new()).chain(words.iter().cloned()).collect();
    let row = |(word, word_before)| Word {
        collection_partner_id,
        word,
        case_id: case.id,
        word_before,
        lifecycle: case.lifecycle,
        is_test: case.is_test,
        created_at: case.created_at,
    };
    words.into_iter().zip(before).map(row).collect()
}

/// Stores a debtor.
pub fn insert_debtor(db: &mut Tx<'_>, debtor: &Debtor) -> Result<(), StoreError> {
    diesel::insert_into(debtors::table).values(debtor).execute(&mut *db.conn)?;
    Ok(())
}

/// Stores a creditor.
pub fn insert_creditor(db: &mut Tx<'_>, creditor: &Creditor) -> Result<(), StoreError> {
    diesel::insert_into(creditors::table)
        .values((creditor, creditors::folded.eq(creditor.folded())))
        .execute(&mut *db.conn)?;
    Ok(())
}

/// Stores a bank account.
pub fn insert_bank_account(db: &mut Tx<'_>, account: &BankAccount) -> Result<(), StoreError> {
    diesel::insert_into(bank_accounts::table).values(account).execute(&mut *db.conn)?;
    Ok(())
}
