//! Referral partners in the console: created, read, changed.

use serde_json::json;

use super::Console;
use crate::harness::World;

const PAGE: &str = "/operator/referral-partners";
const API: &str = "/api/operator/referral-partners";

#[test]
fn a_referral_partner_is_created_and_changed_as_json_and_on_pages() {
    let world = World::new();
    let console = Console::new(&world);
    console.staff.get(PAGE).expect(200).says("No referral partners yet");
    let body = json!({
        "name": "Ledgerly ApS", "shortName": "Ledgerly", "country": "Denmark", "contactEmail": "Partners@Ledgerly.example",
        "feePercentage": 12.5, "approvalDays": 14, "invoicingMode": "ConfirmedPipeline", "sendsInvitations": true
    });
    let made = console.key.post_json(API, &body).expect(201).json();
    let id = made["id"].as_str().expect("an id").to_owned();
    for (field, value) in [
        ("shortName", json!("Ledgerly")),
        ("country", json!("DK")),
        ("contactEmail", json!("partners@ledgerly.example")),
        ("feePercentage", json!(12.5)),
        ("approvalDays", json!(14)),
        ("invoicingMode", json!("ConfirmedPipeline")),
        ("sendsInvitations", json!(true)),
        ("sendsWelcome", json!(false)),
        ("isActive", json!(true)),
        ("clients", json!(0)),
    ] {
        assert_eq!(made[field], value, "{field}");
    }
    assert_eq!(console.key.get(&format!("{API}/{id}")).expect(200).json(), made);
    let list = console.key.get(API).expect(200).json();
    assert_eq!((&list["page"]["totalResults"], &list["referralPartners"][0]["id"]), (&json!(1), &json!(id)));
    let small = json!({ "name": "Fakturo", "country": "NO", "contactEmail": "a@fakturo.example", "feePercentage": 10 });
    console.key.post_json(API, &small).expect(201);
    console.staff.get(&format!("{PAGE}?pageSize=1")).expect(200).says("pagesize=1&#38;page=2").says("1–1 of 2");
    let page = format!("{PAGE}/{id}");
    console.staff.get(PAGE).expect(200).says("Ledgerly ApS").says("12.5%").silent_about("New referral partner");
    console.staff.get(&page).expect(200).says("12.5% for new clients").silent_about("/change");
    let fields = [
        ("name", "Ledgerly ApS"),
        ("shortName", "Ledgerly"),
        ("country", "DK"),
        ("contactEmail", "partners@ledgerly.example"),
        ("feePercentage", "15"),
        ("approvalDays", "14"),
        ("invoicingMode", "ConfirmedPipeline"),
        ("sendsInvitations", "true"),
    ];
    console.admin.fill(&format!("{page}/change"), &fields).to();
    let trail = || console.key.get(&format!("/api/operator/audit?object={id}")).expect(200).json();
    let last = trail();
    assert_eq!(last["entries"][0]["verb"], "ReferralPartnerChanged");
    assert_eq!(last["entries"][0]["details"], json!({ "feePercentage": "12.5 → 15" }));
    console.admin.fill(&format!("{page}/change"), &fields).to();
    assert_eq!(trail(), last, "the same again is not recorded");
    let person = [("firstName", "Mette"), ("lastName", "Krog"), ("email", "mette@ledgerly.example"), ("role", "Admin")];
    console.admin.fill(&format!("{page}/people/new"), &person).to();
    console.staff.get(&page).expect(200).says("Mette Krog").silent_about("people/new");
    console.staff.post_form(&format!("{page}/people"), &person).expect(403);
}

#[test]
fn a_referral_partner_is_guarded_and_wrong_fields_are_named() {
    let world = World::new();
    let console = Console::new(&world);
    for (field, value) in [
        ("name", json!("")),
        ("country", json!("Atlantis")),
        ("contactEmail", json!(null)),
        ("feePercentage", json!(101)),
        ("feePercentage", json!(null)),
        ("approvalDays", json!(31)),
        ("approvalDays", json!(0)),
        ("invoicingMode", json!("Sometimes")),
    ] {
        let mut body = json!({ "name": "X", "country": "DK", "contactEmail": "x@x.example", "feePercentage": 10 });
        body[field] = value;
        let answer = console.key.post_json(API, &body).expect(400).text();
        assert!(answer.contains(field), "{field}: {answer}");
    }
    let typed = [("name", "Fakturo"), ("country", "NO"), ("feePercentage", "ten")];
    console.admin.post_form(PAGE, &typed).expect(422).says("Fakturo").says("value=\"ten\"");
    assert_eq!(world.sql.number("SELECT COUNT(*) AS value FROM referral_partners"), 0);
    for visitor in [&console.staff, &world.owner] {
        visitor.post_form(PAGE, &typed).expect(403);
    }
    let unknown = "0190a0b0-0000-7000-8000-000000000000";
    console.key.get(&format!("{API}/{unknown}")).expect(404);
    console.admin.get(&format!("{PAGE}/{unknown}")).expect(404);
    console
        .admin
        .post_form(
            &format!("{PAGE}/{unknown}"),
            &[("name", "X"), ("country", "NO"), ("contactEmail", "a@b.example"), ("feePercentage", "1")],
        )
        .expect(404);
    console.key.get(&format!("{API}/odd")).expect(400);
}
