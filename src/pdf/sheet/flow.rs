//! Distributes strips over pages: glued strips stay together, table heads are repeated, headings are never last on a
//! page.

use super::strips::{Cut, Strip};
use super::style;

/// A strip with its position.
pub(super) struct PlacedStrip {
    /// Distance from the top of the page, in points.
    pub y: f32,
    pub strip: Strip,
    /// A repeated table head: visible, but not read aloud again.
    pub again: bool,
}

/// Places the strips. Takes the strips out of `cut`.
pub(super) fn flow(cut: &mut Cut) -> Vec<Vec<PlacedStrip>> {
    let strips = std::mem::take(&mut cut.strips);
    let room = style::BOTTOM - style::TOP;
    let mut pages: Vec<Vec<PlacedStrip>> = vec![Vec::new()];
    let mut y = style::TOP;
    let mut rest = strips.into_iter().peekable();
    while let Some(first) = rest.next() {
        let mut chain = vec![first];
        while chain.last().is_some_and(|strip| strip.glued) && rest.peek().is_some_and(|next| !next.turn) {
            chain.extend(rest.next());
        }
        let height: f32 = chain.iter().map(|strip| strip.before + strip.height).sum();
        let begun = pages.last().is_some_and(|page| !page.is_empty());
        let turn = chain.first().is_some_and(|strip| strip.turn);
        // Glued strips longer than a page are separated at the end of the page; otherwise they would not fit.
        let blank = chain.iter().all(|strip| strip.draws.is_empty());
        if begun && !blank && (turn || (y + height > style::BOTTOM && height <= room)) {
            y = turn_page(&mut pages, chain.first().and_then(|strip| strip.head), cut);
        }
        for strip in chain {
            // Space alone never starts a page and is dropped at its top.
            if strip.draws.is_empty() {
                y += if pages.last().is_none_or(Vec::is_empty) { 0.0 } else { strip.height };
                continue;
            }
            if y + strip.before + strip.height > style::BOTTOM && pages.last().is_some_and(|page| !page.is_empty()) {
                y = turn_page(&mut pages, strip.head, cut);
            }
            let at_top = pages.last().is_none_or(Vec::is_empty);
            let top = if at_top { y } else { y + strip.before };
            y = top + strip.height;
            if let Some(page) = pages.last_mut() {
                page.push(PlacedStrip { y: top, strip, again: false });
            }
        }
    }
    pages
}

fn turn_page(pages: &mut Vec<Vec<PlacedStrip>>, head: Option<usize>, cut: &Cut) -> f32 {
    let mut y = style::TOP;
    let mut page = Vec::new();
    for strip in head.and_then(|head| cut.heads.get(head)).into_iter().flatten() {
        page.push(PlacedStrip { y, strip: strip.clone(), again: true });
        y += strip.height;
    }
    pages.push(page);
    y
}
