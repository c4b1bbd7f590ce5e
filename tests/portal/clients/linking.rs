//! A referral partner asks to be linked with an account that existed before. Its people decide, after a code.

use serde_json::json;

use super::signing::{code, world};
use super::{CLIENTS, Platform, client, heard};
use crate::harness::{Visitor, World};

pub const INES: &str = "ines@lisboa.example";

/// An account that one partner created and then gave up.
pub fn account(world: &World) {
    let first = Platform::new(world, "Earlier");
    first.key.post_json(CLIENTS, &client("theirs", INES)).expect(202);
    // The account stays when its partner gives it up.
    world.sql.execute("UPDATE referral_links SET archived_at = '2026-01-01 00:00:00'");
}

/// An account that one partner created and gave up, and another partner's request to be linked with it.
pub fn asked(world: &World, platform: &Platform, company: &str) -> String {
    account(world);
    let mut wish = client("tenant-9", INES);
    wish["client"]["name"] = json!(company);
    let refused = platform.key.post_json(CLIENTS, &wish).expect(409).json();
    assert_eq!(refused["type"], "ClientExistsNeedsLinking");
    let url = refused["data"]["onboardingLinks"]["url"].as_str().expect("a link");
    url.strip_prefix(&format!("http://{}", world.app.address)).expect("our own").to_owned()
}

/// The owner of an account proves it by a code and approves the link.
pub fn approve(world: &World, link: &str, email: &str) {
    let browser = world.nobody.elsewhere();
    let own = proved_by(world, &browser, link, email);
    browser.post_form(&format!("{own}/link"), &[("decision", "approve"), ("choice", "link")]).expect(303);
}

fn proved(world: &World, browser: &Visitor, link: &str) -> String {
    proved_by(world, browser, link, INES)
}

fn proved_by(world: &World, browser: &Visitor, link: &str, email: &str) -> String {
    browser.post_form(&format!("{link}/proof/code"), &[]).expect(200);
    let to = browser.post_form(&format!("{link}/proof"), &[("code", &code(world, email))]).expect(303).to();
    assert_eq!(browser.get(&to).expect(303).to(), format!("{to}/link"));
    to
}

#[test]
fn nothing_is_shown_and_nothing_done_before_the_code() {
    let world = world();
    let platform = Platform::new(&world, "Ledgerly");
    let link = asked(&world, &platform, "Lisboa Têxteis Lda");
    let browser = world.nobody.elsewhere();
    assert_eq!(browser.get(&link).expect(303).to(), format!("{link}/link"));
    assert_eq!(browser.get(&format!("{link}/link")).expect(303).to(), format!("{link}/proof"));
    browser.get(&format!("{link}/proof")).expect(200).says("Ledgerly").silent_about("Lisboa").silent_about(INES);
    browser.post_form(&format!("{link}/link"), &[("decision", "approve")]).expect(403).silent_about("Lisboa");
    for page in ["company", "people", "sdca", "done", "pending", "linked"] {
        browser.get(&format!("{link}/{page}")).expect(404);
    }
    platform.key.get(&format!("{CLIENTS}/tenant-9")).expect(404);
    // Guessing is slowed down: the pause doubles until a right code was entered.
    browser.post_form(&format!("{link}/proof/code"), &[]).expect(200);
    let first = code(&world, INES);
    browser.post_form(&format!("{link}/proof/code"), &[]).expect(200).says("You can ask for a new code in");
    assert_eq!(code(&world, INES), first);
}

#[test]
fn an_approved_link_is_the_platforms_and_is_not_attributed() {
    let world = world();
    let platform = Platform::new(&world, "Ledgerly");
    let link = asked(&world, &platform, "Lisboa Têxteis Lda");
    let browser = world.nobody.elsewhere();
    browser.get(&format!("{link}?returnUrl=https%3A%2F%2Fapp.ledgerly.example%2Fback")).expect(303);
    let own = proved(&world, &browser, &link);
    browser
        .get(&format!("{own}/link"))
        .expect(200)
        .says("If you approve, Lisboa Têxteis Lda is linked to Ledgerly.")
        .silent_about("Which company is this for?");
    let next = browser.post_form(&format!("{own}/link"), &[("decision", "approve")]).expect(303).to();
    browser.get(&next).expect(200).says("Lisboa Têxteis Lda and Ledgerly are now linked.");
    // Approving twice changes nothing, and declining afterwards is too late.
    browser.post_form(&format!("{own}/link"), &[("decision", "approve")]).expect(303);
    browser.post_form(&format!("{own}/link"), &[("decision", "decline")]).expect(422);
    let seen = platform.key.get_json(&format!("{CLIENTS}/tenant-9"));
    assert_eq!((&seen["isAttributedClient"], &seen["onboardingDone"]), (&false.into(), &false.into()));
    assert_eq!((heard(&world, "client.link_requested"), heard(&world, "client.linked")), (1, 1));
    // The partner's own link shows nothing, because the partner did not create this account.
    let theirs = seen["onboardingLinks"]["url"].as_str().expect("a link").to_owned();
    let theirs = theirs.strip_prefix(&format!("http://{}", world.app.address)).expect("our own");
    assert_eq!(browser.get(&format!("{theirs}/company")).expect(303).to(), format!("{theirs}/proof"));
    browser.post_form(&format!("{theirs}/company"), &super::signing::COMPANY).expect(403);
    // After the approval no further code is needed.
    let token = next.strip_suffix("/linked").expect("a link");
    assert_eq!(browser.get(token).expect(303).to(), format!("{token}/pending"));
    browser.get(&format!("{token}/company")).expect(200).says("Lisboa Têxteis Lda");
}

#[test]
fn a_declined_or_late_link_changes_nothing() {
    let world = world();
    let platform = Platform::new(&world, "Ledgerly");
    let link = asked(&world, &platform, "Lisboa Têxteis Lda");
    let browser = world.nobody.elsewhere();
    let own = proved(&world, &browser, &link);
    let gone = browser.post_form(&format!("{own}/link"), &[("decision", "decline")]).expect(303).to();
    browser.get(&gone).expect(200).says("Nothing has changed in your account.");
    platform.key.get(&format!("{CLIENTS}/tenant-9")).expect(404);
    assert_eq!(heard(&world, "client.link_declined"), 1);
    let again = platform.key.post_json(CLIENTS, &client("tenant-9", INES)).expect(409).json();
    let fresh = again["data"]["onboardingLinks"]["url"].as_str().expect("a link").to_owned();
    let fresh = fresh.strip_prefix(&format!("http://{}", world.app.address)).expect("our own").to_owned();
    assert_ne!(fresh, link);
    world.sql.execute("UPDATE link_requests SET expires_at = '2026-01-01 00:00:00' WHERE status = 'Pending'");
    browser.get(&format!("{fresh}/link")).expect(200).says("This link has expired").silent_about("Lisboa");
    let own = proved(&world, &browser, &fresh);
    let gone = browser.post_form(&format!("{own}/link"), &[("decision", "approve")]).expect(303).to();
    browser.get(&gone).expect(200).says("This link has expired");
    assert_eq!((heard(&world, "client.linked"), heard(&world, "client.link_expired")), (0, 1));
}

#[test]
fn claims_of_another_company_get_an_account_of_their_own() {
    let world = world();
    let platform = Platform::new(&world, "Ledgerly");
    let link = asked(&world, &platform, "Porto Calçados Lda");
    let browser = world.nobody.elsewhere();
    let own = proved(&world, &browser, &link);
    let at = format!("{own}/link");
    browser.get(&at).expect(200).says("Which company is this for?").says("Porto Calçados Lda");
    browser.post_form(&at, &[]).expect(422).says("Choose one of the two.");
    let wrong = [("choice", "new"), ("name", "Rui Porto"), ("email", "nonsense")];
    browser.post_form(&at, &wrong).expect(422).says("not a valid e-mail").says("Rui Porto");
    let taken = [("choice", "new"), ("name", "Rui Porto"), ("email", INES)];
    browser.post_form(&at, &taken).expect(422).says("belongs to an account already");
    let right = [("choice", "new"), ("name", "Rui Porto"), ("email", "rui@porto.example")];
    let next = browser.post_form(&at, &right).expect(303).to();
    assert_eq!(browser.get(&next).expect(303).to(), format!("{next}/company"));
    let seen = platform.key.get_json(&format!("{CLIENTS}/tenant-9"));
    assert_eq!(seen["client"]["companyName"], "Porto Calçados Lda");
    assert_eq!(seen["isAttributedClient"], true);
    assert_eq!(seen["users"][0]["email"], "rui@porto.example");
}
