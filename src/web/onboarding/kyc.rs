//! The step for a director's data, needed by some agencies.

use actix_web::web::Path;
use askama::Template;

use super::{Stage, submit_step};
use crate::actions::clients;
use crate::domain::actor::Newcomer;
use crate::domain::agreement::Language;
use crate::domain::client::Step;
use crate::store::Db;
use crate::web::clients::forms::SubmitKycVerificationRequest;
use crate::web::http::who::{Spoken, Who};
use crate::web::http::{Answer, App, Asked, Failure, Filled, Input, Page};

#[derive(Template)]
#[template(path = "onboarding/kyc.html")]
pub(crate) struct KycPage {
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
        let stage = Stage::load(db, who, token, Step::Kyc, language)?;
        let problems = form.problems.reworded(|field, _| match field {
            "directorDateOfBirth" => stage.words.say("error-date"),
            _ => stage.words.say("error-required"),
        });
        Ok(Self { stage, form: Filled { problems, ..form } })
    }
}

/// `GET /onboarding/{token}/kyc`
pub(crate) async fn show_kyc(
    Who(who): Who<Newcomer>,
    token: Path<String>,
    asked: Asked,
    spoken: Spoken,
    app: App,
) -> Answer<KycPage> {
    let mine = token.clone();
    super::show_step(who, token.into_inner(), Step::Kyc, &asked, &app, move |db, who, _| {
        KycPage::load(
            db,
            who,
            &mine,
            spoken.0,
            Filled::new::<crate::web::clients::forms::SubmitKycVerificationRequest>(),
        )
    })
    .await
}

/// `POST /onboarding/{token}/kyc`
pub(crate) async fn give_kyc(
    Who(who): Who<Newcomer>,
    token: Path<String>,
    spoken: Spoken,
    sent: Input<SubmitKycVerificationRequest>,
    app: App,
) -> Answer<KycPage> {
    let mine = token.clone();
    submit_step(
        who,
        token.into_inner(),
        spoken,
        sent,
        &app,
        |db, who, order, now| Ok(clients::give_kyc_as_client(db, who, &order, now)?),
        move |db, who, form| KycPage::load(db, who, &mine, spoken.0, form),
    )
    .await
}
