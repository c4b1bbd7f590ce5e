//! Countries by code or English name.

/// The problem of a field with an unknown country.
pub const NO_COUNTRY: &str = "Write two letters (PT) or the English name (Portugal).";

/// "DE" → "Germany"; the code itself for one that is not listed.
pub fn name(code: &str) -> String {
    rust_iso3166::from_alpha2(code).map_or_else(|| code.to_owned(), |country| country.name.to_owned())
}

/// Reads a country code or an English name; returns the two-letter code.
pub fn read(text: &str) -> Option<String> {
    let text = text.trim();
    if let Some(found) = rust_iso3166::from_alpha2(&text.to_ascii_uppercase()) {
        return Some(found.alpha2.to_owned());
    }
    let same = |name: &str| {
        let plain = name.split_once(" (").map_or(name, |(short, _)| short);
        name.eq_ignore_ascii_case(text) || plain.eq_ignore_ascii_case(text)
    };
    let usual = match text.to_ascii_lowercase().as_str() {
        "united kingdom" | "great britain" | "uk" => Some("GB"),
        "united states" | "usa" => Some("US"),
        "czech republic" => Some("CZ"),
        "south korea" => Some("KR"),
        "russia" => Some("RU"),
        "turkey" => Some("TR"),
        "the netherlands" => Some("NL"),
        _ => None,
    };
    usual
        .map(str::to_owned)
        .or_else(|| rust_iso3166::ALL.iter().find(|one| same(one.name)).map(|one| one.alpha2.to_owned()))
}

#[cfg(test)]
mod tests {
    #[test]
    fn countries_go_by_letters_and_by_name() {
        for (text, code) in [
            ("PT", "PT"),
            ("pt", "PT"),
            ("Portugal", "PT"),
            (" denmark ", "DK"),
            ("United Kingdom", "GB"),
            ("USA", "US"),
        ] {
            assert_eq!(super::read(text).as_deref(), Some(code), "{text}");
        }
        for wrong in ["", "XX", "Atlantis", "<b>"] {
            assert_eq!(super::read(wrong), None, "{wrong}");
        }
    }
}
