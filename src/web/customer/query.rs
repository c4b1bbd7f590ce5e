//! The filters of the client's list of cases.

use crate::domain::actor::Customer;
use crate::domain::case::Lifecycle;
use crate::domain::ids::{CaseId, DebtorId, DivisionId};
use crate::store::cases::CaseFilter;
use crate::web::cases::query::sort_of;
use crate::web::http::lists::{Filter, List, Parameter, Takes};
use crate::web::http::{Asked, Problems};

type CasesBy = Filter<Customer, CaseFilter>;

/// The list. It has no page, so its filters have neither words nor chips.
pub(crate) static CASES: List<Customer, CaseFilter, ()> =
    List { at: "", filters: &FILTERS, besides: &BESIDES, columns: &[] };

const FILTERS: [CasesBy; 6] = [
    CasesBy {
        names: &["Statuses"],
        takes: Takes::SomeOf(|| Lifecycle::ALL.iter().map(|state| state.name()).collect()),
        about: "The states of the cases, by name or by label.",
        read: |asked, _, filter, problems| {
            filter.lifecycles = asked.every("statuses", "a status", Lifecycle::parse, problems);
            filter.lifecycles.sort_unstable_by_key(|state| state.name());
            filter.lifecycles.dedup();
        },
        words: |_, _| None,
        chip: None,
    },
    CasesBy {
        names: &["Ids"],
        takes: Takes::Ids,
        about: "Exactly these cases.",
        read: |asked, _, filter, problems| filter.ids = asked.ids("ids", CaseId::parse, problems),
        words: |_, _| None,
        chip: None,
    },
    CasesBy {
        names: &["DebtorIds"],
        takes: Takes::Ids,
        about: "Cases against these debtors.",
        read: |asked, _, filter, problems| filter.debtors = asked.ids("debtorIds", DebtorId::parse, problems),
        words: |_, _| None,
        chip: None,
    },
    CasesBy {
        names: &["DivisionIds"],
        takes: Takes::Ids,
        about: "Cases of these divisions.",
        read: |asked, _, filter, problems| filter.divisions = asked.ids("divisionIds", DivisionId::parse, problems),
        words: |_, _| None,
        chip: None,
    },
    CasesBy {
        names: &["updatedSince"],
        takes: Takes::Moment,
        about: "Cases that changed at or after this moment; an addition to the contract.",
        read: |asked, _, filter, problems| filter.updated_since = asked.moment("updatedSince", problems),
        words: |_, _| None,
        chip: None,
    },
    CasesBy {
        names: &["includeTestCases"],
        takes: Takes::Flag,
        about: "Whether test cases are included, as they are by default; an addition to the contract.",
        read: |asked, _, filter, problems| {
            let with_tests = asked.flag("includeTestCases", problems).unwrap_or(true);
            filter.tests = with_tests.then_some(false);
        },
        words: |_, _| None,
        chip: None,
    },
];

const BESIDES: [Parameter; 3] = [
    Parameter::new("Page", Takes::Whole(1, 100_000_000), "The page, from 1."),
    Parameter::new("PageSize", Takes::Whole(1, 100), "Cases per page."),
    Parameter::new(
        "Sort",
        Takes::Text,
        "Fields to sort by, such as `DateCreated:desc`; at most four, separated by commas.",
    ),
];

/// Reads the filters from an address.
///
/// # Errors
/// All problems by name.
pub(crate) fn filter_of(asked: &Asked, who: &Customer) -> Result<CaseFilter, Problems> {
    let filter = CASES.read(asked, who)?;
    Ok(CaseFilter { sort: sort_of(asked.one("sort").unwrap_or_default()), ..filter })
}
