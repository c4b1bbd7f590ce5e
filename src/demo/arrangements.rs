//! Promises and payment agreements of debtors, kept and broken; and commissions that creditors owe.

use chrono::{Datelike, Days, Duration, NaiveDate};

use super::creditors::Client;
use super::story::{Walk, hear};
use super::{Stage, words};
use crate::actions::Outcome;
use crate::actions::cases::extend_by_hand;
use crate::actions::payments::{self, PaymentOrder, RecordOrder, chase_commissions};
use crate::actions::plans::{self, Cut, PlanOrder, watch_plans};
use crate::domain::actor::Author;
use crate::domain::money::Money;
use crate::domain::payment::Recipient;
use crate::domain::plan::{Instalment, Interval};
use crate::store;
use crate::store::cases::engagements;

/// With at least this many days left, instalments are agreed on; with fewer, a promise.
const MIN_DAYS_FOR_INSTALMENTS: i64 = 40;

/// The debtor agrees to instalments or promises something, and keeps it or not.
pub(super) fn agree(stage: &mut Stage<'_>, walk: &mut Walk<'_>, creditors: &[Client]) -> Outcome<()> {
    let case = store::cases::unscoped::case(stage.db, walk.case.id)?;
    if case.outstanding < 50 * case.currency.minor_per_major() {
        return Ok(());
    }
    if (walk.end - walk.at).num_days() < MIN_DAYS_FOR_INSTALMENTS {
        return promise(stage, walk, case.outstanding());
    }
    let is_discount = stage.dice.chance(20);
    let owed = case.outstanding;
    let total = if is_discount { owed / 10 * 8 } else { owed };
    let approval = if is_discount { Some(approve(stage, walk, creditors)?) } else { None };
    let is_long = (walk.end - walk.at).num_days() > 80;
    let interval = if is_long { Interval::Month } else { Interval::Week };
    let count = usize::try_from(stage.dice.between(3, 6)).unwrap_or(3);
    let order = PlanOrder {
        amount: case.money(total).major(),
        cut: Cut::Instalments(after(walk, 9), interval, Some(count), None),
        agreed_on: None,
        note: (*stage.dice.pick(&words::AGREEMENTS)).to_owned(),
        approval,
        replace_reason: None,
    };
    walk.pass(stage, (20, 60));
    let ctx = stage.at(walk.at);
    let planned = plans::record(stage.db, &walk.who(), walk.case.id, &order, &ctx)?;
    // Most debtors keep it, some miss the last payment, some pay only once.
    let skipped = match stage.dice.between(1, 10) {
        1..=6 => 0,
        7..=8 => 1,
        _ => count - 1,
    };
    keep(stage, walk, &planned.arranged.schedule, skipped)
}

/// Pays what is due before the end of the demo's time, except for the last payments that are missed.
fn keep(stage: &mut Stage<'_>, walk: &mut Walk<'_>, schedule: &[Instalment], skipped: usize) -> Outcome<()> {
    let today = walk.end.date_naive();
    let due: Vec<&Instalment> = schedule.iter().filter(|one| one.due < today - Days::new(4)).collect();
    for one in due.iter().take(due.len().saturating_sub(skipped)) {
        let case = store::cases::unscoped::case(stage.db, walk.case.id)?;
        let late = stage.dice.between(0, 2);
        let on = weekday(one.due + Days::new(u64::try_from(late).unwrap_or(0)));
        pay_on(stage, walk, case.money(one.amount), on)?;
    }
    Ok(())
}

fn promise(stage: &mut Stage<'_>, walk: &mut Walk<'_>, owed: Money) -> Outcome<()> {
    let days = u64::try_from(stage.dice.between(6, 20)).unwrap_or(6);
    let part = if stage.dice.chance(50) { owed.minor() } else { owed.minor() / 2 };
    let amount = Money::new(part, owed.currency());
    let by = after(walk, days);
    let order = PlanOrder {
        amount: amount.major(),
        cut: Cut::Promise(by),
        agreed_on: None,
        note: (*stage.dice.pick(&words::PROMISES)).to_owned(),
        approval: None,
        replace_reason: None,
    };
    let ctx = stage.at(walk.at);
    plans::record(stage.db, &walk.who(), walk.case.id, &order, &ctx)?;
    let is_over = by < walk.end.date_naive() - Days::new(4);
    if is_over && stage.dice.chance(50) {
        pay_on(stage, walk, amount, by)?;
    }
    Ok(())
}

/// The client approves a discount in the conversation; returns the message's id.
fn approve(stage: &mut Stage<'_>, walk: &mut Walk<'_>, creditors: &[Client]) -> Outcome<String> {
    walk.pass(stage, (5, 30));
    hear(stage, walk, creditors, words::DISCOUNT)?;
    let messages = store::cases::messages::of_case(stage.db, engagements::Part::Whole, walk.case.id)?;
    Ok(messages.last().map(|message| message.id.to_string()).unwrap_or_default())
}

fn after(walk: &Walk<'_>, days: u64) -> NaiveDate {
    weekday(walk.at.date_naive() + Days::new(days + 3))
}

/// This day, or the next Monday if it is on a weekend.
fn weekday(day: NaiveDate) -> NaiveDate {
    match day.weekday().num_days_from_monday() {
        5 => day + Days::new(2),
        6 => day + Days::new(1),
        _ => day,
    }
}

fn pay_on(stage: &mut Stage<'_>, walk: &mut Walk<'_>, amount: Money, day: NaiveDate) -> Outcome<()> {
    let wanted = day.and_time(chrono::NaiveTime::MIN).and_utc() + Duration::minutes(stage.dice.between(520, 900));
    walk.at = wanted.max(walk.at + Duration::minutes(7)).min(walk.end - Duration::minutes(5));
    let ctx = stage.at(walk.at);
    let payment = PaymentOrder {
        received_on: ctx.now.date_naive(),
        amount: amount.major(),
        currency: None,
        recipient: Recipient::CollectionPartner,
        commission: None,
        payout_creditor: None,
        payout_partner: None,
        surplus_confirmed: true,
    };
    let order = RecordOrder { payment, close_case: false, follow_up: false };
    payments::record(stage.db, &walk.who(), walk.case.id, &order, &ctx)?;
    Ok(())
}

/// Most creditors pay the commission after a while.
pub(super) fn settle_commission(
    stage: &mut Stage<'_>,
    walk: &mut Walk<'_>,
    payment: &store::books::payments::Payment,
) -> Outcome<()> {
    if payment.follow_up && stage.dice.chance(60) {
        let wait = stage.dice.between(200, 900);
        let wanted = walk.at + Duration::hours(wait);
        if wanted < walk.end {
            let ctx = stage.at(wanted);
            payments::commission_paid(stage.db, &walk.who(), walk.case.id, payment.id, &ctx)?;
            walk.at = walk.at.max(wanted);
        }
    }
    Ok(())
}

/// Sometimes the operator extends an exclusive period.
pub(super) fn extend(stage: &mut Stage<'_>, walk: &mut Walk<'_>) -> Outcome<()> {
    if !stage.dice.chance(3) {
        return Ok(());
    }
    let ctx = stage.at(walk.at);
    let until = walk.end.date_naive() + Days::new(420);
    extend_by_hand(stage.db, &Author::system(), walk.case.id, until, words::EXTENSION, &ctx)?;
    Ok(())
}

/// The work of the background worker: reminders of commissions, tasks for late payments.
pub(super) fn look_after(stage: &mut Stage<'_>) -> Outcome<()> {
    let ctx = stage.at(stage.end);
    while chase_commissions(stage.db, &ctx)? > 0 {}
    while watch_plans(stage.db, &ctx)? > 0 {}
    Ok(())
}
