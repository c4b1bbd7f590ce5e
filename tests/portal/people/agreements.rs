//! An agency signs its own agreement before it takes cases.

use super::audited;
use crate::clients::signing::{code, judged, sign_at, world};
use crate::harness::World;
use partner_portal::domain::case::Lifecycle;

const AGREEMENTS: &str = "/partner/settings/agreements";

fn part(world: &World) -> String {
    let query = "SELECT s.id AS value FROM signatures s JOIN agreements a ON a.id = s.agreement_id \
                 WHERE a.kind = 'PartnerSdca' AND a.voided_at IS NULL";
    world.sql.texts(query).pop().flatten().expect("a part")
}

#[test]
fn an_agency_takes_cases_once_an_admin_has_signed() {
    let world = world();
    world.sql.execute("UPDATE collection_partners SET agreement_signed_at = NULL");
    let case = world.case().in_state(Lifecycle::PendingVerification).make();
    let start = [("welcomeMessage", "Hello"), ("userEmail", "signe@example.com")];
    let accept = format!("/partner/cases/{case}/start");
    world.rival.get("/partner/cases").expect(200).says("Read and sign the agreement");
    world.owner.fill(&accept, &start).expect(422).says("has not signed its agreement");
    world.colleague.get(AGREEMENTS).expect(200).says("Not signed").silent_about("Six-digit code");
    world.colleague.post_form(&format!("{AGREEMENTS}/code"), &[("signature", "x")]).expect(403);

    world
        .owner
        .get(AGREEMENTS)
        .expect(200)
        .says("Standard Debt Collection Agreement for Collection Partners")
        .says("40\u{a0}%");
    assert!(world.owner.get(&format!("{AGREEMENTS}/draft.pdf")).expect(200).body.starts_with(b"%PDF"));
    let part = part(&world);
    world.owner.post_form(&format!("{AGREEMENTS}/code"), &[("signature", &part)]).expect(200);
    let right = code(&world, "signe@example.com");
    let wrong = if right == "000000" { "000001" } else { "000000" };
    sign_at(&world.owner, AGREEMENTS, (&part, wrong), "Signe Holm").expect(422).says("4 tries left");
    sign_at(&world.rival, AGREEMENTS, (&part, &right), "Rival").expect(404);
    sign_at(&world.owner, AGREEMENTS, (&part, &right), "Signe Holm").expect(303);
    sign_at(&world.owner, AGREEMENTS, (&part, &right), "Signe Holm").expect(303);
    assert_eq!(audited(&world, "Signed"), 1);
    world.owner.fill(&accept, &start).expect(303);

    let _working = world.app.work();
    for _ in 0..200 {
        if world.sql.number("SELECT COUNT(*) AS value FROM agreement_files") == 1 {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    let id = world.sql.texts("SELECT agreement_id AS value FROM agreement_files").pop().flatten().expect("a file");
    world.colleague.get(AGREEMENTS).expect(200).says("Signed").says(&id);
    let bytes = world.colleague.get(&format!("{AGREEMENTS}/{id}")).expect(200).body;
    assert_eq!(judged(&world, &bytes).entries.len(), 2);
    world.rival.get(&format!("{AGREEMENTS}/{id}")).expect(404);
}

#[test]
fn a_new_version_is_shown_and_stops_nothing() {
    let world = world();
    world.owner.get(AGREEMENTS).expect(200).says("Signed").silent_about("New version");
    world.sql.execute("UPDATE collection_partners SET agreement_version = '2020-01'");
    world.owner.get(AGREEMENTS).expect(200).says("New version").says("Six-digit code");
    let case = world.case().in_state(Lifecycle::PendingVerification).make();
    let start = [("welcomeMessage", "Hello"), ("userEmail", "signe@example.com")];
    world.owner.fill(&format!("/partner/cases/{case}/start"), &start).expect(303);
}
