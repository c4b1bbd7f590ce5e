//! Queries of agencies without an actor: for the worker.

use diesel::prelude::*;

use crate::store::db::schema::collection_partners;
use crate::store::people::organisations::AgencyProfile;
use crate::store::{StoreError, Tx};

/// Folds the names of at most 100 agencies that were stored before names were folded.
pub fn fold(db: &mut Tx<'_>) -> Result<(), StoreError> {
    let rows: Vec<AgencyProfile> = collection_partners::table
        .filter(collection_partners::folded.eq(""))
        .limit(100)
        .select(AgencyProfile::as_select())
        .load(&mut *db.conn)?;
    for agency in rows {
        let folded = AgencyProfile::folded_of(&agency.name, agency.legal_name.as_deref());
        diesel::update(collection_partners::table.find(agency.id))
            .set(collection_partners::folded.eq(folded))
            .execute(&mut *db.conn)?;
    }
    Ok(())
}
