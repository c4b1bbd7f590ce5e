//! Requests about payments and the claim. Names are the contract's.

use schemars::JsonSchema;
use serde::Deserialize;
use validator::Validate;

use crate::actions::payments::{ClaimOrder, PaymentOrder, RecordOrder};
use crate::domain::payment::{CommissionStatus, Recipient};
use crate::web::http::request::values::{Amount, Day, Word};
use crate::web::http::{Problems, Request};

/// The message if the day is missing. The contract declares days of payments as date-times.
const NO_DATE: &str = "Enter the day on which the payment was received.";

/// Records a payment. The currency is the case's.
#[derive(Default, Deserialize, Validate, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CreatePaymentRequest {
    /// The day on which it was received.
    #[validate(required)]
    #[schemars(extend("x-missing" = NO_DATE, "format" = "date-time"))]
    pub date: Option<Day>,
    /// What was paid.
    #[validate(required)]
    #[schemars(extend("x-missing" = "Enter the amount that was paid."))]
    pub payment_amount: Option<Amount>,
    /// Only to be checked: it is the case's.
    pub currency: Option<String>,
    /// The creditor's part, where it is split by hand.
    pub payout_creditor: Option<Amount>,
    /// The agency's part, before the operator's share, where it is split by hand.
    pub payout_collection_partner: Option<Amount>,
    /// Whom the debtor paid.
    #[validate(required)]
    #[schemars(extend("x-missing" = "Say whom the debtor paid: CollectionPartner, Creditor or Platform."))]
    pub payment_recipient: Option<Word<Recipient>>,
    /// Whether the agency has its commission, `Paid` or `Unpaid`; only where the creditor was paid.
    pub commission_payment_status: Option<String>,
    /// Closes the case as paid.
    pub close_case: Option<bool>,
    /// Asks later whether the commission was paid; true unless said.
    pub create_unpaid_commission_follow_up: Option<bool>,
}

/// Corrects a payment.
#[derive(Deserialize, Validate, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct UpdatePaymentRequest {
    /// The day on which it was received.
    #[validate(required)]
    #[schemars(extend("x-missing" = NO_DATE, "format" = "date-time"))]
    date: Option<Day>,
    /// What was paid.
    #[validate(required)]
    #[schemars(extend("x-missing" = "Enter the amount that was paid."))]
    payment_amount: Option<Amount>,
    /// Only to be checked: it is the case's.
    currency: Option<String>,
    /// The creditor's part, where it is split by hand.
    payout_creditor: Option<Amount>,
    /// The agency's part, before the operator's share, where it is split by hand.
    payout_collection_partner: Option<Amount>,
    /// Whom the debtor paid.
    #[validate(required)]
    #[schemars(extend("x-missing" = "Say whom the debtor paid: CollectionPartner, Creditor or Platform."))]
    payment_recipient: Option<Word<Recipient>>,
    /// Whether the agency has its commission, `Paid` or `Unpaid`; only where the creditor was paid.
    commission_payment_status: Option<String>,
    /// Reopens a closed case where something is outstanding again.
    reopen_case_if_needed: Option<bool>,
}

/// Deletes a payment; pages send their consent in the body, the API in the query.
#[derive(Deserialize, Validate, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct DeletePaymentForm {
    /// Reopens a closed case where something is outstanding again.
    reopen_case_if_needed: Option<bool>,
}

/// Changes principal and fees. What is left out stays as it is.
#[derive(Deserialize, Validate, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct UpdateCaseFeesRequest {
    /// The principal.
    gross_amount: Option<Amount>,
    /// Interest.
    interest_fees: Option<Amount>,
    /// Reminder fees.
    reminder_fees: Option<Amount>,
    /// Collection fees.
    collection_fees: Option<Amount>,
    /// Takes the new rate where the price changes.
    confirm_price_change: Option<bool>,
    /// Keeps the rate where the price would change.
    keep_intentional_rate: Option<bool>,
}

/// The fields that recording and correcting have in common.
struct Entered {
    date: Option<Day>,
    amount: Option<Amount>,
    currency: Option<String>,
    payout_creditor: Option<Amount>,
    payout_partner: Option<Amount>,
    recipient: Option<Word<Recipient>>,
    commission: Option<String>,
}

impl Entered {
    fn order(self, problems: &mut Problems) -> Option<PaymentOrder> {
        let recipient = self.recipient.map(|recipient| recipient.0);
        // The commission status is ignored if somebody other than the creditor was paid.
        let asked = self.commission.as_deref().filter(|_| recipient == Some(Recipient::Creditor));
        let commission = asked.and_then(|text| {
            let status = CommissionStatus::parse(text).filter(|status| *status != CommissionStatus::Credited);
            if status.is_none() {
                problems.add("commissionPaymentStatus", format!("“{text}” is not Paid or Unpaid."));
            }
            status
        });
        Some(PaymentOrder {
            received_on: self.date?.0,
            amount: self.amount?.0,
            currency: self.currency,
            recipient: recipient?,
            commission,
            payout_creditor: self.payout_creditor.map(|amount| amount.0),
            payout_partner: self.payout_partner.map(|amount| amount.0),
        })
    }
}

impl Request for CreatePaymentRequest {
    type Order = RecordOrder;

    fn order(self, problems: &mut Problems) -> Option<RecordOrder> {
        let close_case = self.close_case.unwrap_or_default();
        let follow_up = self.create_unpaid_commission_follow_up.unwrap_or(true);
        let entered = Entered {
            date: self.date,
            amount: self.payment_amount,
            currency: self.currency,
            payout_creditor: self.payout_creditor,
            payout_partner: self.payout_collection_partner,
            recipient: self.payment_recipient,
            commission: self.commission_payment_status,
        };
        Some(RecordOrder { payment: entered.order(problems)?, close_case, follow_up })
    }
}

impl Request for UpdatePaymentRequest {
    /// The corrected payment, and whether the case may be reopened.
    type Order = (PaymentOrder, bool);

    fn order(self, problems: &mut Problems) -> Option<Self::Order> {
        let reopens = self.reopen_case_if_needed.unwrap_or_default();
        let entered = Entered {
            date: self.date,
            amount: self.payment_amount,
            currency: self.currency,
            payout_creditor: self.payout_creditor,
            payout_partner: self.payout_collection_partner,
            recipient: self.payment_recipient,
            commission: self.commission_payment_status,
        };
        Some((entered.order(problems)?, reopens))
    }
}

impl Request for DeletePaymentForm {
    /// Whether the case may be reopened.
    type Order = bool;

    fn order(self, _: &mut Problems) -> Option<bool> {
        Some(self.reopen_case_if_needed.unwrap_or_default())
    }
}

impl Request for UpdateCaseFeesRequest {
    type Order = ClaimOrder;

    fn order(self, _: &mut Problems) -> Option<ClaimOrder> {
        let text = |amount: Option<Amount>| amount.map(|amount| amount.0);
        Some(ClaimOrder {
            gross_amount: text(self.gross_amount),
            interest: text(self.interest_fees),
            reminder: text(self.reminder_fees),
            collection: text(self.collection_fees),
            confirm_price_change: self.confirm_price_change.unwrap_or_default(),
            keep_intentional_rate: self.keep_intentional_rate.unwrap_or_default(),
        })
    }
}
