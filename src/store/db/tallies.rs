//! Exact counts for limits, shared by all nodes. The limits are in `domain/limit.rs`.

use chrono::Duration;
use diesel::prelude::*;

use super::dialect;
use super::schema::tallies;
use crate::domain::calendar::Moment;
use crate::store::{Db, StoreError, Tx};

/// The count of one subject in a window that has not ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Tally {
    /// The count.
    pub count: i64,
    /// When the window ends (UTC).
    pub until: Moment,
    /// When the subject was last counted (UTC).
    pub last: Moment,
}

/// The current count of a subject; `None` if nothing is counted.
pub fn tally(db: &mut Db, name: &str, subject: &str, now: Moment) -> Result<Option<Tally>, StoreError> {
    let row: Option<(i64, chrono::NaiveDateTime, chrono::NaiveDateTime)> = tallies::table
        .find((name, subject))
        .filter(tallies::until_at.gt(now.naive_utc()))
        .select((tallies::count, tallies::until_at, tallies::last_at))
        .first(&mut *db.conn)
        .optional()?;
    Ok(row.map(|(count, until, last)| Tally { count, until: until.and_utc(), last: last.and_utc() }))
}

/// Adds `by` to a subject's count and returns the new tally. The first count starts the window. The row stays locked
/// until the transaction ends, so that simultaneous transactions do not get the same count.
pub fn add(
    db: &mut Tx<'_>,
    name: &str,
    subject: &str,
    by: i64,
    span: Duration,
    now: Moment,
) -> Result<Tally, StoreError> {
    let (count, until) = dialect::add_to_tally(db, name, subject, by, now, now + span)?;
    Ok(Tally { count, until: until.and_utc(), last: now })
}

/// Deletes the count of a subject.
pub fn clear(db: &mut Tx<'_>, name: &str, subject: &str) -> Result<(), StoreError> {
    diesel::delete(tallies::table.find((name, subject))).execute(&mut *db.conn)?;
    Ok(())
}

/// Deletes all windows that have ended.
pub fn forget(db: &mut Tx<'_>, now: Moment) -> Result<usize, StoreError> {
    Ok(diesel::delete(tallies::table.filter(tallies::until_at.le(now.naive_utc()))).execute(&mut *db.conn)?)
}
