//! Requests about coverage rules and agencies fixed for clients.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Deserialize;
use validator::Validate;

use crate::actions::coverage::{CoverageOrder, FixedAgencyOrder};
use crate::domain::case::DebtorKind;
use crate::domain::day::NO_DAY;
use crate::domain::ids::CollectionPartnerId;
use crate::domain::money::{Currency, Money};
use crate::domain::routing::AmountRange;
use crate::domain::state::{self, NO_STATE};
use crate::web::http::request::values::{Amount, Country, Day, IdOf, Word};
use crate::web::http::{Problems, Request};

/// The claims that an agency serves.
#[derive(Deserialize, Validate, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CoverageForm {
    /// The agency.
    #[validate(required)]
    #[schemars(extend("x-missing" = "Choose an agency.", "x-wrong" = "Choose an agency."))]
    collection_partner_id: Option<IdOf<CollectionPartnerId>>,
    /// The debtor's country, as two letters or by its English name.
    #[validate(required)]
    #[schemars(extend("x-missing" = "Choose a country."))]
    country: Option<Country>,
    /// A state of the United States, as two letters or by its name; all by default.
    state: Option<String>,
    /// `Company` or `Private`; both by default.
    debtor_type: Option<Word<DebtorKind>>,
    /// Only claims in this currency, such as EUR; all by default.
    currency_code: Option<String>,
    /// The smallest principal, included.
    least: Option<Amount>,
    /// The largest principal, included.
    most: Option<Amount>,
    /// The currency of both amounts. Claims in other currencies are converted.
    amount_currency: Option<String>,
    /// The first day; today by default.
    #[schemars(extend("x-wrong" = NO_DAY))]
    valid_from: Option<Day>,
    /// The last day, if it is known.
    #[schemars(extend("x-wrong" = NO_DAY))]
    valid_to: Option<Day>,
}

pub(super) fn currency(field: &str, text: Option<String>, problems: &mut Problems) -> Option<Option<Currency>> {
    let Some(text) = text else { return Some(None) };
    let read = Currency::parse(&text).ok_or_else(|| format!("“{text}” is not a currency such as EUR."));
    problems.keep(field, read).map(Some)
}

/// Reads a state; an empty one is all states.
pub(crate) fn state_of(field: &str, text: Option<String>, problems: &mut Problems) -> Option<Option<String>> {
    let Some(text) = text else { return Some(None) };
    problems.need(field, state::read(&text), NO_STATE).map(|state| Some(state.to_owned()))
}

impl Request for CoverageForm {
    type Order = CoverageOrder;

    fn order(self, problems: &mut Problems) -> Option<CoverageOrder> {
        let state = state_of("state", self.state, problems);
        let only = currency("currencyCode", self.currency_code, problems);
        let of_amounts = currency("amountCurrency", self.amount_currency, problems);
        let (least, most) = (self.least, self.most);
        let amounts = if least.is_none() && most.is_none() {
            Some(None)
        } else {
            let currency = of_amounts.flatten().or(only.flatten());
            let currency = problems.need("amountCurrency", currency, "Choose the currency of the amounts.");
            currency.and_then(|currency| {
                let mut read = |field: &str, text: Option<Amount>| {
                    problems.keep(field, text.map(|text| Money::parse(&text.0, currency)).transpose())
                };
                let (least, most) = (read("least", least), read("most", most));
                let minor = |amount: Option<Money>| amount.map(Money::minor);
                Some(Some(AmountRange { currency, least: minor(least?), most: minor(most?) }))
            })
        };
        Some(CoverageOrder {
            agency: self.collection_partner_id?.0,
            country: self.country?.0,
            state: state?,
            debtor: self.debtor_type.map(|kind| kind.0),
            currency: only?,
            amounts: amounts?,
            from: self.valid_from.map(|day| day.0),
            to: self.valid_to.map(|day| day.0),
        })
    }
}

/// Ends a coverage rule.
#[derive(Deserialize, Validate, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct EndCoverageForm {
    /// The last day; yesterday ends the rule at once.
    #[validate(required)]
    #[schemars(extend("x-missing" = NO_DAY, "x-wrong" = NO_DAY))]
    last_day: Option<Day>,
}

impl Request for EndCoverageForm {
    type Order = NaiveDate;

    fn order(self, _: &mut Problems) -> Option<NaiveDate> {
        Some(self.last_day?.0)
    }
}

/// Fixes the agency of a client.
#[derive(Deserialize, Validate, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct FixAgencyForm {
    /// The agency.
    #[validate(required)]
    #[schemars(extend("x-missing" = "Choose an agency.", "x-wrong" = "Choose an agency."))]
    collection_partner_id: Option<IdOf<CollectionPartnerId>>,
    /// The debtors' country; all by default.
    country: Option<Country>,
    /// A state of the United States; all by default.
    state: Option<String>,
}

impl Request for FixAgencyForm {
    type Order = FixedAgencyOrder;

    fn order(self, problems: &mut Problems) -> Option<FixedAgencyOrder> {
        Some(FixedAgencyOrder {
            agency: self.collection_partner_id?.0,
            country: self.country.map(|country| country.0),
            state: state_of("state", self.state, problems)?,
        })
    }
}
