//! Extensions of the exclusive period: automatic after payments, promises and agreements, or by hand by the operator.

use chrono::NaiveDate;

use super::{moved, save};
use crate::actions::{Context, Outcome};
use crate::domain::actor::Author;
use crate::domain::calendar::Moment;
use crate::domain::case::{By, Verb};
use crate::domain::fact::Fact;
use crate::domain::ids::CaseId;
use crate::domain::period::{self, ExtensionKind};
use crate::store::cases::Case;
use crate::store::{self, Writer};

/// The extension by an event on a day, if it makes the period longer: the moment of the event and the new end. Only the
/// day is known, so the moment is noon UTC, which is the same day in nearly every time zone, but never in the future.
pub(in crate::actions) fn extension_by(case: &Case, day: NaiveDate, now: Moment) -> Option<(Moment, Moment)> {
    let current = case.exclusive_until?.and_utc();
    let event = noon(day)?.min(now);
    let end = period::extend(current, event);
    (end > current).then_some((event, end))
}

fn noon(day: NaiveDate) -> Option<Moment> {
    Some(day.and_hms_opt(12, 0, 0)?.and_utc())
}

/// Extends an exclusive period by hand, to a day later than its present end, for a reason that is recorded. For the
/// operator, on any case.
///
/// # Errors
/// The case is closed or has no period; the day is not later; [`store::StoreError::NotFound`].
pub fn extend_by_hand(
    db: &mut Writer,
    by: &Author,
    id: CaseId,
    until: NaiveDate,
    reason: &str,
    ctx: &Context,
) -> Outcome<Case> {
    db.write(|db| {
        store::cases::unscoped::hold(db, id)?;
        let before = store::cases::unscoped::case(db, id)?;
        let mut after = moved(&before, Verb::ExtendPeriod, By::Operator)?;
        let wanted = noon(until).unwrap_or(Moment::MAX_UTC);
        let end = period::by_hand(before.exclusive_until.map(|end| end.and_utc()), wanted, ctx.now)
            .map_err(crate::domain::refusal::Refusal::from)?;
        after.exclusive_until = Some(end.naive_utc());
        store::cases::periods::insert(db, id, ExtensionKind::Manual, ctx.now, end, (&by.name, Some(reason)), ctx.now)?;
        let fact = Fact::PeriodExtended { reason: format!("By the platform ({reason})"), until: end };
        Ok(save(db, &before, after, by, &[fact], ctx)?.0)
    })
}
