//! Deleting documents: only one's own, with a confirmation; the bytes are removed if no other document has them.

use partner_portal::actions::documents::{NewDocument, add_by_creditor};

use super::{api, blobs, creditor, facts, file, page, pdf};
use crate::harness::World;

#[test]
fn a_colleague_deletes_what_the_agency_added_after_reading_what_happens() {
    let world = World::new();
    let case = world.case().make();
    let made = world.key.upload(&api(case), &[], &[file("a.pdf", &pdf("a"))]).expect(200).json();
    let id = made["id"].as_str().unwrap();
    let one = format!("{}/{id}", page(case));
    world.colleague.get(&page(case)).expect(200).says(&format!("{one}/delete"));
    world.colleague.get(&format!("{one}/delete")).expect(200).says("a.pdf").says("Fjord Design ApS").says("for good");
    let done = world.colleague.fill(&format!("{one}/delete"), &[]);
    world.colleague.follow(&done).expect(200).says("a.pdf was deleted");
    assert_eq!((facts(&world, case, "DocumentDeleted"), blobs(&world)), (1, 0));
    assert_eq!(world.key.get_json(&api(case)).as_array().unwrap().len(), 0);
    world.colleague.get(&one).expect(404);
    let url = made["url"].as_str().unwrap().strip_prefix(&world.app.shared.config.base_url).unwrap();
    world.nobody.get(url).expect(404);
    // Deleting twice changes nothing.
    world.colleague.post_form(&format!("{one}?_method=DELETE"), &[]).expect(404);
    assert_eq!(facts(&world, case, "DocumentDeleted"), 1);
}

#[test]
fn bytes_stay_as_long_as_another_document_has_them() {
    let world = World::new();
    let (first, second) = (world.case().make(), world.case().make());
    let bytes = pdf("shared");
    let add = |case| {
        let made = world.key.upload(&api(case), &[], &[file("a.pdf", &bytes)]).expect(200).json();
        format!("{}/{}", api(case), made["id"].as_str().unwrap())
    };
    let (a, b) = (add(first), add(second));
    assert_eq!(blobs(&world), 1);
    world.key.send("DELETE", &a, &[], b"").expect(204);
    assert_eq!(world.key.get(&b).expect(200).body, bytes);
    world.key.send("DELETE", &b, &[], b"").expect(204);
    assert_eq!(blobs(&world), 0);
    // A deleted document can be added again.
    let again = add(first);
    assert_eq!(world.key.get(&again).expect(200).body, bytes);
}

#[test]
fn the_creditors_documents_and_other_agencies_stay() {
    let world = World::new();
    let case = world.case().make();
    let bytes = pdf("contract");
    let stored = world.app.shared.blobs.put_blocking_bytes(&bytes).unwrap();
    let new = NewDocument {
        file_name: "contract.pdf".to_owned(),
        media_type: "application/pdf".to_owned(),
        size: stored.size.try_into().unwrap(),
        sha256: stored.sha256,
        document_type: None,
        description: None,
    };
    let ctx = world.context();
    let kept = add_by_creditor(&mut world.db(), &creditor(&world, case), &[new], &ctx).unwrap();
    let id = kept[0].id;
    let list = world.key.get_json(&api(case));
    assert_eq!(
        (&list[0]["entityType"], &list[0]["entityId"]),
        (&"Creditor".into(), &world.creditor.to_string().into())
    );
    world.owner.get(&page(case)).expect(200).says("contract.pdf").says("Mette Lund").silent_about("/delete\"");
    let one = format!("{}/{id}", page(case));
    world.owner.get(&format!("{one}/delete")).expect(403).says("Only who added");
    world.owner.post_form(&format!("{one}?_method=DELETE"), &[]).expect(403);
    world.key.send("DELETE", &format!("{}/{id}", api(case)), &[], b"").expect(403).problems();
    world.rival_key.send("DELETE", &format!("{}/{id}", api(case)), &[], b"").expect(404);
    world.nobody.send("DELETE", &format!("{}/{id}", api(case)), &[], b"").expect(401);
    assert_eq!(world.owner.get(&one).expect(200).body, bytes);
    assert_eq!(facts(&world, case, "DocumentDeleted"), 0);
}
