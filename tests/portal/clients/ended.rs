//! Onboarding links end when they are not needed any more.

use serde_json::json;

use super::signing::{COMPANY, ready, signed, world};
use super::{CLIENTS, Platform};
use crate::harness::platform::link_for;

const INES: (&str, &str) = ("Inês de Castro", "ines@lisboa.example");

#[test]
fn ninety_days_after_signing_the_documents_need_a_new_link() {
    let world = world();
    let (browser, link, bytes) = signed(&world, INES.0);
    let page = browser.get(&format!("{link}/done")).expect(200).says("All done").text();
    let document = page.split('"').find(|part| part.starts_with(&format!("{link}/documents/"))).expect("a file");
    let document = document.to_owned();
    let days_ago = |days| (world.context().now - chrono::Duration::days(days)).format("%Y-%m-%d %H:%M:%S").to_string();
    world.sql.execute(&format!("UPDATE agreements SET signed_at = '{}'", days_ago(89)));
    browser.get(&format!("{link}/done")).expect(200);
    world.sql.execute(&format!("UPDATE agreements SET signed_at = '{}'", days_ago(91)));
    for page in ["", "/done", "/sdca", "/company"] {
        assert_eq!(browser.get(&format!("{link}{page}")).expect(303).to(), format!("{link}/ended"), "{page}");
    }
    browser.get(&document).expect(404);
    browser.get(&format!("{link}/agreement.pdf")).expect(404);
    let ended = browser.get(&format!("{link}/ended")).expect(410);
    ended.says("This link has ended").silent_about("Lisboa").silent_about(INES.1);
    assert_eq!(browser.get_json(&format!("/api{link}/done"))["nextStep"], "ended");
    assert_eq!(browser.get_json(&format!("/api{link}/ended"))["isEnded"], true);
    let mails = || world.sql.number("SELECT COUNT(*) AS value FROM mails");
    let before = mails();
    browser.post_form(&format!("{link}/renew"), &[]).expect(200).says("Check your mail").silent_about(INES.1);
    assert_eq!(mails(), before + 1);
    let fresh = link_for(&world, INES.1);
    assert_ne!(fresh, link);
    browser.get(&format!("{fresh}/done")).expect(200).says("All done");
    assert_eq!(browser.get(&document.replace(&link, &fresh)).expect(200).body, bytes);
    assert_eq!(world.sql.number("SELECT COUNT(*) AS value FROM evidence WHERE kind = 'LinkRenewed'"), 1);
    // Renewals are limited; the answer stays the same.
    for _ in 0..4 {
        browser.post_form(&format!("{link}/renew"), &[]).expect(200).says("Check your mail");
    }
    assert_eq!(mails(), before + 3);
    // The new link expires, too.
    world.sql.execute("UPDATE proofs SET expires_at = '2020-01-01 00:00:00'");
    browser.get(&fresh).expect(404);
}

#[test]
fn an_onboarding_that_is_not_finished_keeps_its_link() {
    let world = world();
    let platform = Platform::new(&world, "Ledgerly");
    let (browser, link) = ready(&world, &platform, &[INES]);
    world.sql.execute("UPDATE referral_links SET created_at = '2020-01-01 00:00:00'");
    browser.get(&format!("{link}/sdca")).expect(200);
    let mails = world.sql.number("SELECT COUNT(*) AS value FROM mails");
    assert_eq!(browser.get(&format!("{link}/ended")).expect(303).to(), link);
    browser.post_form(&format!("{link}/renew"), &[]).expect(200).says("Check your mail");
    assert_eq!(world.sql.number("SELECT COUNT(*) AS value FROM mails"), mails);
    // The link of a withdrawn client stops working immediately.
    platform.key.post_json(&format!("{CLIENTS}/tenant-1/withdraw"), &json!({})).expect(204);
    for page in ["", "/sdca", "/done", "/ended", "/proof", "/people"] {
        browser.get(&format!("{link}{page}")).expect(404);
    }
    browser.post_form(&format!("{link}/company"), &COMPANY).expect(404);
    browser.post_form(&format!("{link}/renew"), &[]).expect(404);
}
