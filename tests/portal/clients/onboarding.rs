//! The onboarding steps of a client: company, people, a director's data.

use serde_json::json;

use super::{CLIENTS, Platform, client};
use crate::harness::{Visitor, World};

/// A client during its onboarding, and the path of its link.
fn brought(world: &World, platform: &Platform) -> String {
    let made = platform.key.post_json(CLIENTS, &client("tenant-1", "ines@lisboa.example")).expect(202).json();
    let url = made["onboardingLinks"]["url"].as_str().expect("a link").to_owned();
    url.strip_prefix(&format!("http://{}", world.app.address)).expect("our own address").to_owned()
}

fn german(visitor: &Visitor, path: &str) -> String {
    visitor.send("GET", path, &[("accept-language", "de-AT, en;q=0.5")], b"").expect(200).text()
}

#[test]
fn the_link_leads_to_the_step_that_is_next_in_the_brand_and_the_language() {
    let world = World::new();
    let platform = Platform::new(&world, "Ledgerly");
    let link = brought(&world, &platform);
    let browser = world.nobody.elsewhere();
    assert_eq!(browser.get(&link).expect(303).to(), format!("{link}/company"));
    let page = browser.get(&format!("{link}/company")).expect(200).text();
    for part in ["<html lang=\"en\">", "Ledgerly", "Lisboa Têxteis Lda", "Rua Augusta 24", "Provided by Debitura"] {
        assert!(page.contains(part), "{part}: {page}");
    }
    assert!(!page.contains("Partner Portal"), "nothing of the operator but one line");
    let page = german(&browser, &format!("{link}/company"));
    assert!(page.contains("<html lang=\"de\">") && page.contains("Unternehmen"), "{page}");
    // The chosen language is stored, for all devices.
    browser.get(&format!("{link}/company?lang=fr")).expect(200);
    assert!(german(&browser.elsewhere(), &format!("{link}/company")).contains("<html lang=\"fr\">"));
    // Later steps wait for the earlier ones.
    for step in ["people", "kyc", "done"] {
        assert_eq!(browser.get(&format!("{link}/{step}")).expect(303).to(), format!("{link}/company"));
    }
    let id = world.sql.texts("SELECT id AS value FROM referral_partners").pop().flatten().expect("a partner");
    let style = browser.get(&format!("/brands/{id}/style.css")).expect(200).text();
    assert!(style.contains("--brand: light-dark(#0b6b57"), "{style}");
    browser.get("/onboarding/not-a-link").expect(404);
    browser.get("/api/onboarding/not-a-link/company").expect(404);
    browser.get("/brands/0192d0c0-0000-7000-8000-000000000000/style.css").expect(404);
}

#[test]
fn a_client_checks_its_company_and_names_its_people() {
    let world = World::new();
    let platform = Platform::new(&world, "Ledgerly");
    let link = brought(&world, &platform);
    let browser = world.nobody.elsewhere();
    let company = format!("{link}/company");
    let fields = [
        ("name", "Lisboa Têxteis, Unipessoal Lda"),
        ("country", "DK"),
        ("registrationNumber", "36406209"),
        ("vatNumber", "DK36406209"),
        ("iban", "DE00"),
        ("address", ""),
        ("zipCode", "1100-053"),
        ("city", "Lisboa"),
        ("supportEmail", "office@lisboa.example"),
    ];
    let refused = browser.fill(&company, &fields).expect(422).text();
    for said in [
        "This registration number is not valid for the country chosen.",
        "This VAT number is not valid for the country chosen.",
        "This IBAN is not valid.",
        "Please look at 4 fields",
        "value=\"Lisboa Têxteis, Unipessoal Lda\"",
    ] {
        assert!(refused.contains(said), "{said}: {refused}");
    }
    assert!(refused.contains("aria-invalid=\"true\""));
    let mut fields = fields;
    fields[2].1 = "36406208";
    fields[3].1 = "DK36406208";
    fields[4].1 = "GB82 WEST 1234 5698 7654 32";
    fields[5].1 = "Rua Augusta 25";
    let mut chinese = fields;
    chinese[0].1 = "里斯本纺织";
    browser.fill(&company, &chinese).expect(422).says("“里”");
    let gone = browser.fill(&company, &fields).expect(303);
    assert_eq!(gone.to(), format!("{link}/people"));
    let seen = platform.key.get_json(&format!("{CLIENTS}/tenant-1"));
    assert_eq!(seen["client"]["companyName"], "Lisboa Têxteis, Unipessoal Lda");
    assert_eq!(
        world.sql.number("SELECT COUNT(*) AS value FROM bank_accounts WHERE iban = 'GB82WEST12345698765432'"),
        1
    );

    let people = format!("{link}/people");
    let page = browser.get(&people).expect(200).text();
    assert!(page.contains("value=\"Inês de Castro\"") && page.contains("value=\"ines@lisboa.example\""), "{page}");
    let nobody_signs = [("people.0.name", "Inês de Castro"), ("people.0.email", "ines@lisboa.example")];
    browser.fill(&people, &nobody_signs).expect(422).says("Choose at least one person who signs for the company.");
    // Without scripts the server adds a row, and typed text stays.
    let more = [nobody_signs[0], ("people.0.email", "typed@lisboa.example"), ("do", "add")];
    let page = browser.fill(&people, &more).expect(200).text();
    assert!(page.contains("people.1.name") && page.contains("typed@lisboa.example"), "{page}");
    let both = [
        ("people.0.name", "Inês de Castro"),
        ("people.0.email", "ines@lisboa.example"),
        ("people.0.title", "Managing director"),
        ("people.0.signs", "true"),
        ("people.1.name", "Pedro Primeiro"),
        ("people.1.email", "INES@lisboa.example"),
    ];
    browser.fill(&people, &both).expect(422).says("This e-mail address is already on the list.");
    let mut both = both;
    both[5].1 = "pedro@lisboa.example";
    browser.fill(&people, &both).expect(303);
    let seen = platform.key.get_json(&format!("{CLIENTS}/tenant-1"));
    assert_eq!(seen["users"][1]["email"], "pedro@lisboa.example");
    assert_eq!(seen["onboardingDone"], json!(false));
    // Each opening and each step is recorded in the chain of evidence.
    let kinds: Vec<String> =
        world.sql.texts("SELECT kind AS value FROM evidence ORDER BY number").into_iter().flatten().collect();
    assert_eq!(kinds.first().map(String::as_str), Some("ClientCreated"));
    for kind in ["PageOpened", "CompanyConfirmed", "PeopleNamed"] {
        assert!(kinds.iter().any(|one| one == kind), "{kind}: {kinds:?}");
    }
}

#[test]
fn the_steps_speak_json_too() {
    let world = World::new();
    let platform = Platform::new(&world, "Ledgerly");
    let link = format!("/api{}", brought(&world, &platform));
    let company = json!({
        "name": "Lisboa Têxteis Lda", "country": "PT", "address": "Rua Augusta 24", "zipCode": "1100-053",
        "city": "Lisboa", "supportEmail": "office@lisboa.example",
    });
    let next = world.nobody.post_json(&format!("{link}/company"), &company).expect(200).json();
    assert_eq!(next["nextStep"], "people");
    let people =
        json!({ "people": [{ "name": "Inês", "email": "ines@lisboa.example", "title": "Director", "signs": true }] });
    let next = world.nobody.post_json(&format!("{link}/people"), &people).expect(200).json();
    assert_eq!(next["nextStep"], "sdca");
    world.nobody.post_json(&format!("{link}/people"), &json!({ "people": [] })).expect(400);
}

#[test]
fn an_agency_that_must_know_the_director_adds_a_step() {
    let world = World::new();
    let platform = Platform::new(&world, "Ledgerly");
    let link = brought(&world, &platform);
    let agency = world.as_owner.agency.id;
    world.sql.execute("UPDATE collection_partners SET requires_kyc = TRUE");
    world.sql.execute(&format!("UPDATE referral_links SET collection_partner_id = '{agency}'"));
    let seen = platform.key.get_json(&format!("{CLIENTS}/tenant-1"));
    assert_eq!(seen["kycStatus"], "pending");
    world.sql.execute("UPDATE referral_links SET company_at = created_at, people_at = created_at");
    let browser = world.nobody.elsewhere();
    assert_eq!(browser.get(&link).expect(303).to(), format!("{link}/kyc"));
    let data = [("directorFullName", "Inês de Castro"), ("directorHomeAddress", "Rua 1, Lisboa")];
    browser.fill(&format!("{link}/kyc"), &data).expect(422).says("This date does not exist.");
    let data = [data[0], data[1], ("directorDateOfBirth", "1971-05-30")];
    browser.fill(&format!("{link}/kyc"), &data).expect(303);
    assert_eq!(platform.key.get_json(&format!("{CLIENTS}/tenant-1"))["kycStatus"], "verified");
}

#[test]
fn only_a_plain_address_leads_back() {
    let world = World::new();
    let platform = Platform::new(&world, "Ledgerly");
    let link = brought(&world, &platform);
    let kept = || world.sql.texts("SELECT return_url AS value FROM referral_links").pop().flatten();
    for wrong in ["javascript:alert(1)", "//evil.example", "https://a.example/%0d%0aSet-Cookie:x".trim(), "/back"] {
        world.nobody.get(&format!("{link}?returnUrl={}", wrong.replace('%', "%25").replace(':', "%3A"))).expect(303);
    }
    assert!(kept().is_none_or(|kept| kept.starts_with("https://a.example/%0d")), "{:?}", kept());
    world.nobody.get(&format!("{link}?returnUrl=https%3A%2F%2Fapp.ledgerly.example%2Fback%3Fx%3D1")).expect(303);
    assert_eq!(kept().as_deref(), Some("https://app.ledgerly.example/back?x=1"));
}
