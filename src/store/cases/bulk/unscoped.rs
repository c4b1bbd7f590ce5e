//! Queries of cases in bulk without an actor: for the worker, the command line, sign-in, and actions
//! that have checked who asks.

use std::collections::HashSet;

use diesel::prelude::*;

use crate::domain::ids::Reference;
use crate::store::cases::bulk::{Invention, load, plan, write};
use crate::store::db::dialect;
use crate::store::db::schema::cases;
use crate::store::{Database, StoreError};

/// Writes cases until there are `wanted`.
///
/// # Errors
/// If the database fails. Indexes that were dropped for speed are created again in any case.
pub fn multiply(database: &Database, wanted: usize, invention: &mut impl Invention) -> Result<(), StoreError> {
    let mut db = database.write()?;
    let known: Vec<Reference> = cases::table.select(cases::reference).load(&mut *db.conn)?;
    let mut references: HashSet<Reference> = known.into_iter().collect();
    let all = wanted.saturating_sub(references.len());
    let templates = load(&mut db)?;
    if all == 0 || templates.is_empty() {
        return Ok(());
    }
    let plan = plan(&templates, all, invention);
    // An interrupted run may have left words here; their cases exist.
    db.write(|db| dialect::move_staged_words(db).map_err(StoreError::from))?;
    let indexes = dialect::begin_bulk(db.without_transaction())?;
    let mut outcome = write(&mut db, &plan, &templates, &mut references, invention);
    if outcome.is_ok() {
        invention.say("Putting the words of the search in order");
        outcome = db.write(|db| Ok(dialect::move_staged_words(db)?));
    }
    dialect::end_bulk(db.without_transaction(), &indexes, |index| invention.say(&format!("Making the index {index}")))?;
    outcome
}
