//! Template structs of files of cases.

use askama::Template;

use super::resource::{ColumnDto, ImportDto, ImportListDto, ImportPageDto, ImportRowDto};
use crate::domain::actor::Operator;
use crate::domain::ids::{ImportId, Reference};
use crate::domain::import::{FIELDS, IGNORED, ImportStatus, MAX_ROWS, field_of};
use crate::store::Db;
use crate::store::cases::imports::{self, Import, ImportRow};
use crate::store::people::parties;
use crate::web::filters;
use crate::web::http::asked::Paging;
use crate::web::http::lists::Pager;
use crate::web::http::wire::PageData;
use crate::web::http::{Failure, Filled, Page};

/// The list of files, with the form for another one.
#[derive(Template)]
#[template(path = "imports/list.html")]
pub(crate) struct ImportsPage {
    resource: ImportListDto,
    rows: Vec<(Import, String)>,
    clients: Vec<String>,
    paging: Paging,
    form: Filled,
}

impl Page for ImportsPage {
    type Resource = ImportListDto;
    fn resource(&self) -> &ImportListDto {
        &self.resource
    }
}

impl ImportsPage {
    pub(super) fn load(db: &mut Db, who: &Operator, paging: Paging, form: Filled) -> Result<Self, Failure> {
        let (rows, total) = imports::list(db, who, (paging.skip(), paging.size))?;
        let resource = ImportListDto {
            page: PageData::new(total, paging, rows.len()),
            imports: rows.iter().map(|(import, name)| ImportDto::new(import, name)).collect(),
        };
        let clients = parties::choices(db, who)?.creditors;
        Ok(Self { resource, rows, clients, paging, form })
    }

    fn pager(&self) -> Pager {
        let page = |number: i64| format!("{}?page={number}", super::IMPORTS);
        Pager::counted(self.paging, self.resource.page.total_results, false, self.rows.len(), page).of("files")
    }

    fn class(import: &Import) -> &'static str {
        class(import.status)
    }

    fn max_rows() -> i64 {
        i64::try_from(MAX_ROWS).unwrap_or(i64::MAX)
    }
}

/// The CSS class of a state's pill.
fn class(status: ImportStatus) -> &'static str {
    match status {
        ImportStatus::Draft => "info",
        ImportStatus::Waiting => "new",
        ImportStatus::Done => "active",
    }
}

/// A cell with what is wrong with it.
pub(crate) struct Cell {
    text: String,
    problem: Option<String>,
}

/// A row as the page shows it.
pub(crate) struct Line {
    row: ImportRow,
    reference: Option<Reference>,
    cells: Vec<Cell>,
    /// Problems of fields that have no column.
    others: Vec<String>,
}

impl Line {
    fn new(row: ImportRow, reference: Option<Reference>, columns: &[String]) -> Self {
        let mut problems = row.problems();
        let cells = row.cells();
        let mut cell = |(field, text): (&String, String)| {
            let mut of_field = Vec::new();
            problems.retain(|(at, message)| {
                let is_here = at == field;
                if is_here {
                    of_field.push(message.clone());
                }
                !is_here
            });
            Cell { text, problem: (!of_field.is_empty()).then(|| of_field.join(" ")) }
        };
        let cells = columns.iter().zip(cells).map(&mut cell).collect();
        let label = |field: &str| field_of(field).map_or("Row", |known| known.label);
        let others = problems.iter().map(|(field, text)| format!("{}: {text}", label(field))).collect();
        Self { row, reference, cells, others }
    }

    fn is_wrong(&self) -> bool {
        self.row.problems.is_some()
    }
}

/// A file: its columns and its rows.
#[derive(Template)]
#[template(path = "imports/import.html")]
pub(crate) struct ImportPage {
    resource: ImportPageDto,
    import: Import,
    client: String,
    columns: Vec<String>,
    lines: Vec<Line>,
    only_wrong: bool,
    paging: Paging,
    form: Filled,
}

impl Page for ImportPage {
    type Resource = ImportPageDto;
    fn resource(&self) -> &ImportPageDto {
        &self.resource
    }
}

impl ImportPage {
    pub(super) fn load(
        db: &mut Db,
        who: &Operator,
        id: ImportId,
        (only_wrong, paging): (bool, Paging),
        form: Filled,
    ) -> Result<Self, Failure> {
        let (import, client) = imports::load(db, who, id)?;
        let rows = imports::rows(db, who, id, only_wrong, (paging.skip(), paging.size))?;
        let columns = import.columns();
        let headers = import.headers().into_iter().zip(&columns);
        let total = if only_wrong { import.wrong } else { import.total };
        let resource = ImportPageDto {
            import: ImportDto::new(&import, &client),
            columns: headers.map(|(header, field)| ColumnDto { header, field: field.clone() }).collect(),
            page: PageData::new(total, paging, rows.len()),
            items: rows.iter().map(|(row, reference)| ImportRowDto::new(row, *reference)).collect(),
        };
        let lines = rows.into_iter().map(|(row, reference)| Line::new(row, reference, &columns)).collect();
        Ok(Self { resource, import, client, columns, lines, only_wrong, paging, form })
    }

    fn class(&self) -> &'static str {
        class(self.import.status)
    }

    fn is_draft(&self) -> bool {
        self.import.status == ImportStatus::Draft
    }

    fn is_waiting(&self) -> bool {
        self.import.status == ImportStatus::Waiting
    }

    /// Rows looked at of which no case was made.
    fn left_out(&self) -> i64 {
        self.import.done.saturating_sub(self.import.made)
    }

    fn base(&self) -> String {
        format!("{}/{}", super::IMPORTS, self.import.id)
    }

    /// Each header with the field of its column: as it was chosen and refused, or as it is stored.
    fn mapping(&self) -> Vec<(String, String)> {
        let chosen = self.form.fields.list("columns");
        let columns = if chosen.len() == self.columns.len() { chosen } else { &self.columns };
        self.import.headers().into_iter().zip(columns.iter().cloned()).collect()
    }

    /// Whether the choice of the columns is to be seen at once.
    fn shows_columns(&self) -> bool {
        !self.absent().is_empty() || self.form.problem("columns").is_some()
    }

    /// The fields that a column can be.
    fn fields() -> impl Iterator<Item = (&'static str, &'static str)> {
        std::iter::once((IGNORED, "Not read")).chain(FIELDS.iter().map(|field| (field.name, field.label)))
    }

    /// Needed fields without a column, in words; empty if there are none.
    fn absent(&self) -> String {
        let absent = FIELDS.iter().filter(|field| field.is_needed && !self.columns.iter().any(|one| one == field.name));
        absent.map(|field| field.label).collect::<Vec<_>>().join(", ")
    }

    fn pager(&self) -> Pager {
        let rows = if self.only_wrong { "rows=wrong&" } else { "" };
        let page = |number: i64| format!("{}?{rows}page={number}", self.base());
        Pager::counted(self.paging, self.resource.page.total_results, false, self.lines.len(), page).of("rows")
    }
}
