//! Where an agency's debtors live: what the list offers to filter by.

use diesel::prelude::*;

use crate::domain::actor::Partner;
use crate::store::db::schema::{cases, debtors};
use crate::store::{Db, StoreError};

/// So many of the newest cases are looked at: the cost must not grow with the agency.
const NEWEST: i64 = 500;

/// The ISO codes of the countries that the debtors of an agency's newest cases live in.
///
/// # Errors
/// When the database does not answer.
pub fn countries(db: &mut Db, who: &Partner) -> Result<Vec<String>, StoreError> {
    let newest = cases::table
        .filter(cases::collection_partner_id.eq(who.agency.id))
        .order((cases::created_at.desc(), cases::id.desc()))
        .select(cases::debtor_id)
        .limit(NEWEST);
    Ok(debtors::table.filter(debtors::id.eq_any(newest)).select(debtors::country).distinct().load(&mut *db.conn)?)
}
