//! What would happen to a claim: which agency it would get, and what each way of routing says.

use askama::Template;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::forms::state_of;
use super::page::{place, states};
use super::resource::words;
use crate::actions::Context;
use crate::actions::prices::find_creditor;
use crate::actions::routing::{parties_of, rates_of, ways};
use crate::domain::actor::Operator;
use crate::domain::case::DebtorKind;
use crate::domain::ids::CollectionPartnerId;
use crate::domain::money::{Currency, Money};
use crate::domain::routing::{Claim, RoutingReason, Rule, Ways, choose};
use crate::store::coverage::{self, RuleFilter};
use crate::store::people::parties::{self, Choices};
use crate::store::{self, Db};
use crate::web::filters;
use crate::web::http::request::values::{Amount, Country, Word};
use crate::web::http::who::Who;
use crate::web::http::{Answer, App, Asked, Failure, Filled, Input, Page, Problems, Request};
use crate::web::wording::countries;

const FIELDS: [&str; 6] = ["country", "state", "debtorType", "amount", "currencyCode", "creditorId"];

/// Rules that are shown with their result, at most.
const MAX_SHOWN_RULES: i64 = 200;

/// A claim that is not one yet.
#[derive(Deserialize, Validate, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct TrialForm {
    /// The debtor's country, as two letters or by its English name.
    #[validate(required)]
    #[schemars(extend("x-missing" = "Choose a country."))]
    country: Option<Country>,
    /// The debtor's state, in the United States.
    state: Option<String>,
    /// `Company` or `Private`; `Company` by default.
    debtor_type: Option<Word<DebtorKind>>,
    /// The principal.
    #[validate(required)]
    #[schemars(extend("x-missing" = "Enter an amount."))]
    amount: Option<Amount>,
    /// Its currency; US dollars by default.
    currency_code: Option<String>,
    /// The client, by id or by name; its own agencies count then.
    creditor_id: Option<String>,
}

/// The claim to try.
#[derive(Clone, Debug)]
pub(crate) struct Tried {
    country: String,
    state: Option<String>,
    debtor: DebtorKind,
    principal: Money,
    creditor: Option<String>,
}

impl Request for TrialForm {
    type Order = Tried;

    fn order(self, problems: &mut Problems) -> Option<Tried> {
        let code = self.currency_code.unwrap_or_else(|| "USD".to_owned());
        let currency = Currency::parse(&code).ok_or_else(|| format!("“{code}” is not a currency such as EUR."));
        let currency = problems.keep("currencyCode", currency)?;
        let state = state_of("state", self.state, problems);
        let country = self.country?.0;
        Some(Tried {
            principal: problems.keep("amount", Money::parse(&self.amount?.0, currency))?,
            state: state?,
            country,
            debtor: self.debtor_type.map_or(DebtorKind::Company, |kind| kind.0),
            creditor: self.creditor_id,
        })
    }
}

/// What would happen to a claim.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct TrialDto {
    /// The agency; null if nobody serves such claims.
    pub collection_partner_id: Option<String>,
    pub collection_partner: Option<String>,
    /// `ClientOverride`, `PricingZone`, `ExistingRelationship` or `StandardRule`.
    pub reason: Option<&'static str>,
    /// The ways of routing in their order, each with the agency that it names.
    pub steps: Vec<TrialStepDto>,
    /// The rules of the country in their order.
    pub rules: Vec<TriedRuleDto>,
}

/// A way of routing.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct TrialStepDto {
    pub reason: &'static str,
    /// The reason in words.
    pub label: &'static str,
    /// Null if this way names nobody.
    pub collection_partner: Option<String>,
}

/// A rule and whether it covers the claim.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct TriedRuleDto {
    pub id: String,
    pub collection_partner: String,
    pub place: String,
    pub description: String,
    pub covers: bool,
}

fn find(db: &mut Db, who: &Operator, tried: &Tried, ctx: &Context) -> Result<TrialDto, Failure> {
    let creditor = tried.creditor.as_deref().map(|text| find_creditor(db, text)).transpose()?;
    let claim = Claim {
        country: tried.country.clone(),
        state: tried.state.clone(),
        debtor: tried.debtor,
        principal: tried.principal,
        day: ctx.now.date_naive(),
    }
    .in_place();
    let parties = parties_of(db, creditor)?;
    let full = ways(db, parties, &claim)?;
    let rates = rates_of(db, &claim)?;
    let only = |reason: RoutingReason| {
        let (rules, unavailable) = (full.rules.clone(), full.unavailable.clone());
        let base = Ways { unavailable, ..Ways::default() };
        let ways = match reason {
            RoutingReason::Requested | RoutingReason::Reassigned => base,
            RoutingReason::ClientOverride => Ways { overrides: full.overrides.clone(), ..base },
            RoutingReason::PricingZone => Ways { zone: full.zone, ..base },
            RoutingReason::ExistingRelationship => {
                let known = full.relationships.clone();
                let rules = rules.into_iter().filter(|rule| known.contains(&rule.agency)).collect();
                Ways { relationships: known, rules, ..base }
            }
            RoutingReason::StandardRule => Ways { rules, ..base },
        };
        choose(&claim, &ways, &rates).ok().map(|choice| choice.agency)
    };
    let reasons: Vec<RoutingReason> =
        RoutingReason::ALL.iter().copied().filter(|reason| *reason != RoutingReason::Requested).collect();
    let steps: Vec<(RoutingReason, Option<CollectionPartnerId>)> =
        reasons.into_iter().map(|reason| (reason, only(reason))).collect();
    let ids: Vec<CollectionPartnerId> = steps.iter().filter_map(|(_, agency)| *agency).collect();
    let names = store::people::agencies::names(db, &ids)?;
    let name = |agency: CollectionPartnerId| names.iter().find(|(id, _)| *id == agency).map(|(_, name)| name.clone());
    let choice = choose(&claim, &full, &rates).ok();
    let filter = RuleFilter { country: Some(claim.country.clone()), ..RuleFilter::default() };
    let (rules, _) = coverage::find(db, who, &filter, claim.day, (0, MAX_SHOWN_RULES))?;
    let tried_rule = |listed: &coverage::Listed| TriedRuleDto {
        id: listed.row.id.to_string(),
        collection_partner: listed.agency.clone(),
        place: place(&listed.row.country, listed.row.state.as_deref()),
        description: words(&listed.row),
        covers: !listed.is_suspended && Rule::from(&listed.row).covers(&claim, &rates),
    };
    Ok(TrialDto {
        collection_partner_id: choice.map(|choice| choice.agency.to_string()),
        collection_partner: choice.and_then(|choice| name(choice.agency)),
        reason: choice.map(|choice| choice.reason.name()),
        rules: rules.iter().map(tried_rule).collect(),
        steps: steps
            .into_iter()
            .map(|(reason, agency)| TrialStepDto {
                reason: reason.name(),
                label: reason.label(),
                collection_partner: agency.and_then(name),
            })
            .collect(),
    })
}

/// `GET /coverage/try`: without an amount, an empty form.
///
/// # Errors
/// Under `/api/`, the problems by field; a page shows them at the fields.
pub(crate) async fn try_claim(Who(who): Who<Operator>, asked: Asked, app: App) -> Answer<TrialPage> {
    let fields = asked.fields(&FIELDS);
    let form = Filled::with::<TrialForm>(fields.clone());
    if fields.0.is_empty() && !app.is_json() {
        return app.show(who, move |db, who| TrialPage::load(db, who, form, None)).await;
    }
    let sent = Input::<TrialForm>::of_query(fields);
    let (ctx, reader) = (app.context(), who.clone());
    let found = match sent.parse() {
        Ok(tried) => app.read(move |db| find(db, &reader, &tried, &ctx)).await,
        Err(problems) => Err(problems.into()),
    };
    match found {
        Ok(found) => app.show(who, move |db, who| TrialPage::load(db, who, form, Some(found))).await,
        Err(failure) => app.again(who, &sent, failure, |db, who, form| TrialPage::load(db, who, form, None)).await,
    }
}

#[derive(Template)]
#[template(path = "coverage/trial.html")]
pub(crate) struct TrialPage {
    resource: Option<TrialDto>,
    form: Filled,
    choices: Choices,
    countries: Vec<(&'static str, String)>,
    states: Vec<(&'static str, &'static str)>,
}

impl Page for TrialPage {
    type Resource = Option<TrialDto>;
    fn resource(&self) -> &Option<TrialDto> {
        &self.resource
    }
}

impl TrialPage {
    fn load(db: &mut Db, who: &Operator, form: Filled, resource: Option<TrialDto>) -> Result<Self, Failure> {
        let countries = std::iter::once(("", "Choose…".to_owned())).chain(countries()).collect();
        Ok(Self { resource, form, choices: parties::choices(db, who)?, countries, states: states() })
    }

    fn kinds() -> &'static [(&'static str, &'static str)] {
        &[("Company", "Company"), ("Private", "Private person")]
    }
}
