//! The columns of a price list's grid: JSON lists. A list that cannot be read completely is an error.

use std::fmt;

use crate::domain::money::Rate;
use crate::domain::pricing::{Grid, Overdue, Surcharge};
use crate::store::StoreError;
use crate::store::db::columns::printed_columns;

/// Brackets, such as `[[50000,"25"],[500000,"18"]]`: lower bound in US cents, and rate in percent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Brackets(pub Vec<(i64, Rate)>);

/// Surcharges, such as `[["12 months","5"]]`: age, and percentage points.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Surcharges(pub Vec<Surcharge>);

printed_columns!(Brackets, Surcharges);

impl Brackets {
    /// The brackets of a grid.
    pub fn of(grid: &Grid) -> Self {
        Self(grid.brackets().to_vec())
    }

    pub(in crate::store) fn parse(text: &str) -> Option<Self> {
        let parts: Vec<(i64, String)> = serde_json::from_str(text).ok()?;
        parts.iter().map(|(from, rate)| Some((*from, Rate::parse(rate)?))).collect::<Option<_>>().map(Self)
    }
}

impl Surcharges {
    /// The surcharges of a grid.
    pub fn of(grid: &Grid) -> Self {
        Self(grid.surcharges().to_vec())
    }

    pub(in crate::store) fn parse(text: &str) -> Option<Self> {
        let parts: Vec<(String, String)> = serde_json::from_str(text).ok()?;
        let read = |(over, points): &(String, String)| {
            Some(Surcharge { over: Overdue::parse(over)?, points: Rate::parse(points)? })
        };
        parts.iter().map(read).collect::<Option<_>>().map(Self)
    }
}

impl fmt::Display for Brackets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts: Vec<_> = self.0.iter().map(|(from, rate)| (from, rate.to_string())).collect();
        f.write_str(&serde_json::to_string(&parts).map_err(|_| fmt::Error)?)
    }
}

impl fmt::Display for Surcharges {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts: Vec<_> = self.0.iter().map(|one| (one.over.to_string(), one.points.to_string())).collect();
        f.write_str(&serde_json::to_string(&parts).map_err(|_| fmt::Error)?)
    }
}

/// The grid of a row.
///
/// # Errors
/// [`StoreError::Corrupt`] if brackets and surcharges do not make a valid grid.
pub(in crate::store) fn of_row(brackets: &Brackets, surcharges: &[Surcharge]) -> Result<Grid, StoreError> {
    Grid::new(brackets.0.clone(), surcharges.to_vec())
        .map_err(|problem| StoreError::Corrupt(format!("“{brackets}” are no prices: {problem}")))
}
