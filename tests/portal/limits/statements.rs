//! Statements have a time limit on both databases.

use std::time::{Duration, Instant};

use crate::harness::World;

#[test]
fn a_sort_list_of_any_length_costs_nothing() {
    let world = World::new();
    world.case().make();
    let fields = ["Reference", "DateCreated", "DateUpdated", "DueDate", "GrossAmount", "Remainder", "Lifecycle"];
    let long: Vec<&str> = fields.iter().copied().cycle().take(200).collect();
    for sort in [long.join(","), vec!["Reference"; 400].join(",")] {
        let began = Instant::now();
        world.key.get(&format!("/api/collection-partner/cases?sort={sort}")).expect(200);
        world.owner.get(&format!("/partner/cases?sort={sort}")).expect(200);
        assert!(began.elapsed() < Duration::from_secs(2), "{:?}", began.elapsed());
    }
}

#[test]
fn a_search_of_any_length_is_answered() {
    let world = World::new();
    world.case().against("Bauer GmbH").make();
    let words: Vec<String> = (0..2000).map(|number| format!("w{number}")).collect();
    for path in ["/partner/cases?q=", "/partner/balance?q=", "/api/collection-partner/cases?q="] {
        let visitor = if path.starts_with("/api") { &world.key } else { &world.owner };
        visitor.get(&format!("{path}bauer+{}", words.join("+"))).expect(200);
    }
    let ids: Vec<String> = (0..501).map(|number| format!("0190f3c2-1b2c-7d3e-8f40-{number:012}")).collect();
    world.key.get(&format!("/api/collection-partner/cases?ids={}", ids.join(","))).expect(400);
    world.key.get(&format!("/api/collection-partner/cases?ids={}", ids[..500].join(","))).expect(200);
    let states = vec!["Active,active,Paused,PAUSED"; 300].join(",");
    let found = world.key.get_json(&format!("/api/collection-partner/cases?statuses={states}"));
    assert_eq!(found["page"]["totalResults"], 1);
}
