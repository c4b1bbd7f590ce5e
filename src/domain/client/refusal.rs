//! What is refused about clients.

use thiserror::Error;

use super::CannotWithdraw;

/// What is refused about clients, in words.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ClientRefusal {
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
    /// The client is suspended.
    #[error("This client is suspended.")]
    Suspended,
    /// The client is not suspended.
    #[error("This client is not suspended.")]
    NotSuspended,
    /// The client cannot be withdrawn.
    #[error(transparent)]
    Withdraw(#[from] CannotWithdraw),
}
