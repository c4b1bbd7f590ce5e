//! What the forms about payments and the claim send. Names are the contract's.

use serde::Deserialize;
use utoipa::ToSchema;

use crate::actions::payments::{ClaimOrder, PaymentOrder, RecordOrder};
use crate::domain::day;
use crate::domain::payment::{CommissionStatus, Recipient};
use crate::web::http::{Form, Problems};

/// `true` or `false` in the spellings of forms and JSON; the usual value when nothing was sent.
pub fn flag(problems: &mut Problems, field: &str, text: Option<&str>, usual: bool) -> bool {
    match text.map(|text| text.trim().to_ascii_lowercase()).as_deref() {
        None | Some("") => usual,
        Some("true" | "on" | "1" | "yes") => true,
        Some("false" | "off" | "0" | "no") => false,
        Some(other) => {
            problems.add(field, format!("“{other}” is not true or false."));
            usual
        }
    }
}

/// Records a payment. The currency is the case's.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = CreatePaymentRequest)]
#[expect(missing_docs, reason = "the contract's own names")]
pub struct CreatePaymentRequest {
    pub date: Option<String>,
    #[schema(value_type = Option<f64>)]
    pub payment_amount: Option<String>,
    /// Only to be checked: it is the case's.
    pub currency: Option<String>,
    #[schema(value_type = Option<f64>)]
    pub payout_creditor: Option<String>,
    #[schema(value_type = Option<f64>)]
    pub payout_collection_partner: Option<String>,
    pub payment_recipient: Option<String>,
    pub commission_payment_status: Option<String>,
    #[schema(value_type = Option<bool>)]
    pub close_case: Option<String>,
    #[schema(value_type = Option<bool>)]
    pub create_unpaid_commission_follow_up: Option<String>,
}

/// Corrects a payment.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = UpdatePaymentRequest)]
#[expect(missing_docs, reason = "the contract's own names")]
pub struct UpdatePaymentRequest {
    pub date: Option<String>,
    #[schema(value_type = Option<f64>)]
    pub payment_amount: Option<String>,
    /// Only to be checked: it is the case's.
    pub currency: Option<String>,
    #[schema(value_type = Option<f64>)]
    pub payout_creditor: Option<String>,
    #[schema(value_type = Option<f64>)]
    pub payout_collection_partner: Option<String>,
    pub payment_recipient: Option<String>,
    pub commission_payment_status: Option<String>,
    #[schema(value_type = Option<bool>)]
    pub reopen_case_if_needed: Option<String>,
}

/// Deletes a payment; pages send their consent in the body, the API in the query.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeletePaymentForm {
    reopen_case_if_needed: Option<String>,
}

/// Changes principal and fees.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = UpdateCaseFeesRequest)]
#[expect(missing_docs, reason = "the contract's own names")]
pub struct UpdateCaseFeesRequest {
    #[schema(value_type = Option<f64>)]
    pub gross_amount: Option<String>,
    #[schema(value_type = Option<f64>)]
    pub interest_fees: Option<String>,
    #[schema(value_type = Option<f64>)]
    pub reminder_fees: Option<String>,
    #[schema(value_type = Option<f64>)]
    pub collection_fees: Option<String>,
    #[schema(value_type = Option<bool>)]
    pub confirm_price_change: Option<String>,
    #[schema(value_type = Option<bool>)]
    pub keep_intentional_rate: Option<String>,
}

/// The fields that recording and correcting share.
struct Shared {
    date: Option<String>,
    amount: Option<String>,
    currency: Option<String>,
    payout_creditor: Option<String>,
    payout_partner: Option<String>,
    recipient: Option<String>,
    commission: Option<String>,
}

impl Shared {
    fn parse(self, problems: &mut Problems) -> Option<PaymentOrder> {
        let received_on = match &self.date {
            None => {
                problems.add("date", "Enter the day on which the payment was received.");
                None
            }
            Some(text) => {
                let day = day::read(text);
                if day.is_none() {
                    problems.add("date", format!("“{text}” is not a date such as 2026-11-21."));
                }
                day
            }
        };
        let recipient = match &self.recipient {
            None => {
                problems.add("paymentRecipient", "Say whom the debtor paid: CollectionPartner, Creditor or Platform.");
                None
            }
            Some(text) => {
                let recipient = Recipient::parse(text);
                if recipient.is_none() {
                    let message = format!("“{text}” is not CollectionPartner, Creditor or Platform.");
                    problems.add("paymentRecipient", message);
                }
                recipient
            }
        };
        // Whoever but the creditor was paid, the status is ignored, whatever it says.
        let asked = self.commission.as_deref().filter(|_| recipient == Some(Recipient::Creditor));
        let commission = asked.and_then(|text| {
            let status = CommissionStatus::parse(text).filter(|status| *status != CommissionStatus::Credited);
            if status.is_none() {
                problems.add("commissionPaymentStatus", format!("“{text}” is not Paid or Unpaid."));
            }
            status
        });
        if self.amount.is_none() {
            problems.add("paymentAmount", "Enter the amount that was paid.");
        }
        Some(PaymentOrder {
            received_on: received_on?,
            amount: self.amount?,
            currency: self.currency,
            recipient: recipient?,
            commission,
            payout_creditor: self.payout_creditor,
            payout_partner: self.payout_partner,
        })
    }
}

/// The order, or the problems that kept it from being made.
fn made<T>(order: Option<T>, problems: Problems) -> Result<T, Problems> {
    match order {
        Some(order) if problems.is_empty() => Ok(order),
        _ => Err(problems),
    }
}

impl Form for CreatePaymentRequest {
    type Order = RecordOrder;

    fn parse(self) -> Result<RecordOrder, Problems> {
        let mut problems = Problems::none();
        let close_case = flag(&mut problems, "closeCase", self.close_case.as_deref(), false);
        let wanted = self.create_unpaid_commission_follow_up.as_deref();
        let follow_up = flag(&mut problems, "createUnpaidCommissionFollowUp", wanted, true);
        let shared = Shared {
            date: self.date,
            amount: self.payment_amount,
            currency: self.currency,
            payout_creditor: self.payout_creditor,
            payout_partner: self.payout_collection_partner,
            recipient: self.payment_recipient,
            commission: self.commission_payment_status,
        };
        let payment = shared.parse(&mut problems);
        made(payment.map(|payment| RecordOrder { payment, close_case, follow_up }), problems)
    }
}

impl Form for UpdatePaymentRequest {
    /// The payment as it should be, and whether the case may reopen.
    type Order = (PaymentOrder, bool);

    fn parse(self) -> Result<Self::Order, Problems> {
        let mut problems = Problems::none();
        let reopen = flag(&mut problems, "reopenCaseIfNeeded", self.reopen_case_if_needed.as_deref(), false);
        let shared = Shared {
            date: self.date,
            amount: self.payment_amount,
            currency: self.currency,
            payout_creditor: self.payout_creditor,
            payout_partner: self.payout_collection_partner,
            recipient: self.payment_recipient,
            commission: self.commission_payment_status,
        };
        let payment = shared.parse(&mut problems);
        made(payment.map(|payment| (payment, reopen)), problems)
    }
}

impl Form for DeletePaymentForm {
    /// Whether the case may reopen.
    type Order = bool;

    fn parse(self) -> Result<bool, Problems> {
        let mut problems = Problems::none();
        let reopen = flag(&mut problems, "reopenCaseIfNeeded", self.reopen_case_if_needed.as_deref(), false);
        problems.or(reopen)
    }
}

impl Form for UpdateCaseFeesRequest {
    type Order = ClaimOrder;

    fn parse(self) -> Result<ClaimOrder, Problems> {
        let mut problems = Problems::none();
        let confirm = flag(&mut problems, "confirmPriceChange", self.confirm_price_change.as_deref(), false);
        let keep = flag(&mut problems, "keepIntentionalRate", self.keep_intentional_rate.as_deref(), false);
        problems.or(ClaimOrder {
            gross_amount: self.gross_amount,
            interest: self.interest_fees,
            reminder: self.reminder_fees,
            collection: self.collection_fees,
            confirm_price_change: confirm,
            keep_intentional_rate: keep,
        })
    }
}
