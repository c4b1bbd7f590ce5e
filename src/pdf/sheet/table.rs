//! Tables: the widths of columns, and rows as strips.

use krilla::tagging::{TableHeaderScope, Tag};

use super::super::text::{Cell, Span, Table};
use super::letters::{Hand, Line, Setter, Side};
use super::strips::{Cutter, Draw, Strip};
use super::style;
use super::tags::Place;

/// A row taller than this, in points, may be divided between lines.
const MAX_UNDIVIDED_ROW_POINTS: f32 = 220.0;

pub(super) fn cut(cutter: &mut Cutter<'_>, table: &Table, under: Option<Place>, left: f32) {
    let count = table.columns();
    if count == 0 {
        return;
    }
    let widths = columns(cutter.setter, table, style::WIDTH - left);
    let root = cutter.cut.tags.plant(under, Tag::Table);
    cutter.space(if table.head.is_some() { 7.0 } else { 5.0 }, true);
    let mut head = None;
    if let Some(cells) = &table.head {
        let group = cutter.cut.tags.plant(Some(root), Tag::THead);
        let mut strips = row(cutter, table, Some(cells), true, (&widths, left), group);
        strips.iter_mut().for_each(|strip| strip.glued = true);
        cutter.cut.heads.push(strips.clone());
        head = Some(cutter.cut.heads.len() - 1);
        cutter.cut.strips.extend(strips);
    }
    let group = cutter.cut.tags.plant(Some(root), Tag::TBody);
    for cells in &table.rows {
        let mut strips = row(cutter, table, Some(cells), false, (&widths, left), group);
        strips.iter_mut().for_each(|strip| strip.head = head);
        cutter.cut.strips.extend(strips);
    }
    cutter.space(7.0, false);
}

fn rule(left: f32, widths: &[f32], y: f32, colour: (u8, u8, u8), thickness: f32) -> Draw {
    Draw::Rule { x: left, y, width: widths.iter().sum(), thickness, colour }
}

/// One row: a strip for each line of its tallest cell, glued together unless the row is very tall.
fn row(
    cutter: &mut Cutter<'_>,
    table: &Table,
    cells: Option<&Vec<Cell>>,
    is_head: bool,
    (widths, left): (&[f32], f32),
    group: Place,
) -> Vec<Strip> {
    let tag = cutter.cut.tags.plant(Some(group), Tag::TR);
    let mut set: Vec<(f32, Vec<Line>, Place)> = Vec::new();
    let mut x = left;
    for (at, width) in widths.iter().enumerate() {
        let names_row = at == 0 && table.row_heads;
        let place = match (is_head, names_row) {
            (true, _) => cutter.cut.tags.plant(Some(tag), Tag::TH(TableHeaderScope::Column)),
            (false, true) => cutter.cut.tags.plant(Some(tag), Tag::TH(TableHeaderScope::Row)),
            (false, false) => cutter.cut.tags.plant(Some(tag), Tag::TD),
        };
        let spans = cells.and_then(|cells| cells.get(at)).map(|cell| cell.0.as_slice()).unwrap_or_default();
        let hand = hand(table, at, is_head);
        set.push((x + style::CELL.0, cutter.setter.lines(spans, hand, width - 2.0 * style::CELL.0), place));
        x += width;
    }
    let count = set.iter().map(|(_, lines, _)| lines.len()).max().unwrap_or_default().max(1);
    let height = style::cell().size * style::cell().leading;
    let mut strips: Vec<Strip> = (0..count)
        .map(|at| {
            let top = if at == 0 { style::CELL.1 } else { 0.0 };
            let last = at + 1 == count;
            let mut draws: Vec<Draw> = set
                .iter()
                .filter_map(|(x, lines, place)| {
                    let line = lines.get(at)?.clone();
                    Some(Draw::Line { x: *x, y: top, line, place: *place })
                })
                .collect();
            let mut total = top + height;
            if last {
                total += style::CELL.1;
                let (colour, thickness) = if is_head { (style::DEEP, 0.9) } else { (style::HAIR, 0.6) };
                draws.push(rule(left, widths, total, colour, thickness));
            }
            Strip { height: total, draws, glued: !last, ..Strip::default() }
        })
        .collect();
    if strips.iter().map(|strip| strip.height).sum::<f32>() > MAX_UNDIVIDED_ROW_POINTS {
        // Its first two and last two lines still stay together.
        let last = strips.len();
        for (at, strip) in strips.iter_mut().enumerate() {
            strip.glued = at == 0 || at + 2 == last;
        }
    }
    strips
}

fn hand(table: &Table, column: usize, is_head: bool) -> Hand {
    let align = if table.right.get(column) == Some(&true) { Side::Right } else { Side::Left };
    let base = match (is_head, column == 0 && table.row_heads) {
        (true, _) => style::column_head(),
        (false, true) => style::row_head(),
        (false, false) => style::cell(),
    };
    Hand { align, ..base }
}

/// The column widths as given; else the natural widths, and the rest of the page width divided between the columns that
/// must break lines.
fn columns(setter: &mut Setter, table: &Table, measure: f32) -> Vec<f32> {
    let count = table.columns();
    if table.widths.len() == count && table.widths.iter().all(|width| *width > 0) {
        let all: f32 = table.widths.iter().map(|width| f32::from(*width)).sum();
        return table.widths.iter().map(|width| measure * f32::from(*width) / all).collect();
    }
    let mut likes = vec![(24.0_f32, 24.0_f32); count];
    for (is_head, cells) in table.head.iter().map(|cells| (true, cells)).chain(table.rows.iter().map(|c| (false, c))) {
        for (at, like) in likes.iter_mut().enumerate() {
            let spans: &[Span] = cells.get(at).map(|cell| cell.0.as_slice()).unwrap_or_default();
            let (wide, narrow) = setter.widths(spans, hand(table, at, is_head));
            let pad = 2.0 * style::CELL.0 + 1.0;
            *like = (like.0.max(wide + pad), like.1.max(narrow.min(160.0) + pad));
        }
    }
    let wide: f32 = likes.iter().map(|like| like.0).sum();
    let narrow: f32 = likes.iter().map(|like| like.1).sum();
    if wide <= measure {
        let spare = (measure - wide) / wide;
        return likes.iter().map(|like| like.0 * (1.0 + spare)).collect();
    }
    if narrow >= measure {
        return likes.iter().map(|like| like.1 * measure / narrow).collect();
    }
    // Columns narrower than the average get their natural width; the others break lines.
    let fair = measure / count as f32;
    let modest: f32 = likes.iter().map(|like| if like.0 <= fair { like.0 } else { 0.0 }).sum();
    let greedy: f32 = likes.iter().map(|like| if like.0 <= fair { 0.0 } else { like.0 }).sum();
    let share = (measure - modest) / greedy;
    likes.iter().map(|like| if like.0 <= fair { like.0 } else { like.0 * share }).collect()
}
