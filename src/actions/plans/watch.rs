//! Watches the plan of a case: late instalments become a task, fulfilled plans are recorded.

use chrono::Duration;

use crate::actions::cases::zone_of;
use crate::actions::{Context, Outcome};
use crate::domain::actor::Author;
use crate::domain::calendar::local_date;
use crate::domain::case::{By, Verb, may};
use crate::domain::fact::{Fact, PlanFact};
use crate::domain::plan::{InstalmentState, PlanState, PlanStatus, in_time_until};
use crate::domain::task::TaskKind;
use crate::store::cases::Case;
use crate::store::cases::plans::Plan;
use crate::store::{self, Tx, Writer};

/// Hours after midnight UTC until a day has begun in every time zone.
const DAY_BEGUN_EVERYWHERE_HOURS: i64 = 12;

/// Checks the plan of a case after a payment, a correction, or when an instalment may be late: newly late instalments
/// are recorded and become a task; if nothing is late any more, the task is closed.
pub(in crate::actions) fn recheck(db: &mut Tx<'_>, case: &Case, by: &Author, ctx: &Context) -> Outcome<()> {
    let Some(arranged) = store::cases::plans::running(db, case)? else {
        return Ok(store::cases::tasks::solve(db, case, &[TaskKind::PaymentOverdue], ctx.now)?);
    };
    let payments = store::books::payments::of_case(db, case)?;
    let zone = zone_of(db, case)?;
    let now = arranged.status(&payments, local_date(ctx.now, zone));
    let plan = &arranged.plan;
    let is_worked = may(&case.snapshot(), &Verb::Arrange, By::Operator);
    if is_worked {
        for fact in missed(plan, &now) {
            store::facts::record(db, case, &Author::system(), &Fact::Plan(fact), ctx.now)?;
        }
    }
    let fulfilled_at = (now.state == PlanState::Fulfilled).then(|| plan.fulfilled_at.unwrap_or(ctx.now.naive_utc()));
    if fulfilled_at.is_some() && plan.fulfilled_at.is_none() {
        let fact = PlanFact::Fulfilled { kind: plan.kind, total: plan.money(plan.total) };
        store::facts::record(db, case, by, &Fact::Plan(fact), ctx.now)?;
    }
    let watch_on = now.watch_on.filter(|_| is_worked);
    if (watch_on, fulfilled_at) != (plan.watch_on, plan.fulfilled_at) {
        store::cases::plans::watch(db, plan, watch_on, fulfilled_at)?;
    }
    if is_worked && matches!(now.state, PlanState::Overdue | PlanState::Broken) {
        let due = TaskKind::PaymentOverdue.due(ctx.now, zone);
        store::cases::tasks::open(db, TaskKind::PaymentOverdue, case, due, ctx.now)?;
    } else {
        store::cases::tasks::solve(db, case, &[TaskKind::PaymentOverdue], ctx.now)?;
    }
    Ok(())
}

/// The instalments that became late since the last check.
fn missed(plan: &Plan, now: &PlanStatus) -> Vec<PlanFact> {
    let Some(watched) = plan.watch_on else { return Vec::new() };
    now.steps
        .iter()
        .filter(|step| step.state == InstalmentState::Overdue)
        .filter(|step| in_time_until(step.instalment.due) >= watched.pred_opt().unwrap_or(watched))
        .map(|step| PlanFact::Missed {
            amount: plan.money(step.instalment.amount - step.paid),
            due: step.instalment.due,
        })
        .collect()
}

/// Checks the plans with an instalment that may have become late; returns how many. Several nodes may run it at once:
/// the case is locked, and nothing is recorded twice.
pub fn watch_plans(db: &mut Writer, ctx: &Context) -> Outcome<usize> {
    let today = (ctx.now - Duration::hours(DAY_BEGUN_EVERYWHERE_HOURS)).date_naive();
    let due = store::cases::plans::unscoped::to_watch(db, today)?;
    for (case, _) in &due {
        db.write(|db| -> Outcome<()> {
            store::cases::unscoped::hold(db, *case)?;
            let case = store::cases::unscoped::case(db, *case)?;
            recheck(db, &case, &Author::system(), ctx)
        })?;
    }
    Ok(due.len())
}
