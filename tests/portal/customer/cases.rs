//! Cases by the API: created, refused, waiting, read.

use std::collections::BTreeSet;

use chrono::Days;
use serde_json::{Value, json};

use super::ask;
use super::scene::{BASE, INES, Scene};
use crate::harness::contract::customer;
use crate::harness::{Upload, Visitor};

/// The types of the business errors of an answer.
fn types(said: &Value) -> Vec<&str> {
    let all = said["businessErrors"].as_array().expect("errors");
    all.iter().map(|one| one["type"].as_str().expect("a type")).collect()
}

#[test]
fn every_operation_of_cases_answers_as_the_contract_declares() {
    let scene = Scene::signed();
    let mut seen = BTreeSet::new();
    for by in [&scene.key, &scene.bearer()] {
        walk(&scene, by, &mut seen);
    }
    let missing: Vec<_> = customer()
        .operations()
        .into_iter()
        .filter(|(_, path, _)| super::ELSEWHERE.iter().any(|family| path.starts_with(family)))
        .filter(|(method, path, _)| !seen.contains(&(method.clone(), path.clone())))
        .collect();
    assert!(missing.is_empty(), "not walked: {missing:?}");
}

/// Walks through all operations as one caller.
fn walk(scene: &Scene, by: &Visitor, seen: &mut BTreeSet<(String, String)>) {
    let reference = format!("R-{}", seen.len());
    let mut walk = |method: &'static str, template: &'static str, path: &str, body: Option<&Value>, status| {
        seen.insert((method.to_owned(), template.to_owned()));
        ask(by, (method, template), path, body, status)
    };
    let claim = scene.claim(&reference);
    let made = walk("POST", "/cases", "/cases", Some(&claim), 200);
    assert_eq!(made["lifecycle"], "Pending Verification Internal");
    assert_eq!(made["creditor"]["id"], scene.client);
    assert_eq!(made["collectionPartner"]["name"], scene.world.as_owner.agency.name);
    assert_eq!((&made["preLegalSuccessFee"], &made["signingHandoff"]), (&json!(9.5), &Value::Null));
    let id = made["id"].as_str().expect("an id").to_owned();
    let at = |rest: &str| format!("/cases/{id}{rest}");
    walk("POST", "/cases", "/cases", Some(&claim), 422);
    walk("POST", "/cases", "/cases", Some(&json!({ "currencyCode": "USD" })), 400);

    assert_eq!(walk("GET", "/cases/{id}", &at(""), None, 200), made);
    walk("GET", "/cases/{id}", "/cases/nonsense", None, 400);
    walk("GET", "/cases/{id}", "/cases/0192d0c0-0000-7000-8000-000000000000", None, 404);
    let by_ours = format!("/cases/case-reference/{}", made["reference"].as_str().expect("a reference"));
    assert_eq!(walk("GET", "/cases/case-reference/{caseReference}", &by_ours, None, 200)["id"], id);
    walk("GET", "/cases/case-reference/{caseReference}", "/cases/case-reference/AAAAAAAA", None, 404);
    let own = "/cases/by-creditor-reference/{creditorReference}";
    assert_eq!(walk("GET", own, &format!("/cases/by-creditor-reference/{reference}"), None, 200)["id"], id);
    walk("GET", own, "/cases/by-creditor-reference/none", None, 404);
    let list = walk("GET", "/cases", "/cases?PageSize=1&Sort=DateCreated:desc", None, 200);
    assert_eq!(list["cases"][0]["id"], id);
    walk("GET", "/cases", "/cases?PageSize=101", None, 400);
    walk("GET", "/cases", "/cases?Statuses=Unheard", None, 400);

    // A question during verification is answered by a chat.
    let ask_client = json!({ "area": "Documentation", "question": "Please send the invoice." });
    scene.console.key.post_json(&format!("/api/operator/verification/{id}/ask"), &ask_client).expect(200);
    let missing = walk("GET", "/cases/{id}/validation", &at("/validation"), None, 200);
    assert_eq!(missing["needsInfo"], true);
    assert_eq!(
        missing["items"],
        json!([{ "resolutionArea": "Documentation", "description": "Please send the invoice." }])
    );
    let answer = json!({ "message": "Here it is.", "userEmail": INES.1 });
    let chat = walk("POST", "/cases/{id}/chats", &at("/chats"), Some(&answer), 200);
    assert_eq!((&chat["roleLabel"], &chat["user"]["email"]), (&json!("Creditor"), &json!(INES.1)));
    for wrong in [json!({ "message": "x" }), json!({ "message": "x", "userEmail": "no@lisboa.example" })] {
        walk("POST", "/cases/{id}/chats", &at("/chats"), Some(&wrong), 400);
    }
    assert_eq!(walk("GET", "/cases/{id}/validation", &at("/validation"), None, 200)["needsInfo"], false);
    let chats = walk("GET", "/cases/{id}/chats", &at("/chats"), None, 200);
    assert!(chats.to_string().contains("Here it is."), "{chats}");

    walk("GET", "/cases/{id}/exclusive-period", &at("/exclusive-period"), None, 404);
    scene.start(&id);
    let period = walk("GET", "/cases/{id}/exclusive-period", &at("/exclusive-period"), None, 200);
    assert_eq!(period["status"], "Active");
    let longer = json!({ "until": (scene.today() + Days::new(400)).to_string(), "reason": "The court took its time" });
    scene.console.key.post_json(&format!("/api/operator/cases/{id}/exclusive-period"), &longer).expect(200);
    let period = walk("GET", "/cases/{id}/exclusive-period", &at("/exclusive-period"), None, 200);
    let last = &period["extensions"][0];
    assert!(last["newEndDate"].is_string(), "{period}");
    assert_eq!((last.get("by"), last.get("reason")), (None, None));
    let case = walk("GET", "/cases/{id}", &at(""), None, 200);
    assert_eq!((&case["lifecycle"], &case["currentEngagementPhase"]), (&json!("Active"), &json!("Pre-legal")));

    let payment = json!({
        "date": scene.days_ago(1), "paymentAmount": 400, "currency": "USD", "paymentRecipient": "CollectionPartner"
    });
    let paid = format!("/api/collection-partner/cases/{id}/payments");
    scene.world.key.post_json(&paid, &payment).expect(200);
    let payments = walk("GET", "/cases/{id}/payments", &at("/payments"), None, 200);
    assert_eq!(payments[0]["grossAmount"].as_f64(), Some(400.0));
    // What agency and operator settle between them is not the client's business.
    assert_eq!(payments[0].get("commissionPaymentStatus"), None);
    let all = walk("GET", "/Payments", "/Payments", None, 200);
    assert_eq!(all["payments"][0]["id"], payments[0]["id"]);
    let one = format!("/Payments/{}", payments[0]["id"].as_str().expect("an id"));
    assert_eq!(walk("GET", "/Payments/{id}", &one, None, 200), payments[0]);
    walk("GET", "/Payments/{id}", "/Payments/0192d0c0-0000-7000-8000-000000000000", None, 404);
    walk("GET", "/Payments", "/Payments?Page=0", None, 400);
    let timeline = walk("GET", "/cases/{id}/timeline", &at("/timeline"), None, 200);
    let entry = timeline["items"].as_array().expect("items").iter().find(|one| one["type"] == "PaymentRecorded");
    let told = entry.expect("a payment")["description"].as_str().expect("text").to_owned();
    assert_eq!(told, "Outstanding now 1,100.00 USD.", "a client does not read how agency and operator share");

    // The agency asks something; that is a task.
    let message = json!({ "message": "Do you accept 800?", "userEmail": "jonas@example.com" });
    scene.world.key.post_json(&format!("/api/collection-partner/cases/{id}/chats"), &message).expect(200);
    let tasks = walk("GET", "/cases/{id}/tasks", &at("/tasks"), None, 200);
    assert_eq!((&tasks[0]["type"], &tasks[0]["status"]), (&json!("ReplyToChat"), &json!("Open")));
    assert_eq!(tasks[0]["action"], json!({ "method": "POST", "path": "/cases/{caseId}/chats" }));
    let page = tasks[0]["solutionUrl"].as_str().expect("a page");
    let page = page.strip_prefix(&format!("http://{}", scene.world.app.address)).expect("our own");
    scene.world.nobody.elsewhere().get(page).expect(200).says("Do you accept 800?");
    let list = walk("GET", "/tasks", "/tasks?type=ReplyToChat&type=SignContract", None, 200);
    assert_eq!(list["tasks"][0]["caseId"], id);
    for wrong in ["/tasks?status=Done", "/tasks?type=Unheard"] {
        walk("GET", "/tasks", wrong, None, 400);
    }
    walk("POST", "/cases/{id}/chats", &at("/chats"), Some(&answer), 200);
    assert_eq!(walk("GET", "/cases/{id}/tasks", &at("/tasks"), None, 200), json!([]));
    let solved = walk("GET", "/cases/{id}/tasks", &at("/tasks?status=Solved"), None, 200);
    assert_eq!(solved[0]["status"], "Solved");

    let file = Upload { field: "File", name: "invoice.pdf", kind: "application/pdf", bytes: b"%PDF-1.7\n%%EOF\n" };
    let sent = by.upload(&format!("{BASE}{}", at("/files")), &[("Description", "The invoice")], &[file]);
    let kept = customer().check_response("POST", "/cases/{id}/files", &sent.expect(200));
    assert_eq!((&kept["entityType"], &kept["documentType"]), (&json!("Creditor"), &json!("OriginalInvoice")));
    let wrong = Upload { field: "File", name: "virus.exe", kind: "application/pdf", bytes: b"MZ" };
    by.upload(&format!("{BASE}{}", at("/files")), &[], &[wrong]).expect(415);
    seen_too(&mut walk, &at, scene);
    seen.insert(("POST".to_owned(), "/cases/{id}/files".to_owned()));
}

type Walk<'a> = dyn FnMut(&'static str, &'static str, &str, Option<&Value>, u16) -> Value + 'a;

/// The rest of the walk: contracts, coverage, previews, quotes.
fn seen_too(walk: &mut Walk<'_>, at: &dyn Fn(&str) -> String, scene: &Scene) {
    let files = walk("GET", "/cases/{id}/files", &at("/files"), None, 200);
    let url = files[0]["url"].as_str().expect("a link");
    let url = url.strip_prefix(&format!("http://{}", scene.world.app.address)).expect("our own");
    scene.world.nobody.elsewhere().get(url).expect(200);
    let status = walk("GET", "/cases/{id}/contract-status", &at("/contract-status"), None, 200);
    assert_eq!(status["sdca"], json!({ "signed": true, "requiresResigning": false, "solutionUrl": null }));
    assert_eq!((&status["poa"]["signed"], &status["needsPoaSigning"]), (&json!(true), &json!(false)));
    let status = walk("GET", "/contracts/debt-collection/status", "/contracts/debt-collection/status", None, 200);
    assert_eq!((&status["signed"], &status["invalidationReason"]), (&json!(true), &json!("None")));

    let requests = "/cases/{id}/quote-requests";
    assert_eq!(walk("GET", requests, &at("/quote-requests"), None, 200), json!({ "quoteRequests": [] }));
    let one = "0192d0c0-0000-7000-8000-000000000000";
    let request = "/cases/{id}/quote-requests/{quoteRequestId}";
    walk("GET", request, &at(&format!("/quote-requests/{one}")), None, 404);
    walk("GET", request, &at("/quote-requests/nonsense"), None, 400);
    let quotes = "/cases/{id}/quote-requests/{quoteRequestId}/quotes";
    walk("GET", quotes, &at(&format!("/quote-requests/{one}/quotes")), None, 404);
    let quote = "/cases/{id}/quote-requests/{quoteRequestId}/quotes/{quoteId}";
    walk("GET", quote, &at(&format!("/quote-requests/{one}/quotes/{one}")), None, 404);

    let coverage = walk("GET", "/coverage", "/coverage", None, 200);
    let germany = coverage.as_array().expect("a list").iter().find(|one| one["countryAlpha2"] == "DE").cloned();
    let germany = germany.expect("Germany");
    assert_eq!(germany["partners"][0]["partnerName"], scene.world.as_owner.agency.name);
    assert_eq!((&germany["jurisdictionId"], &germany["partners"][0]["signed"]), (&json!(276), &json!(true)));
    assert_eq!(walk("GET", "/coverage/{id}", "/coverage/276", None, 200), germany);
    walk("GET", "/coverage/{id}", "/coverage/1", None, 404);
    assert_eq!(walk("GET", "/coverage/search", "/coverage/search?q=germ", None, 200), germany);
    assert_eq!(walk("GET", "/coverage/:search", "/coverage/:search?q=DE", None, 200), germany);
    walk("GET", "/coverage/search", "/coverage/search", None, 400);
    walk("GET", "/coverage/search", "/coverage/search?q=Atlantis", None, 404);
    let claim = json!({ "countryAlpha2": "DE", "debtorType": "Private", "amount": 900, "currencyCode": "USD" });
    let check = "/coverage/check-eligibility";
    let found = walk("POST", check, check, Some(&claim), 200);
    assert_eq!((&found["isEligible"], &found["powerOfAttorneyStatus"]["signed"]), (&json!(true), &json!(true)));
    let nobody = json!({ "countryAlpha2": "US", "stateAlpha2": "NY", "debtorType": "Company", "amount": 900, "currencyCode": "USD" });
    let found = walk("POST", check, check, Some(&nobody), 200);
    assert_eq!((&found["isEligible"], &found["partner"]), (&json!(false), &Value::Null));
    walk(
        "POST",
        check,
        check,
        Some(&json!({ "countryAlpha2": "US", "debtorType": "Company", "amount": 9, "currencyCode": "USD" })),
        400,
    );

    let preview = json!({
        "amountToRecover": 1000, "currencyCode": "USD", "debtor": { "type": "Company", "countryAlpha2": "DE" },
        "amountToRecoverOver12Months": 500, "amountToRecoverOver24Months": 100
    });
    let found = walk("POST", "/cases/preview", "/cases/preview", Some(&preview), 200);
    let result = &found["result"];
    assert_eq!((&result["isEligible"], &result["requiredActions"]), (&json!(true), &json!([])));
    // ((500 − 100) × 10 + 100 × 20) / 1,000
    assert_eq!(result["pricingPreview"]["ageSurchargePercentage"], 6);
    let mut both = preview.clone();
    both["dueDate"] = json!(scene.days_ago(400));
    walk("POST", "/cases/preview", "/cases/preview", Some(&both), 400);
}

#[test]
fn what_is_missing_is_told_at_once_and_one_link_leads_through_it_and_back() {
    let scene = Scene::new();
    for by in [scene.bearer(), scene.key.elsewhere()] {
        let mut claim = scene.claim("R-1");
        claim["returnUrl"] = json!("https://app.ledgerly.example/cases?x=1&y=2");
        let said = ask(&by, ("POST", "/cases"), "/cases", Some(&claim), 422);
        assert_eq!(types(&said), ["MissingDebtCollectionContract", "MissingPowerOfAttorney"]);
        assert!(said["businessErrors"][0]["solutionUrl"].as_str().expect("a page").ends_with(&scene.link));
        claim["returnUrl"] = json!("/relative");
        let said = ask(&by, ("POST", "/cases"), "/cases", Some(&claim), 422);
        assert!(!said["signingHandoff"]["combinedSigningUrl"].as_str().expect("a page").contains("returnUrl"));
    }
    let bearer = scene.bearer();
    let mut claim = scene.claim("R-1");
    claim["returnUrl"] = json!("https://app.ledgerly.example/cases?x=1&y=2");
    let preview = json!({
        "amountToRecover": 1500, "currencyCode": "USD", "debtor": { "type": "Company", "countryAlpha2": "DE" }
    });
    let found = ask(&bearer, ("POST", "/cases/preview"), "/cases/preview", Some(&preview), 200);
    assert_eq!(found["result"]["requiredActions"].as_array().expect("actions").len(), 2);
    let said = ask(&bearer, ("POST", "/cases"), "/cases", Some(&claim), 422);
    let url = said["signingHandoff"]["combinedSigningUrl"].as_str().expect("a page");
    let path = url.strip_prefix(&format!("http://{}", scene.world.app.address)).expect("our own");
    let browser = scene.onboard(path);
    scene.sign(&browser, &["poa"]);
    let said = ask(&bearer, ("POST", "/cases"), "/cases", Some(&claim), 422);
    assert_eq!(types(&said), ["MissingDebtCollectionContract"]);
    let done = {
        scene.sign(&browser, &["sdca"]);
        browser.get(&format!("{}/done", scene.link)).expect(200)
    };
    done.says("https://app.ledgerly.example/cases?x=1&#38;y=2");
    ask(&bearer, ("POST", "/cases"), "/cases", Some(&claim), 200);
}

#[test]
fn a_case_may_wait_for_signatures_but_not_for_a_directors_data() {
    let scene = Scene::new();
    let bearer = scene.bearer();
    let mut claim = scene.claim("R-1");
    claim["allowPendingContracts"] = json!(true);
    claim["skipDebituraVerification"] = json!(true);
    claim["assignedUserEmail"] = json!(INES.1);
    claim["returnUrl"] = json!("https://app.ledgerly.example/done");
    let made = ask(&bearer, ("POST", "/cases"), "/cases", Some(&claim), 200);
    assert_eq!(made["lifecycle"], "Pending contract signing");
    assert_eq!(made["assignedUser"], json!({ "email": INES.1, "name": INES.0 }));
    let url = made["signingHandoff"]["combinedSigningUrl"].as_str().expect("a page");
    assert!(url.contains("returnUrl=https%3A%2F%2Fapp%2Eledgerly%2Eexample%2Fdone"), "{url}");
    let path = url.strip_prefix(&format!("http://{}", scene.world.app.address)).expect("our own");
    let id = made["id"].as_str().expect("an id");
    let status =
        ask(&bearer, ("GET", "/cases/{id}/contract-status"), &format!("/cases/{id}/contract-status"), None, 200);
    assert_eq!((&status["sdca"]["signed"], &status["needsPoaSigning"]), (&json!(false), &json!(true)));
    let tasks = ask(&bearer, ("GET", "/tasks"), "/tasks", None, 200);
    assert_eq!((&tasks["tasks"][0]["type"], &tasks["page"]["totalResults"]), (&json!("SignContract"), &json!(1)));
    let browser = scene.onboard(path);
    scene.sign(&browser, &["poa", "sdca"]);
    // Without our own check it is with the agency at once.
    let case = ask(&bearer, ("GET", "/cases/{id}"), &format!("/cases/{id}"), None, 200);
    assert_eq!((&case["lifecycle"], &case["signingHandoff"]), (&json!("Pending Verification"), &Value::Null));
    assert_eq!(ask(&bearer, ("GET", "/tasks"), "/tasks", None, 200)["tasks"], json!([]));

    // An agency that must know its clients' directors.
    let agency =
        format!("UPDATE collection_partners SET requires_kyc = TRUE WHERE id = '{}'", scene.world.as_owner.agency.id);
    scene.world.sql.execute(&agency);
    let mut claim = scene.claim("R-2");
    claim["allowPendingContracts"] = json!(true);
    let said = ask(&bearer, ("POST", "/cases"), "/cases", Some(&claim), 422);
    assert_eq!(types(&said), ["MissingKycVerification"]);
    assert!(said["signingHandoff"]["combinedSigningUrl"].is_string());
    let director = json!({
        "directorFullName": "Inês de Castro", "directorHomeAddress": "Rua Augusta 1", "directorDateOfBirth": "1980-02-03"
    });
    let kyc = format!("/api/referral/clients/{}/kyc-verification", super::scene::TENANT);
    scene.platform.key.post_json(&kyc, &director).expect(201);
    ask(&bearer, ("POST", "/cases"), "/cases", Some(&claim), 200);
}

#[test]
fn wrong_fields_are_told_one_by_one_and_nothing_is_stored() {
    let scene = Scene::signed();
    let good = scene.claim("R-1");
    let today = scene.today().to_string();
    let table: [(&str, Value, &str); 17] = [
        ("/currencyCode", json!("XYZ"), "currencyCode"),
        ("/currencyCode", Value::Null, "currencyCode"),
        ("/amountToRecover", json!(0), "amountToRecover"),
        ("/amountToRecover", json!(-5), "amountToRecover"),
        ("/amountToRecover", json!("1500"), "amountToRecover"),
        ("/date", json!("2999-01-01"), "date"),
        ("/dueDate", json!(today), "dueDate"),
        ("/dueDate", json!("2000-01-01"), "dueDate"),
        ("/debtor", Value::Null, "debtor"),
        ("/debtor/type", json!("Dog"), "debtor.type"),
        ("/debtor/type", Value::Null, "debtor.type"),
        ("/debtor/name", json!(""), "debtor.name"),
        ("/debtor/contactPerson", Value::Null, "debtor.contactPerson"),
        ("/debtor/countryAlpha2", json!("ZZ"), "debtor.countryAlpha2"),
        ("/creditorReference", json!("x".repeat(51)), "creditorReference"),
        ("/assignedUserEmail", json!("nobody@lisboa.example"), "assignedUserEmail"),
        ("/collectionPartnerId", json!("0192d0c0-0000-7000-8000-000000000000"), "collectionPartnerId"),
    ];
    for (pointer, value, field) in table {
        let mut claim = good.clone();
        *claim.pointer_mut(pointer).unwrap_or(&mut Value::Null) = value.clone();
        if claim.pointer(pointer).is_none() {
            claim[pointer.trim_start_matches('/')] = value.clone();
        }
        let said = ask(&scene.key, ("POST", "/cases"), "/cases", Some(&claim), 400);
        let first = said["businessErrors"][0]["message"].as_str().expect("text");
        assert!(first.starts_with(field), "{pointer} {value}: {first}");
        assert_eq!(types(&said)[0], "ValidationError");
    }
    let months = |six: Option<i64>, twelve: Option<i64>, twenty_four: Option<i64>| {
        let mut claim = good.clone();
        claim["amountToRecoverOver6Months"] = json!(six);
        claim["amountToRecoverOver12Months"] = json!(twelve);
        claim["amountToRecoverOver24Months"] = json!(twenty_four);
        claim
    };
    for wrong in [
        months(None, Some(5), None),
        months(None, None, Some(5)),
        months(Some(5), None, None),
        months(None, Some(5), Some(6)),
        months(Some(4), Some(5), Some(1)),
        months(None, Some(1_501), Some(1)),
        months(Some(1_501), Some(2), Some(1)),
    ] {
        ask(&scene.key, ("POST", "/cases"), "/cases", Some(&wrong), 400);
    }
    assert_eq!(ask(&scene.key, ("GET", "/cases"), "/cases", None, 200)["page"]["totalResults"], 0);
    // Outside the standard terms, and where nobody collects.
    let mut small = good.clone();
    small["amountToRecover"] = json!(99);
    let mut far = good.clone();
    far["debtor"]["countryAlpha2"] = json!("JP");
    for claim in [small, far] {
        let said = ask(&scene.key, ("POST", "/cases"), "/cases", Some(&claim), 422);
        assert_eq!(types(&said), ["NoPartnerAvailable"]);
        assert_eq!(said["signingHandoff"], Value::Null);
    }
    let parts = ask(&scene.key, ("POST", "/cases"), "/cases", Some(&months(Some(900), Some(750), Some(150))), 200);
    // ((750 − 150) × 10 + 150 × 20) / 1,500
    assert_eq!(parts["blendedAgeUpliftPoints"], 6);
    // A person needs nobody to ask for.
    let mut person = scene.claim("R-2");
    person["debtor"] = json!({ "type": "Private", "name": "Karl Möller", "country": "Germany" });
    assert_eq!(ask(&scene.key, ("POST", "/cases"), "/cases", Some(&person), 200)["debtor"]["type"], "Person");
}

#[test]
fn a_request_that_is_repeated_creates_one_case() {
    let scene = Scene::signed();
    let claim = scene.claim("R-1").to_string();
    let send = |key: &str, body: &str| {
        let headers = [("content-type", "application/json"), ("Idempotency-Key", key)];
        scene.key.send("POST", &format!("{BASE}/cases"), &headers, body.as_bytes())
    };
    let (first, again) = (send("k-1", &claim).expect(200), send("k-1", &claim).expect(200));
    assert_eq!(first.json(), again.json());
    let other = scene.claim("R-2").to_string();
    let said = send("k-1", &other).expect(422).json();
    assert_eq!(types(&said), ["IdempotencyConflict"]);
    // A wrong field is not stored under the key.
    let wrong = other.replace("\"USD\"", "\"XYZ\"");
    send("k-2", &wrong).expect(400);
    send("k-2", &other).expect(200);
    // Many at once with one reference.
    let body = scene.claim("R-3");
    let statuses: Vec<u16> = std::thread::scope(|threads| {
        let sent: Vec<_> = (0..6).map(|_| threads.spawn(|| scene.create(&scene.key, &body).status)).collect();
        sent.into_iter().map(|one| one.join().expect("an answer")).collect()
    });
    assert_eq!(statuses.iter().filter(|status| **status == 200).count(), 1, "{statuses:?}");
    assert_eq!(ask(&scene.key, ("GET", "/cases"), "/cases", None, 200)["page"]["totalResults"], 3);
}

#[test]
fn another_clients_case_is_not_there() {
    let scene = Scene::signed();
    let made = ask(&scene.key, ("POST", "/cases"), "/cases", Some(&scene.claim("R-1")), 200);
    let id = made["id"].as_str().expect("an id");
    let rival = super::key_of(&scene.world, &scene.console, &scene.world.creditor.to_string());
    for rest in ["", "/timeline", "/chats", "/payments", "/files", "/validation", "/tasks", "/contract-status"] {
        rival.get(&format!("{BASE}/cases/{id}{rest}")).expect(404);
    }
    rival.get(&format!("{BASE}/cases/by-creditor-reference/R-1")).expect(404);
    let reference = made["reference"].as_str().expect("a reference");
    rival.get(&format!("{BASE}/cases/case-reference/{reference}")).expect(404);
    assert_eq!(rival.get_json(&format!("{BASE}/cases?Ids={id}"))["page"]["totalResults"], 0);
    rival.post_json(&format!("{BASE}/cases/{id}/chats"), &json!({ "message": "x", "userEmail": INES.1 })).expect(404);
}

#[test]
fn prices_that_are_not_signed_are_told_before_a_case_is_handed_in() {
    let scene = Scene::signed();
    let carve_out = json!({
        "referralPartnerId": scene.platform.id.to_string(),
        "collectionPartnerId": scene.world.as_owner.agency.id.to_string(),
        "country": "Germany", "brackets": [{ "from": 0, "percent": 6 }]
    });
    scene.console.key.post_json("/api/operator/prices/carve-outs", &carve_out).expect(201);
    let check = "/coverage/check-eligibility";
    let claim = json!({ "countryAlpha2": "DE", "debtorType": "Company", "amount": 900, "currencyCode": "USD" });
    let found = ask(&scene.key, ("POST", check), check, Some(&claim), 200);
    let germany = ask(&scene.key, ("GET", "/coverage/{id}"), "/coverage/276", None, 200);
    for power in [&found["powerOfAttorneyStatus"], &germany["partners"][0]] {
        assert_eq!((&power["signed"], &power["requiresResigning"]), (&json!(true), &json!(true)));
        assert_eq!(power["invalidationReason"], "Other");
        assert!(power["solutionUrl"].as_str().expect("a page").contains(&scene.link));
    }
    let said = ask(&scene.key, ("POST", "/cases"), "/cases", Some(&scene.claim("E-1")), 422);
    assert_eq!(types(&said), ["MissingPowerOfAttorney"]);
}
