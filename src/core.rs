//! What Partner Portal knows and does: `domain` (plain values and rules), `actions` and `store` (one verb, one
//! transaction), and what they write: `mail`, `exchange` (files that others read), `words` (texts by language).
//!
//! Nothing here knows pages, HTTP or the command line: those are the crate around this one, so that a change of a page
//! compiles without this half.

// What nothing outside uses is not public, so that the compiler finds what nobody uses.
#![warn(unreachable_pub)]
// No request may cause a panic; errors are returned. Tests fail by panicking.
#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::unreachable))]
// An index can panic, and `as` can change a value silently. Where one is provably right, an `expect` gives the reason.
#![cfg_attr(not(test), warn(clippy::indexing_slicing, clippy::as_conversions))]

pub mod actions;
pub mod domain;
pub mod exchange;
pub mod mail;
pub mod secrets;
pub mod store;
pub mod words;

pub use portal_pdf as pdf;
