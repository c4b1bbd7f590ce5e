//! The engagement of an agency ends before the case does: the operator gives the case to another agency, or the agency
//! declines it and the client lets the operator give it to another one.

use chrono::Duration;

use super::verify::{routed_again, tell_client};
use super::{moved, save, tell_agency};
use crate::actions::clients::{Asked, ask_to_sign, missing_contracts};
use crate::actions::notices::note;
use crate::actions::{ActionError, Context, Outcome, routing};
use crate::domain::actor::{Operator, Partner};
use crate::domain::agency::AgencyStatus;
use crate::domain::calendar::Moment;
use crate::domain::case::{By, CaseRefusal, DeclineCategory, Phase, Verb};
use crate::domain::client::ClientRefusal;
use crate::domain::engagement::{EngagementEnd, EngagementRefusal};
use crate::domain::fact::Fact;
use crate::domain::ids::{CaseId, CollectionPartnerId};
use crate::domain::notice::NoticeKind;
use crate::domain::plan::PlanEnd;
use crate::domain::refusal::Refusal;
use crate::domain::routing::RoutingReason;
use crate::domain::task::TaskKind;
use crate::mail;
use crate::store::cases::engagements;
use crate::store::cases::{Case, Scope};
use crate::store::people::organisations::AgencyProfile;
use crate::store::{self, StoreError, Tx, Writer};

/// The first moment after this one. What an agency does last still belongs to its engagement.
fn next_moment(ctx: &Context) -> Moment {
    ctx.now + Duration::microseconds(1)
}

/// The operator gives a case to another agency, which has two business days to accept. What belongs to the engagement
/// of the former one ends with it: the exclusive period, tasks, a running plan, reminders of commissions. Its payments
/// stay in its books.
///
/// # Errors
/// The state machine's refusal; no such agency; [`EngagementRefusal`]; the client is suspended.
pub fn reassign(
    db: &mut Writer,
    who: &Operator,
    id: CaseId,
    agency: CollectionPartnerId,
    reason: &str,
    ctx: &Context,
) -> Outcome<Case> {
    db.write(|db| {
        store::cases::unscoped::hold(db, id)?;
        let before = store::cases::load_case(db, who, id)?;
        let to = moved(&before, Verb::Reassign, By::Operator)?;
        let profile = may_take(db, &before, agency)?;
        let begins = next_moment(ctx);
        let due = TaskKind::NewCase.due(ctx.now, profile.time_zone.0);
        let former = match before.collection_partner_id {
            Some(former) => store::people::organisations::profile(db, former)?.name,
            None => String::new(),
        };
        let ended = Fact::EngagementEnded { agency: former, reason: reason.to_owned() };
        store::facts::record(db, &before, &who.author(), &ended, ctx.now)?;
        tell_agency(db, &before, ctx, |about| mail::agency::taken_away(about, reason))?;
        close_open(db, who, &before, ctx)?;
        engagements::end(db, &before, EngagementEnd::Reassigned, reason, begins)?;
        let after = Case {
            collection_partner_id: Some(agency),
            routing_reason: Some(RoutingReason::Reassigned),
            assigned_at: Some(begins.naive_utc()),
            due_at: Some(due.naive_utc()),
            phase: Some(Phase::PreLegal),
            handler_id: None,
            partner_reference: None,
            pause_reason: None,
            started_at: None,
            ..without_engagement(to)
        };
        let (case, _) = save(db, &before, after, &who.author(), &[], ctx)?;
        engagements::begin(db, &case, begins)?;
        let given = Fact::CaseReassigned { agency: profile.name.clone() };
        store::facts::record(db, &case, &who.author(), &given, begins)?;
        store::cases::tasks::open(db, TaskKind::NewCase, &case, due, ctx.now)?;
        note(db, NoticeKind::NewCase, &case, &format!("{id} {}", begins.timestamp_micros()), ctx)?;
        tell_client(db, who, &case, ctx, |about| mail::case::reassigned(about, &profile.name))?;
        Ok(case)
    })
}

/// The operator asks the client of a case to sign what another agency needs before it can get the case.
///
/// # Errors
/// No such case or agency; nothing is missing; the client has no link by which it could sign.
pub fn ask_for_signature(
    db: &mut Writer,
    who: &Operator,
    id: CaseId,
    agency: CollectionPartnerId,
    ctx: &Context,
) -> Outcome<Asked> {
    db.write(|db| {
        let case = store::cases::load_case(db, who, id)?;
        store::cases::intake::hold_creditor(db, case.creditor_id)?;
        match may_take(db, &case, agency) {
            Err(ActionError::Refused(refusal)) if is_unsigned(&refusal) => {}
            Err(error) => return Err(error),
            Ok(profile) => return Err(EngagementRefusal::Signed { agency: profile.name }.into()),
        }
        let asked = ask_to_sign(db, case.creditor_id, agency, ctx)?;
        match asked {
            Asked::HasNoLink => return Err(EngagementRefusal::ClientHasNoLink.into()),
            Asked::Already => {}
            Asked::Now => {
                let details = [("agency", agency.to_string())];
                store::facts::audit(db, &who.author(), "SignatureAsked", "case", id.as_str(), &details, ctx.now)?;
            }
        }
        Ok(asked)
    })
}

fn is_unsigned(refusal: &Refusal) -> bool {
    matches!(refusal, Refusal::Engagement(EngagementRefusal::ContractsMissing { .. }))
}

/// The profile of an agency that may take a case from another one.
fn may_take(db: &mut Tx<'_>, case: &Case, agency: CollectionPartnerId) -> Outcome<AgencyProfile> {
    let profile = match store::people::organisations::profile(db, agency) {
        Ok(profile) => profile,
        Err(StoreError::NotFound) => {
            return Err(ActionError::At("collectionPartnerId", "There is no such agency.".to_owned()));
        }
        Err(error) => return Err(error.into()),
    };
    let name = profile.name.clone();
    if case.collection_partner_id == Some(agency) {
        return Err(EngagementRefusal::SameAgency { agency: name }.into());
    }
    if profile.status() == AgencyStatus::Suspended {
        return Err(EngagementRefusal::AgencySuspended { agency: name }.into());
    }
    if store::clients::unscoped::is_suspended(db, case.creditor_id)? {
        return Err(ClientRefusal::Suspended.into());
    }
    if missing_contracts(db, case.creditor_id, Some(agency))?.any() {
        return Err(EngagementRefusal::ContractsMissing { agency: name }.into());
    }
    Ok(profile)
}

/// The case without what the former agency asked, was promised, or had to do by a day.
fn without_engagement(case: Case) -> Case {
    Case { question: None, answered_at: None, exclusive_from: None, exclusive_until: None, due_at: None, ..case }
}

/// Closes the tasks, the running plan and the reminders of commissions of a case.
fn close_open(db: &mut Tx<'_>, who: &Operator, case: &Case, ctx: &Context) -> Outcome<()> {
    store::cases::tasks::solve(db, case, TaskKind::ALL, ctx.now)?;
    for known in store::books::commissions::of_case(db, case)? {
        store::books::commissions::settle(db, known.payment_id, ctx.now)?;
    }
    let Some(running) = store::cases::plans::running(db, case)? else { return Ok(()) };
    let (reason, by) = ("The case was given to another agency.", who.author().name);
    if !store::cases::plans::end(db, case, running.plan.id, PlanEnd::Ended, reason, &by, ctx.now)? {
        return Err(CaseRefusal::Overtaken.into());
    }
    Ok(())
}

/// The agency declines a case, and the operator looks for another one: the case is routed again, without those that
/// have declined it, and waits for verification.
pub(super) fn pass_on(
    db: &mut Tx<'_>,
    who: &Partner,
    before: &Case,
    (category, reason): (DeclineCategory, &str),
    ctx: &Context,
) -> Outcome<Case> {
    let operator = Operator::system(&ctx.operator);
    let to = moved(before, Verb::PassOn, By::Agency)?;
    let fact = Fact::CasePassedOn { category, reason: reason.to_owned() };
    store::facts::record(db, before, &who.author(), &fact, ctx.now)?;
    close_open(db, &operator, before, ctx)?;
    let why = format!("{category}: {reason}");
    engagements::end(db, before, EngagementEnd::Declined, &why, next_moment(ctx))?;
    let after = Case {
        collection_partner_id: None,
        routing_reason: None,
        assigned_at: None,
        phase: None,
        handler_id: None,
        partner_reference: None,
        ..without_engagement(to)
    };
    let (case, _) = save(db, before, after, &who.author(), &[], ctx)?;
    let file = store::cases::load(db, Scope::Operator, case.id)?;
    let case = routed_again(db, &operator, &file, ctx)?;
    if case.collection_partner_id.is_none() {
        routing::note_gap(db, case.creditor_id, Some(case.id), &super::verify::claim_of(&file, ctx), ctx)?;
    }
    tell_client(db, &operator, &case, ctx, |about| mail::case::passed_on(about, &who.agency.name, &why))?;
    Ok(case)
}
