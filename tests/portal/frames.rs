//! The frame of the pages: start pages, links on error pages, chips of the list.

use partner_portal::domain::case::Lifecycle;

use crate::harness::World;

#[test]
fn the_bare_address_leads_everybody_to_their_own_beginning() {
    let world = World::new();
    assert_eq!(world.nobody.get("/").to(), "/sign-in");
    assert_eq!(world.owner.get("/").to(), "/partner/cases");
    world.owner.get("/account/sessions").expect(200).says("href=\"/partner/cases\">Partner Portal");
}

#[test]
fn an_error_offers_what_its_reader_can_do() {
    let world = World::new();
    world.owner.get("/no/such/page").expect(404).says("Go to your start page");
    // The holder of a link in a mail has no account and no start page.
    for dead in ["/client/dead", "/invitation/dead", "/reset/dead"] {
        let page = world.nobody.get(dead).says("Open the newest mail").silent_about("start page");
        assert!(page.status == 404 || page.status == 410, "{dead} answers {}", page.status);
    }
}

#[test]
fn every_chip_says_what_it_holds_and_is_taken_off_alone() {
    let world = World::new();
    world.case().in_state(Lifecycle::Active).make();
    let off = world.owner.get("/partner/cases").expect(200).says("name=\"country\" value=\"DE\"> Germany");
    off.silent_about("Remove the filter");
    let path = "/partner/cases?country=DE,SE&amountFrom=100&createdFrom=2026-01-05&handler=none&kind=Company";
    let on = world.owner.get(path).expect(200);
    let on = on.says("name=\"country\" value=\"DE\" checked> Germany").says("value=\"SE\" checked> Sweden");
    for words in ["Germany, Sweden", "at least 100", "created from 5 Jan 2026", "no handler", "companies"] {
        let html = on.text();
        let (_, rest) =
            html.split_once(&format!("Remove the filter: {words}")).unwrap_or_else(|| panic!("{words}: {html}"));
        assert!(rest.starts_with('"'), "{words}");
    }
    // Without the country, the other four filters stay.
    world.owner.get("/partner/cases?amountFrom=100&handler=none").says("at least 100").silent_about("Germany, Sweden");
}

#[test]
fn the_api_is_described_for_people_too() {
    let world = World::new();
    let html = world.nobody.get("/docs").expect(200).says("XApiKey").text();
    for api in ["collection-partner", "referral", "operator", "verify"] {
        let address = format!("/api/{api}/openapi.json");
        assert!(html.contains(&address), "{address}");
        let described = world.nobody.get(&address).expect(200).json();
        for path in described.get("paths").and_then(|paths| paths.as_object()).expect("paths").keys() {
            assert!(html.contains(&format!("</b> {path}<")), "{path} is not described");
        }
        // All referenced types are described.
        let schemas = described["components"]["schemas"].as_object().expect("schemas");
        let text = described.to_string();
        for named in text.split("\"#/components/schemas/").skip(1).filter_map(|rest| rest.split('"').next()) {
            assert!(schemas.contains_key(named), "{api}: {named}");
        }
    }
}
