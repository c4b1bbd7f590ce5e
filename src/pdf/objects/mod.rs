//! The objects of a PDF file: strictly read, simply written.
//!
//! Only files that this program writes are read: classic cross-reference tables, generation 0, no encryption, no object
//! streams. Anything else is a [`Fault`] and never guessed: signatures are forged with files that can be read in two
//! ways.

mod file;
mod scan;
#[cfg(test)]
mod tests;
mod value;

pub use file::{File, Revision};
pub use value::{Dictionary, Object};

/// Why a file cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// It is larger than a limit.
    #[error("the file is too large")]
    TooLarge,
    /// It is not a PDF, or is incomplete.
    #[error("this is not a whole PDF file")]
    NotPdf,
    /// It is a PDF of another program, or was tampered with.
    #[error("the file is not built as this portal builds it")]
    Foreign,
}
