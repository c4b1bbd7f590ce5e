//! A file of cases that waits to be checked: most rows are good, some are not.

use chrono::Duration;

use super::Stage;
use crate::actions::Outcome;
use crate::actions::imports::{NewImport, begin};
use crate::actions::prices::find_creditor;
use crate::domain::actor::Operator;
use crate::domain::import::matched;
use crate::exchange::table;
use crate::store::StoreError;
use crate::web::imports::read_rows;

const CLIENT: &str = "Pennine Print Works Ltd";
const NAME: &str = "pennine-november.csv";
/// Minutes before the end of the demo's time.
const MINUTES_AGO: i64 = 45;

const FILE: &str = "\
Invoice No,Customer,Street,Town,Postcode,Country,Amount,Currency,Invoice date,Due date,E-mail,Remark
PPW-1001,Aire Valley Signs Ltd,14 Mill Road,Leeds,LS9 8AH,United Kingdom,1240.00,GBP,2026-08-03,2026-09-02,accounts@airevalley.example,
PPW-1002,Brontë Tea Rooms,3 Main Street,Haworth,BD22 8DA,United Kingdom,318.50,GBP,2026-08-05,2026-09-04,hello@brontetea.example,reminded
PPW-1003,Calder Cycles Ltd,Unit 2 Wharf Road,Brighouse,HD6 1PN,United Kingdom,on request,GBP,2026-08-11,2026-09-10,,
PPW-1004,Derwent Brewery Co,77 Station Lane,Malton,YO17 7NR,United Kingdom,4075.20,GBP,2026-08-12,2026-09-11,ledger@derwent.example,
PPW-1005,Elland Festival CIC,9 Southgate,Elland,HX5 0ER,United Kingdom,690.00,GBP,2026-08-14,2026-09-13,,programmes
PPW-1002,Brontë Tea Rooms,3 Main Street,Haworth,BD22 8DA,United Kingdom,318.50,GBP,2026-08-05,2026-09-04,hello@brontetea.example,
PPW-1007,Fountains Framing,21 High Street,Ripon,HG4 1AA,United Kingdom,512.75,GBP,2026-08-19,2026-09-18,shop@fountains.example,
PPW-1008,Grüner Verlag GmbH,Lindenallee 40,Leipzig,04105,Germny,2210.00,EUR,2026-08-20,2026-09-19,rechnung@gruener.example,
PPW-1009,Harrogate Flower Show,Showground,Harrogate,HG2 8NZ,United Kingdom,3380.00,GBP,2026-08-24,2026-09-23,pay@flowers.example,
PPW-1010,Ilkley Moor Outdoor Ltd,6 Brook Street,Ilkley,LS29 8AA,United Kingdom,845.00,GBP,2026-08-27,2026-09-26,pay@ilkley.example,
";

/// Reads the file, as staff do.
pub(super) fn enter(stage: &mut Stage<'_>) -> Outcome<()> {
    let ctx = stage.at(stage.end - Duration::minutes(MINUTES_AGO));
    let creditor = find_creditor(stage.db, CLIENT)?;
    let read = table::read(FILE.as_bytes()).map_err(|problem| StoreError::Corrupt(problem.to_string()))?;
    let columns = matched(&read.headers);
    let rows = read_rows(stage.db, creditor, &columns, read.rows)?;
    let new = NewImport {
        creditor,
        file_name: NAME.to_owned(),
        sha256: crate::store::secret_hash(FILE),
        headers: read.headers,
        columns,
        rows,
    };
    begin(stage.db, &Operator::system(&stage.house.operator), new, &ctx)?;
    Ok(())
}
