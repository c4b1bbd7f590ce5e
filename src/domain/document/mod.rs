//! Documents: accepted file types, content checks, and safe names.

use std::collections::HashSet;

use thiserror::Error;

use super::actor::Side;
use super::vocabulary::vocabulary;

mod content;

/// What is refused about documents, in words.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DocumentRefusal {
    /// The document belongs to the other side.
    #[error("Only who added a document can delete it. Ask the other side to do so.")]
    OfOthers,
}

#[cfg(test)]
mod tests;

pub use content::check;

/// Bytes of one document: 25 MB.
pub const MAX_BYTES: u64 = 25 * 1024 * 1024;

/// Characters in a description.
pub const MAX_DESCRIPTION_CHARACTERS: u64 = 500;

/// Characters in a file name.
const MAX_FILE_NAME_CHARACTERS: usize = 120;

vocabulary! {
    /// What a document is for.
    pub enum DocumentType {
        /// The invoice that was not paid.
        OriginalInvoice = "Invoice – Original Invoice" | "Original Invoice",
        /// From the debtor, in a dispute.
        DebtorDocuments = "Dispute – Debtor Documents" | "Debtor Documents",
        /// From the creditor, in a dispute.
        CreditorDocuments = "Dispute – Creditor Documents" | "Creditor Documents",
        /// From the agency, in a dispute.
        PartnerDocuments = "Dispute – Partner Documents" | "Partner Documents",
        /// A letter that demands payment.
        DemandLetter = "Demand Letter",
        /// Anything else.
        Miscellaneous = "Miscellaneous Creditor Documents",
    }
}

vocabulary! {
    /// The side that uploaded a document; the contracts' `entityType`.
    pub enum Uploader {
        /// The client.
        Creditor = "Creditor",
        /// The agency.
        CollectionPartner = "Collection Partner",
        /// The operator's staff.
        BackendAdmin = "Backend Admin",
    }
}

impl From<Side> for Uploader {
    fn from(side: Side) -> Self {
        match side {
            Side::Creditor => Self::Creditor,
            Side::Partner => Self::CollectionPartner,
            Side::System | Side::Operator => Self::BackendAdmin,
        }
    }
}

vocabulary! {
    /// The accepted file types.
    pub enum FileKind {
        /// Portable Document Format.
        Pdf = "PDF",
        /// Word up to 2003.
        Doc = "DOC",
        /// Word from 2007.
        Docx = "DOCX",
        /// Excel up to 2003.
        Xls = "XLS",
        /// Excel from 2007.
        Xlsx = "XLSX",
        /// A table as text.
        Csv = "CSV",
        /// A photograph.
        Jpeg = "JPG" | "JPEG",
        /// A picture.
        Png = "PNG",
        /// A picture of few colours.
        Gif = "GIF",
        /// Plain text.
        Txt = "TXT",
        /// A ZIP archive.
        Zip = "ZIP",
        /// A mail.
        Eml = "EML",
    }
}

/// The accepted extensions, for the `accept` attribute of forms and for messages.
pub const EXTENSIONS: &[&str] =
    &["pdf", "doc", "docx", "xls", "xlsx", "csv", "jpg", "jpeg", "png", "gif", "txt", "zip", "eml"];

impl FileKind {
    /// The file type of a name's extension.
    pub fn of(name: &str) -> Option<Self> {
        let (_, extension) = split(name.trim());
        let extension = extension.strip_prefix('.')?.to_ascii_lowercase();
        EXTENSIONS.contains(&extension.as_str()).then(|| Self::parse(&extension)).flatten()
    }

    /// The media type for storage and download.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Doc => "application/msword",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Xls => "application/vnd.ms-excel",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Csv => "text/csv",
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Gif => "image/gif",
            Self::Txt => "text/plain",
            Self::Zip => "application/zip",
            Self::Eml => "message/rfc822",
        }
    }
}

/// Why a document is refused.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum DocumentProblem {
    /// It is empty.
    #[error("The file is empty.")]
    Empty,
    /// It is larger than [`MAX_BYTES`].
    #[error("The file is larger than 25 MB.")]
    TooLarge,
    /// The extension is not accepted.
    #[error("Files of this kind are not taken. Send one of: {}.", EXTENSIONS.join(", "))]
    KindNotTaken,
    /// The content does not match the name.
    #[error(
        "The content of the file is not what its name says: it is no {kind} file. Save it again as {kind}, or send it under its own extension."
    )]
    ContentDiffers {
        /// The type that the name stands for.
        kind: FileKind,
    },
}

/// Whether compressing this type in a ZIP makes it smaller. The other types are compressed already and stored as they
/// are.
pub fn may_be_compressed(kind: FileKind) -> bool {
    match kind {
        FileKind::Doc | FileKind::Xls | FileKind::Csv | FileKind::Txt | FileKind::Eml => true,
        FileKind::Pdf | FileKind::Docx | FileKind::Xlsx | FileKind::Zip => false,
        FileKind::Jpeg | FileKind::Png | FileKind::Gif => false,
    }
}

/// A name that is safe as one path segment on every system: no directories, no control characters, no marks that change
/// the reading direction, no reserved names of Windows, at most 120 characters with the extension kept. Never empty. A
/// safe name is returned unchanged.
pub fn safe_name(name: &str) -> String {
    let mut safe = made_safer(name);
    // Cutting can leave a dot or space at the end again. The loop ends, because a prefix is added at most once.
    loop {
        let safer = made_safer(&safe);
        if safer == safe {
            return safe;
        }
        safe = safer;
    }
}

fn made_safer(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).find(|part| !part.trim().is_empty()).unwrap_or_default();
    let plain: String = last
        .chars()
        .filter(|c| !c.is_control() && !is_invisible(*c))
        .map(|c| if matches!(c, ':' | '*' | '?' | '"' | '<' | '>' | '|') { '_' } else { c })
        .collect();
    // Windows drops dots and spaces at the end; a leading dot hides a file on other systems.
    let is_edge = |c: char| c == '.' || c.is_whitespace();
    let (stem, extension) = split(plain.trim_end_matches(is_edge));
    let room = MAX_FILE_NAME_CHARACTERS - extension.chars().count();
    let stem: String = stem.trim_start_matches(is_edge).chars().take(room).collect();
    match stem.trim_end() {
        "" => format!("document{extension}"),
        stem if is_device(stem) => format!("_{stem}{extension}").chars().take(MAX_FILE_NAME_CHARACTERS).collect(),
        stem => format!("{stem}{extension}"),
    }
}

/// The name, or `name (2).pdf`, `name (3).pdf` … if it is taken. `taken` holds names in lower case, because some
/// systems treat `A.pdf` and `a.pdf` as the same.
pub fn unique_name(taken: &HashSet<String>, name: &str) -> String {
    let free = |candidate: &String| !taken.contains(&candidate.to_lowercase());
    let first = name.to_owned();
    if free(&first) {
        return first;
    }
    let (stem, extension) = split(name);
    (2_u64..).map(|count| format!("{stem} ({count}){extension}")).find(free).unwrap_or(first)
}

/// Stem, and extension with its dot. Long extensions count as part of the stem.
fn split(name: &str) -> (&str, &str) {
    match name.rfind('.') {
        Some(at) if name[at..].chars().count() <= 16 => name.split_at(at),
        _ => (name, ""),
    }
}

/// Characters without width, and those that display `gpj.exe` as `exe.jpg`.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}')
}

fn is_device(stem: &str) -> bool {
    // `CON.tar.gz` is reserved too: the part before the first dot decides.
    let base = stem.split('.').next().unwrap_or(stem).trim_end().to_ascii_uppercase();
    let port = base.strip_prefix("COM").or_else(|| base.strip_prefix("LPT"));
    matches!(base.as_str(), "CON" | "PRN" | "AUX" | "NUL" | "CONIN$" | "CONOUT$")
        || port.is_some_and(|number| {
            number.chars().count() == 1 && number.chars().all(|c| c.is_ascii_digit() || matches!(c, '¹' | '²' | '³'))
        })
}
