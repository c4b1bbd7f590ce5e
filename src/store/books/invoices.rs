//! The operator's invoices to agencies. Amounts are minor units of the invoice's currency; times are UTC. Numbers are
//! drawn in the transaction that makes the invoice, so there are no gaps.

pub mod unscoped;

use chrono::{NaiveDate, NaiveDateTime};
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::BigInt;

use crate::domain::actor::Partner;
use crate::domain::calendar::Moment;
use crate::domain::ids::{CaseId, CollectionPartnerId, InvoiceId, PaymentId, Reference};
use crate::domain::invoice::InvoiceStatus;
use crate::domain::money::{Currency, Money};
use crate::domain::month::Month;
use crate::domain::payment::{CommissionStatus, Invoicing, Recipient};
use crate::domain::pricing::UsdRate;
use crate::store::db::dialect;
use crate::store::db::schema::{
    cases, credit_notes, creditors, debtors, invoice_lines, invoice_payments, payments, platform_invoices,
};
use crate::store::{Db, StoreError, Tx};

/// An invoice.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = platform_invoices)]
#[expect(missing_docs, reason = "the columns speak for themselves")]
pub struct Invoice {
    pub id: InvoiceId,
    pub number: i64,
    pub collection_partner_id: CollectionPartnerId,
    pub currency: Currency,
    /// The invoiced month, such as `2026-10`. Payouts confirmed up to its end are on the invoice.
    pub month: Month,
    pub issued_at: NaiveDateTime,
    pub due_on: NaiveDate,
    pub payouts: i64,
    /// Total of what debtors paid.
    pub amount: i64,
    /// The agency's part of it.
    pub revenue: i64,
    /// The operator's share: the amount to pay.
    pub total: i64,
    pub paid: i64,
    pub status: InvoiceStatus,
    /// The issuer's name and address, one line each.
    pub from_party: String,
    pub to_party: String,
}

impl Invoice {
    /// Minor units as money in the invoice's currency.
    pub fn money(&self, minor: i64) -> Money {
        Money::new(minor, self.currency)
    }

    /// The amount that is still to be paid.
    pub fn open(&self) -> i64 {
        if self.status == InvoiceStatus::Issued { self.total - self.paid } else { 0 }
    }
}

/// A payout on an invoice, as it was at the time of issue.
#[derive(Clone, Debug, Queryable)]
#[expect(missing_docs, reason = "the columns speak for themselves")]
pub struct InvoiceLine {
    pub payment_id: PaymentId,
    pub case_id: CaseId,
    pub reference: Reference,
    pub creditor: String,
    pub debtor: String,
    pub received_on: NaiveDate,
    pub amount: i64,
    pub revenue: i64,
    pub operator: i64,
}

/// A payment received for an invoice.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = invoice_payments)]
#[expect(missing_docs, reason = "the columns speak for themselves")]
pub struct InvoicePayment {
    pub id: String,
    pub invoice_id: InvoiceId,
    pub amount: i64,
    pub paid_on: NaiveDate,
    pub note: String,
    pub recorded_at: NaiveDateTime,
    pub recorded_by: String,
}

/// A credit note.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = credit_notes)]
#[expect(missing_docs, reason = "the columns speak for themselves")]
pub struct CreditNote {
    pub id: String,
    pub number: i64,
    pub invoice_id: InvoiceId,
    pub total: i64,
    pub reason: String,
    pub is_held: bool,
    pub issued_at: NaiveDateTime,
    pub issued_by: String,
}

/// Stores an invoice with all payouts confirmed before `before`, which are then fixed, and returns it with its totals.
/// Four statements, however many payouts there are.
pub fn issue(db: &mut Tx<'_>, invoice: &Invoice, before: Moment) -> Result<Invoice, StoreError> {
    diesel::insert_into(platform_invoices::table).values(invoice).execute(&mut *db.conn)?;
    diesel::update(payments::table)
        .filter(payments::collection_partner_id.eq(invoice.collection_partner_id))
        .filter(payments::currency.eq(invoice.currency).and(payments::invoice_id.is_null()))
        .filter(payments::deleted_at.is_null().and(payments::is_test.eq(false)))
        .filter(payments::commission_status.eq(CommissionStatus::Paid).and(payments::recipient.ne(Recipient::Operator)))
        .filter(payments::confirmed_at.lt(before.naive_utc()))
        .set((
            payments::invoice_id.eq(invoice.id),
            payments::frozen.eq(true),
            payments::invoicing.eq(Invoicing::InvoiceIssued),
        ))
        .execute(&mut *db.conn)?;
    dialect::copy_invoice_lines(db, invoice.id.as_str())?;
    let sum = |column: &str| sql::<BigInt>(&format!("coalesce(CAST(sum({column}) AS BIGINT), 0)"));
    let (payouts, amount, revenue, total): (i64, i64, i64, i64) = invoice_lines::table
        .filter(invoice_lines::invoice_id.eq(invoice.id))
        .select((sql::<BigInt>("count(*)"), sum("amount"), sum("revenue"), sum("platform")))
        .first(&mut *db.conn)?;
    diesel::update(platform_invoices::table.find(invoice.id))
        .set((
            platform_invoices::payouts.eq(payouts),
            platform_invoices::amount.eq(amount),
            platform_invoices::revenue.eq(revenue),
            platform_invoices::total.eq(total),
        ))
        .execute(&mut *db.conn)?;
    Ok(Invoice { payouts, amount, revenue, total, ..invoice.clone() })
}

/// Sets what is paid of an invoice and how far it has come, where it still is as it was read; `false` when it is not.
pub fn advance(db: &mut Tx<'_>, before: &Invoice, paid: i64, status: InvoiceStatus) -> Result<bool, StoreError> {
    let rows = diesel::update(platform_invoices::table.find(before.id))
        .filter(platform_invoices::status.eq(before.status).and(platform_invoices::paid.eq(before.paid)))
        .set((platform_invoices::paid.eq(paid), platform_invoices::status.eq(status)))
        .execute(&mut *db.conn)?;
    Ok(rows > 0)
}

/// Stores a payment received for an invoice.
pub fn insert_payment(db: &mut Tx<'_>, payment: &InvoicePayment) -> Result<(), StoreError> {
    diesel::insert_into(invoice_payments::table).values(payment).execute(&mut *db.conn)?;
    Ok(())
}

/// Stores a credit note and releases the payouts of its invoice: they can be changed again, and come on the next
/// invoice or wait for a correction.
pub fn credit(db: &mut Tx<'_>, note: &CreditNote) -> Result<(), StoreError> {
    diesel::insert_into(credit_notes::table).values(note).execute(&mut *db.conn)?;
    let theirs = || payments::table.filter(payments::invoice_id.eq(note.invoice_id));
    if note.is_held {
        diesel::update(theirs())
            .set((
                payments::commission_status.eq(CommissionStatus::Credited),
                payments::confirmed_at.eq(None::<NaiveDateTime>),
                payments::usd_rate.eq(None::<UsdRate>),
                payments::referral_usd.eq(None::<i64>),
                payments::operator_usd.eq(None::<i64>),
            ))
            .execute(&mut *db.conn)?;
    }
    diesel::update(theirs())
        .set((
            payments::invoice_id.eq(None::<InvoiceId>),
            payments::frozen.eq(false),
            payments::invoicing.eq(Invoicing::InvoiceCredited),
        ))
        .execute(&mut *db.conn)?;
    Ok(())
}

/// The invoices of an agency, newest first, a page at a time.
pub fn of_agency(db: &mut Db, who: &Partner, skip: i64, size: i64) -> Result<Vec<Invoice>, StoreError> {
    Ok(platform_invoices::table
        .filter(platform_invoices::collection_partner_id.eq(who.agency.id))
        .order((platform_invoices::issued_at.desc(), platform_invoices::number.desc()))
        .offset(skip)
        .limit(size)
        .select(Invoice::as_select())
        .load(&mut *db.conn)?)
}

/// An invoice of an agency.
pub fn load(db: &mut Db, who: &Partner, id: InvoiceId) -> Result<Invoice, StoreError> {
    Ok(platform_invoices::table
        .filter(platform_invoices::id.eq(id).and(platform_invoices::collection_partner_id.eq(who.agency.id)))
        .select(Invoice::as_select())
        .first(&mut *db.conn)?)
}

/// Payouts on an invoice by day, after a given place. The caller has loaded the invoice.
pub fn lines(
    db: &mut Db,
    invoice: &Invoice,
    behind: Option<(NaiveDate, PaymentId)>,
    size: i64,
) -> Result<Vec<InvoiceLine>, StoreError> {
    let mut query = invoice_lines::table
        .inner_join(cases::table.inner_join(creditors::table).inner_join(debtors::table))
        .filter(invoice_lines::invoice_id.eq(invoice.id))
        .into_boxed();
    if let Some((day, payment)) = behind {
        let after = invoice_lines::received_on.gt(day).or(invoice_lines::payment_id.gt(payment));
        query = query.filter(invoice_lines::received_on.ge(day).and(after));
    }
    Ok(query
        .order((invoice_lines::received_on.asc(), invoice_lines::payment_id.asc()))
        .limit(size)
        .select((
            invoice_lines::payment_id,
            invoice_lines::case_id,
            cases::reference,
            creditors::name,
            debtors::name,
            invoice_lines::received_on,
            invoice_lines::amount,
            invoice_lines::revenue,
            invoice_lines::platform,
        ))
        .load(&mut *db.conn)?)
}

/// Payments received for an invoice that the caller has loaded, oldest first.
pub fn payments_of(db: &mut Db, invoice: &Invoice) -> Result<Vec<InvoicePayment>, StoreError> {
    Ok(invoice_payments::table
        .filter(invoice_payments::invoice_id.eq(invoice.id))
        .order((invoice_payments::recorded_at.asc(), invoice_payments::id.asc()))
        .select(InvoicePayment::as_select())
        .load(&mut *db.conn)?)
}

/// The credit note of an invoice that the caller has loaded.
pub fn credit_note_of(db: &mut Db, invoice: &Invoice) -> Result<Option<CreditNote>, StoreError> {
    Ok(credit_notes::table
        .filter(credit_notes::invoice_id.eq(invoice.id))
        .select(CreditNote::as_select())
        .first(&mut *db.conn)
        .optional()?)
}
