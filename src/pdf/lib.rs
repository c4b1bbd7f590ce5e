//! Agreements as documents: bytes in, bytes out.
//!
//! [`text`] turns a template and its values into blocks and shows them as a page; [`sheet`] sets the same blocks as
//! PDF; [`sign`] signs and seals it; [`stamp`] gets timestamps; [`verify`] reports whether a file is genuine. Nothing
//! here knows agreements, people or the time: the caller provides texts, names, keys and the moment.

#![warn(unreachable_pub)]
// Bytes from outside must not cause a panic. Tests fail by panicking.
#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::unreachable))]

pub mod objects;
pub mod sheet;
pub mod sign;
pub mod stamp;
pub mod text;
pub mod verify;

/// A moment in UTC.
pub type Moment = chrono::DateTime<chrono::Utc>;
