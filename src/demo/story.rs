//! The course of the cases: each is brought to its final state by the actions that people use.

use chrono::{Datelike, Duration, Timelike, Weekday};

use super::cast::{Cast, Team};
use super::claims::{self, Handed, Kind};
use super::creditors::Client;
use super::{Stage, arrangements, reports, words};
use crate::actions::cases::{self, CallOrder, Named, StartOrder, TypedFees};
use crate::actions::payments::{self, PaymentOrder, RecordOrder};
use crate::actions::{Outcome, cases as verbs};
use crate::domain::actor::{self, Partner};
use crate::domain::calendar::Moment;
use crate::domain::case::{CloseCode, DeclineCategory};
use crate::domain::money::Money;
use crate::domain::payment::{CommissionStatus, Recipient};
use crate::store;

/// The final state of a case.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum End {
    /// It waits for the agency.
    New,
    /// The agency asked a question before it accepted; or the answer has come, and the case is new again.
    Asked {
        answered: bool,
    },
    /// It is being collected.
    Active,
    /// The agency asked a question after it accepted.
    AskedWhileActive {
        answered: bool,
    },
    Paused,
    Declined,
    Paid,
    PartlyPaid,
    Given(CloseCode),
}

/// A case in the order of creation.
pub(super) struct Part {
    pub end: End,
    pub kind: Kind,
}

/// Numbers of cases of each kind, six hundred in all.
const SCENES: [(usize, End, Kind, (i64, i64)); 20] = [
    (60, End::New, Kind::Plain, (0, 1)),
    (12, End::New, Kind::Plain, (3, 8)),
    (14, End::New, Kind::Plain, (0, 3)),
    (9, End::Asked { answered: true }, Kind::Plain, (2, 5)),
    (32, End::Asked { answered: false }, Kind::Plain, (2, 20)),
    (236, End::Active, Kind::Plain, (5, 170)),
    (14, End::AskedWhileActive { answered: true }, Kind::Plain, (15, 120)),
    (19, End::AskedWhileActive { answered: false }, Kind::Plain, (15, 120)),
    (36, End::Paused, Kind::Plain, (30, 200)),
    (24, End::Declined, Kind::Plain, (20, 380)),
    (50, End::Paid, Kind::Plain, (40, 400)),
    (17, End::PartlyPaid, Kind::Plain, (60, 400)),
    (11, End::Given(CloseCode::PreLegalExhaustedNoPayment), Kind::Plain, (90, 400)),
    (9, End::Given(CloseCode::DebtorInsolventBankrupt), Kind::Plain, (40, 400)),
    (8, End::Given(CloseCode::DebtorUntraceable), Kind::Plain, (40, 400)),
    (8, End::Given(CloseCode::WithdrawnByClient), Kind::Plain, (20, 400)),
    (6, End::Given(CloseCode::UneconomicalToPursue), Kind::Plain, (60, 400)),
    (4, End::Given(CloseCode::SettlementRejectedByClient), Kind::Plain, (60, 400)),
    (3, End::Given(CloseCode::StatuteOfLimitationsExpired), Kind::Plain, (30, 400)),
    (12, End::New, Kind::Test, (0, 30)),
];

/// Six hundred cases, oldest first, so that ids and numbers grow with time.
pub(super) fn parts(stage: &mut Stage<'_>) -> Vec<(Moment, Part)> {
    let mut parts: Vec<(Moment, Part)> = Vec::with_capacity(600);
    for (count, end, kind, age) in SCENES {
        for _ in 0..count {
            let at = days_ago(stage, age);
            parts.push((at, Part { end, kind }));
        }
    }
    parts.sort_by_key(|(at, _)| *at);
    parts
}

/// A moment in office hours, a number of days before the end; counted in working days if they are few.
fn days_ago(stage: &mut Stage<'_>, (from, to): (i64, i64)) -> Moment {
    let mut day = stage.end;
    for _ in 0..=stage.dice.between(from, to) {
        day -= Duration::days(1);
        while to < 14 && matches!(day.weekday(), Weekday::Sat | Weekday::Sun) {
            day -= Duration::days(1);
        }
    }
    office_hours(day + Duration::hours(stage.dice.between(7, 14)) + Duration::minutes(stage.dice.between(0, 59)))
}

/// The same moment, or the last office hour before it.
fn office_hours(at: Moment) -> Moment {
    let back = match at.weekday() {
        Weekday::Sat => 1,
        Weekday::Sun => 2,
        _ => 0,
    };
    let at = at - Duration::days(back);
    match at.hour() {
        0..=6 => at - Duration::hours(12),
        18..=23 => at - Duration::hours(8),
        _ => at,
    }
}

/// A case and the present moment in its course.
pub(super) struct Walk<'a> {
    pub(super) case: Handed,
    team: &'a Team,
    /// The index of the colleague who works on it.
    worker: usize,
    pub(super) at: Moment,
    pub(super) end: Moment,
}

impl Walk<'_> {
    /// Time passes, but not beyond the end.
    pub(super) fn pass(&mut self, stage: &mut Stage<'_>, hours: (i64, i64)) {
        let wanted = self.at
            + Duration::hours(stage.dice.between(hours.0, hours.1))
            + Duration::minutes(stage.dice.between(1, 59));
        let day = office_hours(wanted);
        let wanted = if day > self.at { day } else { wanted };
        // A moment after the end is replaced by one half-way to it.
        self.at = if wanted < self.end { wanted } else { self.at + (self.end - self.at) / 2 };
        self.at = crate::domain::calendar::cut(self.at);
    }

    pub(super) fn who(&self) -> Partner {
        self.team.by(self.worker)
    }

    fn sender(&self) -> Named {
        Named { email: Some(self.team.people[self.worker % self.team.people.len()].email.clone()), id: None }
    }
}

/// Creates one case and brings it to its final state.
pub(super) fn play(stage: &mut Stage<'_>, cast: &Cast, creditors: &[Client], at: Moment, part: &Part) -> Outcome<()> {
    let case = claims::hand_in(stage, cast, creditors, part.kind, at)?;
    super::papers::file(stage, &case, &creditors[case.client], at)?;
    let team = &cast.teams[case.team];
    let worker = stage.dice.below(team.people.len());
    let mut walk = Walk { case, team, worker, at, end: stage.end };
    walk.pass(stage, (1, 5));
    let ctx = stage.at(walk.at);
    let operator = actor::Operator::system(&stage.house.operator);
    cases::approve(stage.db, &operator, walk.case.id, &ctx)?;
    match part.end {
        End::New => look(stage, &mut walk),
        End::Asked { answered } => ask(stage, &mut walk, creditors, answered),
        End::Declined => decline(stage, &mut walk),
        End::Given(CloseCode::StatuteOfLimitationsExpired) => {
            close(stage, &mut walk, CloseCode::StatuteOfLimitationsExpired)
        }
        end => {
            start(stage, &mut walk)?;
            work(stage, &mut walk, creditors, end)?;
            finish(stage, &mut walk, creditors, end)
        }
    }
}

/// Some new cases have been looked at already.
fn look(stage: &mut Stage<'_>, walk: &mut Walk<'_>) -> Outcome<()> {
    if stage.dice.chance(25) {
        walk.pass(stage, (1, 8));
        let ctx = stage.at(walk.at);
        verbs::note(stage.db, &walk.who(), walk.case.id, words::NOTES[2], None, &ctx)?;
    }
    Ok(())
}

fn ask(stage: &mut Stage<'_>, walk: &mut Walk<'_>, creditors: &[Client], answered: bool) -> Outcome<()> {
    walk.pass(stage, (2, 26));
    let ctx = stage.at(walk.at);
    let question = *stage.dice.pick(&words::QUESTIONS);
    verbs::ask_information(stage.db, &walk.who(), walk.case.id, question, &ctx)?;
    if answered {
        walk.pass(stage, (3, 40));
        let text = *stage.dice.pick(&words::ANSWERS);
        hear(stage, walk, creditors, text)?;
    }
    Ok(())
}

/// The creditor writes, by link.
pub(super) fn hear(stage: &mut Stage<'_>, walk: &Walk<'_>, creditors: &[Client], text: &str) -> Outcome<()> {
    let creditor = &creditors[walk.case.client].creditor;
    let client = actor::Client {
        case: walk.case.id,
        creditor: creditor.id,
        creditor_name: creditor.name.clone(),
        name: creditor.contact_name.clone(),
        email: creditor.contact_email.clone(),
    };
    let ctx = stage.at(walk.at);
    stage.db.write(|db| store::cases::messages::seen(db, walk.case.id, "Partner", ctx.now))?;
    verbs::answer(stage.db, &client, text, &ctx)?;
    Ok(())
}

fn decline(stage: &mut Stage<'_>, walk: &mut Walk<'_>) -> Outcome<()> {
    walk.pass(stage, (3, 40));
    let ctx = stage.at(walk.at);
    let category = *stage.dice.pick(DeclineCategory::ALL);
    let reason = *stage.dice.pick(&words::DECLINES);
    verbs::decline(stage.db, &walk.who(), walk.case.id, category, reason, &ctx)?;
    Ok(())
}

fn start(stage: &mut Stage<'_>, walk: &mut Walk<'_>) -> Outcome<()> {
    walk.pass(stage, (2, 30));
    let ctx = stage.at(walk.at);
    let dice = &mut stage.dice;
    let prefix = if dice.chance(50) { "" } else { "A-" };
    let order = StartOrder {
        sender: walk.sender(),
        welcome_message: (*dice.pick(&words::WELCOMES)).to_owned(),
        partner_reference: dice.chance(65).then(|| format!("{prefix}{}-{}", dice.digits(3), dice.digits(3))),
        handler: if dice.chance(85) { walk.sender() } else { Named::default() },
        fees: TypedFees::default(),
    };
    verbs::start(stage.db, &walk.who(), walk.case.id, order, &ctx)?;
    Ok(())
}

/// Notes, calls and messages.
fn work(stage: &mut Stage<'_>, walk: &mut Walk<'_>, creditors: &[Client], end: End) -> Outcome<()> {
    for _ in 0..stage.dice.between(1, 5) {
        walk.pass(stage, (20, 260));
        let ctx = stage.at(walk.at);
        let (who, id) = (walk.who(), walk.case.id);
        match stage.dice.between(1, 10) {
            1..=4 => {
                let text = *stage.dice.pick(&words::NOTES);
                let earlier = stage.dice.chance(20).then(|| ctx.now - Duration::hours(20));
                verbs::note(stage.db, &who, id, text, earlier, &ctx)?;
            }
            5..=7 => {
                let (with, outcome, text) = *stage.dice.pick(&words::CALLS);
                let call = CallOrder {
                    with: with.to_owned(),
                    outcome: outcome.to_owned(),
                    text: text.to_owned(),
                    event_date: None,
                };
                verbs::log_call(stage.db, &who, id, call, &ctx)?;
            }
            _ => {
                let text = *stage.dice.pick(&words::MESSAGES);
                stage.db.write(|db| store::cases::messages::seen(db, id, "Creditor", ctx.now))?;
                verbs::send_message(stage.db, &who, id, &walk.sender(), text, &ctx)?;
                if stage.dice.chance(45) {
                    walk.pass(stage, (2, 50));
                    let text = *stage.dice.pick(&words::REPLIES);
                    hear(stage, walk, creditors, text)?;
                    answer_them(stage, walk, end)?;
                }
            }
        }
    }
    Ok(())
}

/// Most messages of creditors are read and answered; the others wait as tasks.
fn answer_them(stage: &mut Stage<'_>, walk: &mut Walk<'_>, end: End) -> Outcome<()> {
    if end == End::Active && stage.dice.chance(18) {
        return Ok(());
    }
    walk.pass(stage, (2, 30));
    let ctx = stage.at(walk.at);
    stage.db.write(|db| store::cases::messages::seen(db, walk.case.id, "Creditor", ctx.now))?;
    let text = "Thank you, noted. I will come back to you as soon as there is news.";
    verbs::send_message(stage.db, &walk.who(), walk.case.id, &walk.sender(), text, &ctx)?;
    Ok(())
}

fn finish(stage: &mut Stage<'_>, walk: &mut Walk<'_>, creditors: &[Client], end: End) -> Outcome<()> {
    match end {
        End::AskedWhileActive { answered } => ask(stage, walk, creditors, answered),
        End::Paid => {
            let parts = stage.dice.below(3);
            pay(stage, walk, parts)?;
            settle(stage, walk)
        }
        End::PartlyPaid => {
            let parts = 1 + stage.dice.below(3);
            pay(stage, walk, parts)?;
            close(stage, walk, CloseCode::PartiallyPaid)
        }
        End::Active => {
            match stage.dice.between(1, 100) {
                1..=36 => {
                    let parts = 1 + stage.dice.below(3);
                    pay(stage, walk, parts)?;
                }
                37..=70 => arrangements::agree(stage, walk, creditors)?,
                _ => {}
            }
            arrangements::extend(stage, walk)?;
            reports::report(stage, walk)
        }
        End::Paused => {
            let parts = stage.dice.below(3);
            pay(stage, walk, parts)?;
            walk.pass(stage, (20, 200));
            let reason = *stage.dice.pick(&words::PAUSES);
            if stage.dice.chance(40) && reports::pause(stage, walk, reason)? {
                return Ok(());
            }
            let ctx = stage.at(walk.at);
            verbs::pause(stage.db, &walk.who(), walk.case.id, reason, &ctx)?;
            Ok(())
        }
        End::Given(code) => close(stage, walk, code),
        _ => Ok(()),
    }
}

/// A number of payments, of a part each.
fn pay(stage: &mut Stage<'_>, walk: &mut Walk<'_>, parts: usize) -> Outcome<()> {
    for _ in 0..parts {
        let case = store::cases::unscoped::case(stage.db, walk.case.id)?;
        let whole = i64::try_from(parts).unwrap_or(1) + 2;
        let part = case.principal / (whole * 3) * stage.dice.between(1, 5);
        if part > 0 && part < case.outstanding {
            record(stage, walk, case.money(part), false)?;
        }
    }
    Ok(())
}

/// The rest is paid, and the case is closed.
fn settle(stage: &mut Stage<'_>, walk: &mut Walk<'_>) -> Outcome<()> {
    let case = store::cases::unscoped::case(stage.db, walk.case.id)?;
    record(stage, walk, case.outstanding(), true)
}

fn record(stage: &mut Stage<'_>, walk: &mut Walk<'_>, amount: Money, close_case: bool) -> Outcome<()> {
    walk.pass(stage, (60, 500));
    let ctx = stage.at(walk.at);
    let (recipient, commission) = match stage.dice.between(1, 20) {
        1..=14 => (Recipient::CollectionPartner, None),
        15..=17 => (Recipient::Creditor, Some(CommissionStatus::Unpaid)),
        18..=19 => (Recipient::Creditor, Some(CommissionStatus::Paid)),
        _ => (Recipient::Operator, None),
    };
    let payment = PaymentOrder {
        received_on: ctx.now.date_naive(),
        amount: amount.major(),
        currency: None,
        recipient,
        commission,
        payout_creditor: None,
        payout_partner: None,
        surplus_confirmed: true,
    };
    let follow_up = commission == Some(CommissionStatus::Unpaid);
    let order = RecordOrder { payment, close_case, follow_up };
    let recorded = payments::record(stage.db, &walk.who(), walk.case.id, &order, &ctx)?;
    arrangements::settle_commission(stage, walk, &recorded.payment)
}

fn close(stage: &mut Stage<'_>, walk: &mut Walk<'_>, code: CloseCode) -> Outcome<()> {
    walk.pass(stage, (20, 200));
    let ctx = stage.at(walk.at);
    let comment = stage.dice.chance(60).then(|| *stage.dice.pick(&words::ENDS));
    verbs::close(stage.db, &walk.who(), walk.case.id, code, comment, &ctx)?;
    Ok(())
}
