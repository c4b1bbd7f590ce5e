//! Every address on one page, pages and API side by side, grouped by who may enter.

use actix_web::web::{self, ServiceConfig, get, post};

use crate::web::http::{assets, dress};
use crate::web::{account, cases};

/// Mounts everything.
pub fn mount(config: &mut ServiceConfig) {
    config
        // Everyone.
        .route("/static/{name:.*}", get().to(assets::serve))
        .service(web::redirect("/", "/partner/cases"))
        .service(web::resource("/sign-in").route(get().to(account::show_sign_in)).route(post().to(account::sign_in)))
        .service(web::resource("/sign-out").route(post().to(account::sign_out)))
        // Agency staff by session; agency systems by key. The same handlers.
        .service(web::scope("/partner").configure(partner))
        .service(web::scope("/api/collection-partner").configure(partner))
        .default_service(web::to(dress::nothing_here));
}

fn partner(config: &mut ServiceConfig) {
    config.service(web::resource("/cases").route(get().to(cases::list_cases)));
}
