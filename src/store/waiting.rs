//! What waits for the operator.

pub mod unscoped;

use chrono::NaiveDate;

use crate::domain::actor::Operator;
use crate::domain::waiting::Waits;
use crate::store::{Db, StoreError};

/// What waits on a day.
pub fn of_operator(db: &mut Db, _who: &Operator, today: NaiveDate) -> Result<Waits, StoreError> {
    unscoped::of_operator(db, today)
}
