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
    /// Somebody must be able to change keys and bank accounts.
    #[error("This is the last Admin of the client. Make somebody else an Admin first.")]
    LastAdmin,
    /// Somebody must sign agreements.
    #[error("This is the only person who signs for the client. Name somebody else who signs first.")]
    LastSignatory,
    /// The person is named in an agreement that others have signed already.
    #[error("An agreement waits for this person's signature. Others have signed it already.")]
    SignatureAwaited,
    /// The agreement in force is signed.
    #[error("The client has signed this agreement already.")]
    SignedAlready,
    /// Somebody has signed it by link, and others have not yet.
    #[error("The client is signing this agreement by its link.")]
    BeingSigned,
    /// [`super::MAX_PEOPLE_PER_CLIENT`] is reached.
    #[error("This client has as many people as it can have. Remove somebody first.")]
    TooManyPeople,
    /// [`super::MAX_DIVISIONS_PER_CLIENT`] is reached.
    #[error("This client has as many divisions as it can have.")]
    TooManyDivisions,
    /// An archived division stays as it is.
    #[error("This division is archived.")]
    DivisionArchived,
    /// A division to which cases refer stays.
    #[error("Cases refer to this division. Archive it instead.")]
    DivisionHasCases,
    /// The client cannot be withdrawn.
    #[error(transparent)]
    Withdraw(#[from] CannotWithdraw),
}
