//! Mails in the brand and in the person's language: invitation, reminders, code, signed copy, welcome; also while no
//! mail server answers.

use partner_portal::actions::clients::remind_onboarding;
use serde_json::{Value, json};

use super::{API, LOGO, file, send};
use crate::clients::signing::{CONSENT, code, part, ready, world};
use crate::clients::{CLIENTS, Platform, client};
use crate::harness::{Visitor, World};

/// The mails to an address, oldest first, from the mailbox.
fn mails(world: &World, email: &str) -> Vec<Value> {
    let query = format!("SELECT id AS value FROM mails WHERE to_address = '{email}' ORDER BY created_at, id");
    world
        .sql
        .texts(&query)
        .into_iter()
        .flatten()
        .map(|id| world.nobody.get_json(&format!("/api/mailbox/{id}"))["mails"][0].clone())
        .collect()
}

fn text<'a>(mail: &'a Value, field: &str) -> &'a str {
    mail[field].as_str().unwrap_or_default()
}

/// A brand with a name, a reply address, a logo, and these switches.
fn branded(platform: &Platform, invites: bool, welcomes: bool) {
    let mut fields = vec![
        ("backgroundColorCode", "#fff8f2"),
        ("buttonColorCode", "#b4470c"),
        ("senderName", "Ledgerly Billing"),
        ("replyTo", "support@ledgerly.example"),
    ];
    if invites {
        fields.push(("sendsInvitations", "true"));
    }
    if welcomes {
        fields.push(("sendsWelcome", "true"));
    }
    send(&platform.admin, &fields, &[file("logo", "logo.svg", LOGO.as_bytes())]).expect(303);
}

fn danish(tenant: &str, email: &str) -> Value {
    let mut sent = client(tenant, email);
    sent["client"]["country"] = json!("DK");
    sent["client"]["registrationNumber"] = json!("DK 10 15 08 17");
    sent["client"]["name"] = json!("Nørrebro Cykler A/S");
    sent
}

#[test]
fn an_invitation_is_mailed_where_the_platform_asks_for_it() {
    let world = world();
    let ours = Platform::new(&world, "Ledgerly");
    ours.key.post_json(CLIENTS, &danish("t-0", "quiet@cykler.example")).expect(202);
    assert_eq!(mails(&world, "quiet@cykler.example").len(), 0, "off by default");
    branded(&ours, true, false);
    let made = ours.key.post_json(CLIENTS, &danish("t-1", "rasmus@cykler.example")).expect(202).json();
    // Sending the same client again sends no second invitation.
    ours.key.post_json(CLIENTS, &danish("t-1", "rasmus@cykler.example")).expect(202);
    let sent = mails(&world, "rasmus@cykler.example");
    assert_eq!(sent.len(), 1);
    let mail = &sent[0];
    assert_eq!(mail["subject"], "Nørrebro Cykler A/S: kom i gang med inkasso via Ledgerly");
    assert_eq!((text(mail, "fromName"), text(mail, "replyTo")), ("Ledgerly Billing", "support@ledgerly.example"));
    let link = made["onboardingLinks"]["url"].as_str().expect("a link");
    assert!(text(mail, "text").contains(link) && text(mail, "text").contains("Hej Inês de Castro"), "{mail}");
    let html = text(mail, "html");
    for part in ["lang=\"da\"", "#b4470c", "#fff8f2", "cid:0", "Leveret af Debitura", "alt=\"Ledgerly\""] {
        assert!(html.contains(part), "{part}: {html}");
    }
    assert!(!html.contains("Or open this address") && !html.contains("Sent by"), "{html}");
    // The mailbox shows the logo, too.
    let id = text(mail, "id");
    world.nobody.get(&format!("/mailbox/{id}/html")).expect(200).says(&format!("/mailbox/{id}/files/0"));
    let logo = world.nobody.get(&format!("/mailbox/{id}/files/0")).expect(200);
    assert!(logo.body.starts_with(b"\x89PNG"));
    world.nobody.get(&format!("/mailbox/{id}/files/1")).expect(404);
    world
        .nobody
        .get(&format!("/mailbox/{id}"))
        .expect(200)
        .says("Ledgerly Billing &#60;")
        .says("support@ledgerly.example");
    // English if there are no texts in the country's language.
    ours.key.post_json(CLIENTS, &client("t-2", "ines@lisboa.example")).expect(202);
    assert_eq!(
        mails(&world, "ines@lisboa.example")[0]["subject"],
        "Lisboa Têxteis Lda: set up debt collection with Ledgerly"
    );
}

#[test]
fn who_does_not_finish_is_reminded_three_times() {
    let world = world();
    let ours = Platform::new(&world, "Ledgerly");
    branded(&ours, true, false);
    let made = ours.key.post_json(CLIENTS, &danish("t-1", "rasmus@cykler.example")).expect(202).json();
    let remind = || remind_onboarding(&mut world.db(), &world.context()).expect("reminders");
    let due =
        || world.sql.execute("UPDATE referral_links SET remind_at = '2020-01-01 00:00:00' WHERE remind_at IS NOT NULL");
    assert_eq!(remind(), 0, "not yet");
    for round in 1..=3 {
        due();
        // Two nodes at the same moment.
        let counts = std::thread::scope(|scope| {
            let nodes = [scope.spawn(remind), scope.spawn(remind)];
            nodes.map(|node| node.join().expect("a node"))
        });
        assert_eq!(counts.iter().sum::<usize>(), 1, "round {round}");
        assert_eq!(mails(&world, "rasmus@cykler.example").len(), 1 + round);
    }
    due();
    assert_eq!(remind(), 0, "three and no more");
    let last = mails(&world, "rasmus@cykler.example").pop().expect("a mail");
    assert!(text(&last, "subject").starts_with("Påmindelse: Nørrebro Cykler A/S"), "{last}");
    assert!(text(&last, "text").contains(made["onboardingLinks"]["url"].as_str().expect("a link")));

    // No reminder for clients that are active, were withdrawn, or whose partner has switched reminders off.
    for (tenant, stop) in [("t-2", "at it"), ("t-3", "withdrawn"), ("t-4", "off")] {
        let email = format!("{tenant}@cykler.example");
        ours.key.post_json(CLIENTS, &danish(tenant, &email)).expect(202);
        let link = ours.key.get_json(&format!("{CLIENTS}/{tenant}"))["onboardingLinks"]["url"]
            .as_str()
            .expect("a link")
            .to_owned();
        match stop {
            "at it" => {
                let path = link.strip_prefix(&format!("http://{}", world.app.address)).expect("ours").to_owned();
                world.nobody.get(&path).expect(303);
            }
            "withdrawn" => {
                ours.key.post_json(&format!("{CLIENTS}/{tenant}/withdraw"), &json!({})).expect(204);
            }
            _ => branded(&ours, false, false),
        }
        due();
        assert_eq!(remind(), 0, "{stop}");
        assert_eq!(mails(&world, &email).len(), 1, "{stop}");
        if stop == "at it" {
            let waits = "SELECT count(*) AS value FROM referral_links WHERE external_tenant_id = 't-2' AND remind_at > '2021-01-01 00:00:00'";
            assert_eq!(world.sql.number(waits), 1, "it waits a day");
            world.sql.execute("UPDATE referral_links SET remind_at = NULL");
        }
    }
}

fn signs(world: &World, browser: &Visitor, link: &str, email: &str, name: &str) {
    browser.get(&format!("{link}/sdca")).expect(200);
    let part = part(world, email);
    browser.post_form(&format!("{link}/sdca/code"), &[("signature", &part)]).expect(200);
    let code = code(world, email);
    let mut fields = vec![("signature", part.as_str()), ("code", &code), ("mark", name), ("title", "Director")];
    fields.extend_from_slice(&CONSENT);
    browser.post_form(&format!("{link}/sdca"), &fields).expect(303);
}

/// Waits for a mail with an attachment to an address.
fn signed_copy(world: &World, email: &str) -> Value {
    let _working = world.app.work();
    for _ in 0..200 {
        let found = mails(world, email).into_iter().find(|mail| mail["attachments"].is_array());
        if let Some(mail) = found {
            return mail;
        }
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    panic!("no mail carries a file");
}

#[test]
fn who_has_signed_gets_the_file_and_a_welcome_in_their_language() {
    let world = world();
    let ours = Platform::new(&world, "Ledgerly");
    branded(&ours, false, true);
    let email = "ines@lisboa.example";
    let (browser, link) = ready(&world, &ours, &[("Inês de Castro", email)]);
    browser.get(&format!("{link}?lang=de&returnUrl=https%3A%2F%2Fapp.ledgerly.example%2Fback")).expect(303);
    signs(&world, &browser, &link, email, "Inês de Castro");
    let all = mails(&world, email);
    let proof = all.iter().find(|mail| text(mail, "subject").starts_with("Ihr Code")).expect("a code in German");
    assert_eq!(text(proof, "fromName"), "Ledgerly Billing");
    let welcome = all.iter().find(|mail| text(mail, "subject").starts_with("Willkommen")).expect("a welcome in German");
    assert!(text(welcome, "text").contains("https://app.ledgerly.example/back"), "{welcome}");
    assert!(text(welcome, "html").contains("lang=\"de\""), "{welcome}");

    let copy = signed_copy(&world, email);
    assert!(text(&copy, "subject").starts_with("Unterzeichnet: Standard-Inkassovertrag"), "{copy}");
    let files = copy["attachments"].as_array().expect("files");
    assert_eq!((files.len(), &files[0]["mediaType"]), (1, &json!("application/pdf")));
    assert!(files[0]["fileName"].as_str().is_some_and(|name| name.ends_with("Lisboa Têxteis Lda.pdf")), "{copy}");
    let sent = world.nobody.get(files[0]["url"].as_str().expect("an address")).expect(200);
    assert!(sent.body.starts_with(b"%PDF"));
    assert!(sent.header("content-disposition").is_some_and(|head| head.starts_with("attachment")));
    let hash =
        world.sql.texts("SELECT sha256 AS value FROM agreement_files").into_iter().flatten().next().expect("a file");
    use sha2::Digest;
    assert_eq!(hex::encode(sha2::Sha256::digest(&sent.body)), hash, "the very bytes");
    // Signing a new version sends no second welcome.
    world.sql.execute(
        "INSERT INTO agreement_texts (kind, version, language, body, sha256, published_at) \
         SELECT kind, '2099-01', language, body, sha256, '2099-01-01 00:00:00' FROM agreement_texts WHERE kind = 'Sdca'",
    );
    let welcomes = mails(&world, email).iter().filter(|mail| text(mail, "subject").starts_with("Willkommen")).count();
    assert_eq!(welcomes, 1);
}

#[test]
fn a_mail_server_that_is_down_loses_nothing() {
    let world = World::with(|config| {
        config.mail = partner_portal::config::MailRoute::Smtp("smtp://127.0.0.1:1".to_owned().into());
    });
    let ours = Platform::new(&world, "Ledgerly");
    branded(&ours, true, false);
    ours.key.post_json(CLIENTS, &danish("t-1", "rasmus@cykler.example")).expect(202);
    let _working = world.app.work();
    for _ in 0..100 {
        if world.sql.number("SELECT count(*) AS value FROM mails WHERE attempts > 0") > 0 {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    let waits = "SELECT count(*) AS value FROM mails WHERE attempts = 1 AND sent_at IS NULL AND due_at IS NOT NULL AND text_body <> ''";
    assert_eq!(world.sql.number(waits), 1, "it waits for the next try, whole");
    assert_eq!(world.sql.number("SELECT count(*) AS value FROM mail_attachments"), 1, "with what it carries");
    assert_eq!(ours.key.get_json(API)["sendsInvitations"], true);
}
