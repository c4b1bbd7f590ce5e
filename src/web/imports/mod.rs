//! Files of cases: uploaded, checked row by row, and made into cases by the worker.

mod forms;
mod page;
mod reading;
mod report;
mod resource;

use sha2::{Digest, Sha256};

use crate::actions::imports::{self, NewImport};
use crate::actions::prices::find_creditor;
use crate::domain::actor::Operator;
use crate::domain::ids::{CreditorId, ImportId};
use crate::domain::import::{MAX_FILE_BYTES, matched};
use crate::exchange::table::{self, Table, TableProblem};
use crate::store;
use crate::web::http::asked::Paging;
use crate::web::http::upload::WithFiles;
use crate::web::http::who::Who;
use crate::web::http::{Answer, App, Asked, Done, Failure, Filled, Id, Input, Problems};
pub(crate) use forms::{ColumnsForm, ImportForm, StartImportForm};
use page::{ImportPage, ImportsPage};
pub use reading::claim_of;
#[cfg(feature = "demo")]
pub(crate) use reading::read as read_rows;
pub(crate) use report::download_report;
pub(crate) use resource::{ImportDto, ImportListDto, ImportPageDto};

/// The address of the list.
pub(crate) const IMPORTS: &str = "/operator/imports";
/// Characters of a file's name that are kept.
const MAX_NAME_CHARACTERS: usize = 100;
/// Rows on a page.
const ROWS_PER_PAGE: i64 = 50;

fn page_of(id: ImportId) -> String {
    format!("{IMPORTS}/{id}")
}

fn first_page() -> Paging {
    Paging { page: 1, size: ROWS_PER_PAGE }
}

fn done(db: &mut store::Db, who: &Operator, id: ImportId, notice: &str) -> Result<Done, Failure> {
    let (import, client) = store::cases::imports::load(db, who, id)?;
    Done::new(page_of(id), notice, &ImportDto::new(&import, &client))
}

/// `GET /imports`
///
/// # Errors
/// If the page number is wrong.
pub(crate) async fn list_imports(Who(who): Who<Operator>, asked: Asked, app: App) -> Answer<ImportsPage> {
    let paging = asked.paging(50, 100)?;
    app.show(who, move |db, who| ImportsPage::load(db, who, paging, Filled::new::<ImportForm>())).await
}

/// `POST /imports`: reads a file and keeps it as a draft. No case is made.
///
/// # Errors
/// If the client is unknown, or the file is no table, too large, or known already.
pub(crate) async fn upload(
    Who(who): Who<Operator>,
    mut sent: WithFiles<ImportForm, MAX_FILE_BYTES>,
    app: App,
) -> Answer<ImportsPage> {
    let name = sent.names.remove("file").unwrap_or_default();
    let name: String = name.rsplit(['/', '\\']).next().unwrap_or_default().chars().take(MAX_NAME_CHARACTERS).collect();
    let file = match sent.files.remove("file") {
        Some(Some(bytes)) => Ok(bytes),
        Some(None) => Err("The file is larger than 10 MB. Split it."),
        None => Err("Choose a file."),
    };
    app.submit(
        who,
        sent.input,
        move |db, who, client, ctx| {
            let bytes = file.map_err(|text| Problems::at("file", text))?;
            let creditor = find_creditor(db, &client)?;
            let new = read_file(db, creditor, name, &bytes)?;
            let id = imports::begin(db, who, new, ctx)?;
            let done = done(db, who, id, "The file was read. Check it, and then create the cases.")?;
            Ok(Done { status: 201, ..done })
        },
        |db, who, form| ImportsPage::load(db, who, first_page(), form),
    )
    .await
}

/// A file as it is read by the names of its columns.
///
/// # Errors
/// If it is no table.
pub(crate) fn read_file(
    db: &mut store::Db,
    creditor: CreditorId,
    file_name: String,
    bytes: &[u8],
) -> Result<NewImport, Failure> {
    let Table { headers, rows } = table::read(bytes).map_err(|problem: TableProblem| Problems::at("file", problem))?;
    let columns = matched(&headers);
    let rows = reading::read(db, creditor, &columns, rows)?;
    let sha256 = hex::encode(Sha256::digest(bytes));
    Ok(NewImport { creditor, file_name, sha256, headers, columns, rows })
}

/// `GET /imports/{importId}`: the file with its rows; `rows=wrong` for those with problems alone.
///
/// # Errors
/// If the page number is wrong.
pub(crate) async fn show_import(
    Who(who): Who<Operator>,
    id: Id<ImportId>,
    asked: Asked,
    app: App,
) -> Answer<ImportPage> {
    let paging = asked.paging(ROWS_PER_PAGE, 200)?;
    let only_wrong = match asked.one("rows") {
        None | Some("all") => false,
        Some("wrong") => true,
        Some(_) => return Err(Problems::at("rows", "This is not all or wrong.").into()),
    };
    app.show(who, move |db, who| ImportPage::load(db, who, id.0, (only_wrong, paging), Filled::new::<()>())).await
}

/// `POST /imports/{importId}/columns`: says which column is which field. The rows are checked anew.
///
/// # Errors
/// If two columns are one field, or the cases are being made already.
pub(crate) async fn set_columns(
    Who(who): Who<Operator>,
    id: Id<ImportId>,
    sent: Input<ColumnsForm>,
    app: App,
) -> Answer<ImportPage> {
    app.submit(
        who,
        sent,
        move |db, who, columns, _| {
            let (import, _) = store::cases::imports::load(db, who, id.0)?;
            if columns.len() != import.headers().len() {
                return Err(Problems::at("columns", "Say for each column what it is.").into());
            }
            let all = (0, import.total);
            let rows = store::cases::imports::rows(db, who, id.0, false, all)?;
            let cells = rows.iter().map(|(row, _)| row.cells()).collect();
            let rows = reading::read(db, import.creditor_id, &columns, cells)?;
            imports::set_columns(db, who, id.0, &columns, rows)?;
            done(db, who, id.0, "The rows were checked anew.")
        },
        move |db, who, form| ImportPage::load(db, who, id.0, (false, first_page()), form),
    )
    .await
}

/// `POST /imports/{importId}/start`: the worker makes the cases.
///
/// # Errors
/// If rows are wrong and not only the good ones are wanted, no row is good, or it was started already.
pub(crate) async fn start(
    Who(who): Who<Operator>,
    id: Id<ImportId>,
    sent: Input<StartImportForm>,
    app: App,
) -> Answer<ImportPage> {
    app.submit(
        who,
        sent,
        move |db, who, only_good, ctx| {
            imports::confirm(db, who, id.0, only_good, ctx)?;
            done(db, who, id.0, "The cases are being created.")
        },
        move |db, who, form| ImportPage::load(db, who, id.0, (false, first_page()), form),
    )
    .await
}

/// `POST /imports/{importId}/discard`: forgets a draft.
///
/// # Errors
/// If its cases are being made already.
pub(crate) async fn discard(
    Who(who): Who<Operator>,
    id: Id<ImportId>,
    sent: Input<()>,
    app: App,
) -> Answer<ImportPage> {
    app.submit(
        who,
        sent,
        move |db, who, (), ctx| {
            imports::discard(db, who, id.0, ctx)?;
            Ok(Done::gone(IMPORTS.to_owned(), "The file was discarded."))
        },
        move |db, who, form| ImportPage::load(db, who, id.0, (false, first_page()), form),
    )
    .await
}
