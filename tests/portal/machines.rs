//! Addresses for monitoring; and the rule that the address alone decides between page and JSON.

use serde_json::json;

use crate::harness::{Visitor, World};

#[test]
fn a_started_server_is_alive_and_ready() {
    let world = World::new();
    assert_eq!(world.nobody.get("/healthz").expect(200).json(), json!({"status": "ok"}));
    let ready = world.nobody.get("/readyz").expect(200);
    assert_eq!(ready.json(), json!({"status": "ok", "database": "ok", "documents": "ok"}));
    assert!(ready.header("cache-control").is_some_and(|text| text.contains("no-store")));
}

#[test]
fn tables_of_another_version_are_not_ready() {
    let world = World::new();
    world.sql.execute("DELETE FROM __diesel_schema_migrations");
    let told = world.nobody.get("/readyz").expect(503).json();
    assert_eq!((&told["status"], &told["documents"]), (&json!("unavailable"), &json!("ok")));
    assert_eq!(told["database"], "the tables are not up to date");
    world.nobody.get("/healthz").expect(200);
}

#[test]
fn documents_that_are_gone_are_not_ready() {
    let world = World::new();
    std::fs::remove_dir_all(world.folder.path().join("documents")).expect("the documents");
    let told = world.nobody.get("/readyz").expect(503).json();
    assert_eq!((&told["database"], &told["documents"]), (&json!("ok"), &json!("cannot be reached")));
}

/// PostgreSQL only: a server can be shut off, but an open file cannot be taken away from a process.
#[test]
fn without_its_database_it_is_alive_and_says_what_is_wrong() {
    let world = World::new();
    world.owner.get("/partner/cases").expect(200);
    if !world.sql.shut() {
        return;
    }
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let told = world.nobody.get("/readyz").expect(503).json();
            assert_eq!((&told["database"], &told["documents"]), (&json!("cannot be reached"), &json!("ok")));
        });
        scope.spawn(|| {
            let page = world.owner.get("/partner/cases");
            assert!(matches!(page.status, 500 | 503), "{}", page.status);
            page.says("<h1").silent_about("portal_test_").silent_about("postgres");
        });
        scope.spawn(|| {
            let told = world.key.get("/api/collection-partner/cases").expect(503);
            assert!(told.header("retry-after").is_some());
            assert!(!told.text().contains("postgres"), "{}", told.text());
            told.problems();
        });
        scope.spawn(|| world.nobody.get("/healthz").expect(200));
    });
    world.sql.reopen();
    world.nobody.get("/readyz").expect(200);
    world.owner.get("/partner/cases").expect(200).says("Signe Holm");
}

#[test]
fn metrics_have_a_listener_of_their_own() {
    let world = World::new();
    world.nobody.get("/no/such/page").expect(404);
    world.nobody.post_form("/forgotten", &[("email", "jonas@example.com")]);
    let metrics = world.app.metrics();
    let answer = Visitor::nobody(&metrics.address).get("/metrics").expect(200);
    assert!(answer.header("content-type").is_some_and(|kind| kind.starts_with("text/plain; version=0.0.4")));
    let text = answer.text();
    assert!(text.contains("portal_mails{state=\"waiting\"} 1"), "{text}");
    assert!(text.contains("portal_database_connections{pool=\"write\",state=\"open\"}"), "{text}");
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let value = line.rsplit_once(' ').unwrap_or_else(|| panic!("no value: {line}")).1;
        assert!(value.parse::<f64>().is_ok(), "{line}");
    }
    // The portal's own listener has no metrics, and the metrics listener has nothing else.
    world.nobody.get("/metrics").expect(404).says("<h1");
    Visitor::nobody(&metrics.address).get("/sign-in").expect(404);
}

#[test]
fn the_address_and_not_the_accept_header_decides_the_format() {
    let world = World::new();
    for accept in ["application/json", "text/html", "*/*", "nonsense"] {
        let headers = [("accept", accept)];
        let page = world.nobody.send("GET", "/sign-in", &headers, b"").expect(200);
        assert_eq!(page.header("content-type"), Some("text/html; charset=utf-8"), "{accept}");
        assert!(page.text().contains("id=\"password\""), "{accept}");
        let told = world.nobody.send("GET", "/api/collection-partner/cases", &headers, b"").expect(401);
        assert_eq!(told.header("content-type"), Some("application/problem+json"), "{accept}");
        let told = world.nobody.send("GET", "/api/sign-in", &headers, b"").expect(404);
        assert!(told.header("content-type").is_some_and(|kind| kind.contains("json")), "{accept}");
        let page = world.nobody.send("GET", "/partner/cases", &headers, b"");
        assert_eq!(page.to(), "/sign-in?to=%2Fpartner%2Fcases", "{accept}");
    }
    // There is no sign-in by JSON; systems use keys.
    let body = json!({"email": "signe@example.com", "password": crate::harness::PASSWORD}).to_string();
    let headers = [("content-type", "application/json"), ("sec-fetch-site", "same-origin")];
    let refused = world.nobody.send("POST", "/sign-in", &headers, body.as_bytes()).expect(415).says("<h1");
    assert!(refused.header("set-cookie").is_none_or(|cookie| !cookie.starts_with("portal=")));
    world.nobody.send("POST", "/api/sign-in", &headers, body.as_bytes()).expect(404).json();
}
