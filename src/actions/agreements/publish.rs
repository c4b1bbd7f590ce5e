//! The texts that are shipped become the texts in force, unless the instance has published its own.

use rust_embed::RustEmbed;

use crate::actions::{Here, Outcome};
use crate::domain::agreement::{AgreementKind, Language};
use crate::store::{self, Db};

#[derive(RustEmbed)]
#[folder = "templates/agreements"]
struct Texts;

/// Publishes what is shipped and not there yet; answers how many texts that were. What is there stays as it is.
///
/// # Errors
/// When the database does not answer.
pub fn publish_shipped(db: &mut Db, here: &Here) -> Outcome<usize> {
    db.write(|db| {
        let mut published = 0;
        for path in Texts::iter() {
            let parts: Vec<&str> = path.trim_end_matches(".md").split('/').collect();
            let [folder, version, code] = parts[..] else { continue };
            let kind = AgreementKind::ALL.iter().copied().find(|kind| kind.slug() == folder);
            let (Some(kind), Some(language), Some(file)) = (kind, Language::of_tag(code), Texts::get(&path)) else {
                continue;
            };
            let body = String::from_utf8_lossy(&file.data);
            if store::agreements::any_publish(db, (kind, version, language), &body, here.now)? {
                published += 1;
            }
        }
        Ok(published)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actions::agreements::text;
    use std::collections::BTreeSet;

    /// Headings, paragraphs and items of a text, and its variables.
    fn shape(body: &str) -> (Vec<char>, BTreeSet<String>) {
        let marks = body.lines().filter(|line| !line.trim().is_empty()).map(|line| {
            let line = line.trim_start();
            match line.chars().next() {
                Some(mark @ ('#' | '-' | '*')) => mark,
                Some(digit) if digit.is_ascii_digit() => '1',
                _ => 'p',
            }
        });
        let variables =
            body.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name.to_owned()).collect();
        (marks.collect(), variables)
    }

    #[test]
    fn every_language_has_the_same_text() {
        for kind in AgreementKind::ALL {
            let body = |language: &Language| {
                let path = format!("{}/2026-11/{}.md", kind.slug(), language.code());
                String::from_utf8(Texts::get(&path).expect("a text").data.into_owned()).expect("UTF-8")
            };
            let english = shape(&body(&Language::En));
            for language in Language::ALL {
                let text = body(language);
                assert_eq!(shape(&text), english, "{kind} {language}");
                text::template(&text).expect("a sound template");
            }
        }
    }
}
