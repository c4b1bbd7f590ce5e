//! Conditional requests of all APIs: reads with `If-None-Match`, writes with `If-Match`.

use serde_json::{Value, json};

use super::scene::{INES, Scene, TENANT};
use crate::at_once::both;
use crate::harness::{Response, Visitor};

/// The tag of what is there now.
#[track_caller]
fn tag(who: &Visitor, address: &str) -> String {
    who.get(address).expect(200).header("etag").expect("a tag").to_owned()
}

/// Sends JSON if the resource still has this tag.
#[track_caller]
fn send_if(who: &Visitor, tag: &str, (method, address): (&str, &str), body: &Value) -> Response {
    let headers = [("content-type", "application/json"), ("If-Match", tag)];
    who.send(method, address, &headers, body.to_string().as_bytes())
}

/// A started case, by id.
fn started(scene: &Scene) -> String {
    let made = scene.create(&scene.key, &scene.claim("E-1")).expect(200).json();
    let id = made["id"].as_str().expect("an id").to_owned();
    scene.start(&id);
    id
}

#[test]
fn a_caller_that_has_the_resource_gets_no_body() {
    let scene = Scene::signed();
    let made = scene.create(&scene.key, &scene.claim("E-1")).expect(200).json();
    let id = made["id"].as_str().expect("an id");
    scene.start(id);
    for (who, address) in [
        (&scene.key, format!("/api/customer/cases/{id}")),
        (&scene.key, "/api/customer/cases".to_owned()),
        (&scene.platform.key, format!("/api/referral/cases/{id}")),
        (&scene.world.key, format!("/api/collection-partner/cases/{id}")),
        (&scene.console.key, format!("/api/operator/cases/{id}")),
    ] {
        let tag = who.get(&address).expect(200).header("etag").expect("a tag").to_owned();
        let ask = |tags: &str| who.send("GET", &address, &[("If-None-Match", tags)], b"");
        for known in [tag.clone(), format!("W/{tag}"), format!("\"other\", {tag}"), "*".to_owned()] {
            let answer = ask(&known).expect(304);
            assert!(answer.body.is_empty(), "{address}");
            assert_eq!(answer.header("etag"), Some(tag.as_str()));
            assert!(answer.header("x-request-id").is_some());
        }
        for other in ["\"other\"", "no tag", ""] {
            assert!(!ask(other).expect(200).body.is_empty(), "{address}");
        }
    }
    let address = format!("/api/customer/cases/{id}");
    let before = scene.key.get(&address).expect(200).header("etag").expect("a tag").to_owned();
    let pause = format!("/api/collection-partner/cases/{id}/pause");
    scene.world.key.post_json(&pause, &json!({ "reason": "Court" })).expect(200);
    let changed = scene.key.send("GET", &address, &[("If-None-Match", &before)], b"").expect(200);
    assert_ne!(changed.header("etag"), Some(before.as_str()));
    // What is asked with POST is no read, and has no tag.
    let claim = scene.claim("E-2");
    assert_eq!(scene.create(&scene.key, &claim).expect(200).header("etag"), None);
}

#[test]
fn every_read_of_an_agency_has_a_tag() {
    let scene = Scene::signed();
    let id = started(&scene);
    let case = format!("/api/collection-partner/cases/{id}");
    for part in ["/timeline", "/chats", "/validation", "/payments", "/plans", "/updates", "/exclusive-period"] {
        tag(&scene.world.key, &format!("{case}{part}"));
    }
    tag(&scene.world.key, "/api/collection-partner/openapi.json");
}

#[test]
fn a_write_that_depends_on_what_was_read_is_refused_after_a_change() {
    let scene = Scene::signed();
    let id = started(&scene);
    let (agency, client, partner, operator) = (&scene.world.key, &scene.key, &scene.platform.key, &scene.console.key);
    let case = |rest: &str| format!("/api/collection-partner/cases/{id}{rest}");
    let of_client = |rest: &str| format!("/api/customer/cases/{id}{rest}");
    let payment = json!({ "date": scene.days_ago(0), "paymentAmount": 100, "paymentRecipient": "CollectionPartner" });
    let ines = json!({ "userEmail": INES.1, "message": "Is there news?" });
    let jonas = json!({ "userEmail": "jonas@example.com", "message": "Not yet." });
    let division = json!({ "companyName": "Fjord Norge", "city": "Oslo", "countryCode": "NO" });
    let made = client.post_json("/api/customer/divisions", &division).expect(201).json();
    let division_at = format!("/api/customer/divisions/{}", made["id"].as_str().expect("an id"));
    let console = |rest: &str| format!("/api/operator{rest}");
    let agency_at = console(&format!("/agencies/{}", scene.world.as_owner.agency.id));
    let reason = json!({ "reason": "Under review" });
    let writes = [
        (agency, case(""), ("PUT", case("/partner-reference")), json!({ "collectionPartnerReference": "A-1" })),
        (agency, case(""), ("POST", case("/payments")), payment.clone()),
        (agency, case("/payments"), ("POST", case("/payments")), payment),
        (agency, case("/chats"), ("POST", case("/chats")), jonas),
        (client, of_client(""), ("POST", of_client("/chats")), ines.clone()),
        (client, of_client("/chats"), ("POST", of_client("/chats")), ines),
        (client, division_at.clone(), ("PUT", division_at.clone()), division),
        (client, division_at.clone(), ("POST", format!("{division_at}:archive")), json!({})),
        (partner, "/api/referral/branding".to_owned(), ("PUT", "/api/referral/branding".to_owned()), json!({})),
        (operator, agency_at.clone(), ("POST", format!("{agency_at}/suspend")), reason.clone()),
        (operator, agency_at.clone(), ("POST", format!("{agency_at}/resume")), json!({})),
        (
            operator,
            console(&format!("/clients/{}", scene.client)),
            ("POST", console(&format!("/clients/{}/suspend", scene.client))),
            reason.clone(),
        ),
        (
            operator,
            console(&format!("/referral-partners/{}", scene.platform.id)),
            ("POST", console(&format!("/referral-partners/{}/suspend", scene.platform.id))),
            reason,
        ),
    ];
    for (who, read, (method, write), body) in writes {
        let now = tag(who, &read);
        for wrong in ["\"other\"".to_owned(), format!("W/{now}"), "no tag".to_owned()] {
            let refused = send_if(who, &wrong, (method, &write), &body).expect(412);
            assert!(refused.text().contains("changed since you read it"), "{write}: {}", refused.text());
            assert_eq!(tag(who, &read), now, "{write} changed something");
        }
        let done = send_if(who, &format!("\"other\", {now}"), (method, &write), &body);
        assert!((200..300).contains(&done.status), "{method} {write}: {}", done.text());
    }
    // An agency's contract declares the body of the refusal.
    let refused = send_if(agency, "\"old\"", ("POST", &case("/pause")), &json!({ "reason": "Court" })).expect(412);
    assert_eq!(refused.json()["businessErrors"][0]["type"], "PreconditionFailed");
    send_if(agency, "*", ("POST", &case("/pause")), &json!({ "reason": "Court" })).expect(200);
    // Another tenant's case is no more there than without the header.
    send_if(&scene.world.rival_key, "*", ("POST", &case("/resume")), &json!({})).expect(404);
}

#[test]
fn what_does_not_exist_yet_has_no_tag_to_match() {
    let scene = Scene::signed();
    let claim = scene.claim("E-1");
    for tag in ["*", "\"any\""] {
        send_if(&scene.key, tag, ("POST", "/api/customer/cases"), &claim).expect(412);
    }
    let keys = format!("/api/operator/clients/{}/keys", scene.client);
    send_if(&scene.console.key, "\"any\"", ("POST", &keys), &json!({ "name": "Second" })).expect(412);
    assert_eq!(scene.world.sql.number("SELECT count(*) AS value FROM cases"), 0);
}

#[test]
fn a_repetition_gets_the_first_answer_although_the_tag_is_old_by_then() {
    let scene = Scene::signed();
    let id = started(&scene);
    let case = format!("/api/collection-partner/cases/{id}");
    let (before, body) = (tag(&scene.world.key, &case), json!({ "collectionPartnerReference": "A-1" }).to_string());
    let send = |key: &str| {
        let headers = [("content-type", "application/json"), ("If-Match", before.as_str()), ("Idempotency-Key", key)];
        scene.world.key.send("PUT", &format!("{case}/partner-reference"), &headers, body.as_bytes())
    };
    let first = send("one").expect(200);
    assert_eq!(send("one").expect(200).text(), first.text());
    send("two").expect(412);
}

#[test]
fn of_two_writes_that_depend_on_the_same_state_one_is_refused() {
    let scene = Scene::signed();
    let id = started(&scene);
    let case = format!("/api/collection-partner/cases/{id}");
    let before = tag(&scene.world.key, &case);
    let set = |reference: &str| {
        let body = json!({ "collectionPartnerReference": reference });
        send_if(&scene.world.key, &before, ("PUT", &format!("{case}/partner-reference")), &body)
    };
    let held = format!("SELECT 1 FROM cases WHERE id = '{id}' FOR UPDATE");
    let (one, other) = both(&scene.world, &held, || set("A-1"), || set("A-2"));
    let mut statuses = [one.status, other.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 412], "{}\n{}", one.text(), other.text());
}
