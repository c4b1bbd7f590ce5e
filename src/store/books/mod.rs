//! Money: payments of debtors, their split, and what the parties owe each other. See `docs/books.md`.

pub mod commissions;
pub mod invoices;
pub mod ledger;
pub mod ledger_check;
pub mod of_client;
pub mod payments;
pub mod payouts;
pub mod reckonings;
pub mod revenue;
pub mod standings;
pub mod statements;
