//! A case: its lifecycle, how it closes, what kind of claim it is, and every legal move.

mod codes;
mod lifecycle;
mod moves;
mod terms;
#[cfg(test)]
mod tests;

pub use codes::{CloseCode, DeclineCategory};
pub use lifecycle::Lifecycle;
pub use moves::{By, Standing, Verb, close_codes, decide, may};
pub use terms::{ClaimType, DebtorKind, DisputeStatus, Phase, PricingSource};
