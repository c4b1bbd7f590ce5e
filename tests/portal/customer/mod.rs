//! The Customer API: what a client's systems do with its key, and its referral partner's systems with a token.

mod cases;
mod conditions;
mod official_client;
mod referred;
mod revenue;
mod scene;
mod tokens;

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::harness::console::Console;
use crate::harness::contract::customer;
use crate::harness::{Visitor, World};

const BASE: &str = "/api/customer";

/// Families of operations that are not built yet.
const LATER: [&str; 3] = ["/test", "/webhooks", "/Webhooks"];
/// Families that have a walk of their own.
const ELSEWHERE: [&str; 5] = ["/cases", "/contracts", "/coverage", "/Payments", "/tasks"];

/// A world with a key of its client.
struct Scene {
    world: World,
    console: Console,
    key: Visitor,
}

impl Scene {
    fn new() -> Self {
        let world = World::new();
        let console = Console::new(&world);
        let key = key_of(&world, &console, &world.creditor.to_string());
        Self { world, console, key }
    }
}

fn key_of(world: &World, console: &Console, client: &str) -> Visitor {
    Visitor::key(&world.app.address, &issued_key(console, client, "Accounting"))
}

/// A new key of a client, as text.
fn issued_key(console: &Console, client: &str, name: &str) -> String {
    let path = format!("/api/operator/clients/{client}/keys");
    let made = console.key.post_json(&path, &json!({ "name": name })).expect(200).json();
    made["issued"].as_str().expect("a key").to_owned()
}

/// Requests an operation and checks the answer against the contract.
#[track_caller]
fn ask(key: &Visitor, (method, template): (&str, &str), path: &str, body: Option<&Value>, status: u16) -> Value {
    let url = format!("{BASE}{path}");
    let answer = match body {
        Some(body) => key.send_json(method, &url, body),
        None => key.send(method, &url, &[], b""),
    };
    let answer = answer.expect(status);
    if status == 204 {
        assert!(answer.body.is_empty());
        return Value::Null;
    }
    assert!(customer().declares(method, template, status), "{method} {template} declares no {status}");
    customer().check_response(method, template, &answer)
}

#[test]
fn every_operation_that_is_there_answers_as_the_contract_declares() {
    let scene = Scene::new();
    let key = &scene.key;
    let mut seen = BTreeSet::new();
    let mut walk = |operation: (&'static str, &'static str), path: &str, body: Option<&Value>, status| {
        seen.insert(operation);
        ask(key, operation, path, body, status)
    };
    let me = walk(("GET", "/me"), "/me", None, 200);
    assert_eq!(me["id"], scene.world.creditor.to_string());
    let person = json!({ "firstName": "Ada", "lastName": "Ek", "email": "ada@client.example" });
    let people = format!("/api/operator/clients/{}/people", scene.world.creditor);
    scene.console.key.post_json(&people, &person).expect(201);
    let users = walk(("GET", "/users"), "/users", None, 200);
    assert!(users["users"].to_string().contains("ada@client.example"), "{users}");

    let new = json!({
        "companyName": "Holm & Søn Øst", "city": "Varde", "countryCode": "DK", "registrationNumber": "any text",
        "officeEmail": "ost@client.example"
    });
    let made = walk(("POST", "/divisions"), "/divisions", Some(&new), 201);
    let one = format!("/divisions/{}", made["id"].as_str().expect("an id"));
    assert_eq!(made["country"], json!({ "id": 208, "name": "Denmark", "alpha2": "DK" }));
    assert_eq!((&made["isArchived"], &made["updatedUtc"]), (&json!(false), &Value::Null));
    for (field, value) in [("companyName", ""), ("city", ""), ("countryCode", "XX"), ("officeEmail", "x")] {
        let mut wrong = new.clone();
        wrong[field] = json!(value);
        let said = walk(("POST", "/divisions"), "/divisions", Some(&wrong), 400);
        assert!(said["businessErrors"][0]["message"].as_str().is_some_and(|text| text.starts_with(field)), "{said}");
    }
    assert_eq!(walk(("GET", "/divisions/{id}"), &one, None, 200), made);
    let less = json!({ "companyName": "Holm & Søn Øst", "city": "Esbjerg", "countryCode": "DK" });
    let changed = walk(("PUT", "/divisions/{id}"), &one, Some(&less), 200);
    assert_eq!((&changed["city"], &changed["officeEmail"]), (&json!("Esbjerg"), &Value::Null));
    assert!(changed["updatedUtc"].is_string());
    walk(("PUT", "/divisions/{id}"), &one, Some(&json!({ "companyName": "X" })), 400);
    let list = walk(("GET", "/divisions"), "/divisions?pageSize=1", None, 200);
    assert_eq!((&list["page"]["totalResults"], &list["divisions"][0]["id"]), (&json!(1), &made["id"]));

    // One with a case stays, and can be archived, in both spellings.
    let case = scene.world.case().make();
    let division = made["id"].as_str().expect("an id");
    scene.world.sql.execute(&format!("UPDATE cases SET division_id = '{division}' WHERE id = '{case}'"));
    walk(("DELETE", "/divisions/{id}"), &one, None, 422);
    walk(("POST", "/divisions/{id}/archive"), &format!("{one}/archive"), None, 200);
    walk(("POST", "/divisions/{id}/archive"), &format!("{one}/archive"), None, 422);
    walk(("POST", "/divisions/{id}:archive"), &format!("{one}:archive"), None, 422);
    let other = walk(("POST", "/divisions"), "/divisions", Some(&new), 201);
    let other = format!("/divisions/{}", other["id"].as_str().expect("an id"));
    walk(("POST", "/divisions/{id}:archive"), &format!("{other}:archive"), None, 200);
    let all = |query: &str| ask(key, ("GET", "/divisions"), &format!("/divisions{query}"), None, 200);
    assert_eq!(all("")["page"]["totalResults"], 0);
    assert_eq!(all("?includeArchived=true")["page"]["totalResults"], 2);
    walk(("DELETE", "/divisions/{id}"), &other, None, 204);
    walk(("DELETE", "/divisions/{id}"), &other, None, 404);
    walk(("GET", "/divisions/{id}"), &other, None, 404);
    let missing: Vec<_> = customer()
        .operations()
        .into_iter()
        .filter(|(_, path, _)| !LATER.iter().chain(&ELSEWHERE).any(|family| path.starts_with(family)))
        .filter(|(method, path, _)| !seen.iter().any(|known| *known == (method.as_str(), path.as_str())))
        .collect();
    assert!(missing.is_empty(), "not walked: {missing:?}");
}

#[test]
fn a_clients_key_opens_its_own_data_and_stops_with_the_client() {
    let scene = Scene::new();
    let made = json!({ "companyName": "Øst", "city": "Varde", "countryCode": "DK" });
    let made = scene.key.post_json(&format!("{BASE}/divisions"), &made).expect(201).json();
    let division = format!("{BASE}/divisions/{}", made["id"].as_str().expect("an id"));
    let other = json!({
        "name": "Fjordfisk AS", "country": "NO", "firstName": "Ola", "lastName": "Nes", "email": "ola@fjordfisk.example"
    });
    let other = scene.console.key.post_json("/api/operator/clients", &other).expect(201).json();
    let rival = key_of(&scene.world, &scene.console, other["id"].as_str().expect("an id"));
    for method in ["GET", "DELETE"] {
        rival.send(method, &division, &[], b"").expect(404);
    }
    assert_eq!(rival.get_json(&format!("{BASE}/divisions?includeArchived=true"))["page"]["totalResults"], 0);
    for stranger in [&scene.world.key, &scene.console.key, &scene.world.nobody] {
        stranger.get(&format!("{BASE}/me")).expect(401);
    }
    scene.key.get("/api/operator/clients").expect(401);
    let client = format!("/api/operator/clients/{}", scene.world.creditor);
    scene.console.key.post_json(&format!("{client}/suspend"), &json!({ "reason": "Fraud" })).expect(200);
    scene.key.get(&format!("{BASE}/me")).expect(401);
    scene.console.key.post_json(&format!("{client}/resume"), &json!({})).expect(200);
    scene.key.get(&format!("{BASE}/me")).expect(200);
    let keys = scene.console.key.get_json(&format!("{client}/keys"));
    let path = format!("{client}/keys/{}/revoke", keys["keys"][0]["id"].as_str().expect("an id"));
    scene.console.key.post_json(&path, &json!({})).expect(200);
    scene.key.get(&format!("{BASE}/me")).expect(401);
}

#[test]
fn the_customer_api_is_described_as_it_is_mounted() {
    let world = World::new();
    let described = world.nobody.get_json("/api/customer/openapi.json");
    let mut told = BTreeSet::new();
    for (path, methods) in described["paths"].as_object().expect("paths") {
        told.extend(methods.as_object().expect("methods").keys().map(|method| (method.to_uppercase(), path.clone())));
    }
    let published = customer().operations().into_iter().map(|(method, path, _)| (method, path));
    let built = published.filter(|(_, path)| !LATER.iter().any(|family| path.starts_with(family)));
    assert_eq!(told, built.collect());
    world.nobody.get("/docs").expect(200).says("/api/customer/openapi.json");
}
