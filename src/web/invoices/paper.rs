//! An invoice as PDF, with its payouts printed or in a separate file. Everything in it was stored when it was issued,
//! so the same invoice always gives the same PDF.

use crate::actions::Context;
use crate::domain::calendar::Moment;
use crate::domain::invoice::{CreditNoteNumber, InvoiceNumber, InvoiceStatus};
use crate::domain::money::Money;
use crate::pdf::sheet::{Paper, legible, pdf};
use crate::pdf::text::{Block, Cell, Span, Table};
use crate::store::books::invoices::{CreditNote, Invoice, InvoiceLine};
use crate::store::{self, Db};
use crate::web::filters::shown;
use crate::web::http::Failure;

/// At most this many payouts are printed. Further ones are in the CSV file.
const MAX_PRINTED_PAYOUTS: i64 = 1_000;

/// The invoice as PDF.
///
/// # Errors
/// If the database fails, or a name has characters that the fonts lack.
pub(crate) fn pdf_of(db: &mut Db, invoice: &Invoice, ctx: &Context) -> Result<Vec<u8>, Failure> {
    let lines = store::books::invoices::lines(db, invoice, None, MAX_PRINTED_PAYOUTS)?;
    let credit_note = store::books::invoices::credit_note_of(db, invoice)?;
    let number = InvoiceNumber(invoice.number).to_string();
    let instructions = super::page::how_to_pay(invoice, ctx);
    let blocks = blocks(invoice, &lines, credit_note.as_ref(), &instructions);
    let issuer = invoice.from_party.lines().next().unwrap_or_default();
    let paper = Paper {
        title: &format!("Invoice {number}"),
        language: "en",
        author: issuer,
        at: Moment::from_naive_utc_and_offset(invoice.issued_at, chrono::Utc),
        id: invoice.id.as_str(),
        head: (issuer, &number),
        foot: &format!("Invoice {number}"),
        page_of: "Page {page} of {pages}",
        not_signed: None,
        attachments: &[],
    };
    pdf(&paper, &blocks).map_err(|error| Failure::Fault(error.to_string()))
}

fn blocks(invoice: &Invoice, lines: &[InvoiceLine], credit: Option<&CreditNote>, how_to_pay: &[String]) -> Vec<Block> {
    let money = |minor: i64| shown(invoice.money(minor));
    let day = |day: chrono::NaiveDate| day.format("%-d %B %Y").to_string();
    let month = invoice.month.label();
    let mut blocks = vec![heading(1, &format!("Invoice {}", InvoiceNumber(invoice.number)))];
    if let Some(note) = credit {
        blocks.push(Block::Paragraph(vec![
            Span::plain(format!(
                "Credited in full by {} of {}: ",
                CreditNoteNumber(note.number),
                day(note.issued_at.date())
            ))
            .strong(),
            Span::value(legible(&note.reason)),
        ]));
    }
    blocks.push(Block::Table(Table::facts([
        ("From", legible(&invoice.from_party)),
        ("To", legible(&invoice.to_party)),
        ("Date", day(invoice.issued_at.date())),
        ("Due", day(invoice.due_on)),
        ("For", format!("Share of the success fees confirmed up to the end of {month}")),
    ])));
    blocks.push(heading(2, "What is to be paid"));
    blocks.push(Block::Table(Table::facts([
        ("Payouts", crate::web::filters::grouped(invoice.payouts)),
        ("Debtors paid", money(invoice.amount)),
        ("Your revenue", money(invoice.revenue)),
        ("Platform’s share, to be paid", money(invoice.total)),
    ])));
    if invoice.status == InvoiceStatus::Issued && !how_to_pay.is_empty() {
        blocks.push(heading(2, "How to pay"));
        blocks.push(Block::Paragraph(vec![Span::value(legible(&how_to_pay.join("\n")))]));
    }
    blocks.push(heading(2, "Payouts"));
    blocks.push(Block::Table(table(invoice, lines)));
    let left = invoice.payouts - i64::try_from(lines.len()).unwrap_or_default();
    if left > 0 {
        let text = format!(
            "And {} more: all of them are in the CSV file of this invoice.",
            crate::web::filters::grouped(left)
        );
        blocks.push(Block::Paragraph(vec![Span::plain(text)]));
    }
    blocks
}

fn heading(level: u8, text: &str) -> Block {
    Block::Heading { level, number: None, text: vec![Span::plain(text)] }
}

fn table(invoice: &Invoice, lines: &[InvoiceLine]) -> Table {
    // The currency is in the heading; in columns, bare figures are easier to read.
    let figure = |minor: i64| Cell::plain(Money::new(minor, invoice.currency).grouped());
    let code = invoice.currency.code();
    Table {
        head: Some(
            [
                "Case",
                "Client",
                "Debtor",
                "Paid on",
                &format!("Paid {code}"),
                &format!("Revenue {code}"),
                &format!("Share {code}"),
            ]
            .into_iter()
            .map(Cell::plain)
            .collect(),
        ),
        rows: lines
            .iter()
            .map(|line| {
                vec![
                    Cell::plain(line.reference.as_str()),
                    Cell::value(legible(&line.creditor)),
                    Cell::value(legible(&line.debtor)),
                    Cell::plain(line.received_on.to_string()),
                    figure(line.amount),
                    figure(line.revenue),
                    figure(line.operator),
                ]
            })
            .collect(),
        row_heads: false,
        right: vec![false, false, false, false, true, true, true],
        widths: vec![18, 20, 19, 17, 15, 15, 13],
    }
}
