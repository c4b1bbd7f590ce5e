//! The page of an onboarding link that has ended, some time after everything was signed; it offers a new link.

use actix_web::http::StatusCode;
use actix_web::web::Path;
use askama::Template;

use super::Stage;
use crate::actions::clients;
use crate::domain::actor::Newcomer;
use crate::domain::agreement::Language;
use crate::domain::client::Step;
use crate::domain::client_link::DONE_DAYS;
use crate::store::{self, Db};
use crate::web::http::who::{Spoken, Who};
use crate::web::http::{Answer, App, Done, Failure, Filled, Input, Page, Reply};

/// The page as JSON.
#[derive(serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Ended {
    is_ended: bool,
    /// For how many days the signed documents were shown.
    days: i64,
}

#[derive(Template)]
#[template(path = "onboarding/ended.html")]
pub(crate) struct EndedPage {
    stage: Stage,
    form: Filled,
    is_asked: bool,
}

impl Page for EndedPage {
    type Resource = Ended;
    fn resource(&self) -> &Ended {
        &Ended { is_ended: true, days: DONE_DAYS }
    }
}

impl EndedPage {
    fn load(
        db: &mut Db,
        who: &Newcomer,
        token: &str,
        wanted: Option<Language>,
        is_asked: bool,
    ) -> Result<Self, Failure> {
        let language = store::clients::link(db, who)?.language.as_deref().and_then(Language::of_tag);
        let mut stage = Stage::bare(db, who.referral_partner, token, Step::Done, language.or(wanted))?;
        stage.is_bare = true;
        Ok(Self { stage, form: Filled::new::<()>(), is_asked })
    }

    fn days(&self) -> String {
        DONE_DAYS.to_string()
    }
}

/// Redirects to the page; JSON says that the link has ended.
pub(super) fn to_page(token: &str) -> Done {
    let mut done = Done::on_to(format!("/onboarding/{token}/ended"));
    done.status = 200;
    done.body = Some(serde_json::json!({ "nextStep": "ended" }).to_string());
    done
}

/// `GET /onboarding/{token}/ended`
pub(crate) async fn show_ended(
    Who(who): Who<Newcomer>,
    token: Path<String>,
    spoken: Spoken,
    app: App,
) -> Answer<EndedPage> {
    let visitor = who.clone();
    if !app.run(move |db, ctx| Ok(clients::is_over(db, &visitor, ctx)?)).await? {
        return Ok(Reply::Done(Done::on_to(format!("/onboarding/{token}"))));
    }
    let is_json = app.is_json();
    match app.show(who, move |db, who| EndedPage::load(db, who, &token, spoken.0, false)).await? {
        Reply::Show(page, shell, extra) if !is_json => Ok(Reply::Again(page, shell, StatusCode::GONE, extra)),
        other => Ok(other),
    }
}

/// `POST /onboarding/{token}/renew`: asks for a new link. The answer does not show whether one is sent.
pub(crate) async fn renew(
    Who(who): Who<Newcomer>,
    token: Path<String>,
    spoken: Spoken,
    _sent: Input<()>,
    app: App,
) -> Answer<EndedPage> {
    let visitor = who.clone();
    app.run(move |db, ctx| Ok(clients::renew_documents_link(db, &visitor, ctx)?)).await?;
    app.show(who, move |db, who| EndedPage::load(db, who, &token, spoken.0, true)).await
}
