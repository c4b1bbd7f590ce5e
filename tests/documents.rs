//! Agreements in other programs: poppler's `pdfsig`, `pdftotext` and `pdfinfo`, which must be installed.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests fail by panicking")]

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::Command;

use partner_portal::domain::calendar::Moment;
use partner_portal::pdf::sheet::{self, Attachment, Paper};
use partner_portal::pdf::sign::{Authority, Person, Sealing, Signatory, sign};
use partner_portal::pdf::text::{Block, Cell, Kind, Mark, Numbering, Span, Table, Template, Value};
use partner_portal::pdf::verify::{Trust, verify};
use sha2::{Digest, Sha256};

const HEBREW: &str = "דוד בן גוריון";

fn now() -> Moment {
    chrono::Utc::now()
}

/// Pseudo-random bytes.
fn dice(seed: u8) -> impl FnMut(&mut [u8]) {
    let mut count = 0_u64;
    move |bytes| {
        for byte in bytes {
            count += 1;
            *byte = Sha256::digest([&[seed][..], &count.to_be_bytes()].concat())[0];
        }
    }
}

fn blocks() -> Vec<Block> {
    let markdown = "# Agreement\n\nBetween **{client}** and *the operator*. Ελληνικά, Кириллица.\n\n## Fees\n\n{grid}\n\n## Duties\n\n1. One\n2. Two\n   - Three";
    let words = [("client", Kind::Text), ("grid", Kind::Block)];
    let grid = Table {
        head: Some(vec![Cell::plain("Principal"), Cell::plain("Fee")]),
        rows: (0..80).map(|row| vec![Cell::plain(format!("from {row}000")), Cell::plain("20 %")]).collect(),
        right: vec![false, true],
        ..Table::default()
    };
    let values = BTreeMap::from([
        ("client".to_owned(), Value::from("Client **A/S** {x}")),
        ("grid".to_owned(), Value::Table(grid)),
    ]);
    let template = Template::parse(markdown, Numbering::Clauses, &words).expect("a sound template");
    let mut blocks = template.fill(&values).expect("all values");
    let strokes = vec![vec![(10.0, 40.0), (60.0, 10.0), (120.0, 45.0)]];
    blocks.extend([
        Block::PageBreak,
        Block::Heading { level: 1, number: None, text: vec![Span::plain("Evidence")] },
        Block::Mark(Mark::Drawn { strokes, field: (200.0, 60.0), alternative: "Drawn by Anna".into() }),
        Block::Table(Table::facts([("Signed by", "Anna Ek"), ("And by", HEBREW)])),
    ]);
    blocks
}

fn unsigned(not_signed: Option<&str>) -> Vec<u8> {
    let evidence =
        [Attachment { name: "evidence.json", mime: "application/json", description: "Evidence", bytes: b"{}" }];
    let paper = Paper {
        title: "Agreement",
        language: "en",
        author: "Operator",
        at: now(),
        id: "1",
        head: ("Operator", "version 1"),
        foot: "Client",
        page_of: "Page {page} of {pages}",
        not_signed,
        attachments: &evidence,
    };
    sheet::pdf(&paper, &blocks()).expect("a file that conforms")
}

fn signed() -> Vec<u8> {
    signed_by().0
}

/// A signed file, and the certificate of its authority.
fn signed_by() -> (Vec<u8>, String) {
    let authority = Authority::create("Operator", now(), &mut dice(1)).expect("an authority");
    let signatory = |name: &str| Signatory {
        person: Person { name: name.into(), email: "anna@example.com".into(), organisation: Some("Client".into()) },
        label: format!("Signature of {name}"),
        reason: "I sign".into(),
        at: now(),
    };
    let until = now() + chrono::TimeDelta::days(365);
    let sealing = Sealing { label: "Seal".into(), reason: "Sealed".into(), at: now(), until };
    let people = [signatory("Anna Ek"), signatory(HEBREW)];
    let done = sign(&unsigned(None), &authority, &people, &sealing, None, &mut dice(2)).expect("signed");
    let authorities = [authority.certificate().clone()];
    assert!(verify(&done.bytes, Trust { authorities: &authorities, timestamp_roots: &[] }).is_genuine());
    (done.bytes, authority.to_pem().expect("PEM").authority)
}

/// The output of one of poppler's tools for a file.
fn told(tool: &str, name: &str, bytes: &[u8], options: &[&str]) -> String {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, bytes).expect("a file");
    let mut command = Command::new(tool);
    command.arg(&path).args(options);
    let output = command.output().unwrap_or_else(|error| panic!("{tool} (package poppler-utils): {error}"));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn every_signature_is_valid_and_the_last_covers_the_whole_file() {
    let report = told("pdfsig", "signed.pdf", &signed(), &[]);
    assert_eq!(report.matches("Signature Validation: Signature is Valid.").count(), 3, "{report}");
    assert_eq!(report.matches("Total document signed").count(), 1, "{report}");
    assert!(report.contains("Signature Type: ETSI.CAdES.detached"), "{report}");
    assert!(report.contains(&format!("Common Name: {HEBREW}")), "{report}");
}

#[test]
fn a_turned_byte_breaks_it() {
    let bytes = signed();
    for at in (20..bytes.len()).step_by(bytes.len() / 12) {
        let mut turned = bytes.clone();
        turned[at] ^= 1;
        assert!(
            !verify(&turned, Trust::default()).entries.iter().all(|entry| entry.intact)
                || verify(&turned, Trust::default()).state != partner_portal::pdf::verify::State::Whole
        );
        let report = told("pdfsig", &format!("turned-{at}.pdf"), &turned, &[]);
        let valid = report.matches("Signature Validation: Signature is Valid.").count();
        assert!(valid < 3 || !report.contains("Total document signed"), "byte {at}: {report}");
    }
}

#[test]
fn the_words_can_be_read_in_their_order() {
    let text = told("pdftotext", "words.pdf", &signed(), &["-"]);
    for words in ["Client **A/S** {x}", "Ελληνικά, Кириллица", "1 Fees", "2 Duties", "Page 1 of", "from 79000"]
    {
        assert!(text.contains(words), "{words}\n{text}");
    }
    assert!(!text.contains("NOT SIGNED"));
    let facts = told("pdfinfo", "words.pdf", &signed(), &[]);
    for fact in ["Title:           Agreement", "Tagged:          yes", "PDF version:     1.7", "A4"] {
        assert!(facts.contains(fact), "{fact}\n{facts}");
    }
}

#[test]
fn a_draft_says_that_it_is_not_signed() {
    let text = told("pdftotext", "draft.pdf", &unsigned(Some("NOT SIGNED")), &["-"]);
    assert!(text.matches("NOT SIGNED").count() >= 2, "{text}");
}

/// pyHanko's verdict on a file with a trusted authority; `None` if it is not installed. `bin/test` installs it and sets
/// `PORTAL_PYHANKO`; `PORTAL_REQUIRE_PYHANKO` makes its absence a failure.
fn pyhanko(name: &str, bytes: &[u8], authority: &str) -> Option<(bool, String)> {
    let Some(program) = std::env::var_os("PORTAL_PYHANKO") else {
        let is_required = std::env::var_os("PORTAL_REQUIRE_PYHANKO").is_some();
        assert!(!is_required, "python3 -m venv v; v/bin/pip install pyhanko-cli; PORTAL_PYHANKO=v/bin/pyhanko");
        println!("pyHanko was not heard");
        return None;
    };
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let (file, root) = (folder.join(name), folder.join(format!("{name}.pem")));
    std::fs::write(&file, bytes).expect("a file");
    std::fs::write(&root, authority).expect("a file");
    let mut command = Command::new(program);
    command.args(["sign", "validate", "--trust-replace", "--trust"]).arg(&root).arg(&file);
    let output = command.output().expect("pyHanko");
    Some((output.status.success(), String::from_utf8_lossy(&output.stdout).into_owned()))
}

#[test]
fn a_second_judge_agrees() {
    let (bytes, authority) = signed_by();
    let Some((is_sound, said)) = pyhanko("judged.pdf", &bytes, &authority) else { return };
    assert!(is_sound, "{said}");
    assert_eq!(said.matches(":INTACT:TRUSTED,").count(), 3, "{said}");
    assert_eq!(said.matches("ACCEPTABLE_MODIFICATIONS").count(), 2, "{said}");
    assert_eq!(said.matches("UNTOUCHED").count(), 1, "{said}");
    for at in [bytes.len() / 4, bytes.len() / 2, bytes.len() - 100] {
        let mut turned = bytes.clone();
        turned[at] ^= 1;
        let (is_sound, said) = pyhanko(&format!("judged-{at}.pdf"), &turned, &authority).expect("it was there before");
        assert!(!is_sound, "byte {at}: {said}");
    }
    let other = Authority::create("Else", now(), &mut dice(9)).and_then(|authority| authority.to_pem()).expect("PEM");
    let (is_sound, said) = pyhanko("judged-else.pdf", &bytes, &other.authority).expect("it was there before");
    assert!(!is_sound && said.contains("UNTRUSTED"), "{said}");
}
