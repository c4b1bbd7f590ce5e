//! Asks for a mailed code before pages that change an account which existed before. Until the code is entered, nothing
//! of the account is shown, not even the address that gets the code.

use actix_web::web::Path;
use askama::Template;
use schemars::JsonSchema;
use serde::Deserialize;
use validator::Validate;

use super::Stage;
use crate::actions::Context;
use crate::actions::clients::{self, Claimant};
use crate::domain::agreement::Language;
use crate::domain::client::Step;
use crate::domain::code::CODE_DIGITS;
use crate::domain::code::CODE_MINUTES;
use crate::domain::ids::ReferralPartnerId;
use crate::store::{self, Db};
use crate::web::http::request::values::Code;
use crate::web::http::who::{Guest, Spoken};
use crate::web::http::{Answer, App, Done, Failure, Filled, Input, Page, Problems, Reply, Request};
use crate::words::Words;

/// The code.
#[derive(Deserialize, Validate, JsonSchema)]
pub(crate) struct ProofForm {
    /// The code from the mail.
    #[validate(required)]
    #[schemars(extend("x-missing" = "code-missing"))]
    code: Option<Code>,
}

impl Request for ProofForm {
    type Order = String;

    fn order(self, problems: &mut Problems) -> Option<String> {
        let code = self.code?.0;
        if code.chars().filter(char::is_ascii_digit).count() != CODE_DIGITS {
            problems.add("code", "code-missing");
        }
        Some(code)
    }
}

#[derive(Template)]
#[template(path = "onboarding/proof.html")]
pub(crate) struct ProofPage {
    stage: Stage,
    form: Filled,
    /// Whether a partner asks to be linked; otherwise documents wait to be signed.
    is_link: bool,
    proof: Proof,
}

/// The state of the code.
#[derive(Clone, Copy, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Proof {
    /// Seconds until another code may be sent.
    pause: i64,
    /// Whether a code was sent.
    has_code: bool,
}

impl Page for ProofPage {
    type Resource = Proof;
    fn resource(&self) -> &Proof {
        &self.proof
    }
}

/// Redirects to the page; JSON says that a code is needed.
pub(super) fn needed(token: &str) -> Done {
    let mut done = Done::on_to(format!("/onboarding/{token}/proof"));
    done.status = 200;
    done.body = Some(serde_json::json!({ "nextStep": "proof" }).to_string());
    done
}

impl Guest {
    fn claimant(&self) -> Claimant {
        match self {
            Self::Newcomer(who) => who.into(),
            Self::Approver(who) => who.into(),
        }
    }

    fn platform(&self) -> ReferralPartnerId {
        match self {
            Self::Newcomer(who) => who.referral_partner,
            Self::Approver(who) => who.referral_partner,
        }
    }

    /// Whether no proof is needed.
    fn is_through(&self) -> bool {
        match self {
            Self::Newcomer(who) => !who.must_prove(),
            Self::Approver(who) => who.is_proved,
        }
    }

    /// The language that was chosen before.
    fn language(&self, db: &mut Db) -> Result<Option<Language>, Failure> {
        match self {
            Self::Newcomer(who) => Ok(store::clients::link(db, who)?.language.as_deref().and_then(Language::of_tag)),
            Self::Approver(_) => Ok(None),
        }
    }
}

impl ProofPage {
    fn load(
        db: &mut Db,
        who: &Guest,
        token: &str,
        wanted: Option<Language>,
        form: Option<Filled>,
        ctx: &Context,
    ) -> Result<Self, Failure> {
        let language = who.language(db)?.or(wanted);
        let stage = Stage::bare(db, who.platform(), token, Step::Agreement, language)?;
        let (pause, has_code) = clients::proof_state(db, &who.claimant(), ctx)?;
        let form = form.map_or_else(Filled::new::<ProofForm>, |form| stage.understood(form));
        Ok(Self { stage, form, is_link: matches!(who, Guest::Approver(_)), proof: Proof { pause, has_code } })
    }

    fn pause_words(&self) -> String {
        crate::web::signing::pause_words(self.stage.words, self.proof.pause)
    }

    fn minutes(&self) -> String {
        CODE_MINUTES.to_string()
    }
}

/// `GET /onboarding/{token}/proof`
pub(crate) async fn show_proof(who: Guest, token: Path<String>, spoken: Spoken, app: App) -> Answer<ProofPage> {
    if who.is_through() {
        return Ok(Reply::Done(Done::on_to(format!("/onboarding/{token}"))));
    }
    let ctx = app.context();
    app.show(who, move |db, who| ProofPage::load(db, who, &token, spoken.0, None, &ctx)).await
}

/// `POST /onboarding/{token}/proof/code`: mails a code to the account's address.
pub(crate) async fn send_proof(
    who: Guest,
    token: Path<String>,
    spoken: Spoken,
    _sent: Input<()>,
    app: App,
) -> Answer<ProofPage> {
    let guest = who.clone();
    let place = token.clone();
    app.run(move |db, ctx| {
        let language = guest.language(db)?.or(spoken.0);
        let words = Stage::bare(db, guest.platform(), &place, Step::Agreement, language)?.words;
        Ok(clients::send_proof_code(db, &guest.claimant(), &words, ctx)?)
    })
    .await?;
    let ctx = app.context();
    app.show(who, move |db, who| ProofPage::load(db, who, &token, spoken.0, None, &ctx)).await
}

/// `POST /onboarding/{token}/proof`: checks the code. The right one gets the person a link of their own.
///
/// # Errors
/// If the code is wrong.
pub(crate) async fn prove(
    who: Guest,
    token: Path<String>,
    spoken: Spoken,
    sent: Input<ProofForm>,
    app: App,
) -> Answer<ProofPage> {
    let ctx = app.context();
    let again =
        move |db: &mut Db, who: &Guest, form: Filled| ProofPage::load(db, who, &token, spoken.0, Some(form), &ctx);
    let verdict = match sent.parse() {
        Err(problems) => Err(Failure::Invalid(problems)),
        Ok(code) => {
            let guest = who.clone();
            let typed = app
                .run(move |db, ctx| {
                    let words = Words(guest.language(db)?.or(spoken.0).unwrap_or_default());
                    Ok(clients::prove(db, &guest.claimant(), &code, &words, ctx)?)
                })
                .await?;
            typed.map_err(|problem| Failure::Invalid(Problems::at("code", problem.message())))
        }
    };
    match verdict {
        Ok(proof) => {
            let mut done = Done::on_to(format!("/onboarding/{proof}"));
            done.status = 200;
            done.body = Some(serde_json::json!({ "token": proof }).to_string());
            Ok(Reply::Done(done))
        }
        Err(failure) if app.is_json() => Err(failure.said_in(Words(spoken.0.unwrap_or_default()))),
        Err(failure) => app.again(who, &sent, failure, again).await,
    }
}
