//! What an agency does with a case, as page and as JSON, with the same questions for every verb.

use partner_portal::domain::case::Lifecycle;
use serde_json::{Value, json};

use crate::harness::contract::collection_partner;
use crate::harness::{JSON, World};

const API: &str = "/api/collection-partner/cases";

/// A verb: address, required state, fields, and resulting state.
struct Verb {
    path: &'static str,
    from: Lifecycle,
    to: Lifecycle,
    fields: &'static [(&'static str, &'static str)],
    /// Whether API clients must also send a sender, since nobody is signed in there.
    sender: bool,
    /// A state in which it is refused.
    not_from: Lifecycle,
    /// The number of kinds of events that it records.
    events: i64,
}

const VERBS: [Verb; 7] = [
    Verb {
        path: "start",
        from: Lifecycle::PendingVerification,
        to: Lifecycle::Active,
        fields: &[("welcomeMessage", "Welcome. We begin today.")],
        sender: true,
        not_from: Lifecycle::Paused,
        events: 1,
    },
    Verb {
        path: "decline",
        from: Lifecycle::PendingVerification,
        to: Lifecycle::Closed,
        fields: &[("category", "No capacity"), ("reason", "We are full until March.")],
        sender: false,
        not_from: Lifecycle::Active,
        events: 1,
    },
    Verb {
        path: "request-info",
        from: Lifecycle::PendingVerification,
        to: Lifecycle::NeedsAdditionalDetails,
        fields: &[("question", "Which of the two invoices is disputed?")],
        sender: false,
        not_from: Lifecycle::Paused,
        events: 1,
    },
    Verb {
        path: "withdraw-question",
        from: Lifecycle::NeedsAdditionalDetails,
        to: Lifecycle::PendingVerification,
        fields: &[],
        sender: false,
        not_from: Lifecycle::Active,
        events: 1,
    },
    Verb {
        path: "pause",
        from: Lifecycle::Active,
        to: Lifecycle::Paused,
        fields: &[("reason", "The debtor asked for two weeks.")],
        sender: false,
        not_from: Lifecycle::PendingVerification,
        events: 1,
    },
    Verb {
        path: "resume",
        from: Lifecycle::Paused,
        to: Lifecycle::Active,
        fields: &[],
        sender: false,
        not_from: Lifecycle::Active,
        events: 1,
    },
    Verb {
        path: "close",
        from: Lifecycle::Active,
        to: Lifecycle::Closed,
        fields: &[("closeCode", "WithdrawnByClient"), ("comment", "They made up.")],
        sender: false,
        not_from: Lifecycle::Closed,
        events: 1,
    },
];

impl Verb {
    fn body(&self) -> Value {
        let mut body: serde_json::Map<String, Value> =
            self.fields.iter().map(|(name, text)| ((*name).to_owned(), json!(text))).collect();
        if self.sender {
            body.insert("userEmail".to_owned(), json!("jonas@example.com"));
        }
        Value::Object(body)
    }
}

fn state(world: &World, id: impl std::fmt::Display) -> String {
    let query = format!("SELECT lifecycle AS value FROM cases WHERE id = '{id}'");
    world.sql.texts(&query).remove(0).expect("a state")
}

fn events(world: &World, id: impl std::fmt::Display) -> i64 {
    world.sql.number(&format!("SELECT count(*) AS value FROM events WHERE case_id = '{id}'"))
}

#[test]
fn every_verb_works_as_page() {
    let world = World::new();
    for verb in &VERBS {
        let id = world.case().in_state(verb.from).make();
        let before = events(&world, id);
        let answer = world.colleague.post_form(&format!("/partner/cases/{id}/{}", verb.path), verb.fields);
        let to = answer.to();
        assert!(to.starts_with(&format!("/partner/cases/{id}")), "{}: {to}", verb.path);
        assert_eq!(state(&world, id), verb.to.name(), "{}", verb.path);
        assert!(events(&world, id) >= before + verb.events, "{}: no event", verb.path);
        let page = world.colleague.get(&to).expect(200);
        assert!(page.text().contains("role=\"status\""), "{}: no notice", verb.path);
    }
}

#[test]
fn every_verb_works_as_json() {
    let world = World::new();
    for verb in &VERBS {
        let id = world.case().in_state(verb.from).make();
        let path = format!("/cases/{{id}}/{}", verb.path);
        let answer = world.key.post_json(&format!("{API}/{id}/{}", verb.path), &verb.body()).expect(200);
        if collection_partner().declares("POST", &path, 200) {
            collection_partner().check_response("POST", &path, &answer);
        }
        assert_eq!(state(&world, id), verb.to.name(), "{}", verb.path);
        let case = world.key.get_json(&format!("{API}/{id}"));
        assert_eq!(case["lifecycle"], verb.to.label(), "{}", verb.path);
    }
}

#[test]
fn another_agency_finds_nothing_and_nobody_signs_in_first() {
    let world = World::new();
    for verb in &VERBS {
        let id = world.case().in_state(verb.from).make();
        let (page, api) = (format!("/partner/cases/{id}/{}", verb.path), format!("{API}/{id}/{}", verb.path));
        world.rival.post_form(&page, verb.fields).expect(404).says("<h1");
        let answer = world.rival_key.post_json(&api, &verb.body()).expect(404);
        assert_eq!(answer.json()["businessErrors"][0]["type"], "NotFound");
        assert!(world.nobody.post_form(&page, verb.fields).to().starts_with("/sign-in"), "{}", verb.path);
        world.nobody.post_json(&api, &verb.body()).expect(401);
        assert_eq!(state(&world, id), verb.from.name(), "{}", verb.path);
    }
}

#[test]
fn a_malformed_id_is_400_for_systems_and_an_unknown_one_404() {
    let world = World::new();
    for verb in &VERBS {
        world.key.post_json(&format!("{API}/12345/{}", verb.path), &verb.body()).expect(400).problems();
        let unknown = "0192d0c0-0000-7000-8000-000000000000";
        world.key.post_json(&format!("{API}/{unknown}/{}", verb.path), &verb.body()).expect(404).problems();
        world.owner.post_form(&format!("/partner/cases/12345/{}", verb.path), verb.fields).expect(404);
        world.owner.post_form(&format!("/partner/cases/{unknown}/{}", verb.path), verb.fields).expect(404);
    }
}

#[test]
fn a_wrong_state_is_refused_with_the_reason_and_nothing_changes() {
    let world = World::new();
    for verb in &VERBS {
        let id = world.case().in_state(verb.not_from).make();
        let before = events(&world, id);
        let told = world.key.post_json(&format!("{API}/{id}/{}", verb.path), &verb.body());
        assert!(matches!(told.status, 400 | 409), "{}: {}", verb.path, told.text());
        assert!(told.problems().len() > 10, "{}: {}", verb.path, told.text());
        let page = world.owner.post_form(&format!("/partner/cases/{id}/{}", verb.path), verb.fields).expect(422);
        assert!(page.text().contains("role=\"alert\""), "{}: {}", verb.path, page.text());
        assert_eq!(state(&world, id), verb.not_from.name(), "{}", verb.path);
        assert_eq!(events(&world, id), before, "{}", verb.path);
    }
}

#[test]
fn a_missing_field_is_said_where_it_is_missing() {
    let world = World::new();
    for verb in VERBS.iter().filter(|verb| !verb.fields.is_empty()) {
        let id = world.case().in_state(verb.from).make();
        let page = world.owner.post_form(&format!("/partner/cases/{id}/{}", verb.path), &[]).expect(422).text();
        assert!(page.contains("aria-invalid=\"true\""), "{}: {page}", verb.path);
        let told = world.key.post_json(&format!("{API}/{id}/{}", verb.path), &json!({})).expect(400).problems();
        let first = verb.fields[0].0;
        assert!(told.contains(&format!("{first}: ")), "{}: {told}", verb.path);
        assert_eq!(state(&world, id), verb.from.name());
    }
}

#[test]
fn what_was_typed_comes_back_with_the_reason() {
    let world = World::new();
    let id = world.case().in_state(Lifecycle::PendingVerification).make();
    let path = format!("/partner/cases/{id}/decline");
    let page = world.owner.post_form(&path, &[("reason", "Tom & Jerry <own> it")]).expect(422).text();
    assert!(page.contains("Tom &#38; Jerry &#60;own&#62; it"), "{page}");
}

#[test]
fn the_same_form_sent_twice_happens_once() {
    let world = World::new();
    let id = world.case().make();
    let path = format!("/partner/cases/{id}/notes");
    let fields = [("description", "Called; nobody there."), ("_once", "a-key-of-this-form")];
    let (first, second) = (world.owner.post_form(&path, &fields), world.owner.post_form(&path, &fields));
    assert_eq!(first.to(), second.to());
    assert_eq!(notes(&world, id), 1);
}

#[test]
fn a_logged_call_says_how_long_it_took() {
    let world = World::new();
    let id = world.case().make();
    let path = format!("{API}/{id}/calls");
    world.key.send_json("POST", &path, &json!({"outcome": "Promised to pay", "minutes": 12})).expect(200);
    world.owner.get(&format!("/partner/cases/{id}")).expect(200).says("12 min.");
    for wrong in [json!(601), json!(-1), json!("12"), json!(1.5)] {
        world.key.send_json("POST", &path, &json!({"outcome": "Promised to pay", "minutes": wrong})).expect(400);
    }
    let fields = [("outcome", "Promised to pay"), ("minutes", "many")];
    world.owner.post_form(&format!("/partner/cases/{id}/calls"), &fields).expect(422).says("Write the minutes");
}

#[test]
fn an_idempotency_key_answers_the_same_again_and_refuses_another_body() {
    let world = World::new();
    let id = world.case().make();
    let path = format!("{API}/{id}/notes");
    let once = [JSON[0], ("idempotency-key", "k1")];
    let body = json!({"description": "Called; nobody there."}).to_string();
    let first = world.key.send("POST", &path, &once, body.as_bytes()).expect(200);
    let second = world.key.send("POST", &path, &once, body.as_bytes()).expect(200);
    assert_eq!(first.text(), second.text());
    assert_eq!(notes(&world, id), 1);
    let other = json!({"description": "Something else."}).to_string();
    let answer = world.key.send("POST", &path, &once, other.as_bytes()).expect(422);
    assert_eq!(answer.json()["businessErrors"][0]["type"], "IdempotencyConflict");
    // The same key of another tenant is another key.
    let theirs = world.case().of_rival().make();
    let path = format!("{API}/{theirs}/notes");
    world.rival_key.send("POST", &path, &once, body.as_bytes()).expect(200);
    assert_eq!(notes(&world, theirs), 1);
    // A refused request stores nothing under its key.
    let once = [JSON[0], ("idempotency-key", "k2")];
    let path = format!("{API}/{id}/notes");
    world.key.send("POST", &path, &once, b"{}").expect(400);
    world.key.send("POST", &path, &once, body.as_bytes()).expect(200);
}

fn notes(world: &World, id: impl std::fmt::Display) -> usize {
    let timeline = world.sql.texts(&format!("SELECT kind AS value FROM timeline WHERE case_id = '{id}'"));
    timeline.iter().flatten().filter(|kind| kind.to_lowercase().contains("note")).count()
}

#[test]
fn two_people_accept_at_once_and_one_wins() {
    let world = World::new();
    world.owner.token();
    world.colleague.token();
    for _ in 0..5 {
        let id = world.case().in_state(Lifecycle::PendingVerification).make();
        let path = format!("/partner/cases/{id}/start");
        let fields = [("welcomeMessage", "Welcome.")];
        let statuses = std::thread::scope(|scope| {
            let both =
                [&world.owner, &world.colleague].map(|person| scope.spawn(|| person.post_form(&path, &fields).status));
            both.map(|one| one.join().expect("an answer"))
        });
        let mut sorted = statuses;
        sorted.sort_unstable();
        assert_eq!(sorted, [303, 422], "one is done, the other is told");
        let started = world
            .sql
            .number(&format!("SELECT count(*) AS value FROM timeline WHERE case_id = '{id}' AND kind = 'CaseStarted'"));
        assert_eq!(started, 1);
    }
}

#[test]
fn a_hidden_case_is_not_there() {
    let world = World::new();
    let id = world.case().in_state(Lifecycle::PendingVerificationInternal).make();
    world.owner.get(&format!("/partner/cases/{id}")).expect(404);
    world.key.get(&format!("{API}/{id}")).expect(404);
}

#[test]
fn what_people_wrote_is_never_markup() {
    let world = World::new();
    let id = world.case().against("<script>alert(1)</script> \"& Söhne\"").make();
    let text = "<img src=x onerror=alert(1)>";
    world.owner.post_form(&format!("/partner/cases/{id}/notes"), &[("description", text)]).to();
    for path in ["/partner/cases".to_owned(), format!("/partner/cases/{id}")] {
        let page = world.owner.get(&path).expect(200).text();
        assert!(!page.contains("<script>alert") && !page.contains("<img src=x"), "{page}");
    }
    assert_eq!(world.key.get_json(&format!("{API}/{id}"))["debtor"]["name"], "<script>alert(1)</script> \"& Söhne\"");
}

#[test]
fn the_creditor_answers_through_the_link_in_the_mail() {
    let world = World::new();
    let id = world.case().in_state(Lifecycle::PendingVerification).make();
    let path = format!("/partner/cases/{id}/request-info");
    world.owner.post_form(&path, &[("question", "Is there a signed order?")]).to();
    let link = world.link();
    world.nobody.get(&link).expect(200).says("Is there a signed order?").silent_about("Nobody");
    let answer = world.nobody.fill(&link, &[("answer", "Yes, of 3 May."), ("message", "Yes, of 3 May.")]);
    assert!(answer.to().starts_with(&link), "{}", answer.text());
    assert_eq!(state(&world, id), "PendingVerification");
    world.owner.get(&format!("/partner/cases/{id}?tab=messages")).expect(200).says("Yes, of 3 May.");
    world.nobody.get("/client/not-a-real-token").expect(404);
    let other = format!("{}x", &link[..link.len() - 1]);
    world.nobody.get(&other).expect(404);
}

#[test]
fn forms_that_open_hold_what_is_known() {
    let world = World::new();
    let case = world.case().called("N-7").make();
    let page = format!("/partner/cases/{case}");
    let start = world.owner.get(&format!("{page}/start")).expect(200);
    start.says("thank you for your case against").says("<option value=\"signe@example.com\" selected>").says("N-7");
    let taken = world.case().in_state(Lifecycle::Active).called("N-8").make();
    let page = format!("/partner/cases/{taken}");
    world.owner.get(&format!("{page}/partner-reference")).expect(200).says("value=\"N-8\"");
    world.owner.fill(&format!("{page}/handler"), &[("assignedUserEmail", "jonas@example.com")]).expect(303);
    let handler = world.owner.get(&format!("{page}/handler")).expect(200);
    handler.says("<option value=\"jonas@example.com\" selected>");
}
