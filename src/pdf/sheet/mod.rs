//! Sets blocks as a tagged PDF that conforms to PDF/A-3a and PDF/UA-1: the same text as on the page, on A4.
//!
//! A document that does not conform is not written: every such problem is an [`Error`] first.

mod flow;
mod letters;
mod paint;
mod strips;
mod style;
mod table;
mod tags;
#[cfg(test)]
mod tests;

use chrono::{Datelike, Timelike};
use krilla::configure::{Accessibility, Archival, ConfigurationBuilder, PdfVersion};
use krilla::embed::{AssociationKind, EmbeddedFile, MimeType};
use krilla::metadata::{DateTime, Metadata};
use krilla::{Document, SerializeSettings};

use super::text::Block;
use crate::Moment;

/// Everything about a document except its text.
#[derive(Debug, Clone, Copy)]
pub struct Paper<'a> {
    /// The title; readers show it instead of the file name.
    pub title: &'a str,
    /// The language of the text: "en", "da".
    pub language: &'a str,
    /// The issuer.
    pub author: &'a str,
    /// The creation time. No other time is written to the file.
    pub at: Moment,
    /// An id that stays the same for all versions of the document.
    pub id: &'a str,
    /// The page header: left and right.
    pub head: (&'a str, &'a str),
    /// The page footer, beside the page number.
    pub foot: &'a str,
    /// The text of the page number, with `{page}` and `{pages}`.
    pub page_of: &'a str,
    /// For a draft: the text "not signed", printed in the header and across every page.
    pub not_signed: Option<&'a str>,
    /// Attached files.
    pub attachments: &'a [Attachment<'a>],
}

/// A file attached to the PDF.
#[derive(Debug, Clone, Copy)]
pub struct Attachment<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its media type: "application/json".
    pub mime: &'a str,
    /// A description for people.
    pub description: &'a str,
    /// Its content.
    pub bytes: &'a [u8],
}

/// Why no PDF was made.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A character that no shipped font has. [`unsupported`] finds it on input.
    #[error("no font has the character {0:?}")]
    Letter(String),
    /// A drawn signature without points, with too many points, or with invalid numbers.
    #[error("the drawn signature cannot be read")]
    Mark,
    /// There is no text, or no heading.
    #[error("a document needs text and at least one heading")]
    Empty,
    /// The document violates a rule of PDF/A or PDF/UA.
    #[error("the document would not conform: {0}")]
    Standard(String),
}

/// The first character of a text that the shipped fonts lack, or that changes the direction of other text. A name with
/// such a character is refused on input.
pub fn unsupported(text: &str) -> Option<char> {
    let steering = text.char_indices().find(|(_, c)| steers(*c));
    let gap = letters::Setter::new().gaps(text).into_iter().next();
    match (steering, gap) {
        (Some((at, c)), Some(gap)) if at < gap.start => Some(c),
        (_, Some(gap)) => text.get(gap)?.chars().next(),
        (steering, None) => steering.map(|(_, c)| c),
    }
}

/// The text with a question mark for everything that [`unsupported`] finds; for texts that nobody can correct, such as
/// the user agent of a browser in the evidence.
pub fn legible(text: &str) -> String {
    let mut text = text.to_owned();
    // Without the character before it, an accent can become unsupported itself.
    for _ in 0..4 {
        let gaps = letters::Setter::new().gaps(&text);
        if gaps.is_empty() && !text.contains(steers) {
            return text;
        }
        let bare = |at: usize| gaps.iter().any(|gap| gap.contains(&at));
        text = text.char_indices().map(|(at, c)| if steers(c) || bare(at) { '?' } else { c }).collect();
    }
    text.chars().map(|c| if c.is_ascii_graphic() || c == ' ' { c } else { '?' }).collect()
}

/// Characters without a glyph that affect their surroundings, or that PDF/A does not allow.
fn steers(c: char) -> bool {
    (c.is_control() && c != '\n')
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
        || matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e000}'..='\u{f8ff}' | '\u{fff0}'..='\u{fffb}')
        || matches!(c, '\u{180b}'..='\u{180f}' | '\u{e0000}'..='\u{10ffff}')
}

/// Sets blocks as PDF. The same blocks and settings give the same bytes.
pub fn pdf(paper: &Paper<'_>, blocks: &[Block]) -> Result<Vec<u8>, Error> {
    let mut setter = letters::Setter::new();
    let mut cut = strips::cut(blocks, &mut setter)?;
    if !cut.strips.iter().any(|strip| strip.entry.is_some()) {
        return Err(Error::Empty);
    }
    let pages = flow::flow(&mut cut);
    let configuration = ConfigurationBuilder::new()
        .with_version(PdfVersion::Pdf17)
        .with_archival_validator(Archival::A3_A)
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .map_err(|error| Error::Standard(format!("{error:?}")))?;
    let mut document = Document::new_with(SerializeSettings { configuration, ..SerializeSettings::default() });
    let mut tags = cut.tags;
    let outline = paint::paint(&mut document, paper, &pages, &mut tags, &mut setter)?;
    document.set_outline(outline);
    document.set_tag_tree(tags.tree());
    let at = moment(paper.at);
    for file in paper.attachments {
        document.embed_file(EmbeddedFile {
            path: file.name.to_owned(),
            mime_type: MimeType::new(file.mime),
            description: Some(file.description.to_owned()),
            association_kind: AssociationKind::Source,
            data: file.bytes.to_vec().into(),
            modification_date: Some(at),
            compress: Some(true),
            location: None,
        });
    }
    document.set_metadata(
        Metadata::new()
            .title(paper.title.to_owned())
            .language(paper.language.to_owned())
            .authors(vec![paper.author.to_owned()])
            .creator("Partner Portal".to_owned())
            .producer("Partner Portal".to_owned())
            .document_id(paper.id.to_owned())
            .creation_date(at),
    );
    document.finish().map_err(fault)
}

fn fault(error: krilla::error::KrillaError) -> Error {
    use krilla::configure::ValidationError;
    use krilla::error::KrillaError;
    if let KrillaError::Validation(faults) = &error {
        for fault in faults.iter() {
            if let ValidationError::ContainsNotDefGlyph(_, _, text) = &fault.0 {
                return Error::Letter(text.clone());
            }
        }
    }
    Error::Standard(format!("{error:?}"))
}

fn moment(at: Moment) -> DateTime {
    let small = |value: u32| u8::try_from(value).unwrap_or_default();
    DateTime::new(u16::try_from(at.year()).unwrap_or_default())
        .month(small(at.month()))
        .day(small(at.day()))
        .hour(small(at.hour()))
        .minute(small(at.minute()))
        .second(small(at.second()))
        .utc_offset_hour(0)
        .utc_offset_minute(0)
}
