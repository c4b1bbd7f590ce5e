//! The filters of a list of cases.

use diesel::prelude::*;

use super::HIDDEN;
use super::sort::SortField;
use crate::domain::actor::Customer;
use crate::domain::calendar::Moment;
use crate::domain::case::{DebtorKind, Lifecycle};
use crate::domain::ids::{CaseId, CollectionPartnerId, CreditorId, DebtorId, DivisionId, PersonId};
use crate::store::db::conn::MultiBackend;
use crate::store::db::schema::cases;
use crate::store::db::sorting::{Direction, Sort};

/// A range of moments: from (inclusive) to (exclusive).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bounds {
    /// Not before.
    pub from: Option<Moment>,
    /// Before.
    pub to: Option<Moment>,
}

/// Filters and order. Empty lists do not restrict.
#[derive(Clone, Debug, Default)]
pub struct CaseFilter {
    /// In one of these states.
    pub lifecycles: Vec<Lifecycle>,
    /// With one of these ids.
    pub ids: Vec<CaseId>,
    /// Against these debtors.
    pub debtors: Vec<DebtorId>,
    /// Of these clients.
    pub creditors: Vec<CreditorId>,
    /// From these departments.
    pub divisions: Vec<DivisionId>,
    /// With this handler; `Some(None)` without a handler.
    pub handler: Option<Option<PersonId>>,
    /// Against debtors in these countries.
    pub countries: Vec<String>,
    /// Against companies, or private persons.
    pub kind: Option<DebtorKind>,
    /// Created in this range.
    pub created: Bounds,
    /// Started in this range.
    pub started: Bounds,
    /// Closed in this range.
    pub closed: Bounds,
    /// Changed at or after this moment.
    pub updated_since: Option<Moment>,
    /// Outstanding amount at least, in hundredths of the major unit of the case's currency.
    pub amount_from: Option<i64>,
    /// Outstanding amount at most, in hundredths of the major unit of the case's currency.
    pub amount_to: Option<i64>,
    /// Test cases: `None` excludes them, `Some(false)` includes them, `Some(true)` shows only them.
    pub tests: Option<bool>,
    /// Folded words; each must be the beginning of a word of the case.
    pub words: Vec<String>,
    /// The order; empty means newest first.
    pub sort: Vec<Sort<SortField>>,
    /// Only cases after this one in the default order.
    pub after: Option<(Moment, CaseId)>,
}

impl CaseFilter {
    /// Whether the stored counts by state give the number of matches.
    pub(super) fn is_plain(&self) -> bool {
        self.words.is_empty() && self.is_words_alone()
    }

    /// Whether the order is the default one.
    pub(super) fn is_newest_first(&self) -> bool {
        matches!(self.sort.as_slice(), [] | [Sort { by: SortField::DateCreated, direction: Direction::Descending }])
    }

    /// Whether the filter needs only what the word index knows: states, test flag and words.
    pub(super) fn is_words_alone(&self) -> bool {
        let Self {
            lifecycles: _,
            sort: _,
            tests: _,
            words: _,
            after,
            ids,
            debtors,
            creditors,
            divisions,
            handler,
            countries,
            kind,
            created,
            started,
            closed,
            updated_since,
            amount_from,
            amount_to,
        } = self;
        after.is_none()
            && ids.is_empty()
            && debtors.is_empty()
            && creditors.is_empty()
            && divisions.is_empty()
            && handler.is_none()
            && countries.is_empty()
            && kind.is_none()
            && [created, started, closed].iter().all(|bounds| **bounds == Bounds::default())
            && updated_since.is_none()
            && amount_from.is_none()
            && amount_to.is_none()
    }
}

/// A query for ids of cases.
pub(super) type Query<'a> = cases::BoxedQuery<'a, MultiBackend, diesel::sql_types::Text>;

/// The cases of an agency that match a filter. `by_id` is for filters with ids.
pub(super) fn restricted<'a>(agency: CollectionPartnerId, filter: &'a CaseFilter, by_id: bool) -> Query<'a> {
    let mut query = cases::table.select(cases::id).into_boxed();
    // If the ids are known, SQLite would still walk all of the agency's cases by their index. An expression instead of
    // the column makes it use the ids.
    query = if by_id {
        query.filter(cases::collection_partner_id.concat("").eq(agency.to_string()))
    } else {
        query.filter(cases::collection_partner_id.eq(agency))
    };
    match filter.lifecycles.as_slice() {
        [] => query = query.filter(cases::lifecycle.ne_all(HIDDEN)),
        [one] if !HIDDEN.contains(one) => query = query.filter(cases::lifecycle.eq(*one)),
        many => {
            let seen: Vec<Lifecycle> = many.iter().copied().filter(|state| !HIDDEN.contains(state)).collect();
            query = query.filter(cases::lifecycle.eq_any(seen));
        }
    }
    narrowed(query, filter)
}

/// The cases of a client that match a filter.
pub(super) fn of_client<'a>(who: &Customer, filter: &'a CaseFilter) -> Query<'a> {
    let mut query = cases::table.select(cases::id).filter(cases::creditor_id.eq(who.id)).into_boxed();
    if let Some(partner) = who.limited_to() {
        query = query.filter(cases::referral_partner_id.eq(partner));
    }
    match filter.lifecycles.as_slice() {
        [] => {}
        [one] => query = query.filter(cases::lifecycle.eq(*one)),
        many => query = query.filter(cases::lifecycle.eq_any(many)),
    }
    narrowed(query, filter)
}

/// The cases of a query that match the rest of a filter.
pub(super) fn narrowed<'a>(mut query: Query<'a>, filter: &'a CaseFilter) -> Query<'a> {
    match filter.tests {
        None => query = query.filter(cases::is_test.eq(false)),
        Some(true) => query = query.filter(cases::is_test.eq(true)),
        Some(false) => {}
    }
    if !filter.ids.is_empty() {
        query = query.filter(cases::id.eq_any(&filter.ids));
    }
    if !filter.debtors.is_empty() {
        query = query.filter(cases::debtor_id.eq_any(&filter.debtors));
    }
    if !filter.creditors.is_empty() {
        query = query.filter(cases::creditor_id.eq_any(&filter.creditors));
    }
    if !filter.divisions.is_empty() {
        query = query.filter(cases::division_id.eq_any(&filter.divisions));
    }
    match filter.handler {
        None => {}
        Some(None) => query = query.filter(cases::handler_id.is_null()),
        Some(Some(person)) => query = query.filter(cases::handler_id.eq(person)),
    }
    match filter.countries.as_slice() {
        [] => {}
        // One value keeps the order of the index `cases_by_country`; a list of one would not, on PostgreSQL.
        [country] => query = query.filter(cases::debtor_country.eq(country)),
        countries => query = query.filter(cases::debtor_country.eq_any(countries)),
    }
    if let Some(kind) = filter.kind {
        query = query.filter(cases::debtor_kind.eq(kind));
    }
    for (bounds, column) in [(filter.created, 0), (filter.started, 1), (filter.closed, 2)] {
        if let Some(from) = bounds.from.map(|from| from.naive_utc()) {
            query = match column {
                0 => query.filter(cases::created_at.ge(from)),
                1 => query.filter(cases::started_at.ge(from)),
                _ => query.filter(cases::finished_at.ge(from)),
            };
        }
        if let Some(to) = bounds.to.map(|to| to.naive_utc()) {
            query = match column {
                0 => query.filter(cases::created_at.lt(to)),
                1 => query.filter(cases::started_at.lt(to)),
                _ => query.filter(cases::finished_at.lt(to)),
            };
        }
    }
    if let Some(since) = filter.updated_since {
        query = query.filter(cases::updated_at.ge(since.naive_utc()));
    }
    if let Some(from) = filter.amount_from {
        query = query.filter(cases::outstanding.ge(from));
    }
    if let Some(to) = filter.amount_to {
        query = query.filter(cases::outstanding.le(to));
    }
    if let Some((at, id)) = filter.after {
        let at = at.naive_utc();
        query = query.filter(cases::created_at.lt(at).or(cases::created_at.eq(at).and(cases::id.lt(id))));
    }
    query
}
