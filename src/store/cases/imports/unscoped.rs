//! Queries of files of cases without an actor: for the worker, which makes the cases.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::{Import, ImportRow};
use crate::domain::calendar::Moment;
use crate::domain::ids::{CaseId, ImportId};
use crate::domain::import::ImportStatus;
use crate::store::db::schema::{import_rows, imports};
use crate::store::{Db, StoreError, Tx};

/// The file whose cases are to be made first.
pub fn next(db: &mut Db) -> Result<Option<Import>, StoreError> {
    Ok(imports::table
        .filter(imports::status.eq(ImportStatus::Waiting))
        .order((imports::confirmed_at.asc(), imports::id.asc()))
        .select(Import::as_select())
        .first(&mut *db.conn)
        .optional()?)
}

/// The number of the last row of a file that was looked at, 0 before the first.
pub fn done(db: &mut Db, id: ImportId) -> Result<i64, StoreError> {
    Ok(imports::table.find(id).select(imports::done).first(&mut *db.conn)?)
}

/// A file, locked until the transaction ends.
pub fn held(db: &mut Tx<'_>, id: ImportId) -> Result<Import, StoreError> {
    diesel::update(imports::table.find(id)).set(imports::total.eq(imports::total)).execute(&mut *db.conn)?;
    Ok(imports::table.find(id).select(Import::as_select()).first(&mut *db.conn)?)
}

/// The next rows after a number.
pub fn rows_after(db: &mut Db, id: ImportId, number: i64, most: i64) -> Result<Vec<ImportRow>, StoreError> {
    Ok(import_rows::table
        .filter(import_rows::import_id.eq(id).and(import_rows::number.gt(number)))
        .order(import_rows::number.asc())
        .limit(most)
        .select(ImportRow::as_select())
        .load(&mut *db.conn)?)
}

/// Stores what became of a row.
pub fn told(db: &mut Tx<'_>, id: ImportId, number: i64, became: Result<CaseId, &str>) -> Result<(), StoreError> {
    diesel::update(import_rows::table.find((id, number)))
        .set((import_rows::case_id.eq(became.ok()), import_rows::refusal.eq(became.err())))
        .execute(&mut *db.conn)?;
    Ok(())
}

/// Stores how far a file has come: the last row, and how many cases were made by it.
pub fn advance(
    db: &mut Tx<'_>,
    id: ImportId,
    (done, made): (i64, i64),
    finished_at: Option<NaiveDateTime>,
) -> Result<(), StoreError> {
    let status = if finished_at.is_some() { ImportStatus::Done } else { ImportStatus::Waiting };
    diesel::update(imports::table.find(id))
        .set((
            imports::done.eq(done),
            imports::made.eq(imports::made + made),
            imports::status.eq(status),
            imports::finished_at.eq(finished_at),
        ))
        .execute(&mut *db.conn)?;
    Ok(())
}

/// Deletes drafts and the rows of finished files that are older; returns how many rows. What stays of a finished file is
/// that its cases were made, so the same file is known.
pub fn forget(db: &mut Tx<'_>, before: Moment) -> Result<usize, StoreError> {
    let before = before.naive_utc();
    let old = imports::table.filter(imports::created_at.lt(before));
    diesel::delete(old.filter(imports::status.eq(ImportStatus::Draft))).execute(&mut *db.conn)?;
    let done = imports::table
        .filter(imports::created_at.lt(before).and(imports::status.eq(ImportStatus::Done)))
        .select(imports::id);
    Ok(diesel::delete(import_rows::table.filter(import_rows::import_id.eq_any(done))).execute(&mut *db.conn)?)
}
