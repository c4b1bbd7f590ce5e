//! Agreements as documents: bytes in, bytes out.
//!
//! [`text`] makes blocks of a template and its values, and shows them as a page; [`sheet`] sets the same blocks as
//! PDF; [`sign`] signs and seals it; [`stamp`] gets timestamps; [`verify`] says of a file what it is worth. This room
//! knows no agreement, no person and no clock: whoever calls it brings words, names, keys and the moment.

pub mod objects;
pub mod sheet;
pub mod sign;
pub mod stamp;
pub mod text;
pub mod verify;
