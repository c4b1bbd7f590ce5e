//! Instalments and their due dates. Together they are exactly the agreed amount.

use chrono::{Days, NaiveDate};

use super::{Interval, MAX_INSTALMENTS, PlanProblem};
use crate::domain::calendar::add_months;

/// One instalment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Instalment {
    /// The due date.
    pub due: NaiveDate,
    /// The amount, in minor units.
    pub amount: i64,
}

/// How the agreed amount is divided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// Into this number of instalments.
    Count(usize),
    /// Into instalments of this amount.
    Amount(i64),
}

/// The terms that were agreed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terms {
    /// The total, in minor units.
    pub total: i64,
    /// The due date of the first instalment.
    pub first: NaiveDate,
    /// The time between two instalments.
    pub interval: Interval,
    /// How the total is divided.
    pub size: Size,
}

impl Terms {
    /// The instalments in order. All are equal except the last, which takes the remainder; together they are the total.
    /// Monthly instalments are due on the day of the first one, or on the last day of a shorter month.
    ///
    /// # Errors
    /// The amount is zero, or there are too many instalments.
    pub fn schedule(&self) -> Result<Vec<Instalment>, PlanProblem> {
        if self.total <= 0 {
            return Err(PlanProblem::NothingAgreed);
        }
        let (count, each) = match self.size {
            Size::Count(0) | Size::Amount(..=0) => return Err(PlanProblem::SizeUnclear),
            Size::Count(count) => {
                let whole = i64::try_from(count).map_err(|_| PlanProblem::TooMany(false))?;
                (count, self.total / whole)
            }
            Size::Amount(each) => {
                let count = self.total / each + i64::from(self.total % each != 0);
                (usize::try_from(count).map_err(|_| PlanProblem::TooMany(true))?, each)
            }
        };
        if count > MAX_INSTALMENTS {
            return Err(PlanProblem::TooMany(matches!(self.size, Size::Amount(_))));
        }
        if each == 0 {
            return Err(PlanProblem::TooSmall);
        }
        let mut left = self.total;
        let mut instalments = Vec::with_capacity(count);
        for place in 0..count {
            let amount = if place + 1 == count { left } else { each };
            left -= amount;
            instalments.push(Instalment { due: self.due(place), amount });
        }
        Ok(instalments)
    }

    fn due(&self, place: usize) -> NaiveDate {
        let steps = u32::try_from(place).unwrap_or(u32::MAX);
        match self.interval {
            Interval::Month => add_months(self.first, steps),
            Interval::Week => self.first.checked_add_days(Days::new(u64::from(steps) * 7)).unwrap_or(NaiveDate::MAX),
        }
    }
}
