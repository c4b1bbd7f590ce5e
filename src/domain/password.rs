//! Which passwords are accepted: long, and not commonly guessed.

use unicode_normalization::UnicodeNormalization;
use zxcvbn::{Score, zxcvbn};

/// Characters a password must have (decisions, People).
pub const MIN_PASSWORD_CHARACTERS: usize = 12;
/// Characters a password may have; bounds the work of hashing.
pub const MAX_PASSWORD_CHARACTERS: usize = 200;

/// The hint beside a field for a new password. A test compares it with the minimum.
pub const HINT: &str = "At least 12 characters, and not a common password. Four unrelated words are good.";

/// A password as it is hashed: in Unicode normal form C, so that all keyboards give the same.
pub fn normal(password: &str) -> String {
    password.nfc().collect()
}

/// Every form in which a password may have been hashed, the usual one first. Early passwords were hashed without
/// normalisation.
pub fn forms(password: &str) -> Vec<String> {
    let mut forms = vec![normal(password)];
    for form in [password.to_owned(), password.nfd().collect()] {
        if !forms.contains(&form) {
            forms.push(form);
        }
    }
    forms
}

/// Refuses a password that is short or easily guessed. `known` are words about the person that attackers try first
/// (name, address, organisation).
///
/// # Errors
/// The reason and a hint.
pub fn check(password: &str, known: &[&str]) -> Result<(), String> {
    let password = &normal(password);
    let length = password.chars().count();
    if length < MIN_PASSWORD_CHARACTERS {
        return Err(format!("Use at least {MIN_PASSWORD_CHARACTERS} characters; this has {length}."));
    }
    if length > MAX_PASSWORD_CHARACTERS {
        return Err(format!("Use at most {MAX_PASSWORD_CHARACTERS} characters."));
    }
    let words: Vec<&str> =
        known.iter().flat_map(|text| text.split(['@', '.', ' ', '-'])).filter(|word| word.len() > 2).collect();
    let guess = zxcvbn(password, &words);
    if guess.score() >= Score::Three {
        return Ok(());
    }
    let hint = guess
        .feedback()
        .and_then(|feedback| feedback.warning().map(|warning| warning.to_string()))
        .unwrap_or_else(|| "It follows a common pattern.".to_owned());
    Err(format!("This password is among those that are guessed first. {hint} Four unrelated words are hard to guess."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hint_says_the_rule() {
        assert!(HINT.contains(&format!("At least {MIN_PASSWORD_CHARACTERS} characters")));
    }

    #[test]
    fn long_and_uncommon_passwords_are_good_enough() {
        for good in ["correct horse battery staple", "kT9#vLq2!mZx8", "violet-lantern-canyon-73"] {
            assert_eq!(check(good, &["signe@nordia.example"]), Ok(()), "{good}");
        }
    }

    #[test]
    fn short_common_and_personal_ones_are_not() {
        for bad in ["", "kT9#vLq2!mZ", "password1234", "aaaaaaaaaaaaaaa", "qwertyuiopas", "123456789012"] {
            assert!(check(bad, &[]).is_err(), "{bad}");
        }
        assert!(check("hjorthandersen", &["signe.hjorthandersen@nordia.example"]).is_err());
        assert!(check(&"x1Y!".repeat(60), &[]).is_err());
    }

    #[test]
    fn a_password_is_the_same_in_every_normal_form() {
        let (composed, apart) = ("bl\u{e5}b\u{e6}rgr\u{f8}d", "bla\u{30a}b\u{e6}rgr\u{f8}d");
        assert_ne!(composed, apart);
        assert_eq!(normal(composed), normal(apart));
        assert_eq!(forms(composed), [composed, apart]);
        assert_eq!(forms(apart), [composed, apart]);
        assert_eq!(forms("plain ascii text"), ["plain ascii text"]);
    }

    #[test]
    fn characters_are_counted_and_not_bytes() {
        assert!(check("äöüßéèñçøåæ", &[]).is_err_and(|text| text.contains("this has 11")));
    }
}
