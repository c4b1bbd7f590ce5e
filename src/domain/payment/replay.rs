//! All reckonings of a case, one after the other, after a payment was corrected or deleted.
//!
//! Each reckoning starts from what was outstanding when it began, so a correction changes it and all later ones. What is
//! invoiced or entered by hand keeps its split. If that holds more or less than its part, and no later payment can make
//! up for it, the corrected payment does.

use super::{Buckets, Entry, PaymentRefusal, Reckoning, SoFar, Split, SplitRule};
use crate::domain::money::{Currency, Rate, Share, share_of};
use rust_decimal::Decimal;

/// A reckoning before it is computed: its terms, and its payments in recording order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Period {
    /// The claim when it began.
    pub claim: Buckets,
    /// The success fee.
    pub rate: Rate,
    /// The operator's share of the success fee.
    pub operator_share: Share,
    /// Whether an agency got the case just before; what others earned does not count for it.
    pub starts_engagement: bool,
    /// Its payments.
    pub entries: Vec<Entry>,
}

/// A reckoning with the splits of its payments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replayed {
    /// What was outstanding, and the terms.
    pub terms: Reckoning,
    /// One split for each payment.
    pub splits: Vec<Split>,
}

/// What happened to the payments of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Nothing, or a payment was added at the end.
    Nothing,
    /// A payment of this period was corrected, at this place in it.
    Corrected {
        /// The period.
        period: usize,
        /// The payment.
        entry: usize,
    },
    /// A payment of this period was deleted.
    Deleted {
        /// The period.
        period: usize,
    },
}

/// Computes all reckonings of a case after a change. A corrected payment makes up for splits that stay. If it was
/// deleted, or its split is entered by hand, the others do, the newest first, as far as they can.
///
/// With one rate and a claim that only rises, the agency gets at most `sP + F` over all reckonings, splits entered by
/// hand excepted.
///
/// # Errors
/// [`PaymentRefusal::LaterSplitsStay`] if a part of the corrected payment would be negative.
pub fn replay(periods: &[Period], change: Change, currency: Currency) -> Result<Vec<Replayed>, PaymentRefusal> {
    let first = match change {
        Change::Nothing => usize::MAX,
        Change::Corrected { period, .. } | Change::Deleted { period } => period,
    };
    let mut done = Vec::with_capacity(periods.len());
    let (mut allocated, mut paid) = (Buckets::default(), 0_i64);
    let mut run: Option<Run> = None;
    let (mut held, mut carried) = (Held::default(), Held::default());
    for (place, period) in periods.iter().enumerate() {
        let owed = period.claim.open_after(allocated, paid);
        if period.starts_engagement {
            carried = Held::default();
        }
        let mut now = run.filter(|run| run.goes_on(period)).unwrap_or_else(|| Run::from(period, owed));
        let terms = Reckoning {
            owed,
            rate: period.rate,
            operator_share: period.operator_share,
            most: Some(now.entitled(period) - now.partner + carried.partner),
            carried,
        };
        let mut so_far = SoFar::default();
        let splits: Vec<Split> = period.entries.iter().map(|entry| terms.advance(&mut so_far, entry)).collect();
        let settled = so_far.paid.min(owed.total());
        let over = Held {
            partner: so_far.partner + carried.partner - terms.partner_total(settled),
            operator: so_far.operator + carried.operator - terms.operator_total(settled),
        };
        now.partner = now.partner.saturating_add(so_far.partner);
        if place >= first {
            // The corrected payment makes up for it, not a later reckoning.
            now.partner -= over.partner;
            held.partner += over.partner;
            held.operator += over.operator;
            carried = Held::default();
        } else {
            carried = over;
        }
        run = Some(now);
        allocated = splits.iter().fold(allocated, |sum, split| sum.plus(split.allocation));
        paid = paid.saturating_add(so_far.paid);
        done.push(Replayed { terms, splits });
    }
    if held == Held::default() {
        return Ok(done);
    }
    if let Change::Corrected { period, entry } = change
        && is_automatic(periods, period, entry)
        && let Some(split) = done.get_mut(period).and_then(|period| period.splits.get_mut(entry))
    {
        held.take_from(split, held.partner);
        if split.creditor < 0 || split.partner < 0 {
            let major = |minor: i64| Decimal::new(minor, currency.exponent());
            let (creditor, partner) = (major(split.creditor), major(split.partner));
            return Err(PaymentRefusal::LaterSplitsStay { creditor, partner });
        }
        return Ok(done);
    }
    for (place, period) in done.iter_mut().enumerate().rev() {
        for (entry, split) in period.splits.iter_mut().enumerate().rev() {
            if is_automatic(periods, place, entry) {
                let possible = held.partner.clamp(-split.creditor.max(0), split.partner.max(0));
                held.take_from(split, possible);
            }
        }
    }
    Ok(done)
}

fn is_automatic(periods: &[Period], period: usize, entry: usize) -> bool {
    let found = periods.get(period).and_then(|period| period.entries.get(entry));
    found.is_some_and(|entry| entry.rule == SplitRule::Automatic)
}

/// What splits that stay hold too much, in minor units; too little if negative.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Held {
    /// Of the agency's part.
    pub partner: i64,
    /// Of the operator's.
    pub operator: i64,
}

impl Held {
    /// Takes `partner` from the agency's part of a payment and gives it to the creditor; of the operator's as much as is
    /// possible.
    fn take_from(&mut self, split: &mut Split, partner: i64) {
        split.partner -= partner;
        split.creditor += partner;
        self.partner -= partner;
        let operator = (split.operator - self.operator).clamp(0, split.partner.max(0));
        self.operator -= split.operator - operator;
        split.operator = operator;
    }
}

/// Reckonings of one agency with one rate, over which the claim only rose.
#[derive(Clone, Copy)]
struct Run {
    rate: Rate,
    /// Outstanding when it began.
    owed: Buckets,
    /// The claim then.
    first_claim: Buckets,
    /// The claim of its newest reckoning.
    claim: Buckets,
    /// What the agency has got in it.
    partner: i64,
}

impl Run {
    fn from(period: &Period, owed: Buckets) -> Self {
        Self { rate: period.rate, owed, first_claim: period.claim, claim: period.claim, partner: 0 }
    }

    fn goes_on(&self, period: &Period) -> bool {
        let only_rises = self.claim.less(period.claim) == Buckets::default();
        !period.starts_engagement && period.rate == self.rate && only_rises
    }

    /// What the agency gets in all if everything is paid: `sP + F`.
    fn entitled(&mut self, period: &Period) -> i64 {
        self.claim = period.claim;
        let all = self.owed.plus(period.claim.less(self.first_claim));
        share_of(all.principal, self.rate.millionths(), super::MILLION).saturating_add(all.fees())
    }
}

#[cfg(test)]
mod tests;
