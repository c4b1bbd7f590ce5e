//! Reads a balance's address: filters, order, page, and the cases that a search finds.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, NaiveDate};

use super::list::PAYOUTS;
use crate::domain::actor::Partner;
use crate::domain::ids::PaymentId;
use crate::domain::search;
use crate::store::books::payouts::{Behind, PayoutFilter, PayoutSort};
use crate::store::cases::CaseFilter;
use crate::store::db::sorting::Sort;
use crate::store::{self, Db, StoreError};
use crate::web::http::{Asked, Problems};

/// At most this many cases may match a search, since their ids become a filter of the payouts.
const MAX_MATCHING_CASES: i64 = 10_000;

/// Reads the filters, and the place where the page begins. The search is left to [`with_cases`].
pub(crate) fn filter_of(asked: &Asked, who: &Partner) -> Result<(PayoutFilter, Option<Behind>), Problems> {
    let filter = PAYOUTS.read(asked, who)?;
    let mut problems = Problems::none();
    let filter = PayoutFilter { sort: sort_of(asked, &mut problems), ..filter };
    if let (Some(from), Some(to)) = (filter.from, filter.to)
        && to < from
    {
        problems.add("to", "The last day lies before the first.");
    }
    let behind = asked.one("after").and_then(|text| {
        let place = parse_place(text)
            .filter(|place| matches!(place, Behind::Received(..)) == (filter.sort.by == PayoutSort::Received));
        if place.is_none() {
            problems.add("after", "This place belongs to another list. Begin again without it.");
        }
        place
    });
    problems.or((filter, behind))
}

/// Restricts a filter to the cases that a search finds. Returns whether more cases match than [`MAX_MATCHING_CASES`].
pub(crate) fn with_cases(
    db: &mut Db,
    who: &Partner,
    asked: &Asked,
    filter: PayoutFilter,
) -> Result<(PayoutFilter, bool), StoreError> {
    let words = asked.one("q").map(search::asked_words).unwrap_or_default();
    if words.is_empty() {
        return Ok((filter, false));
    }
    let wanted = CaseFilter { words, ..CaseFilter::default() };
    let mut ids = store::cases::find(db, who, &wanted, 0, MAX_MATCHING_CASES + 1, false)?.ids;
    let most = usize::try_from(MAX_MATCHING_CASES).unwrap_or(usize::MAX);
    let is_capped = ids.len() > most;
    ids.truncate(most);
    Ok((PayoutFilter { cases: Some(ids), ..filter }, is_capped))
}

fn sort_of(asked: &Asked, problems: &mut Problems) -> Sort<PayoutSort> {
    let text = asked.one("sort").unwrap_or("date:desc").to_ascii_lowercase();
    let (name, direction) = text.split_once(':').unwrap_or((&text, "asc"));
    let sorted = |by| if direction == "desc" { Sort::down(by) } else { Sort::up(by) };
    match name {
        "date" => sorted(PayoutSort::Received),
        "created" => sorted(PayoutSort::Created),
        other => {
            problems.add("sort", format!("“{other}” is not date or created."));
            Sort::down(PayoutSort::Received)
        }
    }
}

/// A place as opaque text for an address.
pub(crate) fn place_text(place: Behind) -> String {
    URL_SAFE_NO_PAD.encode(match place {
        Behind::Received(day, id) => format!("r.{day}.{id}"),
        Behind::Created(at, id) => format!("c.{}.{id}", at.and_utc().timestamp_micros()),
    })
}

fn parse_place(text: &str) -> Option<Behind> {
    let text = String::from_utf8(URL_SAFE_NO_PAD.decode(text).ok()?).ok()?;
    match text.split('.').collect::<Vec<_>>().as_slice() {
        ["r", day, id] => {
            let day = NaiveDate::parse_from_str(day, "%Y-%m-%d").ok()?;
            Some(Behind::Received(day, PaymentId::parse(id)?))
        }
        ["c", at, id] => {
            let at = DateTime::from_timestamp_micros(at.parse().ok()?)?;
            Some(Behind::Created(at.naive_utc(), PaymentId::parse(id)?))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_survives_its_way_through_an_address() {
        let id = PaymentId::parse("0190f3c2-1b2c-7d3e-8f40-5a6b7c8d9e0f").expect("an id");
        let day = NaiveDate::from_ymd_opt(2026, 11, 21).expect("a day");
        let at = DateTime::from_timestamp_micros(1_795_000_000_123_456).expect("a moment").naive_utc();
        for place in [Behind::Received(day, id), Behind::Created(at, id)] {
            assert_eq!(parse_place(&place_text(place)), Some(place));
        }
        for wrong in ["", "x", "ci4yMDI2", "Yy54Lnk"] {
            assert_eq!(parse_place(wrong), None, "{wrong}");
        }
    }
}
