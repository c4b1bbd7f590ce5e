//! The design of a document: sizes in points, and text styles.

use super::letters::{Hand, Side};

/// A4, in points.
pub(super) const PAGE: (f32, f32) = (595.276, 841.89);
pub(super) const LEFT: f32 = 76.0;
pub(super) const WIDTH: f32 = PAGE.0 - 2.0 * LEFT;
pub(super) const TOP: f32 = 86.0;
pub(super) const BOTTOM: f32 = PAGE.1 - 78.0;
/// Baselines of page header and footer.
pub(super) const HEAD: f32 = 48.0;
pub(super) const FOOT: f32 = PAGE.1 - 42.0;

pub(super) const INK: (u8, u8, u8) = (24, 28, 36);
pub(super) const DEEP: (u8, u8, u8) = (18, 38, 72);
pub(super) const QUIET: (u8, u8, u8) = (84, 92, 108);
pub(super) const HAIR: (u8, u8, u8) = (205, 210, 218);
pub(super) const WARNING: (u8, u8, u8) = (156, 32, 24);
pub(super) const WATER: (u8, u8, u8) = (236, 238, 242);

/// Indentation of text after a label.
pub(super) const HANG: f32 = 20.0;
pub(super) const CELL: (f32, f32) = (6.0, 4.5);
/// The largest size of a drawn signature, in points.
pub(super) const SIGNATURE: (f32, f32) = (190.0, 68.0);

const BODY: Hand =
    Hand { serif: true, size: 10.2, leading: 1.42, bold: false, slanted: false, align: Side::Left, colour: INK };

pub(super) fn body() -> Hand {
    BODY
}

/// The style of a heading, with the space before and after it.
pub(super) fn heading(level: u8) -> (Hand, f32, f32) {
    match level {
        1 => (Hand { size: 21.0, leading: 1.2, bold: true, colour: DEEP, ..BODY }, 26.0, 12.0),
        2 => {
            let hand = Hand { serif: false, size: 11.2, leading: 1.3, bold: true, colour: DEEP, ..BODY };
            (hand, 19.0, 5.0)
        }
        _ => (Hand { serif: false, size: 9.6, leading: 1.35, bold: true, ..BODY }, 12.0, 3.5),
    }
}

pub(super) fn cell() -> Hand {
    Hand { serif: false, size: 8.7, leading: 1.4, ..BODY }
}

pub(super) fn column_head() -> Hand {
    Hand { bold: true, colour: DEEP, ..cell() }
}

pub(super) fn row_head() -> Hand {
    Hand { colour: QUIET, ..cell() }
}

pub(super) fn typed_signature() -> Hand {
    Hand { size: 23.0, leading: 1.35, slanted: true, colour: DEEP, ..BODY }
}

pub(super) fn running() -> Hand {
    Hand { serif: false, size: 7.6, leading: 1.3, colour: QUIET, ..BODY }
}

pub(super) fn warning() -> Hand {
    Hand { bold: true, colour: WARNING, ..running() }
}

pub(super) fn water() -> Hand {
    Hand { serif: false, size: 64.0, leading: 1.1, bold: true, align: Side::Centre, colour: WATER, ..BODY }
}
