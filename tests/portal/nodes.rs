//! Two nodes with one database and one document folder: each can answer every request.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use partner_portal::config::MailRoute;
use partner_portal::domain::case::Lifecycle;
use serde_json::json;

use crate::documents::{api, file, page, pdf};
use crate::harness::server::Running;
use crate::harness::{JSON, World};

/// Starts a second node.
fn second(world: &World) -> Running {
    let first = world.app.shared.config.clone();
    Running::start(&world.sql, &world.folder, |config| {
        config.base_url = first.base_url;
        config.mail = first.mail;
    })
}

#[test]
fn a_session_of_one_node_is_one_of_the_other() {
    let world = World::new();
    let case = world.case().in_state(Lifecycle::PendingVerification).make();
    let node = second(&world);
    world.owner.get("/partner/cases").expect(200);
    let there = world.owner.at(&node.address);
    there.get(&format!("/partner/cases/{case}")).expect(200).says("Signe Holm");
    let accepted = there.post_form(&format!("/partner/cases/{case}/start"), &[("welcomeMessage", "Welcome.")]);
    there.follow(&accepted).expect(200).says("The case is accepted");
    world.owner.get(&format!("/partner/cases/{case}")).expect(200).says("Active");
    // A link in a mail from one node works at the other.
    let link = world.link();
    world.nobody.at(&node.address).get(&link).expect(200).says("Welcome.");
    let bytes = pdf("shared");
    world.owner.upload(&page(case), &[], &[file("a.pdf", &bytes)]).to();
    let list = world.key.at(&node.address).get_json(&api(case));
    let one = format!("{}/{}", api(case), list[0]["id"].as_str().expect("an id"));
    assert_eq!(world.key.at(&node.address).get(&one).expect(200).body, bytes);
    let url = list[0]["url"].as_str().expect("a link").to_owned();
    let signed = url.strip_prefix(&world.app.shared.config.base_url).expect("a link of ours");
    assert_eq!(world.nobody.get(signed).expect(200).body, bytes, "signed by the other node");
    // Signing out at one node signs out at both.
    there.post_form("/sign-out", &[]).to();
    assert!(world.owner.get("/partner/cases").to().starts_with("/sign-in"));
}

#[test]
fn a_key_of_a_request_is_known_to_both() {
    let world = World::new();
    let case = world.case().make();
    let node = second(&world);
    let there = world.key.at(&node.address);
    let body = json!({"description": "Called; nobody there."}).to_string();
    for round in 0..5 {
        let name = format!("round {round}");
        let once = [JSON[0], ("idempotency-key", name.as_str())];
        let path = format!("/api/collection-partner/cases/{case}/notes");
        let (one, two) = std::thread::scope(|scope| {
            let one = scope.spawn(|| world.key.send("POST", &path, &once, body.as_bytes()));
            let two = scope.spawn(|| there.send("POST", &path, &once, body.as_bytes()));
            (one.join().expect("an answer").expect(200), two.join().expect("an answer").expect(200))
        });
        assert_eq!(one.text(), two.text());
        let other = json!({"description": "Something else."}).to_string();
        there.send("POST", &path, &once, other.as_bytes()).expect(422);
    }
    assert_eq!(world.sql.number("SELECT count(*) AS value FROM timeline WHERE kind = 'Note'"), 5);
}

#[test]
fn every_mail_leaves_once() {
    let office = PostOffice::open();
    let address = format!("smtp://{}", office.address);
    let world = World::with(|config| config.mail = MailRoute::Smtp(address.into()));
    let node = second(&world);
    // Thirty mails: more than a worker takes in one batch.
    for _ in 0..30 {
        world.case().in_state(Lifecycle::Active).make();
    }
    assert_eq!(world.sql.number("SELECT count(*) AS value FROM mails WHERE sent_at IS NULL"), 30);
    let working = (world.app.work(), node.work());
    for _ in 0..1_000 {
        if world.sql.number("SELECT count(*) AS value FROM mails WHERE sent_at IS NULL") == 0 {
            break;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    // A new mail wakes the worker of its own node.
    world.nobody.at(&node.address).post_form("/forgotten", &[("email", "jonas@example.com")]);
    for _ in 0..1_000 {
        if office.taken().len() >= 31 {
            break;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    drop(working);
    let mut taken = office.taken();
    assert_eq!(taken.len(), 31);
    taken.sort();
    taken.dedup();
    assert_eq!(taken.len(), 31, "each once");
    assert_eq!(world.sql.number("SELECT count(*) AS value FROM mails WHERE attempts = 1"), 31);
    assert_eq!(world.sql.number("SELECT count(*) AS value FROM mails WHERE text_body <> ''"), 0, "links act");
}

#[test]
fn the_same_case_is_accepted_once() {
    let world = World::new();
    let node = second(&world);
    let case = world.case().in_state(Lifecycle::PendingVerification).make();
    world.owner.token();
    let there = world.colleague.at(&node.address);
    let path = format!("/partner/cases/{case}/start");
    let fields = [("welcomeMessage", "Welcome.")];
    let mut statuses = std::thread::scope(|scope| {
        let one = scope.spawn(|| world.owner.post_form(&path, &fields).status);
        let two = scope.spawn(|| there.post_form(&path, &fields).status);
        [one.join().expect("an answer"), two.join().expect("an answer")]
    });
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 422]);
    assert_eq!(world.sql.number("SELECT count(*) AS value FROM mails"), 1);
}

/// A mail server that accepts everything and remembers the message ids.
struct PostOffice {
    address: String,
    taken: Arc<Mutex<Vec<String>>>,
}

impl PostOffice {
    fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("an address").to_string();
        let taken = Arc::new(Mutex::new(Vec::new()));
        let book = taken.clone();
        // The thread ends with the process.
        std::thread::spawn(move || {
            for socket in listener.incoming().map_while(Result::ok) {
                let book = book.clone();
                std::thread::spawn(move || serve(socket, &book));
            }
        });
        Self { address, taken }
    }

    fn taken(&self) -> Vec<String> {
        self.taken.lock().expect("the book").clone()
    }
}

/// One SMTP conversation, as much of RFC 5321 as needed.
fn serve(mut socket: TcpStream, book: &Mutex<Vec<String>>) -> Option<()> {
    let mut lines = BufReader::new(socket.try_clone().ok()?).lines();
    socket.write_all(b"220 post office\r\n").ok()?;
    while let Some(Ok(line)) = lines.next() {
        let verb = line.split([' ', ':']).next().unwrap_or_default().to_ascii_uppercase();
        match verb.as_str() {
            "DATA" => {
                socket.write_all(b"354 go on\r\n").ok()?;
                let mut name = String::new();
                for line in lines.by_ref().map_while(Result::ok) {
                    if line == "." {
                        break;
                    }
                    if let Some(id) = line.strip_prefix("Message-ID:") {
                        id.trim().clone_into(&mut name);
                    }
                }
                book.lock().expect("the book").push(name);
                socket.write_all(b"250 taken\r\n").ok()?;
            }
            "QUIT" => {
                socket.write_all(b"221 bye\r\n").ok()?;
                return None;
            }
            _ => socket.write_all(b"250 yes\r\n").ok()?,
        }
    }
    None
}
