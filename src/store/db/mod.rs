//! The base of the store: connections, statements that differ between the databases, Diesel's tables, columns, ids and
//! secrets, counters and tallies.

pub(super) mod among;
pub(super) mod columns;
pub mod conn;
pub(super) mod dialect;
pub mod entropy;
pub mod instance;
pub(super) mod like;
pub mod once;
pub mod reading;
pub(super) mod schema;
pub mod series;
pub mod sorting;
pub mod tallies;
pub(super) mod wrapped;
