//! A page with a letterhead, filled from top to bottom.

use super::latin::Face::{Bold, Regular};
use super::sheet::{Colour, GREY, HEIGHT, INK, MARGIN, PALE, RIGHT, RULE, Sheet, Style, WHITE, WIDTH, style, wrapped};
use super::{Buyer, Seller};

const BODY: Style = style(Regular, 9.5, INK);
const STRONG: Style = style(Bold, 9.5, INK);
const LABEL: Style = style(Regular, 8.0, GREY);
const SMALL: Style = style(Regular, 7.5, GREY);

/// Dark enough for white text.
const COLOURS: [Colour; 7] = [
    [0.09, 0.27, 0.47],
    [0.07, 0.38, 0.36],
    [0.42, 0.16, 0.26],
    [0.25, 0.23, 0.48],
    [0.52, 0.27, 0.08],
    [0.18, 0.24, 0.31],
    [0.16, 0.38, 0.19],
];

/// A page with a letterhead, filled from top to bottom.
pub(super) struct Paper {
    sheet: Sheet,
    colour: Colour,
    /// The next baseline.
    y: f32,
}

impl Paper {
    pub(super) fn begin(seller: &Seller<'_>, kind: &str) -> Self {
        // Each sender has the same colour on all documents.
        let hash = seller.name.bytes().fold(7_usize, |hash, byte| hash.wrapping_mul(31).wrapping_add(byte.into()));
        let colour = COLOURS[hash % COLOURS.len()];
        let mut sheet = Sheet::new();
        sheet.fill(0.0, HEIGHT - 92.0, WIDTH, 92.0, colour);
        sheet.fitted(MARGIN, HEIGHT - 50.0, style(Bold, 21.0, WHITE), 310.0, seller.name);
        sheet.fitted(MARGIN, HEIGHT - 68.0, style(Regular, 8.5, WHITE), 310.0, &seller.address.join("  ·  "));
        sheet.right(RIGHT, HEIGHT - 50.0, style(Bold, 15.0, WHITE), kind);
        Self { sheet, colour, y: HEIGHT - 132.0 }
    }

    /// The receiver to the left, facts to the right.
    pub(super) fn address(&mut self, label: &str, buyer: &Buyer<'_>, facts: &[(&str, &str)]) {
        let (top, room) = (self.y, 270.0);
        self.sheet.text(MARGIN, top, LABEL, label);
        self.sheet.fitted(MARGIN, top - 16.0, style(Bold, 11.0, INK), room, buyer.name);
        let mut left = top - 31.0;
        for line in &buyer.address {
            self.sheet.fitted(MARGIN, left, BODY, room, line);
            left -= 13.5;
        }
        let mut right = top - 2.0;
        for (label, value) in facts {
            self.sheet.text(372.0, right, style(Regular, 9.5, GREY), label);
            self.sheet.right(RIGHT, right, STRONG, value);
            self.sheet.rule(372.0, right - 6.0, RIGHT - 372.0, 0.6, RULE);
            right -= 20.0;
        }
        self.y = left.min(right) - 26.0;
    }

    /// A table whose first column is text and whose other columns are right-aligned, each at its `x`; ends above
    /// `bottom`.
    pub(super) fn table<const N: usize>(&mut self, columns: [(&str, f32); N], rows: Vec<[&str; N]>, bottom: f32) {
        let head = style(Bold, 8.5, WHITE);
        self.sheet.fill(MARGIN, self.y - 7.0, RIGHT - MARGIN, 21.0, self.colour);
        for (index, (name, x)) in columns.iter().enumerate() {
            if index == 0 {
                self.sheet.text(x + 8.0, self.y, head, name)
            } else {
                self.sheet.right(*x, self.y, head, name)
            }
        }
        self.y -= 24.0;
        // The first column may reach to the widest number of the second.
        let room = columns.get(1).map_or(RIGHT, |(_, x)| x - 60.0) - MARGIN - 8.0;
        let count = rows.len();
        for (index, row) in rows.iter().enumerate() {
            let mut lines = wrapped(row[0], BODY, room);
            lines.truncate(4);
            let height = lines.len().max(1) as f32 * BODY.size * 1.4 + 8.0;
            if self.y - height < bottom {
                self.sheet.text(MARGIN + 8.0, self.y, LABEL, &format!("and {} further items", count - index));
                self.y -= 20.0;
                break;
            }
            if index % 2 == 1 {
                self.sheet.fill(MARGIN, self.y - height + 13.0, RIGHT - MARGIN, height, PALE);
            }
            self.sheet.lines(MARGIN + 8.0, self.y, BODY, &lines);
            for (cell, (_, x)) in row.iter().zip(columns).skip(1) {
                self.sheet.right(x, self.y, BODY, cell);
            }
            self.y -= height;
        }
        self.sheet.rule(MARGIN, self.y + 11.0, RIGHT - MARGIN, 0.8, RULE);
        self.y -= 12.0;
    }

    pub(super) fn total(&mut self, label: &str, amount: &str) {
        let left = 330.0;
        self.sheet.fill(left, self.y - 11.0, RIGHT - left, 28.0, PALE);
        self.sheet.fill(left, self.y - 11.0, 3.0, 28.0, self.colour);
        self.sheet.text(left + 14.0, self.y - 1.0, style(Bold, 10.5, INK), label);
        self.sheet.right(RIGHT - 8.0, self.y - 1.0, style(Bold, 12.0, INK), amount);
        self.y -= 44.0;
    }

    pub(super) fn space(&mut self, height: f32) {
        self.y -= height;
    }

    pub(super) fn heading(&mut self, text: &str) {
        self.sheet.fitted(MARGIN, self.y, style(Bold, 13.0, INK), RIGHT - MARGIN, text);
        self.y -= 26.0;
    }

    pub(super) fn text(&mut self, text: &str) {
        let style = style(Regular, 10.0, INK);
        let lines = wrapped(text, style, RIGHT - MARGIN);
        self.y = self.sheet.lines(MARGIN, self.y, style, lines.iter().take(6)) - 8.0;
    }

    pub(super) fn note(&mut self, text: &str) {
        let lines = wrapped(text, BODY, RIGHT - MARGIN);
        self.y = self.sheet.lines(MARGIN, self.y, BODY, lines.iter().take(4)) - 12.0;
    }

    /// Account and reference for the payment.
    pub(super) fn payment(&mut self, seller: &Seller<'_>, reference: &str, due: &str) {
        let height = 66.0;
        let base = self.y - height + 8.0;
        self.sheet.fill(MARGIN, base, RIGHT - MARGIN, height, PALE);
        self.sheet.text(MARGIN + 14.0, base + 46.0, style(Bold, 9.5, self.colour), "Payment details");
        let half = MARGIN + 14.0 + (RIGHT - MARGIN) / 2.0;
        for (x, y, label, value) in [
            (MARGIN + 14.0, 30.0, "Account holder", seller.name),
            (MARGIN + 14.0, 14.0, "IBAN", seller.iban),
            (half, 30.0, "Reference", reference),
            (half, 14.0, "Pay by", due),
        ] {
            self.sheet.text(x, base + y, LABEL, label);
            self.sheet.fitted(x + 68.0, base + y, BODY, 155.0, value);
        }
        self.y = base - 24.0;
    }

    pub(super) fn signature(&mut self, name: &str, date: &str) {
        self.y -= 46.0;
        for (x, label, value) in [(MARGIN, "Date", date), (300.0, "Received by", name)] {
            self.sheet.rule(x, self.y, 200.0, 0.8, GREY);
            self.sheet.text(x, self.y - 12.0, LABEL, label);
            if label == "Date" {
                self.sheet.text(x + 4.0, self.y + 5.0, BODY, value);
            } else {
                self.sheet.scribble(x + 10.0, self.y + 6.0, value);
                self.sheet.fitted(x + 68.0, self.y - 12.0, BODY, 132.0, value);
            }
        }
        self.y -= 40.0;
    }

    pub(super) fn finish(mut self, title: &str, seller: &Seller<'_>, language: &str) -> Vec<u8> {
        self.sheet.rule(MARGIN, 50.0, RIGHT - MARGIN, 0.8, RULE);
        let parts = [seller.name, seller.registration, seller.iban];
        let line = parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join("  ·  ");
        self.sheet.fitted(MARGIN, 37.0, SMALL, RIGHT - MARGIN - 60.0, &line);
        self.sheet.right(RIGHT, 37.0, SMALL, "Page 1 of 1");
        self.sheet.pdf(title, seller.name, language)
    }
}
