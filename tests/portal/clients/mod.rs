//! Clients of referral partners.

mod bringing;
mod codes;
mod ended;
pub mod linking;
mod onboarding;
pub mod powers;
pub mod signing;
mod stamping;
mod undoing;
mod verifying;

use crate::harness::World;
pub use crate::harness::platform::{CLIENTS, Platform, client};

/// How often an event was recorded.
pub fn heard(world: &World, kind: &str) -> usize {
    world.sql.texts("SELECT kind AS value FROM events").into_iter().flatten().filter(|one| one == kind).count()
}
