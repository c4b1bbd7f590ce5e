//! Jurisdictions: the places by which coverage is told. A country, or a state of the United States.

use super::state::COUNTRY_WITH_STATES;
use super::{country, state};

/// Numbers of states begin after this one; numbers of countries end before it (ISO 3166-1).
const STATES_AFTER: i32 = 840_000;

/// A country, or a state of the United States.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Jurisdiction {
    /// ISO 3166 alpha-2.
    pub country: String,
    /// Two letters, in the United States.
    pub state: Option<String>,
}

impl Jurisdiction {
    /// The place of a debtor. A state counts only in the United States.
    pub fn of(country: &str, state: Option<&str>) -> Self {
        let state = state.filter(|_| country == COUNTRY_WITH_STATES).map(str::to_owned);
        Self { country: country.to_owned(), state }
    }

    /// Every jurisdiction: all countries but the United States by name, then its states by name.
    pub fn all() -> Vec<Self> {
        let mut countries: Vec<_> = rust_iso3166::ALL.iter().filter(|one| one.alpha2 != COUNTRY_WITH_STATES).collect();
        countries.sort_unstable_by_key(|one| one.name);
        let countries = countries.into_iter().map(|one| Self::of(one.alpha2, None));
        countries.chain(state::all().into_iter().map(|(code, _)| Self::of(COUNTRY_WITH_STATES, Some(code)))).collect()
    }

    /// The number of the country, ISO 3166-1; 0 for one that is not listed.
    pub fn country_number(&self) -> i32 {
        rust_iso3166::from_alpha2(&self.country).map_or(0, |one| one.numeric.into())
    }

    /// Its own number: that of the country, or one made of the state's two letters.
    pub fn number(&self) -> i32 {
        match self.state.as_deref().map(str::as_bytes) {
            Some([first, second]) => {
                let place = |letter: &u8| i32::from(letter.to_ascii_uppercase().saturating_sub(b'A'));
                STATES_AFTER + 1 + place(first) * 26 + place(second)
            }
            _ => self.country_number(),
        }
    }

    /// The name of the country.
    pub fn country_name(&self) -> String {
        country::name(&self.country)
    }

    /// Its name, such as "United States - California".
    pub fn name(&self) -> String {
        match self.state.as_deref().and_then(state::name) {
            Some(state) => format!("United States - {state}"),
            None => self.country_name(),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_jurisdiction_has_a_number_of_its_own_and_a_name() {
        let all = Jurisdiction::all();
        let numbers: BTreeSet<i32> = all.iter().map(Jurisdiction::number).collect();
        assert_eq!(numbers.len(), all.len());
        assert!(all.iter().all(|one| one.number() > 0 && !one.name().is_empty()));
        assert!(!all.contains(&Jurisdiction::of("US", None)), "the United States go by their states");
        assert_eq!(Jurisdiction::of("DK", Some("CA")), Jurisdiction::of("DK", None));
        assert_eq!(Jurisdiction::of("DK", None).number(), 208);
        let california = Jurisdiction::of("US", Some("CA"));
        assert_eq!((california.name().as_str(), california.country_number()), ("United States - California", 840));
    }
}
