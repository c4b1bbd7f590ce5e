//! Agencies in the console: created, changed, suspended, resumed.

use partner_portal::actions::clients;
use serde_json::json;

use super::Console;
use crate::harness::{PASSWORD, Visitor, World};

const PAGE: &str = "/operator/agencies";
const API: &str = "/api/operator/agencies";

/// A valid body.
fn body() -> serde_json::Value {
    json!({
        "name": "Østfold Inkasso", "legalName": "Østfold Inkasso AS", "kind": "LegalNetwork", "country": "NO",
        "registrationNumber": "923609016", "timeZone": "Europe/Oslo", "preLegalShare": 35.5, "invoiceCurrency": "NOK",
        "payoutHolder": "Østfold Inkasso AS", "payoutIban": "NO93 8601 1117 947", "payoutBic": "DNBANOKK",
        "officeEmail": "Post@Ostfold.example", "requiresKyc": true
    })
}

#[test]
fn an_agency_is_created_read_found_and_changed_as_json() {
    let world = World::new();
    let console = Console::new(&world);
    let made = console.key.post_json(API, &body()).expect(201).json();
    let id = made["id"].as_str().expect("an id").to_owned();
    for (field, value) in [
        ("name", json!("Østfold Inkasso")),
        ("kind", json!("LegalNetwork")),
        ("status", json!("Active")),
        ("preLegalShare", json!(35.5)),
        ("legalShare", json!(20)),
        ("payoutIban", json!("NO9386011117947")),
        ("officeEmail", json!("post@ostfold.example")),
        ("openCases", json!(0)),
        ("requiresKyc", json!(true)),
        ("key", json!(null)),
        ("people", json!([])),
    ] {
        assert_eq!(made[field], value, "{field}");
    }
    assert_eq!(console.key.get(&format!("{API}/{id}")).expect(200).json(), made);
    // Letters without accents find it, and its legal name does.
    for query in ["query=ostfold", "query=INKASSO%20as", "status=Active&country=Norway", "country=NO"] {
        let found = console.key.get(&format!("{API}?{query}")).expect(200).json();
        assert!(found["agencies"].as_array().is_some_and(|all| all.iter().any(|one| one["id"] == id)), "{query}");
    }
    for query in ["query=%25", "query=o_t", "status=Suspended", "country=SE"] {
        let found = console.key.get(&format!("{API}?{query}")).expect(200).json();
        assert!(found["agencies"].as_array().is_some_and(|all| all.iter().all(|one| one["id"] != id)), "{query}");
    }
    console.key.get(&format!("{API}?status=Odd")).expect(400);
    let mut changed = body();
    changed["name"] = json!("Viken Inkasso");
    changed["payoutIban"] = json!(null);
    let answer = console.key.post_json(&format!("{API}/{id}"), &changed).expect(200).json();
    assert_eq!((&answer["name"], &answer["payoutIban"]), (&json!("Viken Inkasso"), &json!(null)));
    let trail = console.key.get(&format!("/api/operator/audit?object={id}")).expect(200).json();
    let last = &trail["entries"][0];
    assert_eq!(last["verb"], "AgencyChanged");
    assert_eq!(last["details"], json!({ "name": "Østfold Inkasso → Viken Inkasso", "payoutAccount": "changed" }));
    // The same again changes nothing, and nothing is recorded.
    console.key.post_json(&format!("{API}/{id}"), &changed).expect(200);
    assert_eq!(console.key.get(&format!("/api/operator/audit?object={id}")).expect(200).json(), trail);
}

#[test]
fn wrong_fields_are_named_and_nothing_is_stored() {
    let world = World::new();
    let console = Console::new(&world);
    let before = world.sql.number("SELECT COUNT(*) AS value FROM collection_partners");
    for (field, value, says) in [
        ("name", json!(null), "Enter a name."),
        ("country", json!("Atlantis"), "country"),
        ("timeZone", json!("Mars/Olympus"), "time zone"),
        ("registrationNumber", json!("123"), "registration number"),
        ("vatNumber", json!("NO1"), "VAT"),
        ("payoutIban", json!("NO9386011117948"), "IBAN"),
        ("payoutBic", json!("X"), ""),
        ("invoiceCurrency", json!("KRON"), "currency"),
        ("preLegalShare", json!(101), "percentage"),
        ("kind", json!("Odd"), "Exclusive"),
        ("officeEmail", json!("nobody"), ""),
        ("publicSite", json!("not an address"), ""),
    ] {
        let mut wrong = body();
        wrong[field] = value;
        let answer = console.key.post_json(API, &wrong).expect(400).text();
        assert!(answer.contains(field) && answer.to_lowercase().contains(&says.to_lowercase()), "{field}: {answer}");
    }
    let typed = [("name", "Sørlandet Inkasso"), ("country", "NO"), ("timeZone", ""), ("city", "Kristiansand")];
    let again = console.admin.post_form(PAGE, &typed).expect(422);
    again.says("Choose a time zone.").says("Sørlandet Inkasso").says("Kristiansand");
    assert_eq!(world.sql.number("SELECT COUNT(*) AS value FROM collection_partners"), before);
}

#[test]
fn staff_read_agencies_and_admins_change_them_on_pages() {
    let world = World::new();
    let console = Console::new(&world);
    let list = console.staff.get(PAGE).expect(200).says("Nordia Inkasso");
    assert!(!list.text().contains("New agency"));
    let id = world.owner.get("/partner/settings/agency").expect(200).text();
    let id = id.split("mono small\">").nth(1).and_then(|rest| rest.split('<').next()).expect("its id").to_owned();
    let page = format!("{PAGE}/{id}");
    console.staff.get(&page).expect(200).says("Signe Holm").silent_about("/suspend");
    let fields = [("name", "Fjord & Sønner"), ("country", "NO"), ("timeZone", "Europe/Oslo")];
    let to = console.admin.fill(&format!("{PAGE}/new"), &fields).to();
    console.admin.get(&to).expect(200).says("Fjord &#38; Sønner").says("40%").says("Not signed yet");
    console.admin.get(&format!("{to}/change")).expect(200).says("value=\"Fjord &#38; Sønner\"");
    let mut fields = fields.to_vec();
    fields.push(("city", "Bergen"));
    console.admin.fill(&format!("{to}/change"), &fields).to();
    console.admin.get(&to).expect(200).says("Bergen").says("Fjord &#38; Sønner");
    for (visitor, status) in [(&console.staff, 403), (&world.owner, 403)] {
        visitor.post_form(PAGE, &[("name", "X")]).expect(status);
        visitor.post_form(&page, &[("name", "X")]).expect(status);
        visitor.post_form(&format!("{page}/suspend"), &[("reason", "X")]).expect(status);
        visitor.post_form(&format!("{page}/resume"), &[]).expect(status);
    }
    console.admin.get(&format!("{PAGE}/0190a0b0-0000-7000-8000-000000000000")).expect(404);
    console.key.get(&format!("{API}/0190a0b0-0000-7000-8000-000000000000")).expect(404);
    console.key.get(&format!("{API}/odd")).expect(400);
}

#[test]
fn a_suspended_agency_is_out_at_once_and_comes_back_as_it_was() {
    let world = World::new();
    let console = Console::new(&world);
    let case = world.case().make();
    let id = world.sql.texts("SELECT collection_partner_id AS value FROM cases").pop().flatten().expect("an agency");
    world.owner.get("/partner/cases").expect(200);
    world.key.get("/api/collection-partner/me").expect(200);
    let page = format!("{PAGE}/{id}");
    let reference = world.sql.texts("SELECT reference AS value FROM cases").pop().flatten().expect("a reference");
    console.admin.get(&format!("{page}/suspend")).expect(200).says(&reference).says("Suspend Nordia Inkasso");
    console.admin.fill(&format!("{page}/suspend"), &[("reason", "")]).expect(422).says("Enter a reason.");
    world.key.get("/api/collection-partner/me").expect(200);
    console.admin.fill(&format!("{page}/suspend"), &[("reason", "Licence withdrawn")]).to();
    console.staff.get(&page).expect(200).says("Licence withdrawn").says("Suspended");

    world.key.get("/api/collection-partner/me").expect(401);
    assert!(world.owner.get("/partner/cases").to().starts_with("/sign-in"));
    let stranger = world.nobody.elsewhere();
    let fields = [("email", "signe@example.com"), ("password", PASSWORD)];
    stranger.post_form("/sign-in", &fields).expect(422).says("Nordia Inkasso is suspended");
    let wrong = [("email", "signe@example.com"), ("password", "not the password")];
    stranger.post_form("/sign-in", &wrong).expect(422).silent_about("is suspended");
    // Nothing is lost: the case is as it was.
    assert_eq!(world.sql.number("SELECT COUNT(*) AS value FROM cases"), 1);
    console.key.post_json(&format!("{API}/{id}/suspend"), &json!({ "reason": "again" })).expect(409);
    console.admin.get(&format!("{page}/suspend")).expect(422).says("suspended already");
    let told = world.sql.texts("SELECT subject AS value FROM mails");
    assert!(told.iter().flatten().any(|subject| subject == "Nordia Inkasso is suspended"), "{told:?}");

    let answer = console.key.post_json(&format!("{API}/{id}/resume"), &json!({})).expect(200).json();
    assert_eq!((&answer["status"], &answer["suspensionReason"]), (&json!("Active"), &json!(null)));
    console.key.post_json(&format!("{API}/{id}/resume"), &json!({})).expect(409);
    world.key.get("/api/collection-partner/me").expect(200);
    // Sessions from before the suspension work again: they had not ended.
    world.owner.get(&format!("/partner/cases/{case}")).expect(200);
    let owner = Visitor::person(&world.app.address, "signe@example.com", PASSWORD);
    owner.get("/partner/cases").expect(200);
    let trail = console.key.get(&format!("/api/operator/audit?object={id}")).expect(200).json();
    let verbs: Vec<_> = trail["entries"].as_array().expect("entries").iter().map(|one| one["verb"].clone()).collect();
    assert_eq!(verbs[..2], [json!("AgencyResumed"), json!("AgencySuspended")]);
}

#[test]
fn an_agency_from_before_names_were_searched_is_found_after_the_worker_ran() {
    let world = World::new();
    let console = Console::new(&world);
    world.sql.execute("UPDATE collection_partners SET folded = ''");
    clients::complete_older(&mut world.db(), &world.context()).expect("completed");
    console.staff.get(&format!("{PAGE}?query=nordia")).expect(200).says("Nordia Inkasso");
}

#[test]
fn the_first_admin_of_an_agency_is_added_and_signs_in_by_the_mail() {
    let world = World::new();
    let console = Console::new(&world);
    let id = console.key.post_json(API, &body()).expect(201).json()["id"].as_str().expect("an id").to_owned();
    let people = format!("{PAGE}/{id}/people");
    let fields =
        [("firstName", "Kari"), ("lastName", "Nordmann"), ("email", "kari@ostfold.example"), ("role", "Admin")];
    console
        .admin
        .fill(&format!("{people}/new"), &[("firstName", "Kari"), ("role", "Odd")])
        .expect(422)
        .says("Choose a role.");
    console.admin.fill(&format!("{people}/new"), &fields).to();
    console.staff.get(&format!("{PAGE}/{id}")).expect(200).says("Kari Nordmann").silent_about("people/new");
    let viewer = [&fields[..3], &[("role", "Viewer")]].concat();
    console.admin.fill(&format!("{people}/new"), &viewer).expect(422).says("The role must be Admin or User.");
    // A second time: they belong to it already.
    console.admin.fill(&format!("{people}/new"), &fields).expect(422).says("already");
    console.staff.post_form(&people, &fields).expect(403);
    let again = json!({ "firstName": "Ola", "lastName": "Nordmann", "email": "ola@ostfold.example", "role": "User" });
    let answer = console.key.post_json(&format!("{API}/{id}/people"), &again).expect(201).json();
    assert_eq!((&answer["name"], &answer["role"]), (&json!("Ola Nordmann"), &json!("User")));
    let shown = console.key.get(&format!("{API}/{id}")).expect(200).json();
    assert_eq!(shown["people"].as_array().map(Vec::len), Some(2));
    let mails = world.sql.texts("SELECT text_body AS value FROM mails WHERE to_address = 'kari@ostfold.example'");
    assert!(mails.iter().flatten().any(|text| text.contains("/reset/")), "{mails:?}");
    // Somebody who has a password keeps it, and gets no link.
    let known = json!({ "firstName": "Signe", "lastName": "Holm", "email": "signe@example.com", "role": "User" });
    console.key.post_json(&format!("{API}/{id}/people"), &known).expect(201);
    assert_eq!(world.sql.number("SELECT COUNT(*) AS value FROM mails WHERE to_address = 'signe@example.com'"), 0);
    let trail = console.key.get(&format!("/api/operator/audit?object={id}&verb=PersonCreated")).expect(200).json();
    assert_eq!(trail["entries"][2]["actorName"], "astrid Falk");
}
