//! The page of exchange rates, and the rates of a day.

use chrono::{Days, NaiveDate};
use partner_portal::domain::money::Currency;
use partner_portal::domain::pricing::UsdRate;
use partner_portal::store::prices::rates::{self, Quote};

use super::Console;
use crate::harness::World;

fn quote(code: &str, day: NaiveDate, usd: &str) -> Quote {
    Quote { currency: Currency::parse(code).expect("a currency"), day, usd: UsdRate::parse(usd).expect("a rate") }
}

fn today(world: &World) -> NaiveDate {
    (world.app.shared.clock)().date_naive()
}

#[test]
fn the_newest_rate_of_each_currency_is_shown_with_its_age() {
    let world = World::new();
    let console = Console::new(&world);
    console.admin.get("/operator/rates").expect(200).says("There are no exchange rates yet").says("rates import FILE");
    let (old, new) = (today(&world) - Days::new(7), today(&world) - Days::new(5));
    let quotes = [quote("EUR", old, "1.1"), quote("EUR", new, "1.2"), quote("DKK", old, "0.15")];
    assert_eq!(world.db().write(|db| rates::unscoped::insert(db, &quotes)).expect("stored"), 3);
    assert_eq!(
        world.db().write(|db| rates::unscoped::insert(db, &quotes)).expect("stored"),
        0,
        "twice changes nothing"
    );
    // Five days without new rates are normal over a long weekend.
    console.staff.get("/operator").expect(200).silent_about("days old</b>");
    let page = console.key.get_json("/api/operator/rates");
    assert_eq!(page["newest"], new.to_string());
    assert_eq!(page["isStale"], false);
    let found: Vec<String> = page["rates"]
        .as_array()
        .expect("rates")
        .iter()
        .map(|rate| format!("{} {} {}", rate["currency"].as_str().unwrap_or_default(), rate["usd"], rate["day"]))
        .collect();
    assert_eq!(found, [format!("DKK 0.15 \"{old}\""), format!("EUR 1.2 \"{new}\"")]);
    console.admin.get("/operator/rates").expect(200).says("0.833333").says("not quoted since");
    // The rates in force on an earlier day.
    let then = console.key.get_json(&format!("/api/operator/rates?day={old}"));
    assert_eq!(then["rates"][1]["usd"], serde_json::json!(1.1));
    let before = old - Days::new(1);
    console.admin.get(&format!("/operator/rates?day={before}")).expect(200).says("No rates of that time");
    console.admin.get("/operator/rates?day=tomorrow").expect(422);
    console.key.get("/api/operator/rates?day=2026-13-01").expect(400);
}

#[test]
fn rates_older_than_five_days_wait_for_the_operator() {
    let world = World::new();
    let console = Console::new(&world);
    let day = today(&world) - Days::new(6);
    world.db().write(|db| rates::unscoped::insert(db, &[quote("EUR", day, "1.1")])).expect("stored");
    console.admin.get("/operator").expect(200).says("The exchange rates are 6 days old").says("to do");
    console.admin.get("/operator/rates").expect(200).says("The exchange rates are 6 days old.");
    assert_eq!(console.key.get_json("/api/operator")["exchangeRates"]["isStale"], true);
}

#[test]
fn the_rate_of_a_day_is_the_newest_before_it_and_no_older_than_ten_days() {
    let world = World::new();
    let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
    let eur = Currency::parse("EUR").expect("a currency");
    let quotes = [quote("EUR", day("2026-03-02"), "1.1"), quote("EUR", day("2026-03-06"), "1.2")];
    world.db().write(|db| rates::unscoped::insert(db, &quotes)).expect("stored");
    let on = |text: &str| {
        let found = rates::unscoped::on(&mut world.db(), eur, day(text)).expect("an answer");
        found.map(|found| (found.day.to_string(), found.usd.to_string()))
    };
    let known = |day: &str, usd: &str| Some((day.to_owned(), usd.to_owned()));
    assert_eq!(on("2026-03-01"), None);
    assert_eq!(on("2026-03-02"), known("2026-03-02", "1.1"));
    assert_eq!(on("2026-03-05"), known("2026-03-02", "1.1"));
    assert_eq!(on("2026-03-06"), known("2026-03-06", "1.2"));
    assert_eq!(on("2026-03-16"), known("2026-03-06", "1.2"));
    assert_eq!(on("2026-03-17"), None);
    let usd = Currency::parse("USD").expect("a currency");
    let dollar = rates::unscoped::on(&mut world.db(), usd, day("1990-01-01")).expect("an answer").expect("a rate");
    assert_eq!(dollar.usd.to_string(), "1");
    // The newest rates, independent of the day.
    let latest = rates::unscoped::latest(&mut world.db()).expect("an answer");
    assert_eq!(latest.rate(eur).map(|rate| rate.to_string()).as_deref(), Some("1.2"));
    let yen = Currency::parse("JPY").expect("a currency");
    assert_eq!(rates::unscoped::on(&mut world.db(), yen, day("2026-03-06")).expect("an answer"), None);
}
