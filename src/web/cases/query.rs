//! The tabs and the order of the list of cases, as its address says them.

use crate::domain::case::Lifecycle;
use crate::store::cases::SortField;
use crate::web::http::{Asked, Problems};

/// A tab of the list: a name in the address and the states behind it.
pub(crate) struct Tab {
    /// In the address.
    pub name: &'static str,
    /// On the page.
    pub label: &'static str,
    /// The states behind it; empty is all.
    pub states: &'static [Lifecycle],
}

/// The tabs, in their order on the page.
pub(crate) const TABS: [Tab; 7] = [
    Tab { name: "new", label: "New", states: &[Lifecycle::PendingVerification] },
    Tab { name: "active", label: "Active", states: &[Lifecycle::Active] },
    Tab { name: "info", label: "More info required", states: &[Lifecycle::NeedsAdditionalDetails] },
    Tab { name: "paused", label: "Paused", states: &[Lifecycle::Paused] },
    Tab { name: "quotes", label: "Quotes", states: &[Lifecycle::Leads, Lifecycle::LeadsQuoteGiven] },
    Tab { name: "closed", label: "Closed", states: &[Lifecycle::Closed, Lifecycle::Merged] },
    Tab { name: "all", label: "All", states: &[] },
];

/// Fields that a list is sorted by.
const MAX_SORT_FIELDS: usize = 4;

/// The tab that is open; the first unless another is asked for.
///
/// # Errors
/// When there is no such tab.
pub(crate) fn tab_of(asked: &Asked) -> Result<&'static Tab, Problems> {
    let name = asked.one("tab").unwrap_or("all");
    TABS.iter().find(|tab| tab.name == name).ok_or_else(|| Problems::at("tab", format!("There is no tab “{name}”.")))
}

/// The states that are asked for, each once; those of the open tab where none is named. A state has several spellings,
/// and each state is a query of its own.
pub(super) fn states_of(asked: &Asked, problems: &mut Problems) -> Vec<Lifecycle> {
    let mut states: Vec<Lifecycle> = Vec::new();
    for state in asked.every("statuses", "a status", Lifecycle::parse, problems) {
        if !states.contains(&state) {
            states.push(state);
        }
    }
    if !states.is_empty() {
        return states;
    }
    problems.keep_all(tab_of(asked)).map(|tab| tab.states.to_vec()).unwrap_or_default()
}

/// An amount in hundredths.
pub(super) fn hundredths(text: &str) -> Option<i64> {
    let currency = crate::domain::money::Currency::parse("EUR")?;
    crate::domain::money::Money::parse(text, currency).ok().map(crate::domain::money::Money::minor)
}

/// `Field[:asc|desc][,…]`; unknown fields are ignored, as the contract says, and so is what comes after the first four
/// different ones (decisions, Where things are mounted).
pub(super) fn sort_of(text: &str) -> Vec<(SortField, bool)> {
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
