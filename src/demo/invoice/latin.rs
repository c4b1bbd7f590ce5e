//! Text in a font of every PDF reader: Helvetica in the Windows Latin 1 encoding, with the published widths.

use unicode_normalization::UnicodeNormalization;

/// The two weights in use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Face {
    Regular,
    Bold,
}

impl Face {
    /// The width of encoded text, in points, at `size` points.
    pub(crate) fn width(self, text: &[u8], size: f32) -> f32 {
        let widths = match self {
            Self::Regular => &REGULAR,
            Self::Bold => &BOLD,
        };
        let units = |byte: &u8| usize::from(*byte).checked_sub(32).and_then(|at| widths.get(at)).copied();
        let sum: u32 = text.iter().filter_map(units).map(u32::from).sum();
        sum as f32 / 1000.0 * size
    }
}

/// Encodes text. Characters that the encoding lacks lose their accent, are written in Latin letters, or become a
/// question mark.
pub(crate) fn encode(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    for c in text.nfc() {
        if let Some(byte) = byte(c) {
            bytes.push(byte);
        } else if let Some(latin) = latin(c) {
            bytes.extend(latin.chars().filter_map(byte));
        } else {
            // A letter whose accent is missing in the encoding: its base letter.
            match std::iter::once(c).nfd().next().filter(|base| *base != c) {
                Some(base) => bytes.extend(
                    byte(base).map_or_else(|| latin(base).unwrap_or("?").as_bytes().to_vec(), |byte| vec![byte]),
                ),
                None if c.is_control() => {}
                None => bytes.push(b'?'),
            }
        }
    }
    bytes
}

fn byte(c: char) -> Option<u8> {
    match c {
        ' '..='~' | '\u{a0}'..='\u{ff}' => u8::try_from(u32::from(c)).ok(),
        _ => WINDOWS.iter().find(|(special, _)| *special == c).map(|(_, byte)| *byte),
    }
}

fn latin(c: char) -> Option<&'static str> {
    if let Some((_, latin)) = LETTERS.iter().find(|(letter, _)| *letter == c) {
        return Some(latin);
    }
    let lower = c.to_lowercase().next().filter(|lower| *lower != c)?;
    let (_, latin) = UPPER.iter().find(|(letter, _)| *letter == lower)?;
    Some(latin)
}

/// The characters of Windows in the place of Latin 1's control characters.
#[rustfmt::skip]
const WINDOWS: [(char, u8); 27] = [
    ('€', 0x80), ('‚', 0x82), ('ƒ', 0x83), ('„', 0x84), ('…', 0x85), ('†', 0x86), ('‡', 0x87), ('ˆ', 0x88), ('‰', 0x89),
    ('Š', 0x8a), ('‹', 0x8b), ('Œ', 0x8c), ('Ž', 0x8e), ('‘', 0x91), ('’', 0x92), ('“', 0x93), ('”', 0x94), ('•', 0x95),
    ('–', 0x96), ('—', 0x97), ('˜', 0x98), ('™', 0x99), ('š', 0x9a), ('›', 0x9b), ('œ', 0x9c), ('ž', 0x9e), ('Ÿ', 0x9f),
];

/// Letters without a base letter of their own.
#[rustfmt::skip]
const LETTERS: [(char, &str); 72] = [
    ('ł', "l"), ('Ł', "L"), ('đ', "d"), ('Đ', "D"), ('ı', "i"), ('ħ', "h"), ('Ħ', "H"), ('ŋ', "ng"), ('ſ', "s"), ('ẞ', "SS"),
    ('α', "a"), ('β', "v"), ('γ', "g"), ('δ', "d"), ('ε', "e"), ('ζ', "z"), ('η', "i"), ('θ', "th"), ('ι', "i"), ('κ', "k"),
    ('λ', "l"), ('μ', "m"), ('ν', "n"), ('ξ', "x"), ('ο', "o"), ('π', "p"), ('ρ', "r"), ('σ', "s"), ('ς', "s"), ('τ', "t"),
    ('υ', "y"), ('φ', "f"), ('χ', "ch"), ('ψ', "ps"), ('ω', "o"),
    ('а', "a"), ('б', "b"), ('в', "v"), ('г', "g"), ('д', "d"), ('е', "e"), ('ж', "zh"), ('з', "z"), ('и', "i"), ('й', "y"),
    ('к', "k"), ('л', "l"), ('м', "m"), ('н', "n"), ('о', "o"), ('п', "p"), ('р', "r"), ('с', "s"), ('т', "t"), ('у', "u"),
    ('ф', "f"), ('х', "kh"), ('ц', "ts"), ('ч', "ch"), ('ш', "sh"), ('щ', "shch"), ('ъ', ""), ('ы', "y"), ('ь', ""),
    ('э', "e"), ('ю', "yu"), ('я', "ya"), ('і', "i"), ('ї', "yi"), ('є', "ye"), ('−', "-"), ('\u{202f}', " "),
];

/// Greek and Cyrillic capitals, found by their small letter.
#[rustfmt::skip]
const UPPER: [(char, &str); 57] = [
    ('α', "A"), ('β', "V"), ('γ', "G"), ('δ', "D"), ('ε', "E"), ('ζ', "Z"), ('η', "I"), ('θ', "Th"), ('ι', "I"), ('κ', "K"),
    ('λ', "L"), ('μ', "M"), ('ν', "N"), ('ξ', "X"), ('ο', "O"), ('π', "P"), ('ρ', "R"), ('σ', "S"), ('τ', "T"), ('υ', "Y"),
    ('φ', "F"), ('χ', "Ch"), ('ψ', "Ps"), ('ω', "O"),
    ('а', "A"), ('б', "B"), ('в', "V"), ('г', "G"), ('д', "D"), ('е', "E"), ('ж', "Zh"), ('з', "Z"), ('и', "I"), ('й', "Y"),
    ('к', "K"), ('л', "L"), ('м', "M"), ('н', "N"), ('о', "O"), ('п', "P"), ('р', "R"), ('с', "S"), ('т', "T"), ('у', "U"),
    ('ф', "F"), ('х', "Kh"), ('ц', "Ts"), ('ч', "Ch"), ('ш', "Sh"), ('щ', "Shch"), ('ы', "Y"), ('э', "E"), ('ю', "Yu"),
    ('я', "Ya"), ('і', "I"), ('ї', "Yi"), ('є', "Ye"),
];

/// In thousandths of the font size, from the space on.
#[rustfmt::skip]
const REGULAR: [u16; 224] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
    556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
    1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
    667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
    333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
    556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584, 350,
    556, 350, 222, 556, 333, 1000, 556, 556, 333, 1000, 667, 333, 1000, 350, 611, 350,
    350, 222, 222, 333, 333, 350, 556, 1000, 333, 1000, 500, 333, 944, 350, 500, 667,
    278, 333, 556, 556, 556, 556, 260, 556, 333, 737, 370, 556, 584, 333, 737, 333,
    400, 584, 333, 333, 333, 556, 537, 278, 333, 333, 365, 556, 834, 834, 834, 611,
    667, 667, 667, 667, 667, 667, 1000, 722, 667, 667, 667, 667, 278, 278, 278, 278,
    722, 722, 778, 778, 778, 778, 778, 584, 778, 722, 722, 722, 722, 667, 667, 611,
    556, 556, 556, 556, 556, 556, 889, 500, 556, 556, 556, 556, 278, 278, 278, 278,
    556, 556, 556, 556, 556, 556, 556, 584, 611, 556, 556, 556, 556, 500, 556, 500,
];

#[rustfmt::skip]
const BOLD: [u16; 224] = [
    278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278,
    556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 333, 333, 584, 584, 584, 611,
    975, 722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722, 611, 833, 722, 778,
    667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584, 556,
    333, 556, 611, 556, 611, 556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611,
    611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389, 280, 389, 584, 350,
    556, 350, 278, 556, 500, 1000, 556, 556, 333, 1000, 667, 333, 1000, 350, 611, 350,
    350, 278, 278, 500, 500, 350, 556, 1000, 333, 1000, 556, 333, 944, 350, 500, 667,
    278, 333, 556, 556, 556, 556, 280, 556, 333, 737, 370, 556, 584, 333, 737, 333,
    400, 584, 333, 333, 333, 611, 556, 278, 333, 333, 365, 556, 834, 834, 834, 611,
    722, 722, 722, 722, 722, 722, 1000, 722, 667, 667, 667, 667, 278, 278, 278, 278,
    722, 722, 778, 778, 778, 778, 778, 584, 778, 722, 722, 722, 722, 667, 667, 611,
    556, 556, 556, 556, 556, 556, 889, 556, 556, 556, 556, 556, 278, 278, 278, 278,
    611, 611, 611, 611, 611, 611, 611, 584, 611, 611, 611, 611, 611, 556, 611, 556,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_finds_its_letters() {
        assert_eq!(encode("Müller & Søn – 5 €"), b"M\xfcller & S\xf8n \x96 5 \x80");
        assert_eq!(encode("u\u{308}"), b"\xfc");
        assert_eq!(encode("Łódź Čapek Đorđe őű"), b"L\xf3dz Capek Dorde ou");
        assert_eq!(encode("Αθήνα, Київ, Щука"), b"Athina, Kiyiv, Shchuka");
        assert_eq!(encode("日本\n"), b"??");
    }

    #[test]
    fn widths_are_the_published_ones() {
        assert_eq!(Face::Regular.width(b"Hello", 1000.0).round(), 2278.0);
        assert_eq!(Face::Bold.width(b"Hello", 1000.0).round(), 2445.0);
        assert_eq!(Face::Bold.width(b"\n", 1000.0).round(), 0.0);
    }
}
