//! The demo's mailbox: shows mails instead of sending them. `serve` has none.

mod page;

use actix_web::body::SizedStream;
use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse};

use crate::domain::ids::MailId;
use crate::store;
use crate::store::mails::Mail;
use crate::web::http::download::disposition;
use crate::web::http::who::Anyone;
use crate::web::http::{Answer, App, Asked, Failure, Id};
pub(crate) use page::MailboxPage;

/// The content security policy of a mail in its frame: only its own styles and pictures. Links open outside of the
/// frame.
const MAIL_POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; base-uri 'none'; \
    form-action 'none'; frame-ancestors 'self'; \
    sandbox allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation";

fn only_in_demo(app: &App) -> Result<(), Failure> {
    if app.config().has_mailbox() { Ok(()) } else { Err(Failure::NotFound) }
}

/// `GET /mailbox`: newest first; `to=` filters by recipient.
pub(crate) async fn list_mails(who: Anyone, asked: Asked, app: App) -> Answer<MailboxPage> {
    only_in_demo(&app)?;
    show(who, asked, app, None).await
}

/// `GET /mailbox/{mailId}`
pub(crate) async fn show_mail(who: Anyone, id: Id<MailId>, asked: Asked, app: App) -> Answer<MailboxPage> {
    only_in_demo(&app)?;
    show(who, asked, app, Some(id.0)).await
}

async fn show(who: Anyone, asked: Asked, app: App, open: Option<MailId>) -> Answer<MailboxPage> {
    let paging = asked.paging(50, 200)?;
    let from = app.config().mail_from.clone();
    let to = asked.one("to").map(str::to_lowercase);
    app.show(who, move |db, _| {
        let open = match open {
            None => None,
            Some(id) => Some((store::mails::unscoped::mail(db, id)?, store::mails::attachments(db, id)?)),
        };
        let (mails, total) = store::mails::unscoped::page(db, to.as_deref(), paging.skip(), paging.size)?;
        Ok(MailboxPage::new(mails, open, from, to, paging, total))
    })
    .await
}

/// `GET /mailbox/{mailId}/html`: the mail's HTML, for the frame.
pub(crate) async fn show_html(id: Id<MailId>, app: App) -> Result<HttpResponse, Failure> {
    only_in_demo(&app)?;
    let mail = app.read(move |db| Ok(store::mails::unscoped::mail(db, id.0)?)).await?;
    // Pictures inside the mail (`cid:`) have their own addresses here.
    let html = html_of(&mail);
    // Links open in the whole window, as in a mail program.
    let html = html.replacen("<head>", "<head><base target=\"_top\">", 1);
    Ok(HttpResponse::Ok()
        .content_type("text/html; charset=utf-8")
        .insert_header((header::CONTENT_SECURITY_POLICY, MAIL_POLICY))
        .insert_header((header::X_FRAME_OPTIONS, "SAMEORIGIN"))
        .body(html))
}

fn html_of(mail: &Mail) -> String {
    mail.html_body.replace("src=\"cid:", &format!("src=\"/mailbox/{}/files/", mail.id))
}

/// `GET /mailbox/{mailId}/files/{place}`: an attachment, by its index.
///
/// # Errors
/// If there is no such attachment.
pub(crate) async fn show_file(id: Id<MailId>, request: HttpRequest, app: App) -> Result<HttpResponse, Failure> {
    only_in_demo(&app)?;
    let place: i64 = request.match_info().query("place").parse().map_err(|_| Failure::NotFound)?;
    let files = app.read(move |db| Ok(store::mails::attachments(db, id.0)?)).await?;
    let file = files.into_iter().find(|file| file.place == place).ok_or(Failure::NotFound)?;
    let (size, bytes) = app.shared().blobs.get_stream(&file.sha256).await?;
    let mut response = HttpResponse::Ok();
    if !file.is_inline {
        response.insert_header((header::CONTENT_DISPOSITION, disposition(&file.file_name)));
    }
    Ok(response
        .content_type(file.media_type)
        .insert_header((header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox"))
        // The frame around a mail has an opaque origin, so this counts as cross-origin.
        .insert_header(("cross-origin-resource-policy", "cross-origin"))
        .insert_header((header::CONTENT_ENCODING, "identity"))
        .body(SizedStream::new(size, bytes)))
}
