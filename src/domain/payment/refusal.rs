//! What is refused about payments, in words.

use rust_decimal::Decimal;
use thiserror::Error;

use crate::domain::money::{Currency, Money};

/// A refusal of a payment. Amounts are in minor units of the case's currency.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum PaymentRefusal {
    /// The two shares do not add up to the payment.
    #[error(
        "The creditor's and the agency's part do not add up to the payment. They must be zero or more, and together {amount}; they are {sum}."
    )]
    SplitDoesNotAddUp {
        /// The payment in major units.
        amount: Decimal,
        /// The sum of both shares, in major units.
        sum: Decimal,
    },
    /// Only one of the two shares was given.
    #[error("Give both the creditor's and the agency's part, or neither.")]
    SplitIncomplete,
    /// The payment has been invoiced.
    #[error(
        "The payment has been invoiced and can no longer be changed or deleted. Ask the platform for a credit note."
    )]
    Frozen,
    /// The payment is more than what was outstanding, and that was not confirmed.
    #[error(
        "The payment is {surplus} more than what is outstanding. Check the amount, or confirm that the surplus goes to the client."
    )]
    SurplusUnconfirmed {
        /// What is beyond the claim.
        surplus: Money,
    },
    /// Later payments keep their splits, and the corrected payment cannot make up for them.
    #[error(
        "Later payments of this case keep their splits, because they are invoiced or entered by hand. To make up for them, this payment would have to be split into {creditor} for the client and {partner} for the agency, and neither can be below zero. Ask the operator for a credit note first, or enter the split by hand."
    )]
    LaterSplitsStay {
        /// What would be left for the creditor, in major units.
        creditor: Decimal,
        /// What would be left for the agency, in major units.
        partner: Decimal,
    },
    /// A correction would reopen a closed case, and that was not agreed to.
    #[error(
        "The correction leaves a balance on a case that is closed as Paid. Confirm that the case reopens, or leave the payment as it is."
    )]
    ReopenConsent {
        /// The outstanding amount after the correction.
        outstanding: i64,
    },
    /// The date is in the future.
    #[error("The date lies in the future. Enter the day on which it happened.")]
    FutureDate,
    /// A payment that is not positive.
    #[error("The amount must be more than zero.")]
    AmountNotPositive,
    /// A payment to the creditor without the commission status.
    #[error("The debtor paid the creditor: say whether your commission is Paid or Unpaid.")]
    CommissionStatusMissing,
    /// A payment in another currency than the case.
    #[error("Payments are recorded in {currency}, the currency of the case. Convert it first.")]
    OtherCurrency {
        /// The case's currency.
        currency: Currency,
    },
    /// The creditor owes no commission on this payment.
    #[error("The creditor owes no commission on this payment: only what went to the creditor directly can be settled.")]
    NoCommissionOwed,
}
