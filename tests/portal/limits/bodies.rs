//! Bodies are read only for those who may enter, and never expand in memory.

use std::time::{Duration, Instant};

use serde_json::json;

use crate::harness::visitor::JSON;
use crate::harness::{Upload, Visitor, World};

const CASES: &str = "/api/collection-partner/cases";

/// Resident memory of this process in bytes.
fn resident() -> usize {
    let text = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    text.split(' ').nth(1).and_then(|pages| pages.parse::<usize>().ok()).unwrap_or_default() * 4096
}

/// An object with a long name and many members.
fn unfolding() -> Vec<u8> {
    let members: Vec<String> = (0..40_000).map(|number| format!("\"{number}\":1")).collect();
    format!("{{\"{}\":{{{}}}}}", "k".repeat(400_000), members.join(",")).into_bytes()
}

#[test]
fn a_small_body_never_unfolds_to_gigabytes() {
    let world = World::new();
    let id = world.case().make();
    let path = format!("{CASES}/{id}/payments");
    let before = resident();
    let bodies = [
        unfolding(),
        "{\"a\":".repeat(100_000).into_bytes(),
        "[".repeat(500_000).into_bytes(),
        format!("[{}0]", "0,".repeat(400_000)).into_bytes(),
        format!("{{{}\"z\":1}}", "\"a\":[],".repeat(100_000)).into_bytes(),
    ];
    for body in &bodies {
        let began = Instant::now();
        let answer = world.key.send("POST", &path, &JSON, body).expect(413);
        assert!(answer.problems().contains("body") || answer.problems().contains("name"), "{}", answer.text());
        assert!(began.elapsed() < Duration::from_secs(2), "{:?}", began.elapsed());
    }
    let form = format!("{}=1", "a".repeat(500_000));
    world.owner.send("POST", "/partner/cases/bulk", &crate::harness::FORM, form.as_bytes()).expect(413);
    let many = "a=1&".repeat(200_000);
    world.owner.send("POST", "/partner/cases/bulk", &crate::harness::FORM, many.as_bytes());
    // Other tests run in this process, too. Without the limits, the first body alone would take twenty times as much.
    let grown = resident().saturating_sub(before);
    assert!(grown < 1024 * 1024 * 1024, "{} MB more than before", grown / 1024 / 1024);
}

#[test]
fn the_body_of_whoever_is_not_let_in_is_not_read() {
    let world = World::new();
    let id = world.case().make();
    let stranger = Visitor::key(&world.app.address, "pp_no-such-key");
    for (path, status) in [
        (format!("{CASES}/{id}/payments"), 401),
        ("/api/referral/clients".to_owned(), 401),
        ("/api/operator/prices/carve-outs".to_owned(), 401),
        ("/api/onboarding/no-such-token/people".to_owned(), 404),
        ("/onboarding/no-such-token/people".to_owned(), 404),
    ] {
        for visitor in [&world.nobody, &stranger] {
            let headers = [JSON[0], ("sec-fetch-site", "same-origin")];
            visitor.send("POST", &path, &headers, b"{ this is no JSON").expect(status);
        }
    }
    // A key of another surface does not work here.
    world.key.send("POST", "/api/referral/clients", &JSON, b"{ this is no JSON").expect(401);
    world.key.send("POST", &format!("{CASES}/{id}/payments"), &JSON, b"{ this is no JSON").expect(400);
}

#[test]
fn an_escaped_beginning_of_a_path_is_no_way_around() {
    let world = World::new();
    for path in ["/%61pi/collection-partner/cases", "/api/%63ollection-partner/cases", "/%63lient/token"] {
        world.key.get(path).expect(404);
        world.owner.get(path).expect(404);
    }
}

#[test]
fn the_same_upload_to_another_case_is_another_request() {
    let world = World::new();
    let (first, second) = (world.case().make(), world.case().against("Other AG").make());
    let file = Upload { field: "files", name: "note.txt", kind: "text/plain", bytes: b"the same bytes" };
    let send = |case: &str| {
        let (kind, body) = crate::harness::http::multipart(&[], std::slice::from_ref(&file));
        let headers = [("content-type", kind.as_str()), ("idempotency-key", "once")];
        world.key.send("POST", &format!("{CASES}/{case}/files"), &headers, &body)
    };
    let (first, second) = (first.to_string(), second.to_string());
    let done = send(&first).expect(200);
    assert_eq!(send(&first).expect(200).text(), done.text(), "a repetition gets the first answer");
    let told = send(&second).expect(422);
    assert_eq!(told.json()["businessErrors"][0]["type"], "IdempotencyConflict");
    let files = |case: &str| world.key.get_json(&format!("{CASES}/{case}/files"));
    assert_eq!(files(&first).as_array().map(Vec::len), Some(1));
    assert_eq!(files(&second).as_array().map(Vec::len), Some(0), "nothing was stored, and nothing pretends it was");
}

#[test]
fn a_key_that_is_too_long_is_refused_for_bodies_and_uploads_alike() {
    let world = World::new();
    let id = world.case().make();
    let long = "k".repeat(256);
    let key = ("idempotency-key", long.as_str());
    let note = json!({"description": "A note"}).to_string();
    world.key.send("POST", &format!("{CASES}/{id}/notes"), &[JSON[0], key], note.as_bytes()).expect(400);
    let file = Upload { field: "files", name: "note.txt", kind: "text/plain", bytes: b"text" };
    let (kind, body) = crate::harness::http::multipart(&[], &[file]);
    let headers = [("content-type", kind.as_str()), key];
    world.key.send("POST", &format!("{CASES}/{id}/files"), &headers, &body).expect(400);
    assert_eq!(world.key.get_json(&format!("{CASES}/{id}/files")).as_array().map(Vec::len), Some(0));
}
