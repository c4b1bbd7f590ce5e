//! The exclusive period of any case, and the form by which the platform extends it.

use askama::Template;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::actions::Here;
use crate::actions::cases::extend_by_hand;
use crate::domain::actor::Operator;
use crate::domain::calendar::Moment;
use crate::domain::case::{By, Verb, may};
use crate::domain::day;
use crate::domain::ids::CaseId;
use crate::store::cases::CaseFile;
use crate::store::{self, Db};
use crate::web::filters;
use crate::web::http::{Answer, App, Done, Failure, Filled, Form, Id, Input, Page, Problems};
use crate::web::payments::PeriodView;
use crate::web::payments::resource::ExclusivePeriodDto;

/// A reason may be this long.
const REASON_LENGTH: usize = 1_000;

/// Extends an exclusive period to a day, for a reason that is kept and shown.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[expect(missing_docs, reason = "the fields speak for themselves")]
pub struct ExtendPeriodRequest {
    pub until: Option<String>,
    pub reason: Option<String>,
}

impl Form for ExtendPeriodRequest {
    type Order = (chrono::NaiveDate, String);

    fn parse(self) -> Result<Self::Order, Problems> {
        let mut problems = Problems::none();
        let until = self.until.as_deref().and_then(day::read);
        if until.is_none() {
            problems.add("until", "Enter the day to which it is extended, such as 2027-11-21.");
        }
        let reason = self.reason.map(|text| text.trim().to_owned()).unwrap_or_default();
        let length = reason.chars().count();
        if reason.is_empty() {
            problems.add("reason", "Say why; the agency and the creditor read it.");
        }
        if length > REASON_LENGTH {
            problems.add("reason", format!("At most {REASON_LENGTH} characters; these are {length}."));
        }
        match until {
            Some(until) => problems.or((until, reason)),
            None => Err(problems),
        }
    }
}

/// The period of a case with the form that extends it.
#[derive(Template)]
#[template(path = "operator/period.html")]
pub struct ExtendPeriodPage {
    resource: ExclusivePeriodDto,
    file: CaseFile,
    agency: String,
    view: PeriodView,
    form: Filled,
}

impl ExtendPeriodPage {
    fn load(db: &mut Db, who: &Operator, id: CaseId, form: Filled, now: Moment) -> Result<Self, Failure> {
        let file = store::cases::load(db, who, id)?;
        let extensions = store::periods::of_case(db, id)?;
        let resource = ExclusivePeriodDto::new(&file.case, &extensions, now).ok_or(Failure::NotFound)?;
        let agency = match file.case.collection_partner_id {
            Some(agency) => store::people::profile(db, agency)?.name,
            None => String::new(),
        };
        Ok(Self { view: PeriodView::new(&resource, &extensions, now), agency, form, resource, file })
    }
}

impl ExtendPeriodPage {
    fn may_extend(&self) -> bool {
        may(&self.file.case.standing(), &Verb::ExtendPeriod, By::Platform)
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
/// No such case, or it has no such period.
pub async fn show_period(who: Operator, id: Id<CaseId>, app: App) -> Answer<ExtendPeriodPage> {
    let now = app.now();
    app.show(who, move |db, who| ExtendPeriodPage::load(db, who, id.0, Filled::new(), now)).await
}

/// `POST /operator/cases/{id}/exclusive-period`
///
/// # Errors
/// No such case; closed; a day that is not later; no reason.
pub async fn extend_period(
    who: Operator,
    id: Id<CaseId>,
    sent: Input<ExtendPeriodRequest>,
    app: App,
) -> Answer<ExtendPeriodPage> {
    let now = app.now();
    let act = move |db: &mut Db, who: &Operator, (until, reason): (chrono::NaiveDate, String), here: &Here| {
        let case = extend_by_hand(db, &who.author(), id.0, (until, &reason), here)?;
        let extensions = store::periods::of_case(db, case.id)?;
        let resource = ExclusivePeriodDto::new(&case, &extensions, here.now).ok_or(Failure::NotFound)?;
        let notice = format!("The exclusive period runs until {}.", until.format("%-d %b %Y"));
        Done::new(format!("/operator/cases/{}/exclusive-period", id.0), notice, &resource)
    };
    app.submit(who, sent, act, move |db, who, form| ExtendPeriodPage::load(db, who, id.0, form, now)).await
}
