//! Invoices in the operator's console, as pages and JSON.

use chrono::Duration;
use serde_json::{Value, json};

use partner_portal::actions::Context;
use partner_portal::actions::invoices::run;
use partner_portal::domain::actor::Author;
use partner_portal::domain::month::Month;

use crate::harness::World;
use crate::harness::console::Console;
use crate::ledger::assert_books_agree;

fn pay(world: &World, amount: u32) {
    let case = world.case().over(1_000_000).make();
    let body = json!({ "date": "2026-01-05", "paymentAmount": amount, "paymentRecipient": "CollectionPartner" });
    world.key.post_json(&format!("/api/collection-partner/cases/{case}/payments"), &body).expect(200);
}

/// A world with one invoice of 38.00, made as if this month were over.
fn invoiced() -> (World, Console, String) {
    let world = World::new();
    let console = Console::new(&world);
    pay(&world, 1000);
    let ctx = world.context();
    let month = Month::of(ctx.now.date_naive());
    let later = Context { now: month.ends() + Duration::days(7), ..ctx };
    let issued = run(&mut world.db(), month, &Author::system(), &later, |_, _| {}).expect("a run");
    let id = issued[0].id.to_string();
    (world, console, id)
}

#[test]
fn an_admin_makes_the_months_invoices() {
    let world = World::new();
    let console = Console::new(&world);
    pay(&world, 1000);
    // Confirmed last month, so that it is invoiced.
    let last = Month::of(world.context().now.date_naive()).previous();
    world.sql.execute(&format!("UPDATE payments SET confirmed_at = '{} 10:00:00'", last.first()));
    console.admin.get("/operator/invoices").expect(200).says("has not been invoiced yet");
    let done = console.admin.fill("/operator/invoices", &[("month", &last.to_string())]).expect(303);
    console.admin.follow(&done).says("One invoice was made").says("INV-000001").says("€38.00");
    let again = console.key.post_json("/api/operator/invoices/run", &json!({ "month": last.to_string() })).expect(200);
    assert_eq!(again.json()["invoices"], json!([]));
    let now = Month::of(world.context().now.date_naive()).to_string();
    console.admin.fill("/operator/invoices", &[("month", &now)]).expect(422).says("is not over").says(&now);
    console.key.post_json("/api/operator/invoices/run", &json!({ "month": "October" })).expect(400);
    assert_books_agree(&world);
}

#[test]
fn payments_and_credit_notes_are_recorded_by_an_admin() {
    let (world, console, id) = invoiced();
    let page = format!("/operator/invoices/{id}");
    console.staff.get(&page).expect(200).says("INV-000001").silent_about("Record the payment");
    let typed = [("amount", "50"), ("paidOn", "2026-01-31"), ("note", "Transfer 9")];
    console.admin.fill(&page, &typed).expect(422);
    let api = format!("/api/operator/invoices/{id}");
    let paid = json!({ "amount": 20, "paidOn": "2026-01-31", "note": "Transfer 9" });
    assert_eq!(
        console.key.post_json(&format!("{api}/payments"), &paid).expect(200).json()["open"].to_string(),
        "18.00"
    );
    let future = json!({ "amount": 1, "paidOn": "2999-01-31" });
    let told = console.key.post_json(&format!("{api}/payments"), &future).expect(400).text();
    assert!(told.contains("future"), "{told}");
    console.key.post_json(&format!("{api}/credit"), &json!({})).expect(400);
    console.key.post_json(&format!("{api}/credit"), &json!({ "reason": "Twice", "holdPayouts": true })).expect(200);
    console.key.post_json(&format!("{api}/credit"), &json!({ "reason": "Twice" })).expect(409);
    console.key.post_json(&format!("{api}/payments"), &paid).expect(409);
    let shown = console.key.get_json(&api);
    assert_eq!((&shown["status"], &shown["creditNote"]["payoutsHeld"]), (&json!("Credited"), &Value::Bool(true)));
    assert_eq!(world.sql.texts("SELECT commission_status AS value FROM payments"), [Some("Credited".to_owned())]);
    let verbs = world.sql.texts("SELECT verb AS value FROM audit WHERE object_kind = 'invoice' ORDER BY at, id");
    assert_eq!(verbs.len(), 3, "{verbs:?}");
    assert_books_agree(&world);
}

#[test]
fn only_the_platform_enters() {
    let (world, console, id) = invoiced();
    for path in ["", &format!("/{id}"), &format!("/{id}/invoice.pdf"), &format!("/{id}/payouts.csv")] {
        let page = format!("/operator/invoices{path}");
        console.staff.get(&page).expect(200);
        world.owner.get(&page).expect(403);
        world.nobody.get(&page).expect(303);
        world.key.get(&format!("/api/operator/invoices{path}")).expect(401);
    }
    let token = console.staff.token();
    for verb in ["run", &format!("{id}/payments"), &format!("{id}/credit")] {
        let sent =
            [("_token", &*token), ("month", "2026-01"), ("reason", "x"), ("amount", "1"), ("paidOn", "2026-01-01")];
        console.staff.post_form(&format!("/operator/invoices/{verb}"), &sent).expect(403);
    }
    console.key.get("/api/operator/invoices/0190f3c2-1b2c-7d3e-8f40-5a6b7c8d9e0f").expect(404);
}

#[test]
fn the_operator_reads_where_agencies_stand() {
    let (world, console, _) = invoiced();
    console.staff.get("/operator/statements").expect(200).says("Nordia Inkasso").says("€38.00");
    let agency = world.as_owner.agency.id;
    let page = format!("/operator/statements/{agency}");
    let shown = console.admin.get(&page).expect(200);
    shown.says("Statement with Nordia Inkasso").says("Nordia Inkasso owes").silent_about("/partner/cases/");
    let file = console.admin.get(&format!("{page}/file?currency=EUR")).expect(200).text();
    assert!(file.ends_with("38.00\r\n"), "{file}");
    assert!(console.staff.get(&format!("{page}/file?currency=EUR&format=pdf")).expect(200).body.starts_with(b"%PDF-"));
    let listed = console.key.get_json("/api/operator/statements");
    assert_eq!(listed["platform"][0]["owed"].to_string(), "38.00");
    let read = console.key.get_json(&format!("/api{page}?currency=EUR"));
    assert_eq!(read["closing"].to_string(), "38.00");
    world.owner.get(&page).expect(403);
    world.key.get(&format!("/api{page}")).expect(401);
    console.key.get("/api/operator/statements/0190f3c2-1b2c-7d3e-8f40-5a6b7c8d9e0f").expect(404);
}
