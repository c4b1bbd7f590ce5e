//! Actions on chosen rows of the list: handler, note, export; on all of them or on none.

use partner_portal::actions::people::{NewOperatorOrder, create_operator};
use partner_portal::domain::case::Lifecycle;
use partner_portal::domain::ids::CaseId;

use crate::harness::http::urlencoded;
use crate::harness::visitor::hidden_fields;
use crate::harness::{FORM, PASSWORD, Response, Visitor, World};

const BULK: &str = "/partner/cases/bulk";

/// Sends the chosen cases with an action.
fn send(who: &Visitor, cases: &[CaseId], fields: &[(&str, &str)]) -> Response {
    let mut all = fields.to_vec();
    all.extend(cases.iter().map(|case| ("case", case.as_str())));
    who.post_form(BULK, &all)
}

fn facts(world: &World, kind: &str) -> i64 {
    world.sql.number(&format!("SELECT count(*) AS value FROM timeline WHERE kind = '{kind}'"))
}

fn handlers(world: &World) -> i64 {
    world.sql.number("SELECT count(*) AS value FROM cases WHERE handler_id IS NOT NULL")
}

fn note_of(text: &str) -> [(&str, &str); 3] {
    [("do", "note"), ("confirmed", "true"), ("description", text)]
}

#[test]
fn chosen_cases_get_a_handler() {
    let world = World::new();
    let (a, b) = (world.case().make(), world.case().in_state(Lifecycle::Paused).against("Muster AG").make());
    let form = send(&world.colleague, &[a, b], &[("do", "assign")]).expect(200);
    form.says("<b>2</b> cases").says("Bauer GmbH").says("Muster AG").says("Jonas Berg");
    assert_eq!(handlers(&world), 0, "the form alone does nothing");
    let fields = [("do", "assign"), ("confirmed", "true"), ("assignedUserEmail", "jonas@example.com")];
    let done = send(&world.colleague, &[a, b], &fields);
    world.colleague.follow(&done).expect(200).says("2 cases have the handler you chose.").says("Jonas Berg");
    assert_eq!((handlers(&world), facts(&world, "HandlerAssigned")), (2, 2));
    assert_eq!(world.sql.number("SELECT count(*) AS value FROM audit WHERE verb = 'HandlerAssigned'"), 2);
    // Assigning again changes nothing; a further case is assigned.
    send(&world.colleague, &[a, b], &fields).to();
    assert_eq!(facts(&world, "HandlerAssigned"), 2);
    // No handler is a valid choice.
    send(&world.owner, &[a], &[("do", "assign"), ("confirmed", "true"), ("assignedUserEmail", "")]).to();
    assert_eq!(handlers(&world), 1);
    let fields = [("do", "assign"), ("confirmed", "true"), ("assignedUserEmail", "marta@example.com")];
    let refused = send(&world.owner, &[a, b], &fields).expect(422);
    refused.says("no such colleague").says("aria-invalid=\"true\"").says(a.as_str());
    assert_eq!(handlers(&world), 1);
}

#[test]
fn a_note_is_written_on_all_chosen_cases_or_on_none() {
    let world = World::new();
    let (a, b) = (world.case().make(), world.case().make());
    send(&world.owner, &[a, b], &[("do", "note")]).expect(200).says("name=\"description\"").says(b.as_str());
    let done = send(&world.owner, &[a, b], &note_of("The debtor has moved."));
    world.owner.follow(&done).expect(200).says("The note is on 2 cases.");
    for case in [a, b] {
        world.owner.get(&format!("/partner/cases/{case}")).expect(200).says("The debtor has moved.");
    }
    assert_eq!(facts(&world, "Note"), 2);
    let merged = world.case().in_state(Lifecycle::Merged).make();
    send(&world.owner, &[a, merged], &note_of("To both")).expect(422).says("merged").says("To both").says(a.as_str());
    assert_eq!(facts(&world, "Note"), 2, "all or none");
    let refused = send(&world.owner, &[a, b], &note_of("")).expect(422);
    refused.says("aria-invalid=\"true\"").says(a.as_str()).says(b.as_str());
    send(&world.owner, &[a], &note_of(&"x".repeat(10_001))).expect(422).says("10,000");
}

#[test]
fn the_same_form_twice_and_the_same_case_twice_are_one_note() {
    let world = World::new();
    let case = world.case().make();
    let page = send(&world.owner, &[case], &[("do", "note")]).expect(200).text();
    let once = hidden_fields(&page).into_iter().find(|(name, _)| name == "_once").expect("a key").1;
    let mut fields = note_of("Once").to_vec();
    fields.push(("_once", &once));
    let (first, second) = (send(&world.owner, &[case], &fields), send(&world.owner, &[case], &fields));
    assert_eq!(first.to(), second.to());
    assert_eq!(facts(&world, "Note"), 1);
    let done = send(&world.owner, &[case, case, case], &note_of("Chosen three times"));
    world.owner.follow(&done).expect(200).says("The note is on the case.");
    assert_eq!(facts(&world, "Note"), 2);
}

#[test]
fn chosen_cases_are_exported_whatever_they_are() {
    let world = World::new();
    let (a, b) = (world.case().make(), world.case().in_state(Lifecycle::Closed).test().make());
    let (_, foreign) = (world.case().make(), world.case().of_rival().make());
    let to = send(&world.owner, &[a, b, foreign], &[("do", "export")]).to();
    assert!(to.starts_with("/partner/export?"), "{to}");
    world.owner.get(&to).expect(200).says("2 cases match");
    let csv = world.owner.get(&to.replace("/export?", "/export/cases.csv?")).expect(200);
    assert_eq!(csv.header("x-total-count"), Some("2"));
    assert_eq!(csv.text().lines().count(), 3, "{}", csv.text());
    let zip = world.owner.get(&to.replace("/export?", "/export/documents.zip?")).expect(200);
    assert_eq!(zip.header("x-total-count"), Some("2"));
}

#[test]
fn cases_of_others_are_left_out_and_never_touched() {
    let world = World::new();
    let (ours, theirs) = (world.case().make(), world.case().of_rival().against("Muster AG").make());
    let hidden = world.case().in_state(Lifecycle::PendingVerificationInternal).make();
    let page = send(&world.owner, &[ours, theirs, hidden], &[("do", "note")]).expect(200);
    page.says("<b>1</b> case:").silent_about("Muster AG").silent_about(hidden.as_str());
    send(&world.owner, &[theirs, hidden], &[("do", "note")]).expect(404);
    send(&world.owner, &[ours, theirs], &note_of("Mine")).expect(404).silent_about("Muster AG");
    send(&world.owner, &[hidden], &note_of("Mine")).expect(404);
    let fields = [("do", "assign"), ("confirmed", "true"), ("assignedUserEmail", "jonas@example.com")];
    send(&world.owner, &[ours, theirs], &fields).expect(404);
    assert_eq!((facts(&world, "Note"), handlers(&world)), (0, 0), "all or none");
}

#[test]
fn nobody_a_key_and_people_of_other_organisations_get_nowhere() {
    let world = World::new();
    let case = world.case().make();
    assert!(send(&world.nobody, &[case], &note_of("x")).to().starts_with("/sign-in"));
    let by_key = world.key.send("POST", BULK, &FORM, format!("do=note&confirmed=1&case={case}").as_bytes());
    assert!(matches!(by_key.status, 303 | 403), "{}", by_key.text());
    let order = NewOperatorOrder {
        email: "ada@example.com".to_owned(),
        first_name: "Ada".to_owned(),
        last_name: "Lund".to_owned(),
        password: Some(PASSWORD.to_owned()),
    };
    let ctx = world.context();
    create_operator(&mut world.db(), &order, &ctx).expect("an operator");
    let ada = world.nobody.elsewhere();
    let fields = [("email", "ada@example.com"), ("password", PASSWORD)];
    assert_eq!(ada.send("POST", "/sign-in", &FORM, urlencoded(&fields).as_bytes()).to(), "/operator");
    let page = ada.get("/operator").expect(200).text();
    let token = hidden_fields(&page).into_iter().find(|(name, _)| name == "_token").expect("a token").1;
    let mut fields = note_of("x").to_vec();
    fields.extend([("case", case.as_str()), ("_token", token.as_str())]);
    ada.send("POST", BULK, &FORM, urlencoded(&fields).as_bytes()).expect(403).says("for collection partners");
    assert_eq!(facts(&world, "Note"), 0);
}

#[test]
fn a_choice_that_cannot_be_understood_says_so() {
    let world = World::new();
    let case = world.case().make();
    for verb in ["assign", "note", "export"] {
        send(&world.owner, &[], &[("do", verb)]).expect(422).says("Choose 1 to 100 cases").silent_about("0</b>");
    }
    send(&world.owner, &[], &note_of("x")).expect(422).says("Choose 1 to 100 cases");
    send(&world.owner, &[case], &[("do", "shred")]).expect(422).says("Choose what to do");
    send(&world.owner, &[case], &[]).expect(422).says("Choose what to do");
    world.owner.post_form(BULK, &[("do", "note"), ("case", "12345")]).expect(422).says("Choose 1 to 100 cases");
    let many: Vec<CaseId> = (0..101).map(|_| CaseId::from_uuid(partner_portal::store::fresh_id())).collect();
    send(&world.owner, &many, &[("do", "note")]).expect(422).says("Choose 1 to 100 cases");
    send(&world.owner, &many, &note_of("x")).expect(422).says("Choose 1 to 100 cases");
    // The maximum number of ids is accepted, although these cases do not exist.
    send(&world.owner, &many[..100], &note_of("x")).expect(404);
}
