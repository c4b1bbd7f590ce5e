//! API keys: an agency's on its page, and replacing any key with an overlap.

use partner_portal::actions::people::{Handover, OPERATOR, replace_key};
use partner_portal::domain::actor::{Author, OrganisationKind};

use super::audited;
use crate::harness::console::Console;
use crate::harness::platform::Platform;
use crate::harness::{Visitor, World};

fn shown(page: &str) -> String {
    let at = page.find("<code>").expect("a key") + 6;
    page[at..].split('<').next().unwrap_or_default().to_owned()
}

#[test]
fn a_key_is_shown_once_and_replaces_the_one_before() {
    let world = World::new();
    world.key.get("/api/collection-partner/me").expect(200);
    world.owner.get("/partner/settings/key/replace").expect(200).says("stops working at once");
    let first = shown(&world.owner.fill("/partner/settings/key/replace", &[]).expect(200).text());
    assert!(first.starts_with("pp_") && first.len() == 46, "{first}");
    world.key.get("/api/collection-partner/me").expect(401);
    let system = Visitor::key(&world.app.address, &first);
    system.get("/api/collection-partner/me").expect(200);
    world.owner.get("/partner/settings/key").expect(200).silent_about(&first).says(&first[..8]).says("today");
    let second = shown(&world.owner.post_form("/partner/settings/key", &[]).expect(200).text());
    system.get("/api/collection-partner/me").expect(401);
    Visitor::key(&world.app.address, &second).get("/api/collection-partner/me").expect(200);
    assert_eq!(world.sql.number("SELECT count(*) AS value FROM api_keys WHERE revoked_at IS NULL"), 2, "one an agency");
    let stored = "SELECT count(*) AS value FROM api_keys WHERE key_hash LIKE 'pp_%'";
    assert_eq!(world.sql.number(stored), 0, "only hashes are stored");
    assert_eq!(audited(&world, "KeyReplaced"), 2);
    world.rival_key.get("/api/collection-partner/me").expect(200);
}

#[test]
fn a_revoked_key_is_refused() {
    let world = World::new();
    world.owner.fill("/partner/settings/key/revoke", &[]).to();
    world.key.get("/api/collection-partner/me").expect(401);
    world.owner.get("/partner/settings/key").expect(200).says("Issue a key");
    world.owner.post_form("/partner/settings/key/revoke", &[]).to();
    assert_eq!(audited(&world, "KeyRevoked"), 1);
}

#[test]
fn the_key_is_for_admins() {
    let world = World::new();
    for page in ["/partner/settings/key", "/partner/settings/key/replace", "/partner/settings/key/revoke"] {
        world.colleague.get(page).expect(403);
        assert!(world.nobody.get(page).to().starts_with("/sign-in"));
    }
    world.colleague.post_form("/partner/settings/key", &[]).expect(403);
    world.colleague.post_form("/partner/settings/key/revoke", &[]).expect(403);
    world.colleague.get("/partner/settings/team").expect(200).silent_about("/partner/settings/key");
}

/// Replaces a key in the form, with a day's overlap.
fn overlapped(world: &World) -> String {
    let fields = [("handover", "overlap")];
    shown(&world.owner.fill("/partner/settings/key/replace", &fields).expect(200).text())
}

fn ending(world: &World) -> i64 {
    world.sql.number("SELECT count(*) AS value FROM api_keys WHERE revoked_at > created_at")
}

/// Moves the end of all replaced keys to a minute ago.
fn a_day_later(world: &World) {
    world.sql.execute("UPDATE api_keys SET revoked_at = '2026-01-01 00:00:00' WHERE revoked_at IS NOT NULL");
}

#[test]
fn a_replaced_key_may_work_another_day() {
    let world = World::new();
    let me = "/api/collection-partner/me";
    let page = world.owner.get("/partner/settings/key/replace").expect(200);
    page.says("works for another 24 hours").says("stops working at once");
    let first = overlapped(&world);
    world.key.get(me).expect(200);
    Visitor::key(&world.app.address, &first).get(me).expect(200);
    let page = world.owner.get("/partner/settings/key").expect(200).says("works until").says("Europe/Copenhagen");
    page.says(&first[..8]).silent_about(&first);
    assert_eq!((ending(&world), audited(&world, "KeyReplaced")), (1, 1));
    a_day_later(&world);
    world.key.get(me).expect(401);
    world.owner.get("/partner/settings/key").expect(200).silent_about("works until");
}

#[test]
fn at_most_one_replaced_key_works_and_revoking_ends_both() {
    let world = World::new();
    let me = "/api/collection-partner/me";
    let first = Visitor::key(&world.app.address, &overlapped(&world));
    world.owner.get("/partner/settings/key/replace").expect(200).says("which you replaced before");
    let second = Visitor::key(&world.app.address, &overlapped(&world));
    world.key.get(me).expect(401);
    first.get(me).expect(200);
    second.get(me).expect(200);
    world.owner.fill("/partner/settings/key/revoke", &[]).to();
    first.get(me).expect(401);
    second.get(me).expect(401);
    world.rival_key.get(me).expect(200);
    assert_eq!(audited(&world, "KeyRevoked"), 1);
    // Replacing without an overlap also ends the key that was still working.
    let third = Visitor::key(&world.app.address, &overlapped(&world));
    let fourth = Visitor::key(&world.app.address, &overlapped(&world));
    world.owner.fill("/partner/settings/key/replace", &[("handover", "at-once")]).expect(200);
    third.get(me).expect(401);
    fourth.get(me).expect(401);
}

#[test]
fn the_form_sent_twice_replaces_the_key_once() {
    let world = World::new();
    let page = world.owner.get("/partner/settings/key/replace").expect(200).text();
    let replaces = page.split("name=\"replaces\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
    let fields = [("handover", "overlap"), ("replaces", replaces.expect("which one"))];
    let fresh = shown(&world.owner.post_form("/partner/settings/key", &fields).expect(200).text());
    world.owner.post_form("/partner/settings/key", &fields).expect(422).says("replaced or revoked meanwhile");
    world.key.get("/api/collection-partner/me").expect(200);
    Visitor::key(&world.app.address, &fresh).get("/api/collection-partner/me").expect(200);
    let odd = [("handover", "whenever")];
    world.owner.post_form("/partner/settings/key", &odd).expect(422).says("Choose when the old key stops working");
    assert_eq!(audited(&world, "KeyReplaced"), 1);
}

#[test]
fn keys_of_referral_partners_and_of_the_operator_overlap_as_well() {
    let world = World::new();
    let (platform, console) = (Platform::new(&world, "Ledgerly"), Console::new(&world));
    let owners = [
        (OrganisationKind::ReferralPartner, platform.id.as_str(), "/api/referral/branding", &platform.key),
        (OrganisationKind::Operator, OPERATOR, "/api/operator/prices", &console.key),
    ];
    for (kind, id, path, old) in owners {
        let (by, ctx) = (Author::system(), world.context());
        let fresh = replace_key(&mut world.db(), kind.name(), id, Handover::Overlap, None, &by, &ctx);
        let fresh = Visitor::key(&world.app.address, &fresh.expect("a key"));
        old.get(path).expect(200);
        fresh.get(path).expect(200);
        a_day_later(&world);
        old.get(path).expect(401);
        fresh.get(path).expect(200);
    }
}
