use proptest::prelude::*;

use super::*;
use crate::domain::money::Currency;

fn euro() -> Currency {
    Currency::parse("EUR").expect("a currency")
}

fn buckets(principal: i64, collection: i64) -> Buckets {
    Buckets { principal, collection, ..Buckets::default() }
}

fn period(claim: Buckets, entries: Vec<Entry>) -> Period {
    Period {
        claim,
        rate: Rate::parse("9.5").expect("a rate"),
        operator_share: Share::parse("0.40").expect("a share"),
        starts_engagement: false,
        entries,
    }
}

fn frozen(amount: i64, partner: i64, operator: i64, allocation: Buckets) -> Entry {
    let rule = SplitRule::Frozen { creditor: amount - partner, partner, operator, by_hand: false };
    Entry { amount, rule, allocation: Some(allocation) }
}

/// Principal 1,000.00 at 9.5 %: pay 400, add fees of 100, pay 700.
fn worked(first: i64, second: Entry) -> Vec<Period> {
    vec![period(buckets(100_000, 0), vec![Entry::automatic(first)]), period(buckets(100_000, 10_000), vec![second])]
}

fn partners(done: &[Replayed]) -> Vec<i64> {
    done.iter().flat_map(|one| one.splits.iter().map(|split| split.partner)).collect()
}

#[test]
fn later_reckonings_begin_with_what_was_outstanding_then() {
    let done = replay(&worked(40_000, Entry::automatic(70_000)), Change::Nothing, euro()).expect("splits");
    assert_eq!(partners(&done), [3_800, 5_700 + 10_000]);
    // The first payment is corrected to 1,000: only the fees were outstanding when the second came.
    let done = replay(&worked(100_000, Entry::automatic(70_000)), Change::Corrected { period: 0, entry: 0 }, euro())
        .expect("splits");
    assert_eq!(done[1].terms.owed, buckets(0, 10_000));
    assert_eq!(partners(&done), [9_500, 10_000]);
    assert_eq!(done[1].splits[0].over, 60_000);
    // Without it, all was outstanding.
    let without = [period(buckets(100_000, 0), Vec::new()), worked(0, Entry::automatic(70_000)).remove(1)];
    let done = replay(&without, Change::Deleted { period: 0 }, euro()).expect("splits");
    assert_eq!(done[1].terms.owed, buckets(100_000, 10_000));
    assert_eq!(partners(&done), [12_409]);
}

#[test]
fn the_corrected_payment_makes_up_for_what_is_invoiced() {
    let invoiced = || frozen(70_000, 15_700, 2_280, buckets(60_000, 10_000));
    let done = replay(&worked(100_000, invoiced()), Change::Corrected { period: 0, entry: 0 }, euro()).expect("splits");
    assert_eq!(partners(&done), [3_800, 15_700]);
    assert_eq!(done[0].splits[0].creditor, 96_200);
    assert_eq!(done[0].splits[0].operator, 3_800 - 2_280);
    // It would have to give more than it has.
    let refused =
        replay(&worked(1_000, invoiced()), Change::Corrected { period: 0, entry: 0 }, euro()).expect_err("too little");
    assert_eq!(
        refused,
        PaymentRefusal::LaterSplitsStay { creditor: Decimal::new(4_143, 2), partner: Decimal::new(-3_143, 2) }
    );
    // After a deletion, the next payment makes up for it.
    let mut periods = worked(0, invoiced());
    periods[0].entries.clear();
    periods[1].entries.push(Entry::automatic(40_000));
    let done = replay(&periods, Change::Nothing, euro()).expect("splits");
    assert_eq!(partners(&done), [15_700, 19_500 - 15_700]);
}

#[test]
fn what_a_correction_made_up_for_is_not_made_up_for_again() {
    for first in [30_000, 50_000] {
        // The second payment, 350, is invoiced as it was split when the first was 400.
        let invoiced = frozen(35_000, 7_850, 1_140, buckets(30_000, 5_000));
        let corrected = Change::Corrected { period: 0, entry: 0 };
        let done = replay(&worked(first, invoiced), corrected, euro()).expect("splits");
        let mut periods = worked(first, invoiced);
        periods[0].entries[0] = kept(&periods[0].entries[0], &done[0].splits[0]);
        let terms = replay(&periods, Change::Nothing, euro()).expect("splits")[1].terms.clone();
        let rest = terms.next(&periods[1].entries, &Entry::automatic(75_000 - first));
        assert_eq!(partners(&done).iter().sum::<i64>() + rest.partner, 9_500 + 10_000);
        let operators: i64 = done.iter().flat_map(|one| &one.splits).map(|split| split.operator).sum();
        assert_eq!(operators + rest.operator, 3_800);
    }
}

#[test]
fn what_was_agreed_by_hand_is_not_taken_back() {
    let rule = SplitRule::Explicit { creditor: 60_000, partner: 10_000 };
    let by_hand = Entry { amount: 70_000, rule, allocation: None };
    let done = replay(&worked(50_000, by_hand), Change::Corrected { period: 0, entry: 0 }, euro()).expect("splits");
    assert_eq!(partners(&done), [4_750, 10_000]);
}

#[test]
fn what_another_agency_earned_does_not_count() {
    let mut periods = worked(40_000, Entry::automatic(70_000));
    periods[0].rate = Rate::parse("50").expect("a rate");
    periods[1].starts_engagement = true;
    let done = replay(&periods, Change::Nothing, euro()).expect("splits");
    assert_eq!(partners(&done), [20_000, 15_700]);
    periods[0].rate = periods[1].rate;
    assert_eq!(replay(&periods, Change::Nothing, euro()).expect("splits")[1].terms.most, Some(15_700));
}

/// What happens to a case.
#[derive(Clone, Debug)]
enum Event {
    Pay(i64),
    Claim { principal: i64, fees: i64 },
    Correct(prop::sample::Index, i64),
    Delete(prop::sample::Index),
    Invoice(prop::sample::Index),
}

fn event() -> impl Strategy<Value = Event> {
    let amount = || prop_oneof![1_i64..10, 1_i64..5_000, 1_i64..120_000];
    prop_oneof![
        3 => amount().prop_map(Event::Pay),
        1 => (0_i64..30_000, 0_i64..9_000).prop_map(|(principal, fees)| Event::Claim { principal, fees }),
        3 => (any::<prop::sample::Index>(), amount()).prop_map(|(place, amount)| Event::Correct(place, amount)),
        1 => any::<prop::sample::Index>().prop_map(Event::Delete),
        2 => any::<prop::sample::Index>().prop_map(Event::Invoice),
    ]
}

/// A case as the actions keep it: its reckonings, and the newest split of each payment.
struct Books {
    claim: Buckets,
    periods: Vec<Period>,
    splits: Vec<Vec<Split>>,
}

impl Books {
    /// All payments as they are, from this period on computed again.
    fn replayed(&self, from: usize, change: Change) -> Result<Vec<Replayed>, PaymentRefusal> {
        let mut periods = self.periods.clone();
        for (period, splits) in periods.iter_mut().zip(&self.splits).take(from) {
            for (entry, split) in period.entries.iter_mut().zip(splits) {
                *entry = kept(entry, split);
            }
        }
        replay(&periods, change, euro())
    }

    fn pay(&mut self, amount: i64) {
        if self.periods.last().is_none_or(|newest| newest.claim != self.claim) {
            self.periods.push(period(self.claim, Vec::new()));
            self.splits.push(Vec::new());
        }
        let newest = self.periods.len() - 1;
        let done = self.replayed(newest + 1, Change::Nothing).expect("nothing is corrected");
        let earlier: Vec<Entry> = self.periods[newest]
            .entries
            .iter()
            .zip(&self.splits[newest])
            .map(|(one, split)| kept(one, split))
            .collect();
        let split = done[newest].terms.next(&earlier, &Entry::automatic(amount));
        self.periods[newest].entries.push(Entry::automatic(amount));
        self.splits[newest].push(split);
    }

    /// The place of a payment that is not invoiced.
    fn open_payment(&self, place: prop::sample::Index) -> Option<(usize, usize)> {
        let all: Vec<(usize, usize)> = self
            .periods
            .iter()
            .enumerate()
            .flat_map(|(at, period)| (0..period.entries.len()).map(move |entry| (at, entry)))
            .filter(|(at, entry)| self.periods[*at].entries[*entry].rule == SplitRule::Automatic)
            .collect();
        (!all.is_empty()).then(|| all[place.index(all.len())])
    }

    fn happen(&mut self, event: &Event) {
        match event {
            Event::Pay(amount) => self.pay(*amount),
            Event::Claim { principal, fees } => self.claim = self.claim.plus(buckets(*principal, *fees)),
            Event::Invoice(place) => {
                let Some((period, entry)) = self.open_payment(*place) else { return };
                let split = self.splits[period][entry];
                let one = &mut self.periods[period].entries[entry];
                *one = kept(one, &split);
            }
            Event::Correct(place, amount) => {
                let Some((period, entry)) = self.open_payment(*place) else { return };
                let before = std::mem::replace(&mut self.periods[period].entries[entry], Entry::automatic(*amount));
                match self.replayed(period, Change::Corrected { period, entry }) {
                    Ok(done) => self.splits = done.into_iter().map(|one| one.splits).collect(),
                    Err(_) => self.periods[period].entries[entry] = before,
                }
            }
            Event::Delete(place) => {
                let Some((period, entry)) = self.open_payment(*place) else { return };
                self.periods[period].entries.remove(entry);
                self.splits[period].remove(entry);
                let done = self.replayed(period, Change::Deleted { period }).expect("nothing is corrected");
                self.splits = done.into_iter().map(|one| one.splits).collect();
            }
        }
    }
}

fn kept(entry: &Entry, split: &Split) -> Entry {
    let Split { creditor, partner, operator, allocation, .. } = *split;
    let rule = SplitRule::Frozen { creditor, partner, operator, by_hand: false };
    Entry { amount: entry.amount, rule, allocation: Some(allocation) }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn an_agency_never_gets_more_than_its_due(
        principal in 1_i64..200_000, fees in 0_i64..20_000, events in prop::collection::vec(event(), 1..14),
    ) {
        let mut books = Books { claim: buckets(principal, fees), periods: Vec::new(), splits: Vec::new() };
        for event in &events {
            books.happen(event);
            let rate = Rate::parse("9.5").expect("a rate").millionths();
            let due = share_of(books.claim.principal, rate, 1_000_000) + books.claim.fees();
            let all = || books.splits.iter().flatten();
            let (partner, creditor) =
                (all().map(|split| split.partner).sum::<i64>(), all().map(|split| split.creditor).sum::<i64>());
            let paid: i64 = books.periods.iter().flat_map(|one| &one.entries).map(|entry| entry.amount).sum();
            prop_assert!(partner <= due, "the agency has {partner} of {due} after {event:?}");
            prop_assert!(creditor >= paid - due);
            prop_assert_eq!(partner + creditor, paid);
            prop_assert!(all().all(|split| split.partner >= 0 && split.creditor >= 0 && split.operator >= 0));
        }
    }

    #[test]
    fn a_correction_comes_to_the_same_as_the_right_payment_at_once(
        principal in 1_i64..200_000, raised in 0_i64..20_000,
        amounts in prop::collection::vec(1_i64..60_000, 2..8), wrong in 1_i64..60_000, at in any::<prop::sample::Index>(),
    ) {
        let book = |amounts: &[i64]| {
            let mut books = Books { claim: buckets(principal, 0), periods: Vec::new(), splits: Vec::new() };
            for (place, amount) in amounts.iter().enumerate() {
                if place == amounts.len() / 2 {
                    books.happen(&Event::Claim { principal: 0, fees: raised });
                }
                books.pay(*amount);
            }
            books
        };
        let place = at.index(amounts.len());
        let mut mistaken = amounts.clone();
        mistaken[place] = wrong;
        let mut books = book(&mistaken);
        let (period, entry) = match place.checked_sub(books.periods[0].entries.len()) {
            Some(entry) => (1, entry),
            None => (0, place),
        };
        books.periods[period].entries[entry] = Entry::automatic(amounts[place]);
        let done = books.replayed(period, Change::Corrected { period, entry }).expect("nothing is invoiced");
        let splits: Vec<Vec<Split>> = done.into_iter().map(|one| one.splits).collect();
        prop_assert_eq!(splits, book(&amounts).splits);
    }
}
