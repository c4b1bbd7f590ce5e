//! Refused files and requests: the answer has the reason, and nothing is stored.

use super::{api, blobs, file, page, pdf};
use crate::harness::http::multipart;
use crate::harness::{Upload, World};

/// Checks that a refused request has stored nothing.
#[track_caller]
fn nothing_is_left(world: &World) {
    assert_eq!(world.sql.number("SELECT count(*) AS value FROM documents"), 0);
    assert_eq!(blobs(world), 0);
}

#[test]
fn what_is_not_what_it_says_is_refused() {
    let world = World::new();
    let case = world.case().make();
    let program = b"MZ\x90\x00\x03\x00\x00\x00program";
    for (name, bytes) in [
        ("scan.exe", program.as_slice()),
        ("scan.pdf", program.as_slice()),
        ("page.txt", b"<html><script>alert(1)</script>".as_slice()),
        ("no extension", b"%PDF-1.4".as_slice()),
    ] {
        let told = world.key.upload(&api(case), &[], &[file(name, bytes)]).expect(415).problems();
        assert!(told.contains(name), "{told}");
        world.owner.upload(&page(case), &[], &[file(name, bytes)]).expect(415).says(name).says("data-summary");
    }
    let told = world.key.upload(&api(case), &[], &[file("empty.pdf", b"")]).expect(400).problems();
    assert!(told.contains("empty"), "{told}");
    nothing_is_left(&world);
}

#[test]
fn one_refused_file_takes_the_others_with_it() {
    let world = World::new();
    let case = world.case().make();
    let good = pdf("good");
    let typed = [("description", "what I typed")];
    let answer = world.owner.upload(&page(case), &typed, &[file("good.pdf", &good), file("bad.exe", b"MZ")]);
    answer.expect(415).says("bad.exe").says("what I typed");
    nothing_is_left(&world);
}

#[test]
fn too_large_is_413_wherever_it_is_noticed() {
    let world = World::new();
    let case = world.case().make();
    let mut bytes = pdf("too large");
    bytes.resize(25 * 1024 * 1024 + 1, b'x');
    let told = world.key.upload(&api(case), &[], &[file("large.pdf", &bytes)]).expect(413).problems();
    assert!(told.contains("25 MB"), "{told}");
    world.owner.upload(&page(case), &[], &[file("large.pdf", &bytes)]).expect(413).says("25 MB");
    let many: Vec<Vec<u8>> = (0..21).map(|number| pdf(&number.to_string())).collect();
    let many: Vec<Upload<'_>> = many.iter().map(|bytes| file("a.pdf", bytes)).collect();
    world.owner.upload(&page(case), &[], &many).expect(413).says("At most 20");
    nothing_is_left(&world);
}

#[test]
fn a_request_without_a_file_or_with_wrong_words_says_so() {
    let world = World::new();
    let case = world.case().make();
    let none: [Upload<'_>; 0] = [];
    let told = world.key.upload(&api(case), &[], &none).expect(400).problems();
    assert!(told.starts_with("File:"), "{told}");
    world.owner.upload(&page(case), &[], &[file("", b"")]).expect(422).says("Choose a file");
    let a = pdf("a");
    let told = world.key.upload(&api(case), &[("DocumentType", "Contract")], &[file("a.pdf", &a)]).expect(400);
    assert!(told.problems().contains("OriginalInvoice"), "{}", told.problems());
    let long = "é".repeat(501);
    let told = world.key.upload(&api(case), &[("Description", &long)], &[file("a.pdf", &a)]).expect(400);
    assert!(told.problems().contains("500"), "{}", told.problems());
    world.key.upload(&api(case), &[], &[file("a.pdf", &a), file("b.pdf", &a)]).expect(400);
    nothing_is_left(&world);
}

#[test]
fn a_body_that_is_broken_or_no_multipart_is_refused() {
    let world = World::new();
    let case = world.case().make();
    let a = pdf("a");
    let (kind, body) = multipart(&[], &[file("a.pdf", &a), file("b.pdf", &a)]);
    let half = &body[..body.len() - 60];
    for (kind, body, status) in [
        (kind.as_str(), half, 400),
        (kind.as_str(), b"nonsense".as_slice(), 400),
        ("multipart/form-data", body.as_slice(), 400),
        ("application/json", b"{}".as_slice(), 415),
        ("", body.as_slice(), 415),
    ] {
        let headers: Vec<(&str, &str)> = if kind.is_empty() { Vec::new() } else { vec![("content-type", kind)] };
        world.key.send("POST", &api(case), &headers, body).expect(status).problems();
    }
    let text = b"--x\r\ncontent-disposition: form-data; name=\"description\"\r\n\r\n\xff\xfe\r\n--x--\r\n";
    world.key.send("POST", &api(case), &[("content-type", "multipart/form-data; boundary=x")], text).expect(400);
    nothing_is_left(&world);
}

#[test]
fn a_form_needs_its_token_before_or_after_the_file() {
    let world = World::new();
    let case = world.case().make();
    let token = world.owner.token();
    let a = pdf("a");
    let send = |fields: &[(&str, &str)], after: &str| {
        let (kind, mut body) = multipart(fields, &[file("a.pdf", &a)]);
        if !after.is_empty() {
            let end = body.len() - "--\r\n".len();
            body.truncate(end);
            let part = format!("\r\ncontent-disposition: form-data; name=\"_token\"\r\n\r\n{after}\r\n");
            body.extend_from_slice(part.as_bytes());
            body.extend_from_slice(b"--------------------------portal0boundary--\r\n");
        }
        let headers = [("content-type", kind.as_str()), ("sec-fetch-site", "same-origin")];
        world.owner.send("POST", &page(case), &headers, &body)
    };
    send(&[], "").expect(403);
    send(&[("_token", "another")], "").expect(403);
    send(&[], "another").expect(403);
    nothing_is_left(&world);
    send(&[], &token).to();
}

#[test]
fn only_the_agency_of_the_case_gets_in() {
    let world = World::new();
    let case = world.case().make();
    let a = pdf("a");
    world.rival.upload(&page(case), &[], &[file("a.pdf", &a)]).expect(404);
    world.rival_key.upload(&api(case), &[], &[file("a.pdf", &a)]).expect(404);
    nothing_is_left(&world);
    let made = world.key.upload(&api(case), &[], &[file("a.pdf", &a)]).expect(200).json();
    let id = made["id"].as_str().unwrap();
    for path in [page(case), format!("{}/{id}", page(case)), format!("{}/{id}/delete", page(case))] {
        world.rival.get(&path).expect(404);
        assert!(world.nobody.get(&path).to().starts_with("/sign-in"), "{path}");
    }
    for path in [api(case), format!("{}/{id}", api(case))] {
        world.rival_key.get(&path).expect(404);
        world.nobody.get(&path).expect(401);
    }
    // It is not found under another case's address either.
    let other = world.case().make();
    world.key.get(&format!("{}/{id}", api(other))).expect(404);
    world.key.get(&api(case).replace(case.as_str(), "nonsense")).expect(400);
    world.owner.get(&page(case).replace(case.as_str(), "nonsense")).expect(404);
    world.key.send("PUT", &api(case), &[], b"").expect(405);
}
