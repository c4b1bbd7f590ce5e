//! The client's address behind a proxy.

use crate::harness::http::urlencoded;
use crate::harness::visitor::FORM;
use crate::harness::{PASSWORD, World};

/// The network address stored with the newest session.
fn address_of_session(world: &World, forwarded: &str) -> String {
    let fields = [("email", "signe@example.com"), ("password", PASSWORD)];
    let headers = [FORM[0], FORM[1], ("x-forwarded-for", forwarded)];
    world.nobody.elsewhere().send("POST", "/sign-in", &headers, urlencoded(&fields).as_bytes()).to();
    let found = world.sql.texts("SELECT address AS value FROM sessions ORDER BY created_at DESC, key_hash LIMIT 1");
    found.into_iter().flatten().next().expect("a session")
}

#[test]
fn only_a_trusted_proxy_names_the_clients_address() {
    let world = World::new();
    assert_eq!(address_of_session(&world, "203.0.113.9"), "127.0.0.1", "nobody is trusted");
    let world = World::with(|config| config.trusted_proxies = vec!["127.0.0.0/8".parse().expect("a network")]);
    assert_eq!(address_of_session(&world, "203.0.113.9"), "203.0.113.9");
    let world = World::with(|config| config.trusted_proxies = vec!["127.0.0.0/8".parse().expect("a network")]);
    assert_eq!(address_of_session(&world, "6.6.6.6, 203.0.113.9"), "203.0.113.9", "the last hop before a trusted one");
}
