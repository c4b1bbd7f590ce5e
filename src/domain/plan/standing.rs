//! Where a plan stands: a function of its instalments, of what was paid since, and of the day.

use chrono::{Days, NaiveDate};

use super::{BROKEN_DAYS, Instalment, in_time_until};
use crate::domain::vocabulary::vocabulary;

vocabulary! {
    /// Where one instalment stands.
    pub enum InstalmentState {
        /// It is paid.
        Met = "Paid",
        /// Its day has not come.
        Upcoming = "Upcoming",
        /// Its day has come, and what is on its way may still arrive.
        Due = "Due",
        /// It is late.
        Overdue = "Overdue",
    }
}

vocabulary! {
    /// Where a plan stands.
    pub enum PlanState {
        /// Whatever was due is paid.
        Running = "Running",
        /// An instalment is late.
        Overdue = "Overdue",
        /// One is so late, or so many are, that nobody can rely on it any more.
        Broken = "Broken",
        /// Everything is paid.
        Fulfilled = "Fulfilled",
        /// It was ended or replaced before everything was paid.
        Ended = "Ended",
    }
}

/// What was paid towards a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paid {
    /// The day on which it was received.
    pub on: NaiveDate,
    /// How much.
    pub amount: i64,
}

/// An instalment and how it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// What was agreed on.
    pub instalment: Instalment,
    /// How much of it is paid.
    pub paid: i64,
    /// The day on which it was paid in full.
    pub met_on: Option<NaiveDate>,
    /// Where it stands.
    pub state: InstalmentState,
}

/// How a plan stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanStanding {
    /// In a word.
    pub state: PlanState,
    /// Instalment by instalment.
    pub steps: Vec<Step>,
    /// What was paid towards it; never more than was agreed on.
    pub paid: i64,
    /// What is late.
    pub overdue: i64,
    /// The first instalment that is not paid.
    pub next: Option<Instalment>,
    /// The day on which an instalment becomes late unless it is paid before.
    pub watch_on: Option<NaiveDate>,
}

/// Where a plan stands on a day. What was paid goes to the instalments in their order, whichever it was meant for.
pub fn standing(schedule: &[Instalment], paid: &[Paid], today: NaiveDate, is_ended: bool) -> PlanStanding {
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
            step.instalment.due.checked_add_days(Days::new(BROKEN_DAYS)).is_some_and(|last| today > last)
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
    PlanStanding { state, paid: sum.min(before), overdue, next, watch_on, steps }
}

/// The day on which the payments came to so much.
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
