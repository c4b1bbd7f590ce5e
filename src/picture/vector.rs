//! SVG: checked against a list of allowed elements, then drawn. Only pixels leave this module; the uploaded file is
//! never sent to a browser.

mod budget;
mod drawing;

use image::{DynamicImage, Rgba, RgbaImage};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::roxmltree::{Document, Node, ParsingOptions};
use resvg::usvg::{Options, Tree};

use super::PictureProblem;

const SVG: &str = "http://www.w3.org/2000/svg";
/// Elements in one file.
const MAX_ELEMENTS: u32 = 5_000;
/// Nesting of elements; each may need a layer of its own.
const MAX_DEPTH: usize = 40;

/// Elements that draw or colour shapes, or have no effect.
const ELEMENTS: [&str; 22] = [
    "svg",
    "g",
    "defs",
    "symbol",
    "use",
    "path",
    "rect",
    "circle",
    "ellipse",
    "line",
    "polyline",
    "polygon",
    "linearGradient",
    "radialGradient",
    "stop",
    "clipPath",
    "mask",
    "title",
    "desc",
    "metadata",
    "style",
    "switch",
];

/// Draws an SVG, scaled to fit the given size.
pub(super) fn draw(bytes: &[u8], (wide, high): (u32, u32)) -> Result<DynamicImage, PictureProblem> {
    let text = std::str::from_utf8(bytes).map_err(|_| PictureProblem::Unknown)?;
    if !text.contains("<svg") {
        return Err(PictureProblem::Unknown);
    }
    // A document type could define entities that expand without end. One without definitions is harmless, but not
    // needed.
    if text.to_ascii_lowercase().contains("<!doctype") || text.contains("<!ENTITY") {
        return Err(PictureProblem::NotPlain("a document type".to_owned()));
    }
    budget::check_text(text)?;
    let options = ParsingOptions { allow_dtd: false, nodes_limit: MAX_ELEMENTS * 4, ..ParsingOptions::default() };
    let document = Document::parse_with_options(text, options).map_err(|_| PictureProblem::Broken)?;
    look_through(&document)?;
    budget::check(&document)?;
    let options = Options { resources_dir: None, ..Options::default() };
    let tree = Tree::from_xmltree(&document, &options).map_err(|_| PictureProblem::Broken)?;
    drawing::check(&tree)?;
    let size = tree.size();
    let scale = (wide as f32 / size.width()).min(high as f32 / size.height());
    if !scale.is_finite() || scale <= 0.0 {
        return Err(PictureProblem::Broken);
    }
    // A size in pixels, from 1 to the largest allowed.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the box")]
    let whole = |length: f32, most: u32| ((length * scale).round() as u32).clamp(1, most);
    let mut drawn = Pixmap::new(whole(size.width(), wide), whole(size.height(), high)).ok_or(PictureProblem::Broken)?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut drawn.as_mut());
    let mut picture = RgbaImage::new(drawn.width(), drawn.height());
    for (to, from) in picture.pixels_mut().zip(drawn.pixels()) {
        let colour = from.demultiply();
        *to = Rgba([colour.red(), colour.green(), colour.blue(), colour.alpha()]);
    }
    if picture.pixels().all(|pixel| pixel.0[3] == 0) {
        return Err(PictureProblem::NotPlain("no shape that can be seen".to_owned()));
    }
    Ok(DynamicImage::ImageRgba8(picture))
}

/// Checks that the file has only shapes. Data of drawing programs in their own namespaces are ignored, because they are
/// never drawn.
fn look_through(document: &Document<'_>) -> Result<(), PictureProblem> {
    let not_plain = |what: String| Err(PictureProblem::NotPlain(what));
    for node in document.descendants().filter(Node::is_element) {
        let name = node.tag_name();
        // Styles are read in any namespace.
        if name.name() == "style" && node.text().is_some_and(leads_out) {
            return not_plain("a style that fetches something".to_owned());
        }
        // An element without a namespace is drawn like an SVG element.
        if name.namespace().is_some_and(|space| space != SVG) {
            continue;
        }
        if !ELEMENTS.contains(&name.name()) {
            return not_plain(format!("<{}>", name.name().chars().take(30).collect::<String>()));
        }
        for attribute in node.attributes() {
            let is_handler = attribute.name().get(..2).is_some_and(|start| start.eq_ignore_ascii_case("on"));
            let is_link = attribute.name() == "href" && !attribute.value().trim_start().starts_with('#');
            if is_handler || is_link || leads_out(attribute.value()) {
                return not_plain(format!("the attribute “{}”", attribute.name().chars().take(30).collect::<String>()));
            }
        }
    }
    Ok(())
}

/// Whether a style refers to something outside of the file.
fn leads_out(style: &str) -> bool {
    let style = style.to_ascii_lowercase();
    let outside = |rest: &str| !rest.trim_start_matches([' ', '"', '\'']).starts_with('#');
    style.contains("@import") || style.contains("javascript:") || style.split("url(").skip(1).any(outside)
}
