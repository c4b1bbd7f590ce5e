//! The list of clients: filters and order.

use crate::domain::actor::Referrer;
use crate::domain::calendar::Moment;
use crate::domain::day;
use crate::store::clients::{ClientFilter, ClientSort};
use crate::store::db::sorting::Sort;
use crate::web::http::lists::{Filter, List, Parameter, Takes};
use crate::web::http::{Asked, Problems};

type ClientsBy = Filter<Referrer, ClientFilter>;

pub(crate) static CLIENTS: List<Referrer, ClientFilter, ()> =
    List { at: super::CLIENTS, filters: &FILTERS, besides: &BESIDES, columns: &[] };

const BESIDES: [Parameter; 2] = [
    Parameter::new("Page", Takes::Whole(1, 100_000_000), "The page, from 1."),
    Parameter::new("PageSize", Takes::Whole(1, 100), "Clients per page."),
];

const FILTERS: [ClientsBy; 6] = [
    ClientsBy {
        names: &["Query"],
        takes: Takes::Text,
        about: "Part of a name, an e-mail address or a registration number.",
        read: |asked, _, filter, _| filter.query = asked.one("Query").map(str::to_owned),
        words: |asked, _| asked.one("Query").map(|text| format!("search “{text}”")),
        chip: None,
    },
    ClientsBy {
        names: &["ExternalTenantId"],
        takes: Takes::Text,
        about: "The client's id in your own system.",
        read: |asked, _, filter, _| filter.tenant = asked.one("ExternalTenantId").map(str::to_owned),
        words: |_, _| None,
        chip: None,
    },
    ClientsBy {
        names: &["IsAttributedClient"],
        takes: Takes::Flag,
        about: "Whether you earn a share of the client's cases.",
        read: |asked, _, filter, problems| filter.attributed = asked.flag("IsAttributedClient", problems),
        words: |_, _| None,
        chip: None,
    },
    ClientsBy {
        names: &["OnboardingDone"],
        takes: Takes::Flag,
        about: "Whether the client has signed everything.",
        read: |asked, _, filter, problems| filter.onboarded = asked.flag("OnboardingDone", problems),
        words: |_, _| None,
        chip: None,
    },
    ClientsBy {
        names: &["DateCreatedFrom", "DateCreatedTo"],
        takes: Takes::Text,
        about: "When the client was linked: a date-time, or a whole day. Both ends are included.",
        read: |asked, _, filter, problems| {
            filter.from = moment(asked, "DateCreatedFrom", false, problems);
            filter.to = moment(asked, "DateCreatedTo", true, problems);
        },
        words: |_, _| None,
        chip: None,
    },
    ClientsBy {
        names: &["Sort"],
        takes: Takes::Text,
        about: "`dateCreated` or `name`, with `:asc` or `:desc`; newest first by default.",
        read: |asked, _, filter, problems| filter.sort = sort_of(asked, problems),
        words: |_, _| None,
        chip: None,
    },
];

fn sort_of(asked: &Asked, problems: &mut Problems) -> Sort<ClientSort> {
    match asked.one("Sort").map(str::to_ascii_lowercase).as_deref() {
        None | Some("datecreated:desc" | "datecreated:descending") => Sort::down(ClientSort::Created),
        Some("datecreated" | "datecreated:asc") => Sort::up(ClientSort::Created),
        Some("name" | "name:asc") => Sort::up(ClientSort::Name),
        Some("name:desc") => Sort::down(ClientSort::Name),
        Some(other) => {
            problems.add("Sort", format!("“{other}” is not dateCreated or name, with :asc or :desc."));
            Sort::down(ClientSort::Created)
        }
    }
}

/// A date-time or a day. A day means its first moment, or its last if it ends a range.
pub(crate) fn moment(asked: &Asked, name: &str, ends: bool, problems: &mut Problems) -> Option<Moment> {
    asked.single(name, "a date such as 2026-11-21", |text| read_moment(text, ends), problems)
}

fn read_moment(text: &str, ends: bool) -> Option<Moment> {
    if text.contains('T') {
        return day::read_moment(text);
    }
    let day = day::read_filter(text)?;
    let day = if ends { day.succ_opt()? } else { day };
    let at = day.and_time(chrono::NaiveTime::MIN).and_utc();
    Some(if ends { at - chrono::Duration::microseconds(1) } else { at })
}
