//! Folds text for searches. Done here and not in the database, so that both databases give the same results.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Characters of a word that are indexed or searched for.
const MAX_WORD_CHARACTERS: usize = 40;

/// Lower case without accents and ligatures: `Ærø Straße` becomes `aero strasse`.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.nfkd().flat_map(char::to_lowercase).filter(|c| !is_combining_mark(*c)) {
        match c {
            'ß' => folded.push_str("ss"),
            'ø' => folded.push('o'),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'ł' => folded.push('l'),
            'đ' | 'ð' => folded.push('d'),
            'þ' => folded.push_str("th"),
            'ı' => folded.push('i'),
            other => folded.push(other),
        }
    }
    folded
}

/// The folded words of a text without repetitions, in order.
pub fn words(text: &str) -> Vec<String> {
    let mut seen = std::collections::HashSet::new();
    fold(text)
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| word.chars().take(MAX_WORD_CHARACTERS).collect::<String>())
        .filter(|word| seen.insert(word.clone()))
        .collect()
}

/// Words of one search; further words are ignored. Each adds a condition to the query.
const MAX_SEARCHED_WORDS: usize = 12;

/// The words of a search.
pub fn asked_words(text: &str) -> Vec<String> {
    let mut asked = words(text);
    asked.truncate(MAX_SEARCHED_WORDS);
    asked
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_ligatures_and_case_do_not_matter() {
        for (text, folded) in [
            ("Ærø Straße", "aero strasse"),
            ("ŁÓDŹ", "lodz"),
            ("İstanbul Iğdır", "istanbul igdir"),
            ("Þórður Đukić", "thordur dukic"),
            ("ﬁnance ½", "finance 1⁄2"),
            ("ẞ", "ss"),
            ("Œuvre", "oeuvre"),
            ("Ｆｕｌｌ", "full"),
        ] {
            assert_eq!(fold(text), folded);
        }
    }

    #[test]
    fn words_are_cut_and_given_once() {
        assert_eq!(words("Müller & Søn A/S, muller"), ["muller", "son", "a", "s"]);
        assert_eq!(words("x".repeat(100).as_str()), ["x".repeat(40)]);
        assert!(words(" -/ ").is_empty());
    }
}
