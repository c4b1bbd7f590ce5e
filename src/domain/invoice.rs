//! The operator's monthly invoice to an agency, for its share of the confirmed payouts. An invoice has one agency and
//! one currency, so that nothing is converted and every cent can be traced. Amounts are minor units.

use std::fmt;

use chrono::{Datelike, Days, NaiveDate};

use super::money::{Currency, Money};
use super::month::Month;
use super::payment::Recipient;
use super::vocabulary::vocabulary;

/// Days from issue to due date.
const DAYS_TO_PAY: u64 = 30;

vocabulary! {
    /// The state of an invoice.
    pub enum InvoiceStatus {
        /// It is open.
        Issued = "Issued",
        /// It was paid in full.
        Paid = "Paid",
        /// It was cancelled by a credit note.
        Credited = "Credited",
    }
}

/// The number of an invoice. The numbers have no gaps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct InvoiceNumber(pub i64);

/// `INV-000123`.
impl fmt::Display for InvoiceNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "INV-{:06}", self.0)
    }
}

/// The number of a credit note; a sequence of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CreditNoteNumber(pub i64);

/// `CN-000004`.
impl fmt::Display for CreditNoteNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CN-{:06}", self.0)
    }
}

/// The month to invoice on this day: the previous month, from `from_day` of this month on (1 to 28); `None` before.
pub fn month_due(today: NaiveDate, from_day: u32) -> Option<Month> {
    (today.day() >= from_day.clamp(1, 28)).then(|| Month::of(today).previous())
}

/// The due date of an invoice issued on this day.
pub fn due_on(issued: NaiveDate) -> NaiveDate {
    issued.checked_add_days(Days::new(DAYS_TO_PAY)).unwrap_or(issued)
}

/// Whether the agency owes the operator its share of a payout. If the debtor paid the operator, the operator has it
/// already.
pub fn is_owed(recipient: Recipient) -> bool {
    recipient != Recipient::Operator
}

/// The amount that is still open after a payment of an invoice.
///
/// # Errors
/// When the invoice is not open, or the amount is not positive or more than is open.
pub fn pay(
    status: InvoiceStatus,
    (total, paid): (i64, i64),
    amount: i64,
    currency: Currency,
) -> Result<(i64, InvoiceStatus), InvoiceRefusal> {
    if status != InvoiceStatus::Issued {
        return Err(InvoiceRefusal::Closed { status });
    }
    let open = total - paid;
    if amount <= 0 || amount > open {
        return Err(InvoiceRefusal::Amount { open: Money::new(open, currency) });
    }
    let status = if amount == open { InvoiceStatus::Paid } else { InvoiceStatus::Issued };
    Ok((paid + amount, status))
}

/// The ways to pay an invoice. A card provider would be another implementation: it offers its own link, and its
/// notification is recorded like any other payment.
pub trait HowToPay: fmt::Debug + Send + Sync {
    /// The lines for the invoice and its page.
    fn instructions(&self, number: InvoiceNumber, open: Money) -> Vec<String>;
}

/// Bank transfer, to the account in the settings.
#[derive(Clone, Debug, Default)]
pub struct BankTransfer {
    /// Account, bank and other details, one line each.
    pub details: Vec<String>,
}

impl HowToPay for BankTransfer {
    fn instructions(&self, number: InvoiceNumber, open: Money) -> Vec<String> {
        if self.details.is_empty() {
            return Vec::new();
        }
        let mut lines = vec![format!("Transfer {open} and state {number}.")];
        lines.extend(self.details.iter().cloned());
        lines
    }
}

/// What is refused about invoices, in words.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvoiceRefusal {
    /// The invoice is paid or credited.
    #[error("The invoice is {} already; nothing is to be paid.", status.label().to_lowercase())]
    Closed {
        /// Its state.
        status: InvoiceStatus,
    },
    /// A payment that is not positive, or more than is open.
    #[error("Enter more than zero and at most the {open} that are open.")]
    Amount {
        /// The open amount of the invoice.
        open: Money,
    },
    /// The invoice has a credit note already.
    #[error("The invoice is credited already.")]
    Credited,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    #[test]
    fn a_month_is_invoiced_from_the_eighth_of_the_next() {
        for (today, month) in [
            ("2026-11-07", None),
            ("2026-11-08", Some("2026-10")),
            ("2026-11-30", Some("2026-10")),
            ("2027-01-08", Some("2026-12")),
        ] {
            assert_eq!(month_due(day(today), 8).map(|month| month.to_string()), month.map(str::to_owned), "{today}");
        }
        assert_eq!(month_due(day("2026-02-28"), 31).map(|month| month.to_string()), Some("2026-01".to_owned()));
        assert_eq!(due_on(day("2026-11-08")), day("2026-12-08"));
    }

    #[test]
    fn an_invoice_is_paid_in_parts_and_never_beyond() {
        use InvoiceStatus::{Credited, Issued, Paid};
        let eur = Currency::parse("EUR").expect("a currency");
        assert_eq!(pay(Issued, (1000, 0), 400, eur), Ok((400, Issued)));
        assert_eq!(pay(Issued, (1000, 400), 600, eur), Ok((1000, Paid)));
        let open = |minor| Err(InvoiceRefusal::Amount { open: Money::new(minor, eur) });
        assert_eq!(pay(Issued, (1000, 400), 601, eur), open(600));
        assert_eq!(pay(Issued, (1000, 400), 0, eur), open(600));
        assert_eq!(pay(Issued, (1000, 400), -5, eur), open(600));
        for status in [Paid, Credited] {
            assert_eq!(pay(status, (1000, 0), 5, eur), Err(InvoiceRefusal::Closed { status }));
        }
    }

    #[test]
    fn instructions_name_the_number_and_the_amount() {
        let open = Money::new(4200, Currency::parse("EUR").expect("a currency"));
        let bank = BankTransfer { details: vec!["IBAN DK50 0040 0440 1162 43".to_owned()] };
        let lines = bank.instructions(InvoiceNumber(7), open);
        assert!(lines[0].contains("INV-000007") && lines[0].contains("42.00"), "{lines:?}");
        assert_eq!(lines.len(), 2);
        assert!(BankTransfer::default().instructions(InvoiceNumber(7), open).is_empty());
        assert_eq!(CreditNoteNumber(4).to_string(), "CN-000004");
    }
}
