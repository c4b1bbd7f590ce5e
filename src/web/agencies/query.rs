//! The list of agencies: its filters.

use crate::domain::actor::Operator;
use crate::domain::agency::AgencyStatus;
use crate::domain::country::{self, NO_COUNTRY};
use crate::store::people::agencies::AgencyFilter;
use crate::web::http::lists::{Control, Filter, List, PAGES, Takes, options};

type AgenciesBy = Filter<Operator, AgencyFilter>;

/// The list of agencies.
pub(crate) static LIST: List<Operator, AgencyFilter, ()> =
    List { at: super::AGENCIES, filters: &FILTERS, besides: &PAGES, columns: &[] };

const FILTERS: [AgenciesBy; 3] = [
    AgenciesBy {
        names: &["query"],
        takes: Takes::Text,
        about: "Part of the name or legal name.",
        read: |asked, _, filter, _| filter.query = asked.one("query").map(str::to_owned),
        words: |_, _| None,
        chip: None,
    },
    AgenciesBy {
        names: &["status"],
        takes: Takes::OneOf(|| AgencyStatus::ALL.iter().map(|status| status.name()).collect()),
        about: "Whether it can work.",
        read: |asked, _, filter, problems| {
            let Some(text) = asked.one("status") else { return };
            filter.status = problems.need("status", AgencyStatus::parse(text), "This is not Active or Suspended.");
        },
        words: |asked, _| asked.one("status").and_then(AgencyStatus::parse).map(|status| status.label().to_owned()),
        chip: Some((
            "Status",
            Control::OneOf {
                label: "Status",
                options: |_, _| {
                    let known = AgencyStatus::ALL.iter().map(|status| (status.name(), status.label()));
                    options(std::iter::once(("", "All")).chain(known))
                },
            },
        )),
    },
    AgenciesBy {
        names: &["country"],
        takes: Takes::Text,
        about: "The country: two letters, or the English name.",
        read: |asked, _, filter, problems| {
            let Some(text) = asked.one("country") else { return };
            filter.country = problems.need("country", country::read(text), NO_COUNTRY);
        },
        words: |asked, _| {
            asked.one("country").and_then(country::read).map(|code| crate::web::filters::country_name(&code))
        },
        chip: None,
    },
];
