//! The operator's people see the pages of an agency as its people do, and change nothing there.

use super::Console;
use crate::harness::World;

#[test]
fn staff_see_the_pages_of_an_agency_and_cannot_act() {
    let world = World::new();
    let console = Console::new(&world);
    let case = world.case().against("Bauer GmbH").make();
    let link = world.link();
    world.nobody.fill(&link, &[("message", "Is there news?")]).to();
    let (staff, page) = (&console.staff, format!("/partner/cases/{case}"));
    staff.get(&page).expect(403);
    let agency = format!("/operator/agencies/{}", world.as_owner.agency.id);
    staff.get(&agency).expect(200).says("See its pages");
    let begin = format!("/look/agencies/{}", world.as_owner.agency.id);
    assert_eq!(staff.post_form(&begin, &[]).to(), "/partner/cases");

    staff.get("/partner/cases").expect(200).says("You see the pages of Nordia Inkasso").says("Bauer GmbH");
    // Looking at the conversation does not mark it as read, and nothing is acted on.
    staff.get(&format!("{page}?tab=messages")).expect(200).says("Is there news?");
    assert_eq!(
        world.sql.number("SELECT COUNT(*) AS value FROM messages WHERE role = 'Creditor' AND seen_at IS NOT NULL"),
        0
    );
    let note = [("description", "By somebody else")];
    staff.post_form(&format!("{page}/notes"), &note).expect(403).says("Only its own people can change something");
    assert_eq!(world.sql.number("SELECT COUNT(*) AS value FROM timeline WHERE kind = 'Note'"), 0);
    // What only Admins of the agency see stays closed, also to an Admin of the operator.
    console.admin.post_form(&begin, &[]).to();
    console.admin.get("/partner/settings/key").expect(403);
    console.admin.get("/partner/settings/team").expect(200).says("Jonas Berg");
    // The console goes on meanwhile, and the trail has who looked.
    staff.get("/operator").expect(200).silent_about("You see the pages");
    let trail = console.key.get(&format!("/api/operator/audit?object={}", world.as_owner.agency.id)).expect(200).json();
    assert_eq!(trail["entries"][0]["verb"], "AgencyLookedAt");

    assert_eq!(staff.post_form("/look/end", &[]).to(), agency);
    staff.get(&page).expect(403);
    // Other roles are refused, and an agency that does not exist is 404.
    world.rival.post_form(&begin, &[]).expect(403);
    let unknown = "0190a0b0-0000-7000-8000-000000000000";
    staff.post_form(&format!("/look/agencies/{unknown}"), &[]).expect(404);
}
