use std::collections::BTreeMap;

use chrono::NaiveDate;
use proptest::prelude::*;
use uuid::Uuid;

use super::*;

fn day(number: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 1, 1 + number % 28).expect("a day")
}

fn payment_id(number: u128) -> PaymentId {
    PaymentId::from_uuid(Uuid::from_u128(number))
}

fn payout(recipient: Recipient, commission: CommissionStatus) -> Payout {
    Payout {
        recipient,
        commission,
        amount: 500_000,
        creditor: 388_377,
        partner: 111_623,
        operator: 37_632,
        referral: 18_816,
        allocation: Buckets { principal: 482_456, interest: 10_965, reminder: 1_097, collection: 5_482 },
    }
}

/// Who holds the money, who owes whom, who has earned it.
fn books_of(postings: Postings) -> [[i64; 4]; 3] {
    let p = postings;
    [
        [p.money_creditor, p.money_agency, p.money_operator, p.money_referral],
        [p.creditor_agency, p.agency_operator, p.operator_creditor, p.operator_referral],
        [p.earned_creditor, p.earned_agency, p.earned_operator, p.earned_referral],
    ]
}

#[test]
fn whoever_the_debtor_paid_the_same_is_earned() {
    use CommissionStatus::{Paid, Unpaid};
    let earned = [388_377, 73_991, 18_816, 18_816];
    let table = [
        (Recipient::CollectionPartner, Paid, [0, 500_000, 0, 0], [-388_377, 37_632, 0, 18_816], earned),
        (Recipient::Creditor, Paid, [388_377, 111_623, 0, 0], [0, 37_632, 0, 18_816], earned),
        (Recipient::Operator, Paid, [0, 0, 500_000, 0], [0, -73_991, 388_377, 18_816], earned),
        // The operator's share is due when the agency has received the commission, not before.
        (Recipient::Creditor, Unpaid, [500_000, 0, 0, 0], [111_623, 0, 0, 0], [388_377, 111_623, 0, 0]),
    ];
    for (recipient, commission, money, dues, earned) in table {
        let total = sum(payout(recipient, commission).entries().into_iter().map(|(_, postings)| postings));
        assert_eq!(books_of(total), [money, dues, earned], "{recipient:?} {commission:?}");
        assert!(total.is_balanced());
        assert_eq!(
            total.claim(),
            Buckets { principal: -482_456, interest: -10_965, reminder: -1_097, collection: -5_482 }
        );
        assert_eq!(total.surplus, 0);
    }
}

#[test]
fn settlements_move_money_and_dues_and_earn_nothing() {
    for (entry, money, dues) in [
        (Postings::invoice_payment(500), [0, -500, 500, 0], [0, -500, 0, 0]),
        (Postings::transfer_to_creditor(300), [300, -300, 0, 0], [300, 0, 0, 0]),
    ] {
        assert_eq!(books_of(entry), [money, dues, [0; 4]]);
        assert!(entry.is_balanced());
    }
    let crooked = Postings { money_agency: 1, ..Postings::invoice_payment(500) };
    assert!(!crooked.is_balanced());
}

#[test]
fn a_correction_reverses_and_books_again() {
    let id = payment_id(1);
    let claim = Buckets { principal: 1_760_000, interest: 40_000, reminder: 4_000, collection: 20_000 };
    let before = payout(Recipient::Creditor, CommissionStatus::Unpaid);
    let open = claim.less(before.allocation);
    let books = Books { claim, open, payouts: vec![(id, day(3), before)] };
    let mut ledger = Ledger::default();
    assert_eq!(ledger.bring_to(&books), [EntryKind::Claim, EntryKind::Payment]);
    assert!(ledger.bring_to(&books).is_empty(), "nothing is booked twice");
    // The commission is paid: one more entry; the existing ones stay.
    let paid = Payout { commission: CommissionStatus::Paid, ..before };
    let books = Books { payouts: vec![(id, day(3), paid)], ..books };
    assert_eq!(ledger.bring_to(&books), [EntryKind::Commission]);
    // Only the day changes: both entries are reversed and booked for the new day.
    let books = Books { payouts: vec![(id, day(4), paid)], ..books };
    let entries = ledger.bring_to(&books);
    assert_eq!(entries, [EntryKind::Payment, EntryKind::Commission, EntryKind::Payment, EntryKind::Commission]);
    // Deleted: only the claim is left.
    ledger.bring_to(&Books { open: claim, payouts: Vec::new(), ..books });
    assert_eq!(books_of(ledger.total()), [[0; 4]; 3]);
    assert_eq!(ledger.total().claim(), claim);
}

/// Entries as a database keeps them: they are never changed.
#[derive(Default)]
struct Ledger {
    entries: BTreeMap<LedgerId, (Draft, NaiveDate)>,
}

impl Ledger {
    fn in_force(&self) -> Vec<EntryInForce> {
        let reversed: Vec<LedgerId> = self.entries.values().filter_map(|(draft, _)| draft.reverses).collect();
        self.entries
            .iter()
            .filter(|(id, (draft, _))| draft.reverses.is_none() && !reversed.contains(id))
            .map(|(id, (draft, day))| EntryInForce {
                id: *id,
                kind: draft.kind,
                payment: draft.payment,
                value_on: *day,
                postings: draft.postings,
            })
            .collect()
    }

    fn bring_to(&mut self, books: &Books) -> Vec<EntryKind> {
        let drafts = entries_due(&self.in_force(), books);
        let kinds = drafts.iter().map(|draft| draft.kind).collect();
        for draft in drafts {
            assert!(draft.postings.is_balanced(), "{draft:?}");
            let id = LedgerId::from_uuid(Uuid::from_u128(self.entries.len() as u128));
            let on = draft.value_on.unwrap_or(day(27));
            self.entries.insert(id, (draft, on));
        }
        kinds
    }

    fn total(&self) -> Postings {
        sum(self.entries.values().map(|(draft, _)| draft.postings))
    }
}

fn any_payout() -> impl Strategy<Value = Payout> {
    let recipient = prop::sample::select(Recipient::ALL);
    let commission = prop::sample::select(CommissionStatus::ALL);
    let parts = (1..2_000_000_i64, 0..=1000_i64, 0..=1000_i64, 0..=1000_i64, prop::array::uniform4(0..500_000_i64));
    (recipient, commission, parts).prop_map(|(recipient, commission, (amount, partner, operator, referral, parts))| {
        let partner = amount * partner / 1000;
        let operator = partner * operator / 1000;
        let [principal, interest, reminder, collection] = parts;
        let commission = if recipient == Recipient::Creditor { commission } else { CommissionStatus::Paid };
        Payout {
            recipient,
            commission,
            amount,
            creditor: amount - partner,
            partner,
            operator,
            referral: operator * referral / 1000,
            allocation: Buckets { principal, interest, reminder, collection },
        }
    })
}

#[derive(Clone, Debug)]
enum Step {
    Pay(Payout),
    Change(usize, Payout),
    Delete(usize),
    Claim([i64; 4]),
}

fn any_step() -> impl Strategy<Value = Step> {
    prop_oneof![
        3 => any_payout().prop_map(Step::Pay),
        1 => (any::<usize>(), any_payout()).prop_map(|(at, payout)| Step::Change(at, payout)),
        1 => any::<usize>().prop_map(Step::Delete),
        1 => prop::array::uniform4(0..3_000_000_i64).prop_map(Step::Claim),
    ]
}

proptest! {
    #[test]
    fn whatever_happens_the_books_are_where_they_should_be(steps in prop::collection::vec(any_step(), 1..25)) {
        let mut ledger = Ledger::default();
        let mut books = Books { claim: Buckets { principal: 1_000_000, ..Buckets::default() }, ..Books::default() };
        for (number, step) in steps.into_iter().enumerate() {
            let count = books.payouts.len();
            match step {
                Step::Pay(payout) => books.payouts.push((payment_id(number as u128), day(number as u32), payout)),
                Step::Change(at, payout) if count > 0 => books.payouts[at % count].2 = payout,
                Step::Delete(at) if count > 0 => drop(books.payouts.remove(at % count)),
                Step::Claim([principal, interest, reminder, collection]) => {
                    books.claim = Buckets { principal, interest, reminder, collection };
                }
                _ => {}
            }
            let allocated = books.payouts.iter().fold(Buckets::default(), |sum, (_, _, p)| sum.plus(p.allocation));
            let paid: i64 = books.payouts.iter().map(|(_, _, payout)| payout.amount).sum();
            books.open = books.claim.open_after(allocated, paid);
            ledger.bring_to(&books);
            prop_assert!(ledger.bring_to(&books).is_empty());

            let total = ledger.total();
            prop_assert!(total.is_balanced());
            prop_assert_eq!(total.claim(), books.open);
            prop_assert_eq!(total.raised, -books.claim.total());
            prop_assert_eq!(total.money(), paid);
            prop_assert_eq!(total.surplus, books.claim.total() - paid - books.open.total());
            let earned: i64 = books_of(total)[2].iter().sum();
            prop_assert_eq!(earned, paid, "no cent is created or lost");
            let mine: i64 = books.payouts.iter().map(|(_, _, payout)| payout.creditor).sum();
            prop_assert_eq!(total.earned_creditor, mine);
        }
    }
}
