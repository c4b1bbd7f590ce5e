//! The cost of drawing an SVG after it was read, when the sizes of shapes, the lengths of lines and the groups with a
//! layer of their own are known.
//!
//! The unit is an opaque shape as large as the picture: 1/20 millisecond without compiler optimisation. The other
//! figures were measured in relation to it.

use resvg::usvg::tiny_skia_path::{Path, PathVerb, Point};
use resvg::usvg::{BlendMode, Group, Node, Paint, Rect, Size, Tree};

use super::super::PictureProblem;

/// Cost of a drawing: one second without compiler optimisation, a third of that with it.
const MAX_COST: f64 = 20_000.0;
/// A translucent shape as large as the picture.
const TRANSLUCENT_COST: f64 = 40.0;
/// A gradient as large as the picture; and the number of stops that costs as much again.
const GRADIENT_COST: f64 = 120.0;
const STOPS_PER_GRADIENT_COST: f64 = 100.0;
/// A layer as large as the picture, for opacity, blending or a clipping path; and one for a mask.
const LAYER_COST: f64 = 50.0;
const MASK_COST: f64 = 120.0;
/// A layer of any size costs at least this.
const MIN_LAYER_COST: f64 = 2.0;
/// A filled curve, and a stroked curve.
const FILLED_CURVE_COST: f64 = 0.4;
const STROKED_CURVE_COST: f64 = 3.0;
/// A line, and a dash of a line.
const LINE_COST: f64 = 0.2;
const DASH_COST: f64 = 0.7;

/// Refuses a picture that would be expensive to draw.
///
/// # Errors
/// It has too much in it.
pub(super) fn check(tree: &Tree) -> Result<(), PictureProblem> {
    let mut bill = Bill { size: tree.size(), cost: 0.0 };
    bill.add_group(tree.root());
    if bill.cost <= MAX_COST {
        return Ok(());
    }
    Err(PictureProblem::NotPlain("more shapes, masks and dashes than can be drawn at once".to_owned()))
}

/// The cost so far.
struct Bill {
    size: Size,
    cost: f64,
}

impl Bill {
    /// Adds a group with its content; stops when the limit is exceeded.
    fn add_group(&mut self, group: &Group) {
        self.cost += 1.0;
        let part = self.part(group.abs_layer_bounding_box().to_rect());
        if group.should_isolate() || group.blend_mode() != BlendMode::Normal {
            self.cost += MIN_LAYER_COST + LAYER_COST * part;
        }
        for child in group.children() {
            if self.cost > MAX_COST {
                return;
            }
            match child {
                Node::Path(path) => {
                    self.cost += 1.0;
                    if let Some(fill) = path.fill() {
                        let area = self.part(path.abs_bounding_box());
                        self.cost += area * paint(fill.paint(), fill.opacity().get());
                        self.cost += outline(path.data(), FILLED_CURVE_COST);
                    }
                    if let Some(stroke) = path.stroke() {
                        let area = self.part(path.abs_stroke_bounding_box());
                        self.cost += area * paint(stroke.paint(), stroke.opacity().get());
                        self.cost += outline(path.data(), STROKED_CURVE_COST);
                        self.cost +=
                            stroke.dasharray().map_or(0.0, |dashes| dashes_along(path.data(), dashes) * DASH_COST);
                    }
                }
                Node::Group(inner) => self.add_group(inner),
                // Neither is an allowed element.
                Node::Image(_) | Node::Text(_) => self.cost = f64::INFINITY,
            }
        }
        let mut clip = group.clip_path();
        while let Some(path) = clip.filter(|_| self.cost <= MAX_COST) {
            self.cost += MIN_LAYER_COST + MASK_COST * part;
            self.add_group(path.root());
            clip = path.clip_path();
        }
        let mut mask = group.mask();
        while let Some(one) = mask.filter(|_| self.cost <= MAX_COST) {
            self.cost += MIN_LAYER_COST + MASK_COST * part;
            self.add_group(one.root());
            mask = one.mask();
        }
    }

    /// The part of the picture that a box covers, from 0 to 1.
    fn part(&self, area: Rect) -> f64 {
        let side =
            |from: f32, to: f32, whole: f32| f64::from(to.min(whole) - from.max(0.0)).max(0.0) / f64::from(whole);
        let across = side(area.left(), area.right(), self.size.width());
        let down = side(area.top(), area.bottom(), self.size.height());
        let part = across * down;
        if part.is_finite() { part.min(1.0) } else { 1.0 }
    }
}

/// The cost of filling the whole picture.
fn paint(paint: &Paint, opacity: f32) -> f64 {
    let gradient = |stops: usize| GRADIENT_COST * (1.0 + stops as f64 / STOPS_PER_GRADIENT_COST);
    match paint {
        Paint::Color(_) if opacity < 1.0 => TRANSLUCENT_COST,
        Paint::Color(_) => 1.0,
        Paint::LinearGradient(gradient_of) => gradient(gradient_of.stops().len()),
        Paint::RadialGradient(gradient_of) => gradient(gradient_of.stops().len()),
        // It is not an allowed element.
        Paint::Pattern(_) => f64::INFINITY,
    }
}

fn outline(path: &Path, curve: f64) -> f64 {
    let of_verb = |verb: &PathVerb| if matches!(verb, PathVerb::Quad | PathVerb::Cubic) { curve } else { LINE_COST };
    path.verbs().iter().map(of_verb).sum()
}

/// The largest number of dashes of a line: a curve is not longer than the path along its control points.
fn dashes_along(path: &Path, dashes: &[f32]) -> f64 {
    let pairs = path.points().iter().zip(path.points().iter().skip(1));
    let length: f64 = pairs.map(|(from, to): (&Point, &Point)| f64::from(from.distance(*to))).sum();
    let period: f64 = dashes.iter().map(|dash| f64::from(*dash)).sum();
    let count = length / period * dashes.len() as f64;
    // If the result is not a number, the line cannot be drawn.
    if count.is_finite() && count >= 0.0 { count } else { f64::INFINITY }
}
