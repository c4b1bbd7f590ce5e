//! Request limits by key, person and network.

use partner_portal::app::Throttle;
use partner_portal::config::RequestLimits;

use crate::harness::World;

const CASES: &str = "/api/collection-partner/cases";

fn few() -> World {
    World::with(|config| config.request_limits = RequestLimits { minute: 5, hour: 100, day: 1000 })
}

#[test]
fn a_key_has_its_limit_and_hears_what_is_left() {
    let world = few();
    let first = world.key.get(CASES).expect(200);
    assert_eq!(
        first.header("ratelimit-policy"),
        Some("\"minute\";q=5;w=60, \"hour\";q=100;w=3600, \"day\";q=1000;w=86400")
    );
    assert!(first.header("ratelimit").is_some_and(|left| left.starts_with("\"minute\";r=4;t=")), "{:?}", first.headers);
    for _ in 0..4 {
        world.key.get(CASES).expect(200);
    }
    let over = world.key.get(CASES).expect(429);
    let body = over.json();
    assert_eq!(body["error"], "rate_limit_exceeded");
    assert!(body["message"].is_string());
    let seconds = body["retryAfter"].as_f64().expect("seconds");
    assert!((1.0..=60.0).contains(&seconds), "{seconds}");
    assert_eq!(over.header("retry-after"), Some(format!("{seconds:.0}").as_str()));
    // Another key and the agency's people have limits of their own.
    world.rival_key.get(CASES).expect(200);
    world.owner.get("/partner/cases").expect(200);
}

#[test]
fn strangers_are_counted_by_their_network() {
    let world = few();
    for _ in 0..5 {
        world.nobody.get(CASES).expect(401);
    }
    world.nobody.get(CASES).expect(429);
    world.key.get(CASES).expect(200);
}

#[test]
fn a_person_has_a_limit_and_health_and_pictures_have_none() {
    let world = few();
    let page = (0..10).map(|_| world.owner.get("/partner/tasks")).find(|answer| answer.status == 429);
    let page = page.expect("a limit");
    assert!(page.header("retry-after").is_some());
    page.says("<h1").says("Please wait a moment");
    for _ in 0..20 {
        world.nobody.get("/healthz").expect(200);
    }
}

#[test]
fn files_to_be_verified_are_counted_by_their_network() {
    let world = World::new();
    let most = partner_portal::domain::limit::VERIFIED_FILES.most;
    let check = || world.nobody.upload("/verify", &[], &[]).status;
    assert!((0..most).all(|_| check() == 422), "no file was sent, and that is said");
    assert_eq!(check(), 429);
}

#[test]
fn nodes_share_what_they_count() {
    let world = World::new();
    let (one, other) = (Throttle::default(), Throttle::default());
    let limits = RequestLimits { minute: 10, hour: 100, day: 1000 };
    let now = world.context().now;
    for _ in 0..6 {
        one.count("key a", limits, now).expect("room");
    }
    one.share(&world.app.shared.database, "key a", now).expect("the database");
    other.count("key a", limits, now).expect("room");
    other.share(&world.app.shared.database, "key a", now).expect("the database");
    let left = other.count("key a", limits, now).map(|(left, _)| left.remaining);
    assert_eq!(left.ok(), Some(2), "six of the other node, and two of this one");
    for _ in 0..2 {
        other.count("key a", limits, now).expect("room");
    }
    assert!(other.count("key a", limits, now).is_err());
    other.share(&world.app.shared.database, "key a", now).expect("the database");
    one.share(&world.app.shared.database, "key a", now).expect("the database");
    assert!(one.count("key a", limits, now).is_err(), "nothing is counted twice, and nothing is forgotten");
}
