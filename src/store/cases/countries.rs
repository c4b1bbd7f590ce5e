//! The countries of an agency's debtors, as choices of a filter.

use diesel::prelude::*;

use super::HIDDEN;
use crate::domain::actor::Partner;
use crate::store::db::schema::cases;
use crate::store::db::wrapped::Different;
use crate::store::{Db, StoreError};

/// Look at this many of the agency's newest cases at most, so that the cost does not grow with the agency.
const MAX_CASES: i64 = 500;

/// ISO codes of the debtors' countries in an agency's newest cases, sorted. Reads only an index.
pub fn countries(db: &mut Db, who: &Partner) -> Result<Vec<String>, StoreError> {
    let newest = cases::table
        .filter(cases::collection_partner_id.eq(who.agency.id).and(cases::lifecycle.ne_all(HIDDEN)))
        .order((cases::created_at.desc(), cases::id.desc()))
        .select(cases::debtor_country)
        .limit(MAX_CASES);
    let mut countries: Vec<String> = Different(newest).load(&mut *db.conn)?;
    countries.sort_unstable();
    Ok(countries)
}
