//! The result of a verification as JSON.

use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::judge::Judged;
use crate::domain::agreement::AgreementKind;
use crate::domain::calendar::Moment;
use crate::pdf::verify::{Entry, Kind, State};
use crate::store::agreements::files::KnownFile;
use crate::words::Words;

/// The file to check, without other fields.
#[derive(schemars::JsonSchema)]
pub(crate) struct FileRequest {}

/// Whether a signed file is genuine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) enum Verdict {
    /// Signed and sealed here, unaltered, and on record.
    Genuine,
    /// Signed and sealed here and unaltered, but the record does not know it.
    NotOnRecord,
    /// Signed here and unaltered, but not by everybody, or without the seal.
    Incomplete,
    /// Changed since it was signed.
    Altered,
    /// Signed by somebody who is not known here.
    Unknown,
    /// Nobody has signed it.
    Unsigned,
    /// Not a PDF, or not one that can be read here.
    Unreadable,
}

/// A file and what was found.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct VerifyResource {
    /// Whether the file is genuine.
    pub verdict: Verdict,
    /// The text in the requested language.
    pub title: String,
    /// A short explanation.
    pub detail: String,
    /// The file's name, if it came with one.
    pub file_name: Option<String>,
    /// Bytes.
    pub size: usize,
    /// SHA-256 of the file.
    pub sha256: String,
    /// The agreement; missing if the file cannot be trusted.
    pub agreement: Option<AgreementResource>,
    /// Signatures, seal and timestamps, in the order in which they were made.
    pub signatures: Vec<SignatureResource>,
    /// What is on record about this file.
    pub record: Option<RecordResource>,
}

/// The agreement in the file, as the file says.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct AgreementResource {
    /// Sdca, PartnerSdca, Poa or PricingAppendix.
    pub kind: Option<String>,
    /// Its name, in its own language.
    pub title: String,
    /// Its version.
    pub version: Option<String>,
    /// The language of the text, ISO 639-1.
    pub language: Option<String>,
    /// The parties.
    pub between: Vec<String>,
}

/// One signature, seal or timestamp.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct SignatureResource {
    /// Person, Seal or Timestamp.
    pub kind: String,
    /// The name on the certificate.
    pub name: String,
    /// The party the person signed for.
    pub organisation: Option<String>,
    /// The role.
    pub role: Option<String>,
    /// When, by the signer's own clock; of a timestamp, by the authority's. UTC.
    pub at: Option<String>,
    /// The file is unchanged since it was signed.
    pub intact: bool,
    /// Whether this instance's own authority issued the certificate; of a timestamp: whether its authority is trusted here.
    pub trusted: bool,
    /// The time by an independent authority.
    pub timestamp: Option<TimestampResource>,
}

/// A timestamp over one signature.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct TimestampResource {
    /// UTC.
    pub at: String,
    /// The authority.
    pub authority: String,
    /// Whether the authority is trusted here.
    pub trusted: bool,
}

/// What is on record about this file.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RecordResource {
    /// The number of the file within the agreement, from 1.
    pub number: i64,
    /// Number of files; each later one adds a timestamp to the one before.
    pub count: i64,
    /// PAdES baseline B or T.
    pub level: String,
    /// The newer file, where there is one.
    pub newer: Option<i64>,
}

/// A moment in a form that is read the same everywhere.
fn time(at: Moment) -> String {
    at.format("%Y-%m-%d %H:%M:%S UTC").to_string()
}

impl VerifyResource {
    pub(super) fn new(judged: &Judged, known: Option<&KnownFile>, words: &Words) -> Self {
        let verdict = verdict(judged, known.is_some());
        let (title, detail) = said(verdict, judged, words);
        let vouched = matches!(verdict, Verdict::Genuine | Verdict::NotOnRecord | Verdict::Incomplete);
        Self {
            verdict,
            title,
            detail,
            file_name: Some(judged.name.clone()).filter(|name| !name.is_empty()),
            size: judged.size,
            sha256: judged.sha256.clone(),
            agreement: vouched.then(|| AgreementResource::new(judged, known)),
            signatures: judged.report.entries.iter().map(|one| SignatureResource::new(one, &judged.evidence)).collect(),
            record: known.map(|known| RecordResource {
                number: known.number,
                count: known.count,
                level: known.level.name().to_owned(),
                newer: (known.number < known.count).then_some(known.count),
            }),
        }
    }
}

fn verdict(judged: &Judged, is_known: bool) -> Verdict {
    match judged.report.state {
        // The file is on record byte for byte, so it is genuine even if its authority is no longer known.
        _ if is_known => Verdict::Genuine,
        State::Whole if judged.report.is_genuine() => Verdict::NotOnRecord,
        State::Whole if judged.is_all_ours() => Verdict::Incomplete,
        State::Whole => Verdict::Unknown,
        State::Altered => Verdict::Altered,
        State::Unsigned => Verdict::Unsigned,
        State::Unreadable(_) if judged.was_ours => Verdict::Altered,
        State::Unreadable(_) if judged.has_marks => Verdict::Unknown,
        State::Unreadable(_) => Verdict::Unreadable,
    }
}

fn said(verdict: Verdict, judged: &Judged, words: &Words) -> (String, String) {
    let is_extended = judged.report.entries.iter().any(|entry| entry.kind == Kind::Timestamp);
    let (title, detail) = match verdict {
        Verdict::Genuine if is_extended => ("verify-genuine-title", "verify-extended"),
        Verdict::Genuine => ("verify-genuine-title", "verify-genuine"),
        Verdict::NotOnRecord => {
            let seal = judged.report.entries.iter().rfind(|entry| entry.kind == Kind::Seal);
            let operator = seal.map_or("", |seal| seal.name.as_str());
            return (words.say("verify-not-on-record-title"), words.with("verify-not-on-record", "operator", operator));
        }
        Verdict::Incomplete => ("verify-incomplete-title", "verify-incomplete"),
        Verdict::Altered => ("verify-altered-title", "verify-altered"),
        Verdict::Unknown => ("verify-unknown-title", "verify-unknown"),
        Verdict::Unsigned => ("verify-unsigned-title", "verify-unsigned"),
        Verdict::Unreadable if judged.is_no_pdf() => ("verify-unreadable-title", "verify-not-pdf"),
        Verdict::Unreadable => ("verify-unreadable-title", "verify-foreign"),
    };
    (words.say(title), words.say(detail))
}

/// A text in the file's evidence.
fn text(value: &Value, name: &str) -> Option<String> {
    value.get(name).and_then(Value::as_str).filter(|text| !text.is_empty()).map(str::to_owned)
}

impl AgreementResource {
    fn new(judged: &Judged, known: Option<&KnownFile>) -> Self {
        let named = judged.evidence.get("parties").and_then(Value::as_array).into_iter().flatten();
        let mut between: Vec<String> = named.filter_map(Value::as_str).map(str::to_owned).collect();
        // In older files the evidence does not name the parties; then they are the signatories and the seal.
        if between.is_empty() {
            for entry in &judged.report.entries {
                let party = if entry.kind == Kind::Seal { Some(&entry.name) } else { entry.organisation.as_ref() };
                between.extend(party.filter(|party| !party.is_empty() && !between.contains(party)).cloned());
            }
        }
        Self {
            kind: text(&judged.evidence, "kind").or(known.map(|known| AgreementKind::name(known.kind).to_owned())),
            title: judged.report.title.clone().unwrap_or_default(),
            version: text(&judged.evidence, "version").or(known.map(|known| known.version.clone())),
            language: text(&judged.evidence, "language"),
            between,
        }
    }
}

impl SignatureResource {
    fn new(entry: &Entry, evidence: &Value) -> Self {
        let signatories = evidence.get("signatories").and_then(Value::as_array);
        let own = signatories.into_iter().flatten().find(|one| text(one, "name").as_deref() == Some(&entry.name));
        let is_person = entry.kind == Kind::Person;
        let kind = match entry.kind {
            Kind::Person => "Person",
            Kind::Seal => "Seal",
            Kind::Timestamp => "Timestamp",
        };
        Self {
            kind: kind.to_owned(),
            name: entry.name.clone(),
            organisation: entry.organisation.clone().filter(|_| is_person),
            role: own.filter(|_| is_person).and_then(|own| text(own, "role")),
            at: entry.at.map(time),
            intact: entry.intact,
            trusted: entry.trusted,
            timestamp: entry.stamp.as_ref().map(|stamp| TimestampResource {
                at: time(stamp.at),
                authority: stamp.by.clone(),
                trusted: stamp.trusted,
            }),
        }
    }
}
