//! What the forms of the price lists send.

use chrono::NaiveDate;
use serde::de::IgnoredAny;
use serde::{Deserialize, Deserializer, Serialize};
use utoipa::ToSchema;

use crate::actions::clients::CarveOutOrder;
use crate::actions::prices::{PriceOrder, find_creditor};
use crate::actions::{ActionError, Outcome};
use crate::domain::case::PricingSource;
use crate::domain::day::{self, NO_DAY};
use crate::domain::ids::{CollectionPartnerId, ReferralPartnerId};
use crate::domain::money::{Currency, Money, Rate};
use crate::domain::pricing::{Grid, Overdue, Parties, Surcharge};
use crate::store::Db;
use crate::web::clients::input::country;
use crate::web::http::{Fields, Form, Problems};

const NO_RATE: &str = "A percentage from 0 to 100 with at most four decimals, such as 9.5.";

/// A price list.
#[derive(Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", default)]
pub struct PriceForm {
    source: Option<String>,
    creditor_id: Option<String>,
    collection_partner_id: Option<String>,
    referral_partner_id: Option<String>,
    name: Option<String>,
    countries: Vec<String>,
    note: Option<String>,
    valid_from: Option<String>,
    valid_to: Option<String>,
    #[serde(deserialize_with = "apart")]
    #[schema(value_type = Vec<BracketForm>)]
    brackets: Vec<(usize, BracketForm)>,
    #[serde(deserialize_with = "apart")]
    #[schema(value_type = Vec<SurchargeForm>)]
    surcharges: Vec<(usize, SurchargeForm)>,
}

/// Rows are fields of their own, such as `brackets.0.from`, and read apart; whatever else has their name is passed over.
fn apart<'de, D: Deserializer<'de>, T>(sent: D) -> Result<Vec<T>, D::Error> {
    IgnoredAny::deserialize(sent).map(|_| Vec::new())
}

/// A row of the grid.
#[derive(Default, Deserialize, Serialize, ToSchema)]
#[serde(default)]
struct BracketForm {
    from: Option<String>,
    percent: Option<String>,
}

/// A surcharge.
#[derive(Default, Deserialize, Serialize, ToSchema)]
#[serde(default)]
struct SurchargeForm {
    over: Option<String>,
    unit: Option<String>,
    points: Option<String>,
}

/// A price list as it was sent: everything but the creditor, which may be named in words.
#[derive(Clone, Debug)]
pub struct PriceRequest {
    source: Option<PricingSource>,
    creditor: Option<String>,
    order: PriceOrder,
}

impl PriceRequest {
    /// The order, with its creditor found. A list that takes another's place has its source.
    ///
    /// # Errors
    /// At `source` where none is known; at `creditorId`.
    pub fn order(&self, db: &mut Db, known: Option<PricingSource>) -> Outcome<PriceOrder> {
        let source = known.or(self.source);
        let source = source.ok_or_else(|| ActionError::At("source", "Say for whom the prices are.".to_owned()))?;
        let creditor = match (&self.creditor, known) {
            (Some(text), None) => Some(find_creditor(db, text)?),
            _ => None,
        };
        Ok(PriceOrder { source, parties: Parties { creditor, ..self.order.parties }, ..self.order.clone() })
    }
}

impl Form for PriceForm {
    type Order = PriceRequest;

    fn of(fields: &Fields) -> Result<Self, Problems> {
        let mut form: Self = fields.read()?;
        for (place, fields) in fields.things("brackets") {
            form.brackets.push((place, fields.read()?));
        }
        for (place, fields) in fields.things("surcharges") {
            form.surcharges.push((place, fields.read()?));
        }
        Ok(form)
    }

    fn parse(self) -> Result<PriceRequest, Problems> {
        let mut problems = Problems::none();
        let source = self.source.and_then(|text| {
            let found = PricingSource::parse(&text).ok_or("There is no such place in the chain of prices.");
            problems.keep("source", found)
        });
        let agency = self.collection_partner_id.and_then(|text| {
            problems.keep("collectionPartnerId", CollectionPartnerId::parse(&text).ok_or("Choose an agency."))
        });
        let platform = self.referral_partner_id.and_then(|text| {
            problems.keep("referralPartnerId", ReferralPartnerId::parse(&text).ok_or("Choose a platform."))
        });
        let countries = problems.keep("countries", countries(&self.countries));
        let brackets = brackets(self.brackets, &mut problems);
        let surcharges = surcharges(self.surcharges, &mut problems);
        let from = match self.valid_from {
            None => problems.keep("validFrom", Err("Say from which day they are in force.")),
            Some(text) => problems.keep("validFrom", day::read(&text).ok_or(NO_DAY)),
        };
        let to = self.valid_to.map(|text| problems.keep("validTo", day::read(&text).ok_or(NO_DAY)));
        // A grid of rows that were wrong already would only complain again.
        let grid =
            problems.is_empty().then(|| problems.keep("brackets.0.from", Grid::new(brackets, surcharges))).flatten();
        let (Some(countries), Some(from), Some(grid)) = (countries, from, grid) else { return Err(problems) };
        let order = PriceOrder {
            source: source.unwrap_or(PricingSource::StandardAgreement),
            parties: Parties { creditor: None, agency, platform },
            name: self.name.unwrap_or_default(),
            countries,
            grid,
            note: self.note.unwrap_or_default(),
            from,
            to: to.flatten(),
        };
        problems.or(PriceRequest { source, creditor: self.creditor_id, order })
    }
}

/// Two-letter codes and English names, apart by commas or as a list.
fn countries(texts: &[String]) -> Result<Vec<String>, String> {
    let mut found = Vec::new();
    for text in
        texts.iter().flat_map(|text| text.split([',', ';', '\n'])).map(str::trim).filter(|text| !text.is_empty())
    {
        match country(text) {
            Some(code) => found.push(code),
            // "DE AT CH" is clear, too.
            None => match text.split_whitespace().map(country).collect::<Option<Vec<_>>>() {
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

fn brackets(rows: Vec<(usize, BracketForm)>, problems: &mut Problems) -> Vec<(i64, Rate)> {
    let mut found = Vec::new();
    let Some(usd) = Currency::parse("USD") else { return found };
    for (place, row) in rows {
        let at = |field: &str| format!("brackets.{place}.{field}");
        if row.from.is_none() && row.percent.is_none() {
            continue;
        }
        // The first bracket may say nothing of where it begins: it is for every amount.
        let from = problems.keep(&at("from"), Money::parse(row.from.as_deref().unwrap_or("0"), usd));
        let rate = problems.keep(&at("percent"), row.percent.as_deref().and_then(Rate::parse).ok_or(NO_RATE));
        found.extend(from.map(Money::minor).zip(rate));
    }
    found
}

fn surcharges(rows: Vec<(usize, SurchargeForm)>, problems: &mut Problems) -> Vec<Surcharge> {
    let mut found = Vec::new();
    for (place, row) in rows {
        let at = |field: &str| format!("surcharges.{place}.{field}");
        if row.over.is_none() && row.points.is_none() {
            continue;
        }
        let text = format!("{} {}", row.over.unwrap_or_default().trim(), row.unit.as_deref().unwrap_or("months"));
        let over = problems.keep(&at("over"), Overdue::parse(&text).ok_or("A whole number from 1 to 3650."));
        let points = problems.keep(&at("points"), row.points.as_deref().and_then(Rate::parse).ok_or(NO_RATE));
        found.extend(over.zip(points).map(|(over, points)| Surcharge { over, points }));
    }
    found
}

/// The last day of a list.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct EndForm {
    last_day: Option<String>,
}

impl Form for EndForm {
    type Order = NaiveDate;

    fn parse(self) -> Result<NaiveDate, Problems> {
        let day = day::read(self.last_day.as_deref().unwrap_or_default());
        day.ok_or_else(|| Problems::at("lastDay", NO_DAY))
    }
}

/// Prices of a platform, an agency and a country.
#[derive(Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", default)]
pub struct CarveOutForm {
    collection_partner_id: Option<String>,
    referral_partner_id: Option<String>,
    country: Option<String>,
    #[serde(deserialize_with = "apart")]
    #[schema(value_type = Vec<BracketForm>)]
    brackets: Vec<(usize, BracketForm)>,
}

impl Form for CarveOutForm {
    type Order = CarveOutOrder;

    fn of(fields: &Fields) -> Result<Self, Problems> {
        let mut form: Self = fields.read()?;
        for (place, fields) in fields.things("brackets") {
            form.brackets.push((place, fields.read()?));
        }
        Ok(form)
    }

    fn parse(self) -> Result<CarveOutOrder, Problems> {
        let mut problems = Problems::none();
        let agency = self.collection_partner_id.as_deref().and_then(CollectionPartnerId::parse);
        let agency = problems.keep("collectionPartnerId", agency.ok_or("Choose an agency."));
        let platform = self.referral_partner_id.as_deref().and_then(ReferralPartnerId::parse);
        let platform = problems.keep("referralPartnerId", platform.ok_or("Choose a platform."));
        let place = country(self.country.as_deref().unwrap_or_default());
        let place = problems.keep("country", place.ok_or("Write two letters (PT) or the English name (Portugal)."));
        let tiers = brackets(self.brackets, &mut problems);
        match (agency, platform, place) {
            (Some(agency), Some(platform), Some(country)) => {
                problems.or(CarveOutOrder { platform, agency, country, tiers })
            }
            _ => Err(problems),
        }
    }
}
