//! Coverage rules, agencies fixed for a client, gaps, and what would happen to a claim.

use serde_json::json;

use super::{CASES, COVERAGE, QUEUE, Scene};

#[test]
fn rules_are_added_listed_ended_and_guarded() {
    let scene = Scene::new();
    let (console, agency) = (&scene.console, scene.agency());
    let body = json!({
        "collectionPartnerId": agency, "country": "United States", "state": "California", "debtorType": "Private",
        "least": 1000, "most": 50000.5, "amountCurrency": "USD", "currencyCode": "usd"
    });
    let made = console.key.post_json(COVERAGE, &body).expect(201).json();
    for (field, value) in [
        ("country", json!("US")),
        ("state", json!("CA")),
        ("debtorType", json!("Private")),
        ("currencyCode", json!("USD")),
        ("place", json!(1)),
        ("validTo", json!(null)),
        ("validFrom", json!(scene.today().to_string())),
        ("description", json!("Private persons, $1,000.00 to $50,000.50, claims in USD only")),
    ] {
        assert_eq!(made[field], value, "{field}");
    }
    console.key.post_json(COVERAGE, &body).expect(400);
    for (field, value) in [
        ("collectionPartnerId", json!(null)),
        ("collectionPartnerId", json!("0190a0b0-0000-7000-8000-000000000000")),
        ("country", json!("Atlantis")),
        ("state", json!("Bavaria")),
        ("debtorType", json!("Robot")),
        ("currencyCode", json!("XXY")),
        ("least", json!("few")),
        ("most", json!(999)),
        ("amountCurrency", json!("XXY")),
        ("validFrom", json!(scene.days_ago(1))),
        ("validTo", json!(scene.days_ago(1))),
    ] {
        let mut wrong = body.clone();
        wrong[field] = value.clone();
        let answer = console.key.post_json(COVERAGE, &wrong).expect(400).text();
        assert!(answer.contains(field), "{field} {value}: {answer}");
    }
    let elsewhere = json!({ "collectionPartnerId": agency, "country": "DE", "state": "CA" });
    assert!(console.key.post_json(COVERAGE, &elsewhere).expect(400).text().contains("state"));

    let id = made["id"].as_str().expect("an id");
    console.staff.get("/operator/coverage?country=US").expect(200).says("California, United States");
    console.staff.get("/operator/coverage?country=DE").expect(200).says("No rule matches");
    let end = format!("{COVERAGE}/{id}/end");
    let last = |day: String| json!({ "lastDay": day });
    assert!(console.key.post_json(&end, &last(scene.days_ago(2))).expect(400).text().contains("lastDay"));
    console.admin.get(&format!("/operator/coverage/{id}/end")).expect(200).says("End the rule");
    console.key.post_json(&end, &last(scene.days_ago(1))).expect(200);
    console.key.post_json(&end, &last(scene.days_ago(1))).expect(409);
    let total =
        |query: &str| console.key.get(&format!("{COVERAGE}{query}")).expect(200).json()["page"]["totalResults"].clone();
    assert_eq!((total(""), total("?ended=true")), (json!(0), json!(1)));
    let form = [("collectionPartnerId", agency.as_str()), ("country", "DE")];
    for visitor in [&console.staff, &scene.world.owner] {
        visitor.post_form("/operator/coverage", &form).expect(403);
    }
    let trail = console.key.get(&format!("/api/operator/audit?object={id}")).expect(200).json();
    let verbs: Vec<_> = trail["entries"].as_array().expect("entries").iter().map(|one| one["verb"].clone()).collect();
    assert_eq!(verbs, [json!("CoverageEnded"), json!("CoverageAdded")]);
}

#[test]
fn a_claim_that_nobody_covers_is_a_gap_until_a_rule_fills_it() {
    let scene = Scene::signed();
    let console = &scene.console;
    console.staff.get("/operator/coverage/gaps").expect(200).says("No gaps");
    let made = scene.hand_in(&scene.claim());
    assert_eq!((&made["collectionPartnerId"], &made["routingReason"]), (&json!(null), &json!(null)));
    let id = made["id"].as_str().expect("an id");
    let gaps = console.key.get(&format!("{COVERAGE}/gaps")).expect(200).json();
    assert_eq!((&gaps[0]["country"], &gaps[0]["claims"]), (&json!("DE"), &json!(1)));
    assert_eq!(gaps[0]["totalUsd"].to_string(), "1500.00");
    console.staff.get("/operator/coverage/gaps").expect(200).says("Germany").says("$1,500.00");
    let refused = console.key.post_json(&format!("{QUEUE}/{id}/approve"), &json!({})).expect(409).text();
    assert!(refused.contains("No agency covers this case"), "{refused}");
    // The form of a rule shows the case that would get an agency.
    let agency = scene.agency();
    let form = format!("/operator/coverage/new?collectionPartnerId={agency}&country=DE");
    console.admin.get(&form).expect(200).says("Müller GmbH").says(&scene.world.as_owner.agency.name);
    console.admin.get(&form.replace("country=DE", "country=FR")).expect(200).says("No case that waits");
    scene.cover("DE");
    let routed = console.key.post_json(&format!("{QUEUE}/{id}/route"), &json!({})).expect(200).json();
    assert_eq!(routed["collectionPartnerId"], json!(agency));
    assert_eq!(routed["routingReason"], "StandardRule");
    console.key.post_json(&format!("{QUEUE}/{id}/approve"), &json!({})).expect(200);
}

#[test]
fn the_trial_says_which_agency_a_claim_would_get_and_why() {
    let scene = Scene::new();
    let console = &scene.console;
    let ask = |query: &str| console.key.get(&format!("{COVERAGE}/try?{query}")).expect(200).json();
    let nobody = ask("country=DE&amount=1500");
    assert_eq!((&nobody["collectionPartner"], &nobody["rules"]), (&json!(null), &json!([])));
    scene.cover("DE");
    let found = ask("country=Germany&amount=1500&currencyCode=USD&debtorType=Company");
    assert_eq!((&found["reason"], &found["rules"][0]["covers"]), (&json!("StandardRule"), &json!(true)));
    let rival = scene.world.as_rival.agency.id.to_string();
    let fixed = format!("/api/operator/clients/{}/agencies", scene.client);
    let body = json!({ "collectionPartnerId": rival, "country": "DE" });
    console.key.post_json(&fixed, &body).expect(201);
    assert!(console.key.post_json(&fixed, &body).expect(400).text().contains("country"));
    let of_client = ask(&format!("country=DE&amount=1500&creditorId={}", scene.client));
    assert_eq!((&of_client["reason"], &of_client["collectionPartnerId"]), (&json!("ClientOverride"), &json!(rival)));
    assert_eq!(ask("country=DE&amount=1500")["reason"], "StandardRule", "of another client");
    console.staff.get("/operator/coverage/try?country=DE&amount=1500").expect(200).says("decides").says("covers it");
    console.staff.get("/operator/coverage/try?country=DE&amount=some").expect(422).says("value=\"some\"");

    let page = format!("/operator/clients/{}/agencies", scene.client);
    console.staff.get(&page).expect(200).says("Germany").silent_about("Fix an agency");
    let listed = console.key.get(&fixed).expect(200).json();
    let one = listed[0]["id"].as_str().expect("an id");
    console.admin.post_form(&format!("{page}/{one}/end"), &[]).expect(303);
    console.admin.post_form(&format!("{page}/{one}/end"), &[]).expect(303);
    console.admin.post_form(&format!("{page}/0190a0b0-0000-7000-8000-000000000000/end"), &[]).expect(404);
    assert_eq!(console.key.get(&fixed).expect(200).json(), json!([]));
}

#[test]
fn a_named_agency_must_be_active_and_cover_the_claim() {
    let scene = Scene::signed();
    let console = &scene.console;
    let mut claim = scene.claim();
    claim["collectionPartnerId"] = json!(scene.agency());
    assert!(console.key.post_json(CASES, &claim).expect(400).text().contains("does not cover"));
    scene.cover("DE");
    let preview = console.key.post_json(&format!("{CASES}/preview"), &claim).expect(200).json();
    assert_eq!(
        (&preview["routing"], &preview["needsPowerOfAttorney"]),
        (&json!("Named in the request"), &json!(false))
    );
    assert_eq!(preview["price"]["total"].to_string(), preview["price"]["total"].to_string());
    let suspend = format!("/api/operator/agencies/{}/suspend", scene.agency());
    console.key.post_json(&suspend, &json!({ "reason": "Licence withdrawn" })).expect(200);
    assert!(console.key.post_json(CASES, &claim).expect(400).text().contains("suspended"));
    assert_eq!(scene.world.sql.number("SELECT COUNT(*) AS value FROM cases"), 0);
}
