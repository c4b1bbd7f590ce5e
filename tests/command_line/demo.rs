//! The command `demo`: the same seed gives the same data, but new secrets each time. Creating the data takes some
//! seconds, so it happens once, and every test gets a copy.

use std::path::Path;
use std::process::Command;
use std::sync::OnceLock;

use serde_json::Value;

use crate::harness::Visitor;
use crate::harness::database::{Folder, Fresh};
use crate::{Server, Settings, done, open_to_others, program, refused};

const DAY: &str = "2026-11-20";

fn demo(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = program(&[]);
    command.args(["demo", "--data-dir"]).arg(folder).args(arguments);
    command
}

/// A copy of the data of seed 7, multiplied to 700 cases, and the output of its creation.
fn world() -> (Folder, String) {
    static MADE: OnceLock<(Folder, String)> = OnceLock::new();
    let (made, said) = MADE.get_or_init(|| {
        let folder = Folder::new();
        let arguments = ["--no-serve", "--seed", "7", "--day", DAY, "--cases", "700"];
        let said = done(&demo(folder.path(), &arguments).output().expect("the program runs"));
        (folder, said)
    });
    let copy = Folder::new();
    let copied = Command::new("cp").arg("-a").arg(made.path().join(".")).arg(copy.path()).status().expect("cp");
    assert!(copied.success());
    (copy, said.clone())
}

fn credentials(folder: &Path) -> Value {
    let text = std::fs::read(folder.join("demo-credentials.json")).expect("the file");
    serde_json::from_slice(&text).expect("JSON")
}

fn database(folder: &Path) -> Fresh {
    Fresh::Sqlite(format!("sqlite://{}", folder.join("portal.db").display()))
}

/// The secrets in the credentials file, as paths.
const SECRETS: [(&str, &str); 5] = [
    ("collection_partners", "password"),
    ("collection_partners", "api_key"),
    ("referral_partners", "password"),
    ("referral_partners", "api_key"),
    ("clients", "link"),
];

#[test]
fn the_demo_prints_how_to_come_in_and_a_second_start_says_the_same() {
    let (folder, said) = world();
    let known = credentials(folder.path());
    let (email, password) = (known["operator"]["email"].as_str(), known["operator"]["password"].as_str());
    assert!(said.contains(email.unwrap()) && said.contains(password.unwrap()), "{said}");
    assert!(said.contains("http://127.0.0.1:8080/mailbox"), "{said}");
    for (whose, what) in SECRETS {
        for one in known[whose].as_array().expect("a list") {
            let text = one[what].as_str().expect("a text");
            let is_shown = what != "link" || one["stage"].is_string();
            assert!(said.contains(text) || !is_shown, "{text} is not in:\n{said}");
        }
    }
    assert_eq!(database(folder.path()).number("SELECT count(*) AS value FROM cases"), 700);
    let again = done(&demo(folder.path(), &["--no-serve"]).output().expect("the program runs"));
    let without_folder =
        |said: &str| said.lines().filter(|line| !line.contains("demo-credentials.json")).collect::<String>();
    assert_eq!(without_folder(&again), without_folder(&said));
    assert_eq!(credentials(folder.path()), known);
    assert_eq!(database(folder.path()).number("SELECT count(*) AS value FROM cases"), 700);
}

#[test]
fn a_demo_at_another_address_takes_its_mails_along() {
    let (folder, _) = world();
    let old = "http://127.0.0.1:8080/";
    let sql = database(folder.path());
    let with = |text: &str| sql.number(&format!("SELECT count(*) AS value FROM mails WHERE text_body LIKE '%{text}%'"));
    let letters = with(old);
    assert!(letters > 0);
    let server = Server::start(demo(folder.path(), &["--bind", "127.0.0.1:0"]));
    let new = format!("http://{}/", server.address);
    // The worker may have written more mails since, such as due reminders.
    assert!(with(old) == 0 && with(&new) >= letters, "{} of {letters}", with(&new));
    let known = credentials(folder.path());
    let link = known["clients"][0]["link"].as_str().expect("a link");
    assert!(link.starts_with(&new), "{link}");
    server.get(&link[new.len() - 1..]).expect(200);
    server.get("/mailbox").expect(200).says("@");
    let key = known["collection_partners"][0]["api_key"].as_str().expect("a key");
    let list = Visitor::key(&server.address, key).get_json("/api/collection-partner/cases?pageSize=1");
    assert!(list["page"]["totalResults"].as_i64().is_some_and(|total| total > 100), "{list}");
    let partner = &known["collection_partners"][0];
    let (email, password) = (partner["email"].as_str().unwrap(), partner["password"].as_str().unwrap());
    Visitor::person(&server.address, email, password).get("/partner/cases").expect(200);
}

#[test]
fn fresh_makes_the_same_demo_of_the_same_seed_anew_with_other_secrets() {
    let (folder, said) = world();
    let known = credentials(folder.path());
    let query = "SELECT id || ' ' || principal || ' ' || lifecycle AS value FROM cases ORDER BY id LIMIT 50";
    let cases = database(folder.path()).texts(query);
    let people = "SELECT id || ' ' || email AS value FROM people ORDER BY id";
    let persons = database(folder.path()).texts(people);
    let tokens =
        database(folder.path()).texts("SELECT token_hash AS value FROM client_links ORDER BY created_at LIMIT 1");
    let mine = folder.path().join("notes of mine.txt");
    std::fs::write(&mine, b"mine").expect("a file");
    database(folder.path()).execute("UPDATE cases SET principal = 1; DELETE FROM timeline");
    let arguments = ["--no-serve", "--fresh", "--seed", "7", "--day", DAY, "--cases", "700"];
    let again = done(&demo(folder.path(), &arguments).output().expect("the program runs"));
    assert_eq!(again.lines().next(), said.lines().next());
    assert_eq!(database(folder.path()).texts(query), cases);
    assert_eq!(database(folder.path()).texts(people), persons);
    let anew = credentials(folder.path());
    assert_ne!(anew["operator"]["password"], known["operator"]["password"]);
    for (whose, what) in SECRETS {
        let lists = anew[whose].as_array().expect("a list").iter().zip(known[whose].as_array().expect("a list"));
        for (new, old) in lists {
            assert_eq!(new["name"], old["name"]);
            assert!(new[what] != old[what] || old[what] == "", "{whose} {what}: {new}");
        }
    }
    let token = "SELECT token_hash AS value FROM client_links ORDER BY created_at LIMIT 1";
    assert_ne!(database(folder.path()).texts(token), tokens);
    assert!(mine.exists(), "only what the demo made is removed");
}

#[test]
fn a_demo_that_cannot_begin_says_why() {
    let (folder, _) = world();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let bind = taken.local_addr().expect("an address").to_string();
    let lines = refused(&demo(folder.path(), &["--bind", &bind]).output().expect("runs"));
    assert!(lines.len() == 1 && lines[0].starts_with("PORTAL_BIND: "), "{lines:#?}");
    std::fs::remove_file(folder.path().join("demo-credentials.json")).expect("the file");
    let lines = refused(&demo(folder.path(), &["--no-serve"]).output().expect("runs"));
    assert!(lines.len() == 1 && lines[0].contains("demo --fresh"), "{lines:#?}");
    let file = folder.path().join("a file");
    std::fs::write(&file, b"").expect("a file");
    let lines = refused(&demo(&file.join("data"), &["--no-serve"]).output().expect("runs"));
    assert!(lines.len() == 1 && lines[0].contains("a file"), "{lines:#?}");
}

#[test]
fn a_demo_is_not_served_for_real_use_and_real_data_are_no_demo() {
    let (folder, _) = world();
    let url = format!("sqlite://{}", folder.path().join("portal.db").display());
    let lines = refused(&Settings::new(&url, folder.path()).run(&["serve"]));
    assert!(lines.len() == 1 && lines[0].contains("made by demo"), "{lines:#?}");
    // `demo` neither shows nor removes a database that no demo created.
    database(folder.path()).execute("DELETE FROM counters WHERE name = 'made by demo'");
    for more in [&["--no-serve"][..], &["--no-serve", "--fresh"]] {
        let mut demo = demo(folder.path(), more);
        let lines = refused(&demo.env("PORTAL_DATABASE_URL", &url).output().expect("runs"));
        assert!(lines.len() == 1 && lines[0].contains("Name another database"), "{lines:#?}");
    }
    assert_eq!(database(folder.path()).number("SELECT count(*) AS value FROM cases"), 700);
}

#[test]
fn a_demo_listens_to_this_machine_alone_unless_it_is_told_otherwise() {
    let (folder, _) = world();
    for bind in ["0.0.0.0:0", "[::]:0"] {
        let lines = refused(&demo(folder.path(), &["--bind", bind]).output().expect("runs"));
        assert!(lines.len() == 1 && lines[0].contains("demo --public"), "{lines:#?}");
    }
    let server = Server::start(demo(folder.path(), &["--bind", "0.0.0.0:0", "--public"]));
    server.get("/mailbox").expect(200);
}

#[test]
fn what_a_demo_writes_is_its_users_alone() {
    let (folder, _) = world();
    assert!(folder.path().join("demo-credentials.json").exists() && folder.path().join("documents").exists());
    assert_eq!(open_to_others(folder.path()), Vec::<String>::new());
}
