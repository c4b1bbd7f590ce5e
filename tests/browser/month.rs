//! A month of an agency and the operator, exact to the cent: payments of every kind, balance, invoice, payment of the
//! invoice, statement.

use serde_json::{Value, json};

use partner_portal::domain::ids::CaseId;
use partner_portal::domain::month::Month;
use partner_portal::store::books::ledger_check::unscoped::check;

use crate::driver::Browser;
use crate::harness::console::Console;
use crate::harness::database::Folder;
use crate::harness::{PASSWORD, World};
use crate::pages::look_at;

// Every case: EUR, success fee 9.5 %, no added fees; the platform's share is 40 % of it, so 3.8 % of what is paid.
//
//                                              paid   creditor  revenue   fee     on the invoice
//  1 to us                                   1000.00    905.00    95.00   38.00   yes
//  2 to us                                    250.50    226.70    23.80    9.52   yes   (23.7975, 9.519)
//  3 to the creditor, commission paid         400.00    362.00    38.00   15.20   yes
//  4 to the creditor, commission not paid     600.00    543.00    57.00   22.80   no
//  5 to the platform                          500.00    452.50    47.50   19.00   no: it has its share
//  6 to us, 300.00 corrected to               320.00    289.60    30.40   12.16   yes
//  7 to us, 100.00, deleted                        –         –        –       –   –
//  8 to us, 250.00 on a claim of 200.00       250.00    231.00    19.00    7.60   yes
//  9 to us, split by hand                     100.00     80.00    20.00    3.80   yes
// 10 to us, 33.33 and then 33.34               66.67     60.34     6.33    2.53   yes   (3.17 and 3.16, 1.27 and 1.26)
//                                           --------  --------  -------  ------
//                                            3487.17   3150.14   337.03  130.61   the agency keeps 206.42
//
// The invoice: 130.61 − 22.80 − 19.00 = 88.81 over 8 payouts.
// With the platform: 88.81, less what it holds for the agency of case 5, 47.50 − 19.00 = 28.50: 60.31 is owed. On the
// way there were 11.40 of case 6 and 3.80 of case 7, booked and taken back: more by 104.01, less by 43.70. After the
// invoice is paid, less by 132.51, and the platform owes 28.50.
// With the client: of cases 1, 2, 6, 8, 9 and 10 the agency holds 1792.64, and the client owes 57.00: 1735.64.

#[test]
fn a_month_is_closed_to_the_cent() {
    let world = World::new();
    let _people = Console::new(&world);
    let folder = Folder::new();
    let browser = Browser::open(&world.app.address, folder.path());
    browser.look(1280, false);
    sign_in(&browser, "signe@example.com");
    by_hand(&browser, &world);
    by_system(&world);

    browser.go("/partner/balance");
    for figure in ["€3,487.17", "€3,150.14", "€337.03", "€130.61", "€206.42"] {
        browser.reads(figure);
    }
    browser.go("/partner/balance?commission=Unpaid");
    browser.reads("€57.00");

    // All payments are confirmed in the previous month, which is over.
    let last = Month::of(world.context().now.date_naive()).previous();
    let at = format!("{} 10:00:00", last.first());
    world.sql.execute(&format!("UPDATE payments SET confirmed_at = '{at}' WHERE confirmed_at IS NOT NULL"));
    let office = Folder::new();
    let platform = Browser::open(&world.app.address, office.path());
    platform.look(1280, false);
    sign_in(&platform, "astrid@platform.example");
    platform.go("/operator/invoices");
    platform.reads("has not been invoiced yet");
    platform.press_words("Make the invoices");
    platform.reads("One invoice was made");
    platform.press_words("INV-000001");
    platform.reads("€88.81");

    browser.go("/partner/invoices");
    browser.press_words("INV-000001");
    browser.reads("€88.81");
    browser.reads("IBAN");
    // Payments on the invoice are frozen.
    let frozen = world.sql.texts("SELECT id || ' ' || case_id AS value FROM payments WHERE frozen ORDER BY id");
    assert_eq!(frozen.len(), 8, "{frozen:?}");

    browser.go("/partner/statements/platform?currency=EUR");
    for figure in ["€104.01", "€43.70", "€60.31"] {
        browser.reads(figure);
    }

    platform.write("#note", "Transfer 4711");
    platform.press("form[action$='/payments'] button.primary");
    platform.reads("INV-000001 is paid");

    browser.go("/partner/statements/platform?currency=EUR");
    for figure in ["€132.51", "€28.50", "owes Nordia Inkasso", "Invoice paid: INV-000001"] {
        browser.reads(figure);
    }

    pass_on(&browser, &world);
    looks(&browser, &platform, &world);
    for rule in check(&mut world.db(), |_, _| {}).expect("an answer") {
        assert_eq!(rule.offenders, 0, "{}", rule.rule);
    }
}

/// Checks all visited pages with axe: wide and narrow, light and dark.
fn looks(browser: &Browser, platform: &Browser, world: &World) {
    let mut found = Vec::new();
    let id = world.sql.texts("SELECT id AS value FROM platform_invoices").remove(0).expect("an invoice");
    let client = format!("/partner/statements/creditors/{}?currency=EUR", world.creditor);
    let invoice = format!("/partner/invoices/{id}");
    let pages = [
        "/partner/balance",
        "/partner/invoices",
        &invoice,
        "/partner/statements",
        "/partner/statements/platform",
        &client,
    ];
    for page in pages {
        look_at(browser, page, &mut found);
    }
    for page in ["/operator/invoices", &format!("/operator/invoices/{id}")] {
        look_at(platform, page, &mut found);
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

fn sign_in(browser: &Browser, email: &str) {
    browser.go("/sign-in");
    browser.write("#email", email);
    browser.write("#password", PASSWORD);
    browser.press_words("Sign in");
    browser.until("the sign-in", || !browser.at().starts_with("/sign-in"));
}

/// Enters the first case's payment in the form, and the sixth with its correction.
fn by_hand(browser: &Browser, world: &World) {
    let first = world.case().over(1_000_000).make();
    record(browser, first, "1000");
    let sixth = world.case().over(1_000_000).make();
    record(browser, sixth, "300");
    let payment = world.sql.texts(&format!("SELECT id AS value FROM payments WHERE case_id = '{sixth}'")).remove(0);
    browser.go(&format!("/partner/cases/{sixth}/payments/{}/edit", payment.expect("an id")));
    browser.write("#paymentAmount", "320");
    browser.press("form[action*='/payments/'] button.primary");
    browser.until("the correction", || {
        world.sql.number("SELECT count(*) AS value FROM payments WHERE amount = 32000") == 1
    });
}

fn record(browser: &Browser, case: CaseId, amount: &str) {
    browser.go(&format!("/partner/cases/{case}/payments/new"));
    browser.write("#paymentAmount", amount);
    browser.press("form[action$='/payments'] button.primary");
    browser.until("the payment", || !browser.at().ends_with("/new"));
}

fn by_system(world: &World) {
    let today = world.context().now.date_naive().to_string();
    let pay = |case: CaseId, mut fields: Value| {
        fields["date"] = json!(today);
        let path = format!("/api/collection-partner/cases/{case}/payments");
        let made = world.key.post_json(&path, &fields).expect(200).json();
        format!("{path}/{}", made["paymentId"].as_str().expect("an id"))
    };
    let to = |recipient: &str, amount: &str| {
        let amount: Value = serde_json::from_str(amount).expect("a number");
        json!({ "paymentAmount": amount, "paymentRecipient": recipient })
    };
    let case = |cents: i64| world.case().over(cents).make();
    pay(case(1_000_000), to("CollectionPartner", "250.50"));
    for (amount, status) in [("400", "Paid"), ("600", "Unpaid")] {
        let mut fields = to("Creditor", amount);
        fields["commissionPaymentStatus"] = json!(status);
        pay(case(1_000_000), fields);
    }
    pay(case(1_000_000), to("Platform", "500"));
    let gone = pay(case(1_000_000), to("CollectionPartner", "100"));
    world.key.send_json("DELETE", &gone, &json!({})).expect(204);
    pay(case(20_000), to("CollectionPartner", "250"));
    let mut split = to("CollectionPartner", "100");
    (split["payoutCreditor"], split["payoutCollectionPartner"]) = (json!(80), json!(20));
    pay(case(1_000_000), split);
    let last = case(100_000);
    pay(last, to("CollectionPartner", "33.33"));
    pay(last, to("CollectionPartner", "33.34"));
}

/// The agency passes on what it holds for its client.
fn pass_on(browser: &Browser, world: &World) {
    browser.go("/partner/statements");
    browser.reads("€1,735.64");
    browser.go(&format!("/partner/statements/creditors/{}?currency=EUR", world.creditor));
    browser.press_words("Record a transfer…");
    browser.press("form[action$='/transfers'] button.primary");
    browser.reads("The transfer is recorded");
    browser.reads("nobody owes anything");
}
