//! The last step: the signed documents, and the way back to the partner's app.

use actix_web::web::Path;
use askama::Template;

use super::Stage;
use crate::actions::agreements::title_of;
use crate::domain::actor::Newcomer;
use crate::domain::client::Step;
use crate::store::agreements::evidence::Subject;
use crate::store::{self, Db};
use crate::web::http::who::{Spoken, Who};
use crate::web::http::{Answer, App, Asked, Failure, Page};

/// A document of the client.
#[derive(serde::Serialize)]
pub(crate) struct Filed {
    name: String,
    /// Its address, once the file exists.
    address: Option<String>,
    /// How many signatures are missing.
    open: i64,
}

#[derive(Template)]
#[template(path = "onboarding/done.html")]
pub(crate) struct DonePage {
    stage: Stage,
    documents: Vec<Filed>,
}

impl Page for DonePage {
    type Resource = Vec<Filed>;
    fn resource(&self) -> &Vec<Filed> {
        &self.documents
    }
}

impl DonePage {
    fn load(db: &mut Db, who: &Newcomer, stage: Stage) -> Result<Self, Failure> {
        let mut documents = Vec::new();
        // An account that is older than the partner is not shown to somebody who only has the link.
        let may_see = !who.must_prove() || who.is_attributed;
        let all = if may_see { store::agreements::of(db, Subject::Client(who.creditor))? } else { Vec::new() };
        for agreement in all {
            let parts = store::agreements::parts(db, agreement.id)?;
            let signed = parts.iter().filter(|part| part.signed_at.is_some()).count();
            if signed == 0 {
                continue;
            }
            let file = store::agreements::unscoped::file(db, agreement.id)?;
            documents.push(Filed {
                name: stage.words.say(title_of(&agreement)),
                address: file.map(|_| format!("/onboarding/{}/documents/{}", stage.token, agreement.id)),
                open: i64::try_from(parts.len() - signed).unwrap_or(i64::MAX),
            });
        }
        Ok(Self { stage, documents })
    }
}

/// `GET /onboarding/{token}/done`
pub(crate) async fn show_done(
    Who(who): Who<Newcomer>,
    token: Path<String>,
    asked: Asked,
    spoken: Spoken,
    app: App,
) -> Answer<DonePage> {
    let mine = token.clone();
    super::show_step(who, token.into_inner(), Step::Done, &asked, &app, move |db, who, _| {
        let stage = Stage::load(db, who, &mine, Step::Done, spoken.0)?;
        DonePage::load(db, who, stage)
    })
    .await
}
