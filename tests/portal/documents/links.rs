//! Signed links work for an hour, any number of times, for one document.

use chrono::{Duration, Utc};
use partner_portal::app::signed_link;
use partner_portal::domain::ids::DocumentId;
use partner_portal::secrets::Keyring;

use super::{api, file, pdf};
use crate::harness::World;

/// A link to a document that was made some time ago, as a path.
fn link(world: &World, id: DocumentId, ago: Duration) -> String {
    let config = &world.app.shared.config;
    let link = signed_link(config, id, Utc::now() - ago);
    link.strip_prefix(&config.base_url).expect("a link of ours").to_owned()
}

fn sent(world: &World) -> (DocumentId, Vec<u8>) {
    let (case, bytes) = (world.case().make(), pdf("secret"));
    let made = world.key.upload(&api(case), &[], &[file("secret.pdf", &bytes)]).expect(200).json();
    (DocumentId::parse(made["id"].as_str().expect("an id")).expect("an id"), bytes)
}

#[test]
fn a_link_works_for_an_hour_as_often_as_it_is_followed() {
    let world = World::new();
    let (id, bytes) = sent(&world);
    for minutes in [0, 30, 59] {
        let path = link(&world, id, Duration::minutes(minutes));
        for _ in 0..2 {
            let answer = world.nobody.get(&path).expect(200);
            assert_eq!(answer.body, bytes);
            assert!(answer.header("cache-control").is_some_and(|text| text.contains("no-store")));
        }
    }
    for minutes in [61, 24 * 60] {
        let refused = world.nobody.get(&link(&world, id, Duration::minutes(minutes))).expect(403);
        refused.says("<h1").says("no longer").says("Ask for a fresh one").silent_about("%PDF");
    }
    // People who are signed in also need a valid link, and another agency's key does not make an expired link work.
    world.owner.get(&link(&world, id, Duration::minutes(61))).expect(403);
    world.key.get(&link(&world, id, Duration::minutes(61))).expect(403);
}

#[test]
fn a_link_that_was_changed_is_refused() {
    let world = World::new();
    let (id, _) = sent(&world);
    let (other, _) = sent(&world);
    let good = link(&world, id, Duration::zero());
    let old = link(&world, id, Duration::minutes(90));
    let (start, signature) = good.split_once("signature=").expect("a signature");
    let (place, query) = good.split_once('?').expect("a query");
    let later = (Utc::now() + Duration::days(1)).timestamp();
    let old_signature = old.split_once("signature=").expect("a signature").1;
    let flipped = format!("{}{}", &signature[..63], if signature.ends_with('0') { '1' } else { '0' });
    for wrong in [
        place.to_owned(),
        format!("{start}signature="),
        format!("{start}signature={}", &signature[..62]),
        format!("{start}signature={flipped}"),
        format!("{start}signature={}", "0".repeat(64)),
        format!("{start}signature={old_signature}"),
        format!("{place}?expires={later}&signature={signature}"),
        format!("{place}?expires=-1&signature={signature}"),
        format!("{place}?expires=99999999999999999999&signature={signature}"),
        format!("{place}?signature={signature}"),
        format!("/files/{other}?{query}"),
    ] {
        world.nobody.get(&wrong).expect(403).says("<h1").silent_about("%PDF");
    }
    // The signature may be in upper case.
    world.nobody.get(&format!("{start}signature={}", signature.to_uppercase())).expect(200);
    let unknown = DocumentId::parse("0192d0c0-0000-7000-8000-000000000000").expect("an id");
    world.nobody.get(&link(&world, unknown, Duration::zero())).expect(404).says("<h1");
}

#[test]
fn a_link_of_another_instance_is_refused() {
    let (world, other) = (
        World::new(),
        World::with(|config| {
            config.secrets = Keyring::parse("another secret of 32 characters!").expect("a secret");
        }),
    );
    let (id, _) = sent(&world);
    world.nobody.get(&link(&other, id, Duration::zero())).expect(403);
}
