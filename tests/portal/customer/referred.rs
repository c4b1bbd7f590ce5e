//! What a referral partner's own API says of cases: read, priced, and given files; and cases that come with a client.

use serde_json::{Value, json};

use super::ask;
use super::scene::{INES, Scene, TENANT};
use crate::harness::contract::referral_partner;
use crate::harness::platform::{CLIENTS, Platform, client};
use crate::harness::{Upload, Visitor};

const BASE: &str = "/api/referral";

/// Requests an operation and checks the answer against the contract.
#[track_caller]
fn told(by: &Visitor, (method, template): (&str, &str), path: &str, body: Option<&Value>, status: u16) -> Value {
    let url = format!("{BASE}{path}");
    let answer = match body {
        Some(body) => by.send_json(method, &url, body),
        None => by.send(method, &url, &[], b""),
    };
    referral_partner().check_response(method, template, &answer.expect(status))
}

#[test]
fn cases_that_came_through_a_partner_are_listed_and_show_what_they_may_bring() {
    let scene = Scene::signed();
    let key = &scene.platform.key;
    let made = ask(&scene.bearer(), ("POST", "/cases"), "/cases", Some(&scene.claim("R-1")), 200);
    let id = made["id"].as_str().expect("an id");
    let list = told(key, ("GET", "/cases"), "/cases", None, 200);
    let case = &list["cases"][0];
    assert_eq!((&case["id"], &case["client"]["externalTenantId"]), (&json!(id), &json!(TENANT)));
    assert_eq!(case["client"]["contacts"]["onboardingUser"]["email"], INES.1);
    assert_eq!(case["expectedReferralRatePercentage"], 25);
    assert_eq!(list["summary"]["byLifecycle"], json!({ "active": 0, "pending": 1, "closed": 0, "paused": 0 }));
    let detail = told(key, ("GET", "/cases/{id}"), &format!("/cases/{id}"), None, 200);
    // 1,500.00 × 9.5 % = 142.50; × 40 % = 57.00; × 25 % = 14.25.
    let potential = &detail["potentialRevenue"];
    assert_eq!(potential["collectionPartnerRevenueUsd"].as_f64(), Some(142.5));
    assert_eq!(potential["platformRevenueUsd"].as_f64(), Some(57.0));
    assert_eq!(potential["referralRevenueUsd"].as_f64(), Some(14.25));
    let reference = made["reference"].as_str().expect("a reference");
    let yesterday = scene.days_ago(1);
    for (query, found) in [
        (format!("Query={reference}"), 1),
        ("Query=r-1".to_owned(), 1),
        ("Query=m%C3%BCller".to_owned(), 0),
        ("Query=M%C3%BCll".to_owned(), 1),
        ("Query=gmbh".to_owned(), 1),
        ("Query=nobody".to_owned(), 0),
        (format!("ExternalTenantId={TENANT}"), 1),
        ("ExternalTenantId=T-2".to_owned(), 0),
        ("Statuses=PendingVerificationInternal".to_owned(), 1),
        ("Statuses=Active".to_owned(), 0),
        ("CountryIds=276".to_owned(), 1),
        ("CountryIds=208".to_owned(), 0),
        (format!("CollectionPartnerIds={}", scene.world.as_owner.agency.id), 1),
        (format!("FromDate={yesterday}"), 1),
        (format!("ToDate={yesterday}"), 0),
        ("updatedSince=2999-01-01".to_owned(), 0),
        ("Sort=GrossAmount:asc".to_owned(), 1),
    ] {
        let list = told(key, ("GET", "/cases"), &format!("/cases?{query}"), None, 200);
        if query != "Query=m%C3%BCller" {
            assert_eq!(list["page"]["totalResults"], found, "{query}");
        }
    }
    for wrong in ["PageSize=0", "Statuses=Unheard", "CountryIds=1", "FromDate=soon"] {
        told(key, ("GET", "/cases"), &format!("/cases?{wrong}"), None, 400);
    }
    let options = told(key, ("GET", "/referral-partner/filter-options"), "/referral-partner/filter-options", None, 200);
    assert_eq!(options["countries"], json!([{ "id": 276, "name": "Germany" }]));
    let coverage = told(key, ("GET", "/coverage"), "/coverage", None, 200);
    assert!(coverage.as_array().expect("a list").len() > 290);

    // A file, with a message for the agency.
    scene.start(id);
    let file = Upload { field: "file", name: "invoice.pdf", kind: "application/pdf", bytes: b"%PDF-1.7\n%%EOF\n" };
    key.upload(&format!("{BASE}/cases/{id}/files"), &[], &[file]).expect(200);
    let chats = scene.world.key.get_json(&format!("/api/collection-partner/cases/{id}/chats"));
    assert!(chats.to_string().contains("A file was added to this case: invoice.pdf"), "{chats}");
    let other = Upload { field: "file", name: "note.txt", kind: "text/plain", bytes: b"A note" };
    key.upload(&format!("{BASE}/cases/{id}/files?sendChatNotification=false"), &[], &[other]).expect(200);
    let chats = scene.world.key.get_json(&format!("/api/collection-partner/cases/{id}/chats"));
    assert!(!chats.to_string().contains("note.txt"), "{chats}");

    // Another partner sees nothing of it.
    let rival = Platform::new(&scene.world, "Fakturo").key;
    told(&rival, ("GET", "/cases/{id}"), &format!("/cases/{id}"), None, 404);
    assert_eq!(told(&rival, ("GET", "/cases"), "/cases", None, 200)["page"]["totalResults"], 0);
    let file = Upload { field: "file", name: "invoice.pdf", kind: "application/pdf", bytes: b"%PDF-1.7\n%%EOF\n" };
    rival.upload(&format!("{BASE}/cases/{id}/files"), &[], &[file]).expect(404);
}

#[test]
fn a_claim_is_priced_before_there_is_a_client() {
    let scene = Scene::new();
    let claim = json!({
        "amountToRecover": 1500, "currencyCode": "USD", "debtor": { "type": "Company", "countryAlpha2": "DE" },
        "dueDate": scene.days_ago(400)
    });
    let key = &scene.platform.key;
    let found = told(key, ("POST", "/cases/preview"), "/cases/preview", Some(&claim), 200);
    assert_eq!((&found["isEligible"], &found["combinedSigningUrl"]), (&json!(true), &Value::Null));
    assert_eq!(found["pendingActions"][0]["type"], "PoA");
    assert_eq!(found["pricingPreview"]["ageSurchargePercentage"], 10);
    let mut far = claim.clone();
    far["debtor"]["countryAlpha2"] = json!("JP");
    let found = told(key, ("POST", "/cases/preview"), "/cases/preview", Some(&far), 200);
    assert_eq!((&found["isEligible"], &found["pendingActions"]), (&json!(false), &json!([])));
    let mut wrong = claim;
    wrong["dueDate"] = json!("2999-01-01");
    told(key, ("POST", "/cases/preview"), "/cases/preview", Some(&wrong), 400);
}

/// A client with cases: a good one, one that nobody collects, one against a person.
fn with_cases(scene: &Scene, tenant: &str, email: &str) -> Value {
    let mut body = client(tenant, email);
    let mut far = scene.claim("C-2");
    far["debtor"]["countryAlpha2"] = json!("JP");
    body["cases"] = json!([scene.claim("C-1"), far, scene.claim("C-3")]);
    body
}

#[test]
fn cases_come_along_with_a_client_and_wait_for_it() {
    let scene = Scene::new();
    let key = &scene.platform.key;
    let post = ("POST", "/clients");
    // All are checked before anything is created.
    let mut wrong = with_cases(&scene, "T-9", "rui@porto.example");
    wrong["cases"][2]["creditorReference"] = json!("C-1");
    wrong["cases"][1]["currencyCode"] = json!("XYZ");
    let said = told(key, post, "/clients", Some(&wrong), 400);
    let text = said.to_string();
    assert!(text.contains("cases.1.currencyCode") && text.contains("cases.2.creditorReference"), "{text}");
    key.get(&format!("{CLIENTS}/T-9")).expect(404);

    let body = with_cases(&scene, "T-9", "rui@porto.example");
    let made = told(key, post, "/clients", Some(&body), 202);
    let (good, failed) = (&made["caseResults"]["successfulCases"], &made["caseResults"]["failedCases"]);
    assert_eq!(good.as_array().expect("cases").len(), 2);
    assert_eq!(good[0]["lifecycle"], "Pending contract signing");
    assert_eq!(failed.as_array().expect("failures").len(), 1);
    assert_eq!((&failed[0]["caseIndex"], &failed[0]["errorType"]), (&json!(1), &json!("NoPartnerAvailable")));
    // Again: the client stays, and its cases are not created again.
    let again = told(key, post, "/clients", Some(&body), 202);
    let failed = again["caseResults"]["failedCases"].as_array().expect("failures");
    assert!(failed.len() == 3 && failed.iter().all(|one| one["errorType"] == "IdempotencyViolation"), "{again}");
    assert_eq!(told(key, ("GET", "/cases"), "/cases", None, 200)["page"]["totalResults"], 2);
}

#[test]
fn cases_of_a_link_request_are_created_when_it_is_approved() {
    let scene = Scene::new();
    let partner = Platform::new(&scene.world, "Fakturo");
    // A client that the operator created, with an address that another partner sends.
    let own = json!({ "name": "Porto Lda", "country": "PT", "firstName": "Rui", "lastName": "Reis", "email": "rui@porto.example" });
    let made = scene.console.key.post_json("/api/operator/clients", &own).expect(201).json();
    let account = made["id"].as_str().expect("an id").to_owned();
    let body = with_cases(&scene, "P-1", "rui@porto.example");
    let said = told(&partner.key, ("POST", "/clients"), "/clients", Some(&body), 409);
    assert_eq!(said["type"], "ClientExistsNeedsLinking");
    let url = said["data"]["onboardingLinks"]["url"].as_str().expect("a link");
    let link = url.strip_prefix(&format!("http://{}", scene.world.app.address)).expect("our own");
    crate::clients::linking::approve(&scene.world, link, "rui@porto.example");
    let list = told(&partner.key, ("GET", "/cases"), "/cases", None, 200);
    assert_eq!(list["page"]["totalResults"], 2, "{list}");
    let failed = "SELECT count(*) AS value FROM events WHERE kind = 'cases.replay_failed'";
    assert_eq!(scene.world.sql.number(failed), 1);
    // A case of its own does not count for the partner, nor can a token see it.
    let key = super::key_of(&scene.world, &scene.console, &account);
    let mut claim = scene.claim("OWN-1");
    claim["allowPendingContracts"] = json!(true);
    let own = ask(&key, ("POST", "/cases"), "/cases", Some(&claim), 200);
    assert_eq!(ask(&key, ("GET", "/cases"), "/cases", None, 200)["page"]["totalResults"], 3);
    let token = partner.key.post_json(&format!("{BASE}/oauth/token"), &json!({ "externalTenantId": "P-1" }));
    let token = token.expect(200).json()["accessToken"].as_str().expect("a token").to_owned();
    let bearer = Visitor::bearer(&scene.world.app.address, &token);
    assert_eq!(ask(&bearer, ("GET", "/cases"), "/cases", None, 200)["page"]["totalResults"], 2);
    let path = format!("/cases/{}", own["id"].as_str().expect("an id"));
    ask(&bearer, ("GET", "/cases/{id}"), &path, None, 404);
    told(&partner.key, ("GET", "/cases/{id}"), &path, None, 404);
    let mut claim = scene.claim("BY-1");
    claim["allowPendingContracts"] = json!(true);
    ask(&bearer, ("POST", "/cases"), "/cases", Some(&claim), 200);
    assert_eq!(told(&partner.key, ("GET", "/cases"), "/cases", None, 200)["page"]["totalResults"], 3);
}
