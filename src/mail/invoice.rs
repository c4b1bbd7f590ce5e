//! Mails about invoices and transfers, to the agency's accounting.

use super::{Paragraph, Parts, letter};
use crate::domain::letter::Letter;

/// The data of a mail about an invoice.
pub(crate) struct About<'a> {
    /// The operator's name.
    pub operator: &'a str,
    /// The invoice's number.
    pub number: &'a str,
    /// The month, in words.
    pub month: &'a str,
    /// The total with its currency.
    pub total: &'a str,
    /// The due date, in words.
    pub due: &'a str,
    /// The address of the invoice.
    pub link: &'a str,
}

/// An invoice was made.
pub(crate) fn issued(about: &About<'_>) -> Letter {
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

/// The data of a mail about a transfer.
pub(crate) struct Transfer<'a> {
    /// The operator's name.
    pub operator: &'a str,
    /// The amount with its currency.
    pub amount: &'a str,
    /// The date, in words.
    pub day: &'a str,
    /// The address of the agency's statement.
    pub link: &'a str,
}

/// The operator passed on money that it held for the agency.
pub(crate) fn passed_on(about: &Transfer<'_>) -> Letter {
    letter(&Parts {
        operator: about.operator,
        subject: format!("{} transferred {} to you", about.operator, about.amount),
        heading: "Money is on its way to you".to_owned(),
        paragraphs: vec![Paragraph::Ours(format!(
            "On {} {} transferred {}: commissions of yours that debtors had paid to {}. Your statement says what they were for.",
            about.day, about.operator, about.amount, about.operator
        ))],
        button: Some(("Open the statement", about.link.to_owned())),
        reason: "You get this mail because your agency receives invoices through the Partner Portal.",
    })
}
