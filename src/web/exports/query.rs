//! Reads the address of an export: the filters of the list, and the place where it continues.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::DateTime;

use crate::domain::actor::Partner;
use crate::domain::calendar::Moment;
use crate::domain::ids::CaseId;
use crate::store::cases::{CaseFilter, SortField};
use crate::store::db::sorting::{Direction, Sort};
use crate::web::cases::filters::filter_of;
use crate::web::http::{Asked, Problems};

/// Cases per request (decisions, Export).
pub(crate) const MAX_CASES_PER_REQUEST: i64 = 200;

/// Names in the list's address that an export ignores.
pub(crate) const IGNORED_NAMES: [&str; 4] = ["page", "pageSize", "columns", "focus"];

/// A place in the list from which an export continues.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// From the beginning.
    Beginning,
    /// Default order: after this case, with this many cases before it. New cases do not shift it.
    Behind(Moment, CaseId, i64),
    /// Another order: after this many cases.
    Skipping(i64),
}

impl Place {
    /// How many cases come before.
    pub(crate) fn before(self) -> i64 {
        match self {
            Self::Beginning => 0,
            Self::Behind(_, _, before) | Self::Skipping(before) => before,
        }
    }

    /// The place as opaque text for an address.
    pub(crate) fn text(self) -> String {
        match self {
            Self::Beginning => String::new(),
            Self::Behind(at, id, before) => {
                URL_SAFE_NO_PAD.encode(format!("b.{}.{id}.{before}", at.timestamp_micros()))
            }
            Self::Skipping(before) => URL_SAFE_NO_PAD.encode(format!("s.{before}")),
        }
    }

    fn parse(text: &str) -> Option<Self> {
        let text = String::from_utf8(URL_SAFE_NO_PAD.decode(text).ok()?).ok()?;
        let number = |text: &str| text.parse::<i64>().ok().filter(|number| (0..=1_000_000_000).contains(number));
        match text.split('.').collect::<Vec<_>>().as_slice() {
            ["b", at, id, before] => {
                let at = DateTime::from_timestamp_micros(at.parse().ok()?)?;
                Some(Self::Behind(at, CaseId::parse(id)?, number(before)?))
            }
            ["s", before] => Some(Self::Skipping(number(before)?)),
            _ => None,
        }
    }
}

/// What to export.
#[derive(Clone, Debug)]
pub(crate) struct ExportOrder {
    /// Filters and order.
    pub filter: CaseFilter,
    /// Where to continue.
    pub place: Place,
}

impl ExportOrder {
    /// Whether the list is in its default order, newest first.
    pub(crate) fn is_default(&self) -> bool {
        matches!(
            self.filter.sort.as_slice(),
            [] | [Sort { by: SortField::DateCreated, direction: Direction::Descending }]
        )
    }
}

/// Reads an address.
pub(crate) fn order_of(asked: &Asked, who: &Partner) -> Result<ExportOrder, Problems> {
    let mut filter = filter_of(asked, who)?;
    // Rows that somebody chose are exported even if they are test cases.
    if !filter.ids.is_empty() && asked.one("tests").is_none() {
        filter.tests = Some(false);
    }
    let mut order = ExportOrder { filter, place: Place::Beginning };
    if let Some(text) = asked.one("after") {
        order.place = Place::parse(text)
            .filter(|place| matches!(place, Place::Behind(..)) == order.is_default())
            .ok_or_else(|| Problems::at("after", "This place belongs to another list. Begin again without it."))?;
    }
    Ok(order)
}

/// The query of an address with some names left out, and the place if there is one.
pub(crate) fn address_query(asked: &Asked, without: &[&str], place: Option<&str>) -> String {
    let mut without = without.to_vec();
    without.push("after");
    let mut pairs = asked.pairs_without(&without);
    pairs.retain(|(name, _)| !IGNORED_NAMES.iter().any(|other| other.eq_ignore_ascii_case(name)));
    pairs.extend(place.map(|place| ("after", place)));
    serde_html_form::to_string(&pairs).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_survives_its_way_through_an_address() {
        let id = CaseId::parse("0190f3c2-1b2c-7d3e-8f40-5a6b7c8d9e0f").expect("an id");
        let at = DateTime::from_timestamp_micros(1_795_000_000_123_456).expect("a moment");
        for place in [Place::Behind(at, id, 200), Place::Skipping(400)] {
            assert_eq!(Place::parse(&place.text()), Some(place));
        }
        for wrong in ["", "x", "cy4tMQ", "Yi4xLjIuMw"] {
            assert_eq!(Place::parse(wrong), None, "{wrong}");
        }
    }
}
