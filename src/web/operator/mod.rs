//! The operator's start page: what needs attention, and each agency's workload.

mod cases;
pub(crate) mod hosts;
mod page;
mod period;

use crate::domain::actor::Operator;
use crate::web::http::who::Who;
use crate::web::http::{Answer, App};
pub(crate) use cases::{FoundCase, find_case};
pub(crate) use hosts::BrandHostDto;
pub(crate) use page::{HomePage, Overview};
pub(crate) use period::{ExtendPeriodRequest, extend_period, show_period};

/// `GET /operator`
pub(crate) async fn show_home(Who(who): Who<Operator>, app: App) -> Answer<HomePage> {
    let today = app.now().date_naive();
    app.show(who, move |db, who| HomePage::load(db, who, today)).await
}
