//! File names that can be unpacked on every system, and stay distinct on systems that ignore case.

use std::collections::HashSet;

/// Bytes of a name; with the folder it stays below the 255 of file systems.
const MAX_NAME_BYTES: usize = 150;

/// Turns an entered name into one path segment: no separators, no control or direction-changing characters, no reserved
/// names of Windows, at most 150 bytes with the extension kept. Never empty.
pub(crate) fn safe_name(name: &str) -> String {
    let kept: String = name
        .chars()
        .filter(|c| !c.is_control() && !matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'))
        .map(|c| if matches!(c, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|') { '_' } else { c })
        .collect();
    // Windows drops trailing dots and spaces, and `..` must not survive as a whole name.
    let trimmed = kept.trim().trim_end_matches(['.', ' ']);
    let (stem, extension) = split(trimmed);
    let stem = cut(stem, MAX_NAME_BYTES - extension.len());
    match (stem, extension) {
        ("", "") => "file".to_owned(),
        ("", extension) => format!("file{extension}"),
        (stem, extension) if is_device(stem) => format!("_{stem}{extension}"),
        (stem, extension) => format!("{stem}{extension}"),
    }
}

/// Names already used, compared without case.
#[derive(Default)]
pub(super) struct Taken(HashSet<String>);

impl Taken {
    /// The name, or `name (2).ext`, `name (3).ext` … if it is used already.
    pub(super) fn unique(&mut self, name: &str) -> String {
        let (stem, extension) = split(name);
        let mut candidate = name.to_owned();
        let mut count = 1_u64;
        while !self.0.insert(candidate.to_lowercase()) {
            count += 1;
            candidate = format!("{stem} ({count}){extension}");
        }
        candidate
    }
}

/// Stem and extension with its dot; long extensions count as part of the stem.
fn split(name: &str) -> (&str, &str) {
    match name.rfind('.') {
        Some(at) if at > 0 && name.len() - at <= 16 => name.split_at(at),
        _ => (name, ""),
    }
}

fn cut(text: &str, bytes: usize) -> &str {
    text[..text.floor_char_boundary(bytes)].trim_end()
}

fn is_device(stem: &str) -> bool {
    // `CON.tar.gz` is reserved too: Windows looks at the part before the first dot.
    let base = stem.split('.').next().unwrap_or(stem).trim_end().to_ascii_uppercase();
    let numbered = base.strip_prefix("COM").or_else(|| base.strip_prefix("LPT"));
    matches!(base.as_str(), "CON" | "PRN" | "AUX" | "NUL")
        || numbered.is_some_and(|n| n.len() == 1 && n.bytes().all(|b| b.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_names_become_one_plain_segment() {
        for (typed, safe) in [
            ("../../etc/passwd", ".._.._etc_passwd"),
            ("..", "file"),
            ("", "file"),
            (".pdf", ".pdf"),
            ("a/b\\c:d.pdf", "a_b_c_d.pdf"),
            ("invoice\u{202e}fdp.exe", "invoicefdp.exe"),
            ("CON", "_CON"),
            ("nul.txt", "_nul.txt"),
            ("com1.tar.gz", "_com1.tar.gz"),
            ("command.txt", "command.txt"),
            ("line\r\nbreak.txt", "linebreak.txt"),
            ("Rechnung Müller.pdf ", "Rechnung Müller.pdf"),
            ("name. .", "name"),
        ] {
            assert_eq!(safe_name(typed), safe, "{typed:?}");
        }
        let long = safe_name(&format!("{}.pdf", "é".repeat(300)));
        assert!(long.len() <= MAX_NAME_BYTES && long.ends_with("é.pdf"), "{long}");
    }

    #[test]
    fn names_differ_even_without_case() {
        let mut taken = Taken::default();
        let given: Vec<_> = ["a.pdf", "A.PDF", "a.pdf", "a (2).pdf", "b"].map(|name| taken.unique(name)).into();
        assert_eq!(given, ["a.pdf", "A (2).PDF", "a (3).pdf", "a (2) (2).pdf", "b"]);
    }
}
