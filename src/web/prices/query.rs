//! The list of price lists: its filters.

use crate::actions::prices::find_creditor;
use crate::domain::actor::Operator;
use crate::domain::case::PricingSource;
use crate::domain::country::{self, NO_COUNTRY};
use crate::domain::ids::{CollectionPartnerId, ReferralPartnerId};
use crate::domain::pricing::{CHAIN, Parties};
use crate::store::Db;
use crate::store::prices::{PriceFilter, When};
use crate::web::http::lists::{Filter, List, Parameter, Takes};
use crate::web::http::{Asked, Failure};

/// What is asked for: everything but the creditor, which may be named in words.
#[derive(Default)]
pub(crate) struct Wanted {
    filter: PriceFilter,
    creditor: Option<String>,
}

type PricesBy = Filter<Operator, Wanted>;

/// The list of price lists.
pub(crate) static LISTS: List<Operator, Wanted, ()> =
    List { at: super::PRICES, filters: &FILTERS, besides: &BESIDES, columns: &[] };

const BESIDES: [Parameter; 2] = [
    Parameter::new("Page", Takes::Whole(1, 100_000_000), "The page, from 1."),
    Parameter::new("PageSize", Takes::Whole(1, 100), "Price lists per page."),
];

const FILTERS: [PricesBy; 6] = [
    PricesBy {
        names: &["source"],
        takes: Takes::OneOf(|| CHAIN.iter().map(|source| source.name()).collect()),
        about: "Their position in the price chain.",
        read: |asked, _, wanted, problems| {
            let Some(text) = asked.one("source") else { return };
            let known = PricingSource::parse(text);
            wanted.filter.source = problems.need("source", known, "There is no such place in the chain of prices.");
        },
        words: |asked, _| asked.one("source").map(str::to_owned),
        chip: None,
    },
    PricesBy {
        names: &["country"],
        takes: Takes::Text,
        about: "Lists for this country or for all countries: two letters, or the English name.",
        read: |asked, _, wanted, problems| {
            let Some(text) = asked.one("country") else { return };
            wanted.filter.country = problems.need("country", country::read(text), NO_COUNTRY);
        },
        words: |asked, _| asked.one("country").map(str::to_owned),
        chip: None,
    },
    PricesBy {
        names: &["creditorId"],
        takes: Takes::Text,
        about: "Lists for this creditor, by id or by name.",
        // A name is looked up apart: that asks the database.
        read: |asked, _, wanted, _| wanted.creditor = asked.one("creditorId").map(str::to_owned),
        words: |asked, _| asked.one("creditorId").map(str::to_owned),
        chip: None,
    },
    PricesBy {
        names: &["collectionPartnerId"],
        takes: Takes::Text,
        about: "Lists for this agency.",
        read: |asked, _, wanted, problems| {
            let Some(text) = asked.one("collectionPartnerId") else { return };
            let known = CollectionPartnerId::parse(text);
            wanted.filter.parties.agency = problems.need("collectionPartnerId", known, "This is not an agency.");
        },
        words: |asked, _| asked.one("collectionPartnerId").map(str::to_owned),
        chip: None,
    },
    PricesBy {
        names: &["referralPartnerId"],
        takes: Takes::Text,
        about: "Lists for the clients of this referral partner.",
        read: |asked, _, wanted, problems| {
            let Some(text) = asked.one("referralPartnerId") else { return };
            let known = ReferralPartnerId::parse(text);
            wanted.filter.parties.referral_partner =
                problems.need("referralPartnerId", known, "This is not a platform.");
        },
        words: |asked, _| asked.one("referralPartnerId").map(str::to_owned),
        chip: None,
    },
    PricesBy {
        names: &["when"],
        takes: Takes::OneOf(|| vec!["current", "future", "past", "all"]),
        about: "Upcoming, in force or ended; in force by default.",
        read: |asked, _, wanted, problems| {
            wanted.filter.when = match asked.one("when").map(str::to_ascii_lowercase).as_deref() {
                None | Some("current") => Some(When::Current),
                Some("future") => Some(When::Future),
                Some("past") => Some(When::Past),
                Some("all") => None,
                Some(_) => problems.need("when", None, "when is current, future, past or all."),
            };
        },
        // The tab says it.
        words: |_, _| None,
        chip: None,
    },
];

/// Which lists are asked for.
///
/// # Errors
/// Everything that is wrong, by name; a creditor that is not there.
pub(super) fn filter_of(db: &mut Db, who: &Operator, asked: &Asked) -> Result<PriceFilter, Failure> {
    let Wanted { filter, creditor } = LISTS.read(asked, who)?;
    let creditor = creditor.map(|text| find_creditor(db, &text)).transpose()?;
    Ok(PriceFilter { parties: Parties { creditor, ..filter.parties }, ..filter })
}
