//! Addresses for signing in and for a person's own account.

use actix_web::web::{self, ServiceConfig, get, post, resource};

use crate::web::account as at;
use crate::web::http::kept;

/// Signing in and out.
pub(super) fn doors(config: &mut ServiceConfig) {
    use at::enter;
    config
        .service(resource("/sign-in").route(get().to(enter::show_sign_in)).route(post().to(enter::sign_in)))
        .service(
            resource("/sign-in/second-factor")
                .route(get().to(enter::show_second_step))
                .route(post().to(enter::second_step)),
        )
        .service(resource("/sign-in/code").route(get().to(enter::show_code)).route(post().to(enter::use_code)))
        .service(resource("/sign-out").route(post().to(enter::sign_out)))
        // A kept form is shown before routes are looked up, so this answers only when it has gone.
        .service(resource("/resume/{token}").route(get().to(kept::nothing_kept)))
        .service(
            resource("/forgotten")
                .route(get().to(at::password::show_forgotten))
                .route(post().to(at::password::ask_reset)),
        )
        .service(
            resource("/reset/{token}").route(get().to(at::password::show_reset)).route(post().to(at::password::reset)),
        )
        .service(
            resource("/invitation/{token}")
                .route(get().to(at::join::show_invitation))
                .route(post().to(at::join::accept)),
        )
        .service(resource("/choose").route(get().to(at::show_choice)).route(post().to(at::choose)));
}

/// A person's own account.
pub(super) fn own(config: &mut ServiceConfig) {
    config
        .service(web::redirect("", "/account/profile"))
        .service(resource("/profile").route(get().to(at::profile::show)).route(post().to(at::profile::change)))
        .service(
            resource("/profile/email")
                .route(get().to(at::profile::show_email))
                .route(post().to(at::profile::ask_email)),
        )
        .service(resource("/profile/email/code").route(post().to(at::profile::prove_email)))
        .service(
            resource("/second-factor")
                .route(get().to(at::second_factor::show))
                .route(post().to(at::second_factor::set)),
        )
        .service(resource("/second-factor/recovery-codes").route(post().to(at::second_factor::renew)))
        .service(resource("/second-factor/remove").route(post().to(at::second_factor::remove)))
        .service(
            resource("/confirm")
                .route(get().to(at::second_factor::show_confirm))
                .route(post().to(at::second_factor::confirm)),
        )
        .service(resource("/sessions").route(get().to(at::own::show_sessions)).route(post().to(at::own::end_sessions)))
        .service(
            resource("/password").route(get().to(at::password::show_change)).route(post().to(at::password::change)),
        )
        .service(resource("/mails").route(get().to(at::mails::show_mails)).route(post().to(at::mails::choose_mails)))
        .service(resource("/keyboard").route(get().to(at::own::show_keyboard)).route(post().to(at::own::set_keyboard)));
}
