//! The ledger: the effect of every payment, correction and settlement on the books of each party. Entries are never
//! changed; a wrong entry is reversed and booked again. Amounts are minor units of the entry's currency.
//!
//! A case enters the ledger with its first payment. From then on the sum of its entries says what the debtor owes by
//! bucket, who holds the money, who owes whom, and what each party has earned.

use super::ids::{LedgerId, PaymentId};
use super::payment::{Buckets, CommissionStatus, Recipient};
use super::vocabulary::vocabulary;

mod postings;
#[cfg(test)]
mod tests;

pub use postings::Postings;

vocabulary! {
    /// The kind of an entry.
    pub enum EntryKind {
        /// The claim was raised or changed.
        Claim = "Claim",
        /// An adjustment between the buckets of a claim: a fee was lowered below what was paid of it, or an overpayment
        /// settles a later increase.
        Levelling = "Levelling",
        /// A payment by the debtor.
        Payment = "Payment",
        /// The creditor paid the agency's commission.
        Commission = "Commission",
        /// The agency paid an invoice of the operator.
        InvoicePayment = "Invoice payment",
        /// Money was passed on to its owner.
        Transfer = "Transfer",
    }
}

/// How one payment is divided, as the books need it. Amounts are minor units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Payout {
    /// Who received the debtor's money.
    pub recipient: Recipient,
    /// Whether the agency has received its commission.
    pub commission: CommissionStatus,
    /// The amount of the payment.
    pub amount: i64,
    /// The creditor's share.
    pub creditor: i64,
    /// The agency's share, before the operator's share. With the creditor's share it is the amount.
    pub partner: i64,
    /// The operator's share of the agency's share.
    pub operator: i64,
    /// The referral partner's share of the operator's share.
    pub referral: i64,
    /// The buckets of the claim that the payment settled.
    pub allocation: Buckets,
}

impl Payout {
    /// The entries of the payment: the payment itself, and the commission once the agency has received it. Of a payment
    /// to the creditor the agency owes the operator nothing before that.
    pub fn entries(&self) -> Vec<(EntryKind, Postings)> {
        let mut entries = vec![(EntryKind::Payment, Postings::payment(self))];
        let is_settled = self.commission != CommissionStatus::Unpaid;
        if self.recipient == Recipient::Creditor && is_settled {
            entries.push((EntryKind::Commission, Postings::commission(self)));
        }
        entries
    }
}

/// An entry in force: neither reversed nor a reversal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryInForce {
    /// The entry.
    pub id: LedgerId,
    /// Its kind.
    pub kind: EntryKind,
    /// The payment it is about.
    pub payment: Option<PaymentId>,
    /// Its value date.
    pub value_on: chrono::NaiveDate,
    /// What it posts.
    pub postings: Postings,
}

/// The books of a case as they should be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Books {
    /// The claim.
    pub claim: Buckets,
    /// The open part of it, by bucket.
    pub open: Buckets,
    /// Its payments, each with the date of receipt.
    pub payouts: Vec<(PaymentId, chrono::NaiveDate, Payout)>,
}

/// An entry to be booked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Its kind.
    pub kind: EntryKind,
    /// The entry that it reverses.
    pub reverses: Option<LedgerId>,
    /// The payment it is about.
    pub payment: Option<PaymentId>,
    /// Its value date; `None` for the day of booking.
    pub value_on: Option<chrono::NaiveDate>,
    /// What it posts.
    pub postings: Postings,
}

/// The entries that bring the books of a case to the intended state; empty if they already agree.
pub fn entries_due(in_force: &[EntryInForce], books: &Books) -> Vec<Draft> {
    let mut due = Vec::new();
    let mut wanted: Vec<Draft> = books
        .payouts
        .iter()
        .flat_map(|(id, day, payout)| {
            payout.entries().into_iter().map(|(kind, postings)| Draft {
                kind,
                reverses: None,
                payment: Some(*id),
                value_on: Some(*day),
                postings,
            })
        })
        .collect();
    for entry in in_force {
        if entry.payment.is_none() {
            continue;
        }
        let as_wanted = wanted.iter().position(|one| {
            (one.payment, one.kind) == (entry.payment, entry.kind)
                && (one.value_on, one.postings) == (Some(entry.value_on), entry.postings)
        });
        match as_wanted {
            Some(at) => drop(wanted.swap_remove(at)),
            None => due.push(Draft {
                kind: entry.kind,
                reverses: Some(entry.id),
                payment: entry.payment,
                value_on: None,
                postings: entry.postings.reversed(),
            }),
        }
    }
    wanted.sort_by_key(|one| (books.payouts.iter().position(|(id, ..)| Some(*id) == one.payment), one.kind));
    let claimed = sum(in_force.iter().filter(|entry| entry.kind == EntryKind::Claim).map(|entry| entry.postings));
    let raised = Postings::raising(books.claim, claimed.claim());
    if raised != Postings::default() {
        due.insert(0, Draft::of_case(EntryKind::Claim, raised));
    }
    due.extend(wanted);
    let afterwards = sum(in_force.iter().map(|entry| entry.postings).chain(due.iter().map(|draft| draft.postings)));
    let levelled = Postings::levelling(books.open, afterwards.claim());
    if levelled != Postings::default() {
        due.push(Draft::of_case(EntryKind::Levelling, levelled));
    }
    due
}

impl Draft {
    fn of_case(kind: EntryKind, postings: Postings) -> Self {
        Self { kind, reverses: None, payment: None, value_on: None, postings }
    }
}

/// The sum of entries, account by account.
pub fn sum(entries: impl Iterator<Item = Postings>) -> Postings {
    entries.fold(Postings::default(), Postings::plus)
}
