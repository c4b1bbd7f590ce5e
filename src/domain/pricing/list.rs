//! Price lists, and which of them sets the price of a claim: the first in a fixed order.

use std::cmp::Reverse;

use chrono::NaiveDate;

use super::{Claim, Grid, Price};
use crate::domain::case::PricingSource;
use crate::domain::ids::{CollectionPartnerId, CreditorId, ReferralPartnerId};
use crate::domain::money::Rate;
use crate::domain::pricing::PricingRefusal;

#[cfg(test)]
mod tests;

/// The order in which price lists are searched; the first with a rate for the claim sets the price. An accepted quote
/// replaces it, and is not a list.
pub const CHAIN: [PricingSource; 5] = [
    PricingSource::CreditorCustomPricing,
    PricingSource::ManagingPartnerCustomPricing,
    PricingSource::JurisdictionCustomPricing,
    PricingSource::PartnerCustomPricing,
    PricingSource::StandardAgreement,
];

/// The parties of a claim, or those for whom prices were agreed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Parties {
    /// The creditor.
    pub creditor: Option<CreditorId>,
    /// The agency.
    pub agency: Option<CollectionPartnerId>,
    /// The referral partner that brought the creditor and manages it.
    pub referral_partner: Option<ReferralPartnerId>,
}

impl Parties {
    /// Whether all parties named here are parties of the claim. A list for everybody names none.
    fn are_in(self, claim: Self) -> bool {
        self.creditor.is_none_or(|one| claim.creditor == Some(one))
            && self.agency.is_none_or(|one| claim.agency == Some(one))
            && self.referral_partner.is_none_or(|one| claim.referral_partner == Some(one))
    }
}

/// The first and last day on which prices are in force, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InForce {
    /// The first day.
    pub from: NaiveDate,
    /// The last day; `None` if the end is open.
    pub to: Option<NaiveDate>,
}

impl InForce {
    /// Whether prices are in force on this day.
    pub fn holds(self, day: NaiveDate) -> bool {
        self.from <= day && self.to.is_none_or(|to| day <= to)
    }

    /// Whether there is no such day: the prices were withdrawn before they began.
    pub fn is_never(self) -> bool {
        self.to.is_some_and(|to| to < self.from)
    }

    /// Whether two ranges have a day in common.
    pub fn overlaps(self, other: Self) -> bool {
        let begins_before_end = |one: Self, of: Self| of.to.is_none_or(|to| one.from <= to);
        !self.is_never() && !other.is_never() && begins_before_end(self, other) && begins_before_end(other, self)
    }
}

/// The place in the order, and the tie-breakers between lists at the same place.
type Rank<'a> = (usize, bool, bool, Reverse<NaiveDate>, &'a str);

/// A price list: its parties, countries, period and rates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PriceList {
    /// Its id; decides between lists that are equal in everything else.
    pub id: String,
    /// Its place in the order.
    pub source: PricingSource,
    /// The parties it is for.
    pub parties: Parties,
    /// The debtors' countries, two-letter codes; empty for all countries.
    pub countries: Vec<String>,
    /// The name of a zone, or the names of the parties.
    pub name: String,
    /// Whether clients sign it with their power of attorney: prices agreed on by a referral partner, an agency and the
    /// operator for one country.
    pub is_carve_out: bool,
    /// The rates.
    pub grid: Grid,
    /// When it is in force.
    pub in_force: InForce,
}

impl PriceList {
    /// Whether this list applies to a claim, whatever its amount.
    fn is_for(&self, claim: &Claim<'_>) -> bool {
        self.in_force.holds(claim.submitted) && self.parties.are_in(claim.parties) && self.is_of(claim.country)
    }

    fn is_of(&self, country: &str) -> bool {
        let country = country.trim();
        self.countries.is_empty() || self.countries.iter().any(|one| one.eq_ignore_ascii_case(country))
    }

    /// The sort key of a list. What clients have signed comes before general prices of their referral partner; a list
    /// for one country comes before a list for all.
    fn rank(&self) -> Rank<'_> {
        let place = CHAIN.iter().position(|source| *source == self.source).unwrap_or(CHAIN.len());
        (place, !self.is_carve_out, self.countries.is_empty(), Reverse(self.in_force.from), self.id.as_str())
    }

    /// Whether both lists could price the same claim at the same place in the order, with nothing to decide between
    /// them. Such lists may not overlap in time.
    pub fn clashes(&self, other: &Self) -> bool {
        let same_country = if self.countries.is_empty() || other.countries.is_empty() {
            self.countries.is_empty() && other.countries.is_empty()
        } else {
            self.countries.iter().any(|country| other.is_of(country))
        };
        self.source == other.source
            && self.is_carve_out == other.is_carve_out
            && self.parties == other.parties
            && same_country
            && self.in_force.overlaps(other.in_force)
    }

    /// The price of a claim by this list.
    fn price(&self, claim: &Claim<'_>) -> Result<Price, PricingRefusal> {
        let bracket = self.grid.bracket(claim.principal_usd_minor)?;
        let days = (claim.due, claim.submitted);
        let (uplift, blended) = self.grid.uplift(claim.age, days, claim.principal.minor())?;
        let total = Rate::percent(bracket.rate.points() + uplift.points());
        let tier = (self.grid.brackets().len() > 1).then(|| bracket.to_string());
        let age = match (uplift == Rate::ZERO, blended) {
            (true, _) => String::new(),
            (false, None) => format!(", and {uplift} points for its age"),
            (false, Some(_)) => format!(", and {uplift} points for the ages of its invoices"),
        };
        let explanation = format!("{total} % success fee: {} % {}{age}", bracket.rate, self.words(tier.as_deref()));
        Ok(Price { base: bracket.rate, uplift, blended, total, source: self.source, explanation })
    }

    /// The source of the price in words: "by the standard collection rates (European zone, USD 1,000 to 149,999.99)".
    fn words(&self, tier: Option<&str>) -> String {
        let name = &self.name;
        let tail = tier.map_or_else(String::new, |tier| format!(" ({tier})"));
        match self.source {
            PricingSource::StandardAgreement => {
                let tier = tier.map_or_else(String::new, |tier| format!(", {tier}"));
                format!("by the standard collection rates ({name} zone{tier})")
            }
            PricingSource::CreditorCustomPricing => format!("as agreed between {name}{tail}"),
            PricingSource::ManagingPartnerCustomPricing if self.is_carve_out => {
                format!("as agreed between {name} for debtors in {}{tail}", self.countries.join(", "))
            }
            PricingSource::ManagingPartnerCustomPricing => format!("as agreed with {name} for its clients{tail}"),
            PricingSource::JurisdictionCustomPricing => format!("by the prices of the zone {name}{tail}"),
            PricingSource::PartnerCustomPricing => format!("by the prices of {name}{tail}"),
            PricingSource::AcceptedQuote => format!("as quoted by {name}{tail}"),
        }
    }
}

/// The price of a claim: by the first list in order that applies to it and has a rate for its amount. A list whose
/// first bracket is above the amount is skipped. The order of `lists` does not matter.
///
/// # Errors
/// [`PricingRefusal::BelowMinimum`] when no list has a rate for the amount; [`PricingRefusal::AgesOutOfOrder`].
pub fn resolve(lists: &[PriceList], claim: &Claim<'_>) -> Result<Price, PricingRefusal> {
    let mut fitting: Vec<&PriceList> = lists.iter().filter(|list| list.is_for(claim)).collect();
    fitting.sort_by(|one, other| one.rank().cmp(&other.rank()));
    let mut refusal = PricingRefusal::BelowMinimum { minimum_usd: rust_decimal::Decimal::ONE_HUNDRED };
    for list in fitting {
        match list.price(claim) {
            Err(below @ PricingRefusal::BelowMinimum { .. }) => refusal = below,
            settled => return settled,
        }
    }
    Err(refusal)
}
