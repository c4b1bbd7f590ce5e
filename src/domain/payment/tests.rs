use proptest::prelude::*;

use super::*;
use crate::domain::money::Share;
use crate::domain::payment::PaymentRefusal;

fn reckoning(owed: [i64; 4], points: &str, operator_share: &str) -> Reckoning {
    let [principal, interest, reminder, collection] = owed;
    Reckoning {
        owed: Buckets { principal, interest, reminder, collection },
        rate: Rate::parse(points).expect("a rate"),
        operator_share: Share::parse(operator_share).expect("a share"),
        most: None,
        carried: Held::default(),
    }
}

fn worked() -> Reckoning {
    reckoning([1_760_000, 40_000, 4_000, 20_000], "19.5", "0.40")
}

fn automatic(amounts: &[i64]) -> Vec<Entry> {
    amounts.iter().map(|amount| Entry::automatic(*amount)).collect()
}

#[test]
fn the_worked_example_comes_out() {
    let split = worked().next(&[], &Entry::automatic(500_000));
    assert_eq!((split.creditor, split.partner, split.operator, split.kept()), (388_377, 111_623, 37_632, 73_991));
    assert_eq!(split.allocation, Buckets { principal: 482_456, interest: 10_965, reminder: 1_097, collection: 5_482 });
    assert_eq!(worked().share_percent().to_string(), "22.32");
}

#[test]
fn full_recovery_gives_each_its_due() {
    let reckoning = worked();
    let splits = reckoning.splits(&automatic(&[500_000, 1, 700_000, 623_999]));
    let sum = |part: fn(&Split) -> i64| splits.iter().map(part).sum::<i64>();
    assert_eq!(sum(|split| split.partner), 343_200 + 64_000);
    assert_eq!(sum(|split| split.operator), 137_280);
    assert_eq!(sum(|split| split.creditor), 1_760_000 - 343_200);
    assert_eq!(reckoning.outstanding(&automatic(&[1_824_000])), Buckets::default());
}

#[test]
fn overpayment_is_the_creditors() {
    let splits = worked().splits(&automatic(&[1_824_000, 10_000]));
    assert_eq!(splits[0].over, 0);
    let second = splits[1];
    assert_eq!((second.creditor, second.partner, second.operator, second.over), (10_000, 0, 0, 10_000));
    assert_eq!(second.allocation, Buckets::default());
    let nothing_owed = reckoning([0; 4], "10", "0");
    assert_eq!(nothing_owed.next(&[], &Entry::automatic(5)).creditor, 5);
    assert_eq!(nothing_owed.share_percent(), Decimal::ZERO);
}

#[test]
fn an_explicit_split_stands_and_the_next_goes_on_by_the_totals() {
    let reckoning = worked();
    let rule = SplitRule::Explicit { creditor: 490_000, partner: 10_000 };
    let by_hand = Entry { amount: 500_000, rule, allocation: None };
    let splits = reckoning.splits(&[by_hand, Entry::automatic(500_000)]);
    assert_eq!((splits[0].creditor, splits[0].partner, splits[0].operator), (490_000, 10_000, 10_000));
    let plain = reckoning.splits(&automatic(&[500_000, 500_000]));
    assert_eq!(splits[1], plain[1], "what was agreed on one payment is not taken back on the next");
}

#[test]
fn a_frozen_payment_keeps_what_was_invoiced() {
    let reckoning = worked();
    let allocation = Buckets { principal: 400_000, interest: 0, reminder: 0, collection: 0 };
    let rule = SplitRule::Frozen { creditor: 1, partner: 2, operator: 3, by_hand: false };
    let frozen = Entry { amount: 400_000, rule, allocation: Some(allocation) };
    let splits = reckoning.splits(&[frozen, Entry::automatic(1_424_000)]);
    assert_eq!((splits[0].creditor, splits[0].partner, splits[0].operator), (1, 2, 3));
    assert_eq!(splits[0].allocation, allocation);
    assert_eq!(splits[0].allocation.plus(splits[1].allocation), reckoning.owed);
}

#[test]
fn what_a_frozen_overpayment_left_is_settled_by_the_next() {
    // Frozen when the claim was nearly paid; then the payment before it was deleted.
    let reckoning = reckoning([1_000, 0, 0, 0], "10", "0");
    let rule = SplitRule::Frozen { creditor: 590, partner: 10, operator: 0, by_hand: false };
    let allocation = Buckets { principal: 100, ..Buckets::default() };
    let frozen = Entry { amount: 600, rule, allocation: Some(allocation) };
    assert_eq!(reckoning.outstanding(&[frozen, Entry::automatic(900)]), Buckets::default());
}

#[test]
fn an_entered_split_may_miss_by_a_hundredth_of_the_major_unit() {
    let currency = |code| Currency::parse(code).expect("a currency");
    let made = |creditor, partner| Ok(SplitRule::Explicit { creditor, partner });
    assert_eq!(explicit(1_000, 800, 200, currency("EUR")), made(800, 200));
    assert_eq!(explicit(1_000, 800, 199, currency("EUR")), made(801, 199));
    assert_eq!(explicit(1_000, 800, 201, currency("EUR")), made(799, 201));
    assert_eq!(explicit(1_000, 0, 1_001, currency("EUR")), made(0, 1_000));
    assert_eq!(explicit(1_000, 790, 200, currency("KWD")), made(800, 200));
    assert!(explicit(1_000, 800, 202, currency("EUR")).is_err());
    assert!(explicit(1_000, 800, 201, currency("JPY")).is_err());
    assert!(explicit(1_000, 1_100, -100, currency("EUR")).is_err());
    let refused = explicit(100_000, 80_000, 10_000, currency("EUR")).expect_err("too little");
    assert!(refused.to_string().ends_with("together 1000.00; they are 900.00."));
}

#[test]
fn the_commission_is_said_only_of_payments_to_the_creditor() {
    use CommissionStatus::{Credited, Paid, Unpaid};
    assert_eq!(commission_for(Recipient::CollectionPartner, Some(Unpaid)), Ok(Paid));
    assert_eq!(commission_for(Recipient::Operator, None), Ok(Paid));
    assert_eq!(commission_for(Recipient::Creditor, Some(Unpaid)), Ok(Unpaid));
    assert_eq!(commission_for(Recipient::Creditor, Some(Paid)), Ok(Paid));
    for given in [None, Some(Credited)] {
        assert_eq!(commission_for(Recipient::Creditor, given), Err(PaymentRefusal::CommissionStatusMissing));
    }
}

/// Claims in minor units of currencies with no, two and three decimals.
fn claims() -> impl Strategy<Value = (Reckoning, Vec<i64>)> {
    let claim = prop::sample::select(vec![1_i64, 100, 1_000]).prop_flat_map(|per_major| {
        let fee = 0..=(2_000 * per_major);
        (1..=(200_000 * per_major), fee.clone(), fee.clone(), fee)
    });
    let payments = prop::collection::vec(prop_oneof![1_i64..5, 1_i64..2_000, 1_i64..50_000_000], 1..20);
    (claim, 0_i64..=10_000, 0_i64..=100, payments).prop_map(|((p, i, r, c), points, share, payments)| {
        let reckoning = Reckoning {
            owed: Buckets { principal: p, interest: i, reminder: r, collection: c },
            rate: Rate::percent(Decimal::new(points, 2)),
            operator_share: Share::of(Rate::percent(Decimal::from(share))),
            most: None,
            carried: Held::default(),
        };
        (reckoning, payments)
    })
}

fn within(part: Buckets, whole: Buckets) -> bool {
    part.principal <= whole.principal
        && part.interest <= whole.interest
        && part.reminder <= whole.reminder
        && part.collection <= whole.collection
        && [part.principal, part.interest, part.reminder, part.collection].iter().all(|cents| *cents >= 0)
}

proptest! {
    #[test]
    fn no_cent_is_lost_or_invented((reckoning, amounts) in claims()) {
        let splits = reckoning.splits(&automatic(&amounts));
        let mut allocated = Buckets::default();
        let (mut paid, mut partner, mut operator) = (0, 0, 0);
        for (amount, split) in amounts.iter().zip(&splits) {
            prop_assert_eq!(split.creditor + split.partner, *amount);
            prop_assert_eq!(split.allocation.total() + split.over, *amount);
            prop_assert!(split.creditor >= 0 && split.partner >= 0 && split.operator >= 0);
            prop_assert!(within(split.allocation, reckoning.owed));
            allocated = allocated.plus(split.allocation);
            prop_assert!(within(allocated, reckoning.owed));
            paid += amount;
            partner += split.partner;
            operator += split.operator;
            prop_assert!(operator <= partner);
            let settled = paid.min(reckoning.owed.total());
            prop_assert_eq!(allocated.total(), settled);
            prop_assert_eq!(partner, reckoning.partner_total(settled));
            // Every bucket stays within a few cents of its proportion.
            let share = share_of(settled, i128::from(reckoning.owed.principal), i128::from(reckoning.owed.total()));
            prop_assert!((allocated.principal - share).abs() <= 3);
        }
        prop_assert_eq!(reckoning.outstanding(&automatic(&amounts)), reckoning.owed.less(allocated));
    }

    #[test]
    fn a_full_payment_empties_every_bucket((reckoning, amounts) in claims()) {
        let rest = reckoning.owed.total() - amounts.iter().sum::<i64>();
        let mut entries = automatic(&amounts);
        entries.push(Entry::automatic(rest.max(0)));
        prop_assert_eq!(reckoning.outstanding(&entries), Buckets::default());
    }

    #[test]
    fn parts_come_to_the_same_as_the_whole((reckoning, amounts) in claims()) {
        let parts = reckoning.splits(&automatic(&amounts));
        let whole = reckoning.next(&[], &Entry::automatic(amounts.iter().sum()));
        prop_assert_eq!(parts.iter().map(|split| split.creditor).sum::<i64>(), whole.creditor);
        prop_assert_eq!(parts.iter().map(|split| split.partner).sum::<i64>(), whole.partner);
        prop_assert_eq!(parts.iter().map(|split| split.operator).sum::<i64>(), whole.operator);
        prop_assert_eq!(parts.iter().map(|split| split.over).sum::<i64>(), whole.over);
    }

    #[test]
    fn the_largest_claims_do_not_overflow(paid in 1_i64..=10_000_000_000_000, points in 0_i64..=1_000_000) {
        let largest = super::super::money::MAX_MINOR_UNITS;
        let reckoning = Reckoning {
            owed: Buckets { principal: largest, interest: largest, reminder: largest, collection: largest },
            rate: Rate::percent(Decimal::new(points, 4)),
            operator_share: Share::of(Rate::percent(Decimal::new(9_999, 2))),
            most: None,
        carried: Held::default(),
        };
        let split = reckoning.next(&[], &Entry::automatic(paid));
        prop_assert_eq!(split.allocation.total(), paid);
        let rest = reckoning.owed.total() - paid;
        prop_assert_eq!(reckoning.outstanding(&automatic(&[paid, rest])), Buckets::default());
    }
}

#[test]
fn what_is_open_always_comes_to_the_claim_less_what_was_paid() {
    let part = |principal, interest, reminder, collection| Buckets { principal, interest, reminder, collection };
    let claim = part(1_000, 100, 50, 0);
    assert_eq!(claim.open_after(part(0, 0, 0, 0), 0), claim);
    assert_eq!(claim.open_after(part(400, 40, 20, 0), 460), part(600, 60, 30, 0));
    // Interest was lowered below what was allocated to it: the rest counts towards the principal.
    assert_eq!(part(1_000, 10, 50, 0).open_after(part(400, 40, 20, 0), 460), part(570, 0, 30, 0));
    // An overpayment counts when the claim rises afterwards.
    assert_eq!(part(1_500, 100, 50, 0).open_after(claim, 1_200), part(450, 0, 0, 0));
    assert_eq!(claim.open_after(claim, 2_000), part(0, 0, 0, 0));
}
