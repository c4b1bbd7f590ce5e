//! What a claim costs. New cases, a changed claim, and every preview ask here: the same lists, the same chain.

use chrono::NaiveDate;

use super::cases::FixedPrice;
use super::{ActionError, Outcome};
use crate::domain::case::PricingSource;
use crate::domain::money::Money;
use crate::domain::pricing::{Age, Claim, Parties, Price, PriceList, UsdRates, resolve};
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
    /// The day on which the case was submitted: by whose lists and rates it is priced.
    pub submitted: NaiveDate,
    /// Whether the claim is of one invoice or of several.
    pub age: Age,
    /// Creditor, agency and platform, as far as they are known.
    pub parties: Parties,
}

/// The price of a claim; `None` when no list has a rate for so small a claim.
///
/// # Errors
/// At `currencyCode` when no exchange rate is known; ages out of order.
pub fn price(db: &mut Db, claim: &Priced<'_>) -> Outcome<Option<Price>> {
    let lists = store::prices::any_lists(db, claim.parties, claim.submitted)?;
    by_lists(db, &lists, claim, "currencyCode")
}

/// The price of a claim by some lists.
///
/// # Errors
/// At `field` when no exchange rate is known; ages out of order.
pub fn by_lists(db: &mut Db, lists: &[PriceList], claim: &Priced<'_>, field: &'static str) -> Outcome<Option<Price>> {
    let Some(principal_usd_minor) = rates_on(db, claim)?.to_usd_minor(claim.principal) else {
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
        Err(Refusal::BelowMinimum { .. }) => Ok(None),
        Err(refusal) => Err(refusal.into()),
    }
}

/// The rates as they were known when the claim was handed in; today's where none was known then.
fn rates_on(db: &mut Db, claim: &Priced<'_>) -> Outcome<UsdRates> {
    if claim.principal.currency().code() == "USD" {
        return Ok(UsdRates::default());
    }
    let rates = store::prices::rates::any_as_of(db, claim.submitted)?;
    if rates.rate(claim.principal.currency()).is_some() {
        return Ok(rates);
    }
    Ok(store::prices::rates::any_latest(db)?)
}

/// What the success fee of a case would be for another principal, by the lists of the day on which it was handed in.
/// Where a price comes from is settled then, too: a plain price stays with the lists of its source, and without a rate
/// there (`None`) it stays as it is. A surcharge that was blended over several invoices stays, since their ages are not
/// kept.
///
/// # Errors
/// At `grossAmount` when no exchange rate is known.
pub fn price_anew(db: &mut Db, case: &Case, country: &str, principal: Money) -> Outcome<Option<Price>> {
    let parties = Parties {
        creditor: Some(case.creditor_id),
        agency: case.collection_partner_id,
        platform: case.referral_partner_id,
    };
    let claim = Priced {
        principal,
        country,
        due: case.due_date,
        submitted: case.created_at.date(),
        age: case.blended_uplift.map_or(Age::Single, Age::Blended),
        parties,
    };
    let mut lists = store::prices::any_lists(db, parties, claim.submitted)?;
    if let (false, Some(source)) = (is_intentional(case), case.pricing_source) {
        lists.retain(|list| list.source == source);
    }
    by_lists(db, &lists, &claim, "grossAmount")
}

/// Whether the rate of a case was set on purpose for it alone (an accepted quote, a hand), and not by a list.
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
