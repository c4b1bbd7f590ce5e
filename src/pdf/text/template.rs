//! Templates: Markdown in which `{name}` stands for a value. Checked when they are read and when they are filled.

use std::collections::{BTreeMap, BTreeSet};

use super::block::{Block, Item, Span, Table, Trait};
use super::markdown;

/// The kind of a variable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text in a sentence, a heading or a cell.
    Text,
    /// A whole paragraph: a table or a list.
    Block,
}

/// The value of a variable. Text is never read as Markdown, and its braces stay braces.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Text; a line feed breaks the line.
    Text(String),
    /// A table instead of a paragraph.
    Table(Table),
    /// A bulleted list instead of a paragraph.
    List(Vec<String>),
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl Value {
    fn kind(&self) -> Kind {
        match self {
            Self::Text(_) => Kind::Text,
            Self::Table(_) | Self::List(_) => Kind::Block,
        }
    }
}

/// Whether headings of levels 2 and 3 are numbered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Numbering {
    /// Not numbered.
    Plain,
    /// 1, 1.1, 1.2, 2 …, starting again after each heading of level 1.
    Clauses,
}

/// A problem of a template or of its values. Lines are lines of the Markdown, starting at 1.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// Raw HTML, images, links, code, quotations and rules are not allowed in agreements.
    #[error("line {line}: {what} has no place in an agreement")]
    NotAllowed {
        /// What was found.
        what: &'static str,
        /// The line.
        line: usize,
    },
    /// An unmatched brace; a literal brace is written twice.
    #[error("line {line}: a brace that belongs to no variable (write {{{{ or }}}} for a brace)")]
    Brace {
        /// The line.
        line: usize,
    },
    /// An unknown variable.
    #[error("unknown variable {{{0}}}")]
    Unknown(String),
    /// A table or list within a sentence, or text in the place of a table.
    #[error("the variable {{{0}}} does not fit where it stands")]
    Misplaced(String),
    /// A value is missing.
    #[error("no value for {{{0}}}")]
    Missing(String),
    /// Lists nested too deeply, or a template too large.
    #[error("the template is too large or nested too deep")]
    TooLarge,
}

/// Text and variables of a template.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Piece {
    Words(Span),
    Variable(String, Trait),
}

/// Blocks of a template, before its values are filled in.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Draft {
    Heading(u8, Vec<Piece>),
    Paragraph(Vec<Piece>),
    List { start: Option<u64>, depth: u8, items: Vec<Vec<Draft>> },
    Table { head: Vec<Vec<Piece>>, rows: Vec<Vec<Vec<Piece>>>, right: Vec<bool> },
}

/// A template that was read and checked.
#[derive(Debug, Clone)]
pub struct Template {
    drafts: Vec<Draft>,
    vocabulary: BTreeMap<String, Kind>,
    used: BTreeSet<String>,
    numbering: Numbering,
}

impl Template {
    /// Reads Markdown. `vocabulary` lists every variable that such templates may use, with its kind.
    pub fn parse(markdown: &str, numbering: Numbering, vocabulary: &[(&str, Kind)]) -> Result<Self, Error> {
        let drafts = markdown::read(markdown)?;
        let vocabulary: BTreeMap<String, Kind> =
            vocabulary.iter().map(|(name, kind)| ((*name).to_owned(), *kind)).collect();
        let mut used = BTreeSet::new();
        check_all(&drafts, &vocabulary, &mut used)?;
        Ok(Self { drafts, vocabulary, used, numbering })
    }

    /// The variables used in this template.
    pub fn variables(&self) -> impl Iterator<Item = &str> {
        self.used.iter().map(String::as_str)
    }

    /// Fills in the values. Every variable used in the template needs a value of its kind. Unknown names are refused;
    /// values that this template does not use are ignored.
    pub fn fill(&self, values: &BTreeMap<String, Value>) -> Result<Vec<Block>, Error> {
        for (name, value) in values {
            let kind = self.vocabulary.get(name).ok_or_else(|| Error::Unknown(name.clone()))?;
            if *kind != value.kind() {
                return Err(Error::Misplaced(name.clone()));
            }
        }
        let mut blocks = self.drafts.iter().map(|draft| filled(draft, values)).collect::<Result<Vec<_>, _>>()?;
        if self.numbering == Numbering::Clauses {
            number(&mut blocks);
        }
        Ok(blocks)
    }
}

/// The variable of a paragraph that consists only of it.
fn alone(pieces: &[Piece]) -> Option<&str> {
    match pieces {
        [Piece::Variable(name, _)] => Some(name),
        _ => None,
    }
}

fn check_all(drafts: &[Draft], vocabulary: &BTreeMap<String, Kind>, used: &mut BTreeSet<String>) -> Result<(), Error> {
    let mut check = |pieces: &[Piece], whole: bool| {
        for piece in pieces {
            if let Piece::Variable(name, _) = piece {
                let kind = vocabulary.get(name).ok_or_else(|| Error::Unknown(name.clone()))?;
                if *kind == Kind::Block && !(whole && pieces.len() == 1) {
                    return Err(Error::Misplaced(name.clone()));
                }
                used.insert(name.clone());
            }
        }
        Ok(())
    };
    for draft in drafts {
        match draft {
            Draft::Heading(_, pieces) => check(pieces, false)?,
            Draft::Paragraph(pieces) => check(pieces, true)?,
            Draft::Table { head, rows, .. } => {
                head.iter().chain(rows.iter().flatten()).try_for_each(|cell| check(cell, false))?;
            }
            Draft::List { .. } => {}
        }
    }
    for draft in drafts {
        if let Draft::List { items, .. } = draft {
            items.iter().try_for_each(|item| check_all(item, vocabulary, used))?;
        }
    }
    Ok(())
}

fn filled(draft: &Draft, values: &BTreeMap<String, Value>) -> Result<Block, Error> {
    Ok(match draft {
        Draft::Heading(level, pieces) => Block::Heading { level: *level, number: None, text: words(pieces, values)? },
        Draft::Paragraph(pieces) => match alone(pieces).and_then(|name| values.get(name)) {
            Some(Value::Table(table)) => Block::Table(table.clone()),
            Some(Value::List(entries)) => Block::List(entries.iter().map(|entry| bullet(entry)).collect()),
            _ => Block::Paragraph(words(pieces, values)?),
        },
        Draft::List { start, depth, items } => {
            let numbered = items.iter().zip(0_u64..).map(|(item, at)| {
                let body = item.iter().map(|draft| filled(draft, values)).collect::<Result<Vec<_>, _>>()?;
                Ok(Item { number: start.map(|start| start.saturating_add(at)), depth: *depth, body })
            });
            Block::List(numbered.collect::<Result<Vec<_>, Error>>()?)
        }
        Draft::Table { head, rows, right } => {
            let cells = |row: &Vec<Vec<Piece>>| {
                row.iter().map(|cell| words(cell, values).map(super::Cell)).collect::<Result<Vec<_>, _>>()
            };
            Block::Table(Table {
                head: Some(cells(head)?),
                rows: rows.iter().map(cells).collect::<Result<Vec<_>, _>>()?,
                right: right.clone(),
                ..Table::default()
            })
        }
    })
}

fn bullet(text: &str) -> Item {
    Item { number: None, depth: 0, body: vec![Block::Paragraph(vec![Span::value(text)])] }
}

fn words(pieces: &[Piece], values: &BTreeMap<String, Value>) -> Result<Vec<Span>, Error> {
    pieces
        .iter()
        .map(|piece| match piece {
            Piece::Words(span) => Ok(span.clone()),
            Piece::Variable(name, traits) => match values.get(name) {
                Some(Value::Text(text)) => Ok(Span { text: text.clone(), traits: Trait { value: true, ..*traits } }),
                Some(_) => Err(Error::Misplaced(name.clone())),
                None => Err(Error::Missing(name.clone())),
            },
        })
        .collect()
}

fn number(blocks: &mut [Block]) {
    let (mut clause, mut part) = (0_u32, 0_u32);
    for block in blocks {
        if let Block::Heading { level, number, .. } = block {
            match level {
                1 => (clause, part) = (0, 0),
                2 => {
                    (clause, part) = (clause + 1, 0);
                    *number = Some(clause.to_string());
                }
                _ => {
                    part += 1;
                    *number = Some(format!("{clause}.{part}"));
                }
            }
        }
    }
}
