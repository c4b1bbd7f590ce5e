//! What referral partners earn: one row for each payment, and the sums by state.

pub mod unscoped;

use chrono::NaiveDate;
use diesel::dsl::{count_star, exists};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Nullable};
use diesel::{BoxableExpression, dsl::sql};

use super::payments::Payment;
use crate::domain::actor::{Operator, Referrer};
use crate::domain::ids::{CaseId, CollectionPartnerId, CreditorId, PaymentId, ReferralPartnerId};
use crate::domain::money::Currency;
use crate::domain::payment::{CommissionStatus, Invoicing, Recipient};
use crate::domain::revenue::ReferralInvoicing;
use crate::store::db::conn::MultiBackend;
use crate::store::db::like::containing;
use crate::store::db::schema::{cases, creditors, debtors, payments, referral_links, referral_totals};
use crate::store::db::sorting::{Direction, Sort};
use crate::store::{Db, StoreError, Tx};

/// Payments that the operator's page of a case shows, at most.
const MAX_PAYMENTS_OF_CASE: i64 = 200;

/// The states of a payment by which its revenue has a stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the contract's own names")]
pub struct States {
    pub commission: CommissionStatus,
    pub invoicing: Invoicing,
    pub referral: ReferralInvoicing,
}

/// Filters and order of the list.
#[derive(Clone, Debug, Default)]
pub struct RevenueFilter {
    /// Received on or after this day.
    pub from: Option<NaiveDate>,
    /// Received on or before this day.
    pub to: Option<NaiveDate>,
    /// One client, by the partner's own id of it.
    pub tenant: Option<String>,
    /// In one of these states; `None` does not restrict.
    pub states: Option<Vec<States>>,
    /// A part of a case's reference or of a client's name.
    pub text: Option<String>,
    /// Against debtors in these countries.
    pub countries: Vec<String>,
    /// Collected by these agencies.
    pub agencies: Vec<CollectionPartnerId>,
    /// The order; the latest first by default.
    pub sort: Option<Sort<RevenueSort>>,
}

/// Orders of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RevenueSort {
    /// By the day on which the debtor paid.
    Collected,
    /// By the amount that the debtor paid.
    Amount,
}

/// A payment with its parties.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields speak the field's own terms; the principal is in minor units")]
pub struct Transaction {
    pub payment: Payment,
    pub reference: String,
    pub principal: i64,
    pub debtor: String,
    pub creditor: CreditorId,
    pub company: String,
    pub tenant: String,
}

/// Payments in one state and currency. Shares are minor units, those in US dollars cents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RevenueSum {
    /// The state.
    pub states: States,
    /// The currency.
    pub currency: Currency,
    /// Number of payments.
    pub payments: i64,
    /// The referral partner's shares whose rate is not locked.
    pub floating_referral: i64,
    /// The operator's shares whose rate is not locked.
    pub floating_operator: i64,
    /// The referral partner's other shares, in US cents.
    pub referral_usd: i64,
    /// The operator's other shares, in US cents.
    pub operator_usd: i64,
}

type Condition = Box<dyn BoxableExpression<payments::table, MultiBackend, SqlType = Nullable<Bool>>>;

fn matching(who: &Referrer, filter: &RevenueFilter) -> Condition {
    let mut all: Condition = Box::new(
        payments::referral_partner_id.eq(who.id).and(payments::is_test.eq(false)).and(payments::deleted_at.is_null()),
    );
    if let Some(from) = filter.from {
        all = Box::new(all.and(payments::received_on.ge(from)));
    }
    if let Some(to) = filter.to {
        all = Box::new(all.and(payments::received_on.le(to)));
    }
    if !filter.agencies.is_empty() {
        all = Box::new(all.and(payments::collection_partner_id.eq_any(filter.agencies.clone())));
    }
    if let Some(tenant) = &filter.tenant {
        let link = referral_links::table
            .filter(referral_links::creditor_id.eq(payments::creditor_id))
            .filter(referral_links::referral_partner_id.eq(who.id))
            .filter(referral_links::external_tenant_id.eq(tenant.clone()));
        all = Box::new(all.and(exists(link)));
    }
    if !filter.countries.is_empty() {
        let case = cases::table.filter(cases::id.eq(payments::case_id));
        all = Box::new(all.and(exists(case.filter(cases::debtor_country.eq_any(filter.countries.clone())))));
    }
    if let Some(text) = &filter.text {
        let reference = cases::table
            .filter(cases::id.eq(payments::case_id))
            .filter(cases::reference.like(containing(&text.to_uppercase())).escape('\\'));
        let folded = crate::domain::search::fold(text);
        let client = creditors::table
            .filter(creditors::id.eq(payments::creditor_id))
            .filter(creditors::folded.like(containing(&folded)).escape('\\'));
        all = Box::new(all.and(exists(reference).or(exists(client))));
    }
    if let Some(states) = &filter.states {
        let mut any: Condition = Box::new(sql::<Nullable<Bool>>("1 = 0"));
        for one in states {
            let in_state =
                payments::commission_status.eq(one.commission).and(payments::referral_status.eq(one.referral));
            // What the operator received itself needs no invoice.
            any = if one.invoicing == Invoicing::PaymentReceived {
                let received = payments::invoicing.eq(one.invoicing).or(payments::recipient.eq(Recipient::Operator));
                Box::new(any.or(in_state.and(received)))
            } else {
                let invoiced = payments::invoicing.eq(one.invoicing).and(payments::recipient.ne(Recipient::Operator));
                Box::new(any.or(in_state.and(invoiced)))
            };
        }
        all = Box::new(all.and(any));
    }
    all
}

/// A page of the payments on which a referral partner earns, and their number.
pub fn find(
    db: &mut Db,
    who: &Referrer,
    filter: &RevenueFilter,
    (skip, size): (i64, i64),
) -> Result<(Vec<Transaction>, i64), StoreError> {
    let total = if is_everything(filter) {
        kept(db, who)?.iter().map(|sum| sum.payments).sum()
    } else {
        payments::table.filter(matching(who, filter)).select(count_star()).first(&mut *db.conn)?
    };
    let mut query = payments::table.select(Payment::as_select()).into_boxed().filter(matching(who, filter));
    query = match filter.sort {
        None | Some(Sort { by: RevenueSort::Collected, direction: Direction::Descending }) => {
            query.order((payments::received_on.desc(), payments::id.desc()))
        }
        Some(Sort { by: RevenueSort::Collected, direction: Direction::Ascending }) => {
            query.order((payments::received_on.asc(), payments::id.asc()))
        }
        Some(Sort { by: RevenueSort::Amount, direction: Direction::Descending }) => {
            query.order((payments::amount.desc(), payments::id.desc()))
        }
        Some(Sort { by: RevenueSort::Amount, direction: Direction::Ascending }) => {
            query.order((payments::amount.asc(), payments::id.asc()))
        }
    };
    let found: Vec<Payment> = query.offset(skip).limit(size).load(&mut *db.conn)?;
    Ok((with_parties(db, who, found)?, total))
}

/// The payments with their parties.
fn with_parties(db: &mut Db, who: &Referrer, found: Vec<Payment>) -> Result<Vec<Transaction>, StoreError> {
    type Row = (CaseId, String, i64, String, CreditorId, String);
    let ids: Vec<_> = found.iter().map(|payment| payment.case_id).collect();
    let rows: Vec<Row> = cases::table
        .inner_join(debtors::table)
        .inner_join(creditors::table)
        .filter(cases::id.eq_any(ids))
        .select((cases::id, cases::reference, cases::principal, debtors::name, creditors::id, creditors::name))
        .load(&mut *db.conn)?;
    let clients: Vec<CreditorId> = rows.iter().map(|row| row.4).collect();
    let tenants: Vec<(CreditorId, String)> = referral_links::table
        .filter(referral_links::referral_partner_id.eq(who.id).and(referral_links::creditor_id.eq_any(clients)))
        .select((referral_links::creditor_id, referral_links::external_tenant_id))
        .load(&mut *db.conn)?;
    let tenant = |id| tenants.iter().find(|(creditor, _)| *creditor == id).map(|(_, tenant)| tenant.clone());
    let joined = |payment: Payment| {
        let (_, reference, principal, debtor, creditor, company) =
            rows.iter().find(|row| row.0 == payment.case_id)?.clone();
        let tenant = tenant(creditor).unwrap_or_default();
        Some(Transaction { payment, reference, principal, debtor, creditor, company, tenant })
    };
    Ok(found.into_iter().filter_map(joined).collect())
}

/// Whether a filter excludes nothing, whatever the order.
fn is_everything(filter: &RevenueFilter) -> bool {
    let RevenueFilter { from, to, tenant, states, text, countries, agencies, sort: _ } = filter;
    from.is_none()
        && to.is_none()
        && tenant.is_none()
        && states.is_none()
        && text.is_none()
        && countries.is_empty()
        && agencies.is_empty()
}

type Amounts = (i64, i64, i64, i64, i64);
type KeptRow = (Currency, CommissionStatus, Invoicing, ReferralInvoicing, bool, Amounts);
type SummedRow = (Currency, CommissionStatus, Recipient, Invoicing, ReferralInvoicing, Amounts);

/// The sums by state and currency. Without a filter they are kept, however many payments there are.
pub fn sums(db: &mut Db, who: &Referrer, filter: &RevenueFilter) -> Result<Vec<RevenueSum>, StoreError> {
    if is_everything(filter) { kept(db, who) } else { summed(db, who, filter) }
}

fn kept(db: &mut Db, who: &Referrer) -> Result<Vec<RevenueSum>, StoreError> {
    use referral_totals as t;
    let rows: Vec<KeptRow> = t::table
        .filter(t::referral_partner_id.eq(who.id).and(t::payments.ne(0)))
        .select((
            t::currency,
            t::commission_status,
            t::invoicing,
            t::referral_status,
            t::is_locked,
            (t::payments, t::referral, t::operator, t::referral_usd, t::operator_usd),
        ))
        .load(&mut *db.conn)?;
    let sum = |(currency, commission, invoicing, referral, is_locked, amounts): KeptRow| RevenueSum {
        states: States { commission, invoicing, referral },
        currency,
        payments: amounts.0,
        floating_referral: if is_locked { 0 } else { amounts.1 },
        floating_operator: if is_locked { 0 } else { amounts.2 },
        referral_usd: amounts.3,
        operator_usd: amounts.4,
    };
    Ok(rows.into_iter().map(sum).collect())
}

fn summed(db: &mut Db, who: &Referrer, filter: &RevenueFilter) -> Result<Vec<RevenueSum>, StoreError> {
    let sum = |what: &str| sql::<BigInt>(&format!("CAST(coalesce(sum({what}), 0) AS BIGINT)"));
    let floating = |what: &str| sum(&format!("CASE WHEN referral_usd IS NULL THEN {what} ELSE 0 END"));
    let rows: Vec<SummedRow> = payments::table
        .filter(matching(who, filter))
        .group_by((
            payments::currency,
            payments::commission_status,
            payments::recipient,
            payments::invoicing,
            payments::referral_status,
        ))
        .select((
            payments::currency,
            payments::commission_status,
            payments::recipient,
            payments::invoicing,
            payments::referral_status,
            (
                sql::<BigInt>("count(*)"),
                floating("payout_referral"),
                floating("payout_platform"),
                sum("referral_usd"),
                sum("operator_usd"),
            ),
        ))
        .load(&mut *db.conn)?;
    let sum = |(currency, commission, recipient, invoicing, referral, amounts): SummedRow| RevenueSum {
        states: States { commission, invoicing: invoiced(recipient, invoicing), referral },
        currency,
        payments: amounts.0,
        floating_referral: amounts.1,
        floating_operator: amounts.2,
        referral_usd: amounts.3,
        operator_usd: amounts.4,
    };
    Ok(rows.into_iter().map(sum).collect())
}

/// The state of the operator's invoice for a payment. What the operator received itself needs none.
pub fn invoiced(recipient: Recipient, invoicing: Invoicing) -> Invoicing {
    if recipient == Recipient::Operator { Invoicing::PaymentReceived } else { invoicing }
}

/// A payment on which a referral partner earns, with the partner.
///
/// # Errors
/// [`StoreError::NotFound`] if there is no such payment, or nobody earns on it.
pub fn load(db: &mut Db, _who: &Operator, id: PaymentId) -> Result<(Payment, ReferralPartnerId), StoreError> {
    let payment: Payment = payments::table
        .find(id)
        .filter(payments::deleted_at.is_null())
        .select(Payment::as_select())
        .first(&mut *db.conn)?;
    let partner = payment.referral_partner_id.ok_or(StoreError::NotFound)?;
    Ok((payment, partner))
}

/// Payments of a case on which a referral partner earns, the latest first.
pub fn of_case(db: &mut Db, _who: &Operator, case: CaseId) -> Result<Vec<Payment>, StoreError> {
    Ok(payments::table
        .filter(payments::case_id.eq(case).and(payments::deleted_at.is_null()))
        .filter(payments::referral_partner_id.is_not_null())
        .order((payments::received_on.desc(), payments::id.desc()))
        .limit(MAX_PAYMENTS_OF_CASE)
        .select(Payment::as_select())
        .load(&mut *db.conn)?)
}

/// Sets the state of the referral partner's invoice for a payment.
pub fn set_state(db: &mut Tx<'_>, id: PaymentId, state: ReferralInvoicing) -> Result<(), StoreError> {
    diesel::update(payments::table.find(id)).set(payments::referral_status.eq(state)).execute(&mut *db.conn)?;
    Ok(())
}
