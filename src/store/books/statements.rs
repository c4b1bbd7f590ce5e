//! Statements of account between two parties for a period, entry by entry, from the ledger. An entry counts at the
//! moment of its booking, so a statement of a past period never changes.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::dsl::{IntoBoxed, sql};
use diesel::prelude::*;
use diesel::sql_types::BigInt;

use crate::domain::actor::{Operator, Partner};
use crate::domain::ids::{CaseId, CollectionPartnerId, CreditorId, InvoiceId, LedgerId, Reference};
use crate::domain::ledger::EntryKind;
use crate::domain::money::Currency;
use crate::domain::month::{Month, begin_of};
use crate::store::db::conn::MultiBackend;
use crate::store::db::schema::{cases, debtors, ledger, ledger_months, platform_invoices};
use crate::store::{Db, StoreError};

/// An account between two parties. Only those who may read it can construct it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Account {
    /// An agency's with the platform: the platform's share of commissions, less what the platform holds for the agency.
    WithOperator(CollectionPartnerId),
    /// An agency's with a creditor: what the agency holds for it, less the commissions that the creditor owes.
    WithCreditor(CollectionPartnerId, CreditorId),
    /// A creditor with the operator and all agencies: what they hold for it, minus the commissions that it owes.
    OfCreditor(CreditorId),
}

impl Account {
    /// The agency's own with the platform.
    pub fn with_operator(who: &Partner) -> Self {
        Self::WithOperator(who.agency.id)
    }

    /// The agency's own account with a creditor.
    pub fn with_creditor(who: &Partner, creditor: CreditorId) -> Self {
        Self::WithCreditor(who.agency.id, creditor)
    }

    /// Any agency's account with the operator, for the operator.
    pub fn of_agency(_: &Operator, agency: CollectionPartnerId) -> Self {
        Self::WithOperator(agency)
    }

    /// Any creditor's account, for the operator.
    pub fn of_creditor(_: &Operator, creditor: CreditorId) -> Self {
        Self::OfCreditor(creditor)
    }

    /// An SQL expression for what an entry adds to the balance: owed by the agency, or to the creditor.
    fn amount(self) -> &'static str {
        match self {
            Self::WithOperator(_) => "agency_platform",
            Self::WithCreditor(..) => "-creditor_agency",
            Self::OfCreditor(_) => "platform_creditor - creditor_agency",
        }
    }

    pub(in crate::store) fn sum(self) -> diesel::expression::SqlLiteral<BigInt> {
        sql::<BigInt>(&format!("coalesce(CAST(sum({}) AS BIGINT), 0)", self.amount()))
    }
}

/// Account, currency and period of a statement.
#[derive(Clone, Copy, Debug)]
pub struct Span {
    /// The account.
    pub account: Account,
    /// The currency.
    pub currency: Currency,
    /// First day, UTC.
    pub from: NaiveDate,
    /// Last day, UTC.
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
    /// The change of the balance in minor units.
    pub amount: i64,
}

type Boxed<'a> = IntoBoxed<'a, ledger::table, MultiBackend>;

fn entries<'a>(account: Account, currency: Currency) -> Boxed<'a> {
    let query = ledger::table.into_boxed().filter(ledger::currency.eq(currency)).filter(ledger::is_test.eq(false));
    match account {
        Account::WithOperator(agency) => {
            query.filter(ledger::collection_partner_id.eq(agency).and(ledger::agency_platform.ne(0)))
        }
        Account::WithCreditor(agency, creditor) => query
            .filter(ledger::collection_partner_id.eq(agency).and(ledger::creditor_id.eq(creditor)))
            .filter(ledger::creditor_agency.ne(0)),
        Account::OfCreditor(creditor) => {
            query.filter(ledger::creditor_id.eq(creditor).and(ledger::platform_creditor.ne(ledger::creditor_agency)))
        }
    }
}

/// The balance at the beginning of a day in minor units; negative if it is owed in the other direction.
pub fn owed_before(db: &mut Db, account: Account, currency: Currency, day: NaiveDate) -> Result<i64, StoreError> {
    let entries = entries(account, currency).filter(ledger::booked_at.lt(begin_of(day).naive_utc()));
    let Account::WithOperator(agency) = account else {
        return Ok(entries.select(account.sum()).first(&mut *db.conn)?);
    };
    // Past months are stored as sums.
    let month = Month::of(day);
    let kept: i64 = ledger_months::table
        .filter(ledger_months::collection_partner_id.eq(agency))
        .filter(ledger_months::currency.eq(currency).and(ledger_months::month.lt(month.to_string())))
        .select(account.sum())
        .first(&mut *db.conn)?;
    let rest: i64 =
        entries.filter(ledger::booked_at.ge(month.begins().naive_utc())).select(account.sum()).first(&mut *db.conn)?;
    Ok(kept + rest)
}

/// The entries of a period, oldest first, after a place.
pub fn movements(
    db: &mut Db,
    span: &Span,
    behind: Option<(NaiveDateTime, LedgerId)>,
    size: i64,
) -> Result<Vec<Movement>, StoreError> {
    let (from, to) = (begin_of(span.from).naive_utc(), begin_of(span.to.succ_opt().unwrap_or(span.to)).naive_utc());
    let mut query =
        entries(span.account, span.currency).filter(ledger::booked_at.ge(from).and(ledger::booked_at.lt(to)));
    if let Some((at, id)) = behind {
        query = query.filter(ledger::booked_at.ge(at).and(ledger::booked_at.gt(at).or(ledger::id.gt(id))));
    }
    type Row =
        ((LedgerId, NaiveDateTime, NaiveDate, EntryKind, Option<LedgerId>), i64, (Option<CaseId>, Option<InvoiceId>));
    let rows: Vec<Row> = query
        .order((ledger::booked_at.asc(), ledger::id.asc()))
        .limit(size)
        .select((
            (ledger::id, ledger::booked_at, ledger::value_on, ledger::kind, ledger::reverses),
            sql::<BigInt>(span.account.amount()),
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
    let numbers: Vec<(InvoiceId, i64)> = platform_invoices::table
        .filter(platform_invoices::id.eq_any(invoices_of))
        .select((platform_invoices::id, platform_invoices::number))
        .load(&mut *db.conn)?;
    Ok(rows
        .into_iter()
        .map(|((id, booked_at, value_on, kind, reverses), amount, (case, invoice))| {
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
                amount,
            }
        })
        .collect())
}

/// What happened on an account within a span. Amounts are minor units, zero or more.
#[derive(Clone, Copy, Debug)]
pub struct Turnover {
    /// How much more is owed than before.
    pub increase: i64,
    /// How much less is owed than before.
    pub decrease: i64,
    /// How many movements made up this change.
    pub movements: i64,
}

impl Turnover {
    /// What is owed at the end of the span, by what was owed at its beginning.
    pub fn closing(self, opening: i64) -> i64 {
        opening + self.increase - self.decrease
    }
}

/// What more is owed and what less within a span.
pub fn turnover(db: &mut Db, span: &Span) -> Result<Turnover, StoreError> {
    let (from, to) = (begin_of(span.from).naive_utc(), begin_of(span.to.succ_opt().unwrap_or(span.to)).naive_utc());
    let amount = span.account.amount();
    let part = |when: &str| {
        sql::<BigInt>(&format!(
            "coalesce(CAST(sum(CASE WHEN {amount} {when} 0 THEN {amount} ELSE 0 END) AS BIGINT), 0)"
        ))
    };
    let (increase, less, movements): (i64, i64, i64) = entries(span.account, span.currency)
        .filter(ledger::booked_at.ge(from).and(ledger::booked_at.lt(to)))
        .select((part(">"), part("<"), sql::<BigInt>("count(*)")))
        .first(&mut *db.conn)?;
    Ok(Turnover { increase, decrease: -less, movements })
}
