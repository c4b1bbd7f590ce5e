//! Every message the house sends, one file each, in HTML and plain text. Writes letters; sending is the
//! worker's.

pub mod account;
pub mod case;
pub mod signing;

use askama::Template;

use crate::domain::letter::Letter;

/// The frame of every mail: a heading, paragraphs, at most one button, and who sent it.
#[derive(Template)]
#[template(path = "mail/letter.html")]
struct Html<'a> {
    operator: &'a str,
    heading: &'a str,
    paragraphs: &'a [Paragraph],
    button: Option<(&'a str, &'a str)>,
    reason: &'a str,
}

/// The same as plain text.
#[derive(Template)]
#[template(path = "mail/letter.txt", escape = "none")]
struct Text<'a> {
    operator: &'a str,
    heading: &'a str,
    paragraphs: &'a [Paragraph],
    button: Option<(&'a str, &'a str)>,
    reason: &'a str,
}

/// A paragraph of a mail.
pub enum Paragraph {
    /// Our own words.
    Ours(String),
    /// What a person wrote; set apart, line breaks kept.
    Quoted(String),
}

/// What a mail consists of.
pub struct Parts<'a> {
    /// The platform's name.
    pub operator: &'a str,
    /// The subject.
    pub subject: String,
    /// The heading.
    pub heading: String,
    /// The paragraphs.
    pub paragraphs: Vec<Paragraph>,
    /// A button: its words and where it leads.
    pub button: Option<(&'a str, String)>,
    /// Why they get this mail.
    pub reason: &'a str,
}

/// Makes the letter.
pub fn letter(parts: &Parts<'_>) -> Letter {
    let button = parts.button.as_ref().map(|(words, address)| (*words, address.as_str()));
    let html = Html {
        operator: parts.operator,
        heading: &parts.heading,
        paragraphs: &parts.paragraphs,
        button,
        reason: parts.reason,
    };
    let text = Text {
        operator: parts.operator,
        heading: &parts.heading,
        paragraphs: &parts.paragraphs,
        button,
        reason: parts.reason,
    };
    // Filling a template with plain values writes to memory and cannot fail.
    Letter {
        subject: parts.subject.lines().collect::<Vec<_>>().join(" "),
        text: text.render().unwrap_or_default(),
        html: html.render().unwrap_or_default(),
    }
}
