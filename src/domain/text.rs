//! Which characters text may contain: the same for all inputs and both databases.

/// Whether a text may have line breaks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Lines {
    /// Names, addresses, references.
    One,
    /// Messages and notes.
    Several,
}

/// Refuses control characters: NUL, which databases cannot store, and all others except tab and, in multi-line texts,
/// line breaks (decisions, Where things are mounted).
///
/// # Errors
/// The first such character, by its code point.
pub fn check(text: &str, lines: Lines) -> Result<(), String> {
    let is_allowed = |character: char| match character {
        '\t' => true,
        '\n' | '\r' => lines == Lines::Several,
        '\u{2028}' | '\u{2029}' => lines == Lines::Several,
        other => !other.is_control(),
    };
    match text.chars().find(|character| !is_allowed(*character)) {
        None => Ok(()),
        Some('\n' | '\r' | '\u{2028}' | '\u{2029}') => Err("This must be one line, without line breaks.".to_owned()),
        Some(character) => {
            let code = u32::from(character);
            Err(format!("This holds a control character (U+{code:04X}). Remove it; it cannot be seen."))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_are_named_by_their_code_point() {
        for fine in ["", "Bauer GmbH", "בע\"מ", "a\tb", "👩\u{200d}👩"] {
            assert_eq!(check(fine, Lines::One), Ok(()), "{fine:?}");
        }
        assert_eq!(check("one\r\ntwo", Lines::Several), Ok(()));
        for (text, code) in [("a\0", "U+0000"), ("\u{1b}[1m", "U+001B"), ("a\u{7f}", "U+007F"), ("\u{85}", "U+0085")] {
            for lines in [Lines::One, Lines::Several] {
                assert!(check(text, lines).is_err_and(|told| told.contains(code)), "{text:?}");
            }
        }
        for text in ["a\nb", "a\rb", "a\u{2028}b"] {
            assert!(check(text, Lines::One).is_err_and(|told| told.contains("one line")), "{text:?}");
        }
    }
}
