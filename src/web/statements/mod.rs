//! Statements of account for any period, as page, CSV and PDF: an agency's with the operator and with each creditor;
//! for the operator, every agency's and every creditor's.

pub(crate) mod console;
mod forms;
mod list;
mod page;
mod paper;
mod parties;
mod query;
mod resource;
mod transfer;

use std::io;

use actix_web::HttpResponse;

use crate::actions::transfers::{self, TransferOrder};
use crate::actions::{Context, Outcome};
use crate::domain::actor::Partner;
use crate::domain::ids::CreditorId;
use crate::domain::money::Money;
use crate::exchange::{ChannelWriter, Sheet};
use crate::store::books::statements::Span;
use crate::store::{self, Database, Db, Writer};
use crate::web::http::framed::Framed;
use crate::web::http::who::Who;
use crate::web::http::{Answer, App, Asked, Done, Failure, Id, Input, download};
pub(crate) use forms::TransferForm;
pub(crate) use list::StatementsPage;
pub(crate) use page::StatementPage;
use parties::Parties;
use query::span_of;
pub(crate) use query::{CLIENTS, CREDITORS};
pub(crate) use resource::{StatementDto, StatementListDto, TransferDto};
pub(crate) use transfer::TransferPage;

/// `GET /statements`: the agency's balances with the operator and with every creditor.
pub(crate) async fn list_statements(Who(who): Who<Partner>, asked: Asked, app: App) -> Answer<StatementsPage> {
    let paging = asked.paging(50, 100)?;
    app.show(who, move |db, who| StatementsPage::load(db, who, asked, paging)).await
}

/// `GET /statements/platform`
///
/// # Errors
/// If the currency has no entries, or days are wrong.
pub(crate) async fn show_platform(Who(who): Who<Partner>, asked: Asked, app: App) -> Answer<StatementPage> {
    show(who, asked, app, |_, who, ctx| Ok(Parties::with_operator(who, ctx))).await
}

/// `GET /statements/creditors/{creditorId}`
///
/// # Errors
/// If it is not a creditor of theirs, the currency has no entries, or days are wrong.
pub(crate) async fn show_creditor(
    Who(who): Who<Partner>,
    id: Id<CreditorId>,
    asked: Asked,
    app: App,
) -> Answer<StatementPage> {
    show(who, asked, app, move |db, who, ctx| Parties::with_creditor(db, who, id.0, ctx)).await
}

async fn show<W: Framed>(
    who: W,
    asked: Asked,
    app: App,
    whose: impl FnOnce(&mut Db, &W, &Context) -> Result<Parties, Failure> + Send + 'static,
) -> Answer<StatementPage> {
    let ctx = app.context();
    app.show(who, move |db, who| {
        let parties = whose(db, who, &ctx)?;
        let span = span_of(db, parties.account, &asked, ctx.now)?;
        StatementPage::load(db, parties, span, asked)
    })
    .await
}

/// `GET /statements/platform/file`: as CSV, or as PDF with `format=pdf`.
///
/// # Errors
/// As [`show_platform`].
pub(crate) async fn download_platform(Who(who): Who<Partner>, asked: Asked, app: App) -> Result<HttpResponse, Failure> {
    download(who.tenant(), asked, app, move |_, ctx| Ok(Parties::with_operator(&who, ctx))).await
}

/// `GET /statements/creditors/{creditorId}/file`: as CSV, or as PDF with `format=pdf`.
///
/// # Errors
/// As [`show_creditor`].
pub(crate) async fn download_creditor(
    Who(who): Who<Partner>,
    id: Id<CreditorId>,
    asked: Asked,
    app: App,
) -> Result<HttpResponse, Failure> {
    download(who.tenant(), asked, app, move |db, ctx| Parties::with_creditor(db, &who, id.0, ctx)).await
}

async fn download(
    tenant: String,
    asked: Asked,
    app: App,
    whose: impl FnOnce(&mut Db, &Context) -> Result<Parties, Failure> + Send + 'static,
) -> Result<HttpResponse, Failure> {
    let ctx = app.context();
    let as_paper = asked.one("format") == Some("pdf");
    let (span, paper) = app
        .read(move |db| {
            let parties = whose(db, &ctx)?;
            let span = span_of(db, parties.account, &asked, ctx.now)?;
            let paper = if as_paper { Some(paper::pdf_of(db, &parties, &span, &ctx)?) } else { None };
            Ok((span, paper))
        })
        .await?;
    let name = format!("statement-{}-{}-{}", span.currency.code(), span.from, span.to);
    if let Some(paper) = paper {
        return Ok(download::pdf(&format!("{name}.pdf"), paper));
    }
    let database = app.shared().database.clone();
    let response = download::csv(&format!("{name}.csv"));
    let place = app.shared().downloads.take(tenant)?;
    Ok(download::stream(place, response, move |out| write(&database, &span, out)))
}

/// Entries per query when a file is written.
const ENTRIES_PER_QUERY: i64 = 500;

fn write(database: &Database, span: &Span, out: &mut ChannelWriter) -> io::Result<()> {
    let mut sheet = Sheet::begin(out, &resource::COLUMNS)?;
    let read = || database.read().map_err(io::Error::other);
    let opening = store::books::statements::owed_before(&mut read()?, span.account, span.currency, span.from)
        .map_err(io::Error::other)?;
    let mut balance = opening;
    sheet.line(&resource::opening_cells(span, opening))?;
    let mut behind = None;
    loop {
        let found = store::books::statements::movements(&mut read()?, span, behind, ENTRIES_PER_QUERY)
            .map_err(io::Error::other)?;
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
pub(crate) async fn show_transfer(
    Who(who): Who<Partner>,
    id: Id<CreditorId>,
    asked: Asked,
    app: App,
) -> Answer<TransferPage> {
    let ctx = app.context();
    app.show(who, move |db, who| {
        let parties = Parties::with_creditor(db, who, id.0, &ctx)?;
        TransferPage::fresh(db, parties, &asked)
    })
    .await
}

/// `POST /statements/creditors/{creditorId}/transfers`
pub(crate) async fn record_transfer(
    Who(who): Who<Partner>,
    id: Id<CreditorId>,
    sent: Input<TransferForm>,
    app: App,
) -> Answer<TransferPage> {
    let whose = move |db: &mut Db, who: &Partner, ctx: &Context| Parties::with_creditor(db, who, id.0, ctx);
    record(who, sent, app, whose, move |db, who, order, ctx| transfers::pass_on(db, who, id.0, order, ctx)).await
}

/// Records a transfer and redirects to the statement.
async fn record<W: Framed>(
    who: W,
    sent: Input<TransferForm>,
    app: App,
    whose: impl Fn(&mut Db, &W, &Context) -> Result<Parties, Failure> + Copy + Send + 'static,
    pass_on: impl FnOnce(&mut Writer, &W, &TransferOrder, &Context) -> Outcome<Money> + Send + 'static,
) -> Answer<TransferPage> {
    let ctx = app.context();
    let act = move |db: &mut Writer, who: &W, order: TransferOrder, ctx: &Context| {
        let parties = whose(db, who, ctx)?;
        let left = pass_on(db, who, &order, ctx)?;
        let to = format!("{}?currency={}", parties.base, order.currency.code());
        let notice = format!("The transfer is recorded. Still held: {}.", crate::web::filters::shown(left));
        Done::new(to, notice, &TransferDto::new(left))
    };
    app.submit(who, sent, act, move |db, who, form| {
        let parties = whose(db, who, &ctx)?;
        TransferPage::load(db, parties, form)
    })
    .await
}
