//! What can be done, one verb each: begin, load as the actor, decide, save, record the facts, commit.
//! Only this room opens write transactions.

pub mod cases;
pub mod clients;
pub mod documents;
pub mod once;
pub mod payments;
pub mod people;
pub mod pricing;
pub mod views;

use crate::domain::calendar::Moment;
use crate::domain::refusal::Refusal;
use crate::store::StoreError;
use crate::store::blobs::BlobError;

/// Why a verb was not carried out. Nothing of it is stored then.
#[derive(Debug, thiserror::Error)]
pub enum ActionError {
    /// A rule of the business.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// A value that cannot be used, with the field's name on the wire.
    #[error("{1}")]
    At(&'static str, String),
    /// The idempotency key was used before with another body.
    #[error("the key was used before with another body")]
    KeyReused,
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The document store.
    #[error(transparent)]
    Blob(#[from] BlobError),
}

/// What a verb answers.
pub type Outcome<T> = Result<T, ActionError>;

/// When and in which house something is done.
#[derive(Clone, Debug)]
pub struct Here {
    /// The moment.
    pub now: Moment,
    /// The address people use, without a slash at the end; links in mails begin with it.
    pub base_url: String,
    /// The platform's name.
    pub operator: String,
    /// Cheap password hashing, for tests only.
    pub cheap_passwords: bool,
}
