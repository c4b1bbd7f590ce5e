//! Payouts as a balance lists them: one row a payment, whoever's part it is. Every function takes the agency whose
//! payouts they are. Amounts are minor units; totals are kept by the database and read, not summed, where a question
//! allows it.

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
use crate::store::{Db, StoreError};

mod span;

/// By what payouts are sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum PayoutSort {
    /// The day on which the debtor paid.
    #[default]
    Received,
    /// When the payment was recorded.
    Created,
}

/// A place in an order: behind this payout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Behind {
    /// In the order of the days of payment.
    Received(NaiveDate, PaymentId),
    /// In the order of recording.
    Created(NaiveDateTime, PaymentId),
}

/// Which payouts are wanted. Empty lists and `None` mean all.
#[derive(Clone, Debug, Default)]
pub struct PayoutFilter {
    /// Paid on or after.
    pub from: Option<NaiveDate>,
    /// Paid on or before.
    pub to: Option<NaiveDate>,
    /// In these currencies.
    pub currencies: Vec<Currency>,
    /// To these.
    pub recipients: Vec<Recipient>,
    /// With the commission so.
    pub commission: Vec<CommissionStatus>,
    /// With the platform's invoice so.
    pub invoicing: Vec<Invoicing>,
    /// On this invoice.
    pub invoice: Option<InvoiceId>,
    /// On cases that this colleague handles; `Some(None)` for nobody's.
    pub handler: Option<Option<PersonId>>,
    /// On these cases.
    pub cases: Option<Vec<CaseId>>,
    /// The order, and whether the newest come last.
    pub sort: (PayoutSort, bool),
}

/// A payout with what a balance shows of it.
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
    /// Percent, as a decimal number.
    pub success_fee: Option<Rate>,
    /// The creditor.
    pub creditor: String,
    /// The debtor.
    pub debtor: String,
    /// Who handles the case; nobody once it is with another agency.
    pub handler: Option<String>,
}

impl PayoutRow {
    /// The place behind this payout.
    pub fn place(&self, sort: PayoutSort) -> Behind {
        match sort {
            PayoutSort::Received => Behind::Received(self.payment.received_on, self.payment.id),
            PayoutSort::Created => Behind::Created(self.payment.created_at, self.payment.id),
        }
    }
}

/// Sums of payouts in one currency, minor units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Queryable)]
pub struct PayoutTotal {
    /// The currency.
    pub currency: Currency,
    /// How many.
    pub payouts: i64,
    /// What debtors paid.
    pub amount: i64,
    /// The creditors' parts.
    pub creditor: i64,
    /// The agency's parts, before the platform's share.
    pub partner: i64,
    /// The platform's shares.
    pub platform: i64,
}

impl PayoutTotal {
    fn add(&mut self, other: &Self) {
        self.payouts += other.payouts;
        self.amount += other.amount;
        self.creditor += other.creditor;
        self.partner += other.partner;
        self.platform += other.platform;
    }

    fn negated(self) -> Self {
        Self {
            currency: self.currency,
            payouts: -self.payouts,
            amount: -self.amount,
            creditor: -self.creditor,
            partner: -self.partner,
            platform: -self.platform,
        }
    }
}

type Condition = Box<dyn BoxableExpression<payments::table, MultiBackend, SqlType = Nullable<Bool>>>;

/// What a payout must be. A boxed condition rather than a boxed query, because sums group by currency afterwards.
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

/// A page of payouts in their order, behind a place.
pub fn find(
    db: &mut Db,
    who: &Partner,
    filter: &PayoutFilter,
    behind: Option<Behind>,
    size: i64,
) -> Result<Vec<PayoutRow>, StoreError> {
    let mut query = payments::table.into_boxed().filter(matching(who, filter));
    let (sort, ascending) = filter.sort;
    match (behind, ascending) {
        // The first comparison lets an index be entered at the place; the second says the rest.
        (Some(Behind::Received(day, id)), false) => {
            let after = payments::received_on.lt(day).or(payments::id.lt(id));
            query = query.filter(payments::received_on.le(day).and(after));
        }
        (Some(Behind::Received(day, id)), true) => {
            let after = payments::received_on.gt(day).or(payments::id.gt(id));
            query = query.filter(payments::received_on.ge(day).and(after));
        }
        (Some(Behind::Created(at, id)), false) => {
            let after = payments::created_at.lt(at).or(payments::id.lt(id));
            query = query.filter(payments::created_at.le(at).and(after));
        }
        (Some(Behind::Created(at, id)), true) => {
            let after = payments::created_at.gt(at).or(payments::id.gt(id));
            query = query.filter(payments::created_at.ge(at).and(after));
        }
        (None, _) => {}
    }
    let query = match (sort, ascending) {
        (PayoutSort::Received, false) => query.order((payments::received_on.desc(), payments::id.desc())),
        (PayoutSort::Received, true) => query.order((payments::received_on.asc(), payments::id.asc())),
        (PayoutSort::Created, false) => query.order((payments::created_at.desc(), payments::id.desc())),
        (PayoutSort::Created, true) => query.order((payments::created_at.asc(), payments::id.asc())),
    };
    // From an index alone; the rows of this page come next.
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

/// What the payouts of a filter come to, currency by currency: whole months by the sums that are kept, the days before
/// and after them row by row, of half a month at most. What sums are not kept by is summed from an index.
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
    if let Some(months) = parts.months {
        add(kept(db, who, filter, months)?, true);
    }
    for days in parts.days {
        let those = PayoutFilter { from: Some(days.first), to: Some(days.last), ..filter.clone() };
        add(summed(db, who, &those)?, days.is_added);
    }
    Ok(totals.into_values().filter(|total| total.payouts != 0).collect())
}

/// A sum as both databases count it.
fn sum(column: &str) -> SqlLiteral<BigInt> {
    sql::<BigInt>(&format!("coalesce(CAST(sum({column}) AS BIGINT), 0)"))
}

/// The sum of rows.
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

/// The sums that are kept for these months: a row for each month and state of things.
fn kept(
    db: &mut Db,
    who: &Partner,
    filter: &PayoutFilter,
    (from, to): (Option<NaiveDate>, Option<NaiveDate>),
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
