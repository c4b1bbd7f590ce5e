//! Requests about payments and the claim. Names are the contract's.

use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use validator::Validate;

use crate::actions::payments::{ClaimOrder, PaymentOrder, RecordOrder};
use crate::domain::payment::{CommissionStatus, Recipient};
use crate::web::http::request::values::{Amount, Day, Word};
use crate::web::http::{Problems, Request};

/// The message if the day is missing. The contract declares days of payments as date-times.
const NO_DATE: &str = "Enter the day on which the payment was received.";

/// A payment as it is recorded or corrected, with what is asked for besides (`B`).
#[derive(Default, Deserialize, Validate, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "{B}PaymentRequest", bound = "B: Besides", extend("description" = B::ABOUT))]
pub(crate) struct PaymentRequest<B> {
    /// The day on which it was received.
    #[validate(required)]
    #[schemars(extend("x-missing" = NO_DATE, "format" = "date-time"))]
    pub date: Option<Day>,
    /// What was paid.
    #[validate(required)]
    #[schemars(extend("x-missing" = "Enter the amount that was paid."))]
    pub payment_amount: Option<Amount>,
    /// Checked only: the currency is the case's.
    pub currency: Option<String>,
    /// The creditor's part, where it is split by hand.
    pub payout_creditor: Option<Amount>,
    /// The agency's part, before the operator's share, where it is split by hand.
    pub payout_collection_partner: Option<Amount>,
    /// Who received the debtor's payment.
    #[validate(required)]
    #[schemars(extend("x-missing" = "Say whom the debtor paid: CollectionPartner, Creditor or Platform."))]
    pub payment_recipient: Option<Word<Recipient>>,
    /// Whether the agency has its commission, `Paid` or `Unpaid`; only if the creditor was paid.
    pub commission_payment_status: Option<String>,
    /// What is asked for besides. Yes or no only: what is wrong with a field in here could not be said at that field.
    #[serde(flatten)]
    pub besides: B,
}

/// Records a payment.
pub(crate) type CreatePaymentRequest = PaymentRequest<Create>;
/// Corrects a payment.
pub(crate) type UpdatePaymentRequest = PaymentRequest<Update>;

/// What is asked for besides the payment itself.
pub(crate) trait Besides: DeserializeOwned + JsonSchema + Send + 'static {
    /// What the whole request does, for the served contract.
    const ABOUT: &'static str;
    /// What the fields mean together.
    type Order: Send + 'static;

    /// The order, with the payment as it was entered.
    fn order(self, payment: PaymentOrder) -> Self::Order;
}

/// What is asked for when a payment is recorded.
#[derive(Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Create {
    /// Closes the case as paid.
    pub close_case: Option<bool>,
    /// Asks later whether the commission was paid; true by default.
    pub create_unpaid_commission_follow_up: Option<bool>,
    /// On pages: takes a payment that is more than what is outstanding. The API takes it with a warning.
    pub confirm_surplus: Option<bool>,
}

impl Besides for Create {
    const ABOUT: &'static str = "Records a payment. The currency is the case's.";
    type Order = RecordOrder;

    fn order(self, payment: PaymentOrder) -> RecordOrder {
        RecordOrder {
            payment: PaymentOrder { surplus_confirmed: self.confirm_surplus.unwrap_or_default(), ..payment },
            close_case: self.close_case.unwrap_or_default(),
            follow_up: self.create_unpaid_commission_follow_up.unwrap_or(true),
        }
    }
}

/// What is asked for when a payment is corrected.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Update {
    /// Reopens a closed case where something is outstanding again.
    reopen_case_if_needed: Option<bool>,
    /// On pages: takes a payment that is more than what is outstanding. The API takes it with a warning.
    confirm_surplus: Option<bool>,
}

/// A payment as it should be.
pub(crate) struct Correction {
    /// The payment.
    pub payment: PaymentOrder,
    /// Whether the case may reopen.
    pub may_reopen: bool,
}

impl Besides for Update {
    const ABOUT: &'static str = "Corrects a payment.";
    type Order = Correction;

    fn order(self, payment: PaymentOrder) -> Correction {
        let payment = PaymentOrder { surplus_confirmed: self.confirm_surplus.unwrap_or_default(), ..payment };
        Correction { payment, may_reopen: self.reopen_case_if_needed.unwrap_or_default() }
    }
}

impl<B: Besides> Request for PaymentRequest<B> {
    type Order = B::Order;

    fn order(self, problems: &mut Problems) -> Option<B::Order> {
        let recipient = self.payment_recipient.map(|recipient| recipient.0);
        // Where anybody but the creditor was paid, the status is ignored, whatever it says.
        let asked = self.commission_payment_status.as_deref().filter(|_| recipient == Some(Recipient::Creditor));
        let commission = asked.and_then(|text| {
            let status = CommissionStatus::parse(text).filter(|status| *status != CommissionStatus::Credited);
            if status.is_none() {
                problems.add("commissionPaymentStatus", format!("“{text}” is not Paid or Unpaid."));
            }
            status
        });
        let payment = PaymentOrder {
            received_on: self.date?.0,
            amount: self.payment_amount?.0,
            currency: self.currency,
            recipient: recipient?,
            commission,
            payout_creditor: self.payout_creditor.map(|amount| amount.0),
            payout_partner: self.payout_collection_partner.map(|amount| amount.0),
            surplus_confirmed: false,
        };
        Some(self.besides.order(payment))
    }
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
