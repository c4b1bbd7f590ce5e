//! `draw-picture`: what the server starts for a picture that somebody sent. Nobody types it.

use crate::picture::{Purpose, apart};

/// Reads a picture from the standard input, writes a PNG or what is wrong with it.
///
/// # Errors
/// An unknown purpose; a closed pipe.
pub fn run(purpose: &str) -> Result<(), Vec<String>> {
    let purpose = Purpose::parse(purpose).ok_or_else(|| vec![format!("“{purpose}” is neither logo nor icon")])?;
    apart::answer(purpose).map_err(|error| vec![error.to_string()])
}
