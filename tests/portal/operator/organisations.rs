//! People, divisions and keys of organisations, kept by the operator.

use serde_json::{Value, json};

use super::Console;
use crate::harness::World;
use crate::harness::http::Upload;
use crate::harness::platform::{self, Platform};
use crate::harness::visitor::Visitor;

fn client(console: &Console, world: &World) -> String {
    let partner = Platform::new(world, "Ledgerly").id.to_string();
    let body = json!({
        "referralPartnerId": partner, "name": "Bakkegaarden Mejeri A/S", "country": "DK",
        "firstName": "Mette", "lastName": "Krog", "email": "mette@bakkegaarden.example"
    });
    let made = console.key.post_json("/api/operator/clients", &body).expect(201).json();
    made["id"].as_str().expect("an id").to_owned()
}

fn verbs(console: &Console, object: &str) -> Vec<String> {
    let trail = console.key.get(&format!("/api/operator/audit?object={object}")).expect(200).json();
    let entries = trail["entries"].as_array().expect("entries");
    entries.iter().map(|entry| entry["verb"].as_str().expect("a verb").to_owned()).collect()
}

#[test]
fn people_of_a_client_are_added_changed_and_removed() {
    let world = World::new();
    let console = Console::new(&world);
    let id = client(&console, &world);
    let (page, api) = (format!("/operator/clients/{id}"), format!("/api/operator/clients/{id}"));
    let person = json!({
        "firstName": "Jens", "lastName": "Holt", "email": "Jens@Bakkegaarden.example", "title": "Director",
        "isAdmin": true, "signs": true
    });
    let made = console.key.post_json(&format!("{api}/people"), &person).expect(201).json();
    let jens = made["id"].as_str().expect("an id").to_owned();
    assert_eq!(made["email"], "jens@bakkegaarden.example");
    console.staff.get(&page).expect(200).says("Jens Holt").says("Admin, signs").silent_about("/people/new");

    // An address belongs to one person and one client.
    let again = console.key.post_json(&format!("{api}/people"), &person).expect(400).text();
    assert!(again.contains("has this address already"), "{again}");
    let other = json!({ "firstName": "A", "lastName": "B", "email": "mette@bakkegaarden.example" });
    let elsewhere = format!("/api/operator/clients/{}/people", world.creditor);
    let taken = console.key.post_json(&elsewhere, &other).expect(400).text();
    assert!(taken.contains("Bakkegaarden Mejeri A/S is a client"), "{taken}");

    // The contact follows the first Admin; the former address is told.
    let mette = console.key.get(&api).expect(200).json()["people"][0]["id"].as_str().expect("an id").to_owned();
    let fields =
        [("firstName", "Mette"), ("lastName", "Krog"), ("email", "mk@bakkegaarden.example"), ("signs", "true")];
    console.admin.fill(&format!("{page}/people/{mette}"), &fields).to();
    let contact =
        |column: &str| world.sql.texts(&format!("SELECT {column} AS value FROM creditors WHERE id = '{id}'")).remove(0);
    assert_eq!(contact("contact_email").as_deref(), Some("jens@bakkegaarden.example"));
    assert_eq!(contact("contact_name").as_deref(), Some("Jens Holt"));
    let mails = |to: &str| {
        world
            .sql
            .texts(&format!("SELECT subject AS value FROM mails WHERE to_address = '{to}' ORDER BY created_at, id"))
    };
    let told = mails("mette@bakkegaarden.example").pop().flatten().expect("a mail");
    assert_eq!(told, "Bakkegaarden Mejeri A/S: Din adresse er ændret");

    // An Admin and a signatory must remain.
    let less = json!({ "firstName": "Jens", "lastName": "Holt", "email": "jens@bakkegaarden.example" });
    let refused = console.key.post_json(&format!("{api}/people/{jens}"), &less).expect(409).text();
    assert!(refused.contains("last Admin"), "{refused}");
    let back = console.admin.fill(
        &format!("{page}/people/{jens}"),
        &[("firstName", "Jens"), ("lastName", "Holt"), ("email", "jens@bakkegaarden.example")],
    );
    back.expect(422).says("last Admin").says("jens@bakkegaarden.example");
    console.key.post_json(&format!("{api}/people/{mette}/remove"), &json!({})).expect(200);
    assert_eq!(
        mails("mk@bakkegaarden.example").pop().flatten().as_deref(),
        Some("Bakkegaarden Mejeri A/S: Du er ikke længere med i teamet")
    );
    let refused = console.key.post_json(&format!("{api}/people/{jens}/remove"), &json!({})).expect(409).text();
    assert!(refused.contains("last Admin"), "{refused}");
    console.key.post_json(&format!("{api}/people/{mette}/remove"), &json!({})).expect(404);
    console.key.post_json(&format!("{elsewhere}/{jens}"), &less).expect(404);
    let trail = verbs(&console, &id);
    assert_eq!(trail[..3], ["ClientPersonRemoved", "ClientPersonChanged", "ClientPersonAdded"]);
}

#[test]
fn nobody_whose_signature_is_awaited_is_removed() {
    let world = World::new();
    let console = Console::new(&world);
    let id = client(&console, &world);
    let api = format!("/api/operator/clients/{id}");
    let person =
        json!({ "firstName": "Jens", "lastName": "Holt", "email": "jens@bakkegaarden.example", "signs": true });
    let made = console.key.post_json(&format!("{api}/people"), &person).expect(201).json();
    let jens = made["id"].as_str().expect("an id");
    let mette = console.key.get(&api).expect(200).json()["people"][0]["id"].as_str().expect("an id").to_owned();
    world.sql.execute(&format!(
        "INSERT INTO agreements (id, kind, creditor_id, version, language, variables, shown_sha256, created_at) \
         VALUES ('0190a0b0-0000-7000-8000-00000000aaaa', 'Sdca', '{id}', '1', 'en', '{{}}', 'x', '2026-01-01 00:00:00')"
    ));
    for (place, signatory, signed) in [(0, mette.as_str(), "'2026-01-02 00:00:00'"), (1, jens, "NULL")] {
        world.sql.execute(&format!(
            "INSERT INTO signatures (id, agreement_id, place, signatory, name, email, token_hash, signed_at) VALUES \
             ('0190a0b0-0000-7000-8000-00000000bbb{place}', '0190a0b0-0000-7000-8000-00000000aaaa', {place}, \
             '{signatory}', 'N', 'n@x.example', 'hash{place}', {signed})"
        ));
    }
    let refused = console.key.post_json(&format!("{api}/people/{jens}/remove"), &json!({})).expect(409).text();
    assert!(refused.contains("waits for this person"), "{refused}");
    world.sql.execute("UPDATE signatures SET signed_at = NULL");
    console.key.post_json(&format!("{api}/people/{jens}/remove"), &json!({})).expect(200);
}

#[test]
fn divisions_are_added_changed_and_archived_for_ever() {
    let world = World::new();
    let console = Console::new(&world);
    let id = client(&console, &world);
    let (page, api) = (format!("/operator/clients/{id}/divisions"), format!("/api/operator/clients/{id}/divisions"));
    console.staff.get(&page).expect(200).says("No divisions").silent_about("/divisions/new");
    let fields =
        [("name", "Bakkegaarden Ost"), ("city", "Varde"), ("country", "DK"), ("email", "ost@bakkegaarden.example")];
    console.admin.fill(&format!("{page}/new"), &fields).to();
    let list = console.key.get(&api).expect(200).json();
    let one = list[0]["id"].as_str().expect("an id").to_owned();
    assert_eq!((&list[0]["name"], &list[0]["archivedAt"]), (&json!("Bakkegaarden Ost"), &Value::Null));
    for (field, value) in [("name", ""), ("city", ""), ("country", "Atlantis"), ("email", "ost")] {
        let mut wrong = json!({ "name": "X", "city": "Y", "country": "DK" });
        wrong[field] = json!(value);
        let answer = console.key.post_json(&api, &wrong).expect(400).text();
        assert!(answer.contains(field), "{field}: {answer}");
    }
    let new = json!({ "name": "Bakkegaarden Ost", "city": "Esbjerg", "country": "DK" });
    let changed = console.key.post_json(&format!("{api}/{one}"), &new).expect(200).json();
    assert_eq!((&changed["city"], &changed["email"]), (&json!("Esbjerg"), &Value::Null));
    let trail = verbs(&console, &id);
    console.key.post_json(&format!("{api}/{one}"), &new).expect(200);
    assert_eq!(verbs(&console, &id), trail, "the same again is not recorded");
    let elsewhere = format!("/api/operator/clients/{}/divisions/{one}", world.creditor);
    console.key.get(&elsewhere).expect(404);
    console.key.post_json(&elsewhere, &new).expect(404);
    console.key.post_json(&format!("{api}/{one}/archive"), &json!({})).expect(200);
    console.key.post_json(&format!("{api}/{one}/archive"), &json!({})).expect(422);
    console.key.post_json(&format!("{api}/{one}"), &new).expect(422);
    console.admin.get(&format!("{page}/{one}")).expect(200).says("takes no new cases").silent_about("Save changes");
    console.staff.get(&page).expect(200).says("Archived");
}

#[test]
fn keys_of_clients_have_names_and_are_shown_once() {
    let world = World::new();
    let console = Console::new(&world);
    let id = client(&console, &world);
    let (page, api) = (format!("/operator/clients/{id}/keys"), format!("/api/operator/clients/{id}/keys"));
    let made = console.key.post_json(&api, &json!({ "name": "Accounting" })).expect(200).json();
    let issued = made["issued"].as_str().expect("a key");
    assert!(issued.starts_with(made["keys"][0]["hint"].as_str().expect("a hint")), "{made}");
    assert_eq!(console.key.get(&api).expect(200).json()["issued"], Value::Null);
    console.key.post_json(&api, &json!({ "name": "Accounting" })).expect(400);
    console.key.post_json(&api, &json!({})).expect(400);
    let shown = console.admin.post_form(&page, &[("name", "Shop")]);
    shown.expect(200).says("shown this once").says("pp_");
    console.admin.post_form(&page, &[("name", "")]).expect(422).says("Enter a name");
    let keys = console.key.get(&api).expect(200).json()["keys"].clone();
    assert_eq!(keys.as_array().map(Vec::len), Some(2));
    let first = keys[0]["id"].as_str().expect("an id");
    let left = console.key.post_json(&format!("{api}/{first}/revoke"), &json!({})).expect(200).json();
    assert_eq!((left["keys"].as_array().map(Vec::len), &left["keys"][0]["name"]), (Some(1), &json!("Shop")));
    console.key.post_json(&format!("{api}/{first}/revoke"), &json!({})).expect(404);
    // No contract takes a client's key for another's.
    let stranger = Visitor::key(&world.app.address, issued);
    stranger.get("/api/collection-partner/cases").expect(401);
    assert_eq!(verbs(&console, &id)[..3], ["KeyRevoked", "KeyIssued", "KeyIssued"]);
}

#[test]
fn the_key_and_the_people_of_an_agency_are_kept_by_the_operator() {
    let world = World::new();
    let console = Console::new(&world);
    let agency = world.as_owner.agency.id;
    let api = format!("/api/operator/agencies/{agency}");
    let before = console.key.get(&format!("{api}/keys")).expect(200).json();
    let hint = before["keys"][0]["hint"].as_str().expect("a hint");
    let order = json!({ "handover": "overlap", "replaces": hint });
    let made = console.key.post_json(&format!("{api}/keys"), &order).expect(200).json();
    console.key.post_json(&format!("{api}/keys"), &order).expect(400);
    let fresh = Visitor::key(&world.app.address, made["issued"].as_str().expect("a key"));
    fresh.get("/api/collection-partner/cases").expect(200);
    world.key.get("/api/collection-partner/cases").expect(200);
    let new =
        made["keys"].as_array().and_then(|keys| keys.iter().find(|key| key["endsAt"].is_null())).expect("the key");
    let path = format!("{api}/keys/{}/revoke", new["id"].as_str().expect("an id"));
    console.key.post_json(&path, &json!({})).expect(200);
    fresh.get("/api/collection-partner/cases").expect(401);

    let people = console.key.get(&api).expect(200).json()["people"].clone();
    let of = |role: &str| {
        let found = people.as_array().and_then(|all| all.iter().find(|person| person["role"] == role)).expect("one");
        found["membershipId"].as_str().expect("an id").to_owned()
    };
    let (admin, user) = (of("Admin"), of("User"));
    let refused = console.key.post_json(&format!("{api}/people/{admin}/remove"), &json!({})).expect(400).text();
    assert!(refused.contains("last Admin"), "{refused}");
    console.key.post_json(&format!("{api}/people/{user}"), &json!({ "role": "Viewer" })).expect(400);
    let changed =
        console.key.post_json(&format!("{api}/people/{user}"), &json!({ "role": "Admin" })).expect(200).json();
    assert_eq!(changed["role"], "Admin");
    world.owner.get("/partner/cases").expect(200);
    console.key.post_json(&format!("{api}/people/{admin}/remove"), &json!({})).expect(200);
    world.owner.get("/partner/cases").expect(303);
    let elsewhere = format!("/api/operator/referral-partners/{}/people/{user}", Platform::new(&world, "Ledgerly").id);
    console.key.post_json(&elsewhere, &json!({ "role": "Admin" })).expect(404);
}

#[test]
fn agreements_that_were_signed_on_paper_are_recorded_with_the_scan() {
    let world = platform::world();
    let console = Console::new(&world);
    let id = client(&console, &world);
    let api = format!("/api/operator/clients/{id}");
    let agency = world.as_owner.agency.id.to_string();
    let scan = |bytes: &'static [u8]| Upload { field: "file", name: "scan.pdf", kind: "application/pdf", bytes };
    let pdf = || scan(b"%PDF-1.4\n% signed\n%%EOF\n");
    let record = |fields: &[(&str, &str)], file| console.key.upload(&format!("{api}/agreements"), fields, &[file]);
    // The case waits for both contracts, and moves on with the second.
    let rule = json!({ "collectionPartnerId": agency, "country": "DE" });
    console.key.post_json("/api/operator/coverage", &rule).expect(201);
    let day = (world.context().now.date_naive() - chrono::Duration::days(90)).to_string();
    let claim = json!({
        "creditorId": id, "amountToRecover": 900, "currencyCode": "USD", "date": day,
        "debtor": { "name": "Bau AG", "country": "DE", "type": "Company" }
    });
    let case = console.key.post_json("/api/operator/cases", &claim).expect(201).json()["id"].clone();
    let case = case.as_str().expect("an id");
    let state = || world.sql.texts(&format!("SELECT lifecycle AS value FROM cases WHERE id = '{case}'")).remove(0);
    assert_eq!(state().as_deref(), Some("PendingContractSigning"));
    record(&[("signedOn", "2099-01-01")], pdf()).expect(400);
    record(&[("signedOn", "2024-03-31")], scan(b"GIF89a")).expect(400);
    record(&[("signedOn", "2024-03-31"), ("collectionPartnerId", "0190a0b0-0000-7000-8000-000000000000")], pdf())
        .expect(400);
    let made = record(&[("signedOn", "2024-03-31")], pdf()).expect(201).json();
    assert_eq!((&made["status"], &made["agreements"][0]["onPaper"]), (&json!("Ready"), &json!(true)));
    assert_eq!(state().as_deref(), Some("PendingContractSigning"));
    record(&[("signedOn", "2024-03-31")], pdf()).expect(409);
    record(&[("signedOn", "2024-04-02"), ("collectionPartnerId", &agency)], pdf()).expect(201);
    assert_eq!(state().as_deref(), Some("PendingVerificationInternal"));
    // The scan is read by staff, and it is not taken for a file that was signed here.
    let page = format!("/operator/clients/{id}");
    let path = format!("{page}/agreements/{}", made["agreements"][0]["id"].as_str().expect("an id"));
    console.staff.get(&page).expect(200).says("on paper").says(&path).silent_about("Signed on paper<");
    assert_eq!(console.staff.get(&path).expect(200).body, b"%PDF-1.4\n% signed\n%%EOF\n");
    console.staff.get(&format!("/operator/clients/{}/agreements/x", world.creditor)).expect(404);
    let elsewhere = path.replace(&id, world.creditor.as_str());
    console.staff.get(&elsewhere).expect(404);
    let judged = world.nobody.upload("/api/verify", &[], &[Upload { field: "file", ..pdf() }]).text();
    assert!(!judged.to_lowercase().contains("\"genuine\":true"), "{judged}");
    // The worker makes no file of its own for it.
    let files = "SELECT COUNT(*) AS value FROM agreement_files";
    assert_eq!(world.sql.number(files), 2);
    assert!(verbs(&console, &id).contains(&"SignedOnPaper".to_owned()));
}
