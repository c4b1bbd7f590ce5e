//! The tabs of the list of cases, and its order as given in the address.

use crate::domain::case::Lifecycle;
use crate::store::cases::SortField;
use crate::store::db::sorting::Sort;
use crate::web::http::{Asked, Problems};

/// A tab of the list, with the states in it.
pub(crate) struct Tab {
    /// Its name in the address.
    pub name: &'static str,
    /// Its label.
    pub label: &'static str,
    /// Its states; empty means all.
    pub states: &'static [Lifecycle],
}

/// The tabs in page order.
pub(crate) const TABS: [Tab; 7] = [
    Tab { name: "new", label: "New", states: &[Lifecycle::PendingVerification] },
    Tab { name: "active", label: "Active", states: &[Lifecycle::Active] },
    Tab { name: "info", label: "More info required", states: &[Lifecycle::NeedsAdditionalDetails] },
    Tab { name: "paused", label: "Paused", states: &[Lifecycle::Paused] },
    Tab { name: "quotes", label: "Quotes", states: &[Lifecycle::Leads, Lifecycle::LeadsQuoteGiven] },
    Tab { name: "closed", label: "Closed", states: &[Lifecycle::Closed, Lifecycle::Merged] },
    Tab { name: "all", label: "All", states: &[] },
];

/// At most this many sort fields are used.
const MAX_SORT_FIELDS: usize = 4;

/// The requested tab, or the first.
///
/// # Errors
/// If there is no such tab.
pub(crate) fn tab_of(asked: &Asked) -> Result<&'static Tab, Problems> {
    let name = asked.one("tab").unwrap_or("all");
    TABS.iter().find(|tab| tab.name == name).ok_or_else(|| Problems::at("tab", format!("There is no tab “{name}”.")))
}

/// The requested states without duplicates; if none is named, those of the tab. A state has several spellings, and each
/// state costs a query.
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

/// An amount in major units as hundredths.
pub(super) fn hundredths(text: &str) -> Option<i64> {
    let currency = crate::domain::money::Currency::parse("EUR")?;
    crate::domain::money::Money::parse(text, currency).ok().map(crate::domain::money::Money::minor)
}

/// Reads `Field[:asc|desc][,…]`. As the contract says, unknown fields are ignored, and so are fields after the first
/// four (decisions, Where things are mounted).
pub(crate) fn sort_of(text: &str) -> Vec<Sort<SortField>> {
    text.split(',')
        .filter_map(|part| {
            let (name, direction) = part.split_once(':').unwrap_or((part, "asc"));
            let is_down = direction.trim().eq_ignore_ascii_case("desc");
            SortField::parse(name).map(|field| if is_down { Sort::down(field) } else { Sort::up(field) })
        })
        .fold(Vec::new(), |mut sort: Vec<Sort<SortField>>, next| {
            if sort.len() < MAX_SORT_FIELDS && sort.iter().all(|known| known.by != next.by) {
                sort.push(next);
            }
            sort
        })
}
