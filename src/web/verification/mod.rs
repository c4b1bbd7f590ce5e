//! Cases that the operator verifies before an agency sees them: the queue, one screen a case, and the decisions.

mod forms;
mod page;
pub(crate) mod resource;

use crate::actions::cases;
use crate::domain::actor::Operator;
use crate::domain::ids::CaseId;
use crate::store::{self, Db};
use crate::web::http::who::Who;
use crate::web::http::{Answer, App, Asked, Done, Failure, Filled, Id, Input};
pub(crate) use forms::{AskClientForm, RejectForm};
use page::{CasePage, DecisionPage, Kind, QueuePage};
pub(crate) use resource::{VerificationDto, WaitingListDto};

/// The address of the queue.
pub(crate) const QUEUE: &str = "/operator/verification";

/// `GET /verification`: cases that no agency sees yet, oldest first.
///
/// # Errors
/// If the state or the page number is wrong.
pub(crate) async fn list_waiting(Who(who): Who<Operator>, asked: Asked, app: App) -> Answer<QueuePage> {
    let paging = asked.paging(50, 100)?;
    app.show(who, move |db, who| QueuePage::load(db, who, asked, paging)).await
}

/// `GET /verification/{id}`: the case with its checks.
pub(crate) async fn show_case(Who(who): Who<Operator>, id: Id<CaseId>, app: App) -> Answer<CasePage> {
    let ctx = app.context();
    let config = app.config().clone();
    app.show(who, move |db, who| CasePage::load(db, who, id.0, &ctx, &config)).await
}

/// Where staff go after a decision: the next case, or the queue.
fn next(db: &mut Db, who: &Operator, after: CaseId) -> Result<String, Failure> {
    let next = store::cases::intake::next(db, who, after)?;
    Ok(next.map_or_else(|| QUEUE.to_owned(), |id| format!("{QUEUE}/{id}")))
}

/// `GET /verification/{id}/approve`
pub(crate) async fn show_approve(Who(who): Who<Operator>, id: Id<CaseId>, app: App) -> Answer<DecisionPage> {
    let ctx = app.context();
    app.show(who, move |db, who| DecisionPage::load(db, who, id.0, Kind::Approve, Filled::new::<()>(), &ctx)).await
}

/// `POST /verification/{id}/approve`: the agency gets the case.
///
/// # Errors
/// If the case is outside the standard terms, has no agency, or contracts are missing.
pub(crate) async fn approve(
    Who(who): Who<Operator>,
    id: Id<CaseId>,
    sent: Input<()>,
    app: App,
) -> Answer<DecisionPage> {
    let ctx = app.context();
    app.submit(
        who,
        sent,
        move |db, who, (), ctx| {
            let case = cases::approve(db, who, id.0, ctx)?;
            let resource = VerificationDto::load(db, who, id.0, ctx)?;
            let agency = resource.collection_partner.clone().unwrap_or_default();
            Done::new(next(db, who, id.0)?, format!("Case {} was assigned to {agency}.", case.reference), &resource)
        },
        move |db, who, form| DecisionPage::load(db, who, id.0, Kind::Approve, form, &ctx),
    )
    .await
}

/// `GET /verification/{id}/ask`
pub(crate) async fn show_ask(Who(who): Who<Operator>, id: Id<CaseId>, app: App) -> Answer<DecisionPage> {
    let ctx = app.context();
    let form = Filled::new::<AskClientForm>();
    app.show(who, move |db, who| DecisionPage::load(db, who, id.0, Kind::Ask, form, &ctx)).await
}

/// `POST /verification/{id}/ask`: the client is mailed the question with a link to answer.
///
/// # Errors
/// If fields are wrong, or the case is in another state.
pub(crate) async fn ask(
    Who(who): Who<Operator>,
    id: Id<CaseId>,
    sent: Input<AskClientForm>,
    app: App,
) -> Answer<DecisionPage> {
    let ctx = app.context();
    app.submit(
        who,
        sent,
        move |db, who, (area, question), ctx| {
            let case = cases::ask_client(db, who, id.0, (area, &question), ctx)?;
            let resource = VerificationDto::load(db, who, id.0, ctx)?;
            Done::new(next(db, who, id.0)?, format!("The client was asked about case {}.", case.reference), &resource)
        },
        move |db, who, form| DecisionPage::load(db, who, id.0, Kind::Ask, form, &ctx),
    )
    .await
}

/// `GET /verification/{id}/reject`
pub(crate) async fn show_reject(Who(who): Who<Operator>, id: Id<CaseId>, app: App) -> Answer<DecisionPage> {
    let ctx = app.context();
    let form = Filled::new::<RejectForm>();
    app.show(who, move |db, who| DecisionPage::load(db, who, id.0, Kind::Reject, form, &ctx)).await
}

/// `POST /verification/{id}/reject`: the case is closed, and the client is told why.
///
/// # Errors
/// If the reason is missing, or the case is in another state.
pub(crate) async fn reject(
    Who(who): Who<Operator>,
    id: Id<CaseId>,
    sent: Input<RejectForm>,
    app: App,
) -> Answer<DecisionPage> {
    let ctx = app.context();
    app.submit(
        who,
        sent,
        move |db, who, reason, ctx| {
            let case = cases::reject(db, who, id.0, &reason, ctx)?;
            let resource = VerificationDto::load(db, who, id.0, ctx)?;
            Done::new(next(db, who, id.0)?, format!("Case {} was rejected.", case.reference), &resource)
        },
        move |db, who, form| DecisionPage::load(db, who, id.0, Kind::Reject, form, &ctx),
    )
    .await
}

/// `POST /verification/{id}/route`: chooses the agency again, if the chosen one can no longer take the case.
///
/// # Errors
/// If the case is in another state.
pub(crate) async fn route_again(
    Who(who): Who<Operator>,
    id: Id<CaseId>,
    sent: Input<()>,
    app: App,
) -> Answer<CasePage> {
    let (ctx, config) = (app.context(), app.config().clone());
    app.submit(
        who,
        sent,
        move |db, who, (), ctx| {
            let before = store::cases::load_case(db, who, id.0)?.collection_partner_id;
            let after = cases::route_again(db, who, id.0, ctx)?.collection_partner_id;
            let resource = VerificationDto::load(db, who, id.0, ctx)?;
            let notice = match (&resource.collection_partner, before == after) {
                (Some(agency), false) => format!("The case goes to {agency} now."),
                (Some(agency), true) => format!("{agency} can still take the case."),
                (None, _) => "No agency covers this case.".to_owned(),
            };
            Done::new(format!("{QUEUE}/{}", id.0), notice, &resource)
        },
        move |db, who, form| CasePage::again(db, who, id.0, form, &ctx, &config),
    )
    .await
}
