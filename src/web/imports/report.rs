//! What became of the rows of a file, as CSV.

use std::io;

use actix_web::HttpResponse;

use crate::domain::actor::Operator;
use crate::domain::ids::{ImportId, Reference};
use crate::exchange::{Cell, ChannelWriter, Number, Sheet};
use crate::store::Database;
use crate::store::cases::imports::{self, Import, ImportRow};
use crate::web::http::framed::Framed;
use crate::web::http::who::Who;
use crate::web::http::{App, Failure, Id, download};

/// Rows per query when the report is written.
const ROWS_PER_QUERY: i64 = 500;
/// The columns before those of the file.
const COLUMNS: [&str; 4] = ["row", "result", "case", "problem"];

/// `GET /imports/{importId}/report`: each row with what became of it, and then the file's own cells.
///
/// # Errors
/// If there is no such file.
pub(crate) async fn download_report(
    Who(who): Who<Operator>,
    id: Id<ImportId>,
    app: App,
) -> Result<HttpResponse, Failure> {
    let place = app.shared().downloads.take(who.tenant())?;
    let reader = who.clone();
    let (import, _) = app.read(move |db| Ok(imports::load(db, &reader, id.0)?)).await?;
    let database = app.shared().database.clone();
    let response = download::csv(&format!("import-{}.csv", import.created_at.format("%Y-%m-%d")));
    Ok(download::stream(place, response, move |out| write(&database, &who, &import, out)))
}

fn write(database: &Database, who: &Operator, import: &Import, out: &mut ChannelWriter) -> io::Result<()> {
    let headers = import.headers();
    let header: Vec<&str> = COLUMNS.into_iter().chain(headers.iter().map(String::as_str)).collect();
    let mut sheet = Sheet::begin(out, &header)?;
    let mut behind = 0;
    loop {
        let rows = database
            .read()
            .and_then(|mut db| imports::rows(&mut db, who, import.id, false, (behind, ROWS_PER_QUERY)))
            .map_err(io::Error::other)?;
        if rows.is_empty() {
            return sheet.end();
        }
        for (row, reference) in &rows {
            sheet.line(&line(import, row, *reference))?;
        }
        behind += ROWS_PER_QUERY;
    }
}

fn line(import: &Import, row: &ImportRow, reference: Option<Reference>) -> Vec<Cell> {
    let problems = row.problems().into_iter().map(|(field, text)| format!("{field}: {text}"));
    let problem = row.refusal.clone().unwrap_or_else(|| problems.collect::<Vec<_>>().join(" "));
    let result = match (row.case_id, row.problems.is_some(), row.number <= import.done) {
        (Some(_), ..) => "created",
        (None, true, _) => "wrong",
        (None, false, true) => "refused",
        (None, false, false) => "waiting",
    };
    let own = row.cells().into_iter().map(Cell::Text);
    [
        Cell::Number(Number::parse(row.number.to_string()).unwrap_or_default()),
        Cell::Text(result.to_owned()),
        Cell::text(reference.map(|reference| reference.to_string())),
        Cell::Text(problem),
    ]
    .into_iter()
    .chain(own)
    .collect()
}
