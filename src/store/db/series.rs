//! Series of numbers that go up by one, and rows that a transaction holds so that others wait. Both are rows of the table
//! of counters, which nothing else changes but `instance`.
//!
//! Two kinds of number are not drawn here. The chain of evidence counts in its own head, because its hash moves with the
//! number. A case's reference is random.

use super::dialect;
use crate::store::{StoreError, Tx};

/// A series of its own, from 1 on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Series {
    /// People of every kind: those who sign in, and those of clients.
    People,
    /// Bank accounts of creditors.
    BankAccounts,
    /// The platform's invoices to agencies.
    Invoices,
    /// What takes an invoice back.
    CreditNotes,
}

impl Series {
    /// The name of its row.
    const fn row(self) -> &'static str {
        match self {
            Self::People => "people",
            Self::BankAccounts => "bank_accounts",
            Self::Invoices => "invoice",
            Self::CreditNotes => "credit_note",
        }
    }
}

/// The next number of a series. Whoever takes one holds the series until the transaction ends. A number whose transaction
/// is rolled back was never taken, so that none is missing.
pub fn next(db: &mut Tx<'_>, series: Series) -> Result<i64, StoreError> {
    Ok(dialect::bump_counter(db, series.row(), 1)?)
}

/// The number of what comes next under one case or one agreement, after the newest. Two at once get the same: the key of
/// their table lets one of them in.
pub fn following(newest: Option<i64>) -> i64 {
    newest.unwrap_or(0) + 1
}

/// What only one transaction at a time may change, and what has no row of its own to lock.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::store) enum Gate {
    /// The operator's team: whoever makes a person for it takes a number anyway, so it is the row of [`Series::People`].
    OperatorTeam,
    /// All price lists.
    Prices,
    /// The host names of all brands.
    BrandHosts,
}

/// Holds a gate until the transaction ends: who comes to it meanwhile waits.
pub(in crate::store) fn hold(db: &mut Tx<'_>, gate: Gate) -> Result<(), StoreError> {
    let row = match gate {
        Gate::OperatorTeam => Series::People.row(),
        Gate::Prices => "prices",
        Gate::BrandHosts => "brand hosts",
    };
    dialect::bump_counter(db, row, 0)?;
    Ok(())
}
