//! The referral partner's pages and API.

use actix_web::web::{self, ServiceConfig, delete, get, post, put, resource};

use crate::web::{account as people_accounts, branding, clients, docs, referred, revenue};

/// Pages only, for referral partners.
pub(super) fn pages(config: &mut ServiceConfig) {
    config
        .service(resource("").route(get().to(people_accounts::show_home)))
        .service(web::redirect("/settings", "/referral/settings/branding"))
        .service(resource("/settings/partner").route(get().to(clients::show_partner)))
        .service(
            resource("/settings/branding")
                .route(get().to(branding::show_branding))
                .route(post().to(branding::save_branding)),
        )
        .service(resource("/settings/branding/preview").route(get().to(branding::show_preview)))
        .service(resource("/settings/branding/step").route(get().to(branding::show_step)))
        .service(resource("/settings/branding/step.css").route(get().to(branding::show_step_style)));
}

/// API only, for referral partners.
pub(super) fn api(config: &mut ServiceConfig) {
    config
        .service(resource("/openapi.json").route(get().to(docs::show_referral_partner)))
        .service(resource("/me").route(get().to(clients::show_partner)))
        .service(resource("/oauth/token").route(post().to(clients::token::create_token)))
        .service(resource("/cases").route(get().to(referred::list_cases)))
        .service(resource("/cases/preview").route(post().to(referred::preview_case)))
        .service(resource("/cases/{id}").route(get().to(referred::show_case)))
        .service(resource("/cases/{caseId}/files").route(post().to(referred::upload_file)))
        .service(resource("/coverage").route(get().to(referred::list_coverage)))
        .service(resource("/reporting/transactions").route(get().to(revenue::list_transactions)))
        .service(resource("/referral-partner/filter-options").route(get().to(referred::filter_options)))
        .service(
            resource("/branding").route(get().to(branding::show_branding)).route(put().to(branding::save_branding)),
        );
}

/// Pages and API: a referral partner's clients.
pub(super) fn mount(config: &mut ServiceConfig) {
    config
        .service(resource("/clients").route(get().to(clients::list_clients)).route(post().to(clients::create_client)))
        .service(
            resource("/clients/{externalTenantId}")
                .route(get().to(clients::show_client))
                .route(delete().to(clients::delete_client)),
        )
        .service(
            resource("/clients/{externalTenantId}/agreements/{agreementId}").route(get().to(clients::show_document)),
        )
        .service(resource("/clients/{externalTenantId}/is-deletable").route(get().to(clients::is_deletable)))
        .service(resource("/clients/{externalTenantId}/withdraw").route(post().to(clients::withdraw_client)))
        .service(resource("/clients/{externalTenantId}/kyc-verification").route(post().to(clients::submit_kyc)));
}
