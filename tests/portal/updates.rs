//! Monthly updates: requested, answered with one form, lapsed.

use chrono::{Days, Duration, Months};
use partner_portal::actions::Context;
use partner_portal::actions::updates::open_updates;
use partner_portal::domain::calendar::Moment;
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

fn now(world: &World) -> Moment {
    (world.app.shared.clock)()
}

/// Opens the updates that are due at a moment.
fn open_at(world: &World, at: Moment) -> usize {
    open_updates(&mut world.db(), &Context { now: at, ..world.context() }).expect("opened")
}

/// A case whose first update was just requested, since it was accepted a month ago.
fn asked(world: &World) -> CaseId {
    let case = world.case().make();
    age(world, case, now(world) - Months::new(1) - Duration::hours(1), now(world) - Duration::minutes(5));
    assert_eq!(open_at(world, now(world)), 1);
    case
}

/// Sets when a case was accepted and when its clock is due.
fn age(world: &World, case: CaseId, accepted: Moment, strikes: Moment) {
    let text = |at: Moment| at.format("%Y-%m-%d %H:%M:%S%.6f").to_string();
    world.sql.execute(&format!("UPDATE cases SET started_at = '{}' WHERE id = '{case}'", text(accepted)));
    let set = format!("UPDATE case_update_clocks SET next_at = '{}' WHERE case_id = '{case}'", text(strikes));
    world.sql.execute(&set);
}

fn reply() -> Value {
    json!({
        "activities": ["Telephone", "WrittenNotice"], "summary": "Reached twice; a payment is announced.",
        "recommendation": "StayActive"
    })
}

fn number(world: &World, what: &str) -> i64 {
    world.sql.number(&format!("SELECT count(*) AS value FROM {what}"))
}

fn open_tasks(world: &World, kind: &str) -> i64 {
    number(world, &format!("tasks WHERE kind = '{kind}' AND solved_at IS NULL"))
}

#[test]
fn one_is_asked_for_every_month_while_the_case_is_active() {
    let world = World::new();
    let case = world.case().make();
    world.case().test().make();
    world.case().in_state(Lifecycle::PendingVerification).make();
    let started = now(&world);
    assert_eq!(open_at(&world, started + Days::new(20)), 0);
    let month = |months: u32| started + Months::new(months) + Duration::minutes(1);
    assert_eq!(open_at(&world, month(1)), 1);
    assert_eq!(open_at(&world, month(1)), 0, "once");
    assert_eq!(open_tasks(&world, "CaseSurvey"), 1);
    // A new update ends the previous one. A node that was down for months requests only one.
    assert_eq!(open_at(&world, month(2)), 1);
    assert_eq!((open_tasks(&world, "CaseSurvey"), number(&world, "case_updates WHERE lapsed_at IS NULL")), (1, 1));
    assert_eq!(open_at(&world, month(5)), 1);
    assert_eq!(number(&world, "case_updates"), 3);
    let counted = "SELECT tasks AS value FROM task_counts WHERE kind = 'CaseSurvey'";
    assert_eq!(world.sql.number(counted), 1);
    let list = world.key.get_json(&api(case, "/updates"));
    let states: Vec<&str> = list.as_array().expect("a list").iter().filter_map(|one| one["status"].as_str()).collect();
    assert_eq!(states, ["Open", "Lapsed", "Lapsed"]);
}

#[test]
fn a_clock_that_was_put_up_with_the_table_is_only_wound() {
    let world = World::new();
    let case = world.case().make();
    let accepted = now(&world) - Months::new(2) - Days::new(3);
    age(&world, case, accepted, accepted);
    assert_eq!(open_at(&world, now(&world)), 0);
    assert_eq!(number(&world, "case_updates"), 0);
    assert_eq!(open_at(&world, now(&world) + Days::new(31)), 1);
}

#[test]
fn pausing_and_closing_give_it_up_and_resuming_waits_for_its_day() {
    let world = World::new();
    let (paused, closed) = (asked(&world), asked(&world));
    world.key.post_json(&api(paused, "/pause"), &json!({"reason": "Court"})).expect(200);
    world.key.post_json(&api(closed, "/close"), &json!({"closeCode": "DebtorUntraceable"})).expect(200);
    assert_eq!((open_tasks(&world, "CaseSurvey"), number(&world, "case_updates WHERE lapsed_at IS NULL")), (0, 0));
    assert_eq!(number(&world, "case_update_clocks"), 0);
    assert_eq!(open_at(&world, now(&world) + Days::new(90)), 0);
    world.key.post_json(&api(paused, "/resume"), &json!({})).expect(200);
    assert_eq!(open_at(&world, now(&world)), 0, "this month had its own");
    assert_eq!(open_at(&world, now(&world) + Days::new(32)), 1);
    let refused = world.key.post_json(&api(closed, "/update"), &reply()).expect(400);
    assert!(refused.problems().contains("No update is due"), "{}", refused.text());
}

#[test]
fn an_update_is_told_everywhere_at_once() {
    let world = World::new();
    let case = asked(&world);
    let before = number(&world, "mails");
    let given = world.key.post_json(&api(case, "/update"), &reply()).expect(200).json();
    assert_eq!((&given["status"], given["creditPercent"].to_string()), (&json!("Answered"), "100".to_owned()));
    assert_eq!(given["activities"], json!(["Telephone", "WrittenNotice"]));
    assert_eq!((open_tasks(&world, "CaseSurvey"), number(&world, "mails") - before), (0, 1));
    let told = world.key.get_json(&api(case, "/timeline")).to_string();
    for words in ["Called the debtor", "Sent a written demand", "Update for", "Return a case to Active"] {
        assert!(told.contains(words), "{words} is not in {told}");
    }
    assert_eq!(number(&world, "timeline WHERE kind = 'Activity'"), 2);
    let chat = world.key.get_json(&api(case, "/chats")).to_string();
    assert!(chat.contains("a payment is announced"), "{chat}");
    world.nobody.get(&world.link()).expect(200).says("Reached twice; a payment is announced.");
    // A second answer is refused.
    world.key.post_json(&api(case, "/update"), &reply()).expect(400);
    assert_eq!(number(&world, "timeline WHERE kind = 'UpdateGiven'"), 1);
    let tab = world.owner.get(&page(case, "?tab=updates")).expect(200);
    tab.says("In time").says("Called the debtor").says("API of Nordia Inkasso");
}

#[test]
fn what_comes_late_earns_less() {
    let world = World::new();
    for (hours, credit, words) in [(84, "50", "3.5 days late, 50 % credited"), (400, "0", "0 % credited")] {
        let case = asked(&world);
        let due = (now(&world) - Duration::hours(hours)).format("%Y-%m-%d %H:%M:%S");
        world.sql.execute(&format!("UPDATE case_updates SET due_at = '{due}' WHERE case_id = '{case}'"));
        let given = world.key.post_json(&api(case, "/update"), &reply()).expect(200).json();
        let earned = given["creditPercent"].to_string();
        assert!(earned.starts_with(credit) || earned.starts_with("49.9"), "{earned}");
        world.owner.get(&page(case, "?tab=updates")).expect(200).says(words);
    }
}

#[test]
fn a_payment_is_recorded_with_it_or_nothing_is() {
    let world = World::new();
    let case = asked(&world);
    let yesterday = (now(&world).date_naive() - Days::new(1)).to_string();
    let mut order = reply();
    order["paymentAmount"] = json!("10.005");
    order["date"] = json!(yesterday);
    order["paymentRecipient"] = json!("CollectionPartner");
    assert!(world.key.post_json(&api(case, "/update"), &order).expect(400).problems().contains("paymentAmount"));
    order["paymentAmount"] = json!(250);
    (order["recommendation"], order["closeCode"]) = (json!("Close"), json!("Paid"));
    let refused = world.key.post_json(&api(case, "/update"), &order).expect(400);
    assert!(refused.problems().contains("still outstanding"), "{}", refused.text());
    let untouched = (number(&world, "payments"), number(&world, "timeline WHERE kind = 'Activity'"));
    assert_eq!((untouched, open_tasks(&world, "CaseSurvey")), ((0, 0), 1), "all of it or nothing");
    order["paymentAmount"] = json!(1000);
    let given = world.key.post_json(&api(case, "/update"), &order).expect(200).json();
    assert!(given["paymentId"].is_string(), "{given}");
    let shown = world.key.get_json(&api(case, ""));
    assert_eq!((&shown["lifecycle"], &shown["closeCode"]), (&json!("Closed"), &json!("Paid")));
    let chat = world.key.get_json(&api(case, "/chats")).to_string();
    assert!(chat.contains("The debtor paid 1,000.00 EUR to us"), "{chat}");
}

#[test]
fn a_pause_by_it_gives_somebody_a_task() {
    let world = World::new();
    let pause = |who: &str| {
        let case = asked(&world);
        let mut order = reply();
        (order["recommendation"], order["pauseReason"], order["waitingFor"]) =
            (json!("Pause"), json!("We need the signed order."), json!(who));
        world.key.post_json(&api(case, "/update"), &order).expect(200);
        assert_eq!(world.key.get_json(&api(case, ""))["lifecycle"], "Paused");
        case
    };
    let ours = pause("Agency");
    assert_eq!((open_tasks(&world, "PausedCase"), open_tasks(&world, "ClientInputRequired")), (1, 0));
    world.owner.get("/partner/tasks?kind=PausedCase").expect(200).says("Follow up on the paused case against Bauer");
    world.key.post_json(&api(ours, "/resume"), &json!({})).expect(200);
    assert_eq!(open_tasks(&world, "PausedCase"), 0);
    pause("Client");
    assert_eq!((open_tasks(&world, "PausedCase"), open_tasks(&world, "ClientInputRequired")), (0, 1));
    // Fourteen business days are at least eighteen calendar days.
    let deadline =
        world.sql.texts("SELECT CAST(deadline AS TEXT) AS value FROM tasks WHERE kind = 'ClientInputRequired'");
    let deadline = deadline[0].as_deref().expect("a deadline")[..10].parse::<chrono::NaiveDate>().expect("a day");
    assert!((18..=24).contains(&(deadline - now(&world).date_naive()).num_days()), "{deadline}");
    let subjects = world.sql.texts("SELECT text_body AS value FROM mails ORDER BY created_at DESC, id DESC");
    assert!(subjects[0].as_ref().is_some_and(|text| text.contains("need you to go on")), "{subjects:?}");
    let link = world.link();
    world.nobody.get(&link).expect(200).says("We need the signed order.");
    world.nobody.fill(&link, &[("message", "It is attached now.")]).to();
    assert_eq!((open_tasks(&world, "ClientInputRequired"), open_tasks(&world, "Message")), (0, 1));
}

#[test]
fn what_is_missing_is_named_and_nothing_is_lost() {
    let world = World::new();
    let case = asked(&world);
    let refused = world.key.post_json(&api(case, "/update"), &json!({})).expect(400).problems();
    for field in ["activities", "summary", "recommendation"] {
        assert!(refused.contains(field), "{field}: {refused}");
    }
    for (field, value) in
        [("activities", json!(["Dancing"])), ("recommendation", json!("Wait")), ("summary", json!("x".repeat(4001)))]
    {
        let mut order = reply();
        order[field] = value;
        let refused = world.key.post_json(&api(case, "/update"), &order).expect(400);
        assert!(refused.problems().contains(field), "{field}: {}", refused.text());
    }
    let mut order = reply();
    order["recommendation"] = json!("Pause");
    let refused = world.key.post_json(&api(case, "/update"), &order).expect(400).problems();
    assert!(refused.contains("pauseReason") && refused.contains("waitingFor"), "{refused}");
    order["recommendation"] = json!("Close");
    assert!(world.key.post_json(&api(case, "/update"), &order).expect(400).problems().contains("closeCode"));

    let form = page(case, "/update");
    let day = (now(&world).date_naive() - Days::new(1)).to_string();
    let fields = [
        ("activities", "Visit"),
        ("summary", "Nobody opened the door."),
        ("paymentAmount", "5.000.00"),
        ("date", &day),
        ("paymentRecipient", "CollectionPartner"),
        ("recommendation", "StayActive"),
    ];
    let again = world.owner.fill(&form, &fields).expect(422);
    again.says("Nobody opened the door.").says("value=\"5.000.00\"").says("value=\"Visit\" checked");
    let mut right = fields;
    right[2].1 = "120,50";
    let done = world.owner.fill(&form, &right);
    assert_eq!(done.to(), page(case, "?tab=updates"));
    world.owner.follow(&done).expect(200).says("The creditor has your update for").says("Visited the debtor");
    assert_eq!(world.sql.number("SELECT paid AS value FROM cases WHERE paid > 0"), 12_050);
    world.owner.get(&form).expect(422).says("No update is due");
}

#[test]
fn others_see_and_do_nothing() {
    let world = World::new();
    let case = asked(&world);
    for rest in ["/updates", "/update"] {
        world.rival.get(&page(case, rest)).expect(404);
        assert!(world.nobody.get(&page(case, rest)).to().starts_with("/sign-in"));
    }
    world.rival_key.get(&api(case, "/updates")).expect(404);
    world.rival_key.post_json(&api(case, "/update"), &reply()).expect(404);
    world.nobody.post_json(&api(case, "/update"), &reply()).expect(401);
    world.key.post_json("/api/collection-partner/cases/7/update", &reply()).expect(400);
    let unknown = "/api/collection-partner/cases/0192d0c0-0000-7000-8000-000000000000/update";
    world.key.post_json(unknown, &reply()).expect(404);
    assert_eq!(open_tasks(&world, "CaseSurvey"), 1);
}

#[test]
fn two_nodes_and_two_colleagues_do_it_once() {
    let world = World::new();
    let cases: Vec<CaseId> = (0..5).map(|_| world.case().make()).collect();
    let later = now(&world) + Months::new(1) + Duration::hours(1);
    let opened: usize = std::thread::scope(|scope| {
        let all: Vec<_> = (0..3).map(|_| scope.spawn(|| open_at(&world, later))).collect();
        all.into_iter().map(|one| one.join().expect("opened")).sum()
    });
    assert_eq!((opened, open_tasks(&world, "CaseSurvey")), (5, 5));
    let counted = "SELECT tasks AS value FROM task_counts WHERE kind = 'CaseSurvey'";
    assert_eq!(world.sql.number(counted), 5);
    let statuses: Vec<u16> = std::thread::scope(|scope| {
        let all: Vec<_> =
            (0..3).map(|_| scope.spawn(|| world.key.post_json(&api(cases[0], "/update"), &reply()).status)).collect();
        all.into_iter().map(|one| one.join().expect("an answer")).collect()
    });
    assert_eq!(statuses.iter().filter(|status| **status == 200).count(), 1, "{statuses:?}");
    assert_eq!(number(&world, "timeline WHERE kind = 'UpdateGiven'"), 1);
}
