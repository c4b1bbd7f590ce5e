//! Mails about one's work, several notices together.

use super::{Paragraph, Parts, letter};
use crate::domain::letter::Letter;
use crate::domain::notice::NoticeKind;
use crate::domain::waiting::Waiting;

const REASON: &str = "You can turn these mails off in your account, under Mails.";

/// News for somebody of an agency: each line with its kind.
pub(crate) fn news(operator: &str, to: &str, lines: &[(NoticeKind, String)], link: &str) -> Letter {
    let subject = match lines {
        [(NoticeKind::NewCase, case)] => format!("New case: {case}"),
        [(NoticeKind::ClientMessage, case)] => format!("New message: {case}"),
        [(NoticeKind::DeadlineTomorrow, case)] => format!("Due tomorrow: {case}"),
        several => format!("{} news on your cases", several.len()),
    };
    let mut paragraphs = vec![Paragraph::Ours(format!("Dear {to},"))];
    for kind in [NoticeKind::NewCase, NoticeKind::ClientMessage, NoticeKind::DeadlineTomorrow] {
        let of_kind: Vec<&str> = lines.iter().filter(|(one, _)| *one == kind).map(|(_, text)| text.as_str()).collect();
        if of_kind.is_empty() {
            continue;
        }
        let heading = match kind {
            NoticeKind::NewCase => "New cases that wait for you to accept them:",
            NoticeKind::ClientMessage => "The client wrote or answered on:",
            _ => "Something is due tomorrow on:",
        };
        paragraphs.push(Paragraph::Ours(heading.to_owned()));
        paragraphs.push(Paragraph::Quoted(of_kind.join("\n")));
    }
    let button = if lines.len() == 1 { "Open the case" } else { "Open your tasks" };
    letter(&Parts {
        operator,
        subject,
        heading: "News on your cases".to_owned(),
        paragraphs,
        button: Some((button, link.to_owned())),
        reason: REASON,
    })
}

/// Claims could not be priced; each subject is a currency and a day.
pub(crate) fn rate_missing(operator: &str, to: &str, subjects: &[&str], link: &str) -> Letter {
    letter(&Parts {
        operator,
        subject: format!("Exchange rate missing: {}", subjects.join(", ")),
        heading: "An exchange rate is missing".to_owned(),
        paragraphs: vec![
            Paragraph::Ours(format!("Dear {to},")),
            Paragraph::Ours("Somebody handed in a claim that could not be priced. No rate is known for:".to_owned()),
            Paragraph::Quoted(subjects.join("\n")),
            Paragraph::Ours("Import the newest file of the European Central Bank: operator rates import.".to_owned()),
        ],
        button: Some(("See the exchange rates", link.to_owned())),
        reason: REASON,
    })
}

/// What waits for the operator.
pub(crate) fn summary(operator: &str, to: &str, waits: &[Waiting], link: &str) -> Letter {
    let first = waits.first().map_or("", |one| one.what.as_str());
    let subject = match waits.len() {
        1 => first.to_owned(),
        several => format!("{first} and {} more", several - 1),
    };
    let lines: Vec<String> = waits.iter().map(|one| one.what.clone()).collect();
    letter(&Parts {
        operator,
        subject: format!("What waits: {subject}"),
        heading: "What waits for you".to_owned(),
        paragraphs: vec![Paragraph::Ours(format!("Dear {to},")), Paragraph::Quoted(lines.join("\n"))],
        button: Some(("Open the console", link.to_owned())),
        reason: REASON,
    })
}
