//! Coverage: which claims agencies serve, what would happen to a claim, and claims that nobody serves.

mod fixed;
mod forms;
mod gaps;
mod page;
pub(crate) mod query;
pub(crate) mod resource;
mod trial;

use crate::actions::coverage::{self, RuleChange, effects};
use crate::domain::actor::Operator;
use crate::domain::ids::CoverageId;
use crate::store;
use crate::web::http::who::{OperatorAdmin, Who};
use crate::web::http::{Answer, App, Asked, Done, Filled, Id, Input};
pub(crate) use fixed::{fix_agency, list_fixed, release_agency};
pub(crate) use forms::{CoverageForm, EndCoverageForm, FixAgencyForm, state_of};
pub(crate) use gaps::list_gaps;
pub(crate) use page::place;
use page::{CoveragePage, EndPage, RulePage};
use resource::CoverageDto;
pub(crate) use resource::words;
pub(crate) use trial::{TrialDto, try_claim};

/// The address of the list.
pub(crate) const COVERAGE: &str = "/operator/coverage";

/// `GET /coverage`
///
/// # Errors
/// If a filter or the page number is wrong.
pub(crate) async fn list_rules(Who(who): Who<Operator>, asked: Asked, app: App) -> Answer<CoveragePage> {
    let paging = asked.paging(50, 100)?;
    let filter = query::LIST.read(&asked, &who)?;
    let today = app.now().date_naive();
    app.show(who, move |db, who| CoveragePage::load(db, who, &filter, today, asked, paging)).await
}

/// `GET /coverage/new`: the form. Fields in the address are filled in, with the affected cases beside them.
pub(crate) async fn show_new(who: OperatorAdmin, asked: Asked, app: App) -> Answer<RulePage> {
    let ctx = app.context();
    let fields = asked.fields(&page::FIELDS);
    app.show(who, move |db, who| RulePage::load(db, &who.0, Filled::with::<CoverageForm>(fields), &ctx)).await
}

/// `POST /coverage`
///
/// # Errors
/// If fields are wrong, or there is such a rule.
pub(crate) async fn add_rule(who: OperatorAdmin, sent: Input<CoverageForm>, app: App) -> Answer<RulePage> {
    let ctx = app.context();
    app.submit(
        who,
        sent,
        |db, who, order, ctx| {
            let id = coverage::add_rule(db, &order, &who.0.author(), ctx)?;
            let resource = CoverageDto::from(&store::coverage::load(db, &who.0, id)?);
            Ok(Done { status: 201, ..Done::new(COVERAGE, "The rule was added.", &resource)? })
        },
        move |db, who, form| RulePage::load(db, &who.0, form, &ctx),
    )
    .await
}

/// `GET /coverage/{coverageId}/end`: asks for the last day, and shows the affected cases.
pub(crate) async fn show_end(who: OperatorAdmin, id: Id<CoverageId>, app: App) -> Answer<EndPage> {
    let ctx = app.context();
    app.show(who, move |db, who| EndPage::load(db, &who.0, id.0, None, &ctx)).await
}

/// `POST /coverage/{coverageId}/end`
///
/// # Errors
/// If the day is wrong, or the rule has ended.
pub(crate) async fn end_rule(
    who: OperatorAdmin,
    id: Id<CoverageId>,
    sent: Input<EndCoverageForm>,
    app: App,
) -> Answer<EndPage> {
    let ctx = app.context();
    app.submit(
        who,
        sent,
        move |db, who, last, ctx| {
            let rule = coverage::end_rule(db, &who.0, id.0, last, ctx)?;
            let notice = format!("The rule of {} ends on {}.", rule.agency, last.format("%-d %B %Y"));
            Done::new(COVERAGE, notice, &CoverageDto::from(&rule))
        },
        move |db, who, form| EndPage::load(db, &who.0, id.0, Some(form), &ctx),
    )
    .await
}
