//! Which jurisdictions are covered, by which agencies, and how the client stands with each.

use actix_web::web::Path;
use serde::Serialize;
use utoipa::ToSchema;

use super::Shown;
use super::contracts::PowerOfAttorneyStatusApiDto;
use super::forms::EligibilityRequest;
use crate::actions::clients::{Contracts, SigningPage};
use crate::actions::{Context, cases};
use crate::domain::actor::Customer;
use crate::domain::calendar::Moment;
use crate::domain::ids::CollectionPartnerId;
use crate::domain::jurisdiction::Jurisdiction;
use crate::store::agreements::powers::{self, Filed};
use crate::store::coverage::RuleRow;
use crate::store::coverage::unscoped::all_rules;
use crate::store::{Db, StoreError};
use crate::web::coverage::words;
use crate::web::http::who::Who;
use crate::web::http::{Answer, App, Asked, Failure, Input, Problems};

/// A jurisdiction with its agencies.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = CoverageItemApiDTO)]
pub(crate) struct CoverageItemApiDto {
    /// The name, such as "United States - California".
    pub jurisdiction: String,
    pub jurisdiction_id: i32,
    pub country: String,
    /// ISO 3166-1.
    pub country_id: i32,
    pub country_alpha2: String,
    pub us_state_alpha2: Option<String>,
    /// None, one, or several with different conditions.
    pub partners: Vec<PartnerCoverageApiDto>,
}

/// An agency in a jurisdiction, and how the client stands with it.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = PartnerCoverageApiDTO)]
pub(crate) struct PartnerCoverageApiDto {
    pub partner_id: String,
    pub partner_name: String,
    /// Which claims it takes, in words.
    pub conditions: String,
    /// Whether the client has signed its power of attorney.
    pub signed: bool,
    pub terms_url: Option<String>,
    pub solution_url: Option<String>,
    pub requires_resigning: bool,
    pub invalidation_reason: Option<&'static str>,
}

/// Whether a claim would be taken.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = CaseEligibilityResponseApiDTO)]
pub(crate) struct CaseEligibilityResponseApiDto {
    pub is_eligible: bool,
    pub jurisdiction: JurisdictionInfoApiDto,
    pub partner: Option<PartnerInfoApiDto>,
    pub power_of_attorney_status: Option<PowerOfAttorneyStatusApiDto>,
    /// Why it would not.
    pub error_message: Option<String>,
}

/// The jurisdiction of a claim.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = JurisdictionInfoApiDTO)]
pub(crate) struct JurisdictionInfoApiDto {
    pub id: i32,
    pub name: String,
    pub country: String,
    pub country_alpha2: String,
    pub us_state_alpha2: Option<String>,
}

/// An agency.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = PartnerInfoApiDTO)]
pub(crate) struct PartnerInfoApiDto {
    pub id: String,
    pub name: Option<String>,
}

impl From<&Jurisdiction> for JurisdictionInfoApiDto {
    fn from(place: &Jurisdiction) -> Self {
        Self {
            id: place.number(),
            name: place.name(),
            country: place.country_name(),
            country_alpha2: place.country.clone(),
            us_state_alpha2: place.state.clone(),
        }
    }
}

/// The agencies of every jurisdiction.
pub(crate) struct Coverage(Vec<(RuleRow, String)>);

impl Coverage {
    /// Loads the rules in force.
    pub(crate) fn load(db: &mut Db, now: Moment) -> Result<Self, StoreError> {
        Ok(Self(all_rules(db, now.date_naive())?))
    }

    /// The rules for a jurisdiction: those for its state first.
    pub(crate) fn of<'a>(&'a self, place: &'a Jurisdiction) -> impl Iterator<Item = (&'a RuleRow, &'a str)> {
        let is_here = |rule: &&(RuleRow, String)| {
            rule.0.country == place.country && (rule.0.state.is_none() || rule.0.state == place.state)
        };
        let mut rules: Vec<_> = self.0.iter().filter(is_here).collect();
        rules.sort_by_key(|(rule, _)| rule.state.is_none());
        rules.into_iter().map(|(rule, agency)| (rule, agency.as_str()))
    }
}

/// How a client stands with any agency.
pub(super) struct Papers {
    contracts: Contracts,
    page: Option<SigningPage>,
    files: Vec<Filed>,
}

impl Papers {
    pub(super) fn load(db: &mut Db, who: &Customer, ctx: &Context) -> Result<Self, Failure> {
        Ok(Self {
            contracts: Contracts::load(db, who.id)?,
            page: SigningPage::of(db, who.id, ctx)?,
            files: powers::of_customer(db, who)?,
        })
    }

    pub(super) fn power(&self, agency: CollectionPartnerId, app: &App) -> PowerOfAttorneyStatusApiDto {
        let standing = self.contracts.power_with_prices(agency);
        let signed = self.files.iter().find(|one| one.agreement.collection_partner_id == Some(agency));
        PowerOfAttorneyStatusApiDto {
            signed: standing.is_signed,
            requires_resigning: standing.is_outdated,
            invalidation_reason: match standing.is_outdated {
                true if self.contracts.power(agency).is_outdated => Some("NewVersion"),
                // Agreed prices that belong to the power of attorney are not signed.
                true => Some("Other"),
                false => None,
            },
            terms_url: signed.filter(|one| one.file.is_some()).map(|one| super::contracts::terms_url(one, app)),
            solution_url: self
                .page
                .as_ref()
                .filter(|_| standing.is_missing())
                .map(|page| page.leading(Some(agency), None)),
        }
    }
}

fn item(place: &Jurisdiction, coverage: &Coverage, papers: &Papers, app: &App) -> CoverageItemApiDto {
    let partners = coverage.of(place).map(|(rule, agency)| {
        let power = papers.power(rule.collection_partner_id, app);
        PartnerCoverageApiDto {
            partner_id: rule.collection_partner_id.to_string(),
            partner_name: agency.to_owned(),
            conditions: words(rule),
            signed: power.signed,
            terms_url: power.terms_url,
            solution_url: power.solution_url,
            requires_resigning: power.requires_resigning,
            invalidation_reason: power.invalidation_reason,
        }
    });
    CoverageItemApiDto {
        jurisdiction: place.name(),
        jurisdiction_id: place.number(),
        country: place.country_name(),
        country_id: place.country_number(),
        country_alpha2: place.country.clone(),
        us_state_alpha2: place.state.clone(),
        partners: partners.collect(),
    }
}

/// `GET /coverage`
pub(crate) async fn list_coverage(Who(who): Who<Customer>, app: App) -> Answer<Shown<Vec<CoverageItemApiDto>>> {
    let (ctx, links) = (app.context(), app.clone());
    app.show(who, move |db, who| {
        let (coverage, papers) = (Coverage::load(db, ctx.now)?, Papers::load(db, who, &ctx)?);
        let all = Jurisdiction::all();
        Ok(Shown { resource: all.iter().map(|place| item(place, &coverage, &papers, &links)).collect() })
    })
    .await
}

async fn show(who: Customer, place: Option<Jurisdiction>, app: App) -> Answer<Shown<CoverageItemApiDto>> {
    let place = place.ok_or(Failure::NotFound)?;
    let (ctx, links) = (app.context(), app.clone());
    app.show(who, move |db, who| {
        let (coverage, papers) = (Coverage::load(db, ctx.now)?, Papers::load(db, who, &ctx)?);
        Ok(Shown { resource: item(&place, &coverage, &papers, &links) })
    })
    .await
}

/// `GET /coverage/{id}`
///
/// # Errors
/// If there is no jurisdiction with this number.
pub(crate) async fn show_coverage(
    Who(who): Who<Customer>,
    id: Path<String>,
    app: App,
) -> Answer<Shown<CoverageItemApiDto>> {
    let number: i32 = id.parse().map_err(|_| Failure::MalformedId)?;
    show(who, Jurisdiction::all().into_iter().find(|place| place.number() == number), app).await
}

/// `GET /coverage/search?q=`: deprecated. The first jurisdiction whose code or name begins with the text.
///
/// # Errors
/// If there is no text, or no such jurisdiction.
pub(crate) async fn search_coverage(
    Who(who): Who<Customer>,
    asked: Asked,
    app: App,
) -> Answer<Shown<CoverageItemApiDto>> {
    let Some(text) = asked.one("q").map(str::to_lowercase) else {
        return Err(Problems::at("q", "Send a search text.").into());
    };
    let is_exact = |place: &Jurisdiction| {
        place.country.to_lowercase() == text && place.state.is_none() || place.name().to_lowercase() == text
    };
    let begins = |place: &Jurisdiction| {
        let name = place.name().to_lowercase();
        name.starts_with(&text) || name.split(" - ").any(|part| part.starts_with(&text))
    };
    let all = Jurisdiction::all();
    let found = all.iter().find(|place| is_exact(place)).or_else(|| all.iter().find(|place| begins(place)));
    show(who, found.cloned(), app).await
}

/// `POST /coverage/check-eligibility`: agency and power of attorney; the debt-collection agreement is not looked at.
///
/// # Errors
/// If fields are wrong.
pub(crate) async fn check_eligibility(
    Who(who): Who<Customer>,
    sent: Input<EligibilityRequest>,
    app: App,
) -> Answer<Shown<CaseEligibilityResponseApiDto>> {
    let (asked, ctx, links) = (sent.parse()?, app.context(), app.clone());
    app.show(who, move |db, who| {
        let found = cases::appraise(db, &asked.terms(who, ctx.now.date_naive()), &ctx)?;
        let papers = Papers::load(db, who, &ctx)?;
        let (country, state) = asked.place();
        let agency = found.choice.ok().map(|choice| choice.agency);
        let reason = found.obstacles().into_iter().find(|one| !one.is_pending_step()).map(|one| one.to_string());
        Ok(Shown {
            resource: CaseEligibilityResponseApiDto {
                is_eligible: reason.is_none(),
                jurisdiction: (&Jurisdiction::of(country, state)).into(),
                partner: agency.map(|id| PartnerInfoApiDto { id: id.to_string(), name: found.agency }),
                power_of_attorney_status: agency.map(|agency| papers.power(agency, &links)),
                error_message: reason,
            },
        })
    })
    .await
}
