//! The second factor, and the confirmation before sensitive actions.

use partner_portal::actions::people;
use partner_portal::config::Config;
use partner_portal::domain::actor::{OrganisationKind, Role};
use totp_rs::{Builder, Secret};

use super::{audited, mail_to, membership, sign_in};
use crate::harness::http::urlencoded;
use crate::harness::{FORM, PASSWORD, Response, Visitor, World};

const PAGE: &str = "/account/second-factor";
const SIGNE: &str = "signe@example.com";

/// The text between two markers.
#[track_caller]
fn between(page: &str, before: &str, after: &str) -> String {
    let at = page.find(before).unwrap_or_else(|| panic!("no {before} in:\n{page}")) + before.len();
    page[at..].split(after).next().unwrap_or_default().to_owned()
}

/// The code of a secret, some time steps from now.
pub fn code(world: &World, secret: &str, steps: i64) -> String {
    let totp =
        Builder::new().with_secret(Secret::try_from_base32(secret).expect("a secret")).build().expect("a factor");
    let now = u64::try_from(world.context().now.timestamp() + 30 * steps).expect("a moment");
    totp.generate(now).to_string()
}

/// Allows used codes again, since a test cannot wait for new ones.
pub fn forget_steps(world: &World) {
    world.sql.execute("UPDATE people SET totp_step = 0");
}

/// Makes the confirmation of all sessions too old.
fn age(world: &World) {
    world.sql.execute("UPDATE sessions SET state = replace(state, '\"confirmed\":\"', '\"confirmed\":\"-')");
}

/// Sets up a second factor; returns the secret and the recovery codes.
#[track_caller]
pub fn set_up(world: &World, visitor: &Visitor) -> (String, Vec<String>) {
    let page = visitor.get(PAGE).expect(200).says("<svg class=\"qr\"").text();
    let secret = between(&page, "<div class=\"secret\"><code>", "<");
    let form = form_of(&page);
    let done = visitor.send_form(&form, &[("code", &code(world, &secret, 0))]).expect(200).text();
    let list = between(&done, "<ul class=\"recovery mono\">", "</ul>");
    let codes: Vec<String> = list.split("<li>").skip(1).map(|one| one.replace("</li>", "").trim().to_owned()).collect();
    assert_eq!(codes.len(), 10, "{done}");
    forget_steps(world);
    (secret, codes)
}

/// The form of the page with the QR code.
fn form_of(page: &str) -> (String, Vec<(String, String)>) {
    let form = page.split("<form").find(|form| form.contains("name=\"sealed\"")).expect("a form");
    (PAGE.to_owned(), crate::harness::visitor::hidden_fields(form.split("</form>").next().expect("a form")))
}

pub fn second_step(visitor: &Visitor, typed: &str) -> Response {
    visitor.fill("/sign-in/second-factor", &[("code", typed)])
}

#[test]
fn signing_in_takes_a_code_of_the_app_once() {
    let world = World::new();
    let (secret, _) = set_up(&world, &world.owner);
    assert!(mail_to(&world, SIGNE).contains("A second factor was set up"));
    assert_eq!(audited(&world, "SecondFactorSet"), 1);
    let stored = world.sql.texts("SELECT totp_secret AS value FROM people WHERE totp_secret IS NOT NULL");
    assert!(stored[0].as_ref().is_some_and(|sealed| sealed.contains('.') && !sealed.contains(&secret)));
    let to = sign_in(&world.nobody, SIGNE, PASSWORD).to();
    assert!(to.starts_with("/sign-in/second-factor"), "{to}");
    // The password alone gives access to nothing.
    for page in ["/partner/cases", "/account/sessions", "/choose"] {
        assert!(world.nobody.get(page).to().starts_with("/sign-in"), "{page}");
    }
    second_step(&world.nobody, "000000").expect(422).says("This code is wrong");
    second_step(&world.nobody, "").expect(422).says("Enter the code.");
    let right = code(&world, &secret, 0);
    assert_eq!(second_step(&world.nobody, &format!("{} {}", &right[..3], &right[3..])).to(), "/partner/cases");
    world.nobody.get("/partner/cases").expect(200).says("Signe Holm");
    let other = world.nobody.elsewhere();
    sign_in(&other, SIGNE, PASSWORD).to();
    second_step(&other, &right).expect(422).says("used already");
    assert_eq!(second_step(&other, &code(&world, &secret, 1)).to(), "/partner/cases");
    world.colleague.get("/partner/cases").expect(200);
}

#[test]
fn the_way_on_survives_the_second_step() {
    let world = World::new();
    let (secret, _) = set_up(&world, &world.owner);
    let fields = [("email", SIGNE), ("password", PASSWORD), ("to", "/partner/cases?tab=active&country=DK")];
    let to = world.nobody.send("POST", "/sign-in", &FORM, urlencoded(&fields).as_bytes()).to();
    let done = world.nobody.fill(&to, &[("code", &code(&world, &secret, 0))]);
    assert_eq!(done.to(), "/partner/cases?tab=active&country=DK");
}

#[test]
fn a_recovery_code_works_once() {
    let world = World::new();
    let (_, codes) = set_up(&world, &world.owner);
    sign_in(&world.nobody, SIGNE, PASSWORD).to();
    let typed = codes[3].to_uppercase().replace('-', " ");
    assert_eq!(second_step(&world.nobody, &typed).to(), "/partner/cases");
    assert_eq!(audited(&world, "RecoveryCodeUsed"), 1);
    world.nobody.get(PAGE).expect(200).says("9 of 10").silent_about(&codes[0]);
    let other = world.nobody.elsewhere();
    sign_in(&other, SIGNE, PASSWORD).to();
    second_step(&other, &codes[3]).expect(422);
    let stored = world.sql.texts("SELECT code_hash AS value FROM recovery_codes");
    assert!(stored.iter().flatten().all(|hash| hash.len() == 64));
    let renewed = world.owner.post_form(&format!("{PAGE}/recovery-codes"), &[]).expect(200).says("Recovery codes");
    renewed.silent_about(&codes[0]);
    second_step(&other, &codes[0]).expect(422);
}

#[test]
fn wrong_codes_are_few() {
    let world = World::new();
    let (secret, codes) = set_up(&world, &world.owner);
    sign_in(&world.nobody, SIGNE, PASSWORD).to();
    for _ in 0..10 {
        second_step(&world.nobody, "000000").expect(422);
    }
    second_step(&world.nobody, &code(&world, &secret, 0)).expect(429).says("Too many attempts");
    second_step(&world.nobody, &codes[0]).expect(429);
    assert_eq!(audited(&world, "SecondFactorFailed"), 10);
    // On their own device, the owner does not have to wait.
    world.owner.post_form("/sign-out", &[]).to();
    sign_in(&world.owner, SIGNE, PASSWORD).to();
    assert_eq!(second_step(&world.owner, &code(&world, &secret, 0)).to(), "/partner/cases");
}

#[test]
fn a_password_that_was_changed_meanwhile_ends_the_second_step() {
    let world = World::new();
    let (secret, _) = set_up(&world, &world.owner);
    sign_in(&world.nobody, SIGNE, PASSWORD).to();
    world.owner.fill("/account/password", &[("password", PASSWORD), ("newPassword", super::OTHER)]).to();
    second_step(&world.nobody, &code(&world, &secret, 0)).expect(422);
    world.nobody.get("/partner/cases").to();
}

#[test]
fn a_second_factor_is_set_up_with_its_own_code_and_once() {
    let world = World::new();
    let page = world.owner.get(PAGE).expect(200).text();
    let (form, theirs) = (form_of(&page), form_of(&world.colleague.get(PAGE).expect(200).text()));
    world.owner.send_form(&form, &[("code", "000000")]).expect(422).says("This code is wrong").says(&between(
        &page,
        "<div class=\"secret\"><code>",
        "<",
    ));
    // A secret that was offered to another person is not accepted.
    let sealed = theirs.1.iter().find(|(name, _)| name == "sealed").expect("a secret").1.clone();
    world.owner.send_form(&form, &[("sealed", &sealed), ("code", "000000")]);
    world.owner.send_form(&form, &[("sealed", "1.nonsense"), ("code", "000000")]);
    assert_eq!(world.sql.number("SELECT count(*) AS value FROM people WHERE totp_secret IS NOT NULL"), 0);
    let secret = between(&page, "<div class=\"secret\"><code>", "<");
    world.owner.send_form(&form, &[("code", &code(&world, &secret, 0))]).expect(200);
    world.owner.send_form(&form, &[("code", &code(&world, &secret, 1))]).expect(422).says("already");
}

#[test]
fn a_second_factor_is_removed_by_its_owner_who_is_told() {
    let world = World::new();
    set_up(&world, &world.owner);
    assert_eq!(world.owner.post_form(&format!("{PAGE}/remove"), &[]).to(), PAGE);
    assert!(mail_to(&world, SIGNE).contains("was removed"));
    assert_eq!(sign_in(&world.nobody, SIGNE, PASSWORD).to(), "/partner/cases");
    world.owner.post_form(&format!("{PAGE}/remove"), &[]).to();
    assert_eq!(audited(&world, "SecondFactorRemoved"), 1);
}

#[test]
fn who_must_have_one_sets_it_up_before_anything_else() {
    let world = World::with(|config| {
        config.second_factor_for = vec![(OrganisationKind::CollectionPartner, Role::Admin)];
    });
    for page in ["/partner/cases", "/account/sessions", "/"] {
        assert_eq!(world.owner.get(page).to(), PAGE, "{page}");
    }
    world.colleague.get("/partner/cases").expect(200);
    world.owner.get(PAGE).expect(200).says("Required");
    set_up(&world, &world.owner);
    world.owner.get("/partner/cases").expect(200);
    let page = world.owner.get(PAGE).expect(200).silent_about("Remove the second factor").text();
    let token = crate::harness::visitor::hidden_fields(&page).into_iter().find(|(name, _)| name == "_token");
    let body = urlencoded(&[("_token", &token.expect("a token").1)]);
    world.owner.send("POST", &format!("{PAGE}/remove"), &FORM, body.as_bytes()).expect(403);
}

#[test]
fn the_setting_names_roles() {
    let read = |text: &str| {
        let text = text.to_owned();
        let get = move |name: &str| (name == "PORTAL_REQUIRE_SECOND_FACTOR").then(|| text.clone());
        Config::for_demo(&get, Some(std::path::Path::new("/tmp/nowhere")), &"x".repeat(32))
    };
    let config = read("operator-admin, referral-viewer").expect("settings");
    assert!(config.requires_second_factor(OrganisationKind::Operator, Role::Admin));
    assert!(config.requires_second_factor(OrganisationKind::ReferralPartner, Role::Viewer));
    assert!(!config.requires_second_factor(OrganisationKind::CollectionPartner, Role::Admin));
    assert!(read("agency-boss").expect_err("refused")[0].contains("“agency-boss”"));
}

#[test]
fn a_role_is_changed_only_after_a_fresh_confirmation() {
    let world = World::new();
    let jonas = format!("/partner/settings/team/{}", membership(&world, "jonas@example.com"));
    world.owner.get("/partner/cases").expect(200);
    age(&world);
    let confirm = world.owner.fill(&jonas, &[("role", "Admin")]).to();
    assert!(confirm.starts_with("/account/confirm?to=%2Fresume%2F"), "{confirm}");
    world.owner.fill(&confirm, &[("password", "not the password")]).expect(422).says("This is not your password.");
    let back = world.owner.fill(&confirm, &[("password", PASSWORD)]).to();
    let shown = world.owner.get(&back).says("Nothing has been done yet").says("value=\"Admin\" selected");
    assert_eq!(audited(&world, "RoleChanged"), 0);
    let hidden = crate::harness::visitor::hidden_fields(shown.text().split("<main").nth(1).expect("a page"));
    world.owner.send_form(&(jonas, hidden), &[("role", "Admin")]).to();
    assert_eq!(audited(&world, "RoleChanged"), 1);
}

#[test]
fn a_confirmation_begins_a_new_session_token() {
    let world = World::new();
    world.owner.get("/partner/cases").expect(200);
    let tokens = || world.sql.texts("SELECT key_hash AS value FROM sessions");
    let before = tokens();
    world.owner.fill("/account/confirm?to=%2Fpartner%2Fcases", &[("password", PASSWORD)]).to();
    let after = tokens();
    assert!(after.len() == 1 && after != before, "{before:?} {after:?}");
    world.owner.get("/partner/cases").expect(200).says("Signe Holm");
}

#[test]
fn keys_people_and_the_factor_itself_ask_for_a_confirmation_too() {
    let world = World::new();
    let (secret, _) = set_up(&world, &world.owner);
    age(&world);
    let jonas = format!("/partner/settings/team/{}", membership(&world, "jonas@example.com"));
    for (button, page) in [
        ("/partner/settings/key".to_owned(), "/partner/settings/key".to_owned()),
        ("/partner/settings/key/revoke".to_owned(), "/partner/settings/key/revoke".to_owned()),
        (format!("{jonas}/remove"), jonas),
        (format!("{PAGE}/remove"), PAGE.to_owned()),
    ] {
        let to = world.owner.post_form(&button, &[]).to();
        let page = percent_encoding::utf8_percent_encode(&page, percent_encoding::NON_ALPHANUMERIC).to_string();
        assert_eq!(to, format!("/account/confirm?to={page}"), "{button}");
    }
    for verb in ["KeyReplaced", "KeyRevoked", "MemberRemoved", "SecondFactorRemoved"] {
        assert_eq!(audited(&world, verb), 0, "{verb}");
    }
    // A person with a second factor confirms with it and not with the password.
    let confirm = "/account/confirm?to=%2Fpartner%2Fsettings%2Fkey";
    world.owner.fill(confirm, &[("password", PASSWORD)]).expect(422);
    let code = code(&world, &secret, 0);
    assert_eq!(world.owner.fill(confirm, &[("code", &code)]).to(), "/partner/settings/key");
    world.owner.post_form("/partner/settings/key", &[]).expect(200);
    assert_eq!(audited(&world, "KeyReplaced"), 1);
    assert_eq!(audited(&world, "Confirmed"), 1);
    // A wrong role is refused before a confirmation is asked for.
    world.colleague.post_form("/partner/settings/key", &[]).expect(403);
}

#[test]
fn an_invitation_is_no_way_around_the_second_factor() {
    let world = World::new();
    set_up(&world, &world.owner);
    let fields = [("email", SIGNE), ("firstName", "Signe"), ("lastName", "Holm"), ("role", "User")];
    world.rival.fill("/partner/settings/team", &fields).to();
    let path = super::link(&mail_to(&world, SIGNE), "/invitation/");
    assert_eq!(world.nobody.fill(&path, &[("password", PASSWORD)]).to(), "/sign-in");
    world.nobody.get("/partner/cases").to();
    assert_eq!(audited(&world, "InvitationAccepted"), 1);
}

#[test]
fn the_operator_removes_a_lost_second_factor() {
    let world = World::new();
    set_up(&world, &world.owner);
    let reset = |email: &str| people::reset_second_factor(&mut world.db(), email, &world.context());
    assert!(reset(SIGNE).expect("done"));
    assert!(!reset(SIGNE).expect("done"));
    reset("who@example.com").expect_err("nobody");
    world.owner.get("/partner/cases").to();
    assert_eq!(sign_in(&world.nobody, SIGNE, PASSWORD).to(), "/partner/cases");
    assert!(mail_to(&world, SIGNE).contains("was removed"));
}
