//! Promises to pay and payment agreements of a case: reading, recording, ending.

mod form_page;
pub(crate) mod forms;
pub(crate) mod page;
pub(crate) mod resource;

pub(crate) use form_page::{EndPlanPage, PlanFormPage};
pub(crate) use page::{PlansPage, PlansTab};

use crate::actions::Context;
use crate::actions::plans::{self, PlanOrder, Planned};
use crate::domain::actor::Partner;
use crate::domain::calendar::local_date;
use crate::domain::ids::{CaseId, PlanId};
use crate::domain::plan::PlanKind;
use crate::store::{self, Db, Writer};
use crate::web::filters::shown;
use crate::web::http::who::Who;
use crate::web::http::{Answer, App, Asked, Done, Failure, Id, Input};
use forms::{CreateAgreementRequest, CreatePromiseRequest, EndPlanRequest};
use resource::PlanDto;

/// The address of the case's tab for plans.
fn tab_of(id: CaseId) -> String {
    format!("/partner/cases/{id}?tab=plan")
}

/// `GET /cases/{id}/plans`
pub(crate) async fn list_plans(Who(who): Who<Partner>, id: Id<CaseId>, app: App) -> Answer<PlansPage> {
    let now = app.now();
    app.show(who, move |db, who| PlansPage::load(db, who, id.0, now)).await
}

/// `GET /cases/{id}/promises/new`
///
/// # Errors
/// If the case is not theirs, or its state does not allow it.
pub(crate) async fn show_new_promise(
    Who(who): Who<Partner>,
    id: Id<CaseId>,
    asked: Asked,
    app: App,
) -> Answer<PlanFormPage> {
    let ctx = app.context();
    app.show(who, move |db, who| PlanFormPage::fresh(db, who, id.0, PlanKind::Promise, &asked, &ctx)).await
}

/// `GET /cases/{id}/agreements/new`: the form. Fields in the address are filled in, with the resulting schedule beside
/// them.
///
/// # Errors
/// If the case is not theirs, or its state does not allow it.
pub(crate) async fn show_new_agreement(
    Who(who): Who<Partner>,
    id: Id<CaseId>,
    asked: Asked,
    app: App,
) -> Answer<PlanFormPage> {
    let ctx = app.context();
    app.show(who, move |db, who| PlanFormPage::fresh(db, who, id.0, PlanKind::Agreement, &asked, &ctx)).await
}

/// `POST /cases/{id}/promises`
///
/// # Errors
/// If the state does not allow it, amount or day are impossible, or another plan is running.
pub(crate) async fn record_promise(
    Who(who): Who<Partner>,
    id: Id<CaseId>,
    sent: Input<CreatePromiseRequest>,
    app: App,
) -> Answer<PlanFormPage> {
    let ctx = app.context();
    let act = move |db: &mut Writer, who: &Partner, order: PlanOrder, ctx: &Context| record(db, who, id.0, &order, ctx);
    let again =
        move |db: &mut Db, who: &Partner, form| PlanFormPage::again(db, who, id.0, PlanKind::Promise, form, &ctx);
    app.submit(who, sent, act, again).await
}

/// `POST /cases/{id}/agreements`
///
/// # Errors
/// As [`record_promise`]; also if the client's approval is needed and missing.
pub(crate) async fn record_agreement(
    Who(who): Who<Partner>,
    id: Id<CaseId>,
    sent: Input<CreateAgreementRequest>,
    app: App,
) -> Answer<PlanFormPage> {
    let ctx = app.context();
    let act = move |db: &mut Writer, who: &Partner, order: PlanOrder, ctx: &Context| record(db, who, id.0, &order, ctx);
    let again =
        move |db: &mut Db, who: &Partner, form| PlanFormPage::again(db, who, id.0, PlanKind::Agreement, form, &ctx);
    app.submit(who, sent, act, again).await
}

fn record(db: &mut Writer, who: &Partner, id: CaseId, order: &PlanOrder, ctx: &Context) -> Result<Done, Failure> {
    let planned = plans::record(db, who, id, order, ctx)?;
    let plan = &planned.arranged.plan;
    let what = match plan.kind {
        PlanKind::Promise => "The promise",
        PlanKind::Agreement => "The agreement",
    };
    let until = planned.case.exclusive_until.map(|until| local_date(until.and_utc(), who.agency.time_zone));
    let until = until.map(|until| format!(" You have exclusive rights until {}.", until.format("%-d %b %Y")));
    let notice = format!("{what} over {} is recorded.{}", shown(plan.money(plan.total)), until.unwrap_or_default());
    done(db, who, &planned, &notice, ctx)
}

fn done(db: &mut Db, who: &Partner, planned: &Planned, notice: &str, ctx: &Context) -> Result<Done, Failure> {
    let payments = store::books::payments::of_case(db, &planned.case)?;
    let today = local_date(ctx.now, who.agency.time_zone);
    Done::new(tab_of(planned.case.id), notice, &PlanDto::new(&planned.arranged, &payments, today))
}

/// `GET /cases/{id}/plans/{planId}/end`
///
/// # Errors
/// If the plan is not theirs, or has ended.
pub(crate) async fn show_end_plan(
    Who(who): Who<Partner>,
    id: Id<CaseId>,
    plan: Id<PlanId>,
    app: App,
) -> Answer<EndPlanPage> {
    let now = app.now();
    app.show(who, move |db, who| EndPlanPage::load(db, who, id.0, plan.0, None, now)).await
}

/// `POST /cases/{id}/plans/{planId}/end`
///
/// # Errors
/// If the plan is not theirs or has ended, the state does not allow it, or the reason is missing.
pub(crate) async fn end_plan(
    Who(who): Who<Partner>,
    id: Id<CaseId>,
    plan: Id<PlanId>,
    sent: Input<EndPlanRequest>,
    app: App,
) -> Answer<EndPlanPage> {
    let now = app.now();
    let act = move |db: &mut Writer, who: &Partner, reason: String, ctx: &Context| {
        let planned = plans::end(db, who, id.0, plan.0, &reason, ctx)?;
        let notice = format!("The {} is ended.", planned.arranged.plan.kind.label().to_lowercase());
        done(db, who, &planned, &notice, ctx)
    };
    app.submit(who, sent, act, move |db, who, form| EndPlanPage::load(db, who, id.0, plan.0, Some(form), now)).await
}
