//! Work for clients that have disconnected is cancelled.

use std::io::Write;
use std::net::TcpStream;
use std::time::Duration;

use crate::harness::World;

/// Number of connections that wait for a lock. On SQLite readers never wait.
fn waiting(world: &World) -> i64 {
    if world.sql.url().starts_with("sqlite://") {
        return 0;
    }
    world.sql.number(
        "SELECT count(*) AS value FROM pg_stat_activity \
         WHERE datname = current_database() AND wait_event_type = 'Lock'",
    )
}

#[test]
fn what_a_client_that_has_gone_waits_for_is_given_up() {
    let world = World::new();
    let id = world.case().make();
    world.owner.get("/partner/cases").expect(200);
    let cookie = world.owner.cookie("portal").expect("a session");
    let held = world.sql.hold("LOCK TABLE cases IN ACCESS EXCLUSIVE MODE");
    let clients: Vec<TcpStream> = (0..3)
        .map(|_| {
            let mut socket = TcpStream::connect(&world.app.address).expect("the server listens");
            let head = format!("GET /partner/cases/{id} HTTP/1.1\r\nhost: {}\r\n", world.app.address);
            socket.write_all(format!("{head}cookie: portal={cookie}\r\n\r\n").as_bytes()).expect("sent");
            socket
        })
        .collect();
    world.sql.until_waiting(3);
    drop(clients);
    let ended = (0..100).any(|_| {
        std::thread::sleep(Duration::from_millis(50));
        waiting(&world) == 0
    });
    assert!(ended, "{} connections still wait for nobody", waiting(&world));
    drop(held);
    world.owner.get(&format!("/partner/cases/{id}")).expect(200);
}
