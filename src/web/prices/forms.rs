//! Requests about price lists.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use validator::Validate;

use crate::actions::clients::CarveOutOrder;
use crate::actions::prices::{MAX_NAME_CHARACTERS, MAX_NOTE_CHARACTERS, PriceOrder, find_creditor};
use crate::actions::{ActionError, Outcome};
use crate::domain::case::PricingSource;
use crate::domain::country::NO_COUNTRY;
use crate::domain::day::NO_DAY;
use crate::domain::ids::{CollectionPartnerId, ReferralPartnerId};
use crate::domain::money::{Currency, Money, Rate};
use crate::domain::pricing::{Grid, Overdue, Parties, Surcharge};
use crate::store::Db;
use crate::web::http::request::values::{Amount, Country, Day, IdOf, Lines, NO_RATE, Percent, Word};
use crate::web::http::{Problems, Request};

/// Highest age of a claim for a surcharge, in the surcharge's unit.
const MAX_AGE: i64 = 3650;

/// Rows of a grid, and surcharges, of one list.
const MAX_ROWS: u64 = 100;

/// A price list.
#[derive(Deserialize, Validate, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PriceForm {
    /// The parties the prices apply to.
    #[schemars(extend("x-wrong" = "There is no such place in the chain of prices."))]
    source: Option<Word<PricingSource>>,
    /// The creditor, by id or by name, if the prices apply to one.
    creditor_id: Option<String>,
    /// The agency, if the prices apply to one.
    #[schemars(extend("x-wrong" = "Choose an agency."))]
    collection_partner_id: Option<IdOf<CollectionPartnerId>>,
    /// The referral partner, if the prices apply to its clients.
    #[schemars(extend("x-wrong" = "Choose a platform."))]
    referral_partner_id: Option<IdOf<ReferralPartnerId>>,
    /// The name of the list.
    #[validate(length(max = MAX_NAME_CHARACTERS))]
    name: Option<String>,
    /// The countries in which it is in force, as two letters or English names; empty means all.
    #[serde(default)]
    countries: Vec<String>,
    /// The reason; the operator can read it.
    #[validate(length(max = MAX_NOTE_CHARACTERS))]
    note: Option<Lines>,
    /// The first day.
    #[validate(required)]
    #[schemars(extend("x-missing" = "Say from which day they are in force.", "x-wrong" = NO_DAY))]
    valid_from: Option<Day>,
    /// The last day; empty means no end.
    #[schemars(extend("x-wrong" = NO_DAY))]
    valid_to: Option<Day>,
    /// The success fee by amount in US dollars.
    #[serde(default)]
    #[validate(nested, length(max = MAX_ROWS))]
    brackets: Vec<BracketForm>,
    /// The surcharge on the success fee for old claims.
    #[serde(default)]
    #[validate(nested, length(max = MAX_ROWS))]
    surcharges: Vec<SurchargeForm>,
}

/// A row of the grid.
#[derive(Deserialize, Serialize, Validate, JsonSchema)]
struct BracketForm {
    /// The lowest amount, in US dollars; zero by default.
    from: Option<Amount>,
    /// The success fee in percent.
    percent: Option<Percent>,
}

/// A surcharge.
#[derive(Deserialize, Serialize, Validate, JsonSchema)]
struct SurchargeForm {
    /// The age over which it is added.
    #[validate(range(min = 1, max = MAX_AGE))]
    #[schemars(extend("x-wrong" = "A whole number from 1 to 3650."))]
    over: Option<i64>,
    /// The unit of the age: `months` or `days`; months by default.
    unit: Option<String>,
    /// Percentage points.
    points: Option<Percent>,
}

/// A price list as sent. The creditor may be given by name, so finding it is left to [`PriceRequest::order`].
#[derive(Clone, Debug)]
pub(crate) struct PriceRequest {
    source: Option<PricingSource>,
    creditor: Option<String>,
    order: PriceOrder,
}

impl PriceRequest {
    /// The order with its creditor. A list that replaces another has a known source.
    ///
    /// # Errors
    /// At `source` if it is unknown and missing; at `creditorId` if there is not exactly one such creditor.
    pub(crate) fn order(&self, db: &mut Db, known: Option<PricingSource>) -> Outcome<PriceOrder> {
        let source = known.or(self.source);
        let source = source.ok_or_else(|| ActionError::At("source", "Say for whom the prices are.".to_owned()))?;
        let creditor = match (&self.creditor, known) {
            (Some(text), None) => Some(find_creditor(db, text)?),
            _ => None,
        };
        Ok(PriceOrder { source, parties: Parties { creditor, ..self.order.parties }, ..self.order.clone() })
    }
}

impl Request for PriceForm {
    type Order = PriceRequest;

    fn order(self, problems: &mut Problems) -> Option<PriceRequest> {
        let countries = problems.keep("countries", countries(&self.countries));
        let brackets = brackets(self.brackets, problems);
        let surcharges = surcharges(self.surcharges, problems);
        // A grid without its wrong rows would only cause further problems.
        let grid = match problems.is_empty() {
            true => problems.keep("brackets.0.from", Grid::new(brackets, surcharges)),
            false => None,
        };
        let source = self.source.map(|source| source.0);
        let order = PriceOrder {
            source: source.unwrap_or(PricingSource::StandardAgreement),
            parties: Parties {
                creditor: None,
                agency: self.collection_partner_id.map(|id| id.0),
                referral_partner: self.referral_partner_id.map(|id| id.0),
            },
            name: self.name.unwrap_or_default(),
            countries: countries?,
            grid: grid?,
            note: self.note.map(|note| note.0).unwrap_or_default(),
            from: self.valid_from?.0,
            to: self.valid_to.map(|day| day.0),
        };
        Some(PriceRequest { source, creditor: self.creditor_id, order })
    }
}

/// Two-letter codes and English names, separated by commas or as a list.
fn countries(texts: &[String]) -> Result<Vec<String>, String> {
    let mut found = Vec::new();
    for text in
        texts.iter().flat_map(|text| text.split([',', ';', '\n'])).map(str::trim).filter(|text| !text.is_empty())
    {
        match crate::domain::country::read(text) {
            Some(code) => found.push(code),
            // Codes separated by spaces, such as "DE AT CH".
            None => match text.split_whitespace().map(crate::domain::country::read).collect::<Option<Vec<_>>>() {
                Some(codes) => found.extend(codes),
                None => {
                    return Err(format!(
                        "“{text}” is no country. Write two letters (PT) or the English name (Portugal)."
                    ));
                }
            },
        }
    }
    Ok(found)
}

fn brackets(rows: Vec<BracketForm>, problems: &mut Problems) -> Vec<(i64, Rate)> {
    let mut found = Vec::new();
    let Some(usd) = Currency::parse("USD") else { return found };
    for (place, row) in rows.into_iter().enumerate() {
        let at = |field: &str| format!("brackets.{place}.{field}");
        if row.from.is_none() && row.percent.is_none() {
            continue;
        }
        // The first bracket may leave out its lowest amount, which is 0.
        let from = row.from.map_or_else(|| "0".to_owned(), |amount| amount.0);
        let from = problems.keep(&at("from"), Money::parse(&from, usd));
        let rate = problems.need(&at("percent"), row.percent, NO_RATE);
        found.extend(from.map(Money::minor).zip(rate.map(|rate| rate.0)));
    }
    found
}

fn surcharges(rows: Vec<SurchargeForm>, problems: &mut Problems) -> Vec<Surcharge> {
    let mut found = Vec::new();
    for (place, row) in rows.into_iter().enumerate() {
        let at = |field: &str| format!("surcharges.{place}.{field}");
        if row.over.is_none() && row.points.is_none() {
            continue;
        }
        let over = row.over.unwrap_or_default();
        let text = format!("{over} {}", row.unit.as_deref().unwrap_or("months"));
        let over = problems.need(&at("over"), Overdue::parse(&text), "A whole number from 1 to 3650.");
        let points = problems.need(&at("points"), row.points, NO_RATE);
        found.extend(over.zip(points).map(|(over, points)| Surcharge { over, points: points.0 }));
    }
    found
}

/// The last day of a list.
#[derive(Deserialize, Validate, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct EndForm {
    /// The last day on which it is in force.
    #[validate(required)]
    #[schemars(extend("x-missing" = NO_DAY, "x-wrong" = NO_DAY))]
    last_day: Option<Day>,
}

impl Request for EndForm {
    type Order = NaiveDate;

    fn order(self, _: &mut Problems) -> Option<NaiveDate> {
        Some(self.last_day?.0)
    }
}

/// Prices of a referral partner, an agency and a country.
#[derive(Deserialize, Validate, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CarveOutForm {
    /// The agency.
    #[validate(required)]
    #[schemars(extend("x-missing" = "Choose an agency.", "x-wrong" = "Choose an agency."))]
    collection_partner_id: Option<IdOf<CollectionPartnerId>>,
    /// The referral partner.
    #[validate(required)]
    #[schemars(extend("x-missing" = "Choose a platform.", "x-wrong" = "Choose a platform."))]
    referral_partner_id: Option<IdOf<ReferralPartnerId>>,
    /// The country of the debtor.
    #[validate(required)]
    #[schemars(extend("x-missing" = NO_COUNTRY, "x-wrong" = NO_COUNTRY))]
    country: Option<Country>,
    /// The success fee by amount in US dollars.
    #[serde(default)]
    #[validate(nested, length(max = MAX_ROWS))]
    brackets: Vec<BracketForm>,
}

impl Request for CarveOutForm {
    type Order = CarveOutOrder;

    fn order(self, problems: &mut Problems) -> Option<CarveOutOrder> {
        let tiers = brackets(self.brackets, problems);
        Some(CarveOutOrder {
            referral_partner: self.referral_partner_id?.0,
            agency: self.collection_partner_id?.0,
            country: self.country?.0,
            tiers,
        })
    }
}
