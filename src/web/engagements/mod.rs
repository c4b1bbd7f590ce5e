//! Which agency works on a case: the operator's page of any case, giving it to another agency, and the record that a
//! former agency keeps of its own part.

mod former;
mod forms;
mod page;
pub(crate) mod resource;

use crate::actions::cases;
use crate::actions::clients::Asked;
use crate::domain::actor::Operator;
use crate::domain::ids::CaseId;
use crate::web::http::who::Who;
use crate::web::http::{Answer, App, Done, Filled, Id, Input};
pub(crate) use former::{FORMER_CASES, list_former, show_former};
pub(crate) use forms::{AskToSignForm, ReassignForm};
use page::{CasePage, ReassignPage};
pub(crate) use resource::{EngagedCaseDto, FormerCaseDto, FormerCasesDto};

/// `GET /cases/{id}`: any case, read-only, with the agencies that had it.
pub(crate) async fn show_case(Who(who): Who<Operator>, id: Id<CaseId>, app: App) -> Answer<CasePage> {
    let (config, now) = (app.config().clone(), app.now());
    app.show(who, move |db, who| CasePage::load(db, who, id.0, &config, now)).await
}

/// `GET /cases/{id}/agency`
///
/// # Errors
/// If there is no such case.
pub(crate) async fn show_reassign(Who(who): Who<Operator>, id: Id<CaseId>, app: App) -> Answer<ReassignPage> {
    app.show(who, move |db, who| ReassignPage::load(db, who, id.0, Filled::new::<ReassignForm>())).await
}

/// `POST /cases/{id}/agency`: gives the case to another agency.
///
/// # Errors
/// If the case is in another state, or the agency cannot take it.
pub(crate) async fn reassign(
    Who(who): Who<Operator>,
    id: Id<CaseId>,
    sent: Input<ReassignForm>,
    app: App,
) -> Answer<ReassignPage> {
    app.submit(
        who,
        sent,
        move |db, who, (agency, reason), ctx| {
            cases::reassign(db, who, id.0, agency, &reason, ctx)?;
            let resource = EngagedCaseDto::load(db, who, id.0)?;
            let name = resource.collection_partner.clone().unwrap_or_default();
            let notice = format!("{name} has the case and two business days to accept it.");
            Done::new(format!("/operator/cases/{}", id.0), notice, &resource)
        },
        move |db, who, form| ReassignPage::load(db, who, id.0, form),
    )
    .await
}

/// `POST /cases/{id}/ask-to-sign`: the client is mailed the link to sign what another agency needs.
///
/// # Errors
/// If nothing is missing, or the client has no link.
pub(crate) async fn ask_to_sign(
    Who(who): Who<Operator>,
    id: Id<CaseId>,
    sent: Input<AskToSignForm>,
    app: App,
) -> Answer<ReassignPage> {
    app.submit(
        who,
        sent,
        move |db, who, agency, ctx| {
            let notice = match cases::ask_for_signature(db, who, id.0, agency, ctx)? {
                Asked::Already => "The client was asked in the last days. Give the case away when it has signed.",
                _ => "The client was asked to sign. Give the case away when it has.",
            };
            let resource = EngagedCaseDto::load(db, who, id.0)?;
            Done::new(format!("/operator/cases/{}", id.0), notice, &resource)
        },
        move |db, who, form| ReassignPage::load(db, who, id.0, form),
    )
    .await
}
