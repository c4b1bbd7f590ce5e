//! An agency changes its own data: a code confirms it, and the former addresses are told.

use crate::harness::World;

const PAGE: &str = "/partner/settings/agency/change";

fn stored(world: &World, column: &str) -> Option<String> {
    let agency = world.as_owner.agency.id;
    world.sql.texts(&format!("SELECT {column} AS value FROM collection_partners WHERE id = '{agency}'")).remove(0)
}

fn mails(world: &World, to: &str) -> Vec<String> {
    let query = format!("SELECT text_body AS value FROM mails WHERE to_address = '{to}' ORDER BY created_at, id");
    world.sql.texts(&query).into_iter().flatten().collect()
}

fn code(world: &World) -> String {
    let is_code = |line: &&str| line.len() == 6 && line.chars().all(|c| c.is_ascii_digit());
    let text = mails(world, "signe@example.com").pop().expect("a mail");
    text.lines().map(str::trim).find(is_code).expect("a code").to_owned()
}

#[test]
fn a_code_confirms_the_change_and_the_former_addresses_are_told() {
    let world = World::new();
    world.sql.execute("UPDATE collection_partners SET office_email = 'old@nordia.example', invoice_email = NULL");
    let fields = [
        ("address", "Havnegade 9"),
        ("city", "Aarhus"),
        ("officeEmail", "new@nordia.example"),
        ("payoutIban", "DK50 0040 0440 1162 43"),
        ("senderName", "Nordia"),
        ("senderEmail", "cases@nordia.example"),
    ];
    world.owner.get("/partner/settings/agency").expect(200).says(PAGE);
    world.colleague.get("/partner/settings/agency").expect(200).silent_about(PAGE);
    let before = stored(&world, "city");
    // Without a code nothing changes, and what was typed is still there.
    world.owner.fill(PAGE, &fields).expect(422).says("We sent a code to").says("Havnegade 9").says("name=\"code\"");
    assert_eq!(stored(&world, "city"), before);
    let right = code(&world);
    let wrong = if right == "111111" { "222222" } else { "111111" };
    let with = |code: &'static str| [&fields[..], &[("code", code)]].concat();
    world.owner.fill(PAGE, &with(wrong)).expect(422).says("not the code").says("Havnegade 9");
    let typed = [&fields[..], &[("code", right.as_str())]].concat();
    let done = world.owner.fill(PAGE, &typed);
    assert_eq!(done.to(), "/partner/settings/agency");
    assert_eq!(stored(&world, "city").as_deref(), Some("Aarhus"));
    assert_eq!(stored(&world, "payout_iban").as_deref(), Some("DK5000400440116243"));
    for told in ["old@nordia.example", "signe@example.com"] {
        let text = mails(&world, told).pop().expect("a mail");
        assert!(text.contains("address, contact, bank account, sender"), "{told}: {text}");
    }
    assert_eq!(mails(&world, "new@nordia.example").len(), 0);
    let trail = "SELECT details AS value FROM audit WHERE verb = 'AgencyChanged'";
    let said = world.sql.texts(trail).pop().flatten().expect("an entry");
    assert!(said.contains("payoutAccount") && !said.contains("DK50"), "{said}");

    // The same again changes nothing, and a used code confirms nothing else.
    assert_eq!(world.owner.fill(PAGE, &typed).to(), "/partner/settings/agency");
    assert_eq!(world.sql.texts(trail).len(), 1);
    let other = [("city", "Odense"), ("code", right.as_str())];
    world.owner.fill(PAGE, &other).expect(422).says("not the code");
    world.owner.fill(PAGE, &[("payoutIban", "DK51 0040 0440 1162 43")]).expect(422).says("IBAN");
}

#[test]
fn clients_see_the_sender_that_the_agency_chose() {
    let world = World::new();
    world.sql.execute("UPDATE collection_partners SET sender_name = 'Nordia', sender_email = 'cases@nordia.example'");
    let case = world.case().make();
    let fields = [("message", "We wrote to the debtor.")];
    world.owner.post_form(&format!("/partner/cases/{case}/chats"), &fields).to();
    let of = |column: &str| {
        let query = format!("SELECT {column} AS value FROM mails WHERE case_id = '{case}'");
        world.sql.texts(&query).pop().flatten()
    };
    assert_eq!(of("from_name").as_deref(), Some("Nordia via Debitura"));
    assert_eq!(of("reply_to").as_deref(), Some("cases@nordia.example"));
    assert!(of("text_body").expect("a text").contains("Nordia writes about"));
}
