//! Saved views of the list of cases: created, used, replaced, deleted; each person has their own.

use crate::harness::World;

const NEW: &str = "/partner/cases/views/new";

fn views(world: &World) -> i64 {
    world.sql.number("SELECT count(*) AS value FROM saved_filters")
}

fn id_of(world: &World, name: &str) -> String {
    let query = format!("SELECT id AS value FROM saved_filters WHERE name = '{name}'");
    world.sql.texts(&query).remove(0).expect("a view")
}

/// The list's link to save the view, and the query that it would save.
fn offered(world: &World, list: &str) -> (String, String) {
    let page = world.owner.get(list).expect(200).text();
    let at = page.find("href=\"/partner/cases/views/new?").unwrap_or_else(|| panic!("no offer:\n{page}"));
    let link = page[at + 6..].split('"').next().unwrap_or_default().replace("&#38;", "&");
    let query = link.split_once('?').expect("a query").1.to_owned();
    (link, query)
}

/// The links in the list's menu of views.
fn links(page: &str) -> Vec<String> {
    let menu = page.split("id=\"m-views\"").nth(1).and_then(|rest| rest.split("</details>").next()).expect("the menu");
    let all = menu.split("<a href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    all.filter(|link| link.starts_with("/partner/cases?"))
        .map(|link| link.replace("&#38;", "&").replace("&#34;", "\"").replace("&#39;", "'").replace("&#60;", "<"))
        .collect()
}

#[test]
fn a_view_is_made_used_and_forgotten() {
    let world = World::new();
    world.case().against("Bauer GmbH").make();
    world.case().against("Muster AG").make();
    let (offer, query) = offered(&world, "/partner/cases?tab=active&Q=GmbH&sort=Remainder%3Adesc&columns=claim&page=1");
    let done = world.owner.fill(&offer, &[("name", "Bauer, by amount")]);
    assert_eq!(done.to(), format!("/partner/cases?{query}"));
    let page = world.owner.follow(&done).expect(200).says("The view “Bauer, by amount” is kept.").text();
    assert!(page.contains("Forget “Bauer, by amount”"), "the open view can be forgotten:\n{page}");
    let links = links(&world.owner.get("/partner/cases").expect(200).text());
    assert_eq!(links, [format!("/partner/cases?{query}")]);
    world.owner.get(&links[0]).expect(200).says("Bauer GmbH").silent_about("Muster AG");
    let forget = format!("/partner/cases/views/{}?_method=DELETE", id_of(&world, "Bauer, by amount"));
    let gone = world.owner.post_form(&forget, &[]);
    world.owner.follow(&gone).expect(200).says("The view is gone.").silent_about("Bauer, by amount");
    world.owner.post_form(&forget, &[]).expect(404);
    assert_eq!(views(&world), 0);
}

#[test]
fn odd_characters_come_back_as_they_were() {
    let world = World::new();
    world.case().against("R&D #1 \"Ü=\" <b> 100%").make();
    let (offer, query) = offered(&world, "/partner/cases?q=R%26D+%231+%22%C3%9C%3D%22&country=DE%2CAT&tab=all");
    let done = world.owner.fill(&offer, &[("name", "<i>Ü & \"co\"</i>")]);
    assert_eq!(done.to(), format!("/partner/cases?{query}"));
    let page = world.owner.follow(&done).expect(200).says("R&#38;D #1").text();
    assert!(!page.contains("<i>Ü"), "{page}");
    let link = links(&page).remove(0);
    assert_eq!(link, format!("/partner/cases?{query}"));
    let again = world.owner.get(&link).expect(200).says("R&#38;D #1").text();
    assert!(again.contains("Forget"), "the view knows itself again");
}

#[test]
fn a_view_without_a_name_or_with_too_much_in_it_is_refused_and_nothing_is_lost() {
    let world = World::new();
    let page = world.owner.fill(&format!("{NEW}?tab=active&q=chairs"), &[("name", " ")]).expect(422);
    page.says("Give the view a name").says("aria-invalid=\"true\"").says("tab=active&#38;q=chairs");
    world.owner.fill(NEW, &[("name", &"n".repeat(61))]).expect(422).says("60 characters");
    let long = format!("q={}", "x".repeat(2_000));
    world.owner.post_form("/partner/cases/views", &[("name", "Long"), ("query", &long)]).expect(422).says("too many");
    for query in ["tab=all\r\nset-cookie: a=b", "tab=all\n", "q=Ü", "q=a b"] {
        let sent = [("name", "Broken"), ("query", query)];
        world.owner.post_form("/partner/cases/views", &sent).expect(422).says("cannot be kept");
    }
    let sent = [("name", "Broken"), ("query", "q=\u{0}")];
    world.owner.post_form("/partner/cases/views", &sent).expect(422).says("U+0000");
    assert_eq!(views(&world), 0);
}

#[test]
fn the_same_name_is_replaced() {
    let world = World::new();
    world.owner.fill(&format!("{NEW}?tab=active"), &[("name", "Mine")]).to();
    world.owner.fill(&format!("{NEW}?tab=paused"), &[("name", "Mine")]).to();
    world.colleague.fill(&format!("{NEW}?tab=closed"), &[("name", "Mine")]).to();
    let queries = world.sql.texts("SELECT query AS value FROM saved_filters ORDER BY query");
    assert_eq!(queries, [Some("tab=closed".to_owned()), Some("tab=paused".to_owned())]);
}

#[test]
fn a_view_is_its_makers_own() {
    let world = World::new();
    world.owner.fill(&format!("{NEW}?tab=active"), &[("name", "Signe alone")]).to();
    let forget = format!("/partner/cases/views/{}?_method=DELETE", id_of(&world, "Signe alone"));
    for other in [&world.colleague, &world.rival] {
        other.get("/partner/cases?tab=active").expect(200).silent_about("Signe alone");
        other.post_form(&forget, &[]).expect(404);
    }
    assert!(world.nobody.post_form(&forget, &[]).to().starts_with("/sign-in"));
    assert!(world.nobody.get(NEW).to().starts_with("/sign-in"));
    world.owner.post_form("/partner/cases/views/12345?_method=DELETE", &[]).expect(404);
    assert_eq!(views(&world), 1);
}
