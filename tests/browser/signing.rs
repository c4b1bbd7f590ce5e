//! A client's onboarding from the partner's API call to the way back to the partner's app: phone and desktop, two
//! languages and brands, one signatory and two.

use partner_portal::pdf::verify::{self, State, Trust};
use partner_portal::signing;

use crate::driver::Browser;
use crate::harness::database::Folder;
use crate::harness::platform::{CLIENTS, Platform, client, code, link_for, world};
use crate::harness::{Visitor, World};
use crate::pages::look_at;

const FIRST: (&str, &str) = ("Inês de Castro", "ines@lisboa.example");
const SECOND: (&str, &str) = ("Αθηνά Παπαδοπούλου", "athina@lisboa.example");

#[test]
fn two_sign_on_a_phone_in_danish_under_one_brand() {
    let world = world();
    let platform = Platform::new(&world, "Fakturo");
    world.sql.execute("UPDATE referral_partners SET brand_background = '#2b2d6e', brand_font = 'Serif'");
    walk(&world, &platform, (390, "da"), &[FIRST, SECOND], ["Fuldmagt", "Gå tilbage til Fakturo"]);
}

#[test]
fn one_signs_on_a_desk_in_german_under_another() {
    let world = world();
    let platform = Platform::new(&world, "Ledgerly");
    walk(&world, &platform, (1280, "de"), &[FIRST], ["Vollmacht", "Zurück zu Ledgerly"]);
}

/// The onboarding of one client; `said` are the texts it expects in its language.
fn walk(
    world: &World,
    platform: &Platform,
    (width, language): (u32, &str),
    people: &[(&str, &str)],
    [power, back]: [&str; 2],
) {
    let folder = Folder::new();
    let browser = Browser::open(&world.app.address, folder.path());
    browser.look(width, false);
    let made = platform.key.post_json(CLIENTS, &client("tenant-1", people[0].1)).expect(202).json();
    let url = made["onboardingLinks"]["url"].as_str().expect("a link");
    let agency = world.as_owner.agency.id;
    let query = format!("lang={language}&collectionPartnerId={agency}&returnUrl=https%3A%2F%2Fapp.example%2Fback");
    browser.go(&format!("{url}?{query}"));
    browser.press("button.primary");
    name(&browser, people);
    browser.reads(power);
    let link = browser.at().trim_end_matches("/poa").to_owned();
    sign(world, &browser, people[0]);
    browser.until("the agreement", || browser.at().ends_with("/sdca"));
    assert_eq!(platform.key.get_json(&format!("{CLIENTS}/tenant-1"))["onboardingDone"], false);
    sign(world, &browser, people[0]);
    for other in &people[1..] {
        browser.until("the others' turn", || browser.words().contains(other.0));
        let own = link_for(world, other.1);
        browser.go(&format!("{own}?lang={language}"));
        for _ in ["the power", "the agreement"] {
            sign(world, &browser, *other);
        }
    }
    browser.until("the end", || browser.at().ends_with("/done"));
    browser.reads(back);
    let done = platform.key.get_json(&format!("{CLIENTS}/tenant-1"));
    assert_eq!(done["onboardingDone"], true);
    // Going back in the browser shows the client's current step, and nothing is signed twice.
    browser.go(&format!("{link}/sdca"));
    browser.until("the end again", || browser.at().ends_with("/done"));
    assert_eq!(
        world.sql.number("SELECT COUNT(*) AS value FROM evidence WHERE kind = 'Signed'"),
        i64::try_from(people.len() * 2).expect("a few")
    );
    is_whole(world, &browser, people.len());
}

/// The second step: everybody signs.
fn name(browser: &Browser, people: &[(&str, &str)]) {
    for (at, (name, email)) in people.iter().enumerate() {
        if at > 0 {
            browser.press("button[name=do][value=add]");
        }
        browser.write(&format!("[name='people.{at}.name']"), name);
        browser.write(&format!("[name='people.{at}.email']"), email);
        browser.write(&format!("[name='people.{at}.title']"), "Director");
        if !browser.is_on(&format!("[name='people.{at}.signs']")) {
            browser.press(&format!("[name='people.{at}.signs']"));
        }
    }
    browser.press("form > button.primary");
}

/// Reads the open document, enters the code and signs.
fn sign(world: &World, browser: &Browser, who: (&str, &str)) {
    // Normally a second code can be requested only after a minute.
    world.sql.execute("DELETE FROM tallies");
    browser.press("button[formaction$='/code']");
    browser.until("the code", || browser.words().contains("•••@"));
    browser.write("#code", &code(world, who.1));
    browser.draw("[data-pad] canvas");
    for box_ in ["#read", "#electronic", "#evidence", "#authority"] {
        browser.press(box_);
    }
    browser.press("form > button.primary");
    browser.until("the next page", || !browser.at().ends_with("/code"));
}

/// The files exist, and verify as genuine.
fn is_whole(world: &World, browser: &Browser, people: usize) {
    let _working = world.app.work();
    browser.until("the files", || world.sql.number("SELECT COUNT(*) AS value FROM agreement_files") == 2);
    browser.go(&browser.at());
    let page = Visitor::nobody(&world.app.address).get(&browser.at()).expect(200).text();
    let files: Vec<&str> = page.split("href=\"").filter(|rest| rest.contains("/documents/")).collect();
    let keys = signing::read(&world.app.shared.config.signing_dir.clone().expect("a folder"), "Debitura");
    let authorities = [keys.expect("the keys").authority.certificate().clone()];
    let mut seen = 0;
    for file in files.iter().filter_map(|rest| rest.split('"').next()).filter(|path| path.starts_with("/onboarding/")) {
        let bytes = Visitor::nobody(&world.app.address).get(file).expect(200).body;
        let report = verify::verify(&bytes, Trust { authorities: &authorities, timestamp_roots: &[] });
        assert_eq!((report.state, report.entries.len()), (State::Whole, people + 1), "{report:#?}");
        seen += 1;
    }
    assert_eq!(seen, 2);
}

#[test]
fn axe_finds_nothing_on_the_pages_of_a_client() {
    let world = world();
    let platform = Platform::new(&world, "Ledgerly");
    let folder = Folder::new();
    let browser = Browser::open(&world.app.address, folder.path());
    let mut found = Vec::new();
    let made = platform.key.post_json(CLIENTS, &client("tenant-1", FIRST.1)).expect(202).json();
    let url = made["onboardingLinks"]["url"].as_str().expect("a link");
    let link = url.strip_prefix(&format!("http://{}", world.app.address)).expect("our own").to_owned();
    world.sql.execute("UPDATE collection_partners SET requires_kyc = TRUE");
    browser.look(390, false);
    browser.go(&format!("{link}?collectionPartnerId={}", world.as_owner.agency.id));
    look_at(&browser, &format!("{link}/company"), &mut found);
    browser.press("button.primary");
    look_at(&browser, &format!("{link}/people"), &mut found);
    name(&browser, &[FIRST, SECOND]);
    look_at(&browser, &format!("{link}/kyc"), &mut found);
    let kyc = [("directorFullName", "Inês"), ("directorHomeAddress", "Lisboa"), ("directorDateOfBirth", "1980-05-30")];
    world.nobody.elsewhere().post_form(&format!("{link}/kyc"), &kyc).expect(303);
    look_at(&browser, &format!("{link}/poa"), &mut found);
    browser.look(390, false);
    sign(&world, &browser, FIRST);
    sign(&world, &browser, FIRST);
    look_at(&browser, &format!("{link}/sdca"), &mut found);
    let own = link_for(&world, SECOND.1);
    browser.go(&own);
    sign(&world, &browser, SECOND);
    look_at(&browser, &format!("{own}/sdca"), &mut found);
    browser.look(390, false);
    sign(&world, &browser, SECOND);
    look_at(&browser, &format!("{own}/done"), &mut found);
    world.sql.execute("UPDATE creditors SET agreement_version = '2020-01'");
    world.sql.execute("UPDATE agreements SET version = '2020-01'");
    look_at(&browser, &format!("{link}/proof"), &mut found);
    browser.press("button[formaction$='/code']");
    browser.until("the code", || browser.at().ends_with("/code"));
    browser.write("#code", &code(&world, FIRST.1));
    browser.press("form > button.primary");
    browser.until("what waits", || browser.at().ends_with("/pending"));
    look_at(&browser, &browser.at(), &mut found);
    assert!(found.is_empty(), "axe found:\n{}", found.join("\n"));
}
