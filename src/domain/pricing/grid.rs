//! A price grid: rates by the claim's amount in US dollars, and surcharges by its age.

use std::fmt;

use chrono::{Days, NaiveDate};
use rust_decimal::Decimal;

use super::{Age, Ages};
use crate::domain::calendar::add_months;
use crate::domain::money::{Currency, Money, Rate};
use crate::domain::pricing::PricingRefusal;

/// Brackets of one grid.
pub const MAX_BRACKETS: usize = 12;
/// Surcharges of one grid.
pub const MAX_SURCHARGES: usize = 4;

/// How long a claim has been overdue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Overdue {
    /// Full calendar months.
    Months(u32),
    /// Days.
    Days(u32),
}

impl Overdue {
    /// Whether a claim due on `due` was overdue for longer than this on day `on`. On the exact day it is not yet.
    pub fn is_over(self, due: NaiveDate, on: NaiveDate) -> bool {
        match self {
            Self::Months(months) => on > add_months(due, months),
            Self::Days(days) => due.checked_add_days(Days::new(u64::from(days))).is_some_and(|end| on > end),
        }
    }

    /// The approximate number of days, to order months and days.
    pub fn days(self) -> u32 {
        match self {
            Self::Months(months) => months.saturating_mul(365) / 12,
            Self::Days(days) => days,
        }
    }

    /// Reads `12 months` or `180 days`.
    pub fn parse(text: &str) -> Option<Self> {
        let (number, unit) = text.trim().split_once(' ')?;
        let number: u32 = number.parse().ok().filter(|number| (1..=3_650).contains(number))?;
        match unit.trim() {
            "month" | "months" => Some(Self::Months(number)),
            "day" | "days" => Some(Self::Days(number)),
            _ => None,
        }
    }
}

impl fmt::Display for Overdue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Months(months) => write!(f, "{months} months"),
            Self::Days(days) => write!(f, "{days} days"),
        }
    }
}

/// A surcharge on the rate of an old claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Surcharge {
    /// For claims overdue for longer than this.
    pub over: Overdue,
    /// Percentage points added to the rate. Surcharges for shorter ages are not added as well.
    pub points: Rate,
}

/// Rates by amount and age.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grid {
    /// Lower bounds, inclusive, in US cents, ascending, each with its rate. Smaller claims have no rate.
    brackets: Vec<(i64, Rate)>,
    /// By age, ascending.
    surcharges: Vec<Surcharge>,
}

/// Why brackets and surcharges are refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GridProblem {
    /// There are no brackets.
    #[error("Give at least one bracket: from which amount, and how many percent.")]
    NoBracket,
    /// There are too many.
    #[error("At most 12 brackets and 4 surcharges.")]
    TooMany,
    /// Two brackets have the same lower bound, or one is negative.
    #[error("Each bracket must begin at an amount of its own.")]
    Bounds,
    /// Two surcharges are for about the same age.
    #[error("Each surcharge must begin at an age of its own.")]
    Ages,
    /// Rate and surcharge are more than 100 % together.
    #[error("With the surcharge for age, a rate would be above 100 %.")]
    AboveAll,
}

impl Grid {
    /// A grid of brackets and surcharges, given in any order.
    ///
    /// # Errors
    /// When they are refused.
    pub fn new(mut brackets: Vec<(i64, Rate)>, mut surcharges: Vec<Surcharge>) -> Result<Self, GridProblem> {
        if brackets.is_empty() {
            return Err(GridProblem::NoBracket);
        }
        if brackets.len() > MAX_BRACKETS || surcharges.len() > MAX_SURCHARGES {
            return Err(GridProblem::TooMany);
        }
        brackets.sort_by_key(|(from, _)| *from);
        surcharges.sort_by_key(|one| one.over.days());
        if brackets.first().is_some_and(|(from, _)| *from < 0) || !brackets.is_sorted_by(|a, b| a.0 < b.0) {
            return Err(GridProblem::Bounds);
        }
        if !surcharges.is_sorted_by(|a, b| a.over.days() < b.over.days()) {
            return Err(GridProblem::Ages);
        }
        let most = |rates: &mut dyn Iterator<Item = Rate>| rates.max().unwrap_or(Rate::ZERO).points();
        let (rate, points) =
            (most(&mut brackets.iter().map(|(_, rate)| *rate)), most(&mut surcharges.iter().map(|one| one.points)));
        if rate + points > Decimal::ONE_HUNDRED {
            return Err(GridProblem::AboveAll);
        }
        Ok(Self { brackets, surcharges })
    }

    /// Lower bounds in US cents, ascending, each with its rate.
    pub fn brackets(&self) -> &[(i64, Rate)] {
        &self.brackets
    }

    /// Surcharges by age, ascending.
    pub fn surcharges(&self) -> &[Surcharge] {
        &self.surcharges
    }

    /// The bracket of an amount, with its bounds in US cents (the upper one exclusive).
    pub(super) fn bracket(&self, usd_minor: i64) -> Result<Bracket, PricingRefusal> {
        let at = self.brackets.iter().rposition(|(from, _)| *from <= usd_minor);
        let found = at.and_then(|at| {
            let (from, rate) = self.brackets.get(at).copied()?;
            Some(Bracket { from, below: self.brackets.get(at + 1).map(|next| next.0), rate })
        });
        let minimum = self.brackets.first().map_or(0, |(from, _)| *from);
        found.ok_or(PricingRefusal::BelowMinimum { minimum_usd: Decimal::new(minimum, 2).normalize() })
    }

    /// The surcharge of a claim that was due on one day and submitted on another, and its points if it was blended over
    /// several invoices.
    ///
    /// Only the surcharge for the longest age applies; surcharges are not added together. For several invoices they are
    /// blended by amount: `Σ amount × surcharge / principal`, rounded to four decimals.
    pub(super) fn uplift(
        &self,
        age: Age,
        (due, submitted): (NaiveDate, NaiveDate),
        principal: i64,
    ) -> Result<(Rate, Option<Rate>), PricingRefusal> {
        let blended = match age {
            Age::Single => {
                let over = self.surcharges.iter().rev().find(|one| one.over.is_over(due, submitted));
                return Ok((over.map_or(Rate::ZERO, |one| one.points), None));
            }
            Age::Blended(points) => points,
            Age::Parts(ages) => Rate::percent(self.blend(ages, principal)?),
        };
        Ok((blended, Some(blended)))
    }

    fn blend(&self, ages: Ages, principal: i64) -> Result<Decimal, PricingRefusal> {
        let Ages { over6_minor, over12_minor, over24_minor } = ages;
        let over6 = over6_minor.unwrap_or(over12_minor);
        let is_ordered = 0 <= over24_minor && over24_minor <= over12_minor && over12_minor <= over6;
        if !is_ordered || over6 > principal || principal == 0 {
            return Err(PricingRefusal::AgesOutOfOrder);
        }
        let part = |minor: i64, months: u32| {
            let known = Overdue::Months(months).days();
            let found = self.surcharges.iter().rev().find(|one| one.over.days() <= known);
            let points = found.map_or(Decimal::ZERO, |one| one.points.points());
            Decimal::from(minor) * points / Decimal::from(principal)
        };
        Ok(part(over6 - over12_minor, 6) + part(over12_minor - over24_minor, 12) + part(over24_minor, 24))
    }
}

/// A bracket of a grid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Bracket {
    /// Lower bound in US cents, inclusive.
    pub from: i64,
    /// Upper bound in US cents, exclusive.
    pub below: Option<i64>,
    /// Its rate.
    pub rate: Rate,
}

/// `USD 1,000 to 149,999.99`, `USD 150,000 and more`.
impl fmt::Display for Bracket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.below {
            Some(below) => write!(f, "USD {} to {}", dollars(self.from), dollars(below - 1)),
            None => write!(f, "USD {} and more", dollars(self.from)),
        }
    }
}

/// US dollars from cents, with thousands separators; cents are shown only if there are any.
pub fn dollars(cents: i64) -> String {
    Currency::parse("USD").map_or_else(String::new, |usd| {
        let grouped = Money::new(cents, usd).grouped();
        grouped.trim_end_matches(".00").to_owned()
    })
}
