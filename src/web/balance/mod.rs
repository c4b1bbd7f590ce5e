//! The agency's balance: one row per payout, with totals, as a page and as CSV.

mod list;
mod page;
mod query;
mod resource;

use std::io;

use actix_web::HttpResponse;

use crate::domain::actor::Partner;
use crate::domain::calendar::local_date;
use crate::exchange::Sheet;
use crate::store;
use crate::store::books::payouts::PayoutFilter;
use crate::web::http::framed::Framed;
use crate::web::http::who::Who;
use crate::web::http::{Answer, App, Asked, Failure, Problems, download};
pub(crate) use list::PAYOUTS;
pub(crate) use page::BalancePage;
pub(crate) use resource::BalanceResponse;

/// Rows per query when a file is written.
const ROWS_PER_QUERY: i64 = 500;

/// `GET /balance`: payouts, newest first, with their totals.
///
/// # Errors
/// If a filter is unknown, or the place belongs to another list.
pub(crate) async fn show_balance(Who(who): Who<Partner>, asked: Asked, app: App) -> Answer<BalancePage> {
    let size = asked.paging(if who.person().is_some() { 50 } else { 10 }, 200)?.size;
    let (filter, behind) = query::filter_of(&asked, &who)?;
    let now = app.now();
    app.show(who, move |db, who| Ok(BalancePage::load(db, who, asked, filter, behind, size)?.with_spans(now, who)))
        .await
}

/// `GET /balance/payouts.csv`: all payouts that match the filters.
///
/// # Errors
/// If a filter is unknown, or the search finds too many cases.
pub(crate) async fn download_balance(Who(who): Who<Partner>, asked: Asked, app: App) -> Result<HttpResponse, Failure> {
    let (mut filter, _) = query::filter_of(&asked, &who)?;
    let asker = who.clone();
    let is_capped;
    (filter, is_capped) = app.read(move |db| Ok(query::with_cases(db, &asker, &asked, filter)?)).await?;
    if is_capped {
        // An incomplete file must not look complete.
        return Err(Problems::at("q", "The search finds more than 10,000 cases. Say more, or leave it out.").into());
    }
    let name = format!("payouts-{}.csv", local_date(app.now(), who.agency.time_zone));
    let shared = app.shared().clone();
    let place = app.shared().downloads.take(who.tenant())?;
    Ok(download::stream(place, download::csv(&name), move |out| write(&shared.database, &who, &filter, out)))
}

/// Writes batch by batch. Each batch takes its own connection, so that a slow reader does not hold one.
fn write(
    database: &store::Database,
    who: &Partner,
    filter: &PayoutFilter,
    out: &mut crate::exchange::ChannelWriter,
) -> io::Result<()> {
    let mut sheet = Sheet::begin(out, &resource::COLUMNS)?;
    let mut behind = None;
    loop {
        let rows = database
            .read()
            .and_then(|mut db| store::books::payouts::find(&mut db, who, filter, behind, ROWS_PER_QUERY))
            .map_err(io::Error::other)?;
        for row in &rows {
            sheet.line(&resource::cells(row))?;
        }
        match rows.last() {
            Some(last) => behind = Some(last.place(filter.sort.by)),
            None => return sheet.end(),
        }
    }
}
