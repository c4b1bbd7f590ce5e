//! Payments: how what the debtor pays is split between creditor, agency and platform, and which
//! part of the claim it settles. All amounts are minor units of the case's currency.
//!
//! The split is cumulative. With the success-fee rate `s`, principal `P`, added fees `F` and
//! `T = min(total paid, P + F)`, the agency's total, before the platform's share, is
//! `round((sP + F) / (P + F) × T)` and the platform's `round(r × sP / (P + F) × T)`, half away from
//! zero. Each payment takes the difference to the total before it, so over any sequence no cent is
//! lost or invented.

use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};

use super::money::{Currency, Rate, share_of};
use super::refusal::Refusal;
use super::vocabulary::vocabulary;
use crate::domain::money::Share;

mod buckets;
#[cfg(test)]
mod tests;

pub use buckets::Buckets;

vocabulary! {
    /// Whom the debtor paid.
    pub enum Recipient {
        /// The agency, which passes the creditor's part on.
        CollectionPartner = "Collection partner",
        /// The creditor, whom the agency then invoices.
        Creditor = "Creditor" | "Client",
        /// The platform.
        Platform = "Platform",
    }
}

vocabulary! {
    /// Whether the agency has its commission.
    pub enum CommissionStatus {
        /// The agency has it.
        Paid = "Paid",
        /// The creditor still owes it.
        Unpaid = "Unpaid",
        /// It was invoiced and credited again. Nobody enters this; it comes from the credit note.
        Credited = "Credited",
    }
}

vocabulary! {
    /// How far the platform's invoice for its share of a payout has come.
    pub enum Invoicing {
        /// On no invoice yet.
        NotInvoiced = "Not invoiced",
        /// On an invoice that is to be paid.
        InvoiceIssued = "Invoice issued",
        /// On an invoice that is paid.
        PaymentReceived = "Payment received",
        /// Its invoice was credited.
        InvoiceCredited = "Invoice credited",
    }
}

/// The referral partner's part of the platform's share: a percentage, rounded half away from zero.
pub fn referral_part(platform: i64, percentage: Rate) -> i64 {
    share_of(platform, percentage.millionths(), MILLION)
}

/// The commission status of a payment. Whoever but the creditor receives the money has the
/// commission with it; of a payment to the creditor somebody must say, Paid or Unpaid.
pub fn commission_for(recipient: Recipient, given: Option<CommissionStatus>) -> Result<CommissionStatus, Refusal> {
    match (recipient, given) {
        (Recipient::CollectionPartner | Recipient::Platform, _) => Ok(CommissionStatus::Paid),
        (Recipient::Creditor, Some(status @ (CommissionStatus::Paid | CommissionStatus::Unpaid))) => Ok(status),
        (Recipient::Creditor, _) => Err(Refusal::CommissionStatusMissing),
    }
}

/// What payments are split by, until principal, added fees or rate change. Then a new reckoning
/// begins, on what is outstanding by then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reckoning {
    /// What is owed when it begins; zero or more in every bucket.
    pub owed: Buckets,
    /// The success fee.
    pub rate: Rate,
    /// The platform's share of the success fee. At most four decimals of the fraction count.
    pub platform_share: Share,
}

/// How one payment is split.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SplitRule {
    /// By the reckoning.
    Automatic,
    /// As somebody entered it; together they are the payment. Make it with [`explicit`].
    Explicit {
        /// The creditor's part.
        creditor: i64,
        /// The agency's part, before the platform's share.
        partner: i64,
    },
    /// As it was invoiced; nothing changes it any more.
    Frozen {
        /// The creditor's part.
        creditor: i64,
        /// The agency's part, before the platform's share.
        partner: i64,
        /// The platform's part of the agency's.
        platform: i64,
    },
}

/// One payment of a reckoning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What was paid.
    pub amount: i64,
    /// How it is split.
    pub rule: SplitRule,
    /// Which part of the claim it settled; kept when it is frozen, computed otherwise.
    pub allocation: Option<Buckets>,
}

impl Entry {
    /// A payment that the reckoning splits.
    pub fn automatic(amount: i64) -> Self {
        Self { amount, rule: SplitRule::Automatic, allocation: None }
    }
}

/// What a payment comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Split {
    /// The creditor's part, overpayment included. With `partner` it is the payment.
    pub creditor: i64,
    /// The agency's part, before the platform's share.
    pub partner: i64,
    /// The platform's part of the agency's. On a payment of a few cents it can be a cent above
    /// it, because both follow their own totals; the totals themselves never cross.
    pub platform: i64,
    /// Which part of the claim it settled.
    pub allocation: Buckets,
    /// What was paid beyond the claim; it is the creditor's.
    pub over: i64,
}

impl Split {
    /// What the agency keeps after the platform's share.
    pub fn kept(self) -> i64 {
        self.partner - self.platform
    }
}

impl Reckoning {
    /// The splits of these payments, in their order.
    pub fn splits(&self, entries: &[Entry]) -> Vec<Split> {
        let mut so_far = SoFar::default();
        entries.iter().map(|entry| self.advance(&mut so_far, entry)).collect()
    }

    /// The split of one more payment after these.
    pub fn next(&self, before: &[Entry], entry: &Entry) -> Split {
        let mut so_far = SoFar::default();
        for earlier in before {
            self.advance(&mut so_far, earlier);
        }
        self.advance(&mut so_far, entry)
    }

    /// What is still owed after these payments, bucket by bucket.
    pub fn outstanding(&self, entries: &[Entry]) -> Buckets {
        let mut so_far = SoFar::default();
        for entry in entries {
            self.advance(&mut so_far, entry);
        }
        self.owed.less(so_far.allocated)
    }

    /// The agency's percentage of every payment, before the platform's share, to two decimals.
    pub fn share_percent(&self) -> Decimal {
        let total = self.owed.total();
        if total == 0 {
            return Decimal::ZERO;
        }
        let share = Decimal::from(self.owed.principal) * self.rate.fraction() + Decimal::from(self.owed.fees());
        let percent = share * Decimal::ONE_HUNDRED / Decimal::from(total);
        percent.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero).normalize()
    }

    /// The agency's total when so much has been paid of the claim.
    fn partner_total(&self, paid: i64) -> i64 {
        let share = self.rate.millionths() * i128::from(self.owed.principal) + MILLION * i128::from(self.owed.fees());
        share_of(paid, share, MILLION * i128::from(self.owed.total()))
    }

    /// The platform's total when so much has been paid of the claim.
    fn platform_total(&self, paid: i64) -> i64 {
        let part = self.platform_share.fraction() * Decimal::from(TEN_THOUSAND);
        let part = part.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero).to_i128().unwrap_or_default();
        let share = part * self.rate.millionths() * i128::from(self.owed.principal);
        share_of(paid, share, TEN_THOUSAND as i128 * MILLION * i128::from(self.owed.total()))
    }

    fn advance(&self, so_far: &mut SoFar, entry: &Entry) -> Split {
        let total = self.owed.total();
        let before = so_far.paid.min(total);
        so_far.paid = so_far.paid.saturating_add(entry.amount.max(0));
        let after = so_far.paid.min(total);
        let over = entry.amount.max(0) - (after - before);

        let partner = self.partner_total(after) - self.partner_total(before);
        let platform = self.platform_total(after) - self.platform_total(before);
        let (creditor, partner, platform) = match entry.rule {
            SplitRule::Automatic => (entry.amount - partner, partner, platform),
            // The platform takes its share of a success fee, and cannot take more than there is.
            SplitRule::Explicit { creditor, partner } => (creditor, partner, platform.min(partner)),
            SplitRule::Frozen { creditor, partner, platform } => (creditor, partner, platform),
        };

        let kept = entry.allocation.filter(|_| matches!(entry.rule, SplitRule::Frozen { .. }));
        let allocation = kept.unwrap_or_else(|| {
            // Measured against what is settled already, not against `before`: a frozen payment may
            // have settled less than it would today, and what it left is settled here.
            let due = (after - so_far.allocated.total()).clamp(0, entry.amount.max(0));
            self.owed.behind(so_far.allocated, after, due)
        });
        so_far.allocated = so_far.allocated.plus(allocation);
        Split { creditor, partner, platform, allocation, over }
    }
}

const MILLION: i128 = 1_000_000;
const TEN_THOUSAND: i64 = 10_000;

/// What the payments before have come to.
#[derive(Default)]
struct SoFar {
    paid: i64,
    allocated: Buckets,
}

/// A split as somebody entered it. The two parts may miss the payment by 0.01 of the major unit
/// (nothing where the currency has no such unit); the difference goes to the creditor.
pub fn explicit(amount: i64, creditor: i64, partner: i64, currency: Currency) -> Result<SplitRule, Refusal> {
    let tolerated = currency.minor_per_major() / 100;
    let sum = creditor.saturating_add(partner);
    if creditor < 0 || partner < 0 || sum.abs_diff(amount) > tolerated.unsigned_abs() {
        let major = |minor: i64| Decimal::new(minor, currency.exponent());
        return Err(Refusal::SplitDoesNotAddUp { amount: major(amount), sum: major(sum) });
    }
    let partner = partner.min(amount);
    Ok(SplitRule::Explicit { creditor: amount - partner, partner })
}
