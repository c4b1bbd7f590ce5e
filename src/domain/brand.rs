//! A referral partner's brand: its colours, and readable colours for text on them (WCAG 2.2 AA: contrast 4.5 to 1 for
//! text, 3 to 1 for buttons).

mod details;
pub mod host;
mod look;

pub use details::{
    FooterLink, LinkProblem, MAX_FOOTER_LINKS, MAX_LABEL_CHARACTERS, MAX_SENDER_CHARACTERS, footer_link, host_name,
    sender_name,
};
pub use look::{FONTS, Face, Look, Palette, Reading, Readings, font};

/// An sRGB colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour {
    red: u8,
    green: u8,
    blue: u8,
}

/// The least contrast of text and background, in thousandths.
pub const MIN_TEXT_CONTRAST: u64 = 4_500;
/// The least contrast of a button and its background, in thousandths.
pub const MIN_BUTTON_CONTRAST: u64 = 3000;

impl Colour {
    /// White.
    pub const WHITE: Self = Self { red: 255, green: 255, blue: 255 };
    /// Black.
    pub const BLACK: Self = Self { red: 0, green: 0, blue: 0 };
    /// The darkest text colour of the portal.
    pub const INK: Self = Self { red: 17, green: 19, blue: 16 };

    /// Reads `#rrggbb` or `#rgb`; upper and lower case are the same, and `#` may be missing.
    pub fn parse(text: &str) -> Option<Self> {
        let digits: Vec<u8> = text
            .trim()
            .trim_start_matches('#')
            .chars()
            .map(|c| c.to_digit(16).and_then(|digit| u8::try_from(digit).ok()))
            .collect::<Option<_>>()?;
        match digits.as_slice() {
            [r, g, b] => Some(Self { red: r * 17, green: g * 17, blue: b * 17 }),
            [a, b, c, d, e, f] => Some(Self { red: a * 16 + b, green: c * 16 + d, blue: e * 16 + f }),
            _ => None,
        }
    }

    /// As `#rrggbb`.
    pub fn hex(self) -> String {
        format!("#{:02x}{:02x}{:02x}", self.red, self.green, self.blue)
    }

    /// Relative luminance by the WCAG formula, in millionths.
    fn luminance(self) -> u64 {
        #[expect(clippy::indexing_slicing, reason = "the table has an entry for each of the 256 values")]
        let part = |value: u8, weight: u64| LINEAR[usize::from(value)] * weight;
        (part(self.red, 2126) + part(self.green, 7152) + part(self.blue, 722)) / 10_000
    }

    /// The contrast between two colours, in thousandths: 1,000 to 21,000.
    pub fn contrast(self, other: Self) -> u64 {
        let (a, b) = (self.luminance() + 50_000, other.luminance() + 50_000);
        a.max(b) * 1000 / a.min(b)
    }

    /// Whether text in this colour is readable on that background.
    pub fn is_readable_on(self, paper: Self) -> bool {
        self.contrast(paper) >= MIN_TEXT_CONTRAST
    }

    /// The text colour for this background: white or ink, whichever has more contrast; black if neither is readable. On
    /// any colour, black or white is readable.
    pub fn ink(self) -> Self {
        let better = |dark: Self| if Self::WHITE.contrast(self) >= dark.contrast(self) { Self::WHITE } else { dark };
        let soft = better(Self::INK);
        if soft.is_readable_on(self) { soft } else { better(Self::BLACK) }
    }

    /// This colour as text on a background: unchanged if it is readable, else moved towards black or white until it is.
    pub fn readable_on(self, paper: Self) -> Self {
        let end = paper.ink();
        (0..=20).map(|step| self.mixed(end, step, 20)).find(|colour| colour.is_readable_on(paper)).unwrap_or(end)
    }

    /// This colour as a button on a background: unchanged if the contrast is 3 to 1, else moved until it is.
    pub fn apart_from(self, paper: Self) -> Self {
        let end = paper.ink();
        let is_apart = |colour: &Self| colour.contrast(paper) >= MIN_BUTTON_CONTRAST;
        (0..=20).map(|step| self.mixed(end, step, 20)).find(is_apart).unwrap_or(end)
    }

    fn mixed(self, other: Self, step: u16, of: u16) -> Self {
        let part = |a: u8, b: u8| {
            let mixed = (u16::from(a) * (of - step) + u16::from(b) * step) / of;
            u8::try_from(mixed).unwrap_or(u8::MAX)
        };
        Self { red: part(self.red, other.red), green: part(self.green, other.green), blue: part(self.blue, other.blue) }
    }

    /// The page background of dark mode: nearly black, tinted with this colour.
    pub fn night_paper(self) -> Self {
        self.mixed(Self { red: 16, green: 17, blue: 20 }, 18, 20)
    }
}

/// Linear values of sRGB, in millionths.
const LINEAR: [u64; 256] = linear();

#[expect(clippy::indexing_slicing, reason = "evaluated by the compiler, which would report an index out of bounds")]
const fn linear() -> [u64; 256] {
    // ((v/255 + 0.055) / 1.055)^2.4 in integers: x^2.4 = x^2 * (x^2)^(1/5), with the root found by bisection.
    let mut table = [0; 256];
    let (mut value, mut v) = (0, 0_u64);
    while value < 256 {
        table[value] = if v <= 10 {
            v * 1_000_000 * 100 / (255 * 1292)
        } else {
            // In millionths.
            let x = (v * 1_000_000 / 255 + 55_000) * 1_000_000 / 1_055_000;
            let square = x * x / 1_000_000;
            square * fifth_root(square) / 1_000_000
        };
        value += 1;
        v += 1;
    }
    table
}

/// The fifth root of a number of millionths, in millionths.
const fn fifth_root(of: u64) -> u64 {
    let (mut low, mut high) = (0_u64, 1_000_000_u64);
    while low < high {
        let middle = (low + high).div_ceil(2);
        let two = middle * middle / 1_000_000;
        let four = two * two / 1_000_000;
        if four * middle / 1_000_000 <= of {
            low = middle;
        } else {
            high = middle - 1;
        }
    }
    low
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn colour(text: &str) -> Colour {
        Colour::parse(text).expect("a colour")
    }

    #[test]
    fn contrasts_are_those_of_the_standard() {
        for (a, b, thousandths) in [
            ("#000", "#fff", 21_000),
            ("#767676", "#ffffff", 4_540),
            ("#ff0000", "#ffffff", 3_998),
            ("#0000ff", "#ffffff", 8_592),
            ("#EF683C", "#ffffff", 3_130),
        ] {
            let got = colour(a).contrast(colour(b));
            assert!(got.abs_diff(thousandths) <= 15, "{a} {b}: {got}");
            assert_eq!(colour(b).contrast(colour(a)), got);
        }
    }

    #[test]
    fn colours_are_read_and_written() {
        assert_eq!(colour("0B6b57").hex(), "#0b6b57");
        assert_eq!(colour("#fc0").hex(), "#ffcc00");
        for wrong in ["", "#", "#12", "#12345", "red", "#gggggg", "#0b6b57;}", "url(x)"] {
            assert_eq!(Colour::parse(wrong), None, "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn every_brand_can_be_read(paper in any::<[u8; 3]>(), text in any::<[u8; 3]>()) {
            let of = |[red, green, blue]: [u8; 3]| Colour { red, green, blue };
            let (paper, text) = (of(paper), of(text));
            prop_assert!(text.readable_on(paper).is_readable_on(paper));
            prop_assert!(paper.ink().is_readable_on(paper));
            let night = paper.night_paper();
            let at_night = of([236, 235, 230]).readable_on(night);
            prop_assert!(at_night.is_readable_on(night));
            prop_assert!(text.apart_from(paper).contrast(paper) >= MIN_BUTTON_CONTRAST);
            prop_assert!(text.apart_from(paper).ink().is_readable_on(text.apart_from(paper)));
        }
    }
}
