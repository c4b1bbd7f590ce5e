//! What every other folder of the store stands on: connections, the statements that the two databases word differently,
//! the tables as Diesel sees them, how values lie in columns, ids and secrets, counters and tallies.

pub(super) mod among;
pub(super) mod columns;
pub mod conn;
pub(super) mod dialect;
pub mod entropy;
pub mod instance;
pub mod once;
pub mod reading;
pub(super) mod schema;
pub mod series;
pub mod tallies;
pub(super) mod wrapped;
