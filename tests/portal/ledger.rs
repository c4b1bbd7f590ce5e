//! The ledger behind the payments: after any change it balances, entries never change, and everything stored about
//! money agrees.

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::json;

use partner_portal::actions::payments::{ClaimOrder, PaymentOrder, RecordOrder, change_claim, correct, delete, record};
use partner_portal::domain::calendar::local_date;
use partner_portal::domain::ids::{CaseId, PaymentId};
use partner_portal::domain::payment::{CommissionStatus, Recipient};
use partner_portal::store::books::ledger_check::unscoped::check;
use partner_portal::store::{self, Writer};

use crate::harness::World;

/// Checks all rules of the ledger.
#[track_caller]
pub fn assert_books_agree(world: &World) {
    let found = check(&mut world.db(), |_, _| {}).expect("an answer");
    assert!(found.len() > 10);
    for rule in found {
        assert_eq!((rule.offenders, rule.first), (0, None), "{}", rule.rule);
    }
}

fn sum(world: &World, column: &str, case: CaseId) -> i64 {
    let query =
        format!("SELECT CAST(COALESCE(SUM({column}), 0) AS BIGINT) AS value FROM ledger WHERE case_id = '{case}'");
    world.sql.number(&query)
}

fn pay(
    world: &World,
    case: CaseId,
    amount: &str,
    recipient: Recipient,
    commission: Option<CommissionStatus>,
) -> PaymentId {
    let order =
        RecordOrder { payment: payment(world, amount, recipient, commission), close_case: false, follow_up: false };
    record(&mut world.db(), &world.as_owner, case, &order, &world.context()).expect("recorded").payment.id
}

fn payment(world: &World, amount: &str, recipient: Recipient, commission: Option<CommissionStatus>) -> PaymentOrder {
    PaymentOrder {
        currency: None,
        received_on: world.context().now.date_naive().pred_opt().expect("yesterday"),
        amount: amount.to_owned(),
        recipient,
        commission,
        payout_creditor: None,
        payout_partner: None,
        surplus_confirmed: true,
    }
}

#[test]
fn a_payment_is_in_everybodys_books() {
    let world = World::new();
    let case = world.case().over(1_000_000).make();
    assert_eq!(world.sql.number("SELECT COUNT(*) AS value FROM ledger"), 0, "nothing was paid");
    // 9.5 % of 4,000 are 380; the operator gets 40 % of it.
    pay(&world, case, "4000", Recipient::CollectionPartner, None);
    let books = |world: &World| {
        ["money_agency", "creditor_agency", "agency_platform", "earned_creditor", "earned_agency", "earned_platform"]
            .map(|column| sum(world, column, case))
    };
    assert_eq!(books(&world), [400_000, -362_000, 15_200, 362_000, 22_800, 15_200]);
    assert_eq!(sum(&world, "claim_principal", case), 600_000);
    // Another 1,000 to the creditor, who owes the commission; the operator has to wait for its share.
    let unpaid = pay(&world, case, "1000", Recipient::Creditor, Some(CommissionStatus::Unpaid));
    assert_eq!(books(&world), [400_000, -352_500, 15_200, 452_500, 32_300, 15_200]);
    let paid = payment(&world, "1000", Recipient::Creditor, Some(CommissionStatus::Paid));
    correct(&mut world.db(), &world.as_owner, case, unpaid, &paid, false, &world.context()).expect("corrected");
    assert_eq!(books(&world), [409_500, -362_000, 19_000, 452_500, 28_500, 19_000]);
    // And 1,000 to the operator, which keeps 38 and owes the rest.
    pay(&world, case, "1000", Recipient::Operator, None);
    assert_eq!(books(&world), [409_500, -362_000, 13_300, 543_000, 34_200, 22_800]);
    assert_eq!(sum(&world, "platform_creditor", case), 90_500);
    assert_books_agree(&world);
}

#[test]
fn what_was_booked_is_never_changed() {
    let world = World::new();
    let case = world.case().over(1_000_000).make();
    let first = pay(&world, case, "1000", Recipient::CollectionPartner, None);
    let before = world.sql.texts("SELECT id AS value FROM ledger ORDER BY id");
    let other = payment(&world, "1500", Recipient::CollectionPartner, None);
    correct(&mut world.db(), &world.as_owner, case, first, &other, false, &world.context()).expect("corrected");
    let after = world.sql.texts("SELECT id AS value FROM ledger ORDER BY id");
    assert_eq!(after.len(), before.len() + 2, "one reversed, one booked");
    assert!(before.iter().all(|id| after.contains(id)));
    assert_eq!(world.sql.number("SELECT COUNT(*) AS value FROM ledger WHERE reverses IS NOT NULL"), 1);
    delete(&mut world.db(), &world.as_owner, case, first, false, &world.context()).expect("deleted");
    assert_eq!(sum(&world, "money_agency", case), 0);
    assert_eq!(sum(&world, "claim_principal", case), 1_000_000);
    for statement in ["UPDATE ledger SET money_agency = 1", "DELETE FROM ledger"] {
        let refused = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| world.sql.execute(statement)));
        assert!(refused.is_err(), "{statement}");
    }
    assert_books_agree(&world);
}

#[test]
fn a_crooked_entry_is_refused_by_the_database() {
    let world = World::new();
    let case = world.case().make();
    pay(&world, case, "100", Recipient::CollectionPartner, None);
    let copy = |change: &str| {
        let columns = "booked_at, value_on, kind, case_id, collection_partner_id, creditor_id, currency, is_test, author, \
             claim_principal, claim_interest, claim_reminder, claim_collection, surplus, raised, money_creditor, \
             money_platform, money_referral, creditor_agency, agency_platform, platform_creditor, platform_referral, \
             earned_creditor, earned_agency, earned_platform, earned_referral";
        let statement = format!(
            "INSERT INTO ledger (id, money_agency, {columns}) SELECT 'x', {change}, {columns} FROM ledger \
             WHERE kind = 'Payment'"
        );
        std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| world.sql.execute(&statement)))
    };
    assert!(copy("money_agency + 1").is_err());
    assert!(copy("money_agency").is_ok(), "the same is not crooked");
    let found = check(&mut world.db(), |_, _| {}).expect("an answer");
    let broken: Vec<&str> = found.iter().filter(|rule| rule.offenders > 0).map(|rule| rule.rule).collect();
    assert_eq!(broken.len(), 1, "the case is told by the check: {broken:?}");
}

#[test]
fn payments_from_before_the_ledger_are_entered() {
    let world = World::new();
    let case = world.case().over(500_000).make();
    pay(&world, case, "1200", Recipient::CollectionPartner, None);
    pay(&world, case, "300", Recipient::Creditor, Some(CommissionStatus::Unpaid));
    // Restores the state before there was a ledger.
    for drop in ["DROP TRIGGER IF EXISTS ledger_never_shrinks", "DROP TRIGGER IF EXISTS ledger_stays ON ledger"] {
        if world.sql.url().starts_with("sqlite") == drop.ends_with("shrinks") {
            world.sql.execute(drop);
        }
    }
    for table in ["ledger", "ledger_months", "creditor_balances"] {
        world.sql.execute(&format!("DELETE FROM {table}"));
    }
    let missing = check(&mut world.db(), |_, _| {}).expect("an answer");
    assert!(missing.iter().any(|rule| rule.offenders > 0));
    let booked = partner_portal::actions::payments::book_older(&mut world.db(), &world.context()).expect("booked");
    assert_eq!(booked, 1);
    assert_books_agree(&world);
    let again = partner_portal::actions::payments::book_older(&mut world.db(), &world.context()).expect("booked");
    assert_eq!(again, 0);
}

#[derive(Clone, Debug)]
enum Step {
    Pay(i64, usize, bool),
    Change(usize, i64, usize, bool),
    Delete(usize),
    Fees(i64),
    Principal(i64),
}

fn any_step() -> impl Strategy<Value = Step> {
    let amount = prop_oneof![1..50_i64, 1..400_000_i64];
    prop_oneof![
        4 => (amount.clone(), 0..3_usize, any::<bool>()).prop_map(|(a, to, paid)| Step::Pay(a, to, paid)),
        2 => (any::<usize>(), amount, 0..3_usize, any::<bool>()).prop_map(|(at, a, to, paid)| Step::Change(at, a, to, paid)),
        1 => any::<usize>().prop_map(Step::Delete),
        1 => (0..90_000_i64).prop_map(Step::Fees),
        1 => (200_000..900_000_i64).prop_map(Step::Principal),
    ]
}

fn major(minor: i64, exponent: u32) -> String {
    rust_decimal::Decimal::new(minor, exponent).to_string()
}

fn order(world: &World, amount: i64, exponent: u32, to: usize, paid: bool) -> PaymentOrder {
    let recipient = Recipient::ALL[to];
    let commission = (recipient == Recipient::Creditor).then_some(if paid {
        CommissionStatus::Paid
    } else {
        CommissionStatus::Unpaid
    });
    payment(world, &major(amount, exponent), recipient, commission)
}

/// Executes a step. A refused step must change nothing.
fn take(world: &World, db: &mut Writer, case: CaseId, step: &Step, exponent: u32) {
    let (who, ctx) = (&world.as_owner, world.context());
    let now = store::cases::load_case(db, who, case).expect("a case");
    let known: Vec<PaymentId> =
        store::books::payments::of_case(db, &now).expect("payments").iter().map(|payment| payment.id).collect();
    let chosen = |at: usize| known.get(at % known.len().max(1)).copied();
    match step {
        Step::Pay(amount, to, paid) => {
            let payment = order(world, *amount, exponent, *to, *paid);
            let _ = record(db, who, case, &RecordOrder { payment, close_case: false, follow_up: false }, &ctx);
        }
        Step::Change(at, amount, to, paid) => {
            let Some(id) = chosen(*at) else { return };
            let _ = correct(db, who, case, id, &order(world, *amount, exponent, *to, *paid), true, &ctx);
        }
        Step::Delete(at) => {
            let Some(id) = chosen(*at) else { return };
            let _ = delete(db, who, case, id, true, &ctx);
        }
        Step::Fees(fees) => {
            let change = ClaimOrder { interest: Some(major(*fees, exponent)), ..ClaimOrder::default() };
            let _ = change_claim(db, who, case, &change, &ctx);
        }
        Step::Principal(principal) => {
            let gross_amount = Some(major(*principal, exponent));
            let change = ClaimOrder { gross_amount, confirm_price_change: true, ..ClaimOrder::default() };
            let _ = change_claim(db, who, case, &change, &ctx);
        }
    }
}

#[test]
fn over_any_sequence_no_cent_is_created_or_lost() {
    let world = World::new();
    let mut runner =
        TestRunner::new(Config { cases: 24, max_shrink_iters: 40, failure_persistence: None, ..Config::default() });
    let sequences =
        (prop::sample::select(vec![("EUR", 2_u32), ("JPY", 0), ("BHD", 3)]), prop::collection::vec(any_step(), 1..14));
    runner
        .run(&sequences, |((currency, exponent), steps)| {
            let case = world.case().in_currency(currency).over(600_000).make();
            let mut db = world.db();
            for step in &steps {
                take(&world, &mut db, case, step, exponent);
            }
            let found = check(&mut db, |_, _| {}).expect("an answer");
            for rule in found {
                prop_assert_eq!(rule.offenders, 0, "{}", rule.rule);
            }
            let now = store::cases::load_case(&mut db, &world.as_owner, case).expect("a case");
            let payments = store::books::payments::of_case(&mut db, &now).expect("payments");
            drop(db);
            let paid: i64 = payments.iter().map(|payment| payment.amount).sum();
            let earned: i64 = ["earned_creditor", "earned_agency", "earned_platform", "earned_referral"]
                .iter()
                .map(|column| sum(&world, column, case))
                .sum();
            prop_assert_eq!((now.paid, earned), (paid, paid));
            Ok(())
        })
        .expect("every sequence");
    assert!(
        world.sql.number("SELECT COUNT(*) AS value FROM ledger WHERE reverses IS NOT NULL") > 0,
        "corrections were tried"
    );
}

#[test]
fn the_referral_partner_has_its_part_of_the_platforms_share() {
    let world = World::new();
    let ctx = world.context();
    world.sql.execute(&format!(
        "INSERT INTO referral_partners (id, name, short_name, country, contact_email, created_at) \
         VALUES ('0190f3c2-1b2c-7d3e-8f40-5a6b7c8d9e0f', 'Ledgerly', 'Ledgerly', 'DK', 'a@example.com', '{}')",
        ctx.now.format("%Y-%m-%d %H:%M:%S")
    ));
    world.sql.execute(&format!(
        "INSERT INTO referral_links (id, referral_partner_id, creditor_id, external_tenant_id, percentage, is_attributed, \
         token_hash, created_at) VALUES ('0190f3c2-1b2c-7d3e-8f40-5a6b7c8d9e1f', \
         '0190f3c2-1b2c-7d3e-8f40-5a6b7c8d9e0f', '{}', 't', '50', TRUE, 'h', '{}')",
        world.creditor,
        ctx.now.format("%Y-%m-%d %H:%M:%S")
    ));
    let case = world.case().over(1_000_000).make();
    pay(&world, case, "10000", Recipient::CollectionPartner, None);
    // 10,000 × 9.5 % × 40 % × 50 %.
    assert_eq!(sum(&world, "earned_referral", case), 19_000);
    assert_eq!(sum(&world, "earned_platform", case), 19_000);
    assert_eq!(sum(&world, "platform_referral", case), 19_000);
    assert_books_agree(&world);
}

#[test]
fn what_cannot_be_leaves_the_ledger_untouched() {
    let world = World::new();
    let case = world.case().make();
    pay(&world, case, "100", Recipient::CollectionPartner, None);
    let before = world.sql.number("SELECT COUNT(*) AS value FROM ledger");
    // In the agency's time zone tomorrow may have begun.
    let today = local_date(world.context().now, world.as_owner.agency.time_zone);
    let (yesterday, tomorrow) = (today.pred_opt().expect("a day"), today.succ_opt().expect("a day"));
    let path = format!("/api/collection-partner/cases/{case}/payments");
    for (field, value) in [
        ("paymentAmount", json!(0)),
        ("paymentAmount", json!(-5)),
        ("paymentAmount", json!(1.005)),
        ("paymentAmount", json!("EUR 5")),
        ("date", json!(tomorrow.to_string())),
        ("payoutCreditor", json!(1)),
        ("paymentRecipient", json!("Nobody")),
    ] {
        let mut body =
            json!({ "date": yesterday.to_string(), "paymentAmount": 10, "paymentRecipient": "CollectionPartner" });
        body[field] = value.clone();
        world.key.post_json(&path, &body).expect(400);
    }
    assert_eq!(world.sql.number("SELECT COUNT(*) AS value FROM ledger"), before);
    assert_books_agree(&world);
}
