//! The life of a case through the API: found, asked about, answered, accepted, worked, partly paid, closed, exported.

use std::io::{Cursor, Read};

use partner_portal::domain::case::Lifecycle;
use serde_json::{Value, json};

use crate::documents::pdf;
use crate::harness::{Upload, World};

const BASE: &str = "/api/collection-partner";

/// A system that works on one case.
struct System<'a> {
    world: &'a World,
    case: String,
}

impl System<'_> {
    #[track_caller]
    fn post(&self, path: &str, body: &Value) -> Value {
        self.world.key.post_json(&format!("{BASE}/cases/{}{path}", self.case), body).expect(200).json()
    }

    #[track_caller]
    fn get(&self, path: &str) -> Value {
        self.world.key.get_json(&format!("{BASE}/cases/{}{path}", self.case))
    }

    #[track_caller]
    fn is(&self, lifecycle: &str) {
        assert_eq!(self.get("")["lifecycle"], lifecycle);
    }
}

#[test]
fn a_case_from_found_to_closed_by_key() {
    let world = World::new();
    world.case().in_state(Lifecycle::Closed).against("Old Ltd").make();
    world.case().in_state(Lifecycle::PendingVerification).of_rival().make();
    let id = world.case().in_state(Lifecycle::PendingVerification).over(1_824_000).make().to_string();

    let list = world.key.get_json(&format!("{BASE}/cases?statuses=PendingVerification"));
    assert_eq!(list["cases"].as_array().map(Vec::len), Some(1), "{list}");
    assert_eq!(list["cases"][0]["id"], id);
    let reference = list["cases"][0]["reference"].as_str().expect("a reference").to_owned();
    let system = System { world: &world, case: id };

    system.post("/request-info", &json!({"question": "Is there a signed order?"}));
    system.is("More Info Required");
    world.nobody.fill(&world.link(), &[("message", "Yes, of 3 May.")]).to();
    system.is("Pending Verification");
    assert!(system.get("/chats").to_string().contains("Yes, of 3 May."));

    let start = json!({
        "welcomeMessage": "Welcome. We begin today.", "userEmail": "jonas@example.com",
        "collectionPartnerReference": "N-2026-7"
    });
    system.post("/start", &start);
    system.is("Active");
    let by = world.key.get_json(&format!("{BASE}/cases/by-partner-reference/N-2026-7"));
    assert_eq!(by["reference"], reference.as_str(), "{by}");

    let bytes = pdf("order");
    let order = Upload { field: "File", name: "Order.pdf", kind: "application/pdf", bytes: &bytes };
    world.key.upload(&format!("{BASE}/cases/{}/files", system.case), &[], &[order]).expect(200);

    let day = (world.app.shared.clock)().date_naive().pred_opt().expect("yesterday").to_string();
    let paid = json!({"date": day, "paymentAmount": 5000, "paymentRecipient": "CollectionPartner", "closeCase": true});
    let paid = system.post("/payments", &paid);
    assert_eq!((paid["remainingAmount"].to_string(), &paid["caseClosed"]), ("13240.00".to_owned(), &json!(false)));
    assert_eq!(paid["payoutCreditor"].to_string(), "4525.00");

    let code = json!({"closeCode": "PartiallyPaid", "comment": "The rest is not worth it."});
    system.post("/close", &code);
    let closed = system.get("");
    assert_eq!((&closed["lifecycle"], &closed["closeCode"]), (&json!("Closed"), &json!("Partially paid")), "{closed}");
    let told = system.get("/timeline").to_string();
    for said in ["signed order", "Yes, of 3 May.", "Order.pdf", "5,000.00", "not worth it"] {
        assert!(told.contains(said), "{said} is not in {told}");
    }

    take_home(&world, &reference, &bytes);
    // The mails to the creditor: the question, the welcome, the end.
    assert_eq!(world.sql.number("SELECT count(*) AS value FROM mails WHERE to_address = 'mette@fjord.example'"), 5);
}

/// Both exports contain it.
fn take_home(world: &World, reference: &str, bytes: &[u8]) {
    let csv = world.key.get(&format!("{BASE}/export/cases.csv?statuses=Closed")).expect(200);
    let text = csv.text();
    let line = text.lines().find(|line| line.contains(reference)).expect("the case's line");
    for cell in ["N-2026-7", "Partially paid", "18240.00", "5000.00", "13240.00", "9.5"] {
        assert!(line.contains(cell), "{cell} is not in {line}");
    }
    assert!(text.contains("Old Ltd"));
    let zip = world.key.get(&format!("{BASE}/export/documents.zip?statuses=Closed")).expect(200);
    let mut archive = zip::ZipArchive::new(Cursor::new(zip.body)).expect("an archive");
    let mut back = Vec::new();
    archive.by_name(&format!("{reference}/Order.pdf")).expect("the order").read_to_end(&mut back).expect("readable");
    assert_eq!(back, bytes);
    archive.by_name("manifest.csv").expect("a manifest");
    let mut inner = Vec::new();
    archive.by_name("cases.csv").expect("the cases").read_to_end(&mut inner).expect("readable");
    assert_eq!(inner, csv.body);
}
