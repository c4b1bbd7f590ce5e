//! Promises to pay and payment agreements: recorded, fulfilled, broken, ended.

use chrono::{Days, NaiveDate};
use partner_portal::actions::Context;
use partner_portal::actions::plans::watch_plans;
use partner_portal::domain::calendar::add_months;
use partner_portal::domain::case::Lifecycle;
use partner_portal::domain::ids::CaseId;
use serde_json::{Value, json};

use crate::harness::World;

fn api(case: CaseId, rest: &str) -> String {
    format!("/api/collection-partner/cases/{case}{rest}")
}

fn page(case: CaseId, rest: &str) -> String {
    format!("/partner/cases/{case}{rest}")
}

/// Today in the agency's time zone.
fn today(world: &World) -> NaiveDate {
    (world.app.shared.clock)().with_timezone(&chrono_tz::Europe::Copenhagen).date_naive()
}

fn agreement(world: &World) -> Value {
    json!({
        "amount": 1000, "firstDate": (today(world) + Days::new(10)).to_string(), "interval": "Month", "instalments": 3,
        "note": "By telephone"
    })
}

fn promise(world: &World, amount: i64, days: u64) -> Value {
    json!({"amount": amount, "date": (today(world) + Days::new(days)).to_string()})
}

fn pay(world: &World, case: CaseId, amount: &str) {
    let amount: Value = serde_json::from_str(amount).expect("a number");
    let day = (today(world) - Days::new(1)).to_string();
    let order = json!({"date": day, "paymentAmount": amount, "paymentRecipient": "CollectionPartner"});
    world.key.post_json(&api(case, "/payments"), &order).expect(200);
}

/// The newest plan of a case as JSON.
fn newest(world: &World, case: CaseId) -> Value {
    world.key.get_json(&api(case, "/plans"))[0].clone()
}

/// Moves all plans of this world some days into the past.
fn age(world: &World, days: u64) {
    for (table, column) in [("instalments", "due_on"), ("plans", "watch_on")] {
        let dates = world.sql.texts(&format!(
            "SELECT DISTINCT CAST({column} AS TEXT) AS value FROM {table} WHERE {column} IS NOT NULL ORDER BY 1"
        ));
        for date in dates.into_iter().flatten() {
            let day: NaiveDate = date.parse().expect("a day");
            let earlier = day - Days::new(days);
            world.sql.execute(&format!("UPDATE {table} SET {column} = '{earlier}' WHERE {column} = '{day}'"));
        }
    }
}

fn overdue_tasks(world: &World) -> i64 {
    world.sql.number("SELECT count(*) AS value FROM tasks WHERE kind = 'PaymentOverdue' AND solved_at IS NULL")
}

fn watch(world: &World) -> usize {
    let noon = today(world).and_hms_opt(12, 30, 0).expect("a moment").and_utc();
    watch_plans(&mut world.db(), &Context { now: noon, ..world.context() }).expect("watched")
}

/// A message of the client; returns its id.
fn message(world: &World, case: CaseId) -> String {
    world
        .key
        .post_json(&api(case, "/chats"), &json!({"message": "20 % off?", "userEmail": "jonas@example.com"}))
        .expect(200);
    world.nobody.fill(&world.link(), &[("message", "Yes, we accept the discount.")]).to();
    let query = "SELECT id AS value FROM messages WHERE role = 'Creditor' ORDER BY created_at DESC, id DESC";
    world.sql.texts(query).remove(0).expect("an id")
}

#[test]
fn an_agreement_is_kept_and_says_so() {
    let world = World::new();
    let case = world.case().make();
    let made = world.key.post_json(&api(case, "/agreements"), &agreement(&world)).expect(200).json();
    assert_eq!((&made["type"], &made["status"]), (&json!("Agreement"), &json!("Running")));
    let amounts: Vec<String> =
        made["instalments"].as_array().expect("a list").iter().map(|one| one["amount"].to_string()).collect();
    assert_eq!(amounts, ["333.33", "333.33", "333.34"]);
    assert_eq!(made["instalments"][1]["dueDate"], add_months(today(&world) + Days::new(10), 1).to_string());
    let told = world.key.get_json(&api(case, "/timeline")).to_string();
    assert!(told.contains("Payment agreement over 1,000.00 EUR") && told.contains("the last of 333.34 EUR"), "{told}");
    assert_eq!(world.sql.number("SELECT count(*) AS value FROM audit WHERE verb = 'AgreementRecorded'"), 1);
    pay(&world, case, "333.33");
    pay(&world, case, "400");
    let now = newest(&world, case);
    let states: Vec<&str> =
        now["instalments"].as_array().expect("a list").iter().filter_map(|one| one["status"].as_str()).collect();
    assert_eq!(states, ["Met", "Met", "Upcoming"]);
    assert_eq!((now["paidAmount"].to_string(), &now["status"]), ("733.33".to_owned(), &json!("Running")));
    pay(&world, case, "266.67");
    let now = newest(&world, case);
    assert_eq!((&now["status"], now["fulfilledAt"].is_string()), (&json!("Fulfilled"), true), "{now}");
    let told = world.key.get_json(&api(case, "/timeline")).to_string();
    assert!(told.contains("Payment agreement kept"), "{told}");
    world.owner.get(&page(case, "?tab=plan")).expect(200).says("Fulfilled").says("kept on");
}

#[test]
fn the_exclusive_period_grows_with_promises_and_agreements() {
    let world = World::new();
    let case = world.case().make();
    let before = world.key.get_json(&api(case, "/exclusive-period"));
    world.key.post_json(&api(case, "/promises"), &promise(&world, 100, 5)).expect(200);
    let after = world.key.get_json(&api(case, "/exclusive-period"));
    assert_eq!(after["extensions"][0]["type"], "PromiseToPay");
    assert_eq!(after["extensions"][0]["by"], "API of Nordia Inkasso");
    assert!(after["currentEndDate"].as_str() > before["currentEndDate"].as_str(), "{before} {after}");
    // Right afterwards a second one adds almost nothing: the period ends twelve months after the event.
    let mut second = agreement(&world);
    second["replaceReason"] = json!("Instalments instead");
    world.key.post_json(&api(case, "/agreements"), &second).expect(200);
    let last = world.key.get_json(&api(case, "/exclusive-period"));
    assert!(last["daysRemaining"].as_i64().is_some_and(|days| (364..=367).contains(&days)), "{last}");
    let shown = world.owner.get(&page(case, "/exclusive-period")).expect(200);
    shown.says("Promise to pay").says("API of Nordia Inkasso").says("<svg class=\"period\"").says("Record a promise");
}

#[test]
fn what_is_late_is_a_task_until_it_is_paid() {
    let world = World::new();
    let case = world.case().make();
    world.key.post_json(&api(case, "/agreements"), &agreement(&world)).expect(200);
    watch(&world);
    assert_eq!(overdue_tasks(&world), 0);
    age(&world, 13);
    watch(&world);
    assert_eq!((overdue_tasks(&world), newest(&world, case)["status"].clone()), (0, json!("Running")), "within grace");
    age(&world, 1);
    assert_eq!(watch(&world), 1);
    assert_eq!(watch(&world), 0, "once");
    assert_eq!(overdue_tasks(&world), 1);
    let now = newest(&world, case);
    assert_eq!((&now["status"], now["overdueAmount"].to_string()), (&json!("Overdue"), "333.33".to_owned()));
    let told = world.key.get_json(&api(case, "/timeline")).to_string();
    assert_eq!(told.matches("Payment of 333.33 EUR is overdue").count(), 1, "{told}");
    let tasks = world.owner.get("/partner/tasks?kind=PaymentOverdue").expect(200);
    tasks.says("Ask for what is overdue from Bauer GmbH").says(&page(case, "?tab=plan"));
    world.owner.get(&page(case, "?tab=plan")).expect(200).says("€333.33 is overdue.");
    age(&world, 11);
    assert_eq!(newest(&world, case)["status"], "Broken");
    world.owner.get(&page(case, "?tab=plan")).expect(200).says("has broken the payment agreement");
    pay(&world, case, "333.33");
    assert_eq!((overdue_tasks(&world), newest(&world, case)["status"].clone()), (0, json!("Running")));
    let counted = "SELECT tasks AS value FROM task_counts WHERE kind = 'PaymentOverdue'";
    assert_eq!(world.sql.number(counted), 0);
    // The payment is deleted, so the instalment is overdue again.
    let list = world.key.get_json(&api(case, "/payments"));
    let path = api(case, &format!("/payments/{}", list[0]["id"].as_str().expect("an id")));
    world.key.send("DELETE", &path, &[], b"").expect(204);
    assert_eq!(overdue_tasks(&world), 1);
    let code = json!({"closeCode": "DebtorUntraceable"});
    world.key.post_json(&api(case, "/close"), &code).expect(200);
    assert_eq!(overdue_tasks(&world), 0);
    age(&world, 40);
    watch(&world);
    assert_eq!(overdue_tasks(&world), 0, "a closed case is left alone");
}

#[test]
fn a_promise_that_is_kept_late_is_kept() {
    let world = World::new();
    let case = world.case().make();
    world.key.post_json(&api(case, "/promises"), &promise(&world, 400, 5)).expect(200);
    age(&world, 9);
    watch(&world);
    assert_eq!(overdue_tasks(&world), 1);
    pay(&world, case, "400");
    assert_eq!((overdue_tasks(&world), newest(&world, case)["status"].clone()), (0, json!("Fulfilled")));
    // A fulfilled plan is replaced without a question.
    world.key.post_json(&api(case, "/promises"), &promise(&world, 100, 5)).expect(200);
    let all = world.key.get_json(&api(case, "/plans"));
    assert_eq!((&all[0]["status"], &all[1]["status"]), (&json!("Running"), &json!("Fulfilled")));
}

#[test]
fn a_discount_needs_the_clients_word_in_the_conversation() {
    let world = World::new();
    let case = world.case().make();
    let mut order = agreement(&world);
    order["amount"] = json!(800);
    let refused = world.key.post_json(&api(case, "/agreements"), &order).expect(400);
    assert!(refused.problems().contains("must have approved the discount"), "{}", refused.text());
    let bytes = crate::documents::pdf("approval");
    let file = crate::harness::Upload { field: "File", name: "Approval.pdf", kind: "application/pdf", bytes: &bytes };
    let filed = world.key.upload(&api(case, "/files"), &[], &[file]).expect(200).json();
    order["approval"] = filed["id"].clone();
    let refused = world.key.post_json(&api(case, "/agreements"), &order).expect(400);
    assert!(refused.problems().contains("approved the discount"), "a filed paper is not the client's word");
    let id = message(&world, case);
    let ours = "SELECT id AS value FROM messages WHERE role = 'Partner' ORDER BY created_at DESC";
    order["approval"] = json!(world.sql.texts(ours).remove(0));
    assert!(world.key.post_json(&api(case, "/agreements"), &order).expect(400).problems().contains("from the client"));
    let other = world.case().make();
    order["approval"] = json!(id);
    assert!(world.key.post_json(&api(other, "/agreements"), &order).expect(400).problems().contains("no such message"));
    let made = world.key.post_json(&api(case, "/agreements"), &order).expect(200).json();
    assert_eq!((&made["approvalMessageId"], made["waivedAmount"].to_string()), (&json!(id), "200.00".to_owned()));
    let told = world.key.get_json(&api(case, "/timeline")).to_string();
    assert!(told.contains("200.00 EUR of what is owed is waived") && told.contains("Approved by the client"), "{told}");
    pay(&world, case, "800");
    // The fee is taken on what is paid: 9.5 % of 800.
    assert_eq!(world.sql.number("SELECT payout_partner AS value FROM payments"), 7_600);
    let shown = world.owner.get(&page(case, "?tab=plan")).expect(200);
    shown
        .says("Everything agreed on is paid.")
        .says("€200.00 is still outstanding")
        .says("close?closeCode=PartiallyPaid");
    let form = world.owner.get(&page(case, "/close?closeCode=PartiallyPaid")).expect(200);
    form.says("<option value=\"PartiallyPaid\" selected");
    world.key.post_json(&api(case, "/close"), &json!({"closeCode": "PartiallyPaid"})).expect(200);
}

#[test]
fn longer_than_six_months_needs_approval() {
    let world = World::new();
    let case = world.case().make();
    let mut order = agreement(&world);
    order["firstDate"] = json!(today(&world).to_string());
    order["instalments"] = json!(7);
    world.key.post_json(&api(case, "/agreements"), &order).expect(200);
    order["instalments"] = json!(8);
    order["replaceReason"] = json!("They need another month");
    let refused = world.key.post_json(&api(case, "/agreements"), &order).expect(400);
    assert!(refused.problems().contains("longer than six months"), "{}", refused.text());
    assert_eq!(world.key.get_json(&api(case, "/plans")).as_array().map(Vec::len), Some(1), "nothing half-done");
    let bytes = crate::documents::pdf("approval");
    let file = crate::harness::Upload { field: "File", name: "Approval.pdf", kind: "application/pdf", bytes: &bytes };
    order["approval"] = world.key.upload(&api(case, "/files"), &[], &[file]).expect(200).json()["id"].clone();
    let made = world.key.post_json(&api(case, "/agreements"), &order).expect(200).json();
    assert_eq!(made["approvalDocumentId"], order["approval"]);
    let far = promise(&world, 100, 190);
    let refused = world.key.post_json(&api(case, "/promises"), &far).expect(400);
    assert!(refused.problems().contains("within six months"), "{}", refused.text());
}

#[test]
fn one_gives_way_to_another_for_a_reason_only() {
    let world = World::new();
    let case = world.case().make();
    world.key.post_json(&api(case, "/promises"), &promise(&world, 500, 3)).expect(200);
    let mut order = agreement(&world);
    let refused = world.key.post_json(&api(case, "/agreements"), &order).expect(400);
    assert!(refused.problems().contains("replaceReason"), "{}", refused.text());
    order["replaceReason"] = json!("They cannot pay at once");
    world.key.post_json(&api(case, "/agreements"), &order).expect(200);
    let all = world.key.get_json(&api(case, "/plans"));
    assert_eq!((&all[1]["status"], &all[1]["endReason"]), (&json!("Ended"), &json!("They cannot pay at once")));
    let told = world.key.get_json(&api(case, "/timeline")).to_string();
    assert!(told.contains("Promise to pay replaced"), "{told}");
    let id = all[0]["id"].as_str().expect("an id").to_owned();
    let end = api(case, &format!("/plans/{id}/end"));
    assert!(world.key.post_json(&end, &json!({})).expect(400).problems().contains("reason"));
    let ended = world.key.post_json(&end, &json!({"reason": "The debtor withdrew"})).expect(200).json();
    assert_eq!(ended["status"], "Ended");
    world.key.post_json(&end, &json!({"reason": "Again"})).expect(200);
    assert_eq!(newest(&world, case)["endReason"], "The debtor withdrew", "twice is once");
    assert_eq!(world.sql.number("SELECT count(*) AS value FROM timeline WHERE kind = 'PlanEnded'"), 2);
    // A later payment does not count for it.
    pay(&world, case, "500");
    assert_eq!(newest(&world, case)["paidAmount"].to_string(), "0.00");
}

#[test]
fn wrong_fields_are_named() {
    let world = World::new();
    let case = world.case().make();
    let refused = world.key.post_json(&api(case, "/promises"), &json!({})).expect(400).problems();
    assert!(refused.contains("amount") && refused.contains("date"), "{refused}");
    let refused = world.key.post_json(&api(case, "/agreements"), &json!({})).expect(400).problems();
    assert!(refused.contains("amount") && refused.contains("firstDate"), "{refused}");
    for (field, value) in [
        ("amount", json!(0)),
        ("amount", json!(-1)),
        ("amount", json!("10.005")),
        ("amount", json!("1000.01")),
        ("firstDate", json!("tomorrow")),
        ("firstDate", json!((today(&world) - Days::new(1)).to_string())),
        ("interval", json!("Year")),
        ("instalments", json!("many")),
        ("instalments", json!(0)),
        ("instalments", json!(121)),
        ("instalments", Value::Null),
        ("agreedOn", json!((today(&world) + Days::new(1)).to_string())),
        ("agreedOn", json!((today(&world) - Days::new(1)).to_string())),
        ("approval", json!("7")),
        ("note", json!("x".repeat(2001))),
    ] {
        let mut order = agreement(&world);
        order[field] = value.clone();
        let refused = world.key.post_json(&api(case, "/agreements"), &order).expect(400);
        assert!(refused.problems().contains(field), "{field} {value}: {}", refused.text());
    }
    let mut both = agreement(&world);
    both["instalmentAmount"] = json!(100);
    assert!(world.key.post_json(&api(case, "/agreements"), &both).expect(400).problems().contains("either how many"));
    assert_eq!(world.sql.number("SELECT count(*) AS value FROM plans"), 0);
}

#[test]
fn others_see_and_do_nothing() {
    let world = World::new();
    let case = world.case().make();
    let made = world.key.post_json(&api(case, "/promises"), &promise(&world, 100, 5)).expect(200).json();
    let end = format!("/plans/{}/end", made["id"].as_str().expect("an id"));
    world.rival_key.get(&api(case, "/plans")).expect(404);
    world.nobody.get(&api(case, "/plans")).expect(401);
    world.rival_key.post_json(&api(case, "/promises"), &promise(&world, 100, 5)).expect(404);
    world.rival_key.post_json(&api(case, "/agreements"), &agreement(&world)).expect(404);
    world.rival_key.post_json(&api(case, &end), &json!({"reason": "x"})).expect(404);
    let other = world.case().make();
    world.key.post_json(&api(other, &end), &json!({"reason": "x"})).expect(404);
    world.key.post_json(&api(case, "/plans/7/end"), &json!({"reason": "x"})).expect(400);
    world.key.get("/api/collection-partner/cases/7/plans").expect(400);
    for rest in ["/plans", "/promises/new", "/agreements/new", &end] {
        world.rival.get(&page(case, rest)).expect(404);
        assert!(world.nobody.get(&page(case, rest)).to().starts_with("/sign-in"));
    }
}

#[test]
fn another_state_is_refused_with_its_reason() {
    let world = World::new();
    for state in [Lifecycle::PendingVerification, Lifecycle::NeedsAdditionalDetails, Lifecycle::Closed] {
        let case = world.case().in_state(state).make();
        let refused = world.key.post_json(&api(case, "/promises"), &promise(&world, 1, 1)).expect(400);
        assert!(refused.problems().contains("record a promise"), "{}", refused.text());
        world.owner.get(&page(case, "/agreements/new")).expect(422);
        world.owner.get(&page(case, "?tab=plan")).expect(200).silent_about("Record a promise");
    }
    let paid = world.case().make();
    pay(&world, paid, "1000");
    let refused = world.key.post_json(&api(paid, "/promises"), &promise(&world, 1, 1)).expect(400);
    assert!(refused.problems().contains("Nothing is outstanding"), "{}", refused.text());
    let paused = world.case().in_state(Lifecycle::Paused).make();
    world.key.post_json(&api(paused, "/promises"), &promise(&world, 1, 1)).expect(200);
}

#[test]
fn the_form_shows_the_schedule_before_it_records() {
    let world = World::new();
    let case = world.case().make();
    let new = page(case, "/agreements/new");
    world.owner.get(&new).expect(200).says("6 instalments, together €1,000.00").says("Extends the exclusive period");
    let first = (today(&world) + Days::new(10)).to_string();
    let asked = format!("{new}?amount=800&firstDate={first}&interval=Week&instalmentAmount=300");
    let preview = world.owner.get(&asked).expect(200).says("€300.00").says("€200.00").says("The client waives €200.00");
    preview.says("must have approved that in the conversation");
    let fields = [("amount", "800"), ("firstDate", &first), ("interval", "Week"), ("instalments", "")];
    let mut all = fields.to_vec();
    all.push(("instalmentAmount", "300"));
    let again = world.owner.fill(&new, &all).expect(422).says("value=\"800\"").says("id=\"approval\"");
    assert!(again.text().contains("approved the discount"));
    all[0].1 = "1.000,00";
    let done = world.owner.fill(&new, &all);
    assert_eq!(done.to(), page(case, "?tab=plan"));
    world.owner.follow(&done).expect(200).says("The agreement over €1,000.00 is recorded.").says("€100.00");
    let promise = world.owner.get(&page(case, "/promises/new")).expect(200);
    promise.says("runs on this case. This one takes its place.");
    let plan = newest(&world, case)["id"].as_str().expect("an id").to_owned();
    let end = page(case, &format!("/plans/{plan}/end"));
    world.owner.fill(&end, &[("reason", " ")]).expect(422).says("Say why it ends.");
    let done = world.owner.fill(&end, &[("reason", "Superseded by a court order")]);
    world.owner.follow(&done).expect(200).says("The payment agreement is ended.").says("Superseded by a court order");
    world.owner.get(&end).expect(422).says("over already");
}

#[test]
fn two_at_once_are_one() {
    let world = World::new();
    let case = world.case().make();
    let order = promise(&world, 100, 5);
    let statuses: Vec<u16> = std::thread::scope(|scope| {
        let all: Vec<_> =
            (0..4).map(|_| scope.spawn(|| world.key.post_json(&api(case, "/promises"), &order).status)).collect();
        all.into_iter().map(|one| one.join().expect("an answer")).collect()
    });
    assert_eq!(statuses.iter().filter(|status| **status == 200).count(), 1, "{statuses:?}");
    assert_eq!(world.sql.number("SELECT count(*) AS value FROM plans"), 1);
    let headers = [("content-type", "application/json"), ("idempotency-key", "one")];
    let mut again = promise(&world, 50, 5);
    again["replaceReason"] = json!("Less after all");
    let body = again.to_string();
    let first = world.key.send("POST", &api(case, "/promises"), &headers, body.as_bytes()).expect(200).text();
    let second = world.key.send("POST", &api(case, "/promises"), &headers, body.as_bytes()).expect(200).text();
    assert_eq!(first, second);
    assert_eq!(world.sql.number("SELECT count(*) AS value FROM plans"), 2);
}
