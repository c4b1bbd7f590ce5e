//! Slow clients do not delay others.

use std::io::Write;
use std::net::TcpStream;
use std::time::{Duration, Instant};

use crate::harness::{Upload, World};

/// Number of connections of each kind.
const SLOW: usize = 200;

fn begin(world: &World, request: &str) -> TcpStream {
    let mut socket = TcpStream::connect(&world.app.address).expect("the server listens");
    socket.write_all(request.as_bytes()).expect("sent");
    socket
}

#[test]
fn slow_senders_and_readers_keep_nobody_waiting() {
    let world = World::new();
    let id = world.case().make();
    let bytes = vec![b'x'; 3_000_000];
    let file = Upload { field: "files", name: "long.txt", kind: "text/plain", bytes: &bytes };
    world.key.upload(&format!("/api/collection-partner/cases/{id}/files"), &[], &[file]).expect(200);
    let (cookie, host) = (format!("portal={}", world.owner.cookie("portal").unwrap_or_default()), &world.app.address);
    world.owner.get("/partner/cases").expect(200);
    let kinds = [
        format!("GET /partner/cases HTTP/1.1\r\nhost: {host}\r\nx-slow: "),
        format!(
            "POST /sign-in HTTP/1.1\r\nhost: {host}\r\nsec-fetch-site: same-origin\r\ncontent-length: 900\r\n\
             content-type: application/x-www-form-urlencoded\r\n\r\nemail="
        ),
        format!(
            "POST /partner/cases/{id}/documents HTTP/1.1\r\nhost: {host}\r\nsec-fetch-site: same-origin\r\n\
             cookie: {cookie}\r\ncontent-type: multipart/form-data; boundary=x\r\ncontent-length: 90000\r\n\r\n--x\r\n"
        ),
        // Clients that read nothing of an answer that is larger than the system's buffers.
        format!("GET /partner/export/documents.zip HTTP/1.1\r\nhost: {host}\r\ncookie: {cookie}\r\n\r\n"),
    ];
    let mut held = Vec::new();
    for kind in &kinds {
        held.extend((0..SLOW).map(|_| begin(&world, kind)));
    }
    std::thread::sleep(Duration::from_millis(300));
    let began = Instant::now();
    world.owner.get("/partner/cases").expect(200);
    world.rival.get("/partner/cases").expect(200);
    assert!(began.elapsed() < Duration::from_secs(5), "{:?}", began.elapsed());
    // Another tenant still gets an export.
    world.rival_key.get("/api/collection-partner/export/documents.zip").expect(200);
    drop(held);
}
