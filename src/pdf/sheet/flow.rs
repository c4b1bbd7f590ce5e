//! Strips onto pages: nothing glued is torn, table heads come again, no heading stands alone at the foot.

use super::strips::{Cut, Strip};
use super::style;

/// A strip where it stands.
pub(super) struct Placed {
    /// From the top of the page.
    pub y: f32,
    pub strip: Strip,
    /// A repeated table head: seen, but not read twice.
    pub again: bool,
}

/// Places strips. The strips of `cut` are used up.
pub(super) fn flow(cut: &mut Cut) -> Vec<Vec<Placed>> {
    let strips = std::mem::take(&mut cut.strips);
    let room = style::BOTTOM - style::TOP;
    let mut pages: Vec<Vec<Placed>> = vec![Vec::new()];
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
        // A chain longer than a page is torn where the page ends: better than running off it.
        let blank = chain.iter().all(|strip| strip.draws.is_empty());
        if begun && !blank && (turn || (y + height > style::BOTTOM && height <= room)) {
            y = turn_page(&mut pages, chain.first().and_then(|strip| strip.head), cut);
        }
        for strip in chain {
            // Space alone never begins a page, and falls away at its head.
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
                page.push(Placed { y: top, strip, again: false });
            }
        }
    }
    pages
}

fn turn_page(pages: &mut Vec<Vec<Placed>>, head: Option<usize>, cut: &Cut) -> f32 {
    let mut y = style::TOP;
    let mut page = Vec::new();
    for strip in head.and_then(|head| cut.heads.get(head)).into_iter().flatten() {
        page.push(Placed { y, strip: strip.clone(), again: true });
        y += strip.height;
    }
    pages.push(page);
    y
}
