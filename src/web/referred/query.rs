//! The filters of a referral partner's list of cases.

use crate::domain::actor::Referrer;
use crate::domain::case::Lifecycle;
use crate::domain::ids::CollectionPartnerId;
use crate::store::cases::of_referrer::ReferredFilter;
use crate::store::cases::{Bounds, CaseFilter, SortField};
use crate::web::cases::query::sort_of;
use crate::web::clients::query::moment;
use crate::web::http::lists::{Filter, List, Parameter, Takes};
use crate::web::http::{Asked, Problems};

type CasesBy = Filter<Referrer, ReferredFilter>;

/// The list. It has no page, so its filters have neither words nor chips.
pub(crate) static CASES: List<Referrer, ReferredFilter, ()> =
    List { at: "", filters: &FILTERS, besides: &BESIDES, columns: &[] };

/// The order that the contract offers.
const SORTS: [SortField; 3] = [SortField::DateCreated, SortField::GrossAmount, SortField::DueDate];

const FILTERS: [CasesBy; 7] = [
    CasesBy {
        names: &["FromDate", "ToDate"],
        takes: Takes::Text,
        about: "When the cases were created: a date-time, or a whole day. Both ends are included.",
        read: |asked, _, filter, problems| filter.common.created = between(asked, problems),
        words: |_, _| None,
        chip: None,
    },
    CasesBy {
        names: &["ExternalTenantId"],
        takes: Takes::Text,
        about: "Cases of one client, by your own id of it.",
        read: |asked, _, filter, _| filter.tenant = asked.one("externalTenantId").map(str::to_owned),
        words: |_, _| None,
        chip: None,
    },
    CasesBy {
        names: &["Statuses"],
        takes: Takes::SomeOf(|| Lifecycle::ALL.iter().map(|state| state.name()).collect()),
        about: "The states of the cases, by name or by label.",
        read: |asked, _, filter, problems| {
            filter.common.lifecycles = asked.every("statuses", "a status", Lifecycle::parse, problems);
        },
        words: |_, _| None,
        chip: None,
    },
    CasesBy {
        names: &["Query"],
        takes: Takes::Text,
        about: "A part of a reference or of the debtor's name.",
        read: |asked, _, filter, _| filter.text = asked.one("query").map(str::to_owned),
        words: |_, _| None,
        chip: None,
    },
    CasesBy {
        names: &["CountryIds"],
        takes: Takes::Ids,
        about: "Countries of the debtors, by their numbers (ISO 3166-1).",
        read: |asked, _, filter, problems| filter.common.countries = countries(asked, problems),
        words: |_, _| None,
        chip: None,
    },
    CasesBy {
        names: &["CollectionPartnerIds"],
        takes: Takes::Ids,
        about: "Cases with these agencies.",
        read: |asked, _, filter, problems| {
            filter.agencies = asked.ids("collectionPartnerIds", CollectionPartnerId::parse, problems);
        },
        words: |_, _| None,
        chip: None,
    },
    CasesBy {
        names: &["updatedSince"],
        takes: Takes::Moment,
        about: "Cases that changed at or after this moment; an addition to the contract.",
        read: |asked, _, filter, problems| filter.common.updated_since = asked.moment("updatedSince", problems),
        words: |_, _| None,
        chip: None,
    },
];

const BESIDES: [Parameter; 3] = [
    Parameter::new("Page", Takes::Whole(1, 100_000_000), "The page, from 1."),
    Parameter::new("PageSize", Takes::Whole(1, 100), "Cases per page."),
    Parameter::new("Sort", Takes::Text, "`DateCreated`, `GrossAmount` or `DueDate`, with `:asc` or `:desc`."),
];

/// A range of moments, `FromDate` to `ToDate`; both ends are included.
pub(crate) fn between(asked: &Asked, problems: &mut Problems) -> Bounds {
    let to = moment(asked, "ToDate", true, problems);
    Bounds { from: moment(asked, "FromDate", false, problems), to: to.map(|to| to + chrono::Duration::microseconds(1)) }
}

/// Countries by their numbers; as two letters.
pub(crate) fn countries(asked: &Asked, problems: &mut Problems) -> Vec<String> {
    let read = |text: &str| {
        let number: u16 = text.parse().ok()?;
        rust_iso3166::ALL.iter().find(|one| one.numeric == number).map(|one| one.alpha2.to_owned())
    };
    asked.every("countryIds", "the number of a country", read, problems)
}

/// Reads the filters from an address.
///
/// # Errors
/// All problems by name.
pub(crate) fn filter_of(asked: &Asked, who: &Referrer) -> Result<ReferredFilter, Problems> {
    let filter = CASES.read(asked, who)?;
    let mut sort = sort_of(asked.one("sort").unwrap_or_default());
    sort.retain(|one| SORTS.contains(&one.by));
    // Test cases are listed, too.
    Ok(ReferredFilter { common: CaseFilter { sort, tests: Some(false), ..filter.common }, ..filter })
}
