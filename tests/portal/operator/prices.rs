//! Price lists in the console: list, preview, add, change, end.

use chrono::{Days, NaiveDate};
use partner_portal::actions::pricing::{Priced, price};
use partner_portal::domain::ids::ReferralPartnerId;
use partner_portal::domain::money::{Currency, Money};
use partner_portal::domain::pricing::{Age, Parties};
use serde_json::{Value, json};

use super::Console;
use crate::harness::World;
use crate::harness::http::Response;
use crate::harness::platform::Platform;

const PRICES: &str = "/operator/prices";
const API: &str = "/api/operator/prices";
const UNKNOWN: &str = "0190f3c2-1b2c-7d3e-8f40-5a6b7c8d9e0f";

fn today(world: &World) -> NaiveDate {
    (world.app.shared.clock)().date_naive()
}

/// A zone that begins in `days` days, as a system sends it.
fn zone(world: &World, name: &str, countries: &str, days: u64) -> Value {
    json!({
        "source": "JurisdictionCustomPricing",
        "name": name,
        "countries": countries,
        "brackets": [{ "from": 500, "percent": 12 }, { "from": 10000, "percent": 8.5 }],
        "surcharges": [{ "over": 180, "unit": "days", "points": 5 }],
        "validFrom": (today(world) + Days::new(days)).to_string(),
        "note": "Agreed in spring.",
    })
}

fn with(mut value: Value, name: &str, other: Value) -> Value {
    value[name] = other;
    value
}

fn add(console: &Console, list: &Value) -> String {
    let kept = console.key.post_json(API, list).expect(201).json();
    kept["id"].as_str().expect("an id").to_owned()
}

/// Field and message of each problem.
#[track_caller]
fn problems(response: Response) -> Vec<(String, String)> {
    let problem = response.expect(400).json();
    let text = |one: &Value, name: &str| one[name].as_str().unwrap_or_default().to_owned();
    let list = problem["errors"].as_array().unwrap_or_else(|| panic!("no errors: {problem}"));
    list.iter().map(|one| (text(one, "pointer"), text(one, "detail"))).collect()
}

/// The price of a claim against a company in a country today, by the function that prices cases.
fn costs(world: &World, country: &str, dollars: i64, parties: Parties) -> Option<(String, String)> {
    let usd = Currency::parse("USD").expect("a currency");
    let submitted = today(world);
    let claim = Priced {
        principal: Money::new(dollars * 100, usd),
        country,
        due: submitted - Days::new(30),
        submitted,
        age: Age::Single,
        parties,
    };
    let found = price(&mut world.db(), &claim).expect("an answer");
    found.map(|price| (price.total.to_string(), price.source.label().to_owned()))
}

fn priced(rate: &str, source: &str) -> Option<(String, String)> {
    Some((rate.to_owned(), source.to_owned()))
}

#[test]
fn the_standard_agreement_is_there_from_the_beginning() {
    let world = World::new();
    let console = Console::new(&world);
    let lists = console.key.get_json(API);
    assert_eq!(lists["page"]["totalResults"], 2, "{lists}");
    let european = &lists["prices"][0];
    assert_eq!(european["source"], "Standard agreement");
    assert_eq!(european["brackets"][1].to_string(), r#"{"from":1000.00,"percent":9.5}"#);
    assert_eq!(european["surcharges"][1], json!({ "over": 24, "unit": "months", "points": 20 }));
    for (country, dollars, rate) in [
        ("DE", 100, "20"),
        ("DE", 1_000, "9.5"),
        ("GB", 150_000, "6"),
        ("US", 999, "30"),
        ("TR", 8_000, "15"),
        ("JP", 150_000, "7.5"),
    ] {
        assert_eq!(
            costs(&world, country, dollars, Parties::default()),
            priced(rate, "Standard agreement"),
            "{country}"
        );
    }
    assert_eq!(costs(&world, "DE", 99, Parties::default()), None);
    console.staff.get(PRICES).expect(200).says("European").says("International").silent_about("Add prices");
    console.admin.get(PRICES).expect(200).says("Add prices");
    console
        .staff
        .get("/operator/prices/zones")
        .expect(200)
        .says("Every country that no other zone names")
        .says("Norway");
    console.staff.get("/operator").expect(200).says("href=\"/operator/prices\"");
}

#[test]
fn a_zone_is_previewed_and_kept_by_hand() {
    let world = World::new();
    let console = Console::new(&world);
    world.case().in_state(partner_portal::domain::case::Lifecycle::PendingVerification).make();
    let form = "/operator/prices/new/JurisdictionCustomPricing";
    console.admin.get("/operator/prices/new").expect(200).says(form);
    let from = today(&world).to_string();
    let fields = [
        ("name", "Middle"),
        ("countries", "Germany, at"),
        ("brackets.0.from", "1,000"),
        ("brackets.0.percent", "7,5 %"),
        ("brackets.1.from", ""),
        ("brackets.1.percent", ""),
        ("surcharges.0.over", "12"),
        ("surcharges.0.unit", "months"),
        ("surcharges.0.points", "10"),
        ("surcharges.1.over", ""),
        ("surcharges.1.points", ""),
        ("validFrom", from.as_str()),
        ("note", "A test of two countries."),
    ];
    let review = console.admin.fill(form, &fields).expect(200);
    let review = review.says("What this would do").says("1 open case").says("9.5 %").says("7.5 %").says("cheaper");
    assert_eq!(world.sql.number("SELECT count(*) AS value FROM prices"), 2, "a preview keeps nothing");
    // The first form of the page has the reviewed content in its hidden fields.
    let hidden = crate::harness::visitor::hidden_fields(
        review.text().split("</form>").find(|part| part.contains("Keep these")).unwrap_or_default(),
    );
    let sent: Vec<(&str, &str)> =
        hidden.iter().filter(|(name, _)| name != "_token").map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let kept = console.admin.post_form(PRICES, &sent).to();
    console.admin.get(&kept).expect(200).says("Middle").says("Austria, Germany").says("astrid Falk").says("In force");
    // Sending it again adds nothing.
    assert_eq!(console.admin.post_form(PRICES, &sent).to(), kept);
    assert_eq!(world.sql.number("SELECT count(*) AS value FROM prices"), 3);
    assert_eq!(costs(&world, "DE", 5_000, Parties::default()), priced("7.5", "Jurisdiction custom pricing"));
    assert_eq!(costs(&world, "DE", 999, Parties::default()), priced("20", "Standard agreement"));
    assert_eq!(costs(&world, "FR", 5_000, Parties::default()), priced("9.5", "Standard agreement"));
    let audit = world.sql.texts(
        "SELECT actor_kind || ' ' || actor_name || ' ' || verb AS value FROM audit WHERE object_kind = 'prices'",
    );
    assert_eq!(audit, [Some("Operator user astrid Falk PricesAdded".to_owned())]);
}

#[test]
fn a_form_that_is_refused_comes_back_filled_with_the_reason_at_the_field() {
    let world = World::new();
    let console = Console::new(&world);
    let form = "/operator/prices/new/PartnerCustomPricing";
    let fields = [
        ("countries", "Atlantis"),
        ("brackets.0.from", "1000"),
        ("brackets.0.percent", "9.12345"),
        ("brackets.1.from", "x"),
        ("brackets.1.percent", "101"),
        ("surcharges.0.points", "-1"),
        ("validFrom", "soon"),
        ("note", "We wrote all this."),
    ];
    let page = console.admin.fill(form, &fields).expect(422);
    for said in [
        "“Atlantis” is no country",
        "id=\"brackets.0.percent-error\"",
        "id=\"brackets.1.from-error\"",
        "id=\"brackets.1.percent-error\"",
        "id=\"surcharges.0.points-error\"",
        "value=\"9.12345\"",
        "We wrote all this.",
        "Write the day like",
    ] {
        assert!(page.text().contains(said), "{said} is missing:\n{}", page.text());
    }
    // Problems that only the database finds are reported in the same way.
    let day = today(&world).to_string();
    let fields = [("brackets.0.percent", "9"), ("validFrom", day.as_str()), ("note", "x")];
    console
        .admin
        .fill(form, &fields)
        .expect(422)
        .says("Say for whom the prices are.")
        .says("id=\"collectionPartnerId-error\"");
}

#[test]
fn what_makes_no_prices_is_refused_by_field() {
    let world = World::new();
    let console = Console::new(&world);
    let good = zone(&world, "Middle", "DE, AT", 0);
    let agency = world.as_owner.agency.id.as_str();
    for (name, value, field) in [
        ("source", json!("Cheapest"), "source"),
        ("source", json!("StandardAgreement"), "source"),
        ("source", json!("Accepted quote"), "source"),
        ("source", Value::Null, "source"),
        ("name", Value::Null, "name"),
        ("name", json!("x".repeat(61)), "name"),
        ("note", Value::Null, "note"),
        ("note", json!("x".repeat(501)), "note"),
        ("countries", json!([]), "countries"),
        ("countries", json!(["DE", "XX"]), "countries"),
        ("collectionPartnerId", json!(agency), "collectionPartnerId"),
        ("collectionPartnerId", json!("1"), "collectionPartnerId"),
        ("creditorId", json!("Nobody at all"), "creditorId"),
        ("creditorId", json!("Fjord Design ApS"), "creditorId"),
        ("brackets", json!([]), "brackets.0.from"),
        ("brackets", json!([{ "from": 1, "percent": 5 }, { "from": 1, "percent": 4 }]), "brackets.0.from"),
        ("brackets", json!([{ "from": 1, "percent": 9.12345 }]), "brackets.0.percent"),
        ("brackets", json!([{ "from": 1, "percent": 100.1 }]), "brackets.0.percent"),
        ("brackets", json!([{ "from": 1, "percent": -1 }]), "brackets.0.percent"),
        ("brackets", json!([{ "from": 1.999, "percent": 1 }]), "brackets.0.from"),
        ("brackets", json!([{ "from": 0, "percent": 96 }]), "brackets.0.from"),
        ("surcharges", json!([{ "over": 0, "points": 5 }]), "surcharges.0.over"),
        ("surcharges", json!([{ "over": 5, "unit": "years", "points": 5 }]), "surcharges.0.over"),
        ("surcharges", json!([{ "over": 5, "points": 500 }]), "surcharges.0.points"),
        ("validFrom", Value::Null, "validFrom"),
        ("validFrom", json!((today(&world) - Days::new(1)).to_string()), "validFrom"),
        ("validTo", json!("2026-02-30"), "validTo"),
        ("validTo", json!((today(&world) - Days::new(1)).to_string()), "validTo"),
    ] {
        for path in [API.to_owned(), format!("{API}/preview")] {
            let told = problems(console.key.post_json(&path, &with(good.clone(), name, value.clone())));
            assert!(told.iter().any(|(at, _)| at == field), "{path} {name} = {value}: {told:?}");
        }
    }
    for (source, parties, field) in [
        ("CreditorCustomPricing", json!({ "collectionPartnerId": agency }), "creditorId"),
        ("CreditorCustomPricing", json!({ "creditorId": "Fjord Design ApS" }), "collectionPartnerId"),
        ("CreditorCustomPricing", json!({ "creditorId": UNKNOWN, "collectionPartnerId": agency }), "creditorId"),
        ("ManagingPartnerCustomPricing", json!({ "collectionPartnerId": agency }), "referralPartnerId"),
        ("ManagingPartnerCustomPricing", json!({ "referralPartnerId": UNKNOWN }), "referralPartnerId"),
        ("PartnerCustomPricing", json!({}), "collectionPartnerId"),
        ("PartnerCustomPricing", json!({ "collectionPartnerId": UNKNOWN }), "collectionPartnerId"),
    ] {
        let mut list = with(good.clone(), "source", json!(source));
        for (name, value) in parties.as_object().expect("an object") {
            list[name] = value.clone();
        }
        let told = problems(console.key.post_json(API, &list));
        assert!(told.iter().any(|(at, _)| at == field), "{source} {parties}: {told:?}");
    }
    assert_eq!(world.sql.number("SELECT count(*) AS value FROM prices"), 2);
    console.key.send("POST", API, &crate::harness::JSON, b"[]").expect(400);
}

#[test]
fn the_first_of_the_chain_prices_a_claim() {
    let world = World::new();
    let console = Console::new(&world);
    let platform = Platform::new(&world, "Ledgerly");
    let agency = world.as_owner.agency.id;
    let list = |source: &str, percent: f64, parties: Value| {
        let mut list = json!({ "source": source, "brackets": [{ "percent": percent }], "validFrom": today(&world).to_string(), "note": "x" });
        for (name, value) in parties.as_object().expect("an object") {
            list[name] = value.clone();
        }
        list
    };
    let all = Parties { creditor: Some(world.creditor), agency: Some(agency), referral_partner: Some(platform.id) };
    let of = |parties: Parties| costs(&world, "DE", 5_000, parties);
    assert_eq!(of(all), priced("9.5", "Standard agreement"));
    add(&console, &list("Partner custom pricing", 9.0, json!({ "collectionPartnerId": agency.as_str() })));
    assert_eq!(of(all), priced("9", "Partner custom pricing"));
    add(&console, &list("JurisdictionCustomPricing", 8.0, json!({ "name": "One", "countries": ["DE"] })));
    assert_eq!(of(all), priced("8", "Jurisdiction custom pricing"));
    add(&console, &list("ManagingPartnerCustomPricing", 7.0, json!({ "referralPartnerId": platform.id.as_str() })));
    assert_eq!(of(all), priced("7", "Managing partner custom pricing"));
    let carve_out = json!({
        "referralPartnerId": platform.id.as_str(), "collectionPartnerId": agency.as_str(), "country": "Germany",
        "brackets": [{ "from": 1000, "percent": 6 }],
    });
    console.key.post_json(&format!("{API}/carve-outs"), &carve_out).expect(201);
    assert_eq!(of(all), priced("6", "Managing partner custom pricing"));
    let own = json!({ "creditorId": "Fjord Design ApS", "collectionPartnerId": agency.as_str() });
    add(&console, &list("Creditor custom pricing", 5.0, own));
    assert_eq!(of(all), priced("5", "Creditor custom pricing"));
    // Each list names only its own parties.
    let other = Some(ReferralPartnerId::parse(UNKNOWN).expect("an id"));
    assert_eq!(of(Parties { creditor: None, ..all }), priced("6", "Managing partner custom pricing"));
    assert_eq!(of(Parties { creditor: None, agency: None, ..all }), priced("7", "Managing partner custom pricing"));
    assert_eq!(
        of(Parties { creditor: None, referral_partner: other, ..all }),
        priced("8", "Jurisdiction custom pricing")
    );
    assert_eq!(
        costs(&world, "FR", 5_000, Parties { creditor: None, referral_partner: None, ..all }),
        priced("9", "Partner custom pricing")
    );
    // The calculator gives the same result.
    let asked =
        format!("{API}/calculator?country=DE&amount=5000&creditorId=Fjord+Design+ApS&collectionPartnerId={agency}");
    let answer = console.key.get_json(&asked);
    assert_eq!(answer["price"]["totalSuccessFeePercentage"], 5, "{answer}");
    assert_eq!(
        answer["price"]["pricingSourceDescription"],
        "5 % success fee: 5 % as agreed between Fjord Design ApS and Nordia Inkasso"
    );
    // Filters find each of them.
    let found = |query: &str| console.key.get_json(&format!("{API}?{query}"))["page"]["totalResults"].clone();
    assert_eq!(found(&format!("creditorId={}", world.creditor)), 1);
    assert_eq!(found("creditorId=Fjord%20Design%20ApS"), 1);
    assert_eq!(found(&format!("collectionPartnerId={agency}")), 2);
    assert_eq!(found(&format!("referralPartnerId={}", platform.id)), 1);
    assert_eq!(found("source=Standard%20agreement"), 2);
    assert_eq!(found("country=Germany"), 2);
    assert_eq!(found("when=past"), 0);
    assert_eq!(found(""), 6);
    console.staff.get(&format!("{PRICES}?creditorId=Nobody")).expect(422).says("There is no client called");
    assert_eq!(problems(console.key.get(&format!("{API}?when=never&country=XX"))).len(), 2);
}

#[test]
fn prices_of_the_same_place_do_not_overlap() {
    let world = World::new();
    let console = Console::new(&world);
    add(
        &console,
        &with(zone(&world, "Middle", "DE, AT", 10), "validTo", json!((today(&world) + Days::new(20)).to_string())),
    );
    for (name, days, clashes) in [("Same", 15, true), ("Edge", 20, true), ("Open", 0, true), ("After", 21, false)] {
        let sent = console.key.post_json(API, &zone(&world, name, "CH, AT", days));
        if clashes {
            let told = problems(sent);
            assert_eq!(told[0].0, "validFrom", "{name}: {told:?}");
            assert!(told[0].1.contains("for AT already: Middle, from "), "{told:?}");
        } else {
            sent.expect(201);
        }
    }
    // Lists in other countries, or that end earlier, do not overlap.
    add(&console, &zone(&world, "Elsewhere", "FR", 0));
    add(&console, &with(zone(&world, "Before", "AT", 0), "validTo", json!((today(&world) + Days::new(9)).to_string())));
}

#[test]
fn a_change_ends_one_list_and_begins_another() {
    let world = World::new();
    let console = Console::new(&world);
    let id = add(&console, &zone(&world, "Middle", "DE, AT", 0));
    let change = format!("{PRICES}/{id}/change");
    let page =
        console.admin.get(&change).expect(200).says("value=\"10,000\"").says("value=\"8.5\"").says("DE").says("AT");
    let tomorrow = (today(&world) + Days::new(1)).to_string();
    assert!(page.text().contains(&format!("value=\"{tomorrow}\"")), "from tomorrow on");
    let other = json!({
        "name": "Middle", "countries": ["DE", "AT"], "brackets": [{ "from": 500, "percent": 11 }],
        "validFrom": (today(&world) + Days::new(5)).to_string(), "note": "Less in autumn.",
    });
    let review = console.key.post_json(&format!("{API}/{id}/preview"), &other).expect(200).json();
    let sample = &review["samples"][0];
    assert_eq!(
        (&sample["countries"], sample["amountUsd"].to_string().as_str()),
        (&json!(["AT", "DE"]), "500.00"),
        "{sample}"
    );
    assert_eq!(sample["before"]["totalSuccessFeePercentage"], 12);
    assert_eq!(sample["after"]["totalSuccessFeePercentage"], 11);
    assert_eq!(review["openCasesNotAffected"], 0);
    // Also for old claims: today's list adds five points after 180 days, the other nothing.
    let aged = &review["samples"][1];
    assert_eq!(aged["overdueForMoreThan"], "180 days");
    assert_eq!(
        (&aged["before"]["totalSuccessFeePercentage"], &aged["after"]["totalSuccessFeePercentage"]),
        (&json!(17), &json!(11))
    );
    let kept = console.key.post_json(&format!("{API}/{id}/change"), &other).expect(201).json();
    let old = console.key.get_json(&format!("{API}/{id}"));
    assert_eq!(old["validTo"], (today(&world) + Days::new(4)).to_string());
    assert_eq!((&old["status"], &old["endedBy"]), (&json!("current"), &json!("API of Debitura")));
    assert_eq!(kept["status"], "future");
    console.staff.get(&format!("{PRICES}/{id}")).expect(200).says("Before and after").says("Less in autumn.");
    assert_eq!(costs(&world, "DE", 500, Parties::default()), priced("12", "Jurisdiction custom pricing"));
    // A second window that still shows the old list cannot undo what was decided.
    let late = problems(console.key.post_json(
        &format!("{API}/{id}/change"),
        &with(other.clone(), "validFrom", json!((today(&world) + Days::new(9)).to_string())),
    ));
    assert!(late[0].1.contains("end on"), "{late:?}");
    let early = problems(console.key.post_json(
        &format!("{API}/{id}/change"),
        &with(other.clone(), "validFrom", json!((today(&world) + Days::new(2)).to_string())),
    ));
    assert!(early[0].1.contains("already"), "{early:?}");
    let same_day = problems(
        console
            .key
            .post_json(&format!("{API}/{id}/change"), &with(other, "validFrom", json!(today(&world).to_string()))),
    );
    assert!(same_day[0].1.contains("a day later"), "{same_day:?}");
    assert_eq!(world.sql.number("SELECT count(*) AS value FROM prices WHERE name = 'Middle'"), 2);
}

#[test]
fn the_standard_agreement_changes_but_never_ends() {
    let world = World::new();
    let console = Console::new(&world);
    let lists = console.key.get_json(&format!("{API}?source=StandardAgreement"));
    let id = lists["prices"][0]["id"].as_str().expect("an id").to_owned();
    console.admin.get(&format!("{PRICES}/{id}")).expect(200).silent_about("/end\"").says("/change\"");
    let end = json!({ "lastDay": today(&world).to_string() });
    console.key.post_json(&format!("{API}/{id}/end"), &end).expect(400);
    let from = (today(&world) + Days::new(1)).to_string();
    let other = json!({ "brackets": [{ "from": 100, "percent": 21 }], "surcharges": [{ "over": 12, "points": 10 }, { "over": 24, "points": 20 }], "validFrom": from, "note": "Dearer.", "countries": ["FR"], "name": "Other" });
    let kept = console.key.post_json(&format!("{API}/{id}/change"), &other).expect(201).json();
    assert_eq!((&kept["name"], kept["countries"].as_array().map(Vec::len)), (&json!("European"), Some(32)), "{kept}");
    let other = json!({ "brackets": [{ "from": 100, "percent": 22 }], "surcharges": [], "validFrom": (today(&world) + Days::new(3)).to_string(), "note": "x" });
    let id = kept["id"].as_str().expect("an id");
    assert_eq!(problems(console.key.post_json(&format!("{API}/{id}/change"), &other))[0].0, "surcharges.0.points");
}

#[test]
fn prices_end_on_a_day_and_those_to_come_are_withdrawn() {
    let world = World::new();
    let console = Console::new(&world);
    let id = add(&console, &zone(&world, "Middle", "DE", 0));
    let end = format!("{PRICES}/{id}/end");
    console.admin.fill(&end, &[("lastDay", "2026-01-01")]).expect(422).says("Today at the earliest");
    console.admin.fill(&end, &[("lastDay", "")]).expect(422).says("Write the day like");
    let later = (today(&world) + Days::new(3)).to_string();
    let page = console.admin.fill(&end, &[("lastDay", later.as_str())]).to();
    assert_eq!(page, format!("{PRICES}/{id}"));
    let after = (today(&world) + Days::new(4)).to_string();
    let longer = console.key.post_json(&format!("{API}/{id}/end"), &json!({ "lastDay": after }));
    assert_eq!(problems(longer)[0].0, "lastDay");
    let ended = console.key.post_json(&format!("{API}/{id}/end"), &json!({ "lastDay": today(&world).to_string() }));
    assert_eq!(ended.expect(200).json()["status"], "current", "today is the last day");
    // A future list is withdrawn, so that another can take its place.
    let future = add(&console, &zone(&world, "Later", "DE", 8));
    let withdrawn =
        console.key.post_json(&format!("{API}/{future}/end"), &json!({ "lastDay": today(&world).to_string() }));
    assert_eq!(withdrawn.expect(200).json()["status"], "withdrawn");
    console.key.post_json(&format!("{API}/{future}/end"), &json!({ "lastDay": later })).expect(400);
    add(&console, &zone(&world, "Instead", "DE", 8));
    console.staff.get(&format!("{PRICES}?when=past")).expect(200).says("Withdrawn");
    console.staff.get(&format!("{PRICES}?when=future")).expect(200).says("Instead").silent_about("Withdrawn");
}

#[test]
fn staff_reads_and_strangers_do_not_even_that() {
    let world = World::new();
    let console = Console::new(&world);
    let id = add(&console, &zone(&world, "Middle", "DE", 0));
    let reads = ["", "/zones", "/calculator", "/carve-outs", &format!("/{id}")].map(str::to_owned);
    for path in &reads {
        console.staff.get(&format!("{PRICES}{path}")).expect(200);
        assert!(world.nobody.get(&format!("{PRICES}{path}")).to().starts_with("/sign-in"));
        world.owner.get(&format!("{PRICES}{path}")).expect(403);
        world.key.get(&format!("{API}{path}")).expect(401);
    }
    let forms =
        ["/new", "/new/PartnerCustomPricing", "/carve-outs/new", &format!("/{id}/change"), &format!("/{id}/end")];
    for path in forms {
        console.staff.get(&format!("{PRICES}{path}")).expect(403).says("Only an Admin");
        console.admin.get(&format!("{PRICES}{path}")).expect(200);
    }
    let writes =
        ["", "/preview", "/carve-outs", &format!("/{id}/preview"), &format!("/{id}/change"), &format!("/{id}/end")];
    for path in writes {
        console.staff.post_form(&format!("{PRICES}{path}"), &[]).expect(403);
        world.owner.post_form(&format!("{PRICES}{path}"), &[]).expect(403);
        world.key.post_json(&format!("{API}{path}"), &json!({})).expect(401);
    }
    for path in [
        "/new/StandardAgreement",
        "/new/Nothing",
        &format!("/{UNKNOWN}"),
        "/1",
        &format!("/{UNKNOWN}/change"),
        &format!("/{UNKNOWN}/end"),
    ] {
        console.admin.get(&format!("{PRICES}{path}")).expect(404);
    }
    console.key.get(&format!("{API}/1")).expect(400);
    console.key.get(&format!("{API}/{UNKNOWN}")).expect(404);
    console.key.post_json(&format!("{API}/{UNKNOWN}/change"), &zone(&world, "x", "DE", 5)).expect(404);
    console.key.post_json(&format!("{API}/{UNKNOWN}/end"), &json!({ "lastDay": "2030-01-01" })).expect(404);
}

#[test]
fn the_calculator_says_what_a_claim_costs_and_why() {
    let world = World::new();
    let console = Console::new(&world);
    partner_portal::store::prices::rates::unscoped::seed(&mut world.db(), today(&world)).expect("rates");
    console.staff.get("/operator/prices/calculator").expect(200).says("Say what is claimed");
    let due = (today(&world) - Days::new(400)).to_string();
    let asked = format!("country=Germany&amount=5000&currencyCode=EUR&dueDate={due}");
    let page = console.staff.get(&format!("/operator/prices/calculator?{asked}")).expect(200);
    page.says("19.5 %").says("10 points for its age").says("€975.00").says("$5,810.50");
    let answer = console.key.get_json(&format!("{API}/calculator?{asked}"));
    assert_eq!(answer["price"]["ageSurchargePercentage"], 10);
    assert_eq!(answer["amountUsd"].to_string(), "5810.50");
    console.staff.get("/operator/prices/calculator?country=DE&amount=99").expect(200).says("it needs a quote");
    let wrong = format!("country=Atlantis&amount=1.234&currencyCode=XYZ&dueDate={due}&collectionPartnerId=1");
    let page = console.staff.get(&format!("/operator/prices/calculator?{wrong}")).expect(422);
    page.says("value=\"Atlantis\"").says("is not a currency").says("Choose an agency.");
    assert_eq!(problems(console.key.get(&format!("{API}/calculator?{wrong}"))).len(), 3);
    let ahead = (today(&world) + Days::new(1)).to_string();
    assert_eq!(
        problems(console.key.get(&format!("{API}/calculator?country=DE&amount=5&dueDate={ahead}")))[0].0,
        "dueDate"
    );
    assert_eq!(
        problems(console.key.get(&format!("{API}/calculator?country=DE&amount=5&currencyCode=BRL")))[0].0,
        "currencyCode"
    );
    assert_eq!(problems(console.key.get(&format!("{API}/calculator"))).len(), 2);
}

#[test]
fn carve_outs_are_agreed_on_and_end() {
    let world = World::new();
    let console = Console::new(&world);
    let platform = Platform::new(&world, "Ledgerly");
    let agency = world.as_owner.agency.id;
    let form = "/operator/prices/carve-outs/new";
    let fields = [
        ("referralPartnerId", platform.id.as_str()),
        ("collectionPartnerId", agency.as_str()),
        ("country", "United Kingdom"),
        ("brackets.0.from", "500"),
        ("brackets.0.percent", "25"),
    ];
    console
        .admin
        .fill(form, &[("country", "Atlantis")])
        .expect(422)
        .says("Choose a platform.")
        .says("value=\"Atlantis\"");
    console.admin.fill(form, &fields[..3]).expect(422).says("Give at least one bracket");
    assert_eq!(console.admin.fill(form, &fields).to(), "/operator/prices/carve-outs");
    console.admin.fill(form, &fields).expect(422).says("There are such prices for this country already");
    let page = console.staff.get("/operator/prices/carve-outs").expect(200).says("Ledgerly Ltd").says("25 %");
    page.silent_about("/end\"");
    let both = Parties { creditor: None, agency: Some(agency), referral_partner: Some(platform.id) };
    assert_eq!(costs(&world, "GB", 500, both), priced("25", "Managing partner custom pricing"));
    assert_eq!(costs(&world, "GB", 499, both), priced("20", "Standard agreement"));
    let list = console.key.get_json(&format!("{API}/carve-outs"));
    let id = list["carveOuts"][0]["id"].as_str().expect("an id").to_owned();
    console.staff.post_form(&format!("/operator/prices/carve-outs/{id}/end"), &[]).expect(403);
    let end = format!("/operator/prices/carve-outs/{id}/end");
    assert_eq!(console.admin.fill(&end, &[]).to(), "/operator/prices/carve-outs");
    console.admin.fill(&end, &[]).expect(422).says("They have ended already");
    console.key.post_json(&format!("{API}/carve-outs/{UNKNOWN}/end"), &json!({})).expect(404);
    assert_eq!(costs(&world, "GB", 500, both), priced("20", "Standard agreement"));
    // After the end of a carve-out, a new one is possible.
    assert_eq!(console.admin.fill(form, &fields).to(), "/operator/prices/carve-outs");
}

#[test]
fn a_case_keeps_its_price_and_a_changed_claim_stays_with_its_list() {
    let world = World::new();
    let console = Console::new(&world);
    let case = world.case().in_state(partner_portal::domain::case::Lifecycle::Active).over(200_000).make();
    partner_portal::store::prices::rates::unscoped::seed(&mut world.db(), today(&world)).expect("rates");
    add(&console, &zone(&world, "Middle", "DE", 0));
    let fees = format!("/api/collection-partner/cases/{case}/fees");
    // Above 10,000 dollars the zone's rate would be 8.5 %, but the case was submitted under the standard agreement.
    let sent = world.key.send_json("PUT", &fees, &json!({ "grossAmount": 12000 })).expect(200).json();
    assert_eq!(sent["recalculatedSuccessFee"], json!(9.5), "{sent}");
    world
        .sql
        .execute("UPDATE cases SET pricing_source = 'JurisdictionCustomPricing', success_fee = '12', fee_base = '12'");
    let moved = world.key.send_json("PUT", &fees, &json!({ "grossAmount": 13000 })).expect(409).json();
    assert_eq!((&moved["proposedSuccessFee"], &moved["isIntentionalRate"]), (&json!(8.5), &json!(false)), "{moved}");
    let agreed = json!({ "grossAmount": 13000, "confirmPriceChange": true });
    assert_eq!(world.key.send_json("PUT", &fees, &agreed).expect(200).json()["recalculatedSuccessFee"], json!(8.5));
    // Below the zone's first bracket its rate stays: the list is fixed on the first day.
    let small = world.key.send_json("PUT", &fees, &json!({ "grossAmount": 100 })).expect(200).json();
    assert_eq!(small["recalculatedSuccessFee"], json!(8.5), "{small}");
    world
        .owner
        .get(&format!("/partner/cases/{case}"))
        .expect(200)
        .says("8.5 %")
        .says("by the prices of the zone Middle");
}
