//! Exchange rates: which are known, how recent they are, and what they were on a day.

mod page;

use crate::domain::actor::Operator;
use crate::domain::day;
use crate::web::http::who::Who;
use crate::web::http::{Answer, App, Asked, Problems};
pub(crate) use page::{Freshness, RatesPage, RatesResource};

/// `GET /operator/rates`: the newest rate of each currency, or those in force on `day`.
///
/// # Errors
/// If `day` is not a day.
pub(crate) async fn show_rates(Who(who): Who<Operator>, asked: Asked, app: App) -> Answer<RatesPage> {
    let today = app.now().date_naive();
    let day = match asked.one("day") {
        None => None,
        Some(text) => Some(day::read(text).ok_or_else(|| Problems::at("day", day::NO_DAY))?),
    };
    app.show(who, move |db, _| RatesPage::load(db, day, today)).await
}
