//! The page of a link that has ended or was revoked: the reason, what was typed, and how to get a new link.

use actix_web::http::StatusCode;
use actix_web::web::Path;
use askama::Template;

use super::Holder;
use crate::actions;
use crate::domain::client_link::LINK_DAYS;
use crate::web::http::{Answer, App, Filled, Input, Page, Reply};

#[derive(Template)]
#[template(path = "client/ended.html")]
pub(crate) struct EndedPage {
    form: Filled,
    token: String,
    is_revoked: bool,
    may_renew: bool,
    is_asked: bool,
    /// What was typed into a form that was sent after the link had ended.
    typed: String,
}

impl Page for EndedPage {
    type Resource = ();
    fn resource(&self) -> &() {
        &()
    }
}

impl EndedPage {
    fn days(&self) -> i64 {
        LINK_DAYS
    }
}

/// Shows that a link has ended, with what was typed.
pub(super) async fn show(who: Holder, token: String, typed: String, is_asked: bool, app: &App) -> Answer<EndedPage> {
    let is_revoked = who.link.is_revoked;
    let may_renew = !is_revoked || who.link.is_contact;
    let page = EndedPage { form: Filled::new::<()>(), token, is_revoked, may_renew, is_asked, typed };
    match app.show(who, move |_, _| Ok(page)).await? {
        Reply::Show(page, shell, extra) if !is_asked => Ok(Reply::Again(page, shell, StatusCode::GONE, extra)),
        other => Ok(other),
    }
}

/// `POST /client/{token}/renew`: asks for a new link. The answer does not show whether one is sent.
pub(crate) async fn renew(who: Holder, token: Path<String>, _sent: Input<()>, app: App) -> Answer<EndedPage> {
    let holder = who.clone();
    app.run(move |db, ctx| Ok(actions::cases::renew_link(db, &holder.link, &holder.address, ctx)?)).await?;
    show(who, token.into_inner(), String::new(), true, &app).await
}
