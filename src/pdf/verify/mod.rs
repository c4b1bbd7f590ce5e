//! Verifying: what a file itself says about who signed it and whether it is whole.
//!
//! A file is whole when every revision after the first is one signature or timestamp and nothing else, and every
//! byte but the signatures' own is covered. Whatever cannot be read in one way only is not whole. No input makes
//! this panic, and no file is read beyond its limits.

mod revision;
#[cfg(test)]
mod tests;

use x509_cert::Certificate;

use super::objects::{Fault, File, Object};
use super::sign::{common_name, lasts};
use crate::domain::calendar::Moment;

/// Whom to believe.
#[derive(Debug, Clone, Copy, Default)]
pub struct Trust<'a> {
    /// Authorities that signatures must come from: this instance's, and those it had before.
    pub authorities: &'a [Certificate],
    /// Roots of timestamp authorities. Without any, a timestamp that is right in itself is reported as untrusted.
    pub timestamp_roots: &'a [Certificate],
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// In the order of signing.
    pub entries: Vec<Entry>,
    /// What became of the file.
    pub state: State,
    /// Fields that nobody has signed.
    pub empty_fields: usize,
    /// The title of the document, as it says itself.
    pub title: Option<String>,
}

/// What became of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Nobody has signed it.
    Unsigned,
    /// As it was when the last signature or timestamp was made.
    Whole,
    /// Changed since, in whatever way.
    Altered,
    /// Not a PDF that this portal could have made, or one so damaged that it cannot be read.
    Unreadable(Fault),
}

/// What a signature is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A person's.
    Person,
    /// An organisation's: the certificate names the organisation itself.
    Seal,
    /// A timestamp over the whole file.
    Timestamp,
}

/// One signature, seal or timestamp.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What it is.
    pub kind: Kind,
    /// In whose name its certificate is.
    pub name: String,
    /// For whom the person signed.
    pub organisation: Option<String>,
    /// Why, in the signer's words.
    pub reason: Option<String>,
    /// When, in the signer's words; of a timestamp, what the authority says.
    pub at: Option<Moment>,
    /// What an outside authority says about when.
    pub stamp: Option<Stamp>,
    /// Its bytes are those that were signed.
    pub intact: bool,
    /// Its certificate comes from an authority that is trusted here, and lasted when it was made.
    pub trusted: bool,
    /// How far into the file it reaches: that much was the whole file then.
    pub end: usize,
}

/// A timestamp over a signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    /// When.
    pub at: Moment,
    /// Who says so.
    pub by: String,
    /// Whether it comes from a trusted root.
    pub trusted: bool,
}

impl Report {
    /// Whether the file is what this instance made, complete and unchanged: whole, no field left empty, every
    /// signature by a trusted authority, and sealed after the last person signed.
    pub fn is_genuine(&self) -> bool {
        let mut signatures = self.entries.iter().filter(|entry| entry.kind != Kind::Timestamp);
        self.state == State::Whole
            && self.empty_fields == 0
            && signatures.clone().all(|entry| entry.trusted)
            && signatures.next_back().is_some_and(|last| last.kind == Kind::Seal)
    }
}

/// Reads a file and reports. Never fails: what is wrong is in the report.
pub fn verify(bytes: &[u8], trust: Trust<'_>) -> Report {
    let mut report = Report { entries: Vec::new(), state: State::Unsigned, empty_fields: 0, title: None };
    let file = match File::read(bytes) {
        Ok(file) => file,
        Err(fault) => {
            report.state = State::Unreadable(fault);
            return report;
        }
    };
    report.title = title(&file);
    report.empty_fields = empty_fields(&file).unwrap_or_default();
    for at in 1..file.revisions().len() {
        match revision::read(&file, bytes, at, trust) {
            Ok(entry) => report.entries.push(entry),
            Err(_) => report.state = State::Altered,
        }
    }
    if report.entries.iter().any(|entry| !entry.intact) {
        report.state = State::Altered;
    }
    if report.state == State::Unsigned && !report.entries.is_empty() {
        report.state = State::Whole;
    }
    report
}

/// A file that travels within a PDF, by name, up to 4 MiB: the evidence.
pub fn attachment(bytes: &[u8], name: &str) -> Option<Vec<u8>> {
    let file = File::read(bytes).ok()?;
    let root = file.dictionary(file.trailer().ok()?.get("Root")).ok()?;
    for spec in root.get("AF")?.array()? {
        let spec = file.dictionary(Some(spec)).ok()?;
        if spec.get("UF").and_then(Object::words).as_deref() == Some(name) {
            let held = spec.get("EF")?.dictionary()?.get("F")?.reference()?;
            return file.stream(held, 4 * 1024 * 1024).ok();
        }
    }
    None
}

fn title(file: &File<'_>) -> Option<String> {
    file.dictionary(file.trailer().ok()?.get("Info")).ok()?.get("Title")?.words()
}

fn empty_fields(file: &File<'_>) -> Option<usize> {
    let root = file.dictionary(file.trailer().ok()?.get("Root")).ok()?;
    let form = file.dictionary(root.get("AcroForm")).ok()?;
    let fields = form.get("Fields")?.array()?.iter().map(|field| file.dictionary(Some(field)));
    Some(fields.filter(|field| field.as_ref().map_or(true, |field| field.get("V").is_none())).count())
}

fn trusted(parts: &super::sign::cms::Parts, trust: Trust<'_>, at: Moment) -> bool {
    parts.leads_to(trust.authorities) && lasts(&parts.certificate, at)
}

fn kind(certificate: &Certificate) -> (Kind, Option<String>) {
    let organisation = super::sign::organisation(certificate);
    let is_seal = organisation.as_deref().is_some_and(|named| named == common_name(certificate));
    (if is_seal { Kind::Seal } else { Kind::Person }, organisation)
}
