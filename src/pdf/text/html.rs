//! Blocks as HTML, for the page on which an agreement is read. Everything is escaped; values never contain markup.

use super::block::{Block, Cell, Item, Mark, Span, Table};

/// Writes blocks as HTML. `highest` is the HTML level of a first-level heading (2 if the page has its own title).
/// Numbers and labels are those of the PDF.
pub fn html(blocks: &[Block], highest: u8) -> String {
    let mut out = String::new();
    write_blocks(&mut out, blocks, highest);
    out
}

fn write_blocks(out: &mut String, blocks: &[Block], highest: u8) {
    for block in blocks {
        match block {
            Block::Heading { level, number, text } => {
                let tag = format!("h{}", (level.saturating_sub(1) + highest).clamp(1, 6));
                out.push_str(&format!("<{tag}>"));
                if let Some(number) = number {
                    out.push_str(&format!("<span class=\"clause\">{number}</span> "));
                }
                write_spans(out, text);
                out.push_str(&format!("</{tag}>\n"));
            }
            Block::Paragraph(text) => {
                out.push_str("<p>");
                write_spans(out, text);
                out.push_str("</p>\n");
            }
            Block::List(items) => write_list(out, items, highest),
            Block::Table(table) => write_table(out, table),
            Block::Mark(mark) => write_mark(out, mark),
            Block::PageBreak => {}
        }
    }
}

fn write_list(out: &mut String, items: &[Item], highest: u8) {
    let first = items.first();
    let tag = match first.map(|item| (item.number, item.depth % 3)) {
        Some((Some(start), depth)) => {
            let kind = ["1", "a", "i"].get(usize::from(depth)).copied().unwrap_or("1");
            out.push_str(&format!("<ol type=\"{kind}\" start=\"{start}\">\n"));
            "ol"
        }
        _ => {
            out.push_str("<ul>\n");
            "ul"
        }
    };
    for item in items {
        out.push_str("<li>");
        match item.body.as_slice() {
            [Block::Paragraph(text)] => write_spans(out, text),
            body => write_blocks(out, body, highest),
        }
        out.push_str("</li>\n");
    }
    out.push_str(&format!("</{tag}>\n"));
}

fn write_table(out: &mut String, table: &Table) {
    out.push_str("<div class=\"table-scroll\" tabindex=\"0\"><table>\n");
    let columns = table.columns();
    let class = |at: usize| if table.right.get(at) == Some(&true) { " class=\"number\"" } else { "" };
    if let Some(head) = &table.head {
        out.push_str("<thead><tr>");
        for at in 0..columns {
            out.push_str(&format!("<th scope=\"col\"{}>", class(at)));
            write_cell(out, head.get(at));
            out.push_str("</th>");
        }
        out.push_str("</tr></thead>\n");
    }
    out.push_str("<tbody>\n");
    for row in &table.rows {
        out.push_str("<tr>");
        for at in 0..columns {
            let (open, close) = if at == 0 && table.row_heads { ("th scope=\"row\"", "th") } else { ("td", "td") };
            out.push_str(&format!("<{open}{}>", class(at)));
            write_cell(out, row.get(at));
            out.push_str(&format!("</{close}>"));
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody></table></div>\n");
}

fn write_cell(out: &mut String, cell: Option<&Cell>) {
    if let Some(Cell(spans)) = cell {
        write_spans(out, spans);
    }
}

fn write_mark(out: &mut String, mark: &Mark) {
    match mark {
        Mark::Typed(name) => {
            out.push_str("<p class=\"signature\"><bdi>");
            escape(out, name);
            out.push_str("</bdi></p>\n");
        }
        Mark::Drawn { strokes, field: (width, height), alternative } => {
            out.push_str(&format!(
                "<svg class=\"signature\" role=\"img\" viewBox=\"0 0 {width} {height}\" aria-label=\""
            ));
            escape(out, alternative);
            out.push_str(
                "\"><path fill=\"none\" stroke=\"currentColor\" stroke-width=\"2\" stroke-linecap=\"round\" d=\"",
            );
            for stroke in strokes {
                for (at, (x, y)) in stroke.iter().enumerate() {
                    out.push_str(&format!("{}{x} {y}", if at == 0 { "M" } else { "L" }));
                }
            }
            out.push_str("\"/></svg>\n");
        }
    }
}

fn write_spans(out: &mut String, spans: &[Span]) {
    for span in spans {
        let traits = span.traits;
        let around = [(traits.strong, "strong"), (traits.emphasis, "em"), (traits.value, "bdi")];
        for (_, tag) in around.iter().filter(|(on, _)| *on) {
            out.push_str(&format!("<{tag}>"));
        }
        escape(out, &span.text);
        for (_, tag) in around.iter().rev().filter(|(on, _)| *on) {
            out.push_str(&format!("</{tag}>"));
        }
    }
}

fn escape(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' => out.push_str("<br>"),
            c => out.push(c),
        }
    }
}
