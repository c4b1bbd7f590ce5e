//! Lists: optimised queries return the same as plain ones.

use partner_portal::domain::case::Lifecycle;
use partner_portal::domain::ids::CaseId;
use serde_json::Value;

use crate::harness::World;

const API: &str = "/api/collection-partner/cases";

fn ids(list: &Value) -> Vec<&str> {
    list["cases"].as_array().expect("cases").iter().map(|case| case["id"].as_str().expect("an id")).collect()
}

/// The ids that a query finds; also checks the total.
#[track_caller]
fn found(world: &World, query: &str) -> Vec<CaseId> {
    let list = world.key.get_json(&format!("{API}?{query}"));
    let ids: Vec<CaseId> = ids(&list).into_iter().map(|id| CaseId::parse(id).expect("an id")).collect();
    assert_eq!(list["page"]["totalResults"], ids.len(), "{query}");
    ids
}

/// Adds cases, each a second older than the one before, with one search word each.
fn multiply(world: &World, id: CaseId, cases: usize, word: &str) {
    let columns = "creditor_id, debtor_id, collection_partner_id, lifecycle, currency, principal, outstanding, is_test, \
         claim_date, due_date, updated_at";
    let numbers = format!("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {cases})");
    let older = "'2020-01-01 0' || (i / 3600) || ':' || (10 + i / 60 % 50) || ':' || (10 + i % 50) || '.000000'";
    let older = match world.sql.url().starts_with("sqlite") {
        true => older.to_owned(),
        false => format!("({older})::timestamp"),
    };
    world.sql.execute(&format!(
        "{numbers} INSERT INTO cases (id, reference, created_at, {columns}) \
         SELECT '0190f3c2-1b2c-7d3e-8f40-' || (100000000000 + i), '' || (10000000 + i), {older}, {columns} \
         FROM cases, n WHERE id = '{id}'"
    ));
    world.sql.execute(&format!(
        "INSERT INTO case_words (collection_partner_id, word, case_id, word_before, lifecycle, is_test, created_at) \
         SELECT collection_partner_id, '{word}', id, '', lifecycle, is_test, created_at FROM cases \
         WHERE id LIKE '0190f3c2-1b2c-7d3e-8f40-1%'"
    ));
}

#[test]
fn a_case_follows_its_debtor_to_another_country() {
    let world = World::new();
    let (id, other) = (world.case().make(), world.case().make());
    assert_eq!(found(&world, "country=DE"), [other, id]);
    assert_eq!(found(&world, "country=FR&kind=Company"), []);
    let moved = format!(
        "UPDATE debtors SET country = 'FR', kind = 'Private' WHERE id = (SELECT debtor_id FROM cases WHERE id = '{id}')"
    );
    world.sql.execute(&moved);
    assert_eq!(found(&world, "country=DE"), [other]);
    assert_eq!(found(&world, "country=fr"), [id]);
    assert_eq!(found(&world, "kind=Private"), [id]);
    world.sql.execute(&format!(
        "UPDATE cases SET debtor_id = (SELECT debtor_id FROM cases WHERE id = '{id}') WHERE id = '{other}'"
    ));
    assert_eq!(found(&world, "country=FR&kind=Private"), [other, id]);
}

#[test]
fn the_words_of_a_search_know_the_state_of_their_case() {
    let world = World::new();
    let id = world.case().against("Öztürk Möbel").make();
    assert_eq!(found(&world, "q=ozturk&statuses=Active"), [id]);
    world.key.post_json(&format!("{API}/{id}/pause"), &serde_json::json!({"reason": "Two weeks."})).expect(200);
    assert_eq!(found(&world, "q=ozturk&statuses=Active"), []);
    assert_eq!(found(&world, "q=ozturk&statuses=Paused,Closed"), [id]);
    assert_eq!(found(&world, "q=ozturk&statuses=PendingVerificationInternal"), []);
}

#[test]
fn a_case_with_several_words_that_begin_alike_is_found_once() {
    let world = World::new();
    let id = world.case().against("Anna Andersen Antiques & Andersen").make();
    world.case().against("Bo Berg").test().make();
    assert_eq!(found(&world, "q=an"), [id]);
    assert_eq!(found(&world, "q=andersen+anna+ant"), [id]);
    assert_eq!(found(&world, "q=anna+berg"), []);
    assert_eq!(found(&world, "q=bo").len(), 0, "test cases are left out");
    assert_eq!(found(&world, "q=bo&tests=only").len(), 1);
    assert_eq!(found(&world, "q=b&tests=also").len(), 2, "Bauer, the contact person, and Bo");
}

#[test]
fn a_word_that_many_cases_have_finds_the_newest_and_counts_exactly_for_systems() {
    let world = World::new();
    let first = world.case().against("Zebra Works").make();
    let second = world.case().against("Quagga & Zebra").make();
    multiply(&world, second, 10_050, "zebra");
    world.owner.get("/partner/cases?q=zebra").says("10,000+").says(first.as_str()).says(second.as_str());
    let list = world.key.get_json(&format!("{API}?q=zebra&pageSize=3"));
    assert_eq!(list["page"]["totalResults"], 10_052);
    assert_eq!(ids(&list)[..2], [second.as_str(), first.as_str()]);
    let deep = world.key.get_json(&format!("{API}?q=zebra&pageSize=100&page=101"));
    assert_eq!(ids(&deep).len(), 52);
    let by_debtor = world.key.get_json(&format!("{API}?q=zebra&country=DE&kind=Company&pageSize=1"));
    assert_eq!(by_debtor["page"]["totalResults"], 10_052);
    assert_eq!(found(&world, "q=zebra+quagga"), [second]);
    assert_eq!(found(&world, "q=zebra+fjord"), [second, first]);
    assert_eq!(found(&world, "q=zebra&statuses=Paused"), []);
    world.owner.get("/partner/cases?country=DE").says("10,000+");
}

#[test]
fn a_tab_of_several_states_is_in_order_whether_it_holds_few_or_many() {
    let world = World::new();
    let mut ended: Vec<CaseId> = [Lifecycle::Closed, Lifecycle::Merged, Lifecycle::Closed, Lifecycle::Merged]
        .into_iter()
        .map(|state| world.case().in_state(state).make())
        .collect();
    ended.reverse();
    assert_eq!(listed(&world, "tab=closed"), ended, "many among few");
    for _ in 0..40 {
        world.case().make();
    }
    assert_eq!(listed(&world, "tab=closed"), ended, "few among many");
    assert_eq!(listed(&world, "tab=closed&pageSize=3&page=2"), ended[3..]);
    assert_eq!(listed(&world, "tab=closed&pageSize=2&sort=DateCreated:desc"), ended[..2]);
    assert_eq!(listed(&world, "tab=quotes"), []);
}

/// The cases on a page, in order.
fn listed(world: &World, query: &str) -> Vec<CaseId> {
    let list = world.key.get_json(&format!("{API}?{query}"));
    ids(&list).into_iter().map(|id| CaseId::parse(id).expect("an id")).collect()
}
