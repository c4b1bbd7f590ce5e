//! Withdrawing clients, deleting them, and a director's data.

use partner_portal::config::Environment;
use serde_json::json;

use super::{CLIENTS, Platform, client};
use crate::harness::{World, referral_partner};

#[test]
fn a_withdrawn_client_can_be_brought_again_as_a_new_one() {
    let world = World::new();
    let platform = Platform::new(&world, "Ledgerly");
    let rival = Platform::new(&world, "Fakturo");
    let sent = client("tenant-1", "ines@lisboa.example");
    let first = platform.key.post_json(CLIENTS, &sent).expect(202).json();
    let withdraw = format!("{CLIENTS}/tenant-1/withdraw");
    rival.key.post_json(&withdraw, &json!({})).expect(404);
    platform.key.post_json(&withdraw, &json!({})).expect(204);
    platform.key.post_json(&withdraw, &json!({})).expect(404);
    platform.key.get(&format!("{CLIENTS}/tenant-1")).expect(404);
    let second = platform.key.post_json(CLIENTS, &sent).expect(202).json();
    assert_ne!(second["client"]["id"], first["client"]["id"]);
    assert_ne!(second["onboardingLinks"]["url"], first["onboardingLinks"]["url"]);
}

#[test]
fn a_client_whose_cases_move_cannot_be_withdrawn_or_wiped() {
    let world = World::new();
    let platform = Platform::new(&world, "Ledgerly");
    let sent = client("tenant-1", "ines@lisboa.example");
    let made = platform.key.post_json(CLIENTS, &sent).expect(202).json();
    let case = world.case().make();
    let id = made["client"]["id"].as_str().expect("an id");
    world.sql.execute(&format!("UPDATE cases SET creditor_id = '{id}' WHERE id = '{case}'"));
    let refused = platform.key.post_json(&format!("{CLIENTS}/tenant-1/withdraw"), &json!({})).expect(409);
    let body = referral_partner().check_response("POST", "/clients/{externalTenantId}/withdraw", &refused);
    assert!(body.to_string().contains("moved on"), "{body}");
    let asked = platform.key.get(&format!("{CLIENTS}/tenant-1/is-deletable")).expect(200);
    let body = referral_partner().check_response("GET", "/clients/{externalTenantId}/is-deletable", &asked);
    assert_eq!(body["isDeletable"], false);
    assert_eq!(body["blockers"].as_array().map(Vec::len), Some(1));
    let path = format!("{CLIENTS}/tenant-1");
    platform.key.send_json("DELETE", &path, &json!({})).expect(400);
    world.sql.execute(&format!("UPDATE cases SET lifecycle = 'PendingVerification' WHERE id = '{case}'"));
    platform.key.send_json("DELETE", &path, &json!({})).expect(204);
    assert_eq!(world.sql.number(&format!("SELECT COUNT(*) AS value FROM cases WHERE id = '{case}'")), 0);
    assert_eq!(world.sql.number("SELECT COUNT(*) AS value FROM timeline"), 0, "nothing of the case is left");
    platform.key.post_json(CLIENTS, &sent).expect(202);
}

#[test]
fn nothing_is_wiped_in_production() {
    let world = World::with(|config| config.environment = Environment::Production);
    let platform = Platform::new(&world, "Ledgerly");
    platform.key.post_json(CLIENTS, &client("tenant-1", "ines@lisboa.example")).expect(202);
    let path = format!("{CLIENTS}/tenant-1");
    let refused = platform.key.send_json("DELETE", &path, &json!({})).expect(403);
    referral_partner().check_response("DELETE", "/clients/{externalTenantId}", &refused);
    platform.key.get(&format!("{path}/is-deletable")).expect(403);
    platform.key.get(&path).expect(200);
}

#[test]
fn the_last_of_a_directors_data_counts() {
    let world = World::new();
    let platform = Platform::new(&world, "Ledgerly");
    platform.key.post_json(CLIENTS, &client("tenant-1", "ines@lisboa.example")).expect(202);
    let path = format!("{CLIENTS}/tenant-1/kyc-verification");
    let data = |name: &str| json!({ "directorFullName": name, "directorHomeAddress": "Rua Augusta 24, Lisboa", "directorDateOfBirth": "1971-05-30" });
    for name in ["Inês de Castro", "Pedro Primeiro"] {
        let answer = platform.key.post_json(&path, &data(name)).expect(201);
        let body = referral_partner().check_response("POST", "/clients/{externalTenantId}/kyc-verification", &answer);
        assert_eq!(body["verificationStatus"], json!(null));
    }
    let seen = platform.key.get_json(&format!("{CLIENTS}/tenant-1"));
    assert_eq!(seen["kycStatus"], "verified");
    assert_eq!(seen["kycVerification"]["directorFullName"], "Pedro Primeiro");
    for (field, text) in [
        ("directorFullName", ""),
        ("directorHomeAddress", " "),
        ("directorDateOfBirth", "30/05/1971"),
        ("directorDateOfBirth", "2999-01-01"),
        ("directorDateOfBirth", "1801-01-01"),
    ] {
        let mut wrong = data("Inês");
        wrong[field] = json!(text);
        let answer = platform.key.post_json(&path, &wrong).expect(400).text();
        assert!(answer.contains(field), "{field}: {answer}");
    }
    // The same key gets the same answer, and stores one record.
    let once = [("content-type", "application/json"), ("idempotency-key", "k-1")];
    let body = data("Afonso").to_string();
    let first = platform.key.send("POST", &path, &once, body.as_bytes()).expect(201).text();
    assert_eq!(platform.key.send("POST", &path, &once, body.as_bytes()).expect(201).text(), first);
    assert_eq!(world.sql.number("SELECT COUNT(*) AS value FROM kyc_records"), 3);
}
