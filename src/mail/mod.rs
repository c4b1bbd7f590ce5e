//! Every mail of the portal as HTML and plain text, one file per recipient or topic. The worker sends them.

pub(crate) mod account;
pub(crate) mod agency;
pub(crate) mod brand;
pub(crate) mod case;
pub(crate) mod invoice;
pub(crate) mod notice;
pub(crate) mod onboarding;
pub(crate) mod signing;

use askama::Template;

use crate::domain::brand::{Face, Palette};
use crate::domain::letter::{Enclosure, Letter};

/// The layout of every mail: a heading, paragraphs, at most one button, and the sender.
#[derive(Template)]
#[template(path = "mail/letter.html")]
struct Html<'a> {
    language: &'a str,
    app: &'a str,
    logo: bool,
    palette: Palette,
    fallback: &'a str,
    sent_by: &'a str,
    heading: &'a str,
    paragraphs: &'a [Paragraph],
    button: Option<(&'a str, &'a str)>,
    reason: &'a str,
}

/// The same as plain text.
#[derive(Template)]
#[template(path = "mail/letter.txt", escape = "none")]
struct Text<'a> {
    sent_by: &'a str,
    heading: &'a str,
    paragraphs: &'a [Paragraph],
    button: Option<(&'a str, &'a str)>,
    reason: &'a str,
}

/// A paragraph of a mail.
pub(crate) enum Paragraph {
    /// Text of the portal.
    Ours(String),
    /// A code to copy; large.
    Code(String),
    /// Text of a person; set apart, with its line breaks.
    Quoted(String),
}

/// What is around the text of a mail: brand and language.
pub(crate) struct Frame<'a> {
    /// The brand.
    pub face: &'a Face,
    /// The language's code.
    pub language: &'a str,
    /// The text before the button's address, for programs that show no buttons.
    pub fallback: &'a str,
    /// The line about the sender.
    pub sent_by: &'a str,
}

/// The content of a mail.
pub(crate) struct Parts<'a> {
    /// The operator's name.
    pub operator: &'a str,
    /// The subject.
    pub subject: String,
    /// The heading.
    pub heading: String,
    /// The paragraphs.
    pub paragraphs: Vec<Paragraph>,
    /// A button: its text and target.
    pub button: Option<(&'a str, String)>,
    /// Why the recipient gets this mail.
    pub reason: &'a str,
}

/// Makes a mail in the operator's brand, in English.
pub(crate) fn letter(parts: &Parts<'_>) -> Letter {
    let sent_by = format!("Sent by {}.", parts.operator);
    let face = Face::of_operator(parts.operator);
    let frame = Frame { face: &face, language: "en", fallback: "Or open this address:", sent_by: &sent_by };
    framed(&frame, parts)
}

/// Makes a mail in a given layout.
pub(crate) fn framed(frame: &Frame<'_>, parts: &Parts<'_>) -> Letter {
    let face = frame.face;
    let button = parts.button.as_ref().map(|(words, address)| (*words, address.as_str()));
    let html = Html {
        language: frame.language,
        app: &face.app,
        logo: face.logo.is_some(),
        palette: face.palette,
        fallback: frame.fallback,
        sent_by: frame.sent_by,
        heading: &parts.heading,
        paragraphs: &parts.paragraphs,
        button,
        reason: parts.reason,
    };
    let text = Text {
        sent_by: frame.sent_by,
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
        from_name: Some(face.sender.clone()).filter(|name| !name.is_empty()),
        reply_to: face.reply_to.clone(),
        enclosures: face.logo.iter().map(|hash| logo(hash)).collect(),
    }
}

/// The logo, embedded in the mail, so that nothing is downloaded when it is read.
fn logo(sha256: &str) -> Enclosure {
    Enclosure { sha256: sha256.to_owned(), file_name: "logo.png".to_owned(), media_type: "image/png", is_inline: true }
}
