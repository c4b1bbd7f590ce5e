//! Template structs of the exchange rates.

use askama::Template;
use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::Serialize;
use utoipa::ToSchema;

use crate::domain::waiting::RATES_OUTDATED_AFTER_DAYS;
use crate::store::prices::rates::Quote;
use crate::store::{self, Db};
use crate::web::filters;
use crate::web::http::wire::Major;
use crate::web::http::{Failure, Page};

/// The age of the rates.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Freshness {
    /// The newest day with rates.
    pub newest: Option<NaiveDate>,
    /// Days since then.
    pub age_in_days: Option<i64>,
    /// Whether there are none or they are out of date.
    pub is_stale: bool,
}

impl Freshness {
    /// How recent the rates are on a day.
    pub(crate) fn of(quotes: &[Quote], today: NaiveDate) -> Self {
        let newest = quotes.iter().map(|quote| quote.day).max();
        let age = newest.map(|day| today.signed_duration_since(day).num_days());
        Self { newest, age_in_days: age, is_stale: age.is_none_or(|age| age > RATES_OUTDATED_AFTER_DAYS) }
    }

    /// The same in words.
    pub(crate) fn words(&self) -> String {
        match self.age_in_days {
            None => "There are no exchange rates yet".to_owned(),
            Some(..=0) => "The exchange rates are of today".to_owned(),
            Some(1) => "The exchange rates are of yesterday".to_owned(),
            Some(days) => format!("The exchange rates are {days} days old"),
        }
    }
}

/// A rate.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RateResource {
    /// Three letters.
    pub currency: String,
    /// The day of the rate.
    pub day: NaiveDate,
    /// US dollars for one unit.
    pub usd: Major,
}

/// The rates in force on a day.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RatesResource {
    /// The requested day; today by default.
    pub day: NaiveDate,
    /// The age of the rates on that day.
    #[serde(flatten)]
    pub freshness: Freshness,
    /// By currency.
    pub rates: Vec<RateResource>,
}

struct QuoteRow {
    quote: Quote,
    is_older: bool,
}

impl QuoteRow {
    /// Units of the currency per US dollar, with six digits.
    fn per_dollar(&self) -> String {
        let units = Decimal::ONE.checked_div(self.quote.usd.dollars()).and_then(|units| units.round_sf(6));
        units.map_or_else(|| "–".to_owned(), |units| units.normalize().to_string())
    }
}

#[derive(Template)]
#[template(path = "rates/rates.html")]
pub(crate) struct RatesPage {
    resource: RatesResource,
    rows: Vec<QuoteRow>,
    is_today: bool,
}

impl Page for RatesPage {
    type Resource = RatesResource;
    fn resource(&self) -> &RatesResource {
        &self.resource
    }
}

impl RatesPage {
    pub(super) fn load(db: &mut Db, day: Option<NaiveDate>, today: NaiveDate) -> Result<Self, Failure> {
        let asked = day.unwrap_or(today);
        let quotes = store::prices::rates::unscoped::quotes(db, asked)?;
        let freshness = Freshness::of(&quotes, asked);
        let rates = quotes
            .iter()
            .map(|quote| RateResource {
                currency: quote.currency.code().to_owned(),
                day: quote.day,
                usd: Major::decimal(quote.usd.dollars()),
            })
            .collect();
        let rows = quotes
            .into_iter()
            .map(|quote| QuoteRow { is_older: freshness.newest.is_some_and(|newest| quote.day < newest), quote })
            .collect();
        Ok(Self { resource: RatesResource { day: asked, freshness, rates }, rows, is_today: asked == today })
    }
}
