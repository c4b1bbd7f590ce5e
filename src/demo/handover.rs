//! Cases that changed hands: one that the operator gave to another agency, and one that an agency declined and that waits
//! for the next.

use chrono::Duration;

use super::Stage;
use super::cast::Cast;
use super::intake::{Incoming, PLAIN, hand_in};
use crate::actions::Outcome;
use crate::actions::cases::{self, Named, StartOrder, TypedFees};
use crate::actions::clients::set_passing_on;
use crate::domain::actor::{Operator, Partner};
use crate::domain::case::DeclineCategory;
use crate::domain::ids::CaseId;
use crate::store;

const GIVEN: Incoming = Incoming {
    reference: "AL-2188",
    amount: "31500",
    debtor: "Odense Koncertforening",
    place: ["Vindegade 18", "5000", "Odense C", "DK"],
    description: "Live recording of four concerts",
    hours_ago: 240,
    ..PLAIN
};

const DECLINED: Incoming = Incoming {
    reference: "AL-2204",
    amount: "4800",
    debtor: "Ballerup Revy",
    place: ["Linde Allé 5", "2750", "Ballerup", "DK"],
    description: "Hire of microphones",
    hours_ago: 96,
    ..PLAIN
};

/// Hands both in and takes them as far as they come.
pub(super) fn enter(stage: &mut Stage<'_>, cast: &Cast) -> Outcome<()> {
    let (Some(first), Some(second)) = (cast.teams.first(), cast.teams.get(1)) else { return Ok(()) };
    let operator = Operator::system(&stage.house.operator);
    let given = approved(stage, &operator, &GIVEN)?;
    work(stage, &first.by(1), given, 230)?;
    let ctx = stage.at(stage.end - Duration::hours(60));
    let reason = "Nordia has no capacity for this case before January. You agreed on the telephone.";
    cases::reassign(stage.db, &operator, given, second.agency.id, reason, &ctx)?;

    let declined = approved(stage, &operator, &DECLINED)?;
    let client = store::cases::load_case(stage.db, &operator, declined)?.creditor_id;
    let ctx = stage.at(stage.end - Duration::hours(92));
    set_passing_on(stage.db, &operator, client, true, &ctx)?;
    let ctx = stage.at(stage.end - Duration::hours(71));
    let reason = "The debtor is a client of ours.";
    cases::decline(stage.db, &first.by(0), declined, DeclineCategory::ConflictOfInterest, reason, &ctx)?;
    Ok(())
}

fn approved(stage: &mut Stage<'_>, who: &Operator, incoming: &Incoming) -> Outcome<CaseId> {
    let id = hand_in(stage, incoming)?;
    let ctx = stage.at(stage.end - Duration::hours(incoming.hours_ago) + Duration::minutes(90));
    cases::approve(stage.db, who, id, &ctx)?;
    Ok(id)
}

/// The agency accepts a case, writes a note and asks the client.
fn work(stage: &mut Stage<'_>, who: &Partner, case: CaseId, hours_ago: i64) -> Outcome<()> {
    let begun = stage.end - Duration::hours(hours_ago);
    let sender = Named { email: who.person().map(|person| person.email.clone()), id: None };
    let order = StartOrder {
        sender: sender.clone(),
        welcome_message: "Thank you for your case. We write to the debtor today.".to_owned(),
        partner_reference: Some("NI-4471".to_owned()),
        handler: sender,
        fees: TypedFees::default(),
    };
    cases::start(stage.db, who, case, order, &stage.at(begun))?;
    let later = stage.at(begun + Duration::hours(48));
    cases::note(stage.db, who, case, "Called twice, nobody answered. The chairman may be abroad.", None, &later)?;
    Ok(())
}
