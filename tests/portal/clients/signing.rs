//! Reading, entering the code and signing: one signatory and two, wrong codes, two windows, and the resulting file.

use partner_portal::pdf::verify::{self, State, Trust};
use partner_portal::signing;

use super::{CLIENTS, Platform, client, heard};
pub use crate::harness::platform::{code, world, world_with};
use crate::harness::{Visitor, World};

/// A client that has completed the first two steps, with these signatories.
pub fn ready(world: &World, platform: &Platform, signatories: &[(&str, &str)]) -> (Visitor, String) {
    let made = platform.key.post_json(CLIENTS, &client("tenant-1", signatories[0].1)).expect(202).json();
    let url = made["onboardingLinks"]["url"].as_str().expect("a link").to_owned();
    let link = url.strip_prefix(&format!("http://{}", world.app.address)).expect("our own").to_owned();
    let browser = world.nobody.elsewhere();
    browser.fill(&format!("{link}/company"), &COMPANY).expect(303);
    let rows: Vec<(String, String)> = signatories
        .iter()
        .enumerate()
        .flat_map(|(at, (name, email))| {
            let row = |field: &str, text: &str| (format!("people.{at}.{field}"), text.to_owned());
            [row("name", name), row("email", email), row("title", "Managing director"), row("signs", "true")]
        })
        .collect();
    let rows: Vec<(&str, &str)> = rows.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let gone = browser.fill(&format!("{link}/people"), &rows).expect(303);
    assert_eq!(gone.to(), format!("{link}/sdca"));
    (browser, link)
}

pub const COMPANY: [(&str, &str); 6] = [
    ("name", "Lisboa Têxteis Lda"),
    ("country", "PT"),
    ("address", "Rua Augusta 24"),
    ("zipCode", "1100-053"),
    ("city", "Lisboa"),
    ("supportEmail", "office@lisboa.example"),
];

pub const CONSENT: [(&str, &str); 4] =
    [("read", "true"), ("electronic", "true"), ("evidence", "true"), ("authority", "true")];

/// The signature id of a person, in the open document or the one signed last.
pub fn part(world: &World, email: &str) -> String {
    let query = format!(
        "SELECT s.id AS value FROM signatures s JOIN agreements a ON a.id = s.agreement_id \
         WHERE s.email = '{email}' AND a.voided_at IS NULL ORDER BY a.created_at, a.id"
    );
    world.sql.texts(&query).pop().flatten().expect("a part")
}

fn sign(browser: &Visitor, link: &str, signed: (&str, &str), name: &str) -> crate::harness::Response {
    sign_at(browser, &format!("{link}/sdca"), signed, name)
}

/// Signs the document at an address.
pub fn sign_at(browser: &Visitor, at: &str, (part, code): (&str, &str), name: &str) -> crate::harness::Response {
    let mut fields = vec![("signature", part), ("code", code), ("mark", name), ("title", "Managing director")];
    fields.extend_from_slice(&CONSENT);
    browser.post_form(at, &fields)
}

pub(super) fn ask_for_code(browser: &Visitor, link: &str, part: &str) {
    browser.post_form(&format!("{link}/sdca/code"), &[("signature", part)]).expect(200);
}

/// Waits until the worker has made the file.
pub fn file(world: &World, browser: &Visitor, link: &str) -> Vec<u8> {
    let _working = world.app.work();
    for _ in 0..200 {
        if world.sql.number("SELECT COUNT(*) AS value FROM agreement_files") > 0 {
            return browser.get(&format!("{link}/agreement.pdf")).expect(200).body;
        }
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    panic!("no file was made");
}

pub fn judged(world: &World, bytes: &[u8]) -> verify::Report {
    let folder = world.app.shared.config.signing_dir.clone().expect("a folder");
    let keys = signing::read(&folder, "Debitura").expect("the keys");
    let authorities = [keys.authority.certificate().clone()];
    verify::verify(bytes, Trust { authorities: &authorities, timestamp_roots: &[] })
}

/// A complete signing by one person: browser, the client's link, and the file that the worker makes.
pub(super) fn signed(world: &World, name: &str) -> (Visitor, String, Vec<u8>) {
    let platform = Platform::new(world, "Ledgerly");
    let (browser, link) = ready(world, &platform, &[(name, "ines@lisboa.example")]);
    browser.get(&format!("{link}/sdca")).expect(200);
    let part = part(world, "ines@lisboa.example");
    ask_for_code(&browser, &link, &part);
    sign(&browser, &link, (&part, &code(world, "ines@lisboa.example")), name).expect(303);
    let bytes = file(world, &browser, &link);
    (browser, link, bytes)
}

#[test]
fn one_signatory_reads_proves_signs_and_is_done() {
    let world = world();
    let platform = Platform::new(&world, "Ledgerly");
    let (browser, link) = ready(&world, &platform, &[("Inês de Castro", "ines@lisboa.example")]);
    let page = browser.get(&format!("{link}/sdca")).expect(200).text();
    for part in ["Standard Debt Collection Agreement", "Lisboa Têxteis Lda", "1. Parties", "Success Fee", "Debitura"] {
        assert!(page.contains(part), "{part}");
    }
    let draft = browser.get(&format!("{link}/agreement.pdf")).expect(200).body;
    assert!(draft.starts_with(b"%PDF"));
    assert_eq!(judged(&world, &draft).state, State::Unsigned);
    let part = part(&world, "ines@lisboa.example");
    sign(&browser, &link, (&part, "123456"), "Inês de Castro").expect(422).says("already been used");
    ask_for_code(&browser, &link, &part);
    let right = code(&world, "ines@lisboa.example");
    // A second code right after the first is not sent.
    ask_for_code(&browser, &link, &part);
    assert_eq!(code(&world, "ines@lisboa.example"), right);
    let wrong = if right == "000000" { "000001" } else { "000000" };
    sign(&browser, &link, (&part, wrong), "Inês de Castro").expect(422).says("Inês de Castro");
    // Characters that cannot be printed are refused when they are entered.
    sign(&browser, &link, (&part, &right), "伊内斯").expect(422).says("“伊”");
    browser.post_form(&format!("{link}/sdca"), &[("signature", &part), ("code", &right), ("mark", "Inês")]).expect(422);
    assert_eq!(platform.key.get_json(&format!("{CLIENTS}/tenant-1"))["onboardingDone"], false);

    let gone = sign(&browser, &link, (&part, &right), "Inês de Castro").expect(303);
    assert_eq!(gone.to(), format!("{link}/done"));
    browser.get(&format!("{link}/done")).expect(200).says("All done");
    let seen = platform.key.get_json(&format!("{CLIENTS}/tenant-1"));
    assert_eq!((&seen["onboardingDone"], &seen["onboardingLinks"]), (&true.into(), &serde_json::Value::Null));
    platform.key.post_json(CLIENTS, &client("tenant-1", "ines@lisboa.example")).expect(201);
    // Signing again in another window adds no second signature.
    sign(&browser, &link, (&part, &right), "Inês de Castro").expect(303);
    assert_eq!(world.sql.number("SELECT COUNT(*) AS value FROM evidence WHERE kind = 'Signed'"), 1);
    // A page that was left open cannot change what is signed.
    browser.post_form(&format!("{link}/company"), &COMPANY).expect(422);

    let signed = file(&world, &browser, &link);
    let report = judged(&world, &signed);
    assert_eq!(report.state, State::Whole, "{report:#?}");
    let names: Vec<&str> = report.entries.iter().map(|entry| entry.name.as_str()).collect();
    assert_eq!(names.len(), 2, "the signatory and the seal: {names:?}");
    assert_eq!(names[0], "Inês de Castro");
    assert!(report.entries.iter().all(|entry| entry.intact));
    let mut changed = signed.clone();
    let middle = changed.len() / 2;
    changed[middle] ^= 1;
    assert_ne!(judged(&world, &changed).state, State::Whole);
    assert_eq!(heard(&world, "client.onboarding.contract_signed"), 1);
}

#[test]
fn the_agreement_is_concluded_when_the_last_has_signed() {
    let world = world();
    let platform = Platform::new(&world, "Ledgerly");
    let both = [("Inês de Castro", "ines@lisboa.example"), ("Αθηνά Παπαδοπούλου", "athina@lisboa.example")];
    let (browser, link) = ready(&world, &platform, &both);
    browser.get(&format!("{link}/sdca")).expect(200);
    let (first, second) = (part(&world, both[0].1), part(&world, both[1].1));
    ask_for_code(&browser, &link, &first);
    let gone = sign(&browser, &link, (&first, &code(&world, both[0].1)), both[0].0).expect(303);
    assert_eq!(gone.to(), format!("{link}/sdca"));
    assert_eq!(platform.key.get_json(&format!("{CLIENTS}/tenant-1"))["onboardingDone"], false);
    // After the first signature, the data cannot be changed before the second.
    let mut other_name = COMPANY;
    other_name[0].1 = "Another Company Lda";
    browser.post_form(&format!("{link}/company"), &other_name).expect(422);
    assert_eq!(platform.key.get_json(&format!("{CLIENTS}/tenant-1"))["client"]["companyName"], "Lisboa Têxteis Lda");
    // The second person gets a link of her own and cannot sign for anybody else with it.
    let mails = world.sql.texts(&format!("SELECT text_body AS value FROM mails WHERE to_address = '{}'", both[1].1));
    let text = mails.into_iter().flatten().find(|text| text.contains("/onboarding/")).expect("a mail");
    let at = text.find("/onboarding/").expect("a link");
    let own = text[at..].split_whitespace().next().expect("a link").to_owned();
    assert_ne!(own, link);
    let other = world.nobody.elsewhere();
    other.get(&own).expect(303);
    other.get(&format!("{own}/sdca")).expect(200).says("Αθηνά Παπαδοπούλου");
    other.post_form(&format!("{own}/sdca/code"), &[("signature", &first)]).expect(404);
    ask_for_code(&other, &own, &second);
    sign(&other, &own, (&second, &code(&world, both[1].1)), both[1].0).expect(303);
    assert_eq!(platform.key.get_json(&format!("{CLIENTS}/tenant-1"))["onboardingDone"], true);
    let report = judged(&world, &file(&world, &browser, &link));
    assert_eq!(report.state, State::Whole);
    assert_eq!(report.entries.len(), 3);
    assert_eq!(report.entries[1].name, both[1].0);
}

#[test]
fn five_wrong_codes_end_a_code() {
    let world = world();
    let platform = Platform::new(&world, "Ledgerly");
    let (browser, link) = ready(&world, &platform, &[("Inês de Castro", "ines@lisboa.example")]);
    browser.get(&format!("{link}/sdca")).expect(200);
    let part = part(&world, "ines@lisboa.example");
    ask_for_code(&browser, &link, &part);
    let right = code(&world, "ines@lisboa.example");
    let wrong = if right == "000000" { "000001" } else { "000000" };
    for _ in 0..5 {
        sign(&browser, &link, (&part, wrong), "Inês").expect(422);
    }
    sign(&browser, &link, (&part, &right), "Inês").expect(422).says("too often");
    // The evidence has a count, not one record per attempt.
    assert_eq!(world.sql.number("SELECT COUNT(*) AS value FROM evidence WHERE kind = 'CodeRefused'"), 1);
    let details = world.sql.texts("SELECT details AS value FROM evidence WHERE kind = 'CodeRefused'");
    assert!(details[0].as_deref().is_some_and(|text| text.contains("\"wrongCodes\":\"5\"")), "{details:?}");
    assert_eq!(world.sql.number("SELECT COUNT(*) AS value FROM signatures WHERE signed_at IS NOT NULL"), 0);
}

#[test]
fn a_new_version_is_signed_again_and_nothing_else_is_asked() {
    let world = world();
    let platform = Platform::new(&world, "Ledgerly");
    let (browser, link) = ready(&world, &platform, &[("Inês de Castro", "ines@lisboa.example")]);
    browser.get(&format!("{link}/sdca")).expect(200);
    let first = part(&world, "ines@lisboa.example");
    ask_for_code(&browser, &link, &first);
    sign(&browser, &link, (&first, &code(&world, "ines@lisboa.example")), "Inês de Castro").expect(303);
    platform.key.post_json(CLIENTS, &client("tenant-1", "ines@lisboa.example")).expect(201);
    world.sql.execute(
        "INSERT INTO agreement_texts (kind, version, language, body, sha256, published_at) \
         SELECT kind, '2099-01', language, body, sha256, '2099-01-01 00:00:00' FROM agreement_texts WHERE kind = 'Sdca'",
    );
    let again = platform.key.post_json(CLIENTS, &client("tenant-1", "ines@lisboa.example")).expect(202).json();
    assert_eq!(again["onboardingDone"], false);
    // A partner also has the link, so it proves nothing: nothing is shown before a code to a stored address.
    let gate = browser.get(&link).expect(303).to();
    assert_eq!(gate, format!("{link}/proof"));
    assert_eq!(browser.get(&format!("{link}/sdca")).expect(303).to(), gate);
    browser.get(&format!("{link}/agreement.pdf")).expect(403).silent_about("Lisboa");
    browser.get(&gate).expect(200).silent_about("Lisboa").silent_about("lisboa.example");
    browser.post_form(&format!("{link}/sdca/code"), &[("signature", &first)]).expect(403);
    // The answer to wrong input does not show the text, either.
    browser.post_form(&format!("{link}/sdca"), &[]).expect(403).silent_about("Lisboa");
    browser.post_form(&format!("{link}/sdca"), &[("signature", &first)]).expect(403).silent_about("Lisboa");
    let kyc = [("directorFullName", "Eve"), ("directorHomeAddress", "Here"), ("directorDateOfBirth", "1980-05-30")];
    browser.post_form(&format!("{link}/kyc"), &kyc).expect(403);
    browser.post_form(&format!("{gate}/code"), &[]).expect(200).silent_about("lisboa.example");
    let right = code(&world, "ines@lisboa.example");
    let wrong = if right == "000000" { "000001" } else { "000000" };
    browser.post_form(&gate, &[("code", wrong)]).expect(422).says("4 tries left");
    browser.post_form(&gate, &[("code", "12")]).expect(422).says("six digits");
    let own = browser.post_form(&gate, &[("code", &right)]).expect(303).to();
    assert_ne!(own, link);
    browser.post_form(&gate, &[("code", &right)]).expect(422).says("already been used");
    assert_eq!(browser.get(&own).expect(303).to(), format!("{own}/pending"));
    browser.get(&format!("{own}/pending")).expect(200).says("One document is waiting");
    browser.get(&format!("{own}/sdca")).expect(200).says("new version of your agreement").says("2099-01");
    let second = part(&world, "ines@lisboa.example");
    browser.post_form(&format!("{own}/sdca/code"), &[("signature", &second)]).expect(200);
    let done = sign(&browser, &own, (&second, &code(&world, "ines@lisboa.example")), "Inês de Castro").expect(303).to();
    assert_eq!(done, format!("{own}/done"));
    platform.key.post_json(CLIENTS, &client("tenant-1", "ines@lisboa.example")).expect(201);
    // The proof lasts an hour.
    world.sql.execute("UPDATE proofs SET expires_at = '2020-01-01 00:00:00'");
    browser.get(&own).expect(404);
}

#[test]
fn a_text_that_gave_way_is_read_again_before_it_is_signed() {
    let world = world();
    let platform = Platform::new(&world, "Ledgerly");
    let (browser, link) = ready(&world, &platform, &[("Inês de Castro", "ines@lisboa.example")]);
    browser.get(&format!("{link}/sdca")).expect(200);
    let old = part(&world, "ines@lisboa.example");
    ask_for_code(&browser, &link, &old);
    let right = code(&world, "ines@lisboa.example");
    // In another window she reads it in Danish, so the English text cannot be signed any more.
    browser.get(&format!("{link}/sdca?lang=da")).expect(200).says("Læs og underskriv");
    let fields = [("signature", old.as_str())];
    browser.post_form(&format!("{link}/sdca/code"), &fields).expect(422).says("Inês de Castro");
    sign(&browser, &link, (&old, &right), "Inês Maria").expect(422).says("Inês Maria").says("En ny version");
    assert_eq!(world.sql.number("SELECT COUNT(*) AS value FROM signatures WHERE signed_at IS NOT NULL"), 0);
    // The same if a new version is published meanwhile.
    browser.get(&format!("{link}/sdca?lang=en")).expect(200);
    let fresh = part(&world, "ines@lisboa.example");
    ask_for_code(&browser, &link, &fresh);
    world.sql.execute(
        "INSERT INTO agreement_texts (kind, version, language, body, sha256, published_at) \
         SELECT kind, '2099-01', language, body, sha256, '2099-01-01 00:00:00' FROM agreement_texts WHERE kind = 'Sdca'",
    );
    let right = code(&world, "ines@lisboa.example");
    sign(&browser, &link, (&fresh, &right), "Inês").expect(422).says("A new version was published");
}

#[test]
fn systems_read_the_steps_and_their_problems_in_words() {
    let world = world();
    let platform = Platform::new(&world, "Ledgerly");
    let (browser, link) = ready(&world, &platform, &[("Inês de Castro", "ines@lisboa.example")]);
    let api = format!("/api{link}");
    assert_eq!(browser.get_json(&format!("{api}/company"))["name"], "Lisboa Têxteis Lda");
    assert_eq!(browser.get_json(&format!("{api}/people"))["people.0.email"], "ines@lisboa.example");
    let desk = browser.get_json(&format!("{api}/sdca"));
    assert_eq!((&desk["kind"], &desk["signatories"][0]["email"]), (&"Sdca".into(), &"i•••@lisboa.example".into()));
    assert_eq!(desk["textSha256"].as_str().map(str::len), Some(64));
    let refused = browser.post_json(&format!("{api}/company"), &serde_json::json!({ "name": "X", "country": "PT" }));
    assert_eq!(refused.status, 400, "{}", refused.text());
    assert!(refused.text().contains("Please fill in this field."), "{}", refused.text());
    assert_eq!(browser.get_json(&format!("{api}/done"))["nextStep"], "sdca");
}
