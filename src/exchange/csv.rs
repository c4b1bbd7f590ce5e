//! Cases as CSV: UTF-8 with byte-order mark, CRLF, RFC 4180. New columns are only added at the end.
//!
//! Text that a spreadsheet would run as a formula gets a leading apostrophe. The kind of the column decides, not the
//! content: a negative amount stays `-5.00`, a note `-5.00` becomes `'-5.00`. [`Number`] can hold only digits, so its
//! columns need no guard.

#![allow(missing_docs, reason = "a row's fields are the names of its columns")]

use std::borrow::Cow;
use std::io::{self, Write};

use chrono::{DateTime, FixedOffset, NaiveDate};

/// The byte-order mark; without it spreadsheets read UTF-8 as the local code page.
pub(crate) const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// The kind of a column; decides how its cells are written.
#[cfg(test)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Free text; guarded against formulas.
    Text,
    /// A decimal number with a point and without thousands separators.
    Number,
    /// A calendar day, `2026-11-21`.
    Date,
    /// A moment with its offset from UTC, `2026-11-21T08:04:00+01:00`.
    Moment,
    /// `true` or `false`.
    Boolean,
}

/// A decimal number as written in a cell: an optional minus, digits, an optional fraction. The default is an empty
/// cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Number(String);

impl Number {
    /// Reads a number in digits (`-12.50`); `None` for anything else.
    pub fn parse(digits: impl Into<String>) -> Option<Self> {
        let digits = digits.into();
        let body = digits.strip_prefix('-').unwrap_or(&digits);
        let (whole, fraction) = body.split_once('.').unwrap_or((body, "0"));
        let plain = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        (plain(whole) && plain(fraction)).then_some(Self(digits))
    }

    /// An amount in minor units, written in major units; `exponent` is the currency's number of decimals (2 for EUR, 0
    /// for JPY).
    pub fn from_minor(minor: i64, exponent: u8) -> Self {
        let places = usize::from(exponent);
        let sign = if minor < 0 { "-" } else { "" };
        let digits = format!("{:0>width$}", minor.unsigned_abs(), width = places + 1);
        let (whole, fraction) = digits.split_at(digits.len() - places);
        let point = if places == 0 { "" } else { "." };
        Self(format!("{sign}{whole}{point}{fraction}"))
    }

    /// The digits as written in the cell.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

/// A value for a cell of its column's kind.
trait Cell {
    fn cell(&self) -> Cow<'_, str>;
}

impl Cell for String {
    fn cell(&self) -> Cow<'_, str> {
        guarded(self)
    }
}

impl Cell for Number {
    fn cell(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.0)
    }
}

impl Cell for Option<NaiveDate> {
    fn cell(&self) -> Cow<'_, str> {
        self.map_or(Cow::Borrowed(""), |day| day.format("%Y-%m-%d").to_string().into())
    }
}

impl Cell for Option<DateTime<FixedOffset>> {
    fn cell(&self) -> Cow<'_, str> {
        self.map_or(Cow::Borrowed(""), |at| at.format("%Y-%m-%dT%H:%M:%S%:z").to_string().into())
    }
}

impl Cell for bool {
    fn cell(&self) -> Cow<'_, str> {
        Cow::Borrowed(if *self { "true" } else { "false" })
    }
}

/// One list defines the struct, the header and the kinds, so that they always match.
macro_rules! columns {
    (@type Text) => { String };
    (@type Number) => { Number };
    (@type Date) => { Option<NaiveDate> };
    (@type Moment) => { Option<DateTime<FixedOffset>> };
    (@type Boolean) => { bool };
    ($($(#[$doc:meta])* $name:ident: $kind:ident,)+) => {
        /// One line of the export: one case, with a field per column in the order of the file. An empty text, an empty
        /// [`Number`] and `None` are empty cells.
        #[derive(Clone, Debug, Default, PartialEq, Eq)]
        pub struct CaseRow {
            $($(#[$doc])* pub $name: columns!(@type $kind),)+
        }

        const COUNT: usize = [$(stringify!($name)),+].len();

        /// The header, in the order of the file. New columns are added at the end; none is ever renamed, moved or
        /// removed.
        pub const COLUMNS: [&str; COUNT] = [$(stringify!($name)),+];

        /// The kind of each column, in the same order.
        #[cfg(test)]
        pub(crate) const KINDS: [Kind; COUNT] = [$(Kind::$kind),+];

        impl CaseRow {
            fn cells(&self) -> [Cow<'_, str>; COUNT] {
                [$(self.$name.cell()),+]
            }
        }
    };
}

columns! {
    /// The operator's reference.
    reference: Text,
    /// The agency's own reference.
    partner_reference: Text,
    /// The creditor's own reference.
    creditor_reference: Text,
    /// The label of the state.
    lifecycle: Text,
    /// The label of the close code.
    close_code: Text,
    claim_type: Text,
    dispute_status: Text,
    debtor_type: Text,
    debtor_name: Text,
    debtor_contact: Text,
    debtor_address: Text,
    /// Text, to keep leading zeros.
    debtor_zip: Text,
    debtor_city: Text,
    debtor_state: Text,
    debtor_country: Text,
    debtor_email: Text,
    /// Text, so it is written as `'+45…`.
    debtor_phone: Text,
    debtor_registration_number: Text,
    creditor_name: Text,
    creditor_country: Text,
    creditor_division: Text,
    /// ISO 4217 code of the amounts in this line.
    currency: Text,
    /// Major units.
    principal: Number,
    /// Major units.
    interest_fees: Number,
    /// Major units.
    reminder_fees: Number,
    /// Major units.
    collection_fees: Number,
    /// Major units.
    paid: Number,
    /// Major units, after payments.
    outstanding: Number,
    /// Percent: `18.5` is 18.5 %.
    success_fee_percent: Number,
    pricing_source: Text,
    claim_date: Date,
    due_date: Date,
    created_at: Moment,
    started_at: Moment,
    finished_at: Moment,
    exclusive_until: Date,
    handler: Text,
    test_case: Boolean,
}

/// Writes the header and one line per case, then flushes `out`.
///
/// # Errors
/// Any error of `out`; earlier lines may have been written.
pub fn write_cases<W: Write>(mut out: W, rows: impl Iterator<Item = CaseRow>) -> io::Result<()> {
    out.write_all(BYTE_ORDER_MARK)?;
    let mut lines = writer(out);
    lines.write_record(COLUMNS).map_err(into_io)?;
    for row in rows {
        lines.write_record(row.cells().iter().map(|cell| cell.as_bytes())).map_err(into_io)?;
    }
    lines.flush()
}

/// A CSV writer with the portal's format: CRLF, quotes only where RFC 4180 needs them.
pub(super) fn writer<W: Write>(out: W) -> ::csv::Writer<W> {
    ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(out)
}

pub(super) fn into_io(error: ::csv::Error) -> io::Error {
    match error.into_kind() {
        ::csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

/// Puts an apostrophe before text that a spreadsheet would run as a formula.
///
/// That is text that starts with one of `= + - @`, their full-width forms (which Japanese and Chinese settings treat
/// the same), TAB, CR or LF, also after white space or a byte-order mark, because some programs trim first. Text that
/// already has apostrophes before such a character gets one more, so that [`without_guard`] restores the original
/// exactly.
pub(crate) fn guarded(text: &str) -> Cow<'_, str> {
    if runs(text.trim_start_matches('\'')) { format!("'{text}").into() } else { text.into() }
}

/// Removes the apostrophe of [`guarded`], for readers of the file.
#[cfg(test)]
pub(crate) fn without_guard(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(text) if runs(text.trim_start_matches('\'')) => text,
        _ => cell,
    }
}

fn runs(text: &str) -> bool {
    let blank = |c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}'..='\u{200f}');
    text.starts_with(['\t', '\r', '\n'])
        || text
            .trim_start_matches(blank)
            .starts_with(['=', '+', '-', '@', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}'])
}

#[cfg(test)]
mod tests;
