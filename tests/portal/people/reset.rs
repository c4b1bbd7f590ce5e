//! A forgotten password.

use super::{OTHER, link, mail_to, mails_to, sign_in};
use crate::harness::{PASSWORD, World};

fn told(page: &str) -> String {
    let at = page.find("role=\"status\"").expect("a notice");
    page[at..].split("</div>").next().unwrap_or_default().to_owned()
}

#[test]
fn the_answer_does_not_tell_who_exists() {
    let world = World::new();
    let known = world.nobody.fill("/forgotten", &[("email", "signe@example.com")]).expect(200).text();
    let unknown = world.nobody.fill("/forgotten", &[("email", "nobody@example.com")]).expect(200).text();
    assert_eq!(told(&known).replace("signe@", "nobody@"), told(&unknown));
    assert_eq!(mails_to(&world, "nobody@example.com"), 0);
    world.nobody.fill("/forgotten", &[("email", "no address")]).expect(422).says("not an e-mail address");
}

#[test]
fn a_link_sets_a_password_once_and_ends_every_session() {
    let world = World::new();
    world.owner.get("/partner/cases").expect(200);
    world.nobody.fill("/forgotten", &[("email", "Signe@example.com")]).expect(200);
    let path = link(&mail_to(&world, "signe@example.com"), "/reset/");
    world.nobody.get(&path).expect(200).says("signe@example.com");
    world.nobody.fill(&path, &[("newPassword", "password1234")]).expect(422).says("guessed first");
    assert_eq!(world.nobody.fill(&path, &[("newPassword", OTHER)]).to(), "/sign-in");
    world.owner.get("/partner/cases").to();
    world.nobody.get(&path).expect(410).says("works no more");
    let again = [("newPassword", "another lantern canyon orchard")];
    world.nobody.post_form(&path, &again).expect(410);
    sign_in(&world.nobody, "signe@example.com", PASSWORD).expect(422);
    assert_eq!(sign_in(&world.nobody, "signe@example.com", OTHER).to(), "/partner/cases");
    assert!(mail_to(&world, "signe@example.com").contains("was changed"));
}

#[test]
fn a_link_works_for_an_hour() {
    let world = World::new();
    world.nobody.fill("/forgotten", &[("email", "signe@example.com")]).expect(200);
    let path = link(&mail_to(&world, "signe@example.com"), "/reset/");
    world.sql.execute("UPDATE password_resets SET expires_at = '2020-01-01 00:00:00'");
    world.nobody.get(&path).expect(410);
    world.nobody.get("/reset/nonsense").expect(410);
}

#[test]
fn asking_again_and_again_fills_nobodys_mailbox() {
    let world = World::new();
    for _ in 0..6 {
        world.nobody.fill("/forgotten", &[("email", "signe@example.com")]).expect(200);
    }
    assert_eq!(mails_to(&world, "signe@example.com"), 3);
}

#[test]
fn a_reset_lifts_a_lock() {
    let world = World::new();
    for _ in 0..10 {
        sign_in(&world.nobody, "signe@example.com", "not the password").expect(422);
    }
    world.nobody.fill("/forgotten", &[("email", "signe@example.com")]).expect(200);
    let path = link(&mail_to(&world, "signe@example.com"), "/reset/");
    world.nobody.fill(&path, &[("newPassword", OTHER)]).to();
    assert_eq!(sign_in(&world.nobody, "signe@example.com", OTHER).to(), "/partner/cases");
}
