//! A person's profile: name, language, time zone, and e-mail address.

use super::{audited, mail_to, mails_to, sign_in};
use crate::harness::platform::code;
use crate::harness::{PASSWORD, World};

const PROFILE: &str = "/account/profile";
const EMAIL: &str = "/account/profile/email";

#[test]
fn everybody_says_how_they_are_called_and_where_they_are() {
    let world = World::new();
    world.owner.get(PROFILE).expect(200).says("value=\"Signe\"").says("Europe/Copenhagen").says("English");
    let fields = [("firstName", "Signe Marie"), ("lastName", "Holm"), ("language", "en"), ("timeZone", "Asia/Tokyo")];
    assert_eq!(world.owner.fill(PROFILE, &fields).to(), PROFILE);
    world.owner.get("/partner/cases").expect(200).says("Signe Marie Holm");
    world.owner.get(PROFILE).expect(200).says("value=\"Asia/Tokyo\" selected");
    // Times are shown in the person's time zone.
    world.sql.execute("UPDATE sessions SET created_at = '2026-01-02 20:15:00'");
    world
        .sql
        .execute(&format!("UPDATE sessions SET created_at = '{}'", world.context().now.format("%Y-%m-%d 20:15:00")));
    world.owner.get("/account/sessions").expect(200).says(", 05:15");
    assert_eq!(audited(&world, "ProfileChanged"), 1);
    world.owner.fill(PROFILE, &fields).to();
    assert_eq!(audited(&world, "ProfileChanged"), 1, "nothing was changed");
}

#[test]
fn a_profile_says_what_is_wrong_with_it() {
    let world = World::new();
    let right = [("firstName", "Signe"), ("lastName", "Holm"), ("language", "en"), ("timeZone", "")];
    for (place, wrong, told) in [
        (0, "", "Enter a name."),
        (1, "<b>", "no control characters"),
        (2, "xx", "Choose a language"),
        (3, "Mars/Olympus", "is not a time zone"),
    ] {
        let mut fields = right;
        fields[place].1 = wrong;
        world
            .owner
            .fill(PROFILE, &fields)
            .expect(422)
            .says(told)
            .says("value=\"Holm\"".replace("Holm", fields[1].1).replace('<', "&#60;").replace('>', "&#62;").as_str());
    }
    assert!(world.nobody.get(PROFILE).to().starts_with("/sign-in"));
    assert!(world.nobody.post_form(PROFILE, &right).to().starts_with("/sign-in"));
}

#[test]
fn a_new_address_is_proved_by_a_code() {
    let world = World::new();
    let new = "signe.holm@nordia.example";
    world.owner.fill(EMAIL, &[("email", new), ("password", "not the password")]).expect(422).says("not your password");
    world.owner.fill(EMAIL, &[("email", "nonsense"), ("password", PASSWORD)]).expect(422).says("not an e-mail address");
    assert_eq!(world.owner.fill(EMAIL, &[("email", new), ("password", PASSWORD)]).to(), EMAIL);
    world.owner.get(EMAIL).expect(200).says(new);
    let right = code(&world, new);
    let wrong = if right == "000000" { "000001" } else { "000000" };
    world.owner.fill(EMAIL, &[("code", wrong)]).expect(422).says("This code is wrong");
    sign_in(&world.nobody, new, PASSWORD).expect(422);
    assert_eq!(world.owner.fill(EMAIL, &[("code", &right)]).to(), PROFILE);
    assert!(mail_to(&world, "signe@example.com").contains("was changed"), "the old address is told");
    sign_in(&world.nobody, "signe@example.com", PASSWORD).expect(422);
    assert_eq!(sign_in(&world.nobody, new, PASSWORD).to(), "/partner/cases");
    world.owner.get(PROFILE).expect(200).says(new);
    assert_eq!(audited(&world, "AddressChanged"), 1);
    world.owner.post_form("/account/profile/email/code", &[("code", &right)]).expect(422);
}

#[test]
fn an_address_of_somebody_else_is_not_told_apart() {
    let world = World::new();
    let fields = [("email", "jonas@example.com"), ("password", PASSWORD)];
    assert_eq!(world.owner.fill(EMAIL, &fields).to(), EMAIL);
    assert!(mail_to(&world, "jonas@example.com").contains("has an account of its own"));
    assert_eq!(mails_to(&world, "signe@example.com"), 0);
    world.owner.fill(EMAIL, &[("code", "000000")]).expect(422);
    assert_eq!(sign_in(&world.nobody, "jonas@example.com", PASSWORD).to(), "/partner/cases");
}
