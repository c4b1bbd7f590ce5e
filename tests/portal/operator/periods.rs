//! The operator extends an exclusive period by hand.

use chrono::Days;
use partner_portal::domain::case::Lifecycle;
use partner_portal::domain::ids::CaseId;
use serde_json::json;

use super::Console;
use crate::harness::{FORM, World};

fn page(case: CaseId) -> String {
    format!("/operator/cases/{case}/exclusive-period")
}

fn in_days(world: &World, days: u64) -> String {
    ((world.app.shared.clock)().date_naive() + Days::new(days)).to_string()
}

#[test]
fn a_case_is_found_by_its_reference_and_its_period_extended() {
    let world = World::new();
    let console = Console::new(&world);
    let case = world.case().make();
    let reference = world.sql.texts("SELECT reference AS value FROM cases").remove(0).expect("a reference");
    let found = console.staff.get(&format!("/operator/cases?reference={}", reference.to_lowercase())).expect(200);
    found.says("Bauer GmbH").says("Nordia Inkasso").says(&page(case));
    console.staff.get("/operator/cases?reference=AAAAAAAA").expect(200).says("No case has this reference");
    let until = in_days(&world, 500);
    let shown = console.staff.get(&page(case)).expect(200).says("First six months");
    assert!(shown.text().contains("Extend it by hand"));
    console.staff.fill(&page(case), &[("until", &until), ("reason", " ")]).expect(422).says(&until).says("Say why");
    let done = console.staff.fill(&page(case), &[("until", &until), ("reason", "Stayed by the court")]);
    assert_eq!(done.to(), page(case));
    console.staff.follow(&done).expect(200).says("The exclusive period runs until").says("Stayed by the court");
    // The agency sees who did it and why.
    let theirs = world.key.get_json(&format!("/api/collection-partner/cases/{case}/exclusive-period"));
    let last = &theirs["extensions"][0];
    assert_eq!((&last["type"], &last["reason"]), (&json!("Manual"), &json!("Stayed by the court")));
    assert!(last["by"].as_str().is_some_and(|by| by.contains("Rosen")), "{last}");
    world.owner.get(&format!("/partner/cases/{case}")).expect(200).says("By the platform (Stayed by the court)");
}

#[test]
fn systems_do_the_same_and_are_refused_with_reasons() {
    let world = World::new();
    let console = Console::new(&world);
    let case = world.case().make();
    let api = format!("/api{}", page(case));
    let order = |until: &str| json!({"until": until, "reason": "Agreed with both sides"});
    let answer = console.key.post_json(&api, &order(&in_days(&world, 400))).expect(200).json();
    assert_eq!(answer["extensions"][0]["type"], "Manual");
    for (until, words) in [
        (in_days(&world, 400), "only ever grows"),
        (in_days(&world, 10), "only ever grows"),
        (in_days(&world, 9000), "five years"),
        ("soon".to_owned(), "such as 2027-11-21"),
    ] {
        let refused = console.key.post_json(&api, &order(&until)).expect(400).text();
        assert!(refused.contains(words), "{until}: {refused}");
    }
    let closed = world.case().in_state(Lifecycle::Closed).make();
    let refused = console.key.post_json(&format!("/api{}", page(closed)), &order(&in_days(&world, 500))).expect(400);
    assert!(refused.text().contains("Closed"), "{}", refused.text());
    console.staff.get(&page(closed)).expect(200).silent_about("Extend it by hand");
    assert_eq!(world.sql.number("SELECT count(*) AS value FROM period_extensions"), 1);
}

#[test]
fn nobody_else_extends_one() {
    let world = World::new();
    let console = Console::new(&world);
    let case = world.case().make();
    let order = json!({"until": in_days(&world, 500), "reason": "x"});
    for stranger in [&world.nobody, &world.key, &world.rival_key] {
        stranger.post_json(&format!("/api{}", page(case)), &order).expect(401);
    }
    world.owner.get(&page(case)).expect(403);
    world.owner.post_form(&page(case), &[("until", "2099-01-01"), ("reason", "x")]).expect(403);
    assert!(world.nobody.send("POST", &page(case), &FORM, b"").status >= 300);
    console.key.get("/api/operator/cases/7/exclusive-period").expect(400);
    let unknown = "/operator/cases/0192d0c0-0000-7000-8000-000000000000/exclusive-period";
    console.staff.get(unknown).expect(404);
    console.key.post_json(&format!("/api{unknown}"), &order).expect(404);
    let none = world.case().in_state(Lifecycle::PendingVerification).make();
    console.staff.get(&page(none)).expect(404);
    assert_eq!(world.sql.number("SELECT count(*) AS value FROM period_extensions"), 0);
}
