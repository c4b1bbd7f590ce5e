//! Whether a document's content is what its name says. The first bytes decide, together with what
//! a sniffing library made of them; neither the browser's word nor the extension alone.

use super::{DocumentProblem, FileKind};

/// The first bytes of the compound files that Office wrote up to 2003.
const OLE2: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// Checks a document by its name, its first bytes (a few kilobytes are enough) and the media type
/// that a sniffing library found in them.
pub fn check(name: &str, head: &[u8], sniffed: Option<&str>) -> Result<FileKind, DocumentProblem> {
    let kind = FileKind::of(name).ok_or(DocumentProblem::KindNotTaken)?;
    if head.is_empty() {
        return Err(DocumentProblem::Empty);
    }
    let begins = match kind {
        FileKind::Pdf => head.starts_with(b"%PDF-"),
        FileKind::Png => head.starts_with(b"\x89PNG\r\n\x1a\n"),
        FileKind::Jpeg => head.starts_with(&[0xFF, 0xD8, 0xFF]),
        FileKind::Docx | FileKind::Xlsx => head.starts_with(b"PK\x03\x04"),
        // An archive without entries begins with its end.
        FileKind::Zip => head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06"),
        FileKind::Doc | FileKind::Xls => head.starts_with(OLE2),
        FileKind::Txt | FileKind::Csv => is_text(head) && !holds_markup(head),
        FileKind::Eml => is_text(head) && begins_with_header(head),
    };
    if begins && agrees(kind, sniffed) { Ok(kind) } else { Err(DocumentProblem::ContentDiffers { kind }) }
}

/// Whether the sniffed type does not contradict the kind. Libraries cannot always see into a
/// container and then name the container.
fn agrees(kind: FileKind, sniffed: Option<&str>) -> bool {
    let Some(sniffed) = sniffed else { return true };
    match kind {
        // What is text was decided above; for text the library guesses from one or two letters.
        FileKind::Txt | FileKind::Csv | FileKind::Eml => true,
        FileKind::Docx | FileKind::Xlsx => [kind.media_type(), "application/zip"].contains(&sniffed),
        FileKind::Doc | FileKind::Xls => [kind.media_type(), "application/x-ole-storage"].contains(&sniffed),
        // Word and Excel files may be sent as the archives they are; programs may not.
        FileKind::Zip => [kind, FileKind::Docx, FileKind::Xlsx].iter().any(|known| known.media_type() == sniffed),
        FileKind::Pdf | FileKind::Jpeg | FileKind::Png => kind.media_type() == sniffed,
    }
}

/// No NUL, which every program and every UTF-16 text has and no other text does.
fn is_text(head: &[u8]) -> bool {
    !head.contains(&0)
}

/// Whether a browser or a shell might run it.
fn holds_markup(head: &[u8]) -> bool {
    let text = String::from_utf8_lossy(head).to_lowercase();
    let start = text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n', '\u{c}']);
    let begins = ["#!", "<!", "<?", "%!ps"].iter().any(|mark| start.starts_with(mark));
    let tags =
        ["<html", "<head", "<body", "<script", "<iframe", "<svg", "<object", "<embed", "<img", "<?php", "<!doctype"];
    begins || tags.iter().any(|tag| text.contains(tag))
}

/// A mail begins with a header line, or with the envelope line of a mailbox file; HTML further
/// down is a part of the mail.
fn begins_with_header(head: &[u8]) -> bool {
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    let start = &head[head.iter().position(|byte| !byte.is_ascii_whitespace()).unwrap_or(head.len())..];
    let name = start.split(|byte| *byte == b':').next().unwrap_or(start);
    let header = name.len() < start.len()
        && !name.is_empty()
        && name.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-');
    header || start.starts_with(b"From ")
}
