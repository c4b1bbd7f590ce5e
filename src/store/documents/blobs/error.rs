//! Errors of the document store.

use std::io;

/// Why bytes could not be stored or read.
#[derive(Debug, thiserror::Error)]
pub enum BlobError {
    /// More bytes than allowed.
    #[error("larger than the {limit} bytes allowed")]
    TooLarge {
        /// In bytes.
        limit: u64,
    },
    /// No document has this hash.
    #[error("no such document")]
    NotFound,
    /// Not 64 lower-case hexadecimal digits.
    #[error("not a SHA-256 in lower-case hex")]
    NotAHash,
    /// The address or the credentials of the store are wrong; the text says which.
    #[error("{0}")]
    Settings(String),
    /// The sender broke off the upload.
    #[error("the upload broke off: {0}")]
    Upload(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The disk failed.
    #[error("document store: {0}")]
    Disk(#[from] io::Error),
    /// The store failed.
    #[error("document store: {0}")]
    Store(#[source] object_store::Error),
}

impl From<object_store::Error> for BlobError {
    fn from(error: object_store::Error) -> Self {
        match error {
            object_store::Error::NotFound { .. } => Self::NotFound,
            other => Self::Store(other),
        }
    }
}

impl From<BlobError> for io::Error {
    fn from(error: BlobError) -> Self {
        match error {
            BlobError::Disk(error) => error,
            BlobError::NotFound => Self::new(io::ErrorKind::NotFound, error),
            other => Self::other(other),
        }
    }
}
