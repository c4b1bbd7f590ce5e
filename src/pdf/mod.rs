//! Agreements as documents: bytes in, bytes out.
//!
//! [`text`] turns a template and its values into blocks and shows them as a page; [`sheet`] sets the same blocks as
//! PDF; [`sign`] signs and seals it; [`stamp`] gets timestamps; [`verify`] reports whether a file is genuine. Nothing
//! here knows agreements, people or the time: the caller provides texts, names, keys and the moment.

pub mod objects;
pub mod sheet;
pub mod sign;
pub mod stamp;
pub mod text;
pub mod verify;
