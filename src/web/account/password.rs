//! Changing a password, and choosing a new one when it was forgotten.

use schemars::JsonSchema;
use serde::Deserialize;
use std::time::Instant;
use validator::Validate;

use actix_web::web::Path;

use super::page::{ForgottenPage, PasswordPage, ResetPage};
use crate::actions::people;
use crate::domain::password;
use crate::store::people::resets::Bearer;
use crate::store::{self, StoreError};
use crate::web::http::device::Device;
use crate::web::http::request::values::{Email, New, Password, Present};
use crate::web::http::who::{Anyone, Somebody};
use crate::web::http::{Answer, App, Done, Failure, Filled, Input, Problems, Reply, Request};

/// `GET /account/password`
pub(crate) async fn show_change(who: Somebody, app: App) -> Answer<PasswordPage> {
    app.show(who, |_, _| Ok(PasswordPage { form: Filled::new::<ChangeForm>() })).await
}

/// The present password and the new one.
#[derive(Deserialize, Validate, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ChangeForm {
    /// The present password.
    #[validate(required)]
    #[schemars(extend("x-missing" = "Enter your present password."))]
    password: Option<Password<Present>>,
    /// The new one.
    #[validate(required)]
    #[schemars(extend("x-missing" = "Choose a new password."))]
    new_password: Option<Password<New>>,
}

impl Request for ChangeForm {
    type Order = (String, String);

    fn order(self, _: &mut Problems) -> Option<Self::Order> {
        Some((self.password?.0, self.new_password?.0))
    }
}

/// `POST /account/password`: ends all other sessions.
pub(crate) async fn change(who: Somebody, device: Device, sent: Input<ChangeForm>, app: App) -> Answer<PasswordPage> {
    let (person, session) = (who.0.person.clone(), who.0.session.clone());
    let done = match sent.parse() {
        Err(problems) => Err(problems.into()),
        Ok((present, new)) => {
            let whose = person.id.to_string();
            app.hash(&whose, move |shared, ctx| {
                let from = device.hash();
                Ok(people::change_password(&shared.database, &person, &session, from.as_deref(), &present, &new, ctx)?)
            })
            .await
        }
    };
    match done {
        Ok(()) => Ok(Reply::Done(Done::gone(
            "/account/password",
            "Your password is changed, and every other session was ended.",
        ))),
        Err(failure) => app.again(who, &sent, failure, |_, _, form| Ok(PasswordPage { form })).await,
    }
}

/// `GET /forgotten`
pub(crate) async fn show_forgotten(who: Anyone, app: App) -> Answer<ForgottenPage> {
    app.show(who, |_, _| Ok(ForgottenPage { form: Filled::new::<ForgottenForm>(), sent: false })).await
}

/// An address.
#[derive(Deserialize, Validate, JsonSchema)]
pub(crate) struct ForgottenForm {
    /// The address.
    #[validate(required)]
    #[schemars(extend("x-missing" = "Enter an e-mail address."))]
    email: Option<Email>,
}

impl Request for ForgottenForm {
    type Order = String;

    fn order(self, _: &mut Problems) -> Option<String> {
        Some(self.email?.0)
    }
}

/// `POST /forgotten`: the same page in the same time, whether or not the account exists.
pub(crate) async fn ask_reset(
    who: Anyone,
    device: Device,
    sent: Input<ForgottenForm>,
    app: App,
) -> Answer<ForgottenPage> {
    let started = Instant::now();
    let email = match sent.parse() {
        Ok(email) => email,
        Err(problems) => {
            return app.again(who, &sent, problems.into(), |_, _, form| Ok(ForgottenPage { form, sent: false })).await;
        }
    };
    let from = device.origin(&who);
    let asked = app.run(move |db, ctx| Ok(people::ask_reset(db, &email, &from, ctx)?)).await;
    super::wait_for_min_answer_time(&app, started).await;
    if let Err(failure) = asked {
        return app.again(who, &sent, failure, |_, _, form| Ok(ForgottenPage { form, sent: false })).await;
    }
    let form = Filled::with::<ForgottenForm>(sent.fields);
    app.show(who, |_, _| Ok(ForgottenPage { form, sent: true })).await
}

/// `GET /reset/{token}`
pub(crate) async fn show_reset(who: Anyone, token: Path<String>, app: App) -> Answer<ResetPage> {
    let (token, now) = (token.into_inner(), app.now());
    app.show(who, move |db, _| {
        let bearer = explain_dead_link(store::people::resets::unscoped::bearer(db, &store::secret_hash(&token), now))?;
        Ok(ResetPage { form: Filled::new::<ResetForm>(), token, bearer })
    })
    .await
}

fn explain_dead_link(found: Result<Bearer, StoreError>) -> Result<Bearer, Failure> {
    super::explain_dead_link(
        found,
        "This link works no more: it was used, or its hour is over. Ask for a new one on the sign-in page.",
    )
}

/// A new password.
#[derive(Deserialize, Validate, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ResetForm {
    /// The new password.
    #[validate(required)]
    #[schemars(extend("x-missing" = "Choose a new password."))]
    new_password: Option<Password<New>>,
}

impl Request for ResetForm {
    type Order = String;

    fn order(self, _: &mut Problems) -> Option<String> {
        Some(self.new_password?.0)
    }
}

/// `POST /reset/{token}`: sets the password and ends all sessions.
pub(crate) async fn reset(who: Anyone, token: Path<String>, sent: Input<ResetForm>, app: App) -> Answer<ResetPage> {
    let (token, now) = (token.into_inner(), app.now());
    let hash = store::secret_hash(&token);
    let bearer = app.read(move |db| explain_dead_link(store::people::resets::unscoped::bearer(db, &hash, now))).await?;
    let (secret, known) = (token.clone(), bearer.clone());
    let done = match sent.parse() {
        Err(problems) => Err(problems.into()),
        Ok(new) => {
            let whose = crate::domain::network::counted_as(&who.address);
            app.hash(&whose, move |shared, ctx| {
                password::check(&new, &[&known.email, &known.first_name, &known.last_name])
                    .map_err(|text| Problems::at("newPassword", text))?;
                let hash = people::hash_password(&new, ctx.hashing)?;
                Ok(people::reset_password(&shared.database, &secret, &hash, ctx)?)
            })
            .await
        }
    };
    match done {
        Ok(()) => Ok(Reply::Done(Done::gone("/sign-in", "Your password is changed. Sign in with it."))),
        Err(failure) => app.again(who, &sent, failure, |_, _, form| Ok(ResetPage { form, token, bearer })).await,
    }
}
