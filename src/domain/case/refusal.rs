//! What a case refuses, in words: what was refused, why, and what to do.

use thiserror::Error;

use super::{CloseCode, Lifecycle, Verb};

/// A refusal of a case. Amounts are in minor units of the case's currency.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum CaseRefusal {
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
    /// The agency cannot accept cases before it has signed its agreement.
    #[error(
        "Your agency has not signed its agreement with the platform. An Admin signs it under Settings, Agreements; then cases can be accepted."
    )]
    AgreementUnsigned,
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

fn listed<'a>(items: impl Iterator<Item = &'a str>) -> String {
    items.collect::<Vec<_>>().join(", ")
}
