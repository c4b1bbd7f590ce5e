//! The success fee: which price list applies to a claim, its bracket by amount, its surcharge by age, and the check
//! that a change of the claim does not change the fee unnoticed.

use chrono::NaiveDate;
pub use refusal::PricingRefusal;
use rust_decimal::Decimal;

use super::case::PricingSource;
use super::money::{Money, Rate};

mod grid;
mod list;
mod rates;
mod refusal;
#[cfg(test)]
mod tests;

pub use grid::{Grid, GridProblem, MAX_BRACKETS, MAX_SURCHARGES, Overdue, Surcharge, dollars};
pub use list::{CHAIN, InForce, Parties, PriceList, resolve};
pub use rates::{UsdRate, UsdRates, through_euro};

/// The overdue parts of a claim of several invoices, in minor units. The parts include each other: more than 6 months
/// includes more than 12 months, and so on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ages {
    /// The part overdue for more than 6 months, if a grid needs it.
    pub over6_minor: Option<i64>,
    /// The part overdue for more than 12 months.
    pub over12_minor: i64,
    /// The part overdue for more than 24 months.
    pub over24_minor: i64,
}

/// How the age of a claim is given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Age {
    /// One invoice: by its due date.
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
    /// The debtor's country, two letters in upper or lower case.
    pub country: &'a str,
    /// The due date.
    pub due: NaiveDate,
    /// The day of submission; the surcharge is fixed on this day.
    pub submitted: NaiveDate,
    /// One invoice or several.
    pub age: Age,
    /// The parties.
    pub parties: Parties,
}

/// A success fee and its source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Price {
    /// The rate of the bracket.
    pub base: Rate,
    /// The surcharge by age.
    pub uplift: Rate,
    /// The surcharge in points when it was blended over several invoices.
    pub blended: Option<Rate>,
    /// Base and surcharge together.
    pub total: Rate,
    /// The rule that set it.
    pub source: PricingSource,
    /// An explanation for people, in one sentence.
    pub explanation: String,
}

/// The rate after a change of the principal, or the refusal until the change is confirmed.
///
/// A standard rate that changes by more than 0.1 points needs `confirm`; `keep` is ignored. A rate that was set on
/// purpose is never replaced here: with `keep` the change is made and the rate stays; `confirm` is refused. If the rate
/// does not change, neither is needed.
pub fn claim_change(
    current: Rate,
    intentional: bool,
    proposed: Rate,
    confirm: bool,
    keep: bool,
    principal_lowered_with_payments: bool,
) -> Result<Rate, PricingRefusal> {
    if proposed == current {
        return Ok(current);
    }
    let unsettled = || PricingRefusal::PriceChange {
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
            (true, _) => Err(PricingRefusal::IntentionalRateKept),
            (false, true) => Ok(current),
            (false, false) => Err(unsettled()),
        };
    }
    let moved = (proposed.points() - current.points()).abs();
    if moved > Decimal::new(1, 1) && !confirm { Err(unsettled()) } else { Ok(proposed) }
}
