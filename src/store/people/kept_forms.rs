//! Forms that were sent when the session had ended, or had to be confirmed first: kept for an hour, for the same
//! person in the same organisation.

use diesel::prelude::*;

use crate::domain::calendar::Moment;
use crate::store::db::schema::kept_forms;
use crate::store::{Db, StoreError, Tx};

/// A form that waits.
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

/// Keeps a form.
///
/// # Errors
/// When the database does not answer.
pub fn any_insert(db: &mut Tx<'_>, form: &KeptForm) -> Result<(), StoreError> {
    diesel::insert_into(kept_forms::table).values(form).execute(&mut *db.conn)?;
    Ok(())
}

/// The form that a token names, while it is kept.
///
/// # Errors
/// When the database does not answer.
pub fn any_form(db: &mut Db, token_hash: &str, now: Moment) -> Result<Option<KeptForm>, StoreError> {
    Ok(kept_forms::table
        .find(token_hash)
        .filter(kept_forms::until_at.gt(now.naive_utc()))
        .select(KeptForm::as_select())
        .first(&mut *db.conn)
        .optional()?)
}

/// Forgets forms whose hour is over.
///
/// # Errors
/// When the database does not answer.
pub fn any_forget(db: &mut Tx<'_>, now: Moment) -> Result<usize, StoreError> {
    Ok(diesel::delete(kept_forms::table.filter(kept_forms::until_at.le(now.naive_utc()))).execute(&mut *db.conn)?)
}
