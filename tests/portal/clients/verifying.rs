//! Verifying signed documents without an account, on the page and by the API, with files of every kind.

use partner_portal::pdf::verify::{self, Trust};
use partner_portal::signing;
use serde_json::Value;

use super::signing::{signed, world};
use crate::harness::{FORM, Response, Upload, Visitor, World};

fn upload(visitor: &Visitor, path: &str, name: &str, bytes: &[u8]) -> Response {
    visitor.upload(path, &[], &[Upload { field: "file", name, kind: "application/pdf", bytes }])
}

/// The API's answer about a file.
#[track_caller]
fn told(world: &World, bytes: &[u8]) -> Value {
    world.nobody.send("POST", "/api/verify", &[("content-type", "application/pdf")], bytes).expect(200).json()
}

#[track_caller]
fn verdict(world: &World, bytes: &[u8]) -> String {
    told(world, bytes)["verdict"].as_str().expect("a verdict").to_owned()
}

/// Where the revisions of a file end.
fn ends(world: &World, bytes: &[u8]) -> Vec<usize> {
    let folder = world.app.shared.config.signing_dir.clone().expect("a folder");
    let authorities = signing::authorities(&folder);
    let report = verify::verify(bytes, Trust { authorities: &authorities, timestamp_roots: &[] });
    report.entries.iter().map(|entry| entry.end).collect()
}

#[test]
fn a_signed_file_is_genuine_and_says_who_signed_what() {
    let world = world();
    let (_, _, bytes) = signed(&world, "Inês de Castro");
    let page = upload(&world.nobody, "/verify", "agreement.pdf", &bytes).expect(200);
    let page = page.says("Genuine and unaltered").says("Standard Debt Collection Agreement").says("2026-11");
    let page = page.says("<bdi>Inês de Castro</bdi>").says("Managing director").says("Lisboa Têxteis Lda");
    let page = page.says("Seal of Debitura").says("File 1 of 1").says("no timestamp authority").says("agreement.pdf");
    // Nothing that is only in the database, and no private details of the evidence.
    page.silent_about("ines@lisboa.example").silent_about("127.0.0.1").silent_about("Rua Augusta");

    let api = upload(&world.nobody, "/api/verify", "a.pdf", &bytes).expect(200).json();
    assert_eq!(api, {
        let mut raw = told(&world, &bytes);
        raw["fileName"] = "a.pdf".into();
        raw
    });
    assert_eq!((&api["verdict"], &api["record"]["number"]), (&"Genuine".into(), &1.into()));
    assert_eq!((&api["record"]["level"], &api["record"]["newer"]), (&"B".into(), &Value::Null));
    assert_eq!(api["agreement"]["kind"], "Sdca");
    assert_eq!(api["agreement"]["between"], serde_json::json!(["Lisboa Têxteis Lda", "Debitura"]));
    let kinds: Vec<&str> =
        api["signatures"].as_array().expect("a list").iter().filter_map(|one| one["kind"].as_str()).collect();
    assert_eq!(kinds, ["Person", "Seal"]);
    assert!(!api.to_string().contains("ines@lisboa.example"));
    // The file was not stored.
    assert_eq!(world.sql.number("SELECT COUNT(*) AS value FROM blobs"), 1);
}

#[test]
fn a_changed_a_cut_and_an_extended_file_are_told_from_a_genuine_one() {
    let world = world();
    let (_, _, bytes) = signed(&world, "Inês de Castro");
    let mut seen = std::collections::BTreeSet::new();
    for at in (9..bytes.len()).step_by(bytes.len() / 150) {
        let mut turned = bytes.clone();
        turned[at] ^= 1;
        let verdict = verdict(&world, &turned);
        assert!(
            !["Genuine", "NotOnRecord", "Incomplete", "Unsigned"].contains(&verdict.as_str()),
            "byte {at}: {verdict}"
        );
        seen.insert(verdict);
    }
    assert!(seen.contains("Altered"), "{seen:?}");
    let appended = [&bytes[..], b"\n% and one more thing\n"].concat();
    assert_eq!(verdict(&world, &appended), "Altered");
    // Cut after a signature, the file is genuine but incomplete; cut anywhere else, it is not.
    let ends = ends(&world, &bytes);
    assert_eq!(verdict(&world, &bytes[..ends[0]]), "Incomplete");
    for cut in [bytes.len() / 3, bytes.len() - 1, ends[0] - 10, ends[0] + 100] {
        let verdict = verdict(&world, &bytes[..cut]);
        assert!(["Altered", "Unknown", "Unreadable"].contains(&verdict.as_str()), "cut at {cut}: {verdict}");
    }
}

#[test]
fn what_the_record_does_not_know_is_said() {
    let world = world();
    let (_, _, bytes) = signed(&world, "Inês de Castro");
    world.sql.execute("DELETE FROM timestamps_due");
    world.sql.execute("DELETE FROM agreement_files");
    assert_eq!(verdict(&world, &bytes), "NotOnRecord");
    upload(&world.nobody, "/verify", "a.pdf", &bytes).expect(200).says("Genuine, but not on our record");
    // In another installation, the authority is unknown.
    let elsewhere = super::signing::world();
    assert_eq!(verdict(&elsewhere, &bytes), "Unknown");
    assert_eq!(told(&elsewhere, &bytes)["agreement"], Value::Null);
    // An earlier authority is trusted as long as its certificate is kept.
    let (from, to) = (&world.app.shared.config.signing_dir, &elsewhere.app.shared.config.signing_dir);
    let (from, to) = (from.as_ref().expect("a folder"), to.as_ref().expect("a folder"));
    std::fs::copy(from.join("authority.pem"), to.join("authority-2025.pem")).expect("copied");
    assert_eq!(verdict(&elsewhere, &bytes), "NotOnRecord");
}

#[test]
fn whatever_is_sent_there_is_a_clear_answer() {
    let world = world();
    let page = |bytes: &[u8]| upload(&world.nobody, "/verify", "thing.pdf", bytes).expect(200);
    page(b"").says("not a PDF, or it is damaged");
    page(b"hello").says("not a PDF, or it is damaged");
    page(b"%PDF-1.7\n").says("not a PDF, or it is damaged");
    page(b"%PDF-1.4\n1 0 obj\n<</Encrypt 2 0 R>>\nendobj\ntrailer<</Encrypt 2 0 R>>\n%%EOF\n")
        .says("Cannot be checked");
    page(b"%PDF-1.5\n1 0 obj<</Type/Sig/ByteRange[0 1 2 3]>>endobj\n%%EOF\n").says("Not known here");
    // The largest that is taken, and one byte more.
    let mut large = b"%PDF-1.7\n".to_vec();
    large.resize(25 * 1024 * 1024, b'\n');
    page(&large).says("Cannot be checked");
    large.push(b'\n');
    upload(&world.nobody, "/verify", "large.pdf", &large).expect(413).says("At most 25 MB");
    let api = |headers: &[(&str, &str)], bytes: &[u8]| world.nobody.send("POST", "/api/verify", headers, bytes);
    let refused = api(&[("content-type", "application/pdf")], &large).expect(413);
    assert_eq!(refused.header("content-type"), Some("application/problem+json"));
    // No file, in all ways of sending a request.
    world.nobody.upload("/verify", &[], &[]).expect(422).says("Choose a file first");
    upload(&world.nobody, "/verify", "", b"").expect(422).says("Choose a file first");
    for (kind, status) in [("application/pdf", 400), ("application/json", 415), ("", 415)] {
        let refused = api(&[("content-type", kind)], b"").expect(status);
        assert_eq!(refused.header("content-type"), Some("application/problem+json"), "{kind}");
    }
    assert_eq!(api(&[("content-type", "application/pdf")], b"x").expect(200).json()["verdict"], "Unreadable");
    world.nobody.get("/api/verify").expect(405);
    // A form of another site cannot use it.
    world.nobody.send("POST", "/verify", &[FORM[0], ("sec-fetch-site", "cross-site")], b"").expect(403);
}

#[test]
fn the_page_speaks_the_readers_language_and_is_found() {
    let world = world();
    world.nobody.get("/verify").expect(200).says("<html lang=\"en\">").says("Is this document genuine?");
    let german = world.nobody.send("GET", "/verify", &[("accept-language", "de-AT")], b"").expect(200);
    german.says("<html lang=\"de\">").says("Ist dieses Dokument echt?").says("action=\"/verify?lang=de\"");
    world.nobody.get("/verify?lang=fr").expect(200).says("Ce document est-il authentique");
    let spanish = upload(&world.nobody, "/verify?lang=es", "x.pdf", b"x").expect(200);
    spanish.says("<html lang=\"es\">").says("No se puede comprobar");
    world.nobody.get("/sign-in").expect(200).says("href=\"/verify\"");
    // The page works for people who are signed in, whose forms need a token.
    upload(&world.owner, "/verify", "x.pdf", b"x").expect(200);
    world.owner.get("/verify").expect(200).says(&format!("value=\"{}\"", world.owner.token()));
}
