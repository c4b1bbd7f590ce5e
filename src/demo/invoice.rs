//! PDF documents of the demo: an invoice, its delivery note, a reminder. Each is one A4 page, and the same input gives
//! the same bytes.
//!
//! Amounts and dates are text, already formatted.

mod latin;
mod paper;
mod sheet;

use paper::Paper;
use sheet::{MARGIN, RIGHT};

/// The sender of the document.
#[derive(Clone, Debug, Default)]
pub(crate) struct Seller<'a> {
    pub name: &'a str,
    /// Street, postal code and city, country.
    pub address: Vec<&'a str>,
    /// The registration or VAT number, with its name: `CVR 12345678`.
    pub registration: &'a str,
    pub iban: &'a str,
}

/// The receiver of the document.
#[derive(Clone, Debug, Default)]
pub(crate) struct Buyer<'a> {
    pub name: &'a str,
    pub address: Vec<&'a str>,
}

/// An item sold.
#[derive(Clone, Debug, Default)]
pub(crate) struct Line {
    pub text: String,
    /// With its unit, if any: `12 h`.
    pub quantity: String,
    /// Major units.
    pub unit_price_major: String,
    /// Major units.
    pub amount_major: String,
}

/// The content of an invoice.
#[derive(Clone, Debug, Default)]
pub(crate) struct Invoice<'a> {
    pub number: &'a str,
    pub date: &'a str,
    pub due: &'a str,
    pub seller: Seller<'a>,
    pub buyer: Buyer<'a>,
    /// ISO 4217 code.
    pub currency: &'a str,
    pub lines: Vec<Line>,
    /// Major units.
    pub total_major: &'a str,
    /// Free text below the totals; may be empty.
    pub note: &'a str,
    /// The language of the file; the texts are English.
    pub language: &'a str,
}

/// The content of a delivery note, signed by the receiver of the goods.
#[derive(Clone, Debug, Default)]
pub(crate) struct DeliveryNote<'a> {
    pub number: &'a str,
    pub date: &'a str,
    /// The number of the invoice for the goods.
    pub invoice_number: &'a str,
    pub seller: Seller<'a>,
    pub buyer: Buyer<'a>,
    /// Without prices.
    pub lines: Vec<Line>,
    /// The person who signed.
    pub received_by: &'a str,
    pub language: &'a str,
}

/// The content of a reminder.
#[derive(Clone, Debug, Default)]
pub(crate) struct Reminder<'a> {
    /// 1 for the first.
    pub ordinal: u8,
    pub date: &'a str,
    /// The new due date.
    pub due: &'a str,
    pub seller: Seller<'a>,
    pub buyer: Buyer<'a>,
    pub currency: &'a str,
    pub invoice_number: &'a str,
    pub invoice_date: &'a str,
    pub invoice_due: &'a str,
    /// Major units, without the fee.
    pub amount_major: &'a str,
    /// Major units; empty if there is no fee.
    pub fee_major: &'a str,
    /// Major units, with the fee.
    pub total_major: &'a str,
    pub language: &'a str,
}

/// The content of an agreement that was signed on paper and scanned.
#[derive(Clone, Debug, Default)]
pub(crate) struct SignedPaper<'a> {
    pub title: &'a str,
    pub date: &'a str,
    /// Who signed.
    pub seller: Seller<'a>,
    /// The other party.
    pub to: &'a str,
    /// The person who signed.
    pub signed_by: &'a str,
    pub language: &'a str,
}

/// A signed agreement as PDF.
pub(crate) fn signed_paper(paper: &SignedPaper<'_>) -> Vec<u8> {
    let buyer = Buyer { name: paper.to, address: Vec::new() };
    let mut page = Paper::begin(&paper.seller, "AGREEMENT");
    page.address("With", &buyer, &[("Date", paper.date)]);
    page.heading(paper.title);
    page.text("The terms are those of the text that the parties hold. This page carries the signature.");
    page.space(30.0);
    page.signature(paper.signed_by, paper.date);
    page.finish(paper.title, &paper.seller, paper.language)
}

/// An invoice as PDF. If there are too many lines for the page, only the number of the others is printed.
pub(crate) fn pdf(invoice: &Invoice<'_>) -> Vec<u8> {
    let title = format!("Invoice {}", invoice.number);
    let mut paper = Paper::begin(&invoice.seller, "INVOICE");
    paper.address(
        "Bill to",
        &invoice.buyer,
        &[("Invoice no.", invoice.number), ("Date", invoice.date), ("Due", invoice.due)],
    );
    let columns = [("Description", MARGIN), ("Quantity", 372.0), ("Unit price", 456.0), ("Amount", RIGHT - 8.0)];
    let rows =
        invoice.lines.iter().map(|line| [&*line.text, &*line.quantity, &*line.unit_price_major, &*line.amount_major]);
    paper.table(columns, rows.collect(), 260.0);
    paper.total(&format!("Total {}", invoice.currency), invoice.total_major);
    paper.payment(&invoice.seller, invoice.number, invoice.due);
    paper.note(invoice.note);
    paper.finish(&title, &invoice.seller, invoice.language)
}

/// A signed delivery note as PDF.
pub(crate) fn delivery_note(note: &DeliveryNote<'_>) -> Vec<u8> {
    let title = format!("Delivery note {}", note.number);
    let mut paper = Paper::begin(&note.seller, "DELIVERY NOTE");
    paper.address(
        "Deliver to",
        &note.buyer,
        &[("Delivery no.", note.number), ("Date", note.date), ("Invoice no.", note.invoice_number)],
    );
    let columns = [("Description", MARGIN), ("Ordered", 456.0), ("Delivered", RIGHT - 8.0)];
    let rows = note.lines.iter().map(|line| [&*line.text, &*line.quantity, &*line.quantity]);
    paper.table(columns, rows.collect(), 230.0);
    paper.note("The goods and services above were received complete and in good order.");
    paper.signature(note.received_by, note.date);
    paper.finish(&title, &note.seller, note.language)
}

/// A reminder letter as PDF.
pub(crate) fn reminder(letter: &Reminder<'_>) -> Vec<u8> {
    let ordinal = match letter.ordinal {
        0 | 1 => "First reminder",
        2 => "Second reminder",
        _ => "Final reminder",
    };
    let title = format!("{ordinal}: invoice {}", letter.invoice_number);
    let mut paper = Paper::begin(&letter.seller, "REMINDER");
    paper.address(
        "To",
        &letter.buyer,
        &[("Date", letter.date), ("Invoice no.", letter.invoice_number), ("Pay by", letter.due)],
    );
    paper.heading(&title);
    paper.text("Dear Sir or Madam,");
    paper.text(&format!(
        "According to our records, invoice {} of {} fell due on {} and has not been paid. Please transfer \
         the amount below by {}. If your payment is already on its way, please disregard this letter.",
        letter.invoice_number, letter.invoice_date, letter.invoice_due, letter.due
    ));
    let invoice = format!("Invoice {}, due {}", letter.invoice_number, letter.invoice_due);
    let mut rows = vec![[&*invoice, letter.amount_major]];
    if !letter.fee_major.is_empty() {
        rows.push(["Reminder fee", letter.fee_major]);
    }
    paper.space(14.0);
    paper.table([("Outstanding", MARGIN), ("Amount", RIGHT - 8.0)], rows, 330.0);
    paper.total(&format!("To pay, {}", letter.currency), letter.total_major);
    if letter.ordinal >= 3 {
        paper.text("If we do not receive your payment by that day, we shall hand the claim over for collection without further notice.");
    }
    paper.text("Yours faithfully,");
    paper.text(letter.seller.name);
    paper.payment(&letter.seller, letter.invoice_number, letter.due);
    paper.finish(&title, &letter.seller, letter.language)
}

#[cfg(test)]
mod tests;
