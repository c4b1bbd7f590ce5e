//! Exact counts of what may be done only so often, shared by every node. The limits are in `domain/limit.rs`.

use chrono::Duration;
use diesel::prelude::*;

use super::dialect;
use super::schema::tallies;
use crate::domain::calendar::Moment;
use crate::store::{Db, StoreError, Tx};

/// What was counted for one subject in a span that has not ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Tally {
    /// How often it was done.
    pub count: i64,
    /// When the span ends (UTC).
    pub until: Moment,
    /// When it was last done (UTC).
    pub last: Moment,
}

/// What is counted for a subject now; `None` when nothing is.
pub fn tally(db: &mut Db, name: &str, subject: &str, now: Moment) -> Result<Option<Tally>, StoreError> {
    let row: Option<(i64, chrono::NaiveDateTime, chrono::NaiveDateTime)> = tallies::table
        .find((name, subject))
        .filter(tallies::until_at.gt(now.naive_utc()))
        .select((tallies::count, tallies::until_at, tallies::last_at))
        .first(&mut *db.conn)
        .optional()?;
    Ok(row.map(|(count, until, last)| Tally { count, until: until.and_utc(), last: last.and_utc() }))
}

/// Counts `by` more for a subject and answers the new tally. A span begins with the first thing counted in it. The row
/// stays this transaction's until it ends, so that no two count the same number.
pub fn add(
    db: &mut Tx<'_>,
    (name, subject): (&str, &str),
    by: i64,
    span: Duration,
    now: Moment,
) -> Result<Tally, StoreError> {
    let (count, until) = dialect::add_to_tally(db, (name, subject), by, (now, now + span))?;
    Ok(Tally { count, until: until.and_utc(), last: now })
}

/// Forgets what was counted for a subject.
pub fn clear(db: &mut Tx<'_>, name: &str, subject: &str) -> Result<(), StoreError> {
    diesel::delete(tallies::table.find((name, subject))).execute(&mut *db.conn)?;
    Ok(())
}

/// Forgets every span that has ended.
pub fn forget(db: &mut Tx<'_>, now: Moment) -> Result<usize, StoreError> {
    Ok(diesel::delete(tallies::table.filter(tallies::until_at.le(now.naive_utc()))).execute(&mut *db.conn)?)
}
