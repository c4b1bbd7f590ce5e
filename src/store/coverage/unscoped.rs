//! What routing reads. The actions have checked who asks.

use chrono::NaiveDate;
use diesel::prelude::*;

use super::RuleRow;
use crate::domain::actor::Operator;
use crate::domain::case::DebtorKind;
use crate::domain::ids::{CaseId, CollectionPartnerId, CreditorId, Reference, ReferralPartnerId};
use crate::domain::money::{Currency, Money};
use crate::domain::routing::{ClientOverride, RoutingReason, Rule};
use crate::store::cases::HIDDEN;
use crate::store::db::schema::{
    carve_outs, cases, client_agencies, collection_partners, coverage_rules, creditors, debtors,
};
use crate::store::db::series::{self, Gate};
use crate::store::{Db, StoreError, Tx};

/// Cases without an agency that a change of the rules is tried on, at most.
const MAX_UNASSIGNED: i64 = 500;
/// Agencies read of those that have accepted a case of one client; the latest come first.
const MAX_RELATIONSHIPS: i64 = 20;

/// The rules of a country that have not ended before a day.
pub fn rules(db: &mut Db, country: &str, day: NaiveDate) -> Result<Vec<Rule>, StoreError> {
    let rows: Vec<RuleRow> = coverage_rules::table
        .filter(coverage_rules::country.eq(country))
        .filter(coverage_rules::valid_to.is_null().or(coverage_rules::valid_to.ge(day).assume_not_null()))
        .select(RuleRow::as_select())
        .load(&mut *db.conn)?;
    Ok(rows.iter().map(Into::into).collect())
}

/// Every rule in force on a day with its agency, by the order in which rules are tried; none of suspended agencies.
pub fn all_rules(db: &mut Db, day: NaiveDate) -> Result<Vec<(RuleRow, String)>, StoreError> {
    Ok(coverage_rules::table
        .inner_join(collection_partners::table)
        .filter(coverage_rules::valid_from.le(day).and(collection_partners::suspended_at.is_null()))
        .filter(coverage_rules::valid_to.is_null().or(coverage_rules::valid_to.ge(day).assume_not_null()))
        .order((coverage_rules::country.asc(), coverage_rules::place.asc(), coverage_rules::id.asc()))
        .select((RuleRow::as_select(), collection_partners::name))
        .load(&mut *db.conn)?)
}

/// The agencies fixed for a client, with the country, or for all countries.
pub fn overrides(db: &mut Db, creditor: CreditorId, country: &str) -> Result<Vec<ClientOverride>, StoreError> {
    let rows: Vec<(CollectionPartnerId, Option<String>, Option<String>)> = client_agencies::table
        .filter(client_agencies::creditor_id.eq(creditor).and(client_agencies::ended_at.is_null()))
        .filter(client_agencies::country.is_null().or(client_agencies::country.eq(country).assume_not_null()))
        .select((client_agencies::collection_partner_id, client_agencies::country, client_agencies::state))
        .load(&mut *db.conn)?;
    Ok(rows.into_iter().map(|(agency, country, state)| ClientOverride { agency, country, state }).collect())
}

/// The agency of the newest current carve-out of a referral partner for a country.
pub fn zone(db: &mut Db, partner: ReferralPartnerId, country: &str) -> Result<Option<CollectionPartnerId>, StoreError> {
    Ok(carve_outs::table
        .filter(carve_outs::referral_partner_id.eq(partner).and(carve_outs::country.eq(country)))
        .filter(carve_outs::ended_at.is_null())
        .order((carve_outs::created_at.desc(), carve_outs::id.desc()))
        .select(carve_outs::collection_partner_id)
        .first(&mut *db.conn)
        .optional()?)
}

/// The agencies that have accepted a production case of a client, the latest acceptance first.
pub fn relationships(db: &mut Db, creditor: CreditorId) -> Result<Vec<CollectionPartnerId>, StoreError> {
    let rows: Vec<(Option<CollectionPartnerId>, Option<chrono::NaiveDateTime>)> = cases::table
        .filter(cases::creditor_id.eq(creditor).and(cases::is_test.eq(false)))
        .filter(cases::started_at.is_not_null().and(cases::collection_partner_id.is_not_null()))
        .group_by(cases::collection_partner_id)
        .order((diesel::dsl::max(cases::started_at).desc(), cases::collection_partner_id.asc()))
        .limit(MAX_RELATIONSHIPS)
        .select((cases::collection_partner_id, diesel::dsl::max(cases::started_at)))
        .load(&mut *db.conn)?;
    Ok(rows.into_iter().filter_map(|(agency, _)| agency).collect())
}

/// The agencies that have accepted a production case of these clients, the latest acceptance of each client first.
pub fn relationships_of(
    db: &mut Db,
    creditors: &[CreditorId],
) -> Result<Vec<(CreditorId, CollectionPartnerId)>, StoreError> {
    type Row = (CreditorId, Option<CollectionPartnerId>, Option<chrono::NaiveDateTime>);
    let rows: Vec<Row> = cases::table
        .filter(cases::creditor_id.eq_any(creditors).and(cases::is_test.eq(false)))
        .filter(cases::started_at.is_not_null().and(cases::collection_partner_id.is_not_null()))
        .group_by((cases::creditor_id, cases::collection_partner_id))
        .order((diesel::dsl::max(cases::started_at).desc(), cases::collection_partner_id.asc()))
        .select((cases::creditor_id, cases::collection_partner_id, diesel::dsl::max(cases::started_at)))
        .load(&mut *db.conn)?;
    Ok(rows.into_iter().filter_map(|(creditor, agency, _)| Some((creditor, agency?))).collect())
}

/// A case that no agency sees yet.
#[derive(Clone, Debug, Queryable)]
#[expect(missing_docs, reason = "the fields speak the field's own terms; the amount is in minor units")]
pub struct Unassigned {
    pub id: CaseId,
    pub reference: Reference,
    pub creditor_id: CreditorId,
    pub creditor: String,
    pub debtor: String,
    pub debtor_kind: DebtorKind,
    pub state: Option<String>,
    pub currency: Currency,
    pub amount: i64,
}

impl Unassigned {
    /// The principal.
    pub fn principal(&self) -> Money {
        Money::new(self.amount, self.currency)
    }
}

/// The cases of a country that no agency sees yet and whose agency is chosen by rules, or that have none, oldest first.
pub fn unassigned(db: &mut Db, _who: &Operator, country: &str) -> Result<Vec<Unassigned>, StoreError> {
    let by_rule = [RoutingReason::ExistingRelationship, RoutingReason::StandardRule];
    Ok(cases::table
        .inner_join(creditors::table)
        .inner_join(debtors::table)
        .filter(cases::lifecycle.eq_any(HIDDEN).and(debtors::country.eq(country)))
        .filter(cases::collection_partner_id.is_null().or(cases::routing_reason.eq_any(by_rule).assume_not_null()))
        .order((cases::created_at.asc(), cases::id.asc()))
        .limit(MAX_UNASSIGNED)
        .select((
            cases::id,
            cases::reference,
            cases::creditor_id,
            creditors::name,
            debtors::name,
            debtors::kind,
            debtors::state,
            cases::currency,
            cases::principal,
        ))
        .load(&mut *db.conn)?)
}

/// All suspended agencies.
pub fn suspended(db: &mut Db) -> Result<Vec<CollectionPartnerId>, StoreError> {
    Ok(collection_partners::table
        .filter(collection_partners::suspended_at.is_not_null())
        .select(collection_partners::id)
        .load(&mut *db.conn)?)
}

/// Locks the coverage rules until the transaction ends, so that two new rules do not get the same place.
pub fn hold(db: &mut Tx<'_>) -> Result<(), StoreError> {
    series::hold(db, Gate::Coverage)
}

/// The place after the last of a country.
pub fn next_place(db: &mut Db, country: &str) -> Result<i64, StoreError> {
    let last: Option<i64> = coverage_rules::table
        .filter(coverage_rules::country.eq(country))
        .select(diesel::dsl::max(coverage_rules::place))
        .first(&mut *db.conn)?;
    Ok(last.unwrap_or(0).saturating_add(1))
}
