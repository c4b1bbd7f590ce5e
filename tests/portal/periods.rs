//! Extending the exclusive period by hand.

use chrono::{Days, NaiveDate};
use partner_portal::actions::ActionError;
use partner_portal::actions::cases::extend_by_hand;
use partner_portal::domain::actor::Author;
use partner_portal::domain::case::Lifecycle;
use partner_portal::domain::ids::CaseId;
use partner_portal::domain::period::PeriodProblem;
use partner_portal::domain::refusal::Refusal;
use serde_json::json;

use crate::harness::World;

fn extend(world: &World, case: CaseId, until: NaiveDate) -> Result<(), ActionError> {
    let reason = "The court stayed the proceedings";
    extend_by_hand(&mut world.db(), &Author::system(), case, until, reason, &world.context()).map(drop)
}

fn in_days(world: &World, days: u64) -> NaiveDate {
    (world.app.shared.clock)().date_naive() + Days::new(days)
}

#[test]
fn a_period_is_extended_by_hand_with_a_reason_that_is_shown() {
    let world = World::new();
    let case = world.case().make();
    extend(&world, case, in_days(&world, 500)).expect("extended");
    let api = format!("/api/collection-partner/cases/{case}");
    let period = world.key.get_json(&format!("{api}/exclusive-period"));
    let last = &period["extensions"][0];
    assert_eq!((&last["type"], &last["by"]), (&json!("Manual"), &json!("System")));
    assert_eq!(
        (&last["reason"], &last["newEndDate"]),
        (&json!("The court stayed the proceedings"), &period["currentEndDate"])
    );
    let told = world.key.get_json(&format!("{api}/timeline")).to_string();
    assert!(told.contains("By the platform (The court stayed the proceedings)"), "{told}");
    let page = world.owner.get(&format!("/partner/cases/{case}/exclusive-period")).expect(200);
    // It ends at noon: 500 whole days, plus half a day if it is morning now.
    let left = period["daysRemaining"].as_i64().expect("a number");
    assert!((500..=501).contains(&left), "{period}");
    page.says("By hand").says("The court stayed the proceedings").says(&format!("{left} days left"));
}

#[test]
fn it_only_grows_and_only_while_the_case_is_open() {
    let world = World::new();
    let case = world.case().make();
    let problem = |case, until| match extend(&world, case, until) {
        Err(ActionError::Refused(refusal)) => refusal,
        other => panic!("{other:?}"),
    };
    assert_eq!(problem(case, in_days(&world, 10)), Refusal::Period(PeriodProblem::NotLonger));
    assert_eq!(problem(case, in_days(&world, 9_000)), Refusal::Period(PeriodProblem::TooLong));
    let closed = world.case().in_state(Lifecycle::Closed).make();
    assert!(problem(closed, in_days(&world, 500)).to_string().contains("Closed"));
    world.sql.execute("UPDATE cases SET exclusive_from = NULL, exclusive_until = NULL WHERE lifecycle = 'Active'");
    assert_eq!(problem(case, in_days(&world, 500)), Refusal::Period(PeriodProblem::None));
    assert_eq!(world.sql.number("SELECT count(*) AS value FROM period_extensions"), 0);
    assert!(matches!(
        extend(&world, CaseId::parse("0192d0c0-0000-7000-8000-000000000000").expect("an id"), in_days(&world, 500)),
        Err(ActionError::Store(_))
    ));
}

#[test]
fn a_period_says_where_it_stands() {
    let world = World::new();
    let case = world.case().make();
    let page = |case: CaseId| world.owner.get(&format!("/partner/cases/{case}/exclusive-period")).expect(200);
    page(case).says("days left").says("First six months");
    world
        .sql
        .execute("UPDATE cases SET exclusive_from = '2026-01-01 10:00:00', exclusive_until = '2026-07-01 10:00:00'");
    page(case).says("Expired").says("expired");
    let withdrawn = world.case().in_state(Lifecycle::Closed).make();
    page(withdrawn).says("Terminated").says("ended early").silent_about("Record a promise");
    let none = world.case().in_state(Lifecycle::PendingVerification).make();
    world.owner.get(&format!("/partner/cases/{none}/exclusive-period")).expect(404);
}
