//! The mails of the demo; scripts read them under `/api`.

use actix_web::web::{self, ServiceConfig, get, resource};

use crate::web::mailbox::{list_mails, show_file, show_html, show_mail};

pub(super) fn mount(config: &mut ServiceConfig) {
    config.service(web::scope("/mailbox").configure(mails)).service(web::scope("/api/mailbox").configure(mails));
}

fn mails(config: &mut ServiceConfig) {
    config
        .service(resource("").route(get().to(list_mails)))
        .service(resource("/{mailId}").route(get().to(show_mail)))
        .service(resource("/{mailId}/html").route(get().to(show_html)))
        .service(resource("/{mailId}/files/{place}").route(get().to(show_file)));
}
