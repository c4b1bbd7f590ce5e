//! The agency's one API key.

use super::audited;
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
