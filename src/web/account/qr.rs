//! A QR code as an SVG path: one small square for each dark module.

use std::fmt::Write;

use fast_qr::ECL;
use fast_qr::qr::QRBuilder;

use crate::web::http::Failure;

/// Width of the light border, in modules, as QR readers need it.
const BORDER_MODULES: usize = 4;

/// A QR code, drawn.
pub(crate) struct Drawn {
    /// Modules per side, including the border.
    pub side: usize,
    /// The `d` attribute of the path.
    pub path: String,
}

impl Drawn {
    /// Draws a text.
    ///
    /// # Errors
    /// If the text is too long for a QR code.
    pub(crate) fn of(text: &str) -> Result<Self, Failure> {
        let code = QRBuilder::new(text).ecl(ECL::M).build();
        let code = code.map_err(|error| Failure::Fault(format!("a QR code could not be made: {error:?}")))?;
        let mut path = String::new();
        for row in 0..code.size {
            for (column, module) in code[row].iter().enumerate() {
                if module.value() {
                    let _ = write!(path, "M{} {}h1v1h-1z", column + BORDER_MODULES, row + BORDER_MODULES);
                }
            }
        }
        Ok(Self { side: code.size + 2 * BORDER_MODULES, path })
    }
}
