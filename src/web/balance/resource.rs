//! Payouts as JSON and as CSV.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use crate::domain::money::Money;
use crate::exchange::{Cell, Number};
use crate::store::books::payouts::{PayoutRow, PayoutTotal};
use crate::web::http::wire::{Major, moment};

/// A page of payouts with the totals of all that match.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct BalanceResponse {
    pub payouts: Vec<PayoutDto>,
    /// Totals per currency over all pages.
    pub totals: Vec<PayoutTotalDto>,
    /// The value of `after` for the next page; null on the last page.
    pub next: Option<String>,
    /// Whether the search found more than 10,000 cases; rows and totals are then of the newest 10,000.
    pub search_capped: bool,
}

/// A payout: how a payment is divided.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PayoutDto {
    pub payment_id: String,
    pub case_id: String,
    pub case_reference: String,
    pub client_reference: Option<String>,
    pub partner_reference: Option<String>,
    pub client: String,
    pub debtor_name: String,
    pub managed_by: Option<String>,
    pub payment_date: NaiveDate,
    pub date_created: DateTime<Utc>,
    pub recipient: String,
    pub currency: String,
    /// What the debtor paid.
    pub debtor_payment: Major,
    /// The creditor's part.
    pub payout_creditor: Major,
    /// The agency's part, before the operator's share.
    pub revenue: Major,
    /// The operator's share.
    pub platform_fee: Major,
    pub revenue_category: String,
    pub success_fee_percent: Option<String>,
    pub commission_payment_status: String,
    pub platform_invoicing_status: String,
    pub platform_invoice_id: Option<String>,
    /// When the agency received its commission.
    pub date_confirmed: Option<DateTime<Utc>>,
    /// US dollars for one unit of the currency when it was confirmed.
    pub usd_rate: Option<String>,
}

/// The total of payouts in one currency.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PayoutTotalDto {
    pub currency: String,
    pub payouts: i64,
    pub debtor_payments: Major,
    pub payout_creditor: Major,
    pub revenue: Major,
    pub platform_fee: Major,
}

/// The category of all revenue, until quotes introduce hourly rates and fixed fees.
pub(crate) const CATEGORY: &str = "Success Fee";

impl From<&PayoutRow> for PayoutDto {
    fn from(row: &PayoutRow) -> Self {
        let payment = &row.payment;
        let money = |minor: i64| Major::from(payment.money(minor));
        Self {
            payment_id: payment.id.to_string(),
            case_id: payment.case_id.to_string(),
            case_reference: row.reference.to_string(),
            client_reference: row.creditor_reference.clone(),
            partner_reference: row.partner_reference.clone(),
            client: row.creditor.clone(),
            debtor_name: row.debtor.clone(),
            managed_by: row.handler.clone(),
            payment_date: payment.received_on,
            date_created: moment(payment.created_at),
            recipient: payment.recipient.name().to_owned(),
            currency: payment.currency.code().to_owned(),
            debtor_payment: money(payment.amount),
            payout_creditor: money(payment.payout_creditor),
            revenue: money(payment.payout_partner),
            platform_fee: money(payment.payout_operator),
            revenue_category: CATEGORY.to_owned(),
            success_fee_percent: row.success_fee.map(|rate| rate.to_string()),
            commission_payment_status: payment.commission_status.name().to_owned(),
            platform_invoicing_status: payment.invoicing.name().to_owned(),
            platform_invoice_id: payment.invoice_id.map(|id| id.to_string()),
            date_confirmed: payment.confirmed_at.map(moment),
            usd_rate: payment.usd_rate.map(|rate| rate.to_string()),
        }
    }
}

impl From<&PayoutTotal> for PayoutTotalDto {
    fn from(total: &PayoutTotal) -> Self {
        let money = |minor: i64| Major::from(Money::new(minor, total.currency));
        Self {
            currency: total.currency.code().to_owned(),
            payouts: total.payouts,
            debtor_payments: money(total.amount),
            payout_creditor: money(total.creditor),
            revenue: money(total.partner),
            platform_fee: money(total.operator),
        }
    }
}

/// The columns of the CSV file. Add new ones only at the end.
pub(crate) const COLUMNS: [&str; 19] = [
    "case_reference",
    "client_reference",
    "partner_reference",
    "client",
    "debtor_name",
    "managed_by",
    "payment_date",
    "created_on",
    "recipient",
    "currency",
    "debtor_payment",
    "payout_creditor",
    "revenue",
    "platform_fee",
    "revenue_category",
    "success_fee_percent",
    "commission_status",
    "platform_invoice_status",
    "confirmed_on",
];

/// The cells of a line of the CSV file.
pub(crate) fn cells(row: &PayoutRow) -> [Cell; 19] {
    let payment = &row.payment;
    let exponent = u8::try_from(payment.currency.exponent()).unwrap_or_default();
    let amount = |minor: i64| Cell::Number(Number::from_minor(minor, exponent));
    let percent = row.success_fee.and_then(|rate| Number::parse(rate.to_string()));
    [
        Cell::Text(row.reference.to_string()),
        Cell::text(row.creditor_reference.clone()),
        Cell::text(row.partner_reference.clone()),
        Cell::Text(row.creditor.clone()),
        Cell::Text(row.debtor.clone()),
        Cell::text(row.handler.clone()),
        Cell::Date(payment.received_on),
        Cell::Date(payment.created_at.date()),
        Cell::Text(payment.recipient.label().to_owned()),
        Cell::Text(payment.currency.code().to_owned()),
        amount(payment.amount),
        amount(payment.payout_creditor),
        amount(payment.payout_partner),
        amount(payment.payout_operator),
        Cell::Text(CATEGORY.to_owned()),
        percent.map_or(Cell::Empty, Cell::Number),
        Cell::Text(payment.commission_status.label().to_owned()),
        Cell::Text(payment.invoicing.label().to_owned()),
        payment.confirmed_at.map_or(Cell::Empty, |at| Cell::Date(at.date())),
    ]
}
