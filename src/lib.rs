//! Partner Portal: one binary between clients, the operator of a debt-collection service, the agencies that collect,
//! and the referral partners that bring clients.
//!
//! Three rings. `domain` **knows**: plain values and rules. `actions` and `store` **do**: one verb, one transaction.
//! `web`, `mail`, `exchange` and `worker` **show**: pages, JSON, mails, files. Imports point inwards only, which
//! `tests/architecture.rs` checks.

// What nothing outside uses is not public, so that the compiler finds what nobody uses.
#![warn(unreachable_pub)]
// No request may cause a panic; errors are returned. Tests fail by panicking.
#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::unreachable))]
// An index can panic, and `as` can change a value silently. Where one is provably right, an `expect` gives the reason.
#![cfg_attr(not(test), warn(clippy::indexing_slicing, clippy::as_conversions))]

pub mod app;
pub mod cli;
pub mod config;
#[cfg(feature = "demo")]
#[allow(clippy::indexing_slicing, clippy::as_conversions, reason = "the demo's own data; no request reaches it")]
mod demo;
pub mod routes;
pub mod signing;
pub mod stamping;
mod web;
mod worker;

pub use portal_core::{actions, domain, secrets, store};
use portal_core::{exchange, words};
pub use portal_pdf as pdf;
pub use portal_picture as picture;
