//! Files of cases, and their rows.

pub mod unscoped;

use chrono::NaiveDateTime;
use diesel::dsl::count_star;
use diesel::prelude::*;

use crate::domain::actor::Operator;
use crate::domain::ids::{CaseId, CreditorId, ImportId, Reference};
use crate::domain::import::ImportStatus;
use crate::store::db::dialect;
use crate::store::db::schema::{cases, creditors, import_rows, imports};
use crate::store::{Db, StoreError, Tx};

/// A file. Times are UTC.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = imports, treat_none_as_default_value = false)]
#[expect(missing_docs, reason = "the columns speak for themselves; the migration says their forms")]
pub struct Import {
    pub id: ImportId,
    pub creditor_id: CreditorId,
    pub file_name: String,
    pub sha256: String,
    pub headers: String,
    pub fields: String,
    pub status: ImportStatus,
    pub total: i64,
    pub wrong: i64,
    pub done: i64,
    pub made: i64,
    pub created_at: NaiveDateTime,
    pub created_by: String,
    pub author_id: String,
    pub confirmed_at: Option<NaiveDateTime>,
    pub finished_at: Option<NaiveDateTime>,
}

impl Import {
    /// The headers of its columns.
    pub fn headers(&self) -> Vec<String> {
        serde_json::from_str(&self.headers).unwrap_or_default()
    }

    /// The field of each column.
    pub fn columns(&self) -> Vec<String> {
        serde_json::from_str(&self.fields).unwrap_or_default()
    }

    /// The rows without problems.
    pub fn good(&self) -> i64 {
        self.total.saturating_sub(self.wrong)
    }
}

/// A row of a file.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = import_rows, treat_none_as_default_value = false)]
#[expect(missing_docs, reason = "the columns speak for themselves; the migration says their forms")]
pub struct ImportRow {
    pub import_id: ImportId,
    /// Its number, from 1, without the header.
    pub number: i64,
    pub cells: String,
    pub problems: Option<String>,
    pub case_id: Option<CaseId>,
    pub refusal: Option<String>,
}

impl ImportRow {
    /// Its cells.
    pub fn cells(&self) -> Vec<String> {
        serde_json::from_str(&self.cells).unwrap_or_default()
    }

    /// Its problems: field and text.
    pub fn problems(&self) -> Vec<(String, String)> {
        self.problems.as_deref().and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default()
    }
}

/// A page of the files, newest first, with the clients' names, and their number.
pub fn list(
    db: &mut Db,
    _who: &Operator,
    (skip, size): (i64, i64),
) -> Result<(Vec<(Import, String)>, i64), StoreError> {
    let total = imports::table.select(count_star()).first(&mut *db.conn)?;
    let rows = imports::table
        .inner_join(creditors::table.on(creditors::id.eq(imports::creditor_id)))
        .order((imports::created_at.desc(), imports::id.desc()))
        .offset(skip)
        .limit(size)
        .select((Import::as_select(), creditors::name))
        .load(&mut *db.conn)?;
    Ok((rows, total))
}

/// A file with its client's name.
///
/// # Errors
/// [`StoreError::NotFound`] if there is none.
pub fn load(db: &mut Db, _who: &Operator, id: ImportId) -> Result<(Import, String), StoreError> {
    Ok(imports::table
        .inner_join(creditors::table.on(creditors::id.eq(imports::creditor_id)))
        .filter(imports::id.eq(id))
        .select((Import::as_select(), creditors::name))
        .first(&mut *db.conn)?)
}

/// The newest file of a client with these bytes.
pub fn with_bytes(
    db: &mut Db,
    _who: &Operator,
    creditor: CreditorId,
    sha256: &str,
) -> Result<Option<Import>, StoreError> {
    Ok(imports::table
        .filter(imports::creditor_id.eq(creditor).and(imports::sha256.eq(sha256)))
        .order(imports::created_at.desc())
        .select(Import::as_select())
        .first(&mut *db.conn)
        .optional()?)
}

/// A page of the rows of a file in its order, with the references of the cases that were made.
pub fn rows(
    db: &mut Db,
    _who: &Operator,
    id: ImportId,
    only_wrong: bool,
    (skip, size): (i64, i64),
) -> Result<Vec<(ImportRow, Option<Reference>)>, StoreError> {
    let mut query = import_rows::table
        .left_join(cases::table.on(cases::id.nullable().eq(import_rows::case_id)))
        .filter(import_rows::import_id.eq(id))
        .order(import_rows::number.asc())
        .offset(skip)
        .limit(size)
        .select((ImportRow::as_select(), cases::reference.nullable()))
        .into_boxed();
    if only_wrong {
        query = query.filter(import_rows::problems.is_not_null());
    }
    Ok(query.load(&mut *db.conn)?)
}

/// Those of these references that the client has a production case with.
pub fn known_references(db: &mut Db, creditor: CreditorId, references: &[String]) -> Result<Vec<String>, StoreError> {
    /// References in one query.
    const REFERENCES_PER_QUERY: usize = 500;
    let mut known = Vec::new();
    for some in references.chunks(REFERENCES_PER_QUERY) {
        let found: Vec<Option<String>> = cases::table
            .filter(cases::creditor_id.eq(creditor).and(cases::is_test.eq(false)))
            .filter(cases::creditor_reference.eq_any(some))
            .select(cases::creditor_reference)
            .load(&mut *db.conn)?;
        known.extend(found.into_iter().flatten());
    }
    Ok(known)
}

/// Stores a file with its rows.
pub fn insert(db: &mut Tx<'_>, import: &Import, rows: Vec<ImportRow>) -> Result<(), StoreError> {
    diesel::insert_into(imports::table).values(import).execute(&mut *db.conn)?;
    dialect::insert_all!(db, import_rows::table, rows, 6);
    Ok(())
}

/// Stores the fields of the columns, and the problems of every row that follow from them.
pub fn remap(db: &mut Tx<'_>, id: ImportId, fields: &str, wrong: i64, rows: Vec<ImportRow>) -> Result<(), StoreError> {
    diesel::update(imports::table.find(id))
        .set((imports::fields.eq(fields), imports::wrong.eq(wrong)))
        .execute(&mut *db.conn)?;
    diesel::delete(import_rows::table.filter(import_rows::import_id.eq(id))).execute(&mut *db.conn)?;
    dialect::insert_all!(db, import_rows::table, rows, 6);
    Ok(())
}

/// Confirms a draft, which the caller holds.
pub fn confirm(db: &mut Tx<'_>, _who: &Operator, id: ImportId, at: NaiveDateTime) -> Result<(), StoreError> {
    diesel::update(imports::table.find(id))
        .set((imports::status.eq(ImportStatus::Waiting), imports::confirmed_at.eq(at)))
        .execute(&mut *db.conn)?;
    Ok(())
}

/// Removes a draft with its rows; `false` if it is none any more.
pub fn discard(db: &mut Tx<'_>, _who: &Operator, id: ImportId) -> Result<bool, StoreError> {
    let draft = imports::table.filter(imports::id.eq(id).and(imports::status.eq(ImportStatus::Draft)));
    Ok(diesel::delete(draft).execute(&mut *db.conn)? == 1)
}
