//! The ledger: what every payment, correction and settlement means for everybody's books. An entry is never changed;
//! what was wrong is reversed and booked again. All amounts are minor units of the entry's currency.
//!
//! A case enters the ledger with its first payment. From then on its entries say, summed up, what the debtor owes part
//! by part, whose hands the money is in, who owes whom, and what is whose own.

use super::ids::{LedgerId, PaymentId};
use super::payment::{Buckets, CommissionStatus, Recipient};
use super::vocabulary::vocabulary;

mod postings;
#[cfg(test)]
mod tests;

pub use postings::Postings;

vocabulary! {
    /// What an entry is about.
    pub enum EntryKind {
        /// The claim as it was raised or changed.
        Claim = "Claim",
        /// Parts of the claim set right among each other: a fee was lowered below what had been paid of it, or what was
        /// paid beyond the claim settles what came later.
        Levelling = "Levelling",
        /// The debtor paid.
        Payment = "Payment",
        /// The creditor paid the agency's commission.
        Commission = "Commission",
        /// The agency paid an invoice of the platform.
        InvoicePayment = "Invoice payment",
        /// Money was passed on to whom it belongs.
        Transfer = "Transfer",
    }
}

/// What one payment came to, as far as books are concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Payout {
    /// Whom the debtor paid.
    pub recipient: Recipient,
    /// Whether the agency has its commission.
    pub commission: CommissionStatus,
    /// What was paid.
    pub amount: i64,
    /// The creditor's part.
    pub creditor: i64,
    /// The agency's part, before the platform's share. With the creditor's it is the payment.
    pub partner: i64,
    /// The platform's share of the agency's part.
    pub platform: i64,
    /// The referral partner's share of the platform's.
    pub referral: i64,
    /// Which part of the claim it settled.
    pub allocation: Buckets,
}

impl Payout {
    /// The entries that the payment makes: the payment itself, and the commission once the agency has it. Of a payment
    /// to the creditor the agency owes the platform nothing before that.
    pub fn entries(&self) -> Vec<(EntryKind, Postings)> {
        let mut entries = vec![(EntryKind::Payment, Postings::payment(self))];
        let is_settled = self.commission != CommissionStatus::Unpaid;
        if self.recipient == Recipient::Creditor && is_settled {
            entries.push((EntryKind::Commission, Postings::commission(self)));
        }
        entries
    }
}

/// An entry of a case that stands: neither reversed nor a reversal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The entry.
    pub id: LedgerId,
    /// What it is about.
    pub kind: EntryKind,
    /// The payment it is about.
    pub payment: Option<PaymentId>,
    /// The day that it counts for.
    pub value_on: chrono::NaiveDate,
    /// What it posts.
    pub postings: Postings,
}

/// How the books of a case should stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Books {
    /// The claim.
    pub claim: Buckets,
    /// What is open of it, part by part.
    pub open: Buckets,
    /// Its payments, with the day each was received.
    pub payouts: Vec<(PaymentId, chrono::NaiveDate, Payout)>,
}

/// An entry to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// What it is about.
    pub kind: EntryKind,
    /// The entry that it reverses.
    pub reverses: Option<LedgerId>,
    /// The payment it is about.
    pub payment: Option<PaymentId>,
    /// The day that it counts for; `None` for the day on which it is booked.
    pub value_on: Option<chrono::NaiveDate>,
    /// What it posts.
    pub postings: Postings,
}

/// The entries that bring the books of a case from how they stand to how they should stand. Nothing when they agree.
pub fn entries_due(standing: &[Standing], books: &Books) -> Vec<Draft> {
    let mut due = Vec::new();
    let mut wanted: Vec<(PaymentId, chrono::NaiveDate, EntryKind, Postings)> = books
        .payouts
        .iter()
        .flat_map(|(id, day, payout)| payout.entries().into_iter().map(|(kind, postings)| (*id, *day, kind, postings)))
        .collect();
    for entry in standing {
        let Some(payment) = entry.payment else { continue };
        let as_wanted = wanted.iter().position(|(id, day, kind, postings)| {
            (*id, *kind) == (payment, entry.kind) && *postings == entry.postings && *day == entry.value_on
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
    wanted.sort_by_key(|(id, _, kind, _)| (books.payouts.iter().position(|(known, ..)| known == id), *kind));
    let claimed = sum(standing.iter().filter(|entry| entry.kind == EntryKind::Claim).map(|entry| entry.postings));
    let raised = Postings::raising(books.claim, claimed.claim());
    if raised != Postings::default() {
        due.insert(0, Draft::of_case(EntryKind::Claim, raised));
    }
    due.extend(wanted.into_iter().map(|(id, day, kind, postings)| Draft {
        kind,
        reverses: None,
        payment: Some(id),
        value_on: Some(day),
        postings,
    }));
    let afterwards = sum(standing.iter().map(|entry| entry.postings).chain(due.iter().map(|draft| draft.postings)));
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

/// Entry upon entry.
pub fn sum(entries: impl Iterator<Item = Postings>) -> Postings {
    entries.fold(Postings::default(), Postings::plus)
}
