//! The page of the audit trail.

use crate::harness::console::Console;
use crate::harness::{Visitor, World};

const PAGE: &str = "/operator/audit";
const API: &str = "/api/operator/audit";

/// The entries that the operator's system is given.
fn entries(console: &Console, query: &str) -> Vec<serde_json::Value> {
    let list = console.key.get(&format!("{API}?{query}")).expect(200).json();
    list["entries"].as_array().expect("entries").clone()
}

#[test]
fn the_operator_reads_who_did_what_and_narrows_it_down() {
    let world = World::new();
    let console = Console::new(&world);
    let case = world.case().make();
    let note = format!("/partner/cases/{case}/notes");
    world.owner.post_form(&note, &[("description", "Called; nobody there.")]).expect(303);

    let about = entries(&console, &format!("object={}", case));
    let last = about.first().expect("the note");
    assert_eq!(last["objectKind"], "case");
    let (verb, actor) = (last["verb"].as_str().expect("a verb"), last["actorId"].as_str().expect("a person"));
    assert!(about.iter().all(|entry| entry["objectId"] == case.as_str()), "{about:?}");
    console.staff.get(PAGE).expect(200).says(verb).says(last["actorName"].as_str().expect("a name"));

    for (query, name, value) in [(format!("verb={verb}"), "verb", verb), (format!("actor={actor}"), "actorId", actor)] {
        let found = entries(&console, &query);
        assert!(!found.is_empty() && found.iter().all(|entry| entry[name] == value), "{query}: {found:?}");
    }
    assert!(entries(&console, "from=2999-01-01").is_empty());
    assert!(entries(&console, "to=1990-01-01").is_empty());
    console.staff.get(&format!("{PAGE}?verb=NothingLikeIt")).expect(200).says("Nothing was recorded");
}

#[test]
fn pages_of_the_audit_trail_follow_each_other_without_a_gap() {
    let world = World::new();
    let console = Console::new(&world);
    for _ in 0..3 {
        world.case().make();
    }
    let all = entries(&console, "PageSize=200");
    let (mut leafed, mut before) = (Vec::new(), String::new());
    loop {
        let page = console.key.get(&format!("{API}?PageSize=3{before}")).expect(200).json();
        leafed.extend(page["entries"].as_array().expect("entries").clone());
        let Some(next) = page["next"].as_str() else { break };
        before = format!("&before={next}");
    }
    assert_eq!(leafed, all);
    console.key.get(&format!("{API}?before=nothing")).expect(400);
    console.staff.get(&format!("{PAGE}?before=nothing")).expect(422);
    console.key.get(&format!("{API}?from=yesterday")).expect(400);
    console.key.get(&format!("{API}?verb=%00")).expect(400);
    console.staff.get(&format!("{PAGE}?PageSize=3")).expect(200).says("Older");
}

#[test]
fn damaged_details_are_an_error_and_not_an_empty_entry() {
    let world = World::new();
    let console = Console::new(&world);
    world.case().make();
    world.sql.execute("UPDATE audit SET details = 'nonsense'");
    console.key.get(API).expect(500);
}

#[test]
fn nobody_but_the_operator_reads_the_audit_trail() {
    let world = World::new();
    let refused = |who: &Visitor, address: &str, status| {
        who.get(address).expect(status);
    };
    refused(&world.owner, PAGE, 403);
    refused(&world.key, API, 401);
    refused(&world.nobody, API, 401);
}
