//! Monthly updates of a case: the list, and the form that answers one.

pub(crate) mod forms;
pub(crate) mod page;
pub(crate) mod resource;

pub(crate) use page::{UpdateFormPage, UpdatesPage, UpdatesTab};

use crate::actions::Context;
use crate::actions::updates::{self, ReplyOrder};
use crate::domain::actor::Partner;
use crate::domain::case::Lifecycle;
use crate::domain::ids::CaseId;
use crate::store::{Db, Writer};
use crate::web::http::who::Who;
use crate::web::http::{Answer, App, Done, Filled, Id, Input};
use forms::ReplyToUpdateRequest;
use resource::CaseUpdateDto;

/// `GET /cases/{id}/updates`
pub(crate) async fn list_updates(Who(who): Who<Partner>, id: Id<CaseId>, app: App) -> Answer<UpdatesPage> {
    app.show(who, move |db, who| UpdatesPage::load(db, who, id.0)).await
}

/// `GET /cases/{id}/update`: the form of the open update.
///
/// # Errors
/// If the case is not theirs, or no update is open.
pub(crate) async fn show_update(Who(who): Who<Partner>, id: Id<CaseId>, app: App) -> Answer<UpdateFormPage> {
    let ctx = app.context();
    app.show(who, move |db, who| UpdateFormPage::load(db, who, id.0, None, &ctx)).await
}

/// `POST /cases/{id}/update`
///
/// # Errors
/// If no update is open, nothing was done, or the payment, pause or closing in it is refused.
pub(crate) async fn reply_to_update(
    Who(who): Who<Partner>,
    id: Id<CaseId>,
    sent: Input<ReplyToUpdateRequest>,
    app: App,
) -> Answer<UpdateFormPage> {
    let ctx = app.context();
    let act = move |db: &mut Writer, who: &Partner, mut order: ReplyOrder, ctx: &Context| {
        if let Some(payment) = &mut order.payment {
            payment.payment.surplus_confirmed |= who.person().is_none();
        }
        let replied = updates::reply(db, who, id.0, &order, ctx)?;
        let rest = match replied.case.lifecycle {
            Lifecycle::Paused => " The case is paused.",
            Lifecycle::Closed => " The case is closed.",
            _ => "",
        };
        let warnings: String = replied.warnings.iter().map(|warning| format!(" {warning}")).collect();
        let notice = format!("The creditor has your update for {}.{rest}{warnings}", replied.update.month_name());
        Done::new(format!("/partner/cases/{}?tab=updates", id.0), notice, &CaseUpdateDto::from(&replied.update))
    };
    let again = move |db: &mut Db, who: &Partner, form: Filled| UpdateFormPage::load(db, who, id.0, Some(form), &ctx);
    app.submit(who, sent, act, again).await
}
