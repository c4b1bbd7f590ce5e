//! The list of a referral partner's clients: filtered, sorted, page by page.

use std::collections::{HashMap, HashSet};

use diesel::dsl::{InnerJoin, IntoBoxed, count_star, sql};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Nullable};

use super::{CaseStats, ClientFile, ClientPerson, KycRecord, ReferralLink};
use crate::domain::actor::Referrer;
use crate::domain::calendar::Moment;
use crate::domain::case::Lifecycle;
use crate::domain::ids::CreditorId;
use crate::domain::money::{Currency, Money};
use crate::domain::search::fold;
use crate::store::cases::Creditor;
use crate::store::db::conn::MultiBackend;
use crate::store::db::like::containing;
use crate::store::db::schema::{
    cases, client_people, collection_partners, creditors, kyc_records, payments, referral_links,
};
use crate::store::db::sorting::{Direction, Sort};
use crate::store::{Db, StoreError};

/// Sort orders of clients.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum ClientSort {
    /// When they were linked.
    #[default]
    Created,
    /// By name.
    Name,
}

/// Filters of clients.
#[derive(Clone, Debug, Default)]
pub struct ClientFilter {
    /// In name, office address or registration number, in any letter case.
    pub query: Option<String>,
    /// With exactly this tenant id.
    pub tenant: Option<String>,
    /// Attributed or not.
    pub attributed: Option<bool>,
    /// Linked on or after.
    pub from: Option<Moment>,
    /// Linked on or before.
    pub to: Option<Moment>,
    /// Onboarded or not, for the agreement version in force.
    pub onboarded: Option<bool>,
    /// The order.
    pub sort: Sort<ClientSort>,
}

/// Totals of a partner's clients.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Number of clients.
    pub clients: i64,
    /// Clients that did not exist before.
    pub attributed: i64,
    /// Clients that have signed the agreement in force.
    pub onboarded: i64,
    /// Number of their cases, without test cases.
    pub cases: i64,
}

/// A page of clients and the number of matches.
#[derive(Clone, Debug)]
pub struct Found {
    /// The page in order.
    pub clients: Vec<ClientFile>,
    /// The number of matches.
    pub total: i64,
}

type Joined<'a> = IntoBoxed<'a, InnerJoin<referral_links::table, creditors::table>, MultiBackend>;

fn matching<'a>(who: &Referrer, filter: &ClientFilter, version: &str) -> Joined<'a> {
    let mut query = referral_links::table
        .inner_join(creditors::table)
        .into_boxed()
        .filter(referral_links::referral_partner_id.eq(who.id).and(referral_links::archived_at.is_null()));
    if let Some(tenant) = &filter.tenant {
        query = query.filter(referral_links::external_tenant_id.eq(tenant.clone()));
    }
    if let Some(attributed) = filter.attributed {
        query = query.filter(referral_links::is_attributed.eq(attributed));
    }
    if let Some(from) = filter.from {
        query = query.filter(referral_links::created_at.ge(from.naive_utc()));
    }
    if let Some(to) = filter.to {
        query = query.filter(referral_links::created_at.le(to.naive_utc()));
    }
    match filter.onboarded {
        None => {}
        Some(true) => query = query.filter(creditors::agreement_version.eq(version.to_owned())),
        Some(false) => {
            let other = creditors::agreement_version.is_null();
            let other = other.or(creditors::agreement_version.ne(version.to_owned()).assume_not_null());
            query = query.filter(other);
        }
    }
    if let Some(text) = &filter.query {
        query = query.filter(creditors::folded.like(containing(&fold(text))).escape('\\'));
    }
    query
}

/// The clients that match a filter. `version` is that of the agreement in force.
pub fn find(
    db: &mut Db,
    who: &Referrer,
    filter: &ClientFilter,
    version: &str,
    skip: i64,
    size: i64,
) -> Result<Found, StoreError> {
    let total = matching(who, filter, version).select(count_star()).first(&mut *db.conn)?;
    let query = matching(who, filter, version).select((ReferralLink::as_select(), Creditor::as_select()));
    let query = match (filter.sort.by, filter.sort.direction) {
        (ClientSort::Created, Direction::Descending) => {
            query.order((referral_links::created_at.desc(), referral_links::id.desc()))
        }
        (ClientSort::Created, Direction::Ascending) => {
            query.order((referral_links::created_at.asc(), referral_links::id.asc()))
        }
        (ClientSort::Name, Direction::Ascending) => query.order((creditors::folded.asc(), referral_links::id.asc())),
        (ClientSort::Name, Direction::Descending) => query.order((creditors::folded.desc(), referral_links::id.desc())),
    };
    let rows: Vec<(ReferralLink, Creditor)> = query.offset(skip).limit(size).load(&mut *db.conn)?;
    Ok(Found { clients: files(db, rows)?, total })
}

/// A client with all that its referral partner sees.
pub fn load(db: &mut Db, who: &Referrer, tenant: &str) -> Result<ClientFile, StoreError> {
    let link = super::link_of(db, who, tenant)?;
    let creditor = creditors::table.find(link.creditor_id).select(Creditor::as_select()).first(&mut *db.conn)?;
    files(db, vec![(link, creditor)])?.pop().ok_or(StoreError::NotFound)
}

/// Totals of a partner's clients.
pub fn summary(db: &mut Db, who: &Referrer, version: &str) -> Result<Summary, StoreError> {
    let count = |db: &mut Db, filter: &ClientFilter| -> Result<i64, StoreError> {
        Ok(matching(who, filter, version).select(count_star()).first(&mut *db.conn)?)
    };
    let clients = count(db, &ClientFilter::default())?;
    let attributed = count(db, &ClientFilter { attributed: Some(true), ..ClientFilter::default() })?;
    let onboarded = count(db, &ClientFilter { onboarded: Some(true), ..ClientFilter::default() })?;
    let theirs = referral_links::table
        .filter(referral_links::referral_partner_id.eq(who.id).and(referral_links::archived_at.is_null()))
        .select(referral_links::creditor_id);
    let cases = cases::table
        .filter(cases::creditor_id.eq_any(theirs).and(cases::is_test.eq(false)))
        .count()
        .get_result(&mut *db.conn)?;
    Ok(Summary { clients, attributed, onboarded, cases })
}

/// Completes the rows of a page, with a fixed number of queries.
fn files(db: &mut Db, rows: Vec<(ReferralLink, Creditor)>) -> Result<Vec<ClientFile>, StoreError> {
    let ids: Vec<CreditorId> = rows.iter().map(|(_, creditor)| creditor.id).collect();
    let mut people: HashMap<CreditorId, Vec<ClientPerson>> = HashMap::new();
    let named: Vec<ClientPerson> = client_people::table
        .filter(client_people::creditor_id.eq_any(&ids).and(client_people::removed_at.is_null()))
        .order((client_people::creditor_id.asc(), client_people::place.asc()))
        .select(ClientPerson::as_select())
        .load(&mut *db.conn)?;
    for person in named {
        people.entry(person.creditor_id).or_default().push(person);
    }
    let records: Vec<KycRecord> = kyc_records::table
        .filter(kyc_records::creditor_id.eq_any(&ids))
        .order((kyc_records::created_at.asc(), kyc_records::id.asc()))
        .select(KycRecord::as_select())
        .load(&mut *db.conn)?;
    // Later records replace earlier ones, so the newest stays.
    let mut kyc: HashMap<CreditorId, KycRecord> = records.into_iter().map(|one| (one.creditor_id, one)).collect();
    let wanting = wanting_kyc(db, &ids)?;
    let mut stats = stats_of(db, &rows)?;
    Ok(rows
        .into_iter()
        .map(|(link, creditor)| ClientFile {
            people: people.remove(&creditor.id).unwrap_or_default(),
            kyc: kyc.remove(&creditor.id),
            needs_kyc: wanting.contains(&creditor.id),
            stats: stats.remove(&creditor.id).unwrap_or_default(),
            link,
            creditor,
        })
        .collect())
}

/// Those of the creditors that need a director's data, because an agency that works or will work for them must know it.
fn wanting_kyc(db: &mut Db, ids: &[CreditorId]) -> Result<HashSet<CreditorId>, StoreError> {
    let by_case: Vec<CreditorId> = cases::table
        .inner_join(collection_partners::table)
        .filter(cases::creditor_id.eq_any(ids).and(collection_partners::requires_kyc.eq(true)))
        .filter(cases::lifecycle.ne_all([Lifecycle::Closed, Lifecycle::Merged]))
        .select(cases::creditor_id)
        .distinct()
        .load(&mut *db.conn)?;
    let by_link: Vec<CreditorId> = referral_links::table
        .inner_join(
            collection_partners::table.on(collection_partners::id.nullable().eq(referral_links::collection_partner_id)),
        )
        .filter(referral_links::creditor_id.eq_any(ids).and(collection_partners::requires_kyc.eq(true)))
        .select(referral_links::creditor_id)
        .load(&mut *db.conn)?;
    Ok(by_case.into_iter().chain(by_link).collect())
}

fn stats_of(db: &mut Db, rows: &[(ReferralLink, Creditor)]) -> Result<HashMap<CreditorId, CaseStats>, StoreError> {
    let ids: Vec<CreditorId> = rows.iter().map(|(_, creditor)| creditor.id).collect();
    let mut stats: HashMap<CreditorId, CaseStats> = HashMap::new();
    let counted: Vec<(CreditorId, Lifecycle, i64)> = cases::table
        .filter(cases::creditor_id.eq_any(&ids).and(cases::is_test.eq(false)))
        .group_by((cases::creditor_id, cases::lifecycle))
        .select((cases::creditor_id, cases::lifecycle, count_star()))
        .load(&mut *db.conn)?;
    for (creditor, state, cases) in counted {
        let one = stats.entry(creditor).or_default();
        one.total += cases;
        if !state.is_open() {
            one.closed += cases;
        }
    }
    // For a client that existed before the link, the partner earns only on cases that came through the link.
    let through: HashMap<CreditorId, (bool, crate::domain::ids::ReferralPartnerId)> =
        rows.iter().map(|(link, creditor)| (creditor.id, (link.is_attributed, link.referral_partner_id))).collect();
    type Share = (CreditorId, Option<crate::domain::ids::ReferralPartnerId>, Currency, Option<i64>);
    let shares: Vec<Share> = payments::table
        .inner_join(cases::table.on(cases::id.eq(payments::case_id)))
        .filter(cases::creditor_id.eq_any(&ids).and(cases::is_test.eq(false)).and(payments::deleted_at.is_null()))
        .group_by((cases::creditor_id, cases::referral_partner_id, cases::currency))
        .select((
            cases::creditor_id,
            cases::referral_partner_id,
            cases::currency,
            sql::<Nullable<BigInt>>("CAST(SUM(payments.payout_platform) AS BIGINT)"),
        ))
        .load(&mut *db.conn)?;
    for (creditor, partner, currency, minor) in shares {
        let counts = through.get(&creditor).is_some_and(|(all, whose)| *all || partner == Some(*whose));
        if let (true, Some(minor)) = (counts, minor) {
            stats.entry(creditor).or_default().shares.push(Money::new(minor, currency));
        }
    }
    Ok(stats)
}
