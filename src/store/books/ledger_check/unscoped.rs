//! Queries of the check of the ledger without an actor: for the worker, the command line, sign-in, and actions
//! that have checked who asks.

use diesel::prelude::*;

use crate::store::books::ledger_check::{Found, Line, rules};
use crate::store::{Db, StoreError};

/// Runs all rules. `step` is called before each, with its index and the number of rules.
pub fn check(db: &mut Db, mut step: impl FnMut(usize, usize)) -> Result<Vec<Found>, StoreError> {
    let rules = rules();
    let all = rules.len();
    let mut found = Vec::with_capacity(all);
    for (at, (rule, offenders)) in rules.into_iter().enumerate() {
        step(at, all);
        let query = format!("SELECT count(*) AS offenders, min(id) AS first FROM ({offenders}) found");
        let line: Line = diesel::sql_query(query).get_result(&mut *db.conn)?;
        found.push(Found { rule, offenders: line.offenders, first: line.first });
    }
    step(all, all);
    Ok(found)
}
