//! Checks that a document's content matches its name. The first bytes decide, together with the type found by a
//! detection library. Neither the browser's type nor the extension is trusted alone.

use super::{DocumentProblem, FileKind};

/// The first bytes of Office files up to 2003 (OLE2).
const OLE2: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// Checks a document by its name, its first bytes (a few kilobytes) and the media type that a detection library found.
pub fn check(name: &str, head: &[u8], sniffed: Option<&str>) -> Result<FileKind, DocumentProblem> {
    let kind = FileKind::of(name).ok_or(DocumentProblem::KindNotTaken)?;
    if head.is_empty() {
        return Err(DocumentProblem::Empty);
    }
    let begins = match kind {
        FileKind::Pdf => head.starts_with(b"%PDF-"),
        FileKind::Png => head.starts_with(b"\x89PNG\r\n\x1a\n"),
        FileKind::Gif => head.starts_with(b"GIF87a") || head.starts_with(b"GIF89a"),
        FileKind::Jpeg => head.starts_with(&[0xFF, 0xD8, 0xFF]),
        FileKind::Docx | FileKind::Xlsx => head.starts_with(b"PK\x03\x04"),
        // An empty archive starts with its end record.
        FileKind::Zip => head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06"),
        FileKind::Doc | FileKind::Xls => head.starts_with(OLE2),
        FileKind::Txt | FileKind::Csv => is_text(head) && !holds_markup(head),
        FileKind::Eml => is_text(head) && begins_with_header(head),
    };
    if begins && agrees(kind, sniffed) { Ok(kind) } else { Err(DocumentProblem::ContentDiffers { kind }) }
}

/// Whether the detected type does not contradict the kind. Libraries often name the container instead of the kind.
fn agrees(kind: FileKind, sniffed: Option<&str>) -> bool {
    let Some(sniffed) = sniffed else { return true };
    match kind {
        // Text was decided above; for text, libraries guess from one or two letters.
        FileKind::Txt | FileKind::Csv | FileKind::Eml => true,
        FileKind::Docx | FileKind::Xlsx => [kind.media_type(), "application/zip"].contains(&sniffed),
        FileKind::Doc | FileKind::Xls => [kind.media_type(), "application/x-ole-storage"].contains(&sniffed),
        // Word and Excel files are ZIP archives and may be uploaded under that name; programs may not.
        FileKind::Zip => [kind, FileKind::Docx, FileKind::Xlsx].iter().any(|known| known.media_type() == sniffed),
        FileKind::Pdf | FileKind::Jpeg | FileKind::Png | FileKind::Gif => kind.media_type() == sniffed,
    }
}

/// No NUL byte: every program and every UTF-16 text has one, other texts do not.
fn is_text(head: &[u8]) -> bool {
    !head.contains(&0)
}

/// Whether a browser or a shell might execute it.
fn holds_markup(head: &[u8]) -> bool {
    let text = String::from_utf8_lossy(head).to_lowercase();
    let start = text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n', '\u{c}']);
    let begins = ["#!", "<!", "<?", "%!ps"].iter().any(|mark| start.starts_with(mark));
    let tags =
        ["<html", "<head", "<body", "<script", "<iframe", "<svg", "<object", "<embed", "<img", "<?php", "<!doctype"];
    begins || tags.iter().any(|tag| text.contains(tag))
}

/// Whether it starts with a mail header, or with the "From " line of a mailbox file. HTML further down is a part of the
/// mail.
fn begins_with_header(head: &[u8]) -> bool {
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    let start = head.trim_ascii_start();
    let name = start.split(|byte| *byte == b':').next().unwrap_or(start);
    let header = name.len() < start.len()
        && !name.is_empty()
        && name.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-');
    header || start.starts_with(b"From ")
}
