//! The operator's console.

mod agencies;
mod clients;
mod described;
mod invoices;
mod looking;
mod organisations;
mod periods;
mod prices;
mod rates;
mod referrals;
mod transfers;

use partner_portal::domain::case::Lifecycle;

pub use crate::harness::console::Console;
use crate::harness::platform::Platform;
use crate::harness::{FORM, PASSWORD, World};

/// All pages of the console without an id in their address.
const PAGES: [&str; 19] = [
    "/operator",
    "/operator/agencies",
    "/operator/clients",
    "/operator/cases/new",
    "/operator/imports",
    "/operator/coverage",
    "/operator/coverage/gaps",
    "/operator/coverage/try?country=DE&amount=5000",
    "/operator/verification",
    "/operator/referral-partners",
    "/operator/cases",
    "/operator/rates",
    "/operator/invoices",
    "/operator/statements",
    "/operator/statements/clients",
    "/operator/prices",
    "/operator/prices/zones",
    "/operator/prices/carve-outs",
    "/operator/prices/calculator?country=DE&amount=5000",
];

#[test]
fn the_console_is_for_people_of_the_operator() {
    let world = World::new();
    let console = Console::new(&world);
    let platform = Platform::new(&world, "Ledgerly");
    for page in PAGES {
        console.admin.get(page).expect(200).says("astrid Falk").says("Debitura");
        console.staff.get(page).expect(200).says("emil Rosen");
        assert!(world.nobody.get(page).to().starts_with("/sign-in?to=%2Foperator"), "{page}");
        for stranger in [&world.owner, &world.colleague, &platform.admin] {
            stranger.get(page).expect(403).says("for people of the platform");
        }
        let api = format!("/api{page}");
        console.key.get(&api).expect(200).json();
        for stranger in [&world.nobody, &world.key, &platform.key] {
            let problem = stranger.get(&api).expect(401).json();
            assert_eq!(problem["status"], 401, "{api}");
        }
        // A session does not work for the API, and a key not for pages.
        console.admin.get(&api).expect(401);
        assert!(console.key.get(page).to().starts_with("/sign-in"));
    }
    console.admin.get("/operator/nothing-here").expect(404);
    console.key.get("/api/operator/nothing-here").expect(404);
    console.admin.get("/partner/cases").expect(403);
}

#[test]
fn a_key_of_the_operator_that_was_replaced_opens_nothing() {
    let world = World::new();
    let old = Console::new(&world).key;
    old.get("/api/operator").expect(200);
    let ctx = world.context();
    let by = partner_portal::domain::actor::Author::system();
    partner_portal::actions::people::issue_key(&mut world.db(), "operator", "operator", &by, &ctx).expect("a key");
    old.get("/api/operator").expect(401);
}

#[test]
fn whoever_signs_in_at_the_console_comes_back_to_the_page_they_wanted() {
    let world = World::new();
    let console = Console::new(&world);
    console.admin.get("/operator").expect(200);
    let wants = |to: &str| {
        let fields = [("email", "astrid@platform.example"), ("password", PASSWORD), ("to", to)];
        let body = crate::harness::http::urlencoded(&fields);
        world.nobody.elsewhere().send("POST", "/sign-in", &FORM, body.as_bytes()).to()
    };
    assert_eq!(wants("/operator/rates?day=2026-01-02"), "/operator/rates?day=2026-01-02");
    for foreign in ["/partner/cases", "https://example.com", "//example.com/operator/", "/operator//example.com", ""] {
        assert_eq!(wants(foreign), "/operator", "{foreign}");
    }
}

#[test]
fn the_home_shows_what_lies_where() {
    let world = World::new();
    let console = Console::new(&world);
    world.case().in_state(Lifecycle::PendingVerification).make();
    world.case().make();
    world.case().make();
    world.case().in_state(Lifecycle::Closed).make();
    let home = console.key.get_json("/api/operator");
    assert_eq!(home["operator"], "Debitura");
    assert_eq!(home["cases"]["pendingVerification"], 1);
    assert_eq!(home["cases"]["active"], 2);
    assert_eq!(home["cases"]["paused"], 0);
    let agencies = home["agencies"].as_array().expect("agencies");
    assert_eq!(agencies.len(), 2);
    // Sorted by name: Meridian has nothing, Nordia has everything.
    assert_eq!((&agencies[0]["name"], &agencies[0]["cases"]["active"]), (&"Meridian Recovery".into(), &0.into()));
    assert_eq!((&agencies[1]["name"], &agencies[1]["cases"]["active"]), (&"Nordia Inkasso".into(), &2.into()));
    assert_eq!(agencies[1]["openTasks"], 1);
    console.staff.get("/operator").expect(200).says("Nordia Inkasso").says("There are no exchange rates yet");
}
