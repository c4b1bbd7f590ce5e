//! The price of a claim. New cases, changed claims and previews use the same lists in the same order.

use chrono::NaiveDate;

use super::cases::FixedPrice;
use super::{ActionError, Outcome};
use crate::domain::case::PricingSource;
use crate::domain::money::Money;
use crate::domain::pricing::PricingRefusal;
use crate::domain::pricing::{Age, Claim, Parties, Price, PriceList, UsdRates, resolve};
use crate::store::cases::Case;
use crate::store::{self, Db};

/// The data on which a price depends.
#[derive(Clone, Debug)]
pub struct Priced<'a> {
    /// The principal in its own currency.
    pub principal: Money,
    /// The debtor's country, two letters.
    pub country: &'a str,
    /// The due date.
    pub due: NaiveDate,
    /// The day of submission; lists and exchange rates of this day apply.
    pub submitted: NaiveDate,
    /// One invoice or several.
    pub age: Age,
    /// Creditor, agency and referral partner, as far as known.
    pub parties: Parties,
}

/// The price of a claim; `None` if no list has a rate for a claim this small.
///
/// # Errors
/// At `currencyCode` if no exchange rate is known; ages out of order.
pub fn price(db: &mut Db, claim: &Priced<'_>) -> Outcome<Option<Price>> {
    let rates = rates_on(db, claim)?;
    price_at(db, claim, &rates)
}

/// As [`price`], with the exchange rates at hand.
///
/// # Errors
/// As [`price`].
pub(super) fn price_at(db: &mut Db, claim: &Priced<'_>, rates: &UsdRates) -> Outcome<Option<Price>> {
    let lists = store::prices::unscoped::lists(db, claim.parties, claim.submitted)?;
    resolved(&lists, claim, rates, "currencyCode")
}

/// The price of a claim by the given lists.
///
/// # Errors
/// At `field` if no exchange rate is known; ages out of order.
pub fn by_lists(db: &mut Db, lists: &[PriceList], claim: &Priced<'_>, field: &'static str) -> Outcome<Option<Price>> {
    let rates = rates_on(db, claim)?;
    resolved(lists, claim, &rates, field)
}

fn resolved(lists: &[PriceList], claim: &Priced<'_>, rates: &UsdRates, field: &'static str) -> Outcome<Option<Price>> {
    let Some(principal_usd_minor) = rates.to_usd_minor(claim.principal) else {
        let currency = claim.principal.currency();
        return Err(ActionError::At(
            field,
            format!("The success fee cannot be worked out: no exchange rate for {currency} is known."),
        ));
    };
    let found = resolve(
        lists,
        &Claim {
            principal: claim.principal,
            principal_usd_minor,
            country: claim.country,
            due: claim.due,
            submitted: claim.submitted,
            age: claim.age,
            parties: claim.parties,
        },
    );
    match found {
        Ok(price) => Ok(Some(price)),
        Err(PricingRefusal::BelowMinimum { .. }) => Ok(None),
        Err(refusal) => Err(refusal.into()),
    }
}

/// The exchange rates known when the claim was submitted; today's if none were known then.
fn rates_on(db: &mut Db, claim: &Priced<'_>) -> Outcome<UsdRates> {
    if claim.principal.currency().code() == "USD" {
        return Ok(UsdRates::default());
    }
    let rates = store::prices::rates::unscoped::as_of(db, claim.submitted)?;
    if rates.rate(claim.principal.currency()).is_some() {
        return Ok(rates);
    }
    Ok(store::prices::rates::unscoped::latest(db)?)
}

/// The success fee of a case for another principal, by the lists of the day of submission. The source of the price
/// stays the same: a list price uses only lists of its source, and if they have no rate for the amount (`None`), the
/// rate stays unchanged. A blended surcharge stays, because the ages of the invoices are not stored.
///
/// # Errors
/// At `grossAmount` if no exchange rate is known.
pub fn price_anew(db: &mut Db, case: &Case, country: &str, principal: Money) -> Outcome<Option<Price>> {
    let parties = Parties {
        creditor: Some(case.creditor_id),
        agency: case.collection_partner_id,
        referral_partner: case.referral_partner_id,
    };
    let claim = Priced {
        principal,
        country,
        due: case.due_date,
        submitted: case.created_at.date(),
        age: case.blended_uplift.map_or(Age::Single, Age::Blended),
        parties,
    };
    let mut lists = store::prices::unscoped::lists(db, parties, claim.submitted)?;
    if let (false, Some(source)) = (is_intentional(case), case.pricing_source) {
        lists.retain(|list| list.source == source);
    }
    by_lists(db, &lists, &claim, "grossAmount")
}

/// Whether the rate of a case was set on purpose for this case (an accepted quote, by hand), and not by a list.
pub fn is_intentional(case: &Case) -> bool {
    case.fee_intentional || case.pricing_source == Some(PricingSource::AcceptedQuote)
}

impl From<Price> for FixedPrice {
    fn from(price: Price) -> Self {
        Self {
            total: price.total,
            base: price.base,
            uplift: price.uplift,
            blended: price.blended,
            is_intentional: false,
            source: price.source,
            explanation: price.explanation,
        }
    }
}
