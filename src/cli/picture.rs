//! `draw-picture`: started by the server for an uploaded picture, not meant to be typed.

use crate::picture::{Purpose, apart};

/// Reads a picture from standard input; writes a PNG or the problem.
///
/// # Errors
/// An unknown purpose; a closed pipe.
pub(crate) fn run(purpose: &str) -> Result<(), Vec<String>> {
    let purpose = Purpose::parse(purpose).ok_or_else(|| vec![format!("“{purpose}” is neither logo nor icon")])?;
    apart::answer(purpose).map_err(|error| vec![error.to_string()])
}
