//! The list of documents that a client who has signed before must sign now.

use actix_web::web::Path;
use askama::Template;

use super::Stage;
use crate::actions::agreements::name_of;
use crate::actions::clients;
use crate::domain::actor::Newcomer;
use crate::domain::agreement::{AgreementKind, Matter};
use crate::domain::client::Step;
use crate::store::{self, Db};
use crate::web::http::who::{Spoken, Who};
use crate::web::http::{Answer, App, Done, Failure, Page, Reply};

#[derive(Template)]
#[template(path = "onboarding/pending.html")]
pub(crate) struct PendingPage {
    stage: Stage,
    /// Each document's name, and the agency that it authorises.
    waiting: Vec<(String, Option<String>)>,
    next: Step,
}

impl Page for PendingPage {
    type Resource = Vec<(String, Option<String>)>;
    fn resource(&self) -> &Self::Resource {
        &self.waiting
    }
}

impl PendingPage {
    fn load(db: &mut Db, who: &Newcomer, mut stage: Stage) -> Result<Self, Failure> {
        let progress = stage.progress();
        let mut matters: Vec<Matter> = Vec::new();
        if !progress.agreement {
            matters.push(Matter::plain(AgreementKind::Sdca));
        }
        matters.extend(clients::pending_powers(db, who)?);
        let mut waiting = Vec::new();
        for matter in matters {
            let name = name_of(matter.kind, matter.carve_out.is_some());
            let agency = match matter.partner {
                Some(id) => Some(store::people::organisations::profile(db, id)?.name),
                None => None,
            };
            waiting.push((stage.words.say(name), agency));
        }
        if progress.needs_kyc {
            waiting.push((stage.words.say("step-kyc"), None));
        }
        stage.is_bare = true;
        Ok(Self { stage, waiting, next: progress.next() })
    }

    fn count(&self) -> i64 {
        i64::try_from(self.waiting.len()).unwrap_or(i64::MAX)
    }
}

/// `GET /onboarding/{token}/pending`
pub(crate) async fn show_pending(
    Who(who): Who<Newcomer>,
    token: Path<String>,
    spoken: Spoken,
    app: App,
) -> Answer<PendingPage> {
    let (visitor, mine) = (who.clone(), token.clone());
    let page = app
        .run(move |db, _| {
            let stage = Stage::load(db, &visitor, &mine, Step::Agreement, spoken.0)?;
            let next = stage.progress().next();
            let is_open = next != Step::Done && !visitor.must_prove();
            if is_open { PendingPage::load(db, &visitor, stage).map(Ok) } else { Ok(Err(next)) }
        })
        .await?;
    match page {
        Ok(page) => app.show(who, move |_, _| Ok(page)).await,
        Err(Step::Done) => Ok(Reply::Done(super::to_step(&token, Step::Done))),
        Err(_) => Ok(Reply::Done(Done::on_to(super::proof::needed(&token).to))),
    }
}
