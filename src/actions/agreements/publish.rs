//! Publishes the texts of agreements: the shipped ones and the operator's own.

use rust_embed::RustEmbed;

use crate::actions::{Context, Outcome};
use crate::domain::agreement::{AgreementKind, Language};
use crate::store::{self, Db, Writer};

#[derive(RustEmbed)]
#[folder = "../../templates/agreements"]
struct Texts;

/// Publishes the shipped texts that are missing; returns how many. Published texts are never changed. An agreement
/// whose current version is the operator's own is skipped.
pub fn publish_shipped(db: &mut Writer, ctx: &Context) -> Outcome<usize> {
    db.write(|db| {
        let mut own = Vec::new();
        for kind in AgreementKind::ALL {
            let in_force = store::agreements::unscoped::version(db, *kind)?;
            if in_force.is_some_and(|version| !is_shipped(*kind, &version)) {
                own.push(*kind);
            }
        }
        let mut published = 0;
        for path in Texts::iter() {
            let parts: Vec<&str> = path.trim_end_matches(".md").split('/').collect();
            let [folder, version, code] = parts[..] else { continue };
            let kind = AgreementKind::ALL.iter().copied().find(|kind| kind.slug() == folder && !own.contains(kind));
            let (Some(kind), Some(language), Some(file)) = (kind, Language::of_tag(code), Texts::get(&path)) else {
                continue;
            };
            let body = String::from_utf8_lossy(&file.data);
            if store::agreements::unscoped::publish(db, kind, version, language, &body, ctx.now)? {
                published += 1;
            }
        }
        Ok(published)
    })
}

/// Whether a version was shipped with the program. Shipped versions stay in the program for ever.
fn is_shipped(kind: AgreementKind, version: &str) -> bool {
    let folder = format!("{}/{version}/", kind.slug());
    Texts::iter().any(|path| path.starts_with(&folder))
}

/// A text to publish.
#[derive(Clone, Debug)]
pub struct NewText {
    /// Its file, named in problems.
    pub place: String,
    /// Its language.
    pub language: Language,
    /// Markdown with variables.
    pub body: String,
}

/// A version to publish.
#[derive(Clone, Copy, Debug)]
pub struct Publication<'a> {
    /// Which agreement.
    pub kind: AgreementKind,
    /// Its version.
    pub version: &'a str,
    /// One text per language.
    pub texts: &'a [NewText],
    /// Check only; publish nothing.
    pub is_trial: bool,
}

/// The result of publishing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Publicized {
    /// Number of new texts.
    pub published: usize,
    /// The companies that signed an earlier version and must sign again.
    pub again: Vec<String>,
}

/// Publishes a version of an agreement: all its texts or none. Repeating it changes nothing.
///
/// # Errors
/// The inner error has one line for each text that cannot be published.
pub fn publish(db: &mut Writer, order: &Publication<'_>, ctx: &Context) -> Outcome<Result<Publicized, Vec<String>>> {
    db.write(|db| {
        let wrong = objections(db, order)?;
        if !wrong.is_empty() {
            return Ok(Err(wrong));
        }
        let mut published = 0;
        for text in order.texts {
            let (kind, version, language) = (order.kind, order.version, text.language);
            let is_new = if order.is_trial {
                store::agreements::texts::unscoped::body(db, kind, version, language)?.is_none()
            } else {
                store::agreements::unscoped::publish(db, kind, version, language, &text.body, ctx.now)?
            };
            published += usize::from(is_new);
        }
        let again = store::agreements::texts::unscoped::signed_before(db, order.kind, order.version)?;
        Ok(Ok(Publicized { published, again }))
    })
}

/// The problems of the texts, one line each.
fn objections(db: &mut Db, order: &Publication<'_>) -> Outcome<Vec<String>> {
    let mut wrong = Vec::new();
    let plain = |c: char| c.is_ascii_alphanumeric() || "-._".contains(c);
    if order.version.is_empty() || order.version.len() > 20 || !order.version.chars().all(plain) {
        wrong.push(format!("“{}” is no version: up to 20 letters, digits, - . and _", order.version));
    }
    for (at, text) in order.texts.iter().enumerate() {
        if let Err(error) = super::text::template(&text.body) {
            wrong.push(format!("{}: {error}", text.place));
        }
        if order.texts.iter().take(at).any(|other| other.language == text.language) {
            wrong.push(format!("{}: a second text in the same language", text.place));
        }
        let known = store::agreements::texts::unscoped::body(db, order.kind, order.version, text.language)?;
        if known.is_some_and(|known| known != text.body) {
            wrong.push(format!(
                "{}: version {} has another text in this language, and a published text never changes",
                text.place, order.version
            ));
        }
    }
    let has_english = order.texts.iter().any(|text| text.language == Language::En)
        || store::agreements::texts::unscoped::body(db, order.kind, order.version, Language::En)?.is_some();
    if !has_english {
        wrong.push("en.md is missing: the English text prevails".to_owned());
    }
    Ok(wrong)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actions::agreements::text;
    use std::collections::BTreeSet;

    /// The sequence of headings, paragraphs and list items of a text, and its variables; both must be the same in all
    /// languages.
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
