//! The reckonings by which payments are split. All functions take a case that the caller has loaded as its actor.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use crate::domain::calendar::Moment;
use crate::domain::ids::{CaseId, ReckoningId};
use crate::domain::money::{Rate, Share};
use crate::domain::payment::{Buckets, Held, Reckoning};
use crate::store::cases::Case;
use crate::store::db::schema::reckonings;
use crate::store::{Db, StoreError, Tx};

#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = reckonings, treat_none_as_default_value = false)]
pub(in crate::store) struct ReckoningRow {
    pub(in crate::store) id: ReckoningId,
    pub(in crate::store) case_id: CaseId,
    number: i64,
    principal: i64,
    interest: i64,
    reminder: i64,
    collection: i64,
    rate: Rate,
    #[diesel(column_name = platform_share)]
    operator_share: Share,
    pub(in crate::store) created_at: NaiveDateTime,
    claim_principal: i64,
    claim_interest: i64,
    claim_reminder: i64,
    claim_collection: i64,
}

/// A stored reckoning.
#[derive(Clone, Debug)]
pub struct StoredReckoning {
    /// Its id.
    pub id: ReckoningId,
    /// Its number within the case, from 1.
    pub number: i64,
    /// The rules by which payments are split.
    pub terms: Reckoning,
    /// The claim when it began.
    pub claim: Buckets,
    /// When it was stored, UTC; `None` before.
    pub created_at: Option<NaiveDateTime>,
}

impl From<ReckoningRow> for StoredReckoning {
    fn from(row: ReckoningRow) -> Self {
        Self {
            id: row.id,
            number: row.number,
            terms: Reckoning {
                owed: Buckets {
                    principal: row.principal,
                    interest: row.interest,
                    reminder: row.reminder,
                    collection: row.collection,
                },
                rate: row.rate,
                operator_share: row.operator_share,
                most: None,
                carried: Held::default(),
            },
            claim: Buckets {
                principal: row.claim_principal,
                interest: row.claim_interest,
                reminder: row.claim_reminder,
                collection: row.claim_collection,
            },
            created_at: Some(row.created_at),
        }
    }
}

/// The reckonings of a case, oldest first.
pub fn of_case(db: &mut Db, case: &Case) -> Result<Vec<StoredReckoning>, StoreError> {
    let rows: Vec<ReckoningRow> = reckonings::table
        .filter(reckonings::case_id.eq(case.id))
        .order(reckonings::number.asc())
        .select(ReckoningRow::as_select())
        .load(&mut *db.conn)?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// Stores a new reckoning. If two are stored at the same time with one number, the second fails.
pub fn insert(db: &mut Tx<'_>, case: &Case, new: &StoredReckoning, now: Moment) -> Result<(), StoreError> {
    let (terms, claim) = (&new.terms, new.claim);
    diesel::insert_into(reckonings::table)
        .values(ReckoningRow {
            id: new.id,
            case_id: case.id,
            number: new.number,
            principal: terms.owed.principal,
            interest: terms.owed.interest,
            reminder: terms.owed.reminder,
            collection: terms.owed.collection,
            rate: terms.rate,
            operator_share: terms.operator_share,
            created_at: now.naive_utc(),
            claim_principal: claim.principal,
            claim_interest: claim.interest,
            claim_reminder: claim.reminder,
            claim_collection: claim.collection,
        })
        .execute(&mut *db.conn)?;
    Ok(())
}

/// Saves what was outstanding when a reckoning began, after a correction of an earlier payment.
pub fn set_owed(db: &mut Tx<'_>, id: ReckoningId, owed: Buckets) -> Result<(), StoreError> {
    diesel::update(reckonings::table.find(id))
        .set((
            reckonings::principal.eq(owed.principal),
            reckonings::interest.eq(owed.interest),
            reckonings::reminder.eq(owed.reminder),
            reckonings::collection.eq(owed.collection),
        ))
        .execute(&mut *db.conn)?;
    Ok(())
}
