//! Queries of documents that have no reach: for the worker, the command line, sign-in, and actions
//! that have checked who asks.

use std::collections::HashSet;

use diesel::prelude::*;

use crate::domain::ids::DocumentId;
use crate::store::db::schema::documents;
use crate::store::documents::{Document, kept_elsewhere};
use crate::store::{Db, StoreError};

/// A document whoever may see it, for a signed link; deleted ones are not there.
///
/// # Errors
/// [`StoreError::NotFound`] when it is not there.
pub fn document(db: &mut Db, id: DocumentId) -> Result<Document, StoreError> {
    Ok(documents::table
        .filter(documents::id.eq(id).and(documents::deleted_at.is_null()))
        .select(Document::as_select())
        .first(&mut *db.conn)?)
}

/// The hash and size behind a document, deleted or not; to let its bytes go.
///
/// # Errors
/// [`StoreError::NotFound`] when it was never there.
pub fn bytes_of(db: &mut Db, id: DocumentId) -> Result<(String, i64), StoreError> {
    Ok(documents::table.find(id).select((documents::sha256, documents::size)).first(&mut *db.conn)?)
}

/// Whether any document that is not deleted has these bytes, on whatever case.
pub fn uses(db: &mut Db, sha256: &str) -> Result<bool, StoreError> {
    let one: Option<DocumentId> = documents::table
        .filter(documents::sha256.eq(sha256).and(documents::deleted_at.is_null()))
        .select(documents::id)
        .first(&mut *db.conn)
        .optional()?;
    Ok(one.is_some() || !kept_elsewhere(db, &[sha256])?.is_empty())
}

/// Which of these hashes a document that is not deleted has, on whatever case.
pub fn used(db: &mut Db, hashes: &[&str]) -> Result<HashSet<String>, StoreError> {
    let used: Vec<String> = documents::table
        .filter(documents::sha256.eq_any(hashes).and(documents::deleted_at.is_null()))
        .select(documents::sha256)
        .distinct()
        .load(&mut *db.conn)?;
    Ok(used.into_iter().chain(kept_elsewhere(db, hashes)?).collect())
}
