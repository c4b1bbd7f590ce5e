//! A director's data, where an agency must know them.

use actix_web::web::Path;
use askama::Template;

use super::{Stage, Wish, onwards, opened};
use crate::actions::clients;
use crate::domain::actor::Newcomer;
use crate::domain::agreement::Language;
use crate::domain::client::Step;
use crate::store::Db;
use crate::web::clients::input::SubmitKycVerificationRequest;
use crate::web::http::who::Spoken;
use crate::web::http::{Answer, App, Asked, Done, Failure, Filled, Input, Page, Reply};

/// The step's page.
#[derive(Template)]
#[template(path = "onboarding/kyc.html")]
pub struct KycPage {
    stage: Stage,
    form: Filled,
}

impl Page for KycPage {
    type Resource = ();
    fn resource(&self) -> &() {
        &()
    }
}

impl KycPage {
    fn load(
        db: &mut Db,
        who: &Newcomer,
        token: &str,
        language: Option<Language>,
        form: Filled,
    ) -> Result<Self, Failure> {
        let stage = Stage::load(db, who, (token, Step::Kyc), language)?;
        let problems = form.problems.reworded(|field, _| match field {
            "directorDateOfBirth" => stage.words.say("error-date"),
            _ => stage.words.say("error-required"),
        });
        Ok(Self { stage, form: Filled { problems, ..form } })
    }
}

/// `GET /onboarding/{token}/kyc`
///
/// # Errors
/// No such link.
pub async fn show_kyc(who: Newcomer, token: Path<String>, asked: Asked, spoken: Spoken, app: App) -> Answer<KycPage> {
    let (wish, visitor) = (Wish::of(&asked), who.clone());
    let instead = app.run(move |db, here| opened(db, &visitor, Step::Kyc, &wish, here)).await?;
    if let Some(step) = instead {
        return Ok(Reply::Done(Done::on_to(super::address(&token, step))));
    }
    app.show(who, move |db, who| KycPage::load(db, who, &token, spoken.0, Filled::new())).await
}

/// `POST /onboarding/{token}/kyc`
///
/// # Errors
/// No such link; wrong fields.
pub async fn give_kyc(
    who: Newcomer,
    token: Path<String>,
    spoken: Spoken,
    sent: Input<SubmitKycVerificationRequest>,
    app: App,
) -> Answer<KycPage> {
    let here = token.clone();
    app.submit(
        who,
        sent,
        move |db, who, order, now| {
            clients::give_kyc_as_client(db, who, &order, now)?;
            onwards(db, who, &here)
        },
        move |db, who, form| KycPage::load(db, who, &token, spoken.0, form),
    )
    .await
}
