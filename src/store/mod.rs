//! Everything that touches the database or the document store. The only room that knows Diesel.
//!
//! A query that reads takes a [`Db`], one that changes something takes the transaction, [`Tx`]; whoever may begin one holds
//! a [`Writer`]. Every public query takes an actor, or something that was loaded by one. Those that take neither are in
//! modules named `unscoped`, beside the others of their noun: they serve the worker, the command line and sign-in. The
//! room `db` holds nothing that is anybody's.

pub mod agreements;
pub mod audit;
pub mod books;
pub mod brands;
pub mod cases;
pub mod clients;
pub mod db;
pub mod documents;
pub mod facts;
pub mod mails;
pub mod people;
pub mod prices;

pub use db::conn::{Database, Db, Tx, Writer};
pub use db::entropy::{fresh_id, fresh_token, secret_hash};

/// Why the store could not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The address in the settings cannot be used.
    #[error("{0}")]
    Address(String),
    /// No connection could be had.
    #[error("the database cannot be reached: {0}")]
    Unreachable(String),
    /// A migration failed.
    #[error("the tables could not be brought up to date: {0}")]
    Migration(String),
    /// Another request holds what this one needs, for too long.
    #[error("waited too long for another request")]
    Waited,
    /// A statement took longer than a request may.
    #[error("a statement took too long and was given up")]
    TookTooLong,
    /// There is no such row, or it is not the asker's.
    #[error("not found")]
    NotFound,
    /// A row that a rule says cannot exist: a bug or a hand in the database.
    #[error("the database holds something it should not: {0}")]
    Corrupt(String),
    /// The database refused.
    #[error(transparent)]
    Query(diesel::result::Error),
}

impl From<diesel::result::Error> for StoreError {
    fn from(error: diesel::result::Error) -> Self {
        match error {
            diesel::result::Error::NotFound => Self::NotFound,
            diesel::result::Error::DeserializationError(what) => Self::Corrupt(what.to_string()),
            diesel::result::Error::DatabaseError(_, said) if is_over(said.message()) => Self::TookTooLong,
            other => Self::Query(other),
        }
    }
}

/// Whether a database says that it gave up a statement for the time it took; SQLite's word, and PostgreSQL's.
fn is_over(message: &str) -> bool {
    message == "interrupted" || message.contains("statement timeout") || message.contains("due to user request")
}
