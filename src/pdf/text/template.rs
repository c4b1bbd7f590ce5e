//! Templates: Markdown in which `{name}` stands for a value, checked when they are read and when they are filled.

use std::collections::{BTreeMap, BTreeSet};

use super::block::{Block, Item, Span, Table, Trait};
use super::markdown;

/// What a variable may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Words within a sentence, a heading or a cell.
    Text,
    /// A whole paragraph: a table or a list.
    Block,
}

/// The value of a variable. Text is never read as Markdown, and braces in it stay braces.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Words; a line feed breaks the line.
    Text(String),
    /// A table in the place of a paragraph.
    Table(Table),
    /// A bulleted list in the place of a paragraph.
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

/// Whether headings of the second and third level are numbered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Numbering {
    /// As written.
    Plain,
    /// 1, 1.1, 1.2, 2 …, anew after each heading of the first level.
    Clauses,
}

/// What is wrong with a template or with the values for it. The lines are lines of the Markdown, from 1.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// Raw HTML, images, links, code, quotations and rules have no place in an agreement.
    #[error("line {line}: {what} has no place in an agreement")]
    NotAllowed {
        /// What was found.
        what: &'static str,
        /// Where.
        line: usize,
    },
    /// A brace that opens or closes nothing; a literal brace is written twice.
    #[error("line {line}: a brace that belongs to no variable (write {{{{ or }}}} for a brace)")]
    Brace {
        /// Where.
        line: usize,
    },
    /// A variable that is not in the vocabulary.
    #[error("unknown variable {{{0}}}")]
    Unknown(String),
    /// A table or list in the middle of a sentence, or words where a table belongs.
    #[error("the variable {{{0}}} does not fit where it stands")]
    Misplaced(String),
    /// No value was given.
    #[error("no value for {{{0}}}")]
    Missing(String),
    /// Lists nested too deep, or a template too large.
    #[error("the template is too large or nested too deep")]
    TooLarge,
}

/// Words as they stand in a template.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Piece {
    Words(Span),
    Variable(String, Trait),
}

/// Blocks as they stand in a template.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Draft {
    Heading(u8, Vec<Piece>),
    Paragraph(Vec<Piece>),
    List { start: Option<u64>, depth: u8, items: Vec<Vec<Draft>> },
    Table { head: Vec<Vec<Piece>>, rows: Vec<Vec<Vec<Piece>>>, right: Vec<bool> },
}

/// A template that has been read and found sound.
#[derive(Debug, Clone)]
pub struct Template {
    drafts: Vec<Draft>,
    vocabulary: BTreeMap<String, Kind>,
    used: BTreeSet<String>,
    numbering: Numbering,
}

impl Template {
    /// Reads Markdown. `vocabulary` names every variable that a template of this sort may use, with its kind.
    pub fn parse(markdown: &str, numbering: Numbering, vocabulary: &[(&str, Kind)]) -> Result<Self, Error> {
        let drafts = markdown::read(markdown)?;
        let vocabulary: BTreeMap<String, Kind> =
            vocabulary.iter().map(|(name, kind)| ((*name).to_owned(), *kind)).collect();
        let mut used = BTreeSet::new();
        check_all(&drafts, &vocabulary, &mut used)?;
        Ok(Self { drafts, vocabulary, used, numbering })
    }

    /// The variables that this template uses.
    pub fn variables(&self) -> impl Iterator<Item = &str> {
        self.used.iter().map(String::as_str)
    }

    /// Puts the values in. Every variable that the template uses needs one of its kind; a value whose name is not
    /// in the vocabulary is refused, one that this template does not use is not.
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

/// A paragraph that is one variable and nothing else.
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
