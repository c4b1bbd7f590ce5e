//! What a preview of a case answers.

use serde::Serialize;
use utoipa::ToSchema;

use super::cases::{combined, solution};
use super::forms::Asked;
use crate::actions::Context;
use crate::actions::cases::Appraisal;
use crate::actions::clients::{Contracts, SigningPage};
use crate::domain::actor::Customer;
use crate::domain::jurisdiction::Jurisdiction;
use crate::domain::pricing::Price;
use crate::store::{self, Db};
use crate::web::http::Failure;
use crate::web::http::error_bodies::SigningHandoffDto;
use crate::web::http::wire::Major;

/// A preview.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = PreviewCaseResponseApiViewModel)]
pub(crate) struct PreviewCaseResponse {
    pub result: PreviewResultDto,
}

/// What would become of a case.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PreviewResultDto {
    /// Whether an agency can take it at the standard terms.
    pub is_eligible: bool,
    pub ineligibility_reason: Option<String>,
    pub partner_assignment: Option<PartnerAssignmentDto>,
    /// To be done before the case is created.
    pub required_actions: Vec<RequiredActionDto>,
    pub jurisdiction: JurisdictionDto,
    pub pricing_preview: Option<PricingPreviewDto>,
    pub requires_kyc_verification: bool,
    pub has_kyc_on_file: bool,
    pub signing_handoff: Option<SigningHandoffDto>,
}

/// The agency that would get the case.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PartnerAssignmentDto {
    pub collection_partner_id: String,
    pub partner_name: String,
    pub partner_country: String,
}

/// Something to be done first.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RequiredActionDto {
    pub r#type: &'static str,
    pub message: String,
    pub solution_url: Option<String>,
    pub is_blocking: bool,
}

/// The jurisdiction of a case.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct JurisdictionDto {
    pub id: i32,
    pub name: String,
    pub country_alpha2: String,
    pub state_alpha2: Option<String>,
}

/// The price of a case.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PricingPreviewDto {
    pub base_success_fee_percentage: Major,
    pub age_surcharge_percentage: Major,
    pub total_success_fee_percentage: Major,
    pub currency_code: &'static str,
    pub pricing_source: &'static str,
    pub pricing_source_description: String,
}

impl From<&Jurisdiction> for JurisdictionDto {
    fn from(place: &Jurisdiction) -> Self {
        Self {
            id: place.number(),
            name: place.name(),
            country_alpha2: place.country.clone(),
            state_alpha2: place.state.clone(),
        }
    }
}

impl PricingPreviewDto {
    /// A price for a claim in this currency.
    pub(crate) fn new(price: &Price, currency: &'static str) -> Self {
        Self {
            base_success_fee_percentage: Major::decimal(price.base.points()),
            age_surcharge_percentage: Major::decimal(price.uplift.points()),
            total_success_fee_percentage: Major::decimal(price.total.points()),
            currency_code: currency,
            pricing_source: price.source.label(),
            pricing_source_description: price.explanation.clone(),
        }
    }
}

impl PreviewCaseResponse {
    /// What was found for a claim of a client.
    pub(super) fn new(
        db: &mut Db,
        who: &Customer,
        asked: &Asked,
        found: &Appraisal,
        ctx: &Context,
    ) -> Result<Self, Failure> {
        let obstacles = found.obstacles();
        let (pending, against): (Vec<_>, Vec<_>) = obstacles.into_iter().partition(|one| one.is_pending_step());
        let agency = match found.choice {
            Ok(choice) => Some(store::people::organisations::profile(db, choice.agency)?),
            Err(_) => None,
        };
        let page = SigningPage::of(db, who.id, ctx)?;
        let combined = page.as_ref().and_then(|page| combined(page, &pending, asked.back.as_deref()));
        let (country, state) = asked.place();
        let actions = pending.iter().map(|one| RequiredActionDto {
            r#type: one.kind(),
            message: one.to_string(),
            solution_url: page.as_ref().and_then(|page| solution(page, one)),
            is_blocking: true,
        });
        let result = PreviewResultDto {
            is_eligible: against.is_empty(),
            ineligibility_reason: against.first().map(ToString::to_string),
            required_actions: actions.collect(),
            jurisdiction: (&Jurisdiction::of(country, state)).into(),
            pricing_preview: found.price.as_ref().map(|price| PricingPreviewDto::new(price, asked.currency())),
            requires_kyc_verification: agency.as_ref().is_some_and(|agency| agency.requires_kyc),
            has_kyc_on_file: Contracts::load(db, who.id)?.has_kyc(),
            signing_handoff: combined.map(|url| SigningHandoffDto { combined_signing_url: Some(url) }),
            partner_assignment: agency.map(|agency| PartnerAssignmentDto {
                collection_partner_id: agency.id.to_string(),
                partner_name: agency.name,
                partner_country: agency.country,
            }),
        };
        Ok(Self { result })
    }
}
