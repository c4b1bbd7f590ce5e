//! What a referral partner earns: rows, sums and states of `GET /reporting/transactions`.

use partner_portal::actions::invoices::run;
use partner_portal::actions::revenue::complete_older;
use partner_portal::domain::actor::Author;
use partner_portal::domain::month::Month;
use partner_portal::store::prices::rates;
use serde_json::{Value, json};

use super::scene::Scene;
use crate::harness::contract::referral_partner;
use crate::harness::platform::Platform;
use crate::harness::{Response, Visitor};
use crate::ledger::assert_books_agree;

const ADDRESS: &str = "/api/referral/reporting/transactions";

/// The seven stages, by their fields in the summary.
const STAGES: [&str; 7] = [
    "pending",
    "confirmedPendingInvoice",
    "awaitingCollectionPartnerPayment",
    "readyToInvoiceDebitura",
    "awaitingDebituraPayment",
    "paid",
    "disputed",
];

#[track_caller]
fn told(by: &Visitor, query: &str) -> Value {
    let answer = by.get(&format!("{ADDRESS}?{query}")).expect(200);
    referral_partner().check_response("GET", "/reporting/transactions", &answer)
}

/// Fee and number of a stage, as the summary says.
fn stage(told: &Value, name: &str) -> (f64, i64) {
    let revenue = &told["summary"]["revenue"];
    let field = |name: String| revenue.get(&name).unwrap_or_else(|| panic!("no {name} in {revenue}")).clone();
    (
        field(format!("{name}ReferralFeeUsd")).as_f64().expect("an amount"),
        field(format!("{name}Count")).as_i64().expect("a number"),
    )
}

/// A scene in which rates are known, with a case over 1,500.00 that an agency handles.
struct Books {
    scene: Scene,
    case: String,
}

impl Books {
    fn new(currency: &str) -> Self {
        let scene = Scene::signed();
        let today = scene.today();
        rates::unscoped::seed(&mut scene.world.db(), today).expect("rates");
        let mut books = Self { scene, case: String::new() };
        books.case = books.case("R-1", currency);
        books
    }

    /// Another case of the client, accepted.
    fn case(&self, reference: &str, currency: &str) -> String {
        let mut claim = self.scene.claim(reference);
        // About 1,500 US dollars, since the success fee depends on it.
        claim["amountToRecover"] = json!(match currency {
            "DKK" => 10_000,
            "SEK" => 15_000,
            "PLN" => 6_000,
            _ => 1_500,
        });
        claim["currencyCode"] = json!(currency);
        let made = self.scene.create(&self.scene.bearer(), &claim).expect(200).json();
        let case = made["id"].as_str().expect("an id").to_owned();
        self.scene.start(&case);
        case
    }

    fn key(&self) -> &Visitor {
        &self.scene.platform.key
    }

    fn pay(&self, case: &str, amount: f64, recipient: &str, commission: Option<&str>) -> String {
        let mut payment =
            json!({ "date": self.scene.days_ago(1), "paymentAmount": amount, "paymentRecipient": recipient });
        if let Some(commission) = commission {
            payment["commissionPaymentStatus"] = json!(commission);
        }
        let path = format!("/api/collection-partner/cases/{case}/payments");
        let made = self.scene.world.key.post_json(&path, &payment).expect(200).json();
        made["paymentId"].as_str().expect("an id").to_owned()
    }

    fn correct(&self, payment: &str, amount: f64) {
        let body = json!({
            "date": self.scene.days_ago(1), "paymentAmount": amount, "paymentRecipient": "CollectionPartner"
        });
        let path = format!("/api/collection-partner/cases/{}/payments/{payment}", self.case);
        self.scene.world.key.send_json("PUT", &path, &body).expect(200);
    }

    fn set(&self, payment: &str, state: &str) -> Response {
        let path = format!("/api/operator/payments/{payment}/referral-invoicing");
        self.scene.console.key.post_json(&path, &json!({ "referralInvoicingStatus": state }))
    }

    /// All stages that are not empty, as the summary says.
    #[track_caller]
    fn assert_stages(&self, expected: &[(&str, f64, i64)]) {
        let told = told(self.key(), "");
        for name in STAGES {
            let wanted = expected.iter().find(|stage| stage.0 == name).map_or((0.0, 0), |stage| (stage.1, stage.2));
            assert_eq!(stage(&told, name), wanted, "{name} in {}", told["summary"]);
        }
        assert_books_agree(&self.scene.world);
    }
}

/// The worked cases: 9.5 % success fee, of which the operator gets 40 %, of which the referral partner gets 25 %.
#[test]
fn each_payment_brings_what_the_rates_say() {
    for (currency, amount, revenue, revenue_usd, fee, fee_usd) in [
        // 1,000.00 × 9.5 % = 95.00; × 40 % = 38.00; × 25 % = 9.50.
        ("USD", 1000.0, 38.0, 38.0, 9.5, 9.5),
        // 333.33: commission 31.67; × 40 % = 12.668; × 25 % of 12.67 = 3.1675.
        ("USD", 333.33, 12.67, 12.67, 3.17, 3.17),
        // The smallest payment with a commission.
        ("USD", 0.06, 0.0, 0.0, 0.0, 0.0),
        // At 1.1621: 38.00 are 44.1598; 9.50 are 11.03995.
        ("EUR", 1000.0, 38.0, 44.16, 9.5, 11.04),
        ("EUR", 333.33, 12.67, 14.72, 3.17, 3.68),
        // At 0.1556: 57.00 are 8.8692; 14.25 are 2.2173.
        ("DKK", 1500.0, 57.0, 8.87, 14.25, 2.22),
        // At 1.3157: 26.60 are 34.99762; 6.65 are 8.749405.
        ("GBP", 700.0, 26.6, 35.0, 6.65, 8.75),
        // At 0.1059: commission 10.00, × 40 % = 4.00, × 25 % = 1.00.
        ("SEK", 105.26, 4.0, 0.42, 1.0, 0.11),
        // At 1.2453: 1.90 are 2.36607; 0.475 rounds to 0.48, which are 0.597744.
        ("CHF", 50.0, 1.9, 2.37, 0.48, 0.6),
        // At 0.2741: 0.38 are 0.104158; 0.095 rounds to 0.10, which are 0.02741.
        ("PLN", 10.0, 0.38, 0.1, 0.1, 0.03),
    ] {
        let books = Books::new(currency);
        let payment = books.pay(&books.case, amount, "CollectionPartner", None);
        let told = told(books.key(), "");
        let row = &told["data"][0];
        let earned = &row["earnings"];
        assert_eq!(row["transactionId"], json!(payment));
        assert_eq!(earned["currency"], json!(currency));
        assert_eq!(earned["referralFeePercentage"].as_f64(), Some(25.0));
        for (field, value) in [
            ("debituraRevenue", revenue),
            ("debituraRevenueUsd", revenue_usd),
            ("referralFeeAmount", fee),
            ("referralFeeAmountUsd", fee_usd),
        ] {
            assert_eq!(earned[field].as_f64(), Some(value), "{field} of {amount} {currency}");
        }
        assert_eq!(stage(&told, "confirmedPendingInvoice"), (fee_usd, 1));
        assert_eq!(told["summary"]["totalDebituraRevenueUsd"].as_f64(), Some(revenue_usd));
    }
}

#[test]
fn a_payment_moves_through_the_stages_and_is_at_one_of_them() {
    let books = Books::new("USD");
    books.assert_stages(&[]);
    let waits = books.pay(&books.case, 100.0, "Creditor", Some("Unpaid"));
    books.assert_stages(&[("pending", 0.95, 1)]);
    let row = &told(books.key(), "")["data"][0];
    assert_eq!((&row["earnings"]["isEstimate"], &row["recognition"]["isRecognized"]), (&json!(true), &json!(false)));
    let sure = books.pay(&books.case, 200.0, "CollectionPartner", None);
    books.assert_stages(&[("pending", 0.95, 1), ("confirmedPendingInvoice", 1.9, 1)]);
    // The operator received this one itself, so that it is ready at once.
    let direct = books.pay(&books.case, 400.0, "Platform", None);
    books.assert_stages(&[
        ("pending", 0.95, 1),
        ("confirmedPendingInvoice", 1.9, 1),
        ("readyToInvoiceDebitura", 3.8, 1),
    ]);
    // A partner that may invoice what is confirmed sees other stages of the same payments.
    let mode = |name: &str| {
        let partner = &books.scene.platform.id;
        let sql = format!("UPDATE referral_partners SET invoicing_mode = '{name}' WHERE id = '{partner}'");
        books.scene.world.sql.execute(&sql);
    };
    mode("ConfirmedPipeline");
    books.assert_stages(&[("pending", 0.95, 1), ("readyToInvoiceDebitura", 5.7, 2)]);
    mode("PayWhenPaid");
    // The operator invoices its share.
    let mut later = books.scene.world.context();
    later.now += chrono::Duration::days(70);
    for month in [Month::of(books.scene.today()), Month::of(books.scene.today()).next()] {
        run(&mut books.scene.world.db(), month, &Author::system(), &later, |_, _| {}).expect("a run");
    }
    books.assert_stages(&[
        ("pending", 0.95, 1),
        ("awaitingCollectionPartnerPayment", 1.9, 1),
        ("readyToInvoiceDebitura", 3.8, 1),
    ]);
    mode("ConfirmedPipeline");
    books.assert_stages(&[("pending", 0.95, 1), ("readyToInvoiceDebitura", 5.7, 2)]);
    mode("PayWhenPaid");
    books.set(&direct, "Invoiced").expect(200);
    books.set(&direct, "Invoiced").expect(200);
    books.set(&sure, "Paid").expect(200);
    books.set(&waits, "Disputed").expect(200);
    books.assert_stages(&[("awaitingDebituraPayment", 3.8, 1), ("paid", 1.9, 1), ("disputed", 0.95, 1)]);
    assert_eq!(
        books.scene.world.sql.number("SELECT COUNT(*) AS value FROM audit WHERE verb = 'ReferralInvoicingChanged'"),
        3,
        "the same state again is no change"
    );
    // Each row is found by its stage, and the sums do not change.
    let all = told(books.key(), "")["summary"].clone();
    for (number, payment) in [(4, &direct), (5, &sure), (6, &waits)] {
        let found = told(books.key(), &format!("RevenueStages={number}"));
        assert_eq!(found["data"].as_array().map(Vec::len), Some(1));
        assert_eq!(found["data"][0]["transactionId"], json!(payment));
        assert_eq!((&found["page"]["totalResults"], &found["summary"]), (&json!(1), &all));
    }
    assert_eq!(told(books.key(), "RevenueStages=0&RevenueStages=1")["data"], json!([]));
}

#[test]
fn a_locked_rate_stays_and_corrections_use_it() {
    let books = Books::new("EUR");
    let world = &books.scene.world;
    let payment = books.pay(&books.case, 1000.0, "CollectionPartner", None);
    let floats = books.pay(&books.case, 200.0, "Creditor", Some("Unpaid"));
    books.assert_stages(&[("confirmedPendingInvoice", 11.04, 1), ("pending", 2.21, 1)]);
    world.sql.execute("UPDATE exchange_rates SET usd = '2' WHERE currency = 'EUR'");
    // What is pending follows the latest rate; what is confirmed does not.
    books.assert_stages(&[("confirmedPendingInvoice", 11.04, 1), ("pending", 3.8, 1)]);
    books.correct(&payment, 500.0);
    // 4.75 × 1.1621 = 5.519975.
    books.assert_stages(&[("confirmedPendingInvoice", 5.52, 1), ("pending", 3.8, 1)]);
    let path = format!("/api/collection-partner/cases/{}/payments/{floats}", books.case);
    world.key.send("DELETE", &path, &[], b"").expect(204);
    books.assert_stages(&[("confirmedPendingInvoice", 5.52, 1)]);
    // Payments of an older version have a rate and no shares in dollars.
    world.sql.execute("UPDATE payments SET referral_usd = NULL, operator_usd = NULL");
    books.assert_stages(&[("confirmedPendingInvoice", 9.5, 1)]);
    complete_older(&mut world.db()).expect("completed");
    books.assert_stages(&[("confirmedPendingInvoice", 5.52, 1)]);
}

#[test]
fn filters_narrow_rows_and_sums() {
    let books = Books::new("USD");
    let scene = &books.scene;
    let second = books.case("R-2", "USD");
    let small = books.pay(&books.case, 100.0, "CollectionPartner", None);
    let large = books.pay(&second, 400.0, "Creditor", Some("Unpaid"));
    let reference = {
        let list = told(books.key(), "");
        let row = list["data"].as_array().expect("rows").iter().find(|row| row["transactionId"] == json!(large));
        row.expect("the row")["case"]["caseReference"].as_str().expect("a reference").to_owned()
    };
    let (yesterday, today) = (scene.days_ago(1), scene.today());
    let agency = &scene.world.as_owner.agency.id;
    for (query, found) in [
        (String::new(), vec![&large, &small]),
        (format!("FromDate={yesterday}&ToDate={yesterday}"), vec![&large, &small]),
        (format!("FromDate={today}"), vec![]),
        ("ExternalTenantId=T-1".to_owned(), vec![&large, &small]),
        ("ExternalTenantId=T-2".to_owned(), vec![]),
        ("CommissionPaymentStatuses=0".to_owned(), vec![&large]),
        ("CommissionPaymentStatuses=1".to_owned(), vec![&small]),
        ("CommissionPaymentStatuses=0&CommissionPaymentStatuses=1".to_owned(), vec![&large, &small]),
        ("PlatformInvoicingStatuses=0".to_owned(), vec![&large, &small]),
        ("PlatformInvoicingStatuses=2".to_owned(), vec![]),
        ("ReferralInvoicingStatuses=0".to_owned(), vec![&large, &small]),
        ("ReferralInvoicingStatuses=3".to_owned(), vec![]),
        ("HasRecognizedRevenue=true".to_owned(), vec![]),
        ("HasRecognizedRevenue=false".to_owned(), vec![&large, &small]),
        ("RevenueStages=0".to_owned(), vec![&large]),
        ("RevenueStages=1".to_owned(), vec![&small]),
        (format!("Search={reference}"), vec![&large]),
        ("Search=nobody".to_owned(), vec![]),
        // One character is no search.
        ("Search=%25".to_owned(), vec![&large, &small]),
        ("CountryIds=276".to_owned(), vec![&large, &small]),
        ("CountryIds=208".to_owned(), vec![]),
        (format!("CollectionPartnerIds={agency}"), vec![&large, &small]),
        ("Sort=amount:asc".to_owned(), vec![&small, &large]),
        ("Sort=amount:desc".to_owned(), vec![&large, &small]),
        ("PageSize=1&Page=2".to_owned(), vec![&small]),
        ("PageSize=1&Page=3".to_owned(), vec![]),
    ] {
        let told = told(books.key(), &query);
        let ids: Vec<_> =
            told["data"].as_array().expect("rows").iter().map(|row| row["transactionId"].clone()).collect();
        let expected: Vec<_> = found.iter().map(|id| json!(id)).collect();
        assert_eq!(ids, expected, "{query}");
    }
    let narrowed = told(books.key(), &format!("Search={reference}"));
    assert_eq!((stage(&narrowed, "pending"), stage(&narrowed, "confirmedPendingInvoice")), ((3.8, 1), (0.0, 0)));
    for wrong in
        ["RevenueStages=7", "CommissionPaymentStatuses=x", "FromDate=x", "PageSize=0", "HasRecognizedRevenue=x"]
    {
        books.key().get(&format!("{ADDRESS}?{wrong}")).expect(400);
    }
    // Another referral partner sees nothing of it.
    let other = Platform::new(&scene.world, "Bookwell");
    let told = told(&other.key, "");
    assert_eq!((&told["data"], &told["page"]["totalResults"]), (&json!([]), &json!(0)));
}

#[test]
fn only_a_known_state_of_a_payment_with_a_referral_partner_is_set() {
    let books = Books::new("USD");
    let payment = books.pay(&books.case, 100.0, "CollectionPartner", None);
    books.set(&payment, "Settled").expect(400);
    // The page of the case leads to the form, which shows the state as it is.
    let admin = &books.scene.console.admin;
    let form = format!("/operator/payments/{payment}/referral-invoicing");
    let case = format!("/operator/cases/{}", books.case);
    assert!(admin.get(&case).expect(200).text().contains(&form));
    admin.fill(&form, &[("referralInvoicingStatus", "Disputed")]).expect(303);
    assert!(admin.get(&form).expect(200).text().contains("value=\"Disputed\" selected"));
    assert!(admin.fill(&form, &[("referralInvoicingStatus", "Settled")]).expect(422).text().contains("Choose Pending"));
    books.set("0192d0c0-0000-7000-8000-000000000000", "Paid").expect(404);
    books.scene.world.sql.execute("UPDATE payments SET referral_partner_id = NULL, referral_percentage = '0'");
    books.set(&payment, "Paid").expect(404);
}

#[test]
fn wrong_sums_are_found() {
    use partner_portal::store::books::ledger_check::unscoped::check;
    let books = Books::new("USD");
    books.pay(&books.case, 100.0, "CollectionPartner", None);
    let offends = |rule: &str| {
        let found = check(&mut books.scene.world.db(), |_, _| {}).expect("an answer");
        found.iter().filter(|one| one.offenders > 0).map(|one| one.rule.to_owned()).collect::<Vec<_>>() == [rule]
    };
    let sql = &books.scene.world.sql;
    sql.execute("UPDATE referral_totals SET referral_usd = referral_usd + 1");
    assert!(offends("the totals of referral partners are the sums of their payments"));
    sql.execute("UPDATE referral_totals SET referral_usd = referral_usd - 1");
    sql.execute("UPDATE payments SET operator_usd = NULL");
    assert!(offends("shares in US dollars are there while a rate is locked"));
}
