//! Every address of the operator's pages and API.

use actix_web::web::{self, ServiceConfig, get, post, resource};

use crate::web::cases::links;
use crate::web::invoices::console;
use crate::web::{
    agencies, audit, coverage, engagements, imports, intake, operator, organisations, prices, rates, referrals,
    revenue, statements, verification,
};

/// Mounts all of them, pages and API alike.
pub(super) fn mount(config: &mut ServiceConfig) {
    config
        .service(resource(["", "/"]).route(get().to(operator::show_home)))
        .service(resource("/cases").route(get().to(operator::find_case)).route(post().to(intake::hand_in)))
        .service(resource("/cases/new").route(get().to(intake::show_new)))
        .service(resource("/cases/preview").route(post().to(intake::preview)))
        .service(resource("/cases/{id}").route(get().to(engagements::show_case)))
        .service(
            resource("/cases/{id}/agency")
                .route(get().to(engagements::show_reassign))
                .route(post().to(engagements::reassign)),
        )
        .service(resource("/cases/{id}/ask-to-sign").route(post().to(engagements::ask_to_sign)))
        .service(
            resource("/cases/{id}/exclusive-period")
                .route(get().to(operator::show_period))
                .route(post().to(operator::extend_period)),
        )
        .service(
            resource("/cases/{id}/client-links")
                .route(get().to(links::show_links_of_any))
                .route(post().to(links::revoke_of_any)),
        )
        .service(web::scope("/verification").configure(verification_queue))
        .service(web::scope("/imports").configure(files_of_cases))
        .service(web::scope("/coverage").configure(coverage_rules))
        .service(web::scope("/clients").configure(clients_of_all))
        .service(web::scope("/agencies").configure(agencies_of_all))
        .service(web::scope("/referral-partners").configure(referral_partners_of_all))
        .service(resource("/audit").route(get().to(audit::show_audit)))
        .service(resource("/rates").route(get().to(rates::show_rates)))
        .service(
            resource("/payments/{paymentId}/referral-invoicing")
                .route(get().to(revenue::show_state))
                .route(post().to(revenue::set_state)),
        )
        .service(resource("/hosts").route(get().to(operator::hosts::list_hosts)))
        .service(resource("/hosts/{referralPartnerId}/approve").route(post().to(operator::hosts::approve)))
        .service(resource("/hosts/{referralPartnerId}/refuse").route(post().to(operator::hosts::refuse)))
        .service(resource("/invoices").route(get().to(console::list_all)))
        .service(resource("/invoices/run").route(post().to(console::run_month)))
        .service(resource("/invoices/{invoiceId}").route(get().to(console::show_one)))
        .service(resource("/invoices/{invoiceId}/invoice.pdf").route(get().to(console::show_pdf)))
        .service(resource("/invoices/{invoiceId}/payouts.csv").route(get().to(console::download_lines)))
        .service(resource("/invoices/{invoiceId}/payments").route(post().to(console::pay_invoice)))
        .service(resource("/invoices/{invoiceId}/credit").route(post().to(console::credit_invoice)))
        .service(web::scope("/statements").configure(statements_of_all))
        .service(web::scope("/prices").configure(price_lists));
}

/// Pages only: the pages of an agency, without acting.
pub(super) fn looks(config: &mut ServiceConfig) {
    config
        .service(resource("/agencies/{collectionPartnerId}").route(post().to(agencies::look)))
        .service(resource("/end").route(post().to(agencies::end_look)));
}

/// Cases that are verified before an agency sees them, pages and API.
fn verification_queue(config: &mut ServiceConfig) {
    use verification as at;
    config
        .service(resource("").route(get().to(at::list_waiting)))
        .service(resource("/{id}").route(get().to(at::show_case)))
        .service(resource("/{id}/approve").route(get().to(at::show_approve)).route(post().to(at::approve)))
        .service(resource("/{id}/ask").route(get().to(at::show_ask)).route(post().to(at::ask)))
        .service(resource("/{id}/reject").route(get().to(at::show_reject)).route(post().to(at::reject)))
        .service(resource("/{id}/route").route(post().to(at::route_again)));
}

/// Files of cases, pages and API.
fn files_of_cases(config: &mut ServiceConfig) {
    use imports as at;
    config
        .service(resource("").route(get().to(at::list_imports)).route(post().to(at::upload)))
        .service(resource("/{importId}").route(get().to(at::show_import)))
        .service(resource("/{importId}/columns").route(post().to(at::set_columns)))
        .service(resource("/{importId}/start").route(post().to(at::start)))
        .service(resource("/{importId}/discard").route(post().to(at::discard)))
        .service(resource("/{importId}/report").route(get().to(at::download_report)));
}

/// Coverage rules, pages and API.
fn coverage_rules(config: &mut ServiceConfig) {
    use coverage as at;
    config
        .service(resource("").route(get().to(at::list_rules)).route(post().to(at::add_rule)))
        .service(resource("/new").route(get().to(at::show_new)))
        .service(resource("/gaps").route(get().to(at::list_gaps)))
        .service(resource("/try").route(get().to(at::try_claim)))
        .service(resource("/{coverageId}/end").route(get().to(at::show_end)).route(post().to(at::end_rule)));
}

/// Clients, pages and API.
fn clients_of_all(config: &mut ServiceConfig) {
    use crate::web::clients::console as at;
    use crate::web::clients::console::paper;
    config
        .service(resource("").route(get().to(at::list_clients)).route(post().to(at::create_client)))
        .service(resource("/new").route(get().to(at::show_new)))
        .service(resource("/{creditorId}").route(get().to(at::show_client)).route(post().to(at::change_client)))
        .service(resource("/{creditorId}/change").route(get().to(at::show_change)))
        .service(
            resource("/{creditorId}/suspend").route(get().to(at::show_suspend)).route(post().to(at::suspend_client)),
        )
        .service(resource("/{creditorId}/resume").route(post().to(at::resume_client)))
        .service(resource("/{creditorId}/declined-cases").route(post().to(at::set_declined_cases)))
        .service(
            resource("/{creditorId}/agencies")
                .route(get().to(coverage::list_fixed))
                .route(post().to(coverage::fix_agency)),
        )
        .service(resource("/{creditorId}/agreements").route(post().to(paper::add_paper)))
        .service(resource("/{creditorId}/agreements/new").route(get().to(paper::show_paper)))
        .service(resource("/{creditorId}/agreements/{agreementId}").route(get().to(paper::show_agreement)))
        .service(resource("/{creditorId}/agencies/{clientAgencyId}/end").route(post().to(coverage::release_agency)))
        .service(
            resource("/{creditorId}/keys")
                .route(get().to(organisations::list_keys))
                .route(post().to(organisations::issue_key)),
        )
        .service(resource("/{creditorId}/keys/{keyId}/revoke").route(post().to(organisations::revoke_key)))
        .configure(team_of_client)
        .configure(divisions_of_client);
}

/// The people of a client, pages and API.
fn team_of_client(config: &mut ServiceConfig) {
    use crate::web::clients::console::team as at;
    config
        .service(resource("/{creditorId}/people").route(post().to(at::add_person)))
        .service(resource("/{creditorId}/people/new").route(get().to(at::show_new_person)))
        .service(
            resource("/{creditorId}/people/{clientPersonId}")
                .route(get().to(at::show_person))
                .route(post().to(at::change_person)),
        )
        .service(resource("/{creditorId}/people/{clientPersonId}/remove").route(post().to(at::remove_person)));
}

/// The divisions of a client, pages and API.
fn divisions_of_client(config: &mut ServiceConfig) {
    use crate::web::clients::console::divisions as at;
    config
        .service(
            resource("/{creditorId}/divisions").route(get().to(at::list_divisions)).route(post().to(at::add_division)),
        )
        .service(resource("/{creditorId}/divisions/new").route(get().to(at::show_new_division)))
        .service(
            resource("/{creditorId}/divisions/{divisionId}")
                .route(get().to(at::show_division))
                .route(post().to(at::change_division)),
        )
        .service(resource("/{creditorId}/divisions/{divisionId}/archive").route(post().to(at::archive_division)));
}

/// Agencies, pages and API.
fn agencies_of_all(config: &mut ServiceConfig) {
    use agencies as at;
    config
        .service(resource("").route(get().to(at::list_agencies)).route(post().to(at::create_agency)))
        .service(resource("/new").route(get().to(at::show_new)))
        .service(
            resource("/{collectionPartnerId}").route(get().to(at::show_agency)).route(post().to(at::change_agency)),
        )
        .service(resource("/{collectionPartnerId}/change").route(get().to(at::show_change)))
        .service(
            resource("/{collectionPartnerId}/suspend")
                .route(get().to(at::show_suspend))
                .route(post().to(at::suspend_agency)),
        )
        .service(resource("/{collectionPartnerId}/resume").route(post().to(at::resume_agency)))
        .configure(team_of_agency);
}

/// The people and the key of an agency, pages and API.
fn team_of_agency(config: &mut ServiceConfig) {
    use organisations as at;
    config
        .service(resource("/{collectionPartnerId}/people").route(post().to(at::add_person)))
        .service(resource("/{collectionPartnerId}/people/new").route(get().to(at::show_new)))
        .service(
            resource("/{collectionPartnerId}/people/{membershipId}")
                .route(get().to(at::show_member))
                .route(post().to(at::change_role)),
        )
        .service(resource("/{collectionPartnerId}/people/{membershipId}/remove").route(post().to(at::remove_member)))
        .service(resource("/{collectionPartnerId}/keys").route(get().to(at::list_keys)).route(post().to(at::issue_key)))
        .service(resource("/{collectionPartnerId}/keys/{keyId}/revoke").route(post().to(at::revoke_key)));
}

/// Referral partners, pages and API.
fn referral_partners_of_all(config: &mut ServiceConfig) {
    use referrals as at;
    config
        .service(resource("").route(get().to(at::list_partners)).route(post().to(at::create_partner)))
        .service(resource("/new").route(get().to(at::show_new)))
        .service(
            resource("/{referralPartnerId}").route(get().to(at::show_partner)).route(post().to(at::change_partner)),
        )
        .service(resource("/{referralPartnerId}/change").route(get().to(at::show_change)))
        .service(
            resource("/{referralPartnerId}/suspend")
                .route(get().to(at::show_suspend))
                .route(post().to(at::suspend_partner)),
        )
        .service(
            resource("/{referralPartnerId}/terminate")
                .route(get().to(at::show_terminate))
                .route(post().to(at::terminate_partner)),
        )
        .service(resource("/{referralPartnerId}/resume").route(post().to(at::resume_partner)))
        .configure(team_of_referral_partner);
}

/// The people and the key of a referral partner, pages and API.
fn team_of_referral_partner(config: &mut ServiceConfig) {
    use organisations as at;
    config
        .service(resource("/{referralPartnerId}/people").route(post().to(at::add_person)))
        .service(resource("/{referralPartnerId}/people/new").route(get().to(at::show_new)))
        .service(
            resource("/{referralPartnerId}/people/{membershipId}")
                .route(get().to(at::show_member))
                .route(post().to(at::change_role)),
        )
        .service(resource("/{referralPartnerId}/people/{membershipId}/remove").route(post().to(at::remove_member)))
        .service(resource("/{referralPartnerId}/keys").route(get().to(at::list_keys)).route(post().to(at::issue_key)))
        .service(resource("/{referralPartnerId}/keys/{keyId}/revoke").route(post().to(at::revoke_key)));
}

/// The statements of agencies and clients.
fn statements_of_all(config: &mut ServiceConfig) {
    use statements::console as at;
    config
        .service(resource("").route(get().to(at::list_agencies)))
        .service(resource("/clients").route(get().to(at::list_clients)))
        .service(resource("/clients/{creditorId}").route(get().to(at::show_client)))
        .service(resource("/clients/{creditorId}/file").route(get().to(at::download_client)))
        .service(resource("/clients/{creditorId}/transfers/new").route(get().to(at::show_transfer_to_client)))
        .service(resource("/clients/{creditorId}/transfers").route(post().to(at::record_transfer_to_client)))
        .service(resource("/{collectionPartnerId}").route(get().to(at::show_agency)))
        .service(resource("/{collectionPartnerId}/file").route(get().to(at::download_agency)))
        .service(resource("/{collectionPartnerId}/transfers/new").route(get().to(at::show_transfer_to_agency)))
        .service(resource("/{collectionPartnerId}/transfers").route(post().to(at::record_transfer_to_agency)));
}

/// The operator's price lists, pages and API.
fn price_lists(config: &mut ServiceConfig) {
    config
        .service(resource("").route(get().to(prices::list_prices)).route(post().to(prices::add_prices)))
        .service(resource("/new").route(get().to(prices::show_kinds)))
        .service(resource("/new/{source}").route(get().to(prices::show_new)))
        .service(resource("/preview").route(post().to(prices::preview_prices)))
        .service(resource("/zones").route(get().to(prices::show_zones)))
        .service(resource("/calculator").route(get().to(prices::calculator::calculate)))
        .service(
            resource("/carve-outs")
                .route(get().to(prices::carve_outs::list_carve_outs))
                .route(post().to(prices::carve_outs::add_carve_out)),
        )
        .service(resource("/carve-outs/new").route(get().to(prices::carve_outs::show_new)))
        .service(
            resource("/carve-outs/{carveOutId}/end")
                .route(get().to(prices::carve_outs::show_end))
                .route(post().to(prices::carve_outs::end_carve_out)),
        )
        .service(resource("/{priceId}").route(get().to(prices::show_price)))
        .service(resource("/{priceId}/preview").route(post().to(prices::preview_change)))
        .service(
            resource("/{priceId}/change").route(get().to(prices::show_change)).route(post().to(prices::change_price)),
        )
        .service(resource("/{priceId}/end").route(get().to(prices::show_end)).route(post().to(prices::end_price)));
}
