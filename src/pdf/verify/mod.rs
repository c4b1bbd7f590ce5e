//! Verification: who signed a file, and whether it is unchanged.
//!
//! A file is whole if every revision after the first is exactly one signature or timestamp, and every byte except the
//! signatures' own is covered. Anything that could be read in two ways is not whole. No input causes a panic, and all
//! reading is limited.

mod revision;
#[cfg(test)]
mod tests;

use x509_cert::Certificate;

use super::objects::{Fault, File, Object};
use super::sign::{common_name, lasts};
use crate::Moment;

/// The trusted authorities.
#[derive(Debug, Clone, Copy, Default)]
pub struct Trust<'a> {
    /// Authorities for signatures: this instance's present and former ones.
    pub authorities: &'a [Certificate],
    /// Roots of timestamp authorities. If there are none, valid timestamps are reported as untrusted.
    pub timestamp_roots: &'a [Certificate],
}

/// The result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// In the order of signing.
    pub entries: Vec<Entry>,
    /// The state of the file.
    pub state: State,
    /// Number of fields that are not signed.
    pub empty_fields: usize,
    /// The title in the file.
    pub title: Option<String>,
}

/// The state of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Not signed.
    Unsigned,
    /// Unchanged since the last signature or timestamp.
    Whole,
    /// Changed since, in any way.
    Altered,
    /// Not a PDF of this portal, or too damaged to be read.
    Unreadable(Fault),
}

/// The kind of a signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A person's.
    Person,
    /// An organisation's: its certificate is issued to the organisation.
    Seal,
    /// A timestamp of the whole file.
    Timestamp,
}

/// One signature, seal or timestamp.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The kind.
    pub kind: Kind,
    /// The name in the certificate.
    pub name: String,
    /// The organisation for which the person signed.
    pub organisation: Option<String>,
    /// The reason stated by the signer.
    pub reason: Option<String>,
    /// The time stated by the signer; for a timestamp, the time stated by the authority.
    pub at: Option<Moment>,
    /// The timestamp of an outside authority.
    pub stamp: Option<Stamp>,
    /// Whether the signed bytes are unchanged.
    pub intact: bool,
    /// Whether the certificate comes from a trusted authority and was valid when it was used.
    pub trusted: bool,
    /// The end of the covered bytes; they were the whole file at that time.
    pub end: usize,
}

/// A timestamp of a signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    /// The time.
    pub at: Moment,
    /// The authority's name.
    pub by: String,
    /// Whether it comes from a trusted root.
    pub trusted: bool,
}

impl Report {
    /// Whether this instance made the file and it is complete and unchanged: whole, no empty field, every signature
    /// from a trusted authority, and sealed after the last person signed.
    pub fn is_genuine(&self) -> bool {
        let mut signatures = self.entries.iter().filter(|entry| entry.kind != Kind::Timestamp);
        self.state == State::Whole
            && self.empty_fields == 0
            && signatures.clone().all(|entry| entry.trusted)
            && signatures.next_back().is_some_and(|last| last.kind == Kind::Seal)
    }
}

/// Reads a file and reports. It never fails; problems are in the report.
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

/// A file attached to a PDF, by name, up to 4 MiB; used for the evidence.
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
