//! Operations of the referral partner's API, one line per operation.

use utoipa::openapi::path::HttpMethod::{Delete, Get, Post, Put};

use super::Operation;
use crate::web::branding::forms::UpdateBrandingRequest;
use crate::web::branding::resource::BrandingDto;
use crate::web::clients::forms::{CreateClientRequest, SubmitKycVerificationRequest};
use crate::web::clients::query::CLIENTS;
use crate::web::clients::resource::{
    ClientCreatedResponse, ClientDeletableResponse, GetClientsResponse, KycVerificationDto, ReferralPartnerResponse,
};
use crate::web::clients::token::{AccessTokenResponse, CreateAccessTokenRequest};
use crate::web::customer::forms::PreviewCaseRequest;
use crate::web::documents::forms::UploadRequest;
use crate::web::documents::resource::CaseFileDto;
use crate::web::referred::query::CASES;
use crate::web::referred::resource::{
    GetCaseDetailResponse, GetCasesResponse, GetFilterOptionsResponse, ReferralCoverageItemDto, ReferralPreviewResponse,
};
use crate::web::revenue::query::TRANSACTIONS;
use crate::web::revenue::resource::TransactionsResponse;

pub(super) fn referral_partner() -> Vec<Operation> {
    let get = |path, summary| Operation::new(Get, path, summary);
    let post = |path, summary| Operation::new(Post, path, summary);
    vec![
        get("/me", "Your own profile and brand").gives::<ReferralPartnerResponse>().refuses(&[]),
        post("/oauth/token", "A token of 30 minutes, to act for one client on the Customer API")
            .takes::<CreateAccessTokenRequest>()
            .gives::<AccessTokenResponse>()
            .refuses(&[400, 404]),
        get("/cases", "The cases that came through you").lists(&CASES).gives::<GetCasesResponse>().refuses(&[400]),
        get("/cases/{id}", "One case, with what full recovery would earn").gives::<GetCaseDetailResponse>(),
        post("/cases/{caseId}/files", "Add a file to a case")
            .query(&["sendChatNotification"])
            .uploads::<UploadRequest>("file")
            .gives::<CaseFileDto>()
            .refuses(&[400, 404, 413, 415])
            .once(),
        post("/cases/preview", "Price a claim without creating it")
            .takes::<PreviewCaseRequest>()
            .gives::<ReferralPreviewResponse>()
            .refuses(&[400]),
        get("/coverage", "Every jurisdiction with its agencies").gives_list::<ReferralCoverageItemDto>().refuses(&[]),
        get("/referral-partner/filter-options", "Values for the filters of cases and earnings")
            .gives::<GetFilterOptionsResponse>()
            .refuses(&[]),
        get("/reporting/transactions", "What you earn: payment by payment, and in sums by stage")
            .lists(&TRANSACTIONS)
            .gives::<TransactionsResponse>()
            .refuses(&[400]),
        get("/branding", "Your brand and its contrast").gives::<BrandingDto>().refuses(&[]),
        Operation::new(
            Put,
            "/branding",
            "Change your brand; logo and favicon by address, or as files in a multipart body",
        )
        .takes::<UpdateBrandingRequest>()
        .gives::<BrandingDto>()
        .refuses(&[400])
        .once(),
        get("/clients", "List your clients").lists(&CLIENTS).gives::<GetClientsResponse>().refuses(&[400]),
        post("/clients", "Add a client: 201 onboarded, 202 onboarding needed, 409 the account exists")
            .takes::<CreateClientRequest>()
            .gives::<ClientCreatedResponse>()
            .answers(201)
            .refuses(&[400, 409, 422])
            .once(),
        get("/clients/{externalTenantId}", "One client by your own id")
            .gives::<ClientCreatedResponse>()
            .refuses(&[404]),
        Operation::new(Delete, "/clients/{externalTenantId}", "Delete a client of the test environment")
            .gives_nothing()
            .refuses(&[403, 404, 409]),
        get(
            "/clients/{externalTenantId}/agreements/{agreementId}",
            "The file of an agreement that a client has signed",
        )
        .gives_file("application/pdf")
        .refuses(&[404]),
        get("/clients/{externalTenantId}/is-deletable", "Whether a client of the test environment can be deleted")
            .gives::<ClientDeletableResponse>()
            .refuses(&[403, 404]),
        post("/clients/{externalTenantId}/withdraw", "Withdraw a client").gives_nothing().refuses(&[404, 409]).once(),
        post("/clients/{externalTenantId}/kyc-verification", "Send a director's data")
            .query(&["sendChatNotification"])
            .takes::<SubmitKycVerificationRequest>()
            .gives::<KycVerificationDto>()
            .answers(201)
            .refuses(&[400, 404])
            .once(),
    ]
}
