//! Forms that were sent after the session had ended, or that must be confirmed first. They are kept for an hour, for
//! the same person in the same organisation.

pub mod unscoped;

use diesel::prelude::*;

use crate::store::db::schema::kept_forms;
use crate::store::{StoreError, Tx};

/// A kept form.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = kept_forms)]
#[expect(missing_docs, reason = "the columns speak for themselves; what needs a word has one in the migration")]
pub struct KeptForm {
    pub token_hash: String,
    pub whose: String,
    pub address: String,
    pub fields: String,
    pub created_at: chrono::NaiveDateTime,
    pub until_at: chrono::NaiveDateTime,
}

/// Stores a form.
pub fn insert(db: &mut Tx<'_>, form: &KeptForm) -> Result<(), StoreError> {
    diesel::insert_into(kept_forms::table).values(form).execute(&mut *db.conn)?;
    Ok(())
}
