//! Timestamps from an authority that answers (`openssl ts` behind a small HTTP server), one that does not answer, and
//! one that answers wrongly.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use partner_portal::pdf::sign::certificates;
use partner_portal::stamping::Timestamps;
use serde_json::Value;

use super::signing::{signed, world_with};
use crate::harness::database::Folder;
use crate::harness::{Visitor, World};

/// How an authority behaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mood {
    Right,
    /// Answers 503.
    Broken,
    /// Gives its first answer to all requests.
    Replays,
    /// Stamps other data.
    Elsewhere,
    /// Sends a megabyte.
    Endless,
}

/// A timestamp authority with its own port and root.
struct Authority {
    url: String,
    root: PathBuf,
    mood: Arc<Mutex<Mood>>,
    asked: Arc<AtomicUsize>,
    _folder: Folder,
}

const SETTINGS: &str = "[tsa]\ndefault_tsa = one\n[one]\nserial = SERIAL\ncrypto_device = builtin\nsigner_digest = sha256\n\
    default_policy = 1.2.3.4.1\ndigests = sha256\naccuracy = secs:1\ness_cert_id_alg = sha256\n\
    [root]\nbasicConstraints = critical,CA:true\nkeyUsage = critical,keyCertSign\n\
    [stamp]\nbasicConstraints = critical,CA:false\nkeyUsage = critical,digitalSignature\n\
    extendedKeyUsage = critical,timeStamping\n[req]\ndistinguished_name = dn\n[dn]\n";

fn openssl(folder: &Path, arguments: &str) {
    let mut command = Command::new("openssl");
    let output = command.current_dir(folder).args(arguments.split(' ')).output();
    let output = output.unwrap_or_else(|error| panic!("openssl (package openssl): {error}"));
    assert!(output.status.success(), "{arguments}: {}", String::from_utf8_lossy(&output.stderr));
}

impl Authority {
    fn new(mood: Mood) -> Self {
        let own = Folder::new();
        let folder = own.path().to_owned();
        std::fs::write(folder.join("conf"), SETTINGS.replace("SERIAL", "serial")).expect("settings");
        std::fs::write(folder.join("serial"), "01").expect("a serial number");
        let key = "ecparam -name prime256v1 -genkey -noout -out";
        openssl(&folder, &format!("{key} root.key"));
        openssl(&folder, &format!("{key} tsa.key"));
        openssl(
            &folder,
            "req -config conf -x509 -new -key root.key -subj /CN=Test-Root -days 30 -extensions root -out root.pem",
        );
        openssl(&folder, "req -config conf -new -key tsa.key -subj /CN=Test-Time -out tsa.csr");
        openssl(
            &folder,
            "x509 -req -in tsa.csr -CA root.pem -CAkey root.key -set_serial 2 -days 30 -extfile conf -extensions stamp -out tsa.pem",
        );
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let url = format!("http://{}/tsa", listener.local_addr().expect("an address"));
        let (mood, asked) = (Arc::new(Mutex::new(mood)), Arc::new(AtomicUsize::new(0)));
        let (its_mood, its_count, its_folder) = (mood.clone(), asked.clone(), folder.clone());
        std::thread::spawn(move || {
            for socket in listener.incoming().flatten() {
                its_count.fetch_add(1, Ordering::SeqCst);
                let mood = *its_mood.lock().expect("a mood");
                answer(socket, mood, &its_folder);
            }
        });
        Self { url, root: folder.join("root.pem"), mood, asked, _folder: own }
    }

    fn set(&self, mood: Mood) {
        *self.mood.lock().expect("a mood") = mood;
    }

    fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }
}

fn answer(mut socket: TcpStream, mood: Mood, folder: &Path) {
    let mut request = Vec::new();
    let mut chunk = [0; 4096];
    let body = loop {
        let Ok(count @ 1..) = socket.read(&mut chunk) else { return };
        request.extend_from_slice(&chunk[..count]);
        let text = String::from_utf8_lossy(&request).into_owned();
        let Some(end) = request.windows(4).position(|window| window == b"\r\n\r\n") else { continue };
        let length = text
            .to_lowercase()
            .split("content-length: ")
            .nth(1)
            .and_then(|rest| rest.split("\r\n").next().and_then(|digits| digits.parse::<usize>().ok()));
        if request.len() >= end + 4 + length.expect("a length") {
            assert!(text.to_lowercase().contains("application/timestamp-query"), "{text}");
            break request[end + 4..].to_vec();
        }
    };
    let reply = match mood {
        Mood::Broken => {
            let _ = socket.write_all(b"HTTP/1.1 503 Busy\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
            return;
        }
        Mood::Endless => vec![0x30; 1024 * 1024],
        Mood::Replays if folder.join("reply").exists() => std::fs::read(folder.join("reply")).expect("a reply"),
        mood => {
            std::fs::write(folder.join("query"), &body).expect("a query");
            if mood == Mood::Elsewhere {
                std::fs::write(folder.join("else"), b"something else").expect("a file");
                openssl(folder, "ts -query -data else -sha256 -cert -out query");
            }
            openssl(
                folder,
                "ts -reply -config conf -queryfile query -inkey tsa.key -signer tsa.pem -chain root.pem -out reply",
            );
            std::fs::read(folder.join("reply")).expect("a reply")
        }
    };
    let head = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/timestamp-reply\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
        reply.len()
    );
    let _ = socket.write_all(head.as_bytes()).and_then(|()| socket.write_all(&reply));
}

/// A world whose files are stamped by these authorities; the first one's root is trusted.
fn world_of(authorities: &[&Authority]) -> World {
    let roots = certificates(&std::fs::read_to_string(&authorities[0].root).expect("a root")).expect("a certificate");
    let urls = authorities.iter().map(|one| one.url.clone()).collect();
    world_with(|config| config.timestamps = Timestamps { urls, roots })
}

fn told(world: &World, bytes: &[u8]) -> Value {
    world.nobody.send("POST", "/api/verify", &[("content-type", "application/pdf")], bytes).expect(200).json()
}

/// Lets the worker try again without waiting for the pause.
fn try_again(world: &World) {
    let query = "SELECT CAST(COALESCE(SUM(tries), 0) AS BIGINT) AS value FROM timestamps_due";
    let tries = world.sql.number(query);
    world.sql.execute("UPDATE timestamps_due SET next_at = '2001-01-01 00:00:00'");
    let _working = world.app.work();
    for _ in 0..200 {
        std::thread::sleep(std::time::Duration::from_millis(50));
        let due = world.sql.number("SELECT COUNT(*) AS value FROM timestamps_due");
        if due == 0 || world.sql.number(query) > tries {
            return;
        }
    }
    panic!("the worker did not try");
}

fn files(world: &World) -> i64 {
    world.sql.number("SELECT COUNT(*) AS value FROM agreement_files")
}

fn numbered(browser: &Visitor, link: &str, number: usize) -> Vec<u8> {
    browser.get(&format!("{link}/agreement.pdf?file={number}")).expect(200).body
}

#[test]
fn an_authority_that_answers_confirms_every_signature() {
    let (down, right) = (Authority::new(Mood::Broken), Authority::new(Mood::Right));
    let world = world_of(&[&right, &down]);
    let (_, _, bytes) = signed(&world, "Inês de Castro");
    let found = told(&world, &bytes);
    assert_eq!((&found["verdict"], &found["record"]["level"]), (&"Genuine".into(), &"T".into()), "{found:#}");
    for one in found["signatures"].as_array().expect("a list") {
        assert_eq!((&one["timestamp"]["trusted"], &one["timestamp"]["authority"]), (&true.into(), &"Test-Time".into()));
    }
    assert_eq!((right.asked(), down.asked()), (2, 0));
    assert_eq!(world.sql.number("SELECT COUNT(*) AS value FROM timestamps_due"), 0);
    // The second authority is asked if the first does not help.
    let roots = certificates(&std::fs::read_to_string(&right.root).expect("a root")).expect("a certificate");
    let urls = vec![down.url.clone(), right.url.clone()];
    let world = world_with(|config| config.timestamps = Timestamps { urls, roots });
    let (_, _, bytes) = signed(&world, "Inês de Castro");
    assert_eq!(told(&world, &bytes)["record"]["level"], "T");
    assert_eq!((right.asked(), down.asked()), (4, 1), "one that is down is asked once");
}

#[test]
fn nobody_answers_and_a_later_timestamp_makes_a_second_file() {
    let authority = Authority::new(Mood::Broken);
    let world = world_of(&[&authority]);
    let (browser, link, first) = signed(&world, "Inês de Castro");
    assert_eq!(told(&world, &first)["record"]["level"], "B");
    assert_eq!(world.sql.number("SELECT COUNT(*) AS value FROM timestamps_due WHERE tries = 0"), 1);
    // Not before the pause is over.
    let asked = authority.asked();
    drop(world.app.work());
    assert_eq!((authority.asked(), files(&world)), (asked, 1));
    try_again(&world);
    assert_eq!((authority.asked(), files(&world)), (asked + 1, 1));
    assert_eq!(world.sql.number("SELECT COUNT(*) AS value FROM timestamps_due WHERE tries = 1"), 1);
    authority.set(Mood::Right);
    try_again(&world);
    assert_eq!(files(&world), 2);
    let (one, two) = (numbered(&browser, &link, 1), numbered(&browser, &link, 2));
    assert_eq!(one, first, "what is stored is never changed");
    assert!(two.starts_with(&one) && two.len() > one.len());
    assert_eq!(browser.get(&format!("{link}/agreement.pdf")).expect(200).body, two);
    browser.get(&format!("{link}/agreement.pdf?file=3")).expect(404);
    let (old, new) = (told(&world, &one), told(&world, &two));
    assert_eq!((&old["verdict"], &old["record"]["newer"]), (&"Genuine".into(), &2.into()), "{old:#}");
    assert_eq!((&new["verdict"], &new["record"]["level"]), (&"Genuine".into(), &"T".into()), "{new:#}");
    let last = new["signatures"].as_array().and_then(|list| list.last()).expect("a signature");
    assert_eq!((&last["kind"], &last["trusted"]), (&"Timestamp".into(), &true.into()));
    assert_eq!(world.sql.number("SELECT COUNT(*) AS value FROM evidence WHERE kind = 'AgreementTimestamped'"), 1);
    // No further attempt after a success.
    let asked = authority.asked();
    drop(world.app.work());
    assert_eq!((authority.asked(), files(&world)), (asked, 2));
}

#[test]
fn a_lie_is_never_taken_for_a_timestamp() {
    let (liar, stranger) = (Authority::new(Mood::Replays), Authority::new(Mood::Right));
    // The second authority answers correctly, but its root is not trusted.
    let world = world_of(&[&liar, &stranger]);
    liar.set(Mood::Elsewhere);
    let (_, _, bytes) = signed(&world, "Inês de Castro");
    let found = told(&world, &bytes);
    assert_eq!((&found["verdict"], &found["record"]["level"]), (&"Genuine".into(), &"B".into()), "{found:#}");
    assert!(found["signatures"].as_array().expect("a list").iter().all(|one| one["timestamp"].is_null()), "{found:#}");
    assert!(liar.asked() > 0 && stranger.asked() > 0);
    for mood in [Mood::Replays, Mood::Endless, Mood::Elsewhere] {
        liar.set(mood);
        try_again(&world);
        assert_eq!(files(&world), 1, "{mood:?}");
    }
}
