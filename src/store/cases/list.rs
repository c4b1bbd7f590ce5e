//! The list of cases: filtered, searched, sorted, a page at a time.
//!
//! A page is found in two steps: first the ids, from an index alone where the order allows it, then the full
//! rows of that page. So the cost of a page follows its size and not the number of cases.

use diesel::dsl::{count_star, exists};
use diesel::prelude::*;
use diesel::sql_types::Bool;

use super::HIDDEN;
use super::sort::SortField;
use crate::domain::actor::Partner;
use crate::domain::calendar::Moment;
use crate::domain::case::{DebtorKind, Lifecycle};
use crate::domain::ids::{CaseId, CollectionPartnerId, DebtorId, DivisionId, PersonId};
use crate::store::conn::MultiBackend;
use crate::store::schema::{case_counts, case_words, cases, debtors};
use crate::store::{Db, StoreError};

/// A range of moments: from (inclusive) to (exclusive).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bounds {
    /// Not before.
    pub from: Option<Moment>,
    /// Before.
    pub to: Option<Moment>,
}

/// Which cases are wanted, and in which order. Empty lists do not restrict.
#[derive(Clone, Debug, Default)]
pub struct CaseFilter {
    /// In one of these states.
    pub lifecycles: Vec<Lifecycle>,
    /// These very cases.
    pub ids: Vec<CaseId>,
    /// Against these debtors.
    pub debtors: Vec<DebtorId>,
    /// From these departments.
    pub divisions: Vec<DivisionId>,
    /// Worked by this colleague; `Some(None)` is nobody.
    pub handler: Option<Option<PersonId>>,
    /// Against debtors in these countries.
    pub countries: Vec<String>,
    /// Against companies, or private persons.
    pub kind: Option<DebtorKind>,
    /// Created within.
    pub created: Bounds,
    /// Started within.
    pub started: Bounds,
    /// Closed within.
    pub closed: Bounds,
    /// At least this outstanding, in hundredths of the case's currency.
    pub amount_from: Option<i64>,
    /// At most this outstanding, in hundredths of the case's currency.
    pub amount_to: Option<i64>,
    /// Test cases: `None` leaves them out, `Some(false)` adds them, `Some(true)` shows them alone.
    pub tests: Option<bool>,
    /// Folded words; each must begin a word of the case.
    pub words: Vec<String>,
    /// The order; empty is newest first.
    pub sort: Vec<(SortField, bool)>,
    /// Only what comes after this case in the default order.
    pub after: Option<(Moment, CaseId)>,
}

impl CaseFilter {
    /// Whether the kept counts by state answer "how many".
    fn is_plain(&self) -> bool {
        let Self {
            lifecycles: _,
            sort: _,
            after: _,
            tests: _,
            ids,
            debtors,
            divisions,
            handler,
            countries,
            kind,
            created,
            started,
            closed,
            amount_from,
            amount_to,
            words,
        } = self;
        ids.is_empty()
            && debtors.is_empty()
            && divisions.is_empty()
            && handler.is_none()
            && countries.is_empty()
            && kind.is_none()
            && [created, started, closed].iter().all(|bounds| **bounds == Bounds::default())
            && amount_from.is_none()
            && amount_to.is_none()
            && words.is_empty()
    }
}

/// How many cases match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counted {
    /// That many, or at least that many.
    pub cases: i64,
    /// Whether counting stopped there.
    pub is_capped: bool,
}

/// One page of ids and how many match in all.
#[derive(Clone, Debug)]
pub struct Found {
    /// The page, in order.
    pub ids: Vec<CaseId>,
    /// How many match in all.
    pub total: Counted,
}

/// How far a page counts before it says "10,000+".
const CAP: i64 = 10_000;

type Query<'a> = cases::BoxedQuery<'a, MultiBackend, diesel::sql_types::Text>;
type Condition<'a> = Box<dyn BoxableExpression<cases::table, MultiBackend, SqlType = Bool> + 'a>;

fn restricted<'a>(agency: CollectionPartnerId, filter: &'a CaseFilter, by_id: bool) -> Query<'a> {
    let mut query = cases::table.select(cases::id).into_boxed();
    // Where the ids are known, SQLite would still walk all of the agency's cases by their index; an expression
    // in place of the column leaves it the ids alone.
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
    if !filter.divisions.is_empty() {
        query = query.filter(cases::division_id.eq_any(&filter.divisions));
    }
    match filter.handler {
        None => {}
        Some(None) => query = query.filter(cases::handler_id.is_null()),
        Some(Some(person)) => query = query.filter(cases::handler_id.eq(person)),
    }
    if !filter.countries.is_empty() {
        let there = debtors::table.select(debtors::id).filter(debtors::country.eq_any(&filter.countries));
        query = query.filter(cases::debtor_id.eq_any(there));
    }
    if let Some(kind) = filter.kind {
        let such = debtors::table.select(debtors::id).filter(debtors::kind.eq(kind));
        query = query.filter(cases::debtor_id.eq_any(such));
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

/// A condition per word, tested case by case: right where most cases match.
fn has_word<'a>(word: &'a str) -> Condition<'a> {
    // Without the agency, which the case has been asked for already: so only the index by case fits.
    let words = case_words::table
        .filter(case_words::case_id.eq(cases::id))
        .filter(case_words::word.ge(word))
        .filter(case_words::word.lt(after_prefix(word)))
        .select(case_words::case_id);
    Box::new(exists(words))
}

/// The cases with a word, gathered from the words: right where few cases match.
fn among_word<'a>(agency: CollectionPartnerId, word: &'a str) -> Condition<'a> {
    let words = case_words::table
        .filter(case_words::collection_partner_id.eq(agency))
        .filter(case_words::word.ge(word))
        .filter(case_words::word.lt(after_prefix(word)))
        .select(case_words::case_id);
    Box::new(cases::id.eq_any(words))
}

/// The first text after every text that begins with `prefix`. Words hold letters and digits only, so the
/// highest character there is cannot be part of one.
fn after_prefix(prefix: &str) -> String {
    format!("{prefix}\u{10FFFF}")
}

/// How many words of the agency begin so, counted up to the cap.
fn word_matches(db: &mut Db, agency: CollectionPartnerId, word: &str) -> Result<i64, StoreError> {
    let found: Vec<String> = case_words::table
        .filter(case_words::collection_partner_id.eq(agency))
        .filter(case_words::word.ge(word))
        .filter(case_words::word.lt(after_prefix(word)))
        .select(case_words::case_id)
        .limit(WORDS_FEW + 1)
        .load(&mut *db.conn)?;
    Ok(i64::try_from(found.len()).unwrap_or(i64::MAX))
}

/// Up to this many matches a word is gathered; above, cases are walked in order and tested.
const WORDS_FEW: i64 = 2_000;

fn ordered<'a>(mut query: Query<'a>, sort: &[(SortField, bool)]) -> Query<'a> {
    macro_rules! by {
        ($($field:ident => $column:ident),*) => {
            for (field, descending) in sort {
                query = match (field, descending) {
                    $(
                        (SortField::$field, true) => query.then_order_by((cases::$column.is_null().asc(), cases::$column.desc())),
                        (SortField::$field, false) => query.then_order_by((cases::$column.is_null().asc(), cases::$column.asc())),
                    )*
                    (SortField::DateCreated, true) => query.then_order_by(cases::created_at.desc()),
                    (SortField::DateCreated, false) => query.then_order_by(cases::created_at.asc()),
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
        Some((SortField::DateCreated, false)) => query.then_order_by(cases::id.asc()),
        Some((SortField::DateCreated, true)) => query.then_order_by(cases::id.desc()),
        _ => query.then_order_by((cases::created_at.desc(), cases::id.desc())),
    }
}

/// The page of ids that a filter finds, and how many it finds in all; exact where `exact`, else up to "10,000+".
///
/// # Errors
/// When the database does not answer.
pub fn find(
    db: &mut Db,
    who: &Partner,
    filter: &CaseFilter,
    skip: i64,
    size: i64,
    exact: bool,
) -> Result<Found, StoreError> {
    let few = all_words_few(db, who, filter)?;
    let ids = ordered(worded(who, filter, few), &filter.sort).offset(skip).limit(size).load(&mut *db.conn)?;
    let total = count(db, who, filter, few, exact)?;
    Ok(Found { ids, total })
}

/// The ids alone, for exports and bulk verbs.
///
/// # Errors
/// When the database does not answer.
pub fn ids_of(db: &mut Db, who: &Partner, filter: &CaseFilter, most: i64) -> Result<Vec<CaseId>, StoreError> {
    let few = all_words_few(db, who, filter)?;
    Ok(ordered(worded(who, filter, few), &filter.sort).limit(most).load(&mut *db.conn)?)
}

fn all_words_few(db: &mut Db, who: &Partner, filter: &CaseFilter) -> Result<bool, StoreError> {
    for word in &filter.words {
        if word_matches(db, who.agency.id, word)? <= WORDS_FEW {
            return Ok(true);
        }
    }
    Ok(false)
}

fn worded<'a>(who: &Partner, filter: &'a CaseFilter, few: bool) -> Query<'a> {
    let mut query = restricted(who.agency.id, filter, few || !filter.ids.is_empty());
    for word in &filter.words {
        query = query.filter(if few { among_word(who.agency.id, word) } else { has_word(word) });
    }
    query
}

fn count(db: &mut Db, who: &Partner, filter: &CaseFilter, few: bool, exact: bool) -> Result<Counted, StoreError> {
    if filter.is_plain() && filter.after.is_none() {
        let states: Vec<Lifecycle> =
            if filter.lifecycles.is_empty() { Lifecycle::ALL.to_vec() } else { filter.lifecycles.clone() };
        let cases = counts(db, who, filter.tests)?
            .into_iter()
            .filter(|(state, _)| states.contains(state))
            .map(|(_, cases)| cases)
            .sum();
        return Ok(Counted { cases, is_capped: false });
    }
    let query = worded(who, filter, few);
    if exact {
        let cases: i64 = query.select(count_star()).first(&mut *db.conn)?;
        return Ok(Counted { cases, is_capped: false });
    }
    let ids: Vec<CaseId> = query.limit(CAP + 1).load(&mut *db.conn)?;
    let cases = i64::try_from(ids.len()).unwrap_or(i64::MAX);
    Ok(Counted { cases: cases.min(CAP), is_capped: cases > CAP })
}

/// How many cases the agency has in each state it sees; test cases as in [`CaseFilter::tests`].
///
/// # Errors
/// When the database does not answer.
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
