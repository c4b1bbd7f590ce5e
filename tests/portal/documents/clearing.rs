//! Bytes without a record, after an interrupted upload or a crashed server. The worker removes them after a day, and
//! nothing else.

use std::io::Write;
use std::net::TcpStream;
use std::time::{Duration, SystemTime};

use super::{api, blobs, file, page, pdf};
use crate::harness::World;
use crate::harness::http::multipart;

/// Waits until the document store has this number of files.
#[track_caller]
fn until_left(world: &World, wanted: usize) {
    for _ in 0..500 {
        if blobs(world) == wanted {
            return;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    panic!("{} files lie there, and not {wanted}", blobs(world));
}

/// Makes a file look this many hours old.
fn age(world: &World, sha256: &str, hours: u64) {
    let folder = world.folder.path().join("documents/documents");
    let path = folder.join(&sha256[..2]).join(&sha256[2..4]).join(sha256);
    let file = std::fs::File::options().write(true).open(&path).expect("the file");
    file.set_modified(SystemTime::now() - Duration::from_secs(hours * 3_600)).expect("its time");
}

/// Stores bytes without a record, as if the server had crashed during an upload.
fn orphan(world: &World, text: &str, hours: u64) -> String {
    let sha256 = world.app.shared.blobs.put_blocking_bytes(&pdf(text)).expect("stored").sha256;
    age(world, &sha256, hours);
    sha256
}

fn sha_of(world: &World, name: &str) -> String {
    let query = format!("SELECT sha256 AS value FROM documents WHERE file_name = '{name}'");
    world.sql.texts(&query).remove(0).expect("a hash")
}

#[test]
fn an_upload_that_breaks_off_after_its_first_file_leaves_nothing() {
    let world = World::new();
    let case = world.case().make();
    let (token, cookie) = (world.owner.token(), world.owner.cookie("portal").expect("a session"));
    let (a, b) = (pdf("first"), vec![b'x'; 200_000]);
    let (kind, body) = multipart(&[("_token", &token)], &[file("a.pdf", &a), file("b.txt", &b)]);
    let head = format!(
        "POST {} HTTP/1.1\r\nhost: {}\r\ncookie: portal={cookie}\r\nsec-fetch-site: same-origin\r\n\
         content-type: {kind}\r\ncontent-length: {}\r\n\r\n",
        page(case),
        world.app.address,
        body.len()
    );
    let mut socket = TcpStream::connect(&world.app.address).expect("the server listens");
    socket.write_all(head.as_bytes()).expect("sent");
    socket.write_all(&body[..body.len() - 150_000]).expect("sent");
    until_left(&world, 1);
    drop(socket);
    until_left(&world, 0);
    assert_eq!(world.sql.number("SELECT count(*) AS value FROM documents"), 0);
}

#[test]
fn the_worker_clears_what_nobody_names_after_a_day() {
    let world = World::new();
    let case = world.case().make();
    for name in ["kept.pdf", "deleted.pdf"] {
        world.key.upload(&api(case), &[], &[file(name, &pdf(name))]).expect(200);
        age(&world, &sha_of(&world, name), 1_000);
    }
    let gone = [orphan(&world, "old", 25), orphan(&world, "older", 1_000)];
    let young = orphan(&world, "young", 23);
    // Bytes of deleted documents only are unused.
    world.sql.execute("UPDATE documents SET deleted_at = '2026-01-01 00:00:00' WHERE file_name = 'deleted.pdf'");
    // Files that others put there are not touched.
    let foreign = world.folder.path().join("documents/documents/readme.txt");
    std::fs::write(&foreign, b"by hand").expect("written");
    std::fs::File::options().write(true).open(&foreign).unwrap().set_modified(SystemTime::UNIX_EPOCH).unwrap();
    assert_eq!(blobs(&world), 6);
    let working = world.app.work();
    until_left(&world, 3);
    drop(working);
    assert!(foreign.exists());
    for sha256 in gone {
        assert!(!world.app.shared.blobs.exists_blocking(&sha256).unwrap());
    }
    assert!(world.app.shared.blobs.exists_blocking(&young).unwrap());
    let id = world.key.get_json(&api(case))[0]["id"].as_str().expect("an id").to_owned();
    assert_eq!(world.key.get(&format!("{}/{id}", api(case))).expect(200).body, pdf("kept.pdf"));
}

#[test]
fn two_workers_clear_the_same_and_lose_nothing() {
    let world = World::new();
    let case = world.case().make();
    world.key.upload(&api(case), &[], &[file("kept.pdf", &pdf("kept"))]).expect(200);
    age(&world, &sha_of(&world, "kept.pdf"), 48);
    for number in 0..40 {
        orphan(&world, &format!("orphan {number}"), 48);
    }
    let both = (world.app.work(), world.app.work());
    until_left(&world, 1);
    drop(both);
    assert_eq!(blobs(&world), 1);
}

#[test]
fn an_upload_makes_old_bytes_young_before_they_are_noted_down() {
    let world = World::new();
    let case = world.case().make();
    let sha256 = orphan(&world, "the same", 48);
    // The same bytes are uploaded again. Until that request ends no record refers to them, but they must not be
    // removed.
    let sent = futures_util::stream::iter([Ok::<_, std::io::Error>(bytes::Bytes::from(pdf("the same")))]);
    let blobs_of = world.app.shared.blobs.clone();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    assert_eq!(runtime.block_on(blobs_of.put_stream(sent, 1_000)).expect("stored").sha256, sha256);
    let other = orphan(&world, "another", 48);
    let working = world.app.work();
    until_left(&world, 1);
    drop(working);
    assert!(!blobs_of.exists_blocking(&other).unwrap());
    world.key.upload(&api(case), &[], &[file("a.pdf", &pdf("the same"))]).expect(200);
    let id = world.key.get_json(&api(case))[0]["id"].as_str().expect("an id").to_owned();
    assert_eq!(world.key.get(&format!("{}/{id}", api(case))).expect(200).body, pdf("the same"));
}

#[test]
fn uploads_and_the_worker_at_once_lose_nothing() {
    let world = World::new();
    let case = world.case().make();
    let texts: Vec<String> = (0..12).map(|number| format!("raced {number}")).collect();
    for text in &texts {
        orphan(&world, text, 48);
    }
    std::thread::scope(|scope| {
        for text in &texts {
            let (world, path) = (&world, api(case));
            scope.spawn(move || {
                // A request that is a moment too late gets an error and repeats.
                let send = || world.key.upload(&path, &[], &[file(&format!("{text}.pdf"), &pdf(text))]);
                let first = send();
                assert!(matches!(first.status, 200 | 400), "{}", first.text());
                if first.status == 400 {
                    send().expect(200);
                }
            });
        }
        drop(world.app.work());
    });
    let list = world.key.get_json(&api(case));
    assert_eq!(list.as_array().map(Vec::len), Some(12));
    for one in list.as_array().expect("a list") {
        let (id, name) = (one["id"].as_str().expect("an id"), one["fileName"].as_str().expect("a name"));
        let back = world.key.get(&format!("{}/{id}", api(case))).expect(200);
        assert_eq!(back.body, pdf(name.trim_end_matches(".pdf")), "{name}");
    }
}
