//! The evidence of signing: the last page of a signed file, and the same as data attached to it.

use super::sign::title_of;
use super::text::{fault, parties};
use crate::actions::{Context, Outcome};
use crate::domain::agreement::SignatureMethod;
use crate::pdf::sheet;
use crate::pdf::text::{Block, Mark, Span, Stroke, Table};
use crate::store::agreements::evidence::Record;
use crate::store::agreements::{Agreement, Signature};
use crate::words::Words;

/// The name of the attached data.
pub const ATTACHMENT: &str = "evidence.json";

/// What the page is made of.
pub(super) struct Evidence<'a> {
    /// The agreement.
    pub agreement: &'a Agreement,
    /// Who signed.
    pub parts: &'a [Signature],
    /// The evidence records, in order.
    pub records: &'a [Record],
}

/// A record in words, with the address or name of its person.
fn said(record: &Record, words: &Words) -> String {
    let details: serde_json::Value = serde_json::from_str(&record.details).unwrap_or_default();
    let detail = |name: &str| details.get(name).and_then(serde_json::Value::as_str).unwrap_or_default().to_owned();
    let (event, whose) = match record.kind.as_str() {
        "PageOpened" => (words.say("document-event-opened"), String::new()),
        "AgreementShown" => (words.say("document-event-read"), String::new()),
        "CodeSent" => (words.say("document-event-code-sent"), detail("email")),
        "CodeRefused" | "CodesClosed" => {
            let count = Some(detail("wrongCodes")).filter(|count| !count.is_empty());
            let event = words.say("document-event-code-wrong");
            (count.map_or(event.clone(), |count| format!("{event} ({count})")), detail("email"))
        }
        "CodeAccepted" => (words.say("document-event-code-confirmed"), detail("email")),
        "Signed" if detail("method") == SignatureMethod::Drawn.name() => {
            (words.say("document-event-signed-drawn"), detail("name"))
        }
        "Signed" => (words.say("document-event-signed-typed"), detail("name")),
        "AgreementCompleted" => (words.say("document-event-completed"), String::new()),
        other => (other.to_owned(), String::new()),
    };
    if whose.is_empty() { event } else { format!("{event} · {}", sheet::legible(&whose)) }
}

/// The page. `is_stamped` says whether the signatures carry timestamps.
///
/// A drawn signature that cannot be read.
/// A drawing that cannot be read.
pub(super) fn blocks(evidence: &Evidence<'_>, words: &Words, is_stamped: bool, ctx: &Context) -> Outcome<Vec<Block>> {
    let Evidence { agreement, parts, records } = evidence;
    let time = |at: chrono::NaiveDateTime| at.format("%Y-%m-%d %H:%M:%S").to_string();
    let mut blocks = vec![
        Block::PageBreak,
        Block::Heading { level: 1, number: None, text: vec![Span::plain(words.say("document-evidence-title"))] },
        Block::Paragraph(vec![Span::plain(words.say("document-evidence-intro"))]),
        Block::Table(Table::facts([
            (
                words.say("document-evidence-agreement"),
                format!("{}, {}", words.say(title_of(agreement)), agreement.version),
            ),
            (words.say("document-evidence-language"), agreement.language.label().to_owned()),
            (words.say("document-evidence-fingerprint"), agreement.shown_sha256.clone()),
        ])),
    ];
    let proof = if is_stamped { words.say("document-evidence-stamped") } else { words.say("verify-no-timestamp") };
    blocks.push(Block::Paragraph(vec![Span::plain(proof)]));
    let address = format!("{}/verify", ctx.base_url);
    blocks.push(Block::Paragraph(vec![Span::plain(words.with("document-verify", "address", &address))]));
    for part in *parts {
        blocks.push(Block::Heading { level: 2, number: None, text: vec![Span::value(part.name.clone())] });
        let text = |value: &Option<String>| value.clone().filter(|text| !text.is_empty()).unwrap_or("–".to_owned());
        blocks.push(Block::Table(Table::facts([
            (words.say("document-signatory-role"), text(&part.title)),
            (words.say("document-evidence-email"), part.email.clone()),
            (words.say("document-evidence-time"), part.signed_at.map(time).unwrap_or_default()),
            (words.say("document-evidence-address"), text(&part.address)),
            // Nobody can correct the user agent of a browser, so unsupported characters are replaced.
            (words.say("document-evidence-browser"), sheet::legible(&text(&part.agent))),
        ])));
        blocks.push(Block::Mark(mark_of(part)?));
    }
    blocks.push(Block::Heading {
        level: 2,
        number: None,
        text: vec![Span::plain(words.say("document-evidence-events"))],
    });
    blocks.push(Block::Table(Table::facts(
        records.iter().map(|one| (format!("{} · {}", one.number, time(one.at)), said(one, words))),
    )));
    Ok(blocks)
}

fn mark_of(part: &Signature) -> Outcome<Mark> {
    let mark = part.mark.clone().unwrap_or_default();
    match part.method {
        Some(SignatureMethod::Drawn) => {
            let strokes: Vec<Stroke> = serde_json::from_str(&mark).map_err(fault)?;
            Ok(Mark::Drawn { strokes, field: (700.0, 140.0), alternative: part.name.clone() })
        }
        _ => Ok(Mark::Typed(mark)),
    }
}

/// The same as JSON, attached to the file.
pub(super) fn json(evidence: &Evidence<'_>, is_stamped: bool) -> serde_json::Value {
    let Evidence { agreement, parts, records } = evidence;
    let at = |at: Option<chrono::NaiveDateTime>| at.map(|at| at.and_utc().to_rfc3339());
    serde_json::json!({
        "agreement": agreement.id.as_str(),
        "kind": agreement.kind.name(),
        "version": agreement.version,
        "language": agreement.language.code(),
        "parties": parties(agreement),
        "textSha256": agreement.shown_sha256,
        "timestamped": is_stamped,
        "signatories": parts.iter().map(|part| serde_json::json!({
            "name": part.name, "role": part.title, "email": part.email, "signedAt": at(part.signed_at),
            "address": part.address, "browser": part.agent, "method": part.method.map(SignatureMethod::name),
        })).collect::<Vec<_>>(),
        "events": records.iter().map(|one| serde_json::json!({
            "number": one.number, "at": at(Some(one.at)), "kind": one.kind, "actor": one.actor,
            "details": serde_json::from_str::<serde_json::Value>(&one.details).unwrap_or_default(), "hash": one.hash,
        })).collect::<Vec<_>>(),
    })
}
