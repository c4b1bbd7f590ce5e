//! Price lists as JSON.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use crate::actions::prices::{Preview, Sample};
use crate::domain::money::{Currency, Money};
use crate::domain::pricing::{Grid, Overdue, Price};
use crate::store::prices::Listed;
use crate::store::prices::carve_outs::Agreed;
use crate::web::http::wire::{Major, PageData};

/// Somebody by id and name.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Party {
    /// The id.
    pub id: String,
    /// The name.
    pub name: String,
}

/// The lowest amount and the percentage from there on.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct BracketResource {
    /// US dollars, inclusive.
    pub from: Major,
    /// The rate.
    pub percent: Major,
}

/// The surcharge for age.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct SurchargeResource {
    /// Overdue for more than this many units.
    pub over: u32,
    /// `months` or `days`.
    pub unit: &'static str,
    /// Percentage points.
    pub points: Major,
}

/// Whether a list is upcoming, in force or ended today.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) enum PriceListStatus {
    Current,
    Future,
    Past,
    /// Ended before it began.
    Withdrawn,
}

impl PriceListStatus {
    /// The state of a list on a day.
    pub(crate) fn of(list: &Listed, today: NaiveDate) -> Self {
        let in_force = list.list.in_force;
        if in_force.is_never() {
            Self::Withdrawn
        } else if in_force.holds(today) {
            Self::Current
        } else if in_force.from > today {
            Self::Future
        } else {
            Self::Past
        }
    }

    pub(crate) fn label(self) -> &'static str {
        match self {
            Self::Current => "In force",
            Self::Future => "To come",
            Self::Past => "Over",
            Self::Withdrawn => "Withdrawn",
        }
    }

    /// The CSS class of the state's dot.
    pub(crate) fn class(self) -> &'static str {
        match self {
            Self::Current => "active",
            Self::Future => "new",
            Self::Past | Self::Withdrawn => "closed",
        }
    }
}

/// A price list.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PriceResource {
    pub id: String,
    /// Its position in the price chain, as cases show it.
    pub source: &'static str,
    pub creditor: Option<Party>,
    pub collection_partner: Option<Party>,
    pub referral_partner: Option<Party>,
    /// A zone's name, or who agreed.
    pub name: String,
    /// Two letters each; none means every country.
    pub countries: Vec<String>,
    pub brackets: Vec<BracketResource>,
    pub surcharges: Vec<SurchargeResource>,
    /// The first day in force.
    pub valid_from: NaiveDate,
    /// The last day in force.
    pub valid_to: Option<NaiveDate>,
    pub status: PriceListStatus,
    pub note: String,
    pub created_at: DateTime<Utc>,
    pub created_by: String,
    pub ended_at: Option<DateTime<Utc>>,
    pub ended_by: Option<String>,
}

impl PriceResource {
    /// A list as of a day.
    pub(crate) fn new(list: &Listed, today: NaiveDate) -> Self {
        let row = &list.row;
        let party = |id: Option<&str>, name: &Option<String>| {
            Some(Party { id: id?.to_owned(), name: name.clone().unwrap_or_default() })
        };
        Self {
            id: row.id.to_string(),
            source: row.source.label(),
            creditor: party(row.creditor_id.as_ref().map(|id| id.as_str()), &list.creditor),
            collection_partner: party(row.collection_partner_id.as_ref().map(|id| id.as_str()), &list.agency),
            referral_partner: party(row.referral_partner_id.as_ref().map(|id| id.as_str()), &list.platform),
            name: list.list.name.clone(),
            countries: list.list.countries.clone(),
            brackets: brackets(&list.list.grid),
            surcharges: surcharges(&list.list.grid),
            valid_from: row.valid_from,
            valid_to: row.valid_to,
            status: PriceListStatus::of(list, today),
            note: row.note.clone(),
            created_at: row.created_at.and_utc(),
            created_by: row.created_by.clone(),
            ended_at: row.ended_at.map(|at| at.and_utc()),
            ended_by: row.ended_by.clone(),
        }
    }
}

fn brackets(grid: &Grid) -> Vec<BracketResource> {
    let brackets = grid.brackets().iter();
    brackets.map(|(from, rate)| BracketResource { from: usd(*from), percent: Major::decimal(rate.points()) }).collect()
}

fn surcharges(grid: &Grid) -> Vec<SurchargeResource> {
    let split = |over: Overdue| match over {
        Overdue::Months(months) => (months, "months"),
        Overdue::Days(days) => (days, "days"),
    };
    grid.surcharges()
        .iter()
        .map(|one| {
            let (over, unit) = split(one.over);
            SurchargeResource { over, unit, points: Major::decimal(one.points.points()) }
        })
        .collect()
}

/// US dollars from cents.
pub(crate) fn usd(cents: i64) -> Major {
    match Currency::parse("USD") {
        Some(usd) => Money::new(cents, usd).into(),
        None => Major::decimal(rust_decimal::Decimal::new(cents, 2)),
    }
}

/// A page of price lists.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct PricesResource {
    /// Page metadata.
    pub page: PageData,
    /// The lists.
    pub prices: Vec<PriceResource>,
}

/// A price and where it comes from.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PricedResource {
    /// The rate of the bracket.
    pub base_success_fee_percentage: Major,
    /// The surcharge for age.
    pub age_surcharge_percentage: Major,
    /// Both together.
    pub total_success_fee_percentage: Major,
    /// The position in the price chain.
    pub pricing_source: &'static str,
    /// The explanation.
    pub pricing_source_description: String,
}

impl From<&Price> for PricedResource {
    fn from(price: &Price) -> Self {
        Self {
            base_success_fee_percentage: Major::decimal(price.base.points()),
            age_surcharge_percentage: Major::decimal(price.uplift.points()),
            total_success_fee_percentage: Major::decimal(price.total.points()),
            pricing_source: price.source.label(),
            pricing_source_description: price.explanation.clone(),
        }
    }
}

/// A sample claim without and with a list.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct SampleResource {
    /// The debtor's country, or several with the same prices.
    pub countries: Vec<String>,
    /// The principal, US dollars.
    pub amount_usd: Major,
    /// Overdue for longer than this, such as `12 months`.
    pub overdue_for_more_than: Option<String>,
    /// The price today; null if there is no rate.
    pub before: Option<PricedResource>,
    /// The price after the change.
    pub after: Option<PricedResource>,
}

impl From<&Sample> for SampleResource {
    fn from(sample: &Sample) -> Self {
        Self {
            countries: sample.countries.clone(),
            amount_usd: usd(sample.usd_minor),
            overdue_for_more_than: sample.over.map(|over| over.to_string()),
            before: sample.before.as_ref().map(Into::into),
            after: sample.after.as_ref().map(Into::into),
        }
    }
}

/// The effect of a price list.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PreviewResource {
    /// The list; its id is not kept.
    pub price: PriceResource,
    /// Sample claims, submitted on its first day.
    pub samples: Vec<SampleResource>,
    /// Cases not accepted yet; they keep the price that was fixed at submission.
    pub open_cases_not_affected: i64,
}

impl PreviewResource {
    /// A preview as of a day.
    pub(crate) fn new(preview: &Preview, today: NaiveDate) -> Self {
        Self {
            price: PriceResource::new(&preview.list, today),
            samples: preview.samples.iter().map(Into::into).collect(),
            open_cases_not_affected: preview.waiting,
        }
    }
}

/// Prices that clients sign with their power of attorney.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CarveOutResource {
    pub id: String,
    pub referral_partner: Party,
    pub collection_partner: Party,
    /// Two letters.
    pub country: String,
    pub brackets: Vec<BracketResource>,
    pub created_at: DateTime<Utc>,
    pub ended_at: Option<DateTime<Utc>>,
}

impl From<&Agreed> for CarveOutResource {
    fn from(agreed: &Agreed) -> Self {
        let row = &agreed.row;
        Self {
            id: row.id.to_string(),
            referral_partner: Party { id: row.referral_partner_id.to_string(), name: agreed.platform.clone() },
            collection_partner: Party { id: row.collection_partner_id.to_string(), name: agreed.agency.clone() },
            country: row.country.clone(),
            brackets: brackets(&agreed.list.grid),
            created_at: row.created_at.and_utc(),
            ended_at: row.ended_at.map(|at| at.and_utc()),
        }
    }
}
