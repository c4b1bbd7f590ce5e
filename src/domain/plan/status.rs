//! The state of a plan, computed from its instalments, the payments since, and the day.

use chrono::{Days, NaiveDate};

use super::{Instalment, MAX_DELAY_DAYS, in_time_until};
use crate::domain::vocabulary::vocabulary;

vocabulary! {
    /// The state of one instalment.
    pub enum InstalmentState {
        /// It is paid.
        Met = "Paid",
        /// Not due yet.
        Upcoming = "Upcoming",
        /// Due; the payment may still be on its way.
        Due = "Due",
        /// It is late.
        Overdue = "Overdue",
    }
}

vocabulary! {
    /// The state of a plan.
    pub enum PlanState {
        /// Everything due is paid.
        Running = "Running",
        /// An instalment is late.
        Overdue = "Overdue",
        /// An instalment is very late, or several are late: the agreement is broken.
        Broken = "Broken",
        /// Everything is paid.
        Fulfilled = "Fulfilled",
        /// It was ended or replaced before everything was paid.
        Ended = "Ended",
    }
}

/// A payment towards a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paid {
    /// The date of receipt.
    pub on: NaiveDate,
    /// The amount, in minor units.
    pub amount: i64,
}

/// An instalment with its state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// What was agreed.
    pub instalment: Instalment,
    /// Paid of it, in minor units.
    pub paid: i64,
    /// The day on which it was fully paid.
    pub met_on: Option<NaiveDate>,
    /// Its state.
    pub state: InstalmentState,
}

/// The state of a plan and its instalments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanStatus {
    /// The state of the plan.
    pub state: PlanState,
    /// Its instalments.
    pub steps: Vec<Step>,
    /// Paid towards it, at most the agreed total, in minor units.
    pub paid: i64,
    /// The overdue amount, in minor units.
    pub overdue: i64,
    /// The first instalment that is not fully paid.
    pub next: Option<Instalment>,
    /// The day on which the next instalment becomes late if it is not paid.
    pub watch_on: Option<NaiveDate>,
}

/// The state of a plan on a day. Payments settle the instalments in order, whatever they were meant for.
pub fn status(schedule: &[Instalment], paid: &[Paid], today: NaiveDate, is_ended: bool) -> PlanStatus {
    let mut paid = paid.to_vec();
    paid.sort_by_key(|payment| payment.on);
    let sum = paid.iter().fold(0_i64, |sum, payment| sum.saturating_add(payment.amount.max(0)));
    let mut before = 0_i64;
    let steps: Vec<Step> = schedule
        .iter()
        .map(|instalment| {
            let until = before.saturating_add(instalment.amount);
            let step = step(*instalment, sum.saturating_sub(before), reached(&paid, until), today);
            before = until;
            step
        })
        .collect();
    let open = || steps.iter().filter(|step| step.state != InstalmentState::Met);
    let late: Vec<&Step> = open().filter(|step| step.state == InstalmentState::Overdue).collect();
    let is_broken = late.len() > 1
        || late.first().is_some_and(|step| {
            step.instalment.due.checked_add_days(Days::new(MAX_DELAY_DAYS)).is_some_and(|last| today > last)
        });
    let state = match (open().next().is_none(), is_ended, late.is_empty()) {
        (true, ..) => PlanState::Fulfilled,
        (false, true, _) => PlanState::Ended,
        (false, false, true) => PlanState::Running,
        (false, false, false) if is_broken => PlanState::Broken,
        (false, false, false) => PlanState::Overdue,
    };
    let overdue = late.iter().map(|step| step.instalment.amount - step.paid).sum();
    let next = open().next().map(|step| step.instalment);
    let watch_on = open()
        .find(|step| step.state != InstalmentState::Overdue)
        .filter(|_| !is_ended)
        .and_then(|step| in_time_until(step.instalment.due).succ_opt());
    PlanStatus { state, paid: sum.min(before), overdue, next, watch_on, steps }
}

/// The day on which the sum of the payments reached this amount.
fn reached(paid: &[Paid], amount: i64) -> Option<NaiveDate> {
    let mut sum = 0_i64;
    paid.iter().find_map(|payment| {
        sum = sum.saturating_add(payment.amount.max(0));
        (sum >= amount).then_some(payment.on)
    })
}

fn step(instalment: Instalment, left: i64, met_on: Option<NaiveDate>, today: NaiveDate) -> Step {
    let state = match met_on {
        Some(_) => InstalmentState::Met,
        None if today > in_time_until(instalment.due) => InstalmentState::Overdue,
        None if today >= instalment.due => InstalmentState::Due,
        None => InstalmentState::Upcoming,
    };
    Step { instalment, paid: left.clamp(0, instalment.amount), met_on, state }
}
