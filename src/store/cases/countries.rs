//! Where an agency's debtors live: what the list offers to filter by.

use diesel::prelude::*;

use crate::domain::actor::Partner;
use crate::store::db::schema::cases;
use crate::store::db::wrapped::Different;
use crate::store::{Db, StoreError};

/// Newest cases of the agency whose countries are offered: the cost must not grow with the agency.
const MAX_CASES: i64 = 500;

/// The ISO codes of the countries that the debtors of an agency's newest cases live in, in order. They are read from an
/// index alone.
pub fn countries(db: &mut Db, who: &Partner) -> Result<Vec<String>, StoreError> {
    let newest = cases::table
        .filter(cases::collection_partner_id.eq(who.agency.id))
        .order((cases::created_at.desc(), cases::id.desc()))
        .select(cases::debtor_country)
        .limit(MAX_CASES);
    let mut countries: Vec<String> = Different(newest).load(&mut *db.conn)?;
    countries.sort_unstable();
    Ok(countries)
}
