//! Actions of the portal on cases of a client: it closes them when the client is withdrawn, and informs agencies.

use super::{moved, save};
use crate::actions::{Context, Outcome};
use crate::domain::actor::Author;
use crate::domain::case::{By, CloseCode, Lifecycle, Verb};
use crate::domain::fact::Fact;
use crate::domain::ids::CaseId;
use crate::domain::task::TaskKind;
use crate::store::cases::Case;
use crate::store::clients::ReferralLink;
use crate::store::{self, Tx};

/// Closes a case whose client was withdrawn before anything was done.
pub(in crate::actions) fn close_as_never_started(
    db: &mut Tx<'_>,
    id: CaseId,
    by: &Author,
    ctx: &Context,
) -> Outcome<()> {
    let before = store::cases::unscoped::case(db, id)?;
    let code = CloseCode::CaseNeverStartedInternal;
    let after = Case {
        close_code: Some(code),
        finished_at: Some(ctx.now.naive_utc()),
        due_at: None,
        // The agency never saw it, and does not see it closed either.
        collection_partner_id: before.collection_partner_id.filter(|_| before.assigned_at.is_some()),
        ..moved(&before, Verb::Close(code), By::Operator)?
    };
    let facts = [Fact::CaseClosed { code, comment: None, from: before.lifecycle }];
    let (case, _) = save(db, &before, after, by, &facts, ctx)?;
    Ok(store::cases::tasks::solve(db, &case, TaskKind::OF_OPEN_CASE, ctx.now)?)
}

/// Informs the agencies of a client, in the conversation of each case that is being worked on.
pub(in crate::actions) fn tell_agencies(
    db: &mut Tx<'_>,
    link: &ReferralLink,
    text: &str,
    ctx: &Context,
) -> Outcome<()> {
    let worked = [Lifecycle::Active, Lifecycle::Paused, Lifecycle::NeedsAdditionalDetails];
    for (id, state) in store::clients::cases_of(db, link)? {
        if worked.contains(&state) {
            say_in(db, id, text, ctx)?;
        }
    }
    Ok(())
}

/// Writes a message of the portal itself in the conversation of a case.
pub(in crate::actions) fn say_in(db: &mut Tx<'_>, id: CaseId, text: &str, ctx: &Context) -> Outcome<()> {
    let case = store::cases::unscoped::case(db, id)?;
    store::cases::messages::add(db, &case, &Author::system(), "", text, ctx.now)?;
    let fact = Fact::OperatorSaid { text: text.to_owned() };
    store::facts::record(db, &case, &Author::system(), &fact, ctx.now)?;
    Ok(())
}
