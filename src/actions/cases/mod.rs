//! What is done with a case. Every verb: load as the actor, let the state machine decide, save guarded,
//! record the facts, tell who must know; all in one transaction.

use crate::domain::actor::Author;
use crate::domain::case::{By, Verb, decide};
use crate::domain::fact::Fact;
use crate::domain::ids::TimelineId;
use crate::domain::refusal::Refusal;
use crate::store::cases::Case;
use crate::store::{self, Db};

use super::{Here, Outcome};

/// The case as the verb leaves it, if the state machine allows it: the new state and nothing else changed yet.
///
/// # Errors
/// The state machine's refusal.
pub(super) fn moved(before: &Case, verb: Verb, by: By) -> Outcome<Case> {
    let lifecycle = decide(&before.standing(), verb, by)?;
    Ok(Case { lifecycle, ..before.clone() })
}

/// Saves what a verb made of a case and records what happened. The only way a case changes.
///
/// # Errors
/// [`Refusal::Overtaken`] when somebody else changed the case in the meantime.
pub(super) fn save(
    db: &mut Db,
    before: &Case,
    mut after: Case,
    by: &Author,
    facts: &[Fact],
    here: &Here,
) -> Outcome<(Case, Vec<TimelineId>)> {
    if !store::cases::advance(db, before, &after, here.now)? {
        return Err(Refusal::Overtaken.into());
    }
    after.updated_at = here.now.naive_utc();
    let entries =
        facts.iter().map(|fact| store::facts::record(db, &after, by, fact, here.now)).collect::<Result<_, _>>()?;
    Ok((after, entries))
}
