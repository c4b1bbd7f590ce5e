//! Clients in the console: created, found, read, changed.

use serde_json::{Value, json};

use super::Console;
use crate::harness::World;
use crate::harness::platform::Platform;

const PAGE: &str = "/operator/clients";
const API: &str = "/api/operator/clients";

fn body(partner: &str) -> Value {
    json!({
        "referralPartnerId": partner, "externalTenantId": "tenant-7", "name": "Bakkegaarden Mejeri A/S",
        "country": "Denmark", "registrationNumber": "36406208", "firstName": "Mette", "lastName": "Krog",
        "email": "Mette@Bakkegaarden.example"
    })
}

#[test]
fn a_client_is_created_read_and_changed_as_json_and_on_pages() {
    let world = World::new();
    let console = Console::new(&world);
    let partner = Platform::new(&world, "Ledgerly").id.to_string();
    let made = console.key.post_json(API, &body(&partner)).expect(201).json();
    let id = made["id"].as_str().expect("an id").to_owned();
    for (field, value) in [
        ("name", json!("Bakkegaarden Mejeri A/S")),
        ("country", json!("DK")),
        ("status", json!("Onboarding")),
        ("referralPartner", json!("Ledgerly Ltd")),
        ("externalTenantId", json!("tenant-7")),
        ("registrationNumber", json!("36406208")),
        ("supportEmail", json!("mette@bakkegaarden.example")),
        ("openCases", json!(0)),
        ("bankAccounts", json!([])),
        ("agreements", json!([])),
    ] {
        assert_eq!(made[field], value, "{field}");
    }
    assert_eq!(made["people"][0]["email"], "mette@bakkegaarden.example");
    // The link opens the onboarding.
    let link = made["onboardingUrl"].as_str().expect("a link");
    let path = &link[link.find("/onboarding/").expect("its path")..];
    let opened = world.nobody.get(path);
    world.nobody.follow(&opened).expect(200).says("Bakkegaarden Mejeri A/S");
    assert_eq!(console.key.get(&format!("{API}/{id}")).expect(200).json()["people"], made["people"]);
    let page = format!("{PAGE}/{id}");
    console.staff.get(&page).expect(200).says("Onboarding link").says("Mette Krog").silent_about("/change");
    let fields = [
        ("name", "Bakkegaarden A/S"),
        ("country", "DK"),
        ("registrationNumber", "36406208"),
        ("vatNumber", "DK36406208"),
        ("address", "Nørregade 7"),
        ("zipCode", "1165"),
        ("city", "København"),
        ("supportEmail", "post@bakkegaarden.example"),
        ("iban", "DK50 0040 0440 1162 43"),
    ];
    console.admin.fill(&format!("{page}/change"), &fields).to();
    let changed = console.key.get(&format!("{API}/{id}")).expect(200).json();
    assert_eq!(changed["city"], "København");
    assert_eq!(changed["bankAccounts"][0]["iban"], "DK5000400440116243");
    assert_eq!(changed["bankAccounts"][0]["holder"], "Bakkegaarden A/S");
    let trail = || console.key.get(&format!("/api/operator/audit?object={id}")).expect(200).json();
    let last = trail();
    assert_eq!(last["entries"][0]["verb"], "ClientChanged");
    let said = last["entries"][0]["details"]["changed"].as_str().expect("the fields").to_owned();
    assert_eq!(said, "name, vatNumber, address, zipCode, city, supportEmail, bankAccount");
    console.admin.fill(&format!("{page}/change"), &fields).to();
    assert_eq!(trail(), last, "the same again is not recorded");
    console.staff.get("/operator/agencies").expect(200).says("href=\"/operator/clients\"");
}

#[test]
fn clients_are_found_by_name_state_country_and_referral_partner() {
    let world = World::new();
    let console = Console::new(&world);
    console.staff.get(&format!("{PAGE}?query=nobody")).expect(200).says("No client matches");
    let partner = Platform::new(&world, "Ledgerly").id.to_string();
    console.key.post_json(API, &body(&partner)).expect(201);
    let found = |query: &str| console.key.get(&format!("{API}?{query}")).expect(200).json();
    let total = |query: &str| found(query)["page"]["totalResults"].clone();
    assert_eq!(total("query=bakkeGAARDEN"), 1);
    assert_eq!(total("query=100%25"), 0);
    assert_eq!(total(&format!("referralPartnerId={partner}")), 1);
    assert_eq!(total("referralPartnerId=0190a0b0-0000-7000-8000-000000000000"), 0);
    assert_eq!(total("country=Denmark&status=Onboarding&query=bakke"), 1);
    assert_eq!(total("status=Ready&query=bakke"), 0);
    for wrong in ["status=Sleeping", "country=Atlantis", "referralPartnerId=x"] {
        console.key.get(&format!("{API}?{wrong}")).expect(400);
    }
    console.staff.get(PAGE).expect(200).says("Bakkegaarden Mejeri A/S").silent_about("New client");
}

#[test]
fn a_client_is_guarded_and_wrong_fields_are_named() {
    let world = World::new();
    let console = Console::new(&world);
    let partner = Platform::new(&world, "Ledgerly").id.to_string();
    for (field, value) in [
        ("name", json!("")),
        ("name", json!("日本")),
        ("country", json!("Atlantis")),
        ("registrationNumber", json!("36406209")),
        ("referralPartnerId", json!("0190a0b0-0000-7000-8000-000000000000")),
        ("firstName", json!(null)),
        ("email", json!("mette")),
        ("externalTenantId", json!("x".repeat(256))),
    ] {
        let mut wrong = body(&partner);
        wrong[field] = value;
        let answer = console.key.post_json(API, &wrong).expect(400).text();
        assert!(answer.contains(field), "{field}: {answer}");
    }
    console.key.post_json(API, &body(&partner)).expect(201);
    let mut again = body(&partner);
    again["email"] = json!("other@bakkegaarden.example");
    assert!(console.key.post_json(API, &again).expect(400).text().contains("externalTenantId"));
    again = body(&partner);
    again["externalTenantId"] = json!("tenant-8");
    let taken = console.key.post_json(API, &again).expect(400).text();
    assert!(taken.contains("email") && taken.contains("Bakkegaarden"), "{taken}");
    let typed = [("name", "Bakke"), ("country", "DK"), ("email", "odd")];
    console.admin.post_form(PAGE, &typed).expect(422).says("Bakke").says("value=\"odd\"");
    for visitor in [&console.staff, &world.owner] {
        visitor.post_form(PAGE, &typed).expect(403);
    }
    let unknown = "0190a0b0-0000-7000-8000-000000000000";
    console.key.get(&format!("{API}/{unknown}")).expect(404);
    let change = [("name", "X"), ("country", "NO"), ("supportEmail", "a@b.example")];
    console.admin.post_form(&format!("{PAGE}/{unknown}"), &change).expect(404);
}

#[test]
fn a_suspended_client_is_out_at_once_and_comes_back_as_it_was() {
    let world = World::new();
    let console = Console::new(&world);
    let partner = Platform::new(&world, "Ledgerly").id.to_string();
    let made = console.key.post_json(API, &body(&partner)).expect(201).json();
    let id = made["id"].as_str().expect("an id").to_owned();
    let link = made["onboardingUrl"].as_str().expect("a link");
    let path = link[link.find("/onboarding/").expect("its path")..].to_owned();
    let (page, api) = (format!("{PAGE}/{id}"), format!("{API}/{id}"));
    world.nobody.get(&path).expect(303);
    console.admin.post_form(&format!("{page}/suspend"), &[("reason", "")]).expect(422).says("Enter a reason.");
    console.admin.fill(&format!("{page}/suspend"), &[("reason", "Unpaid fees")]).to();
    console.staff.get(&page).expect(200).says("Suspended since").says("Reason: Unpaid fees");
    console.staff.get(&format!("{PAGE}?status=Suspended")).expect(200).says("Bakkegaarden Mejeri A/S");
    world.nobody.get(&path).expect(404);
    console.key.post_json(&format!("{api}/suspend"), &json!({ "reason": "Again" })).expect(409);
    console.admin.get(&format!("{page}/suspend")).expect(422);
    let claim = json!({
        "creditorId": id, "amountToRecover": 1500, "currencyCode": "USD", "date": "2026-01-05",
        "debtor": { "name": "Müller GmbH", "country": "DE" }
    });
    assert!(console.key.post_json("/api/operator/cases", &claim).expect(400).text().contains("is suspended"));
    let told = "SELECT subject AS value FROM mails WHERE to_address = 'mette@bakkegaarden.example'";
    assert_eq!(world.sql.texts(told), [Some("Bakkegaarden Mejeri A/S is suspended".to_owned())]);
    for visitor in [&console.staff, &world.owner] {
        visitor.post_form(&format!("{page}/resume"), &[]).expect(403);
    }
    assert_eq!(console.key.post_json(&format!("{api}/resume"), &json!({})).expect(200).json()["status"], "Onboarding");
    world.nobody.get(&path).expect(303);
    console.key.post_json("/api/operator/cases", &claim).expect(201);
    console.key.post_json(&format!("{api}/resume"), &json!({})).expect(409);
}

#[test]
fn a_client_without_a_referral_partner_has_no_link() {
    let world = World::new();
    let console = Console::new(&world);
    let partner = Platform::new(&world, "Ledgerly").id.to_string();
    let mut own = body(&partner);
    own["referralPartnerId"] = Value::Null;
    let made = console.key.post_json(API, &own).expect(201).json();
    for field in ["referralPartner", "externalTenantId", "onboardingUrl"] {
        assert_eq!(made[field], Value::Null, "{field}");
    }
    assert_eq!(made["people"][0]["email"], "mette@bakkegaarden.example");
    let page = format!("{PAGE}/{}", made["id"].as_str().expect("an id"));
    console.staff.get(&page).expect(200).says("Mette Krog").silent_about("Onboarding link");
    // The address is taken, also for referral partners.
    console.key.post_json(API, &body(&partner)).expect(400);
    let fields = [
        ("name", "Anden A/S"),
        ("country", "DK"),
        ("firstName", "Ane"),
        ("lastName", "Lund"),
        ("email", "ane@anden.example"),
        ("referralPartnerId", ""),
    ];
    console.admin.fill(&format!("{PAGE}/new"), &fields).to();
}
