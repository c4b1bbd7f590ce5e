//! Queries of invoices without an actor: for the worker, the command line, sign-in, and actions
//! that have checked who asks.

use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::BigInt;

use crate::domain::calendar::Moment;
use crate::domain::ids::{CollectionPartnerId, InvoiceId};
use crate::domain::invoice::InvoiceStatus;
use crate::domain::money::Currency;
use crate::domain::month::Month;
use crate::domain::payment::{CommissionStatus, Invoicing, Recipient};
use crate::store::books::invoices::Invoice;
use crate::store::db::dialect;
use crate::store::db::schema::{invoice_runs, payments, platform_invoices};
use crate::store::{Db, StoreError, Tx};

/// Agencies and currencies with payouts that were confirmed before a moment and are on no invoice.
pub fn due(db: &mut Db, before: Moment) -> Result<Vec<(CollectionPartnerId, Currency)>, StoreError> {
    Ok(payments::table
        .filter(payments::invoice_id.is_null().and(payments::deleted_at.is_null()))
        .filter(payments::is_test.eq(false).and(payments::commission_status.eq(CommissionStatus::Paid)))
        .filter(payments::confirmed_at.lt(before.naive_utc()).and(payments::recipient.ne(Recipient::Operator)))
        .group_by((payments::collection_partner_id, payments::currency))
        .order((payments::collection_partner_id.asc(), payments::currency.asc()))
        .having(sql::<BigInt>("sum(payout_platform)").gt(0))
        .select((payments::collection_partner_id, payments::currency))
        .load(&mut *db.conn)?)
}

/// Whether an invoice of this agency, currency and month exists. Locks the agency's counts until the transaction ends,
/// so that two simultaneous runs do not make the same invoice.
pub fn is_issued(
    db: &mut Tx<'_>,
    agency: CollectionPartnerId,
    currency: Currency,
    month: Month,
) -> Result<bool, StoreError> {
    dialect::queue_for_counts(db, agency.as_str())?;
    let known: i64 = platform_invoices::table
        .filter(platform_invoices::collection_partner_id.eq(agency).and(platform_invoices::currency.eq(currency)))
        .filter(platform_invoices::month.eq(month))
        .count()
        .get_result(&mut *db.conn)?;
    Ok(known > 0)
}

/// Marks the invoices of a month as made.
pub fn finish_run(db: &mut Tx<'_>, month: Month, now: Moment) -> Result<(), StoreError> {
    dialect::finish_run(db, &month.to_string(), now.naive_utc())?;
    Ok(())
}

/// Whether the invoices of a month are made.
pub fn is_run(db: &mut Db, month: Month) -> Result<bool, StoreError> {
    let known: i64 = invoice_runs::table.find(month.to_string()).count().get_result(&mut *db.conn)?;
    Ok(known > 0)
}

/// Any invoice by its id.
pub fn invoice(db: &mut Db, id: InvoiceId) -> Result<Invoice, StoreError> {
    Ok(platform_invoices::table.find(id).select(Invoice::as_select()).first(&mut *db.conn)?)
}

/// An invoice by its number.
pub fn by_number(db: &mut Db, number: i64) -> Result<Invoice, StoreError> {
    Ok(platform_invoices::table
        .filter(platform_invoices::number.eq(number))
        .select(Invoice::as_select())
        .first(&mut *db.conn)?)
}

/// Marks the payouts of an invoice as paid to the operator.
pub fn mark_paid(db: &mut Tx<'_>, invoice: InvoiceId) -> Result<(), StoreError> {
    diesel::update(payments::table.filter(payments::invoice_id.eq(invoice)))
        .set(payments::invoicing.eq(Invoicing::PaymentReceived))
        .execute(&mut *db.conn)?;
    Ok(())
}

/// The invoices of all agencies, newest first, a page at a time; those with a status, if one is said.
pub fn list(db: &mut Db, status: Option<InvoiceStatus>, skip: i64, size: i64) -> Result<Vec<Invoice>, StoreError> {
    let mut query = platform_invoices::table.into_boxed();
    if let Some(status) = status {
        query = query.filter(platform_invoices::status.eq(status));
    }
    Ok(query
        .order(platform_invoices::number.desc())
        .offset(skip)
        .limit(size)
        .select(Invoice::as_select())
        .load(&mut *db.conn)?)
}
