//! Search by words: each searched word must be the beginning of a word of the case.
//!
//! The method depends on the rarest of the searched words. If few cases have it, they are gathered from the word index.
//! If many have it, the list is walked in its order and each case is tested, which soon fills a page. If several words
//! are moderately frequent, the cases of each are gathered, and their intersection needs no visit to a case. Matches
//! are counted in the word index in any case, up to the requested limit.

use diesel::dsl::exists;
use diesel::prelude::*;
use diesel::sql_types::Bool;

use super::HIDDEN;
use super::filter::CaseFilter;
use super::list::{Counted, MAX_COUNTED_CASES};
use crate::domain::case::Lifecycle;
use crate::domain::ids::{CaseId, CollectionPartnerId};
use crate::store::db::conn::MultiBackend;
use crate::store::db::schema::{case_words, cases};
use crate::store::{Db, StoreError};

type Entries<'a> = case_words::BoxedQuery<'a, MultiBackend, diesel::sql_types::Text>;
type Condition<'a> = Box<dyn BoxableExpression<cases::table, MultiBackend, SqlType = Bool> + 'a>;

/// The searched words, with the rarest one determined.
pub(super) struct Search<'a> {
    agency: CollectionPartnerId,
    filter: &'a CaseFilter,
    rarest: &'a str,
    others: Vec<Other<'a>>,
    matches: Counted,
    is_few: bool,
}

/// A searched word other than the rarest.
struct Other<'a> {
    word: &'a str,
    /// Whether all its cases are gathered at once. Otherwise each case with the rarest word is tested for it.
    is_gathered: bool,
}

/// A page needs some fifty cases, and testing a case costs about as much as gathering four.
const COST_OF_TESTING_A_PAGE: i64 = 50 * 4;
/// With several words, gather up to this many cases of a word, unless the rarest word is [`RARER_BY_FACTOR`] times
/// as rare.
const MAX_GATHERED_CASES: i64 = 80_000;
const RARER_BY_FACTOR: i64 = 8;

impl<'a> Search<'a> {
    /// Determines the rarest word; `None` without words. `all` is the number of cases in the filter's states and test
    /// flag.
    pub(super) fn of(
        db: &mut Db,
        agency: CollectionPartnerId,
        filter: &'a CaseFilter,
        all: i64,
    ) -> Result<Option<Self>, StoreError> {
        let most = if filter.words.len() > 1 { MAX_GATHERED_CASES } else { MAX_COUNTED_CASES };
        let mut counted: Vec<(&'a str, Counted)> = Vec::new();
        for word in &filter.words {
            counted.push((word, Counted::up_to(db, entries(agency, filter, word), most)?));
        }
        let Some((rarest, matches)) = counted.iter().copied().min_by_key(|(_, matches)| matches.cases) else {
            return Ok(None);
        };
        let is_gathered =
            |other: &Counted| !other.is_capped && other.cases <= matches.cases.saturating_mul(RARER_BY_FACTOR);
        let others = counted
            .iter()
            .filter(|(word, _)| *word != rarest)
            .map(|(word, matches)| Other { word, is_gathered: is_gathered(matches) })
            .collect();
        // One of `all / matches` cases has the word, so that many are tested for each row of the page.
        let walked = COST_OF_TESTING_A_PAGE.saturating_mul(all);
        let is_few = !matches.is_capped && matches.cases.saturating_mul(matches.cases) <= walked;
        Ok(Some(Self { agency, filter, rarest, others, matches, is_few }))
    }

    /// Whether few cases have the rarest word.
    pub(super) fn is_few(&self) -> bool {
        self.is_few
    }

    /// Whether gathering the cases with all words is cheaper than walking the list in its order.
    pub(super) fn is_soon_gathered(&self) -> bool {
        self.is_few || (!self.others.is_empty() && self.others.iter().all(|other| other.is_gathered))
    }

    /// Further conditions for a query of cases.
    pub(super) fn conditions(&self) -> Vec<Condition<'a>> {
        let first: Condition<'a> = match self.is_few() {
            true => among_word(self.agency, self.rarest),
            false => has_word(self.rarest),
        };
        std::iter::once(first).chain(self.others.iter().map(|other| has_word(other.word))).collect()
    }

    /// The newest cases with all words, from the word index alone.
    pub(super) fn newest(&self, db: &mut Db, skip: i64, size: i64) -> Result<Vec<CaseId>, StoreError> {
        let newest = (case_words::created_at.desc(), case_words::case_id.desc());
        Ok(self.all_words().order(newest).offset(skip).limit(size).load(&mut *db.conn)?)
    }

    /// Number of cases with all words, from the word index alone.
    pub(super) fn count(&self, db: &mut Db, exact: bool) -> Result<Counted, StoreError> {
        if self.others.is_empty() && !(exact && self.matches.is_capped) {
            return Ok(self.matches);
        }
        Counted::of(db, self.all_words(), exact)
    }

    fn all_words(&self) -> Entries<'a> {
        let mut query = entries(self.agency, self.filter, self.rarest);
        for Other { word, is_gathered } in &self.others {
            let other = diesel::alias!(case_words as other_words);
            let found = other
                .filter(other.field(case_words::word).ge(*word))
                .filter(other.field(case_words::word).lt(after_prefix(word)))
                .select(other.field(case_words::case_id));
            query = if *is_gathered {
                // An expression instead of the column, or SQLite would look up each case separately.
                let gathered = found.filter(other.field(case_words::collection_partner_id).eq(self.agency));
                query.filter(case_words::case_id.concat("").eq_any(gathered))
            } else {
                query.filter(exists(found.filter(other.field(case_words::case_id).eq(case_words::case_id))))
            };
        }
        query
    }
}

/// The cases with a word that begins with `word`, without duplicates, restricted by what the word index knows of the
/// filter.
fn entries<'a>(agency: CollectionPartnerId, filter: &'a CaseFilter, word: &'a str) -> Entries<'a> {
    let mut query = case_words::table
        .select(case_words::case_id)
        .filter(case_words::collection_partner_id.eq(agency))
        .filter(case_words::word.ge(word).and(case_words::word.lt(after_prefix(word))))
        .filter(case_words::word_before.lt(word))
        .into_boxed();
    if filter.lifecycles.is_empty() {
        query = query.filter(case_words::lifecycle.ne_all(HIDDEN));
    } else {
        let seen: Vec<Lifecycle> = filter.lifecycles.iter().copied().filter(|state| !HIDDEN.contains(state)).collect();
        query = query.filter(case_words::lifecycle.eq_any(seen));
    }
    match filter.tests {
        Some(false) => query,
        tests => query.filter(case_words::is_test.eq(tests.is_some())),
    }
}

/// A condition that is evaluated once for all cases.
fn among_word<'a>(agency: CollectionPartnerId, word: &'a str) -> Condition<'a> {
    let words = case_words::table
        .filter(case_words::collection_partner_id.eq(agency))
        .filter(case_words::word.ge(word))
        .filter(case_words::word.lt(after_prefix(word)))
        .select(case_words::case_id);
    Box::new(cases::id.eq_any(words))
}

/// A condition that is tested case by case.
fn has_word<'a>(word: &'a str) -> Condition<'a> {
    // The agency is omitted, since the case has been tested for it; then only the index by case fits.
    let words = case_words::table
        .filter(case_words::case_id.eq(cases::id))
        .filter(case_words::word.ge(word))
        .filter(case_words::word.lt(after_prefix(word)))
        .select(case_words::case_id);
    Box::new(exists(words))
}

/// The first text after all texts that begin with `prefix`. Words contain only letters and digits, so the highest
/// character cannot occur in one.
fn after_prefix(prefix: &str) -> String {
    format!("{prefix}\u{10FFFF}")
}
