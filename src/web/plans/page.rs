//! Template structs of promises and agreements.

use askama::Template;
use chrono::NaiveDate;

use super::resource::PlanDto;
use crate::domain::actor::Partner;
use crate::domain::calendar::{Moment, local_date};
use crate::domain::case::{By, Lifecycle, Verb, may};
use crate::domain::ids::CaseId;
use crate::domain::plan::{InstalmentState, PlanKind, PlanState, PlanStatus, Step};
use crate::store::cases::plans::{Arranged, Plan};
use crate::store::cases::{Case, CaseFile};
use crate::store::{self, Db};
use crate::web::filters::{self, shown};
use crate::web::http::{Failure, Page};
use crate::web::money_bar::{Part, bar};

/// The tab of the case page.
pub(crate) struct PlansTab {
    /// The case's address.
    pub base: String,
    /// The running plan, or the last fulfilled one.
    pub current: Option<PlanView>,
    /// Earlier plans, newest first.
    pub former: Vec<PlanView>,
    /// Whether one can be recorded now.
    pub may_arrange: bool,
    /// Whether the case could be closed now, with the amount that the client waived.
    pub may_close: bool,
    /// What stays outstanding after a fulfilled agreement.
    pub left: String,
}

/// A promise or an agreement in words.
pub(crate) struct PlanView {
    /// Its address.
    pub href: String,
    pub kind: PlanKind,
    pub state: PlanState,
    /// The agreed total.
    pub total: String,
    /// The amount paid of it.
    pub paid: String,
    /// The overdue amount; "" if none.
    pub overdue: String,
    /// The amount that the client waives; "" if none.
    pub waived: String,
    /// The next instalment, in words.
    pub next: String,
    /// When and by whom it was recorded.
    pub agreed: String,
    /// The client's approval: its text and its address.
    pub approval: Option<(String, String)>,
    pub note: String,
    /// Why and by whom it was ended.
    pub ended: String,
    pub rows: Vec<StepRow>,
    /// The bar: paid, overdue, not due.
    pub parts: Vec<Part>,
}

/// An instalment.
pub(crate) struct StepRow {
    /// Starts at 1.
    pub number: usize,
    pub due: String,
    pub amount: String,
    /// The amount paid of it.
    pub paid: String,
    /// Its state, and since when.
    pub state: String,
    /// CSS class of the state.
    pub class: &'static str,
}

pub(super) fn day(date: NaiveDate) -> String {
    date.format("%-d %b %Y").to_string()
}

impl PlansTab {
    pub(crate) fn load(db: &mut Db, who: &Partner, case: &Case, now: Moment) -> Result<Self, Failure> {
        let all = store::cases::plans::of_case(db, who, case)?;
        let payments = if all.is_empty() { Vec::new() } else { store::books::payments::of_case(db, case)? };
        let today = local_date(now, who.agency.time_zone);
        let base = format!("/partner/cases/{}", case.id);
        let mut views: Vec<PlanView> =
            all.iter().map(|arranged| PlanView::new(arranged, &arranged.status(&payments, today), &base)).collect();
        let has_current = all.first().is_some_and(|newest| newest.plan.ended_at.is_none());
        let current = has_current.then(|| views.remove(0));
        let is_kept = current.as_ref().is_some_and(|plan| plan.state == PlanState::Fulfilled);
        let is_open = matches!(case.lifecycle, Lifecycle::Active | Lifecycle::Paused);
        let may_close = is_kept && is_open && case.outstanding > 0;
        Ok(Self {
            may_arrange: may(&case.snapshot(), &Verb::Arrange, By::Agency) && case.outstanding > 0,
            left: if may_close { shown(case.outstanding()) } else { String::new() },
            may_close,
            base,
            current,
            former: views,
        })
    }
}

impl PlanView {
    fn new(arranged: &Arranged, now: &PlanStatus, base: &str) -> Self {
        let plan = &arranged.plan;
        let money = |minor: i64| shown(plan.money(minor));
        let some = |minor: i64| if minor > 0 { money(minor) } else { String::new() };
        let to_come = plan.total - now.paid - now.overdue;
        Self {
            href: format!("{base}/plans/{}", plan.id),
            kind: plan.kind,
            state: now.state,
            total: money(plan.total),
            paid: money(now.paid),
            overdue: some(now.overdue),
            waived: some(plan.waived()),
            next: next(plan, now),
            agreed: format!("{}, recorded by {}", day(plan.agreed_on), plan.created_by),
            approval: approval(plan, base),
            note: plan.note.clone(),
            ended: ended(plan),
            rows: (1..).zip(&now.steps).map(|(number, step)| StepRow::new(number, step, plan)).collect(),
            parts: bar(&[
                ("k1", "Paid", plan.money(now.paid)),
                ("k2", "Overdue", plan.money(now.overdue)),
                ("k6", "To come", plan.money(to_come)),
            ]),
        }
    }

    /// The CSS class of its state.
    pub(crate) fn class(&self) -> &'static str {
        match self.state {
            PlanState::Running => "active",
            PlanState::Overdue => "info",
            PlanState::Broken => "bad",
            PlanState::Fulfilled => "ok",
            PlanState::Ended => "closed",
        }
    }

    /// The bar in words, for screen readers.
    pub(crate) fn words(&self) -> String {
        self.parts.iter().map(|part| format!("{} {}", part.label, shown(part.amount))).collect::<Vec<_>>().join(", ")
    }

    /// Whether it can be ended.
    pub(crate) fn is_running(&self) -> bool {
        matches!(self.state, PlanState::Running | PlanState::Overdue | PlanState::Broken)
    }

    /// Whether the debtor broke it.
    pub(crate) fn is_broken(&self) -> bool {
        self.state == PlanState::Broken
    }

    /// Whether everything agreed on is paid.
    pub(crate) fn is_kept(&self) -> bool {
        self.state == PlanState::Fulfilled
    }
}

fn next(plan: &Plan, now: &PlanStatus) -> String {
    match (now.state, now.next) {
        (PlanState::Fulfilled, _) => {
            plan.fulfilled_at.map_or(String::new(), |at| format!("kept on {}", day(at.date())))
        }
        (PlanState::Ended, _) | (_, None) => String::new(),
        (_, Some(next)) => format!("{} due on {}", shown(plan.money(next.amount)), day(next.due)),
    }
}

fn approval(plan: &Plan, base: &str) -> Option<(String, String)> {
    let on = day(plan.approved_at?.date());
    match (plan.approval_message_id, plan.approval_document_id) {
        (Some(_), _) => Some((format!("the client’s message of {on}"), format!("{base}?tab=messages"))),
        (None, Some(_)) => Some((format!("a document of {on}"), format!("{base}?tab=documents"))),
        (None, None) => None,
    }
}

fn ended(plan: &Plan) -> String {
    let (Some(at), Some(how)) = (plan.ended_at, plan.ended_as) else { return String::new() };
    let by = plan.ended_by.as_deref().unwrap_or_default();
    let reason = plan.end_reason.as_deref().filter(|reason| !reason.is_empty());
    let reason = reason.map(|reason| format!(": {reason}")).unwrap_or_default();
    format!("{how} on {} by {by}{reason}", day(at.date()))
}

impl StepRow {
    fn new(number: usize, step: &Step, plan: &Plan) -> Self {
        let money = |minor: i64| shown(plan.money(minor));
        let (state, class) = match (step.state, step.met_on) {
            (InstalmentState::Met, Some(on)) => (format!("Paid on {}", day(on)), "ok"),
            (InstalmentState::Overdue, _) => ("Overdue".to_owned(), "bad"),
            (InstalmentState::Due, _) => ("Due".to_owned(), "info"),
            (state, _) => (state.label().to_owned(), "closed"),
        };
        Self {
            number,
            due: day(step.instalment.due),
            amount: money(step.instalment.amount),
            paid: if step.paid == 0 { String::new() } else { money(step.paid) },
            state,
            class,
        }
    }
}

/// The plans of a case as a page and as JSON.
#[derive(Template)]
#[template(path = "plans/list.html")]
pub(crate) struct PlansPage {
    resource: Vec<PlanDto>,
    file: CaseFile,
    plans: PlansTab,
}

impl PlansPage {
    pub(crate) fn load(db: &mut Db, who: &Partner, id: CaseId, now: Moment) -> Result<Self, Failure> {
        let file = store::cases::load(db, who, id)?;
        let all = store::cases::plans::of_case(db, who, &file.case)?;
        let payments = store::books::payments::of_case(db, &file.case)?;
        let today = local_date(now, who.agency.time_zone);
        let resource = all.iter().map(|arranged| PlanDto::new(arranged, &payments, today)).collect();
        let plans = PlansTab::load(db, who, &file.case, now)?;
        Ok(Self { resource, file, plans })
    }
}

impl Page for PlansPage {
    type Resource = Vec<PlanDto>;
    fn resource(&self) -> &Vec<PlanDto> {
        &self.resource
    }
}
