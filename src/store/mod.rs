//! All access to the database and the document store. The only room that uses Diesel.
//!
//! A query that reads takes a [`Db`]; one that changes something takes a transaction, [`Tx`]; a [`Writer`] can begin
//! one. Every public query takes an actor or something loaded by one. Those that take neither are in modules named
//! `unscoped`, beside the others of their noun: for the worker, the command line and sign-in. The folder `db` holds no
//! data of a tenant.

pub mod agreements;
pub mod audit;
pub mod books;
pub mod brands;
pub mod cases;
pub mod clients;
pub mod coverage;
pub mod db;
pub mod documents;
pub mod facts;
pub mod mails;
pub mod notices;
pub mod people;
pub mod prices;
pub mod waiting;

pub use db::conn::{Database, Db, Tx, Writer};
pub use db::entropy::{fresh_id, fresh_token, secret_hash};

use diesel::result::DatabaseErrorKind;

/// Why the store failed.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The address in the settings is unusable.
    #[error("{0}")]
    Address(String),
    /// No connection was available.
    #[error("the database cannot be reached: {0}")]
    Unreachable(String),
    /// A migration failed.
    #[error("the tables could not be brought up to date: {0}")]
    Migration(String),
    /// Another request held a lock for too long.
    #[error("waited too long for another request")]
    Waited,
    /// A statement exceeded the time limit of requests.
    #[error("a statement took too long and was given up")]
    TookTooLong,
    /// Another transaction changed a row after this one began; see [`Writer::write_if_unchanged`].
    #[error("changed by another request")]
    Changed,
    /// There is no such row, or it is not theirs.
    #[error("not found")]
    NotFound,
    /// A row that breaks a rule: a bug, or a manual change in the database.
    #[error("the database holds something it should not: {0}")]
    Corrupt(String),
    /// The database reported an error.
    #[error(transparent)]
    Query(diesel::result::Error),
}

impl From<diesel::result::Error> for StoreError {
    fn from(error: diesel::result::Error) -> Self {
        match error {
            diesel::result::Error::NotFound => Self::NotFound,
            diesel::result::Error::DeserializationError(what) => Self::Corrupt(what.to_string()),
            diesel::result::Error::DatabaseError(_, said) if is_over(said.message()) => Self::TookTooLong,
            diesel::result::Error::DatabaseError(DatabaseErrorKind::SerializationFailure, _) => Self::Changed,
            other => Self::Query(other),
        }
    }
}

/// Whether a database error means that a time limit ended the statement; SQLite's and PostgreSQL's texts.
fn is_over(message: &str) -> bool {
    message == "interrupted" || message.contains("statement timeout") || message.contains("due to user request")
}
