//! Queries of documents without an actor: for the worker, the command line, sign-in, and actions
//! that have checked who asks.

use std::collections::HashSet;

use diesel::prelude::*;

use crate::domain::ids::DocumentId;
use crate::store::db::schema::documents;
use crate::store::documents::{Document, kept_elsewhere};
use crate::store::{Db, StoreError};

/// Any document by its id, for a signed link; not if it is deleted.
///
/// # Errors
/// [`StoreError::NotFound`] if there is none.
pub fn document(db: &mut Db, id: DocumentId) -> Result<Document, StoreError> {
    Ok(documents::table
        .filter(documents::id.eq(id).and(documents::deleted_at.is_null()))
        .select(Document::as_select())
        .first(&mut *db.conn)?)
}

/// Hash and size of a document, deleted or not; to remove its bytes.
///
/// # Errors
/// [`StoreError::NotFound`] if it never existed.
pub fn bytes_of(db: &mut Db, id: DocumentId) -> Result<(String, i64), StoreError> {
    Ok(documents::table.find(id).select((documents::sha256, documents::size)).first(&mut *db.conn)?)
}

/// Whether any document of any case that is not deleted has these bytes.
pub fn uses(db: &mut Db, sha256: &str) -> Result<bool, StoreError> {
    let one: Option<DocumentId> = documents::table
        .filter(documents::sha256.eq(sha256).and(documents::deleted_at.is_null()))
        .select(documents::id)
        .first(&mut *db.conn)
        .optional()?;
    Ok(one.is_some() || !kept_elsewhere(db, &[sha256])?.is_empty())
}

/// Those of the hashes that a document of any case uses, unless it is deleted.
pub fn used(db: &mut Db, hashes: &[&str]) -> Result<HashSet<String>, StoreError> {
    let used: Vec<String> = documents::table
        .filter(documents::sha256.eq_any(hashes).and(documents::deleted_at.is_null()))
        .select(documents::sha256)
        .distinct()
        .load(&mut *db.conn)?;
    Ok(used.into_iter().chain(kept_elsewhere(db, hashes)?).collect())
}
