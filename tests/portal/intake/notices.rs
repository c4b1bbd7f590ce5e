//! The agency is told of new cases, answers and deadlines, and the operator of what waits: bundled, and by choice.

use chrono::{Duration, NaiveTime};
use partner_portal::actions::Context;
use partner_portal::actions::notices::{note_deadlines, note_summary, send_due};
use serde_json::json;

use super::{QUEUE, Scene};
use crate::harness::World;

/// The context of an action that runs this many minutes later.
fn later(world: &World, minutes: i64) -> Context {
    let ctx = world.context();
    Context { now: ctx.now + Duration::minutes(minutes), ..ctx }
}

/// The subjects of the mails to an address, oldest first.
fn told(world: &World, email: &str) -> Vec<String> {
    let query = format!("SELECT subject AS value FROM mails WHERE to_address = '{email}' ORDER BY created_at, id");
    world.sql.texts(&query).into_iter().flatten().collect()
}

fn approved(scene: &Scene, reference: &str) -> String {
    let mut claim = scene.claim();
    claim["creditorReference"] = json!(reference);
    let id = scene.hand_in(&claim)["id"].as_str().expect("an id").to_owned();
    scene.console.key.post_json(&format!("{QUEUE}/{id}/approve"), &json!({})).expect(200);
    id
}

#[test]
fn news_of_ten_minutes_are_one_mail_to_each_person_who_wants_it() {
    let scene = Scene::signed();
    scene.cover("DE");
    let world = &scene.world;
    let first = approved(&scene, "R-1");
    let send = |minutes| send_due(&mut world.db(), &later(world, minutes)).expect("sent");
    assert_eq!(send(9), 0, "they are collected first");
    approved(&scene, "R-2");
    assert_eq!(send(11), 2);
    assert_eq!(send(30), 0, "and told once");
    for person in ["signe@example.com", "jonas@example.com"] {
        assert_eq!(told(world, person).last().map(String::as_str), Some("2 news on your cases"), "{person}");
    }
    // Jonas wants no mails about new cases; the case of a handler is told to the handler.
    world.colleague.get("/account/mails").expect(200).says("New cases").says("checked");
    world.colleague.post_form("/account/mails", &[("clientMessage", "true"), ("deadlineTomorrow", "true")]).to();
    approved(&scene, "R-3");
    assert_eq!(send(50), 1);
    assert!(told(world, "signe@example.com").last().expect("a mail").starts_with("New case: Müller GmbH"));
    assert_eq!(told(world, "jonas@example.com").iter().filter(|subject| subject.contains("New case")).count(), 0);

    let ask = json!({ "question": "Is there a signed order?" });
    let case = format!("/api/collection-partner/cases/{first}");
    world.key.post_json(&format!("{case}/request-info"), &ask).expect(200);
    world.nobody.fill(&world.link(), &[("message", "Yes, of 3 May.")]).to();
    world.sql.execute(&format!("UPDATE cases SET handler_id = '{}' WHERE id = '{first}'", world.colleague_id));
    assert_eq!(send(80), 1);
    assert!(told(world, "jonas@example.com").last().expect("a mail").starts_with("New message: Müller GmbH"));
    world.owner.get("/account/mails").expect(200).says("Deadlines of tomorrow").silent_about("What waits");
}

#[test]
fn deadlines_are_told_the_day_before_once() {
    let scene = Scene::signed();
    scene.cover("DE");
    let world = &scene.world;
    approved(&scene, "R-1");
    let noon = NaiveTime::from_hms_opt(11, 0, 0).expect("noon");
    let tomorrow = scene.today().succ_opt().expect("a day");
    let deadline = tomorrow.and_time(noon).format("%Y-%m-%d %H:%M:%S");
    world.sql.execute(&format!("UPDATE tasks SET deadline = '{deadline}'"));
    world.sql.execute("DELETE FROM notices");
    let at = |day: chrono::NaiveDate| Context { now: day.and_time(noon).and_utc(), ..world.context() };
    let note = |ctx: &Context| note_deadlines(&mut world.db(), ctx).expect("noted");
    assert_eq!(note(&at(scene.today().pred_opt().expect("a day"))), 0, "two days before");
    assert_eq!(note(&at(scene.today())), 1);
    assert_eq!(note(&at(scene.today())), 0);
    let soon = Context { now: at(scene.today()).now + Duration::minutes(11), ..world.context() };
    assert_eq!(send_due(&mut world.db(), &soon).expect("sent"), 2);
    assert!(told(world, "jonas@example.com").last().expect("a mail").starts_with("Due tomorrow: Müller GmbH"));
}

#[test]
fn the_operator_sees_what_waits_at_home_and_is_told_once_a_day() {
    let scene = Scene::signed();
    let (world, console) = (&scene.world, &scene.console);
    let noon = NaiveTime::from_hms_opt(11, 0, 0).expect("noon");
    let ctx = Context { now: scene.today().and_time(noon).and_utc(), ..world.context() };
    scene.hand_in(&scene.claim());
    let home = console.staff.get("/operator").expect(200);
    home.says("1 case to verify").says("1 case without an agency");
    let note = |ctx: &Context| note_summary(&mut world.db(), ctx).expect("noted");
    let night = Context { now: scene.today().and_time(NaiveTime::MIN).and_utc(), ..world.context() };
    assert_eq!(note(&night), 0, "not in the night");
    assert_eq!((note(&ctx), note(&ctx)), (1, 0));
    console.staff.post_form("/account/mails", &[]).to();
    let soon = Context { now: ctx.now + Duration::minutes(11), ..world.context() };
    assert_eq!(send_due(&mut world.db(), &soon).expect("sent"), 1, "the one who wants it");
    let subjects = world.sql.texts("SELECT subject AS value FROM mails WHERE subject LIKE 'What waits%'");
    assert_eq!(subjects.len(), 1);
    assert!(subjects[0].as_deref().expect("a subject").starts_with("What waits: 1 case to verify"), "{subjects:?}");
    let mut zloty = scene.claim();
    zloty["currencyCode"] = json!("PLN");
    zloty["creditorReference"] = json!("R-9");
    let refused = console.key.post_json(super::CASES, &zloty).expect(503).text();
    assert!(refused.contains("No exchange rate for PLN is known"), "{refused}");
    console.key.post_json(super::CASES, &zloty).expect(503);
    assert_eq!(send_due(&mut world.db(), &later(world, 1440)).expect("sent"), 1);
    let told = world.sql.texts("SELECT subject AS value FROM mails WHERE subject LIKE 'Exchange rate missing%'");
    assert_eq!(told.len(), 1, "once a day, to the one who wants it");
    let next = Context { now: ctx.now + Duration::days(1), ..world.context() };
    assert_eq!(note(&next), 1);
}
