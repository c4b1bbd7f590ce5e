//! Previews a price list: sample claims, priced without it and with it.

use chrono::{Days, NaiveDate};

use super::{PriceOrder, fresh, refuse_overlap, successor};
use crate::actions::pricing::{Priced, by_lists};
use crate::actions::{Context, Outcome};
use crate::domain::actor::Operator;
use crate::domain::ids::PriceId;
use crate::domain::money::{Currency, Money};
use crate::domain::pricing::{Age, Overdue, Price, PriceList};
use crate::store::prices::Listed;
use crate::store::{self, Db, StoreError};

/// Sample countries for lists of all countries: one of each column of the standard prices.
const SAMPLE_COUNTRIES: [&str; 2] = ["DE", "US"];

/// A claim, and its price without and with the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sample {
    /// The debtors' countries for which the prices are the same.
    pub countries: Vec<String>,
    /// The principal, US cents.
    pub usd_minor: i64,
    /// Overdue for longer than this; `None` stands for one month.
    pub over: Option<Overdue>,
    /// The price now.
    pub before: Option<Price>,
    /// The price with the list.
    pub after: Option<Price>,
}

/// The effect of a list.
#[derive(Clone, Debug)]
pub struct Preview {
    /// The list.
    pub list: Listed,
    /// Sample claims submitted on its first day.
    pub samples: Vec<Sample>,
    /// Number of cases of its parties and countries that are not accepted yet; they keep their present price.
    pub waiting: i64,
}

/// The effect of adding a list, or of replacing another. Nothing is stored.
///
/// # Errors
/// As [`super::add_prices`] and [`super::change_prices`].
pub fn preview(
    db: &mut Db,
    who: &Operator,
    replaced: Option<PriceId>,
    order: &PriceOrder,
    ctx: &Context,
) -> Outcome<Preview> {
    let (list, old) = match replaced {
        None => (fresh(db, who, order, ctx)?, None),
        Some(id) => {
            let old = store::prices::load(db, who, id)?;
            (successor(db, who, &old, order, ctx)?, Some(old))
        }
    };
    refuse_overlap(db, &list, replaced)?;
    let from = list.row.valid_from;
    let before = store::prices::unscoped::lists(db, list.list.parties, from)?;
    let mut after: Vec<PriceList> =
        before.iter().filter(|one| replaced.is_none_or(|id| one.id != id.as_str())).cloned().collect();
    after.push(list.list.clone());
    let (amounts, ages) = kinds(&list.list, old.as_ref().map(|old| &old.list), &before);
    let mut groups: Vec<Vec<Sample>> = Vec::new();
    for country in countries(&list.list) {
        let mut found = Vec::new();
        for (usd_minor, over) in amounts.iter().flat_map(|amount| ages.iter().map(|over| (*amount, *over))) {
            let mut price = |lists: &[PriceList]| -> Outcome<Option<Price>> {
                let principal = Money::new(usd_minor, dollar()?);
                let (due, parties) = (due(over, from), list.list.parties);
                let claim = Priced { principal, country: &country, due, submitted: from, age: Age::Single, parties };
                by_lists(db, lists, &claim, "currencyCode")
            };
            let (before, after) = (price(&before)?, price(&after)?);
            found.push(Sample { countries: vec![country.clone()], usd_minor, over, before, after });
        }
        join(&mut groups, found);
    }
    let samples = groups.concat();
    let waiting = store::people::parties::waiting(db, who, &list.list)?;
    Ok(Preview { list, samples, waiting })
}

fn dollar() -> Result<Currency, StoreError> {
    Currency::parse("USD").ok_or_else(|| StoreError::Corrupt("the dollar is not a currency".to_owned()))
}

/// A due date such that a claim is overdue for `over` on a day.
fn due(over: Option<Overdue>, on: NaiveDate) -> NaiveDate {
    let days = over.map_or(30, |over| over.days() + 30);
    on.checked_sub_days(Days::new(u64::from(days))).unwrap_or(on)
}

/// The countries of the samples: those of the list.
fn countries(list: &PriceList) -> Vec<String> {
    if list.countries.is_empty() {
        return SAMPLE_COUNTRIES.iter().map(|one| (*one).to_owned()).collect();
    }
    list.countries.clone()
}

/// Adds the samples of a country to the group with the same prices, or starts a new group.
fn join(groups: &mut Vec<Vec<Sample>>, found: Vec<Sample>) {
    let alike = |one: &Sample, other: &Sample| (&one.before, &one.after) == (&other.before, &other.after);
    let known = groups.iter_mut().find(|group| group.iter().zip(&found).all(|(one, other)| alike(one, other)));
    match known {
        None => groups.push(found),
        Some(group) => {
            for (one, other) in group.iter_mut().zip(found) {
                one.countries.extend(other.countries);
            }
        }
    }
}

/// An amount in every bracket of both lists, and every age with a surcharge.
fn kinds(list: &PriceList, old: Option<&PriceList>, before: &[PriceList]) -> (Vec<i64>, Vec<Option<Overdue>>) {
    let grids: Vec<_> = [Some(list), old].into_iter().flatten().map(|list| &list.grid).collect();
    // For a single rate from zero, the smallest claim with a standard rate is used.
    let mut amounts: Vec<i64> =
        grids.iter().flat_map(|grid| grid.brackets()).map(|(from, _)| (*from).max(10_000)).collect();
    if grids.iter().all(|grid| grid.brackets().len() == 1) {
        amounts.extend([100_000, 1_000_000, 15_000_000]);
    }
    amounts.sort_unstable();
    amounts.dedup();
    let others = before.iter().map(|one| &one.grid);
    let mut ages: Vec<Overdue> =
        grids.iter().copied().chain(others).flat_map(|grid| grid.surcharges()).map(|one| one.over).collect();
    ages.sort_by_key(|over| over.days());
    ages.dedup_by_key(|over| over.days());
    (amounts, std::iter::once(None).chain(ages.into_iter().map(Some)).collect())
}
