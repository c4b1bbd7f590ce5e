//! Cases by file: read, checked cell by cell, made by the worker, once.

use std::io::{Cursor, Write};

use partner_portal::actions::imports::make_some;
use partner_portal::app::claim_of_row;
use partner_portal::store::cases::imports::unscoped::forget;
use serde_json::{Value, json};

use super::Scene;
use crate::harness::{Response, Upload};

const API: &str = "/api/operator/imports";
const PAGE: &str = "/operator/imports";

const HEADER: &str = "Invoice No.;Amount;Currency;Invoice date;Debtor;Country;E-mail;Remark";

fn line(reference: &str, amount: &str, currency: &str, country: &str) -> String {
    format!("{reference};{amount};{currency};2026-08-01;Debtor {reference};{country};post@debtor.example;x")
}

impl Scene {
    fn send(&self, bytes: &[u8], name: &str) -> Response {
        let file = Upload { field: "file", name, kind: "text/csv", bytes };
        self.console.key.upload(API, &[("creditorId", &self.client)], &[file])
    }

    fn file(&self, lines: &[String]) -> Value {
        let text = format!("{HEADER}\n{}\n", lines.join("\n"));
        self.send(text.as_bytes(), "august.csv").expect(201).json()
    }

    /// The worker's rounds until nothing is left to do; returns how many rows were looked at.
    fn make_all(&self) -> usize {
        let mut rows = 0;
        loop {
            let ctx = self.world.context();
            match make_some(&mut self.world.db(), &ctx, claim_of_row).expect("a round") {
                0 => return rows,
                more => rows += more,
            }
        }
    }

    fn cases(&self) -> i64 {
        self.world.sql.number("SELECT COUNT(*) AS value FROM cases")
    }
}

#[test]
fn a_file_is_checked_at_its_cells_and_the_good_rows_are_made_once() {
    let scene = Scene::signed();
    scene.cover("DE");
    let key = &scene.console.key;
    let lines = [
        line("A-1", "1,500.00", "USD", "Germany"),
        line("A-2", "a lot", "USD", "DE"),
        line("A-3", "900", "XXQ", "Atlantis"),
        line("A-1", "700", "USD", "DE"),
        line("", "700", "USD", "DE"),
        line("A-6", "800", "USD", "DE"),
    ];
    let made = scene.file(&lines);
    let id = made["id"].as_str().expect("an id").to_owned();
    assert_eq!((&made["status"], &made["rows"], &made["wrongRows"]), (&json!("Draft"), &json!(6), &json!(4)));
    assert_eq!(scene.cases(), 0, "nothing is made before it is confirmed");
    let page = key.get(&format!("{API}/{id}")).expect(200).json();
    let columns: Vec<&str> = page["columns"]
        .as_array()
        .expect("columns")
        .iter()
        .map(|one| one["field"].as_str().expect("a field"))
        .collect();
    assert_eq!(
        columns,
        [
            "creditorReference",
            "amountToRecover",
            "currencyCode",
            "date",
            "debtor.name",
            "debtor.country",
            "debtor.email",
            "ignore"
        ]
    );
    let at = |row: usize| -> Vec<&str> {
        page["items"][row]["problems"]
            .as_array()
            .expect("problems")
            .iter()
            .map(|one| one["field"].as_str().expect("a field"))
            .collect()
    };
    assert_eq!((at(0), at(1), at(2)), (vec![], vec!["amountToRecover"], vec!["currencyCode", "debtor.country"]));
    assert_eq!((at(3), at(4)), (vec!["creditorReference"], vec!["creditorReference"]));
    let wrong = key.get(&format!("{API}/{id}?rows=wrong")).expect(200).json();
    assert_eq!(wrong["page"]["totalResults"], 4);
    key.get(&format!("{API}/{id}?rows=odd")).expect(400);
    let staff = &scene.console.staff;
    staff
        .get(&format!("{PAGE}/{id}"))
        .expect(200)
        .says("a lot")
        .says("Create the 2 good rows")
        .says("Row 1 has this reference, too.");

    let refused = key.post_json(&format!("{API}/{id}/start"), &json!({})).expect(409).text();
    assert!(refused.contains("4 rows have problems"), "{refused}");
    key.post_json(&format!("{API}/{id}/start"), &json!({ "onlyGood": true })).expect(200);
    key.post_json(&format!("{API}/{id}/start"), &json!({ "onlyGood": true })).expect(409);
    key.post_json(&format!("{API}/{id}/columns"), &json!({ "columns": columns })).expect(409);
    assert_eq!(scene.make_all(), 6);
    assert_eq!(scene.make_all(), 0);
    let done = key.get(&format!("{API}/{id}")).expect(200).json();
    assert_eq!((&done["status"], &done["casesMade"], &done["rowsDone"]), (&json!("Done"), &json!(2), &json!(6)));
    assert!(done["items"][0]["caseReference"].is_string());
    assert_eq!(scene.cases(), 2);
    let case = done["items"][0]["caseId"].as_str().expect("a case");
    assert_eq!(scene.state(case)["lifecycle"], "Pending Verification Internal");
    staff.get(&format!("/operator/cases/{case}")).expect(200).says("Case submitted through the file august.csv");
    let report = key.get(&format!("{API}/{id}/report")).expect(200).text();
    assert!(report.contains("row,result,case,problem,Invoice No.,Amount"), "{report}");
    assert!(report.contains("2,wrong,,amountToRecover:"), "{report}");
    staff.get(&format!("{PAGE}/{id}")).expect(200).says("2 cases created.").silent_about("Create the");

    // The same file again is known; another file with the same rows makes nothing twice.
    let text = format!("{HEADER}\n{}\n", lines.join("\n"));
    let known = scene.send(text.as_bytes(), "renamed.csv").expect(409).text();
    assert!(known.contains("created already"), "{known}");
    let again = scene.file(&[line("A-1", "1,500.00", "USD", "DE"), line("A-9", "100", "USD", "DE")]);
    assert_eq!(again["wrongRows"], 1, "the client has A-1");
}

#[test]
fn a_case_that_came_meanwhile_is_not_made_twice_and_one_that_cannot_be_made_stops_no_other() {
    let scene = Scene::signed();
    scene.cover("DE");
    let key = &scene.console.key;
    let lines: Vec<String> = (1..=60).map(|number| line(&format!("B-{number}"), "500", "USD", "DE")).collect();
    let id = scene.file(&lines)["id"].as_str().expect("an id").to_owned();
    key.post_json(&format!("{API}/{id}/start"), &json!({})).expect(200);
    let mut claim = scene.claim();
    claim["creditorReference"] = json!("B-7");
    scene.hand_in(&claim);
    // No exchange rate for the last row's currency: it is refused at its turn, and the operator is told.
    let cells = r#"["B-60","500","CLP","2026-08-01","Debtor B-60","DE","post@debtor.example","x"]"#;
    scene.world.sql.execute(&format!("UPDATE import_rows SET cells = '{cells}' WHERE number = 60"));
    assert_eq!(scene.make_all(), 60);
    let done = key.get(&format!("{API}/{id}?pageSize=100")).expect(200).json();
    assert_eq!((&done["status"], &done["casesMade"]), (&json!("Done"), &json!(58)), "{}", done["items"][59]);
    assert_eq!(done["items"][6]["refusal"], "The client has a case with this reference already.");
    assert!(done["items"][59]["refusal"].as_str().expect("a refusal").contains("No exchange rate"), "{done}");
    assert_eq!(scene.cases(), 59);
    let told = "SELECT COUNT(*) AS value FROM notices WHERE kind = 'RateMissing'";
    assert_eq!(scene.world.sql.number(told), 1);
}

#[test]
fn columns_can_be_chosen_and_a_draft_discarded() {
    let scene = Scene::signed();
    let key = &scene.console.key;
    let text = "Nr,Betrag,Währung,Datum,Schuldner,Land\nC-1,250,USD,2026-08-01,Bau AG,DE\n";
    let made = scene.send(text.as_bytes(), "mai.csv").expect(201).json();
    let id = made["id"].as_str().expect("an id").to_owned();
    assert_eq!(made["wrongRows"], 1);
    let staff = &scene.console.staff;
    let page = format!("{PAGE}/{id}");
    staff.get(&page).expect(200).says("No column for: Reference, Amount, Currency, Invoice date, Debtor, Country.");
    let columns = ["creditorReference", "amountToRecover", "currencyCode", "date", "debtor.name", "debtor.country"];
    for wrong in [
        json!(["ignore"]),
        json!(["date", "date", "ignore", "ignore", "ignore", "ignore"]),
        json!(["odd", "date", "ignore", "ignore", "ignore", "ignore"]),
    ] {
        key.post_json(&format!("{API}/{id}/columns"), &json!({ "columns": wrong })).expect(400);
    }
    // A choice that is refused stays to be corrected.
    let twice: Vec<(&str, &str)> =
        ["date", "date", "ignore", "ignore", "ignore", "ignore"].map(|field| ("columns", field)).to_vec();
    staff
        .post_form(&format!("{page}/columns"), &twice)
        .expect(422)
        .says("Two columns are Invoice date.")
        .says(r#"<option value="date" selected>"#);
    let chosen: Vec<(&str, &str)> = columns.iter().map(|field| ("columns", *field)).collect();
    staff.post_form(&format!("{page}/columns"), &chosen).to();
    assert_eq!(key.get(&format!("{API}/{id}")).expect(200).json()["wrongRows"], 0);
    staff.get(&page).expect(200).says("Create 1 cases").silent_about("No column for");
    staff.post_form(&format!("{page}/discard"), &[]).to();
    key.get(&format!("{API}/{id}")).expect(404);
    // A draft of the same bytes gives way to the newer one.
    let first = scene.send(text.as_bytes(), "mai.csv").expect(201).json();
    scene.send(text.as_bytes(), "mai.csv").expect(201);
    key.get(&format!("{API}/{}", first["id"].as_str().expect("an id"))).expect(404);
    let audit =
        |verb: &str| scene.world.sql.number(&format!("SELECT COUNT(*) AS value FROM audit WHERE verb = '{verb}'"));
    assert_eq!((audit("ImportUploaded"), audit("ImportDiscarded")), (3, 1));
}

#[test]
fn no_file_of_a_suspended_client_is_taken() {
    let scene = Scene::signed();
    let suspend = format!("/api/operator/clients/{}/suspend", scene.client);
    scene.console.key.post_json(&suspend, &json!({ "reason": "Unpaid invoices" })).expect(200);
    let text = format!("{HEADER}\n{}\n", line("E-1", "500", "USD", "DE"));
    let refused = scene.send(text.as_bytes(), "e.csv").expect(400).text();
    assert!(refused.contains("creditorId") && refused.contains("This client is suspended."), "{refused}");
    assert_eq!(scene.world.sql.number("SELECT COUNT(*) AS value FROM imports"), 0);
    let mails = scene.world.sql.texts("SELECT text_body AS value FROM mails WHERE subject LIKE '%is suspended'");
    let [Some(text)] = mails.as_slice() else { panic!("one mail: {mails:?}") };
    assert!(!text.contains("http"), "a client has no account to open: {text}");
}

#[test]
fn rows_are_forgotten_and_that_the_file_was_made_is_not() {
    let scene = Scene::signed();
    scene.cover("DE");
    let key = &scene.console.key;
    let lines = [line("D-1", "500", "USD", "DE")];
    let made = scene.file(&lines)["id"].as_str().expect("an id").to_owned();
    key.post_json(&format!("{API}/{made}/start"), &json!({})).expect(200);
    scene.make_all();
    let draft = scene.file(&[line("D-2", "500", "USD", "DE")])["id"].as_str().expect("an id").to_owned();
    let forget = |days: i64| {
        let before = scene.world.context().now + chrono::Duration::days(days);
        scene.world.db().write(|db| forget(db, before)).expect("forgotten")
    };
    assert_eq!(forget(-1), 0, "nothing is old yet");
    assert_eq!(forget(1), 1);
    key.get(&format!("{API}/{draft}")).expect(404);
    let page = key.get(&format!("{API}/{made}")).expect(200).json();
    assert_eq!((&page["casesMade"], &page["items"]), (&json!(1), &json!([])));
    scene.console.staff.get(&format!("{PAGE}/{made}")).expect(200).says("Rows are deleted 90 days after the upload");
    let text = format!("{HEADER}\n{}\n", lines.join("\n"));
    scene.send(text.as_bytes(), "again.csv").expect(409);
    assert_eq!(scene.cases(), 1);
}

#[test]
fn what_is_no_table_is_refused_at_the_file() {
    let scene = Scene::signed();
    for (bytes, text) in [(&b""[..], "empty"), (b"PK\x03\x04 nothing", "neither CSV nor XLSX"), (b"A;B\n\xff", "UTF-8")]
    {
        let refused = scene.send(bytes, "x.csv").expect(400).text();
        assert!(refused.contains("\"file\"") && refused.contains(text), "{refused}");
    }
    let none = scene.console.key.upload(API, &[("creditorId", &scene.client)], &[]).expect(400).text();
    assert!(none.contains("Choose a file"), "{none}");
    let nobody = Upload { field: "file", name: "a.csv", kind: "text/csv", bytes: b"A\n1\n" };
    let unknown = scene.console.key.upload(API, &[("creditorId", "Nobody Ltd")], &[nobody]).expect(400).text();
    assert!(unknown.contains("no client called"), "{unknown}");
    let page = scene.console.staff.get(PAGE).expect(200).says("No files yet");
    page.says("20,000 rows");
}

/// The smallest workbook: one sheet with these rows; dates are numbers with a date format.
fn workbook(rows: &str) -> Vec<u8> {
    let mut book = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let files = [
        (
            "[Content_Types].xml",
            r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>"#.to_owned(),
        ),
        (
            "_rels/.rels",
            r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#.to_owned(),
        ),
        (
            "xl/workbook.xml",
            r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Cases" sheetId="1" r:id="rId1"/></sheets></workbook>"#.to_owned(),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"#.to_owned(),
        ),
        (
            "xl/styles.xml",
            r#"<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>"#.to_owned(),
        ),
        (
            "xl/worksheets/sheet1.xml",
            format!(r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>"#),
        ),
    ];
    for (name, text) in files {
        book.start_file(name, zip::write::SimpleFileOptions::default()).expect("a file");
        book.write_all(text.as_bytes()).expect("its bytes");
    }
    book.finish().expect("a workbook").into_inner()
}

#[test]
fn a_workbook_is_read_with_its_dates_and_numbers() {
    let scene = Scene::signed();
    scene.cover("DE");
    let text = |cell: &str, text: &str| format!(r#"<c r="{cell}" t="inlineStr"><is><t>{text}</t></is></c>"#);
    let headers = ["Reference", "Amount", "Currency", "Invoice date", "Debtor", "Country"];
    let cells: String =
        ["A1", "B1", "C1", "D1", "E1", "F1"].iter().zip(headers).map(|(at, header)| text(at, header)).collect();
    // 46235 is 1 August 2026.
    let row = format!(
        r#"<row r="1">{cells}</row><row r="2"><c r="A2"><v>4711</v></c><c r="B2"><v>1250.5</v></c>{}<c r="D2" s="1"><v>46235</v></c>{}{}</row>"#,
        text("C2", "USD"),
        text("E2", "Bau AG"),
        text("F2", "Germany"),
    );
    let made = scene.send(&workbook(&row), "may.xlsx").expect(201).json();
    let id = made["id"].as_str().expect("an id").to_owned();
    let page = scene.console.key.get(&format!("{API}/{id}")).expect(200).json();
    assert_eq!(page["items"][0]["cells"], json!(["4711", "1250.5", "USD", "2026-08-01", "Bau AG", "Germany"]));
    assert_eq!(page["wrongRows"], 0, "{page}");
    scene.console.key.post_json(&format!("{API}/{id}/start"), &json!({})).expect(200);
    assert_eq!(scene.make_all(), 1);
    let stored = "SELECT principal AS value FROM cases WHERE creditor_reference = '4711' AND claim_date = '2026-08-01'";
    assert_eq!(scene.world.sql.number(stored), 125_050);
}

#[test]
fn a_claim_can_be_that_of_a_division() {
    let scene = Scene::signed();
    scene.cover("DE");
    let key = &scene.console.key;
    let divisions = format!("/api/operator/clients/{}/divisions", scene.client);
    let body = json!({ "name": "Têxteis Norte", "city": "Porto", "country": "PT" });
    let north = key.post_json(&divisions, &body).expect(201).json()["id"].as_str().expect("an id").to_owned();
    let body = json!({ "name": "Old", "city": "Porto", "country": "PT" });
    let old = key.post_json(&divisions, &body).expect(201).json()["id"].as_str().expect("an id").to_owned();
    key.post_json(&format!("{divisions}/{old}/archive"), &json!({})).expect(200);
    let of = |id: &str| scene.world.sql.texts(&format!("SELECT division_id AS value FROM cases WHERE id = '{id}'"));
    let mut claim = scene.claim();
    for (text, reference) in [("têxteis NORTE", "D-1"), (north.as_str(), "D-2")] {
        claim["creditorDivisionId"] = json!(text);
        claim["creditorReference"] = json!(reference);
        let made = scene.hand_in(&claim);
        assert_eq!(of(made["id"].as_str().expect("an id")), [Some(north.clone())], "{text}");
    }
    for text in ["Old", "South", old.as_str()] {
        (claim["creditorDivisionId"], claim["creditorReference"]) = (json!(text), json!("D-3"));
        let said = key.post_json("/api/operator/cases", &claim).expect(400).text();
        assert!(said.contains("creditorDivisionId") && said.contains("no division"), "{said}");
    }
    // In a file, too: a wrong name stands at its cell.
    let day = scene.days_ago(90);
    let rows = format!(
        "Reference,Amount,Currency,Date,Debtor,Country,Branch\nE-1,500,USD,{day},Bau AG,DE,Têxteis Norte\n\
         E-2,500,USD,{day},Bau AG,DE,South\n"
    );
    let made = scene.send(rows.as_bytes(), "cases.csv").expect(201).json();
    assert_eq!((&made["rows"], &made["wrongRows"]), (&json!(2), &json!(1)));
    let path = format!("{API}/{}", made["id"].as_str().expect("an id"));
    let page = key.get(&format!("{path}?rows=wrong")).expect(200).text();
    assert!(page.contains("creditorDivisionId"), "{page}");
    key.post_json(&format!("{path}/start"), &json!({ "onlyGood": true })).expect(200);
    scene.make_all();
    let stored = "SELECT division_id AS value FROM cases WHERE creditor_reference = 'E-1'";
    assert_eq!(scene.world.sql.texts(stored), [Some(north)]);
}
