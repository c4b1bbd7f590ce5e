//! Failed sign-ins slow down strangers: the network they come from, and devices on which the person has never signed
//! in.

use std::time::{Duration, Instant};

use argon2::password_hash::PasswordHasher;
use argon2::{Algorithm, Argon2, Params, Version};

use super::{OTHER, audited, link, mail_to, mails_to, sign_in};
use partner_portal::actions::people::Hashing;

use crate::harness::http::{send_form_from, urlencoded};
use crate::harness::platform::code;
use crate::harness::{FORM, PASSWORD, Response, Visitor, World};

const SIGNE: &str = "signe@example.com";

/// Ten failures of a stranger.
fn close(world: &World, email: &str) {
    for _ in 0..10 {
        sign_in(&world.nobody.elsewhere(), email, "not the password").expect(422);
    }
}

/// Signs out with a freshly loaded form.
fn sign_out(visitor: &Visitor) -> Response {
    let page = visitor.get("/account/sessions").expect(200).text();
    let hidden = crate::harness::visitor::hidden_fields(&page);
    let token = hidden.into_iter().find(|(name, _)| name == "_token").expect("a token").1;
    visitor.send("POST", "/sign-out", &FORM, urlencoded(&[("_token", &token)]).as_bytes())
}

fn ask_code(visitor: &Visitor, email: &str) -> Response {
    visitor.send("POST", "/sign-in/code", &FORM, urlencoded(&[("email", email)]).as_bytes())
}

fn use_code(visitor: &Visitor, email: &str, code: &str, password: &str) -> Response {
    let fields = [("email", email), ("code", code), ("password", password), ("step", "enter")];
    visitor.send("POST", "/sign-in/code", &FORM, urlencoded(&fields).as_bytes())
}

#[test]
fn strangers_close_an_account_to_new_devices_only() {
    let world = World::new();
    world.owner.get("/partner/cases").expect(200);
    close(&world, SIGNE);
    sign_in(&world.nobody, SIGNE, PASSWORD).expect(422).says("closed to new devices");
    world.owner.post_form("/sign-out", &[]).to();
    assert_eq!(sign_in(&world.owner, SIGNE, PASSWORD).to(), "/partner/cases");
    // A sign-in of the owner does not open the account to strangers.
    sign_in(&world.nobody, SIGNE, PASSWORD).expect(422);
    // A device is known only for its own people.
    world.sql.execute("DELETE FROM tallies");
    close(&world, "jonas@example.com");
    sign_out(&world.owner).to();
    sign_in(&world.owner, "jonas@example.com", PASSWORD).expect(422);
}

#[test]
fn a_device_cookie_that_was_made_up_is_not_known() {
    let world = World::new();
    world.owner.get("/partner/cases").expect(200);
    let real = world.owner.cookie("device").expect("a device");
    close(&world, SIGNE);
    let (secret, signature) = real.split_once('.').expect("a signature");
    // Another first character than the real one, which is random.
    let other = if secret.starts_with('A') { 'B' } else { 'A' };
    let altered = format!("{other}{}.{signature}", &secret[1..]);
    for made_up in ["x.y".to_owned(), secret.to_owned(), format!("{secret}."), altered] {
        let body = urlencoded(&[("email", SIGNE), ("password", PASSWORD)]);
        let headers = [FORM[0], FORM[1], ("cookie", &format!("device={made_up}"))];
        world.nobody.elsewhere().send("POST", "/sign-in", &headers, body.as_bytes()).expect(422);
    }
    let stored = world.sql.texts("SELECT token_hash AS value FROM devices");
    assert!(stored.iter().flatten().all(|hash| !real.contains(hash.as_str())), "only hashes are stored");
}

#[test]
fn the_owner_gets_in_on_a_new_device_with_a_mailed_code() {
    let world = World::new();
    close(&world, SIGNE);
    let known = ask_code(&world.nobody, SIGNE).expect(200).text();
    let unknown = ask_code(&world.nobody, "who@example.com").expect(200).text();
    let told =
        |page: &str| page.split("role=\"status\"").nth(1).unwrap_or_default().split("</div>").next().map(str::to_owned);
    assert_eq!(told(&known).map(|text| text.replace(SIGNE, "who@example.com")), told(&unknown));
    assert_eq!(mails_to(&world, "who@example.com"), 0);
    let right = code(&world, SIGNE);
    let wrong = if right == "000000" { "000001" } else { "000000" };
    use_code(&world.nobody, SIGNE, wrong, PASSWORD).expect(422).says("Wrong e-mail or password");
    use_code(&world.nobody, SIGNE, &right, "not the password").expect(422);
    use_code(&world.nobody, "who@example.com", &right, PASSWORD).expect(422);
    use_code(&world.nobody, SIGNE, "", PASSWORD).expect(422).says("Enter the code");
    assert_eq!(use_code(&world.nobody, SIGNE, &right, PASSWORD).to(), "/partner/cases");
    world.nobody.get("/partner/cases").expect(200).says("Signe Holm");
    use_code(&world.nobody.elsewhere(), SIGNE, &right, PASSWORD).expect(422);
    // From now on the device is known.
    sign_out(&world.nobody).to();
    assert_eq!(sign_in(&world.nobody, SIGNE, PASSWORD).to(), "/partner/cases");
}

#[test]
fn a_mailed_code_takes_five_tries_and_codes_are_few() {
    let world = World::new();
    close(&world, SIGNE);
    ask_code(&world.nobody, SIGNE).expect(200);
    let right = code(&world, SIGNE);
    let wrong = if right == "000000" { "000001" } else { "000000" };
    for _ in 0..5 {
        use_code(&world.nobody, SIGNE, wrong, PASSWORD).expect(422);
    }
    use_code(&world.nobody, SIGNE, &right, PASSWORD).expect(422);
    for _ in 0..9 {
        ask_code(&world.nobody, SIGNE).expect(200);
    }
    assert_eq!(mails_to(&world, SIGNE), 1 + 5, "the closed account is told once, and five codes an hour");
    for _ in 0..10 {
        ask_code(&world.nobody, "who@example.com").expect(200);
    }
    let refused = ask_code(&world.nobody, SIGNE).expect(429).says("Too many attempts").says(SIGNE);
    assert!(refused.header("retry-after").is_some());
}

#[test]
fn after_twenty_wrong_codes_a_day_no_more_are_sent() {
    let world = World::new();
    for _ in 0..4 {
        ask_code(&world.nobody, SIGNE).expect(200);
        let wrong = if code(&world, SIGNE) == "000000" { "000001" } else { "000000" };
        for _ in 0..5 {
            use_code(&world.nobody.elsewhere(), SIGNE, wrong, PASSWORD).expect(422);
        }
    }
    assert!(mail_to(&world, SIGNE).contains("No more codes are sent for a day"));
    let mails = mails_to(&world, SIGNE);
    ask_code(&world.nobody, SIGNE).expect(200);
    assert_eq!(mails_to(&world, SIGNE), mails);
}

#[test]
fn the_owner_is_told_once_a_day() {
    let world = World::new();
    close(&world, SIGNE);
    world.sql.execute("UPDATE people SET locked_until = '2020-01-01 00:00:00'");
    close(&world, SIGNE);
    assert_eq!(audited(&world, "AccountClosedToNewDevices"), 2);
    assert_eq!(mails_to(&world, SIGNE), 1);
}

#[test]
fn a_network_with_many_failures_waits_and_others_do_not() {
    let world = World::new();
    world.owner.get("/partner/cases").expect(200);
    for number in 0..20 {
        sign_in(&world.nobody, &format!("guess{number}@example.com"), "not the password").expect(422);
    }
    // Success would tell a guesser that the password is right, so even the right one is refused. Typed text stays.
    let refused = sign_in(&world.nobody, "jonas@example.com", PASSWORD).expect(429);
    let seconds: u64 = refused.header("retry-after").expect("when").parse().expect("seconds");
    assert!((1..=60).contains(&seconds), "{seconds}");
    refused.says("value=\"jonas@example.com\"").says("Too many attempts");
    let fields = [("email", "jonas@example.com"), ("password", PASSWORD)];
    assert_eq!(send_form_from("127.0.0.2", &world.app.address, "/sign-in", &fields).to(), "/partner/cases");
    world.owner.post_form("/sign-out", &[]).to();
    assert_eq!(sign_in(&world.owner, SIGNE, PASSWORD).to(), "/partner/cases", "a known device does not wait");
    world.sql.execute("UPDATE tallies SET until_at = '2020-01-01 00:00:00' WHERE name LIKE '%a minute'");
    assert_eq!(sign_in(&world.nobody, "jonas@example.com", PASSWORD).to(), "/partner/cases");
}

#[test]
fn successes_do_not_count_as_failures() {
    let world = World::new();
    for _ in 0..25 {
        sign_in(&world.nobody.elsewhere(), SIGNE, PASSWORD).to();
    }
}

#[test]
fn a_known_device_has_a_limit_of_its_own() {
    let world = World::new();
    world.owner.get("/partner/cases").expect(200);
    world.owner.post_form("/sign-out", &[]).to();
    for _ in 0..10 {
        sign_in(&world.owner, SIGNE, "not the password").expect(422);
    }
    sign_in(&world.owner, SIGNE, PASSWORD).expect(429);
    assert_eq!(sign_in(&world.nobody, SIGNE, PASSWORD).to(), "/partner/cases", "the account is open to new devices");
}

#[test]
fn a_flood_from_one_address_delays_nobody_elsewhere() {
    let world = World::with(|config| config.hashing = Hashing::Full);
    let address = world.app.address.clone();
    let refused = std::sync::atomic::AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for thread in 0..20 {
            let (address, refused) = (&address, &refused);
            scope.spawn(move || {
                for number in 0..50 {
                    let email = format!("guess{thread}-{number}@example.com");
                    let fields = [("email", email.as_str()), ("password", "not the password")];
                    let answer = send_form_from("127.0.0.1", address, "/sign-in", &fields);
                    assert!([422, 429].contains(&answer.status), "{}", answer.text());
                    if answer.status == 429 {
                        refused.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                    }
                }
            });
        }
        for round in 0..5 {
            std::thread::sleep(Duration::from_millis(150));
            let started = Instant::now();
            let fields = [("email", SIGNE), ("password", PASSWORD)];
            send_form_from("127.0.0.2", &address, "/sign-in", &fields).to();
            let took = started.elapsed();
            assert!(took < Duration::from_secs(2), "the honest sign-in of round {round} took {took:?}");
        }
    });
    let refused = refused.into_inner();
    assert!(refused >= 1_000 - 20, "{refused} of 1,000 were refused before anything was hashed");
}

#[test]
fn a_forgotten_password_is_asked_for_only_so_often() {
    let world = World::new();
    for number in 0..20 {
        world.nobody.fill("/forgotten", &[("email", &format!("guess{number}@example.com"))]).expect(200);
    }
    world.nobody.fill("/forgotten", &[("email", SIGNE)]).expect(429).says("Too many attempts").says(SIGNE);
    let fields = [("email", SIGNE)];
    assert_eq!(send_form_from("127.0.0.2", &world.app.address, "/forgotten", &fields).status, 200);
    assert_eq!(mails_to(&world, SIGNE), 1);
}

#[test]
fn a_new_password_forgets_the_devices() {
    let world = World::new();
    world.owner.get("/partner/cases").expect(200);
    world.nobody.fill("/forgotten", &[("email", SIGNE)]).expect(200);
    let path = link(&mail_to(&world, SIGNE), "/reset/");
    world.nobody.fill(&path, &[("newPassword", OTHER)]).to();
    assert_eq!(world.sql.number("SELECT count(*) AS value FROM devices"), 0);
    close(&world, SIGNE);
    sign_in(&world.owner, SIGNE, OTHER).expect(422);
}

#[test]
fn a_password_is_the_same_in_every_unicode_form() {
    let world = World::new();
    let (composed, apart) = ("bl\u{e5}b\u{e6}rgr\u{f8}d med fl\u{f8}de", "bla\u{30a}b\u{e6}rgr\u{f8}d med fl\u{f8}de");
    assert_ne!(composed, apart);
    world.owner.fill("/account/password", &[("password", PASSWORD), ("newPassword", apart)]).to();
    for form in [composed, apart] {
        sign_in(&world.nobody.elsewhere(), SIGNE, form).to();
    }
    // A hash from before passwords were normalised.
    let params = Params::new(64, 1, 1, None).expect("parameters");
    let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    let old = argon.hash_password(apart.as_bytes()).expect("a hash").to_string();
    world.sql.execute(&format!("UPDATE people SET password_hash = '{old}' WHERE email = '{SIGNE}'"));
    for form in [composed, apart] {
        sign_in(&world.nobody.elsewhere(), SIGNE, form).to();
    }
    sign_in(&world.nobody.elsewhere(), SIGNE, "blabaergrod med flode").expect(422);
}
