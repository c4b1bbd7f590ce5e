//! Each agency's workload for the operator, from stored counts.

use std::collections::HashMap;

use diesel::prelude::*;

use crate::domain::actor::Operator;
use crate::domain::case::Lifecycle;
use crate::domain::ids::CollectionPartnerId;
use crate::store::db::schema::{case_counts, collection_partners, task_counts};
use crate::store::{Db, StoreError};

/// An agency's open work, without test cases.
#[derive(Clone, Debug)]
pub struct AgencyWork {
    /// The agency.
    pub id: CollectionPartnerId,
    /// Its name.
    pub name: String,
    /// ISO 3166 alpha-2.
    pub country: String,
    /// Cases that wait to be accepted.
    pub new: i64,
    /// Cases that wait for an answer of the creditor.
    pub asked: i64,
    /// Active cases.
    pub active: i64,
    /// Paused cases.
    pub paused: i64,
    /// Open tasks.
    pub tasks: i64,
}

/// All agencies with their open work, by name.
pub fn agencies(db: &mut Db, _who: &Operator) -> Result<Vec<AgencyWork>, StoreError> {
    let agencies: Vec<(CollectionPartnerId, String, String)> = collection_partners::table
        .order((collection_partners::name.asc(), collection_partners::id.asc()))
        .select((collection_partners::id, collection_partners::name, collection_partners::country))
        .load(&mut *db.conn)?;
    let cases: Vec<(CollectionPartnerId, Lifecycle, i64)> = case_counts::table
        .filter(case_counts::is_test.eq(false))
        .select((case_counts::collection_partner_id, case_counts::lifecycle, case_counts::cases))
        .load(&mut *db.conn)?;
    let cases: HashMap<_, i64> = cases.into_iter().map(|(agency, state, cases)| ((agency, state), cases)).collect();
    let tasks: Vec<(CollectionPartnerId, i64)> =
        task_counts::table.select((task_counts::collection_partner_id, task_counts::tasks)).load(&mut *db.conn)?;
    let of = |agency, state| cases.get(&(agency, state)).copied().unwrap_or_default();
    Ok(agencies
        .into_iter()
        .map(|(id, name, country)| AgencyWork {
            new: of(id, Lifecycle::PendingVerification),
            asked: of(id, Lifecycle::NeedsAdditionalDetails),
            active: of(id, Lifecycle::Active),
            paused: of(id, Lifecycle::Paused),
            tasks: tasks.iter().filter(|(agency, _)| *agency == id).map(|(_, tasks)| tasks).sum(),
            id,
            name,
            country,
        })
        .collect())
}
