//! Transactions in the referral partner's contract. Names, casing and nulls are the contract's.

use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use crate::domain::client::InvoicingMode;
use crate::domain::money::Money;
use crate::domain::payment::{CommissionStatus, Invoicing};
use crate::domain::pricing::UsdRates;
use crate::domain::revenue::{Stage, stage_of};
use crate::store::books::payments::Payment;
use crate::store::books::revenue::{RevenueSum, Transaction, invoiced};
use crate::web::http::wire::{Major, PageData, midnight};
use crate::web::prices::resource::usd;

/// A page of transactions.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct TransactionsResponse {
    pub data: Vec<TransactionItem>,
    pub page: PageData,
    /// Over all transactions that match, whatever their stage.
    pub summary: TransactionsSummary,
}

/// What a referral partner earns on one payment of a debtor.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct TransactionItem {
    pub transaction_id: String,
    pub date: DateTime<Utc>,
    pub client: ClientInfo,
    pub case: CaseInfo,
    pub payment: PaymentInfo,
    pub earnings: EarningsInfo,
    pub recognition: RecognitionInfo,
    pub status: StatusInfo,
}

/// The client.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ClientInfo {
    pub external_tenant_id: String,
    pub creditor_id: String,
    pub company_name: String,
}

/// The case.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CaseInfo {
    pub invoice_id: String,
    pub case_reference: String,
    pub debtor_name: String,
    pub original_amount: Major,
    pub currency: &'static str,
}

/// What the debtor paid.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PaymentInfo {
    pub amount: Major,
    pub currency: &'static str,
    pub payment_date: DateTime<Utc>,
}

/// What is earned.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct EarningsInfo {
    pub currency: &'static str,
    pub debitura_revenue: Major,
    pub debitura_revenue_usd: Major,
    /// In percent.
    pub referral_fee_percentage: Major,
    pub referral_fee_amount: Major,
    pub referral_fee_amount_usd: Major,
    /// Whether the amount may still change.
    pub is_estimate: bool,
}

/// Whether the agency has paid the operator's share.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RecognitionInfo {
    pub is_recognized: bool,
    /// 0 until it has.
    pub referral_fee_recognized_usd: Major,
}

/// The states of the transaction.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct StatusInfo {
    pub commission_payment_status: &'static str,
    pub platform_invoicing_status: &'static str,
    pub referral_invoicing_status: &'static str,
}

/// The sums.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct TransactionsSummary {
    pub revenue: RevenueBreakdown,
    pub total_debitura_revenue_usd: Major,
}

/// The referral fee by stage, in US dollars, each with the number of transactions.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RevenueBreakdown {
    pub pending_referral_fee_usd: Major,
    pub pending_count: i64,
    pub confirmed_pending_invoice_referral_fee_usd: Major,
    pub confirmed_pending_invoice_count: i64,
    pub awaiting_collection_partner_payment_referral_fee_usd: Major,
    pub awaiting_collection_partner_payment_count: i64,
    pub ready_to_invoice_debitura_referral_fee_usd: Major,
    pub ready_to_invoice_debitura_count: i64,
    pub awaiting_debitura_payment_referral_fee_usd: Major,
    pub awaiting_debitura_payment_count: i64,
    pub paid_referral_fee_usd: Major,
    pub paid_count: i64,
    pub disputed_referral_fee_usd: Major,
    pub disputed_count: i64,
}

/// An amount in US cents: at the locked rate, or else at the latest one. 0 while no rate is known.
fn cents(locked: Option<i64>, money: Money, rates: &UsdRates) -> i64 {
    locked.or_else(|| rates.to_usd_minor(money)).unwrap_or_default()
}

impl TransactionItem {
    pub(super) fn new(row: &Transaction, rates: &UsdRates) -> Self {
        let payment = &row.payment;
        let money = |minor| payment.money(minor);
        let currency = payment.currency.code();
        let fee = cents(payment.referral_usd, money(payment.payout_referral), rates);
        let invoicing = invoiced(payment.recipient, payment.invoicing);
        let is_recognized = invoicing == Invoicing::PaymentReceived;
        Self {
            transaction_id: payment.id.to_string(),
            date: midnight(payment.received_on),
            client: ClientInfo {
                external_tenant_id: row.tenant.clone(),
                creditor_id: row.creditor.to_string(),
                company_name: row.company.clone(),
            },
            case: CaseInfo {
                invoice_id: payment.case_id.to_string(),
                case_reference: row.reference.clone(),
                debtor_name: row.debtor.clone(),
                original_amount: Major::from(money(row.principal)),
                currency,
            },
            payment: PaymentInfo {
                amount: Major::from(money(payment.amount)),
                currency,
                payment_date: midnight(payment.received_on),
            },
            earnings: EarningsInfo {
                currency,
                debitura_revenue: Major::from(money(payment.payout_operator)),
                debitura_revenue_usd: usd(cents(payment.operator_usd, money(payment.payout_operator), rates)),
                referral_fee_percentage: Major::decimal(payment.referral_percentage.points()),
                referral_fee_amount: Major::from(money(payment.payout_referral)),
                referral_fee_amount_usd: usd(fee),
                is_estimate: payment.commission_status != CommissionStatus::Paid,
            },
            recognition: RecognitionInfo {
                is_recognized,
                referral_fee_recognized_usd: usd(if is_recognized { fee } else { 0 }),
            },
            status: StatusInfo {
                commission_payment_status: payment.commission_status.name(),
                platform_invoicing_status: invoicing.name(),
                referral_invoicing_status: payment.referral_status.name(),
            },
        }
    }
}

impl TransactionsSummary {
    pub(super) fn new(sums: &[RevenueSum], mode: InvoicingMode, rates: &UsdRates) -> Self {
        let worth = |minor, sum: &RevenueSum| cents(None, Money::new(minor, sum.currency), rates);
        let at = |stage: Stage| {
            let of_stage = sums.iter().filter(|sum| {
                stage_of(sum.states.commission, sum.states.invoicing, sum.states.referral, mode) == stage
            });
            of_stage.fold((0, 0), |(fee, count), sum| {
                (fee + sum.referral_usd + worth(sum.floating_referral, sum), count + sum.payments)
            })
        };
        let (pending, confirmed) = (at(Stage::Pending), at(Stage::ConfirmedPendingInvoice));
        let (waiting, ready) = (at(Stage::AwaitingCollectionPartnerPayment), at(Stage::ReadyToInvoice));
        let (invoiced, paid, disputed) = (at(Stage::AwaitingPayment), at(Stage::Paid), at(Stage::Disputed));
        let total = sums.iter().map(|sum| sum.operator_usd + worth(sum.floating_operator, sum)).sum();
        Self {
            revenue: RevenueBreakdown {
                pending_referral_fee_usd: usd(pending.0),
                pending_count: pending.1,
                confirmed_pending_invoice_referral_fee_usd: usd(confirmed.0),
                confirmed_pending_invoice_count: confirmed.1,
                awaiting_collection_partner_payment_referral_fee_usd: usd(waiting.0),
                awaiting_collection_partner_payment_count: waiting.1,
                ready_to_invoice_debitura_referral_fee_usd: usd(ready.0),
                ready_to_invoice_debitura_count: ready.1,
                awaiting_debitura_payment_referral_fee_usd: usd(invoiced.0),
                awaiting_debitura_payment_count: invoiced.1,
                paid_referral_fee_usd: usd(paid.0),
                paid_count: paid.1,
                disputed_referral_fee_usd: usd(disputed.0),
                disputed_count: disputed.1,
            },
            total_debitura_revenue_usd: usd(total),
        }
    }
}

/// The state of a referral partner's invoice for its share of a payment, as the operator reads it.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RevenueStateDto {
    pub payment_id: String,
    pub referral_partner_id: Option<String>,
    pub referral_invoicing_status: &'static str,
}

impl RevenueStateDto {
    pub(super) fn new(payment: &Payment) -> Self {
        Self {
            payment_id: payment.id.to_string(),
            referral_partner_id: payment.referral_partner_id.map(|id| id.to_string()),
            referral_invoicing_status: payment.referral_status.name(),
        }
    }
}
