//! What all pages and operations have in common: who may enter, what is refused, and what an error looks like.

use serde_json::json;

use crate::harness::http::{send_raw, urlencoded};
use crate::harness::{FORM, Response, World};

const ANYWHERE: [&str; 4] = ["/partner/cases", "/sign-in", "/no/such/page", "/api/collection-partner/cases"];

#[test]
fn every_answer_carries_the_safe_headers_and_a_name() {
    let world = World::new();
    for path in ANYWHERE {
        let answer = world.nobody.get(path);
        let policy = answer.header("content-security-policy").expect("a policy");
        for part in ["default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "require-trusted-types-for"] {
            assert!(policy.contains(part), "{path}: {policy}");
        }
        assert!(!policy.contains("unsafe"), "{path}: {policy}");
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{path}");
        assert_eq!(answer.header("x-frame-options"), Some("DENY"), "{path}");
        assert!(answer.header("cache-control").is_some_and(|text| text.contains("no-store")), "{path}");
        assert!(answer.header("x-request-id").is_some_and(|name| name.len() >= 8), "{path}");
    }
}

#[test]
fn a_page_for_people_asks_nobody_to_sign_in_and_brings_them_back() {
    let world = World::new();
    let to = world.nobody.get("/partner/cases?tab=active").to();
    assert_eq!(to, "/sign-in?to=%2Fpartner%2Fcases%3Ftab%3Dactive");
    let fields = [("email", "signe@example.com"), ("password", crate::harness::PASSWORD)];
    let page = world.nobody.get(&to).expect(200).text();
    assert!(page.contains("value=\"/partner/cases?tab=active\""), "{page}");
    let all = [fields[0], fields[1], ("to", "/partner/cases?tab=active")];
    let answer = world.nobody.send("POST", "/sign-in", &FORM, urlencoded(&all).as_bytes());
    assert_eq!(answer.to(), "/partner/cases?tab=active");
    for elsewhere in ["https://evil.example/", "//evil.example", "/partner/\\evil", "/api/collection-partner/cases"] {
        let all = [fields[0], fields[1], ("to", elsewhere)];
        let answer = world.nobody.elsewhere().send("POST", "/sign-in", &FORM, urlencoded(&all).as_bytes());
        assert_eq!(answer.to(), "/partner/cases", "{elsewhere}");
    }
}

#[test]
fn an_unknown_address_is_404_as_page_and_as_json() {
    let world = World::new();
    for person in [&world.owner, &world.nobody] {
        let page = person.get("/partner/no-such-thing").expect(404);
        assert_eq!(page.header("content-type"), Some("text/html; charset=utf-8"));
        page.says("<h1").says("Not found");
    }
    let answer = world.key.get("/api/collection-partner/no-such-thing").expect(404);
    assert_eq!(answer.header("content-type"), Some("application/json"));
    assert_eq!(answer.json()["businessErrors"][0]["type"], "NotFound");
    world.key.get("/api/no-such-surface").expect(404).json();
}

#[test]
fn a_wrong_method_is_405_as_page_and_as_json() {
    let world = World::new();
    world.owner.post_form("/partner/cases", &[]).expect(405).says("<h1");
    let answer = world.key.send_json("DELETE", "/api/collection-partner/cases", &json!({})).expect(405);
    assert!(answer.header("content-type").is_some_and(|kind| kind.contains("json")));
    assert!(answer.json()["message"].is_string());
}

#[test]
fn what_the_framework_refuses_is_dressed_too() {
    let world = World::new();
    let address = &world.app.address;
    let request = format!("GET /partner/cases?q=%ff%fe HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n");
    let answer = send_raw(address, request.as_bytes());
    assert!(matches!(answer.status, 303 | 400), "{}", answer.text());
    let page = world.owner.get("/partner/cases?q=%ff%fe").expect(400);
    page.says("<h1").says("UTF-8");
    let told = world.key.get("/api/collection-partner/cases?q=%ff%fe").expect(400).problems();
    assert!(told.contains("UTF-8"), "{told}");
}

#[test]
fn a_page_number_that_is_none_is_said_at_its_name() {
    let world = World::new();
    for page in ["0", "-1", "x", "99999999999999999999", "1e9"] {
        let path = format!("/api/collection-partner/cases?page={page}");
        let told = world.key.get(&path).expect(400).problems();
        assert!(told.starts_with("page: "), "{page}: {told}");
        world.owner.get(&format!("/partner/cases?page={page}")).expect(422).says("<h1");
    }
    let list = world.key.get_json("/api/collection-partner/cases?page=100000000");
    assert_eq!(list["cases"], json!([]));
    world.owner.get("/partner/cases?page=100000000").expect(200);
}

#[test]
fn a_wrong_value_of_a_filter_is_refused_by_name() {
    let world = World::new();
    world.owner.get("/partner/cases?tab=nonsense").expect(422).says("nonsense");
    let told = world.key.get("/api/collection-partner/cases?statuses=Active,Sleeping").expect(400).problems();
    assert!(told.contains("Sleeping"), "{told}");
}

#[test]
fn names_of_a_query_bind_in_any_case_and_lists_in_every_spelling() {
    let world = World::new();
    world.case().make();
    let base = "/api/collection-partner/cases";
    for query in ["?Statuses=Active,Paused", "?STATUSES=active&statuses=Paused", "?statuses[0]=Active", "?PageSize=1"] {
        let list = world.key.get_json(&format!("{base}{query}"));
        assert_eq!(list["cases"].as_array().map(Vec::len), Some(1), "{query}: {list}");
    }
}

#[test]
fn a_forged_form_is_refused() {
    let world = World::new();
    let token = world.owner.token();
    let body = urlencoded(&[("_token", &token)]);
    let plain = ("content-type", "application/x-www-form-urlencoded");
    for extra in [
        vec![plain],
        vec![plain, ("sec-fetch-site", "cross-site")],
        vec![plain, ("sec-fetch-site", "same-site")],
        vec![plain, ("origin", "https://evil.example")],
        vec![plain, ("origin", "null")],
        vec![plain, ("origin", "h")],
    ] {
        let answer = world.owner.send("POST", "/sign-out", &extra, body.as_bytes());
        assert_eq!(answer.status, 403, "{extra:?}: {}", answer.text());
    }
    for wrong in ["", "_token=", "_token=another", "_TOKEN=x"] {
        let answer = world.owner.send("POST", "/sign-out", &FORM, wrong.as_bytes());
        assert_eq!(answer.status, 403, "{wrong}: {}", answer.text());
    }
    world.owner.get("/partner/cases").expect(200);
    let origin = format!("http://{}", world.app.address);
    let answer = world.owner.send("POST", "/sign-out", &[plain, ("origin", &origin)], body.as_bytes());
    assert_eq!(answer.to(), "/sign-in");
}

#[test]
fn the_api_takes_keys_and_never_cookies() {
    let world = World::new();
    world.owner.get("/partner/cases").expect(200);
    let answer = world.owner.get("/api/collection-partner/cases").expect(401);
    assert_eq!(answer.header("content-type"), Some("application/problem+json"));
    assert_eq!(answer.json()["status"], 401);
    assert!(answer.header("set-cookie").is_none());
    let with_key = world.key.get("/api/collection-partner/cases").expect(200);
    assert!(with_key.header("set-cookie").is_none());
    // A key does not open pages.
    assert_eq!(world.key.get("/partner/cases").status, 303);
}

#[test]
fn a_wrong_key_is_401() {
    let world = World::new();
    for key in ["", "x", "Bearer something", &"k".repeat(10_000)] {
        let answer = world.nobody.send("GET", "/api/collection-partner/cases", &[("XApiKey", key)], b"");
        assert!(matches!(answer.status, 401 | 431 | 400), "{}", answer.text());
    }
    let answer = world.nobody.get("/api/collection-partner/cases").expect(401);
    assert!(answer.json()["detail"].as_str().is_some_and(|text| text.contains("XApiKey")));
}

#[test]
fn a_key_sees_its_own_agency_only() {
    let world = World::new();
    world.case().make();
    world.case().of_rival().against("Muster AG").make();
    let ours = world.key.get_json("/api/collection-partner/cases");
    assert_eq!(ours["cases"].as_array().map(Vec::len), Some(1));
    world.owner.get("/partner/cases").expect(200).says("Bauer GmbH").silent_about("Muster AG");
    world.rival.get("/partner/cases").expect(200).says("Muster AG").silent_about("Bauer GmbH");
}

#[test]
fn method_override_is_for_forms_of_a_session_only() {
    let world = World::new();
    // A page may turn POST into PUT or DELETE, but this address takes neither.
    world.owner.post_form("/partner/cases?_method=DELETE", &[]).expect(405);
    // The API ignores `_method`.
    let answer = world.key.post_json("/api/collection-partner/cases?_method=GET", &json!({}));
    assert_eq!(answer.status, 405, "{}", answer.text());
    // A GET cannot be turned into a POST.
    world.owner.get("/sign-out?_method=POST").expect(405);
}

#[test]
fn a_body_that_is_not_what_it_says_is_refused() {
    let world = World::new();
    let wrong = [("content-type", "text/plain"), ("sec-fetch-site", "same-origin")];
    world.nobody.send("POST", "/sign-in", &wrong, b"email=a").expect(415).says("<h1");
    let json = [("content-type", "application/json"), ("sec-fetch-site", "same-origin")];
    world.nobody.send("POST", "/sign-in", &json, b"{}").expect(415);
    world.nobody.send("POST", "/sign-in", &FORM, b"email=%ff&password=x").expect(400).says("UTF-8");
    world.nobody.send("POST", "/sign-in", &FORM, b"&&&===&%%%&a").expect(422);
}

#[test]
fn an_oversized_body_is_413() {
    let world = World::new();
    let body = format!("email={}", "a".repeat(1024 * 1024 + 10));
    world.nobody.send("POST", "/sign-in", &FORM, body.as_bytes()).expect(413);
}

#[test]
fn assets_are_found_by_their_hashed_names_and_kept_for_a_year() {
    let world = World::new();
    let page = world.nobody.get("/sign-in").expect(200).text();
    let names: Vec<&str> = page.split('"').filter(|text| text.starts_with("/static/")).collect();
    assert!(names.iter().any(|name| name.ends_with(".css")), "{names:?}");
    for name in names {
        let answer = world.nobody.get(name).expect(200);
        assert!(answer.header("cache-control").is_some_and(|text| text.contains("immutable")), "{name}");
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
    }
    for name in ["/static/portal.css", "/static/../Cargo.toml", "/static/%2e%2e/Cargo.toml", "/static/"] {
        assert_eq!(world.nobody.get(name).status, 404, "{name}");
    }
}

#[test]
fn nonsense_on_the_wire_does_not_stop_the_server() {
    let world = World::new();
    let address = &world.app.address;
    for nonsense in
        ["\r\n\r\n", "GET\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "POST /sign-in HTTP/1.1\r\ncontent-length: x\r\n\r\n"]
    {
        let _ = std::net::TcpStream::connect(address).map(|mut socket| {
            use std::io::Write;
            socket.write_all(nonsense.as_bytes())
        });
    }
    for path in ["/%00", "/partner/cases/%2e%2e%2f", "/partner/cases/%ff", "/%", "//", "/partner//cases"] {
        let answer = world.owner.get(path);
        assert!(answer.status < 500, "{path}: {}", answer.text());
    }
    world.owner.get("/partner/cases").expect(200);
}

#[test]
fn a_damaged_time_zone_is_a_fault_and_never_another_zone() {
    let world = World::new();
    world.owner.get("/partner/cases").expect(200);
    world.sql.execute("UPDATE collection_partners SET time_zone = 'Mars/Olympus'");
    world.owner.get("/partner/cases").expect(500);
    world.key.get("/api/collection-partner/cases").expect(500);
    world.sql.execute("UPDATE collection_partners SET time_zone = 'Europe/Copenhagen'");
    world.owner.get("/partner/cases").expect(200);
}

#[test]
fn what_is_not_known_is_ignored_and_named() {
    let world = World::new();
    let case = world.case().make();
    let ignored = |answer: &Response| answer.header("x-ignored").map(str::to_owned);
    let list = |query: &str| world.key.get(&format!("/api/collection-partner/cases?{query}")).expect(200);
    assert_eq!(ignored(&list("pageSize=5&Statuses=Active&q=x")), None);
    assert_eq!(ignored(&list("utm_source=x&PageSiez=5&pageSize=1")), Some("pagesiez, utm_source".to_owned()));
    for page in ["/partner/cases", "/partner/tasks", "/partner/balance", "/partner/statements", "/partner/export"] {
        let answer = world.owner.get(&format!("{page}?utm_source=x")).expect(200);
        assert_eq!(ignored(&answer), Some("utm_source".to_owned()), "{page}");
    }
    let at = format!("/api/collection-partner/cases/{case}");
    assert_eq!(ignored(&world.key.get(&format!("{at}?x%0Ay=1")).expect(400)), None);
    assert_eq!(ignored(&world.key.get(&format!("{at}?caf%C3%A9=1")).expect(200)), Some("caf%C3%A9".to_owned()));
    let body = json!({ "COLLECTIONPARTNERREFERENCE": "A-1", "colectionPartnerReference": "A-2" });
    let answer = world.key.send_json("PUT", &format!("{at}/partner-reference"), &body).expect(200);
    assert_eq!(ignored(&answer), Some("colectionPartnerReference".to_owned()));
    assert_eq!(answer.json()["collectionPartnerReference"], "A-1");
}

#[test]
fn head_works_wherever_get_does() {
    let world = World::new();
    let case = world.case().make();
    let api = format!("/api/collection-partner/cases/{case}");
    for (who, path) in [
        (&world.key, api.as_str()),
        (&world.key, "/api/collection-partner/cases"),
        (&world.key, "/api/collection-partner/cases/nonsense"),
        (&world.owner, "/partner/cases"),
        (&world.owner, "/partner/export"),
        (&world.owner, "/partner/nothing-here"),
        (&world.nobody, "/sign-in"),
        (&world.nobody, "/partner/cases"),
        (&world.nobody, "/healthz"),
        (&world.nobody, "/docs"),
    ] {
        let (get, head) = (who.get(path), who.send("HEAD", path, &[], b""));
        assert_eq!((head.status, head.header("etag")), (get.status, get.header("etag")), "{path}");
        assert_eq!(head.header("content-type"), get.header("content-type"), "{path}");
        assert!(head.body.is_empty(), "{path}: {}", head.text());
    }
}

#[test]
fn a_refused_method_is_told_which_ones_work() {
    let world = World::new();
    let case = world.case().make();
    let at = |rest: &str| format!("/api/collection-partner/cases/{case}{rest}");
    for (path, methods) in [
        ("/api/collection-partner/cases".to_owned(), "GET, HEAD"),
        (at(""), "GET, HEAD"),
        (at("/payments"), "GET, HEAD, POST"),
        (at("/close"), "POST"),
        (at("/fees"), "PUT"),
    ] {
        let answer = world.key.send("PATCH", &path, &[], b"").expect(405);
        assert_eq!(answer.header("allow"), Some(methods), "{path}");
    }
    let page = world.owner.send("DELETE", "/partner/cases", &[], b"");
    assert!(matches!(page.status, 403 | 405), "{}", page.status);
}
