//! Exports of cases and documents.

use std::io::{Cursor, Read};

use partner_portal::domain::case::Lifecycle;

use crate::documents::{api, file, page, pdf};
use crate::harness::{Response, World};

const CSV: &str = "/api/collection-partner/export/cases.csv";
const ZIP: &str = "/api/collection-partner/export/documents.zip";

/// The lines of a CSV file, as maps by column name.
fn lines(response: &Response) -> Vec<std::collections::HashMap<String, String>> {
    let body = response.body.strip_prefix(b"\xef\xbb\xbf").expect("a byte-order mark");
    let mut reader = csv::Reader::from_reader(body);
    reader.deserialize().map(|line| line.unwrap()).collect()
}

fn references(response: &Response) -> Vec<String> {
    lines(response).into_iter().map(|line| line["reference"].clone()).collect()
}

/// The address in a `Link: <…>; rel="next"`, as a path.
fn next_of(world: &World, response: &Response) -> Option<String> {
    let link = response.header("link")?;
    let address = link.strip_prefix('<').unwrap().strip_suffix(">; rel=\"next\"").unwrap();
    Some(address.strip_prefix(&world.app.shared.config.base_url).unwrap().to_owned())
}

#[test]
fn the_csv_holds_a_line_a_case_and_only_ones_own() {
    let world = World::new();
    world.case().against("=cmd()").over(123_456).called("112-179").make();
    world.case().in_state(Lifecycle::Closed).make();
    world.case().in_state(Lifecycle::PendingVerificationInternal).make();
    world.case().test().make();
    world.case().of_rival().against("Rival GmbH").make();
    let answer = world.key.get(CSV).expect(200);
    assert_eq!(answer.header("content-type"), Some("text/csv; charset=utf-8"));
    assert_eq!(answer.header("x-total-count"), Some("2"));
    assert_eq!(answer.header("link"), None);
    assert!(answer.header("content-disposition").unwrap().contains("filename=\"cases-20"));
    let lines = lines(&answer);
    assert_eq!(lines.len(), 2);
    let first = lines.iter().find(|line| line["partner_reference"] == "112-179").unwrap();
    assert_eq!((first["debtor_name"].as_str(), first["principal"].as_str()), ("'=cmd()", "1234.56"));
    assert_eq!((first["debtor_phone"].as_str(), first["currency"].as_str()), ("'+49 89 1234567", "EUR"));
    assert_eq!((first["lifecycle"].as_str(), first["test_case"].as_str()), ("Active", "false"));
    assert!(first["created_at"].ends_with("+01:00") || first["created_at"].ends_with("+02:00"));
    assert!(answer.text().contains("\r\n"));
    let page = world.owner.get("/partner/export/cases.csv").expect(200);
    assert_eq!(page.body, answer.body);
    assert_eq!(self::lines(&world.rival.get("/partner/export/cases.csv").expect(200)).len(), 1);
}

#[test]
fn filters_and_the_order_are_the_lists_own() {
    let world = World::new();
    let small = world.case().over(10_000).make();
    let large = world.case().over(90_000).make();
    let closed = world.case().in_state(Lifecycle::Closed).make();
    let test = world.case().test().make();
    let count = |query: &str| references(&world.key.get(&format!("{CSV}?{query}")).expect(200)).len();
    assert_eq!(count("statuses=Active"), 2);
    assert_eq!(count("tab=closed"), 1);
    assert_eq!(count("statuses=Active,Closed"), 3);
    assert_eq!(count("tests=also"), 4);
    assert_eq!(count("tests=only"), 1);
    assert_eq!(count("createdTo=2020-01-01"), 0);
    assert_eq!(count(&format!("ids={small}&ids={closed}")), 2);
    // Rows that somebody chose are exported even if they are test cases.
    assert_eq!(count(&format!("ids={test}")), 1);
    let listed = world.key.get_json("/api/collection-partner/cases?sort=GrossAmount:desc&statuses=Active");
    let sorted = world.key.get(&format!("{CSV}?sort=GrossAmount:desc&statuses=Active")).expect(200);
    let ids: Vec<String> =
        listed["cases"].as_array().unwrap().iter().map(|case| case["reference"].as_str().unwrap().into()).collect();
    assert_eq!(references(&sorted), ids);
    assert_eq!(listed["cases"][0]["id"], large.to_string());
    world.key.get(&format!("{CSV}?createdFrom=yesterday")).expect(400).problems();
    world.key.get(&format!("{CSV}?after=nonsense")).expect(400).problems();
    let answer = world.key.get(&format!("{CSV}?colour=red")).expect(200);
    assert_eq!(answer.header("x-ignored"), Some("colour"));
    world.nobody.get(CSV).expect(401);
    assert!(world.nobody.get("/partner/export").to().starts_with("/sign-in"));
    world.key.post_json(CSV, &serde_json::json!({})).expect(405);
}

#[test]
fn two_hundred_a_request_and_the_rest_is_said_and_offered() {
    let world = World::new();
    for number in 0..205 {
        world.case().called(&format!("{number:03}")).make();
    }
    for (query, sort) in [("", ""), ("?sort=Reference:asc", "sort=Reference%3Aasc&")] {
        let first = world.key.get(&format!("{CSV}{query}")).expect(200);
        assert_eq!(first.header("x-total-count"), Some("205"));
        let next = next_of(&world, &first).expect("there is more");
        assert!(next.starts_with(&format!("{CSV}?{sort}after=")), "{next}");
        // A new case does not shift the following pages in the default order.
        let newcomer = query.is_empty().then(|| world.case().of_rival().make());
        let second = world.key.get(&next).expect(200);
        assert_eq!((second.header("link"), newcomer.is_some()), (None, query.is_empty()));
        assert!(second.header("content-disposition").unwrap().contains("-from-201.csv"));
        let mut all = references(&first);
        assert_eq!(all.len(), 200);
        all.extend(references(&second));
        assert_eq!(all.len(), 205);
        let mut unique = all.clone();
        unique.sort();
        unique.dedup();
        assert_eq!(unique.len(), 205);
        // A place of one order is refused in another.
        let other = next.replace("sort=Reference%3Aasc&", "").replace("after=", "sort=DueDate:asc&after=");
        world.key.get(&other).expect(if query.is_empty() { 400 } else { 200 });
    }
    let page = world.owner.get("/partner/export").expect(200).says("205 cases match, the first 200 are delivered");
    let page = page.says("The other 5 come").says("Download 200 cases as CSV").text();
    let at = page.find("/partner/export?after=").expect("the next 200");
    let next: String = page[at..].chars().take_while(|c| *c != '"').collect();
    let last = world.owner.get(&next.replace("&#38;", "&")).expect(200).says("these are 201 to 205");
    last.says("Download 5 cases as CSV");
    let told = world.key.get_json("/api/collection-partner/export");
    assert_eq!((&told["totalResults"], &told["responseCount"]), (&205.into(), &200.into()));
    assert!(told["next"].is_string());
}

#[test]
fn the_zip_holds_a_folder_a_case_and_says_what_it_holds() {
    let world = World::new();
    let (a, b, none) = (world.case().make(), world.case().make(), world.case().make());
    let (one, two, lost) = (pdf("one"), pdf("two"), pdf("lost"));
    world.owner.upload(&page(a), &[], &[file("Rechnung.pdf", &one)]).to();
    world.owner.upload(&page(a), &[("description", "again")], &[file("rechnung.pdf", &two)]).to();
    world.owner.upload(&page(b), &[], &[file("notes.txt", b"dear debtor\n"), file("lost.pdf", &lost)]).to();
    let (_, kept) = (none, world.key.get_json(&api(b)));
    assert_eq!(kept.as_array().unwrap().len(), 2);
    let sha = world.sql.texts("SELECT sha256 AS value FROM documents WHERE file_name = 'lost.pdf'").remove(0).unwrap();
    world.app.shared.blobs.delete_blocking(&sha).unwrap();

    world.owner.get("/partner/export").expect(200).says("3 cases match").says("4 files");
    let answer = world.key.get(ZIP).expect(200);
    assert_eq!(answer.header("content-type"), Some("application/zip"));
    assert_eq!(answer.header("x-total-count"), Some("3"));
    let mut zip = zip::ZipArchive::new(Cursor::new(answer.body.clone())).unwrap();
    let mut read = |name: &str| {
        let mut bytes = Vec::new();
        zip.by_name(name).unwrap_or_else(|error| panic!("{name}: {error}")).read_to_end(&mut bytes).unwrap();
        bytes
    };
    let reference =
        |case| world.sql.texts(&format!("SELECT reference AS value FROM cases WHERE id = '{case}'")).remove(0).unwrap();
    let (a, b) = (reference(a), reference(b));
    assert_eq!(read(&format!("{a}/Rechnung.pdf")), one);
    assert_eq!(read(&format!("{a}/rechnung (2).pdf")), two);
    assert_eq!(read(&format!("{b}/notes.txt")), b"dear debtor\n");
    assert_eq!(read("cases.csv"), world.key.get(CSV).expect(200).body);
    let manifest = String::from_utf8(read("manifest.csv")).unwrap();
    assert!(manifest.contains(&format!("{b}/lost.pdf,,,missing")), "{manifest}");
    let entries = zip.len();
    assert_eq!(entries, 5);

    let mut empty = zip::ZipArchive::new(Cursor::new(world.rival_key.get(ZIP).expect(200).body)).unwrap();
    assert_eq!((empty.len(), empty.by_name("cases.csv").is_ok()), (2, true));
    world.nobody.get(ZIP).expect(401);
}
