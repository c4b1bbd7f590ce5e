//! What a claim costs: the standard grid of its place, its worth in US dollars, its age.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::{ActionError, Outcome};
use crate::domain::case::PricingSource;
use crate::domain::money::{Money, Rate};
use crate::domain::pricing::{self, Ages, Claim, Grid, Price, Region, UsdRates};
use crate::domain::refusal::Refusal;
use crate::store::cases::Case;
use crate::store::{self, Db};

/// What a price depends on.
#[derive(Clone, Debug)]
pub struct Priced<'a> {
    /// The principal in its own currency.
    pub principal: Money,
    /// The place of recovery: the debtor's country, two letters.
    pub country: &'a str,
    /// The day on which it was due.
    pub due: NaiveDate,
    /// The day on which the case was submitted.
    pub submitted: NaiveDate,
    /// The overdue parts, when the claim is of several invoices.
    pub ages: Option<Ages>,
}

/// The price of a claim by the standard rates; `None` when it is below the smallest claim that has one.
///
/// # Errors
/// At `currencyCode` when no exchange rate is known; ages out of order.
pub fn price(db: &mut Db, claim: &Priced<'_>) -> Outcome<Option<Price>> {
    let rates = store::rates::any_latest(db)?;
    by_rates(&rates, claim, "currencyCode")
}

fn by_rates(rates: &UsdRates, claim: &Priced<'_>, field: &'static str) -> Outcome<Option<Price>> {
    let Some(principal_usd_minor) = rates.to_usd_minor(claim.principal) else {
        let currency = claim.principal.currency();
        return Err(ActionError::At(
            field,
            format!("The success fee cannot be worked out: no exchange rate for {currency} is known."),
        ));
    };
    let grid = Grid::standard(Region::of(claim.country));
    let found = pricing::price(
        &grid,
        &Claim {
            principal: claim.principal,
            principal_usd_minor,
            country: claim.country,
            due: claim.due,
            submitted: claim.submitted,
            ages: claim.ages,
        },
    );
    match found {
        Ok(price) => Ok(Some(price)),
        Err(Refusal::BelowMinimum { .. }) => Ok(None),
        Err(refusal) => Err(refusal.into()),
    }
}

/// What the success fee of a case would be for another principal. Its age counts as on the day it was
/// submitted; a surcharge that was blended over several invoices stays, since their ages are not kept.
///
/// # Errors
/// At `grossAmount` when no exchange rate is known.
pub fn price_anew(db: &mut Db, case: &Case, country: &str, principal: Money) -> Outcome<Option<Price>> {
    let rates = store::rates::any_latest(db)?;
    let claim = Priced { principal, country, due: case.due_date, submitted: case.created_at.date(), ages: None };
    let Some(price) = by_rates(&rates, &claim, "grossAmount")? else { return Ok(None) };
    let blended = case.blended_uplift.as_deref().and_then(|points| points.parse::<Decimal>().ok());
    let Some(points) = blended else { return Ok(Some(price)) };
    let (uplift, total) = (Rate::percent(points), Rate::percent(price.base.points() + points));
    Ok(Some(Price {
        explanation: format!(
            "{total} % success fee: {} % by the standard collection rates, and {uplift} points for the ages of its invoices",
            price.base
        ),
        uplift,
        blended: Some(points),
        total,
        ..price
    }))
}

/// Whether the rate of a case was set on purpose (an accepted quote, a custom price) and not by the grid.
pub fn is_intentional(case: &Case) -> bool {
    case.fee_intentional || case.pricing_source.is_some_and(|source| source != PricingSource::StandardAgreement)
}
