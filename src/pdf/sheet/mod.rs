//! Blocks set as a tagged PDF that is PDF/A-3a and PDF/UA-1: the same words as on the page, on A4.
//!
//! What does not conform is not written: every fault of that kind is an [`Error`] before there is a file.

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
use crate::domain::calendar::Moment;

/// Everything about a document that is not its text.
#[derive(Debug, Clone, Copy)]
pub struct Paper<'a> {
    /// Shown by readers in the place of a file name.
    pub title: &'a str,
    /// The language of the text: "en", "da".
    pub language: &'a str,
    /// Who issues it.
    pub author: &'a str,
    /// When it was made. Nothing else about the clock gets into the file.
    pub at: Moment,
    /// Stays the same over all versions of this document.
    pub id: &'a str,
    /// The running head: left and right.
    pub head: (&'a str, &'a str),
    /// The running foot, beside the page count.
    pub foot: &'a str,
    /// The page count, with `{page}` and `{pages}`.
    pub page_of: &'a str,
    /// For a draft: the words for "not signed", shown at the head and across every page.
    pub not_signed: Option<&'a str>,
    /// Files that travel inside.
    pub attachments: &'a [Attachment<'a>],
}

/// A file within the PDF.
#[derive(Debug, Clone, Copy)]
pub struct Attachment<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its kind: "application/json".
    pub mime: &'a str,
    /// What it is, for a person.
    pub description: &'a str,
    /// What it contains.
    pub bytes: &'a [u8],
}

/// Why no PDF was made.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A letter that no shipped font has. [`unsupported`] finds it when it is entered.
    #[error("no font has the character {0:?}")]
    Letter(String),
    /// A drawn signature without points, with far too many, or with numbers that are none.
    #[error("the drawn signature cannot be read")]
    Mark,
    /// There is nothing to set, or it lacks a heading.
    #[error("a document needs text and at least one heading")]
    Empty,
    /// The document breaks a rule of its standards.
    #[error("the document would not conform: {0}")]
    Standard(String),
}

/// The first character of a text that the shipped fonts cannot show, or that steers the direction of other text.
/// A name with one is refused where it is entered.
pub fn unsupported(text: &str) -> Option<char> {
    let steering = text.char_indices().find(|(_, c)| steers(*c));
    let gap = letters::Setter::new().gaps(text).into_iter().next();
    match (steering, gap) {
        (Some((at, c)), Some(gap)) if at < gap.start => Some(c),
        (_, Some(gap)) => text.get(gap)?.chars().next(),
        (steering, None) => steering.map(|(_, c)| c),
    }
}

/// The text with a question mark for everything that [`unsupported`] would find: for what nobody entered and nobody
/// can correct, such as the name of a browser in the evidence.
pub fn legible(text: &str) -> String {
    let mut text = text.to_owned();
    // An accent may find no place on the mark that was put before it, and become one itself.
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

/// Characters without a shape that change what stands around them, or that no archive keeps.
fn steers(c: char) -> bool {
    (c.is_control() && c != '\n')
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
        || matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e000}'..='\u{f8ff}' | '\u{fff0}'..='\u{fffb}')
        || matches!(c, '\u{180b}'..='\u{180f}' | '\u{e0000}'..='\u{10ffff}')
}

/// Sets blocks on paper. The same blocks and the same paper give the same bytes.
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
