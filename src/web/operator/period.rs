//! The exclusive period of any case, and the form with which the operator extends it.

use askama::Template;
use schemars::JsonSchema;
use serde::Deserialize;
use validator::Validate;

use crate::actions::Context;
use crate::actions::cases::extend_by_hand;
use crate::domain::actor::Operator;
use crate::domain::calendar::Moment;
use crate::domain::case::{By, Verb, may};
use crate::domain::ids::CaseId;
use crate::store::cases::CaseFile;
use crate::store::{self, Db, Writer};
use crate::web::filters;
use crate::web::http::request::values::{Day, Lines};
use crate::web::http::who::Who;
use crate::web::http::{Answer, App, Done, Failure, Filled, Id, Input, Page, Problems, Request};
use crate::web::payments::PeriodView;
use crate::web::payments::resource::ExclusivePeriodDto;

/// The message if the day is missing.
const NO_END: &str = "Enter the day to which it is extended, such as 2027-11-21.";
const MAX_REASON_CHARACTERS: u64 = 1_000;

/// Extends an exclusive period to a day, for a reason that is kept and shown.
#[derive(Deserialize, Validate, JsonSchema)]
pub(crate) struct ExtendPeriodRequest {
    /// The new last day.
    #[validate(required)]
    #[schemars(extend("x-missing" = NO_END, "x-wrong" = NO_END))]
    until: Option<Day>,
    /// The reason; the agency and the creditor can read it.
    #[validate(required, length(max = MAX_REASON_CHARACTERS))]
    #[schemars(extend("x-missing" = "Say why; the agency and the creditor read it."))]
    reason: Option<Lines>,
}

impl Request for ExtendPeriodRequest {
    type Order = (chrono::NaiveDate, String);

    fn order(self, _: &mut Problems) -> Option<Self::Order> {
        Some((self.until?.0, self.reason?.0))
    }
}

/// The period of a case with the form that extends it.
#[derive(Template)]
#[template(path = "operator/period.html")]
pub(crate) struct ExtendPeriodPage {
    resource: ExclusivePeriodDto,
    file: CaseFile,
    agency: String,
    view: PeriodView,
    form: Filled,
}

impl ExtendPeriodPage {
    fn load(db: &mut Db, who: &Operator, id: CaseId, form: Filled, now: Moment) -> Result<Self, Failure> {
        let file = store::cases::load(db, who, id)?;
        let extensions = store::cases::periods::of_case(db, &file.case)?;
        let resource = ExclusivePeriodDto::new(&file.case, &extensions, now).ok_or(Failure::NotFound)?;
        let agency = match file.case.collection_partner_id {
            Some(agency) => store::people::organisations::profile(db, agency)?.name,
            None => String::new(),
        };
        Ok(Self { view: PeriodView::new(&resource, &extensions, now), agency, form, resource, file })
    }
}

impl ExtendPeriodPage {
    fn may_extend(&self) -> bool {
        may(&self.file.case.snapshot(), &Verb::ExtendPeriod, By::Operator)
    }
}

impl Page for ExtendPeriodPage {
    type Resource = ExclusivePeriodDto;
    fn resource(&self) -> &ExclusivePeriodDto {
        &self.resource
    }
}

/// `GET /operator/cases/{id}/exclusive-period`
///
/// # Errors
/// If there is no such case, or it has no exclusive period.
pub(crate) async fn show_period(Who(who): Who<Operator>, id: Id<CaseId>, app: App) -> Answer<ExtendPeriodPage> {
    let now = app.now();
    app.show(who, move |db, who| ExtendPeriodPage::load(db, who, id.0, Filled::new::<ExtendPeriodRequest>(), now)).await
}

/// `POST /operator/cases/{id}/exclusive-period`
///
/// # Errors
/// If the case is closed, the day is not later than the current end, or the reason is missing.
pub(crate) async fn extend_period(
    Who(who): Who<Operator>,
    id: Id<CaseId>,
    sent: Input<ExtendPeriodRequest>,
    app: App,
) -> Answer<ExtendPeriodPage> {
    let now = app.now();
    let act = move |db: &mut Writer, who: &Operator, (until, reason): (chrono::NaiveDate, String), ctx: &Context| {
        let case = extend_by_hand(db, &who.author(), id.0, until, &reason, ctx)?;
        let extensions = store::cases::periods::of_case(db, &case)?;
        let resource = ExclusivePeriodDto::new(&case, &extensions, ctx.now).ok_or(Failure::NotFound)?;
        let notice = format!("The exclusive period runs until {}.", until.format("%-d %b %Y"));
        Done::new(format!("/operator/cases/{}/exclusive-period", id.0), notice, &resource)
    };
    app.submit(who, sent, act, move |db, who, form| ExtendPeriodPage::load(db, who, id.0, form, now)).await
}
