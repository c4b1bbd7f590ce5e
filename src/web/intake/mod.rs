//! A case handed in by hand: the operator enters it on behalf of a client.

pub(crate) mod debtor;
pub(crate) mod forms;
mod page;
mod resource;

use crate::actions::cases;
use crate::domain::actor::Operator;
use crate::domain::ids::CaseId;
use crate::store::{self, Db};
use crate::web::http::who::Who;
use crate::web::http::{Answer, App, Asked, Done, Failure, Filled, Input};
pub(crate) use forms::{AppraiseForm, Entered, HandInForm};
use page::{HandInPage, PreviewPage};
pub(crate) use resource::{AppraisalDto, HandedInDto};

/// `GET /cases/new`: the form. Fields in the address are filled in, with agency, price and contracts beside them.
pub(crate) async fn show_new(Who(who): Who<Operator>, asked: Asked, app: App) -> Answer<HandInPage> {
    let ctx = app.context();
    let fields = asked.fields(&page::FIELDS);
    app.show(who, move |db, who| HandInPage::load(db, who, Filled::with::<HandInForm>(fields), &ctx)).await
}

/// `POST /cases/preview`: what would become of a claim. Nothing is stored.
///
/// # Errors
/// If fields are wrong.
pub(crate) async fn preview(Who(who): Who<Operator>, sent: Input<AppraiseForm>, app: App) -> Answer<PreviewPage> {
    let ctx = app.context();
    let order = sent.parse()?;
    app.show(who, move |db, _| {
        let terms = order.terms(db)?;
        let found = cases::appraise(db, &terms, &ctx)?;
        Ok(PreviewPage { resource: AppraisalDto::from(&found) })
    })
    .await
}

/// `POST /cases`: hands in the case. It is verified next, or waits for the client's signature.
///
/// # Errors
/// If fields are wrong, or the client has a case with this reference.
pub(crate) async fn hand_in(Who(who): Who<Operator>, sent: Input<HandInForm>, app: App) -> Answer<HandInPage> {
    let ctx = app.context();
    app.submit(
        who,
        sent,
        |db, who, order, ctx| {
            let order = order.claim(db, &format!("{}’s staff", ctx.operator))?;
            let id = cases::hand_in(db, &order, &who.author(), ctx)?;
            let resource = handed_in(db, who, id)?;
            let page = format!("/operator/verification/{id}");
            let notice = format!("Case {} was handed in.", resource.reference);
            Ok(Done { status: 201, ..Done::new(page, notice, &resource)? })
        },
        move |db, who, form| HandInPage::load(db, who, form, &ctx),
    )
    .await
}

fn handed_in(db: &mut Db, who: &Operator, id: CaseId) -> Result<HandedInDto, Failure> {
    Ok(HandedInDto::from(&store::cases::load_case(db, who, id)?))
}
