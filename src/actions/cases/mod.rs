//! Actions on cases. Each one loads the case as its actor, asks the state machine, saves if nothing changed meanwhile,
//! records the facts and notifies; all in one transaction.

mod agency_mail;
mod decide;
mod flow;
mod hand_in;
mod intake;
mod links;
mod of_client;
mod period;
mod reassign;
mod record;
mod verify;

pub(super) use agency_mail::{tell_agency, zone_of};
pub use decide::{Named, StartOrder, TypedFees, decline, start};
pub use flow::{answer, ask_information, close, pause, resume, return_to_active, withdraw_question};
pub(super) use hand_in::hold_client;
pub use hand_in::{Appraisal, ClaimOrder, ClaimTerms, Intake, NewDebtor, appraise, hand_in};
pub use intake::{AccruedFees, FixedPrice, SubmitOrder, assign, submit};
pub(super) use links::spend_upload;
pub use links::{fresh_link, renew_link, revoke_links};
pub(super) use of_client::{close_as_never_started, say_in, tell_agencies};
pub use period::extend_by_hand;
pub(super) use period::extension_by;
pub use reassign::{ask_for_signature, reassign};
pub use record::{
    CallOrder, MAX_REFERENCE_CHARACTERS, assign_handler, assign_handler_to_all, log_call, note, note_on_all,
    see_messages, see_messages_as_creditor, send_message, set_reference,
};
pub(super) use verify::contracts_signed;
pub use verify::{Examination, approve, ask_client, examination, reject, route_again};

use crate::domain::actor::{Author, Partner};
use crate::domain::case::CaseRefusal;
use crate::domain::case::{By, Verb, decide};
use crate::domain::fact::Fact;
use crate::domain::ids::TimelineId;
use crate::domain::letter::Letter;
use crate::domain::money::Money;
use crate::mail::case::About;
use crate::store::cases::Case;
use crate::store::people::team::Colleague;
use crate::store::{self, Db, Tx};

use super::{ActionError, Context, Outcome};

/// The case in the state after the verb, if the state machine allows it; not saved yet.
pub(super) fn moved(before: &Case, verb: Verb, by: By) -> Outcome<Case> {
    let lifecycle = decide(&before.snapshot(), verb, by)?;
    Ok(Case { lifecycle, ..before.clone() })
}

/// Saves a changed case, records the facts and updates the ledger. This is the only way to change a case.
/// # Errors
/// [`CaseRefusal::Overtaken`] if somebody else changed the case at the same time.
pub(super) fn save(
    db: &mut Tx<'_>,
    before: &Case,
    mut after: Case,
    by: &Author,
    facts: &[Fact],
    ctx: &Context,
) -> Outcome<(Case, Vec<TimelineId>)> {
    if !store::cases::advance(db, before, &after, ctx.now)? {
        return Err(CaseRefusal::Overtaken.into());
    }
    after.updated_at = ctx.now.naive_utc();
    let entries =
        facts.iter().map(|fact| store::facts::record(db, &after, by, fact, ctx.now)).collect::<Result<_, _>>()?;
    if facts.iter().any(Fact::moves_money) {
        super::payments::book(db, &after, by, ctx)?;
    }
    Ok((after, entries))
}

/// Mails the creditor of a case, with a link of its own to the case.
pub(super) fn tell(
    db: &mut Tx<'_>,
    who: &Partner,
    case: &Case,
    ctx: &Context,
    write: impl FnOnce(&About<'_>) -> Letter,
) -> Outcome<()> {
    let file = store::cases::load(db, who, case.id)?;
    let (contact, address) = file.contact();
    let url = links::fresh_link(db, case.id, &address, ctx)?;
    let agency = store::people::organisations::profile(db, who.agency.id)?;
    let sender = agency.sender_name.as_deref().unwrap_or(&agency.name);
    let letter = write(&About {
        operator: &ctx.operator,
        agency: sender,
        contact: &contact,
        debtor: &file.debtor.name,
        reference: case.reference.as_str(),
        link: &url,
    });
    let letter = Letter {
        from_name: Some(format!("{sender} via {}", ctx.operator)),
        reply_to: agency.sender_email.or(letter.reply_to),
        ..letter
    };
    store::mails::queue(db, &address, &contact, &letter, Some(case.id), ctx.now)?;
    Ok(())
}

/// The colleague by address or id; the signed-in person if nobody is named.
///
/// # Errors
/// If there is no such colleague, an error at `field`.
fn team_member(db: &mut Db, who: &Partner, named: &Named, field: &'static str) -> Outcome<Option<Colleague>> {
    if named.is_nobody() {
        return Ok(None);
    }
    let team = store::people::team::of_agency(db, who)?;
    let found = team.into_iter().find(|colleague| match (&named.email, &named.id) {
        (Some(email), _) => colleague.email.eq_ignore_ascii_case(email.trim()),
        (None, Some(id)) => colleague.id.as_str().eq_ignore_ascii_case(id.trim()),
        (None, None) => false,
    });
    match found {
        Some(colleague) => Ok(Some(colleague)),
        None => Err(ActionError::At(field, "There is no such colleague in your team.".to_owned())),
    }
}

/// Sets the typed fees; the others stay unchanged.
///
/// # Errors
/// If an amount cannot be read, an error at its field.
fn change_of_fees(case: &mut Case, fees: &TypedFees) -> Outcome<()> {
    let before = case.added_fees();
    let read = |field: &'static str, text: &Option<String>, now: i64| match text {
        None => Ok(now),
        Some(text) => Money::parse(text, case.currency)
            .map(Money::minor)
            .map_err(|problem| ActionError::At(field, problem.to_string())),
    };
    let interest = read("interestFees", &fees.interest, case.interest_fees)?;
    let reminder = read("reminderFees", &fees.reminder, case.reminder_fees)?;
    let collection = read("collectionFees", &fees.collection, case.collection_fees)?;
    (case.interest_fees, case.reminder_fees, case.collection_fees) = (interest, reminder, collection);
    case.outstanding = case.outstanding.saturating_add(case.added_fees()).saturating_sub(before);
    Ok(())
}
