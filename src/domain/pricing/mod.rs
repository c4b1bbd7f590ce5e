//! The success fee: bracket by amount and place, surcharge by age, and the guard that keeps a
//! change of the claim from moving it unseen.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};

use super::calendar::add_months;
use super::case::PricingSource;
use super::money::{Currency, Money, Rate};
use super::refusal::Refusal;

#[cfg(test)]
mod tests;

/// The countries that the European column is for: the European Union, Iceland, Liechtenstein,
/// Norway, the United Kingdom and Switzerland.
const EUROPEAN: &[&str] = &[
    "AT", "BE", "BG", "CH", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GB", "GR", "HR", "HU", "IE", "IS", "IT",
    "LI", "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK",
];

/// The two columns of the standard grid, by the place of recovery.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Region {
    /// The European Union and its near neighbours.
    European,
    /// Everywhere else.
    International,
}

impl Region {
    /// The column of a country, by its two-letter code in any case.
    pub fn of(country: &str) -> Self {
        let country = country.trim().to_ascii_uppercase();
        if EUROPEAN.contains(&country.as_str()) { Self::European } else { Self::International }
    }

    /// The word for people.
    pub fn label(self) -> &'static str {
        match self {
            Self::European => "European",
            Self::International => "International",
        }
    }
}

/// A grid of rates: brackets by the claim's worth in US dollars, and surcharges by its age.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grid {
    /// What the grid is called in an explanation, such as `European`.
    pub zone: String,
    /// Lower bounds, inclusive, in US cents, ascending, each with its rate. Below the first there is no rate.
    pub brackets: Vec<(i64, Rate)>,
    /// Added when a claim is overdue for more than 12 months.
    pub over12: Rate,
    /// Added instead when it is overdue for more than 24 months.
    pub over24: Rate,
}

impl Grid {
    /// The standard grid of a region.
    pub fn standard(region: Region) -> Self {
        // Dollars, and tenths of a percent point.
        let table: &[(i64, i64)] = match region {
            Region::European => &[(100, 200), (1_000, 95), (150_000, 60)],
            Region::International => &[(100, 300), (1_000, 200), (8_000, 150), (75_000, 100), (150_000, 75)],
        };
        let rate = |tenths: i64| Rate::percent(Decimal::new(tenths, 1));
        Self {
            zone: region.label().to_owned(),
            brackets: table.iter().map(|(dollars, tenths)| (dollars * 100, rate(*tenths))).collect(),
            over12: rate(100),
            over24: rate(200),
        }
    }

    /// The bracket of an amount: its bounds in US cents (the upper one exclusive) and its rate.
    fn bracket(&self, usd_minor: i64) -> Result<(i64, Option<i64>, Rate), Refusal> {
        let at = self.brackets.iter().rposition(|(from, _)| *from <= usd_minor);
        let found = at.and_then(|at| {
            self.brackets.get(at).map(|(from, rate)| (*from, self.brackets.get(at + 1).map(|next| next.0), *rate))
        });
        let minimum = self.brackets.first().map_or(0, |(from, _)| *from);
        found.ok_or(Refusal::BelowMinimum { minimum_usd: Decimal::new(minimum, 2).normalize() })
    }
}

/// Exchange rates of one day: US dollars for one unit of a currency.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UsdRates(BTreeMap<&'static str, Decimal>);

impl UsdRates {
    /// The rates of these currencies; the dollar itself is always 1.
    pub fn new(rates: impl IntoIterator<Item = (Currency, Decimal)>) -> Self {
        Self(rates.into_iter().map(|(currency, rate)| (currency.code(), rate)).collect())
    }

    /// US dollars for one unit of this currency.
    pub fn rate(&self, currency: Currency) -> Option<Decimal> {
        if currency.code() == "USD" { Some(Decimal::ONE) } else { self.0.get(currency.code()).copied() }
    }

    /// The amount in US cents, half a cent away from zero; none without a rate for its currency.
    pub fn to_usd_minor(&self, money: Money) -> Option<i64> {
        let dollars = money.to_decimal().checked_mul(self.rate(money.currency())?)?;
        let cents = dollars.checked_mul(Decimal::ONE_HUNDRED)?;
        cents.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero).to_i64()
    }
}

/// The overdue parts of a claim of several invoices, in minor units; the first includes the second.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ages {
    /// The part overdue for more than 12 months.
    pub over12_minor: i64,
    /// The part overdue for more than 24 months.
    pub over24_minor: i64,
}

/// What a price depends on.
#[derive(Clone, Debug)]
pub struct Claim<'a> {
    /// The principal in its own currency.
    pub principal: Money,
    /// The principal in US cents.
    pub principal_usd_minor: i64,
    /// The place of recovery: the debtor's country, two letters. The caller chooses the grid by it.
    pub country: &'a str,
    /// The day on which it was due.
    pub due: NaiveDate,
    /// The day on which the case was submitted; later ageing changes nothing.
    pub submitted: NaiveDate,
    /// The overdue parts, when the claim is of several invoices.
    pub ages: Option<Ages>,
}

/// A success fee and how it came about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Price {
    /// The rate of the bracket.
    pub base: Rate,
    /// The surcharge for age.
    pub uplift: Rate,
    /// The surcharge in points when it was blended over several invoices.
    pub blended: Option<Decimal>,
    /// Base and surcharge together.
    pub total: Rate,
    /// Which rule set it.
    pub source: PricingSource,
    /// The same for people, in one sentence.
    pub explanation: String,
}

/// The price of a claim by a grid.
///
/// A single claim is over 12 months old when it was submitted on a later day than that of its due
/// date twelve calendar months on; on that day itself it is not over yet. The surcharges do not
/// add up: over 24 months replaces over 12. Several invoices are blended by amount:
/// `((A12 − A24) × over12 + A24 × over24) / principal`, rounded to four decimals.
pub fn price(grid: &Grid, claim: &Claim<'_>) -> Result<Price, Refusal> {
    let (from, below, base) = grid.bracket(claim.principal_usd_minor)?;
    let blended = claim.ages.map(|ages| blend(grid, claim.principal.minor(), ages)).transpose()?;
    let uplift = match blended {
        Some(points) => Rate::percent(points),
        None if claim.submitted > add_months(claim.due, 24) => grid.over24,
        None if claim.submitted > add_months(claim.due, 12) => grid.over12,
        None => Rate::ZERO,
    };
    let total = Rate::percent(base.points() + uplift.points());
    let tier = match below {
        Some(below) => format!("USD {} to {}", dollars(from), dollars(below - 1)),
        None => format!("USD {} and more", dollars(from)),
    };
    let age = if uplift == Rate::ZERO { String::new() } else { format!(", and {uplift} points for its age") };
    let explanation =
        format!("{total} % success fee: {base} % by the standard collection rates ({} zone, {tier}){age}", grid.zone);
    Ok(Price {
        base,
        uplift,
        blended: blended.map(|_| uplift.points()),
        total,
        source: PricingSource::StandardAgreement,
        explanation,
    })
}

fn blend(grid: &Grid, principal: i64, ages: Ages) -> Result<Decimal, Refusal> {
    let Ages { over12_minor, over24_minor } = ages;
    if !(0 <= over24_minor && over24_minor <= over12_minor && over12_minor <= principal) || principal == 0 {
        return Err(Refusal::AgesOutOfOrder);
    }
    let part = |minor: i64, rate: Rate| Decimal::from(minor) * rate.points() / Decimal::from(principal);
    Ok(part(over12_minor - over24_minor, grid.over12) + part(over24_minor, grid.over24))
}

fn dollars(cents: i64) -> String {
    Currency::parse("USD").map_or_else(String::new, |usd| {
        let grouped = Money::new(cents, usd).grouped();
        grouped.trim_end_matches(".00").to_owned()
    })
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
