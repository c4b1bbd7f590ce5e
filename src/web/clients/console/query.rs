//! The operator's list of clients: its filters.

use crate::domain::actor::Operator;
use crate::domain::client::ClientStatus;
use crate::domain::country::{self, NO_COUNTRY};
use crate::domain::ids::ReferralPartnerId;
use crate::store::clients::console::ConsoleFilter;
use crate::web::http::lists::{Control, Filter, List, PAGES, Takes, options};

type ClientsBy = Filter<Operator, ConsoleFilter>;

/// The list of clients.
pub(crate) static LIST: List<Operator, ConsoleFilter, ()> =
    List { at: super::CLIENTS, filters: &FILTERS, besides: &PAGES, columns: &[] };

const FILTERS: [ClientsBy; 4] = [
    ClientsBy {
        names: &["query"],
        takes: Takes::Text,
        about: "Part of the name, the office address or the registration number.",
        read: |asked, _, filter, _| filter.query = asked.one("query").map(str::to_owned),
        words: |_, _| None,
        chip: None,
    },
    ClientsBy {
        names: &["status"],
        takes: Takes::OneOf(|| ClientStatus::ALL.iter().map(|status| status.name()).collect()),
        about: "Whether it has signed the agreement in force.",
        read: |asked, _, filter, problems| {
            let Some(text) = asked.one("status") else { return };
            filter.status =
                problems.need("status", ClientStatus::parse(text), "This is not Onboarding, Ready or Suspended.");
        },
        words: |asked, _| asked.one("status").and_then(ClientStatus::parse).map(|status| status.label().to_owned()),
        chip: Some((
            "Status",
            Control::OneOf {
                label: "Status",
                options: |_, _| {
                    let known = ClientStatus::ALL.iter().map(|status| (status.name(), status.label()));
                    options(std::iter::once(("", "All")).chain(known))
                },
            },
        )),
    },
    ClientsBy {
        names: &["referralPartnerId"],
        takes: Takes::Text,
        about: "The referral partner that it is linked with.",
        read: |asked, _, filter, problems| {
            let Some(text) = asked.one("referralPartnerId") else { return };
            let id = ReferralPartnerId::parse(text);
            filter.referral_partner = problems.need("referralPartnerId", id, "This is not an id.");
        },
        words: |_, _| None,
        chip: None,
    },
    ClientsBy {
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
