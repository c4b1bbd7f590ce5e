//! Powers of attorney: when they are needed, what they contain, and who sees them.

use partner_portal::actions::clients::{CarveOutOrder, agree_on_prices};
use partner_portal::domain::actor::Author;
use partner_portal::domain::money::Rate;
use rust_decimal::Decimal;

use super::signing::{code, judged, ready, sign_at, world};
use super::{CLIENTS, Platform, heard};
use crate::harness::{Visitor, World};

const INES: (&str, &str) = ("Inês de Castro", "ines@lisboa.example");

/// Creates prices for debtors in a country.
fn prices(world: &World, platform: &Platform, country: &str) {
    let rate = |points| Rate::percent(Decimal::from(points));
    let order = CarveOutOrder {
        referral_partner: platform.id,
        agency: world.as_owner.agency.id,
        country: country.to_owned(),
        tiers: vec![(100_000, rate(25)), (1_000_000, rate(15))],
    };
    agree_on_prices(&mut world.db(), &order, &Author::system(), &world.context()).expect("prices");
}

/// Signs the open document of a step; returns where it redirects to.
pub fn sign_step(world: &World, browser: &Visitor, (link, step): (&str, &str), who: (&str, &str)) -> String {
    let at = format!("{link}/{step}");
    let page = browser.get(&at).expect(200).text();
    let part = page.split("name=\"signature\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
    let part = part.expect("a part").to_owned();
    browser.post_form(&format!("{at}/code"), &[("signature", &part)]).expect(200);
    sign_at(browser, &at, (&part, &code(world, who.1)), who.0).expect(303).to()
}

#[test]
fn a_power_with_its_prices_is_one_document_and_comes_before_the_agreement() {
    let world = world();
    let platform = Platform::new(&world, "Ledgerly");
    prices(&world, &platform, "GB");
    prices(&world, &platform, "IE");
    let (browser, link) = ready(&world, &platform, &[INES]);
    // An unknown agency is ignored.
    let nobody = format!("{link}?collectionPartnerId=0192d0c0-0000-7000-8000-000000000000");
    assert_eq!(browser.get(&nobody).expect(303).to(), format!("{link}/sdca"));
    let named = format!("{link}?collectionPartnerId={}", world.as_owner.agency.id);
    assert_eq!(browser.get(&named).expect(303).to(), format!("{link}/poa"));
    assert_eq!(browser.get(&format!("{link}/sdca")).expect(303).to(), format!("{link}/poa"));
    browser
        .get(&format!("{link}/poa"))
        .expect(200)
        .says(&world.as_owner.agency.name)
        .says("Power of Attorney")
        .says("Pricing Appendix")
        .says("United Kingdom")
        .says("Sign the power of attorney");
    let draft = browser.get(&format!("{link}/poa.pdf")).expect(200).body;
    assert!(draft.starts_with(b"%PDF"));
    // The prices for a second country are a separate document.
    assert_eq!(sign_step(&world, &browser, (&link, "poa"), INES), format!("{link}/poa"));
    browser.get(&format!("{link}/poa")).expect(200).says("Ireland").says("Sign the pricing appendix");
    assert_eq!(sign_step(&world, &browser, (&link, "poa"), INES), format!("{link}/sdca"));
    // A signed document is not opened again.
    assert_eq!(browser.get(&format!("{link}/poa")).expect(303).to(), format!("{link}/sdca"));
    browser.post_form(&format!("{link}/company"), &super::signing::COMPANY).expect(422);
    assert_eq!(sign_step(&world, &browser, (&link, "sdca"), INES), format!("{link}/done"));

    let _working = world.app.work();
    for _ in 0..200 {
        if world.sql.number("SELECT COUNT(*) AS value FROM agreement_files") == 3 {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    let done = browser.get(&format!("{link}/done")).expect(200).text();
    for name in ["Power of Attorney with Pricing Appendix", "Pricing Appendix", "Standard Debt Collection Agreement"] {
        assert!(done.contains(&format!("Download {name}")), "{name}: {done}");
    }
    assert_eq!(heard(&world, "client.onboarding.poa_signed"), 1);
    assert_eq!(heard(&world, "client.onboarding.contract_signed"), 1);
    found(&world, &platform, &browser, &done);
}

/// The agency sees its power of attorney, the partner sees all, nobody else sees anything.
fn found(world: &World, platform: &Platform, browser: &Visitor, done: &str) {
    let query = "SELECT id AS value FROM agreements WHERE kind = 'Poa' AND signed_at IS NOT NULL";
    let power = world.sql.texts(query).pop().flatten().expect("a power");
    let sdca = world.sql.texts(&query.replace("Poa", "Sdca")).pop().flatten().expect("an agreement");
    let by_client = done.split("href=\"").find(|rest| rest.contains(&power)).expect("a link");
    let address = by_client.split('"').next().expect("an address");
    let bytes = browser.get(address).expect(200).body;
    assert_eq!(judged(world, &bytes).entries.len(), 2);
    // The operator's seal is on it, but the operator is not a party.
    let pdf = [("content-type", "application/pdf")];
    let told = world.nobody.send("POST", "/api/verify", &pdf, &bytes).expect(200).json();
    assert_eq!(told["agreement"]["between"], serde_json::json!(["Lisboa Têxteis Lda", "Nordia Inkasso"]));

    let settings = "/partner/settings/agreements";
    world.colleague.get(settings).expect(200).says("Lisboa Têxteis Lda").says(&power).silent_about(&sdca);
    assert_eq!(world.colleague.get(&format!("{settings}/{power}")).expect(200).body, bytes);
    world.colleague.get(&format!("{settings}/{sdca}")).expect(404);
    world.rival.get(settings).expect(200).silent_about("Lisboa");
    world.rival.get(&format!("{settings}/{power}")).expect(404);

    let client = "/referral/clients/tenant-1";
    platform.viewer.get(client).expect(200).says(&power).says(&sdca);
    assert_eq!(platform.viewer.get(&format!("{client}/agreements/{power}")).expect(200).body, bytes);
    let by_key = platform.key.get(&format!("{CLIENTS}/tenant-1/agreements/{power}"));
    assert_eq!(by_key.expect(200).body, bytes);
    let other = Platform::new(world, "Factoora");
    other.key.get(&format!("{CLIENTS}/tenant-1/agreements/{power}")).expect(404);
    other.admin.get(&format!("{client}/agreements/{power}")).expect(404);
}

#[test]
fn a_power_alone_is_signed_later_after_a_code() {
    let world = world();
    let platform = Platform::new(&world, "Ledgerly");
    let (browser, link) = ready(&world, &platform, &[INES]);
    assert_eq!(sign_step(&world, &browser, (&link, "sdca"), INES), format!("{link}/done"));
    // Everything is done; the link shows only that.
    assert_eq!(browser.get(&format!("{link}/company")).expect(303).to(), format!("{link}/done"));
    let gate = browser.get(&format!("{link}/poa?collectionPartnerId={}", world.as_owner.agency.id)).expect(303).to();
    assert_eq!(gate, format!("{link}/proof"));
    browser.post_form(&format!("{gate}/code"), &[]).expect(200);
    let own = browser.post_form(&gate, &[("code", &code(&world, INES.1))]).expect(303).to();
    browser.get(&format!("{own}/pending")).expect(200).says("Power of Attorney").says(&world.as_owner.agency.name);
    assert_eq!(sign_step(&world, &browser, (&own, "poa"), INES), format!("{own}/done"));
}

#[test]
fn two_signatories_go_through_both_documents_each_by_one_link() {
    let world = world();
    let platform = Platform::new(&world, "Ledgerly");
    let both = [INES, ("Αθηνά Παπαδοπούλου", "athina@lisboa.example")];
    let (browser, link) = ready(&world, &platform, &both);
    browser.get(&format!("{link}?collectionPartnerId={}", world.as_owner.agency.id)).expect(303);
    assert_eq!(sign_step(&world, &browser, (&link, "poa"), both[0]), format!("{link}/sdca"));
    assert_eq!(sign_step(&world, &browser, (&link, "sdca"), both[0]), format!("{link}/sdca"));
    browser.get(&format!("{link}/sdca")).expect(200).says("You have signed");
    let mails = world.sql.texts(&format!("SELECT text_body AS value FROM mails WHERE to_address = '{}'", both[1].1));
    let text = mails.into_iter().flatten().find(|text| text.contains("/onboarding/")).expect("a mail");
    let own = text[text.find("/onboarding/").expect("a link")..].split_whitespace().next().expect("one").to_owned();
    let other = world.nobody.elsewhere();
    assert_eq!(other.get(&own).expect(303).to(), format!("{own}/poa"));
    assert_eq!(sign_step(&world, &other, (&own, "poa"), both[1]), format!("{own}/sdca"));
    assert_eq!(sign_step(&world, &other, (&own, "sdca"), both[1]), format!("{own}/done"));
    assert_eq!(platform.key.get_json(&format!("{CLIENTS}/tenant-1"))["onboardingDone"], true);
}
