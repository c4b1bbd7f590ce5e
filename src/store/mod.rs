//! Everything that touches the database or the document store. The only room that knows Diesel.
//!
//! Every public query takes an actor or a scope made from one; unscoped ones are named `any_…` and serve
//! the worker, the command line and sign-in.

pub mod agreement_files;
pub mod agreement_texts;
pub mod agreements;
pub mod blobs;
pub mod brand_hosts;
pub mod bulk;
pub mod carve_outs;
pub mod case_updates;
pub mod cases;
pub mod client_links;
pub mod clients;
mod columns;
pub mod commissions;
pub mod conn;
mod counting;
pub mod devices;
mod dialect;
pub mod documents;
pub mod entropy;
pub mod evidence;
pub mod facts;
pub mod instance;
pub mod invitations;
pub mod invoices;
pub mod kept_forms;
pub mod keys;
pub mod ledger;
pub mod ledger_check;
pub mod link_requests;
pub mod mails;
pub mod messages;
pub mod onboarding_tokens;
pub mod once;
pub mod overview;
pub mod parties;
pub mod payments;
pub mod payouts;
pub mod people;
pub mod periods;
pub mod person_codes;
pub mod plans;
pub mod powers;
pub mod prices;
pub mod profiles;
pub mod proofs;
pub mod rates;
pub mod reading;
pub mod referrals;
pub mod resets;
mod schema;
pub mod second_factors;
pub mod sessions;
pub mod standings;
pub mod statements;
pub mod tallies;
pub mod tasks;
pub mod team;
pub mod views;

pub use conn::{Database, Db};
pub use entropy::{fresh_id, fresh_token, secret_hash};

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
            diesel::result::Error::DatabaseError(_, said) if is_over(said.message()) => Self::TookTooLong,
            other => Self::Query(other),
        }
    }
}

/// Whether a database says that it gave up a statement for the time it took; SQLite's word, and PostgreSQL's.
fn is_over(message: &str) -> bool {
    message == "interrupted" || message.contains("statement timeout") || message.contains("due to user request")
}
