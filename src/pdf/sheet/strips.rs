//! Cuts blocks into strips: parts of the page's full width that are never divided.

use std::num::NonZeroU16;

use krilla::tagging::{ListNumbering, Tag};

use super::super::text::{Block, Item, Mark, Span, label};
use super::letters::{Hand, Line, Setter, Side};
use super::tags::{Place, Tags};
use super::{Error, style, table};

/// A drawing in a strip; measured from its upper left corner.
#[derive(Debug, Clone)]
pub(super) enum Draw {
    Line { x: f32, y: f32, line: Line, place: Place },
    Rule { x: f32, y: f32, width: f32, thickness: f32, colour: (u8, u8, u8) },
    Strokes { x: f32, mark: Mark, place: Place },
}

/// A strip of a page.
#[derive(Debug, Clone, Default)]
pub(super) struct Strip {
    /// Space above; dropped at the top of a page.
    pub before: f32,
    pub height: f32,
    pub draws: Vec<Draw>,
    /// Stays on the same page as the next strip.
    pub glued: bool,
    /// Starts a new page.
    pub turn: bool,
    /// The table head to repeat if a page starts here; an index into [`Cut::heads`].
    pub head: Option<usize>,
    /// An outline entry: level and text.
    pub entry: Option<(u8, String)>,
}

/// A document, cut into strips.
pub(super) struct Cut {
    pub strips: Vec<Strip>,
    pub heads: Vec<Vec<Strip>>,
    pub tags: Tags,
}

pub(super) struct Cutter<'a> {
    pub setter: &'a mut Setter,
    pub cut: Cut,
}

/// The context of blocks: parent tag, left edge, and whether they are spaced closely as in a list.
#[derive(Clone, Copy)]
struct Stand {
    under: Option<Place>,
    left: f32,
    close: bool,
}

pub(super) fn cut(blocks: &[Block], setter: &mut Setter) -> Result<Cut, Error> {
    let empty = Cut { strips: Vec::new(), heads: Vec::new(), tags: Tags::default() };
    let mut cutter = Cutter { setter, cut: empty };
    cutter.blocks(blocks, Stand { under: None, left: 0.0, close: false })?;
    Ok(cutter.cut)
}

impl Cutter<'_> {
    fn blocks(&mut self, blocks: &[Block], stand: Stand) -> Result<(), Error> {
        let mut turn = false;
        for block in blocks {
            let first = self.cut.strips.len();
            match block {
                Block::Heading { level, number, text } => self.heading(*level, number.as_deref(), text),
                Block::Paragraph(text) => self.paragraph(text, stand),
                Block::List(items) => self.list(items, stand)?,
                Block::Table(table) => {
                    table::cut(self, table, stand.under, stand.left);
                }
                Block::Mark(mark) => self.mark(mark, stand)?,
                Block::PageBreak => turn = true,
            }
            if turn && let Some(strip) = self.cut.strips.get_mut(first) {
                strip.turn = true;
                turn = false;
            }
        }
        Ok(())
    }

    fn heading(&mut self, level: u8, number: Option<&str>, text: &[Span]) {
        let (hand, before, after) = style::heading(level);
        let words: String = text.iter().map(|span| span.text.as_str()).collect();
        let title = number.map_or_else(|| words.clone(), |number| format!("{number} {words}")).replace('\n', " ");
        let rank = NonZeroU16::new(u16::from(level)).unwrap_or(NonZeroU16::MIN);
        let place = self.cut.tags.plant(None, Tag::Hn(rank, Some(title.clone())));
        let number = number.map(|number| Span::plain(format!("{number}\u{2002}")));
        let spans: Vec<Span> = number.into_iter().chain(text.iter().cloned()).collect();
        let first = self.cut.strips.len();
        self.text(&spans, hand, 0.0, place, before);
        for strip in self.cut.strips.iter_mut().skip(first) {
            strip.glued = true;
        }
        if let Some(strip) = self.cut.strips.get_mut(first) {
            strip.entry = Some((level, title));
        }
        self.space(after, true);
    }

    fn paragraph(&mut self, text: &[Span], stand: Stand) {
        if text.iter().all(|span| span.text.trim().is_empty()) {
            return;
        }
        let place = self.cut.tags.plant(stand.under, Tag::P);
        self.text(text, style::body(), stand.left, place, if stand.close { 3.0 } else { 6.5 });
    }

    fn list(&mut self, items: &[Item], stand: Stand) -> Result<(), Error> {
        let numbering = match items.first().map(|item| (item.number, item.depth % 3)) {
            Some((Some(_), 0)) => ListNumbering::Decimal,
            Some((Some(_), 1)) => ListNumbering::LowerAlpha,
            Some((Some(_), _)) => ListNumbering::LowerRoman,
            _ => ListNumbering::Disc,
        };
        let list = self.cut.tags.plant(stand.under, Tag::L(numbering));
        for item in items {
            let entry = self.cut.tags.plant(Some(list), Tag::LI);
            let sign = self.cut.tags.plant(Some(entry), Tag::Lbl);
            let body = self.cut.tags.plant(Some(entry), Tag::LBody);
            let first = self.cut.strips.len();
            self.blocks(&item.body, Stand { under: Some(body), left: stand.left + style::HANG, close: true })?;
            let label = [Span::plain(label(item.number, item.depth))];
            let line = self.setter.lines(&label, style::body(), style::HANG + 10.0).into_iter().next();
            if let (Some(line), Some(strip)) = (line, self.cut.strips.get_mut(first)) {
                strip.draws.insert(0, Draw::Line { x: stand.left, y: 0.0, line, place: sign });
            }
        }
        Ok(())
    }

    fn mark(&mut self, mark: &Mark, stand: Stand) -> Result<(), Error> {
        match mark {
            Mark::Typed(name) => {
                let place = self.cut.tags.plant(stand.under, Tag::P);
                let first = self.cut.strips.len();
                self.text(&[Span::value(name.clone())], style::typed_signature(), stand.left, place, 10.0);
                self.cut.strips.iter_mut().skip(first).for_each(|strip| strip.glued = true);
            }
            Mark::Drawn { strokes, field: (width, height), alternative } => {
                let points = strokes.iter().map(Vec::len).sum::<usize>();
                let finite = strokes.iter().flatten().all(|(x, y)| x.is_finite() && y.is_finite());
                let field = *width >= 1.0 && *height >= 1.0 && width.is_finite() && height.is_finite();
                if points == 0 || points > 20_000 || !finite || !field {
                    return Err(Error::Mark);
                }
                let place = self.cut.tags.plant(stand.under, Tag::Figure(Some(alternative.clone())));
                self.cut.strips.push(Strip {
                    before: 10.0,
                    height: style::SIGNATURE.1,
                    draws: vec![Draw::Strokes { x: stand.left, mark: mark.clone(), place }],
                    glued: true,
                    ..Strip::default()
                });
            }
        }
        self.cut.strips.push(Strip {
            height: 1.0,
            draws: vec![Draw::Rule {
                x: stand.left,
                y: 0.5,
                width: style::SIGNATURE.0 + 20.0,
                thickness: 0.6,
                colour: style::QUIET,
            }],
            glued: true,
            ..Strip::default()
        });
        Ok(())
    }

    /// Lines as strips. The first two and the last two stay together, so that no line is alone on a page.
    fn text(&mut self, spans: &[Span], hand: Hand, left: f32, place: Place, before: f32) {
        let lines = self.setter.lines(spans, Hand { align: Side::Left, ..hand }, style::WIDTH - left);
        let count = lines.len();
        for (at, line) in lines.into_iter().enumerate() {
            self.cut.strips.push(Strip {
                before: if at == 0 { before } else { 0.0 },
                height: line.height,
                draws: vec![Draw::Line { x: left, y: 0.0, line, place }],
                glued: at + 1 < count && (at == 0 || at + 2 == count),
                ..Strip::default()
            });
        }
    }

    pub(super) fn space(&mut self, height: f32, glued: bool) {
        self.cut.strips.push(Strip { height, glued, ..Strip::default() });
    }
}
