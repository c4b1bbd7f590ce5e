//! Statements of account: with the platform and with each creditor, for any span, as page, CSV and PDF.

pub mod console;
mod input;
mod page;
mod paper;
mod resource;

use std::io;

use actix_web::HttpResponse;

use crate::actions::transfers;
use crate::domain::actor::Partner;
use crate::domain::ids::CreditorId;
use crate::exchange::{ChannelWriter, Sheet};
use crate::store::statements::{Account, Span};
use crate::store::{self, Database, Db};
use crate::web::http::{Answer, App, Asked, Done, Failure, Id, Input, download};
pub use input::TransferForm;
use input::span_of;
pub use page::{StatementPage, StatementsPage, TransferPage};
pub use resource::{StatementDto, StatementListDto, TransferDto};

/// `GET /statements`: where the agency stands with the platform and with every creditor.
///
/// # Errors
/// A wrong page.
pub async fn list_statements(who: Partner, asked: Asked, app: App) -> Answer<StatementsPage> {
    let paging = asked.paging(50, 100)?;
    app.show(who, move |db, who| StatementsPage::load(db, who, asked, paging)).await
}

/// `GET /statements/platform`
///
/// # Errors
/// A currency in which there is nothing; days that are none.
pub async fn show_platform(who: Partner, asked: Asked, app: App) -> Answer<StatementPage> {
    show(who, Account::Platform, asked, app).await
}

/// `GET /statements/creditors/{creditorId}`
///
/// # Errors
/// Not a creditor of theirs; a currency in which there is nothing; days that are none.
pub async fn show_creditor(who: Partner, id: Id<CreditorId>, asked: Asked, app: App) -> Answer<StatementPage> {
    show(who, Account::Creditor(id.0), asked, app).await
}

async fn show(who: Partner, account: Account, asked: Asked, app: App) -> Answer<StatementPage> {
    let now = app.now();
    let here = app.here();
    app.show(who, move |db, who| {
        let span = span_of(db, who, account, &asked, now)?;
        StatementPage::load(db, who, span, asked, &here)
    })
    .await
}

/// `GET /statements/platform/file`: as CSV, or as PDF with `format=pdf`.
///
/// # Errors
/// As [`show_platform`].
pub async fn download_platform(who: Partner, asked: Asked, app: App) -> Result<HttpResponse, Failure> {
    stream_or_paper(who, Account::Platform, asked, app).await
}

/// `GET /statements/creditors/{creditorId}/file`: as CSV, or as PDF with `format=pdf`.
///
/// # Errors
/// As [`show_creditor`].
pub async fn download_creditor(
    who: Partner,
    id: Id<CreditorId>,
    asked: Asked,
    app: App,
) -> Result<HttpResponse, Failure> {
    stream_or_paper(who, Account::Creditor(id.0), asked, app).await
}

async fn stream_or_paper(who: Partner, account: Account, asked: Asked, app: App) -> Result<HttpResponse, Failure> {
    let (now, here) = (app.now(), app.here());
    let as_paper = asked.one("format") == Some("pdf");
    let asker = who.clone();
    let (span, paper) = app
        .read(move |db| {
            let span = span_of(db, &asker, account, &asked, now)?;
            let paper = if as_paper { Some(paper::pdf_of(db, &asker, &span, &here)?) } else { None };
            Ok((span, paper))
        })
        .await?;
    let name = format!("statement-{}-{}-{}", span.currency.code(), span.from, span.to);
    if let Some(paper) = paper {
        return Ok(download::pdf(&format!("{name}.pdf"), paper));
    }
    let database = app.shared().database.clone();
    let response = download::csv(&format!("{name}.csv"));
    Ok(download::stream(response, move |out| write(&database, &who, &span, out)))
}

/// Movements that are read together for a file.
const AT_ONCE: i64 = 500;

fn write(database: &Database, who: &Partner, span: &Span, out: &mut ChannelWriter) -> io::Result<()> {
    let mut sheet = Sheet::begin(out, &resource::COLUMNS)?;
    let read = || database.read().map_err(io::Error::other);
    let account = (span.account, span.currency);
    let opening = store::statements::owed_before(&mut read()?, who, account, span.from).map_err(io::Error::other)?;
    let mut balance = opening;
    sheet.line(&resource::opening_cells(span, opening))?;
    let mut behind = None;
    loop {
        let found = store::statements::movements(&mut read()?, who, span, behind, AT_ONCE).map_err(io::Error::other)?;
        for movement in &found {
            balance += movement.amount;
            sheet.line(&resource::cells(span, movement, balance))?;
        }
        match found.last() {
            Some(last) => behind = Some((last.booked_at, last.id)),
            None => return sheet.end(),
        }
    }
}

/// `GET /statements/creditors/{creditorId}/transfers/new`
///
/// # Errors
/// Not a creditor of theirs.
pub async fn show_transfer(who: Partner, id: Id<CreditorId>, asked: Asked, app: App) -> Answer<TransferPage> {
    let now = app.now();
    app.show(who, move |db, who| TransferPage::fresh(db, who, id.0, &asked, now)).await
}

/// `POST /statements/creditors/{creditorId}/transfers`
///
/// # Errors
/// Not a creditor of theirs; what cannot be.
pub async fn record_transfer(
    who: Partner,
    id: Id<CreditorId>,
    sent: Input<TransferForm>,
    app: App,
) -> Answer<TransferPage> {
    let creditor = id.0;
    let act = move |db: &mut Db, who: &Partner, order: transfers::TransferOrder, here: &crate::actions::Here| {
        let left = transfers::pass_on(db, who, creditor, &order, here)?;
        let to = format!("/partner/statements/creditors/{creditor}?currency={}", order.currency.code());
        let notice = format!("The transfer is recorded. You still hold {}.", crate::web::filters::shown(left));
        Done::new(to, notice, &resource::TransferDto::new(left))
    };
    app.submit(who, sent, act, move |db, who, form| TransferPage::load(db, who, creditor, form)).await
}
