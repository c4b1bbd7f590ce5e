//! A person's own sessions and keyboard setting, under `/account`.

use actix_session::Session;
use schemars::JsonSchema;
use serde::Deserialize;
use validator::Validate;

use super::page::{KeyboardPage, SessionsPage};
use crate::actions::people;
use crate::web::http::who::Somebody;
use crate::web::http::{Answer, App, Done, Fields, Filled, Input, Problems, Reply, Request};

/// `GET /account/sessions`
pub(crate) async fn show_sessions(who: Somebody, app: App) -> Answer<SessionsPage> {
    let now = app.now();
    app.show(who, move |db, who| SessionsPage::load(db, who, now)).await
}

/// Which session ends; all others without one.
#[derive(Deserialize, Validate, JsonSchema)]
pub(crate) struct EndForm {
    /// The session.
    session: Option<String>,
}

impl Request for EndForm {
    type Order = Option<String>;

    fn order(self, _: &mut Problems) -> Option<Self::Order> {
        Some(self.session)
    }
}

/// `POST /account/sessions`: ends one session, or all but the current one.
pub(crate) async fn end_sessions(
    who: Somebody,
    sent: Input<EndForm>,
    session: Session,
    app: App,
) -> Answer<SessionsPage> {
    let only = sent.parse()?;
    if only.as_deref() == Some(who.0.session.as_str()) {
        session.purge();
        return Ok(Reply::Done(Done::gone("/sign-in", "You are signed out.")));
    }
    let ended = app
        .run(move |db, ctx| {
            let but = only.is_none().then_some(who.0.session.as_str());
            Ok(people::end_sessions(db, &who.0.person, only.as_deref(), but, ctx)?)
        })
        .await?;
    let notice = match ended {
        0 => "No other session was open.".to_owned(),
        1 => "The session was ended.".to_owned(),
        many => format!("{many} sessions were ended."),
    };
    Ok(Reply::Done(Done::gone("/account/sessions", notice)))
}

/// `GET /account/keyboard`
pub(crate) async fn show_keyboard(who: Somebody, app: App) -> Answer<KeyboardPage> {
    app.show(who, |_, who| {
        let on = if who.0.person.letter_keys { "true" } else { "" };
        Ok(KeyboardPage { form: Filled::with::<KeyboardForm>(Fields::default().with("letterKeys", on)) })
    })
    .await
}

/// Letter keys on or off.
#[derive(Deserialize, Validate, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct KeyboardForm {
    /// Whether single letters are commands.
    letter_keys: Option<bool>,
}

impl Request for KeyboardForm {
    type Order = bool;

    fn order(self, _: &mut Problems) -> Option<bool> {
        Some(self.letter_keys.unwrap_or_default())
    }
}

/// `POST /account/keyboard`
pub(crate) async fn set_keyboard(who: Somebody, sent: Input<KeyboardForm>, app: App) -> Answer<KeyboardPage> {
    app.submit(
        who,
        sent,
        |db, who, on, ctx| {
            people::set_letter_keys(db, &who.0.person, on, ctx)?;
            let notice = if on { "Letter keys are on." } else { "Letter keys are off." };
            Ok(Done::gone("/account/keyboard", notice))
        },
        |_, _, form| Ok(KeyboardPage { form }),
    )
    .await
}
