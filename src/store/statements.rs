//! What one party owed the other over a span of time, entry by entry, out of the ledger. An entry counts for the moment
//! at which it was booked: what was said of a span that is over is said again for ever.

use std::collections::HashMap;

use chrono::{NaiveDate, NaiveDateTime};
use diesel::dsl::{IntoBoxed, sql};
use diesel::prelude::*;
use diesel::sql_types::BigInt;

use super::conn::MultiBackend;
use super::schema::{
    cases, collection_partners, creditor_balances, creditors, debtors, ledger, ledger_months, platform_invoices,
};
use super::{Db, StoreError};
use crate::domain::actor::Partner;
use crate::domain::ids::{CaseId, CollectionPartnerId, CreditorId, LedgerId, Reference};
use crate::domain::ledger::EntryKind;
use crate::domain::money::Currency;
use crate::domain::month::{Month, begin_of};

/// With whom an agency settles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Account {
    /// With the platform: its share of the commissions.
    Platform,
    /// With a creditor: what was collected for it, and the commissions that it owes.
    Creditor(CreditorId),
}

/// What a statement is about.
#[derive(Clone, Copy, Debug)]
pub struct Span {
    /// With whom.
    pub account: Account,
    /// In which currency.
    pub currency: Currency,
    /// The first day, UTC.
    pub from: NaiveDate,
    /// The last day, UTC.
    pub to: NaiveDate,
}

/// An entry of a statement. Times are UTC.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields speak for themselves")]
pub struct Movement {
    pub id: LedgerId,
    pub booked_at: NaiveDateTime,
    pub value_on: NaiveDate,
    pub kind: EntryKind,
    pub is_reversal: bool,
    pub case: Option<(CaseId, Reference)>,
    pub debtor: Option<String>,
    /// The number of the invoice that it paid.
    pub invoice: Option<i64>,
    /// Minor units. With the platform: what the agency owes it more. With a creditor: what the agency owes it more.
    pub amount: i64,
}

type Boxed<'a> = IntoBoxed<'a, ledger::table, MultiBackend>;

fn entries<'a>(who: &Partner, account: Account, currency: Currency) -> Boxed<'a> {
    let query = ledger::table
        .into_boxed()
        .filter(ledger::collection_partner_id.eq(who.agency.id).and(ledger::currency.eq(currency)))
        .filter(ledger::is_test.eq(false));
    match account {
        Account::Platform => query.filter(ledger::agency_platform.ne(0)),
        Account::Creditor(creditor) => {
            query.filter(ledger::creditor_id.eq(creditor).and(ledger::creditor_agency.ne(0)))
        }
    }
}

/// What an amount of the ledger means to the agency: more that it owes is more.
fn signed(account: Account, agency_platform: i64, creditor_agency: i64) -> i64 {
    match account {
        Account::Platform => agency_platform,
        Account::Creditor(_) => -creditor_agency,
    }
}

/// What the agency owed at the beginning of a day, in minor units; negative when it was owed.
///
/// # Errors
/// When the database does not answer.
pub fn owed_before(
    db: &mut Db,
    who: &Partner,
    (account, currency): (Account, Currency),
    day: NaiveDate,
) -> Result<i64, StoreError> {
    let month = Month::of(day);
    let until = begin_of(day).naive_utc();
    let sum = sql::<BigInt>("coalesce(CAST(sum(agency_platform) AS BIGINT), 0)");
    let kept: i64 = match account {
        // Months that were over by then are kept as sums.
        Account::Platform => ledger_months::table
            .filter(ledger_months::collection_partner_id.eq(who.agency.id))
            .filter(ledger_months::currency.eq(currency).and(ledger_months::month.lt(month.to_string())))
            .select(sum)
            .first(&mut *db.conn)?,
        Account::Creditor(_) => 0,
    };
    let mut rest = entries(who, account, currency).filter(ledger::booked_at.lt(until));
    if account == Account::Platform {
        rest = rest.filter(ledger::booked_at.ge(month.begins().naive_utc()));
    }
    let (platform, creditor): (i64, i64) = rest
        .select((
            sql::<BigInt>("coalesce(CAST(sum(agency_platform) AS BIGINT), 0)"),
            sql::<BigInt>("coalesce(CAST(sum(creditor_agency) AS BIGINT), 0)"),
        ))
        .first(&mut *db.conn)?;
    Ok(kept + signed(account, platform, creditor))
}

/// What the agency owes the platform now, in minor units; negative when it is owed.
///
/// # Errors
/// When the database does not answer.
pub fn owed_now(db: &mut Db, who: &Partner, currency: Currency) -> Result<i64, StoreError> {
    Ok(ledger_months::table
        .filter(ledger_months::collection_partner_id.eq(who.agency.id).and(ledger_months::currency.eq(currency)))
        .select(sql::<BigInt>("coalesce(CAST(sum(agency_platform) AS BIGINT), 0)"))
        .first(&mut *db.conn)?)
}

/// Where an agency stands with the platform, in one currency.
#[derive(Clone, Debug)]
pub struct AgencyBalance {
    /// The agency.
    pub agency: CollectionPartnerId,
    /// Its name.
    pub name: String,
    /// The currency.
    pub currency: Currency,
    /// What it owes, in minor units; negative when it is owed.
    pub owed: i64,
}

/// Where every agency stands with the platform, by name, a page at a time.
///
/// # Errors
/// When the database does not answer.
pub fn any_agency_balances(db: &mut Db, (skip, size): (i64, i64)) -> Result<Vec<AgencyBalance>, StoreError> {
    // Agencies are some hundreds: their sums are put in the order of their names here.
    let sums: Vec<(CollectionPartnerId, Currency, i64)> = ledger_months::table
        .group_by((ledger_months::collection_partner_id, ledger_months::currency))
        .select((
            ledger_months::collection_partner_id,
            ledger_months::currency,
            sql::<BigInt>("coalesce(CAST(sum(agency_platform) AS BIGINT), 0)"),
        ))
        .load(&mut *db.conn)?;
    let ids: Vec<CollectionPartnerId> = sums.iter().map(|(agency, ..)| *agency).collect();
    let names: Vec<(CollectionPartnerId, String)> = collection_partners::table
        .filter(collection_partners::id.eq_any(ids))
        .select((collection_partners::id, collection_partners::name))
        .load(&mut *db.conn)?;
    let names: HashMap<CollectionPartnerId, String> = names.into_iter().collect();
    let mut balances: Vec<AgencyBalance> = sums
        .into_iter()
        .map(|(agency, currency, owed)| {
            let name = names.get(&agency).cloned().unwrap_or_default();
            AgencyBalance { agency, name, currency, owed }
        })
        .collect();
    balances.sort_by(|one, other| {
        (&one.name, one.agency, one.currency.code()).cmp(&(&other.name, other.agency, other.currency.code()))
    });
    let (skip, size) = (usize::try_from(skip).unwrap_or(usize::MAX), usize::try_from(size).unwrap_or_default());
    Ok(balances.into_iter().skip(skip).take(size).collect())
}

/// The movements of a span, oldest first, behind a place.
///
/// # Errors
/// When the database does not answer.
pub fn movements(
    db: &mut Db,
    who: &Partner,
    span: &Span,
    behind: Option<(NaiveDateTime, LedgerId)>,
    size: i64,
) -> Result<Vec<Movement>, StoreError> {
    let (from, to) = (begin_of(span.from).naive_utc(), begin_of(span.to.succ_opt().unwrap_or(span.to)).naive_utc());
    let mut query =
        entries(who, span.account, span.currency).filter(ledger::booked_at.ge(from).and(ledger::booked_at.lt(to)));
    if let Some((at, id)) = behind {
        query = query.filter(ledger::booked_at.ge(at).and(ledger::booked_at.gt(at).or(ledger::id.gt(id))));
    }
    type Row = (
        (LedgerId, NaiveDateTime, NaiveDate, EntryKind, Option<LedgerId>),
        (i64, i64),
        (Option<CaseId>, Option<crate::domain::ids::InvoiceId>),
    );
    let rows: Vec<Row> = query
        .order((ledger::booked_at.asc(), ledger::id.asc()))
        .limit(size)
        .select((
            (ledger::id, ledger::booked_at, ledger::value_on, ledger::kind, ledger::reverses),
            (ledger::agency_platform, ledger::creditor_agency),
            (ledger::case_id, ledger::invoice_id),
        ))
        .load(&mut *db.conn)?;
    let cases_of: Vec<CaseId> = rows.iter().filter_map(|(_, _, (case, _))| *case).collect();
    let known: Vec<(CaseId, Reference, String)> = cases::table
        .inner_join(debtors::table)
        .filter(cases::id.eq_any(cases_of))
        .select((cases::id, cases::reference, debtors::name))
        .load(&mut *db.conn)?;
    let invoices_of: Vec<_> = rows.iter().filter_map(|(_, _, (_, invoice))| *invoice).collect();
    let numbers: Vec<(crate::domain::ids::InvoiceId, i64)> = platform_invoices::table
        .filter(platform_invoices::id.eq_any(invoices_of))
        .select((platform_invoices::id, platform_invoices::number))
        .load(&mut *db.conn)?;
    Ok(rows
        .into_iter()
        .map(|((id, booked_at, value_on, kind, reverses), (platform, creditor), (case, invoice))| {
            let found = known.iter().find(|(known, ..)| Some(*known) == case);
            Movement {
                id,
                booked_at,
                value_on,
                kind,
                is_reversal: reverses.is_some(),
                case: found.map(|(id, reference, _)| (*id, *reference)),
                debtor: found.map(|(.., name)| name.clone()),
                invoice: numbers.iter().find(|(known, _)| Some(*known) == invoice).map(|(_, number)| *number),
                amount: signed(span.account, platform, creditor),
            }
        })
        .collect())
}

/// What more is owed and what less within a span: both minor units, both zero or more.
///
/// # Errors
/// When the database does not answer.
pub fn turnover(db: &mut Db, who: &Partner, span: &Span) -> Result<(i64, i64, i64), StoreError> {
    let (from, to) = (begin_of(span.from).naive_utc(), begin_of(span.to.succ_opt().unwrap_or(span.to)).naive_utc());
    let column = match span.account {
        Account::Platform => "agency_platform",
        Account::Creditor(_) => "-creditor_agency",
    };
    let part = |when: &str| {
        sql::<BigInt>(&format!(
            "coalesce(CAST(sum(CASE WHEN {column} {when} 0 THEN {column} ELSE 0 END) AS BIGINT), 0)"
        ))
    };
    let (more, less, entries): (i64, i64, i64) = entries(who, span.account, span.currency)
        .filter(ledger::booked_at.ge(from).and(ledger::booked_at.lt(to)))
        .select((part(">"), part("<"), sql::<BigInt>("count(*)")))
        .first(&mut *db.conn)?;
    Ok((more, -less, entries))
}

/// The currencies in which an agency has books with an account.
///
/// # Errors
/// When the database does not answer.
pub fn currencies(db: &mut Db, who: &Partner, account: Account) -> Result<Vec<Currency>, StoreError> {
    Ok(match account {
        Account::Platform => ledger_months::table
            .filter(ledger_months::collection_partner_id.eq(who.agency.id))
            .select(ledger_months::currency)
            .distinct()
            .order(ledger_months::currency.asc())
            .load(&mut *db.conn)?,
        Account::Creditor(creditor) => creditor_balances::table
            .filter(creditor_balances::collection_partner_id.eq(who.agency.id))
            .filter(creditor_balances::creditor_id.eq(creditor))
            .select(creditor_balances::currency)
            .order(creditor_balances::currency.asc())
            .load(&mut *db.conn)?,
    })
}

/// Where an agency stands with a creditor, in one currency; minor units.
#[derive(Clone, Debug, Queryable)]
pub struct CreditorBalance {
    /// The creditor.
    pub creditor: CreditorId,
    /// Its name.
    pub name: String,
    /// The currency.
    pub currency: Currency,
    /// What debtors paid, to whomever.
    pub collected: i64,
    /// What the creditor owes the agency; negative, what the agency owes the creditor.
    pub creditor_agency: i64,
}

/// Where an agency stands with its creditors, by name: those whose name has these folded words in it, a page at a time.
///
/// # Errors
/// When the database does not answer.
pub fn creditor_balances(
    db: &mut Db,
    who: &Partner,
    folded: &str,
    (skip, size): (i64, i64),
) -> Result<Vec<CreditorBalance>, StoreError> {
    use super::schema::creditor_balances as b;
    let mut query = b::table
        .inner_join(creditors::table.on(creditors::id.eq(b::creditor_id)))
        .filter(b::collection_partner_id.eq(who.agency.id))
        .into_boxed();
    if !folded.is_empty() {
        let text = folded.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
        query = query.filter(creditors::folded.like(format!("%{text}%")).escape('\\'));
    }
    Ok(query
        .order((creditors::folded.asc(), b::creditor_id.asc(), b::currency.asc()))
        .offset(skip)
        .limit(size)
        .select((b::creditor_id, creditors::name, b::currency, b::collected, b::creditor_agency))
        .load(&mut *db.conn)?)
}

/// The name of a creditor for whom an agency works or worked.
///
/// # Errors
/// [`StoreError::NotFound`] when it never had a case of it.
pub fn creditor_name(db: &mut Db, who: &Partner, creditor: CreditorId) -> Result<String, StoreError> {
    let theirs = cases::table
        .filter(cases::collection_partner_id.eq(who.agency.id).and(cases::creditor_id.eq(creditor)))
        .select(cases::creditor_id);
    Ok(creditors::table
        .filter(creditors::id.eq(creditor).and(creditors::id.eq_any(theirs)))
        .select(creditors::name)
        .first(&mut *db.conn)?)
}

/// What an agency holds for a creditor, in minor units; negative when the creditor owes more than that.
///
/// # Errors
/// When the database does not answer.
pub fn held_for(db: &mut Db, who: &Partner, creditor: CreditorId, currency: Currency) -> Result<i64, StoreError> {
    let owed: Option<i64> = creditor_balances::table
        .find((who.agency.id, creditor, currency))
        .select(creditor_balances::creditor_agency)
        .first(&mut *db.conn)
        .optional()?;
    Ok(owed.map_or(0, |owed| -owed))
}
