//! Roles, and removing colleagues.

use super::{audited, membership};
use crate::harness::World;

#[test]
fn everybody_sees_the_team_and_only_admins_change_it() {
    let world = World::new();
    let page = world.colleague.get("/partner/settings/team").expect(200).says("Signe Holm").says("Jonas Berg");
    page.silent_about("Invite a colleague").silent_about("Marta");
    world.owner.get("/partner/settings/team").expect(200).says("Invite a colleague").says("(you)");
    let jonas = format!("/partner/settings/team/{}", membership(&world, "jonas@example.com"));
    let remove = format!("{jonas}/remove");
    world.colleague.get(&jonas).expect(403);
    for path in ["/partner/settings/team", &jonas, &remove] {
        world.colleague.post_form(path, &[("role", "Admin")]).expect(403);
        assert!(world.nobody.post_form(path, &[]).to().starts_with("/sign-in"));
    }
    for path in [&jonas, &remove] {
        world.rival.post_form(path, &[("role", "Admin")]).expect(404);
    }
    world.rival.get(&jonas).expect(404);
    world.owner.get("/partner/settings/team/nonsense").expect(404);
}

#[test]
fn a_role_is_changed() {
    let world = World::new();
    let jonas = format!("/partner/settings/team/{}", membership(&world, "jonas@example.com"));
    world.owner.fill(&jonas, &[("role", "Admin")]).to();
    world.colleague.get("/partner/settings/team").expect(200).says("Invite a colleague");
    world.owner.fill(&jonas, &[("role", "Viewer")]).expect(422).says("Choose a role.");
    assert_eq!(audited(&world, "RoleChanged"), 1);
}

#[test]
fn a_team_keeps_an_admin() {
    let world = World::new();
    let signe = format!("/partner/settings/team/{}", membership(&world, "signe@example.com"));
    world.owner.fill(&signe, &[("role", "User")]).expect(422).says("the last Admin");
    world.owner.post_form(&format!("{signe}/remove"), &[]).expect(422).says("the last Admin");
    world.owner.get("/partner/settings/team").expect(200);
}

#[test]
fn who_is_removed_is_out_at_once() {
    let world = World::new();
    world.colleague.get("/partner/cases").expect(200);
    let jonas = format!("/partner/settings/team/{}", membership(&world, "jonas@example.com"));
    world.owner.post_form(&format!("{jonas}/remove"), &[]).to();
    world.colleague.get("/partner/cases").to();
    super::sign_in(&world.nobody, "jonas@example.com", crate::harness::PASSWORD).expect(422);
    world.owner.post_form(&format!("{jonas}/remove"), &[]).expect(404);
    assert_eq!(audited(&world, "MemberRemoved"), 1);
    let users = world.key.get_json("/api/collection-partner/users");
    assert_eq!(users["page"]["totalResults"], 1);
}

#[test]
fn an_admin_ends_the_sessions_of_a_colleague() {
    let world = World::new();
    let second = world.colleague.elsewhere();
    world.colleague.get("/partner/cases").expect(200);
    second.get("/partner/cases").expect(200);
    let jonas = format!("/partner/settings/team/{}", membership(&world, "jonas@example.com"));
    let end = format!("{jonas}/sessions/end");
    world.owner.get(&jonas).expect(200).says(&end);
    world.rival.post_form(&end, &[]).expect(404);
    second.post_form(&end, &[]).expect(403);
    world.nobody.post_form(&end, &[]).to();
    assert_eq!(world.owner.post_form(&end, &[]).to(), "/partner/settings/team");
    world.owner.get("/partner/settings/team").expect(200).says("2 sessions were ended");
    world.colleague.get("/partner/cases").to();
    second.get("/partner/cases").to();
    world.owner.post_form(&end, &[]).to();
    assert_eq!(audited(&world, "MemberSessionsEnded"), 2);
    super::sign_in(&world.nobody, "jonas@example.com", crate::harness::PASSWORD).to();
}
