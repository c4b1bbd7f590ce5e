//! Signing in and out: one message for all failures, limits, and sessions that can be ended.

use crate::harness::http::urlencoded;
use crate::harness::{FORM, PASSWORD, Response, Visitor, World};

fn try_it(visitor: &Visitor, email: &str, password: &str) -> Response {
    visitor.send("POST", "/sign-in", &FORM, urlencoded(&[("email", email), ("password", password)]).as_bytes())
}

/// The text of a page without what differs each time (keys, typed text).
fn told(response: &Response) -> String {
    let page = response.text();
    let at = page.find("role=\"alert\"").unwrap_or_else(|| panic!("nothing is told:\n{page}"));
    page[at..].split("</div>").next().unwrap_or_default().to_owned()
}

#[test]
fn the_right_password_opens_the_portal() {
    let world = World::new();
    let answer = try_it(&world.nobody, " Signe@Example.com ", PASSWORD);
    assert_eq!(answer.to(), "/partner/cases");
    let cookie = answer.headers.iter().find(|(name, value)| name == "set-cookie" && value.starts_with("portal="));
    let cookie = &cookie.expect("a session").1;
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
    world.nobody.get("/partner/cases").expect(200).says("Signe Holm").says("Nordia Inkasso");
}

#[test]
fn every_failure_is_told_in_the_same_words() {
    let world = World::new();
    let wrong = try_it(&world.nobody, "signe@example.com", "not the password").expect(422);
    let unknown = try_it(&world.nobody, "who@example.com", "not the password").expect(422);
    let empty = try_it(&world.nobody, "", "").expect(422);
    assert_eq!(told(&wrong), told(&unknown));
    assert_eq!(told(&wrong), told(&empty));
    assert!(wrong.text().contains("value=\"signe@example.com\""), "what was typed stays");
    assert!(!wrong.text().contains("not the password"), "but not the password");
    world.nobody.get("/partner/cases").to();
}

#[test]
fn ten_failures_lock_an_account_for_a_while() {
    let world = World::new();
    for _ in 0..10 {
        try_it(&world.nobody, "signe@example.com", "not the password").expect(422);
    }
    let locked = try_it(&world.nobody, "signe@example.com", PASSWORD).expect(422);
    let wrong = try_it(&world.nobody, "jonas@example.com", "not the password").expect(422);
    assert_eq!(told(&locked), told(&wrong), "a lock is not told apart from a wrong password");
    assert_eq!(try_it(&world.nobody.elsewhere(), "jonas@example.com", PASSWORD).to(), "/partner/cases");
    world.sql.execute("UPDATE people SET locked_until = '2020-01-01 00:00:00' WHERE email = 'signe@example.com'");
    assert_eq!(try_it(&world.nobody, "signe@example.com", PASSWORD).to(), "/partner/cases");
}

#[test]
fn a_success_forgets_the_failures_before_it() {
    let world = World::new();
    for _ in 0..9 {
        try_it(&world.nobody, "signe@example.com", "not the password").expect(422);
    }
    assert_eq!(try_it(&world.nobody, "signe@example.com", PASSWORD).to(), "/partner/cases");
    try_it(&world.nobody.elsewhere(), "signe@example.com", "not the password").expect(422);
    assert_eq!(try_it(&world.nobody.elsewhere(), "signe@example.com", PASSWORD).to(), "/partner/cases");
}

#[test]
fn signing_out_ends_the_session_on_the_server() {
    let world = World::new();
    world.owner.get("/partner/cases").expect(200);
    let kept = world.owner.cookie("portal").expect("a session");
    assert_eq!(world.owner.post_form("/sign-out", &[]).to(), "/sign-in");
    let cookie = format!("portal={kept}");
    let answer = world.nobody.send("GET", "/partner/cases", &[("cookie", &cookie)], b"");
    assert_eq!(answer.status, 303, "a cookie that was kept opens nothing");
}

#[test]
fn signing_in_gives_a_new_session() {
    let world = World::new();
    try_it(&world.nobody, "signe@example.com", PASSWORD).to();
    let first = world.nobody.cookie("portal");
    let token = hidden_token(&world.nobody.get("/partner/cases").expect(200).text());
    let again = urlencoded(&[("email", "signe@example.com"), ("password", PASSWORD), ("_token", &token)]);
    world.nobody.send("POST", "/sign-in", &FORM, again.as_bytes()).to();
    assert_ne!(first, world.nobody.cookie("portal"));
}

fn hidden_token(page: &str) -> String {
    let fields = crate::harness::visitor::hidden_fields(page);
    fields.into_iter().find(|(name, _)| name == "_token").expect("a token").1
}

#[test]
fn a_forged_or_cut_cookie_is_no_session() {
    let world = World::new();
    world.owner.get("/partner/cases").expect(200);
    let real = world.owner.cookie("portal").expect("a session");
    for cookie in ["portal=".to_owned(), "portal=abc".to_owned(), format!("portal={}", &real[..real.len() - 3])] {
        let answer = world.nobody.send("GET", "/partner/cases", &[("cookie", &cookie)], b"");
        assert_eq!(answer.status, 303, "{cookie}: {}", answer.text());
    }
}

#[test]
fn a_session_ends_when_idle_and_when_old() {
    let world = World::new();
    world.owner.get("/partner/cases").expect(200);
    world.sql.execute("UPDATE sessions SET seen_at = '2020-01-01 00:00:00'");
    world.owner.get("/partner/cases").to();
    world.rival.get("/partner/cases").expect(200);
    world.sql.execute("UPDATE sessions SET created_at = '2020-01-01 00:00:00'");
    world.rival.get("/partner/cases").to();
}

#[test]
fn a_colleague_who_was_removed_is_out_with_the_next_click() {
    let world = World::new();
    world.colleague.get("/partner/cases").expect(200);
    world.sql.execute(&format!(
        "UPDATE memberships SET removed_at = '2026-01-01 00:00:00' WHERE person_id = '{}'",
        world.colleague_id
    ));
    world.colleague.get("/partner/cases").to();
}
