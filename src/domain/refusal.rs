//! Why the business says no: in plain words what was refused, why, and what helps.

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
    /// The verb is for another actor.
    #[error("It is not for you to {}.", verb.words())]
    NotYours {
        /// What was tried.
        verb: Verb,
    },
    /// The case is in a state in which this cannot be done.
    #[error("{}", wrong_state(*verb, *now, allowed))]
    WrongState {
        /// What was tried.
        verb: Verb,
        /// The state the case is in.
        now: Lifecycle,
        /// The states in which it could be done.
        allowed: &'static [Lifecycle],
    },
    /// A document for a case that is read-only for good. The contracts answer this one as a
    /// conflict, unlike every other wrong state.
    #[error("The case was merged into another one and can only be read. Add the document to that case.")]
    MergedReadOnly,
    /// A step of onboarding whose agreement is signed already.
    #[error("This step is done and the agreement is signed. Open the link again to see where you are.")]
    StepOver,
    /// A page that acts on an account which was there before, and nobody has shown that it is theirs.
    #[error("First show that the account is yours: have a code sent to its address, and enter it.")]
    ProofNeeded,
    /// An account that was linked while its people were asked.
    #[error(
        "The account was linked with another platform in the meantime. Ask the platform's support what can be done."
    )]
    LinkedMeanwhile,
    /// An agency that has not signed its agreement takes no cases.
    #[error(
        "Your agency has not signed its agreement with the platform. An Admin signs it under Settings, Agreements; then cases can be accepted."
    )]
    AgreementUnsigned,
    /// An invoice that is paid or credited.
    #[error("The invoice is {} already; nothing is to be paid.", status.label().to_lowercase())]
    InvoiceClosed {
        /// How far it has come.
        status: InvoiceStatus,
    },
    /// A payment of nothing, or of more than is open.
    #[error("Enter more than zero and at most the {open} that are open.")]
    InvoiceAmount {
        /// What is open of the invoice.
        open: Money,
    },
    /// A credit note for what was credited before.
    #[error("The invoice is credited already.")]
    CreditedAlready,
    /// A client that cannot be taken back.
    #[error(transparent)]
    Withdraw(#[from] CannotWithdraw),
    /// A document of the other side's.
    #[error("Only who added a document can delete it. Ask the other side to do so.")]
    DocumentOfOthers,
    /// The agency has not accepted the case yet, and only asked something.
    #[error("You cannot {} before the case is accepted. Withdraw the question or wait for the answer, then accept the case.", verb.words())]
    NotStarted {
        /// What was tried.
        verb: Verb,
    },
    /// The agency has accepted the case already.
    #[error("The case was accepted before, so you cannot {}. Return it to Active instead.", verb.words())]
    AlreadyStarted {
        /// What was tried.
        verb: Verb,
    },
    /// The claim is outside the standard terms.
    #[error("The case cannot be accepted on standard terms because {reason}. Offer custom terms instead.")]
    NeedsCustomTerms {
        /// What puts it outside, as a clause.
        reason: String,
    },
    /// Closing as Paid while something is owed.
    #[error(
        "The case cannot be closed as Paid because a part of it is still outstanding. Record the missing payment, or close it as Partially paid."
    )]
    NotSettled {
        /// What is still owed.
        outstanding: i64,
    },
    /// Closing as Paid or Partially paid without a payment.
    #[error(
        "The case cannot be closed as {code} because no payment is recorded. Record the payment first, or choose another reason."
    )]
    NothingPaid {
        /// The code that was chosen.
        code: CloseCode,
    },
    /// Closing as Partially paid when everything is paid.
    #[error("The case cannot be closed as Partially paid because nothing is outstanding. Close it as Paid.")]
    NothingOutstanding,
    /// Reopening when the correction left nothing owed.
    #[error(
        "The case stays closed because nothing is outstanding. A closed case reopens only when a correction leaves a balance."
    )]
    StillNothingOutstanding,
    /// Reopening a case that was closed otherwise than as Paid.
    #[error("Only a case that was closed as Paid can be reopened.")]
    NotPaidClosed,
    /// A close code that this actor never sets.
    #[error("{code} is set by the platform and cannot be chosen. Choose another reason.")]
    CodeNotYours {
        /// The code that was chosen.
        code: CloseCode,
    },
    /// A close code that does not fit the state.
    #[error("A case that is {now} cannot be closed as {code}. Possible here: {}.", listed(allowed.iter().map(|code| code.label())))]
    CodeNotNow {
        /// The code that was chosen.
        code: CloseCode,
        /// The state the case is in.
        now: Lifecycle,
        /// The codes that fit it.
        allowed: &'static [CloseCode],
    },
    /// A code or a decision that says nothing without words.
    #[error("Say why in the comment.")]
    CommentRequired,
    /// Creditor's and agency's parts are not the payment.
    #[error(
        "The creditor's and the agency's part do not add up to the payment. They must be zero or more, and together {amount}; they are {sum}."
    )]
    SplitDoesNotAddUp {
        /// The payment in major units.
        amount: Decimal,
        /// The two parts together, in major units.
        sum: Decimal,
    },
    /// Only one of the two parts was given.
    #[error("Give both the creditor's and the agency's part, or neither.")]
    SplitIncomplete,
    /// The payment has been invoiced.
    #[error(
        "The payment has been invoiced and can no longer be changed or deleted. Ask the platform for a credit note."
    )]
    Frozen,
    /// A correction would bring a closed case back, and nobody said it may.
    #[error(
        "The correction leaves a balance on a case that is closed as Paid. Confirm that the case reopens, or leave the payment as it is."
    )]
    ReopenConsent {
        /// What would be owed.
        outstanding: i64,
    },
    /// The change of the claim moves the success fee.
    #[error("{}", price_change(*intentional, *current, *proposed, warning.as_deref()))]
    PriceChange {
        /// Whether the present rate was set on purpose (quote, custom price).
        intentional: bool,
        /// The rate now.
        current: Rate,
        /// The rate after the change.
        proposed: Rate,
        /// What else should be thought of.
        warning: Option<String>,
    },
    /// A rate that was set on purpose was to be replaced by the standard one.
    #[error(
        "The success fee was agreed for this case and cannot be replaced by the standard one. Keep the agreed rate, or ask the platform."
    )]
    IntentionalRateKept,
    /// A day that has not come yet.
    #[error("The date lies in the future. Enter the day on which it happened.")]
    FutureDate,
    /// The claim is too small for a standard rate.
    #[error("The claim is below {minimum_usd} USD, and smaller claims have no standard rate.")]
    BelowMinimum {
        /// The smallest claim, in US dollars.
        minimum_usd: Decimal,
    },
    /// The older parts of a claim are larger than the younger ones that include them.
    #[error(
        "The part overdue more than 24 months must be within the part overdue more than 12 months, and that within the whole claim."
    )]
    AgesOutOfOrder,
    /// Nothing, or less, was entered as a payment.
    #[error("The amount must be more than zero.")]
    AmountNotPositive,
    /// The debtor paid the creditor, and it was not said whether the agency has its commission.
    #[error("The debtor paid the creditor: say whether your commission is Paid or Unpaid.")]
    CommissionStatusMissing,
    /// A payment in another currency than the case's.
    #[error("Payments are recorded in {currency}, the currency of the case. Convert it first.")]
    OtherCurrency {
        /// The case's currency.
        currency: Currency,
    },
    /// There is no commission that the creditor owes on this payment.
    #[error("The creditor owes no commission on this payment: only what went to the creditor directly can be settled.")]
    NoCommissionOwed,
    /// A promise or an agreement that cannot be so.
    #[error(transparent)]
    Plan(#[from] PlanProblem),
    /// An exclusive period that cannot be extended so.
    #[error(transparent)]
    Period(#[from] PeriodProblem),
    /// No monthly update is due.
    #[error(
        "No update is due on this case. One is asked for every month while the case is Active, on the day of the month on which it was accepted."
    )]
    NoUpdateDue,
    /// Somebody else changed the case in the meantime.
    #[error(
        "Somebody else changed this case a moment ago, and nothing was saved. Look at it again and repeat what you still want to do."
    )]
    Overtaken,
}

impl Refusal {
    /// The form field that the refusal belongs to, as the contracts spell it.
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
