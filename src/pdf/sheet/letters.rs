//! The shipped fonts, and text shaped and broken into lines with them.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;
use std::sync::{Arc, LazyLock};

use krilla::text::{Font, GlyphId, KrillaGlyph};
use parley::style::{FontFamily, FontFamilyName, FontStyle, FontWeight, LineHeight, OverflowWrap, StyleProperty};
use parley::{Alignment, BaseDirection, FontContext, Layout, LayoutContext};

use super::super::text::Span;
use super::style;

/// A shipped font: family, weight, italic, bytes.
type Shipped = (&'static str, f32, bool, &'static [u8]);

const SHIPPED: [Shipped; 9] = [
    (SERIF, 400.0, false, include_bytes!("../fonts/source-serif-regular.ttf")),
    (SERIF, 400.0, true, include_bytes!("../fonts/source-serif-italic.ttf")),
    (SERIF, 600.0, false, include_bytes!("../fonts/source-serif-semibold.ttf")),
    (SANS, 400.0, false, include_bytes!("../fonts/inter-regular.ttf")),
    (SANS, 600.0, false, include_bytes!("../fonts/inter-semibold.ttf")),
    (HEBREW, 400.0, false, include_bytes!("../fonts/noto-sans-hebrew-regular.ttf")),
    (HEBREW, 600.0, false, include_bytes!("../fonts/noto-sans-hebrew-semibold.ttf")),
    (ARABIC, 400.0, false, include_bytes!("../fonts/noto-sans-arabic-regular.ttf")),
    (ARABIC, 600.0, false, include_bytes!("../fonts/noto-sans-arabic-semibold.ttf")),
];

const SERIF: &str = "Source Serif 4";
const SANS: &str = "Inter";
const HEBREW: &str = "Noto Sans Hebrew";
const ARABIC: &str = "Noto Sans Arabic";

/// If a family lacks a character, the next one is used.
const SERIF_FIRST: [FontFamilyName<'static>; 4] = [
    FontFamilyName::Named(Cow::Borrowed(SERIF)),
    FontFamilyName::Named(Cow::Borrowed(SANS)),
    FontFamilyName::Named(Cow::Borrowed(HEBREW)),
    FontFamilyName::Named(Cow::Borrowed(ARABIC)),
];
const SANS_FIRST: [FontFamilyName<'static>; 4] = [
    FontFamilyName::Named(Cow::Borrowed(SANS)),
    FontFamilyName::Named(Cow::Borrowed(SERIF)),
    FontFamilyName::Named(Cow::Borrowed(HEBREW)),
    FontFamilyName::Named(Cow::Borrowed(ARABIC)),
];

struct Case {
    context: FontContext,
    /// By the id that parley gives to the bytes of a font.
    fonts: HashMap<u64, Font>,
}

static CASE: LazyLock<Case> = LazyLock::new(|| {
    let options = parley::fontique::CollectionOptions { system_fonts: false, ..Default::default() };
    let mut context = FontContext {
        collection: parley::fontique::Collection::new(options),
        source_cache: parley::fontique::SourceCache::default(),
    };
    let mut fonts = HashMap::new();
    for (family, weight, slanted, bytes) in SHIPPED {
        let data = parley::fontique::Blob::new(Arc::new(bytes));
        if let Some(font) = Font::new(bytes.into(), 0) {
            fonts.insert(data.id(), font);
        }
        let named = parley::fontique::FontInfoOverride {
            family_name: Some(family),
            weight: Some(FontWeight::new(weight)),
            style: Some(if slanted { FontStyle::Italic } else { FontStyle::Normal }),
            ..Default::default()
        };
        context.collection.register_fonts(data, Some(named));
    }
    Case { context, fonts }
});

/// A text style. Sizes are points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Hand {
    pub serif: bool,
    pub size: f32,
    /// Distance of baselines, as a multiple of the size.
    pub leading: f32,
    pub bold: bool,
    pub slanted: bool,
    pub align: Side,
    pub colour: (u8, u8, u8),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Left,
    Right,
    Centre,
}

/// A line ready to draw; the `x` of its runs is measured from the left edge of the column.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub height: f32,
    /// Distance from the top of the line.
    pub baseline: f32,
    pub colour: (u8, u8, u8),
    pub runs: Vec<Run>,
}

#[derive(Debug, Clone)]
pub(super) struct Run {
    pub x: f32,
    pub font: Font,
    pub size: f32,
    pub glyphs: Vec<KrillaGlyph>,
    pub text: Rc<str>,
}

/// Shapes and breaks text. One for each document, because it caches what it has measured.
pub(super) struct Setter {
    fonts: FontContext,
    layouts: LayoutContext<()>,
}

impl Setter {
    pub(super) fn new() -> Self {
        Self { fonts: CASE.context.clone(), layouts: LayoutContext::new() }
    }

    fn shape(&mut self, spans: &[Span], hand: Hand) -> (Rc<str>, Layout<()>) {
        let (text, ranges) = joined(spans);
        let mut builder = self.layouts.ranged_builder(&mut self.fonts, &text, 1.0, false);
        let families = if hand.serif { &SERIF_FIRST } else { &SANS_FIRST };
        builder.set_base_direction(BaseDirection::Ltr);
        builder.push_default(StyleProperty::FontFamily(FontFamily::List(Cow::Borrowed(families))));
        builder.push_default(StyleProperty::FontSize(hand.size));
        builder.push_default(StyleProperty::LineHeight(LineHeight::FontSizeRelative(hand.leading)));
        builder.push_default(StyleProperty::OverflowWrap(OverflowWrap::Anywhere));
        if hand.bold {
            builder.push_default(StyleProperty::FontWeight(FontWeight::new(600.0)));
        }
        if hand.slanted {
            builder.push_default(StyleProperty::FontStyle(FontStyle::Italic));
        }
        for (span, range) in spans.iter().zip(ranges) {
            if span.traits.strong {
                builder.push(StyleProperty::FontWeight(FontWeight::new(600.0)), range.clone());
            }
            if span.traits.emphasis {
                // Inter is shipped upright only; italics use the serif font.
                builder.push(StyleProperty::FontFamily(FontFamily::List(Cow::Borrowed(&SERIF_FIRST))), range.clone());
                builder.push(StyleProperty::FontStyle(FontStyle::Italic), range);
            }
        }
        let layout = builder.build(&text);
        (text.into(), layout)
    }

    /// The width of the text without line breaks, and the least width without breaking words.
    pub(super) fn widths(&mut self, spans: &[Span], hand: Hand) -> (f32, f32) {
        let widths = self.shape(spans, hand).1.calculate_content_widths();
        (widths.max, widths.min)
    }

    /// Breaks text into lines for a column of this width.
    pub(super) fn lines(&mut self, spans: &[Span], hand: Hand, width: f32) -> Vec<Line> {
        let (text, mut layout) = self.shape(spans, hand);
        layout.break_all_lines(Some(width));
        let align = match hand.align {
            Side::Left => Alignment::Left,
            Side::Right => Alignment::Right,
            Side::Centre => Alignment::Center,
        };
        layout.align(align, Default::default());
        layout.lines().map(|line| set(&line, &text, hand)).collect()
    }

    /// The ranges of a text for which no shipped font has characters, in order.
    pub(super) fn gaps(&mut self, text: &str) -> Vec<Range<usize>> {
        let mut gaps = Vec::new();
        // Also tested after a space: an accent at the beginning combines with the character before it.
        for (hand, before) in [(style::body(), ""), (style::body(), " "), (style::cell(), ""), (style::cell(), " ")] {
            let (_, mut layout) = self.shape(&[Span::plain(format!("{before}{text}"))], hand);
            layout.break_all_lines(None);
            for run in layout.lines().flat_map(|line| line.runs().collect::<Vec<_>>()) {
                for cluster in run.clusters().filter(|cluster| cluster.glyphs().any(|glyph| glyph.id == 0)) {
                    let range = cluster.text_range();
                    gaps.push(range.start.saturating_sub(before.len())..range.end.saturating_sub(before.len()));
                }
            }
        }
        gaps.retain(|gap| !is_silent(text.get(gap.clone()).unwrap_or_default()));
        gaps.sort_by_key(|gap| (gap.start, gap.end));
        gaps
    }
}

/// All spans as one text, with the range of each. Entered values that may run from right to left are isolated, so that
/// they do not reverse the text around them.
fn joined(spans: &[Span]) -> (String, Vec<Range<usize>>) {
    let mut text = String::new();
    let mut ranges = Vec::with_capacity(spans.len());
    for span in spans {
        let start = text.len();
        let isolated = span.traits.value && span.text.chars().any(runs_left);
        if isolated {
            text.push('\u{2068}');
        }
        text.push_str(&span.text);
        if isolated {
            text.push('\u{2069}');
        }
        ranges.push(start..text.len());
    }
    (text, ranges)
}

/// Hebrew and Arabic, including presentation forms.
fn runs_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}')
}

/// Characters without a glyph that control the layout.
fn is_silent(cluster: &str) -> bool {
    cluster.chars().all(|c| matches!(c, '\n' | '\u{200c}'..='\u{200f}' | '\u{2066}'..='\u{2069}'))
}

fn set(line: &parley::Line<'_, ()>, text: &Rc<str>, hand: Hand) -> Line {
    let metrics = line.metrics();
    let mut x = metrics.offset;
    let mut runs = Vec::new();
    for run in line.runs() {
        let start = x;
        let size = run.font_size();
        let mut glyphs: Vec<KrillaGlyph> = Vec::new();
        for cluster in run.visual_clusters() {
            let range = cluster.text_range();
            if cluster.is_ligature_continuation() {
                if let Some(last) = glyphs.last_mut() {
                    last.text_range.start = last.text_range.start.min(range.start);
                    last.text_range.end = last.text_range.end.max(range.end);
                }
                continue;
            }
            if is_silent(text.get(range.clone()).unwrap_or_default()) {
                continue;
            }
            for glyph in cluster.glyphs() {
                let id = GlyphId::new(glyph.id);
                // The y axis points down here, and up in the font.
                let (advance, dx, dy) = (glyph.advance / size, glyph.x / size, -glyph.y / size);
                glyphs.push(KrillaGlyph::new(id, advance, dx, dy, 0.0, range.clone(), None));
                x += glyph.advance;
            }
        }
        if let Some(font) = CASE.fonts.get(&run.font().data.id())
            && !glyphs.is_empty()
        {
            runs.push(Run { x: start, font: font.clone(), size, glyphs, text: Rc::clone(text) });
        }
    }
    let baseline = metrics.baseline - metrics.block_min_coord;
    Line { height: metrics.line_height, baseline, colour: hand.colour, runs }
}
