//! What the operator reads and writes before an agency sees a case.

use diesel::prelude::*;

use super::rows::Debtor;
use crate::domain::actor::Operator;
use crate::domain::calendar::Moment;
use crate::domain::case::Lifecycle;
use crate::domain::ids::{CaseId, CreditorId, QuestionId, Reference};
use crate::domain::money::Currency;
use crate::domain::verification::ResolutionArea;
use crate::store::db::schema::{cases, creditors, debtors, verification_items};
use crate::store::{Db, StoreError, Tx};

/// Similar cases that are read, at most.
const MAX_ALIKE: i64 = 5;

/// A question to the client about a case that is being verified. Times are UTC.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = verification_items)]
#[expect(missing_docs, reason = "the columns speak for themselves; the migration says their forms")]
pub struct Item {
    pub id: QuestionId,
    pub case_id: CaseId,
    pub area: ResolutionArea,
    pub description: String,
    pub asked_at: chrono::NaiveDateTime,
    pub asked_by: String,
    pub closed_at: Option<chrono::NaiveDateTime>,
}

/// A case that no agency sees yet.
#[derive(Clone, Debug, Queryable)]
#[expect(missing_docs, reason = "the fields speak the field's own terms; amounts are minor units, times UTC")]
pub struct Waiting {
    pub id: CaseId,
    pub reference: Reference,
    pub lifecycle: Lifecycle,
    pub creditor: String,
    pub debtor: String,
    pub country: String,
    pub currency: Currency,
    pub principal: i64,
    pub agency: Option<crate::domain::ids::CollectionPartnerId>,
    pub question: Option<String>,
    pub answered_at: Option<chrono::NaiveDateTime>,
    pub created_at: chrono::NaiveDateTime,
}

/// The cases in a state before an agency sees them, oldest first, and their number. Test cases come with the others.
pub fn waiting(
    db: &mut Db,
    _who: &Operator,
    state: Lifecycle,
    (skip, size): (i64, i64),
) -> Result<(Vec<Waiting>, i64), StoreError> {
    let total = cases::table.filter(cases::lifecycle.eq(state)).count().get_result(&mut *db.conn)?;
    let rows = cases::table
        .inner_join(creditors::table)
        .inner_join(debtors::table)
        .filter(cases::lifecycle.eq(state))
        .order((cases::created_at.asc(), cases::id.asc()))
        .offset(skip)
        .limit(size)
        .select((
            cases::id,
            cases::reference,
            cases::lifecycle,
            creditors::name,
            debtors::name,
            debtors::country,
            cases::currency,
            cases::principal,
            cases::collection_partner_id,
            cases::question,
            cases::answered_at,
            cases::created_at,
        ))
        .load(&mut *db.conn)?;
    Ok((rows, total))
}

/// The case in Pending Verification Internal that follows another by age, or the oldest: what staff look at next. Cases
/// that wait for an answer of the client are left out.
pub fn next(db: &mut Db, _who: &Operator, after: CaseId) -> Result<Option<CaseId>, StoreError> {
    let open = || {
        cases::table
            .filter(cases::lifecycle.eq(Lifecycle::PendingVerificationInternal).and(cases::id.ne(after)))
            .filter(cases::question.is_null().or(cases::answered_at.is_not_null()))
            .order((cases::created_at.asc(), cases::id.asc()))
            .select(cases::id)
    };
    let since: Option<chrono::NaiveDateTime> =
        cases::table.find(after).select(cases::created_at).first(&mut *db.conn).optional()?;
    let later = match since {
        Some(since) => open().filter(cases::created_at.ge(since)).first(&mut *db.conn).optional()?,
        None => None,
    };
    match later {
        Some(id) => Ok(Some(id)),
        None => Ok(open().first(&mut *db.conn).optional()?),
    }
}

/// Whether a client has a production case with this reference of its own; for test cases, a test case.
pub fn has_reference(db: &mut Db, creditor: CreditorId, reference: &str, is_test: bool) -> Result<bool, StoreError> {
    let known: i64 = cases::table
        .filter(cases::creditor_id.eq(creditor).and(cases::creditor_reference.eq(reference)))
        .filter(cases::is_test.eq(is_test))
        .count()
        .get_result(&mut *db.conn)?;
    Ok(known > 0)
}

/// Locks a client until the transaction ends, so that of two submissions at once the second sees the first.
pub fn hold_creditor(db: &mut Tx<'_>, creditor: CreditorId) -> Result<(), StoreError> {
    let rows = diesel::update(creditors::table.find(creditor).filter(creditors::retired_at.is_null()))
        .set(creditors::country.eq(creditors::country))
        .execute(&mut *db.conn)?;
    if rows == 1 { Ok(()) } else { Err(StoreError::NotFound) }
}

/// Other production cases of a client that look like this one: the same debtor, by name, registration number or
/// e-mail address, and the same principal or the same invoice date.
pub fn alike(db: &mut Db, case: &super::Case, debtor: &Debtor) -> Result<Vec<Reference>, StoreError> {
    let same_debtor = debtors::name
        .eq(debtor.name.clone())
        .or(debtors::registration_number
            .is_not_null()
            .and(debtors::registration_number.eq(debtor.registration_number.clone()).assume_not_null()))
        .or(debtors::email.is_not_null().and(debtors::email.eq(debtor.email.clone()).assume_not_null()));
    Ok(cases::table
        .inner_join(debtors::table)
        .filter(cases::creditor_id.eq(case.creditor_id).and(cases::id.ne(case.id)).and(cases::is_test.eq(false)))
        .filter(same_debtor)
        .filter(
            cases::principal
                .eq(case.principal)
                .and(cases::currency.eq(case.currency))
                .or(cases::claim_date.eq(case.claim_date)),
        )
        .order((cases::created_at.asc(), cases::id.asc()))
        .limit(MAX_ALIKE)
        .select(cases::reference)
        .load(&mut *db.conn)?)
}

/// The cases of a client that wait for a signature, oldest first.
pub fn pending_contracts(db: &mut Db, creditor: CreditorId) -> Result<Vec<CaseId>, StoreError> {
    Ok(cases::table
        .filter(cases::creditor_id.eq(creditor).and(cases::lifecycle.eq(Lifecycle::PendingContractSigning)))
        .order((cases::created_at.asc(), cases::id.asc()))
        .select(cases::id)
        .load(&mut *db.conn)?)
}

/// Stores a question.
pub fn add_item(db: &mut Tx<'_>, item: &Item) -> Result<(), StoreError> {
    diesel::insert_into(verification_items::table).values(item).execute(&mut *db.conn)?;
    Ok(())
}

/// The questions about cases, oldest first. The caller has loaded the cases as its actor.
pub fn items(db: &mut Db, cases: &[CaseId]) -> Result<Vec<Item>, StoreError> {
    Ok(verification_items::table
        .filter(verification_items::case_id.eq_any(cases))
        .order((verification_items::asked_at.asc(), verification_items::id.asc()))
        .select(Item::as_select())
        .load(&mut *db.conn)?)
}

/// Closes the open questions about a case.
pub fn close_items(db: &mut Tx<'_>, case: CaseId, now: Moment) -> Result<(), StoreError> {
    diesel::update(verification_items::table)
        .filter(verification_items::case_id.eq(case).and(verification_items::closed_at.is_null()))
        .set(verification_items::closed_at.eq(now.naive_utc()))
        .execute(&mut *db.conn)?;
    Ok(())
}
