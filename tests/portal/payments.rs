//! Payments: their split, the effect of corrections, and of changes of the claim.

use serde_json::{Value, json};

use partner_portal::domain::case::Lifecycle;
use partner_portal::domain::ids::CaseId;
use partner_portal::store;
use partner_portal::store::books::ledger_check::unscoped::check;

use crate::harness::World;
use crate::ledger::assert_books_agree;

/// The worked example: EUR 17,600 at 19.5 %, with EUR 640 of added fees, accepted half a year ago.
fn worked(world: &World) -> CaseId {
    let case = world.case().over(1_760_000).make();
    world.sql.execute(&format!(
        "UPDATE cases SET interest_fees = 40000, reminder_fees = 4000, collection_fees = 20000, \
         outstanding = 1824000, success_fee = '19.5', fee_base = '9.5', fee_uplift = '10', \
         exclusive_from = '2026-05-01 10:00:00', exclusive_until = '2026-11-01 10:00:00' WHERE id = '{case}'"
    ));
    case
}

fn api(case: CaseId, rest: &str) -> String {
    format!("/api/collection-partner/cases/{case}{rest}")
}

fn page(case: CaseId, rest: &str) -> String {
    format!("/partner/cases/{case}{rest}")
}

fn today(world: &World) -> String {
    (world.app.shared.clock)().date_naive().pred_opt().expect("yesterday").to_string()
}

fn payment(world: &World, amount: &str) -> Value {
    let amount: Value = serde_json::from_str(amount).expect("a number");
    json!({ "date": today(world), "paymentAmount": amount, "paymentRecipient": "CollectionPartner" })
}

fn paid(world: &World, case: CaseId, amount: &str) -> Value {
    world.key.post_json(&api(case, "/payments"), &payment(world, amount)).expect(200).json()
}

/// A number as it is written in the JSON text.
fn number(value: &Value) -> String {
    value.to_string()
}

#[test]
fn a_payment_is_split_as_in_the_worked_example() {
    let world = World::new();
    let case = worked(&world);
    let answer = paid(&world, case, "5000.00");
    assert_eq!(number(&answer["payoutCreditor"]), "3883.77");
    assert_eq!(number(&answer["payoutCollectionPartner"]), "1116.23");
    assert_eq!(number(&answer["remainingAmount"]), "13240.00");
    assert_eq!(answer["commissionPaymentStatus"], "Paid");
    assert_eq!((&answer["caseClosed"], &answer["closeCode"]), (&json!(false), &Value::Null));
    assert_eq!(answer["warnings"], json!([]));
    let shown = world.key.get_json(&api(case, ""));
    assert_eq!(number(&shown["remainder"]), "13240.00");
    let open = &shown["allocationOutstanding"];
    let parts = ["principal", "interest", "reminderFees", "collectionFees"].map(|part| number(&open[part]));
    assert_eq!(parts, ["12775.44", "290.35", "29.03", "145.18"]);
    assert_eq!(world.sql.number("SELECT payout_platform AS value FROM payments"), 37_632);
    assert_eq!(world.sql.number("SELECT COUNT(*) AS value FROM reckonings"), 1);
    let kinds = world.sql.texts("SELECT kind AS value FROM events WHERE kind LIKE 'payment.%'");
    assert_eq!(kinds, [Some("payment.created".to_owned())]);
}

#[test]
fn no_cent_is_lost_over_many_payments() {
    let world = World::new();
    let case = worked(&world);
    for _ in 0..7 {
        paid(&world, case, "333.33");
    }
    let last = paid(&world, case, "15906.69");
    assert_eq!(number(&last["remainingAmount"]), "0.00");
    // 19.5 % of 17,600 and the fees; 40 % of the success fee; the rest is the client's.
    assert_eq!(world.sql.number("SELECT CAST(SUM(payout_partner) AS BIGINT) AS value FROM payments"), 407_200);
    assert_eq!(world.sql.number("SELECT CAST(SUM(payout_platform) AS BIGINT) AS value FROM payments"), 137_280);
    assert_eq!(world.sql.number("SELECT CAST(SUM(payout_creditor) AS BIGINT) AS value FROM payments"), 1_416_800);
    assert_eq!(world.sql.number("SELECT CAST(SUM(to_interest) AS BIGINT) AS value FROM payments"), 40_000);
}

#[test]
fn a_full_payment_closes_the_case_when_it_is_asked_to() {
    let world = World::new();
    let case = worked(&world);
    let mut order = payment(&world, "240");
    order["closeCase"] = json!(true);
    let part = world.key.post_json(&api(case, "/payments"), &order).expect(200).json();
    assert_eq!((&part["closeCase"], &part["caseClosed"]), (&json!(true), &json!(false)));
    order["paymentAmount"] = json!(18_000);
    let full = world.key.post_json(&api(case, "/payments"), &order).expect(200).json();
    assert_eq!((&full["caseClosed"], &full["closeCode"]), (&json!(true), &json!("Paid")));
    let shown = world.key.get_json(&api(case, ""));
    assert_eq!((&shown["lifecycle"], &shown["closeCode"]), (&json!("Closed"), &json!("Paid")));
    let told = world.sql.texts("SELECT subject AS value FROM mails");
    assert!(told.iter().flatten().any(|subject| subject.contains("is closed")), "{told:?}");
    let refused = world.key.post_json(&api(case, "/payments"), &order).expect(400);
    assert!(refused.problems().contains("Closed"), "{}", refused.text());
}

#[test]
fn what_is_paid_beyond_the_claim_is_the_creditors_with_a_warning() {
    let world = World::new();
    let case = worked(&world);
    let answer = paid(&world, case, "18250");
    assert_eq!(number(&answer["payoutCollectionPartner"]), "4072.00");
    assert_eq!(number(&answer["payoutCreditor"]), "14178.00");
    assert_eq!(answer["warnings"].as_array().map(Vec::len), Some(1), "{answer}");
    let more = paid(&world, case, "1");
    assert_eq!(number(&more["payoutCollectionPartner"]), "0.00");
    assert!(more["warnings"][0].as_str().is_some_and(|text| text.contains("Nothing was outstanding")), "{more}");
}

#[test]
fn a_split_by_hand_needs_both_parts_and_their_sum() {
    let world = World::new();
    let case = worked(&world);
    let with = |creditor: Value, partner: Value| {
        let mut order = payment(&world, "100");
        (order["payoutCreditor"], order["payoutCollectionPartner"]) = (creditor, partner);
        world.key.post_json(&api(case, "/payments"), &order)
    };
    assert!(with(json!(50), Value::Null).expect(400).problems().contains("both"));
    assert!(with(json!(50), json!(49)).expect(400).problems().contains("add up"));
    let near = with(json!(50), json!(49.99)).expect(200).json();
    assert_eq!(
        (number(&near["payoutCreditor"]), number(&near["payoutCollectionPartner"])),
        ("50.01".into(), "49.99".into())
    );
    let none = with(json!(0), json!(100)).expect(200).json();
    assert_eq!(none["warnings"].as_array().map(Vec::len), Some(1));
}

#[test]
fn wrong_fields_are_named() {
    let world = World::new();
    let case = worked(&world);
    let refused = world.key.post_json(&api(case, "/payments"), &json!({})).expect(400);
    for field in ["date", "paymentAmount", "paymentRecipient"] {
        assert!(refused.problems().contains(field), "{field}: {}", refused.text());
    }
    for (field, value) in [
        ("paymentAmount", json!(0)),
        ("paymentAmount", json!(-1)),
        ("paymentAmount", json!("1.001")),
        ("date", json!("2999-01-01")),
        ("date", json!("yesterday")),
        ("paymentRecipient", json!("Somebody")),
        ("closeCase", json!("maybe")),
    ] {
        let mut order = payment(&world, "100");
        order[field] = value.clone();
        let refused = world.key.post_json(&api(case, "/payments"), &order).expect(400);
        assert!(refused.problems().contains(field), "{field} {value}: {}", refused.text());
    }
    let mut order = payment(&world, "100");
    order["paymentRecipient"] = json!("Creditor");
    let refused = world.key.post_json(&api(case, "/payments"), &order).expect(400);
    assert!(refused.problems().contains("commissionPaymentStatus"), "{}", refused.text());
    order["commissionPaymentStatus"] = json!("Unpaid");
    let answer = world.key.post_json(&api(case, "/payments"), &order).expect(200).json();
    assert_eq!(answer["commissionPaymentStatus"], "Unpaid");
    assert_eq!(world.sql.number("SELECT COUNT(*) AS value FROM payments WHERE follow_up"), 1);
    assert_eq!(world.sql.number("SELECT COUNT(*) AS value FROM payments"), 1);
}

#[test]
fn a_payment_lengthens_the_exclusive_period() {
    let world = World::new();
    let case = worked(&world);
    let before = world.key.get_json(&api(case, "/exclusive-period"));
    assert_eq!(before["extensions"], json!([]));
    paid(&world, case, "100");
    let after = world.key.get_json(&api(case, "/exclusive-period"));
    assert_eq!((&after["status"], &after["extensions"][0]["type"]), (&json!("Active"), &json!("Payment")));
    assert_eq!(after["extensions"][0]["newEndDate"], after["currentEndDate"]);
    assert!(after["daysRemaining"].as_i64().is_some_and(|days| days > 360), "{after}");
    let bare = world.case().in_state(Lifecycle::PendingVerification).make();
    world.key.get(&api(bare, "/exclusive-period")).expect(404);
}

#[test]
fn a_correction_splits_the_other_payments_of_its_reckoning_anew() {
    let world = World::new();
    let case = worked(&world);
    let first = paid(&world, case, "333.33");
    paid(&world, case, "333.33");
    let path = api(case, &format!("/payments/{}", first["paymentId"].as_str().expect("an id")));
    let changed = world.key.send_json("PUT", &path, &payment(&world, "5000")).expect(200).json();
    assert_eq!(number(&changed["grossAmount"]), "5000.00");
    assert_eq!((&changed["method"], &changed["invoice"]["invoiceId"]), (&Value::Null, &json!(case.to_string())));
    assert_eq!(world.sql.number("SELECT outstanding AS value FROM cases WHERE paid = 533333"), 1_290_667);
    // 22.3246 % of 5,333.33 in all; the second payment takes the difference.
    assert_eq!(world.sql.number("SELECT CAST(SUM(payout_partner) AS BIGINT) AS value FROM payments"), 119_064);
    let kinds = world.sql.texts("SELECT kind AS value FROM timeline ORDER BY id");
    assert_eq!(kinds.last(), Some(&Some("PaymentCorrected".to_owned())));
    world.key.send_json("PUT", &path, &payment(&world, "5000")).expect(200);
    assert_eq!(
        world.sql.texts("SELECT kind AS value FROM timeline").len(),
        kinds.len(),
        "the same again is nothing new"
    );
    let list = world.key.get_json(&api(case, "/payments"));
    assert_eq!(list.as_array().map(Vec::len), Some(2));
    assert_eq!(number(&list[1]["grossAmount"]), "5000.00", "newest first");
}

#[test]
fn a_paid_case_reopens_only_with_consent() {
    let world = World::new();
    let case = worked(&world);
    let mut order = payment(&world, "18240");
    order["closeCase"] = json!(true);
    let full = world.key.post_json(&api(case, "/payments"), &order).expect(200).json();
    let path = api(case, &format!("/payments/{}", full["paymentId"].as_str().expect("an id")));
    let mut less = payment(&world, "18000");
    world.key.send_json("PUT", &path, &less).expect(409);
    world.key.send("DELETE", &path, &[], b"").expect(409);
    assert_eq!(world.sql.number("SELECT amount AS value FROM payments"), 1_824_000, "nothing half-done");
    less["reopenCaseIfNeeded"] = json!(true);
    world.key.send_json("PUT", &path, &less).expect(200);
    let shown = world.key.get_json(&api(case, ""));
    assert_eq!((&shown["lifecycle"], &shown["closeCode"]), (&json!("Active"), &Value::Null));
    assert_eq!((&shown["dateFinished"], number(&shown["remainder"])), (&Value::Null, "240.00".to_owned()));
    world.key.send("DELETE", &format!("{path}?reopenCaseIfNeeded=perhaps"), &[], b"").expect(400);
    world.key.send("DELETE", &path, &[], b"").expect(204);
    world.key.send("DELETE", &path, &[], b"").expect(404);
    assert_eq!(world.key.get_json(&api(case, "/payments")), json!([]));
    assert_eq!(world.sql.number("SELECT COUNT(*) AS value FROM audit WHERE verb = 'PaymentDeleted'"), 1);
}

#[test]
fn an_invoiced_payment_is_frozen() {
    let world = World::new();
    let case = worked(&world);
    let id = paid(&world, case, "100")["paymentId"].as_str().expect("an id").to_owned();
    world.sql.execute("UPDATE payments SET frozen = TRUE");
    let path = api(case, &format!("/payments/{id}"));
    world.key.send_json("PUT", &path, &payment(&world, "50")).expect(422);
    world.key.send("DELETE", &path, &[], b"").expect(422);
    assert_eq!(world.sql.number("SELECT amount AS value FROM payments WHERE deleted_at IS NULL"), 10_000);
}

#[test]
fn a_change_of_the_claim_starts_a_new_reckoning() {
    let world = World::new();
    let case = worked(&world);
    paid(&world, case, "8240");
    let fees = world.key.send_json("PUT", &api(case, "/fees"), &json!({ "collectionFees": 1200 })).expect(200).json();
    assert_eq!(number(&fees["totalAddedFees"]), "1640.00", "an omitted fee stays");
    assert_eq!((number(&fees["remainder"]), &fees["recalculatedSuccessFee"]), ("11000.00".to_owned(), &Value::Null));
    let earlier = world.sql.number("SELECT payout_partner AS value FROM payments");
    paid(&world, case, "11000");
    assert_eq!(world.sql.number("SELECT COUNT(*) AS value FROM reckonings"), 2);
    assert_eq!(
        world.sql.number("SELECT CAST(SUM(payout_partner) AS BIGINT) AS value FROM payments") - earlier,
        // 19.5 % of the principal still open (9,649.12), and the fees still open with the new one.
        188_158 + 135_088
    );
}

#[test]
fn the_success_fee_does_not_move_unseen() {
    let world = World::new();
    let case = world.case().over(500_000).make();
    world.sql.execute("UPDATE cases SET success_fee = '9.5'");
    {
        let mut db = world.db();
        store::prices::rates::unscoped::seed(&mut db, (world.app.shared.clock)().date_naive()).expect("rates");
    }
    let put = |body: Value| world.key.send_json("PUT", &api(case, "/fees"), &body);
    let near = put(json!({ "grossAmount": 4900 })).expect(200).json();
    assert_eq!(number(&near["recalculatedSuccessFee"]), "9.5");
    let asked = put(json!({ "grossAmount": 500 })).expect(409).json();
    assert_eq!((&asked["confirmationRequired"], &asked["isIntentionalRate"]), (&json!(true), &json!(false)));
    assert_eq!(
        (number(&asked["currentSuccessFee"]), number(&asked["proposedSuccessFee"])),
        ("9.5".into(), "20".into())
    );
    assert_eq!(asked["caseId"], json!(case.to_string()));
    assert_eq!(world.sql.number("SELECT principal AS value FROM cases"), 490_000);
    let done = put(json!({ "grossAmount": 500, "confirmPriceChange": true })).expect(200).json();
    assert_eq!((number(&done["recalculatedSuccessFee"]), number(&done["remainder"])), ("20".into(), "500.00".into()));
    world.sql.execute("UPDATE cases SET fee_intentional = TRUE");
    assert_eq!(put(json!({ "grossAmount": 5000 })).expect(409).json()["isIntentionalRate"], json!(true));
    put(json!({ "grossAmount": 5000, "confirmPriceChange": true })).expect(400);
    let kept = put(json!({ "grossAmount": 5000, "keepIntentionalRate": true })).expect(200).json();
    assert_eq!(number(&kept["recalculatedSuccessFee"]), "20");
    for wrong in [json!({ "grossAmount": 0 }), json!({ "interestFees": -1 }), json!({ "reminderFees": "many" })] {
        put(wrong).expect(400);
    }
}

#[test]
fn the_claim_cannot_fall_below_what_was_paid() {
    let world = World::new();
    let case = worked(&world);
    paid(&world, case, "17700");
    let fees = json!({ "interestFees": 0, "reminderFees": 0, "collectionFees": 0 });
    let refused = world.key.send_json("PUT", &api(case, "/fees"), &fees).expect(400);
    assert!(refused.problems().contains("17,700.00"), "{}", refused.text());
}

#[test]
fn a_key_makes_a_payment_happen_once() {
    let world = World::new();
    let (case, other) = (worked(&world), worked(&world));
    let body = payment(&world, "100").to_string();
    let headers = [("content-type", "application/json"), ("idempotency-key", "one")];
    let first = world.key.send("POST", &api(case, "/payments"), &headers, body.as_bytes()).expect(200).text();
    let again = world.key.send("POST", &api(case, "/payments"), &headers, body.as_bytes()).expect(200).text();
    assert_eq!(first, again);
    world.key.send("POST", &api(other, "/payments"), &headers, body.as_bytes()).expect(422);
    let more = payment(&world, "101").to_string();
    world.key.send("POST", &api(case, "/payments"), &headers, more.as_bytes()).expect(422);
    assert_eq!(world.sql.number("SELECT COUNT(*) AS value FROM payments"), 1);
}

#[test]
fn others_see_and_do_nothing() {
    let world = World::new();
    let case = worked(&world);
    let id = paid(&world, case, "100")["paymentId"].as_str().expect("an id").to_owned();
    let order = payment(&world, "100");
    for path in [api(case, "/payments"), api(case, "/exclusive-period")] {
        world.rival_key.get(&path).expect(404);
        world.nobody.get(&path).expect(401);
    }
    world.rival_key.post_json(&api(case, "/payments"), &order).expect(404);
    world.rival_key.send_json("PUT", &api(case, &format!("/payments/{id}")), &order).expect(404);
    world.rival_key.send("DELETE", &api(case, &format!("/payments/{id}")), &[], b"").expect(404);
    world.rival_key.send_json("PUT", &api(case, "/fees"), &json!({ "interestFees": 1 })).expect(404);
    let other = worked(&world);
    world.key.send_json("PUT", &api(other, &format!("/payments/{id}")), &order).expect(404);
    world.key.send_json("PUT", &api(case, "/payments/7"), &order).expect(400);
    for rest in ["/payments", "/payments/new", "/claim"] {
        world.rival.get(&page(case, rest)).expect(404);
        assert!(world.nobody.get(&page(case, rest)).to().starts_with("/sign-in"));
    }
}

#[test]
fn another_state_is_refused_with_its_reason() {
    let world = World::new();
    let case = world.case().in_state(Lifecycle::PendingVerification).make();
    let refused = world.key.post_json(&api(case, "/payments"), &payment(&world, "1")).expect(400);
    assert!(refused.problems().contains("Pending Verification"), "{}", refused.text());
    world.owner.get(&page(case, "/payments/new")).expect(422).says("Pending Verification");
    let closed = world.case().in_state(Lifecycle::Closed).make();
    world.key.send_json("PUT", &api(closed, "/fees"), &json!({ "interestFees": 1 })).expect(400);
}

#[test]
fn the_form_shows_the_split_before_it_records() {
    let world = World::new();
    let case = worked(&world);
    let new = page(case, "/payments/new");
    world.owner.get(&new).expect(200).says("Enter an amount").says("22.32 %");
    let preview = format!("{new}?paymentAmount=5%2C000.00&date={}&paymentRecipient=CollectionPartner", today(&world));
    world
        .owner
        .get(&preview)
        .expect(200)
        .says("€3,883.77")
        .says("€739.91")
        .says("€376.32")
        .says("Leaves €13,240.00 outstanding.")
        .says("Extends the exclusive period to");
    let day = today(&world);
    let wrong = [("paymentAmount", "5.000"), ("date", &day), ("paymentRecipient", "CollectionPartner")];
    world.owner.fill(&new, &wrong).expect(422).says("value=\"5.000\"").says("at most 2 decimals");
    let right = [("paymentAmount", "5.000,00"), ("date", &day), ("paymentRecipient", "CollectionPartner")];
    let done = world.owner.fill(&new, &right);
    assert_eq!(done.to(), page(case, "?tab=payments"));
    world.owner.follow(&done).expect(200).says("€13,240.00 stays outstanding").says("€739.91").says("1 payment");
}

#[test]
fn pages_correct_delete_and_reopen() {
    let world = World::new();
    let case = worked(&world);
    let mut order = payment(&world, "18240");
    order["closeCase"] = json!(true);
    let id = world.key.post_json(&api(case, "/payments"), &order).expect(200).json()["paymentId"].clone();
    let base = page(case, &format!("/payments/{}", id.as_str().expect("an id")));
    let (edit, delete) = (format!("{base}/edit"), format!("{base}/delete"));
    world.owner.get(&edit).expect(200).says("18240.00").says("Leaves nothing outstanding.");
    let day = today(&world);
    let less = [("paymentAmount", "18000"), ("date", &*day), ("paymentRecipient", "CollectionPartner")];
    world.owner.fill(&edit, &less).expect(422).says("Reopen the case").says("leaves a balance");
    world.owner.get(&delete).expect(200).says("Outstanding afterwards").says("€18,240.00").says("Reopen the case");
    world.owner.fill(&delete, &[]).expect(422);
    let done = world.owner.fill(&delete, &[("reopenCaseIfNeeded", "true")]);
    world.owner.follow(&done).expect(200).says("Active again").says("deleted");
    world.owner.get(&edit).expect(404);
}

#[test]
fn the_claim_form_asks_before_the_success_fee_moves() {
    let world = World::new();
    let case = world.case().over(500_000).make();
    world.sql.execute("UPDATE cases SET success_fee = '9.5'");
    {
        let mut db = world.db();
        store::prices::rates::unscoped::seed(&mut db, (world.app.shared.clock)().date_naive()).expect("rates");
    }
    let claim = page(case, "/claim");
    world.owner.get(&claim).expect(200).says("5000.00");
    let lower = [("grossAmount", "500"), ("interestFees", "10")];
    world.owner.fill(&claim, &lower).expect(422).says("from 9.5 % to 20 %").says("Take the new success fee");
    let done =
        world.owner.fill(&claim, &[("grossAmount", "500"), ("interestFees", "10"), ("confirmPriceChange", "true")]);
    assert_eq!(done.to(), page(case, "?tab=claim"));
    world.owner.follow(&done).expect(200).says("€510.00");
    assert_eq!(world.sql.texts("SELECT success_fee AS value FROM cases"), [Some("20".to_owned())]);
}

#[test]
fn a_correction_computes_later_reckonings_again() {
    let world = World::new();
    let case = world.case().over(100_000).make();
    world.sql.execute(&format!("UPDATE cases SET success_fee = '9.5', fee_base = '9.5' WHERE id = '{case}'"));
    let first = paid(&world, case, "400");
    let fees = json!({ "collectionFees": 100 });
    world.key.send_json("PUT", &api(case, "/fees"), &fees).expect(200);
    let second = paid(&world, case, "700");
    let share = |id: &Value| {
        let id = id.as_str().expect("an id");
        world.sql.number(&format!("SELECT payout_partner AS value FROM payments WHERE id = '{id}'"))
    };
    let both = || (share(&first["paymentId"]), share(&second["paymentId"]));
    assert_eq!(both(), (3_800, 15_700));
    let path = api(case, &format!("/payments/{}", first["paymentId"].as_str().expect("an id")));
    let correct = |amount: &str| world.key.send_json("PUT", &path, &payment(&world, amount));
    correct("1000").expect(200);
    // Of the second only the fees were outstanding; the surplus is the client's.
    assert_eq!(both(), (9_500, 10_000));
    correct("400").expect(200);
    assert_eq!(both(), (3_800, 15_700));
    assert_books_agree(&world);
    // The second is invoiced: the first makes up for it, as far as it can.
    world
        .sql
        .execute(&format!("UPDATE payments SET frozen = TRUE WHERE payout_partner = 15700 AND case_id = '{case}'"));
    correct("1000").expect(200);
    assert_eq!(both(), (3_800, 15_700));
    let refused = correct("10").expect(409).json();
    assert_eq!(refused["businessErrors"][0]["type"], "LaterSplitsStay");
    assert!(refused.to_string().contains("41.43 for the client and -31.43 for the agency"), "{refused}");
    assert_eq!(both(), (3_800, 15_700));
}

#[test]
fn the_check_of_the_ledger_finds_a_reckoning_that_was_not_computed_again() {
    let world = World::new();
    let case = world.case().over(100_000).make();
    paid(&world, case, "400");
    world.key.send_json("PUT", &api(case, "/fees"), &json!({ "collectionFees": 100 })).expect(200);
    paid(&world, case, "700");
    assert_books_agree(&world);
    world.sql.execute("UPDATE reckonings SET principal = principal + 1 WHERE number = 2");
    let found = check(&mut world.db(), |_, _| {}).expect("an answer");
    let wrong: Vec<_> = found.into_iter().filter(|rule| rule.offenders > 0).collect();
    assert_eq!(wrong.len(), 1, "{wrong:?}");
    assert_eq!(wrong[0].rule, "each reckoning begins with what was outstanding then");
    assert_eq!(wrong[0].first, Some(case.to_string()));
}

#[test]
fn a_surplus_is_named_and_confirmed_on_pages() {
    let world = World::new();
    let case = worked(&world);
    let new = page(case, "/payments/new");
    world
        .owner
        .get(&format!("{new}?paymentAmount=18240&paymentRecipient=CollectionPartner"))
        .silent_about("confirmSurplus");
    let preview = format!("{new}?paymentAmount=999999999&paymentRecipient=CollectionPartner");
    world.owner.get(&preview).expect(200).says("Record €999,981,759.00 more than is outstanding");
    let fields = [("paymentAmount", "18250"), ("date", &today(&world)), ("paymentRecipient", "CollectionPartner")];
    let send = |confirmed: bool| {
        let tick = [("confirmSurplus", "true")];
        let all: Vec<(&str, &str)> = fields.into_iter().chain(tick.into_iter().filter(|_| confirmed)).collect();
        world.owner.post_form(&page(case, "/payments"), &all)
    };
    let refused = send(false).expect(422).says("more than what is outstanding. Check the amount");
    refused.says("Record €10.00 more than is outstanding").says("value=\"18250\"");
    assert_eq!(world.sql.number("SELECT COUNT(*) AS value FROM payments"), 0);
    send(true).expect(303);
    assert_eq!(world.sql.number("SELECT overpaid AS value FROM payments"), 1_000);
    // A correction that adds to the surplus has to be confirmed, too; by API it answers with the warning.
    let id = world.sql.texts("SELECT id AS value FROM payments")[0].clone().expect("an id");
    let edit = |amount: &str, confirmed: bool| {
        let mut all = vec![("paymentAmount", amount), ("date", fields[1].1), ("paymentRecipient", "CollectionPartner")];
        all.extend(confirmed.then_some(("confirmSurplus", "true")));
        world.owner.post_form(&page(case, &format!("/payments/{id}?_method=PUT")), &all)
    };
    edit("18260", false).expect(422).says("Record €10.00 more than is outstanding");
    edit("18245", false).expect(303);
    edit("18260", true).expect(303);
    let path = api(case, &format!("/payments/{id}"));
    let answer = world.key.send_json("PUT", &path, &payment(&world, "18300")).expect(200).json();
    assert!(answer["warnings"][0].as_str().is_some_and(|text| text.contains("60.00 EUR more than was")), "{answer}");
    assert_eq!(number(&answer["grossAmount"]), "18300.00");
}

#[test]
fn a_payment_from_before_the_claim_is_warned_about_and_payments_are_listed_by_date() {
    let world = World::new();
    let case = worked(&world);
    world.sql.execute(&format!("UPDATE cases SET claim_date = '2026-03-02' WHERE id = '{case}'"));
    let on = |day: &str| {
        let mut order = payment(&world, "10");
        order["date"] = json!(day);
        world.key.post_json(&api(case, "/payments"), &order).expect(200).json()["warnings"].clone()
    };
    assert_eq!(on("2026-04-01"), json!([]));
    assert_eq!(on("2026-03-02"), json!([]));
    let warned = on("2026-03-01");
    assert_eq!(warned, json!(["The payment is dated before the claim, which is of 2 Mar 2026. Check the date."]));
    on("2026-05-01");
    let list = world.key.get_json(&api(case, "/payments"));
    let days: Vec<&str> = list.as_array().expect("a list").iter().filter_map(|one| one["date"].as_str()).collect();
    let days: Vec<&str> = days.iter().map(|day| &day[..10]).collect();
    assert_eq!(days, ["2026-05-01", "2026-04-01", "2026-03-02", "2026-03-01"]);
    let tab = world.owner.get(&page(case, "?tab=payments")).expect(200).text();
    let places: Vec<usize> = ["1 May 2026", "1 Apr 2026", "2 Mar 2026", "1 Mar 2026"]
        .iter()
        .map(|day| tab.find(day).expect("a day"))
        .collect();
    assert!(places.is_sorted(), "{places:?}");
}
