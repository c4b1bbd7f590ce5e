//! The demo as it is typed. Its world takes some seconds to make: it is made once, and every test gets a copy.

use std::path::Path;
use std::process::Command;
use std::sync::OnceLock;

use serde_json::Value;

use crate::harness::Visitor;
use crate::harness::database::{Folder, Fresh};
use crate::{Server, done, program, refused};

const DAY: &str = "2026-11-20";

fn demo(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = program(&[]);
    command.args(["demo", "--data-dir"]).arg(folder).args(arguments);
    command
}

/// A copy of the world of seed 7, multiplied to 700 cases, and what was printed when it was made.
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

#[test]
fn the_demo_prints_how_to_come_in_and_a_second_start_says_the_same() {
    let (folder, said) = world();
    let known = credentials(folder.path());
    let (email, password) = (known["operator"]["email"].as_str(), known["operator"]["password"].as_str());
    assert!(said.contains(email.unwrap()) && said.contains(password.unwrap()), "{said}");
    assert!(said.contains("http://127.0.0.1:8080/mailbox"), "{said}");
    assert_eq!(database(folder.path()).number("SELECT count(*) AS value FROM cases"), 700);
    let again = done(&demo(folder.path(), &["--no-serve"]).output().expect("the program runs"));
    let without_folder = |said: &str| said.lines().filter(|line| !line.contains("Keys and")).collect::<String>();
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
    // The worker may have written more since, such as reminders that have come due.
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
fn fresh_makes_the_same_demo_of_the_same_seed_anew() {
    let (folder, said) = world();
    let known = credentials(folder.path());
    let query = "SELECT id || ' ' || principal || ' ' || lifecycle AS value FROM cases ORDER BY id LIMIT 50";
    let cases = database(folder.path()).texts(query);
    let mine = folder.path().join("notes of mine.txt");
    std::fs::write(&mine, b"mine").expect("a file");
    database(folder.path()).execute("UPDATE cases SET principal = 1; DELETE FROM timeline");
    let arguments = ["--no-serve", "--fresh", "--seed", "7", "--day", DAY, "--cases", "700"];
    let again = done(&demo(folder.path(), &arguments).output().expect("the program runs"));
    assert_eq!(again.lines().next(), said.lines().next());
    assert_eq!(credentials(folder.path()), known);
    assert_eq!(database(folder.path()).texts(query), cases);
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
