//! Promises to pay and payment agreements: recorded, ended, and watched until they are fulfilled. A case has at most
//! one running plan; each plan extends the exclusive period.

mod draw;
mod watch;

pub use draw::{Cut, PlanDraft, PlanOrder, preview_plan};
pub(in crate::actions) use watch::recheck;
pub use watch::watch_plans;

use crate::actions::cases::{extension_by, moved, save};
use crate::actions::{Context, Outcome};
use crate::domain::actor::Partner;
use crate::domain::calendar::local_date;
use crate::domain::case::CaseRefusal;
use crate::domain::case::{By, Verb};
use crate::domain::fact::{Fact, PlanFact};
use crate::domain::ids::{CaseId, PlanId};
use crate::domain::period::ExtensionKind;
use crate::domain::plan::{PlanEnd, PlanKind, PlanProblem, PlanState};
use crate::store::cases::Case;
use crate::store::cases::plans::{Arranged, Plan};
use crate::store::{self, Tx, Writer};

/// A plan that was recorded or ended.
#[derive(Clone, Debug)]
pub struct Planned {
    /// The plan.
    pub arranged: Arranged,
    /// The case afterwards.
    pub case: Case,
}

/// Records a promise or an agreement. It extends the exclusive period; a running plan is replaced for a reason.
///
/// # Errors
/// The state machine's refusal; invalid amounts, days or schedules; a missing approval of the client;
/// [`PlanProblem::AnotherRuns`].
pub fn record(db: &mut Writer, who: &Partner, id: CaseId, order: &PlanOrder, ctx: &Context) -> Outcome<Planned> {
    db.write(|db| {
        store::cases::hold(db, who, id)?;
        let before = store::cases::load_case(db, who, id)?;
        let mut after = moved(&before, Verb::Arrange, By::Agency)?;
        let PlanDraft { arranged, approval, .. } = draw::draw_up(db, who, &before, order, ctx)?;
        let mut facts: Vec<Fact> =
            give_way(db, who, &before, order.replace_reason.as_deref(), ctx)?.into_iter().collect();
        store::cases::plans::insert(db, &arranged)?;
        facts.push(recorded(&arranged, approval.map(|approval| approval.words)));
        if let Some((event, end)) = extension_by(&before, arranged.plan.agreed_on, ctx.now) {
            let kind = match arranged.plan.kind {
                PlanKind::Promise => ExtensionKind::PromiseToPay,
                PlanKind::Agreement => ExtensionKind::PaymentAgreement,
            };
            after.exclusive_until = Some(end.naive_utc());
            store::cases::periods::insert(db, id, kind, event, end, (&who.author().name, None), ctx.now)?;
            facts.push(Fact::PeriodExtended { reason: kind.label().to_owned(), until: end });
        }
        let (case, _) = save(db, &before, after, &who.author(), &facts, ctx)?;
        recheck(db, &case, &who.author(), ctx)?;
        Ok(Planned { arranged, case })
    })
}

/// Ends the running plan, so that another can replace it: without a reason if it is fulfilled, else with one.
fn give_way(db: &mut Tx<'_>, who: &Partner, case: &Case, reason: Option<&str>, ctx: &Context) -> Outcome<Option<Fact>> {
    let Some(old) = store::cases::plans::running(db, case)? else { return Ok(None) };
    let payments = store::books::payments::of_case(db, case)?;
    let today = local_date(ctx.now, who.agency.time_zone);
    let is_fulfilled = old.status(&payments, today).state == PlanState::Fulfilled;
    let (ended_as, reason) = match (is_fulfilled, reason) {
        (true, _) => (PlanEnd::Fulfilled, ""),
        (false, Some(reason)) => (PlanEnd::Replaced, reason),
        (false, None) => return Err(PlanProblem::AnotherRuns.into()),
    };
    let by = who.author().name;
    if !store::cases::plans::end(db, case, old.plan.id, ended_as, reason, &by, ctx.now)? {
        return Err(CaseRefusal::Overtaken.into());
    }
    let fact = PlanFact::Ended { kind: old.plan.kind, is_replaced: true, reason: reason.to_owned() };
    Ok((!is_fulfilled).then_some(Fact::Plan(fact)))
}

fn recorded(arranged: &Arranged, approval: Option<String>) -> Fact {
    let Plan { kind, total, note, .. } = &arranged.plan;
    Fact::Plan(PlanFact::Recorded {
        kind: *kind,
        total: arranged.plan.money(*total),
        waived: arranged.plan.money(arranged.plan.waived()),
        instalments: arranged.schedule.clone(),
        approval,
        note: note.clone(),
    })
}

/// Ends a plan before it is fulfilled, for a reason. Repeating it changes nothing.
///
/// # Errors
/// The state machine's refusal; not a plan of this case.
pub fn end(db: &mut Writer, who: &Partner, id: CaseId, plan: PlanId, reason: &str, ctx: &Context) -> Outcome<Planned> {
    db.write(|db| {
        store::cases::hold(db, who, id)?;
        let before = store::cases::load_case(db, who, id)?;
        let arranged = store::cases::plans::load(db, who, &before, plan)?;
        if arranged.plan.ended_at.is_some() {
            return Ok(Planned { arranged, case: before });
        }
        let after = moved(&before, Verb::Arrange, By::Agency)?;
        let by = who.author().name;
        if !store::cases::plans::end(db, &before, plan, PlanEnd::Ended, reason, &by, ctx.now)? {
            return Err(CaseRefusal::Overtaken.into());
        }
        let fact = PlanFact::Ended { kind: arranged.plan.kind, is_replaced: false, reason: reason.to_owned() };
        let (case, _) = save(db, &before, after, &who.author(), &[Fact::Plan(fact)], ctx)?;
        recheck(db, &case, &who.author(), ctx)?;
        let arranged = store::cases::plans::load(db, who, &case, plan)?;
        Ok(Planned { arranged, case })
    })
}
