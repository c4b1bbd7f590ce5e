//! The API of clients' own systems.

use actix_web::web::{ServiceConfig, delete, get, post, put, resource};

use crate::web::customer::{cases, contracts, coverage, divisions as at, files, parts, payments, tasks};
use crate::web::{customer, docs};

/// Mounts all of it. The spellings with a colon come first, because an id may contain one in the others.
pub(super) fn mount(config: &mut ServiceConfig) {
    config
        .service(resource("/openapi.json").route(get().to(docs::show_customer)))
        .service(resource("/me").route(get().to(customer::show_me)))
        .service(resource("/users").route(get().to(customer::list_users)))
        .configure(case)
        .configure(account)
        .configure(divisions);
}

/// Cases and what belongs to them.
fn case(config: &mut ServiceConfig) {
    config
        .service(resource("/cases").route(get().to(cases::list_cases)).route(post().to(cases::create_case)))
        .service(resource("/cases/preview").route(post().to(cases::preview_case)))
        .service(resource("/cases/case-reference/{caseReference}").route(get().to(cases::by_reference)))
        .service(resource("/cases/by-creditor-reference/{creditorReference}").route(get().to(cases::by_own_reference)))
        .service(resource("/cases/{id}").route(get().to(cases::show_case)))
        .service(resource("/cases/{id}/contract-status").route(get().to(contracts::case_status)))
        .service(resource("/cases/{id}/timeline").route(get().to(parts::timeline)))
        .service(resource("/cases/{id}/chats").route(get().to(parts::chats)).route(post().to(parts::send_chat)))
        .service(resource("/cases/{id}/payments").route(get().to(parts::case_payments)))
        .service(resource("/cases/{id}/files").route(get().to(files::list_files)).route(post().to(files::upload_file)))
        .service(resource("/cases/{id}/validation").route(get().to(parts::validation)))
        .service(resource("/cases/{id}/exclusive-period").route(get().to(parts::exclusive_period)))
        .service(resource("/cases/{id}/tasks").route(get().to(tasks::case_tasks)))
        .service(resource("/cases/{id}/quote-requests").route(get().to(parts::quote_requests)))
        .service(resource("/cases/{id}/quote-requests/{quoteRequestId}").route(get().to(parts::quote_request)))
        .service(resource("/cases/{id}/quote-requests/{quoteRequestId}/quotes").route(get().to(parts::quote_request)))
        .service(
            resource("/cases/{id}/quote-requests/{quoteRequestId}/quotes/{quoteId}")
                .route(get().to(parts::quote_request)),
        );
}

/// What belongs to the client as a whole.
fn account(config: &mut ServiceConfig) {
    config
        .service(resource("/contracts/debt-collection/status").route(get().to(contracts::agreement_status)))
        .service(resource("/coverage").route(get().to(coverage::list_coverage)))
        .service(resource("/coverage/search").route(get().to(coverage::search_coverage)))
        .service(resource("/coverage/:search").route(get().to(coverage::search_coverage)))
        .service(resource("/coverage/check-eligibility").route(post().to(coverage::check_eligibility)))
        .service(resource("/coverage/{jurisdictionId}").route(get().to(coverage::show_coverage)))
        .service(resource("/Payments").route(get().to(payments::list_payments)))
        .service(resource("/Payments/{paymentId}").route(get().to(payments::show_payment)))
        .service(resource("/tasks").route(get().to(tasks::list_tasks)));
}

fn divisions(config: &mut ServiceConfig) {
    config
        .service(resource("/divisions").route(get().to(at::list_divisions)).route(post().to(at::create_division)))
        .service(resource("/divisions/{id}:archive").route(post().to(at::archive_division)))
        .service(resource("/divisions/{id}/archive").route(post().to(at::archive_division)))
        .service(
            resource("/divisions/{id}")
                .route(get().to(at::show_division))
                .route(put().to(at::replace_division))
                .route(delete().to(at::delete_division)),
        );
}
