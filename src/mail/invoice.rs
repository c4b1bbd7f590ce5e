//! Mails about the platform's invoices, to whoever pays an agency's bills.

use super::{Paragraph, Parts, letter};
use crate::domain::letter::Letter;

/// What a mail about an invoice names.
pub struct About<'a> {
    /// The platform's name.
    pub operator: &'a str,
    /// The invoice's number.
    pub number: &'a str,
    /// The month, in words.
    pub month: &'a str,
    /// What is to be paid, with its currency.
    pub total: &'a str,
    /// By when, in words.
    pub due: &'a str,
    /// The invoice in the portal.
    pub link: &'a str,
}

/// An invoice was made.
pub fn issued(about: &About<'_>) -> Letter {
    letter(&Parts {
        operator: about.operator,
        subject: format!("Invoice {} for {}: {}", about.number, about.month, about.total),
        heading: format!("Invoice {}", about.number),
        paragraphs: vec![
            Paragraph::Ours(format!(
                "The invoice for {}’s share of your commissions up to the end of {} comes to {}. It is due on {}.",
                about.operator, about.month, about.total, about.due
            )),
            Paragraph::Ours(
                "The invoice as PDF, the list of payouts as CSV, and how to pay are in the portal.".to_owned(),
            ),
        ],
        button: Some(("Open the invoice", about.link.to_owned())),
        reason: "You get this mail because your agency receives invoices through the Partner Portal.",
    })
}
