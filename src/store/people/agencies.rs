//! Agencies as the operator sees them: the list, and changes.

pub mod unscoped;

use diesel::dsl::count_star;
use diesel::prelude::*;

use crate::domain::actor::Operator;
use crate::domain::agency::AgencyStatus;
use crate::domain::case::Lifecycle;
use crate::domain::ids::CollectionPartnerId;
use crate::domain::search;
use crate::store::cases::{CaseLine, MAX_LISTED_CASES};
use crate::store::db::like::containing;
use crate::store::db::schema::{case_counts, cases, collection_partners, creditors};
use crate::store::people::organisations::AgencyProfile;
use crate::store::people::team::Colleague;
use crate::store::{Db, StoreError, Tx};

pub use crate::store::people::organisations::profile as load;

/// The filter of the list.
#[derive(Clone, Debug, Default)]
pub struct AgencyFilter {
    /// Part of its name or legal name.
    pub query: Option<String>,
    /// Its country, ISO 3166 alpha-2.
    pub country: Option<String>,
    /// Whether it can work.
    pub status: Option<AgencyStatus>,
}

/// A page of agencies and the number of matches.
#[derive(Clone, Debug)]
pub struct Found {
    /// The page, by name.
    pub agencies: Vec<AgencyProfile>,
    /// The number of matches.
    pub total: i64,
}

/// States in which an agency has work with a case.
const OPEN: [Lifecycle; 6] = [
    Lifecycle::PendingVerification,
    Lifecycle::NeedsAdditionalDetails,
    Lifecycle::Leads,
    Lifecycle::LeadsQuoteGiven,
    Lifecycle::Active,
    Lifecycle::Paused,
];

/// A page of the agencies that match.
pub fn find(db: &mut Db, _who: &Operator, filter: &AgencyFilter, skip: i64, size: i64) -> Result<Found, StoreError> {
    let matching = || {
        let mut query = collection_partners::table.into_boxed();
        if let Some(text) = &filter.query {
            query = query.filter(collection_partners::folded.like(containing(&search::fold(text))).escape('\\'));
        }
        if let Some(country) = &filter.country {
            query = query.filter(collection_partners::country.eq(country.clone()));
        }
        match filter.status {
            None => query,
            Some(AgencyStatus::Active) => query.filter(collection_partners::suspended_at.is_null()),
            Some(AgencyStatus::Suspended) => query.filter(collection_partners::suspended_at.is_not_null()),
        }
    };
    let total = matching().select(count_star()).first(&mut *db.conn)?;
    let agencies = matching()
        .order((collection_partners::folded.asc(), collection_partners::id.asc()))
        .offset(skip)
        .limit(size)
        .select(AgencyProfile::as_select())
        .load(&mut *db.conn)?;
    Ok(Found { agencies, total })
}

/// The number of open cases of each of these agencies, test cases left out. An agency without any is missing.
pub fn open_cases_of(
    db: &mut Db,
    _who: &Operator,
    agencies: &[CollectionPartnerId],
) -> Result<Vec<(CollectionPartnerId, i64)>, StoreError> {
    let rows: Vec<(CollectionPartnerId, i64)> = case_counts::table
        .filter(case_counts::collection_partner_id.eq_any(agencies).and(case_counts::is_test.eq(false)))
        .filter(case_counts::lifecycle.eq_any(OPEN))
        .select((case_counts::collection_partner_id, case_counts::cases))
        .load(&mut *db.conn)?;
    let sum = |agency| rows.iter().filter(|(of, _)| *of == agency).map(|(_, cases)| cases).sum();
    Ok(agencies.iter().map(|agency| (*agency, sum(*agency))).filter(|(_, cases)| *cases > 0).collect())
}

/// The newest open cases of an agency, at most [`MAX_LISTED_CASES`].
pub fn open_cases(db: &mut Db, _who: &Operator, agency: CollectionPartnerId) -> Result<Vec<CaseLine>, StoreError> {
    Ok(cases::table
        .inner_join(creditors::table)
        .filter(cases::collection_partner_id.eq(agency).and(cases::is_test.eq(false)))
        .filter(cases::lifecycle.eq_any(OPEN))
        .order((cases::created_at.desc(), cases::id.desc()))
        .limit(MAX_LISTED_CASES)
        .select((cases::id, cases::reference, cases::lifecycle, creditors::name, cases::currency, cases::outstanding))
        .load(&mut *db.conn)?)
}

/// The people of an agency, by name.
pub fn people(db: &mut Db, _who: &Operator, agency: CollectionPartnerId) -> Result<Vec<Colleague>, StoreError> {
    super::team::unscoped::of(db, agency.as_str())
}

/// Stores a changed agency.
pub fn update(db: &mut Tx<'_>, agency: &AgencyProfile) -> Result<(), StoreError> {
    diesel::update(collection_partners::table.find(agency.id)).set(agency).execute(&mut *db.conn)?;
    Ok(())
}

/// The names of agencies.
pub fn names(db: &mut Db, agencies: &[CollectionPartnerId]) -> Result<Vec<(CollectionPartnerId, String)>, StoreError> {
    if agencies.is_empty() {
        return Ok(Vec::new());
    }
    Ok(collection_partners::table
        .filter(collection_partners::id.eq_any(agencies))
        .select((collection_partners::id, collection_partners::name))
        .load(&mut *db.conn)?)
}
