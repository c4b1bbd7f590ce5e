//! Consecutive numbers, and locks of things without a row of their own. Both are rows of the table of counters, which
//! only this file and `instance` change.
//!
//! Two kinds of number are not drawn here: the chain of evidence counts in its own head, because its hash changes with
//! the number; and a case's reference is random.

use super::dialect;
use crate::store::{StoreError, Tx};

/// A series of numbers from 1 on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Series {
    /// People of all kinds: those who sign in, and those of clients.
    People,
    /// Bank accounts of creditors.
    BankAccounts,
    /// The operator's invoices to agencies.
    Invoices,
    /// Credit notes.
    CreditNotes,
}

impl Series {
    /// The name of the series' row.
    const fn row(self) -> &'static str {
        match self {
            Self::People => "people",
            Self::BankAccounts => "bank_accounts",
            Self::Invoices => "invoice",
            Self::CreditNotes => "credit_note",
        }
    }
}

/// The next number of a series. The series stays locked until the transaction ends. A rollback releases the number, so
/// there are no gaps.
pub fn next(db: &mut Tx<'_>, series: Series) -> Result<i64, StoreError> {
    Ok(dialect::bump_counter(db, series.row(), 1)?)
}

/// The number after the newest one of a case or agreement. If two transactions get the same, the key of their table
/// refuses the second.
pub fn following(newest: Option<i64>) -> i64 {
    newest.unwrap_or(0) + 1
}

/// Things that only one transaction at a time may change and that have no row to lock.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::store) enum Gate {
    /// The operator's team. New people take a number anyway, so it shares the row of [`Series::People`].
    OperatorTeam,
    /// Clients and their addresses. New clients take numbers for their people, so it shares the row of
    /// [`Series::People`].
    Clients,
    /// All price lists.
    Prices,
    /// The host names of all brands.
    BrandHosts,
    /// All coverage rules.
    Coverage,
}

/// Locks a gate until the transaction ends; others wait.
pub(in crate::store) fn hold(db: &mut Tx<'_>, gate: Gate) -> Result<(), StoreError> {
    let row = match gate {
        Gate::OperatorTeam | Gate::Clients => Series::People.row(),
        Gate::Prices => "prices",
        Gate::BrandHosts => "brand hosts",
        Gate::Coverage => "coverage",
    };
    dialect::bump_counter(db, row, 0)?;
    Ok(())
}
