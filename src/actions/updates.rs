//! Monthly updates: opened while a case is Active, and answered in one form with the work done, a payment, and the
//! agency's recommendation.

use super::cases::{self, save, tell, zone_of};
use super::payments::{self, RecordOrder};
use super::{Context, Outcome};
use crate::domain::actor::Partner;
use crate::domain::case::CaseRefusal;
use crate::domain::case::CloseCode;
use crate::domain::case_update::{Activity, Recommendation, Unblocker, credit};
use crate::domain::fact::{Fact, UpdateFact};
use crate::domain::ids::CaseId;
use crate::domain::payment::Recipient;
use crate::domain::task::TaskKind;
use crate::mail;
use crate::store::books::payments::Payment;
use crate::store::cases::Case;
use crate::store::cases::updates::CaseUpdate;
use crate::store::{self, Tx, Writer};

/// Batches opened in one round; the rest waits for the next round.
const MAX_BATCHES_PER_ROUND: usize = 40;

/// The agency's recommendation, with its details.
#[derive(Clone, Debug)]
pub enum Advice {
    /// Go on collecting.
    StayActive,
    /// Pause, for a reason, until somebody acts.
    Pause(String, Unblocker),
    /// Close, with a code and a comment.
    Close(CloseCode, Option<String>),
}

impl Advice {
    fn recommendation(&self) -> Recommendation {
        match self {
            Self::StayActive => Recommendation::StayActive,
            Self::Pause(..) => Recommendation::Pause,
            Self::Close(..) => Recommendation::Close,
        }
    }

    fn reason(&self) -> Option<String> {
        match self {
            Self::StayActive => None,
            Self::Pause(reason, _) => Some(reason.clone()),
            Self::Close(code, comment) => {
                Some(comment.as_ref().map_or_else(|| code.to_string(), |comment| format!("{code}: {comment}")))
            }
        }
    }
}

/// The reply to an update.
#[derive(Clone, Debug)]
pub struct ReplyOrder {
    /// The work done.
    pub activities: Vec<Activity>,
    /// A summary of the work.
    pub summary: String,
    /// A payment since the last update that is not recorded yet.
    pub payment: Option<RecordOrder>,
    /// The recommendation.
    pub advice: Advice,
}

/// An update that was answered.
#[derive(Clone, Debug)]
pub struct Replied {
    /// The update.
    pub update: CaseUpdate,
    /// The case afterwards.
    pub case: Case,
    /// Warnings about the payment, which was recorded anyway.
    pub warnings: Vec<String>,
}

/// Answers the open update: payment, report, message and recommendation, all or nothing.
///
/// # Errors
/// [`CaseRefusal::NoUpdateDue`]; the refusals of the payment, the pause or the close.
pub fn reply(db: &mut Writer, who: &Partner, id: CaseId, order: &ReplyOrder, ctx: &Context) -> Outcome<Replied> {
    db.write(|db| {
        store::cases::hold(db, who, id)?;
        let before = store::cases::load_case(db, who, id)?;
        let open = store::cases::updates::open_of(db, &before)?.ok_or(CaseRefusal::NoUpdateDue)?;
        let (payment, warnings) = match &order.payment {
            None => (None, Vec::new()),
            Some(payment) => {
                let recorded = payments::record(db, who, id, payment, ctx)?;
                (Some(recorded.payment), recorded.warnings)
            }
        };
        let update = answered(open, who, order, payment.as_ref(), ctx);
        if !store::cases::updates::answer(db, &before, &update)? {
            return Err(CaseRefusal::NoUpdateDue.into());
        }
        let text = letter(&update, order, payment.as_ref());
        let case = report(db, who, id, &update, order, &text, ctx)?;
        let case = follow(db, who, case, &order.advice, ctx)?;
        Ok(Replied { update, case, warnings })
    })
}

fn answered(
    open: CaseUpdate,
    who: &Partner,
    order: &ReplyOrder,
    payment: Option<&Payment>,
    ctx: &Context,
) -> CaseUpdate {
    let names: Vec<&str> = order.activities.iter().map(|activity| activity.name()).collect();
    CaseUpdate {
        answered_at: Some(ctx.now.naive_utc()),
        activities: names.join(","),
        summary: order.summary.clone(),
        recommendation: Some(order.advice.recommendation()),
        reason: order.advice.reason(),
        payment_id: payment.map(|payment| payment.id.to_string()),
        credit: Some(credit(open.due_at.and_utc(), ctx.now)),
        answered_by: Some(who.author().name),
        ..open
    }
}

/// The text for the creditor.
fn letter(update: &CaseUpdate, order: &ReplyOrder, payment: Option<&Payment>) -> String {
    let done: Vec<String> = order.activities.iter().map(|activity| format!("– {activity}")).collect();
    let mut parts = vec![format!("Update for {}", update.month_name())];
    if !done.is_empty() {
        parts.push(format!("What we did:\n{}", done.join("\n")));
    }
    if !order.summary.is_empty() {
        parts.push(order.summary.clone());
    }
    if let Some(payment) = payment {
        let to = match payment.recipient {
            Recipient::CollectionPartner => "to us",
            Recipient::Creditor => "to you directly",
            Recipient::Operator => "to the platform",
        };
        let day = payment.received_on.format("%-d %B %Y");
        parts.push(format!("The debtor paid {} {to} on {day}.", payment.money(payment.amount)));
    }
    parts.push(match &order.advice {
        Advice::StayActive => "We go on collecting.".to_owned(),
        Advice::Pause(reason, Unblocker::Client) => format!("We pause the case and need you to go on: {reason}"),
        Advice::Pause(reason, Unblocker::Agency) => format!("We pause the case for the moment: {reason}"),
        Advice::Close(code, None) => format!("We close the case: {code}."),
        Advice::Close(code, Some(comment)) => format!("We close the case: {code}. {comment}"),
    });
    parts.join("\n\n")
}

/// Timeline entry, message and mail of an answered update; its task is closed.
fn report(
    db: &mut Tx<'_>,
    who: &Partner,
    id: CaseId,
    update: &CaseUpdate,
    order: &ReplyOrder,
    text: &str,
    ctx: &Context,
) -> Outcome<Case> {
    let now = store::cases::load_case(db, who, id)?;
    let month = update.month_name();
    let mut facts: Vec<Fact> = order
        .activities
        .iter()
        .map(|activity| Fact::Update(UpdateFact::Done { activity: *activity, month: month.clone() }))
        .collect();
    facts.push(Fact::Update(UpdateFact::Given {
        month: month.clone(),
        recommendation: order.advice.recommendation(),
        credit: update.credit.unwrap_or_default(),
    }));
    facts.push(Fact::MessageSent { from_creditor: false, text: text.to_owned() });
    let (case, _) = save(db, &now, now.clone(), &who.author(), &facts, ctx)?;
    let email = who.person().map_or("", |person| person.email.as_str());
    store::cases::messages::add(db, &case, &who.author(), email, text, ctx.now)?;
    store::cases::tasks::solve(db, &case, &[TaskKind::CaseSurvey], ctx.now)?;
    let needs_input = matches!(order.advice, Advice::Pause(_, Unblocker::Client));
    tell(db, who, &case, ctx, |about| mail::case::update(about, &month, text, needs_input))?;
    Ok(case)
}

/// Follows the recommendation with the usual actions.
fn follow(db: &mut Tx<'_>, who: &Partner, case: Case, advice: &Advice, ctx: &Context) -> Outcome<Case> {
    match advice {
        Advice::StayActive => Ok(case),
        Advice::Pause(reason, unblocker) => {
            let paused = cases::pause(db, who, case.id, reason, ctx)?;
            let kind = match unblocker {
                Unblocker::Client => TaskKind::ClientInputRequired,
                Unblocker::Agency => TaskKind::PausedCase,
            };
            let due = kind.due(ctx.now, zone_of(db, &paused)?);
            store::cases::tasks::open(db, kind, &paused, due, ctx.now)?;
            Ok(paused)
        }
        Advice::Close(code, comment) => cases::close(db, who, case.id, *code, comment.as_deref(), ctx),
    }
}

/// Opens the due updates; returns how many. Several nodes may run it at once.
pub fn open_updates(db: &mut Writer, ctx: &Context) -> Outcome<usize> {
    let mut opened = 0;
    for _ in 0..MAX_BATCHES_PER_ROUND {
        let due = store::cases::updates::unscoped::due(db, ctx.now)?;
        if due.is_empty() {
            break;
        }
        opened += db.write(|db| store::cases::updates::unscoped::open(db, &due, ctx.now))?;
    }
    Ok(opened)
}
