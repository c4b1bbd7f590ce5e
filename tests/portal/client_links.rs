//! Links in mails to creditors: they expire, become read-only, can be revoked and renewed.

use partner_portal::domain::case::Lifecycle;
use partner_portal::domain::ids::CaseId;
use partner_portal::store::secret_hash;

use crate::documents::{blobs, facts, file, page as documents_page, pdf};
use crate::harness::World;
use crate::harness::console::Console;
use crate::people::{audited, mail_to, mails_to};

const METTE: &str = "mette@fjord.example";

/// A case in a state, with a message to its creditor; returns the link from the mail.
fn written(world: &World, state: Lifecycle) -> (CaseId, String) {
    let case = world.case().in_state(state).make();
    world.owner.post_form(&format!("/partner/cases/{case}/chats"), &[("message", "How are you?")]).expect(303);
    (case, world.link())
}

fn make_old(world: &World) {
    world.sql.execute("UPDATE client_links SET created_at = '2026-01-01 00:00:00'");
}

#[test]
fn a_link_ends_after_ninety_days_and_a_new_one_goes_to_the_same_address() {
    let world = World::new();
    let (_, link) = written(&world, Lifecycle::Active);
    world.nobody.get(&link).expect(200).says("How are you?").silent_about("links work for an hour");
    // A link that still works is not renewed.
    let mails = mails_to(&world, METTE);
    world.nobody.post_form(&format!("{link}/renew"), &[]).expect(200).says("Check your mail");
    assert_eq!(mails_to(&world, METTE), mails);
    make_old(&world);
    let gone = world.nobody.get(&link).expect(410);
    gone.says("90 days").says("Send me a new link").silent_about("How are you?").silent_about("Bauer");
    let bytes = pdf("late");
    let late = world.nobody.upload(&link, &[("message", "What I wrote")], &[file("late.pdf", &bytes)]).expect(410);
    late.says("What I wrote").says("was not sent");
    assert_eq!(blobs(&world), 0, "nothing of it is kept");

    // The contact has changed, but the new link goes to the address of the old one.
    world.sql.execute("UPDATE creditors SET contact_email = 'new@fjord.example'");
    let renew = || world.nobody.post_form(&format!("{link}/renew"), &[]).expect(200).says("Check your mail");
    let asked = renew();
    asked.silent_about(METTE);
    assert_eq!((mails_to(&world, METTE), mails_to(&world, "new@fjord.example")), (mails + 1, 0));
    assert_eq!(audited(&world, "ClientLinkRenewed"), 1);
    let fresh = crate::people::link(&mail_to(&world, METTE), "/client/");
    assert_ne!(fresh, link);
    world.nobody.get(&fresh).expect(200).says("How are you?");
    world.nobody.get(&link).expect(410);
    // Renewals are limited; the answer stays the same.
    for _ in 0..5 {
        renew();
    }
    assert_eq!(mails_to(&world, METTE), mails + 3);
}

#[test]
fn a_closed_case_is_read_and_not_answered() {
    let world = World::new();
    let (case, link) = written(&world, Lifecycle::Closed);
    world.nobody.get(&link).expect(200).says("This case is closed.").silent_about("Send to Nordia");
    let bytes = pdf("late");
    let refused = world.nobody.upload(&link, &[("message", "Just one thing")], &[file("late.pdf", &bytes)]);
    refused.expect(422).says("This case is closed, so nothing can be sent").says("Just one thing");
    assert_eq!((facts(&world, case, "DocumentAdded"), blobs(&world)), (0, 0));
    let told = world.sql.number("SELECT COUNT(*) AS value FROM messages WHERE body = 'Just one thing'");
    assert_eq!(told, 0);
}

#[test]
fn an_agency_revokes_the_links_of_a_case() {
    let world = World::new();
    let (case, link) = written(&world, Lifecycle::Active);
    let (_, other) = written(&world, Lifecycle::Active);
    let at = format!("/partner/cases/{case}/client-links");
    world.rival.get(&at).expect(404);
    world.rival.post_form(&at, &[]).expect(404);
    world.owner.get(&format!("/partner/cases/{case}")).expect(200).says("client-links");
    world.owner.get(&at).expect(200).says(METTE).says("works until").says("Links that still work: 2.");
    assert_eq!(world.owner.fill(&at, &[]).expect(303).to(), format!("/partner/cases/{case}"));
    world.nobody.get(&link).expect(410).says("revoked");
    world.nobody.get(&other).expect(200);
    assert_eq!((facts(&world, case, "LinksRevoked"), audited(&world, "LinksRevoked")), (1, 1));
    world.owner.get(&format!("/partner/cases/{case}")).expect(200).says("links were revoked");
    let api = format!("/api/collection-partner/cases/{case}/client-links");
    assert!(world.key.get_json(&api)[0]["revokedAt"].is_string());
    world.rival_key.get(&api).expect(404);
    // Revoking twice changes nothing.
    world.owner.post_form(&at, &[]).expect(303);
    assert_eq!(audited(&world, "LinksRevoked"), 1);

    // Only the agency and the operator may do it.
    world.owner.post_form(&format!("/partner/cases/{case}/chats"), &[("message", "Again")]).expect(303);
    let fresh = world.link();
    let console = Console::new(&world);
    let there = format!("/operator/cases/{case}/client-links");
    world.owner.post_form(&there, &[]).expect(403);
    console.staff.get(&there).expect(200).says("Links that still work: 1.");
    console.staff.post_form(&there, &[]).expect(303);
    world.nobody.get(&fresh).expect(410);
    assert_eq!(audited(&world, "LinksRevoked"), 2);
    let all = console.key.get_json(&format!("/api{there}"));
    assert!(all[0]["revokedAt"].is_string() && all[1]["revokedAt"].is_string(), "{all}");

    // The current contact can get a new link. A former contact cannot, and the answer does not show it.
    let mails = mails_to(&world, METTE);
    world.nobody.get(&link).expect(410).says("Send me a new link");
    world.nobody.post_form(&format!("{link}/renew"), &[]).expect(200).says("Check your mail");
    assert_eq!(mails_to(&world, METTE), mails + 1);
    world.sql.execute("UPDATE creditors SET contact_email = 'new@fjord.example'");
    world.nobody.get(&link).expect(410).silent_about("Send me a new link");
    world.nobody.post_form(&format!("{link}/renew"), &[]).expect(200).says("Check your mail");
    assert_eq!(mails_to(&world, METTE), mails + 1);
}

#[test]
fn a_link_sends_only_so_many_files_a_day() {
    let world = World::new();
    let (case, link) = written(&world, Lifecycle::Active);
    let hash = secret_hash(link.strip_prefix("/client/").expect("a token"));
    let (one, two) = (pdf("one"), pdf("two"));
    world.nobody.upload(&link, &[("message", "One")], &[file("one.pdf", &one)]).expect(303);
    assert_eq!(
        world
            .sql
            .number(&format!("SELECT count AS value FROM tallies WHERE subject = '{hash}' AND name LIKE 'files%'")),
        1
    );
    let stored = blobs(&world);
    for (name, most) in [("files by link", 50), ("bytes by link", 250_000_000), ("files to case", 100)] {
        world.sql.execute(&format!("UPDATE tallies SET count = {most} WHERE name = '{name}'"));
        let refused = world.nobody.upload(&link, &[("message", "Two, typed")], &[file("two.pdf", &two)]);
        refused.expect(429).says("Two, typed").says("Try again in");
        world.sql.execute(&format!("UPDATE tallies SET count = 1 WHERE name = '{name}'"));
    }
    assert_eq!((facts(&world, case, "DocumentAdded"), blobs(&world)), (1, stored));
    world.nobody.upload(&link, &[("message", "Two")], &[file("two.pdf", &two)]).expect(303);
}

#[test]
fn documents_are_fetched_by_a_link_that_is_made_when_it_is_pressed() {
    let world = World::new();
    let (case, link) = written(&world, Lifecycle::Active);
    let bytes = pdf("contract");
    world.owner.upload(&documents_page(case), &[], &[file("contract.pdf", &bytes)]).expect(303);
    let page = world.nobody.get(&link).expect(200).text();
    let href = page.split('"').find(|part| part.starts_with(&format!("{link}/documents/"))).expect("a document");
    let to = world.nobody.get(href).expect(303).to();
    let to = to.strip_prefix(&format!("http://{}", world.app.address)).expect("our own").to_owned();
    assert_eq!(world.nobody.get(&to).expect(200).body, bytes);
    let (_, other) = written(&world, Lifecycle::Active);
    world.nobody.get(&href.replace(&link, &other)).expect(404);
    make_old(&world);
    world.nobody.get(href).expect(404);
}
