//! Tables that people upload: CSV in the usual spellings, and the first sheet of an XLSX file.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};

use super::csv::BYTE_ORDER_MARK;
use crate::domain::import::{MAX_CELL_CHARACTERS, MAX_COLUMNS, MAX_ROWS};

/// Bytes of an XLSX file when it is unpacked. A sheet of the largest size has much less.
const MAX_UNPACKED_BYTES: u64 = 200 * 1024 * 1024;

/// A table as it was read. Every row has one cell for each header.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// The first row.
    pub headers: Vec<String>,
    /// The others; empty rows are left out.
    pub rows: Vec<Vec<String>>,
}

/// Why a file is not a table.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TableProblem {
    /// It cannot be read.
    #[error("This file is neither CSV nor XLSX, or it is damaged.")]
    Unreadable,
    /// Its letters are not UTF-8.
    #[error("The letters of this file cannot be read. Save it as CSV in UTF-8, or as XLSX.")]
    NotUtf8,
    /// It has no rows besides the header.
    #[error("The file is empty. It needs a row of headings and a row for each case.")]
    Empty,
    /// It has too many rows.
    #[error("The file has more than {MAX_ROWS} rows. Split it.")]
    TooManyRows,
    /// It has too many columns.
    #[error("The file has more than {MAX_COLUMNS} columns.")]
    TooManyColumns,
    /// A cell is too long.
    #[error("Row {0} has a cell of more than {MAX_CELL_CHARACTERS} characters.")]
    LongCell(usize),
    /// Unpacked, the file is too large.
    #[error("The file is too large when it is unpacked.")]
    TooLarge,
}

/// Reads a table. XLSX is known by its first bytes, everything else is taken as CSV.
///
/// # Errors
/// The file is damaged, too large, or empty.
pub fn read(bytes: &[u8]) -> Result<Table, TableProblem> {
    let rows = if bytes.starts_with(b"PK\x03\x04") { read_sheet(bytes)? } else { read_csv(bytes)? };
    let mut rows = rows.into_iter().filter(|row| row.iter().any(|cell| !cell.is_empty()));
    let headers = rows.next().ok_or(TableProblem::Empty)?;
    let width = headers.iter().rposition(|header| !header.is_empty()).map_or(0, |last| last + 1);
    if width > MAX_COLUMNS {
        return Err(TableProblem::TooManyColumns);
    }
    let fit = |mut row: Vec<String>| {
        row.resize(width, String::new());
        row
    };
    let rows: Vec<Vec<String>> = rows.map(fit).collect();
    if rows.is_empty() {
        return Err(TableProblem::Empty);
    }
    Ok(Table { headers: fit(headers), rows })
}

/// The separator of a CSV file: of comma, semicolon and tab the one that the first line has most of.
fn separator(text: &str) -> u8 {
    let line = text.lines().next().unwrap_or_default();
    let of = |separator: char| line.matches(separator).count();
    [(b',', of(',')), (b';', of(';')), (b'\t', of('\t'))]
        .into_iter()
        .rev()
        .max_by_key(|(_, count)| *count)
        .map_or(b',', |(separator, _)| separator)
}

fn read_csv(bytes: &[u8]) -> Result<Vec<Vec<String>>, TableProblem> {
    let bytes = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|_| TableProblem::NotUtf8)?;
    if text.contains('\0') {
        return Err(TableProblem::Unreadable);
    }
    let mut reader = ::csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator(text))
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|_| TableProblem::Unreadable)?;
        push(&mut rows, record.iter().map(|cell| cell.trim().to_owned()))?;
    }
    Ok(rows)
}

fn push(rows: &mut Vec<Vec<String>>, cells: impl Iterator<Item = String>) -> Result<(), TableProblem> {
    // One more than the rows: the header.
    if rows.len() > MAX_ROWS {
        return Err(TableProblem::TooManyRows);
    }
    let row: Vec<String> = cells.take(MAX_COLUMNS + 1).collect();
    if row.iter().any(|cell| cell.len() > MAX_CELL_CHARACTERS && cell.chars().count() > MAX_CELL_CHARACTERS) {
        return Err(TableProblem::LongCell(rows.len() + 1));
    }
    rows.push(row);
    Ok(())
}

fn read_sheet(bytes: &[u8]) -> Result<Vec<Vec<String>>, TableProblem> {
    let mut packed = ::zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| TableProblem::Unreadable)?;
    let mut unpacked = 0_u64;
    for index in 0..packed.len() {
        let file = packed.by_index_raw(index).map_err(|_| TableProblem::Unreadable)?;
        unpacked = unpacked.saturating_add(file.size());
    }
    if unpacked > MAX_UNPACKED_BYTES {
        return Err(TableProblem::TooLarge);
    }
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| TableProblem::Unreadable)?;
    let sheet = book.worksheet_range_at(0).ok_or(TableProblem::Empty)?.map_err(|_| TableProblem::Unreadable)?;
    let mut rows = Vec::new();
    for row in sheet.rows() {
        push(&mut rows, row.iter().map(text_of))?;
    }
    Ok(rows)
}

fn text_of(cell: &Data) -> String {
    match cell {
        Data::DateTime(moment) => moment.as_datetime().map_or_else(String::new, |moment| moment.date().to_string()),
        Data::Float(number) if number.fract() == 0.0 => format!("{number:.0}"),
        Data::Empty | Data::Error(_) => String::new(),
        other => other.to_string().trim().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(text: &str) -> Table {
        read(text.as_bytes()).expect("a table")
    }

    #[test]
    fn csv_is_read_with_each_separator_a_mark_and_uneven_rows() {
        let expected = Table {
            headers: vec!["A".to_owned(), "B".to_owned()],
            rows: vec![vec!["1".to_owned(), "x;y, z".to_owned()], vec!["2".to_owned(), String::new()]],
        };
        for text in ["A,B\r\n1,\"x;y, z\"\r\n\r\n2\r\n", "\u{feff}A\tB\n1\tx;y, z\n2", "A;B;\n 1 ;\"x;y, z\"\n;;\n2;\n"]
        {
            assert_eq!(table(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_not_a_table_is_named() {
        let long = format!("A\n{}", "x".repeat(MAX_CELL_CHARACTERS + 1));
        let many = format!("A\n{}", "1\n".repeat(MAX_ROWS + 1));
        for (bytes, problem) in [
            (b"".to_vec(), TableProblem::Empty),
            (b"A,B\n".to_vec(), TableProblem::Empty),
            (b"A\n\xff\xfe".to_vec(), TableProblem::NotUtf8),
            (b"A\n\0".to_vec(), TableProblem::Unreadable),
            (b"PK\x03\x04 no archive".to_vec(), TableProblem::Unreadable),
            (long.into_bytes(), TableProblem::LongCell(2)),
            (many.into_bytes(), TableProblem::TooManyRows),
            (format!("{}\n1", vec!["A"; MAX_COLUMNS + 1].join(",")).into_bytes(), TableProblem::TooManyColumns),
        ] {
            assert_eq!(read(&bytes).err(), Some(problem));
        }
    }
}
