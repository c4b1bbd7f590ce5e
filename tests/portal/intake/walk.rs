//! From a client that has signed nothing to a case that an agency has accepted, on pages.

use serde_json::json;

use super::{CASES, QUEUE, Scene};

#[test]
fn a_case_waits_for_the_contracts_is_verified_and_accepted() {
    let scene = Scene::new();
    let (world, console) = (&scene.world, &scene.console);
    console.staff.get("/operator/coverage").expect(200).says("No rules yet").silent_about("New rule");
    let agency = scene.agency();
    let rule = [("collectionPartnerId", agency.as_str()), ("country", "DE"), ("debtorType", "Company")];
    console.admin.fill("/operator/coverage/new", &rule).to();
    console.staff.get("/operator/coverage").expect(200).says("Companies").says("In force");

    let (invoiced, due) = (scene.days_ago(90), scene.days_ago(60));
    let fields = [
        ("creditorId", "Lisboa Têxteis Lda"),
        ("creditorReference", "R-2026-1"),
        ("amountToRecover", "1,500.00"),
        ("currencyCode", "USD"),
        ("date", invoiced.as_str()),
        ("dueDate", due.as_str()),
        ("claimType", "UnpaidInvoice"),
        ("disputeStatus", "NotDisputed"),
        ("debtor.type", "Company"),
        ("debtor.name", "Müller GmbH"),
        ("debtor.address", "Hauptstraße 1"),
        ("debtor.city", "Kiel"),
        ("debtor.country", "DE"),
        ("debtor.email", "post@mueller.example"),
    ];
    let page = console.staff.fill("/operator/cases/new", &fields).to();
    let id = page.rsplit('/').next().expect("an id").to_owned();
    console.staff.get(&page).expect(200).says("Pending contract signing").says("power of attorney").says(&scene.link);
    assert_eq!(scene.state(&id)["routingReason"], "StandardRule");
    let wait = console.key.get(&format!("{QUEUE}?state=PendingContractSigning")).expect(200).json();
    assert_eq!((&wait["page"]["totalResults"], &wait["cases"][0]["id"]), (&json!(1), &json!(id)));
    console.key.post_json(&format!("{QUEUE}/{id}/approve"), &json!({})).expect(400);

    // The agency knows nothing of it, whatever it asks.
    let unseen = |expected: usize| {
        let list = world.key.get_json("/api/collection-partner/cases");
        assert_eq!(list["cases"].as_array().map(Vec::len), Some(expected), "{list}");
    };
    unseen(0);
    world.key.get(&format!("/api/collection-partner/cases/{id}")).expect(404);
    let events = "SELECT COUNT(*) AS value FROM events WHERE collection_partner_id IS NOT NULL";
    assert_eq!(world.sql.number(events), 0);

    let browser = scene.onboard("");
    scene.sign(&browser, &["poa"]);
    assert_eq!(scene.state(&id)["lifecycle"], "Pending contract signing", "the agreement is missing");
    scene.sign(&browser, &["sdca"]);
    assert_eq!(scene.state(&id)["lifecycle"], "Pending Verification Internal", "it moves on by itself");
    unseen(0);

    console.staff.get("/operator/verification").expect(200).says("Müller GmbH").says("Verify");
    console.staff.get(&page).expect(200).says("All passed").says("Approve").silent_about("It signs by this link");
    let gone = console.staff.fill(&format!("{page}/approve"), &[]).to();
    assert_eq!(gone, "/operator/verification", "nothing is left to verify");
    console.staff.get("/operator/verification").expect(200).says("Nothing to verify");
    unseen(1);
    assert_eq!(world.sql.number(events), 2, "case.updated and case.assigned");

    let start = json!({ "welcomeMessage": "Welcome. We begin today.", "userEmail": "jonas@example.com" });
    world.key.post_json(&format!("/api/collection-partner/cases/{id}/start"), &start).expect(200);
    let case = world.key.get_json(&format!("/api/collection-partner/cases/{id}"));
    assert_eq!(case["lifecycle"], "Active");
    assert_eq!(case["preLegalSuccessFee"].to_string(), "9.5");
    console.staff.get(&page).expect(200).says("Active").silent_about("Route again");
}

#[test]
fn an_agency_that_was_chosen_is_not_told_before_the_case_is_assigned() {
    let scene = Scene::signed();
    scene.cover("DE");
    let id = scene.hand_in(&scene.claim())["id"].as_str().expect("an id").to_owned();
    assert_eq!(scene.state(&id)["lifecycle"], "Pending Verification Internal");
    // Its pages, lists and search are silent; rejecting it does not show it either.
    let silent = || {
        scene.world.owner.get("/partner/cases?q=muller").expect(200).silent_about("Müller GmbH");
        scene.world.owner.get(&format!("/partner/cases/{id}")).expect(404);
        scene.world.owner.get("/partner/tasks").expect(200).silent_about("Müller GmbH");
    };
    silent();
    let reason = json!({ "reason": "This is a duplicate of another claim." });
    scene.console.key.post_json(&format!("{QUEUE}/{id}/reject"), &reason).expect(200);
    silent();
    assert_eq!(scene.state(&id)["lifecycle"], "Closed");
    let mail = scene.world.sql.texts("SELECT text_body AS value FROM mails ORDER BY created_at DESC, id DESC");
    assert!(mail.into_iter().flatten().next().expect("a mail").contains("This is a duplicate"));
    scene.console.key.post_json(&format!("{QUEUE}/{id}/reject"), &reason).expect(400);
}

#[test]
fn two_submissions_with_one_reference_make_one_case() {
    let scene = Scene::signed();
    scene.cover("DE");
    let claim = scene.claim();
    let answers: Vec<u16> = std::thread::scope(|threads| {
        let one = || scene.console.key.post_json(CASES, &claim).status;
        let running: Vec<_> = (0..4).map(|_| threads.spawn(one)).collect();
        running.into_iter().map(|thread| thread.join().expect("an answer")).collect()
    });
    assert_eq!(answers.iter().filter(|status| **status == 201).count(), 1, "{answers:?}");
    assert!(answers.iter().all(|status| matches!(status, 201 | 400)), "{answers:?}");
    assert_eq!(scene.world.sql.number("SELECT COUNT(*) AS value FROM cases"), 1);
    assert_eq!(scene.world.sql.number("SELECT COUNT(*) AS value FROM debtors"), 1);
}

#[test]
fn wrong_fields_are_named_and_nothing_typed_is_lost() {
    let scene = Scene::signed();
    scene.cover("DE");
    let tomorrow = scene.today().succ_opt().expect("a day").to_string();
    let unknown = "0190a0b0-0000-7000-8000-000000000000";
    for (pointer, value, field) in [
        ("/creditorId", json!("Nobody Ltd"), "creditorId"),
        ("/creditorId", json!(unknown), "creditorId"),
        ("/collectionPartnerId", json!(unknown), "collectionPartnerId"),
        ("/amountToRecover", json!(0), "amountToRecover"),
        ("/amountToRecover", json!(-5), "amountToRecover"),
        ("/amountToRecover", json!(10.999), "amountToRecover"),
        ("/currencyCode", json!("XXY"), "currencyCode"),
        ("/date", json!(tomorrow), "date"),
        ("/date", json!("soon"), "date"),
        ("/dueDate", json!(scene.today().to_string()), "dueDate"),
        ("/dueDate", json!(scene.days_ago(91)), "dueDate"),
        ("/claimType", json!("Grudge"), "claimType"),
        ("/debtor/name", json!(""), "debtor.name"),
        ("/debtor/country", json!("Atlantis"), "debtor.country"),
        ("/debtor/type", json!("Robot"), "debtor.type"),
        ("/creditorReference", json!("x".repeat(51)), "creditorReference"),
    ] {
        let mut claim = scene.claim();
        claim["collectionPartnerId"] = json!(null);
        *claim.pointer_mut(pointer).expect("a field") = value.clone();
        let answer = scene.console.key.post_json(CASES, &claim).expect(400).text();
        assert!(answer.contains(field), "{pointer} {value}: {answer}");
    }
    let mut american = scene.claim();
    american["debtor"]["country"] = json!("US");
    assert!(scene.console.key.post_json(CASES, &american).expect(400).text().contains("debtor.stateAlpha2"));
    american["debtor"]["stateAlpha2"] = json!("Atlantis");
    assert!(scene.console.key.post_json(CASES, &american).expect(400).text().contains("debtor.stateAlpha2"));
    let typed = [("creditorId", "Lisboa Têxteis Lda"), ("amountToRecover", "many"), ("debtor.name", "Müller GmbH")];
    let page = scene.console.staff.post_form("/operator/cases", &typed).expect(422);
    page.says("value=\"many\"").says("Müller GmbH");
    assert_eq!(scene.world.sql.number("SELECT COUNT(*) AS value FROM cases"), 0);
    assert_eq!(scene.world.sql.number("SELECT COUNT(*) AS value FROM debtors"), 0);
    scene.world.owner.post_form("/operator/cases", &typed).expect(403);
}
