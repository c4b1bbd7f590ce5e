//! Which instalment is due when, so that together they are exactly what was agreed on.

use chrono::{Days, NaiveDate};

use super::{Interval, MOST_INSTALMENTS, PlanProblem};
use crate::domain::calendar::add_months;

/// One instalment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Instalment {
    /// The day on which it is due.
    pub due: NaiveDate,
    /// How much.
    pub amount: i64,
}

/// How an agreed amount is cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// Into so many instalments.
    Count(usize),
    /// Into instalments of this amount.
    Amount(i64),
}

/// What was agreed on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terms {
    /// Everything together.
    pub total: i64,
    /// When the first instalment is due.
    pub first: NaiveDate,
    /// How far apart they lie.
    pub interval: Interval,
    /// How it is cut.
    pub size: Size,
}

impl Terms {
    /// The instalments in order. All are alike but the last, which takes the rest; together they are the total.
    /// A month's instalment is due on the first one's day, or on the month's last where it has no such day.
    ///
    /// # Errors
    /// An amount of nothing; too many instalments.
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
        if count > MOST_INSTALMENTS {
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
