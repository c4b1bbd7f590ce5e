//! Routing: which agency gets a case, and why. Coverage rules say which agency serves which claims.

mod refusal;
#[cfg(test)]
mod tests;

use std::cell::OnceCell;

use chrono::NaiveDate;

use super::case::DebtorKind;
use super::ids::{CollectionPartnerId, CoverageId};
use super::money::{Currency, Money};
use super::pricing::{InForce, UsdRates};
use super::state::COUNTRY_WITH_STATES;
use super::vocabulary::vocabulary;
pub use refusal::RoutingRefusal;

vocabulary! {
    /// Why an agency was chosen, in the order in which the reasons are tried; the first that applies decides.
    pub enum RoutingReason {
        /// The request named the agency.
        Requested = "Named in the request",
        /// The operator fixed it for this client.
        ClientOverride = "Fixed for this client",
        /// The referral partner agreed on it for the debtor's country, in a carve-out.
        PricingZone = "Agreed on for this country",
        /// It has accepted a case of this client before.
        ExistingRelationship = "Works for this client already",
        /// It is the first that covers such claims.
        StandardRule = "Covers such claims",
        /// The operator gave it a case that another agency had.
        Reassigned = "Chosen by the operator",
    }
}

/// A claim, as far as routing asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// The debtor's country, ISO 3166 alpha-2.
    pub country: String,
    /// The debtor's state, two letters, in the United States.
    pub state: Option<String>,
    /// Company or private person.
    pub debtor: DebtorKind,
    /// The principal, without fees.
    pub principal: Money,
    /// The day of submission.
    pub day: NaiveDate,
}

impl Claim {
    /// The claim with a state only where states count.
    #[must_use]
    pub fn in_place(self) -> Self {
        let state = self.state.filter(|_| self.country == COUNTRY_WITH_STATES);
        Self { state, ..self }
    }
}

/// A range of amounts in one currency, in minor units; both ends are included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AmountRange {
    /// The currency of both ends.
    pub currency: Currency,
    /// The smallest amount.
    pub least: Option<i64>,
    /// The largest amount.
    pub most: Option<i64>,
}

impl AmountRange {
    /// Whether the range contains an amount. If the currencies differ, both are converted to US dollars. Without an
    /// exchange rate the answer is no.
    fn contains(self, amount: &Worth<'_>) -> bool {
        let same = amount.principal.currency() == self.currency;
        let worth = |minor: i64| {
            if same { Some(minor) } else { amount.rates.to_usd_minor(Money::new(minor, self.currency)) }
        };
        let Some(amount) = (if same { Some(amount.principal.minor()) } else { amount.in_usd() }) else {
            return false;
        };
        let above = self.least.is_none_or(|least| worth(least).is_some_and(|least| least <= amount));
        above && self.most.is_none_or(|most| worth(most).is_some_and(|most| amount <= most))
    }
}

/// The principal of a claim, converted to US dollars at most once however many rules ask for it.
struct Worth<'a> {
    principal: Money,
    rates: &'a UsdRates,
    usd_minor: OnceCell<Option<i64>>,
}

impl<'a> Worth<'a> {
    fn of(claim: &Claim, rates: &'a UsdRates) -> Self {
        Self { principal: claim.principal, rates, usd_minor: OnceCell::new() }
    }

    /// In US cents; `None` without an exchange rate.
    fn in_usd(&self) -> Option<i64> {
        *self.usd_minor.get_or_init(|| self.rates.to_usd_minor(self.principal))
    }
}

/// An agency serves these claims.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its id.
    pub id: CoverageId,
    /// The agency.
    pub agency: CollectionPartnerId,
    /// The debtor's country, ISO 3166 alpha-2.
    pub country: String,
    /// One state of the United States; `None` for the whole country.
    pub state: Option<String>,
    /// Only companies or only private persons; `None` for both.
    pub debtor: Option<DebtorKind>,
    /// Only claims in this currency; `None` for all.
    pub currency: Option<Currency>,
    /// Only these amounts; `None` for all.
    pub amounts: Option<AmountRange>,
    /// The days on which it counts.
    pub in_force: InForce,
    /// Its place among the rules of a country; lower places are tried first.
    pub place: i64,
}

impl Rule {
    /// Whether the agency serves this claim.
    pub fn covers(&self, claim: &Claim, rates: &UsdRates) -> bool {
        self.covers_worth(claim, &Worth::of(claim, rates))
    }

    fn covers_worth(&self, claim: &Claim, worth: &Worth<'_>) -> bool {
        self.country == claim.country
            && self.in_force.holds(claim.day)
            && self.state.as_ref().is_none_or(|state| claim.state.as_ref() == Some(state))
            && self.debtor.is_none_or(|debtor| debtor == claim.debtor)
            && self.currency.is_none_or(|currency| currency == claim.principal.currency())
            && self.amounts.is_none_or(|amounts| amounts.contains(worth))
    }

    /// Rules for a state come before rules for the whole country, then lower places.
    fn rank(&self) -> (bool, i64, &str) {
        (self.state.is_none(), self.place, self.id.as_str())
    }
}

/// An agency that the operator fixed for a client: for a state, a country or everywhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientOverride {
    /// The agency.
    pub agency: CollectionPartnerId,
    /// The debtor's country; `None` for all.
    pub country: Option<String>,
    /// The debtor's state; `None` for the whole country.
    pub state: Option<String>,
}

impl ClientOverride {
    fn is_for(&self, claim: &Claim) -> bool {
        self.country.as_ref().is_none_or(|country| *country == claim.country)
            && self.state.as_ref().is_none_or(|state| claim.state.as_ref() == Some(state))
    }
}

/// What routing decides by.
#[derive(Clone, Debug, Default)]
pub struct Ways {
    /// The agency that the request names.
    pub requested: Option<CollectionPartnerId>,
    /// Agencies fixed for the client.
    pub overrides: Vec<ClientOverride>,
    /// The agency of the referral partner's carve-out for the debtor's country. It gets every amount.
    pub zone: Option<CollectionPartnerId>,
    /// Agencies that have accepted a case of the client, the latest first.
    pub relationships: Vec<CollectionPartnerId>,
    /// The rules of the debtor's country.
    pub rules: Vec<Rule>,
    /// Agencies that cannot take the case: suspended ones, and those that declined it.
    pub unavailable: Vec<CollectionPartnerId>,
}

/// The agency that gets a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The agency.
    pub agency: CollectionPartnerId,
    /// Why.
    pub reason: RoutingReason,
    /// The rule that covers the claim, where a rule was asked.
    pub rule: Option<CoverageId>,
}

/// The first rule that covers a claim, among those of agencies that can take cases.
fn first_rule<'a>(
    claim: &Claim,
    ways: &'a Ways,
    rates: &UsdRates,
    agency: Option<CollectionPartnerId>,
) -> Option<&'a Rule> {
    let takes = |rule: &&Rule| agency.is_none_or(|agency| agency == rule.agency) && ways.is_working(rule.agency);
    let worth = Worth::of(claim, rates);
    ways.rules.iter().filter(takes).filter(|rule| rule.covers_worth(claim, &worth)).min_by_key(|rule| rule.rank())
}

impl Ways {
    fn is_working(&self, agency: CollectionPartnerId) -> bool {
        !self.unavailable.contains(&agency)
    }

    /// The agency fixed for the client: a state before a country before everywhere.
    fn fixed(&self, claim: &Claim) -> Option<CollectionPartnerId> {
        let fitting = self.overrides.iter().filter(|one| one.is_for(claim) && self.is_working(one.agency));
        fitting.min_by_key(|one| (one.state.is_none(), one.country.is_none())).map(|one| one.agency)
    }
}

/// Whether an agency that was chosen earlier can still take a claim. Cases from before routing have no reason.
pub fn is_still_valid(
    claim: &Claim,
    ways: &Ways,
    rates: &UsdRates,
    (agency, reason): (CollectionPartnerId, Option<RoutingReason>),
) -> bool {
    ways.is_working(agency)
        && match reason {
            None => true,
            Some(RoutingReason::ClientOverride) => ways.fixed(claim) == Some(agency),
            Some(RoutingReason::PricingZone) => ways.zone == Some(agency),
            Some(_) => first_rule(claim, ways, rates, Some(agency)).is_some(),
        }
}

/// The agency for a claim.
///
/// # Errors
/// The named agency is suspended or does not serve such claims; nobody serves them.
pub fn choose(claim: &Claim, ways: &Ways, rates: &UsdRates) -> Result<Choice, RoutingRefusal> {
    let found = |agency, reason, rule: Option<&Rule>| Choice { agency, reason, rule: rule.map(|rule| rule.id) };
    if let Some(agency) = ways.requested {
        if !ways.is_working(agency) {
            return Err(RoutingRefusal::Suspended);
        }
        let rule = first_rule(claim, ways, rates, Some(agency)).ok_or(RoutingRefusal::NotCovered)?;
        return Ok(found(agency, RoutingReason::Requested, Some(rule)));
    }
    if let Some(agency) = ways.fixed(claim) {
        return Ok(found(agency, RoutingReason::ClientOverride, None));
    }
    if let Some(agency) = ways.zone.filter(|agency| ways.is_working(*agency)) {
        return Ok(found(agency, RoutingReason::PricingZone, None));
    }
    for agency in &ways.relationships {
        if let Some(rule) = first_rule(claim, ways, rates, Some(*agency)) {
            return Ok(found(*agency, RoutingReason::ExistingRelationship, Some(rule)));
        }
    }
    let rule = first_rule(claim, ways, rates, None).ok_or(RoutingRefusal::NobodyCovers)?;
    Ok(found(rule.agency, RoutingReason::StandardRule, Some(rule)))
}
