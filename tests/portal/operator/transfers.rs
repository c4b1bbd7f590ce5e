//! What debtors paid to the operator, and passing it on to agencies and clients.

use serde_json::json;

use crate::harness::World;
use crate::harness::console::Console;
use crate::ledger::assert_books_agree;

/// 1,000.00 were paid to the operator: 905.00 belong to the client, 57.00 to the agency, 38.00 to the operator. 100.00
/// were paid to the agency: 90.50 belong to the client and 3.80 to the operator.
fn held() -> (World, Console) {
    let world = World::new();
    let console = Console::new(&world);
    let case = world.case().over(1_000_000).make();
    for (recipient, amount) in [("Platform", 1000), ("CollectionPartner", 100)] {
        let body = json!({ "date": "2026-01-05", "paymentAmount": amount, "paymentRecipient": recipient });
        world.key.post_json(&format!("/api/collection-partner/cases/{case}/payments"), &body).expect(200);
    }
    (world, console)
}

fn owed(console: &Console, base: &str) -> String {
    console.key.get_json(&format!("/api{base}?currency=EUR"))["closing"].to_string()
}

#[test]
fn the_platform_passes_on_what_it_holds_for_an_agency() {
    let (world, console) = held();
    let base = format!("/operator/statements/{}", world.as_owner.agency.id);
    assert_eq!(owed(&console, &base), "-53.20");
    let form = format!("{base}/transfers/new?currency=EUR");
    console.admin.get(&form).expect(200).says("Held for Nordia Inkasso: €53.20").says("value=\"53.20\"");
    let typed = |amount: &'static str| [("amount", amount), ("currency", "EUR"), ("paidOn", "2026-01-31")];
    for wrong in ["53.21", "0", "-1", "1.234", "much"] {
        console.admin.fill(&form, &typed(wrong)).expect(422).says(&format!("value=\"{wrong}\""));
    }
    assert_eq!(owed(&console, &base), "-53.20");
    let done = console.admin.fill(&form, &typed("50")).expect(303);
    console.admin.follow(&done).says("Still held: €3.20").says("Paid out to the agency");
    let mails = world.sql.texts("SELECT subject AS value FROM mails ORDER BY created_at DESC, id DESC");
    assert!(mails.iter().flatten().any(|subject| subject == "Debitura transferred 50.00 EUR to you"), "{mails:?}");
    // The agency sees the same from its side.
    world
        .owner
        .get("/partner/statements/platform?currency=EUR")
        .expect(200)
        .says("€3.20")
        .says("Paid out to the agency");
    assert_books_agree(&world);
}

#[test]
fn the_platform_passes_on_what_it_holds_for_a_client() {
    let (world, console) = held();
    let base = format!("/operator/statements/clients/{}", world.creditor);
    console
        .staff
        .get("/operator/statements/clients")
        .expect(200)
        .says("Fjord Design ApS")
        .says("€905.00")
        .says("€995.50");
    console.staff.get("/operator/statements/clients?q=nobody").expect(200).says("No client matches");
    assert_eq!(owed(&console, &base), "995.50");
    let listed = console.key.get_json("/api/operator/statements/clients");
    assert_eq!(listed["creditors"][0]["heldByPlatform"].to_string(), "905.00");
    let api = format!("/api{base}/transfers");
    let body = |amount: f64| json!({ "amount": amount, "currency": "EUR", "paidOn": "2026-01-31" });
    // The agency holds the rest and passes it on itself.
    let told = console.key.post_json(&api, &body(905.01)).expect(400).text();
    assert!(told.contains("905.00"), "{told}");
    let left = console.key.post_json(&api, &body(900.0)).expect(200).json();
    assert_eq!(left["stillHeld"].to_string(), "5.00");
    assert_eq!(owed(&console, &base), "95.50");
    let page = console.admin.get(&format!("{base}?currency=EUR")).expect(200);
    page.says("Statement with Fjord Design ApS").says("is owed this").says("Passed on").silent_about("/partner/cases/");
    let file = console.admin.get(&format!("{base}/file?currency=EUR")).expect(200).text();
    assert!(file.ends_with("95.50\r\n"), "{file}");
    assert!(console.staff.get(&format!("{base}/file?currency=EUR&format=pdf")).expect(200).body.starts_with(b"%PDF-"));
    // What the agency holds for the client is unchanged.
    let theirs = format!("/api/collection-partner/statements/creditors/{}?currency=EUR", world.creditor);
    assert_eq!(world.key.get_json(&theirs)["closing"].to_string(), "90.50");
    assert_books_agree(&world);
}

#[test]
fn the_same_transfer_sent_twice_is_recorded_once() {
    let (world, console) = held();
    let api = format!("/api/operator/statements/clients/{}/transfers", world.creditor);
    let body = json!({ "amount": 100, "currency": "EUR", "paidOn": "2026-01-31" });
    let once = [("content-type", "application/json"), ("idempotency-key", "transfer-1")];
    let send = || console.key.send("POST", &api, &once, body.to_string().as_bytes()).expect(200).json();
    assert_eq!(send(), send());
    let booked = world.sql.texts("SELECT kind AS value FROM ledger WHERE kind = 'Transfer'");
    assert_eq!(booked.len(), 1);
    assert_books_agree(&world);
}

#[test]
fn transfers_are_recorded_by_an_admin_of_the_platform_alone() {
    let (world, console) = held();
    let nobody = "0190f3c2-1b2c-7d3e-8f40-5a6b7c8d9e0f";
    for base in [
        format!("/operator/statements/{}", world.as_owner.agency.id),
        format!("/operator/statements/clients/{}", world.creditor),
    ] {
        console.staff.get(&base).expect(200).silent_about("Record a transfer");
        console.staff.get(&format!("{base}/transfers/new")).expect(403);
        let token = console.staff.token();
        let sent = [("_token", &*token), ("amount", "1"), ("currency", "EUR"), ("paidOn", "2026-01-31")];
        console.staff.post_form(&format!("{base}/transfers"), &sent).expect(403);
        world.owner.get(&base).expect(403);
        world.key.post_json(&format!("/api{base}/transfers"), &json!({})).expect(401);
    }
    for base in [format!("/api/operator/statements/{nobody}"), format!("/api/operator/statements/clients/{nobody}")] {
        console.key.get(&base).expect(404);
        let body = json!({ "amount": 1, "currency": "EUR", "paidOn": "2026-01-31" });
        console.key.post_json(&format!("{base}/transfers"), &body).expect(404);
    }
    assert_books_agree(&world);
}
