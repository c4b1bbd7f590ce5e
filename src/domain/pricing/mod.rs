//! The success fee: which price list is for a claim, its bracket by amount, its surcharge by age, and the guard that
//! keeps a change of the claim from moving the fee unseen.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::case::PricingSource;
use super::money::{Money, Rate};
use super::refusal::Refusal;

mod grid;
mod list;
mod rates;
#[cfg(test)]
mod tests;

pub use grid::{Grid, GridProblem, MOST_BRACKETS, MOST_SURCHARGES, Overdue, Surcharge, dollars};
pub use list::{CHAIN, InForce, Parties, PriceList, resolve};
pub use rates::{UsdRate, UsdRates, through_euro};

/// The overdue parts of a claim of several invoices, in minor units; the longer overdue a part, the more of the others
/// include it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ages {
    /// The part overdue for more than 6 months, where a grid asks for it.
    pub over6_minor: Option<i64>,
    /// The part overdue for more than 12 months.
    pub over12_minor: i64,
    /// The part overdue for more than 24 months.
    pub over24_minor: i64,
}

/// How the age of a claim is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Age {
    /// One invoice: by the day on which it was due.
    #[default]
    Single,
    /// Several invoices: by their overdue parts.
    Parts(Ages),
    /// Several invoices whose parts were not kept: by the points that they came to.
    Blended(Rate),
}

/// What a price depends on.
#[derive(Clone, Debug)]
pub struct Claim<'a> {
    /// The principal in its own currency.
    pub principal: Money,
    /// The principal in US cents.
    pub principal_usd_minor: i64,
    /// The place of recovery: the debtor's country, two letters in any case.
    pub country: &'a str,
    /// The day on which it was due.
    pub due: NaiveDate,
    /// The day on which the case was submitted; later ageing changes nothing.
    pub submitted: NaiveDate,
    /// Whether it is of one invoice or of several.
    pub age: Age,
    /// Who has a part in it.
    pub parties: Parties,
}

/// A success fee and how it came about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Price {
    /// The rate of the bracket.
    pub base: Rate,
    /// The surcharge for age.
    pub uplift: Rate,
    /// The surcharge in points when it was blended over several invoices.
    pub blended: Option<Rate>,
    /// Base and surcharge together.
    pub total: Rate,
    /// Which rule set it.
    pub source: PricingSource,
    /// The same for people, in one sentence.
    pub explanation: String,
}

/// The rate after a change of the principal, or why the change must be confirmed first.
///
/// A plain rate that moves by more than 0.1 points needs `confirm`; `keep` means nothing to it. A
/// rate that was set on purpose is never replaced here: with `keep` the change is made and the rate
/// stays, and `confirm` is refused. What leaves the rate as it is needs neither.
pub fn claim_change(
    current: Rate,
    intentional: bool,
    proposed: Rate,
    confirm: bool,
    keep: bool,
    principal_lowered_with_payments: bool,
) -> Result<Rate, Refusal> {
    if proposed == current {
        return Ok(current);
    }
    let unsettled = || Refusal::PriceChange {
        intentional,
        current,
        proposed,
        warning: principal_lowered_with_payments.then(|| {
            "The principal goes down on a case that has payments; if the debtor paid, record a payment instead."
                .to_owned()
        }),
    };
    if intentional {
        return match (confirm, keep) {
            (true, _) => Err(Refusal::IntentionalRateKept),
            (false, true) => Ok(current),
            (false, false) => Err(unsettled()),
        };
    }
    let moved = (proposed.points() - current.points()).abs();
    if moved > Decimal::new(1, 1) && !confirm { Err(unsettled()) } else { Ok(proposed) }
}
