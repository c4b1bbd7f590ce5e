//! The operator verifies cases: checks, questions, decisions.

use serde_json::{Value, json};

use super::{QUEUE, Scene};

fn verdict(found: &Value, check: &str) -> String {
    let checks = found["checks"].as_array().expect("checks");
    let found = checks.iter().find(|one| one["check"] == check).expect("the check");
    found["verdict"].as_str().expect("a verdict").to_owned()
}

#[test]
fn the_client_is_asked_answers_by_its_link_and_the_case_is_approved() {
    let scene = Scene::signed();
    scene.cover("DE");
    let (world, console) = (&scene.world, &scene.console);
    let mut claim = scene.claim();
    claim["amountToRecover"] = json!(15000);
    let id = scene.hand_in(&claim)["id"].as_str().expect("an id").to_owned();
    assert_eq!(verdict(&scene.state(&id), "Documents"), "Failed");
    let page = format!("/operator/verification/{id}");
    console.staff.get(&page).expect(200).says("A file is needed above 10,000 USD.");
    let question = [("area", "Documentation"), ("question", "Please send the signed order.")];
    console.staff.fill(&format!("{page}/ask"), &question).to();
    console.staff.get("/operator/verification").expect(200).says("Waiting for the client");
    let link = world.link();
    let file = crate::harness::Upload {
        field: "files",
        name: "Order.pdf",
        kind: "application/pdf",
        bytes: &crate::documents::pdf("order"),
    };
    let shown = world.nobody.get(&link).expect(200);
    shown.says("Please send the signed order.").silent_about(&world.as_owner.agency.name);
    let hidden = world.nobody.form(&link).1;
    let mut fields: Vec<(&str, &str)> = hidden.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    fields.push(("message", "Here it is."));
    world.nobody.upload(&link, &fields, &[file]).expect(303);
    let found = scene.state(&id);
    assert_eq!(found["lifecycle"], "Pending Verification Internal");
    assert!(found["creditorRespondedAt"].is_string(), "{found}");
    assert_eq!(found["items"][0]["resolutionArea"], "Documentation");
    assert_eq!(verdict(&found, "Documents"), "Passed");
    console.staff.get("/operator/verification").expect(200).says("Client answered");
    console.staff.get(&page).expect(200).says("Here it is.").says("Order.pdf").says("The client answered.");
    // The agency has no task and knows nothing.
    assert_eq!(world.sql.number("SELECT COUNT(*) AS value FROM tasks"), 0);
    console.key.post_json(&format!("{QUEUE}/{id}/approve"), &json!({})).expect(200);
    assert_eq!(world.sql.number("SELECT COUNT(*) AS value FROM tasks"), 1);
    let case = world.key.get_json(&format!("/api/collection-partner/cases/{id}"));
    assert_eq!(case["lifecycle"], "Pending Verification");
    console.key.post_json(&format!("{QUEUE}/{id}/ask"), &json!({ "area": "Other", "question": "?" })).expect(400);
}

#[test]
fn a_claim_outside_the_standard_terms_stays_with_the_operator() {
    let scene = Scene::signed();
    scene.cover("DE");
    let console = &scene.console;
    let outside = [
        ("disputeStatus", json!("Disputed"), "disputed"),
        ("claimType", json!("BreachOfContract"), "Breach of Contract"),
        ("amountToRecover", json!(99.99), "below 100 USD"),
    ];
    for (at, (field, value, reason)) in outside.into_iter().enumerate() {
        let mut claim = scene.claim();
        claim[field] = value;
        claim["creditorReference"] = json!(format!("R-{at}"));
        let id = scene.hand_in(&claim)["id"].as_str().expect("an id").to_owned();
        assert_eq!(verdict(&scene.state(&id), "Eligibility"), "Failed");
        let answer = console.key.post_json(&format!("{QUEUE}/{id}/approve"), &json!({})).expect(409).text();
        assert!(answer.contains(reason), "{answer}");
        console.staff.get(&format!("/operator/verification/{id}")).expect(200).says("It needs a quote.");
    }
    let mut edge = scene.claim();
    edge["amountToRecover"] = json!(100);
    edge["creditorReference"] = json!("R-edge");
    let id = scene.hand_in(&edge)["id"].as_str().expect("an id").to_owned();
    console.key.post_json(&format!("{QUEUE}/{id}/approve"), &json!({})).expect(200);
}

#[test]
fn likely_duplicates_are_shown_and_the_next_case_opens() {
    let scene = Scene::signed();
    scene.cover("DE");
    let console = &scene.console;
    let first = scene.hand_in(&scene.claim());
    let mut second = scene.claim();
    second["creditorReference"] = json!("R-2");
    let second = scene.hand_in(&second);
    let id = |made: &Value| made["id"].as_str().expect("an id").to_owned();
    let found = scene.state(&id(&second));
    assert_eq!(verdict(&found, "Duplicates"), "Unsure");
    assert_eq!(found["alike"], json!([first["reference"]]));
    let page = |made: &Value| format!("/operator/verification/{}", id(made));
    let gone = console.staff.fill(&format!("{}/approve", page(&first)), &[]).to();
    assert_eq!(gone, page(&second));
    let typed = [("reason", "")];
    console.staff.post_form(&format!("{}/reject", page(&second)), &typed).expect(422).says("Write the reason");
    scene.world.owner.post_form(&format!("{}/approve", page(&second)), &[]).expect(403);
    console.key.post_json(&format!("{QUEUE}/0190a0b0-0000-7000-8000-000000000000/approve"), &json!({})).expect(404);
    console.key.get(&format!("{QUEUE}?state=Active")).expect(400);
}

#[test]
fn an_agency_that_can_no_longer_take_the_case_is_replaced() {
    let scene = Scene::signed();
    let rule = scene.cover("DE");
    let console = &scene.console;
    let id = scene.hand_in(&scene.claim())["id"].as_str().expect("an id").to_owned();
    let rival = scene.world.as_rival.agency.id.to_string();
    let body = json!({ "collectionPartnerId": rival, "country": "DE" });
    console.key.post_json(super::COVERAGE, &body).expect(201);
    let again = || console.key.post_json(&format!("{QUEUE}/{id}/route"), &json!({})).expect(200).json();
    assert_eq!(again()["collectionPartnerId"], json!(scene.agency()), "it can still take it");
    let end = json!({ "lastDay": scene.days_ago(1) });
    console.key.post_json(&format!("{}/{rule}/end", super::COVERAGE), &end).expect(200);
    let refused = console.key.post_json(&format!("{QUEUE}/{id}/approve"), &json!({})).expect(409).text();
    assert!(refused.contains("has not signed"), "{refused}");
    assert_eq!(scene.state(&id)["collectionPartnerId"], json!(scene.agency()), "a refused approval changes nothing");
    let moved = again();
    assert_eq!((&moved["collectionPartnerId"], &moved["needsPowerOfAttorney"]), (&json!(rival), &json!(true)));
}
