//! A referral partner is suspended or terminated: what stops, what goes on, and what it earns.

use serde_json::{Value, json};

use super::{CASES, QUEUE, Scene};
use crate::harness::console::Console;
use crate::harness::platform::{CLIENTS, Platform, client, world};
use crate::harness::{PASSWORD, Visitor};

const API: &str = "/api/operator/referral-partners";
const PAGE: &str = "/operator/referral-partners";

#[test]
fn a_suspended_partner_is_out_at_once_and_everything_comes_back() {
    let world = world();
    let (console, partner) = (Console::new(&world), Platform::new(&world, "Ledgerly"));
    let brought = partner.key.post_json(CLIENTS, &client("t-1", "ines@lisboa.example"));
    assert!(brought.status < 300, "{}", brought.text());
    let link = brought.json()["onboardingLinks"]["url"].as_str().expect("a link").to_owned();
    let link = link.strip_prefix(&format!("http://{}", world.app.address)).expect("our own").to_owned();
    let page = format!("{PAGE}/{}", partner.id);
    let api = format!("{API}/{}", partner.id);
    partner.admin.get("/referral/settings/branding").expect(200);
    world.nobody.elsewhere().get(&link).expect(303);

    console.staff.get(&format!("{page}/suspend")).expect(403);
    console.admin.get(&format!("{page}/suspend")).expect(200).says("Open cases of its clients").says("1 clients");
    console.admin.fill(&format!("{page}/suspend"), &[("reason", "")]).expect(422).says("Enter a reason");
    console.admin.fill(&format!("{page}/suspend"), &[("reason", "Checks of the company")]).to();
    console.staff.get(&page).expect(200).says("Suspended").says("Checks of the company");
    let state = console.key.get(&api).expect(200).json();
    assert_eq!((&state["status"], &state["isActive"]), (&json!("Suspended"), &json!(false)));
    console.key.post_json(&format!("{api}/suspend"), &json!({ "reason": "Again" })).expect(409);
    partner.key.get(CLIENTS).expect(401);
    partner.admin.get("/referral/settings/branding").expect(303);
    world.nobody.elsewhere().get(&link).expect(404);
    let refused = Visitor::nobody(&world.app.address);
    let signs_in = [("email", "admin@ledgerly.example"), ("password", PASSWORD)];
    refused.post_form("/sign-in", &signs_in).expect(422).says("Ledgerly Ltd is suspended");
    let mails = "SELECT COUNT(*) AS value FROM mails WHERE subject = 'Ledgerly Ltd is suspended'";
    assert_eq!(world.sql.number(mails), 1, "its Admin, not its Viewer");
    // Nobody becomes its client now.
    let new = json!({ "referralPartnerId": partner.id.to_string(), "name": "Neu GmbH", "country": "DE",
        "firstName": "A", "lastName": "B", "email": "a@neu.example" });
    let refusal = console.key.post_json("/api/operator/clients", &new).expect(400).text();
    assert!(refusal.contains("Ledgerly Ltd is suspended"), "{refusal}");

    console.admin.post_form(&format!("{page}/resume"), &[]).to();
    console.key.post_json(&format!("{api}/resume"), &json!({})).expect(409);
    partner.key.get(CLIENTS).expect(200);
    world.nobody.elsewhere().get(&link).expect(303);
}

#[test]
fn a_terminated_partner_reads_and_earns_until_its_last_day() {
    let scene = Scene::signed();
    let (world, console) = (&scene.world, &scene.console);
    scene.cover("DE");
    let id = scene.hand_in(&scene.claim())["id"].as_str().expect("an id").to_owned();
    console.key.post_json(&format!("{QUEUE}/{id}/approve"), &json!({})).expect(200);
    let case = format!("/api/collection-partner/cases/{id}");
    let start = json!({ "welcomeMessage": "We begin.", "userEmail": "jonas@example.com" });
    world.key.post_json(&format!("{case}/start"), &start).expect(200);
    let partner = world.sql.texts("SELECT id AS value FROM referral_partners").remove(0).expect("an id");
    let api = format!("{API}/{partner}");

    let past = json!({ "reason": "Over", "earnsUntil": scene.days_ago(1) });
    let refused = console.key.post_json(&format!("{api}/terminate"), &past).expect(400).text();
    assert!(refused.contains("earnsUntil"), "{refused}");
    let page = format!("{PAGE}/{partner}");
    console.admin.get(&format!("{page}/terminate")).expect(200).says("24 months").says("Lisboa Têxteis Lda");
    let ended = console.key.post_json(&format!("{api}/terminate"), &json!({ "reason": "Over" })).expect(200).json();
    assert_eq!(ended["status"], "Terminated");
    let tail = scene.today().checked_add_months(chrono::Months::new(24)).expect("a day");
    assert_eq!(ended["earnsUntil"], json!(tail.to_string()));
    console.key.post_json(&format!("{api}/terminate"), &json!({ "reason": "Over" })).expect(409);
    console.key.post_json(&format!("{api}/suspend"), &json!({ "reason": "Over" })).expect(409);
    for form in ["suspend", "terminate"] {
        console.admin.get(&format!("{page}/{form}")).expect(422).says("The partnership has ended already.");
    }

    // Its people read, whatever they were.
    let admin = Visitor::person(&world.app.address, "admin@ledgerly.example", PASSWORD);
    admin.get("/referral/clients").expect(200).says("Lisboa");
    admin.get("/referral/settings/branding").expect(403);

    let share = |day: &str| -> i64 {
        let payment = json!({ "paymentAmount": 100, "date": day, "paymentRecipient": "CollectionPartner" });
        let paid = world.key.post_json(&format!("{case}/payments"), &payment);
        assert!(paid.status < 300, "{}", paid.text());
        world.sql.number("SELECT payout_referral AS value FROM payments ORDER BY created_at DESC, id DESC LIMIT 1")
    };
    assert!(share(&scene.days_ago(0)) > 0, "within the tail");
    world.sql.execute(&format!("UPDATE referral_partners SET earns_until = '{}'", scene.days_ago(1)));
    assert_eq!(share(&scene.days_ago(0)), 0, "after its last day");
    assert!(share(&scene.days_ago(1)) > 0, "received on its last day");
    // The case goes on, and so does the client.
    let mut claim = scene.claim();
    claim["creditorReference"] = json!("R-2");
    let next: Value = console.key.post_json(CASES, &claim).expect(201).json();
    assert!(next["id"].is_string());
}

#[test]
fn the_operator_can_keep_a_brand_as_it_is() {
    let world = world();
    let (console, partner) = (Console::new(&world), Platform::new(&world, "Ledgerly"));
    let page = format!("{PAGE}/{}", partner.id);
    let fields = [
        ("name", "Ledgerly Ltd"),
        ("shortName", "Ledgerly"),
        ("country", "GB"),
        ("contactEmail", "partners@ledgerly.example"),
        ("feePercentage", "25"),
        ("fixedBrand", "true"),
        ("legalName", "Ledgerly Software Limited"),
        ("payoutIban", "GB29 NWBK 6016 1331 9268 19"),
        ("payoutCurrency", "GBP"),
        ("kycCheckedOn", "2026-11-02"),
    ];
    console.admin.fill(&format!("{page}/change"), &fields).to();
    console
        .staff
        .get(&page)
        .expect(200)
        .says("Ledgerly Software Limited")
        .says("GB29NWBK60161331926819")
        .says("may not");
    let brand = json!({ "backgroundColorCode": "#112233" });
    let refused = partner.key.send_json("PUT", "/api/referral/branding", &brand).expect(403).text();
    assert!(refused.contains("You cannot change your brand"), "{refused}");
    partner.admin.get("/referral/settings/branding").expect(200).says("has not agreed to a brand of your own");
    let wrong = [("payoutCurrency", "XXQ"), ("payoutIban", "GB00"), ("kycCheckedOn", "soon")];
    let mut again = fields.to_vec();
    again.retain(|(name, _)| wrong.iter().all(|(other, _)| other != name));
    again.extend(wrong);
    console.admin.post_form(&page, &again).expect(422).says("is not a currency").says("GB00").says("soon");
    let account = console.key.get(&format!("{API}/{}", partner.id)).expect(200).json();
    assert_eq!((&account["payoutCurrency"], &account["kycCheckedOn"]), (&json!("GBP"), &json!("2026-11-02")));
}
