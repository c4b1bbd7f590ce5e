//! Tokens: who gets one, and who is refused with one.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::Duration;
use partner_portal::actions::Context;
use partner_portal::actions::clients::token::issue_token;
use partner_portal::domain::actor::{Hand, Referrer};
use partner_portal::domain::ids::KeyId;
use serde_json::{Value, json};

use super::scene::{BASE, Scene, TENANT};
use crate::harness::Visitor;
use crate::harness::contract::referral_partner;

const TOKEN: &str = "/api/referral/oauth/token";

#[test]
fn a_token_acts_for_one_client_for_half_an_hour() {
    let scene = Scene::new();
    let asked = json!({ "externalTenantId": TENANT });
    let answer = scene.platform.key.post_json(TOKEN, &asked).expect(200);
    let given = referral_partner().check_response("POST", "/oauth/token", &answer);
    assert_eq!((&given["tokenType"], &given["expiresIn"]), (&json!("Bearer"), &json!(1800)));
    assert_eq!((&given["creditorId"], &given["externalTenantId"]), (&json!(scene.client), &json!(TENANT)));
    // It does not wait for the agreement.
    let bearer = Visitor::bearer(&scene.world.app.address, given["accessToken"].as_str().expect("a token"));
    assert_eq!(bearer.get_json(&format!("{BASE}/me"))["id"], scene.client);
    // It opens no other surface, and no other key gets one.
    for path in ["/api/referral/clients", "/api/collection-partner/me", "/api/operator/clients"] {
        bearer.get(path).expect(401);
    }
    for (body, status) in [(json!({ "externalTenantId": "T-2" }), 404), (json!({ "externalTenantId": "" }), 400)] {
        let answer = scene.platform.key.post_json(TOKEN, &body).expect(status);
        referral_partner().check_response("POST", "/oauth/token", &answer);
    }
    scene.platform.key.post_json(TOKEN, &json!({})).expect(400);
    scene.world.key.post_json(TOKEN, &asked).expect(401);
    scene.key.post_json(TOKEN, &asked).expect(401);
}

#[test]
fn forged_expired_and_withdrawn_tokens_are_refused() {
    let scene = Scene::new();
    let me = format!("{BASE}/me");
    let token = scene.token();
    let tried = |token: &str| Visitor::bearer(&scene.world.app.address, token).get(&me).status;
    assert_eq!(tried(&token), 200);
    let parts: Vec<&str> = token.split('.').collect();
    let read =
        |part: &str| -> Value { serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).expect("base64")).expect("JSON") };
    let written = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let changed = |at: usize, field: &str, value: Value| {
        let mut part = read(parts[at]);
        part[field] = value;
        let mut all = parts.clone();
        let text = written(&part);
        all[at] = &text;
        all.join(".")
    };
    assert_eq!(read(parts[0])["alg"], "HS256");
    let unsigned = format!("{}.{}.", written(&json!({ "alg": "none", "typ": "JWT", "kid": "default" })), parts[1]);
    for wrong in [
        unsigned,
        changed(0, "alg", json!("none")),
        changed(0, "alg", json!("HS384")),
        changed(0, "kid", json!("other")),
        changed(1, "sub", json!(scene.world.creditor.to_string())),
        changed(1, "exp", json!(i64::from(i32::MAX))),
        format!("{}.{}.{}", parts[0], parts[1], URL_SAFE_NO_PAD.encode([7; 32])),
        "nonsense".to_owned(),
        String::new(),
    ] {
        assert_eq!(tried(&wrong), 401, "{wrong}");
    }
    // Clocks may differ by a minute.
    for (seconds, status) in [(1_855, 200), (1_865, 401), (-55, 200), (-65, 401)] {
        assert_eq!(tried(&issued(&scene, seconds)), status, "issued {seconds} seconds ago");
    }
}

/// A token that was issued a while ago.
fn issued(scene: &Scene, seconds_ago: i64) -> String {
    let ctx = scene.world.context();
    let ctx = Context { now: ctx.now - Duration::seconds(seconds_ago), ..ctx };
    let name = "Ledgerly".to_owned();
    let who = Referrer { id: scene.platform.id, name: name.clone(), short_name: name, hand: Hand::Key };
    let key = format!("SELECT id AS value FROM api_keys WHERE owner_id = '{}'", scene.platform.id);
    let key = scene.world.sql.texts(&key).into_iter().flatten().next().expect("a key");
    let key = KeyId::parse(&key).expect("an id");
    // The key exists since now, so the moment counts only for the token.
    issue_token(&mut scene.world.db(), &who, key, TENANT, &ctx).expect("a token").token
}

#[test]
fn a_token_ends_with_the_link_the_key_and_both_parties() {
    let scene = Scene::new();
    let me = format!("{BASE}/me");
    let bearer = scene.bearer();
    let (operator, client) = (&scene.console.key, format!("/api/operator/clients/{}", scene.client));
    let partner = format!("/api/operator/referral-partners/{}", scene.platform.id);
    for party in [&client, &partner] {
        bearer.get(&me).expect(200);
        operator.post_json(&format!("{party}/suspend"), &json!({ "reason": "Fraud" })).expect(200);
        bearer.get(&me).expect(401);
        operator.post_json(&format!("{party}/resume"), &json!({})).expect(200);
    }
    bearer.get(&me).expect(200);
    scene.platform.key.post_json(&format!("/api/referral/clients/{TENANT}/withdraw"), &json!({})).expect(204);
    bearer.get(&me).expect(401);
    scene.platform.key.post_json(TOKEN, &json!({ "externalTenantId": TENANT })).expect(404);

    let scene = Scene::new();
    let bearer = scene.bearer();
    bearer.get(&me).expect(200);
    let keys = format!("/api/operator/referral-partners/{}/keys", scene.platform.id);
    let key = scene.console.key.get_json(&keys)["keys"][0]["id"].as_str().expect("an id").to_owned();
    scene.console.key.post_json(&format!("{keys}/{key}/revoke"), &json!({})).expect(200);
    bearer.get(&me).expect(401);
}
