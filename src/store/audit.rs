//! The audit trail as the operator reads it. Rows are written in [`crate::store::facts`].

use diesel::prelude::*;

use crate::domain::actor::Operator;
use crate::store::db::schema::audit;
use crate::store::{Db, StoreError};

/// A row of the audit trail. Times are UTC.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = audit)]
#[expect(missing_docs, reason = "the columns speak for themselves")]
pub struct AuditRow {
    pub id: String,
    pub at: chrono::NaiveDateTime,
    pub actor_kind: String,
    pub actor_id: String,
    pub actor_name: String,
    pub organisation_id: Option<String>,
    pub verb: String,
    pub object_kind: String,
    pub object_id: String,
    /// A JSON object of texts.
    pub details: String,
}

/// What is asked of the audit trail.
#[derive(Clone, Debug, Default)]
pub struct AuditFilter {
    /// What was changed, by its id.
    pub object: Option<String>,
    /// Who did it, by their id.
    pub actor: Option<String>,
    /// What was done, such as `CaseClosed`.
    pub verb: Option<String>,
    /// The first moment, UTC, included.
    pub from: Option<chrono::NaiveDateTime>,
    /// The last moment, UTC, not included.
    pub until: Option<chrono::NaiveDateTime>,
    /// Only rows that are older than the row with this id.
    pub before: Option<String>,
}

/// The newest rows that match, newest first.
pub fn find(db: &mut Db, _who: &Operator, filter: &AuditFilter, most: i64) -> Result<Vec<AuditRow>, StoreError> {
    let mut query = audit::table.into_boxed();
    if let Some(object) = &filter.object {
        query = query.filter(audit::object_id.eq(object));
    }
    if let Some(actor) = &filter.actor {
        query = query.filter(audit::actor_id.eq(actor));
    }
    if let Some(verb) = &filter.verb {
        query = query.filter(audit::verb.eq(verb));
    }
    if let Some(from) = filter.from {
        query = query.filter(audit::at.ge(from));
    }
    if let Some(until) = filter.until {
        query = query.filter(audit::at.lt(until));
    }
    if let Some(before) = &filter.before {
        let at: chrono::NaiveDateTime = audit::table.find(before).select(audit::at).first(&mut *db.conn)?;
        query = query.filter(audit::at.lt(at).or(audit::at.eq(at).and(audit::id.lt(before))));
    }
    Ok(query
        .order((audit::at.desc(), audit::id.desc()))
        .limit(most)
        .select(AuditRow::as_select())
        .load(&mut *db.conn)?)
}
