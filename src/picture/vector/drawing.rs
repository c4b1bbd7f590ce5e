//! What it costs to draw an SVG that was read: only now it is known how large shapes are, how long their lines, and which
//! groups need a layer of their own.
//!
//! One is a plain shape as large as the picture, a twentieth of a millisecond without optimisation; the other figures
//! were measured against it.

use resvg::usvg::tiny_skia_path::{Path, PathVerb, Point};
use resvg::usvg::{BlendMode, Group, Node, Paint, Rect, Size, Tree};

use super::super::PictureProblem;

/// What a drawing may cost: a second without optimisation, a third of that with it.
const MOST_COST: f64 = 20_000.0;
/// A shape as large as the picture that lets something through.
const TRANSLUCENT: f64 = 40.0;
/// A gradient as large as the picture, and as much again for so many of its stops.
const GRADIENT: f64 = 120.0;
const STOPS_THAT_COST_AS_MUCH: f64 = 100.0;
/// A layer as large as the picture: for opacity, for mixing colours, for a clipping path, for a mask.
const LAYER: f64 = 50.0;
const MASK: f64 = 120.0;
/// Whatever its size, a layer costs this.
const ANY_LAYER: f64 = 2.0;
/// A curve that is filled, and one that is drawn along.
const FILLED_CURVE: f64 = 0.4;
const STROKED_CURVE: f64 = 3.0;
/// A line, and a dash of a line.
const LINE: f64 = 0.2;
const DASH: f64 = 0.7;

/// Refuses what would cost too much to draw.
///
/// # Errors
/// That it holds too much.
pub(super) fn check(tree: &Tree) -> Result<(), PictureProblem> {
    let mut bill = Bill { size: tree.size(), cost: 0.0 };
    bill.add_group(tree.root());
    if bill.cost <= MOST_COST {
        return Ok(());
    }
    Err(PictureProblem::NotPlain("more shapes, masks and dashes than can be drawn at once".to_owned()))
}

/// What comes together.
struct Bill {
    size: Size,
    cost: f64,
}

impl Bill {
    /// Adds a group and all in it; stops when it is too much.
    fn add_group(&mut self, group: &Group) {
        self.cost += 1.0;
        let part = self.part(group.abs_layer_bounding_box().to_rect());
        if group.should_isolate() || group.blend_mode() != BlendMode::Normal {
            self.cost += ANY_LAYER + LAYER * part;
        }
        for child in group.children() {
            if self.cost > MOST_COST {
                return;
            }
            match child {
                Node::Path(path) => {
                    self.cost += 1.0;
                    if let Some(fill) = path.fill() {
                        let area = self.part(path.abs_bounding_box());
                        self.cost += area * paint(fill.paint(), fill.opacity().get());
                        self.cost += outline(path.data(), FILLED_CURVE);
                    }
                    if let Some(stroke) = path.stroke() {
                        let area = self.part(path.abs_stroke_bounding_box());
                        self.cost += area * paint(stroke.paint(), stroke.opacity().get());
                        self.cost += outline(path.data(), STROKED_CURVE);
                        self.cost += stroke.dasharray().map_or(0.0, |dashes| dashes_along(path.data(), dashes) * DASH);
                    }
                }
                Node::Group(inner) => self.add_group(inner),
                // Neither is on the list of elements.
                Node::Image(_) | Node::Text(_) => self.cost = f64::INFINITY,
            }
        }
        let mut clip = group.clip_path();
        while let Some(path) = clip.filter(|_| self.cost <= MOST_COST) {
            self.cost += ANY_LAYER + MASK * part;
            self.add_group(path.root());
            clip = path.clip_path();
        }
        let mut mask = group.mask();
        while let Some(one) = mask.filter(|_| self.cost <= MOST_COST) {
            self.cost += ANY_LAYER + MASK * part;
            self.add_group(one.root());
            mask = one.mask();
        }
    }

    /// Which part of the picture a box takes, 0 to 1.
    fn part(&self, area: Rect) -> f64 {
        let side =
            |from: f32, to: f32, whole: f32| f64::from(to.min(whole) - from.max(0.0)).max(0.0) / f64::from(whole);
        let across = side(area.left(), area.right(), self.size.width());
        let down = side(area.top(), area.bottom(), self.size.height());
        let part = across * down;
        if part.is_finite() { part.min(1.0) } else { 1.0 }
    }
}

/// What it costs to fill the whole picture.
fn paint(paint: &Paint, opacity: f32) -> f64 {
    let gradient = |stops: usize| GRADIENT * (1.0 + stops as f64 / STOPS_THAT_COST_AS_MUCH);
    match paint {
        Paint::Color(_) if opacity < 1.0 => TRANSLUCENT,
        Paint::Color(_) => 1.0,
        Paint::LinearGradient(gradient_of) => gradient(gradient_of.stops().len()),
        Paint::RadialGradient(gradient_of) => gradient(gradient_of.stops().len()),
        // It is not on the list of elements.
        Paint::Pattern(_) => f64::INFINITY,
    }
}

fn outline(path: &Path, curve: f64) -> f64 {
    let of_verb = |verb: &PathVerb| if matches!(verb, PathVerb::Quad | PathVerb::Cubic) { curve } else { LINE };
    path.verbs().iter().map(of_verb).sum()
}

/// Into how many dashes a line is cut, at most: a curve is no longer than the way along its control points.
fn dashes_along(path: &Path, dashes: &[f32]) -> f64 {
    let pairs = path.points().iter().zip(path.points().iter().skip(1));
    let length: f64 = pairs.map(|(from, to): (&Point, &Point)| f64::from(from.distance(*to))).sum();
    let period: f64 = dashes.iter().map(|dash| f64::from(*dash)).sum();
    let count = length / period * dashes.len() as f64;
    // No number at all is more than can be drawn.
    if count.is_finite() && count >= 0.0 { count } else { f64::INFINITY }
}
