//! The API of clients' own systems.

use actix_web::web::{ServiceConfig, delete, get, post, put, resource};

use crate::web::customer::divisions as at;
use crate::web::{customer, docs};

/// Mounts all of it. The spellings with a colon come first, because an id may contain one in the others.
pub(super) fn mount(config: &mut ServiceConfig) {
    config
        .service(resource("/openapi.json").route(get().to(docs::show_customer)))
        .service(resource("/me").route(get().to(customer::show_me)))
        .service(resource("/users").route(get().to(customer::list_users)))
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
