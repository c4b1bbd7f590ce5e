//! Partner Portal: one binary between clients, the operator of a debt-collection service, the agencies that collect,
//! and the referral partners that bring clients.
//!
//! Three rings. `domain` **knows**: plain values and rules. `actions` and `store` **do**: one verb, one
//! transaction. `web`, `mail`, `exchange` and `worker` **show**: pages, JSON, mails, files. Arrows point
//! inwards only; `tests/architecture.rs` holds them there.

// No panic can be reached from outside; what fails says so. Tests fail by panicking.
#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::unreachable))]

pub mod actions;
pub mod app;
pub mod cli;
pub mod config;
pub mod demo;
pub mod domain;
pub mod exchange;
pub mod mail;
pub mod pdf;
pub mod picture;
pub mod routes;
pub mod secrets;
pub mod signing;
pub mod stamping;
pub mod store;
pub mod web;
pub mod words;
pub mod worker;
