//! The objects that a PDF file consists of: read strictly, written plainly.
//!
//! This reads the files that this room writes, and no other kind: classic cross-reference tables, generation 0,
//! no encryption, no object streams. Whatever else a file may be is a [`Fault`], never a guess: two readings of one
//! file are how signatures are forged.

mod file;
mod scan;
#[cfg(test)]
mod tests;
mod value;

pub use file::{File, Revision};
pub use value::{Dictionary, Object};

/// Why a file is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// Over the limit.
    #[error("the file is too large")]
    TooLarge,
    /// Not a PDF, or cut off.
    #[error("this is not a whole PDF file")]
    NotPdf,
    /// A PDF of another make, or one that was tampered with.
    #[error("the file is not built as this portal builds it")]
    Foreign,
}
