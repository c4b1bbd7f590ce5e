//! The filters of the list of cases. A new one is declared here, and `store/cases/filter.rs` applies it to the query.

use super::query::{TABS, hundredths, sort_of, states_of};
use crate::domain::actor::Partner;
use crate::domain::calendar::day_bounds;
use crate::domain::case::{DebtorKind, Lifecycle};
use crate::domain::ids::{CaseId, CreditorId, DebtorId, DivisionId};
use crate::domain::search;
use crate::store::cases::{Bounds, CaseFilter};
use crate::web::filters::country_short;
use crate::web::http::lists::{
    Choices, Control, Filter, Parameter, Takes, countries, days_in_words, handler_in_words, handler_of, handlers,
    options, range_in_words,
};
use crate::web::http::{Asked, Problems};

type CasesBy = Filter<Partner, CaseFilter>;

/// All filters, in the order of their chips.
pub(crate) const FILTERS: [CasesBy; 16] = [
    CasesBy {
        names: &["q"],
        takes: Takes::Text,
        about: "Search words: the beginnings of references, names and addresses.",
        read: |asked, _, filter, _| filter.words = asked.one("q").map(search::asked_words).unwrap_or_default(),
        words: |asked, _| asked.one("q").map(|text| format!("search “{text}”")),
        chip: None,
    },
    CasesBy {
        names: &["Statuses"],
        takes: Takes::SomeOf(|| Lifecycle::ALL.iter().map(|state| state.name()).collect()),
        about: "The states of the cases.",
        read: |asked, _, filter, problems| filter.lifecycles = states_of(asked, problems),
        words: |_, _| None,
        chip: None,
    },
    CasesBy {
        names: &["Ids"],
        takes: Takes::Ids,
        about: "Exactly these cases.",
        read: |asked, _, filter, problems| filter.ids = asked.ids("ids", CaseId::parse, problems),
        words: |asked, _| match asked.list("ids").len() {
            0 => None,
            1 => Some("the chosen case".to_owned()),
            many => Some(format!("the {many} chosen cases")),
        },
        chip: None,
    },
    CasesBy {
        names: &["DebtorIds"],
        takes: Takes::Ids,
        about: "Cases against these debtors.",
        read: |asked, _, filter, problems| filter.debtors = asked.ids("debtorIds", DebtorId::parse, problems),
        words: |asked, _| asked.one("debtorIds").map(|_| "certain debtors".to_owned()),
        chip: None,
    },
    CasesBy {
        names: &["DivisionIds"],
        takes: Takes::Ids,
        about: "Cases of these divisions of a client.",
        read: |asked, _, filter, problems| filter.divisions = asked.ids("divisionIds", DivisionId::parse, problems),
        words: |asked, _| asked.one("divisionIds").map(|_| "certain divisions".to_owned()),
        chip: None,
    },
    CasesBy {
        names: &["CreditorIds"],
        takes: Takes::Ids,
        about: "Cases of these clients; an addition to the contract.",
        read: |asked, _, filter, problems| filter.creditors = asked.ids("creditorIds", CreditorId::parse, problems),
        words: |asked, _| asked.one("creditorIds").map(|_| "certain clients".to_owned()),
        chip: None,
    },
    CasesBy {
        names: &["country"],
        takes: Takes::Texts,
        about: "Countries of the debtors, as two letters.",
        read: |asked, _, filter, _| filter.countries = chosen_countries(asked),
        words: countries_in_words,
        chip: Some((
            "Country",
            Control::Ticks {
                legend: "Debtor lives in",
                hint: "the countries of your newest cases",
                options: |asked, choices| countries(asked, "country", choices),
            },
        )),
    },
    CasesBy {
        names: &["amountFrom", "amountTo"],
        takes: Takes::Amount,
        about: "The outstanding amount, in the currency of the case; both ends are included.",
        read: |asked, _, filter, problems| {
            filter.amount_from = asked.single("amountFrom", "an amount", hundredths, problems);
            filter.amount_to = asked.single("amountTo", "an amount", hundredths, problems);
        },
        words: |asked, _| range_in_words(asked, ("amountFrom", "at least"), ("amountTo", "at most"), str::to_owned),
        chip: Some(("Amount", Control::Amounts { hint: "outstanding, in the case’s currency" })),
    },
    CasesBy {
        names: &["createdFrom", "createdTo"],
        takes: Takes::Day,
        about: "The days on which cases were created, in the agency's time zone; both are included.",
        read: |asked, who, filter, problems| filter.created = bounds(asked, "created", who, problems),
        words: |asked, _| days_in_words(asked, "createdFrom", "createdTo").map(|days| format!("created {days}")),
        chip: Some(("Created", Control::Days { from: "From" })),
    },
    CasesBy {
        names: &["startedFrom", "startedTo"],
        takes: Takes::Day,
        about: "The days on which cases were accepted, in the agency's time zone; both are included.",
        read: |asked, who, filter, problems| filter.started = bounds(asked, "started", who, problems),
        words: |asked, _| days_in_words(asked, "startedFrom", "startedTo").map(|days| format!("started {days}")),
        chip: Some(("Started", Control::Days { from: "From" })),
    },
    CasesBy {
        names: &["closedFrom", "closedTo"],
        takes: Takes::Day,
        about: "The days on which cases were closed, in the agency's time zone; both are included.",
        read: |asked, who, filter, problems| filter.closed = bounds(asked, "closed", who, problems),
        words: |asked, _| days_in_words(asked, "closedFrom", "closedTo").map(|days| format!("closed {days}")),
        chip: Some(("Closed", Control::Days { from: "From" })),
    },
    CasesBy {
        names: &["updatedSince"],
        takes: Takes::Moment,
        about: "Cases that changed at or after this moment; an addition to the contract.",
        read: |asked, _, filter, problems| filter.updated_since = asked.moment("updatedSince", problems),
        words: |asked, _| asked.one("updatedSince").map(|since| format!("changed since {since}")),
        chip: None,
    },
    CasesBy {
        names: &["handler"],
        takes: Takes::Text,
        about: "The handler: the id of a colleague, `me`, or `none`.",
        read: |asked, who, filter, problems| filter.handler = handler_of(asked, who, problems),
        words: handler_in_words,
        chip: Some(("Handler", Control::OneOf { label: "Handler", options: handlers })),
    },
    CasesBy {
        names: &["kind"],
        takes: Takes::OneOf(|| DebtorKind::ALL.iter().map(|kind| kind.name()).collect()),
        about: "Debtors that are companies, or private persons.",
        read: |asked, _, filter, problems| {
            filter.kind = asked.single("kind", "Company or Private", DebtorKind::parse, problems);
        },
        words: |asked, _| {
            let words = |kind| if kind == DebtorKind::Company { "companies" } else { "private persons" };
            asked.one("kind").and_then(DebtorKind::parse).map(|kind| words(kind).to_owned())
        },
        chip: Some((
            "Kind",
            Control::OneOf {
                label: "Debtors",
                options: |_, _| options([("", "all"), ("Company", "companies"), ("Private", "private persons")]),
            },
        )),
    },
    CasesBy {
        names: &["tests"],
        takes: Takes::OneOf(|| vec!["no", "also", "only"]),
        about: "Test cases: left out, included, or shown alone.",
        read: |asked, _, filter, problems| match asked.one("tests") {
            None | Some("no") => {}
            Some("also") => filter.tests = Some(false),
            Some("only") => filter.tests = Some(true),
            Some(other) => problems.add("tests", format!("“{other}” is not no, also or only.")),
        },
        words: |asked, _| match asked.one("tests") {
            Some("only") => Some("test cases only".to_owned()),
            Some("also") => Some("with test cases".to_owned()),
            _ => None,
        },
        chip: Some((
            "Kind",
            Control::OneOf {
                label: "Test cases",
                options: |_, _| options([("", "left out"), ("also", "included"), ("only", "alone")]),
            },
        )),
    },
    CasesBy {
        names: &["includeTestCases"],
        takes: Takes::Flag,
        about: "Whether test cases are included.",
        read: |asked, _, filter, _| {
            if asked.is_on("includeTestCases") && asked.one("tests").is_none() {
                filter.tests = Some(false);
            }
        },
        words: |_, _| None,
        chip: None,
    },
];

/// What stands beside the filters in the address of the list.
pub(crate) const BESIDES: [Parameter; 7] = [
    Parameter::new("Page", Takes::Whole(1, 100_000_000), "The page, from 1."),
    Parameter::new("PageSize", Takes::Whole(1, 100), "Cases per page."),
    Parameter::new(
        "Sort",
        Takes::Text,
        "Fields to sort by, such as `DateCreated:desc`; at most four, separated by commas.",
    ),
    Parameter::new("tab", Takes::OneOf(|| TABS.iter().map(|tab| tab.name).collect()), ""),
    Parameter::new("columns", Takes::Texts, ""),
    Parameter::new("after", Takes::Text, ""),
    Parameter::new("focus", Takes::Text, ""),
];

fn chosen_countries(asked: &Asked) -> Vec<String> {
    asked.list("country").iter().map(|code| code.to_ascii_uppercase()).collect()
}

fn countries_in_words(asked: &Asked, _: &Choices) -> Option<String> {
    let chosen: Vec<String> = chosen_countries(asked).iter().map(|code| country_short(code)).collect();
    match chosen.as_slice() {
        [] => None,
        [one] => Some(one.clone()),
        [one, other] => Some(format!("{one}, {other}")),
        [one, other, rest @ ..] => Some(format!("{one}, {other} and {} more", rest.len())),
    }
}

/// A range of days, both included, in the agency's time zone (decisions, Export).
fn bounds(asked: &Asked, what: &str, who: &Partner, problems: &mut Problems) -> Bounds {
    let from = asked.day(&format!("{what}From"), problems);
    let to = asked.day(&format!("{what}To"), problems);
    Bounds {
        from: from.map(|day| day_bounds(day, who.agency.time_zone).0),
        to: to.map(|day| day_bounds(day, who.agency.time_zone).1),
    }
}

/// Reads the filters from an address.
///
/// # Errors
/// All problems by name, including unknown names.
pub(crate) fn filter_of(asked: &Asked, who: &Partner) -> Result<CaseFilter, Problems> {
    let filter = super::columns::CASES.read(asked, who)?;
    Ok(CaseFilter { sort: sort_of(asked.one("sort").unwrap_or_default()), ..filter })
}
