//! A case changes hands: by the operator, or because its agency declines it. What each agency sees of it.

use serde_json::{Value, json};

use crate::clients::powers::sign_step;
use crate::harness::platform::code;
use crate::harness::{Response, Upload};

use super::{CASES, COVERAGE, INES, QUEUE, Scene};

const AGENCY_API: &str = "/api/collection-partner";

impl Scene {
    fn rival(&self) -> String {
        self.world.as_rival.agency.id.to_string()
    }

    /// A case of agency A that it has accepted, with a note, a message, a document, a promise and a payment.
    fn worked_case(&self) -> String {
        self.cover("DE");
        let key = &self.world.key;
        let id = self.hand_in(&self.claim())["id"].as_str().expect("an id").to_owned();
        self.console.key.post_json(&format!("{QUEUE}/{id}/approve"), &json!({})).expect(200);
        let case = format!("{AGENCY_API}/cases/{id}");
        let did = |what: &str, body: Value| {
            let answer = key.post_json(&format!("{case}/{what}"), &body);
            assert!(answer.status < 300, "{what}: {}", answer.text());
        };
        did(
            "start",
            json!({ "welcomeMessage": "Nordia begins today.", "userEmail": "jonas@example.com",
                "assignedUserEmail": "jonas@example.com", "collectionPartnerReference": "N-77" }),
        );
        did("notes", json!({ "title": "Plan", "description": "Nordia has a secret plan" }));
        did("chats", json!({ "message": "Nordia asks for the order.", "userEmail": "jonas@example.com" }));
        let file =
            Upload { field: "File", name: "nordia.pdf", kind: "application/pdf", bytes: b"%PDF-1.4 own research" };
        assert!(key.upload(&format!("{case}/files"), &[], &[file]).status < 300);
        did("promises", json!({ "amount": 1000, "date": self.days_ahead(5) }));
        did(
            "payments",
            json!({ "paymentAmount": 200, "date": self.days_ago(0), "paymentRecipient": "Creditor",
                "commissionPaymentStatus": "Unpaid" }),
        );
        id
    }

    fn days_ahead(&self, days: u64) -> String {
        self.today().checked_add_days(chrono::Days::new(days)).expect("a day").to_string()
    }

    /// The client signs the power of attorney for agency B.
    fn sign_for_rival(&self) {
        let (browser, link) = (self.world.nobody.elsewhere(), &self.link);
        browser.post_form(&format!("{link}/proof/code"), &[]).expect(200);
        let typed = code(&self.world, INES.1);
        let own = browser.post_form(&format!("{link}/proof"), &[("code", &typed)]).expect(303).to();
        sign_step(&self.world, &browser, (&own, "poa"), INES);
    }

    fn give(&self, id: &str, agency: &str) -> Response {
        let body = json!({ "collectionPartnerId": agency, "reason": "Nordia has no capacity." });
        self.console.key.post_json(&format!("{CASES}/{id}/agency"), &body)
    }
}

fn titles(timeline: &Value) -> Vec<String> {
    let items = timeline["items"].as_array().expect("items");
    items.iter().map(|item| item["title"].as_str().expect("a title").to_owned()).collect()
}

#[test]
fn a_case_changes_hands_and_each_agency_sees_its_own_part() {
    let scene = Scene::signed();
    let (world, rival) = (&scene.world, scene.rival());
    let id = scene.worked_case();
    let case = format!("{AGENCY_API}/cases/{id}");

    // The client has not signed for agency B. It is asked, once, and signs.
    let refused = scene.give(&id, &rival).expect(409).json();
    assert!(refused.to_string().contains("has not signed what Meridian Recovery needs"), "{refused}");
    let ask = json!({ "collectionPartnerId": rival });
    for _ in 0..2 {
        scene.console.key.post_json(&format!("{CASES}/{id}/ask-to-sign"), &ask).expect(200);
    }
    let mails = "SELECT COUNT(*) AS value FROM mails WHERE subject LIKE '%your signature is needed%'";
    assert_eq!(world.sql.number(mails), 1);
    scene.sign_for_rival();
    scene.console.key.post_json(&format!("{CASES}/{id}/ask-to-sign"), &ask).expect(400);
    let staff = &scene.console.staff;
    staff.get(&format!("/operator/cases/{id}")).expect(200).says("Give to another agency").says("Nordia Inkasso");
    let fields = [("collectionPartnerId", rival.as_str()), ("reason", "Nordia has no capacity.")];
    staff.fill(&format!("/operator/cases/{id}/agency"), &fields).to();
    scene.give(&id, &rival).expect(400);

    // For the former agency the case is gone on the contract, and it keeps a record of its own part.
    world.key.get(&case).expect(404);
    world.key.get(&format!("{case}/timeline")).expect(404);
    world.key.post_json(&format!("{case}/notes"), &json!({ "title": "T", "description": "d" })).expect(404);
    world.owner.get(&format!("/partner/cases/{id}")).expect(404);
    let list = world.key.get_json(&format!("{AGENCY_API}/former-cases"));
    assert_eq!(list["cases"][0]["caseId"], json!(id));
    assert_eq!(
        (&list["cases"][0]["partnerReference"], &list["cases"][0]["endedAs"]),
        (&json!("N-77"), &json!("Reassigned"))
    );
    let record = world.key.get_json(&format!("{AGENCY_API}/former-cases/{id}"));
    let own = record.to_string();
    for said in ["Nordia has a secret plan", "Nordia asks for the order.", "nordia.pdf", "Nordia has no capacity."] {
        assert!(own.contains(said), "{said}: {own}");
    }
    assert_eq!(record["payments"].as_array().map(Vec::len), Some(1));
    world.owner.get("/partner/former-cases").expect(200).says("Müller GmbH").says("Given to another agency");
    world
        .owner
        .get(&format!("/partner/former-cases/{id}"))
        .expect(200)
        .says("Nordia has a secret plan")
        .says("Terminated");
    world.rival.get(&format!("/partner/former-cases/{id}")).expect(404);

    // The new agency sees the claim, and nothing of the former agency's work.
    let new = world.rival_key.get_json(&case);
    assert_eq!(new["lifecycle"], "Pending Verification");
    assert_eq!(new["collectionPartnerReference"], Value::Null);
    let timeline = world.rival_key.get_json(&format!("{case}/timeline"));
    assert_eq!(titles(&timeline), ["Case submitted through Debitura’s staff", "Given to Meridian Recovery"]);
    for what in ["chats", "files", "payments", "plans"] {
        let found = world.rival_key.get_json(&format!("{case}/{what}"));
        assert_eq!(found, json!([]), "{what}");
    }
    world.rival_key.get(&format!("{case}/exclusive-period")).expect(404);
    let page = world.rival.get(&format!("/partner/cases/{id}")).expect(200);
    page.silent_about("Nordia").says("Given to Meridian Recovery");
    let open = "SELECT COUNT(*) AS value FROM tasks WHERE solved_at IS NULL";
    assert_eq!(world.sql.number(open), 1, "only the new agency's");

    // It accepts and records a payment by a reckoning of its own; the old one stays in the former agency's books.
    let start = json!({ "welcomeMessage": "Meridian begins.", "userEmail": "marta@example.com" });
    world.rival_key.post_json(&format!("{case}/start"), &start).expect(200);
    let payment = json!({ "paymentAmount": 300, "date": scene.days_ago(0), "paymentRecipient": "CollectionPartner" });
    let paid = world.rival_key.post_json(&format!("{case}/payments"), &payment);
    assert!(paid.status < 300, "{}", paid.text());
    assert_eq!(world.sql.number("SELECT COUNT(*) AS value FROM reckonings"), 2);
    assert_eq!(world.rival_key.get_json(&format!("{case}/payments")).as_array().map(Vec::len), Some(1));
    let books = "SELECT COUNT(DISTINCT collection_partner_id) AS value FROM ledger WHERE payment_id IS NOT NULL";
    assert_eq!(world.sql.number(books), 2);
    let all = scene.console.key.get_json(&format!("{CASES}/{id}"));
    assert_eq!((all["paid"].to_string().as_str(), all["engagements"].as_array().map(Vec::len)), ("500.00", Some(2)));
}

#[test]
fn what_the_client_adds_belongs_to_the_claim_and_a_reassigned_case_comes_back() {
    let scene = Scene::signed();
    let world = &scene.world;
    let id = scene.worked_case();
    let link = world.link();
    world.nobody.get(&link).expect(200).says("Nordia asks for the order.");
    scene.console.key.post_json(&format!("{CASES}/{id}/ask-to-sign"), &json!({ "collectionPartnerId": scene.rival() }));
    scene.sign_for_rival();
    scene.give(&id, &scene.rival()).expect(200);
    let case = format!("{AGENCY_API}/cases/{id}");
    scene.give(&id, &scene.agency()).expect(200);
    world.rival_key.get(&case).expect(404);
    let timeline = titles(&world.key.get_json(&format!("{case}/timeline")));
    assert!(timeline.contains(&"Note".to_owned()), "its own part is there again: {timeline:?}");
    assert!(!timeline.contains(&"Given to Meridian Recovery".to_owned()), "{timeline:?}");
    // The client still reads everything.
    world.nobody.get(&link).expect(200).says("Nordia asks for the order.");
}

#[test]
fn only_staff_give_a_case_away_and_bad_input_changes_nothing() {
    let scene = Scene::signed();
    let (world, staff) = (&scene.world, &scene.console.staff);
    let id = scene.worked_case();
    world.key.post_json(&format!("{CASES}/{id}/agency"), &json!({})).expect(401);
    let form = format!("/operator/cases/{id}/agency");
    staff
        .fill(&form, &[("collectionPartnerId", ""), ("reason", "")])
        .expect(422)
        .says("Choose an agency")
        .says("Write the reason");
    let unknown = "00000000-0000-0000-0000-000000000000";
    staff.fill(&form, &[("collectionPartnerId", unknown), ("reason", "Kept text")]).expect(422).says("Kept text");
    let own = scene.agency();
    let same = staff.fill(&form, &[("collectionPartnerId", own.as_str()), ("reason", "Why")]).expect(422);
    same.says("has this case already");
    let rival = scene.rival();
    let unsigned = staff.fill(&form, &[("collectionPartnerId", rival.as_str()), ("reason", "Why")]).expect(422);
    unsigned.says("has not signed").says("Ask the client to sign");
    let suspend = json!({ "reason": "Checks" });
    scene.console.key.post_json(&format!("/api/operator/agencies/{rival}/suspend"), &suspend).expect(200);
    scene.give(&id, &rival).expect(400);
    scene.console.key.get(&format!("{CASES}/{unknown}")).expect(404);
    assert_eq!(world.key.get_json(&format!("{AGENCY_API}/cases/{id}"))["lifecycle"], "Active");
    assert_eq!(world.sql.number("SELECT COUNT(*) AS value FROM engagements WHERE ended_at IS NOT NULL"), 0);
}

#[test]
fn a_declined_case_is_given_to_another_agency_where_the_client_allows_it() {
    let scene = Scene::signed();
    let (world, console) = (&scene.world, &scene.console);
    scene.cover("DE");
    let second = json!({ "collectionPartnerId": scene.rival(), "country": "DE", "place": 2 });
    console.key.post_json(COVERAGE, &second).expect(201);
    let page = format!("/operator/clients/{}", scene.client);
    console.admin.get(&page).expect(200).says("Give them on");
    console.staff.post_form(&format!("{page}/declined-cases"), &[("passOn", "true")]).expect(403);
    console.admin.post_form(&format!("{page}/declined-cases"), &[("passOn", "true")]).to();
    let client = console.key.get_json(&format!("/api/operator/clients/{}", scene.client));
    assert_eq!(client["passesOnDeclinedCases"], true);

    let id = scene.hand_in(&scene.claim())["id"].as_str().expect("an id").to_owned();
    console.key.post_json(&format!("{QUEUE}/{id}/approve"), &json!({})).expect(200);
    let case = format!("/partner/cases/{id}");
    world.owner.get(&format!("{case}/decline")).expect(200).says("looks for another agency");
    let fields = [("category", "NoCapacity"), ("reason", "All hands are busy.")];
    let record = world.owner.fill(&format!("{case}/decline"), &fields).to();
    assert_eq!(record, format!("/partner/former-cases/{id}"));
    world.owner.get(&record).expect(200).says("All hands are busy.").says("Declined");
    world.owner.get(&case).expect(404);

    let state = scene.state(&id);
    assert_eq!(state["lifecycle"], "Pending Verification Internal");
    assert_eq!(
        (&state["collectionPartner"], &state["needsPowerOfAttorney"]),
        (&json!("Meridian Recovery"), &json!(true))
    );
    console.key.post_json(&format!("{QUEUE}/{id}/approve"), &json!({})).expect(409);
    scene.sign_for_rival();
    console.key.post_json(&format!("{QUEUE}/{id}/approve"), &json!({})).expect(200);
    world.rival.get(&case).expect(200).silent_about("All hands are busy.").says("Assigned to Meridian Recovery");
    // When the last one declines, nobody is left, and the gap is recorded.
    let decline = json!({ "category": "NoCapacity", "reason": "We too." });
    let answer = world.rival_key.post_json(&format!("{AGENCY_API}/cases/{id}/decline"), &decline).expect(200).json();
    assert_eq!(answer["lifecycle"], "Pending Verification Internal", "{answer}");
    assert_eq!(scene.state(&id)["collectionPartner"], Value::Null);
    assert_eq!(world.sql.number("SELECT COUNT(*) AS value FROM coverage_gaps"), 1);
    console.staff.get(&format!("/operator/cases/{id}")).expect(200).says("We too.").says("All hands are busy.");
}
