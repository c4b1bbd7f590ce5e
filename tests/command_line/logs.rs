//! What the log says about requests: an id of the person and the address, never a token.

use std::io::Read;
use std::process::Stdio;
use std::time::Duration;

use super::{Settings, done, harness, instance, program};
use harness::{FORM, Visitor, http};

#[test]
fn the_log_names_who_and_from_where_and_holds_no_token() {
    let (fresh, settings, folder) = instance();
    let settings = settings.but("PORTAL_BIND", &super::free());
    let agency = ["operator", "create-agency", "--name", "Nordia Inkasso", "--country", "DK"];
    let agency = done(&settings.run(&[&agency[..], &["--time-zone", "Europe/Copenhagen"]].concat())).trim().to_owned();
    let key = done(&settings.run(&["operator", "create-key", "--agency", &agency])).trim().to_owned();
    let address = settings.0.iter().find(|(name, _)| *name == "PORTAL_BIND").expect("an address").1.clone();
    let mut child = program(&settings.pairs())
        .arg("serve")
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    for _ in 0..200 {
        if std::net::TcpStream::connect(&address).is_ok() {
            break;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    let token = "a-token-that-nobody-may-read-in-a-log";
    Visitor::key(&address, &key).get("/api/collection-partner/cases").expect(200);
    Visitor::key(&address, "pp_a-key-that-nobody-holds").get("/api/collection-partner/cases").expect(401);
    for link in ["/client/", "/onboarding/", "/api/onboarding/", "/invitation/", "/reset/"] {
        let status = Visitor::nobody(&address).get(&format!("{link}{token}")).status;
        assert!((400..500).contains(&status), "{link}: {status}");
        // Escaping a letter does not avoid it.
        let escaped = format!("/%{:02x}{}", link.as_bytes()[1], &link[2..]);
        Visitor::nobody(&address).get(&format!("{escaped}{token}")).expect(404);
    }
    let elsewhere = [FORM[0], ("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")];
    Visitor::nobody(&address)
        .send("POST", "/sign-in", &elsewhere, b"email=a%40b.example&password=hidden-words")
        .expect(403);
    Visitor::nobody(&address).get(&format!("/files/0190f3c2-1b2c-7d3e-8f40-5a6b7c8d9e0f?signature={token}"));
    child.kill().expect("the end");
    let mut log = String::new();
    child.stderr.take().expect("its log").read_to_string(&mut log).expect("the log");
    let _ = child.wait();
    drop((fresh, folder));

    for secret in [token, key.as_str(), "pp_a-key-that-nobody-holds", "hidden-words"] {
        assert!(!log.contains(secret), "{secret} is in the log:\n{log}");
    }
    let line = |what: &str| log.lines().find(|line| line.contains(what)).unwrap_or_else(|| panic!("no {what}:\n{log}"));
    assert!(log.lines().any(|line| line.contains("actor=key ") && line.contains("address=127.0.0.1")), "{log}");
    assert!(line("status=403").contains("address=127.0.0.1"));
    assert!(line("refused before it was read").contains("address=127.0.0.1"));
}
