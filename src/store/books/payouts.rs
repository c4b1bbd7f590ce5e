//! Payouts as the balance lists them: one row per payment. All functions take the agency whose payouts they are.
//! Amounts are minor units. Totals are read from stored sums if the filter allows it.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveDateTime};
use diesel::dsl::sql;
use diesel::expression::SqlLiteral;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Nullable};

use super::payments::Payment;
use crate::domain::actor::Partner;
use crate::domain::ids::{CaseId, InvoiceId, PaymentId, PersonId, Reference};
use crate::domain::money::{Currency, Rate};
use crate::domain::payment::{CommissionStatus, Invoicing, Recipient};
use crate::store::db::conn::MultiBackend;
use crate::store::db::schema::{cases, creditors, debtors, payments, payout_totals, people};
use crate::store::db::sorting::{Direction, Sort};
use crate::store::{Db, StoreError};

mod span;

/// Sort orders of payouts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum PayoutSort {
    /// The day on which the debtor paid.
    #[default]
    Received,
    /// When the payment was recorded.
    Created,
}

/// A place in the list: after this payout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Behind {
    /// In the order of payment days.
    Received(NaiveDate, PaymentId),
    /// In the order of recording.
    Created(NaiveDateTime, PaymentId),
}

/// Filters of payouts. Empty lists and `None` mean all.
#[derive(Clone, Debug, Default)]
pub struct PayoutFilter {
    /// Paid on or after this day.
    pub from: Option<NaiveDate>,
    /// Paid on or before this day.
    pub to: Option<NaiveDate>,
    /// In one of these currencies.
    pub currencies: Vec<Currency>,
    /// Paid to one of these recipients.
    pub recipients: Vec<Recipient>,
    /// With one of these commission statuses.
    pub commission: Vec<CommissionStatus>,
    /// With one of these invoicing statuses.
    pub invoicing: Vec<Invoicing>,
    /// On this invoice.
    pub invoice: Option<InvoiceId>,
    /// On cases of this handler; `Some(None)` for cases without a handler.
    pub handler: Option<Option<PersonId>>,
    /// On one of these cases.
    pub cases: Option<Vec<CaseId>>,
    /// The order.
    pub sort: Sort<PayoutSort>,
}

/// A payout as the balance shows it.
#[derive(Clone, Debug)]
pub struct PayoutRow {
    /// The payment.
    pub payment: Payment,
    /// Its case.
    pub reference: Reference,
    /// The creditor's reference of the case.
    pub creditor_reference: Option<String>,
    /// The agency's reference of the case.
    pub partner_reference: Option<String>,
    /// The success fee in percent.
    pub success_fee: Option<Rate>,
    /// The creditor.
    pub creditor: String,
    /// The debtor.
    pub debtor: String,
    /// The case's handler; `None` once the case is with another agency.
    pub handler: Option<String>,
}

impl PayoutRow {
    /// The place after this payout.
    pub fn place(&self, sort: PayoutSort) -> Behind {
        match sort {
            PayoutSort::Received => Behind::Received(self.payment.received_on, self.payment.id),
            PayoutSort::Created => Behind::Created(self.payment.created_at, self.payment.id),
        }
    }
}

/// Totals of payouts in one currency, in minor units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Queryable)]
pub struct PayoutTotal {
    /// The currency.
    pub currency: Currency,
    /// Number of payouts.
    pub payouts: i64,
    /// Total of what debtors paid.
    pub amount: i64,
    /// The creditors' parts.
    pub creditor: i64,
    /// The agency's parts, before the operator's share.
    pub partner: i64,
    /// The platform's shares.
    pub operator: i64,
}

impl PayoutTotal {
    fn add(&mut self, other: &Self) {
        self.payouts += other.payouts;
        self.amount += other.amount;
        self.creditor += other.creditor;
        self.partner += other.partner;
        self.operator += other.operator;
    }

    fn negated(self) -> Self {
        Self {
            currency: self.currency,
            payouts: -self.payouts,
            amount: -self.amount,
            creditor: -self.creditor,
            partner: -self.partner,
            operator: -self.operator,
        }
    }
}

type Condition = Box<dyn BoxableExpression<payments::table, MultiBackend, SqlType = Nullable<Bool>>>;

/// The filter as a condition. A boxed query would not work, because totals are grouped by currency afterwards.
fn matching(who: &Partner, filter: &PayoutFilter) -> Condition {
    let of_agency = payments::collection_partner_id.eq(who.agency.id).and(payments::is_test.eq(false));
    let mut all: Condition = Box::new(of_agency.and(payments::deleted_at.is_null()).nullable());
    if let Some(from) = filter.from {
        all = Box::new(all.and(payments::received_on.ge(from)));
    }
    if let Some(to) = filter.to {
        all = Box::new(all.and(payments::received_on.le(to)));
    }
    if !filter.currencies.is_empty() {
        all = Box::new(all.and(payments::currency.eq_any(filter.currencies.clone())));
    }
    if !filter.recipients.is_empty() {
        all = Box::new(all.and(payments::recipient.eq_any(filter.recipients.clone())));
    }
    if !filter.commission.is_empty() {
        all = Box::new(all.and(payments::commission_status.eq_any(filter.commission.clone())));
    }
    if !filter.invoicing.is_empty() {
        all = Box::new(all.and(payments::invoicing.eq_any(filter.invoicing.clone())));
    }
    if let Some(invoice) = filter.invoice {
        all = Box::new(all.and(payments::invoice_id.eq(invoice)));
    }
    if let Some(ids) = &filter.cases {
        all = Box::new(all.and(payments::case_id.eq_any(ids.clone())));
    }
    match filter.handler {
        None => all,
        Some(Some(person)) => Box::new(all.and(payments::handler_id.eq(person))),
        Some(None) => Box::new(all.and(payments::handler_id.is_null())),
    }
}

/// A page of payouts in their order, after a place.
pub fn find(
    db: &mut Db,
    who: &Partner,
    filter: &PayoutFilter,
    behind: Option<Behind>,
    size: i64,
) -> Result<Vec<PayoutRow>, StoreError> {
    let mut query = payments::table.into_boxed().filter(matching(who, filter));
    let Sort { by, direction } = filter.sort;
    match (behind, direction) {
        // The first comparison lets the database enter the index at the place; the second is exact.
        (Some(Behind::Received(day, id)), Direction::Descending) => {
            let after = payments::received_on.lt(day).or(payments::id.lt(id));
            query = query.filter(payments::received_on.le(day).and(after));
        }
        (Some(Behind::Received(day, id)), Direction::Ascending) => {
            let after = payments::received_on.gt(day).or(payments::id.gt(id));
            query = query.filter(payments::received_on.ge(day).and(after));
        }
        (Some(Behind::Created(at, id)), Direction::Descending) => {
            let after = payments::created_at.lt(at).or(payments::id.lt(id));
            query = query.filter(payments::created_at.le(at).and(after));
        }
        (Some(Behind::Created(at, id)), Direction::Ascending) => {
            let after = payments::created_at.gt(at).or(payments::id.gt(id));
            query = query.filter(payments::created_at.ge(at).and(after));
        }
        (None, _) => {}
    }
    let query = match (by, direction) {
        (PayoutSort::Received, Direction::Descending) => {
            query.order((payments::received_on.desc(), payments::id.desc()))
        }
        (PayoutSort::Received, Direction::Ascending) => query.order((payments::received_on.asc(), payments::id.asc())),
        (PayoutSort::Created, Direction::Descending) => query.order((payments::created_at.desc(), payments::id.desc())),
        (PayoutSort::Created, Direction::Ascending) => query.order((payments::created_at.asc(), payments::id.asc())),
    };
    // This step reads only an index; the rows of the page are read next.
    let ids: Vec<PaymentId> = query.limit(size).select(payments::id).load(&mut *db.conn)?;
    load_many(db, who, &ids)
}

type Joined =
    (Payment, (Reference, Option<String>, Option<String>, Option<Rate>), (String, String), Option<(String, String)>);

fn load_many(db: &mut Db, who: &Partner, ids: &[PaymentId]) -> Result<Vec<PayoutRow>, StoreError> {
    let rows: Vec<Joined> = payments::table
        .inner_join(cases::table.inner_join(creditors::table).inner_join(debtors::table))
        .left_join(people::table.on(payments::handler_id.eq(people::id.nullable())))
        .filter(payments::id.eq_any(ids).and(payments::collection_partner_id.eq(who.agency.id)))
        .select((
            Payment::as_select(),
            (cases::reference, cases::creditor_reference, cases::partner_reference, cases::success_fee),
            (creditors::name, debtors::name),
            (people::first_name, people::last_name).nullable(),
        ))
        .load(&mut *db.conn)?;
    let mut rows: Vec<PayoutRow> = rows
        .into_iter()
        .map(|(payment, (reference, creditor_reference, partner_reference, success_fee), names, handler)| PayoutRow {
            payment,
            reference,
            creditor_reference,
            partner_reference,
            success_fee,
            creditor: names.0,
            debtor: names.1,
            handler: handler.map(|(first, last)| format!("{first} {last}")),
        })
        .collect();
    rows.sort_by_key(|row| ids.iter().position(|id| *id == row.payment.id));
    Ok(rows)
}

/// Totals per currency. Whole months come from stored sums; the days before and after them, at most half a month each,
/// are summed row by row. Filters that the stored sums do not know are summed from an index.
pub fn totals(db: &mut Db, who: &Partner, filter: &PayoutFilter) -> Result<Vec<PayoutTotal>, StoreError> {
    if filter.invoice.is_some() || filter.handler.is_some() || filter.cases.is_some() {
        return summed(db, who, filter);
    }
    let parts = span::parts(filter.from, filter.to);
    let mut totals: BTreeMap<&'static str, PayoutTotal> = BTreeMap::new();
    let mut add = |found: Vec<PayoutTotal>, is_added: bool| {
        for total in found {
            let total = if is_added { total } else { total.negated() };
            totals.entry(total.currency.code()).and_modify(|known| known.add(&total)).or_insert(total);
        }
    };
    if let Some((from, to)) = parts.months {
        add(kept(db, who, filter, from, to)?, true);
    }
    for days in parts.days {
        let those = PayoutFilter { from: Some(days.first), to: Some(days.last), ..filter.clone() };
        add(summed(db, who, &those)?, days.is_added);
    }
    Ok(totals.into_values().filter(|total| total.payouts != 0).collect())
}

/// A `sum` with the same result type on both databases.
fn sum(column: &str) -> SqlLiteral<BigInt> {
    sql::<BigInt>(&format!("coalesce(CAST(sum({column}) AS BIGINT), 0)"))
}

/// Totals summed row by row.
fn summed(db: &mut Db, who: &Partner, filter: &PayoutFilter) -> Result<Vec<PayoutTotal>, StoreError> {
    Ok(payments::table
        .filter(matching(who, filter))
        .group_by(payments::currency)
        .order(payments::currency.asc())
        .select((
            payments::currency,
            sql::<BigInt>("count(*)"),
            sum("amount"),
            sum("payout_creditor"),
            sum("payout_partner"),
            sum("payout_platform"),
        ))
        .load(&mut *db.conn)?)
}

type KeptCondition = Box<dyn BoxableExpression<payout_totals::table, MultiBackend, SqlType = Bool>>;

/// The stored sums of some months: one row per month and combination of statuses.
fn kept(
    db: &mut Db,
    who: &Partner,
    filter: &PayoutFilter,
    from: Option<NaiveDate>,
    to: Option<NaiveDate>,
) -> Result<Vec<PayoutTotal>, StoreError> {
    use payout_totals as t;
    let month = |first: NaiveDate| first.format("%Y-%m").to_string();
    let mut all: KeptCondition = Box::new(t::collection_partner_id.eq(who.agency.id));
    if let Some(from) = from {
        all = Box::new(all.and(t::month.ge(month(from))));
    }
    if let Some(to) = to {
        all = Box::new(all.and(t::month.le(month(to))));
    }
    if !filter.currencies.is_empty() {
        all = Box::new(all.and(t::currency.eq_any(filter.currencies.clone())));
    }
    if !filter.recipients.is_empty() {
        all = Box::new(all.and(t::recipient.eq_any(filter.recipients.clone())));
    }
    if !filter.commission.is_empty() {
        all = Box::new(all.and(t::commission_status.eq_any(filter.commission.clone())));
    }
    if !filter.invoicing.is_empty() {
        all = Box::new(all.and(t::invoicing.eq_any(filter.invoicing.clone())));
    }
    Ok(t::table
        .filter(all)
        .group_by(t::currency)
        .select((t::currency, sum("payouts"), sum("amount"), sum("creditor"), sum("partner"), sum("platform")))
        .load(&mut *db.conn)?)
}
