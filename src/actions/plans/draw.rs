//! Turns a promise or an agreement, as entered, into a plan.

use chrono::NaiveDate;

use crate::actions::cases::{extension_by, moved};
use crate::actions::{ActionError, Context, Outcome};
use crate::domain::actor::Partner;
use crate::domain::calendar::{Moment, local_date};
use crate::domain::case::{By, Verb};
use crate::domain::ids::{CaseId, DocumentId, MessageId, PlanId};
use crate::domain::money::Money;
use crate::domain::payment::PaymentRefusal;
use crate::domain::plan::{Approval, Instalment, Interval, PlanKind, PlanProblem, Size, Terms, approval};
use crate::domain::refusal::Refusal;
use crate::store::cases::Case;
use crate::store::cases::plans::{Arranged, Plan};
use crate::store::{self, Db, fresh_id};

/// The due dates of a plan.
#[derive(Clone, Debug)]
pub enum Cut {
    /// One amount by one day.
    Promise(NaiveDate),
    /// Instalments from a day on: by number, or by amount as typed.
    Instalments(NaiveDate, Interval, Option<usize>, Option<String>),
}

/// A promise or an agreement as entered. Amounts are text, because the number of decimals depends on the case's
/// currency.
#[derive(Clone, Debug)]
pub struct PlanOrder {
    /// The total.
    pub amount: String,
    /// The due dates.
    pub cut: Cut,
    /// The day of the promise or agreement; today if `None`.
    pub agreed_on: Option<NaiveDate>,
    /// A note.
    pub note: String,
    /// The id of the client's message or document that approves it.
    pub approval: Option<String>,
    /// Why it replaces the plan that is running.
    pub replace_reason: Option<String>,
}

/// The client's approval.
#[derive(Clone, Debug)]
pub struct Approved {
    message: Option<MessageId>,
    document: Option<DocumentId>,
    at: chrono::NaiveDateTime,
    /// "message of 12 November 2026".
    pub words: String,
}

/// The plan of an order, with what it needs.
#[derive(Clone, Debug)]
pub struct PlanDraft {
    /// The plan, not stored yet.
    pub arranged: Arranged,
    /// What the client must approve.
    pub needs: Option<Approval>,
    /// The approval that was given.
    pub approval: Option<Approved>,
    /// The extension of the exclusive period, if any: the moment of the event and the new end.
    pub extension: Option<(Moment, Moment)>,
}

impl PlanOrder {
    fn kind(&self) -> PlanKind {
        match self.cut {
            Cut::Promise(_) => PlanKind::Promise,
            Cut::Instalments(..) => PlanKind::Agreement,
        }
    }

    fn schedule(&self, case: &Case, total: i64) -> Outcome<Vec<Instalment>> {
        let (first, interval, size) = match &self.cut {
            Cut::Promise(by) => (*by, Interval::Month, Size::Count(1)),
            Cut::Instalments(first, interval, Some(count), None) => (*first, *interval, Size::Count(*count)),
            Cut::Instalments(first, interval, None, Some(each)) => {
                (*first, *interval, Size::Amount(minor(case, "instalmentAmount", each)?))
            }
            Cut::Instalments(..) => return Err(PlanProblem::SizeUnclear.into()),
        };
        Ok(Terms { total, first, interval, size }.schedule().map_err(Refusal::from)?)
    }
}

fn minor(case: &Case, field: &'static str, text: &str) -> Outcome<i64> {
    let read = Money::parse(text, case.currency).map(Money::minor);
    read.map_err(|problem| ActionError::At(field, problem.to_string()))
}

/// The plan of an order if it were recorded now, whether or not the client has approved it; nothing is stored.
///
/// # Errors
/// As [`super::record`], except the approval and a running plan.
pub fn preview_plan(db: &mut Db, who: &Partner, id: CaseId, order: &PlanOrder, ctx: &Context) -> Outcome<PlanDraft> {
    let case = store::cases::load_case(db, who, id)?;
    moved(&case, Verb::Arrange, By::Agency)?;
    let (arranged, needs) = outline(who, &case, order, ctx)?;
    let extension = extension_by(&case, arranged.plan.agreed_on, ctx.now);
    Ok(PlanDraft { arranged, needs, approval: None, extension })
}

/// The plan of an order, with the client's approval if it needs one.
pub(super) fn draw_up(db: &mut Db, who: &Partner, case: &Case, order: &PlanOrder, ctx: &Context) -> Outcome<PlanDraft> {
    let (mut arranged, needs) = outline(who, case, order, ctx)?;
    let approval = order.approval.as_deref().map(|id| approved(db, who, case, id)).transpose()?;
    match (needs, &approval) {
        // The approval must be the client's own message; a document may have been uploaded by the agency.
        (Some(Approval::Discount), None | Some(Approved { message: None, .. })) => {
            return Err(PlanProblem::DiscountNotApproved.into());
        }
        (Some(Approval::Length), None) => return Err(PlanProblem::LengthNotApproved.into()),
        _ => {}
    }
    if let Some(approval) = &approval {
        arranged.plan.approval_message_id = approval.message;
        arranged.plan.approval_document_id = approval.document;
        arranged.plan.approved_at = Some(approval.at);
    }
    Ok(PlanDraft { arranged, needs, approval, extension: None })
}

/// The plan without approval, and what the client must approve of it.
fn outline(who: &Partner, case: &Case, order: &PlanOrder, ctx: &Context) -> Outcome<(Arranged, Option<Approval>)> {
    let problem = |problem: PlanProblem| ActionError::Refused(problem.into());
    let today = local_date(ctx.now, who.agency.time_zone);
    let agreed_on = order.agreed_on.unwrap_or(today);
    if agreed_on > today {
        return Err(ActionError::At("agreedOn", PaymentRefusal::FutureDate.to_string()));
    }
    let started = case.started_at.map(|at| local_date(at.and_utc(), who.agency.time_zone));
    if started.is_some_and(|started| agreed_on < started) {
        return Err(ActionError::At("agreedOn", "The case was not accepted yet on that day.".to_owned()));
    }
    if case.outstanding <= 0 {
        return Err(problem(PlanProblem::NothingOwed));
    }
    let total = minor(case, "amount", &order.amount)?;
    if total > case.outstanding {
        return Err(problem(PlanProblem::MoreThanOwed));
    }
    let (kind, schedule) = (order.kind(), order.schedule(case, total)?);
    let (Some(first), Some(last)) = (schedule.first(), schedule.last()) else {
        return Err(problem(PlanProblem::NothingAgreed));
    };
    if first.due < agreed_on {
        return Err(problem(PlanProblem::InThePast(kind)));
    }
    let needs = approval(kind, (total, case.outstanding), (agreed_on, last.due));
    if kind == PlanKind::Promise && needs.is_some() {
        return Err(problem(PlanProblem::PromiseTooFar));
    }
    let plan = Plan {
        id: PlanId::from_uuid(fresh_id()),
        case_id: case.id,
        kind,
        currency: case.currency,
        total,
        owed: case.outstanding,
        agreed_on,
        note: order.note.clone(),
        approval_message_id: None,
        approval_document_id: None,
        approved_at: None,
        watch_on: None,
        fulfilled_at: None,
        ended_at: None,
        ended_as: None,
        end_reason: None,
        ended_by: None,
        created_at: ctx.now.naive_utc(),
        created_by: who.author().name,
    };
    Ok((Arranged { plan, schedule }, needs))
}

/// A client's message or a document of this case, as approval.
fn approved(db: &mut Db, who: &Partner, case: &Case, id: &str) -> Outcome<Approved> {
    let day = |at: chrono::NaiveDateTime| at.format("%-d %B %Y").to_string();
    if let Some(id) = MessageId::parse(id)
        && let Some(message) =
            store::cases::messages::of_case(db, who, case.id)?.into_iter().find(|known| known.id == id)
    {
        if !message.is_from_creditor() {
            return Err(ActionError::At("approval", "Only a message from the client can approve it.".to_owned()));
        }
        let (at, words) = (message.created_at, format!("message of {}", day(message.created_at)));
        return Ok(Approved { message: Some(id), document: None, at, words });
    }
    if let Some(id) = DocumentId::parse(id)
        && let Some(document) = store::documents::of_case(db, who, case.id)?.into_iter().find(|known| known.id == id)
    {
        let (at, words) = (document.created_at, format!("“{}” of {}", document.file_name, day(document.created_at)));
        return Ok(Approved { message: None, document: Some(id), at, words });
    }
    Err(ActionError::At("approval", "There is no such message or document on this case.".to_owned()))
}
