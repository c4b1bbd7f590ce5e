//! A statement as PDF.

use super::page::{Loaded, read, words};
use super::parties::Parties;
use crate::actions::Context;
use crate::domain::money::Money;
use crate::pdf::sheet::{Paper, legible, pdf};
use crate::pdf::text::{Block, Cell, Span as Words, Table};
use crate::store::Db;
use crate::store::books::statements::Span;
use crate::web::filters::{grouped, shown};
use crate::web::http::Failure;

/// Entries in the PDF. The CSV file has all of them.
const MAX_PRINTED_ENTRIES: i64 = 2_000;

/// The statement as PDF.
///
/// # Errors
/// If the database fails, or a name has characters that the fonts lack.
pub(crate) fn pdf_of(db: &mut Db, parties: &Parties, span: &Span, ctx: &Context) -> Result<Vec<u8>, Failure> {
    let loaded = read(db, span, MAX_PRINTED_ENTRIES)?;
    let day = |day: chrono::NaiveDate| day.format("%-d %B %Y").to_string();
    let days = format!("{} to {}", day(span.from), day(span.to));
    let title = format!("Statement of account, {days}");
    let paper = Paper {
        title: &title,
        language: "en",
        author: &ctx.operator,
        at: ctx.now,
        id: &format!("{}-{}-{}-{}", parties.base, span.currency.code(), span.from, span.to),
        head: (&legible(&parties.owing), &legible(&parties.owed)),
        foot: &title,
        page_of: "Page {page} of {pages}",
        not_signed: None,
        attachments: &[],
    };
    pdf(&paper, &blocks(parties, span, &loaded, &days)).map_err(|error| Failure::Fault(error.to_string()))
}

fn blocks(parties: &Parties, span: &Span, loaded: &Loaded, days: &str) -> Vec<Block> {
    let money = |minor: i64| shown(Money::new(minor, span.currency));
    let turnover = loaded.turnover;
    let closing = turnover.closing(loaded.opening);
    let mut blocks = vec![
        Block::Heading { level: 1, number: None, text: vec![Words::plain("Statement of account")] },
        Block::Table(Table::facts([
            ("Between", legible(&parties.owing)),
            ("And", legible(&parties.owed)),
            ("For", days.to_owned()),
            ("Opening balance", money(loaded.opening)),
            ("Owed more", money(turnover.increase)),
            ("Owed less", money(turnover.decrease)),
            ("Closing balance", money(closing)),
        ])),
        Block::Paragraph(vec![Words::plain(format!(
            "{} At the end {}. Entries count for the day, UTC, on which they were booked.",
            legible(&parties.legend()),
            legible(&parties.words(closing))
        ))]),
        Block::Table(table(span, loaded)),
    ];
    let left = turnover.movements - i64::try_from(loaded.movements.len()).unwrap_or_default();
    if left > 0 {
        let text = format!("And {} more: all of them are in the CSV file of this statement.", grouped(left));
        blocks.push(Block::Paragraph(vec![Words::plain(text)]));
    }
    blocks
}

fn table(span: &Span, loaded: &Loaded) -> Table {
    let figure = |minor: i64| Cell::plain(Money::new(minor, span.currency).grouped());
    let code = span.currency.code();
    let mut balance = loaded.opening;
    let rows = loaded
        .movements
        .iter()
        .map(|movement| {
            balance += movement.amount;
            vec![
                Cell::plain(movement.booked_at.date().to_string()),
                Cell::plain(words(span.account, movement)),
                Cell::plain(movement.case.map_or(String::new(), |(_, reference)| reference.to_string())),
                Cell::value(legible(movement.debtor.as_deref().unwrap_or_default())),
                figure(movement.amount),
                figure(balance),
            ]
        })
        .collect();
    let heads = ["Booked", "Entry", "Case", "Debtor", &format!("Amount {code}"), &format!("Balance {code}")];
    Table {
        head: Some(heads.into_iter().map(Cell::plain).collect()),
        rows,
        row_heads: false,
        right: vec![false, false, false, false, true, true],
        widths: vec![17, 20, 16, 21, 14, 14],
    }
}
