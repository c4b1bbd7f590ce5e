//! Keys, texts and evidence of agreements on the command line.

use partner_portal::domain::actor::Author;
use partner_portal::domain::client::ClientFact;
use partner_portal::domain::ids::CreditorId;
use partner_portal::store::agreements::evidence::{About, Subject, record};
use partner_portal::store::{self, Database};

use super::{Settings, done, err, free, instance, out, program, refused};
use crate::harness::database::Fresh;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::Stdio;

/// Creates seven records of evidence.
fn recorded(fresh: &Fresh) {
    let database = Database::open(fresh.url(), 2).expect("the database");
    let creditor = CreditorId::from_uuid(store::fresh_id());
    let about = About { subject: Subject::Client(creditor), agreement: None, referral_partner: None };
    for page in ["link", "company", "people", "sdca", "sdca", "sdca", "done"] {
        let fact = ClientFact::Opened { page: page.to_owned() };
        let mut db = database.write().expect("a connection");
        db.write(|db| record(db, &about, &Author::system(), &fact, &[], chrono::Utc::now())).expect("a record");
    }
}

#[test]
fn a_whole_chain_of_evidence_is_called_whole() {
    let (fresh, settings, _folder) = instance();
    let verify = ["operator", "audit", "verify"];
    assert_eq!(done(&settings.run(&verify)), "The chain of evidence is whole: 0 records.\n");
    recorded(&fresh);
    assert_eq!(done(&settings.run(&verify)), "The chain of evidence is whole: 7 records.\n");
}

#[test]
fn whatever_is_changed_in_the_chain_of_evidence_is_found() {
    let columns = "at, subject_kind, subject_id, agreement_id, kind, actor, details, hash";
    let put_between =
        format!("INSERT INTO evidence (number, {columns}) SELECT 5, {columns} FROM evidence WHERE number = 2");
    let tampered: [(&str, &[&str], i64); 8] = [
        ("a row is changed", &["UPDATE evidence SET details = '{\"page\":\"other\"}' WHERE number = 3"], 3),
        ("a moment is changed", &["UPDATE evidence SET at = '2001-01-01 00:00:00' WHERE number = 1"], 1),
        ("a hash is changed", &["UPDATE evidence SET hash = 'x' WHERE number = 6"], 6),
        ("a row is deleted", &["DELETE FROM evidence WHERE number = 4"], 4),
        ("the last row is deleted", &["DELETE FROM evidence WHERE number = 7"], 7),
        (
            "the last row is deleted and the end moved",
            &["DELETE FROM evidence WHERE number = 7", "UPDATE evidence_head SET number = 6"],
            7,
        ),
        (
            "a row is put in between",
            &[
                "UPDATE evidence SET number = -(number + 1) WHERE number >= 5",
                "UPDATE evidence SET number = -number WHERE number < 0",
                &put_between,
                "UPDATE evidence_head SET number = 8",
            ],
            5,
        ),
        (
            "a row is added at the end",
            &["INSERT INTO evidence (number, at, subject_kind, subject_id, kind, actor, details, hash) \
               VALUES (8, '2026-01-01 00:00:00', 'client', 'x', 'Signed', 'x', '{}', 'x')"],
            8,
        ),
    ];
    for (what, statements, number) in tampered {
        let (fresh, settings, _folder) = instance();
        recorded(&fresh);
        for statement in statements {
            fresh.execute(statement);
        }
        let lines = refused(&settings.run(&["operator", "audit", "verify"]));
        assert_eq!(lines.len(), 1, "{what}: {lines:#?}");
        assert!(lines[0].contains(&format!("broken at record {number}:")), "{what}: {lines:#?}");
    }
}

/// The output of `serve` until it listens.
fn said_at_start(settings: &Settings) -> String {
    let settings = settings.but("PORTAL_BIND", &free());
    let child = program(&settings.pairs()).arg("serve").stdout(Stdio::null()).stderr(Stdio::piped()).spawn();
    let mut child = child.expect("the program starts");
    let mut log = BufReader::new(child.stderr.take().expect("its log"));
    let mut said = String::new();
    while !said.contains("serving") {
        assert!(log.read_line(&mut said).expect("a line") > 0, "it ended:\n{said}");
    }
    let _ = child.kill();
    let _ = child.wait();
    said
}

#[test]
fn keys_are_made_once_and_serve_says_when_there_are_none() {
    let (_fresh, settings, folder) = instance();
    assert!(said_at_start(&settings).contains("PORTAL_SIGNING_DIR is not set"));
    let keys = folder.path().join("keys");
    let place = keys.display().to_string();
    let missing = refused(&settings.but("PORTAL_SIGNING_DIR", &place).run(&["serve"]));
    assert!(missing.len() == 1 && missing[0].starts_with("PORTAL_SIGNING_DIR: "), "{missing:#?}");
    // Needs no other setting.
    let made = super::run(&[("PORTAL_OPERATOR_NAME", "Nordic Claims")], &["operator", "signing-keys", &place]);
    assert!(done(&made).contains(&place));
    let before: Vec<Vec<u8>> = ["authority.pem", "authority.key", "seal.pem", "seal.key"]
        .iter()
        .map(|name| std::fs::read(keys.join(name)).expect("a file"))
        .collect();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(keys.join("seal.key")).expect("a file").permissions().mode();
        assert_eq!(mode & 0o077, 0, "nobody else may read a key");
    }
    let again = refused(&super::run(&[], &["operator", "signing-keys", &place]));
    assert!(again.len() == 1 && again[0].contains("authority.pem is there already"), "{again:#?}");
    // A single existing file is enough to refuse.
    std::fs::remove_file(keys.join("authority.pem")).expect("removed");
    refused(&super::run(&[], &["operator", "signing-keys", &place]));
    assert!(!keys.join("authority.pem").exists());
    std::fs::write(keys.join("authority.pem"), &before[0]).expect("written");
    assert_eq!(std::fs::read(keys.join("seal.key")).expect("a file"), before[3]);
    let said = said_at_start(&settings.but("PORTAL_SIGNING_DIR", &place));
    assert!(!said.contains("PORTAL_SIGNING_DIR"), "{said}");
}

fn write(folder: &Path, name: &str, text: &str) -> String {
    let path = folder.join(name);
    std::fs::write(&path, text).expect("a file");
    path.display().to_string()
}

#[test]
fn a_version_is_published_whole_or_not_at_all() {
    let (fresh, settings, folder) = instance();
    done(&settings.run(&["migrate"]));
    let listed = done(&settings.run(&["operator", "agreements", "list"]));
    let line = listed.lines().find(|line| line.starts_with("sdca ")).expect("the agreement");
    assert!(
        line.contains("2026-11") && line.contains("in force since") && line.ends_with("da de en es fr nb nl sv"),
        "{line}"
    );
    fresh.execute(
        "INSERT INTO creditors (id, name, country, contact_name, contact_email, language, agreement_version, folded, created_at) \
         VALUES ('0192d0c0-0000-7000-8000-000000000001', 'Fjord Design ApS', 'DK', 'M', 'm@example.com', 'da', '2026-11', 'fjord', \
         '2026-01-01 00:00:00')",
    );
    let publish = |version: &str, files: &[&str], more: &[&str]| {
        settings.run(&[&["operator", "agreements", "publish", "sdca", version], files, more].concat())
    };
    let sound = "# Agreement\n\nBetween {operator_name} and {creditor_name}.\n";
    let en = write(folder.path(), "en.md", sound);
    let de = write(folder.path(), "de.md", "# Vertrag\n\nZwischen {operator_name} und {creditor_name}.\n");
    let bad = write(folder.path(), "fr.md", "# Contrat\n\n<b>{creditor_name}</b>\n");
    let unknown = write(folder.path(), "sv.md", "# Avtal\n\n{creditor_shoe_size}\n");
    let other = write(folder.path(), "contract.md", sound);
    for (version, files, words) in [
        ("2027-01", &[&en[..], &bad][..], "fr.md: line 3: raw HTML"),
        ("2027-01", &[&en, &unknown], "unknown variable {creditor_shoe_size}"),
        ("2027-01", &[&de], "en.md is missing"),
        ("2027-01", &[&en, &en], "a second text in the same language"),
        ("2027-01", &[&other], "the name must be a language"),
        ("2027-01", &["/nowhere/en.md"], "/nowhere/en.md: "),
        ("2026-11", &[&en], "a published text never changes"),
        ("20 27", &[&en], "is no version"),
    ] {
        let lines = refused(&publish(version, files, &[]));
        assert!(lines.iter().any(|line| line.contains(words)), "{words}: {lines:#?}");
    }
    let texts = "SELECT COUNT(*) AS value FROM agreement_texts WHERE version = '2027-01'";
    let trial = done(&publish("2027-01", &[&en, &de], &["--check"]));
    assert!(trial.contains("2 of 2 texts would be published"), "{trial}");
    assert_eq!(fresh.number(texts), 0);
    let said = done(&publish("2027-01", &[&en, &de], &[]));
    assert!(said.contains("sign again: 1\n  Fjord Design ApS"), "{said}");
    assert_eq!(fresh.number(texts), 2);
    assert!(done(&publish("2027-01", &[&en, &de], &[])).contains("0 of 2 texts published"));
    let listed = done(&settings.run(&["operator", "agreements", "list"]));
    let lines: Vec<&str> = listed.lines().filter(|line| line.starts_with("sdca ")).collect();
    assert!(lines[0].contains("2027-01") && lines[0].contains("in force"), "{lines:#?}");
    assert!(lines[1].contains("2026-11") && lines[1].contains("published "), "{lines:#?}");
    // A new version of the program ships a text that was not there. It does not replace the instance's own.
    fresh.execute("DELETE FROM agreement_texts WHERE version = '2026-11' AND kind IN ('Sdca', 'Poa')");
    done(&settings.run(&["migrate"]));
    let shipped = |kind: &str| {
        let texts = "SELECT COUNT(*) AS value FROM agreement_texts WHERE version = '2026-11' AND kind";
        fresh.number(&format!("{texts} = '{kind}'"))
    };
    assert_eq!((shipped("Sdca"), shipped("Poa")), (0, 8));
    let nonsense = settings.run(&["operator", "agreements", "publish", "lease", "1", &en]);
    assert!(err(&nonsense).contains("“lease” is no agreement"), "{}{}", out(&nonsense), err(&nonsense));
}
