//! Calculates the fee of a claim, with the same price lists and rules as for a real case.

use askama::Template;
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::resource::{PricedResource, usd};
use crate::actions::prices::find_creditor;
use crate::actions::pricing::{Priced, price};
use crate::domain::actor::Operator;
use crate::domain::country::NO_COUNTRY;
use crate::domain::day::NO_DAY;
use crate::domain::ids::{CollectionPartnerId, ReferralPartnerId};
use crate::domain::money::{Currency, Money};
use crate::domain::pricing::{Age, Parties, Price};
use crate::store::people::parties::Choices;
use crate::store::{self, Db};
use crate::web::filters;
use crate::web::http::request::values::{Amount, Country, Day, IdOf};
use crate::web::http::who::Who;
use crate::web::http::wire::Major;
use crate::web::http::{Answer, App, Asked, Failure, Filled, Input, Page, Problems, Request};

const FIELDS: [&str; 7] =
    ["country", "amount", "currencyCode", "dueDate", "creditorId", "collectionPartnerId", "referralPartnerId"];

/// A claim that is not one yet.
#[derive(Deserialize, Validate, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CalculatorForm {
    /// The debtor's country.
    #[validate(required)]
    #[schemars(extend("x-missing" = NO_COUNTRY, "x-wrong" = NO_COUNTRY))]
    country: Option<Country>,
    /// The principal.
    #[validate(required)]
    #[schemars(extend("x-missing" = "Enter an amount."))]
    amount: Option<Amount>,
    /// Its currency; US dollars unless said.
    currency_code: Option<String>,
    /// When it was due; today unless said.
    #[schemars(extend("x-wrong" = NO_DAY))]
    due_date: Option<Day>,
    /// The creditor, by id or by name.
    creditor_id: Option<String>,
    /// The agency.
    #[schemars(extend("x-wrong" = "Choose an agency."))]
    collection_partner_id: Option<IdOf<CollectionPartnerId>>,
    /// The referral partner.
    #[schemars(extend("x-wrong" = "Choose a platform."))]
    referral_partner_id: Option<IdOf<ReferralPartnerId>>,
}

/// The claim to calculate.
#[derive(Clone, Debug)]
pub(crate) struct Wanted {
    country: String,
    principal: Money,
    due: Option<NaiveDate>,
    creditor: Option<String>,
    agency: Option<CollectionPartnerId>,
    platform: Option<ReferralPartnerId>,
}

impl Request for CalculatorForm {
    type Order = Wanted;

    fn order(self, problems: &mut Problems) -> Option<Wanted> {
        let code = self.currency_code.unwrap_or_else(|| "USD".to_owned());
        let currency = Currency::parse(&code).ok_or_else(|| format!("“{code}” is not a currency such as EUR."));
        let currency = problems.keep("currencyCode", currency)?;
        let principal = problems.keep("amount", Money::parse(&self.amount?.0, currency))?;
        if principal.is_zero() {
            problems.add("amount", "The amount must be more than zero.");
        }
        Some(Wanted {
            country: self.country?.0,
            principal,
            due: self.due_date.map(|day| day.0),
            creditor: self.creditor_id,
            agency: self.collection_partner_id.map(|id| id.0),
            platform: self.referral_partner_id.map(|id| id.0),
        })
    }
}

/// The price of a claim.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CalculatedResource {
    /// The debtor's country.
    pub country: String,
    /// The principal.
    pub amount: Major,
    /// Its currency.
    pub currency_code: String,
    /// The principal in US dollars, which decides the bracket; null without an exchange rate.
    pub amount_usd: Option<Major>,
    /// The price; null if no list has a rate for such a small claim.
    pub price: Option<PricedResource>,
}

/// The result.
struct Found {
    wanted: Wanted,
    usd_minor: Option<i64>,
    price: Option<Price>,
}

fn find(db: &mut Db, wanted: &Wanted, today: NaiveDate) -> Result<Found, Failure> {
    let due = wanted.due.unwrap_or(today);
    if due > today {
        return Err(
            Problems::at("dueDate", "A claim is handed in when it is overdue: the day must not lie ahead.").into()
        );
    }
    let creditor = wanted.creditor.as_deref().map(|text| find_creditor(db, text)).transpose()?;
    // The calculation uses the client's own referral partner, unless the request names another.
    let platform = match (wanted.platform, creditor) {
        (None, Some(creditor)) => store::people::parties::unscoped::platform_of(db, creditor)?,
        (platform, _) => platform,
    };
    let claim = Priced {
        principal: wanted.principal,
        country: &wanted.country,
        due,
        submitted: today,
        age: Age::Single,
        parties: Parties { creditor, agency: wanted.agency, referral_partner: platform },
    };
    let price = price(db, &claim)?;
    let usd_minor = store::prices::rates::unscoped::latest(db)?.to_usd_minor(wanted.principal);
    Ok(Found { wanted: wanted.clone(), usd_minor, price })
}

/// `GET /prices/calculator`: without an amount, an empty form.
///
/// # Errors
/// Under `/api/`, the problems by field; a page shows them at the fields.
pub(crate) async fn calculate(Who(who): Who<Operator>, asked: Asked, app: App) -> Answer<CalculatorPage> {
    let fields = asked.fields(&FIELDS);
    let today = app.now().date_naive();
    let form = Filled::with::<CalculatorForm>(fields.clone());
    if fields.0.is_empty() && !app.is_json() {
        return app.show(who, move |db, who| CalculatorPage::load(db, who, form, None)).await;
    }
    let sent = Input::<CalculatorForm>::of_query(fields);
    let found = match sent.parse() {
        Ok(wanted) => app.read(move |db| find(db, &wanted, today)).await,
        Err(problems) => Err(problems.into()),
    };
    match found {
        Ok(found) => app.show(who, move |db, who| CalculatorPage::load(db, who, form, Some(found))).await,
        Err(failure) => app.again(who, &sent, failure, |db, who, form| CalculatorPage::load(db, who, form, None)).await,
    }
}

#[derive(Template)]
#[template(path = "prices/calculator.html")]
pub(crate) struct CalculatorPage {
    resource: Option<CalculatedResource>,
    form: Filled,
    choices: Choices,
    found: Option<Found>,
}

impl Page for CalculatorPage {
    type Resource = Option<CalculatedResource>;
    fn resource(&self) -> &Option<CalculatedResource> {
        &self.resource
    }
}

impl CalculatorPage {
    fn load(db: &mut Db, who: &Operator, form: Filled, found: Option<Found>) -> Result<Self, Failure> {
        let resource = found.as_ref().map(|found| CalculatedResource {
            country: found.wanted.country.clone(),
            amount: found.wanted.principal.into(),
            currency_code: found.wanted.principal.currency().code().to_owned(),
            amount_usd: found.usd_minor.map(usd),
            price: found.price.as_ref().map(Into::into),
        });
        Ok(Self { resource, form, choices: store::people::parties::choices(db, who)?, found })
    }

    /// The success fee if everything is recovered.
    fn fee(&self, found: &Found) -> Option<Money> {
        let principal = found.wanted.principal;
        let price = found.price.as_ref()?;
        let fee = principal.to_decimal().checked_mul(price.total.fraction())?;
        let cents = fee.round_dp_with_strategy(
            principal.currency().exponent(),
            rust_decimal::RoundingStrategy::MidpointAwayFromZero,
        );
        Money::parse(&cents.normalize().to_string(), principal.currency()).ok()
    }

    fn in_dollars(&self, found: &Found) -> Option<Money> {
        let usd = Currency::parse("USD").filter(|usd| *usd != found.wanted.principal.currency())?;
        found.usd_minor.map(|minor| Money::new(minor, usd))
    }
}
