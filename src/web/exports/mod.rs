//! Exports cases and documents as CSV and ZIP, at most 200 cases per request, in the order of the list.

mod page;
mod query;
mod slice;

use std::io;

use actix_web::HttpResponse;
use actix_web::http::header;

use crate::domain::actor::Partner;
use crate::domain::calendar::local_date;
use crate::exchange::{ChannelWriter, write_bundle, write_cases};
use crate::web::http::download::{disposition, stream};
use crate::web::http::framed::Framed;
use crate::web::http::places::Place;
use crate::web::http::who::Who;
use crate::web::http::{Answer, App, Asked, Failure};
pub(crate) use page::ExportPage;
use query::order_of;
use slice::Slice;

/// `GET /export`: how many cases match, and how many of them fit into one download.
///
/// # Errors
/// If a filter is unknown.
pub(crate) async fn show_export(Who(who): Who<Partner>, asked: Asked, app: App) -> Answer<ExportPage> {
    let order = order_of(&asked, &who)?;
    app.show(who, move |db, who| {
        let slice = Slice::load(db, who, &order, who.person().is_none())?;
        let documents = slice.documents(db, who)?;
        Ok(ExportPage::new(asked, who, &slice, &documents)?)
    })
    .await
}

/// `GET /export/cases.csv`: one line per case.
///
/// # Errors
/// If a filter is unknown.
pub(crate) async fn download_csv(Who(who): Who<Partner>, asked: Asked, app: App) -> Result<HttpResponse, Failure> {
    let order = order_of(&asked, &who)?;
    let place = app.shared().downloads.take(who.tenant())?;
    let asker = who.clone();
    let slice = app.read(move |db| Ok(Slice::load(db, &asker, &order, true)?)).await?;
    let rows = slice.rows(who.agency.time_zone);
    let download = Download { app: &app, who: &who, asked: &asked, slice: &slice };
    Ok(download.answer(place, "cases", "csv", "text/csv; charset=utf-8", |out| write_cases(out, rows.into_iter())))
}

/// `GET /export/documents.zip`: one folder per case, the CSV, and a list of checksums.
///
/// # Errors
/// If a filter is unknown, or too many such downloads are running.
pub(crate) async fn download_zip(Who(who): Who<Partner>, asked: Asked, app: App) -> Result<HttpResponse, Failure> {
    let order = order_of(&asked, &who)?;
    let place = app.shared().downloads.take(who.tenant())?;
    let asker = who.clone();
    let (slice, documents) = app
        .read(move |db| {
            let slice = Slice::load(db, &asker, &order, true)?;
            let documents = slice.documents(db, &asker)?;
            Ok((slice, documents))
        })
        .await?;
    let (rows, bundles) = (slice.rows(who.agency.time_zone), slice.bundles(documents));
    let at = app.now().with_timezone(&who.agency.time_zone).naive_local();
    let blobs = app.shared().blobs.clone();
    let download = Download { app: &app, who: &who, asked: &asked, slice: &slice };
    Ok(download.answer(place, "documents", "zip", "application/zip", move |out| {
        let csv = |out: &mut dyn io::Write| write_cases(out, rows.into_iter());
        let open = |sha256: &str| -> io::Result<Box<dyn io::Read>> { Ok(blobs.open_blocking(sha256)?) };
        write_bundle(out, at, csv, bundles.into_iter(), open)
    }))
}

/// What the headers of a download contain.
struct Download<'a> {
    app: &'a App,
    who: &'a Partner,
    asked: &'a Asked,
    slice: &'a Slice,
}

impl Download<'_> {
    /// Streams what `write` writes, on a thread that may block. An error in the middle breaks the connection, so that
    /// half a file never looks complete.
    fn answer(
        &self,
        place: Place,
        name: &str,
        extension: &str,
        kind: &'static str,
        write: impl FnOnce(&mut ChannelWriter) -> io::Result<()> + Send + 'static,
    ) -> HttpResponse {
        let day = local_date(self.app.now(), self.who.agency.time_zone);
        let from = match self.slice.before {
            0 => String::new(),
            before => format!("-from-{}", before + 1),
        };
        let mut response = HttpResponse::Ok();
        response
            .content_type(kind)
            .insert_header((header::CONTENT_DISPOSITION, disposition(&format!("{name}-{day}{from}.{extension}"))))
            .insert_header(("x-total-count", self.slice.total.cases.to_string()));
        if extension == "zip" {
            // ZIP is compressed already.
            response.insert_header((header::CONTENT_ENCODING, "identity"));
        }
        if let Some(next) = self.slice.next {
            let surface = if self.who.person().is_some() { "/partner" } else { "/api/collection-partner" };
            let query = query::address_query(self.asked, &[], Some(&next.text()));
            let address = format!("{}{surface}/export/{name}.{extension}?{query}", self.app.config().base_url);
            response.insert_header((header::LINK, format!("<{address}>; rel=\"next\"")));
        }
        stream(place, response, write)
    }
}
