//! Additions to a case that do not change its state: notes, calls, messages, handler, reference.

use std::collections::BTreeSet;

use super::decide::Named;
use super::{moved, save, team_member, tell};
use crate::actions::{ActionError, Context, Outcome};
use crate::domain::actor::{Client, Partner};
use crate::domain::calendar::Moment;
use crate::domain::case::{By, Verb};
use crate::domain::fact::Fact;
use crate::domain::ids::{CaseId, TimelineId};
use crate::domain::payment::PaymentRefusal;
use crate::domain::task::TaskKind;
use crate::mail;
use crate::store::cases::Case;
use crate::store::cases::messages::Message;
use crate::store::{self, Tx, Writer};

/// Characters of an agency's own reference (decisions, Working with cases).
pub const MAX_REFERENCE_CHARACTERS: u64 = 128;

/// Additions do not conflict: a second request at the same moment waits for the lock on the case and is not refused.
fn written(
    db: &mut Tx<'_>,
    who: &Partner,
    id: CaseId,
    verb: Verb,
    fact: Fact,
    ctx: &Context,
) -> Outcome<(Case, TimelineId)> {
    store::cases::hold(db, who, id)?;
    let before = store::cases::load_case(db, who, id)?;
    let after = moved(&before, verb, By::Agency)?;
    let (case, entries) = save(db, &before, after, &who.author(), &[fact], ctx)?;
    let entry = entries.first().copied().ok_or(store::StoreError::NotFound)?;
    Ok((case, entry))
}

fn not_in_future(date: Option<Moment>, ctx: &Context) -> Outcome<()> {
    if date.is_some_and(|date| date > ctx.now) {
        return Err(ActionError::At("eventDate", PaymentRefusal::FutureDate.to_string()));
    }
    Ok(())
}

/// Writes a note that the creditor can read; perhaps for an earlier moment.
///
/// # Errors
/// A moment in the future; a merged case.
pub fn note(
    db: &mut Writer,
    who: &Partner,
    id: CaseId,
    text: &str,
    event_date: Option<Moment>,
    ctx: &Context,
) -> Outcome<(Case, TimelineId)> {
    not_in_future(event_date, ctx)?;
    db.write(|db| written(db, who, id, Verb::AddNote, Fact::NoteWritten { text: text.to_owned(), event_date }, ctx))
}

/// A phone call.
#[derive(Clone, Debug)]
pub struct CallOrder {
    /// The person called.
    pub with: String,
    /// The result.
    pub outcome: String,
    /// Further details.
    pub text: String,
    /// The moment of the call, if not now.
    pub event_date: Option<Moment>,
}

/// Logs a call.
///
/// # Errors
/// A moment in the future; a merged case.
pub fn log_call(
    db: &mut Writer,
    who: &Partner,
    id: CaseId,
    order: CallOrder,
    ctx: &Context,
) -> Outcome<(Case, TimelineId)> {
    not_in_future(order.event_date, ctx)?;
    let CallOrder { with, outcome, text, event_date } = order;
    db.write(|db| written(db, who, id, Verb::AddNote, Fact::CallLogged { with, outcome, text, event_date }, ctx))
}

/// Writes to the creditor: in the conversation, by mail with a link, and as a task for the creditor.
///
/// # Errors
/// The sender is not a colleague; the case is merged.
pub fn send_message(
    db: &mut Writer,
    who: &Partner,
    id: CaseId,
    sender: &Named,
    text: &str,
    ctx: &Context,
) -> Outcome<Message> {
    db.write(|db| {
        let sender = team_member(db, who, sender, "userEmail")?
            .ok_or_else(|| ActionError::At("userEmail", "Name the colleague who writes.".to_owned()))?;
        let fact = Fact::MessageSent { from_creditor: false, text: text.to_owned() };
        let (case, _) = written(db, who, id, Verb::SendMessage, fact, ctx)?;
        let message = store::cases::messages::add_from_team(db, &case, &sender, text, ctx.now)?;
        store::cases::tasks::solve(db, &case, &[TaskKind::Message], ctx.now)?;
        let due = TaskKind::ReplyToChat.due(ctx.now, who.agency.time_zone);
        store::cases::tasks::open(db, TaskKind::ReplyToChat, &case, due, ctx.now)?;
        tell(db, who, &case, ctx, |about| mail::case::message(about, text))?;
        Ok(message)
    })
}

/// Assigns a colleague to the case; nobody if none is named.
///
/// # Errors
/// The handler is not a colleague; the case is merged.
pub fn assign_handler(db: &mut Writer, who: &Partner, id: CaseId, handler: &Named, ctx: &Context) -> Outcome<Case> {
    db.write(|db| {
        let colleague = team_member(db, who, handler, "assignedUserEmail")?;
        let before = store::cases::load_case(db, who, id)?;
        let handler_id = colleague.as_ref().map(|colleague| colleague.id);
        if handler_id == before.handler_id {
            return Ok(before);
        }
        let after = Case { handler_id, ..moved(&before, Verb::AssignHandler, By::Agency)? };
        let facts = [Fact::HandlerAssigned { handler: colleague.map(|colleague| colleague.name) }];
        Ok(save(db, &before, after, &who.author(), &facts, ctx)?.0)
    })
}

/// Sets, changes or clears the agency's own reference.
///
/// # Errors
/// A merged case.
pub fn set_reference(
    db: &mut Writer,
    who: &Partner,
    id: CaseId,
    reference: Option<String>,
    ctx: &Context,
) -> Outcome<Case> {
    db.write(|db| {
        let before = store::cases::load_case(db, who, id)?;
        if before.partner_reference == reference {
            return Ok(before);
        }
        let after = Case { partner_reference: reference.clone(), ..moved(&before, Verb::SetReference, By::Agency)? };
        let facts = [Fact::ReferenceChanged { from: before.partner_reference.clone(), to: reference }];
        Ok(save(db, &before, after, &who.author(), &facts, ctx)?.0)
    })
}

/// Writes the same note on several cases, on all of them or on none. Cases are locked in the order of their ids, so
/// that no two transactions wait for each other.
///
/// # Errors
/// A case that is not theirs, or takes no notes.
pub fn note_on_all(db: &mut Writer, who: &Partner, ids: &BTreeSet<CaseId>, text: &str, ctx: &Context) -> Outcome<()> {
    db.write(|db| ids.iter().try_for_each(|id| note(db, who, *id, text, None, ctx).map(|_| ())))
}

/// Assigns the same colleague to several cases, to all of them or none, in the order of their ids. All cases are locked
/// before the first change, because payments must be locked after every case.
///
/// # Errors
/// A case that is not the agency's; the handler is not a colleague.
pub fn assign_handler_to_all(
    db: &mut Writer,
    who: &Partner,
    ids: &BTreeSet<CaseId>,
    handler: &Named,
    ctx: &Context,
) -> Outcome<()> {
    db.write(|db| {
        ids.iter().try_for_each(|id| store::cases::hold(db, who, *id))?;
        ids.iter().try_for_each(|id| assign_handler(db, who, *id, handler, ctx).map(|_| ()))
    })
}

/// Records that the agency has read the conversation of its case.
///
/// # Errors
/// A case that is not theirs.
pub fn see_messages(db: &mut Writer, who: &Partner, id: CaseId, ctx: &Context) -> Outcome<()> {
    db.write(|db| {
        let case = store::cases::load_case(db, who, id)?;
        store::cases::messages::seen(db, case.id, "Creditor", ctx.now)?;
        Ok(())
    })
}

/// Records that the creditor has read the conversation.
pub fn see_messages_as_creditor(db: &mut Writer, who: &Client, ctx: &Context) -> Outcome<()> {
    db.write(|db| {
        store::cases::messages::seen(db, who.case, "Partner", ctx.now)?;
        Ok(())
    })
}
