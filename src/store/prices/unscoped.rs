//! Queries of price lists without an actor: for the worker, the command line, sign-in, and actions
//! that have checked who asks.

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::domain::case::PricingSource;
use crate::domain::ids::PriceId;
use crate::domain::pricing::{Parties, PriceList};
use crate::store::db::schema::prices;
use crate::store::db::series::{self, Gate};
use crate::store::prices::{Listed, PriceRow, carve_outs, listed};
use crate::store::{Db, StoreError, Tx};

/// The lists with the same source and parties, newest first: predecessors and successors.
pub fn alike(db: &mut Db, source: PricingSource, parties: Parties) -> Result<Vec<Listed>, StoreError> {
    let mut query = prices::table.filter(prices::source.eq(source)).into_boxed();
    query = match parties.creditor {
        Some(creditor) => query.filter(prices::creditor_id.eq(creditor)),
        None => query.filter(prices::creditor_id.is_null()),
    };
    query = match parties.agency {
        Some(agency) => query.filter(prices::collection_partner_id.eq(agency)),
        None => query.filter(prices::collection_partner_id.is_null()),
    };
    query = match parties.referral_partner {
        Some(platform) => query.filter(prices::referral_partner_id.eq(platform)),
        None => query.filter(prices::referral_partner_id.is_null()),
    };
    let rows: Vec<PriceRow> =
        query.order((prices::valid_from.desc(), prices::id.asc())).select(PriceRow::as_select()).load(&mut *db.conn)?;
    listed(db, rows)
}

/// The lists that may price a claim of these parties on a day: those in force for these parties or for everybody, and
/// the carve-outs of their referral partner and agency.
pub fn lists(db: &mut Db, parties: Parties, day: NaiveDate) -> Result<Vec<PriceList>, StoreError> {
    let mut query = prices::table
        .filter(
            prices::valid_from.le(day).and(prices::valid_to.is_null().or(prices::valid_to.ge(day).assume_not_null())),
        )
        .into_boxed();
    query = match parties.creditor {
        Some(id) => query.filter(prices::creditor_id.is_null().or(prices::creditor_id.eq(id).assume_not_null())),
        None => query.filter(prices::creditor_id.is_null()),
    };
    query = match parties.agency {
        Some(id) => query
            .filter(prices::collection_partner_id.is_null().or(prices::collection_partner_id.eq(id).assume_not_null())),
        None => query.filter(prices::collection_partner_id.is_null()),
    };
    query = match parties.referral_partner {
        Some(id) => {
            query.filter(prices::referral_partner_id.is_null().or(prices::referral_partner_id.eq(id).assume_not_null()))
        }
        None => query.filter(prices::referral_partner_id.is_null()),
    };
    let rows: Vec<PriceRow> = query.select(PriceRow::as_select()).load(&mut *db.conn)?;
    let mut lists: Vec<PriceList> = listed(db, rows)?.into_iter().map(|one| one.list).collect();
    if let (Some(platform), Some(agency)) = (parties.referral_partner, parties.agency) {
        lists.extend(carve_outs::unscoped::lists(db, platform, agency)?);
    }
    Ok(lists)
}

/// The lists of the standard agreement on a day.
pub fn standard(db: &mut Db, day: NaiveDate) -> Result<Vec<PriceList>, StoreError> {
    let mut lists = lists(db, Parties::default(), day)?;
    lists.retain(|list| list.source == PricingSource::StandardAgreement);
    // Lists for named countries come first.
    lists.sort_by_key(|list| list.countries.is_empty());
    Ok(lists)
}

/// Locks all price lists until the transaction ends.
pub fn hold(db: &mut Tx<'_>) -> Result<(), StoreError> {
    series::hold(db, Gate::Prices)
}

/// Sets a list's last day.
pub fn end(
    db: &mut Tx<'_>,
    id: PriceId,
    last: NaiveDate,
    by: &str,
    now: crate::domain::calendar::Moment,
) -> Result<(), StoreError> {
    diesel::update(prices::table.find(id))
        .set((prices::valid_to.eq(last), prices::ended_by.eq(by), prices::ended_at.eq(now.naive_utc())))
        .execute(&mut *db.conn)?;
    Ok(())
}
