//! Verifies a signed file against the certificate authorities that this instance trusts.

use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::actions::agreements::ATTACHMENT;
use crate::pdf::objects::Fault;
use crate::pdf::sign::Certificate;
use crate::pdf::verify::{self, Kind, Report, State, Trust};
use crate::web::http::one_file::OneFile;

/// How many earlier ends of a damaged file are tried.
const MAX_EARLIER_ENDS: usize = 8;
/// Every signature in a PDF contains this.
const SIGNATURE_MARK: &[u8] = b"/ByteRange";

/// A file with the result of its verification.
pub(super) struct Judged {
    /// A safe file name; "" if it had none.
    pub name: String,
    pub size: usize,
    /// In lower-case hex.
    pub sha256: String,
    pub report: Report,
    /// The evidence inside the file; null unless this instance's seal covers it.
    pub evidence: Value,
    /// The file cannot be read, but it begins with a file that was signed here.
    pub was_ours: bool,
    /// The file cannot be read, but it contains a signature.
    pub has_marks: bool,
}

impl Judged {
    pub(crate) fn of(file: &OneFile, authorities: &[Certificate], timestamp_roots: &[Certificate]) -> Self {
        let trust = Trust { authorities, timestamp_roots };
        let bytes = file.bytes.as_slice();
        let report = verify::verify(bytes, trust);
        let is_unreadable = matches!(report.state, State::Unreadable(_));
        let vouched = report.state == State::Whole && all_trusted(&report);
        let evidence = vouched.then(|| verify::attachment(bytes, ATTACHMENT)).flatten();
        Self {
            name: file.name.clone(),
            size: bytes.len(),
            sha256: hex::encode(Sha256::digest(bytes)),
            evidence: evidence.and_then(|json| serde_json::from_slice(&json).ok()).unwrap_or_default(),
            was_ours: is_unreadable && ends(bytes).any(|end| is_ours(bytes.get(..end).unwrap_or_default(), trust)),
            has_marks: is_unreadable && bytes.windows(SIGNATURE_MARK.len()).any(|window| window == SIGNATURE_MARK),
            report,
        }
    }

    /// Whether it is not a PDF.
    pub(crate) fn is_no_pdf(&self) -> bool {
        self.report.state == State::Unreadable(Fault::NotPdf) && !self.has_marks
    }

    /// Whether all signatures were made here.
    pub(crate) fn is_all_ours(&self) -> bool {
        all_trusted(&self.report)
    }
}

fn all_trusted(report: &Report) -> bool {
    let mut signatures = report.entries.iter().filter(|entry| entry.kind != Kind::Timestamp).peekable();
    signatures.peek().is_some() && signatures.all(|entry| entry.trusted)
}

/// Possible ends of earlier revisions, the latest first.
fn ends(bytes: &[u8]) -> impl Iterator<Item = usize> {
    const END_OF_FILE: &[u8] = b"%%EOF\n";
    let found = bytes.windows(END_OF_FILE.len()).enumerate().rev().filter(|(_, window)| *window == END_OF_FILE);
    found.map(|(at, _)| at + END_OF_FILE.len()).filter(|end| *end < bytes.len()).take(MAX_EARLIER_ENDS)
}

fn is_ours(bytes: &[u8], trust: Trust<'_>) -> bool {
    let report = verify::verify(bytes, trust);
    report.state == State::Whole && all_trusted(&report)
}
