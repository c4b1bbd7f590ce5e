//! Extensions of the exclusive period of a case.

use diesel::prelude::*;

use super::Case;
use crate::domain::calendar::Moment;
use crate::domain::ids::CaseId;
use crate::domain::period::ExtensionKind;
use crate::store::db::schema::period_extensions;
use crate::store::{Db, StoreError, Tx, fresh_id};

/// An extension of an exclusive period. Times are UTC.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = period_extensions)]
#[expect(missing_docs, reason = "the columns speak for themselves")]
pub struct Extension {
    pub kind: ExtensionKind,
    pub event_at: chrono::NaiveDateTime,
    pub new_end: chrono::NaiveDateTime,
    pub by_name: Option<String>,
    pub reason: Option<String>,
}

/// Stores an extension with its author and reason. The new end is stored in the case itself.
pub fn insert(
    db: &mut Tx<'_>,
    case: CaseId,
    kind: ExtensionKind,
    event_at: Moment,
    new_end: Moment,
    (by, reason): (&str, Option<&str>),
    now: Moment,
) -> Result<(), StoreError> {
    diesel::insert_into(period_extensions::table)
        .values((
            period_extensions::id.eq(fresh_id().to_string()),
            period_extensions::case_id.eq(case),
            period_extensions::kind.eq(kind),
            period_extensions::event_at.eq(event_at.naive_utc()),
            period_extensions::new_end.eq(new_end.naive_utc()),
            period_extensions::by_name.eq(by),
            period_extensions::reason.eq(reason),
            period_extensions::recorded_at.eq(now.naive_utc()),
        ))
        .execute(&mut *db.conn)?;
    Ok(())
}

/// The extensions in the present engagement of a case that the caller has loaded as its actor, oldest first.
pub fn of_case(db: &mut Db, case: &Case) -> Result<Vec<Extension>, StoreError> {
    let began = case.assigned_at.unwrap_or(case.created_at);
    Ok(period_extensions::table
        .filter(period_extensions::case_id.eq(case.id))
        .filter(period_extensions::recorded_at.ge(began).assume_not_null())
        .order((period_extensions::event_at.asc(), period_extensions::id.asc()))
        .select(Extension::as_select())
        .load(&mut *db.conn)?)
}
