//! The demo's mailbox; `serve` has none.

use partner_portal::config::MailRoute;
use partner_portal::domain::case::Lifecycle;

use crate::harness::World;

const API: &str = "/api/mailbox";

#[test]
fn mails_are_read_by_people_and_by_scripts() {
    let world = World::new();
    world.nobody.get("/mailbox").expect(200).says("No mails");
    let case = world.case().in_state(Lifecycle::PendingVerification).make();
    let question = [("question", "Is there a <b>signed</b> order?")];
    world.owner.post_form(&format!("/partner/cases/{case}/request-info"), &question).to();
    world.nobody.post_form("/forgotten", &[("email", "jonas@example.com")]);
    let all = world.nobody.get_json(API);
    assert_eq!((all["total"].as_i64(), all["mails"].as_array().map(Vec::len)), (Some(2), Some(2)), "{all}");
    assert_eq!(all["mails"][0]["to"], "jonas@example.com", "newest first");
    let mail = all["mails"][1].clone();
    assert!(mail["text"].as_str().is_some_and(|text| text.contains("<b>signed</b>")), "{mail}");
    let id = mail["id"].as_str().expect("an id");
    let one = world.nobody.get_json(&format!("{API}/{id}"));
    assert_eq!(one["mails"][0], mail);

    world.nobody.get("/mailbox").expect(200).says("mette@fjord.example").says("jonas@example.com");
    let some = world.nobody.get("/mailbox?to=METTE%40fjord.example").expect(200);
    some.says("1–1 of 1").silent_about("jonas@example.com");
    let page = world.nobody.get(&format!("/mailbox/{id}")).expect(200).says(&format!("/mailbox/{id}/html")).text();
    assert!(page.contains("&#60;b&#62;signed") && !page.contains("<b>signed"), "{page}");
    let frame = world.nobody.get(&format!("/mailbox/{id}/html")).expect(200).silent_about("<b>signed");
    let policy = frame.header("content-security-policy").expect("a policy");
    assert!(
        policy.contains("default-src 'none'") && policy.contains("sandbox") && !policy.contains("script"),
        "{policy}"
    );
}

#[test]
fn what_is_not_there_is_404() {
    let world = World::new();
    let unknown = "0192d0c0-0000-7000-8000-000000000000";
    for path in [format!("/mailbox/{unknown}"), format!("/mailbox/{unknown}/html"), "/mailbox/12345".to_owned()] {
        world.nobody.get(&path).expect(404).says("<h1");
    }
    world.nobody.get(&format!("{API}/{unknown}")).expect(404).json();
    world.nobody.get(&format!("{API}/12345")).expect(400).json();
    world.nobody.get("/mailbox?page=0").expect(422).says("<h1");
    world.nobody.post_form("/mailbox", &[]).expect(405);
}

#[test]
fn serve_has_no_mailbox() {
    let world = World::with(|config| config.mail = MailRoute::Smtp("smtp://127.0.0.1:1".to_owned().into()));
    world.nobody.post_form("/forgotten", &[("email", "jonas@example.com")]);
    let id = world.sql.texts("SELECT id AS value FROM mails").remove(0).expect("a mail");
    for path in ["/mailbox".to_owned(), format!("/mailbox/{id}"), format!("/mailbox/{id}/html")] {
        world.nobody.get(&path).expect(404).says("<h1");
        world.owner.get(&path).expect(404);
    }
    for path in [API.to_owned(), format!("{API}/{id}")] {
        world.nobody.get(&path).expect(404).json();
        world.key.get(&path).expect(404);
    }
    world.nobody.get("/sign-in").expect(200).silent_about("/mailbox");
    world.owner.get("/partner/cases").expect(200).silent_about("/mailbox");
}
