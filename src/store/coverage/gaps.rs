//! Claims that no agency serves.

use diesel::prelude::*;

use crate::domain::actor::Operator;
use crate::domain::case::DebtorKind;
use crate::domain::ids::{CaseId, CoverageGapId, CreditorId};
use crate::domain::money::Currency;
use crate::store::db::schema::coverage_gaps;
use crate::store::{Db, StoreError, Tx};

/// Gaps read for the summary, the newest ones.
pub const MAX_READ_GAPS: i64 = 5_000;

/// A claim that no agency serves. Amounts are minor units.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = coverage_gaps)]
#[expect(missing_docs, reason = "the columns speak for themselves; the migration says their forms")]
pub struct Gap {
    pub id: CoverageGapId,
    pub creditor_id: CreditorId,
    pub case_id: Option<CaseId>,
    pub country: String,
    pub state: Option<String>,
    pub debtor_kind: DebtorKind,
    pub currency: Currency,
    pub principal: i64,
    pub principal_usd: Option<i64>,
    pub created_at: chrono::NaiveDateTime,
}

/// Stores a gap.
pub fn insert(db: &mut Tx<'_>, gap: &Gap) -> Result<(), StoreError> {
    diesel::insert_into(coverage_gaps::table).values(gap).execute(&mut *db.conn)?;
    Ok(())
}

/// The newest gaps, at most [`MAX_READ_GAPS`].
pub fn newest(db: &mut Db, _who: &Operator) -> Result<Vec<Gap>, StoreError> {
    Ok(coverage_gaps::table
        .order((coverage_gaps::created_at.desc(), coverage_gaps::id.desc()))
        .limit(MAX_READ_GAPS)
        .select(Gap::as_select())
        .load(&mut *db.conn)?)
}
