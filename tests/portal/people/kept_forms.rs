//! Text typed into a form is kept when the session has ended.

use partner_portal::actions::people::{NewPersonOrder, create_person};
use partner_portal::domain::actor::{Author, OrganisationKind, Role};
use partner_portal::domain::case::Lifecycle;

use super::{OTHER, audited, membership, sign_in};
use crate::harness::http::urlencoded;
use crate::harness::platform::Platform;
use crate::harness::{FORM, PASSWORD, Visitor, World};

const QUESTION: &str = "Is there a signed order & a delivery note?";
const TOLD: &str = "Your session timed out; we kept your text";

/// A case; returns the page with the form to ask for information.
fn asking(world: &World) -> String {
    let case = world.case().in_state(Lifecycle::PendingVerification).make();
    format!("/partner/cases/{case}/request-info")
}

fn expire(world: &World) {
    world.sql.execute("UPDATE sessions SET seen_at = '2020-01-01 00:00:00'");
}

/// Signs in with an address to redirect to, in the same browser; returns where it redirects.
fn sign_in_to(visitor: &Visitor, email: &str, to: &str) -> String {
    let fields = [("email", email), ("password", PASSWORD), ("to", to)];
    visitor.send("POST", "/sign-in", &FORM, urlencoded(&fields).as_bytes()).to()
}

/// The value of `to=`.
#[track_caller]
fn to_of(location: &str) -> String {
    let to = location.split_once("to=").unwrap_or_else(|| panic!("no to= in {location}")).1;
    percent_encoding::percent_decode_str(to).decode_utf8().expect("text").into_owned()
}

#[test]
fn a_form_comes_back_after_signing_in_again() {
    let world = World::new();
    let page = asking(&world);
    let form = world.owner.form(&page);
    expire(&world);
    let location = world.owner.send_form(&form, &[("question", QUESTION)]).to();
    assert!(location.starts_with("/sign-in?to="), "{location}");
    world.owner.get(&location).expect(200).says("we kept your text");
    let to = to_of(&location);
    assert!(to.starts_with("/resume/"), "{to}");
    assert_eq!(sign_in_to(&world.owner, "signe@example.com", &to), to);
    let shown = world.owner.get(&to).says(TOLD).says("a signed order &#38; a delivery note?");
    assert_eq!(shown.status, 422);
    assert_eq!(audited(&world, "InformationRequested") + world.sql.number("SELECT count(*) AS value FROM messages"), 0);
    // The form has the new session's token, so sending it works.
    let html = shown.text();
    let (action, hidden) = {
        let hidden = crate::harness::visitor::hidden_fields(html.split("<main").nth(1).expect("a page"));
        (page.clone(), hidden)
    };
    world.owner.send_form(&(action, hidden), &[("question", QUESTION)]).to();
    assert_eq!(world.sql.number("SELECT count(*) AS value FROM messages"), 1);
}

#[test]
fn nobody_else_sees_what_was_typed() {
    let world = World::new();
    let form = world.owner.form(&asking(&world));
    expire(&world);
    let to = to_of(&world.owner.send_form(&form, &[("question", QUESTION)]).to());
    // Not shown to a colleague of the same agency, nor to somebody of another, in the same browser.
    sign_in_to(&world.owner, "jonas@example.com", &to);
    let elsewhere = world.owner.get(&to).silent_about(QUESTION);
    assert_eq!(elsewhere.to(), "/");
    world.owner.get("/partner/cases").expect(200).says("typed in another account");
    assert_eq!(world.rival.get(&to).silent_about("signed order").to(), "/");
    assert!(world.nobody.get(&to).to().starts_with("/sign-in?to=%2Fresume%2F"));
    assert_eq!(world.sql.number("SELECT count(*) AS value FROM messages"), 0);
}

#[test]
fn what_is_kept_has_no_secrets_and_lasts_an_hour() {
    let world = World::new();
    let password = world.owner.form("/account/password");
    let form = world.owner.form(&asking(&world));
    expire(&world);
    let location = world.owner.send_form(&password, &[("password", PASSWORD), ("newPassword", OTHER)]).to();
    assert!(!location.contains("resume"), "{location}");
    assert_eq!(world.sql.number("SELECT count(*) AS value FROM kept_forms"), 0);
    let to = to_of(&world.owner.send_form(&form, &[("question", QUESTION), ("password", PASSWORD)]).to());
    let kept = world.sql.texts("SELECT fields AS value FROM kept_forms").concat_texts();
    assert!(kept.contains("signed order") && !kept.contains(PASSWORD) && !kept.contains("_token"), "{kept}");
    assert!(!kept.contains(&to["/resume/".len()..]));
    world.sql.execute("UPDATE kept_forms SET until_at = '2020-01-01 00:00:00'");
    sign_in_to(&world.owner, "signe@example.com", &to);
    assert_eq!(world.owner.get(&to).to(), "/");
    world.owner.get("/partner/cases").expect(200).says("no longer kept");
}

trait Texts {
    fn concat_texts(self) -> String;
}

impl Texts for Vec<Option<String>> {
    fn concat_texts(self) -> String {
        self.into_iter().flatten().collect()
    }
}

#[test]
fn strangers_have_nothing_kept() {
    let world = World::new();
    let form = world.owner.form(&asking(&world));
    let location = world.nobody.send_form(&form, &[("question", QUESTION)]).to();
    assert!(location.starts_with("/sign-in") && !location.contains("resume"), "{location}");
    expire(&world);
    let long = "x".repeat(300 * 1024);
    assert!(!world.owner.send_form(&form, &[("question", &long)]).to().contains("resume"));
    assert_eq!(world.sql.number("SELECT count(*) AS value FROM kept_forms"), 0);
}

#[test]
fn a_form_of_the_session_before_comes_back_filled() {
    let world = World::new();
    let page = asking(&world);
    let form = world.owner.form(&page);
    let signed_out = world.owner.form("/account/sessions");
    // The same person signs in again in another tab.
    world.owner.post_form("/sign-out", &[]).to();
    sign_in_to(&world.owner, "signe@example.com", "");
    let shown = world.owner.send_form(&form, &[("question", QUESTION)]).expect(422);
    shown.says(TOLD).says("a signed order &#38; a delivery note?");
    assert_eq!(world.sql.number("SELECT count(*) AS value FROM messages"), 0);
    // A button has no text to keep, and its action is not executed.
    let button = ("/partner/settings/key/revoke".to_owned(), signed_out.1);
    world.owner.send_form(&button, &[]).expect(403).says("This page is too old");
    assert_eq!(audited(&world, "KeyRevoked"), 0);
    // With another person's token it is a forgery.
    let theirs = world.colleague.form(&page);
    world.owner.send_form(&theirs, &[("question", QUESTION)]).expect(403).silent_about("signed order");
}

#[test]
fn the_way_on_keeps_every_filter_and_every_page_of_ours() {
    let world = World::new();
    let asked = "/partner/cases?tab=active&search=a%26b&country=DK";
    let to = world.nobody.get(asked).to();
    assert_eq!(to_of(&to), asked);
    assert_eq!(sign_in_to(&world.nobody, "signe@example.com", asked), asked);
    let other = world.nobody.elsewhere();
    let to = to_of(&other.get("/account/keyboard").to());
    assert_eq!(sign_in_to(&other, "signe@example.com", &to), "/account/keyboard");
    // A person of several organisations has to choose first.
    let order = NewPersonOrder {
        email: "marta@example.com".to_owned(),
        first_name: "Marta".to_owned(),
        last_name: "Ruiz".to_owned(),
        password: None,
        organisation: (OrganisationKind::CollectionPartner, world.as_owner.agency.id.to_string()),
        role: Role::User,
    };
    create_person(&mut world.db(), &order, &Author::system(), &world.context()).expect("a person");
    let several = world.nobody.elsewhere();
    let choice = sign_in_to(&several, "marta@example.com", asked);
    assert_eq!(to_of(&choice), asked);
    let nordia = membership(&world, "signe@example.com");
    let mine = world.sql.texts(&format!(
        "SELECT m.id AS value FROM memberships m JOIN people p ON p.id = m.person_id \
         WHERE p.email = 'marta@example.com' AND m.organisation_id = '{}'",
        world.as_owner.agency.id
    ));
    assert_ne!(mine.first().cloned().flatten(), Some(nordia));
    let mine = mine.into_iter().flatten().next().expect("a membership");
    assert_eq!(several.fill(&choice, &[("membership", &mine)]).to(), asked);
    for elsewhere in ["//evil.example", "/partner//evil", "https://evil.example", "/partnerx/", "/account\\evil"] {
        assert_eq!(
            sign_in_to(&world.nobody.elsewhere(), "signe@example.com", elsewhere),
            "/partner/cases",
            "{elsewhere}"
        );
    }
    assert_eq!(sign_in(&world.nobody.elsewhere(), "jonas@example.com", PASSWORD).to(), "/partner/cases");
}

#[test]
fn the_text_of_a_form_with_files_is_kept() {
    let world = World::new();
    let case = world.case().make();
    let form = world.owner.form(&format!("/partner/cases/{case}?tab=documents"));
    expire(&world);
    let mut fields: Vec<(&str, &str)> = form.1.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    fields.push(("description", "The order, signed by both"));
    let file =
        crate::harness::Upload { field: "files", name: "order.pdf", kind: "application/pdf", bytes: b"%PDF-1.7" };
    let (kind, body) = crate::harness::http::multipart(&fields, &[file]);
    let path = format!("/partner/cases/{case}/documents");
    let location = world.owner.send("POST", &path, &[("content-type", &kind), FORM[1]], &body).to();
    let to = to_of(&location);
    assert!(to.starts_with("/resume/"), "{location}");
    sign_in_to(&world.owner, "signe@example.com", &to);
    world.owner.get(&to).says(TOLD).says("The order, signed by both");
    assert_eq!(world.sql.number("SELECT count(*) AS value FROM documents"), 0);
}

#[test]
fn a_form_that_holds_pictures_is_kept_too() {
    let world = World::new();
    let platform = Platform::new(&world, "Ledgerly");
    let page = "/referral/settings/branding";
    let form = platform.admin.form(page);
    expire(&world);
    let mut fields: Vec<(&str, &str)> = form.1.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    fields.push(("senderName", "Ledgerly, the accounts people"));
    let (kind, body) = crate::harness::http::multipart(&fields, &[]);
    let location = platform.admin.send("POST", page, &[("content-type", &kind), FORM[1]], &body).to();
    let to = to_of(&location);
    assert!(to.starts_with("/resume/"), "{location}");
    assert_eq!(sign_in_to(&platform.admin, "admin@ledgerly.example", &to), to);
    platform.admin.get(&to).says(TOLD).says("Ledgerly, the accounts people");
    let saved = "SELECT count(*) AS value FROM referral_partners WHERE brand_sender IS NOT NULL";
    assert_eq!(world.sql.number(saved), 0);
}
