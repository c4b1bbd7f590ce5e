//! Replacing the instance's secrets: signatures of the old secret stay valid while it is in the list.

use chrono::Utc;
use partner_portal::app::signed_link;
use partner_portal::domain::ids::DocumentId;
use partner_portal::secrets::Keyring;
use serde_json::json;

use crate::branding::{API, BRAND, LOGO};
use crate::clients::signing::{code, part, ready, sign_at, world};
use crate::clients::{CLIENTS, Platform, client};
use crate::documents::{api, file, pdf};
use crate::harness::server::Running;
use crate::harness::visitor::hidden_fields;
use crate::harness::{PASSWORD, Visitor, World};
use crate::people::second_factor::{code as factor, forget_steps, second_step, set_up};
use crate::people::sign_in;

/// The new secret first, then the one of all test worlds.
const BOTH: &str = "new:7c1e6b90f3d24855a9be04d7612fc83a,0123456789abcdef0123456789abcdef";
/// Only the new secret.
const NEW: &str = "new:7c1e6b90f3d24855a9be04d7612fc83a";

/// Starts a node on the world's database with these secrets.
fn node(world: &World, secrets: &str) -> Running {
    let base_url = world.app.shared.config.base_url.clone();
    Running::start(&world.sql, &world.folder, |config| {
        config.base_url = base_url;
        config.secrets = Keyring::parse(secrets).expect("secrets");
    })
}

fn path(world: &World, url: &str) -> String {
    url.strip_prefix(&world.app.shared.config.base_url).expect("our own").to_owned()
}

/// The onboarding link of a client, as a node shows it to the partner.
fn shown(world: &World, platform: &Platform, node: &Running) -> String {
    let client = platform.key.at(&node.address).get_json(&format!("{CLIENTS}/tenant-1"));
    path(world, client["onboardingLinks"]["url"].as_str().expect("a link"))
}

#[test]
fn sessions_outlive_a_secret_that_is_replaced() {
    let world = World::new();
    world.owner.get("/partner/cases").expect(200);
    let both = node(&world, BOTH);
    let there = world.owner.at(&both.address);
    let before = there.cookie("portal").expect("a session");
    there.get("/partner/cases").expect(200).says("Signe Holm");
    let renewed = there.cookie("portal").expect("a session");
    assert_ne!(renewed, before, "written anew under the first secret");
    there.get("/partner/cases").expect(200);
    assert_eq!(there.cookie("portal"), Some(renewed), "once");
    let new = node(&world, NEW);
    there.at(&new.address).get("/partner/cases").expect(200).says("Signe Holm");
    assert!(world.owner.at(&new.address).get("/partner/cases").to().starts_with("/sign-in"), "an old one ends");
    // Signing out with the old cookie ends the session for the new one, too.
    world.owner.at(&both.address).post_form("/sign-out", &[]).to();
    assert!(there.get("/partner/cases").to().starts_with("/sign-in"));
}

#[test]
fn links_to_documents_and_notices_outlive_a_secret_that_is_replaced() {
    let world = World::new();
    let case = world.case().make();
    let made = world.key.upload(&api(case), &[], &[file("a.pdf", &pdf("shared"))]).expect(200).json();
    let id = DocumentId::parse(made["id"].as_str().expect("an id")).expect("an id");
    let link = path(&world, &signed_link(&world.app.shared.config, id, Utc::now()));
    let revoked = world.owner.post_form("/partner/settings/key/revoke", &[]);
    let notice = world.owner.cookie("notice").expect("a notice");
    let (both, new) = (node(&world, BOTH), node(&world, NEW));
    world.nobody.at(&both.address).get(&link).expect(200);
    world.nobody.at(&new.address).get(&link).expect(403);
    let told = |node: &Running, notice: &str| {
        let cookie = format!("notice={notice}");
        world.nobody.at(&node.address).send("GET", "/sign-in", &[("cookie", &cookie)], b"").expect(200)
    };
    told(&both, &notice).says("The key is revoked.");
    told(&new, &notice).silent_about("The key is revoked.");
    // Others cannot forge one.
    let forged = notice.replace("revoked", "stolen");
    assert_ne!(forged, notice);
    told(&both, &forged).silent_about("stolen");
    told(&both, "The%20key%20is%20stolen").silent_about("stolen");
    assert_eq!(revoked.to(), "/partner/settings/key");
}

#[test]
fn onboarding_goes_on_under_a_replaced_secret() {
    let world = world();
    let platform = Platform::new(&world, "Ledgerly");
    let people = [("Inês de Castro", "ines@lisboa.example"), ("Rui Lobo", "rui@lisboa.example")];
    let (browser, link) = ready(&world, &platform, &people);
    browser.get(&format!("{link}/sdca")).expect(200);
    let first = part(&world, people[0].1);
    browser.post_form(&format!("{link}/sdca/code"), &[("signature", &first)]).expect(200);
    let wish = client("tenant-9", people[0].1);
    let asked = Platform::new(&world, "Fakturo");
    world.sql.execute("UPDATE referral_links SET archived_at = '2026-01-01 00:00:00'");
    let refused = asked.key.post_json(CLIENTS, &wish).expect(409).json();
    let wish_link = path(&world, refused["data"]["onboardingLinks"]["url"].as_str().expect("a link"));

    let both = node(&world, BOTH);
    let again = asked.key.at(&both.address).post_json(CLIENTS, &wish);
    assert_eq!(path(&world, again.json()["data"]["onboardingLinks"]["url"].as_str().expect("a link")), wish_link);
    let nobody = world.nobody.at(&both.address);
    nobody.get(&wish_link).expect(303);
    world.sql.execute("UPDATE referral_links SET archived_at = NULL");
    assert_eq!(shown(&world, &platform, &both), link, "shown again as it was made");
    nobody.get(&link).expect(303);
    // The code was mailed under the old secret. The second person's link is older than the new secret, too.
    let there = browser.at(&both.address);
    sign_at(&there, &format!("{link}/sdca"), (&first, &code(&world, people[0].1)), people[0].0).expect(303);
    let query = format!("SELECT text_body AS value FROM mails WHERE to_address = '{}'", people[1].1);
    let mail = world.sql.texts(&query).into_iter().flatten().find(|text| text.contains("/onboarding/"));
    let mail = mail.expect("a mail");
    let at = mail.find("/onboarding/").expect("a link");
    let own = mail[at..].split_whitespace().next().expect("a link").to_owned();
    nobody.get(&own).expect(303);
    assert_eq!(world.sql.number("SELECT count(*) AS value FROM audit WHERE verb = 'LinksReissued'"), 0);

    let new = node(&world, NEW);
    let nobody = world.nobody.at(&new.address);
    for old in [&link, &wish_link, &own] {
        nobody.get(old).expect(404);
    }
    let fresh = shown(&world, &platform, &new);
    assert_ne!(fresh, link);
    nobody.get(&fresh).expect(303);
    assert_eq!(world.sql.number("SELECT count(*) AS value FROM audit WHERE verb = 'LinksReissued'"), 1);
    assert_eq!(shown(&world, &platform, &node(&world, NEW)), fresh, "and stays");
}

#[test]
fn a_picture_that_was_sent_is_known_under_a_replaced_secret() {
    let world = World::new();
    let platform = Platform::new(&world, "Ledgerly");
    let mut fields = BRAND.to_vec();
    fields.push(("do", "preview"));
    let logo = crate::branding::file("logo", "logo.svg", LOGO.as_bytes());
    let page = crate::branding::send(&platform.admin, &fields, &[logo]).expect(200).text();
    let kept = hidden_fields(&page).into_iter().find(|(name, _)| name == "logoKept").expect("kept").1;
    let both = node(&world, BOTH);
    let mut fields = BRAND.to_vec();
    fields.push(("logoKept", &kept));
    crate::branding::send(&platform.admin.at(&both.address), &fields, &[]).expect(303);
    assert_ne!(platform.key.get_json(API)["logoUrl"], json!(null));
}

#[test]
fn under_an_https_address_cookies_are_this_hosts_alone() {
    let world = World::with(|config| config.base_url = "https://portal.test".to_owned());
    let cookies = |visitor: &Visitor, name: &str| visitor.cookie(name);
    world.owner.get("/partner/cases").expect(200);
    assert!(cookies(&world.owner, "__Host-portal").is_some() && cookies(&world.owner, "portal").is_none());
    let revoked = world.owner.post_form("/partner/settings/key/revoke", &[]);
    let set: Vec<&str> =
        revoked.headers.iter().filter(|(name, _)| name == "set-cookie").map(|(_, text)| text.as_str()).collect();
    assert!(!set.is_empty());
    for cookie in set {
        assert!(cookie.starts_with("__Host-"), "{cookie}");
        for mark in ["Secure", "HttpOnly", "Path=/", "SameSite=Lax"] {
            assert!(cookie.contains(mark), "{cookie}");
        }
        assert!(!cookie.contains("Domain"), "{cookie}");
    }
    world.owner.follow(&revoked).expect(200).says("The key is revoked.");
    world.owner.get("/partner/settings/key").expect(200).silent_about("The key is revoked.");
}

#[test]
fn second_factors_are_encrypted_anew_under_the_first_secret() {
    let world = World::new();
    let (secret, _) = set_up(&world, &world.owner);
    let sealed = || world.sql.texts("SELECT totp_secret AS value FROM people WHERE totp_secret IS NOT NULL");
    let before = sealed();
    drop(node(&world, BOTH));
    let after = sealed();
    assert_ne!(after, before);
    assert!(after[0].as_ref().is_some_and(|text| text.starts_with("new.")), "{after:?}");
    // Now the old secret can be removed.
    let new = node(&world, NEW);
    let browser = world.nobody.at(&new.address);
    assert!(sign_in(&browser, "signe@example.com", PASSWORD).to().starts_with("/sign-in/second-factor"));
    assert_eq!(second_step(&browser, &factor(&world, &secret, 0)).to(), "/partner/cases");
    // If no secret decrypts a second factor, its codes are wrong but cause no fault. Recovery codes still work.
    world.sql.execute("UPDATE people SET totp_secret = 'gone.AAAA' WHERE totp_secret IS NOT NULL");
    forget_steps(&world);
    let other = world.nobody.elsewhere();
    sign_in(&other, "signe@example.com", PASSWORD).to();
    second_step(&other, &factor(&world, &secret, 0)).expect(422);
}
