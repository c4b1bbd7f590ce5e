//! The operator's invoices as their agency sees them: the list, an invoice, its PDF and its lines.

pub(crate) mod console;
mod page;
mod paper;
mod query;
mod resource;

use std::io;

use actix_web::HttpResponse;

use crate::domain::actor::Partner;
use crate::domain::ids::InvoiceId;
use crate::domain::invoice::InvoiceNumber;
use crate::exchange::{ChannelWriter, Sheet};
use crate::store::books::invoices::Invoice;
use crate::store::{self, Database};
use crate::web::http::framed::Framed;
use crate::web::http::places::Place;
use crate::web::http::who::Who;
use crate::web::http::{Answer, App, Asked, Failure, Id, download};
pub(crate) use page::{InvoicePage, InvoicesPage};
pub(crate) use paper::pdf_of;
pub(crate) use query::INVOICES;
pub(crate) use resource::{PlatformInvoiceDto, PlatformInvoiceFileDto, PlatformInvoiceListDto};

/// `GET /invoices`
pub(crate) async fn list_invoices(Who(who): Who<Partner>, asked: Asked, app: App) -> Answer<InvoicesPage> {
    let paging = asked.paging(if who.person().is_some() { 50 } else { 10 }, 100)?;
    app.show(who, move |db, who| InvoicesPage::load(db, who, paging)).await
}

/// `GET /invoices/{invoiceId}`
pub(crate) async fn show_invoice(Who(who): Who<Partner>, id: Id<InvoiceId>, app: App) -> Answer<InvoicePage> {
    let ctx = app.context();
    app.show(who, move |db, who| {
        let invoice = store::books::invoices::load(db, who, id.0)?;
        InvoicePage::load(db, invoice, &ctx)
    })
    .await
}

/// `GET /invoices/{invoiceId}/invoice.pdf`
pub(crate) async fn show_pdf(Who(who): Who<Partner>, id: Id<InvoiceId>, app: App) -> Result<HttpResponse, Failure> {
    let ctx = app.context();
    let (name, bytes) = app
        .read(move |db| {
            let invoice = store::books::invoices::load(db, &who, id.0)?;
            Ok((file_name(&invoice, "pdf"), pdf_of(db, &invoice, &ctx)?))
        })
        .await?;
    Ok(download::pdf(&name, bytes))
}

/// `GET /invoices/{invoiceId}/payouts.csv`
pub(crate) async fn download_lines(
    Who(who): Who<Partner>,
    id: Id<InvoiceId>,
    app: App,
) -> Result<HttpResponse, Failure> {
    let place = app.shared().downloads.take(who.tenant())?;
    let invoice = app.read(move |db| Ok(store::books::invoices::load(db, &who, id.0)?)).await?;
    Ok(lines_csv(&app, place, invoice))
}

/// The lines of an invoice as CSV. The invoice was loaded as its reader.
pub(crate) fn lines_csv(app: &App, place: Place, invoice: Invoice) -> HttpResponse {
    let database = app.shared().database.clone();
    let response = download::csv(&file_name(&invoice, "csv"));
    download::stream(place, response, move |out| write_lines(&database, &invoice, out))
}

fn write_lines(database: &Database, invoice: &Invoice, out: &mut ChannelWriter) -> io::Result<()> {
    let mut sheet = Sheet::begin(out, &resource::COLUMNS)?;
    let mut behind = None;
    loop {
        let lines = database
            .read()
            .and_then(|mut db| store::books::invoices::lines(&mut db, invoice, behind, LINES_PER_QUERY))
            .map_err(io::Error::other)?;
        for line in &lines {
            sheet.line(&resource::cells(invoice, line))?;
        }
        match lines.last() {
            Some(last) => behind = Some((last.received_on, last.payment_id)),
            None => return sheet.end(),
        }
    }
}

/// Lines per query when a file is written.
const LINES_PER_QUERY: i64 = 500;

fn file_name(invoice: &Invoice, extension: &str) -> String {
    format!("{}.{extension}", InvoiceNumber(invoice.number))
}
