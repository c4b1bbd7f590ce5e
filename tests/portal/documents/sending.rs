//! Accepted files, and downloading them.

use partner_portal::domain::case::Lifecycle;

use super::{api, blobs, facts, file, page, pdf};
use crate::harness::{Upload, World};

#[test]
fn a_file_sent_from_the_page_is_there_for_everybody_at_the_agency() {
    let world = World::new();
    let case = world.case().make();
    let bytes = pdf("invoice");
    let fields = [("documentType", "OriginalInvoice"), ("description", "For the chairs")];
    let sent = world.owner.upload(&page(case), &fields, &[file("Rechnung März.pdf", &bytes)]);
    assert_eq!(sent.to(), format!("/partner/cases/{case}?tab=documents"));
    let shown = world.owner.follow(&sent).expect(200).says("Rechnung März.pdf was added");
    shown.says("Original Invoice").says("Signe Holm").says("For the chairs");
    world.colleague.get(&page(case)).expect(200).says("Rechnung März.pdf");
    let list = world.key.get_json(&api(case));
    let id = list[0]["id"].as_str().unwrap();
    for (who, path) in [(&world.colleague, page(case)), (&world.key, api(case))] {
        let back = who.get(&format!("{path}/{id}")).expect(200);
        assert_eq!(back.body, bytes);
        assert_eq!(back.header("content-type"), Some("application/pdf"));
        assert_eq!(back.header("x-content-type-options"), Some("nosniff"));
        assert_eq!(back.header("content-security-policy"), Some("sandbox; default-src 'none'"));
        let name = back.header("content-disposition").unwrap();
        assert_eq!(name, "attachment; filename=\"Rechnung M_rz.pdf\"; filename*=UTF-8''Rechnung%20M%C3%A4rz.pdf");
    }
    assert_eq!((facts(&world, case, "DocumentAdded"), blobs(&world)), (1, 1));
}

#[test]
fn the_contract_answers_with_the_file_and_a_link_that_needs_no_key() {
    let world = World::new();
    let case = world.case().make();
    let bytes = pdf("demand");
    let new = [Upload { field: "File", name: "demand.pdf", kind: "application/pdf", bytes: &bytes }];
    let fields = [("DocumentType", "DemandLetter"), ("Description", "First letter")];
    let made = world.key.upload(&api(case), &fields, &new).expect(200).json();
    assert_eq!(made["caseId"], case.to_string());
    assert_eq!((&made["fileName"], &made["documentType"]), (&"demand.pdf".into(), &"DemandLetter".into()));
    assert_eq!((&made["description"], &made["entityType"]), (&"First letter".into(), &"CollectionPartner".into()));
    assert_eq!(made["entityId"], world.as_owner.agency.id.to_string());
    let list = world.key.get_json(&api(case));
    assert_eq!((list.as_array().unwrap().len(), &list[0]["id"]), (1, &made["id"]));

    let url = list[0]["url"].as_str().unwrap().strip_prefix(&world.app.shared.config.base_url).unwrap().to_owned();
    let back = world.nobody.get(&url).expect(200);
    assert_eq!(back.body, bytes);
    assert!(back.header("content-disposition").unwrap().starts_with("attachment"));
    let other = world.case().make();
    let second = world.key.upload(&api(other), &[], &[file("b.pdf", &pdf("b"))]).expect(200).json();
    let forged = url.replace(made["id"].as_str().unwrap(), second["id"].as_str().unwrap());
    world.nobody.get(&forged).expect(403);
    world.nobody.get(&url.replace("expires=1", "expires=2")).expect(403);
    world.nobody.get(url.split('?').next().unwrap()).expect(403);
    world.nobody.get("/files/nonsense").expect(404);
}

#[test]
fn several_files_come_at_once_and_the_same_twice_is_one() {
    let world = World::new();
    let case = world.case().make();
    let (a, b) = (pdf("a"), pdf("b"));
    for _ in 0..2 {
        world.owner.upload(&page(case), &[], &[file("a.pdf", &a), file("b.pdf", &b)]).to();
    }
    assert_eq!(world.key.get_json(&api(case)).as_array().unwrap().len(), 2);
    assert_eq!((facts(&world, case, "DocumentAdded"), blobs(&world)), (2, 2));
    // The same bytes under another name are a second document, but are stored once.
    world.owner.upload(&page(case), &[], &[file("copy of a.pdf", &a)]).to();
    assert_eq!((world.key.get_json(&api(case)).as_array().unwrap().len(), blobs(&world)), (3, 2));
}

#[test]
fn a_large_file_goes_through_whole() {
    let world = World::new();
    let case = world.case().make();
    let mut bytes = pdf("large");
    bytes.resize(20 * 1024 * 1024, b'x');
    let made = world.key.upload(&api(case), &[], &[file("large.pdf", &bytes)]).expect(200).json();
    let back = world.key.get(&format!("{}/{}", api(case), made["id"].as_str().unwrap())).expect(200);
    assert!(back.body == bytes, "{} bytes came back", back.body.len());
    assert_eq!(blobs(&world), 1);
}

#[test]
fn every_state_but_merged_takes_files() {
    let world = World::new();
    for state in [Lifecycle::PendingVerification, Lifecycle::Paused, Lifecycle::Closed] {
        let case = world.case().in_state(state).make();
        world.key.upload(&api(case), &[], &[file("a.pdf", &pdf("a"))]).expect(200);
    }
    // There is no verb yet that merges cases.
    let merged = world.case().make();
    world.sql.execute(&format!("UPDATE cases SET lifecycle = 'Merged' WHERE id = '{merged}'"));
    let told = world.key.upload(&api(merged), &[], &[file("a.pdf", &pdf("m"))]).expect(409).problems();
    assert!(told.contains("merged"), "{told}");
    world.owner.upload(&page(merged), &[], &[file("a.pdf", &pdf("m"))]).expect(422).says("merged");
    world.owner.get(&page(merged)).expect(200).says("can only be read").silent_about("data-upload");
    assert_eq!(blobs(&world), 1);
}

#[test]
fn many_requests_at_once_all_succeed() {
    let world = World::new();
    let case = world.case().make();
    std::thread::scope(|scope| {
        for number in 0..6 {
            let (world, path) = (&world, api(case));
            scope.spawn(move || {
                let (name, bytes) = (format!("{number}.pdf"), pdf(&number.to_string()));
                world.key.upload(&path, &[], &[file(&name, &bytes)]).expect(200);
            });
        }
    });
    assert_eq!(world.key.get_json(&api(case)).as_array().unwrap().len(), 6);
    assert_eq!(facts(&world, case, "DocumentAdded"), 6);
}
