//! Payments in currencies without decimals and with three: API, pages, exports.

use chrono::{Days, NaiveDate};
use partner_portal::actions::rates::{EuroRates, import_rates};
use partner_portal::domain::ids::CaseId;
use partner_portal::domain::money::Currency;
use serde_json::{Value, json};

use crate::harness::console::Console;
use crate::harness::{Response, World};
use crate::ledger::assert_books_agree;

fn day(world: &World) -> String {
    (world.app.shared.clock)().date_naive().pred_opt().expect("yesterday").to_string()
}

fn payments(case: CaseId) -> String {
    format!("/api/collection-partner/cases/{case}/payments")
}

fn pay(world: &World, case: CaseId, fields: &str) -> Response {
    let mut body: Value = serde_json::from_str(fields).expect("fields");
    body["date"] = json!(day(world));
    body["paymentRecipient"] = json!("CollectionPartner");
    world.key.post_json(&payments(case), &body)
}

/// Numbers as they are written in the JSON text.
fn written(answer: &Value, names: &[&str]) -> Vec<String> {
    names.iter().map(|name| answer[*name].to_string()).collect()
}

const SPLIT: [&str; 4] = ["paymentAmount", "payoutCreditor", "payoutCollectionPartner", "remainingAmount"];

#[test]
fn yen_have_no_decimals() {
    let world = World::new();
    let case = world.case().in_currency("JPY").over(1_000_000).make();
    for wrong in ["100.5", "0.99", "1.50"] {
        let told = pay(&world, case, &format!(r#"{{"paymentAmount": {wrong}}}"#)).expect(400).problems();
        assert!(told.contains("paymentAmount: ") && told.contains("JPY"), "{wrong}: {told}");
    }
    let made = pay(&world, case, r#"{"paymentAmount": 333333}"#).expect(200).json();
    // 9.5 % of ¥333,333 are ¥31,666.6.
    assert_eq!(written(&made, &SPLIT), ["333333", "301666", "31667", "666667"]);
    let listed = world.key.get_json(&payments(case));
    assert_eq!((listed[0]["grossAmount"].to_string(), &listed[0]["currency"]), ("333333".to_owned(), &json!("JPY")));
    let base = format!("/partner/cases/{case}");
    let shown = world.owner.get(&format!("{base}?tab=payments")).expect(200);
    shown.says("¥333,333").says("¥666,667").silent_about("333,333.00");
    let preview =
        format!("{base}/payments/new?paymentAmount=1000&date={}&paymentRecipient=CollectionPartner", day(&world));
    world.owner.get(&preview).expect(200).says("¥905").says("Leaves ¥665,667 outstanding.");
    let typed = [("paymentAmount", "10.50"), ("date", &*day(&world)), ("paymentRecipient", "CollectionPartner")];
    world.owner.fill(&format!("{base}/payments/new"), &typed).expect(422).says("value=\"10.50\"").says("JPY");
    // A split by hand must be exact to the yen; the tolerance is below one yen.
    let by_hand = r#"{"paymentAmount": 100, "payoutCreditor": 50, "payoutCollectionPartner": 49}"#;
    assert!(pay(&world, case, by_hand).expect(400).problems().contains("add up"));
    let rest = pay(&world, case, r#"{"paymentAmount": 666667, "closeCase": true}"#).expect(200).json();
    assert_eq!((&rest["caseClosed"], rest["remainingAmount"].to_string()), (&json!(true), "0".to_owned()));
    assert_eq!(world.sql.number("SELECT CAST(SUM(payout_partner) AS BIGINT) AS value FROM payments"), 95_000);
    let csv = world.key.get("/api/collection-partner/export/cases.csv").expect(200).text();
    assert!(csv.contains(",JPY,1000000,0,0,0,1000000,0,"), "{csv}");
}

#[test]
fn dinars_have_three() {
    let world = World::new();
    let case = world.case().in_currency("KWD").over(1_000_000).make();
    let told = pay(&world, case, r#"{"paymentAmount": 1.2345}"#).expect(400).problems();
    assert!(told.contains("paymentAmount: ") && told.contains("at most 3 decimals"), "{told}");
    let made = pay(&world, case, r#"{"paymentAmount": 333.333}"#).expect(200).json();
    assert_eq!(written(&made, &SPLIT), ["333.333", "301.666", "31.667", "666.667"]);
    // The tolerance of a hundredth is ten fils, which the client gets.
    let by_hand = r#"{"paymentAmount": 10, "payoutCreditor": 5.005, "payoutCollectionPartner": 4.985}"#;
    let made = pay(&world, case, by_hand).expect(200).json();
    assert_eq!(written(&made, &SPLIT), ["10.000", "5.015", "4.985", "656.667"]);
    let by_hand = r#"{"paymentAmount": 10, "payoutCreditor": 5.004, "payoutCollectionPartner": 4.985}"#;
    pay(&world, case, by_hand).expect(400);
    let base = format!("/partner/cases/{case}");
    let shown = world.owner.get(&format!("{base}?tab=payments")).expect(200);
    shown.says("KWD 333.333").says("KWD 656.667");
    let day = day(&world);
    let typed = [("paymentAmount", "56.6675"), ("date", &*day), ("paymentRecipient", "CollectionPartner")];
    world.owner.fill(&format!("{base}/payments/new"), &typed).expect(422).says("at most 3 decimals");
    let typed = [("paymentAmount", "56.667"), ("date", &*day), ("paymentRecipient", "CollectionPartner")];
    let done = world.owner.fill(&format!("{base}/payments/new"), &typed);
    world.owner.follow(&done).expect(200).says("KWD 600.000");
    let id = world.key.get_json(&payments(case))[0]["id"].as_str().expect("an id").to_owned();
    let edit = format!("{base}/payments/{id}/edit");
    world.owner.get(&edit).expect(200).says("value=\"56.667\"");
    let rest = pay(&world, case, r#"{"paymentAmount": 600.001}"#).expect(200).json();
    assert_eq!(
        (rest["remainingAmount"].to_string(), rest["warnings"].as_array().map(Vec::len)),
        ("0.000".into(), Some(1))
    );
    let csv = world.key.get("/api/collection-partner/export/cases.csv").expect(200).text();
    assert!(csv.contains(",KWD,1000.000,0.000,0.000,0.000,1000.001,0.000,"), "{csv}");
}

#[test]
fn a_payment_without_an_exchange_rate_gets_that_of_its_day_once() {
    let world = World::new();
    let console = Console::new(&world);
    let today = (world.app.shared.clock)().date_naive();
    let case = world.case().in_currency("SEK").make();
    let payment = json!({ "date": today.to_string(), "paymentAmount": 500, "paymentRecipient": "CollectionPartner" });
    let pay = || {
        let path = format!("/api/collection-partner/cases/{case}/payments");
        world.key.post_json(&path, &payment).expect(200);
    };
    pay();
    let rate = || world.sql.texts("SELECT usd_rate AS value FROM payments ORDER BY id");
    assert_eq!(rate(), [None]);
    console.admin.get("/operator").expect(200).says("1 payment waits for an exchange rate");
    let import = |day: NaiveDate, krona: &str| {
        let unit = |code: &str, units: &str| {
            (Currency::parse(code).expect("a currency"), units.parse::<rust_decimal::Decimal>().expect("a number"))
        };
        let days = [EuroRates { day, units: vec![unit("USD", "1.2"), unit("SEK", krona)] }];
        import_rates(&mut world.db(), "test", &days, &world.context(), |_| {}).expect("imported").filled
    };
    // Rates of another time do not help.
    assert_eq!(import(today - Days::new(30), "10"), 0);
    console.admin.get("/operator").expect(200).says("1 payment waits for an exchange rate");
    assert_eq!(import(today, "12"), 1);
    assert_eq!(rate(), [Some("0.1".to_owned())]);
    assert_eq!(world.sql.number("SELECT COUNT(*) AS value FROM audit WHERE verb = 'RatesFilled'"), 1);
    assert_eq!(world.sql.number("SELECT COUNT(*) AS value FROM payments WHERE referral_usd IS NULL"), 0);
    console.admin.get("/operator").expect(200).silent_about("waits for an exchange rate");
    pay();
    assert_eq!(import(today, "6"), 0);
    assert_eq!(rate(), [Some("0.1".to_owned()), Some("0.1".to_owned())]);
    assert_books_agree(&world);
}
