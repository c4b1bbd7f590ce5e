//! Files of cases as JSON.

use serde::Serialize;
use utoipa::ToSchema;

use crate::domain::ids::Reference;
use crate::store::cases::imports::{Import, ImportRow};
use crate::web::http::wire::PageData;

/// A page of files.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ImportListDto {
    pub page: PageData,
    pub imports: Vec<ImportDto>,
}

/// A file of cases.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ImportDto {
    pub id: String,
    pub creditor_id: String,
    pub creditor: String,
    pub file_name: String,
    /// `Draft`, `Waiting` (its cases are being made) or `Done`.
    pub status: &'static str,
    /// Rows without the header.
    pub rows: i64,
    /// Rows with problems.
    pub wrong_rows: i64,
    /// Rows that were looked at so far.
    pub rows_done: i64,
    /// Cases that were made.
    pub cases_made: i64,
    pub created_at: chrono::DateTime<chrono::Utc>,
    pub created_by: String,
    pub finished_at: Option<chrono::DateTime<chrono::Utc>>,
}

impl ImportDto {
    pub(super) fn new(import: &Import, creditor: &str) -> Self {
        Self {
            id: import.id.to_string(),
            creditor_id: import.creditor_id.to_string(),
            creditor: creditor.to_owned(),
            file_name: import.file_name.clone(),
            status: import.status.name(),
            rows: import.total,
            wrong_rows: import.wrong,
            rows_done: import.done,
            cases_made: import.made,
            created_at: import.created_at.and_utc(),
            created_by: import.created_by.clone(),
            finished_at: import.finished_at.map(|at| at.and_utc()),
        }
    }
}

/// A column of a file.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ColumnDto {
    pub header: String,
    /// The field, or `ignore`.
    pub field: String,
}

/// A problem with a row.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CellProblemDto {
    pub field: String,
    pub message: String,
}

/// A row of a file.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ImportRowDto {
    /// Its number, from 1, without the header.
    pub number: i64,
    pub cells: Vec<String>,
    pub problems: Vec<CellProblemDto>,
    /// The case that was made.
    pub case_id: Option<String>,
    pub case_reference: Option<String>,
    /// Why no case was made of a row without problems.
    pub refusal: Option<String>,
}

impl ImportRowDto {
    pub(super) fn new(row: &ImportRow, reference: Option<Reference>) -> Self {
        let problem = |(field, message)| CellProblemDto { field, message };
        Self {
            number: row.number,
            cells: row.cells(),
            problems: row.problems().into_iter().map(problem).collect(),
            case_id: row.case_id.map(|id| id.to_string()),
            case_reference: reference.map(|reference| reference.to_string()),
            refusal: row.refusal.clone(),
        }
    }
}

/// A file with its columns and a page of its rows.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ImportPageDto {
    #[serde(flatten)]
    pub import: ImportDto,
    pub columns: Vec<ColumnDto>,
    pub page: PageData,
    pub items: Vec<ImportRowDto>,
}
