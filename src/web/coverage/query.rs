//! The list of coverage rules: its filters.

use crate::domain::actor::Operator;
use crate::domain::country::{self, NO_COUNTRY};
use crate::domain::ids::CollectionPartnerId;
use crate::store::coverage::RuleFilter;
use crate::web::http::lists::{Control, Filter, List, PAGES, Takes, options};

type RulesBy = Filter<Operator, RuleFilter>;

/// The list of coverage rules.
pub(crate) static LIST: List<Operator, RuleFilter, ()> =
    List { at: super::COVERAGE, filters: &FILTERS, besides: &PAGES, columns: &[] };

const FILTERS: [RulesBy; 3] = [
    RulesBy {
        names: &["country"],
        takes: Takes::Text,
        about: "The debtor's country: two letters, or the English name.",
        read: |asked, _, filter, problems| {
            let Some(text) = asked.one("country") else { return };
            filter.country = problems.need("country", country::read(text), NO_COUNTRY);
        },
        words: |_, _| None,
        chip: None,
    },
    RulesBy {
        names: &["collectionPartnerId"],
        takes: Takes::Text,
        about: "The agency.",
        read: |asked, _, filter, problems| {
            let Some(text) = asked.one("collectionPartnerId") else { return };
            let id = CollectionPartnerId::parse(text);
            filter.agency = problems.need("collectionPartnerId", id, "This is not an id.");
        },
        words: |_, _| None,
        chip: None,
    },
    RulesBy {
        names: &["ended"],
        takes: Takes::OneOf(|| vec!["true", "false"]),
        about: "Whether rules that have ended are listed, too.",
        read: |asked, _, filter, problems| {
            filter.with_ended = asked.flag("ended", problems).unwrap_or_default();
        },
        words: |asked, _| asked.is_on("ended").then(|| "Ended too".to_owned()),
        chip: Some((
            "Ended",
            Control::OneOf {
                label: "Ended",
                options: |_, _| options([("", "In force and upcoming"), ("true", "Ended too")]),
            },
        )),
    },
];
