//! Refusals by rules of the business, in words: what was refused, why, and what to do.

use rust_decimal::Decimal;
use thiserror::Error;

use super::case::{CloseCode, Lifecycle, Verb};
use super::client::CannotWithdraw;
use super::invoice::InvoiceStatus;
use super::money::{Currency, Money, Rate};
use super::period::PeriodProblem;
use super::plan::PlanProblem;

/// A refusal by a rule. Amounts are in minor units of the case's currency unless said otherwise.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Refusal {
    /// Another party may do this, but not this one.
    #[error("It is not for you to {}.", verb.words())]
    NotYours {
        /// The attempted action.
        verb: Verb,
    },
    /// The state of the case does not allow it.
    #[error("{}", wrong_state(*verb, *now, allowed))]
    WrongState {
        /// The attempted action.
        verb: Verb,
        /// The present state.
        now: Lifecycle,
        /// The states that allow it.
        allowed: &'static [Lifecycle],
    },
    /// A document for a merged case. Unlike every other wrong state, the contracts answer this one with a conflict.
    #[error("The case was merged into another one and can only be read. Add the document to that case.")]
    MergedReadOnly,
    /// A step of onboarding after the agreement was signed.
    #[error("This step is done and the agreement is signed. Open the link again to see where you are.")]
    StepOver,
    /// An action on an existing account whose ownership has not been proved by a code.
    #[error("First show that the account is yours: have a code sent to its address, and enter it.")]
    ProofNeeded,
    /// The account was linked with another referral partner while the link request was open.
    #[error(
        "The account was linked with another platform in the meantime. Ask the platform's support what can be done."
    )]
    LinkedMeanwhile,
    /// The agency cannot accept cases before it has signed its agreement.
    #[error(
        "Your agency has not signed its agreement with the platform. An Admin signs it under Settings, Agreements; then cases can be accepted."
    )]
    AgreementUnsigned,
    /// The invoice is paid or credited.
    #[error("The invoice is {} already; nothing is to be paid.", status.label().to_lowercase())]
    InvoiceClosed {
        /// Its state.
        status: InvoiceStatus,
    },
    /// A payment that is not positive, or more than is open.
    #[error("Enter more than zero and at most the {open} that are open.")]
    InvoiceAmount {
        /// The open amount of the invoice.
        open: Money,
    },
    /// The invoice has a credit note already.
    #[error("The invoice is credited already.")]
    CreditedAlready,
    /// The client cannot be withdrawn.
    #[error(transparent)]
    Withdraw(#[from] CannotWithdraw),
    /// The document belongs to the other side.
    #[error("Only who added a document can delete it. Ask the other side to do so.")]
    DocumentOfOthers,
    /// The agency has only asked a question and not accepted the case yet.
    #[error("You cannot {} before the case is accepted. Withdraw the question or wait for the answer, then accept the case.", verb.words())]
    NotStarted {
        /// The attempted action.
        verb: Verb,
    },
    /// The agency has accepted the case already.
    #[error("The case was accepted before, so you cannot {}. Return it to Active instead.", verb.words())]
    AlreadyStarted {
        /// The attempted action.
        verb: Verb,
    },
    /// The claim is outside the standard terms.
    #[error("The case cannot be accepted on standard terms because {reason}. Offer custom terms instead.")]
    NeedsCustomTerms {
        /// The reason, as a clause.
        reason: String,
    },
    /// Closing as Paid while something is outstanding.
    #[error(
        "The case cannot be closed as Paid because a part of it is still outstanding. Record the missing payment, or close it as Partially paid."
    )]
    NotSettled {
        /// The outstanding amount.
        outstanding: i64,
    },
    /// Closing as Paid or Partially paid without a payment.
    #[error(
        "The case cannot be closed as {code} because no payment is recorded. Record the payment first, or choose another reason."
    )]
    NothingPaid {
        /// The chosen code.
        code: CloseCode,
    },
    /// Closing as Partially paid when nothing is outstanding.
    #[error("The case cannot be closed as Partially paid because nothing is outstanding. Close it as Paid.")]
    NothingOutstanding,
    /// Reopening when nothing is outstanding after the correction.
    #[error(
        "The case stays closed because nothing is outstanding. A closed case reopens only when a correction leaves a balance."
    )]
    StillNothingOutstanding,
    /// Reopening a case that was not closed as Paid.
    #[error("Only a case that was closed as Paid can be reopened.")]
    NotPaidClosed,
    /// A close code that this party may not use.
    #[error("{code} is set by the platform and cannot be chosen. Choose another reason.")]
    CodeNotYours {
        /// The chosen code.
        code: CloseCode,
    },
    /// A close code that is not allowed in this state.
    #[error("A case that is {now} cannot be closed as {code}. Possible here: {}.", listed(allowed.iter().map(|code| code.label())))]
    CodeNotNow {
        /// The chosen code.
        code: CloseCode,
        /// The present state.
        now: Lifecycle,
        /// The codes allowed in it.
        allowed: &'static [CloseCode],
    },
    /// A code or decision that needs a comment.
    #[error("Say why in the comment.")]
    CommentRequired,
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
    /// A correction would reopen a closed case, and that was not agreed to.
    #[error(
        "The correction leaves a balance on a case that is closed as Paid. Confirm that the case reopens, or leave the payment as it is."
    )]
    ReopenConsent {
        /// The outstanding amount after the correction.
        outstanding: i64,
    },
    /// The change of the claim changes the success fee.
    #[error("{}", price_change(*intentional, *current, *proposed, warning.as_deref()))]
    PriceChange {
        /// Whether the present rate was set on purpose (quote, custom price).
        intentional: bool,
        /// The present rate.
        current: Rate,
        /// The rate after the change.
        proposed: Rate,
        /// What else to consider.
        warning: Option<String>,
    },
    /// A rate that was set on purpose cannot be replaced by the standard rate here.
    #[error(
        "The success fee was agreed for this case and cannot be replaced by the standard one. Keep the agreed rate, or ask the platform."
    )]
    IntentionalRateKept,
    /// The date is in the future.
    #[error("The date lies in the future. Enter the day on which it happened.")]
    FutureDate,
    /// The claim is too small for a standard rate.
    #[error("The claim is below {minimum_usd} USD, and smaller claims have no standard rate.")]
    BelowMinimum {
        /// The smallest claim, in US dollars.
        minimum_usd: Decimal,
    },
    /// The older parts of a claim are larger than the younger parts that include them.
    #[error(
        "The part overdue more than 24 months must be within the part overdue more than 12 months, and that within the whole claim."
    )]
    AgesOutOfOrder,
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
    /// A promise or agreement that is refused.
    #[error(transparent)]
    Plan(#[from] PlanProblem),
    /// An extension of the exclusive period that is refused.
    #[error(transparent)]
    Period(#[from] PeriodProblem),
    /// No monthly update is due.
    #[error(
        "No update is due on this case. One is asked for every month while the case is Active, on the day of the month on which it was accepted."
    )]
    NoUpdateDue,
    /// Somebody else changed the case at the same time.
    #[error(
        "Somebody else changed this case a moment ago, and nothing was saved. Look at it again and repeat what you still want to do."
    )]
    Overtaken,
}

impl Refusal {
    /// The form field of the refusal; names of the contracts.
    pub fn field(&self) -> Option<&'static str> {
        match self {
            Self::NotSettled { .. }
            | Self::NothingPaid { .. }
            | Self::NothingOutstanding
            | Self::CodeNotYours { .. }
            | Self::CodeNotNow { .. } => Some("closeCode"),
            Self::CommentRequired => Some("comment"),
            Self::SplitDoesNotAddUp { .. } | Self::SplitIncomplete => Some("payoutCreditor"),
            Self::ReopenConsent { .. } => Some("reopenCaseIfNeeded"),
            Self::PriceChange { intentional: true, .. } => Some("keepIntentionalRate"),
            Self::PriceChange { .. } | Self::IntentionalRateKept => Some("confirmPriceChange"),
            Self::FutureDate => Some("date"),
            Self::InvoiceAmount { .. } => Some("amount"),
            Self::BelowMinimum { .. } => Some("amountToRecover"),
            Self::AgesOutOfOrder => Some("amountToRecoverOver12Months"),
            Self::AmountNotPositive => Some("paymentAmount"),
            Self::CommissionStatusMissing => Some("commissionPaymentStatus"),
            Self::OtherCurrency { .. } => Some("currency"),
            Self::Plan(problem) => problem.field(),
            Self::Period(PeriodProblem::None) => None,
            Self::Period(_) => Some("until"),
            Self::NotYours { .. }
            | Self::WrongState { .. }
            | Self::StepOver
            | Self::ProofNeeded
            | Self::LinkedMeanwhile
            | Self::AgreementUnsigned
            | Self::InvoiceClosed { .. }
            | Self::CreditedAlready
            | Self::Withdraw(_)
            | Self::MergedReadOnly
            | Self::DocumentOfOthers
            | Self::NotStarted { .. }
            | Self::AlreadyStarted { .. }
            | Self::NeedsCustomTerms { .. }
            | Self::StillNothingOutstanding
            | Self::NotPaidClosed
            | Self::Frozen
            | Self::NoCommissionOwed
            | Self::NoUpdateDue
            | Self::Overtaken => None,
        }
    }
}

fn wrong_state(verb: Verb, now: Lifecycle, allowed: &[Lifecycle]) -> String {
    match now {
        Lifecycle::Merged => {
            format!("You cannot {}: the case was merged into another one and can only be read.", verb.words())
        }
        now => format!(
            "You cannot {} while the case is {now}. It is possible in: {}.",
            verb.words(),
            listed(allowed.iter().map(|state| state.label()))
        ),
    }
}

fn price_change(intentional: bool, current: Rate, proposed: Rate, warning: Option<&str>) -> String {
    let mut text = if intentional {
        format!(
            "The success fee of {current} % was agreed for this case; the standard one would become {proposed} %. Keep the agreed rate to go on."
        )
    } else {
        format!("The change moves the success fee from {current} % to {proposed} %. Confirm the new rate to go on.")
    };
    if let Some(warning) = warning {
        text.push(' ');
        text.push_str(warning);
    }
    text
}

fn listed<'a>(items: impl Iterator<Item = &'a str>) -> String {
    items.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_says_what_why_and_what_next() {
        let refusal = Refusal::WrongState {
            verb: Verb::RecordPayment,
            now: Lifecycle::PendingVerification,
            allowed: &[Lifecycle::Active, Lifecycle::NeedsAdditionalDetails],
        };
        assert_eq!(
            refusal.to_string(),
            "You cannot record a payment while the case is Pending Verification. It is possible in: Active, More Info Required."
        );
        assert_eq!(refusal.field(), None);
        let (current, proposed) = (Rate::percent(Decimal::new(95, 1)), Rate::percent(Decimal::from(20)));
        let refusal = Refusal::PriceChange { intentional: false, current, proposed, warning: None };
        assert_eq!(
            refusal.to_string(),
            "The change moves the success fee from 9.5 % to 20 %. Confirm the new rate to go on."
        );
        assert_eq!(refusal.field(), Some("confirmPriceChange"));
    }
}
