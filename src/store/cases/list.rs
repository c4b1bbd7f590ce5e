//! The list of cases: filtered, searched, sorted, page by page.
//!
//! A page is found in two steps: first the ids, from an index alone if the order allows it, then the full rows of the
//! page. So the cost depends on the size of the page and not on the number of cases.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use diesel::query_dsl::methods::{self, LoadQuery};

use super::HIDDEN;
use super::filter::{CaseFilter, Query, restricted};
use super::search::Search;
use super::sort::SortField;
use crate::domain::actor::Partner;
use crate::domain::case::Lifecycle;
use crate::domain::ids::CaseId;
use crate::store::db::conn::Conn;
use crate::store::db::schema::{case_counts, cases};
use crate::store::db::sorting::{Direction, Sort};
use crate::store::db::wrapped::HowMany;
use crate::store::{Db, StoreError};

/// How many cases match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counted {
    /// The number of matches, or a lower bound.
    pub cases: i64,
    /// Whether it is a lower bound.
    pub is_capped: bool,
}

impl Counted {
    fn exactly(cases: i64) -> Self {
        Self { cases, is_capped: false }
    }

    /// Counts what a query finds: exactly if `exact`, otherwise up to [`MAX_COUNTED_CASES`].
    pub(super) fn of<'q, Q>(db: &mut Db, query: Q, exact: bool) -> Result<Self, StoreError>
    where
        Q: methods::LimitDsl<Output = Q>,
        HowMany<Q>: LoadQuery<'q, Conn, i64>,
    {
        if exact {
            Ok(Self::exactly(HowMany(query).get_result(&mut *db.conn)?))
        } else {
            Self::up_to(db, query, MAX_COUNTED_CASES)
        }
    }

    /// Counts what a query finds, up to `most`.
    pub(super) fn up_to<'q, Q>(db: &mut Db, query: Q, most: i64) -> Result<Self, StoreError>
    where
        Q: methods::LimitDsl<Output = Q>,
        HowMany<Q>: LoadQuery<'q, Conn, i64>,
    {
        let cases: i64 = HowMany(methods::LimitDsl::limit(query, most + 1)).get_result(&mut *db.conn)?;
        Ok(Self { cases: cases.min(most), is_capped: cases > most })
    }
}

/// A page of ids and the number of matches.
#[derive(Clone, Debug)]
pub struct Found {
    /// The ids in order.
    pub ids: Vec<CaseId>,
    /// The number of matches.
    pub total: Counted,
}

/// Count up to this many matches; a page then shows "10,000+".
pub(super) const MAX_COUNTED_CASES: i64 = 10_000;

/// Sort fields in one ORDER BY. Each further field doubles Diesel's work to build the statement.
const MAX_SORT_FIELDS: usize = 4;

pub(super) fn ordered<'a>(mut query: Query<'a>, sort: &[Sort<SortField>]) -> Query<'a> {
    macro_rules! by {
        ($($field:ident => $column:ident),*) => {
            for Sort { by, direction } in sort.iter().take(MAX_SORT_FIELDS) {
                query = match (by, direction) {
                    $(
                        (SortField::$field, Direction::Descending) => query.then_order_by((cases::$column.is_null().asc(), cases::$column.desc())),
                        (SortField::$field, Direction::Ascending) => query.then_order_by((cases::$column.is_null().asc(), cases::$column.asc())),
                    )*
                    (SortField::DateCreated, Direction::Descending) => query.then_order_by(cases::created_at.desc()),
                    (SortField::DateCreated, Direction::Ascending) => query.then_order_by(cases::created_at.asc()),
                };
            }
        };
    }
    // NULLs come last in both directions and on both databases.
    by!(DateUpdated => updated_at, DateFinished => finished_at, DateCollectionStarted => started_at, DueDate => due_date,
        Date => claim_date, GrossAmount => principal, Remainder => outstanding, InterestFees => interest_fees,
        CollectionFees => collection_fees, ReminderFees => reminder_fees, Lifecycle => lifecycle, CloseCode => close_code,
        Reference => reference, Deadline => due_at);
    match sort.last() {
        Some(Sort { by: SortField::DateCreated, direction: Direction::Ascending }) => {
            query.then_order_by(cases::id.asc())
        }
        Some(Sort { by: SortField::DateCreated, direction: Direction::Descending }) => {
            query.then_order_by(cases::id.desc())
        }
        _ => query.then_order_by((cases::created_at.desc(), cases::id.desc())),
    }
}

/// A page of the ids that match a filter, and the number of matches: exact if `exact`, otherwise up to
/// [`MAX_COUNTED_CASES`].
pub fn find(
    db: &mut Db,
    who: &Partner,
    filter: &CaseFilter,
    skip: i64,
    size: i64,
    exact: bool,
) -> Result<Found, StoreError> {
    let search = search(db, who, filter)?;
    let ids = page(db, who, filter, search.as_ref(), skip, size)?;
    let ctx = i64::try_from(ids.len()).unwrap_or(i64::MAX);
    // On the last page the number follows from the page itself.
    let is_last = ctx < size && (ctx > 0 || skip == 0);
    let total = if is_last { Counted::exactly(skip + ctx) } else { count(db, who, filter, search.as_ref(), exact)? };
    Ok(Found { ids, total })
}

/// Only the ids, for exports and actions on several cases.
pub fn ids_of(db: &mut Db, who: &Partner, filter: &CaseFilter, most: i64) -> Result<Vec<CaseId>, StoreError> {
    let search = search(db, who, filter)?;
    page(db, who, filter, search.as_ref(), 0, most)
}

fn search<'a>(db: &mut Db, who: &Partner, filter: &'a CaseFilter) -> Result<Option<Search<'a>>, StoreError> {
    if filter.words.is_empty() {
        return Ok(None);
    }
    let all = kept_count(db, who, filter)?;
    Search::of(db, who.agency.id, filter, all)
}

fn page(
    db: &mut Db,
    who: &Partner,
    filter: &CaseFilter,
    search: Option<&Search<'_>>,
    skip: i64,
    size: i64,
) -> Result<Vec<CaseId>, StoreError> {
    if let Some(search) = search
        && search.is_soon_gathered()
        && filter.is_words_alone()
        && filter.is_newest_first()
    {
        return search.newest(db, skip, size);
    }
    let several = filter.lifecycles.len() > 1 && skip <= MAX_SKIP_FOR_MERGING;
    if several && filter.is_plain() && filter.is_newest_first() {
        return page_of_states(db, who, filter, skip, size);
    }
    Ok(ordered(matching(who, filter, search), &filter.sort).offset(skip).limit(size).load(&mut *db.conn)?)
}

/// A page of several states in the default order: the page of each state, merged. The cases of one state are adjacent
/// in their index, but may be far apart among all cases of the agency.
fn page_of_states(
    db: &mut Db,
    who: &Partner,
    filter: &CaseFilter,
    skip: i64,
    size: i64,
) -> Result<Vec<CaseId>, StoreError> {
    let mut rows: Vec<(NaiveDateTime, CaseId)> = Vec::new();
    for state in &filter.lifecycles {
        let one = CaseFilter { lifecycles: vec![*state], ..filter.clone() };
        let query = ordered(matching(who, &one, None), &[]).limit(skip.saturating_add(size));
        rows.extend(query.select((cases::created_at, cases::id)).load::<(NaiveDateTime, CaseId)>(&mut *db.conn)?);
    }
    rows.sort_unstable_by(|one, other| other.cmp(one));
    rows.dedup();
    let (skip, size) = (usize::try_from(skip).unwrap_or(usize::MAX), usize::try_from(size).unwrap_or_default());
    Ok(rows.into_iter().map(|(_, id)| id).skip(skip).take(size).collect())
}

/// Up to this many skipped cases, the states are merged; beyond that, all of the agency's cases are walked.
const MAX_SKIP_FOR_MERGING: i64 = 5_000;

/// The cases that match, unsorted.
fn matching<'a>(who: &Partner, filter: &'a CaseFilter, search: Option<&Search<'a>>) -> Query<'a> {
    let few = search.is_some_and(Search::is_few);
    let query = restricted(who.agency.id, filter, few || !filter.ids.is_empty());
    match search {
        Some(search) => search.conditions().into_iter().fold(query, Query::filter),
        None => query,
    }
}

fn count(
    db: &mut Db,
    who: &Partner,
    filter: &CaseFilter,
    search: Option<&Search<'_>>,
    exact: bool,
) -> Result<Counted, StoreError> {
    match search {
        None if filter.is_plain() => Ok(Counted::exactly(kept_count(db, who, filter)?)),
        Some(search) if filter.is_words_alone() => search.count(db, exact),
        _ => Counted::of(db, matching(who, filter, search), exact),
    }
}

fn kept_count(db: &mut Db, who: &Partner, filter: &CaseFilter) -> Result<i64, StoreError> {
    let states: Vec<Lifecycle> =
        if filter.lifecycles.is_empty() { Lifecycle::ALL.to_vec() } else { filter.lifecycles.clone() };
    let kept = counts(db, who, filter.tests)?;
    Ok(kept.into_iter().filter(|(state, _)| states.contains(state)).map(|(_, cases)| cases).sum())
}

/// Number of the agency's cases per visible state; test cases as in [`CaseFilter::tests`].
pub fn counts(db: &mut Db, who: &Partner, tests: Option<bool>) -> Result<Vec<(Lifecycle, i64)>, StoreError> {
    let rows: Vec<(bool, Lifecycle, i64)> = case_counts::table
        .filter(case_counts::collection_partner_id.eq(who.agency.id))
        .select((case_counts::is_test, case_counts::lifecycle, case_counts::cases))
        .load(&mut *db.conn)?;
    let wanted = |is_test: bool| match tests {
        None => !is_test,
        Some(true) => is_test,
        Some(false) => true,
    };
    let mut states: Vec<(Lifecycle, i64)> = Vec::new();
    for (_, state, cases) in rows.into_iter().filter(|(is_test, state, _)| wanted(*is_test) && !HIDDEN.contains(state))
    {
        match states.iter_mut().find(|(known, _)| *known == state) {
            Some((_, sum)) => *sum += cases,
            None => states.push((state, cases)),
        }
    }
    Ok(states)
}
