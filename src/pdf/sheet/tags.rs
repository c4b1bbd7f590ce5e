//! The tag tree: headings, paragraphs, lists, tables and figures in reading order.

use krilla::tagging::{Identifier, Node, TagGroup, TagKind, TagTree};

/// A tag, by its index.
pub(super) type Place = usize;

enum Child {
    Branch(Place),
    Leaf(Identifier),
}

/// Tags are created when blocks are cut into strips; content is added when the strips are drawn.
#[derive(Default)]
pub(super) struct Tags {
    branches: Vec<(TagKind, Vec<Child>)>,
    roots: Vec<Place>,
}

impl Tags {
    pub(super) fn plant(&mut self, under: Option<Place>, tag: impl Into<TagKind>) -> Place {
        let place = self.branches.len();
        self.branches.push((tag.into(), Vec::new()));
        match under.and_then(|under| self.branches.get_mut(under)) {
            Some((_, children)) => children.push(Child::Branch(place)),
            None => self.roots.push(place),
        }
        place
    }

    pub(super) fn grow(&mut self, place: Place, leaf: Identifier) {
        if let Some((_, children)) = self.branches.get_mut(place) {
            children.push(Child::Leaf(leaf));
        }
    }

    pub(super) fn rename(&mut self, place: Place, tag: impl Into<TagKind>) {
        if let Some((kind, _)) = self.branches.get_mut(place) {
            *kind = tag.into();
        }
    }

    pub(super) fn tree(self) -> TagTree {
        let mut tree = TagTree::new();
        for root in &self.roots {
            if let Some(node) = self.node(*root) {
                tree.push(node);
            }
        }
        tree
    }

    /// The recursion is limited by the nesting of lists.
    fn node(&self, place: Place) -> Option<Node> {
        let (kind, children) = self.branches.get(place)?;
        let mut group = TagGroup::new(kind.clone());
        for child in children {
            match child {
                Child::Branch(place) => self.node(*place).into_iter().for_each(|node| group.push(node)),
                Child::Leaf(leaf) => group.push(*leaf),
            }
        }
        Some(Node::Group(group))
    }
}
