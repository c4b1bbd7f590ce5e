//! Payments: how the debtor's payment is split between creditor, agency and operator, and which buckets of the claim it
//! settles. Amounts are minor units of the case's currency.
//!
//! The split is cumulative. With the success-fee rate `s`, principal `P`, added fees `F` and `T = min(total paid, P +
//! F)`, the agency's total, before the operator's share, is `round((sP + F) / (P + F) × T)` and the operator's `round(r
//! × sP / (P + F) × T)`, half away from zero. Each payment gets the difference to the previous total, so no cent is
//! lost or created over any sequence of payments. A change of claim or rate begins a new reckoning; [`replay`] goes
//! through all of them after a correction.

pub use refusal::PaymentRefusal;
use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};

use super::money::{Currency, Rate, share_of};
use super::vocabulary::vocabulary;
use crate::domain::money::Share;

mod buckets;
mod refusal;
mod replay;
#[cfg(test)]
mod tests;

pub use buckets::Buckets;
pub use replay::{Change, Held, Period, Replayed, replay};

vocabulary! {
    /// Who received the debtor's money.
    pub enum Recipient {
        /// The agency, which passes the creditor's share on.
        CollectionPartner = "Collection partner",
        /// The creditor; the agency then invoices its commission.
        Creditor = "Creditor" | "Client",
        /// The operator.
        Operator as "Platform" = "Platform",
    }
}

vocabulary! {
    /// Whether the agency has received its commission.
    pub enum CommissionStatus {
        /// The agency has received it.
        Paid = "Paid",
        /// The creditor still owes it.
        Unpaid = "Unpaid",
        /// It was invoiced and then credited. Set by the credit note only; nobody enters it.
        Credited = "Credited",
    }
}

vocabulary! {
    /// The state of the operator's invoice for its share of a payout.
    pub enum Invoicing {
        /// Not on an invoice yet.
        NotInvoiced = "Not invoiced",
        /// On an open invoice.
        InvoiceIssued = "Invoice issued",
        /// On a paid invoice.
        PaymentReceived = "Payment received",
        /// On a credited invoice.
        InvoiceCredited = "Invoice credited",
    }
}

/// The referral partner's share of the operator's share: a percentage, rounded half away from zero.
pub fn referral_part(operator: i64, percentage: Rate) -> i64 {
    share_of(operator, percentage.millionths(), MILLION)
}

/// The commission status of a payment. If agency or operator received the money, the commission is Paid. If the
/// creditor received it, `given` must say Paid or Unpaid.
pub fn commission_for(
    recipient: Recipient,
    given: Option<CommissionStatus>,
) -> Result<CommissionStatus, PaymentRefusal> {
    match (recipient, given) {
        (Recipient::CollectionPartner | Recipient::Operator, _) => Ok(CommissionStatus::Paid),
        (Recipient::Creditor, Some(status @ (CommissionStatus::Paid | CommissionStatus::Unpaid))) => Ok(status),
        (Recipient::Creditor, _) => Err(PaymentRefusal::CommissionStatusMissing),
    }
}

/// The amounts and rates by which payments are split, until principal, added fees or rate change. Then a new reckoning
/// begins with what is outstanding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reckoning {
    /// Outstanding when the reckoning begins; zero or more in every bucket.
    pub owed: Buckets,
    /// The success fee.
    pub rate: Rate,
    /// The operator's share of the success fee. At most four decimals of the fraction count.
    pub operator_share: Share,
    /// The agency gets at most this in this reckoning, so that the roundings of several reckonings do not add up to more
    /// than `sP + F`; see [`replay`].
    pub most: Option<i64>,
    /// What payments of earlier reckonings hold more than their part, or less if negative. The next payments of this
    /// one make up for it.
    pub carried: Held,
}

/// The rule by which a payment is split.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SplitRule {
    /// Computed by the reckoning.
    Automatic,
    /// Entered by hand; both shares add up to the payment. Created by [`explicit`].
    Explicit {
        /// The creditor's share.
        creditor: i64,
        /// The agency's share, before the operator's share.
        partner: i64,
    },
    /// As invoiced; never changed again.
    Frozen {
        /// The creditor's share.
        creditor: i64,
        /// The agency's share, before the operator's share.
        partner: i64,
        /// The operator's share of the agency's share.
        operator: i64,
        /// Whether the shares were entered by hand before the payment was invoiced.
        by_hand: bool,
    },
}

/// One payment of a reckoning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The amount.
    pub amount: i64,
    /// The rule of its split.
    pub rule: SplitRule,
    /// The buckets that it settled; stored if frozen, computed otherwise.
    pub allocation: Option<Buckets>,
}

impl Entry {
    /// A payment with a computed split.
    pub fn automatic(amount: i64) -> Self {
        Self { amount, rule: SplitRule::Automatic, allocation: None }
    }
}

/// The shares of a payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Split {
    /// The creditor's share, overpayment included. With `partner` it is the payment.
    pub creditor: i64,
    /// The agency's share, before the operator's share.
    pub partner: i64,
    /// The operator's share of the agency's share. On a payment of a few cents it can be one cent larger, because both
    /// follow their own totals; the totals are always in order.
    pub operator: i64,
    /// The buckets that it settled.
    pub allocation: Buckets,
    /// Paid beyond the claim; belongs to the creditor.
    pub over: i64,
}

impl Split {
    /// The agency's share after the operator's share.
    pub fn kept(self) -> i64 {
        self.partner - self.operator
    }
}

impl Reckoning {
    /// The splits of these payments, in order.
    pub fn splits(&self, entries: &[Entry]) -> Vec<Split> {
        let mut so_far = SoFar::default();
        entries.iter().map(|entry| self.advance(&mut so_far, entry)).collect()
    }

    /// The split of the next payment, after `before`.
    pub fn next(&self, before: &[Entry], entry: &Entry) -> Split {
        let mut so_far = SoFar::default();
        for earlier in before {
            self.advance(&mut so_far, earlier);
        }
        self.advance(&mut so_far, entry)
    }

    /// Outstanding after these payments, by bucket.
    pub fn outstanding(&self, entries: &[Entry]) -> Buckets {
        let mut so_far = SoFar::default();
        for entry in entries {
            self.advance(&mut so_far, entry);
        }
        self.owed.less(so_far.allocated)
    }

    /// The agency's percentage of a payment, before the operator's share, to two decimals.
    pub fn share_percent(&self) -> Decimal {
        let total = self.owed.total();
        if total == 0 {
            return Decimal::ZERO;
        }
        let share = Decimal::from(self.owed.principal) * self.rate.fraction() + Decimal::from(self.owed.fees());
        let percent = share * Decimal::ONE_HUNDRED / Decimal::from(total);
        percent.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero).normalize()
    }

    /// The agency's total share after `paid` was paid of the claim.
    fn partner_total(&self, paid: i64) -> i64 {
        let share = self.rate.millionths() * i128::from(self.owed.principal) + MILLION * i128::from(self.owed.fees());
        let total = share_of(paid, share, MILLION * i128::from(self.owed.total()));
        self.most.map_or(total, |most| total.min(most))
    }

    /// The operator's total share after `paid` was paid of the claim.
    fn operator_total(&self, paid: i64) -> i64 {
        let part = self.operator_share.fraction() * Decimal::from(TEN_THOUSAND);
        let part = part.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero).to_i128().unwrap_or_default();
        let share = part * self.rate.millionths() * i128::from(self.owed.principal);
        share_of(paid, share, i128::from(TEN_THOUSAND) * MILLION * i128::from(self.owed.total()))
    }

    fn advance(&self, so_far: &mut SoFar, entry: &Entry) -> Split {
        let total = self.owed.total();
        let before = so_far.paid.min(total);
        so_far.paid = so_far.paid.saturating_add(entry.amount.max(0));
        let after = so_far.paid.min(total);
        let over = entry.amount.max(0) - (after - before);

        // The next payment makes up for an invoiced one that holds more or less than its part of the totals.
        let due = (self.partner_total(after) - self.carried.partner - so_far.partner).clamp(0, entry.amount.max(0));
        let operator_due = (self.operator_total(after) - self.carried.operator - so_far.operator).max(0);
        let (creditor, partner, operator) = match entry.rule {
            SplitRule::Automatic => (entry.amount - due, due, operator_due),
            // The operator's share comes out of the agency's, so it cannot be larger.
            SplitRule::Explicit { creditor, partner } => (creditor, partner, operator_due.min(partner)),
            SplitRule::Frozen { creditor, partner, operator, .. } => (creditor, partner, operator),
        };
        // What was agreed on for one payment is not taken back on the next.
        let counts = match entry.rule {
            SplitRule::Explicit { .. } | SplitRule::Frozen { by_hand: true, .. } => (due, operator_due),
            SplitRule::Automatic | SplitRule::Frozen { by_hand: false, .. } => (partner, operator),
        };
        so_far.partner = so_far.partner.saturating_add(counts.0);
        so_far.operator = so_far.operator.saturating_add(counts.1);

        let kept = entry.allocation.filter(|_| matches!(entry.rule, SplitRule::Frozen { .. }));
        let allocation = kept.unwrap_or_else(|| {
            // Compare with what is settled already, not with `before`: a frozen payment may have settled less than
            // it would today. The rest is settled here.
            let settled = (after - so_far.allocated.total()).clamp(0, entry.amount.max(0));
            self.owed.behind(so_far.allocated, after, settled)
        });
        so_far.allocated = so_far.allocated.plus(allocation);
        Split { creditor, partner, operator, allocation, over }
    }
}

const MILLION: i128 = 1_000_000;
const TEN_THOUSAND: i64 = 10_000;

/// The totals of the earlier payments.
#[derive(Default)]
struct SoFar {
    paid: i64,
    allocated: Buckets,
    /// The agency's shares; of splits entered by hand what they would have been.
    partner: i64,
    /// The operator's shares, likewise.
    operator: i64,
}

/// A split entered by hand. The two shares may differ from the payment by 0.01 major units (0 if the currency has no
/// hundredths); the creditor gets the difference.
pub fn explicit(amount: i64, creditor: i64, partner: i64, currency: Currency) -> Result<SplitRule, PaymentRefusal> {
    let tolerated = currency.minor_per_major() / 100;
    let sum = creditor.saturating_add(partner);
    if creditor < 0 || partner < 0 || sum.abs_diff(amount) > tolerated.unsigned_abs() {
        let major = |minor: i64| Decimal::new(minor, currency.exponent());
        return Err(PaymentRefusal::SplitDoesNotAddUp { amount: major(amount), sum: major(sum) });
    }
    let partner = partner.min(amount);
    Ok(SplitRule::Explicit { creditor: amount - partner, partner })
}
