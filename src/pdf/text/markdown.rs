//! Reads the part of Markdown that agreements need. Anything else is refused with its name and line.

use pulldown_cmark::{Alignment, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::block::{Span, Trait};
use super::template::{Draft, Error, Piece};

/// Bytes of a template.
const MAX_TEMPLATE_BYTES: usize = 1_000_000;
/// Nesting of lists.
const MAX_LIST_DEPTH: usize = 6;

/// What is being built while events arrive.
enum Open {
    Blocks(Vec<Draft>),
    List { start: Option<u64>, depth: u8, items: Vec<Vec<Draft>> },
    Table { head: Vec<Vec<Piece>>, rows: Vec<Vec<Vec<Piece>>>, right: Vec<bool> },
    Row(Vec<Vec<Piece>>),
}

struct Reader {
    open: Vec<Open>,
    pieces: Vec<Piece>,
    /// Text not yet searched for variables, because an event may end within one.
    pending: String,
    traits: Trait,
    /// The level of the previous heading. The title may be elsewhere, so the first heading may have level 2.
    level: HeadingLevel,
}

pub(super) fn read(markdown: &str) -> Result<Vec<Draft>, Error> {
    if markdown.len() > MAX_TEMPLATE_BYTES {
        return Err(Error::TooLarge);
    }
    let mut reader = Reader {
        open: vec![Open::Blocks(Vec::new())],
        pieces: Vec::new(),
        pending: String::new(),
        traits: Trait::default(),
        level: HeadingLevel::H1,
    };
    for (event, at) in Parser::new_ext(markdown, Options::ENABLE_TABLES).into_offset_iter() {
        let line = || markdown.get(..at.start).unwrap_or_default().matches('\n').count() + 1;
        reader.take(event, &line)?;
    }
    match reader.open.pop() {
        Some(Open::Blocks(blocks)) if reader.open.is_empty() => Ok(blocks),
        _ => Err(Error::TooLarge),
    }
}

impl Reader {
    fn take(&mut self, event: Event<'_>, line: &dyn Fn() -> usize) -> Result<(), Error> {
        let refused = |what| Err(Error::NotAllowed { what, line: line() });
        match event {
            Event::Start(tag) => self.start(tag, line),
            Event::End(tag) => self.end(tag, line),
            Event::Text(text) => {
                self.pending.push_str(&text);
                Ok(())
            }
            Event::SoftBreak => {
                self.pending.push(' ');
                Ok(())
            }
            Event::HardBreak => {
                self.pending.push('\n');
                Ok(())
            }
            Event::Html(_) | Event::InlineHtml(_) => refused("raw HTML"),
            Event::Code(_) => refused("code"),
            Event::Rule => refused("a rule"),
            Event::InlineMath(_) | Event::DisplayMath(_) => refused("a formula"),
            Event::FootnoteReference(_) => refused("a footnote"),
            Event::TaskListMarker(_) => refused("a tick box"),
        }
    }

    fn start(&mut self, tag: Tag<'_>, line: &dyn Fn() -> usize) -> Result<(), Error> {
        let refused = |what| Err(Error::NotAllowed { what, line: line() });
        match tag {
            Tag::Heading { level, .. } if level > HeadingLevel::H3 => refused("a heading below the third level"),
            // Screen-reader users who move from heading to heading would look for the missing level.
            Tag::Heading { level, .. } if level as u8 > self.level as u8 + 1 => refused("a heading that skips a level"),
            // A tight list item has text without a paragraph; it ends here.
            Tag::Paragraph | Tag::Heading { .. } => self.loose(line),
            Tag::List(start) => {
                self.loose(line)?;
                let outer = self.open.iter().filter(|open| matches!(open, Open::List { .. })).count();
                if outer >= MAX_LIST_DEPTH {
                    return Err(Error::TooLarge);
                }
                let ordered = |open: &&Open| matches!(open, Open::List { start: Some(_), .. });
                let depth = u8::try_from(self.open.iter().filter(ordered).count()).unwrap_or(u8::MAX);
                self.open.push(Open::List { start, depth, items: Vec::new() });
                Ok(())
            }
            Tag::Item => {
                self.open.push(Open::Blocks(Vec::new()));
                Ok(())
            }
            Tag::Table(columns) => {
                self.loose(line)?;
                let right = columns.iter().map(|column| *column == Alignment::Right).collect();
                self.open.push(Open::Table { head: Vec::new(), rows: Vec::new(), right });
                Ok(())
            }
            Tag::TableHead | Tag::TableRow => {
                self.open.push(Open::Row(Vec::new()));
                Ok(())
            }
            Tag::TableCell => Ok(()),
            Tag::Strong => self.turn(line, |traits| traits.strong = true),
            Tag::Emphasis => self.turn(line, |traits| traits.emphasis = true),
            Tag::HtmlBlock => refused("raw HTML"),
            Tag::CodeBlock(_) => refused("code"),
            Tag::BlockQuote(_) => refused("a quotation"),
            Tag::Link { .. } => refused("a link"),
            Tag::Image { .. } => refused("an image"),
            _ => refused("this markup"),
        }
    }

    fn end(&mut self, tag: TagEnd, line: &dyn Fn() -> usize) -> Result<(), Error> {
        match tag {
            TagEnd::Paragraph => self.loose(line),
            TagEnd::Heading(level) => {
                self.split(line)?;
                let pieces = std::mem::take(&mut self.pieces);
                self.level = level;
                self.add(Draft::Heading(level as u8, pieces));
                Ok(())
            }
            TagEnd::Strong => self.turn(line, |traits| traits.strong = false),
            TagEnd::Emphasis => self.turn(line, |traits| traits.emphasis = false),
            TagEnd::Item => {
                self.loose(line)?;
                if let (Some(Open::Blocks(blocks)), Some(Open::List { items, .. })) =
                    (self.open.pop(), self.open.last_mut())
                {
                    items.push(blocks);
                }
                Ok(())
            }
            TagEnd::List(_) => {
                if let Some(Open::List { start, depth, items }) = self.open.pop() {
                    self.add(Draft::List { start, depth, items });
                }
                Ok(())
            }
            TagEnd::TableCell => {
                self.split(line)?;
                let pieces = std::mem::take(&mut self.pieces);
                if let Some(Open::Row(cells)) = self.open.last_mut() {
                    cells.push(pieces);
                }
                Ok(())
            }
            TagEnd::TableHead | TagEnd::TableRow => {
                if let (Some(Open::Row(cells)), Some(Open::Table { head, rows, .. })) =
                    (self.open.pop(), self.open.last_mut())
                {
                    if tag == TagEnd::TableHead { *head = cells } else { rows.push(cells) }
                }
                Ok(())
            }
            TagEnd::Table => {
                if let Some(Open::Table { head, rows, right }) = self.open.pop() {
                    self.add(Draft::Table { head, rows, right });
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn turn(&mut self, line: &dyn Fn() -> usize, change: impl FnOnce(&mut Trait)) -> Result<(), Error> {
        self.split(line)?;
        change(&mut self.traits);
        Ok(())
    }

    /// Ends the open paragraph, if there is one.
    fn loose(&mut self, line: &dyn Fn() -> usize) -> Result<(), Error> {
        self.split(line)?;
        if !self.pieces.is_empty() {
            let pieces = std::mem::take(&mut self.pieces);
            self.add(Draft::Paragraph(pieces));
        }
        Ok(())
    }

    fn add(&mut self, draft: Draft) {
        if let Some(Open::Blocks(blocks)) = self.open.last_mut() {
            blocks.push(draft);
        }
    }

    /// Splits the pending text into text and variables.
    fn split(&mut self, line: &dyn Fn() -> usize) -> Result<(), Error> {
        let pending = std::mem::take(&mut self.pending);
        let mut words = String::new();
        let mut rest = pending.as_str();
        let brace = || Error::Brace { line: line() };
        while let Some(at) = rest.find(['{', '}']) {
            let (before, from) = rest.split_at(at);
            words.push_str(before);
            if from.starts_with("{{") || from.starts_with("}}") {
                words.push_str(&from[..1]);
                rest = &from[2..];
                continue;
            }
            let (name, after) = from.strip_prefix('{').and_then(|from| from.split_once('}')).ok_or_else(brace)?;
            let sound = name.starts_with(|c: char| c.is_ascii_lowercase())
                && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
            if !sound {
                return Err(brace());
            }
            if !words.is_empty() {
                let text = std::mem::take(&mut words);
                self.pieces.push(Piece::Words(Span { text, traits: self.traits }));
            }
            self.pieces.push(Piece::Variable(name.to_owned(), self.traits));
            rest = after;
        }
        words.push_str(rest);
        if !words.is_empty() {
            self.pieces.push(Piece::Words(Span { text: words, traits: self.traits }));
        }
        Ok(())
    }
}
