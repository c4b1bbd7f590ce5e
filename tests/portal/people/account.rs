//! A person's own account: password, sessions, keyboard, and the messages of failures.

use super::{OTHER, audited, mail_to, mails_to, sign_in};
use crate::harness::{PASSWORD, World};

#[test]
fn the_tenth_failure_tells_the_owner_once() {
    let world = World::new();
    for _ in 0..12 {
        sign_in(&world.nobody, "signe@example.com", "not the password").expect(422);
    }
    assert!(mail_to(&world, "signe@example.com").contains("closed to new devices for 15 minutes"));
    assert_eq!(mails_to(&world, "signe@example.com"), 1);
    assert_eq!(audited(&world, "SignInFailed"), 10, "while it is closed nothing counts");
    assert_eq!(audited(&world, "AccountClosedToNewDevices"), 1);
}

#[test]
fn failures_at_once_are_all_counted() {
    let world = World::new();
    std::thread::scope(|scope| {
        for _ in 0..5 {
            scope.spawn(|| sign_in(&world.nobody.elsewhere(), "signe@example.com", "not the password").expect(422));
        }
    });
    assert_eq!(world.sql.number("SELECT failures AS value FROM people WHERE email = 'signe@example.com'"), 5);
}

#[test]
fn a_success_is_in_the_audit_trail() {
    let world = World::new();
    sign_in(&world.nobody, "signe@example.com", PASSWORD).to();
    assert_eq!(audited(&world, "SignedIn"), 1);
}

#[test]
fn a_changed_password_ends_the_other_sessions() {
    let world = World::new();
    let other = world.owner.elsewhere();
    other.get("/partner/cases").expect(200);
    let fields = [("password", PASSWORD), ("newPassword", OTHER)];
    assert_eq!(world.owner.fill("/account/password", &fields).to(), "/account/password");
    world.owner.get("/partner/cases").expect(200);
    other.get("/partner/cases").to();
    sign_in(&world.nobody, "signe@example.com", PASSWORD).expect(422);
    assert_eq!(sign_in(&world.nobody, "signe@example.com", OTHER).to(), "/partner/cases");
    assert!(mail_to(&world, "signe@example.com").contains("was changed"));
    assert_eq!(audited(&world, "PasswordChanged"), 1);
}

#[test]
fn a_password_is_changed_only_by_who_knows_it_and_only_to_a_good_one() {
    let world = World::new();
    let change = |present: &str, new: &str| {
        world.owner.fill("/account/password", &[("password", present), ("newPassword", new)]).expect(422)
    };
    change("not the password", OTHER).says("This is not your present password.").silent_about(OTHER);
    change(PASSWORD, "short").says("at least 12 characters");
    change(PASSWORD, "password1234").says("guessed first");
    change("", "").says("Enter your present password.").says("Choose a new password.");
    assert_eq!(sign_in(&world.nobody, "signe@example.com", PASSWORD).to(), "/partner/cases");
    assert_eq!(mails_to(&world, "signe@example.com"), 0);
}

#[test]
fn sessions_are_listed_and_ended() {
    let world = World::new();
    let (second, third) = (world.owner.elsewhere(), world.owner.elsewhere());
    second.get("/partner/cases").expect(200);
    third.get("/partner/cases").expect(200);
    let page = world.owner.get("/account/sessions").expect(200).says("(this one)").text();
    assert_eq!(page.matches("name=\"session\"").count(), 3);
    // The list has the last used session first, which is this one.
    let query = "SELECT key_hash AS value FROM sessions ORDER BY created_at";
    let keys: Vec<String> = world.sql.texts(query).into_iter().flatten().collect();
    world.owner.post_form("/account/sessions", &[("session", &keys[0])]).to();
    second.get("/partner/cases").to();
    world.owner.get("/partner/cases").expect(200);
    world.owner.post_form("/account/sessions", &[]).to();
    third.get("/partner/cases").to();
    world.owner.get("/partner/cases").expect(200);
}

#[test]
fn nobody_ends_the_sessions_of_another() {
    let world = World::new();
    world.owner.get("/partner/cases").expect(200);
    let owner = world.as_owner.person().expect("a person").id;
    let query = format!("SELECT key_hash AS value FROM sessions WHERE person_id = '{owner}'");
    let key = world.sql.texts(&query).into_iter().flatten().next().expect("a session");
    world.rival.post_form("/account/sessions", &[("session", &key)]).to();
    world.owner.get("/partner/cases").expect(200);
}

#[test]
fn letter_keys_can_be_switched_off() {
    let world = World::new();
    world.owner.get("/partner/cases").expect(200).silent_about("data-letter-keys");
    world.owner.post_form("/account/keyboard", &[]).to();
    world.owner.get("/partner/cases").expect(200).says("data-letter-keys=\"off\"");
    world.owner.post_form("/account/keyboard", &[("letterKeys", "true")]).to();
    world.owner.get("/account/keyboard").expect(200).silent_about("data-letter-keys").says("checked");
}

#[test]
fn the_account_is_for_who_is_signed_in() {
    let world = World::new();
    for page in ["/account/sessions", "/account/password", "/account/keyboard", "/choose", "/operator", "/referral"] {
        assert!(world.nobody.get(page).to().starts_with("/sign-in"), "{page}");
    }
    world.owner.get("/operator").expect(403);
    world.owner.get("/referral").expect(403);
}
