//! Mails to an agency about one of its cases. The button leads to the case.

use super::{Paragraph, Parts, letter};
use crate::domain::letter::Letter;

/// The data of every mail about a case.
pub(crate) struct About<'a> {
    /// The operator's name.
    pub operator: &'a str,
    /// The recipient's name.
    pub name: &'a str,
    /// The creditor.
    pub creditor: &'a str,
    /// The debtor.
    pub debtor: &'a str,
    /// The operator's reference of the case.
    pub reference: &'a str,
    /// The address of the case.
    pub link: &'a str,
    /// The address of the record that the agency keeps when it no longer has the case.
    pub record: &'a str,
}

const REASON: &str = "You get this mail because your agency collects this case.";

fn about(about: &About<'_>, subject: String, heading: &str, said: Vec<String>) -> Letter {
    let mut paragraphs = vec![Paragraph::Ours(format!("Dear {},", about.name))];
    paragraphs.extend(said.into_iter().map(Paragraph::Ours));
    letter(&Parts {
        operator: about.operator,
        subject,
        heading: heading.to_owned(),
        paragraphs,
        button: Some(("Open the case", about.link.to_owned())),
        reason: REASON,
    })
}

/// The debtor paid the creditor, so the agency can invoice its commission. Amounts are formatted.
pub(crate) fn invoice_client(case: &About<'_>, commission: &str, paid: &str, chased_from: &str) -> Letter {
    about(
        case,
        format!("Invoice {} for {commission} ({})", case.creditor, case.reference),
        "A commission is to be invoiced",
        vec![
            format!(
                "{} paid {paid} to {} directly. Your commission on it is {commission}, and the creditor owes it to you.",
                case.debtor, case.creditor
            ),
            format!(
                "Invoice it outside the portal, and mark the commission as paid on the case when the money is there. If it is not by {chased_from}, you are reminded to chase it."
            ),
        ],
    )
}

/// The commission is still unpaid; `before` is the number of earlier reminders.
pub(crate) fn chase_commission(case: &About<'_>, commission: &str, before: i64) -> Letter {
    let again = if before == 0 { "still unpaid" } else { "unpaid in spite of reminders" };
    about(
        case,
        format!("Commission of {commission} is {again} ({})", case.reference),
        "A commission is not paid",
        vec![
            format!(
                "{} owes you {commission} as commission on what {} paid it directly, and it is not marked as paid.",
                case.creditor, case.debtor
            ),
            "Ask the creditor for it now. Once the money is there, mark the commission as paid on the case, and this ends."
                .to_owned(),
        ],
    )
}

/// The operator gave the case to another agency.
pub(crate) fn taken_away(case: &About<'_>, reason: &str) -> Letter {
    letter(&Parts {
        operator: case.operator,
        subject: format!("Stop work on the case against {} ({})", case.debtor, case.reference),
        heading: "Another agency collects".to_owned(),
        paragraphs: vec![
            Paragraph::Ours(format!("Dear {},", case.name)),
            Paragraph::Ours(format!(
                "{} gave the case of {} against {} to another agency. Please stop work on it now. Your payments stay \
                 in your books. The reason:",
                case.operator, case.creditor, case.debtor
            )),
            Paragraph::Quoted(reason.to_owned()),
        ],
        button: Some(("See your part", case.record.to_owned())),
        reason: "You get this mail because your agency collected this case.",
    })
}
