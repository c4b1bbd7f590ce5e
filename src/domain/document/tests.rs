use super::*;

const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const OLE: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0];

#[test]
fn content_that_agrees_with_the_name_is_taken() {
    for (name, head, sniffed, kind) in [
        ("Invoice.PDF", b"%PDF-1.7".as_slice(), Some("application/pdf"), FileKind::Pdf),
        ("a.jpg", &[0xFF, 0xD8, 0xFF, 0xE0], Some("image/jpeg"), FileKind::Jpeg),
        ("a.jpeg", &[0xFF, 0xD8, 0xFF, 0xE0], None, FileKind::Jpeg),
        ("a.png", b"\x89PNG\r\n\x1a\n", Some("image/png"), FileKind::Png),
        ("a.gif", b"GIF89a\x01\0", Some("image/gif"), FileKind::Gif),
        ("a.docx", b"PK\x03\x04", Some("application/zip"), FileKind::Docx),
        ("a.docx", b"PK\x03\x04", Some(DOCX), FileKind::Docx),
        ("a.zip", b"PK\x05\x06", None, FileKind::Zip),
        ("a.zip", b"PK\x03\x04", Some(DOCX), FileKind::Zip),
        ("a.doc", OLE, Some("application/x-ole-storage"), FileKind::Doc),
        ("a.txt", b"BMW owes us; see MZ-7", Some("image/bmp"), FileKind::Txt),
        ("a.csv", "Größe;<5".as_bytes(), None, FileKind::Csv),
        ("a.txt", b"caf\xe9 in Latin-1", None, FileKind::Txt),
        ("a.eml", b"Received: from x\r\n\r\n<html>", Some("text/html"), FileKind::Eml),
    ] {
        assert_eq!(check(name, head, sniffed), Ok(kind), "{name}");
    }
}

#[test]
fn content_that_differs_is_refused() {
    for (name, head, sniffed) in [
        ("a.pdf", b"<html>%PDF-1.7".as_slice(), None),
        ("a.pdf", b"MZ\x90\0", Some("application/x-msdownload")),
        ("a.jpg", b"\x89PNG\r\n\x1a\n", Some("image/png")),
        ("a.gif", b"\x89PNG\r\n\x1a\n", None),
        ("a.docx", OLE, None),
        ("a.xlsx", b"PK\x03\x04", Some(DOCX)),
        ("a.zip", b"PK\x03\x04", Some("application/vnd.android.package-archive")),
        ("a.xls", OLE, Some("application/msword")),
        ("a.txt", b"a\0b", None),
        ("a.txt", b" \n<!DOCTYPE html>", None),
        ("a.csv", b"a;b\n1;<SCRIPT>alert(1)</SCRIPT>", None),
        ("a.txt", b"#!/bin/sh", None),
        ("a.eml", b"<html>: no mail", None),
        ("a.eml", b"just words", None),
    ] {
        let Some(kind) = FileKind::of(name) else { panic!("{name}") };
        assert_eq!(check(name, head, sniffed), Err(DocumentProblem::ContentDiffers { kind }), "{name}");
    }
    for name in ["a.exe", "a.pdf.html", "a", "pdf", "a.", "", "a.p df"] {
        assert_eq!(check(name, b"%PDF-", None), Err(DocumentProblem::KindNotTaken), "{name}");
    }
    assert_eq!(check("a.pdf", b"", None), Err(DocumentProblem::Empty));
}

#[test]
fn every_extension_stands_for_a_kind() {
    for extension in EXTENSIONS {
        assert!(FileKind::of(&format!("a.{extension}")).is_some(), "{extension}");
    }
    let smaller: Vec<_> =
        FileKind::ALL.iter().filter(|kind| may_be_compressed(**kind)).map(|kind| kind.name()).collect();
    assert_eq!(smaller, ["Doc", "Xls", "Csv", "Txt", "Eml"]);
    assert_eq!(DocumentType::parse("demandletter"), Some(DocumentType::DemandLetter));
}

#[test]
fn hostile_names_become_plain_ones() {
    for (name, safe) in [
        ("Invoice 1.pdf", "Invoice 1.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\me\\scan.PDF", "scan.PDF"),
        ("", "document"),
        ("..", "document"),
        ("///", "document"),
        (".pdf", "document.pdf"),
        (".hidden.txt", "hidden.txt"),
        ("a\u{202e}fdp.exe", "afdp.exe"),
        ("a\r\n\0b.txt", "ab.txt"),
        ("a:b*c?.txt", "a_b_c_.txt"),
        ("CON.txt", "_CON.txt"),
        ("com1.tar.zip", "_com1.tar.zip"),
        ("trailing. . ", "trailing"),
        ("\u{a0}.hidden by a blank.txt", "hidden by a blank.txt"),
        ("Ærø – rechnung.pdf", "Ærø – rechnung.pdf"),
    ] {
        assert_eq!(safe_name(name), safe, "{name:?}");
    }
    let long = safe_name(&format!("{}.pdf", "ø".repeat(300)));
    assert_eq!(long.chars().count(), MAX_FILE_NAME_CHARACTERS);
    assert!(long.ends_with("ø.pdf"));
}

#[test]
fn taken_names_are_counted_on() {
    let mut taken = HashSet::new();
    let mut given = Vec::new();
    for name in ["a.pdf", "A.pdf", "a.pdf", "b"] {
        let unique = unique_name(&taken, name);
        taken.insert(unique.to_lowercase());
        given.push(unique);
    }
    assert_eq!(given, ["a.pdf", "A (2).pdf", "a (3).pdf", "b"]);
}

proptest::proptest! {
    #[test]
    fn no_name_leaves_its_folder(name in "\\PC{0,200}|[./\\\\:\u{202e} \0a-c]{0,40}") {
        let safe = safe_name(&name);
        assert!(!safe.is_empty() && safe.chars().count() <= MAX_FILE_NAME_CHARACTERS);
        assert!(!safe.contains(['/', '\\', '\0']) && safe != "." && safe != "..");
        assert_eq!(safe_name(&safe), safe);
    }
}
