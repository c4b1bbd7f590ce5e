//! Cases handed in by hand as JSON of the operator's API.

use serde::Serialize;
use utoipa::ToSchema;

use crate::actions::cases::Appraisal;
use crate::store::cases::Case;
use crate::web::prices::resource::PricedResource;

/// What would become of a claim.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct AppraisalDto {
    /// The agency; null if there is none.
    pub collection_partner_id: Option<String>,
    pub collection_partner: Option<String>,
    /// Why this agency, or why none, in words.
    pub routing: String,
    /// Null if there is no standard price.
    pub price: Option<PricedResource>,
    /// Why the claim is outside the standard terms; empty if it is within.
    pub outside_terms: Vec<String>,
    /// Whether the client must sign the debt-collection agreement first.
    pub needs_agreement: bool,
    /// Whether the client must sign a power of attorney for the agency first.
    pub needs_power_of_attorney: bool,
    /// Whether the agency needs a director's data first, which are not on file.
    pub needs_kyc: bool,
}

impl From<&Appraisal> for AppraisalDto {
    fn from(found: &Appraisal) -> Self {
        Self {
            collection_partner_id: found.choice.ok().map(|choice| choice.agency.to_string()),
            collection_partner: found.agency.clone(),
            routing: match found.choice {
                Ok(choice) => choice.reason.label().to_owned(),
                Err(refusal) => refusal.to_string(),
            },
            price: found.price.as_ref().map(Into::into),
            outside_terms: found.outside_terms.clone(),
            needs_agreement: found.missing.agreement,
            needs_power_of_attorney: found.missing.power,
            needs_kyc: found.missing.kyc,
        }
    }
}

/// A case that was handed in.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct HandedInDto {
    pub id: String,
    pub reference: String,
    /// The state's label.
    pub lifecycle: &'static str,
    pub collection_partner_id: Option<String>,
    /// Why this agency.
    pub routing_reason: Option<&'static str>,
}

impl From<&Case> for HandedInDto {
    fn from(case: &Case) -> Self {
        Self {
            id: case.id.to_string(),
            reference: case.reference.to_string(),
            lifecycle: case.lifecycle.label(),
            collection_partner_id: case.collection_partner_id.map(|id| id.to_string()),
            routing_reason: case.routing_reason.map(|reason| reason.name()),
        }
    }
}
