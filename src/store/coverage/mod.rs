//! Coverage rules, agencies fixed for clients, and claims that nobody serves. Only the operator changes them.

pub mod gaps;
pub mod overrides;
pub mod unscoped;

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::domain::actor::Operator;
use crate::domain::case::DebtorKind;
use crate::domain::ids::{CollectionPartnerId, CoverageId};
use crate::domain::money::Currency;
use crate::domain::pricing::InForce;
use crate::domain::routing::{AmountRange, Rule};
use crate::store::db::conn::MultiBackend;
use crate::store::db::schema::{collection_partners, coverage_rules};
use crate::store::{Db, StoreError, Tx};

/// A coverage rule as it is stored.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = coverage_rules)]
#[expect(missing_docs, reason = "the columns speak for themselves; the migration says their forms")]
pub struct RuleRow {
    pub id: CoverageId,
    pub collection_partner_id: CollectionPartnerId,
    pub country: String,
    pub state: Option<String>,
    pub debtor_kind: Option<DebtorKind>,
    pub currency: Option<Currency>,
    pub amount_currency: Option<Currency>,
    pub least: Option<i64>,
    pub most: Option<i64>,
    pub place: i64,
    pub valid_from: NaiveDate,
    pub valid_to: Option<NaiveDate>,
    pub created_at: chrono::NaiveDateTime,
    pub created_by: String,
}

impl From<&RuleRow> for Rule {
    fn from(row: &RuleRow) -> Self {
        let (least, most) = (row.least, row.most);
        Self {
            id: row.id,
            agency: row.collection_partner_id,
            country: row.country.clone(),
            state: row.state.clone(),
            debtor: row.debtor_kind,
            currency: row.currency,
            amounts: row.amount_currency.map(|currency| AmountRange { currency, least, most }),
            in_force: InForce { from: row.valid_from, to: row.valid_to },
            place: row.place,
        }
    }
}

/// A rule with its agency.
#[derive(Clone, Debug)]
pub struct Listed {
    /// The rule.
    pub row: RuleRow,
    /// The agency's name.
    pub agency: String,
    /// Whether the agency is suspended, so that the rule does not count.
    pub is_suspended: bool,
}

/// The filter of the list.
#[derive(Clone, Debug, Default)]
pub struct RuleFilter {
    /// Only rules of this agency.
    pub agency: Option<CollectionPartnerId>,
    /// Only rules of this country, ISO 3166 alpha-2.
    pub country: Option<String>,
    /// Rules that have ended, too.
    pub with_ended: bool,
}

type Matching<'a> = coverage_rules::BoxedQuery<'a, MultiBackend>;

fn matching<'a>(filter: &RuleFilter, today: NaiveDate) -> Matching<'a> {
    let mut query = coverage_rules::table.into_boxed();
    if let Some(agency) = filter.agency {
        query = query.filter(coverage_rules::collection_partner_id.eq(agency));
    }
    if let Some(country) = &filter.country {
        query = query.filter(coverage_rules::country.eq(country.clone()));
    }
    if !filter.with_ended {
        query =
            query.filter(coverage_rules::valid_to.is_null().or(coverage_rules::valid_to.ge(today).assume_not_null()));
    }
    query
}

/// A page of the rules by country and place, and the number of matches.
pub fn find(
    db: &mut Db,
    _who: &Operator,
    filter: &RuleFilter,
    today: NaiveDate,
    (skip, size): (i64, i64),
) -> Result<(Vec<Listed>, i64), StoreError> {
    let total = matching(filter, today).select(diesel::dsl::count_star()).first(&mut *db.conn)?;
    let rows: Vec<RuleRow> = matching(filter, today)
        .order((coverage_rules::country.asc(), coverage_rules::place.asc(), coverage_rules::id.asc()))
        .offset(skip)
        .limit(size)
        .select(RuleRow::as_select())
        .load(&mut *db.conn)?;
    Ok((listed(db, rows)?, total))
}

/// One rule.
///
/// # Errors
/// [`StoreError::NotFound`] if there is none.
pub fn load(db: &mut Db, _who: &Operator, id: CoverageId) -> Result<Listed, StoreError> {
    let row = coverage_rules::table.find(id).select(RuleRow::as_select()).first(&mut *db.conn)?;
    listed(db, vec![row])?.pop().ok_or(StoreError::NotFound)
}

fn listed(db: &mut Db, rows: Vec<RuleRow>) -> Result<Vec<Listed>, StoreError> {
    let ids: Vec<CollectionPartnerId> = rows.iter().map(|row| row.collection_partner_id).collect();
    let known: Vec<(CollectionPartnerId, String, Option<chrono::NaiveDateTime>)> = collection_partners::table
        .filter(collection_partners::id.eq_any(ids))
        .select((collection_partners::id, collection_partners::name, collection_partners::suspended_at))
        .load(&mut *db.conn)?;
    let listed = |row: RuleRow| {
        let agency = known.iter().find(|(id, ..)| *id == row.collection_partner_id)?;
        Some(Listed { agency: agency.1.clone(), is_suspended: agency.2.is_some(), row })
    };
    Ok(rows.into_iter().filter_map(listed).collect())
}

/// Stores a rule.
///
/// # Errors
/// If the database fails, or the agency does not exist.
pub fn insert(db: &mut Tx<'_>, row: &RuleRow) -> Result<(), StoreError> {
    diesel::insert_into(coverage_rules::table).values(row).execute(&mut *db.conn)?;
    Ok(())
}

/// Sets a rule's last day.
pub fn end(db: &mut Tx<'_>, id: CoverageId, last: NaiveDate) -> Result<(), StoreError> {
    diesel::update(coverage_rules::table.find(id)).set(coverage_rules::valid_to.eq(last)).execute(&mut *db.conn)?;
    Ok(())
}
