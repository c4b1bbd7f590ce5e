//! Every address, pages and API side by side, grouped by who may use it. [`rights`] says for every address and method
//! who may use it; a test fails if a line is missing there.

mod account;
mod customer;
#[cfg(feature = "demo")]
mod mailbox;
mod operator;
mod referral;
pub mod rights;

use actix_web::web::{self, ServiceConfig, delete, get, post, put, resource};

use crate::web::cases::{bulk, links, read, verbs};
use crate::web::http::{assets, dress};
use crate::web::{
    account as people_accounts, balance, branding, client, docs, documents, engagements, exports, health, invoices,
    onboarding, payments, people, plans, statements, tasks, updates, verify,
};

/// Mounts all addresses.
pub fn mount(config: &mut ServiceConfig) {
    #[cfg(feature = "demo")]
    config.configure(mailbox::mount);
    config
        // Everyone.
        .route("/static/{name:.*}", get().to(assets::serve))
        .route("/healthz", get().to(health::alive))
        .route("/readyz", get().to(health::ready))
        // An agency's people by session, its systems by key, with the same handlers. Addresses are tried in
        // this order, so the busiest stand first.
        .service(
            web::scope("/partner")
                .configure(partner_list)
                .configure(partner_pages)
                .configure(partner)
                .configure(partner_money)
                .configure(partner_books)
                .configure(partner_plans)
                .configure(partner_files),
        )
        .service(
            web::scope("/api/collection-partner")
                .configure(partner_list)
                .configure(partner_api)
                .configure(partner)
                .configure(partner_money)
                .configure(partner_books)
                .configure(partner_plans)
                .configure(partner_files),
        )
        .service(resource("/docs").route(get().to(docs::show_docs)))
        .service(resource("/verify").route(get().to(verify::show_verify)).route(post().to(verify::check_file)))
        .service(resource(["/api/verify", "/api/verify/"]).route(post().to(verify::check_file)))
        .service(resource("/api/verify/openapi.json").route(get().to(docs::show_verification)))
        .service(resource("/").route(get().to(people_accounts::go_home)))
        .configure(account::doors)
        // Everybody who is signed in, in any organisation.
        .service(web::scope("/account").configure(account::own))
        // A creditor, with the link in a mail about one case.
        .service(resource("/client/{token}").route(get().to(client::show_client)).route(post().to(client::answer)))
        .service(resource("/client/{token}/renew").route(post().to(client::renew)))
        .service(resource("/client/{token}/documents/{documentId}").route(get().to(client::show_document)))
        // A client of a referral partner, with its link.
        .service(resource("/brands/{referralPartnerId}/style.css").route(get().to(onboarding::show_style)))
        .service(resource("/brands/{sha256}.png").route(get().to(branding::show_picture)))
        .service(web::scope("/onboarding/{token}").configure(steps))
        .service(web::scope("/api/onboarding/{token}").configure(steps))
        .service(resource("/files/agreements/{agreementId}").route(get().to(documents::open_agreement)))
        .service(resource("/files/{documentId}").route(get().to(documents::open_link)))
        // A referral partner's people by session, its systems by key, with the same handlers.
        .service(web::scope("/referral").configure(referral::pages).configure(referral::mount))
        .service(web::scope("/api/referral").configure(referral::api).configure(referral::mount))
        // A client's systems by key.
        .service(web::scope("/api/customer").configure(customer::mount))
        // The operator's people by session, its systems by key, with the same handlers.
        .service(web::scope("/look").configure(operator::looks))
        .service(web::scope("/operator").configure(operator::mount))
        .service(resource("/api/operator/openapi.json").route(get().to(docs::show_operator)))
        .service(web::scope("/api/operator").configure(operator::mount))
        .default_service(web::to(dress::nothing_here));
}

/// Everything that the listener for metrics serves.
pub fn mount_metrics(config: &mut ServiceConfig) {
    config.route("/metrics", get().to(health::show_metrics));
}

/// The onboarding steps of a client.
fn steps(config: &mut ServiceConfig) {
    config
        .service(resource("").route(get().to(onboarding::enter)))
        .service(
            resource("/company")
                .route(get().to(onboarding::show_company))
                .route(post().to(onboarding::confirm_company)),
        )
        .service(resource("/people").route(get().to(onboarding::show_people)).route(post().to(onboarding::name_people)))
        .service(resource("/kyc").route(get().to(onboarding::show_kyc)).route(post().to(onboarding::give_kyc)))
        .service(resource("/done").route(get().to(onboarding::show_done)))
        .service(resource("/ended").route(get().to(onboarding::show_ended)))
        .service(resource("/renew").route(post().to(onboarding::renew)))
        .service(resource("/pending").route(get().to(onboarding::show_pending)))
        .service(resource("/proof").route(get().to(onboarding::show_proof)).route(post().to(onboarding::prove)))
        .service(resource("/proof/code").route(post().to(onboarding::send_proof)))
        .service(resource("/link").route(get().to(onboarding::show_link)).route(post().to(onboarding::decide)))
        .service(resource("/linked").route(get().to(onboarding::show_linked)))
        .service(resource("/documents/{agreementId}").route(get().to(onboarding::show_document)))
        .service(resource("/{step:poa|sdca|agreement}.pdf").route(get().to(onboarding::show_pdf)))
        .service(
            resource("/{step:poa|sdca}").route(get().to(onboarding::show_agreement)).route(post().to(onboarding::sign)),
        )
        .service(resource("/{step:poa|sdca}/code").route(post().to(onboarding::send_code)));
}

/// The settings of an agency.
fn settings(config: &mut ServiceConfig) {
    config
        .service(resource("/team").route(get().to(people::list_users)).route(post().to(people::invite)))
        .service(
            resource("/team/{membershipId}").route(get().to(people::show_member)).route(post().to(people::change_role)),
        )
        .service(resource("/team/{membershipId}/remove").route(post().to(people::remove_member)))
        .service(resource("/team/{membershipId}/sessions/end").route(post().to(people::end_sessions)))
        .service(resource("/invitations/{invitationId}/resend").route(post().to(people::invitations::resend)))
        .service(resource("/invitations/{invitationId}/withdraw").route(post().to(people::invitations::withdraw)))
        .service(resource("/agency").route(get().to(people::show_agency)))
        .service(
            resource("/agency/change")
                .route(get().to(people::own_data::show_change))
                .route(post().to(people::own_data::change)),
        )
        .service(
            resource("/agreements")
                .route(get().to(people::agreements::show_agreements))
                .route(post().to(people::agreements::sign)),
        )
        .service(resource("/agreements/code").route(post().to(people::agreements::send_code)))
        .service(resource("/agreements/draft.pdf").route(get().to(people::agreements::show_draft)))
        .service(resource("/agreements/{agreementId}").route(get().to(people::agreements::show_document)))
        .service(resource("/key").route(get().to(people::key::show_key)).route(post().to(people::key::issue_key)))
        .service(resource("/key/replace").route(get().to(people::key::show_replace)))
        .service(
            resource("/key/revoke").route(get().to(people::key::show_revoke)).route(post().to(people::key::revoke_key)),
        );
}

/// Pages only: the forms of the actions.
fn partner_pages(config: &mut ServiceConfig) {
    config
        .service(web::redirect("/settings", "/partner/settings/team"))
        .service(web::scope("/settings").configure(settings))
        .service(resource("/cases/bulk").route(post().to(bulk::bulk)))
        .service(resource("/cases/views/new").route(get().to(bulk::show_new_view)))
        .service(resource("/cases/views").route(post().to(bulk::keep_view)))
        .service(resource("/cases/views/{filterId}").route(web::delete().to(bulk::forget_view)))
        .service(resource("/tasks").route(get().to(tasks::list_tasks)))
        .service(resource("/cases/{id}/start").route(get().to(verbs::show_start)).route(post().to(verbs::start_case)))
        .service(
            resource("/cases/{id}/decline").route(get().to(verbs::show_decline)).route(post().to(verbs::decline_case)),
        )
        .service(
            resource("/cases/{id}/request-info")
                .route(get().to(verbs::show_request_info))
                .route(post().to(verbs::request_info)),
        )
        .service(resource("/cases/{id}/pause").route(get().to(verbs::show_pause)).route(post().to(verbs::pause_case)))
        .service(resource("/cases/{id}/close").route(get().to(verbs::show_close)).route(post().to(verbs::close_case)))
        .service(resource("/cases/{id}/calls").route(get().to(verbs::show_call)).route(post().to(verbs::log_call)))
        .service(
            resource("/cases/{id}/handler").route(get().to(verbs::show_handler)).route(put().to(verbs::assign_handler)),
        )
        .service(
            resource("/cases/{id}/partner-reference")
                .route(get().to(verbs::show_reference))
                .route(put().to(verbs::set_reference)),
        )
        .service(resource("/cases/{id}/claim").route(get().to(payments::show_claim)))
        .service(resource("/cases/{id}/payments/new").route(get().to(payments::show_new_payment)))
        .service(resource("/cases/{id}/payments/{paymentId}/edit").route(get().to(payments::show_edit_payment)))
        .service(resource("/cases/{id}/payments/{paymentId}/delete").route(get().to(payments::show_delete_payment)))
        .service(resource("/cases/{id}/promises/new").route(get().to(plans::show_new_promise)))
        .service(resource("/cases/{id}/agreements/new").route(get().to(plans::show_new_agreement)))
        .service(
            resource("/cases/{id}/plans/{planId}/end")
                .route(get().to(plans::show_end_plan))
                .route(post().to(plans::end_plan)),
        )
        .service(
            resource("/cases/{id}/update")
                .route(get().to(updates::show_update))
                .route(post().to(updates::reply_to_update)),
        );
}

/// API only: look-ups of the contract; before `/cases/{id}`, which would match their names.
fn partner_api(config: &mut ServiceConfig) {
    config
        .service(resource("/openapi.json").route(get().to(docs::show_collection_partner)))
        .service(resource("/me").route(get().to(people::show_agency)))
        .service(resource("/users").route(get().to(people::list_users)))
        .service(resource("/cases/case-reference/{reference}").route(get().to(read::by_reference)))
        .service(resource("/cases/by-partner-reference/{reference}").route(get().to(read::by_partner_reference)))
        .service(resource("/cases/by-partner-reference").route(get().to(read::by_partner_references)))
        .service(resource("/cases/by-creditor-reference").route(get().to(read::by_creditor_reference)))
        .service(resource("/cases/{id}/timeline").route(get().to(read::timeline)))
        .service(resource("/cases/{id}/chats").route(get().to(read::chats)).route(post().to(verbs::send_message)))
        .service(resource("/cases/{id}/validation").route(get().to(read::validation)));
}

/// Pages and API: the list of cases, which is asked for most.
fn partner_list(config: &mut ServiceConfig) {
    config.service(resource("/cases").route(get().to(read::list_cases)));
}

/// Pages and API.
fn partner(config: &mut ServiceConfig) {
    config
        .service(resource("/cases/{id}").route(get().to(read::show_case)))
        .service(resource("/former-cases").route(get().to(engagements::list_former)))
        .service(resource("/former-cases/{id}").route(get().to(engagements::show_former)))
        .service(resource("/cases/{id}/start").route(post().to(verbs::start_case)))
        .service(resource("/cases/{id}/decline").route(post().to(verbs::decline_case)))
        .service(resource("/cases/{id}/request-info").route(post().to(verbs::request_info)))
        .service(resource("/cases/{id}/withdraw-question").route(post().to(verbs::withdraw_question)))
        .service(resource("/cases/{id}/return-to-active").route(post().to(verbs::return_to_active)))
        .service(resource("/cases/{id}/pause").route(post().to(verbs::pause_case)))
        .service(resource("/cases/{id}/resume").route(post().to(verbs::resume_case)))
        .service(resource("/cases/{id}/close").route(post().to(verbs::close_case)))
        .service(
            resource("/cases/{id}/client-links").route(get().to(links::show_links)).route(post().to(links::revoke)),
        )
        .service(resource("/cases/{id}/notes").route(post().to(verbs::create_note)))
        .service(resource("/cases/{id}/calls").route(post().to(verbs::log_call)))
        .service(resource("/cases/{id}/chats").route(post().to(verbs::send_message)))
        .service(resource("/cases/{id}/handler").route(put().to(verbs::assign_handler)))
        .service(resource("/cases/{id}/partner-reference").route(put().to(verbs::set_reference)));
}

/// Pages and API: payments and amounts.
fn partner_money(config: &mut ServiceConfig) {
    config
        .service(
            resource("/cases/{id}/payments")
                .route(get().to(payments::list_payments))
                .route(post().to(payments::record_payment)),
        )
        .service(
            resource("/cases/{id}/payments/{paymentId}")
                .route(put().to(payments::correct_payment))
                .route(delete().to(payments::delete_payment)),
        )
        .service(
            resource("/cases/{id}/payments/{paymentId}/commission-paid").route(post().to(payments::settle_commission)),
        )
        .service(resource("/cases/{id}/fees").route(put().to(payments::change_claim)))
        .service(resource("/cases/{id}/exclusive-period").route(get().to(payments::show_period)));
}

/// Pages and API: the agency's books.
fn partner_books(config: &mut ServiceConfig) {
    config
        .service(resource("/balance").route(get().to(balance::show_balance)))
        .service(resource("/balance/payouts.csv").route(get().to(balance::download_balance)))
        .service(resource("/invoices").route(get().to(invoices::list_invoices)))
        .service(resource("/invoices/{invoiceId}").route(get().to(invoices::show_invoice)))
        .service(resource("/invoices/{invoiceId}/invoice.pdf").route(get().to(invoices::show_pdf)))
        .service(resource("/invoices/{invoiceId}/payouts.csv").route(get().to(invoices::download_lines)))
        .service(resource("/statements").route(get().to(statements::list_statements)))
        .service(resource("/statements/platform").route(get().to(statements::show_platform)))
        .service(resource("/statements/platform/file").route(get().to(statements::download_platform)))
        .service(resource("/statements/creditors/{creditorId}").route(get().to(statements::show_creditor)))
        .service(resource("/statements/creditors/{creditorId}/file").route(get().to(statements::download_creditor)))
        .service(
            resource("/statements/creditors/{creditorId}/transfers/new").route(get().to(statements::show_transfer)),
        )
        .service(
            resource("/statements/creditors/{creditorId}/transfers").route(post().to(statements::record_transfer)),
        );
}

/// Pages and API: promises, agreements and monthly updates.
fn partner_plans(config: &mut ServiceConfig) {
    config
        .service(resource("/cases/{id}/plans").route(get().to(plans::list_plans)))
        .service(resource("/cases/{id}/promises").route(post().to(plans::record_promise)))
        .service(resource("/cases/{id}/agreements").route(post().to(plans::record_agreement)))
        .service(resource("/cases/{id}/plans/{planId}/end").route(post().to(plans::end_plan)))
        .service(resource("/cases/{id}/updates").route(get().to(updates::list_updates)))
        .service(resource("/cases/{id}/update").route(post().to(updates::reply_to_update)));
}

/// Pages and API: documents and exports. Pages say documents, the contract says files.
fn partner_files(config: &mut ServiceConfig) {
    config
        .service(
            resource(["/cases/{id}/documents", "/cases/{id}/files"])
                .route(get().to(documents::list_documents))
                .route(post().to(documents::upload_documents)),
        )
        .service(
            resource(["/cases/{id}/documents/{documentId}/delete", "/cases/{id}/files/{documentId}/delete"])
                .route(get().to(documents::confirm_delete)),
        )
        .service(
            resource(["/cases/{id}/documents/{documentId}", "/cases/{id}/files/{documentId}"])
                .route(get().to(documents::download_document))
                .route(delete().to(documents::delete_document)),
        )
        .service(resource("/export").route(get().to(exports::show_export)))
        .service(resource("/export/cases.csv").route(get().to(exports::download_csv)))
        .service(resource("/export/documents.zip").route(get().to(exports::download_zip)));
}
