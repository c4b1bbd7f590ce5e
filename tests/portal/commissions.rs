//! Commissions on payments to the creditor: follow-up, reminders, settling.

use chrono::Duration;
use partner_portal::actions::Context;
use partner_portal::actions::payments::chase_commissions;
use partner_portal::domain::ids::CaseId;
use serde_json::{Value, json};

use crate::harness::World;

fn api(case: CaseId, rest: &str) -> String {
    format!("/api/collection-partner/cases/{case}{rest}")
}

fn yesterday(world: &World) -> String {
    (world.app.shared.clock)().date_naive().pred_opt().expect("yesterday").to_string()
}

fn direct(world: &World, status: &str) -> Value {
    json!({
        "date": yesterday(world), "paymentAmount": 200, "paymentRecipient": "Creditor",
        "commissionPaymentStatus": status
    })
}

/// Records a payment to the creditor and returns its address under the API.
fn owed(world: &World, case: CaseId) -> String {
    let answer = world.key.post_json(&api(case, "/payments"), &direct(world, "Unpaid")).expect(200).json();
    api(case, &format!("/payments/{}", answer["paymentId"].as_str().expect("an id")))
}

fn open_tasks(world: &World) -> Vec<String> {
    let query = "SELECT kind AS value FROM tasks WHERE solved_at IS NULL AND kind IN ('InvoiceClient', 'ChasePayment')";
    world.sql.texts(query).into_iter().flatten().collect()
}

fn counted(world: &World) -> i64 {
    let query = "SELECT CAST(coalesce(SUM(tasks), 0) AS BIGINT) AS value FROM task_counts \
                 WHERE kind IN ('InvoiceClient', 'ChasePayment')";
    world.sql.number(query)
}

fn mails(world: &World) -> Vec<String> {
    let query = "SELECT subject AS value FROM mails WHERE to_address = 'office@agency.example' ORDER BY created_at, id";
    world.sql.texts(query).into_iter().flatten().collect()
}

fn chase(world: &World, days: i64) -> usize {
    let ctx = Context { now: world.context().now + Duration::days(days), ..world.context() };
    chase_commissions(&mut world.db(), &ctx).expect("chased")
}

#[test]
fn a_commission_that_the_creditor_owes_is_a_mail_a_task_and_then_a_chase() {
    let world = World::new();
    let case = world.case().make();
    owed(&world, case);
    assert_eq!(open_tasks(&world), ["InvoiceClient"]);
    // 9.5 % of 200.
    let told = mails(&world);
    assert!(told.len() == 1 && told[0].contains("Invoice Fjord Design ApS for 19.00 EUR"), "{told:?}");
    let page = world.owner.get("/partner/tasks?kind=InvoiceClient").expect(200);
    page.says("Invoice the creditor for the commission on Bauer GmbH").says("To invoice <span class=\"count\">1<");
    let tab = world.owner.get(&format!("/partner/cases/{case}?tab=payments")).expect(200);
    tab.says("<b>€19.00</b> commission on the payment of").says("invoice the client; reminder on");
    assert_eq!(chase(&world, 29), 0);
    assert_eq!(open_tasks(&world), ["InvoiceClient"]);
    // Three nodes at the same time: only one sends it.
    let chased: usize = std::thread::scope(|scope| {
        let all: Vec<_> = (0..3).map(|_| scope.spawn(|| chase(&world, 31))).collect();
        all.into_iter().map(|one| one.join().expect("chased")).sum()
    });
    assert_eq!((chased, chase(&world, 31)), (1, 0), "once");
    assert_eq!(open_tasks(&world), ["ChasePayment"]);
    assert!(mails(&world)[1].contains("Commission of 19.00 EUR is still unpaid"), "{:?}", mails(&world));
    world.owner.get(&format!("/partner/cases/{case}")).expect(200).says("Commission of 19.00 EUR still unpaid");
    for (days, wanted) in [(46, 1), (61, 1), (76, 1), (91, 0), (500, 0)] {
        assert_eq!(chase(&world, days), wanted, "after {days} days");
    }
    assert_eq!((mails(&world).len(), counted(&world)), (5, 1));
}

#[test]
fn a_settled_commission_ends_all_of_it() {
    let world = World::new();
    let case = world.case().make();
    let payment = owed(&world, case);
    let settle = format!("{payment}/commission-paid");
    let booked = || world.sql.number("SELECT count(*) AS value FROM ledger WHERE kind = 'Commission'");
    assert_eq!(booked(), 0, "the platform has to wait for its share");
    let answer = world.key.post_json(&settle, &json!({})).expect(200).json();
    assert_eq!(answer["commissionPaymentStatus"], "Paid");
    assert_eq!(booked(), 1);
    assert_eq!(world.sql.number("SELECT count(*) AS value FROM payments WHERE confirmed_at IS NOT NULL"), 1);
    assert_eq!((open_tasks(&world).len(), counted(&world)), (0, 0));
    assert_eq!(chase(&world, 60), 0);
    let events = world.sql.texts("SELECT kind AS value FROM events WHERE kind = 'payment.updated'");
    assert_eq!(events.len(), 1);
    assert_eq!(world.sql.number("SELECT count(*) AS value FROM audit WHERE verb = 'CommissionPaid'"), 1);
    world.key.post_json(&settle, &json!({})).expect(200);
    assert_eq!(world.sql.number("SELECT count(*) AS value FROM timeline WHERE kind = 'CommissionPaid'"), 1, "once");
    assert_eq!(booked(), 1, "once");
}

#[test]
fn two_payments_share_a_task_until_both_are_settled() {
    let world = World::new();
    let case = world.case().make();
    let (one, other) = (owed(&world, case), owed(&world, case));
    assert_eq!(open_tasks(&world), ["InvoiceClient"]);
    world.key.post_json(&format!("{one}/commission-paid"), &json!({})).expect(200);
    assert_eq!(open_tasks(&world), ["InvoiceClient"]);
    world.key.post_json(&format!("{other}/commission-paid"), &json!({})).expect(200);
    assert!(open_tasks(&world).is_empty());
}

#[test]
fn deleting_and_correcting_end_it_and_a_correction_can_begin_it() {
    let world = World::new();
    let case = world.case().make();
    let payment = owed(&world, case);
    world.key.send("DELETE", &payment, &[], b"").expect(204);
    assert!(open_tasks(&world).is_empty());
    let payment = owed(&world, case);
    let to_us = json!({"date": yesterday(&world), "paymentAmount": 200, "paymentRecipient": "CollectionPartner"});
    world.key.send_json("PUT", &payment, &to_us).expect(200);
    assert!(open_tasks(&world).is_empty());
    world.key.send_json("PUT", &payment, &direct(&world, "Unpaid")).expect(200);
    assert_eq!(open_tasks(&world), ["InvoiceClient"]);
    assert_eq!(chase(&world, 31), 1);
    world.key.send_json("PUT", &payment, &direct(&world, "Paid")).expect(200);
    assert!(open_tasks(&world).is_empty());
}

#[test]
fn nobody_is_followed_up_who_did_not_want_it_or_is_a_test() {
    let world = World::new();
    let (case, test) = (world.case().make(), world.case().test().make());
    let mut order = direct(&world, "Unpaid");
    owed(&world, test);
    order["createUnpaidCommissionFollowUp"] = json!(false);
    let answer = world.key.post_json(&api(case, "/payments"), &order).expect(200).json();
    world.key.post_json(&api(case, "/payments"), &direct(&world, "Paid")).expect(200);
    let path = api(case, &format!("/payments/{}", answer["paymentId"].as_str().expect("an id")));
    // A correction does not restart a follow-up that was ended by hand.
    let mut more = direct(&world, "Unpaid");
    more["paymentAmount"] = json!(250);
    world.key.send_json("PUT", &path, &more).expect(200);
    assert!(open_tasks(&world).is_empty() && mails(&world).is_empty());
    assert_eq!(chase(&world, 90), 0);
    // It can still be settled.
    world.key.post_json(&format!("{path}/commission-paid"), &json!({})).expect(200);
}

#[test]
fn what_outlives_the_case_is_settled_on_a_closed_one() {
    let world = World::new();
    let case = world.case().make();
    let mut order = direct(&world, "Unpaid");
    (order["paymentAmount"], order["closeCase"]) = (json!(1000), json!(true));
    let answer = world.key.post_json(&api(case, "/payments"), &order).expect(200).json();
    assert_eq!(answer["caseClosed"], true);
    assert_eq!(open_tasks(&world), ["InvoiceClient"], "the commission is owed beyond the case's end");
    let base = format!("/partner/cases/{case}");
    let tab = world.owner.get(&format!("{base}?tab=payments")).expect(200).says("Commission paid");
    assert!(tab.text().contains("<b>€95.00</b> commission on the payment of"));
    let path = format!("{base}/payments/{}/commission-paid", answer["paymentId"].as_str().expect("an id"));
    let done = world.owner.post_form(&path, &[]);
    assert_eq!(done.to(), format!("{base}?tab=payments"));
    world.owner.follow(&done).expect(200).says("The commission of €95.00 is paid.").silent_about("not paid yet");
    assert!(open_tasks(&world).is_empty());
}

#[test]
fn settling_is_refused_with_the_reason() {
    let world = World::new();
    let case = world.case().make();
    let payment = owed(&world, case);
    let settle = format!("{payment}/commission-paid");
    world.rival_key.post_json(&settle, &json!({})).expect(404);
    world.nobody.post_json(&settle, &json!({})).expect(401);
    world.key.post_json(&api(case, "/payments/7/commission-paid"), &json!({})).expect(400);
    let unknown = api(case, "/payments/0192d0c0-0000-7000-8000-000000000000/commission-paid");
    world.key.post_json(&unknown, &json!({})).expect(404);
    let page = settle.replace("/api/collection-partner", "/partner");
    world.rival.post_form(&page, &[]).expect(404);
    assert!(world.nobody.send("POST", &page, &crate::harness::FORM, b"").status >= 300);
    world.sql.execute("UPDATE payments SET frozen = TRUE");
    world.key.post_json(&settle, &json!({})).expect(422);
    world.owner.post_form(&page, &[]).expect(422).says("has been invoiced");
    world.sql.execute("UPDATE payments SET frozen = FALSE");
    let to_us = json!({"date": yesterday(&world), "paymentAmount": 10, "paymentRecipient": "CollectionPartner"});
    let other = world.key.post_json(&api(case, "/payments"), &to_us).expect(200).json();
    let path = api(case, &format!("/payments/{}/commission-paid", other["paymentId"].as_str().expect("an id")));
    assert!(world.key.post_json(&path, &json!({})).expect(400).problems().contains("no commission"));
    assert_eq!(open_tasks(&world), ["InvoiceClient"], "what was refused changed nothing");
}

#[test]
fn what_was_paid_says_who_has_it_and_what_follows() {
    let world = World::new();
    let case = world.case().make();
    owed(&world, case);
    let record = |recipient: &str, amount: i64| {
        let order = json!({"date": yesterday(&world), "paymentAmount": amount, "paymentRecipient": recipient});
        world.key.post_json(&api(case, "/payments"), &order).expect(200).json()
    };
    record("Platform", 100);
    let over = record("CollectionPartner", 800);
    assert!(over["warnings"].to_string().contains("The surplus is the creditor"), "{over}");
    let told = world.key.get_json(&api(case, "/timeline")).to_string();
    for words in [
        "Paid to the creditor directly, who tells the agency of it in writing within three days",
        "The agency invoices the creditor for 19.00 EUR",
        "Paid to the platform",
        "Paid to the agency, which passes the creditor",
        "100.00 EUR is more than was owed and belongs to the creditor",
    ] {
        assert!(told.contains(words), "{words} is not in {told}");
    }
    world.owner.get(&format!("/partner/cases/{case}?tab=payments")).expect(200).says("€100.00 too much");
}

#[test]
fn an_amount_that_cannot_be_is_refused_at_its_field() {
    let world = World::new();
    let case = world.case().make();
    let yen = world.case().in_currency("JPY").make();
    for (case, field, value) in [
        (case, "paymentAmount", json!(0)),
        (case, "paymentAmount", json!(-5)),
        (case, "paymentAmount", json!("1.005")),
        (yen, "paymentAmount", json!("100.5")),
        (case, "paymentAmount", json!("USD 100")),
        (case, "currency", json!("USD")),
        (case, "date", json!("2999-01-01")),
    ] {
        let mut order = direct(&world, "Unpaid");
        order[field] = value.clone();
        let refused = world.key.post_json(&api(case, "/payments"), &order).expect(400);
        assert!(refused.problems().contains(field), "{field} {value}: {}", refused.text());
    }
    let mut order = direct(&world, "Unpaid");
    (order["payoutCreditor"], order["payoutCollectionPartner"]) = (json!(190), json!(20));
    assert!(world.key.post_json(&api(case, "/payments"), &order).expect(400).problems().contains("add up"));
    order = direct(&world, "Unpaid");
    order["currency"] = json!("eur");
    world.key.post_json(&api(case, "/payments"), &order).expect(200);
    assert_eq!(world.sql.number("SELECT count(*) AS value FROM payments"), 1);
}
