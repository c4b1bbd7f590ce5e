//! Creating clients: new ones, repetitions, and accounts that existed before.

use serde_json::{Value, json};

use super::{CLIENTS, Platform, client, heard};
use crate::harness::{World, referral_partner};

#[test]
fn a_new_client_is_created_once_and_is_to_be_onboarded() {
    let world = World::new();
    let platform = Platform::new(&world, "Ledgerly");
    let sent = client("tenant-1", "ines@lisboa.example");
    let first = platform.key.post_json(CLIENTS, &sent).expect(202);
    let first = referral_partner().check_response("POST", "/clients", &first);
    assert_eq!(first["externalTenantId"], "tenant-1");
    assert_eq!((&first["onboardingDone"], &first["isAttributedClient"]), (&json!(false), &json!(true)));
    assert_eq!(first["client"]["country"], "Portugal");
    assert_eq!(first["users"][0]["firstName"], "Inês");
    assert_eq!(first["users"][0]["lastName"], "de Castro");
    assert_eq!(first["kycStatus"], "not_required");
    let url = first["onboardingLinks"]["url"].as_str().expect("a link").to_owned();
    let token = url.rsplit('/').next().expect("a token");
    assert_eq!(token.len(), 43, "256 bits: {url}");
    assert!(!url.contains(first["client"]["id"].as_str().expect("an id")));
    let kept = world.sql.texts("SELECT token_hash AS value FROM referral_links");
    assert!(kept.iter().flatten().all(|hash| hash.len() == 64 && !hash.contains(token)), "{kept:?}");

    let again = platform.key.post_json(CLIENTS, &sent).expect(202).json();
    assert_eq!(again, first, "the same id is the same client");
    assert_eq!(world.sql.number("SELECT COUNT(*) AS value FROM referral_links"), 1);
    assert_eq!(world.sql.number("SELECT COUNT(*) AS value FROM client_people"), 1);

    let one = platform.key.get(&format!("{CLIENTS}/tenant-1")).expect(200);
    assert_eq!(referral_partner().check_response("GET", "/clients/{externalTenantId}", &one), first);
    // Tenant ids are matched exactly, and only for their own partner.
    platform.key.get(&format!("{CLIENTS}/Tenant-1")).expect(404);
    let rival = Platform::new(&world, "Fakturo");
    let refused = rival.key.get(&format!("{CLIENTS}/tenant-1")).expect(404);
    referral_partner().check_response("GET", "/clients/{externalTenantId}", &refused);
    world.key.get(&format!("{CLIENTS}/tenant-1")).expect(401);
    world.nobody.get(CLIENTS).expect(401);
}

#[test]
fn two_at_once_are_one_client() {
    let world = World::new();
    let platform = Platform::new(&world, "Ledgerly");
    let sent = client("tenant-1", "ines@lisboa.example");
    let statuses: Vec<u16> = std::thread::scope(|scope| {
        let sends: Vec<_> =
            (0..4).map(|_| scope.spawn(|| platform.key.elsewhere().post_json(CLIENTS, &sent).status)).collect();
        sends.into_iter().map(|send| send.join().expect("an answer")).collect()
    });
    assert_eq!(statuses, [202; 4]);
    assert_eq!(world.sql.number("SELECT COUNT(*) AS value FROM referral_links"), 1);
    assert_eq!(heard(&world, "client.link_requested"), 0);
}

#[test]
fn what_is_wrong_is_said_by_field_and_nothing_is_made() {
    let world = World::new();
    let platform = Platform::new(&world, "Ledgerly");
    let wrong = |change: &dyn Fn(&mut Value), field: &str| {
        let mut sent = client("tenant-1", "ines@lisboa.example");
        change(&mut sent);
        let answer = platform.key.post_json(CLIENTS, &sent).expect(400);
        let body = referral_partner().check_response("POST", "/clients", &answer);
        let told = body["businessErrors"].as_array().expect("errors").iter().any(|error| {
            error["type"] == "ValidationError" && error["message"].as_str().is_some_and(|text| text.contains(field))
        });
        assert!(told, "{field}: {body}");
    };
    wrong(&|sent| sent["externalTenantId"] = json!(" "), "externalTenantId");
    wrong(&|sent| sent["externalTenantId"] = json!("x".repeat(256)), "externalTenantId");
    wrong(&|sent| sent["client"]["name"] = json!(""), "client.name");
    wrong(&|sent| sent["client"]["country"] = json!("Atlantis"), "client.country");
    wrong(&|sent| sent["client"]["supportEmail"] = json!("nobody"), "client.supportEmail");
    wrong(&|sent| sent["client"]["zipCode"] = json!("1".repeat(21)), "client.zipCode");
    wrong(&|sent| sent["users"] = json!([]), "users");
    wrong(&|sent| sent["users"][0]["email"] = json!("x"), "users.0.email");
    wrong(&|sent| sent["users"][0]["name"] = Value::Null, "users.0.name");
    let second = json!({ "name": "Second", "email": "second@lisboa.example" });
    wrong(&|sent| sent["users"].as_array_mut().expect("users").push(second.clone()), "users");
    let same = json!({ "name": "Same", "email": "INES@lisboa.example", "isOnboardingUser": true });
    wrong(&|sent| sent["users"].as_array_mut().expect("users").push(same.clone()), "users.1.email");
    wrong(
        &|sent| {
            sent["client"]["country"] = json!("DK");
            sent["client"]["registrationNumber"] = json!("36406209");
        },
        "client.registrationNumber",
    );
    let mut sent = client("tenant-1", "ines@lisboa.example");
    sent["cases"] = json!([{ "currencyCode": "EUR", "amountToRecover": 500 }]);
    let answer = platform.key.post_json(CLIENTS, &sent).expect(400);
    let body = referral_partner().check_response("POST", "/clients", &answer);
    assert!(body.to_string().contains("cases.0.debtor: Send the debtor."), "{body}");
    platform.key.send("POST", CLIENTS, &crate::harness::JSON, b"[]").expect(400);
    assert_eq!(world.sql.number("SELECT COUNT(*) AS value FROM referral_links"), 0);
}

#[test]
fn the_onboarding_user_comes_first_among_several() {
    let world = World::new();
    let platform = Platform::new(&world, "Ledgerly");
    let mut sent = client("tenant-1", "ines@lisboa.example");
    let second = json!({ "name": "Pedro", "email": "pedro@lisboa.example", "isOnboardingUser": true });
    sent["users"].as_array_mut().expect("users").push(second);
    let body = platform.key.post_json(CLIENTS, &sent).expect(202).json();
    assert_eq!(body["users"][0]["email"], "pedro@lisboa.example");
    assert_eq!(body["users"][0]["lastName"], "");
    assert_eq!(body["users"][1]["email"], "ines@lisboa.example");
}

#[test]
fn a_client_that_was_here_must_agree_to_be_linked() {
    let world = World::new();
    let platform = Platform::new(&world, "Ledgerly");
    // The creditor is found by its contact's address, in any letter case.
    let sent = client("tenant-1", "METTE@fjord.example");
    let answer = platform.key.post_json(CLIENTS, &sent).expect(409);
    let body = referral_partner().check_response("POST", "/clients", &answer);
    assert_eq!(body["type"], "ClientExistsNeedsLinking");
    assert_eq!(body["data"]["externalTenantId"], "tenant-1");
    let url = body["data"]["onboardingLinks"]["url"].as_str().expect("a link");
    let text = body.to_string();
    for secret in ["Fjord", "Mette", "mette", "Aarhus"] {
        assert!(!text.contains(secret), "nothing of the account is told: {text}");
    }
    let again = platform.key.post_json(CLIENTS, &sent).expect(409).json();
    assert_eq!(again["data"]["onboardingLinks"]["url"], url, "one request, one link");
    assert_eq!(heard(&world, "client.link_requested"), 1);
    platform.key.get(&format!("{CLIENTS}/tenant-1")).expect(404);
    assert_eq!(platform.key.get_json(CLIENTS)["clients"], json!([]));

    // The support address counts, too.
    let mut by_office = client("tenant-2", "somebody@else.example");
    by_office["client"]["supportEmail"] = json!("office@fjord.example");
    let body = platform.key.post_json(CLIENTS, &by_office).expect(409).json();
    assert_eq!(body["type"], "ClientExistsNeedsLinking");
}

#[test]
fn a_client_of_another_platform_stays_there() {
    let world = World::new();
    let (ours, theirs) = (Platform::new(&world, "Ledgerly"), Platform::new(&world, "Fakturo"));
    let sent = client("tenant-1", "ines@lisboa.example");
    theirs.key.post_json(CLIENTS, &sent).expect(202);
    let answer = ours.key.post_json(CLIENTS, &sent).expect(409);
    let body = referral_partner().check_response("POST", "/clients", &answer);
    assert_eq!(body["type"], "AlreadyLinkedToAnotherPartner");
    assert_eq!(body["data"], json!({ "externalTenantId": "tenant-1" }));
    let mut other = sent.clone();
    other["externalTenantId"] = json!("tenant-9");
    let body = theirs.key.post_json(CLIENTS, &other).expect(409).json();
    assert_eq!(body["type"], "AlreadyLinkedDifferentTenant");
}

#[test]
fn the_list_is_filtered_sorted_and_paged() {
    let world = World::new();
    let platform = Platform::new(&world, "Ledgerly");
    for (tenant, name) in [("a", "Çelik Ticaret"), ("b", "Aalborg Stål"), ("c", "Breda Bouw")] {
        let mut sent = client(tenant, &format!("{tenant}@x.example"));
        sent["client"]["name"] = json!(name);
        platform.key.post_json(CLIENTS, &sent).expect(202);
    }
    let list = |query: &str| {
        let answer = platform.key.get(&format!("{CLIENTS}?{query}")).expect(200);
        let body = referral_partner().check_response("GET", "/clients", &answer);
        let tenants: Vec<String> = body["clients"]
            .as_array()
            .expect("clients")
            .iter()
            .map(|one| one["externalTenantId"].as_str().expect("a tenant").to_owned())
            .collect();
        (tenants.join(""), body["page"]["totalResults"].as_i64().expect("a number"))
    };
    assert_eq!(list(""), ("cba".to_owned(), 3), "newest first");
    assert_eq!(list("sort=name:asc"), ("bca".to_owned(), 3), "folded: Ç is a C");
    assert_eq!(list("sort=dateCreated:asc&pageSize=2&page=2"), ("c".to_owned(), 3));
    assert_eq!(list("query=CELIK"), ("a".to_owned(), 1));
    assert_eq!(list("query=%25"), (String::new(), 0));
    assert_eq!(list("externalTenantId=b"), ("b".to_owned(), 1));
    assert_eq!(list("onboardingDone=true"), (String::new(), 0));
    assert_eq!(list("onboardingDone=false").1, 3);
    assert_eq!(list("isAttributedClient=false").1, 0);
    assert_eq!(list("dateCreatedFrom=2100-01-01").1, 0);
    assert_eq!(list("dateCreatedTo=2100-01-01").1, 3);
    for wrong in ["sort=age", "onboardingDone=maybe", "page=0", "pageSize=101", "dateCreatedFrom=x"] {
        platform.key.get(&format!("{CLIENTS}?{wrong}")).expect(400);
    }
    let summary = platform.key.get_json(CLIENTS)["summary"].clone();
    assert_eq!(
        summary,
        json!({ "totalClients": 3, "attributedClients": 3, "onboardingComplete": 0, "onboardingPending": 3, "totalCases": 0 })
    );
    // The pages use the same handlers as the API.
    let page = platform.viewer.get("/referral/clients").expect(200).text();
    assert!(page.contains("Çelik Ticaret") && page.contains("Not opened"), "{page}");
    assert!(platform.admin.get("/referral/clients/a").expect(200).text().contains("/onboarding/"));
    world.owner.get("/referral/clients").expect(403);
    platform.viewer.get("/partner/cases").expect(403);
    assert_eq!(platform.viewer.post_form("/referral/clients/a/withdraw", &[]).status, 403);
}

#[test]
fn the_partner_sees_itself() {
    let world = World::new();
    let platform = Platform::new(&world, "Ledgerly");
    let answer = platform.key.get("/api/referral/me").expect(200);
    let me = referral_partner().check_response("GET", "/me", &answer);
    assert_eq!(me["shortName"], "Ledgerly");
    assert_eq!(me["referralFeePercentage"], json!(25));
    assert_eq!(me["backgroundColorCode"], "#0b6b57");
}
