//! The texts for clients in their language, from the catalogues in `templates/words`.

use std::borrow::Cow;
use std::collections::HashMap;

use fluent_templates::fluent_bundle::FluentValue;
use fluent_templates::{LanguageIdentifier, Loader, langid};

use crate::domain::agreement::Language;

fluent_templates::static_loader! {
    static CATALOGUES = {
        locales: "../../templates/words",
        fallback_language: "en",
        // The page isolates names itself.
        customise: |bundle| bundle.set_use_isolating(false),
    };
}

/// The texts of one language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Words(pub Language);

impl Default for Words {
    fn default() -> Self {
        Self(Language::En)
    }
}

impl Words {
    /// A message by its name. An unknown name is shown as it is; a test finds it.
    pub fn say(&self, name: &str) -> String {
        self.look_up(name, &HashMap::new())
    }

    /// A message with one value filled in.
    pub fn with(&self, name: &str, what: &'static str, value: &str) -> String {
        self.fill(name, &[(what, value)])
    }

    /// A message with several values filled in.
    pub fn fill(&self, name: &str, values: &[(&'static str, &str)]) -> String {
        let values =
            values.iter().map(|(what, value)| (Cow::Borrowed(*what), FluentValue::from((*value).to_owned()))).collect();
        self.look_up(name, &values)
    }

    /// A message with a number, in the language's plural form.
    pub fn count(&self, name: &str, what: &'static str, number: i64) -> String {
        self.look_up(name, &HashMap::from([(Cow::Borrowed(what), FluentValue::from(number))]))
    }

    /// The name of a country by its two-letter code (ISO 3166); unknown codes are shown as they are.
    pub fn country(&self, code: &str) -> String {
        let name = format!("country-{code}");
        let said = self.say(&name);
        if said == name { code.to_owned() } else { said }
    }

    /// A problem in words: the message name with its values after a bar, such as `code-wrong|tries=4`.
    pub fn problem(&self, text: &str) -> String {
        let (name, rest) = text.split_once('|').unwrap_or((text, ""));
        match rest.split_once('=') {
            None => self.say(name),
            Some(("tries", number)) => self.count(name, "tries", number.parse().unwrap_or_default()),
            Some(("minutes", number)) => self.with(name, "minutes", number),
            Some((_, character)) => self.with(name, "character", character),
        }
    }

    /// "Step 2 of 5".
    pub fn step(&self, step: usize, steps: usize) -> String {
        self.fill("step-progress", &[("step", &step.to_string()), ("steps", &steps.to_string())])
    }

    fn look_up(&self, name: &str, values: &HashMap<Cow<'static, str>, FluentValue<'_>>) -> String {
        CATALOGUES.try_lookup_with_args(&self.identifier(), name, values).unwrap_or_else(|| name.to_owned())
    }

    /// A day, in the language's numeric format.
    pub fn day(&self, day: chrono::NaiveDate) -> String {
        let form = match self.0 {
            Language::En => "%-d %B %Y",
            Language::Da | Language::Nb | Language::De => "%-d.%-m.%Y",
            Language::Sv => "%Y-%m-%d",
            Language::Nl => "%-d-%-m-%Y",
            Language::Fr | Language::Es => "%d/%m/%Y",
        };
        day.format(form).to_string()
    }

    /// The language code, for `lang`.
    pub fn code(&self) -> &'static str {
        self.0.code()
    }

    fn identifier(&self) -> LanguageIdentifier {
        match self.0 {
            Language::En => langid!("en"),
            Language::Da => langid!("da"),
            Language::De => langid!("de"),
            Language::Sv => langid!("sv"),
            Language::Nb => langid!("nb"),
            Language::Nl => langid!("nl"),
            Language::Fr => langid!("fr"),
            Language::Es => langid!("es"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    /// Message names with their variables.
    fn catalogue(code: &str) -> Vec<(String, BTreeSet<String>)> {
        let text =
            std::fs::read_to_string(format!("../../templates/words/{code}/onboarding.ftl")).expect("a catalogue");
        let mut messages: Vec<(String, BTreeSet<String>)> = Vec::new();
        for line in text.lines() {
            let head = line.split_once(" =").filter(|_| line.starts_with(|c: char| c.is_ascii_lowercase()));
            if let Some((name, _)) = head {
                messages.push((name.to_owned(), BTreeSet::new()));
            }
            if let Some((_, variables)) = messages.last_mut() {
                for rest in line.split('$').skip(1) {
                    let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(rest.len());
                    variables.insert(rest[..end].to_owned());
                }
            }
        }
        messages
    }

    #[test]
    fn countries_are_named_in_every_language() {
        for language in Language::ALL {
            for country in rust_iso3166::ALL {
                assert_ne!(Words(*language).country(country.alpha2), country.alpha2, "{language}");
            }
        }
        assert_eq!(Words(Language::Da).country("DE"), "Tyskland");
        assert_eq!(Words(Language::En).country("?"), "?");
    }

    #[test]
    fn every_language_says_everything_with_the_same_things_in_it() {
        let english = catalogue("en");
        assert!(english.len() > 300, "{}", english.len());
        for language in Language::ALL {
            let theirs = catalogue(language.code());
            for (ours, their) in english.iter().zip(&theirs) {
                assert_eq!(ours, their, "{language}");
            }
            assert_eq!(english.len(), theirs.len(), "{language}");
            // A message with variables is incomplete without them.
            for (name, _) in english.iter().filter(|(_, variables)| variables.is_empty()) {
                assert_ne!(&Words(*language).say(name), name, "{language} does not say {name}");
            }
        }
    }

    #[test]
    fn every_name_that_is_asked_for_exists() {
        let known: BTreeSet<String> = catalogue("en").into_iter().map(|(name, _)| name).collect();
        let mut asked = 0;
        let mut folders = vec![
            std::path::PathBuf::from("../../templates"),
            std::path::PathBuf::from("../web/onboarding"),
            std::path::PathBuf::from("../actions/agreements"),
            std::path::PathBuf::from("../web/verify"),
        ];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
                let path = entry.path();
                if path.is_dir() {
                    folders.push(path);
                    continue;
                }
                let Ok(text) = std::fs::read_to_string(&path) else { continue };
                for call in ["words.say(\"", "words.with(\"", "words.fill(\"", "words.count(\""] {
                    for rest in text.split(call).skip(1) {
                        let name = rest.split('"').next().unwrap_or_default();
                        assert!(known.contains(name), "{}: {name}", path.display());
                        asked += 1;
                    }
                }
            }
        }
        assert!(asked > 20, "{asked}");
    }

    #[test]
    fn plurals_and_names_are_filled_in() {
        let words = Words(Language::De);
        assert!(words.count("people-count", "count", 1).starts_with('1'));
        assert_ne!(words.count("people-count", "count", 1), words.count("people-count", "count", 2));
        assert!(words.with("done-back", "app", "Ledgerly").contains("Ledgerly"));
        assert!(!words.with("done-back", "app", "Ledgerly").contains('\u{2068}'));
        assert_eq!(words.say("no-such-thing"), "no-such-thing");
    }
}
