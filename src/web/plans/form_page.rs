//! The forms of promises and agreements with a preview, and the form that ends one.

use askama::Template;
use chrono::{Days, NaiveDate};

use super::forms::{CreateAgreementRequest, CreatePromiseRequest, EndPlanRequest};
use super::page::day;
use crate::actions::plans::{PlanDraft, preview_plan};
use crate::actions::{ActionError, Context};
use crate::domain::actor::Partner;
use crate::domain::calendar::{Moment, local_date};
use crate::domain::case::{By, Verb, decide};
use crate::domain::ids::{CaseId, PlanId};
use crate::domain::plan::{Approval, PlanKind, PlanProblem, PlanState};
use crate::store::cases::CaseFile;
use crate::store::cases::plans::Arranged;
use crate::store::{self, Db};
use crate::web::filters::{self, shown};
use crate::web::http::{Asked, Failure, Fields, Filled, Page, request};

/// The fields of both forms.
const FIELDS: [&str; 10] = [
    "amount",
    "date",
    "firstDate",
    "interval",
    "instalments",
    "instalmentAmount",
    "agreedOn",
    "note",
    "approval",
    "replaceReason",
];

/// Days from today to the first instalment that the form proposes: time for a letter and a transfer.
const FIRST_AFTER_DAYS: u64 = 14;

/// Characters of a message in the list of approvals.
const MAX_EXCERPT_CHARACTERS: usize = 60;

/// The preview of what is typed.
#[derive(Default)]
pub(crate) struct Preview {
    /// Why there is nothing to show yet.
    pub missing: Option<String>,
    /// The instalments: number, due day, amount.
    pub rows: Vec<(usize, String, String)>,
    /// A summary as a sentence.
    pub sentence: String,
    /// What the client must have approved, in words.
    pub needs: &'static str,
    /// The effect on the exclusive period.
    pub effect: String,
}

#[derive(Template)]
#[template(path = "plans/form.html")]
pub(crate) struct PlanFormPage {
    file: CaseFile,
    form: Filled,
    kind: PlanKind,
    preview: Preview,
    /// The client's messages and documents that can prove an approval: id and label.
    approvals: Vec<(String, String)>,
    /// The current plan, in words.
    running: Option<String>,
}

impl PlanFormPage {
    /// A new form, filled in from the address.
    ///
    /// # Errors
    /// If the case is not theirs, or its state does not allow it.
    pub(crate) fn fresh(
        db: &mut Db,
        who: &Partner,
        id: CaseId,
        kind: PlanKind,
        asked: &Asked,
        ctx: &Context,
    ) -> Result<Self, Failure> {
        let file = store::cases::load(db, who, id)?;
        decide(&file.case.snapshot(), Verb::Arrange, By::Agency)?;
        if file.case.outstanding <= 0 {
            return Err(PlanProblem::NothingOwed.into());
        }
        let today = local_date(ctx.now, who.agency.time_zone);
        let soon = today.checked_add_days(Days::new(FIRST_AFTER_DAYS)).unwrap_or(today);
        let usual = Fields::default()
            .with("amount", file.case.outstanding().major())
            .with("agreedOn", today.to_string())
            .with("date", soon.to_string())
            .with("firstDate", soon.to_string())
            .with("interval", "Month")
            .with("instalments", "6");
        let fields = over(usual, asked);
        let form = match kind {
            PlanKind::Promise => Filled::with::<CreatePromiseRequest>(fields),
            PlanKind::Agreement => Filled::with::<CreateAgreementRequest>(fields),
        };
        Self::new(db, who, file, kind, form, ctx)
    }

    /// The form as it was sent, with its problems.
    pub(crate) fn again(
        db: &mut Db,
        who: &Partner,
        id: CaseId,
        kind: PlanKind,
        form: Filled,
        ctx: &Context,
    ) -> Result<Self, Failure> {
        let file = store::cases::load(db, who, id)?;
        Self::new(db, who, file, kind, form, ctx)
    }

    fn new(
        db: &mut Db,
        who: &Partner,
        file: CaseFile,
        kind: PlanKind,
        form: Filled,
        ctx: &Context,
    ) -> Result<Self, Failure> {
        let preview = Preview::of(db, who, &file, kind, &form, ctx)?;
        let approvals = if kind == PlanKind::Agreement { approvals(db, who, &file)? } else { Vec::new() };
        let running = store::cases::plans::running(db, &file.case)?;
        let payments = store::books::payments::of_case(db, &file.case)?;
        let today = local_date(ctx.now, who.agency.time_zone);
        let running = running.filter(|old| old.status(&payments, today).state != PlanState::Fulfilled);
        Ok(Self { preview, approvals, running: running.as_ref().map(in_words), file, form, kind })
    }

    fn base(&self) -> String {
        format!("/partner/cases/{}", self.file.case.id)
    }

    fn is_promise(&self) -> bool {
        self.kind == PlanKind::Promise
    }

    fn noun(&self) -> &'static str {
        if self.is_promise() { "promises" } else { "agreements" }
    }

    fn title(&self) -> &'static str {
        if self.is_promise() { "Record a promise to pay" } else { "Record a payment agreement" }
    }
}

impl Page for PlanFormPage {
    type Resource = ();
    fn resource(&self) -> &() {
        &()
    }
}

fn in_words(arranged: &Arranged) -> String {
    let plan = &arranged.plan;
    format!("{} of {} over {}", plan.kind, day(plan.agreed_on), shown(plan.money(plan.total)))
}

/// The client's messages and the documents of a case, newest first.
fn approvals(db: &mut Db, who: &Partner, file: &CaseFile) -> Result<Vec<(String, String)>, Failure> {
    let messages = store::cases::messages::of_case(db, who, file.case.id)?;
    let said = messages.iter().rev().filter(|message| message.is_from_creditor()).map(|message| {
        let line = message.body.split_whitespace().collect::<Vec<_>>().join(" ");
        let cut: String = line.chars().take(MAX_EXCERPT_CHARACTERS).collect();
        let rest = if cut.len() < line.len() { "…" } else { "" };
        (message.id.to_string(), format!("Message of {}: {cut}{rest}", day(message.created_at.date())))
    });
    let mut all: Vec<(String, String)> = said.collect();
    let documents = store::documents::of_case(db, who, file.case.id)?;
    all.extend(documents.iter().map(|document| {
        let words = format!("Document of {}: {}", day(document.created_at.date()), document.file_name);
        (document.id.to_string(), words)
    }));
    Ok(all)
}

/// The default fields, replaced by those of the address if it has any.
fn over(usual: Fields, asked: &Asked) -> Fields {
    let fields = asked.fields(&FIELDS);
    if fields.0.is_empty() { usual } else { fields }
}

impl Preview {
    fn of(
        db: &mut Db,
        who: &Partner,
        file: &CaseFile,
        kind: PlanKind,
        form: &Filled,
        ctx: &Context,
    ) -> Result<Self, Failure> {
        let order = match kind {
            PlanKind::Promise => request::understood::<CreatePromiseRequest>(&form.fields),
            PlanKind::Agreement => request::understood::<CreateAgreementRequest>(&form.fields),
        };
        let missing = |text: String| Ok(Self { missing: Some(text), ..Self::default() });
        let order = match order {
            Ok(order) => order,
            Err(problems) => {
                let first = problems.all().next().map_or("", |(_, text)| text).to_owned();
                return missing(first);
            }
        };
        match preview_plan(db, who, file.case.id, &order, ctx) {
            Ok(drawn) => Ok(Self::drawn(who, &drawn)),
            Err(ActionError::Store(error)) => Err(error.into()),
            Err(refused) => missing(refused.to_string()),
        }
    }

    fn drawn(who: &Partner, drawn: &PlanDraft) -> Self {
        let plan = &drawn.arranged.plan;
        let money = |minor: i64| shown(plan.money(minor));
        let schedule = &drawn.arranged.schedule;
        let rows = (1..).zip(schedule).map(|(number, one)| (number, day(one.due), money(one.amount))).collect();
        let last = schedule.last().map_or_else(NaiveDate::default, |one| one.due);
        let waived = match plan.waived() {
            0 => String::new(),
            waived => format!(" The client waives {}.", money(waived)),
        };
        let count = schedule.len();
        let sentence = match (plan.kind, count) {
            (PlanKind::Promise, _) => format!("{} by {}.", money(plan.total), day(last)),
            (_, 1) => format!("One payment of {} on {}.{waived}", money(plan.total), day(last)),
            _ => format!("{count} instalments, together {}, the last on {}.{waived}", money(plan.total), day(last)),
        };
        let needs = match drawn.needs {
            None => "",
            Some(Approval::Length) => {
                "It runs longer than six months: the client must have approved it in writing. Choose the message or document."
            }
            Some(Approval::Discount) => {
                "Less is agreed on than is owed: the client must have approved that in the conversation of the case. Choose the message."
            }
        };
        let effect = drawn.extension.map_or_else(String::new, |(_, end)| {
            format!("Extends the exclusive period to {}.", day(local_date(end, who.agency.time_zone)))
        });
        Self { missing: None, rows, sentence, needs, effect }
    }
}

#[derive(Template)]
#[template(path = "plans/end.html")]
pub(crate) struct EndPlanPage {
    file: CaseFile,
    form: Filled,
    plan: PlanId,
    what: String,
    paid: String,
    total: String,
}

impl EndPlanPage {
    /// Loads the form.
    ///
    /// # Errors
    /// If the plan is not theirs, or has ended.
    pub(crate) fn load(
        db: &mut Db,
        who: &Partner,
        id: CaseId,
        plan: PlanId,
        form: Option<Filled>,
        now: Moment,
    ) -> Result<Self, Failure> {
        let file = store::cases::load(db, who, id)?;
        let arranged = store::cases::plans::load(db, who, &file.case, plan)?;
        if form.is_none() && arranged.plan.ended_at.is_some() {
            return Err(PlanProblem::Over.into());
        }
        let payments = store::books::payments::of_case(db, &file.case)?;
        let status = arranged.status(&payments, local_date(now, who.agency.time_zone));
        let money = |minor: i64| shown(arranged.plan.money(minor));
        Ok(Self {
            what: arranged.plan.kind.label().to_lowercase(),
            paid: money(status.paid),
            total: money(arranged.plan.total),
            form: form.unwrap_or_else(Filled::new::<EndPlanRequest>),
            file,
            plan,
        })
    }

    fn base(&self) -> String {
        format!("/partner/cases/{}", self.file.case.id)
    }
}

impl Page for EndPlanPage {
    type Resource = ();
    fn resource(&self) -> &() {
        &()
    }
}
