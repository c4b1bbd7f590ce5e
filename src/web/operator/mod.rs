//! Where the operator's people begin: what waits, and how much work lies where.

mod cases;
pub mod hosts;
mod page;
mod period;

use crate::domain::actor::Operator;
use crate::web::http::{Answer, App};
pub use cases::{FoundCase, find_case};
pub use hosts::BrandHostDto;
pub use page::{HomePage, Overview};
pub use period::{ExtendPeriodRequest, extend_period, show_period};

/// `GET /operator`
pub async fn show_home(who: Operator, app: App) -> Answer<HomePage> {
    let today = app.now().date_naive();
    app.show(who, move |db, who| HomePage::load(db, who, today)).await
}
