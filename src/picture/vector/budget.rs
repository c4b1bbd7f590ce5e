//! What an SVG asks for, worked out before it is read as a drawing. A short file can ask for a great deal: shapes that
//! repeat each other, masks within masks, gradients upon gradients, styles that are compared with every element.

use std::collections::HashMap;

use resvg::usvg::roxmltree::{Document, Node, NodeId};
use simplecss::{AttributeOperator, Element, PseudoClass, StyleSheet};

use super::super::PictureProblem;
use super::{DEEPEST, MOST_ELEMENTS, SVG};

/// What a file may cost to read; an element without references costs one.
const MOST_COST: u64 = 20_000;
/// What a reference to a mask or a clipping path costs besides its shapes.
const COST_OF_MASK: u64 = 10;
/// Bytes of an element's attributes that cost as much as one more element.
const BYTES_PER_COST: usize = 50;
/// How many levels of elements and references may lie in each other.
const DEEPEST_FOLLOWED: usize = DEEPEST * 4;
/// Gradients that may build on each other in a row.
const MOST_GRADIENTS_IN_A_ROW: usize = 10;
/// The longest outline of one shape, in bytes.
const LONGEST_OUTLINE_BYTES: usize = 500_000;
/// The longest class and the longest name of an element, in bytes.
const LONGEST_NAME_BYTES: usize = 200;
/// The longest of all other attributes, in bytes.
const LONGEST_ATTRIBUTE_BYTES: usize = 4_000;
/// All styles of a file together, in bytes.
const MOST_STYLE_BYTES: usize = 64 * 1024;
/// The longest selector, in bytes.
const LONGEST_SELECTOR_BYTES: usize = 100;
/// Parts of a selector, such as two in `g path`.
const MOST_SELECTOR_PARTS: usize = 3;
/// Comparisons of a selector with an element that reading the file may take.
const MOST_COMPARISONS: usize = 1_000_000;

/// Attributes of one element; reading compares each with all others.
const MOST_ATTRIBUTES: usize = 200;
/// Declarations of namespaces in one file.
const MOST_NAMESPACES: usize = 500;

const XLINK: &str = "http://www.w3.org/1999/xlink";

/// Refuses a text that would cost too much to take apart: each element's attributes are compared with one another.
///
/// # Errors
/// What there is too much of.
pub(super) fn check_text(text: &str) -> Result<(), PictureProblem> {
    // No attribute can hold a `<`.
    let crowded = text.split('<').any(|tag| tag.bytes().filter(|byte| *byte == b'=').count() > MOST_ATTRIBUTES);
    if crowded || text.matches("xmlns").count() > MOST_NAMESPACES {
        return too_much("too many attributes");
    }
    Ok(())
}

/// Refuses a file that would cost too much to read as a drawing.
///
/// # Errors
/// What there is too much of.
pub(super) fn check<'a>(document: &'a Document<'a>) -> Result<(), PictureProblem> {
    let mut elements = 0_usize;
    for node in document.descendants().filter(Node::is_element) {
        elements += 1;
        if elements > MOST_ELEMENTS as usize || node.ancestors().nth(DEEPEST).is_some() {
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
        Some((cost, _)) if cost <= MOST_COST => Ok(()),
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
        // What drawing programs note for themselves is never looked at.
        if attribute.namespace().is_some_and(|space| space != XLINK) {
            continue;
        }
        let most = match attribute.name() {
            "d" | "points" => LONGEST_OUTLINE_BYTES,
            "class" | "id" => LONGEST_NAME_BYTES,
            _ => LONGEST_ATTRIBUTE_BYTES,
        };
        if attribute.value().len() > most {
            let name: String = attribute.name().chars().take(30).collect();
            return too_much(&format!("an attribute “{name}” of more than {most} bytes"));
        }
    }
    Ok(())
}

/// The styles of a file, read as the drawing will read them, if comparing them with every element costs little enough.
fn styles<'a>(document: &'a Document<'a>, elements: usize) -> Result<StyleSheet<'a>, PictureProblem> {
    let mut styles = StyleSheet::new();
    let mut bytes = 0_usize;
    for text in document.descendants().filter(|node| node.has_tag_name("style")).filter_map(|node| node.text()) {
        bytes += text.len();
        // Attributes are long, and comparing them with selectors is not needed by any drawing program.
        if bytes > MOST_STYLE_BYTES || text.contains('[') {
            return too_much("a style that is too long or too clever");
        }
        styles.parse_more(text);
    }
    let mut comparisons = 0_usize;
    for rule in &styles.rules {
        let selector = rule.selector.to_string();
        let parts = selector.split([' ', '>', '+']).filter(|part| !part.is_empty()).count();
        if selector.len() > LONGEST_SELECTOR_BYTES || parts > MOST_SELECTOR_PARTS {
            return too_much("a style that is too long or too clever");
        }
        // Each part but the last is looked for among all elements around.
        let tries = (1..parts).fold(1, |tries, _| tries * DEEPEST);
        comparisons = comparisons.saturating_add(tries.saturating_mul(elements));
    }
    if comparisons > MOST_COMPARISONS { too_much("more styles than shapes") } else { Ok(styles) }
}

/// Elements by name. Of several with one name, readers differ about which is meant: all of them count.
fn named<'a>(document: &'a Document<'a>) -> HashMap<&'a str, Vec<Node<'a, 'a>>> {
    let mut named: HashMap<&str, Vec<Node<'_, '_>>> = HashMap::new();
    for node in document.descendants() {
        if let Some(id) = node.attribute("id") {
            named.entry(id).or_default().push(node);
        }
    }
    named
}

/// What an element costs with everything it refers to, and how many levels deep that goes.
type Cost = (u64, usize);

/// Counts what elements cost, every reference followed.
struct Count<'a> {
    /// What each element refers to.
    targets: HashMap<NodeId, Vec<Node<'a, 'a>>>,
    /// `None` for an element that is being counted: whoever meets it again has gone in a circle.
    known: HashMap<NodeId, Option<Cost>>,
}

impl<'a> Count<'a> {
    /// What one element costs; `None` when it has no end, or goes too deep.
    fn of(&mut self, node: Node<'a, 'a>, above: usize) -> Option<Cost> {
        if let Some(cost) = self.known.get(&node.id()) {
            return *cost;
        }
        if above > DEEPEST_FOLLOWED {
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
        let counted = (deepest <= DEEPEST_FOLLOWED).then_some((cost, deepest));
        self.known.insert(node.id(), counted);
        counted
    }

    /// Whether gradients build on each other in rows that are too long. A row is followed for every shape, those that
    /// only inherit the colour, too.
    fn has_long_rows(&self, document: &'a Document<'a>) -> bool {
        let is_gradient = |node: &Node<'_, '_>| node.tag_name().name().ends_with("Gradient");
        document.descendants().filter(is_gradient).any(|gradient| {
            let mut row = vec![gradient];
            for _ in 0..MOST_GRADIENTS_IN_A_ROW {
                row = row.into_iter().flat_map(|one| self.targets_of(one)).filter(is_gradient).take(2).collect();
            }
            !row.is_empty()
        })
    }

    fn targets_of(&self, node: Node<'a, 'a>) -> Vec<Node<'a, 'a>> {
        self.targets.get(&node.id()).cloned().unwrap_or_default()
    }
}

/// Everything an element refers to, in whichever attribute or style: to repeat it, to be masked, clipped, coloured.
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

/// The names after `#` in a value, as in `#a`, `url(#a)` and `url( '#a' ) #fff`. A colour is no element's name, or
/// counts for nothing more than that element.
fn references(value: &str) -> impl Iterator<Item = &str> {
    let ends = |character: char| character.is_whitespace() || matches!(character, ')' | '"' | '\'' | ';' | ',');
    value.split('#').skip(1).map(move |rest| rest.split(ends).next().unwrap_or_default())
}

/// An element as the styles see it: the same answers that the drawing gives them.
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
