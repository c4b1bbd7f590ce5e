//! People of several organisations.

use partner_portal::actions::people::{NewOperatorOrder, NewPersonOrder, create_operator, create_person};
use partner_portal::domain::actor::{Author, OrganisationKind, Role};

use super::{OTHER, link, mail_to, sign_in};
use crate::harness::{PASSWORD, World};

fn join(world: &World, email: &str, agency: &str, password: Option<&str>) {
    let order = NewPersonOrder {
        email: email.to_owned(),
        first_name: "Marta".to_owned(),
        last_name: "Ruiz".to_owned(),
        password: password.map(str::to_owned),
        organisation: (OrganisationKind::CollectionPartner, agency.to_owned()),
        role: Role::User,
    };
    create_person(&mut world.db(), &order, &Author::system(), &world.context()).expect("a person");
}

#[test]
fn somebody_of_several_organisations_chooses() {
    let world = World::new();
    join(&world, "marta@example.com", world.as_owner.agency.id.as_str(), None);
    let answer = sign_in(&world.nobody, "marta@example.com", PASSWORD);
    assert_eq!(answer.to(), "/choose");
    world.nobody.get("/partner/cases").to();
    let page = world.nobody.get("/choose").expect(200).says("Nordia Inkasso").says("Meridian Recovery").text();
    let nordia = page.split("value=\"").find(|rest| rest.contains("Nordia")).and_then(|rest| rest.split('"').next());
    assert_eq!(world.nobody.fill("/choose", &[("membership", nordia.expect("a choice"))]).to(), "/partner/cases");
    world.nobody.get("/partner/cases").expect(200).says("Nordia Inkasso").says("Switch organisation");
    world.nobody.fill("/choose", &[]).expect(422).says("Choose an organisation.");
    let foreign = super::membership(&world, "signe@example.com");
    world.nobody.fill("/choose", &[("membership", &foreign)]).expect(404);
}

#[test]
fn an_operator_begins_on_a_page_of_their_own() {
    let world = World::new();
    let order = NewOperatorOrder {
        email: "ops@example.com".to_owned(),
        first_name: "Olga".to_owned(),
        last_name: "Permann".to_owned(),
        password: Some(OTHER.to_owned()),
    };
    create_operator(&mut world.db(), &order, &world.context()).expect("an operator");
    assert_eq!(sign_in(&world.nobody, "ops@example.com", OTHER).to(), "/operator");
    let home = world
        .nobody
        .get("/operator")
        .expect(200)
        .says("Debitura")
        .says("Olga Permann")
        .says("There are no exchange rates yet");
    // The logo leads to their start page, and there are no links to pages that they may not open.
    home.says("href=\"/operator\">Partner Portal").silent_about("/partner/cases");
    assert_eq!(world.nobody.get("/").to(), "/operator");
    world.nobody.get("/account/sessions").expect(200).silent_about("/partner/settings/team");
    world.nobody.get("/partner/cases").expect(403);
    world.nobody.get("/partner/settings/team").expect(403);
}

#[test]
fn who_is_made_without_a_password_chooses_one_by_mail() {
    let world = World::new();
    join(&world, "new@example.com", world.as_owner.agency.id.as_str(), None);
    sign_in(&world.nobody, "new@example.com", "").expect(422);
    let path = link(&mail_to(&world, "new@example.com"), "/reset/");
    world.nobody.fill(&path, &[("newPassword", OTHER)]).to();
    assert_eq!(sign_in(&world.nobody, "new@example.com", OTHER).to(), "/partner/cases");
}

#[test]
fn nobody_is_made_twice_or_of_nothing() {
    let world = World::new();
    join(&world, "new@example.com", world.as_owner.agency.id.as_str(), Some(OTHER));
    let make = |email: &str, organisation: &str, password: &str, role: Role| {
        let order = NewPersonOrder {
            email: email.to_owned(),
            first_name: "A".to_owned(),
            last_name: "B".to_owned(),
            password: Some(password.to_owned()),
            organisation: (OrganisationKind::CollectionPartner, organisation.to_owned()),
            role,
        };
        create_person(&mut world.db(), &order, &Author::system(), &world.context()).expect_err("refused").to_string()
    };
    let agency = world.as_owner.agency.id.to_string();
    assert!(make("NEW@example.com", &agency, OTHER, Role::User).contains("already"));
    assert!(make("a@example.com", "nothing", OTHER, Role::User).contains("no organisation"));
    assert!(make("a@example.com", &agency, "password1234", Role::User).contains("guessed first"));
    assert!(make("a@example.com", &agency, OTHER, Role::Staff).contains("Admin or User"));
    assert!(make("nonsense", &agency, OTHER, Role::User).contains("not an e-mail address"));
}
