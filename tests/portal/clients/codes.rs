//! Guessing codes: changing the language, the code or the request does not reset the limits.

use super::linking::{INES, asked};
use super::signing::{code, part, ready, sign_at, world};
use super::{CLIENTS, Platform, client};
use crate::harness::{Visitor, World};

/// Number of wrong codes counted per account.
fn counted(world: &World) -> i64 {
    world.sql.number(
        "SELECT CAST(COALESCE(SUM(count), 0) AS BIGINT) AS value FROM tallies WHERE name = 'wrong codes for account'",
    )
}

/// Moves time forward beyond the longest pause between two codes.
fn later(world: &World) {
    world.sql.execute("DELETE FROM tallies WHERE name IN ('codes sent', 'codes asked from address')");
}

fn mails(world: &World, subject: &str) -> i64 {
    world.sql.number(&format!("SELECT COUNT(*) AS value FROM mails WHERE subject = '{subject}'"))
}

/// A code other than the mailed one.
fn wrong(world: &World) -> &'static str {
    if code(world, INES) == "000000" { "000001" } else { "000000" }
}

/// One guess in another language; returns the message.
fn guess_in(world: &World, browser: &Visitor, (link, language): (&str, &str)) -> String {
    browser.get(&format!("{link}/sdca?lang={language}")).expect(200);
    let part = part(world, INES);
    browser.post_form(&format!("{link}/sdca/code"), &[("signature", &part)]).expect(200);
    sign_at(browser, &format!("{link}/sdca"), (&part, wrong(world)), "Eve").expect(422).text()
}

const LANGUAGES: [&str; 8] = ["da", "de", "sv", "nb", "nl", "fr", "es", "en"];

#[test]
fn fifty_guesses_in_changing_languages_are_few() {
    let world = world();
    let platform = Platform::new(&world, "Ledgerly");
    let (browser, link) = ready(&world, &platform, &[("Inês de Castro", INES)]);
    for round in 0..50 {
        guess_in(&world, &browser, (&link, LANGUAGES[round % 8]));
    }
    assert_eq!(counted(&world), 1, "no second code is sent before the pause is over");
    assert_eq!(mails(&world, "Too many wrong codes"), 0);

    // With pauses, twenty attempts a day are possible.
    for round in 0..50 {
        later(&world);
        guess_in(&world, &browser, (&link, LANGUAGES[round % 8]));
    }
    assert_eq!(counted(&world), 20);
    let told = world.sql.number(&format!(
        "SELECT COUNT(*) AS value FROM evidence e JOIN mails m ON m.to_address = '{INES}' \
         WHERE e.kind = 'CodesClosed' AND m.text_body LIKE '% 24 %'"
    ));
    assert_eq!(told, 1, "the address is told, once");
    later(&world);
    let sent = world.sql.number("SELECT COUNT(*) AS value FROM mails");
    browser.get(&format!("{link}/sdca?lang=en")).expect(200);
    let part = part(&world, INES);
    let page = browser.post_form(&format!("{link}/sdca/code"), &[("signature", &part)]).expect(200);
    page.says("wrong too often");
    let right = code(&world, INES);
    sign_at(&browser, &format!("{link}/sdca"), (&part, &right), "Eve").expect(422).says("too often").says("Eve");
    assert_eq!(world.sql.number("SELECT COUNT(*) AS value FROM mails"), sent, "no code is sent any more");
    assert_eq!(world.sql.number("SELECT COUNT(*) AS value FROM signatures WHERE signed_at IS NOT NULL"), 0);
    // The evidence has a count, not one record per attempt.
    assert!(world.sql.number("SELECT COUNT(*) AS value FROM evidence WHERE kind = 'CodeRefused'") <= 4);

    // The next day, attempts are possible again.
    world.sql.execute("UPDATE tallies SET until_at = '2020-01-01 00:00:00'");
    browser.post_form(&format!("{link}/sdca/code"), &[("signature", &part)]).expect(200);
    sign_at(&browser, &format!("{link}/sdca"), (&part, &code(&world, INES)), "Inês de Castro").expect(303);
}

#[test]
fn a_resend_gives_no_new_tries() {
    let world = world();
    let platform = Platform::new(&world, "Ledgerly");
    let (browser, link) = ready(&world, &platform, &[("Inês de Castro", INES)]);
    browser.get(&format!("{link}/sdca")).expect(200);
    let part = part(&world, INES);
    let at = format!("{link}/sdca");
    for left in ["4 tries", "3 tries", "2 tries", "1 try"] {
        later(&world);
        browser.post_form(&format!("{at}/code"), &[("signature", &part)]).expect(200);
        sign_at(&browser, &at, (&part, wrong(&world)), "Eve").expect(422).says(&format!("{left} left"));
    }
    later(&world);
    browser.post_form(&format!("{at}/code"), &[("signature", &part)]).expect(200);
    sign_at(&browser, &at, (&part, wrong(&world)), "Eve").expect(422).says("too often");
    sign_at(&browser, &at, (&part, &code(&world, INES)), "Eve").expect(422).says("too often");
    // The pause doubles with every code.
    later(&world);
    for pause in [60, 120, 240] {
        world.sql.execute("UPDATE tallies SET last_at = '2020-01-01 00:00:00' WHERE name = 'codes sent'");
        let sent = world.sql.number("SELECT COUNT(*) AS value FROM mails");
        browser.post_form(&format!("{at}/code"), &[("signature", &part)]).expect(200);
        let page = browser.post_form(&format!("{at}/code"), &[("signature", &part)]).expect(200).text();
        assert_eq!(world.sql.number("SELECT COUNT(*) AS value FROM mails"), sent + 1, "one of the two is sent");
        let said = (pause - 30..=pause).any(|left| page.contains(&format!("in {left} seconds")));
        assert!(said, "{pause}: {page}");
    }
}

#[test]
fn forty_guesses_by_new_link_requests_are_few() {
    let world = world();
    let platform = Platform::new(&world, "Ledgerly");
    let browser = world.nobody.elsewhere();
    let guess = |link: &str| {
        browser.post_form(&format!("{link}/proof/code"), &[]).expect(200);
        for _ in 0..5 {
            browser.post_form(&format!("{link}/proof"), &[("code", wrong(&world))]).expect(422);
        }
    };
    let mut links = vec![asked(&world, &platform, "Lisboa Têxteis Lda")];
    for number in 1..8 {
        let wish = client(&format!("again-{number}"), INES);
        let refused = platform.key.post_json(CLIENTS, &wish).expect(409).json();
        let url = refused["data"]["onboardingLinks"]["url"].as_str().expect("a link").to_owned();
        links.push(url.strip_prefix(&format!("http://{}", world.app.address)).expect("our own").to_owned());
    }
    links.iter().for_each(|link| guess(link));
    assert_eq!(counted(&world), 5, "every request after the first waits for its code");
    for link in &links {
        later(&world);
        guess(link);
    }
    assert_eq!(counted(&world), 20);
    assert_eq!(mails(&world, "Too many wrong codes"), 1);
    later(&world);
    let right = code(&world, INES);
    for link in &links {
        browser.post_form(&format!("{link}/proof"), &[("code", &right)]).expect(422);
    }
    assert_eq!(world.sql.number("SELECT COUNT(*) AS value FROM proofs"), 0);
    assert_eq!(world.sql.number("SELECT COUNT(*) AS value FROM evidence WHERE kind = 'CodesClosed'"), 1);
}

#[test]
fn guesses_at_many_accounts_from_one_address_are_counted_together() {
    let world = world();
    world.sql.execute(
        "INSERT INTO tallies (name, subject, count, began_at, until_at, last_at) VALUES \
         ('wrong codes from address', '127.0.0.1', 40, '2026-01-01 00:00:00', '2099-01-01 00:00:00', \
         '2026-01-01 00:00:00')",
    );
    let platform = Platform::new(&world, "Ledgerly");
    let link = asked(&world, &platform, "Lisboa Têxteis Lda");
    let browser = world.nobody.elsewhere();
    browser.post_form(&format!("{link}/proof/code"), &[]).expect(200).says("wrong too often");
    assert_eq!(world.sql.number("SELECT COUNT(*) AS value FROM mails WHERE text_body LIKE '%Enter this code%'"), 0);
}

#[test]
fn link_requests_and_invited_clients_are_limited() {
    let world = world();
    let platform = Platform::new(&world, "Ledgerly");
    asked(&world, &platform, "Lisboa Têxteis Lda");
    let wish = |number: i32| platform.key.post_json(CLIENTS, &client(&format!("more-{number}"), INES));
    for number in 1..10 {
        wish(number).expect(409);
    }
    let refused = wish(10).expect(429);
    assert!(refused.header("retry-after").is_some());
    // The existing request is returned again.
    wish(9).expect(409);
    assert_eq!(world.sql.number("SELECT COUNT(*) AS value FROM link_requests"), 10);

    world.sql.execute("UPDATE referral_partners SET sends_invitations = TRUE");
    for number in 0..4 {
        let tenant = format!("new-{number}");
        let answer = platform.key.post_json(CLIENTS, &client(&tenant, "rui@porto.example"));
        if number == 3 {
            answer.expect(429);
            break;
        }
        answer.expect(202);
        platform.key.post_json(&format!("{CLIENTS}/{tenant}/withdraw"), &serde_json::json!({})).expect(204);
    }
    let mails = world.sql.number("SELECT COUNT(*) AS value FROM mails WHERE to_address = 'rui@porto.example'");
    assert_eq!(mails, 3);
}
