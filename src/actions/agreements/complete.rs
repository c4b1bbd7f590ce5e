//! The file of an agreement that everybody has signed: made once, with its evidence, signed and sealed.

use super::sign::title_of;
use super::text::{self, Shown};
use crate::actions::{ActionError, Here, Outcome};
use crate::domain::actor::Author;
use crate::domain::agreement::{FileLevel, SignatureMethod};
use crate::domain::client::ClientFact;
use crate::pdf::sheet::{self, Attachment, Paper};
use crate::pdf::sign::{self as seal, Authority, Level, Person, Sealing, Signatory};
use crate::pdf::text::{Block, Mark, Span, Stroke, Table};
use crate::store::agreements::{self, Agreement, Signature};
use crate::store::blobs::Blobs;
use crate::store::evidence::{self, About, Record, Subject};
use crate::store::{self, Database, StoreError};
use crate::words::Words;

/// The keys with which this instance vouches for people and seals.
pub struct Keys {
    /// The instance's own authority and the operator's seal.
    pub authority: Authority,
}

/// Years for which the certificates of signatories last.
const YEARS: i64 = 10;

fn fault(error: impl std::fmt::Display) -> ActionError {
    ActionError::Store(StoreError::Corrupt(format!("an agreement could not be made into a file: {error}")))
}

/// Makes the files of the agreements that everybody has signed and that have none; answers how many. What fails is
/// tried again with the next round: the signatures are stored. One that cannot be made holds up no other.
///
/// # Errors
/// The last agreement that could not be made into a file, after every other was tried.
pub fn complete_all(database: &Database, blobs: &Blobs, keys: &Keys, here: &Here) -> Outcome<usize> {
    let waiting = agreements::any_without_file(&mut database.read()?)?;
    let mut made = Ok(waiting.len());
    for agreement in &waiting {
        if let Err(error) = complete(database, blobs, keys, agreement, here) {
            made = Err(error);
        }
    }
    made
}

/// Sets, signs and stores on no connection: only what is read before and noted after takes one.
fn complete(database: &Database, blobs: &Blobs, keys: &Keys, agreement: &Agreement, here: &Here) -> Outcome<()> {
    let mut reader = database.read()?;
    let db = &mut reader;
    let parts = agreements::parts(db, agreement.id)?;
    let records = evidence::of_agreement(db, agreement.id)?;
    let shown = text::blocks_of(db, agreement)?;
    if shown.sha256 != agreement.shown_sha256 {
        return Err(fault("the text is no longer the one that was shown"));
    }
    let organisation = match agreement.subject()? {
        Subject::Client(id) => store::clients::any_creditor(db, id)?.name,
        Subject::Agency(id) => store::people::profile(db, id)?.name,
    };
    drop(reader);
    let bytes = file_of(agreement, (&parts, &records), shown, &organisation, keys, here)?;
    let stored = blobs.put_blocking_bytes(&bytes)?;
    let size = i64::try_from(stored.size).unwrap_or(i64::MAX);
    database.write()?.write(|db| {
        store::documents::hold_bytes(db, &stored.sha256, size, here.now)?;
        if !agreements::any_add_file(db, agreement.id, (1, &stored.sha256, size, FileLevel::B), here.now)? {
            return Ok(());
        }
        let subject = agreement.subject()?;
        let partner = match subject {
            Subject::Client(creditor) => store::clients::any_partner_of(db, creditor)?,
            Subject::Agency(_) => None,
        };
        let about = About { subject, agreement: Some(agreement.id), referral_partner: partner };
        let fact = ClientFact::Completed {
            kind: agreement.kind.name(),
            version: agreement.version.clone(),
            sha256: stored.sha256.clone(),
            level: FileLevel::B.name(),
        };
        evidence::record(db, &about, &Author::system(), &fact, &[], here.now)?;
        let words = Words(agreement.language);
        let app = match partner {
            Some(id) => store::referrals::profile(db, id)?.short_name,
            None => here.operator.clone(),
        };
        let house =
            crate::mail::signing::House { app: &app, operator: &here.operator, company: &organisation, words: &words };
        for part in &parts {
            let link = match subject {
                Subject::Client(_) => {
                    format!("{}/documents/{}", here.onboarding_url(part.id.as_str()), agreement.id)
                }
                Subject::Agency(_) => format!("{}/partner/settings/agreements/{}", here.base_url, agreement.id),
            };
            let letter = crate::mail::signing::signed(&house, &part.name, &words.say(title_of(agreement)), &link);
            store::mails::queue(db, (&part.email, &part.name), &letter, None, here.now)?;
        }
        Ok(())
    })
}

/// The finished file.
fn file_of(
    agreement: &Agreement,
    (parts, records): (&[Signature], &[Record]),
    shown: Shown,
    organisation: &str,
    keys: &Keys,
    here: &Here,
) -> Outcome<Vec<u8>> {
    let words = Words(agreement.language);
    let title = words.say(title_of(agreement));
    let mut blocks = shown.blocks;
    blocks.extend(evidence_page(agreement, parts, records, &words)?);
    let json = serde_json::to_vec_pretty(&as_json(agreement, parts, records)).map_err(fault)?;
    let description = words.say("document-evidence-title");
    let attachments =
        [Attachment { name: "evidence.json", mime: "application/json", description: &description, bytes: &json }];
    let page_of = words.fill("document-page", &[("page", "{page}"), ("pages", "{pages}")]);
    let seal_label = words.with("document-seal", "operator", &here.operator);
    let paper = Paper {
        title: &title,
        language: agreement.language.code(),
        author: &here.operator,
        at: here.now,
        id: agreement.id.as_str(),
        head: (&title, organisation),
        foot: &agreement.version,
        page_of: &page_of,
        not_signed: None,
        attachments: &attachments,
    };
    let pdf = sheet::pdf(&paper, &blocks).map_err(fault)?;
    let signatories: Vec<Signatory> = parts
        .iter()
        .map(|part| Signatory {
            person: Person {
                name: part.name.clone(),
                email: part.email.clone(),
                organisation: Some(organisation.to_owned()),
            },
            label: part.name.clone(),
            reason: title.clone(),
            at: part.signed_at.unwrap_or(agreement.created_at).and_utc(),
        })
        .collect();
    let sealing = Sealing {
        label: seal_label.clone(),
        reason: title.clone(),
        at: here.now,
        until: here.now + chrono::Duration::days(YEARS * 365),
    };
    let mut entropy = |bytes: &mut [u8]| store::entropy::fill(bytes);
    let signed = seal::sign(&pdf, &keys.authority, &signatories, &sealing, None, &mut entropy).map_err(fault)?;
    match signed.level {
        Level::B => Ok(signed.bytes),
        Level::T => Err(fault("a timestamp that nobody asked for")),
    }
}

fn evidence_page(agreement: &Agreement, parts: &[Signature], records: &[Record], words: &Words) -> Outcome<Vec<Block>> {
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
    for part in parts {
        blocks.push(Block::Heading { level: 2, number: None, text: vec![Span::value(part.name.clone())] });
        let text = |value: &Option<String>| value.clone().filter(|text| !text.is_empty()).unwrap_or("–".to_owned());
        blocks.push(Block::Table(Table::facts([
            (words.say("document-signatory-role"), text(&part.title)),
            (words.say("document-evidence-email"), part.email.clone()),
            (words.say("document-evidence-time"), part.signed_at.map(time).unwrap_or_default()),
            (words.say("document-evidence-address"), text(&part.address)),
            // Nobody can correct what a browser calls itself.
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
        records.iter().map(|one| (format!("{} · {}", one.number, time(one.at)), one.kind.clone())),
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

fn as_json(agreement: &Agreement, parts: &[Signature], records: &[Record]) -> serde_json::Value {
    let at = |at: Option<chrono::NaiveDateTime>| at.map(|at| at.and_utc().to_rfc3339());
    serde_json::json!({
        "agreement": agreement.id.as_str(),
        "kind": agreement.kind.name(),
        "version": agreement.version,
        "language": agreement.language.code(),
        "textSha256": agreement.shown_sha256,
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
