//! Invoices as JSON and CSV.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use crate::domain::invoice::{CreditNoteNumber, InvoiceNumber};
use crate::exchange::{Cell, Number};
use crate::store::books::invoices::{CreditNote, Invoice, InvoiceLine, InvoicePayment};
use crate::web::http::wire::{Major, moment};

/// A page of invoices.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct PlatformInvoiceListDto {
    pub invoices: Vec<PlatformInvoiceDto>,
}

/// An invoice of the operator.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PlatformInvoiceDto {
    pub id: String,
    pub number: String,
    pub collection_partner_id: String,
    /// The last month whose payouts are included, such as `2026-10`.
    pub month: String,
    pub issued_at: DateTime<Utc>,
    pub due_on: NaiveDate,
    pub currency: String,
    pub payouts: i64,
    pub debtor_payments: Major,
    pub revenue: Major,
    /// The amount to be paid.
    pub total: Major,
    pub paid: Major,
    pub open: Major,
    pub status: String,
}

/// An invoice with its payments and credit note.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PlatformInvoiceFileDto {
    #[serde(flatten)]
    pub invoice: PlatformInvoiceDto,
    pub payments: Vec<InvoicePaymentDto>,
    pub credit_note: Option<CreditNoteDto>,
    /// How the open amount can be paid.
    pub how_to_pay: Vec<String>,
}

/// A payment of an invoice.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct InvoicePaymentDto {
    pub amount: Major,
    pub paid_on: NaiveDate,
    pub note: String,
}

/// A credit note.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CreditNoteDto {
    pub number: String,
    pub total: Major,
    pub reason: String,
    pub issued_at: DateTime<Utc>,
    /// Whether its payouts are held for correction before they are invoiced again.
    pub payouts_held: bool,
}

impl From<&Invoice> for PlatformInvoiceDto {
    fn from(invoice: &Invoice) -> Self {
        let money = |minor: i64| Major::from(invoice.money(minor));
        Self {
            id: invoice.id.to_string(),
            number: InvoiceNumber(invoice.number).to_string(),
            collection_partner_id: invoice.collection_partner_id.to_string(),
            month: invoice.month.to_string(),
            issued_at: moment(invoice.issued_at),
            due_on: invoice.due_on,
            currency: invoice.currency.code().to_owned(),
            payouts: invoice.payouts,
            debtor_payments: money(invoice.amount),
            revenue: money(invoice.revenue),
            total: money(invoice.total),
            paid: money(invoice.paid),
            open: money(invoice.open()),
            status: invoice.status.name().to_owned(),
        }
    }
}

impl PlatformInvoiceFileDto {
    /// An invoice with its payments and its credit note.
    pub(crate) fn new(
        invoice: &Invoice,
        payments: &[InvoicePayment],
        credit_note: Option<&CreditNote>,
        how_to_pay: Vec<String>,
    ) -> Self {
        let money = |minor: i64| Major::from(invoice.money(minor));
        Self {
            invoice: PlatformInvoiceDto::from(invoice),
            payments: payments
                .iter()
                .map(|payment| InvoicePaymentDto {
                    amount: money(payment.amount),
                    paid_on: payment.paid_on,
                    note: payment.note.clone(),
                })
                .collect(),
            credit_note: credit_note.map(|note| CreditNoteDto {
                number: CreditNoteNumber(note.number).to_string(),
                total: money(note.total),
                reason: note.reason.clone(),
                issued_at: moment(note.issued_at),
                payouts_held: note.is_held,
            }),
            how_to_pay,
        }
    }
}

/// The columns of an invoice's CSV file. Add new ones only at the end.
pub(crate) const COLUMNS: [&str; 9] = [
    "invoice",
    "case_reference",
    "client",
    "debtor_name",
    "payment_date",
    "currency",
    "debtor_payment",
    "revenue",
    "platform_fee",
];

/// The cells of a line of the CSV file.
pub(crate) fn cells(invoice: &Invoice, line: &InvoiceLine) -> [Cell; 9] {
    let exponent = u8::try_from(invoice.currency.exponent()).unwrap_or_default();
    let amount = |minor: i64| Cell::Number(Number::from_minor(minor, exponent));
    [
        Cell::Text(InvoiceNumber(invoice.number).to_string()),
        Cell::Text(line.reference.to_string()),
        Cell::Text(line.creditor.clone()),
        Cell::Text(line.debtor.clone()),
        Cell::Date(line.received_on),
        Cell::Text(invoice.currency.code().to_owned()),
        amount(line.amount),
        amount(line.revenue),
        amount(line.operator),
    ]
}
