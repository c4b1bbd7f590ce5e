//! The mailbox of the demo: mails that would have left, to be read on a page. There is none in `serve`.

mod page;

use actix_web::HttpResponse;
use actix_web::http::header;

use crate::domain::ids::MailId;
use crate::store;
use crate::web::http::who::Anyone;
use crate::web::http::{Answer, App, Asked, Failure, Id, headers};
pub use page::{MailResource, MailboxPage, MailboxResource};

/// What a mail may do on its own page: show itself, in its own styles. Its links open outside of the frame.
const MAIL_POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; \
    form-action 'none'; frame-ancestors 'self'; \
    sandbox allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation";

fn only_in_demo(app: &App) -> Result<(), Failure> {
    if app.config().has_mailbox() { Ok(()) } else { Err(Failure::NotFound) }
}

/// `GET /mailbox`: newest first; `to=` shows the mails to one address.
///
/// # Errors
/// Nothing is here in `serve`.
pub async fn list_mails(who: Anyone, asked: Asked, app: App) -> Answer<MailboxPage> {
    only_in_demo(&app)?;
    show(who, asked, app, None).await
}

/// `GET /mailbox/{mailId}`
///
/// # Errors
/// Nothing is here in `serve`.
pub async fn show_mail(who: Anyone, id: Id<MailId>, asked: Asked, app: App) -> Answer<MailboxPage> {
    only_in_demo(&app)?;
    show(who, asked, app, Some(id.0)).await
}

async fn show(who: Anyone, asked: Asked, app: App, open: Option<MailId>) -> Answer<MailboxPage> {
    let paging = asked.paging(50, 200)?;
    let from = app.config().mail_from.clone();
    let to = asked.one("to").map(str::to_lowercase);
    app.show_with(who, move |db, _| {
        let open = open.map(|id| store::mails::any_mail(db, id)).transpose()?;
        let (mails, total) = store::mails::any_page(db, to.as_deref(), paging.skip(), paging.size)?;
        // The frame around a mail is the one frame there is on any page.
        let policy = format!("{}; frame-src 'self'", headers::POLICY);
        Ok((MailboxPage::new(mails, open, from, to, paging, total), vec![(header::CONTENT_SECURITY_POLICY, policy)]))
    })
    .await
}

/// `GET /mailbox/{mailId}/html`: the mail as it was written, for the frame.
///
/// # Errors
/// Nothing is here in `serve`.
pub async fn show_html(id: Id<MailId>, app: App) -> Result<HttpResponse, Failure> {
    only_in_demo(&app)?;
    let mail = app.read(move |db| Ok(store::mails::any_mail(db, id.0)?)).await?;
    // A link in a mail opens in the whole window, as in a mail program.
    let html = mail.html_body.replacen("<head>", "<head><base target=\"_top\">", 1);
    Ok(HttpResponse::Ok()
        .content_type("text/html; charset=utf-8")
        .insert_header((header::CONTENT_SECURITY_POLICY, MAIL_POLICY))
        .insert_header((header::X_FRAME_OPTIONS, "SAMEORIGIN"))
        .body(html))
}
