//! The portal in a browser: the life of a case, with and without scripts, and axe's findings on every page.

#![allow(
    dead_code,
    unused_imports,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests fail by panicking, and the harness offers more than each moment needs"
)]

#[path = "../portal/harness/mod.rs"]
mod harness;

mod driver;
mod keyboard;
mod month;
mod pages;
mod signing;
mod walk;
