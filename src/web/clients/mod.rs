//! A referral partner's clients: creating, reading and withdrawing them. The same handlers serve the partner's pages
//! and its API.

mod along;
pub(crate) mod console;
pub(crate) mod forms;
mod page;
pub(crate) mod query;
pub(crate) mod resource;
pub(crate) mod token;

use actix_web::HttpResponse;
use actix_web::web::Path;

use crate::actions::Context;
use crate::actions::clients::{self, Brought};
use crate::config::Environment;
use crate::domain::actor::Referrer;
use crate::domain::agreement::AgreementKind;
use crate::domain::ids::AgreementId;
use crate::store::{self, Db};
use crate::web::http::who::{ReferrerAdmin, Who};
use crate::web::http::{Answer, App, Asked, Done, Failure, Input};
use forms::{CreateClientRequest, SubmitKycVerificationRequest};
use page::{ClientPage, ClientsPage, DeletablePage, PartnerPage};
use resource::{
    ClientCreatedResponse, ClientDeletableResponse, ConflictData, ConflictResponse, KycVerificationDto,
    OnboardingLinksDto,
};

/// Characters in a client's id in its referral partner's own system.
const MAX_TENANT_CHARACTERS: u64 = 255;

/// The address of the list.
pub(crate) const CLIENTS: &str = "/referral/clients";

/// The version of the debt-collection agreement in force; "" before the first is published.
pub(crate) fn version_in_force(db: &mut Db) -> Result<String, Failure> {
    Ok(store::agreements::unscoped::version(db, AgreementKind::Sdca)?.unwrap_or_default())
}

/// `GET /clients`
///
/// # Errors
/// If a filter or the page number is wrong.
pub(crate) async fn list_clients(Who(who): Who<Referrer>, asked: Asked, app: App) -> Answer<ClientsPage> {
    let paging = asked.paging(50, 100)?;
    let filter = query::CLIENTS.read(&asked, &who)?;
    let ctx = app.context();
    app.show(who, move |db, who| ClientsPage::load(db, who, &filter, &asked, paging, &ctx)).await
}

/// `GET /clients/{externalTenantId}`
pub(crate) async fn show_client(Who(who): Who<Referrer>, tenant: Path<String>, app: App) -> Answer<ClientPage> {
    let ctx = app.context();
    app.show(who, move |db, who| ClientPage::load(db, who, &tenant, &ctx)).await
}

/// The contract's JSON of a client.
pub(crate) fn resource_of(
    db: &mut Db,
    who: &Referrer,
    tenant: &str,
    ctx: &Context,
) -> Result<ClientCreatedResponse, Failure> {
    Ok(ClientPage::load(db, who, tenant, ctx)?.resource)
}

/// `POST /clients`: creates a client, or answers the state of the one that exists.
///
/// # Errors
/// If fields are wrong, those of the cases included; nothing is created then.
pub(crate) async fn create_client(
    who: ReferrerAdmin,
    sent: Input<CreateClientRequest>,
    app: App,
) -> Answer<ClientsPage> {
    app.submit(
        who,
        sent,
        |db, who, order, ctx| {
            let (status, body) = match clients::bring(db, &who.0, &order, ctx)? {
                brought @ (Brought::Created(_) | Brought::Linked) => {
                    let mut resource = ClientPage::load(db, &who.0, &order.tenant, ctx)?.resource;
                    resource.case_results = along::results(db, &who.0, &order, &brought, ctx)?;
                    let status = if resource.onboarding_done { 201 } else { 202 };
                    (status, serde_json::to_string(&resource)?)
                }
                conflict => (409, serde_json::to_string(&conflict_of(conflict, order.tenant))?),
            };
            Ok(Done { status, to: CLIENTS.to_owned(), notice: "The client is here.".to_owned(), body: Some(body) })
        },
        // This request has no page, so the problems are the answer.
        |_, _, form| Err(Failure::Invalid(form.problems)),
    )
    .await
}

fn conflict_of(brought: Brought, tenant: String) -> ConflictResponse {
    let (kind, message, url) = match brought {
        Brought::NeedsLinking { url } => (
            "ClientExistsNeedsLinking",
            "This client has an account already. Show its people the link: they decide whether to be linked with you.",
            Some(url),
        ),
        Brought::LinkedUnderAnotherId => (
            "AlreadyLinkedDifferentTenant",
            "This client is linked with you already, under another externalTenantId.",
            None,
        ),
        Brought::LinkedElsewhere | Brought::Linked | Brought::Created(_) => (
            "AlreadyLinkedToAnotherPartner",
            "This client is linked with another partner. Ask the platform's support what can be done.",
            None,
        ),
    };
    ConflictResponse {
        r#type: kind.to_owned(),
        message: message.to_owned(),
        data: ConflictData {
            external_tenant_id: tenant,
            is_attributed_client: url.as_ref().map(|_| false),
            onboarding_links: url.map(|url| OnboardingLinksDto { url }),
        },
    }
}

/// `GET /clients/{externalTenantId}/agreements/{agreementId}`: a signed file.
///
/// # Errors
/// If the client is not theirs, or the file does not exist yet.
pub(crate) async fn show_document(
    Who(who): Who<Referrer>,
    path: Path<(String, String)>,
    app: App,
) -> Result<HttpResponse, Failure> {
    let (tenant, id) = path.into_inner();
    let id = AgreementId::parse(&id).ok_or(Failure::MalformedId)?;
    let found = app.read(move |db| Ok(store::agreements::powers::of_client(db, &who, &tenant)?)).await?;
    let filed = found.into_iter().find(|one| one.agreement.id == id).ok_or(Failure::NotFound)?;
    let sha256 = filed.file.ok_or(Failure::NotFound)?;
    let name = crate::web::signing::file_name(&filed.agreement, &filed.creditor);
    crate::web::documents::stored(&app.shared().blobs, &sha256, &name).await
}

/// `POST /clients/{externalTenantId}/withdraw`
///
/// # Errors
/// If the client is not theirs or not attributed to them, or one of its cases is past submission.
pub(crate) async fn withdraw_client(
    who: ReferrerAdmin,
    tenant: Path<String>,
    sent: Input<()>,
    app: App,
) -> Answer<ClientPage> {
    let again = tenant.clone();
    let ctx = app.context();
    app.submit(
        who,
        sent,
        move |db, who, (), ctx| {
            clients::withdraw(db, &who.0, &tenant, ctx)?;
            Ok(Done::gone(CLIENTS, "The client was withdrawn."))
        },
        move |db, who, _| ClientPage::load(db, &who.0, &again, &ctx),
    )
    .await
}

/// `POST /clients/{externalTenantId}/kyc-verification`
pub(crate) async fn submit_kyc(
    who: ReferrerAdmin,
    tenant: Path<String>,
    asked: Asked,
    sent: Input<SubmitKycVerificationRequest>,
    app: App,
) -> Answer<ClientPage> {
    let tell = asked.one("sendChatNotification").is_none_or(|text| !text.eq_ignore_ascii_case("false"));
    let again = tenant.clone();
    let ctx = app.context();
    app.submit(
        who,
        sent,
        move |db, who, order, ctx| {
            let record = clients::give_kyc(db, &who.0, &tenant, &order, tell, ctx)?;
            let body = serde_json::to_string(&KycVerificationDto::from(&record))?;
            let to = format!("{CLIENTS}/{tenant}");
            Ok(Done { status: 201, to, notice: "The director's data are on file.".to_owned(), body: Some(body) })
        },
        move |db, who, _| ClientPage::load(db, &who.0, &again, &ctx),
    )
    .await
}

/// Clients can be deleted only in the test environment.
fn only_in_tests(app: &App) -> Result<(), Failure> {
    match app.config().environment {
        Environment::Test => Ok(()),
        Environment::Production => {
            Err(Failure::Forbidden("Clients can be reset in the test environment only.".to_owned()))
        }
    }
}

/// `GET /clients/{externalTenantId}/is-deletable`
///
/// # Errors
/// In production, and if the client is not theirs.
pub(crate) async fn is_deletable(Who(who): Who<Referrer>, tenant: Path<String>, app: App) -> Answer<DeletablePage> {
    only_in_tests(&app)?;
    app.show(who, move |db, who| {
        let blockers = clients::blockers(db, who, &tenant)?;
        Ok(DeletablePage { resource: ClientDeletableResponse { is_deletable: blockers.is_empty(), blockers } })
    })
    .await
}

/// `DELETE /clients/{externalTenantId}`
///
/// # Errors
/// In production, and if the client is not theirs or not deletable.
pub(crate) async fn delete_client(
    who: ReferrerAdmin,
    tenant: Path<String>,
    sent: Input<()>,
    app: App,
) -> Answer<ClientPage> {
    only_in_tests(&app)?;
    let again = tenant.clone();
    let ctx = app.context();
    app.submit(
        who,
        sent,
        move |db, who, (), ctx| {
            clients::delete(db, &who.0, &tenant, ctx)?;
            Ok(Done::gone(CLIENTS, "The client was wiped."))
        },
        move |db, who, _| ClientPage::load(db, &who.0, &again, &ctx),
    )
    .await
}

/// `GET /me`, and the partner's own page.
pub(crate) async fn show_partner(Who(who): Who<Referrer>, app: App) -> Answer<PartnerPage> {
    let base_url = app.config().base_url.clone();
    app.show(who, move |db, who| PartnerPage::load(db, who, &base_url)).await
}
