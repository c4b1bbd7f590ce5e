//! Invitations of colleagues.

use super::{OTHER, audited, link, mail_to, mails_to, sign_in};
use crate::harness::{PASSWORD, World};
use partner_portal::actions::people::remind_invitations;

const ANNA: [(&str, &str); 4] =
    [("email", "Anna@Example.com"), ("firstName", "Anna"), ("lastName", "Lind"), ("role", "User")];

fn invite(world: &World) -> String {
    world.owner.post_form("/partner/settings/team", &ANNA).to();
    link(&mail_to(world, "anna@example.com"), "/invitation/")
}

#[test]
fn an_invitation_is_accepted_with_a_new_password() {
    let world = World::new();
    let path = invite(&world);
    world.owner.get("/partner/settings/team").expect(200).says("Anna Lind").says("Invited");
    world.nobody.get(&path).expect(200).says("Nordia Inkasso").says("anna@example.com");
    world.nobody.fill(&path, &[("password", "password1234")]).expect(422).says("guessed first");
    assert_eq!(world.nobody.fill(&path, &[("password", OTHER)]).to(), "/partner/cases");
    world.nobody.get("/partner/settings/team").expect(200).says("Anna Lind").silent_about("Invite a colleague");
    world.nobody.elsewhere().get(&path).expect(410).says("no longer open");
    assert_eq!(sign_in(&world.nobody.elsewhere(), "anna@example.com", OTHER).to(), "/partner/cases");
    assert_eq!((audited(&world, "PersonInvited"), audited(&world, "InvitationAccepted")), (1, 1));
}

#[test]
fn who_has_an_account_joins_with_its_password() {
    let world = World::new();
    let fields = [("email", "marta@example.com"), ("firstName", "Marta"), ("lastName", "Ruiz"), ("role", "User")];
    world.owner.post_form("/partner/settings/team", &fields).to();
    let path = link(&mail_to(&world, "marta@example.com"), "/invitation/");
    world.nobody.fill(&path, &[("password", OTHER)]).expect(422).says("not the password of your account");
    assert_eq!(world.nobody.fill(&path, &[("password", PASSWORD)]).to(), "/partner/cases");
    world.nobody.get("/partner/cases").expect(200).says("Nordia Inkasso").says("Switch organisation");
    assert_eq!(world.sql.number("SELECT count(*) AS value FROM people WHERE email = 'marta@example.com'"), 1);
}

#[test]
fn an_invitation_says_what_is_wrong_with_it() {
    let world = World::new();
    let invite = |email: &str, role: &str| {
        let fields = [("email", email), ("firstName", "Anna"), ("lastName", "Lind"), ("role", role)];
        world.owner.post_form("/partner/settings/team", &fields)
    };
    invite("jonas@example.com", "User").expect(422).says("belongs to your team already").says("value=\"Lind\"");
    invite("anna", "Boss").expect(422).says("not an e-mail address").says("Choose a role.");
    invite("anna@example.com", "User").to();
    invite("anna@example.com", "User").expect(422).says("invited already");
    world.owner.post_form("/partner/settings/team", &[]).expect(422).says("Enter an e-mail address.");
    assert_eq!(mails_to(&world, "anna@example.com"), 1);
}

#[test]
fn an_invitation_is_sent_again_withdrawn_and_runs_out() {
    let world = World::new();
    let first = invite(&world);
    let id = world.sql.texts("SELECT id AS value FROM invitations").remove(0).expect("an invitation");
    let resend = format!("/partner/settings/invitations/{id}/resend");
    let withdraw = format!("/partner/settings/invitations/{id}/withdraw");
    world.colleague.post_form(&resend, &[]).expect(403);
    world.rival.post_form(&resend, &[]).expect(404);
    world.rival.post_form(&withdraw, &[]).expect(404);
    world.sql.execute("UPDATE invitations SET expires_at = '2020-01-01 00:00:00'");
    world.nobody.get(&first).expect(410);
    world.owner.get("/partner/settings/team").expect(200).says("Expired");
    world.owner.post_form(&resend, &[]).to();
    let second = link(&mail_to(&world, "anna@example.com"), "/invitation/");
    assert_ne!(first, second);
    world.nobody.get(&first).expect(410);
    world.nobody.get(&second).expect(200);
    world.owner.post_form(&withdraw, &[]).to();
    world.nobody.get(&second).expect(410);
    world.nobody.post_form(&second, &[("password", OTHER)]).expect(410);
    world.owner.post_form(&withdraw, &[]).expect(404);
    world.owner.get("/partner/settings/team").expect(200).silent_about("anna@example.com");
}

#[test]
fn nobody_is_flooded_with_invitations() {
    let world = World::new();
    let rounds = 4;
    for round in 1..=rounds {
        let answer = world.owner.post_form("/partner/settings/team", &ANNA);
        if round == rounds {
            answer.expect(429).says("Try again in").says("value=\"Lind\"");
            break;
        }
        answer.expect(303);
        let id = world.sql.texts("SELECT id AS value FROM invitations WHERE withdrawn_at IS NULL").remove(0);
        let withdraw = format!("/partner/settings/invitations/{}/withdraw", id.expect("an invitation"));
        world.owner.post_form(&withdraw, &[]).expect(303);
    }
    assert_eq!(mails_to(&world, "anna@example.com"), 3);
    // Another agency cannot invite this address now either.
    world.rival.post_form("/partner/settings/team", &ANNA).expect(429);
    assert_eq!((mails_to(&world, "anna@example.com"), audited(&world, "PersonInvited")), (3, 3));
}

#[test]
fn one_person_invites_only_so_many_in_an_hour() {
    let world = World::new();
    let invite = |number: i32| {
        let email = format!("person-{number}@example.com");
        let fields = [("email", email.as_str()), ("firstName", "Anna"), ("lastName", "Lind"), ("role", "User")];
        world.owner.post_form("/partner/settings/team", &fields)
    };
    for number in 0..20 {
        invite(number).expect(303);
    }
    invite(20).expect(429).says("person-20@example.com");
    let id = world.sql.texts("SELECT id AS value FROM invitations ORDER BY id LIMIT 1").remove(0).expect("one");
    world.owner.post_form(&format!("/partner/settings/invitations/{id}/resend"), &[]).expect(429);
    assert_eq!(world.sql.number("SELECT count(*) AS value FROM mails"), 20);
    // After an hour inviting works again, within the agency's daily limit.
    world.sql.execute("DELETE FROM tallies WHERE name = 'invitations by person'");
    invite(20).expect(303);
    world.sql.execute("UPDATE tallies SET count = 100 WHERE name = 'invitations by organisation'");
    invite(21).expect(429);
}

#[test]
fn three_reminders_and_no_more() {
    let world = World::new();
    invite(&world);
    let remind = || remind_invitations(&mut world.db(), &world.context()).expect("reminders");
    assert_eq!(remind(), 0, "not yet");
    for number in 2..=4 {
        world.sql.execute("UPDATE invitations SET remind_at = '2020-01-01 00:00:00' WHERE remind_at IS NOT NULL");
        assert_eq!(remind(), 1);
        assert_eq!(remind(), 0, "once each");
        assert_eq!(mails_to(&world, "anna@example.com"), number);
    }
    world.sql.execute("UPDATE invitations SET remind_at = '2020-01-01 00:00:00' WHERE remind_at IS NOT NULL");
    assert_eq!(remind(), 0);
    world.nobody.get(&link(&mail_to(&world, "anna@example.com"), "/invitation/")).expect(200);
}

#[test]
fn an_invitation_accepted_twice_at_once_joins_once() {
    let world = World::new();
    let path = invite(&world);
    std::thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| world.nobody.elsewhere().post_form(&path, &[("password", OTHER)]));
        }
    });
    assert_eq!(world.sql.number("SELECT count(*) AS value FROM people WHERE email = 'anna@example.com'"), 1);
    assert_eq!(world.key.get_json("/api/collection-partner/users")["page"]["totalResults"], 3);
}
