//! The cost of reading an SVG, computed before it is interpreted. A short file can cause much work: repeated shapes,
//! nested masks, chained gradients, styles that are compared with every element.

use std::collections::HashMap;

use resvg::usvg::roxmltree::{Document, Node, NodeId};
use simplecss::{AttributeOperator, Element, PseudoClass, StyleSheet};

use super::super::PictureProblem;
use super::{MAX_DEPTH, MAX_ELEMENTS, SVG};

/// Cost of reading a file; an element without references costs 1.
const MAX_COST: u64 = 20_000;
/// Cost of a reference to a mask or a clipping path, in addition to its shapes.
const COST_OF_MASK: u64 = 10;
/// Bytes of an element's attributes that cost 1.
const BYTES_PER_COST: usize = 50;
/// Levels of nested elements and references.
const MAX_FOLLOWED_DEPTH: usize = MAX_DEPTH * 4;
/// Gradients in one chain of references.
const MAX_GRADIENTS_IN_A_ROW: usize = 10;
/// Bytes of the outline of one shape.
const MAX_OUTLINE_BYTES: usize = 500_000;
/// Bytes of a class, and of an element's name.
const MAX_NAME_BYTES: usize = 200;
/// Bytes of any other attribute.
const MAX_ATTRIBUTE_BYTES: usize = 4_000;
/// Bytes of all styles of a file together.
const MAX_STYLE_BYTES: usize = 64 * 1024;
/// Bytes of a selector.
const MAX_SELECTOR_BYTES: usize = 100;
/// Parts of a selector; `g path` has two.
const MAX_SELECTOR_PARTS: usize = 3;
/// Comparisons of selectors with elements for the whole file.
const MAX_COMPARISONS: usize = 1_000_000;

/// Attributes of one element; the reader compares each with all others.
const MAX_ATTRIBUTES: usize = 200;
/// Namespace declarations in one file.
const MAX_NAMESPACES: usize = 500;

const XLINK: &str = "http://www.w3.org/1999/xlink";

/// Refuses a text that would be expensive to parse: the parser compares each element's attributes with one another.
///
/// # Errors
/// What exceeds its limit.
pub(super) fn check_text(text: &str) -> Result<(), PictureProblem> {
    // Attribute values cannot contain `<`.
    let crowded = text.split('<').any(|tag| tag.bytes().filter(|byte| *byte == b'=').count() > MAX_ATTRIBUTES);
    if crowded || text.matches("xmlns").count() > MAX_NAMESPACES {
        return too_much("too many attributes");
    }
    Ok(())
}

/// Refuses a file that would be expensive to interpret as a drawing.
///
/// # Errors
/// What exceeds its limit.
pub(super) fn check<'a>(document: &'a Document<'a>) -> Result<(), PictureProblem> {
    let mut elements = 0_usize;
    for node in document.descendants().filter(Node::is_element) {
        elements += 1;
        if elements > MAX_ELEMENTS as usize || node.ancestors().nth(MAX_DEPTH).is_some() {
            return too_much("too many elements");
        }
        check_lengths(node)?;
    }
    let styles = styles(document, elements)?;
    let named = named(document);
    let all = document.descendants().filter(Node::is_element);
    let targets = all.map(|node| (node.id(), targets(node, &styles, &named))).collect();
    let mut count = Count { targets, known: HashMap::new() };
    if count.has_long_rows(document) {
        return too_much("gradients that build on each other without end");
    }
    match count.of(document.root_element(), 0) {
        Some((cost, _)) if cost <= MAX_COST => Ok(()),
        _ => too_much("shapes that repeat each other without end"),
    }
}

fn too_much<T>(what: &str) -> Result<T, PictureProblem> {
    Err(PictureProblem::NotPlain(what.to_owned()))
}

fn check_lengths(node: Node<'_, '_>) -> Result<(), PictureProblem> {
    if node.tag_name().namespace().is_some_and(|space| space != SVG) {
        return Ok(());
    }
    for attribute in node.attributes() {
        // Data of drawing programs are never read.
        if attribute.namespace().is_some_and(|space| space != XLINK) {
            continue;
        }
        let most = match attribute.name() {
            "d" | "points" => MAX_OUTLINE_BYTES,
            "class" | "id" => MAX_NAME_BYTES,
            _ => MAX_ATTRIBUTE_BYTES,
        };
        if attribute.value().len() > most {
            let name: String = attribute.name().chars().take(30).collect();
            return too_much(&format!("an attribute “{name}” of more than {most} bytes"));
        }
    }
    Ok(())
}

/// The styles of a file, parsed as for drawing, if comparing them with every element is cheap enough.
fn styles<'a>(document: &'a Document<'a>, elements: usize) -> Result<StyleSheet<'a>, PictureProblem> {
    let mut styles = StyleSheet::new();
    let mut bytes = 0_usize;
    for text in document.descendants().filter(|node| node.has_tag_name("style")).filter_map(|node| node.text()) {
        bytes += text.len();
        // Attribute selectors are refused: attributes are long, and no drawing program needs such selectors.
        if bytes > MAX_STYLE_BYTES || text.contains('[') {
            return too_much("a style that is too long or too clever");
        }
        styles.parse_more(text);
    }
    let mut comparisons = 0_usize;
    for rule in &styles.rules {
        let selector = rule.selector.to_string();
        let parts = selector.split([' ', '>', '+']).filter(|part| !part.is_empty()).count();
        if selector.len() > MAX_SELECTOR_BYTES || parts > MAX_SELECTOR_PARTS {
            return too_much("a style that is too long or too clever");
        }
        // Each part except the last is compared with all ancestors.
        let tries = (1..parts).fold(1, |tries, _| tries * MAX_DEPTH);
        comparisons = comparisons.saturating_add(tries.saturating_mul(elements));
    }
    if comparisons > MAX_COMPARISONS { too_much("more styles than shapes") } else { Ok(styles) }
}

/// Elements by id. If several have the same id, readers disagree on which is meant, so all count.
fn named<'a>(document: &'a Document<'a>) -> HashMap<&'a str, Vec<Node<'a, 'a>>> {
    let mut named: HashMap<&str, Vec<Node<'_, '_>>> = HashMap::new();
    for node in document.descendants() {
        if let Some(id) = node.attribute("id") {
            named.entry(id).or_default().push(node);
        }
    }
    named
}

/// The cost of an element with everything it refers to, and the depth of these references.
type Cost = (u64, usize);

/// Computes the cost of elements, following every reference.
struct Count<'a> {
    /// The elements that each element refers to.
    targets: HashMap<NodeId, Vec<Node<'a, 'a>>>,
    /// `None` while an element is being computed: meeting it again means a circle.
    known: HashMap<NodeId, Option<Cost>>,
}

impl<'a> Count<'a> {
    /// The cost of one element; `None` if it refers to itself or is nested too deeply.
    fn of(&mut self, node: Node<'a, 'a>, above: usize) -> Option<Cost> {
        if let Some(cost) = self.known.get(&node.id()) {
            return *cost;
        }
        if above > MAX_FOLLOWED_DEPTH {
            return None;
        }
        self.known.insert(node.id(), None);
        let bytes: usize = node.attributes().map(|attribute| attribute.value().len()).sum();
        let (mut cost, mut deepest) = (1 + (bytes / BYTES_PER_COST) as u64, 0);
        let children: Vec<Node<'_, '_>> = node.children().filter(Node::is_element).collect();
        for one in children.into_iter().chain(self.targets_of(node)) {
            let (inner, levels) = self.of(one, above + 1)?;
            let is_mask = matches!(one.tag_name().name(), "mask" | "clipPath");
            cost = cost.saturating_add(inner).saturating_add(if is_mask { COST_OF_MASK } else { 0 });
            deepest = deepest.max(levels + 1);
        }
        let counted = (deepest <= MAX_FOLLOWED_DEPTH).then_some((cost, deepest));
        self.known.insert(node.id(), counted);
        counted
    }

    /// Whether a chain of gradients is too long. A chain is followed for every shape, including those that inherit the
    /// colour.
    fn has_long_rows(&self, document: &'a Document<'a>) -> bool {
        let is_gradient = |node: &Node<'_, '_>| node.tag_name().name().ends_with("Gradient");
        document.descendants().filter(is_gradient).any(|gradient| {
            let mut row = vec![gradient];
            for _ in 0..MAX_GRADIENTS_IN_A_ROW {
                row = row.into_iter().flat_map(|one| self.targets_of(one)).filter(is_gradient).take(2).collect();
            }
            !row.is_empty()
        })
    }

    fn targets_of(&self, node: Node<'a, 'a>) -> Vec<Node<'a, 'a>> {
        self.targets.get(&node.id()).cloned().unwrap_or_default()
    }
}

/// Everything an element refers to, in any attribute or style: to repeat it, or for masks, clipping and colours.
fn targets<'a>(
    node: Node<'a, 'a>,
    styles: &StyleSheet<'a>,
    named: &HashMap<&'a str, Vec<Node<'a, 'a>>>,
) -> Vec<Node<'a, 'a>> {
    let mut names: Vec<&str> = node.attributes().flat_map(|attribute| references(attribute.value())).collect();
    for rule in styles.rules.iter().filter(|rule| rule.selector.matches(&Styled(node))) {
        names.extend(rule.declarations.iter().flat_map(|declaration| references(declaration.value)));
    }
    names.into_iter().filter_map(|name| named.get(name)).flatten().copied().collect()
}

/// The names after `#` in a value, as in `#a`, `url(#a)` and `url( '#a' ) #fff`. A colour is usually not the id of an
/// element; if it is, counting it does no harm.
fn references(value: &str) -> impl Iterator<Item = &str> {
    let ends = |character: char| character.is_whitespace() || matches!(character, ')' | '"' | '\'' | ';' | ',');
    value.split('#').skip(1).map(move |rest| rest.split(ends).next().unwrap_or_default())
}

/// An element for matching selectors, with the same results as in drawing.
struct Styled<'a>(Node<'a, 'a>);

impl Element for Styled<'_> {
    fn parent_element(&self) -> Option<Self> {
        self.0.parent_element().map(Styled)
    }

    fn prev_sibling_element(&self) -> Option<Self> {
        self.0.prev_sibling_element().map(Styled)
    }

    fn has_local_name(&self, name: &str) -> bool {
        self.0.tag_name().name() == name
    }

    fn attribute_matches(&self, name: &str, operator: AttributeOperator<'_>) -> bool {
        self.0.attribute(name).is_some_and(|value| operator.matches(value))
    }

    fn pseudo_class_matches(&self, class: PseudoClass<'_>) -> bool {
        class == PseudoClass::FirstChild && self.prev_sibling_element().is_none()
    }
}
