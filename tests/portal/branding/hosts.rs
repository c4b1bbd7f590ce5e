//! A brand's own host name serves only its onboarding.

use std::net::UdpSocket;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::{Value, json};

use super::API;
use crate::clients::{CLIENTS, Platform, client};
use crate::harness::console::Console;
use crate::harness::http::{Response, send_raw};
use crate::harness::{PASSWORD, World};
use crate::people::{audited, mail_to};

const HOST: &str = "collect.ledgerly.example";

/// Sends a request under a host name.
fn ask(world: &World, host: &str, method: &str, path: &str, body: &str) -> Response {
    let request = format!(
        "{method} {path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\nsec-fetch-site: same-origin\r\n\
         content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    send_raw(&world.app.address, request.as_bytes())
}

/// Claims the host name; returns the brand.
fn claim(world: &World, platform: &Platform) -> Value {
    let brand = platform.key.send_json("PUT", API, &json!({ "host": HOST })).expect(200).json();
    assert_eq!((&brand["host"], &brand["hostState"]), (&json!(HOST), &json!("Waiting")));
    assert_eq!(ask(world, HOST, "GET", "/sign-in", "").status, 200, "not served before it is proved");
    brand
}

/// The answer of a DNS server: the name it was asked for, and the TXT record of that name.
type Records = Arc<Mutex<Option<(String, String)>>>;

/// A DNS server on this machine with one TXT record, or none.
fn dns() -> (std::net::SocketAddr, Records) {
    let socket = UdpSocket::bind("127.0.0.1:0").expect("a socket");
    let address = socket.local_addr().expect("an address");
    let records = Records::default();
    let known = records.clone();
    std::thread::spawn(move || {
        let mut bytes = [0; 512];
        while let Ok((length, from)) = socket.recv_from(&mut bytes) {
            let question = &bytes[..length];
            let end = 12 + question[12..].iter().position(|byte| *byte == 0).expect("a name") + 5;
            let mut name = String::new();
            let mut at = 12;
            while question[at] != 0 {
                let label = &question[at + 1..at + 1 + usize::from(question[at])];
                name.push_str(&format!("{}.", std::str::from_utf8(label).expect("text")));
                at += 1 + label.len();
            }
            let found = known.lock().expect("the records").clone();
            let text = found.filter(|(known, _)| *known == name.trim_end_matches('.')).map(|(_, text)| text);
            let mut answer = question[..2].to_vec();
            let flags: u16 = if text.is_some() { 0x8180 } else { 0x8183 };
            for number in [flags, 1, u16::from(text.is_some()), 0, 0] {
                answer.extend(number.to_be_bytes());
            }
            answer.extend(&question[12..end]);
            if let Some(text) = text {
                answer.extend([0xc0, 12]);
                for number in [16_u16, 1, 0, 60, u16::try_from(text.len() + 1).expect("short")] {
                    answer.extend(number.to_be_bytes());
                }
                answer.push(u8::try_from(text.len()).expect("short"));
                answer.extend(text.as_bytes());
            }
            let _ = socket.send_to(&answer, from);
        }
    });
    (address, records)
}

/// Lets the worker look up all claims until a condition is true.
fn until(world: &World, what: &str, is_so: impl Fn() -> bool) {
    world.sql.execute("UPDATE brand_hosts SET check_at = '2020-01-01 00:00:00' WHERE check_at IS NOT NULL");
    let _working = world.app.work();
    for _ in 0..150 {
        if is_so() {
            return;
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    panic!("never: {what}");
}

fn state(world: &World) -> String {
    world.sql.texts("SELECT state AS value FROM brand_hosts").remove(0).expect("a state")
}

/// Whether the claim was looked up since [`until`] began.
fn was_looked_up(world: &World) -> bool {
    world.sql.number("SELECT COUNT(*) AS value FROM brand_hosts WHERE check_at > '2020-01-02 00:00:00'") == 1
}

#[test]
fn a_host_name_is_served_once_its_dns_record_is_found() {
    let (server, records) = dns();
    let world = World::with(|config| config.dns_server = Some(server));
    let platform = Platform::new(&world, "Ledgerly");
    let brand = claim(&world, &platform);
    let (name, text) = (brand["hostRecordName"].as_str().expect("a name"), brand["hostRecordText"].as_str());
    assert_eq!(name, format!("_partner-portal.{HOST}"));
    let text = text.expect("a text").to_owned();
    platform.admin.get("/referral/settings/branding").expect(200).says(name).says(&text).says("waiting for proof");
    // Without a record, or with somebody else's, the claim waits.
    until(&world, "looked up", || was_looked_up(&world));
    *records.lock().expect("the records") = Some((name.to_owned(), "partner-portal=another".to_owned()));
    until(&world, "looked up again", || was_looked_up(&world));
    assert_eq!((state(&world).as_str(), audited(&world, "BrandHostProved")), ("Waiting", 0));
    assert_eq!(ask(&world, HOST, "GET", "/sign-in", "").status, 200);

    *records.lock().expect("the records") = Some((name.to_owned(), text.clone()));
    until(&world, "proved", || state(&world) == "Proved");
    ask(&world, HOST, "GET", "/sign-in", "").expect(404);
    assert_eq!(audited(&world, "BrandHostProved"), 1);
    assert_eq!(platform.key.get_json(API)["hostState"], "Proved");
    // The same form again changes nothing.
    platform.key.send_json("PUT", API, &json!({ "host": HOST })).expect(200);
    ask(&world, HOST, "GET", "/sign-in", "").expect(404);

    // If the record disappears, the name is served for another week.
    *records.lock().expect("the records") = None;
    until(&world, "missed", || {
        world.sql.number("SELECT COUNT(*) AS value FROM brand_hosts WHERE failing_since IS NOT NULL") == 1
    });
    ask(&world, HOST, "GET", "/sign-in", "").expect(404);
    *records.lock().expect("the records") = Some((name.to_owned(), text));
    until(&world, "found again", || {
        world.sql.number("SELECT COUNT(*) AS value FROM brand_hosts WHERE failing_since IS NULL") == 1
    });
    *records.lock().expect("the records") = None;
    world.sql.execute("UPDATE brand_hosts SET failing_since = '2026-01-01 00:00:00'");
    until(&world, "stopped", || state(&world) == "Waiting");
    assert_eq!(ask(&world, HOST, "GET", "/sign-in", "").status, 200, "the name is nobody's again");
    assert_eq!(audited(&world, "BrandHostStopped"), 1);
    assert!(mail_to(&world, "admin@ledgerly.example").contains("has been missing for 7 days"));
    let told = world.sql.number("SELECT COUNT(*) AS value FROM mails WHERE to_address = 'reader@ledgerly.example'");
    assert_eq!(told, 0);
}

#[test]
fn a_dns_server_that_does_not_answer_stops_nothing() {
    let silent = UdpSocket::bind("127.0.0.1:0").expect("a socket");
    let address = silent.local_addr().expect("an address");
    let world = World::with(|config| config.dns_server = Some(address));
    let platform = Platform::new(&world, "Ledgerly");
    claim(&world, &platform);
    world.sql.execute(
        "UPDATE brand_hosts SET state = 'Proved', failing_since = '2026-01-01 00:00:00', check_at = '2020-01-01 00:00:00'",
    );
    world.sql.execute(&format!("UPDATE referral_partners SET brand_host = '{HOST}'"));
    until(&world, "looked up", || was_looked_up(&world));
    assert_eq!(state(&world), "Proved");
    ask(&world, HOST, "GET", "/sign-in", "").expect(404);
}

#[test]
fn the_operator_approves_and_refuses_host_names() {
    let world = World::new();
    let console = Console::new(&world);
    let (ours, theirs) = (Platform::new(&world, "Ledgerly"), Platform::new(&world, "Fakturo"));
    claim(&world, &ours);
    theirs.key.send_json("PUT", API, &json!({ "host": HOST })).expect(200);
    console.staff.get("/operator/hosts").expect(200).says(HOST).says("Waiting for proof").silent_about("Approve");
    console.staff.get("/operator").expect(200).says("2 host names wait for their proof");
    let approve = |platform: &Platform| format!("/operator/hosts/{}/approve", platform.id);
    let refuse = format!("/operator/hosts/{}/refuse", ours.id);
    console.staff.post_form(&approve(&ours), &[]).expect(403);
    ours.admin.post_form(&approve(&ours), &[]).expect(403);
    console.admin.post_form("/operator/hosts/0192d0c0-0000-7000-8000-000000000000/approve", &[]).expect(404);
    console.admin.post_form("/operator/hosts/nonsense/approve", &[]).expect(404);
    for _ in 0..2 {
        assert_eq!(console.admin.post_form(&approve(&ours), &[]).expect(303).to(), "/operator/hosts");
    }
    ask(&world, HOST, "GET", "/sign-in", "").expect(404);
    assert_eq!(audited(&world, "BrandHostApproved"), 1);
    // One brand per name; the second gets an error immediately.
    console.admin.post_form(&approve(&theirs), &[]).expect(422).says("belongs to another brand");
    let late = Platform::new(&world, "Late");
    late.key.send_json("PUT", API, &json!({ "host": HOST })).expect(400);
    console.admin.post_form(&refuse, &[]).expect(303);
    assert_eq!(ask(&world, HOST, "GET", "/sign-in", "").status, 200);
    assert_eq!(
        (audited(&world, "BrandHostRefused"), ours.key.get_json(API)["hostState"].clone()),
        (1, json!("Refused"))
    );
    // Claiming the same name again does not avoid the wait; giving it up first does.
    ours.key.send_json("PUT", API, &json!({ "host": HOST })).expect(200);
    assert_eq!(ours.key.get_json(API)["hostState"], "Refused");
    ours.key.send_json("PUT", API, &json!({})).expect(200);
    assert_eq!(ours.key.get_json(API)["host"], Value::Null);
    let all = console.key.get_json("/api/operator/hosts");
    assert_eq!(all.as_array().map(Vec::len), Some(1));
}

#[test]
fn the_portals_own_names_cannot_be_claimed() {
    let world = World::with(|config| config.base_url = "https://portal.inkasso.example".to_owned());
    let platform = Platform::new(&world, "Ledgerly");
    for own in ["portal.inkasso.example", "inkasso.example", "app.portal.inkasso.example"] {
        let refused = platform.key.send_json("PUT", API, &json!({ "host": own })).expect(400);
        assert!(refused.problems().contains("belongs to the portal"), "{own}: {}", refused.text());
    }
    for never in ["localhost", "a.localhost", "127.0.0.1", "[::1]", "portal.local"] {
        platform.key.send_json("PUT", API, &json!({ "host": never })).expect(400);
    }
    platform.key.send_json("PUT", API, &json!({ "host": "inkasso.example.org" })).expect(200);
}

#[test]
fn pages_that_ask_for_a_proof_live_under_the_portals_own_name() {
    let world = crate::clients::signing::world();
    let platform = Platform::new(&world, "Ledgerly");
    claim(&world, &platform);
    Console::new(&world).key.post_json(&format!("/api/operator/hosts/{}/approve", platform.id), &json!({})).expect(200);
    let own = format!("http://{}", world.app.address);
    crate::clients::linking::account(&world);
    let refused = platform.key.post_json(CLIENTS, &client("tenant-9", "ines@lisboa.example")).expect(409).json();
    let url = refused["data"]["onboardingLinks"]["url"].as_str().expect("a link").to_owned();
    let link = url.strip_prefix(&format!("https://{HOST}")).expect("under its own host name").to_owned();
    assert_eq!(ask(&world, HOST, "GET", &link, "").to(), format!("{link}/link"));
    for page in ["link", "proof", "linked"] {
        assert_eq!(
            ask(&world, HOST, "GET", &format!("{link}/{page}?lang=da"), "").expect(303).to(),
            format!("{own}{link}/{page}?lang=da")
        );
    }
    let code = ask(&world, HOST, "POST", &format!("{link}/proof/code"), "").expect(303);
    assert_eq!(code.to(), format!("{own}{link}/proof"));
    let answer = ask(&world, HOST, "POST", &format!("/api{link}/proof"), "code=123456").expect(307);
    assert_eq!(answer.header("location"), Some(format!("{own}/api{link}/proof").as_str()));
    assert_eq!(world.sql.number("SELECT COUNT(*) AS value FROM proof_codes"), 0, "nothing was done there");
    world.nobody.post_form(&format!("{link}/proof/code"), &[]).expect(200);
    let host = world.app.address.split(':').next().expect("a host");
    assert!(mail_to(&world, "ines@lisboa.example").contains(&format!("Enter the code only at {host}.")));
}

#[test]
fn a_host_name_serves_its_own_brand_alone() {
    let world = World::new();
    let (ours, theirs) = (Platform::new(&world, "Ledgerly"), Platform::new(&world, "Fakturo"));
    claim(&world, &ours);
    Console::new(&world).key.post_json(&format!("/api/operator/hosts/{}/approve", ours.id), &json!({})).expect(200);
    let made = ours.key.post_json(CLIENTS, &client("t-1", "ines@lisboa.example")).expect(202).json();
    let url = made["onboardingLinks"]["url"].as_str().expect("a link");
    let link = url.strip_prefix(&format!("https://{HOST}")).expect("under its own host name").to_owned();
    let other = theirs.key.post_json(CLIENTS, &client("t-1", "ana@porto.example")).expect(202).json();
    let other = other["onboardingLinks"]["url"].as_str().expect("a link");
    let foreign = other.strip_prefix(&format!("http://{}", world.app.address)).expect("the portal's").to_owned();

    assert_eq!(ask(&world, HOST, "GET", &link, "").to(), format!("{link}/company"));
    let page = ask(&world, HOST, "GET", &format!("{link}/company"), "").expect(200).says("Ledgerly").text();
    let style = page.split('"').find(|part| part.ends_with("style.css")).expect("a stylesheet").to_owned();
    ask(&world, HOST, "GET", &style, "").expect(200);
    ask(&world, "Collect.Ledgerly.Example:443", "GET", &format!("{link}/company"), "").expect(200);
    let company = "name=Lisboa&country=PT&address=Rua+1&zipCode=1100&city=Lisboa&supportEmail=o%40lisboa.example";
    let gone = ask(&world, HOST, "POST", &format!("{link}/company"), company).expect(303);
    assert_eq!(gone.to(), format!("{link}/people"), "forms work there, and stay there");
    // The portal's own address still works, for older links.
    world.nobody.get(&format!("{link}/people")).expect(200);

    for path in [
        "/",
        "/sign-in",
        "/partner/cases",
        "/referral/clients",
        "/operator",
        "/docs",
        "/mailbox",
        "/metrics",
        "/api/referral/me",
        "/api/collection-partner/openapi.json",
        "/account/sessions",
        "/client/x",
    ] {
        ask(&world, HOST, "GET", path, "").expect(404);
    }
    // Monitoring is answered under any name.
    ask(&world, HOST, "GET", "/healthz", "").expect(200);
    ask(&world, HOST, "GET", "/readyz", "").expect(200);
    let sign_in = format!("email=signe%40example.com&password={}", PASSWORD.replace(' ', "+"));
    let refused = ask(&world, HOST, "POST", "/sign-in", &sign_in).expect(404);
    assert_eq!(refused.header("set-cookie"), None);
    for path in [foreign.clone(), format!("{foreign}/company"), format!("/api{foreign}/company")] {
        ask(&world, HOST, "GET", &path, "").expect(404);
    }
    let theirs_style = format!("/brands/{}/style.css", theirs.id);
    ask(&world, HOST, "GET", &theirs_style, "").expect(404);
    // A name of no brand counts as the portal's.
    ask(&world, "somewhere.example", "GET", "/sign-in", "").expect(200);
    ask(&world, "somewhere.example", "GET", &format!("{foreign}/company"), "").expect(200);
}
