//! What the client has signed, for all its cases and for one.

use serde::Serialize;
use utoipa::ToSchema;

use super::Shown;
use crate::actions::clients::{Contracts, SigningPage, Standing};
use crate::domain::actor::Customer;
use crate::domain::agreement::AgreementKind;
use crate::domain::ids::CaseId;
use crate::store;
use crate::store::agreements::powers::{self, Filed};
use crate::web::documents::{self, FileLink};
use crate::web::http::who::Who;
use crate::web::http::{Answer, App, Id};

/// How the power of attorney for an agency stands.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = PowerOfAttorneyStatusApiDTO)]
pub(crate) struct PowerOfAttorneyStatusApiDto {
    pub signed: bool,
    pub requires_resigning: bool,
    pub invalidation_reason: Option<&'static str>,
    /// The signed file, for an hour.
    pub terms_url: Option<String>,
    /// Where it is signed; null if it is signed and current.
    pub solution_url: Option<String>,
}

/// How the debt-collection agreement stands.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = CollectionContractStatusApiDTO)]
pub(crate) struct CollectionContractStatusApiDto {
    pub signed: bool,
    pub requires_resigning: bool,
    /// `None`, or `NewVersion`.
    pub invalidation_reason: &'static str,
    /// The signed file, for an hour.
    pub terms_url: Option<String>,
    pub solution_url: Option<String>,
}

/// How one document stands.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ContractItemDto {
    pub signed: bool,
    pub requires_resigning: bool,
    pub solution_url: Option<String>,
}

/// What is signed for a case.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = CaseContractStatusApiDTO)]
pub(crate) struct CaseContractStatusApiDto {
    pub sdca: ContractItemDto,
    /// Null without an agency.
    pub poa: Option<ContractItemDto>,
    /// Null without agreed prices.
    pub pricing_appendix: Option<ContractItemDto>,
    pub collection_partner_name: Option<String>,
    pub needs_poa_signing: bool,
}

/// A link to a signed agreement that works for an hour.
pub(super) fn terms_url(filed: &Filed, app: &App) -> String {
    documents::signed_address(app.config(), FileLink::Agreement(filed.agreement.id), app.now())
}

/// `GET /contracts/debt-collection/status`
pub(crate) async fn agreement_status(
    Who(who): Who<Customer>,
    app: App,
) -> Answer<Shown<CollectionContractStatusApiDto>> {
    let (ctx, links) = (app.context(), app.clone());
    app.show(who, move |db, who| {
        let standing = Contracts::load(db, who.id)?.agreement();
        let page = SigningPage::of(db, who.id, &ctx)?.filter(|_| standing.is_missing());
        let files = powers::of_customer(db, who)?;
        let signed = files.iter().find(|one| one.agreement.kind == AgreementKind::Sdca && one.file.is_some());
        Ok(Shown {
            resource: CollectionContractStatusApiDto {
                signed: standing.is_signed,
                requires_resigning: standing.is_outdated,
                invalidation_reason: if standing.is_outdated { "NewVersion" } else { "None" },
                terms_url: signed.filter(|_| standing.is_signed).map(|one| terms_url(one, &links)),
                solution_url: page.map(|page| page.leading(None, None)),
            },
        })
    })
    .await
}

/// `GET /cases/{id}/contract-status`
///
/// # Errors
/// If the case is not theirs.
pub(crate) async fn case_status(
    Who(who): Who<Customer>,
    id: Id<CaseId>,
    app: App,
) -> Answer<Shown<CaseContractStatusApiDto>> {
    let ctx = app.context();
    app.show(who, move |db, who| {
        let case = store::cases::load_case(db, who, id.0)?;
        let contracts = Contracts::load(db, who.id)?;
        let page = SigningPage::of(db, who.id, &ctx)?;
        let agency = case.collection_partner_id;
        let shown = |standing: Standing| ContractItemDto {
            signed: standing.is_signed,
            requires_resigning: standing.is_outdated,
            solution_url: page.as_ref().filter(|_| standing.is_missing()).map(|page| page.leading(agency, None)),
        };
        let (power, appendix) = (agency.map(|id| contracts.power(id)), agency.and_then(|id| contracts.appendix(id)));
        let name = match agency {
            Some(id) => Some(store::people::organisations::profile(db, id)?.name),
            None => None,
        };
        Ok(Shown {
            resource: CaseContractStatusApiDto {
                sdca: shown(contracts.agreement()),
                poa: power.map(shown),
                pricing_appendix: appendix.map(shown),
                collection_partner_name: name,
                needs_poa_signing: power.into_iter().chain(appendix).any(Standing::is_missing),
            },
        })
    })
    .await
}
