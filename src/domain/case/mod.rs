//! A case: its states, close codes, kind of claim, and every allowed transition.

mod codes;
mod lifecycle;
mod moves;
mod obstacle;
mod refusal;
mod terms;
#[cfg(test)]
mod tests;

pub use codes::{CloseCode, DeclineCategory};
pub use lifecycle::Lifecycle;
pub use moves::{By, CaseSnapshot, Verb, close_codes, decide, may};
pub use obstacle::Obstacle;
pub use refusal::CaseRefusal;
pub use terms::{ClaimType, DebtorKind, DisputeStatus, Phase, PricingSource};
