//! Queries of balances without an actor: for the worker, the command line, sign-in, and actions
//! that have checked who asks.

use std::collections::HashMap;

use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::BigInt;

use crate::domain::ids::CollectionPartnerId;
use crate::domain::money::Currency;
use crate::store::books::standings::AgencyBalance;
use crate::store::db::schema::{collection_partners, ledger_months};
use crate::store::{Db, StoreError};

/// Where every agency stands with the platform, by name, a page at a time.
pub fn agency_balances(db: &mut Db, skip: i64, size: i64) -> Result<Vec<AgencyBalance>, StoreError> {
    // Agencies are some hundreds: their sums are put in the order of their names here.
    let sums: Vec<(CollectionPartnerId, Currency, i64)> = ledger_months::table
        .group_by((ledger_months::collection_partner_id, ledger_months::currency))
        .select((
            ledger_months::collection_partner_id,
            ledger_months::currency,
            sql::<BigInt>("coalesce(CAST(sum(agency_platform) AS BIGINT), 0)"),
        ))
        .load(&mut *db.conn)?;
    let ids: Vec<CollectionPartnerId> = sums.iter().map(|(agency, ..)| *agency).collect();
    let names: Vec<(CollectionPartnerId, String)> = collection_partners::table
        .filter(collection_partners::id.eq_any(ids))
        .select((collection_partners::id, collection_partners::name))
        .load(&mut *db.conn)?;
    let names: HashMap<CollectionPartnerId, String> = names.into_iter().collect();
    let mut balances: Vec<AgencyBalance> = sums
        .into_iter()
        .map(|(agency, currency, owed)| {
            let name = names.get(&agency).cloned().unwrap_or_default();
            AgencyBalance { agency, name, currency, owed }
        })
        .collect();
    balances.sort_by(|one, other| {
        (&one.name, one.agency, one.currency.code()).cmp(&(&other.name, other.agency, other.currency.code()))
    });
    let (skip, size) = (usize::try_from(skip).unwrap_or(usize::MAX), usize::try_from(size).unwrap_or_default());
    Ok(balances.into_iter().skip(skip).take(size).collect())
}
