//! The search by words: each asked word must begin a word of the case.
//!
//! How it is done follows the rarest of the asked words. Where few cases have it, they are gathered from the
//! words. Where many have it, the list is walked in its own order and each case is tested, which finds a page
//! soon. Either way the words themselves are counted, as far as somebody wants to know.

use diesel::dsl::exists;
use diesel::prelude::*;
use diesel::sql_types::Bool;

use super::HIDDEN;
use super::filter::CaseFilter;
use super::list::Counted;
use crate::domain::case::Lifecycle;
use crate::domain::ids::{CaseId, CollectionPartnerId};
use crate::store::conn::MultiBackend;
use crate::store::schema::{case_words, cases};
use crate::store::{Db, StoreError};

type Entries<'a> = case_words::BoxedQuery<'a, MultiBackend, diesel::sql_types::Text>;
type Condition<'a> = Box<dyn BoxableExpression<cases::table, MultiBackend, SqlType = Bool> + 'a>;

/// The words that are asked for, the rarest of them known.
pub(super) struct Search<'a> {
    agency: CollectionPartnerId,
    filter: &'a CaseFilter,
    rarest: &'a str,
    others: Vec<&'a str>,
    matches: Counted,
    is_few: bool,
}

/// A page of the list takes some fifty cases, and to test a case costs about as much as to gather four.
const TESTED: i64 = 50 * 4;

impl<'a> Search<'a> {
    /// Looks for the rarest word; `None` when no words are asked for. `all` is how many cases the states and
    /// tests of the filter hold.
    pub(super) fn of(
        db: &mut Db,
        agency: CollectionPartnerId,
        filter: &'a CaseFilter,
        all: i64,
    ) -> Result<Option<Self>, StoreError> {
        let mut rarest: Option<(&'a str, Counted)> = None;
        for word in &filter.words {
            let matches = Counted::of(db, entries(agency, filter, word), false)?;
            if rarest.is_none_or(|(_, least)| matches.cases < least.cases) {
                rarest = Some((word, matches));
            }
        }
        Ok(rarest.map(|(rarest, matches)| {
            let others = filter.words.iter().map(String::as_str).filter(|word| *word != rarest).collect();
            // Of `all` cases one in `all / matches` has the word: that many are tested for each of the page.
            let walked = TESTED.saturating_mul(all);
            let is_few = !matches.is_capped && matches.cases.saturating_mul(matches.cases) <= walked;
            Self { agency, filter, rarest, others, matches, is_few }
        }))
    }

    /// Whether few cases have the rarest word.
    pub(super) fn is_few(&self) -> bool {
        self.is_few
    }

    /// What a query over cases must ask besides.
    pub(super) fn conditions(&self) -> Vec<Condition<'a>> {
        let first: Condition<'a> = match self.is_few() {
            true => among_word(self.agency, self.rarest),
            false => has_word(self.rarest),
        };
        std::iter::once(first).chain(self.others.iter().map(|word| has_word(word))).collect()
    }

    /// The newest of the cases that have all words, by the words alone.
    pub(super) fn newest(&self, db: &mut Db, skip: i64, size: i64) -> Result<Vec<CaseId>, StoreError> {
        let newest = (case_words::created_at.desc(), case_words::case_id.desc());
        Ok(self.all_words().order(newest).offset(skip).limit(size).load(&mut *db.conn)?)
    }

    /// How many cases have all words, by the words alone.
    pub(super) fn count(&self, db: &mut Db, exact: bool) -> Result<Counted, StoreError> {
        if self.others.is_empty() && !(exact && self.matches.is_capped) {
            return Ok(self.matches);
        }
        Counted::of(db, self.all_words(), exact)
    }

    fn all_words(&self) -> Entries<'a> {
        let mut query = entries(self.agency, self.filter, self.rarest);
        for word in &self.others {
            let other = diesel::alias!(case_words as other_words);
            query = query.filter(exists(
                other
                    .filter(other.field(case_words::case_id).eq(case_words::case_id))
                    .filter(other.field(case_words::word).ge(*word))
                    .filter(other.field(case_words::word).lt(after_prefix(word)))
                    .select(other.field(case_words::case_id)),
            ));
        }
        query
    }
}

/// The cases with a word that begins so, each once, as far as the words know what the filter asks.
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

/// A condition answered once for all cases.
fn among_word<'a>(agency: CollectionPartnerId, word: &'a str) -> Condition<'a> {
    let words = case_words::table
        .filter(case_words::collection_partner_id.eq(agency))
        .filter(case_words::word.ge(word))
        .filter(case_words::word.lt(after_prefix(word)))
        .select(case_words::case_id);
    Box::new(cases::id.eq_any(words))
}

/// A condition tested case by case.
fn has_word<'a>(word: &'a str) -> Condition<'a> {
    // Without the agency, which the case has been asked for already: so only the index by case fits.
    let words = case_words::table
        .filter(case_words::case_id.eq(cases::id))
        .filter(case_words::word.ge(word))
        .filter(case_words::word.lt(after_prefix(word)))
        .select(case_words::case_id);
    Box::new(exists(words))
}

/// The first text after every text that begins with `prefix`. Words hold letters and digits only, so the
/// highest character there is cannot be part of one.
fn after_prefix(prefix: &str) -> String {
    format!("{prefix}\u{10FFFF}")
}
