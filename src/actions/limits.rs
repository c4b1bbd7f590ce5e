//! Counts against limits. The counts are exact and in the database, so that they hold across nodes.

use super::{ActionError, Context, Outcome};
use crate::domain::limit::Limit;
use crate::store::{self, Db, Writer};

/// Counts one for a subject, or refuses. Inside a transaction the count is lost if the transaction is rolled back.
///
/// # Errors
/// [`ActionError::TooMany`] with the seconds until the period ends, if the limit is reached.
pub fn spend(db: &mut Writer, limit: Limit, subject: &str, ctx: &Context) -> Outcome<()> {
    spend_by(db, limit, subject, 1, ctx)
}

/// Counts `by` for a subject, or refuses. See [`spend`].
///
/// # Errors
/// [`ActionError::TooMany`] with the seconds until the period ends, if the limit is reached.
pub fn spend_by(db: &mut Writer, limit: Limit, subject: &str, by: i64, ctx: &Context) -> Outcome<()> {
    db.write(|db| {
        let tally = store::db::tallies::add(db, limit.name, subject, by, limit.span(), ctx.now)?;
        if tally.count > limit.most { Err(too_many(tally.until, ctx)) } else { Ok(()) }
    })
}

/// Counts one for a subject and returns whether the limit allows it; for replies that must not reveal a limit.
pub fn allows(db: &mut Writer, limit: Limit, subject: &str, ctx: &Context) -> Outcome<bool> {
    db.write(|db| {
        let tally = store::db::tallies::add(db, limit.name, subject, 1, limit.span(), ctx.now)?;
        Ok(tally.count <= limit.most)
    })
}

/// Refuses if a limit is reached, without counting.
///
/// # Errors
/// [`ActionError::TooMany`] with the seconds until the period ends.
pub fn check(db: &mut Db, limit: Limit, subject: &str, ctx: &Context) -> Outcome<()> {
    match store::db::tallies::tally(db, limit.name, subject, ctx.now)? {
        Some(tally) if tally.count >= limit.most => Err(too_many(tally.until, ctx)),
        _ => Ok(()),
    }
}

fn too_many(until: crate::domain::calendar::Moment, ctx: &Context) -> ActionError {
    ActionError::TooMany(u64::try_from((until - ctx.now).num_seconds()).unwrap_or_default().max(1))
}
