//! The last steps: the agreement, and the way back to the app.

use actix_web::web::Path;
use askama::Template;

use super::{Stage, Wish, opened};
use crate::domain::actor::Newcomer;
use crate::domain::client::Step;
use crate::web::http::who::Spoken;
use crate::web::http::{Answer, App, Asked, Done, Page, Reply};

/// The last page.
#[derive(Template)]
#[template(path = "onboarding/done.html")]
pub struct DonePage {
    stage: Stage,
}

impl Page for DonePage {
    type Resource = ();
    fn resource(&self) -> &() {
        &()
    }
}

/// `GET /onboarding/{token}/done`
///
/// # Errors
/// No such link.
pub async fn show_done(who: Newcomer, token: Path<String>, asked: Asked, spoken: Spoken, app: App) -> Answer<DonePage> {
    let (wish, visitor) = (Wish::of(&asked), who.clone());
    let instead = app.run(move |db, here| opened(db, &visitor, Step::Done, &wish, here)).await?;
    if let Some(step) = instead {
        return Ok(Reply::Done(Done::on_to(super::address(&token, step))));
    }
    app.show(who, move |db, who| Ok(DonePage { stage: Stage::load(db, who, (&token, Step::Done), spoken.0)? })).await
}
