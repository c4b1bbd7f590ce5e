//! What a list of cases is asked for: tabs, filters, search, sorting, all of it in the address.

use crate::domain::actor::Partner;
use crate::domain::calendar::day_bounds;
use crate::domain::case::{DebtorKind, Lifecycle};
use crate::domain::ids::{CaseId, DebtorId, DivisionId, PersonId};
use crate::domain::search;
use crate::store::cases::{Bounds, CaseFilter, SortField};
use crate::web::http::{Asked, Problems};

/// A tab of the list: a name in the address and the states behind it.
pub struct Tab {
    /// In the address.
    pub name: &'static str,
    /// On the page.
    pub label: &'static str,
    /// The states behind it; empty is all.
    pub states: &'static [Lifecycle],
}

/// The tabs, in their order on the page.
pub const TABS: [Tab; 7] = [
    Tab { name: "new", label: "New", states: &[Lifecycle::PendingVerification] },
    Tab { name: "active", label: "Active", states: &[Lifecycle::Active] },
    Tab { name: "info", label: "More info required", states: &[Lifecycle::NeedsAdditionalDetails] },
    Tab { name: "paused", label: "Paused", states: &[Lifecycle::Paused] },
    Tab { name: "quotes", label: "Quotes", states: &[Lifecycle::Leads, Lifecycle::LeadsQuoteGiven] },
    Tab { name: "closed", label: "Closed", states: &[Lifecycle::Closed, Lifecycle::Merged] },
    Tab { name: "all", label: "All", states: &[] },
];

/// Everything a list may be asked; anything else is an unknown filter.
const KNOWN: [&str; 25] = [
    "page",
    "pageSize",
    "tab",
    "q",
    "sort",
    "statuses",
    "ids",
    "debtorIds",
    "divisionIds",
    "includeTestCases",
    "tests",
    "handler",
    "country",
    "kind",
    "createdFrom",
    "createdTo",
    "startedFrom",
    "startedTo",
    "closedFrom",
    "closedTo",
    "amountFrom",
    "amountTo",
    "columns",
    "after",
    "focus",
];

/// Fields that a list is sorted by.
const MAX_SORT_FIELDS: usize = 4;

/// The tab that is open; the first unless another is asked for.
///
/// # Errors
/// When there is no such tab.
pub fn tab_of(asked: &Asked) -> Result<&'static Tab, Problems> {
    let name = asked.one("tab").unwrap_or("all");
    TABS.iter().find(|tab| tab.name == name).ok_or_else(|| Problems::at("tab", format!("There is no tab “{name}”.")))
}

/// Understands what is asked of a list.
pub fn filter_of(asked: &Asked, who: &Partner) -> Result<CaseFilter, Problems> {
    let mut problems = Problems::none();
    for name in asked.unknown(&KNOWN) {
        problems.add(name, format!("There is no filter “{name}”."));
    }
    let mut lifecycles = asked.every("statuses", "a status", Lifecycle::parse, &mut problems);
    // A state has several spellings; each is a query of its own.
    let mut seen = Vec::new();
    lifecycles.retain(|state| {
        !seen.contains(state) && {
            seen.push(*state);
            true
        }
    });
    let mut filter = CaseFilter {
        ids: asked.ids("ids", CaseId::parse, &mut problems),
        debtors: asked.ids("debtorIds", DebtorId::parse, &mut problems),
        divisions: asked.ids("divisionIds", DivisionId::parse, &mut problems),
        countries: asked.list("country").iter().map(|code| code.to_ascii_uppercase()).collect(),
        kind: asked.single("kind", "Company or Private", DebtorKind::parse, &mut problems),
        created: bounds(asked, "created", who, &mut problems),
        started: bounds(asked, "started", who, &mut problems),
        closed: bounds(asked, "closed", who, &mut problems),
        amount_from: asked.single("amountFrom", "an amount", hundredths, &mut problems),
        amount_to: asked.single("amountTo", "an amount", hundredths, &mut problems),
        words: asked.one("q").map(search::asked_words).unwrap_or_default(),
        sort: sort_of(asked.one("sort").unwrap_or_default()),
        lifecycles,
        ..CaseFilter::default()
    };
    filter.handler = match asked.one("handler") {
        None => None,
        Some("none") => Some(None),
        Some("me") => who.person().map(|person| Some(person.id)),
        Some(_) => asked.single("handler", "a colleague", PersonId::parse, &mut problems).map(Some),
    };
    filter.tests = match asked.one("tests") {
        None if asked.is_on("includeTestCases") => Some(false),
        None | Some("no") => None,
        Some("also") => Some(false),
        Some("only") => Some(true),
        Some(other) => {
            problems.add("tests", format!("“{other}” is not no, also or only."));
            None
        }
    };
    if filter.lifecycles.is_empty()
        && let Some(tab) = problems.keep_all(tab_of(asked))
    {
        filter.lifecycles = tab.states.to_vec();
    }
    problems.or(filter)
}

/// Days are inclusive, in the agency's time zone (decisions, Export).
fn bounds(asked: &Asked, what: &str, who: &Partner, problems: &mut Problems) -> Bounds {
    let from = asked.day(&format!("{what}From"), problems);
    let to = asked.day(&format!("{what}To"), problems);
    Bounds {
        from: from.map(|day| day_bounds(day, who.agency.time_zone).0),
        to: to.map(|day| day_bounds(day, who.agency.time_zone).1),
    }
}

fn hundredths(text: &str) -> Option<i64> {
    let currency = crate::domain::money::Currency::parse("EUR")?;
    crate::domain::money::Money::parse(text, currency).ok().map(crate::domain::money::Money::minor)
}

/// `Field[:asc|desc][,…]`; unknown fields are ignored, as the contract says, and so is what comes after the first four
/// different ones (decisions, Where things are mounted).
fn sort_of(text: &str) -> Vec<(SortField, bool)> {
    text.split(',')
        .filter_map(|part| {
            let (name, direction) = part.split_once(':').unwrap_or((part, "asc"));
            SortField::parse(name).map(|field| (field, direction.trim().eq_ignore_ascii_case("desc")))
        })
        .fold(Vec::new(), |mut sort, (field, descending)| {
            if sort.len() < MAX_SORT_FIELDS && sort.iter().all(|(known, _)| *known != field) {
                sort.push((field, descending));
            }
            sort
        })
}
