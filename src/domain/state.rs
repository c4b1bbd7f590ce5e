//! States of the United States, by code or name. Coverage and agreements go by them; elsewhere a state is free text.

use rust_iso3166::iso3166_2::SUBDIVISION_COUNTRY_MAP;

/// The problem of a field with an unknown state.
pub const NO_STATE: &str = "Write two letters (CA) or the name (California).";

/// The country whose states count.
pub const COUNTRY_WITH_STATES: &str = "US";

/// Reads `CA`, `US-CA` or `California`; returns the two letters.
pub fn read(text: &str) -> Option<&'static str> {
    let text = text.trim();
    all()
        .into_iter()
        .find(|(code, name)| {
            let with_country = text.len() == 5 && text.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("US-"));
            let short = if with_country { text.get(3..).unwrap_or_default() } else { text };
            code.eq_ignore_ascii_case(short) || name.eq_ignore_ascii_case(text)
        })
        .map(|(code, _)| code)
}

/// The state's name.
pub fn name(code: &str) -> Option<&'static str> {
    all().into_iter().find(|(known, _)| *known == code).map(|(_, name)| name)
}

/// Two letters and the name of each state, by name.
pub fn all() -> Vec<(&'static str, &'static str)> {
    let found = SUBDIVISION_COUNTRY_MAP.get(COUNTRY_WITH_STATES).copied().unwrap_or_default();
    let mut states: Vec<_> = found.iter().filter_map(|one| Some((one.code.strip_prefix("US-")?, one.name))).collect();
    states.sort_unstable_by_key(|(_, name)| *name);
    states
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_go_by_letters_and_by_name() {
        for text in ["CA", "ca", "US-CA", "us-ca", "California", " california "] {
            assert_eq!(read(text), Some("CA"), "{text}");
        }
        for text in ["", "XX", "US-", "DE-BY", "Bavaria", "é-CA", "US-é"] {
            assert_eq!(read(text), None, "{text}");
        }
        assert_eq!(name("NY"), Some("New York"));
        assert!(all().len() >= 51, "fifty states and the capital");
    }
}
