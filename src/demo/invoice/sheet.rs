//! One A4 page: text, lines and boxes, in points from the lower left corner.

use pdf_writer::{Content, Name, Pdf, Rect, Ref, Str, TextStr};

use super::latin::{Face, encode};

pub(crate) const WIDTH: f32 = 595.0;
pub(crate) const HEIGHT: f32 = 842.0;
/// The margins at the left and right.
pub(crate) const MARGIN: f32 = 54.0;
pub(crate) const RIGHT: f32 = WIDTH - MARGIN;

/// Red, green and blue from 0 to 1.
pub(crate) type Colour = [f32; 3];
pub(crate) const INK: Colour = [0.13, 0.15, 0.19];
pub(crate) const GREY: Colour = [0.42, 0.45, 0.50];
pub(crate) const RULE: Colour = [0.84, 0.86, 0.89];
pub(crate) const PALE: Colour = [0.955, 0.962, 0.972];
pub(crate) const WHITE: Colour = [1.0, 1.0, 1.0];

/// A text style.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Style {
    pub face: Face,
    pub size: f32,
    pub colour: Colour,
}

pub(crate) const fn style(face: Face, size: f32, colour: Colour) -> Style {
    Style { face, size, colour }
}

/// A page being drawn.
pub(crate) struct Sheet {
    content: Content,
}

impl Sheet {
    pub(crate) fn new() -> Self {
        Self { content: Content::new() }
    }

    /// Draws a line of text with its left end and baseline at the point.
    pub(crate) fn text(&mut self, x: f32, y: f32, style: Style, text: &str) {
        self.show(x, y, style, &encode(text));
    }

    /// Draws a line of text with its right end at the point.
    pub(crate) fn right(&mut self, x: f32, y: f32, style: Style, text: &str) {
        let bytes = encode(text);
        self.show(x - style.face.width(&bytes, style.size), y, style, &bytes);
    }

    /// Draws a line of text, in a smaller size if it would be wider than `room`.
    pub(crate) fn fitted(&mut self, x: f32, y: f32, style: Style, room: f32, text: &str) {
        let bytes = encode(text);
        let width = style.face.width(&bytes, style.size);
        let size = if width > room { style.size * room / width } else { style.size };
        self.show(x, y, Style { size, ..style }, &bytes);
    }

    /// Draws lines below each other; returns the baseline below the last.
    pub(crate) fn lines<'a>(
        &mut self,
        x: f32,
        y: f32,
        style: Style,
        lines: impl IntoIterator<Item = &'a Vec<u8>>,
    ) -> f32 {
        lines.into_iter().fold(y, |y, line| {
            self.show(x, y, style, line);
            y - style.size * 1.4
        })
    }

    fn show(&mut self, x: f32, y: f32, style: Style, bytes: &[u8]) {
        let font = match style.face {
            Face::Regular => Name(b"F1"),
            Face::Bold => Name(b"F2"),
        };
        let [red, green, blue] = style.colour;
        self.content.begin_text();
        self.content.set_font(font, style.size).set_fill_rgb(red, green, blue);
        self.content.next_line(x, y).show(Str(bytes));
        self.content.end_text();
    }

    /// Fills a rectangle; `y` is its lower edge.
    pub(crate) fn fill(&mut self, x: f32, y: f32, width: f32, height: f32, [red, green, blue]: Colour) {
        self.content.set_fill_rgb(red, green, blue).rect(x, y, width, height).fill_nonzero();
    }

    /// Draws a horizontal line.
    pub(crate) fn rule(&mut self, x: f32, y: f32, width: f32, thickness: f32, [red, green, blue]: Colour) {
        self.content.set_stroke_rgb(red, green, blue).set_line_width(thickness);
        self.content.move_to(x, y).line_to(x + width, y).stroke();
    }

    /// Draws a scribble like a signature; the same for the same name.
    pub(crate) fn scribble(&mut self, x: f32, y: f32, name: &str) {
        self.content.set_stroke_rgb(0.10, 0.16, 0.45).set_line_width(1.1).move_to(x, y + 4.0);
        let mut at = x;
        for (index, byte) in encode(name).into_iter().filter(u8::is_ascii_alphabetic).take(9).enumerate() {
            let lift = f32::from(byte % 7) * 2.2 + if index == 0 { 14.0 } else { 4.0 };
            let drop = f32::from(byte % 5) * 1.6;
            let next = at + 7.0 + f32::from(byte % 4) * 2.0;
            self.content.cubic_to(at + 1.0, y + lift, at + 6.0, y + lift, at + 5.0, y - drop);
            self.content.cubic_to(at + 4.0, y - drop - 3.0, next, y - drop, next, y + 4.0);
            at = next;
        }
        self.content.stroke();
    }

    /// The finished file. It has no date and no random id, so that the same page gives the same bytes.
    pub(crate) fn pdf(self, title: &str, author: &str, language: &str) -> Vec<u8> {
        let [catalog, pages, page, content, regular, bold, info] = [1, 2, 3, 4, 5, 6, 7].map(Ref::new);
        let mut pdf = Pdf::new();
        pdf.catalog(catalog).pages(pages).lang(TextStr(language));
        pdf.pages(pages).kids([page]).count(1);
        let mut leaf = pdf.page(page);
        leaf.media_box(Rect::new(0.0, 0.0, WIDTH, HEIGHT)).parent(pages).contents(content);
        leaf.resources().fonts().pair(Name(b"F1"), regular).pair(Name(b"F2"), bold);
        drop(leaf);
        for (font, name) in [(regular, Name(b"Helvetica")), (bold, Name(b"Helvetica-Bold"))] {
            pdf.type1_font(font).base_font(name).encoding_predefined(Name(b"WinAnsiEncoding"));
        }
        pdf.stream(content, &self.content.finish());
        pdf.document_info(info).title(TextStr(title)).author(TextStr(author));
        pdf.finish()
    }
}

/// Breaks text into lines no wider than `room`; a longer word is cut.
pub(crate) fn wrapped(text: &str, style: Style, room: f32) -> Vec<Vec<u8>> {
    let fits = |line: &[u8]| style.face.width(line, style.size) <= room;
    let mut lines = Vec::new();
    for paragraph in text.lines() {
        let mut line: Vec<u8> = Vec::new();
        for word in paragraph.split_whitespace().map(encode) {
            let longer = if line.is_empty() { word.clone() } else { [&line[..], b" ", &word].concat() };
            if fits(&longer) {
                line = longer;
                continue;
            }
            if !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            for byte in word {
                if !line.is_empty() && !fits(&[&line[..], &[byte]].concat()) {
                    lines.push(std::mem::take(&mut line));
                }
                line.push(byte);
            }
        }
        lines.push(line);
    }
    lines
}
