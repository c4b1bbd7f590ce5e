//! What a list of cases may be asked for.

use super::sort::SortField;
use crate::domain::calendar::Moment;
use crate::domain::case::{DebtorKind, Lifecycle};
use crate::domain::ids::{CaseId, DebtorId, DivisionId, PersonId};

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
    pub(super) fn is_plain(&self) -> bool {
        self.words.is_empty() && self.is_words_alone()
    }

    /// Whether the order is the default one.
    pub(super) fn is_newest_first(&self) -> bool {
        matches!(self.sort.as_slice(), [] | [(SortField::DateCreated, true)])
    }

    /// Whether nothing is asked that the words of the search do not know: at most states, tests and words.
    pub(super) fn is_words_alone(&self) -> bool {
        let Self {
            lifecycles: _,
            sort: _,
            tests: _,
            words: _,
            after,
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
        } = self;
        after.is_none()
            && ids.is_empty()
            && debtors.is_empty()
            && divisions.is_empty()
            && handler.is_none()
            && countries.is_empty()
            && kind.is_none()
            && [created, started, closed].iter().all(|bounds| **bounds == Bounds::default())
            && amount_from.is_none()
            && amount_to.is_none()
    }
}
