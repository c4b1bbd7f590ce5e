//! Invoices to agencies: making them, what they freeze, payments, credit notes, and who may see what.

use chrono::Duration;
use serde_json::json;

use partner_portal::actions::Context;
use partner_portal::actions::invoices::{InvoicePaymentOrder, credit, record_payment, run, run_when_due};
use partner_portal::domain::actor::Author;
use partner_portal::domain::ids::{CaseId, InvoiceId};
use partner_portal::domain::invoice::InvoiceStatus;
use partner_portal::domain::month::Month;
use partner_portal::store;
use partner_portal::store::books::invoices::Invoice;

use crate::harness::World;
use crate::ledger::assert_books_agree;

fn pay(world: &World, case: CaseId, amount: &str) -> String {
    let yesterday = world.context().now.date_naive().pred_opt().expect("yesterday").to_string();
    let amount: serde_json::Value = serde_json::from_str(amount).expect("a number");
    let body = json!({ "date": yesterday, "paymentAmount": amount, "paymentRecipient": "CollectionPartner" });
    let made = world.key.post_json(&format!("/api/collection-partner/cases/{case}/payments"), &body).expect(200).json();
    made["paymentId"].as_str().expect("an id").to_owned()
}

/// The tenth day of next month, as the current moment.
fn next_month(world: &World) -> (Month, Context) {
    let ctx = world.context();
    let month = Month::of(ctx.now.date_naive());
    let later = month.ends() + Duration::days(9);
    (month, Context { now: later, ..ctx })
}

fn issue(world: &World) -> Vec<Invoice> {
    let (month, ctx) = next_month(world);
    run(&mut world.db(), month, &Author::system(), &ctx, |_, _| {}).expect("a run")
}

fn order(amount: &str, world: &World) -> InvoicePaymentOrder {
    InvoicePaymentOrder {
        amount: amount.to_owned(),
        paid_on: world.context().now.date_naive(),
        note: "Transfer 7".to_owned(),
    }
}

#[test]
fn a_run_makes_one_invoice_for_each_agency_and_currency() {
    let world = World::new();
    // 9.5 % of 1,000, of which 40 %: 38.00. In yen of 100,000: 3,800. The rival's 19.00.
    pay(&world, world.case().over(1_000_000).make(), "1000");
    let case = world.case().in_currency("JPY").over(500_000).make();
    pay(&world, case, "100000");
    let theirs = world.case().of_rival().over(1_000_000).make();
    let body = json!({ "date": "2026-01-05", "paymentAmount": 500, "paymentRecipient": "CollectionPartner" });
    world.rival_key.post_json(&format!("/api/collection-partner/cases/{theirs}/payments"), &body).expect(200);
    pay(&world, world.case().test().make(), "100");
    let issued = issue(&world);
    let mut totals: Vec<String> = issued.iter().map(|invoice| invoice.money(invoice.total).to_string()).collect();
    totals.sort();
    assert_eq!(totals.len(), 3, "{totals:?}");
    assert!(totals.iter().any(|total| total.contains("38.00")) && totals.iter().any(|total| total.contains("3,800")));
    let mut numbers: Vec<i64> = issued.iter().map(|invoice| invoice.number).collect();
    numbers.sort_unstable();
    assert_eq!(numbers, [1, 2, 3]);
    assert!(issue(&world).is_empty(), "a second run finds nothing to do");
    assert_eq!(world.sql.number("SELECT COUNT(*) AS value FROM platform_invoices"), 3);
    let mailed = world.sql.texts("SELECT subject AS value FROM mails WHERE subject LIKE 'Invoice INV-%'");
    assert_eq!(mailed.len(), 3, "{mailed:?}");
    assert_books_agree(&world);
}

#[test]
fn what_is_on_an_invoice_is_frozen() {
    let world = World::new();
    let case = world.case().over(1_000_000).make();
    let payment = pay(&world, case, "1000");
    let later = pay(&world, case, "500");
    world.sql.execute(&format!("UPDATE payments SET confirmed_at = '2099-01-01 00:00:00' WHERE id = '{later}'"));
    let invoice = issue(&world).pop().expect("an invoice");
    assert_eq!((invoice.payouts, invoice.total), (1, 3_800));
    let path = format!("/api/collection-partner/cases/{case}/payments/{payment}");
    let body = json!({ "date": "2026-01-05", "paymentAmount": 900, "paymentRecipient": "CollectionPartner" });
    world.key.send_json("PUT", &path, &body).expect(422);
    world.key.send_json("DELETE", &path, &json!({})).expect(422);
    world.owner.get(&format!("/partner/cases/{case}/payments/{payment}/edit")).expect(422).says("invoice");
    // The other payment can still be changed.
    let other = format!("/api/collection-partner/cases/{case}/payments/{later}");
    world.key.send_json("DELETE", &other, &json!({})).expect(204);
    assert_books_agree(&world);
}

#[test]
fn a_month_that_is_not_over_is_refused_and_the_worker_waits_for_its_day() {
    let world = World::new();
    pay(&world, world.case().over(1_000_000).make(), "1000");
    let ctx = world.context();
    let this_month = Month::of(ctx.now.date_naive());
    let refused = run(&mut world.db(), this_month, &Author::system(), &ctx, |_, _| {}).expect_err("not over");
    assert!(refused.to_string().contains("is not over"), "{refused}");
    let on = |day: i64| Context { now: this_month.ends() + Duration::days(day - 1), ..ctx.clone() };
    assert_eq!(run_when_due(&mut world.db(), 8, &on(7)).expect("a look"), 0);
    assert_eq!(run_when_due(&mut world.db(), 8, &on(8)).expect("a run"), 1);
    assert_eq!(run_when_due(&mut world.db(), 8, &on(9)).expect("a look"), 0);
}

#[test]
fn an_invoice_is_paid_and_the_books_follow() {
    let world = World::new();
    pay(&world, world.case().over(1_000_000).make(), "1000");
    let invoice = issue(&world).pop().expect("an invoice");
    let (by, (_, ctx)) = (Author::system(), next_month(&world));
    let paid = |amount: &str| record_payment(&mut world.db(), invoice.id, &order(amount, &world), &by, &ctx);
    for wrong in ["0", "38.01", "1.005", "x", "-1"] {
        paid(wrong).expect_err(wrong);
    }
    assert_eq!(paid("20").expect("a part").status, InvoiceStatus::Issued);
    let status = |world: &World| world.sql.texts("SELECT invoicing AS value FROM payments").remove(0);
    assert_eq!(status(&world).as_deref(), Some("InvoiceIssued"));
    assert_eq!(paid("18").expect("the rest").status, InvoiceStatus::Paid);
    assert_eq!(status(&world).as_deref(), Some("PaymentReceived"));
    paid("1").expect_err("nothing is open");
    assert_eq!(world.sql.number("SELECT CAST(SUM(agency_platform) AS BIGINT) AS value FROM ledger"), 0);
    assert_books_agree(&world);
    let shown = world.key.get_json(&format!("/api/collection-partner/invoices/{}", invoice.id));
    assert_eq!((shown["open"].to_string(), &shown["status"]), ("0.00".to_owned(), &json!("Paid")));
    assert_eq!(shown["payments"].as_array().map(Vec::len), Some(2));
}

#[test]
fn a_credit_note_lets_payouts_go() {
    let world = World::new();
    let case = world.case().over(1_000_000).make();
    let payment = pay(&world, case, "1000");
    let first = issue(&world).pop().expect("an invoice");
    let (by, (month, ctx)) = (Author::system(), next_month(&world));
    let credit = |id: InvoiceId, reason: &str, held: bool| credit(&mut world.db(), id, reason, held, &by, &ctx);
    credit(first.id, " ", false).expect_err("a reason is needed");
    assert_eq!(credit(first.id, "Wrong address", false).expect("a note").number, 1);
    credit(first.id, "Wrong address", false).expect_err("once only");
    let due = run(
        &mut world.db(),
        month.next(),
        &by,
        &Context { now: ctx.now + Duration::days(31), ..ctx.clone() },
        |_, _| {},
    );
    let second = due.expect("a run").pop().expect("its payout again");
    assert_eq!((second.total, second.number), (3_800, 2));
    // It is on hold until somebody corrects it.
    assert_eq!(credit(second.id, "The split was wrong", true).expect("a note").number, 2);
    let later = Context { now: ctx.now + Duration::days(62), ..ctx.clone() };
    let none = run(&mut world.db(), month.next().next(), &by, &later, |_, _| {}).expect("a run");
    assert!(none.is_empty());
    let path = format!("/api/collection-partner/cases/{case}/payments/{payment}");
    let body = json!({ "date": "2026-01-05", "paymentAmount": 900, "paymentRecipient": "CollectionPartner" });
    world.key.send_json("PUT", &path, &body).expect(200);
    assert_eq!(world.sql.texts("SELECT commission_status AS value FROM payments"), [Some("Paid".to_owned())]);
    assert_books_agree(&world);
}

#[test]
fn an_agency_sees_its_own_invoices_as_page_paper_and_file() {
    let world = World::new();
    let case = world.case().over(1_000_000).against("=Bauer & Söhne <GmbH>").make();
    pay(&world, case, "1000");
    world.owner.get("/partner/invoices").expect(200).says("No invoices yet");
    let invoice = issue(&world).pop().expect("an invoice");
    let page = format!("/partner/invoices/{}", invoice.id);
    world.owner.get("/partner/invoices").expect(200).says("INV-000001").says("€38.00");
    world.owner.get(&page).expect(200).says("INV-000001").says("IBAN").says("Nordia Inkasso");
    let paper = world.owner.get(&format!("{page}/invoice.pdf")).expect(200);
    assert_eq!(paper.header("content-type"), Some("application/pdf"));
    assert!(paper.body.starts_with(b"%PDF-"));
    let again = world.owner.get(&format!("{page}/invoice.pdf")).expect(200);
    assert_eq!(paper.body, again.body, "the same invoice, the same paper");
    let file = world.owner.get(&format!("{page}/payouts.csv")).expect(200).text();
    assert!(file.contains("'=Bauer & Söhne <GmbH>") && file.contains(",1000.00,95.00,38.00"), "{file}");
    let listed = world.key.get_json("/api/collection-partner/invoices");
    assert_eq!(listed["invoices"][0]["total"].to_string(), "38.00");
    for path in ["", "/invoice.pdf", "/payouts.csv"] {
        world.rival.get(&format!("{page}{path}")).expect(404);
        world.rival_key.get(&format!("/api/collection-partner/invoices/{}{path}", invoice.id)).expect(404);
        world.nobody.get(&format!("{page}{path}")).expect(303);
    }
    world.key.get("/api/collection-partner/invoices/x").expect(400);
    world.nobody.get("/api/collection-partner/invoices").expect(401);
}

#[test]
fn a_run_that_was_killed_goes_on_where_it_was() {
    let world = World::new();
    for code in ["EUR", "SEK", "DKK"] {
        let case = world.case().in_currency(code).over(1_000_000).make();
        pay(&world, case, "1000");
    }
    let (month, ctx) = next_month(&world);
    let mut seen = 0;
    let killed = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        run(&mut world.db(), month, &Author::system(), &ctx, |done, _| {
            seen = done;
            assert!(done < 2, "the power went");
        })
    }));
    assert!(killed.is_err());
    assert_eq!(world.sql.number("SELECT COUNT(*) AS value FROM platform_invoices"), 2);
    assert!(!store::books::invoices::unscoped::is_run(&mut world.db(), month).expect("an answer"));
    assert_books_agree(&world);
    assert_eq!(issue(&world).len(), 1);
    assert_eq!(world.sql.texts("SELECT CAST(number AS TEXT) AS value FROM platform_invoices ORDER BY number").len(), 3);
    assert_books_agree(&world);
}

#[test]
fn two_runs_at_once_make_every_invoice_once() {
    let world = World::new();
    for code in ["EUR", "SEK", "DKK", "NOK"] {
        let case = world.case().in_currency(code).over(1_000_000).make();
        pay(&world, case, "1000");
    }
    let (month, ctx) = next_month(&world);
    let issued: Vec<usize> = std::thread::scope(|threads| {
        let runs: Vec<_> = (0..2)
            .map(|_| {
                let ctx = ctx.clone();
                let world = &world;
                threads.spawn(move || {
                    run(&mut world.db(), month, &Author::system(), &ctx, |_, _| {}).expect("a run").len()
                })
            })
            .collect();
        runs.into_iter().map(|run| run.join().expect("an end")).collect()
    });
    assert_eq!(issued.iter().sum::<usize>(), 4, "{issued:?}");
    assert_eq!(world.sql.number("SELECT MAX(number) AS value FROM platform_invoices"), 4);
    assert_eq!(world.sql.number("SELECT COUNT(*) AS value FROM mails WHERE subject LIKE 'Invoice INV-%'"), 4);
    assert_books_agree(&world);
}
