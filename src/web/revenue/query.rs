//! The filters of the list of transactions.

use crate::domain::actor::Referrer;
use crate::domain::client::InvoicingMode;
use crate::domain::ids::CollectionPartnerId;
use crate::domain::payment::{CommissionStatus, Invoicing};
use crate::domain::revenue::{ReferralInvoicing, Stage, stage_of};
use crate::domain::vocabulary::Vocabulary;
use crate::store::books::revenue::{RevenueFilter, RevenueSort, States};
use crate::store::db::sorting::Sort;
use crate::web::http::lists::{Filter, List, Parameter, Takes};
use crate::web::http::{Asked, Problems};
use crate::web::referred::query::countries;

/// A search begins at this many characters (contract).
const LEAST_SEARCH_CHARACTERS: usize = 2;

/// What is wanted of the list.
#[derive(Clone, Debug, Default)]
pub(crate) struct Wanted {
    /// What narrows rows and sums.
    pub filter: RevenueFilter,
    /// What narrows the rows alone.
    stages: Vec<Stage>,
    commission: Vec<CommissionStatus>,
    invoicing: Vec<Invoicing>,
    referral: Vec<ReferralInvoicing>,
    is_recognized: Option<bool>,
}

type By = Filter<Referrer, Wanted>;

/// The list. Its page comes with the pages of the referral programme.
pub(crate) static TRANSACTIONS: List<Referrer, Wanted, ()> =
    List { at: "", filters: &FILTERS, besides: &BESIDES, columns: &[] };

/// The commission statuses by the numbers of the contract.
const COMMISSION: [CommissionStatus; 3] =
    [CommissionStatus::Unpaid, CommissionStatus::Paid, CommissionStatus::Credited];

const FILTERS: [By; 9] = [
    By {
        names: &["FromDate", "ToDate"],
        takes: Takes::Day,
        about: "The days on which the debtors paid; both are included.",
        read: |asked, _, wanted, problems| {
            wanted.filter.from = asked.moment("fromDate", problems).map(|at| at.date_naive());
            wanted.filter.to = asked.moment("toDate", problems).map(|at| at.date_naive());
        },
        words: |_, _| None,
        chip: None,
    },
    By {
        names: &["ExternalTenantId"],
        takes: Takes::Text,
        about: "One client, by your own id of it.",
        read: |asked, _, wanted, _| wanted.filter.tenant = asked.one("externalTenantId").map(str::to_owned),
        words: |_, _| None,
        chip: None,
    },
    By {
        names: &["HasRecognizedRevenue"],
        takes: Takes::Flag,
        about: "Whether the agency has paid the operator's share.",
        read: |asked, _, wanted, problems| wanted.is_recognized = asked.flag("hasRecognizedRevenue", problems),
        words: |_, _| None,
        chip: None,
    },
    By {
        names: &["CommissionPaymentStatuses"],
        takes: Takes::Texts,
        about: "0 Unpaid, 1 Paid, 2 Credited.",
        read: |asked, _, wanted, problems| {
            wanted.commission = numbered("commissionPaymentStatuses", &COMMISSION, asked, problems);
        },
        words: |_, _| None,
        chip: None,
    },
    By {
        names: &["PlatformInvoicingStatuses"],
        takes: Takes::Texts,
        about: "0 NotInvoiced, 1 InvoiceIssued, 2 PaymentReceived, 3 InvoiceCredited.",
        read: |asked, _, wanted, problems| {
            wanted.invoicing = numbered("platformInvoicingStatuses", Invoicing::ALL, asked, problems);
        },
        words: |_, _| None,
        chip: None,
    },
    By {
        names: &["ReferralInvoicingStatuses"],
        takes: Takes::Texts,
        about: "0 Pending, 1 Invoiced, 2 Paid, 3 Disputed.",
        read: |asked, _, wanted, problems| {
            wanted.referral = numbered("referralInvoicingStatuses", ReferralInvoicing::ALL, asked, problems);
        },
        words: |_, _| None,
        chip: None,
    },
    By {
        names: &["RevenueStages"],
        takes: Takes::Texts,
        about: "The stages of the summary, 0 to 6 in its order; they narrow the rows only.",
        read: |asked, _, wanted, problems| wanted.stages = numbered("revenueStages", Stage::ALL, asked, problems),
        words: |_, _| None,
        chip: None,
    },
    By {
        names: &["Search"],
        takes: Takes::Text,
        about: "A part of a case's reference or of a client's name, from two characters on.",
        read: |asked, _, wanted, _| {
            let text = asked.one("search").filter(|text| text.chars().count() >= LEAST_SEARCH_CHARACTERS);
            wanted.filter.text = text.map(str::to_owned);
        },
        words: |_, _| None,
        chip: None,
    },
    By {
        names: &["CountryIds", "CollectionPartnerIds"],
        takes: Takes::Ids,
        about: "Countries of the debtors by their numbers (ISO 3166-1), and agencies by their ids.",
        read: |asked, _, wanted, problems| {
            wanted.filter.countries = countries(asked, problems);
            wanted.filter.agencies = asked.ids("collectionPartnerIds", CollectionPartnerId::parse, problems);
        },
        words: |_, _| None,
        chip: None,
    },
];

const BESIDES: [Parameter; 3] = [
    Parameter::new("Page", Takes::Whole(1, 100_000_000), "The page, from 1."),
    Parameter::new("PageSize", Takes::Whole(1, 100), "Rows per page."),
    Parameter::new("Sort", Takes::Text, "`collectionDate` or `amount`, with `:asc` or `:desc`."),
];

/// Values by their numbers or names.
fn numbered<T: Vocabulary + Copy>(name: &str, all: &[T], asked: &Asked, problems: &mut Problems) -> Vec<T> {
    let read = |text: &str| match text.parse::<usize>() {
        Ok(number) => all.get(number).copied(),
        Err(_) => T::parse(text),
    };
    let what = format!("a number from 0 to {}", all.len().saturating_sub(1));
    asked.every(name, &what, read, problems)
}

fn sort_of(asked: &Asked) -> Option<Sort<RevenueSort>> {
    let first = asked.one("sort")?.split(',').next()?;
    let (name, direction) = first.split_once(':').unwrap_or((first, "asc"));
    let by = match name.trim().to_ascii_lowercase().as_str() {
        "collectiondate" => RevenueSort::Collected,
        "amount" => RevenueSort::Amount,
        _ => return None,
    };
    Some(if direction.trim().eq_ignore_ascii_case("desc") { Sort::down(by) } else { Sort::up(by) })
}

/// Reads the filters from an address.
///
/// # Errors
/// All problems by name.
pub(crate) fn wanted(asked: &Asked, who: &Referrer) -> Result<Wanted, Problems> {
    let wanted = TRANSACTIONS.read(asked, who)?;
    Ok(Wanted { filter: RevenueFilter { sort: sort_of(asked), ..wanted.filter }, ..wanted })
}

impl Wanted {
    /// The filter of the rows: the states that are wanted, by themselves and by their stage.
    pub(crate) fn rows(&self, mode: InvoicingMode) -> RevenueFilter {
        let is_in = |one: &States| {
            let stage = stage_of(one.commission, one.invoicing, one.referral, mode);
            let is_recognized = one.invoicing == Invoicing::PaymentReceived;
            (self.stages.is_empty() || self.stages.contains(&stage))
                && (self.commission.is_empty() || self.commission.contains(&one.commission))
                && (self.invoicing.is_empty() || self.invoicing.contains(&one.invoicing))
                && (self.referral.is_empty() || self.referral.contains(&one.referral))
                && self.is_recognized.is_none_or(|wanted| wanted == is_recognized)
        };
        let all: Vec<States> = every_state();
        let states: Vec<States> = all.iter().filter(|one| is_in(one)).copied().collect();
        let states = (states.len() < all.len()).then_some(states);
        RevenueFilter { states, ..self.filter.clone() }
    }
}

fn every_state() -> Vec<States> {
    let mut all = Vec::new();
    for commission in COMMISSION {
        for invoicing in Invoicing::ALL {
            for referral in ReferralInvoicing::ALL {
                all.push(States { commission, invoicing: *invoicing, referral: *referral });
            }
        }
    }
    all
}
