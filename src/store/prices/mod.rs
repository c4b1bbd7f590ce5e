//! Price lists with their dates. Only the operator changes them. The lists for its parties price a claim.

pub mod carve_outs;
pub mod grid;
pub mod rates;
pub mod unscoped;

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;

use self::grid::{Brackets, Surcharges};
use crate::domain::actor::Operator;
use crate::domain::case::PricingSource;
use crate::domain::ids::{CollectionPartnerId, CreditorId, PriceId, ReferralPartnerId};
use crate::domain::pricing::{InForce, Parties, PriceList};
use crate::store::db::conn::MultiBackend;
use crate::store::db::schema::{collection_partners, creditors, prices, referral_partners};
use crate::store::{Db, StoreError, Tx};

/// A price list as it is stored.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = prices)]
#[expect(missing_docs, reason = "the columns speak for themselves; the migration says their forms")]
pub struct PriceRow {
    pub id: PriceId,
    pub source: PricingSource,
    pub creditor_id: Option<CreditorId>,
    pub collection_partner_id: Option<CollectionPartnerId>,
    pub referral_partner_id: Option<ReferralPartnerId>,
    pub name: String,
    pub countries: String,
    pub brackets: Brackets,
    pub surcharges: Surcharges,
    pub note: String,
    pub valid_from: NaiveDate,
    pub valid_to: Option<NaiveDate>,
    pub created_at: chrono::NaiveDateTime,
    pub created_by: String,
    pub ended_at: Option<chrono::NaiveDateTime>,
    pub ended_by: Option<String>,
}

/// A price list with the names of its parties.
#[derive(Clone, Debug)]
pub struct Listed {
    /// The row.
    pub row: PriceRow,
    /// The creditor's name.
    pub creditor: Option<String>,
    /// The agency's name.
    pub agency: Option<String>,
    /// The referral partner's name.
    pub platform: Option<String>,
    /// The prices.
    pub list: PriceList,
}

/// The names of a list's parties.
struct Names {
    creditor: Option<String>,
    agency: Option<String>,
    platform: Option<String>,
}

impl Listed {
    fn read(row: PriceRow, names: Names) -> Result<Self, StoreError> {
        let Names { creditor, agency, platform } = names;
        let names: Vec<&str> = [&creditor, &platform, &agency].into_iter().filter_map(Option::as_deref).collect();
        let list = PriceList {
            id: row.id.to_string(),
            source: row.source,
            parties: Parties {
                creditor: row.creditor_id,
                agency: row.collection_partner_id,
                referral_partner: row.referral_partner_id,
            },
            countries: row.countries.split_whitespace().map(str::to_owned).collect(),
            name: if row.name.is_empty() { names.join(" and ") } else { row.name.clone() },
            is_carve_out: false,
            grid: grid::of_row(&row.brackets, &row.surcharges.0)?,
            in_force: InForce { from: row.valid_from, to: row.valid_to },
        };
        Ok(Self { row, creditor, agency, platform, list })
    }
}

/// Filters of price lists.
#[derive(Clone, Debug, Default)]
pub struct PriceFilter {
    /// Their source, which is their place in the order of precedence.
    pub source: Option<PricingSource>,
    /// Lists for this country, and lists for all countries.
    pub country: Option<String>,
    /// Only lists that name these parties.
    pub parties: Parties,
    /// Current, future or past.
    pub when: Option<When>,
}

/// When a list is in force, relative to a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// In force on that day.
    Current,
    /// In force later.
    Future,
    /// Ended, or never in force.
    Past,
}

/// The place in the order of precedence as a number, to sort by.
const PRECEDENCE_SQL: &str = "CASE source WHEN 'CreditorCustomPricing' THEN 0 WHEN 'ManagingPartnerCustomPricing' THEN 1 \
                     WHEN 'JurisdictionCustomPricing' THEN 2 WHEN 'PartnerCustomPricing' THEN 3 ELSE 4 END";

type Matching<'a> = prices::BoxedQuery<'a, MultiBackend>;

fn matching<'a>(filter: &PriceFilter, today: NaiveDate) -> Matching<'a> {
    let mut query = prices::table.into_boxed();
    if let Some(source) = filter.source {
        query = query.filter(prices::source.eq(source));
    }
    if let Some(country) = &filter.country {
        query = query.filter(prices::countries.like(format!("%{}%", country.to_ascii_uppercase())));
    }
    if let Some(creditor) = filter.parties.creditor {
        query = query.filter(prices::creditor_id.eq(creditor));
    }
    if let Some(agency) = filter.parties.agency {
        query = query.filter(prices::collection_partner_id.eq(agency));
    }
    if let Some(platform) = filter.parties.referral_partner {
        query = query.filter(prices::referral_partner_id.eq(platform));
    }
    let ended = prices::valid_to.lt(today).or(prices::valid_to.lt(prices::valid_from.nullable()));
    match filter.when {
        None => query,
        Some(When::Past) => query.filter(ended.assume_not_null()),
        Some(when) => {
            let lasts = prices::valid_to.is_null().or(prices::valid_to
                .ge(today)
                .and(prices::valid_to.ge(prices::valid_from.nullable()))
                .assume_not_null());
            let query = query.filter(lasts);
            if when == When::Current {
                query.filter(prices::valid_from.le(today))
            } else {
                query.filter(prices::valid_from.gt(today))
            }
        }
    }
}

/// A page of price lists by precedence and newest first, and the number of matches.
pub fn find(
    db: &mut Db,
    _who: &Operator,
    filter: &PriceFilter,
    today: NaiveDate,
    skip: i64,
    size: i64,
) -> Result<(Vec<Listed>, i64), StoreError> {
    let total = matching(filter, today).select(diesel::dsl::count_star()).first(&mut *db.conn)?;
    let rows: Vec<PriceRow> = matching(filter, today)
        .order((
            diesel::dsl::sql::<diesel::sql_types::Integer>(PRECEDENCE_SQL),
            prices::valid_from.desc(),
            prices::id.asc(),
        ))
        .select(PriceRow::as_select())
        .offset(skip)
        .limit(size)
        .load(&mut *db.conn)?;
    Ok((listed(db, rows)?, total))
}

/// One list.
pub fn load(db: &mut Db, _who: &Operator, id: PriceId) -> Result<Listed, StoreError> {
    let row = prices::table.find(id).select(PriceRow::as_select()).first(&mut *db.conn)?;
    listed(db, vec![row])?.pop().ok_or(StoreError::NotFound)
}

/// Stores a list.
///
/// # Errors
/// If the database fails, or a party does not exist.
pub fn insert(db: &mut Tx<'_>, row: &PriceRow) -> Result<(), StoreError> {
    diesel::insert_into(prices::table).values(row).execute(&mut *db.conn)?;
    Ok(())
}

/// An unsaved row with the names of its parties.
///
/// # Errors
/// If the database fails, or the prices are invalid.
pub fn listed_row(db: &mut Db, row: PriceRow) -> Result<Listed, StoreError> {
    listed(db, vec![row])?.pop().ok_or(StoreError::NotFound)
}

/// Rows with the names of their parties.
fn listed(db: &mut Db, rows: Vec<PriceRow>) -> Result<Vec<Listed>, StoreError> {
    let creditor_ids: Vec<CreditorId> = rows.iter().filter_map(|row| row.creditor_id).collect();
    let agency_ids: Vec<CollectionPartnerId> = rows.iter().filter_map(|row| row.collection_partner_id).collect();
    let platform_ids: Vec<ReferralPartnerId> = rows.iter().filter_map(|row| row.referral_partner_id).collect();
    let (mut creditors, mut agencies, mut platforms) = (HashMap::new(), HashMap::new(), HashMap::new());
    if !creditor_ids.is_empty() {
        let found =
            creditors::table.filter(creditors::id.eq_any(creditor_ids)).select((creditors::id, creditors::name));
        creditors = found.load::<(CreditorId, String)>(&mut *db.conn)?.into_iter().collect();
    }
    if !agency_ids.is_empty() {
        use collection_partners::{id, name, table};
        let found = table.filter(id.eq_any(agency_ids)).select((id, name));
        agencies = found.load::<(CollectionPartnerId, String)>(&mut *db.conn)?.into_iter().collect();
    }
    if !platform_ids.is_empty() {
        use referral_partners::{id, name, table};
        let found = table.filter(id.eq_any(platform_ids)).select((id, name));
        platforms = found.load::<(ReferralPartnerId, String)>(&mut *db.conn)?.into_iter().collect();
    }
    rows.into_iter()
        .map(|row| {
            let names = Names {
                creditor: row.creditor_id.and_then(|id| creditors.get(&id).cloned()),
                agency: row.collection_partner_id.and_then(|id| agencies.get(&id).cloned()),
                platform: row.referral_partner_id.and_then(|id| platforms.get(&id).cloned()),
            };
            Listed::read(row, names)
        })
        .collect()
}
