//! Draws the pages. Everything drawn either belongs to a tag or is marked as decoration.

use krilla::Document;
use krilla::color::rgb;
use krilla::destination::XyzDestination;
use krilla::geom::{Path, PathBuilder, Point, Rect, Transform};
use krilla::num::NormalizedF32;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::{Fill, LineCap, LineJoin, Stroke};
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, BBox, ContentTag, SpanTag, Tag};

use super::super::text::{Mark, Span};
use super::flow::PlacedStrip;
use super::letters::{Hand, Line, Setter, Side};
use super::strips::Draw;
use super::tags::Tags;
use super::{Error, Paper, style};

/// Draws all pages; returns the outline.
pub(super) fn paint(
    document: &mut Document,
    paper: &Paper<'_>,
    pages: &[Vec<PlacedStrip>],
    tags: &mut Tags,
    setter: &mut Setter,
) -> Result<Outline, Error> {
    let mut entries = Vec::new();
    for (index, placed) in pages.iter().enumerate() {
        let settings = PageSettings::from_wh(style::PAGE.0, style::PAGE.1).ok_or(Error::Empty)?;
        let mut page = document.start_page_with(settings);
        let mut surface = page.surface();
        decorate(&mut surface, paper, setter, index + 1, pages.len());
        for strip in placed {
            if let Some((level, words)) = &strip.strip.entry {
                entries.push((*level, words.clone(), XyzDestination::new(index, Point::from_xy(0.0, strip.y - 6.0))));
            }
            for draw in &strip.strip.draws {
                ink(&mut surface, draw, strip, tags, index);
            }
        }
        surface.finish();
        page.finish();
    }
    Ok(outline(entries))
}

fn outline(entries: Vec<(u8, String, XyzDestination)>) -> Outline {
    let mut outline = Outline::new();
    let mut open: Option<OutlineNode> = None;
    for (level, words, destination) in entries {
        let node = OutlineNode::new(words, destination);
        match (&mut open, level) {
            (Some(part), 2..) => part.push_child(node),
            (_, 2..) => outline.push_child(node),
            _ => open.replace(node).into_iter().for_each(|part| outline.push_child(part)),
        }
    }
    open.into_iter().for_each(|part| outline.push_child(part));
    outline
}

fn ink(surface: &mut Surface<'_>, draw: &Draw, strip: &PlacedStrip, tags: &mut Tags, page: usize) {
    match draw {
        Draw::Line { x, y, line, place } => {
            if line.runs.is_empty() {
                return;
            }
            if strip.again {
                surface.start_tagged(artifact(ArtifactType::PaginationOther));
                write(surface, line, style::LEFT + x, strip.y + y);
                surface.end_tagged();
            } else {
                let leaf = surface.start_tagged(ContentTag::Span(SpanTag::empty()));
                write(surface, line, style::LEFT + x, strip.y + y);
                surface.end_tagged();
                tags.grow(*place, leaf);
            }
        }
        Draw::Rule { x, y, width, thickness, colour } => {
            surface.start_tagged(artifact(ArtifactType::Layout));
            rule(surface, style::LEFT + x, strip.y + y, *width, *thickness, *colour);
            surface.end_tagged();
        }
        Draw::Strokes { x, mark, place } => {
            let Mark::Drawn { strokes, field, alternative } = mark else { return };
            let left = style::LEFT + x;
            let Some(path) = drawn(strokes, *field, left, strip.y) else { return };
            let leaf = surface.start_tagged(ContentTag::Other);
            surface.set_fill(None);
            surface.set_stroke(Some(Stroke {
                paint: colour(style::DEEP).into(),
                width: 1.5,
                miter_limit: 4.0,
                line_cap: LineCap::Round,
                line_join: LineJoin::Round,
                opacity: NormalizedF32::ONE,
                dash: None,
            }));
            surface.draw_path(&path);
            surface.set_stroke(None);
            surface.end_tagged();
            let frame = Rect::from_xywh(left, strip.y, style::SIGNATURE.0, style::SIGNATURE.1);
            let figure = Tag::Figure(Some(alternative.clone())).with_bbox(frame.map(|frame| BBox::new(page, frame)));
            tags.rename(*place, figure);
            tags.grow(*place, leaf);
        }
    }
}

/// Strokes, scaled to the frame and smoothed through the middle points between their points.
fn drawn(strokes: &[Vec<(f32, f32)>], (width, height): (f32, f32), left: f32, top: f32) -> Option<Path> {
    let scale = (style::SIGNATURE.0 / width).min(style::SIGNATURE.1 / height);
    let at = |(x, y): (f32, f32)| (left + x.clamp(0.0, width) * scale, top + y.clamp(0.0, height) * scale);
    let mut path = PathBuilder::new();
    for stroke in strokes {
        let mut points = stroke.iter().copied().map(at);
        let Some((x, y)) = points.next() else { continue };
        path.move_to(x, y);
        let mut before = (x, y);
        for (x, y) in points {
            path.quad_to(before.0, before.1, (before.0 + x) / 2.0, (before.1 + y) / 2.0);
            before = (x, y);
        }
        // A dot is a line of no length, which a round pen makes visible.
        path.line_to(before.0 + 0.01, before.1);
    }
    path.finish()
}

fn artifact(kind: ArtifactType) -> ContentTag<'static> {
    ContentTag::Artifact(Artifact::with_kind(kind))
}

fn colour((red, green, blue): (u8, u8, u8)) -> rgb::Color {
    rgb::Color::new(red, green, blue)
}

fn rule(surface: &mut Surface<'_>, x: f32, y: f32, width: f32, thickness: f32, ink: (u8, u8, u8)) {
    let mut path = PathBuilder::new();
    if let Some(bar) = Rect::from_xywh(x, y - thickness / 2.0, width, thickness) {
        path.push_rect(bar);
    }
    if let Some(path) = path.finish() {
        surface.set_fill(Some(Fill { paint: colour(ink).into(), ..Fill::default() }));
        surface.draw_path(&path);
    }
}

fn write(surface: &mut Surface<'_>, line: &Line, x: f32, y: f32) {
    surface.set_fill(Some(Fill { paint: colour(line.colour).into(), ..Fill::default() }));
    for run in &line.runs {
        let start = Point::from_xy(x + run.x, y + line.baseline);
        surface.draw_glyphs(start, &run.glyphs, run.font.clone(), &run.text, run.size, false);
    }
}

/// The page header and footer; on a draft also the text "not signed".
fn decorate(surface: &mut Surface<'_>, paper: &Paper<'_>, setter: &mut Setter, page: usize, pages: usize) {
    if let Some(label) = paper.not_signed {
        surface.start_tagged(artifact(ArtifactType::Watermark));
        let middle = (style::PAGE.0 / 2.0, style::PAGE.1 / 2.0);
        surface.push_transform(&Transform::from_rotate_at(-52.0, middle.0, middle.1));
        one_line(surface, setter, label, style::water(), (middle.0 - 400.0, middle.1 - 40.0), 800.0);
        surface.pop();
        surface.end_tagged();
    }
    let half = style::WIDTH / 2.0 - 8.0;
    let right = style::LEFT + style::WIDTH - half;
    let aside = |hand: Hand| Hand { align: Side::Right, ..hand };
    surface.start_tagged(artifact(ArtifactType::Header));
    one_line(surface, setter, paper.head.0, style::running(), (style::LEFT, style::HEAD - 8.0), half);
    match paper.not_signed {
        Some(label) => {
            one_line(surface, setter, label, aside(style::warning()), (right, style::HEAD - 8.0), half);
        }
        None => one_line(surface, setter, paper.head.1, aside(style::running()), (right, style::HEAD - 8.0), half),
    }
    rule(surface, style::LEFT, style::HEAD + 9.0, style::WIDTH, 0.5, style::HAIR);
    surface.end_tagged();
    surface.start_tagged(artifact(ArtifactType::Footer));
    let count = paper.page_of.replace("{page}", &page.to_string()).replace("{pages}", &pages.to_string());
    rule(surface, style::LEFT, style::FOOT - 9.0, style::WIDTH, 0.5, style::HAIR);
    one_line(surface, setter, paper.foot, style::running(), (style::LEFT, style::FOOT - 3.0), half * 1.5);
    let narrow = half / 2.0;
    let place = (style::LEFT + style::WIDTH - narrow, style::FOOT - 3.0);
    one_line(surface, setter, &count, aside(style::running()), place, narrow);
    surface.end_tagged();
}

/// The first line of a text; the rest is dropped.
fn one_line(surface: &mut Surface<'_>, setter: &mut Setter, text: &str, hand: Hand, (x, y): (f32, f32), width: f32) {
    if let Some(line) = setter.lines(&[Span::value(text)], hand, width).first() {
        write(surface, line, x, y);
    }
}
