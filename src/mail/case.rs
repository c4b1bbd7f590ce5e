//! Mails to a creditor about a case. The button leads to the creditor's page of the case.

use super::{Paragraph, Parts, letter};
use crate::domain::letter::Letter;

/// The data of every mail about a case.
pub(crate) struct About<'a> {
    /// The operator's name.
    pub operator: &'a str,
    /// The agency.
    pub agency: &'a str,
    /// The creditor's contact.
    pub contact: &'a str,
    /// The debtor.
    pub debtor: &'a str,
    /// The operator's reference of the case.
    pub reference: &'a str,
    /// The address of the creditor's page of the case.
    pub link: &'a str,
}

const REASON: &str = "You get this mail because you handed this case in for collection.";

fn about(about: &About<'_>, subject: String, heading: String, said: &str, text: &str, button: &str) -> Letter {
    letter(&Parts {
        operator: about.operator,
        subject,
        heading,
        paragraphs: vec![
            Paragraph::Ours(format!("Dear {},", about.contact)),
            Paragraph::Ours(said.to_owned()),
            Paragraph::Quoted(text.to_owned()),
        ],
        button: Some((button, about.link.to_owned())),
        reason: REASON,
    })
}

/// The agency accepted the case and introduces itself.
pub(crate) fn welcome(case: &About<'_>, text: &str) -> Letter {
    about(
        case,
        format!("{} has started on your case against {} ({})", case.agency, case.debtor, case.reference),
        "Your case has started".to_owned(),
        &format!("{} accepted your case against {} and has begun to collect. They write:", case.agency, case.debtor),
        text,
        "See the case",
    )
}

/// The agency asks a question.
pub(crate) fn question(case: &About<'_>, text: &str) -> Letter {
    about(
        case,
        format!("{} needs information on your case against {} ({})", case.agency, case.debtor, case.reference),
        "Your answer is needed".to_owned(),
        &format!(
            "{} cannot go on with your case against {} before they know more. They ask:",
            case.agency, case.debtor
        ),
        text,
        "Answer",
    )
}

/// The agency wrote a message.
pub(crate) fn message(case: &About<'_>, text: &str) -> Letter {
    about(
        case,
        format!("New message on your case against {} ({})", case.debtor, case.reference),
        "New message".to_owned(),
        &format!("{} writes about your case against {}:", case.agency, case.debtor),
        text,
        "Read and answer",
    )
}

/// The agency's monthly update; `needs_input` if the creditor must act before the case goes on.
pub(crate) fn update(case: &About<'_>, month: &str, text: &str, needs_input: bool) -> Letter {
    let heading = if needs_input { "Your input is needed" } else { "News of your case" };
    let button = if needs_input { "Answer" } else { "See the case" };
    about(
        case,
        format!("Update for {month} on your case against {} ({})", case.debtor, case.reference),
        heading.to_owned(),
        &format!("{} tells you what was done about your case against {}:", case.agency, case.debtor),
        text,
        button,
    )
}

/// A new link in place of an expired one. First the operator and the recipient, then the debtor and the reference.
pub(crate) fn new_link((operator, to): (&str, &str), (debtor, reference): (&str, &str), link: &str) -> Letter {
    let days = crate::domain::client_link::LINK_DAYS;
    letter(&Parts {
        operator,
        subject: format!("New link to your case against {debtor} ({reference})"),
        heading: "Your new link".to_owned(),
        paragraphs: vec![
            Paragraph::Ours(format!("Dear {to},")),
            Paragraph::Ours(format!("Here is the new link to your case against {debtor}. It works for {days} days.")),
            Paragraph::Ours("If you did not ask for it, you need not do anything.".to_owned()),
        ],
        button: Some(("See the case", link.to_owned())),
        reason: REASON,
    })
}

/// The operator rejected the case before an agency saw it.
pub(crate) fn rejected(case: &About<'_>, text: &str) -> Letter {
    about(
        case,
        format!("Your case against {} cannot be collected ({})", case.debtor, case.reference),
        "Your case was not accepted".to_owned(),
        &format!("We checked your case against {} and cannot accept it. Nothing is charged. The reason:", case.debtor),
        text,
        "See the case",
    )
}

/// The agency declined the case.
pub(crate) fn declined(case: &About<'_>, text: &str) -> Letter {
    about(
        case,
        format!("{} cannot take your case against {} ({})", case.agency, case.debtor, case.reference),
        "Your case was declined".to_owned(),
        &format!(
            "{} looked at your case against {} and cannot take it. Nothing is charged. Their reason:",
            case.agency, case.debtor
        ),
        text,
        "See the case",
    )
}

/// The agency declined the case, and the operator looks for another one.
pub(crate) fn passed_on(case: &About<'_>, agency: &str, text: &str) -> Letter {
    about(
        case,
        format!("We look for another agency for your case against {} ({})", case.debtor, case.reference),
        "We look for another agency".to_owned(),
        &format!(
            "{agency} cannot take your case against {}. As you asked us to, we look for another agency. Nothing is \
             charged. Their reason:",
            case.debtor
        ),
        text,
        "See the case",
    )
}

/// The operator gave the case to another agency.
pub(crate) fn reassigned(case: &About<'_>, agency: &str) -> Letter {
    letter(&Parts {
        operator: case.operator,
        subject: format!("Another agency collects your case against {} ({})", case.debtor, case.reference),
        heading: "Another agency collects".to_owned(),
        paragraphs: vec![
            Paragraph::Ours(format!("Dear {},", case.contact)),
            Paragraph::Ours(format!(
                "We gave your case against {} to {agency}. It checks the case first and writes to you when it begins. \
                 The price stays as it was.",
                case.debtor
            )),
        ],
        button: Some(("See the case", case.link.to_owned())),
        reason: REASON,
    })
}

/// The case is closed.
pub(crate) fn closed(case: &About<'_>, text: &str) -> Letter {
    about(
        case,
        format!("Your case against {} is closed ({})", case.debtor, case.reference),
        "Your case is closed".to_owned(),
        &format!("{} closed your case against {}:", case.agency, case.debtor),
        text,
        "See the case",
    )
}
