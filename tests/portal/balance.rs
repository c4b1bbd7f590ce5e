//! The agency's books as pages, JSON and files: balance, statements, transfers.

use serde_json::{Value, json};

use partner_portal::domain::ids::CaseId;

use crate::harness::World;
use crate::ledger::assert_books_agree;

fn pay(world: &World, case: CaseId, day: &str, amount: &str, recipient: &str, commission: Value) {
    let amount: Value = serde_json::from_str(amount).expect("a number");
    let body = json!({
        "date": day, "paymentAmount": amount, "paymentRecipient": recipient, "commissionPaymentStatus": commission
    });
    world.key.post_json(&format!("/api/collection-partner/cases/{case}/payments"), &body).expect(200);
}

/// Three payouts in euros and one in yen.
fn world() -> (World, CaseId) {
    let world = World::new();
    let case = world.case().over(1_000_000).against("Öztürk & Co").make();
    pay(&world, case, "2026-01-05", "1000", "CollectionPartner", Value::Null);
    pay(&world, case, "2026-02-06", "500", "Creditor", json!("Unpaid"));
    pay(&world, case, "2026-02-28", "200", "Creditor", json!("Paid"));
    let yen = world.case().in_currency("JPY").over(900_000).make();
    pay(&world, yen, "2026-02-10", "100000", "CollectionPartner", Value::Null);
    (world, case)
}

const API: &str = "/api/collection-partner/balance";

fn dates(answer: &Value) -> Vec<String> {
    let payouts = answer["payouts"].as_array().expect("payouts");
    payouts.iter().map(|payout| payout["paymentDate"].as_str().expect("a day").to_owned()).collect()
}

#[test]
fn the_balance_lists_payouts_with_totals_by_currency() {
    let (world, _) = world();
    let all = world.key.get_json(API);
    assert_eq!(dates(&all), ["2026-02-28", "2026-02-10", "2026-02-06", "2026-01-05"]);
    let totals: Vec<(String, String, String)> = all["totals"]
        .as_array()
        .expect("totals")
        .iter()
        .map(|total| (total["currency"].to_string(), total["revenue"].to_string(), total["platformFee"].to_string()))
        .collect();
    // 9.5 % of 1,700 and of ¥100,000; 40 % of it.
    let of = |currency: &str, revenue: &str, fee: &str| (format!("\"{currency}\""), revenue.to_owned(), fee.to_owned());
    assert_eq!(totals, [of("EUR", "161.50", "64.60"), of("JPY", "9500", "3800")]);
    let page = world.owner.get("/partner/balance").expect(200);
    page.says("€161.50").says("¥9,500").says("Unpaid").says("Not invoiced");
    assert_eq!(world.rival_key.get_json(API)["payouts"], json!([]));
    world.nobody.get("/partner/balance").expect(303);
}

#[test]
fn filters_narrow_rows_and_totals_alike() {
    let (world, case) = world();
    for (query, days, revenue) in [
        ("from=2026-02-01&to=2026-02-28&currency=EUR", vec!["2026-02-28", "2026-02-06"], "66.50"),
        ("from=2026-02-02&to=2026-02-27&currency=EUR", vec!["2026-02-06"], "47.50"),
        ("commission=Unpaid", vec!["2026-02-06"], "47.50"),
        ("recipient=CollectionPartner&currency=EUR", vec!["2026-01-05"], "95.00"),
        ("q=ozturk&to=2026-01-31", vec!["2026-01-05"], "95.00"),
        ("handler=none&commission=Unpaid", vec!["2026-02-06"], "47.50"),
        // Periods that are not whole months: months with days added or subtracted.
        ("from=2026-01-05&to=2026-02-27&currency=EUR", vec!["2026-02-06", "2026-01-05"], "142.50"),
        ("from=2026-01-06&to=2026-02-28&currency=EUR", vec!["2026-02-28", "2026-02-06"], "66.50"),
        ("from=2026-01-30&to=2026-02-07", vec!["2026-02-06"], "47.50"),
        ("from=2026-02-28", vec!["2026-02-28"], "19.00"),
        ("to=2026-02-06", vec!["2026-02-06", "2026-01-05"], "142.50"),
        ("from=9999-12-20", vec![], ""),
        ("invoicing=InvoiceIssued", vec![], ""),
    ] {
        let found = world.key.get_json(&format!("{API}?{query}"));
        assert_eq!(dates(&found), days, "{query}");
        let total =
            found["totals"].as_array().and_then(|totals| totals.first()).map(|total| total["revenue"].to_string());
        assert_eq!(total.unwrap_or_default(), revenue, "{query}");
    }
    for (wrong, named) in [
        ("from=5.1.2026", "from"),
        ("from=%2B12026-01-05", "from"),
        ("from=2026-02-02&to=2026-01-01", "to"),
        ("currency=EURO", "currency"),
        ("sort=debtor", "sort"),
        ("after=xyz", "after"),
    ] {
        let told = world.key.get(&format!("{API}?{wrong}")).expect(400).problems();
        assert!(told.contains(named), "{wrong}: {told}");
    }
    let _ = case;
}

#[test]
fn a_colleagues_balance_goes_with_the_case() {
    let (world, case) = world();
    let assign = |email: &str| {
        let path = format!("/api/collection-partner/cases/{case}/handler");
        world.key.send_json("PUT", &path, &json!({ "assignedUserEmail": email })).expect(200);
    };
    let id =
        world.sql.texts("SELECT id AS value FROM people WHERE email = 'signe@example.com'").remove(0).expect("an id");
    let of = |handler: &str| {
        let found = world.key.get_json(&format!("{API}?handler={handler}&currency=EUR"));
        let revenue = found["totals"].as_array().and_then(|all| all.first()).map(|total| total["revenue"].to_string());
        (dates(&found).len(), revenue.unwrap_or_default())
    };
    let (everything, nothing) = ((3, "161.50".to_owned()), (0, String::new()));
    assert_eq!((of(&id), of("none")), (nothing.clone(), everything.clone()));
    assign("signe@example.com");
    assert_eq!((of(&id), of("none")), (everything.clone(), nothing.clone()));
    // A payment that is recorded later is included immediately.
    pay(&world, case, "2026-03-01", "100", "CollectionPartner", Value::Null);
    assert_eq!(of(&id), (4, "171.00".to_owned()));
    assign("jonas@example.com");
    assert_eq!((of(&id), of("none")), (nothing.clone(), nothing));
    assert_books_agree(&world);
}

#[test]
fn pages_follow_each_other_without_a_gap() {
    let (world, _) = world();
    for sort in ["", "&sort=date:asc", "&sort=created:desc", "&sort=created:asc"] {
        let whole = dates(&world.key.get_json(&format!("{API}?pageSize=50{sort}")));
        let (mut walked, mut after) = (Vec::new(), String::new());
        loop {
            let part = world.key.get_json(&format!("{API}?pageSize=1{sort}{after}"));
            walked.extend(dates(&part));
            match part["next"].as_str() {
                Some(place) => after = format!("&after={place}"),
                None => break,
            }
        }
        assert_eq!(walked, whole, "{sort}");
        assert_eq!(walked.len(), 4);
    }
}

#[test]
fn the_file_has_every_payout() {
    let (world, _) = world();
    let file = world.owner.get("/partner/balance/payouts.csv?currency=EUR").expect(200);
    assert!(file.header("content-disposition").is_some_and(|name| name.contains("payouts-")));
    let text = file.text();
    assert_eq!(text.lines().count(), 4, "{text}");
    assert!(text.contains("Öztürk & Co") && text.contains(",500.00,452.50,47.50,19.00,"), "{text}");
    assert_eq!(world.rival.get("/partner/balance/payouts.csv").expect(200).text().lines().count(), 1);
}

#[test]
fn statements_open_where_the_last_one_closed() {
    let (world, _) = world();
    let today = world.context().now.date_naive();
    let base = "/api/collection-partner/statements/platform";
    let now = world.key.get_json(&format!("{base}?currency=EUR&from={today}&to={today}"));
    // The share of the two payouts whose commission is paid: 40 % of 9.5 % of 1,200.
    let figures =
        |statement: &Value| ["opening", "increase", "decrease", "closing"].map(|name| statement[name].to_string());
    assert_eq!(figures(&now), ["0.00", "45.60", "0.00", "45.60"]);
    let tomorrow = today.succ_opt().expect("a day");
    let next = world.key.get_json(&format!("{base}?currency=EUR&from={tomorrow}&to={tomorrow}"));
    assert_eq!(figures(&next), ["45.60", "0.00", "0.00", "45.60"]);
    assert_eq!(now["movementCount"], json!(2));
    let month = today.format("%Y-%m-01").to_string();
    let page = world.owner.get(&format!("/partner/statements/platform?currency=EUR&from={month}")).expect(200);
    page.says("€45.60").says("Nordia Inkasso owes");
    let file = world.owner.get(&format!("/partner/statements/platform/file?currency=EUR&from={today}&to={today}"));
    assert!(file.expect(200).text().ends_with("45.60\r\n"));
    let paper = world.owner.get("/partner/statements/platform/file?currency=EUR&format=pdf").expect(200);
    assert!(paper.body.starts_with(b"%PDF-"));
    world.key.get(&format!("{base}?currency=XX")).expect(400);
    world.key.get(&format!("{base}?from={tomorrow}&to={today}")).expect(400);
}

#[test]
fn money_is_passed_on_to_the_client() {
    let (world, _) = world();
    let today = world.context().now.date_naive();
    let base = format!("/partner/statements/creditors/{}", world.creditor);
    // 905 of the first payment; the client still owes 47.50 of the second: 857.50.
    world.owner.get("/partner/statements").expect(200).says("€857.50").says("Fjord Design ApS");
    let typed = [("amount", "900"), ("currency", "EUR"), ("paidOn", &*today.to_string())];
    let refused = world.owner.fill(&format!("{base}/transfers/new?currency=EUR"), &typed).expect(422);
    refused.says("value=\"900\"").says("€857.50");
    let typed = [("amount", "800"), ("currency", "EUR"), ("paidOn", &*today.to_string())];
    world.owner.fill(&format!("{base}/transfers/new?currency=EUR"), &typed).expect(303);
    world.owner.get(&format!("{base}?currency=EUR")).expect(200).says("€57.50").says("Passed on");
    let api = format!("/api/collection-partner/statements/creditors/{}/transfers", world.creditor);
    let body = json!({ "amount": 57.5, "currency": "EUR", "paidOn": today.to_string() });
    let left = world.key.post_json(&api, &body).expect(200).json();
    assert_eq!(left["stillHeld"].to_string(), "0.00");
    world.key.post_json(&api, &body).expect(400);
    world.key.post_json(&api, &json!({ "amount": 1, "currency": "JPY", "paidOn": "2099-01-01" })).expect(400);
    world.rival_key.post_json(&api, &body).expect(404);
    world.rival.get(&base).expect(404);
    assert_books_agree(&world);
}
