//! The agencies' monthly updates: most in time, some late, some never, and the newest still open.

use chrono::Duration;

use super::story::Walk;
use super::{Stage, words};
use crate::actions::Outcome;
use crate::actions::updates::{self, Advice, ReplyOrder};
use crate::domain::calendar::Moment;
use crate::domain::case_update::{Activity, Unblocker, next_opening};
use crate::store;

/// The updates of an Active case until the end of the demo's time.
pub(super) fn report(stage: &mut Stage<'_>, walk: &mut Walk<'_>) -> Outcome<()> {
    while let Some(at) = next(stage, walk)? {
        if !open(stage, walk, at)? {
            continue;
        }
        let days = match stage.dice.between(1, 20) {
            1..=14 => stage.dice.between(1, 5),
            15..=17 => stage.dice.between(8, 13),
            _ => continue,
        };
        let answered = at + Duration::days(days) + Duration::minutes(stage.dice.between(1, 400));
        if answered < walk.end {
            reply(stage, walk, answered, Advice::StayActive)?;
        }
    }
    Ok(())
}

/// Pauses a case by its update, if one is due before the end; `false` if none is.
pub(super) fn pause(stage: &mut Stage<'_>, walk: &mut Walk<'_>, reason: &str) -> Outcome<bool> {
    let Some(at) = next(stage, walk)? else { return Ok(false) };
    let answered = at + Duration::hours(stage.dice.between(3, 60));
    if answered >= walk.end {
        return Ok(false);
    }
    if !open(stage, walk, at)? {
        return Ok(false);
    }
    let unblocker = if stage.dice.chance(50) { Unblocker::Client } else { Unblocker::Agency };
    reply(stage, walk, answered, Advice::Pause(reason.to_owned(), unblocker))?;
    Ok(true)
}

/// When the next update is opened, if before the end. Updates that were due while the case was worked on are opened
/// now.
fn next(stage: &mut Stage<'_>, walk: &Walk<'_>) -> Outcome<Option<Moment>> {
    let case = store::cases::unscoped::case(stage.db, walk.case.id)?;
    let Some(accepted) = case.started_at.map(|at| at.and_utc()) else { return Ok(None) };
    let has_one = !store::cases::updates::of_case(stage.db, &case)?.is_empty();
    let first = next_opening(accepted, accepted);
    let at = if has_one || first > walk.at { next_opening(accepted, walk.at) } else { walk.at + Duration::minutes(30) };
    Ok(Some(at).filter(|at| *at < walk.end))
}

/// Opens the update that is due; `false` if the month already had one.
fn open(stage: &mut Stage<'_>, walk: &mut Walk<'_>, at: Moment) -> Outcome<bool> {
    walk.at = at;
    let ctx = stage.at(at);
    Ok(updates::open_updates(stage.db, &ctx)? > 0)
}

fn reply(stage: &mut Stage<'_>, walk: &mut Walk<'_>, at: Moment, advice: Advice) -> Outcome<()> {
    walk.at = at;
    let ctx = stage.at(at);
    let mut activities = vec![*stage.dice.pick(&[Activity::Telephone, Activity::WrittenNotice])];
    if stage.dice.chance(50) {
        activities.push(*stage.dice.pick(&[Activity::Waiting, Activity::PaymentArrangement, Activity::SkipTrace]));
    }
    let order =
        ReplyOrder { activities, summary: (*stage.dice.pick(&words::REPORTS)).to_owned(), payment: None, advice };
    updates::reply(stage.db, &walk.who(), walk.case.id, &order, &ctx)?;
    Ok(())
}
