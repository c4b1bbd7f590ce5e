//! Any table as CSV, in the same format as the cases: UTF-8 with byte-order mark, CRLF, RFC 4180; the kind of a cell
//! decides whether it is guarded against formulas.

use std::io::{self, Write};

use chrono::NaiveDate;

use super::csv::{BYTE_ORDER_MARK, Number, guarded, into_io, writer};

/// A cell of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Free text; guarded against formulas.
    Text(String),
    /// A decimal number.
    Number(Number),
    /// A calendar day, `2026-11-21`.
    Date(NaiveDate),
    /// An empty cell.
    Empty,
}

impl Cell {
    /// A text, or an empty cell.
    pub fn text(text: Option<impl Into<String>>) -> Self {
        text.map_or(Self::Empty, |text| Self::Text(text.into()))
    }
}

/// A table, written line by line.
pub struct Sheet<W: Write> {
    lines: ::csv::Writer<W>,
}

impl<W: Write> Sheet<W> {
    /// Writes the header.
    ///
    /// # Errors
    /// Any error of `out`.
    pub fn begin(mut out: W, header: &[&str]) -> io::Result<Self> {
        out.write_all(BYTE_ORDER_MARK)?;
        let mut lines = writer(out);
        lines.write_record(header).map_err(into_io)?;
        Ok(Self { lines })
    }

    /// Writes a line; one cell for each column.
    ///
    /// # Errors
    /// Any error of `out`; a line that is longer or shorter than the header.
    pub fn line(&mut self, cells: &[Cell]) -> io::Result<()> {
        let texts = cells.iter().map(|cell| match cell {
            Cell::Text(text) => guarded(text).into_owned(),
            Cell::Number(number) => number.as_str().to_owned(),
            Cell::Date(day) => day.format("%Y-%m-%d").to_string(),
            Cell::Empty => String::new(),
        });
        self.lines.write_record(texts).map_err(into_io)
    }

    /// Flushes everything.
    ///
    /// # Errors
    /// Any error of the writer.
    pub fn end(mut self) -> io::Result<()> {
        self.lines.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_guarded_and_numbers_are_not() {
        let mut out = Vec::new();
        let mut sheet = Sheet::begin(&mut out, &["who", "amount", "day", "note"]).expect("a header");
        let day = NaiveDate::from_ymd_opt(2026, 11, 21).expect("a day");
        let amount = Number::from_minor(-1250, 2);
        sheet
            .line(&[Cell::Text("=1+1".to_owned()), Cell::Number(amount), Cell::Date(day), Cell::Empty])
            .expect("a line");
        assert!(sheet.line(&[Cell::Empty]).is_err(), "a line too short");
        sheet.end().expect("an end");
        let text = String::from_utf8(out).expect("UTF-8");
        assert!(text.starts_with("\u{feff}who,amount,day,note\r\n'=1+1,-12.50,2026-11-21,\r\n"), "{text}");
    }
}
