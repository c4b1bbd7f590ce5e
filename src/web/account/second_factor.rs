//! A person's second factor: setting it up with an authenticator app, recovery codes, removing it. Also the
//! confirmation that sensitive actions ask for.

use actix_session::Session;
use schemars::JsonSchema;
use serde::Deserialize;
use validator::Validate;

use super::page::{ConfirmPage, SecondFactorPage};
use super::{qr, redirect_target};
use crate::actions::people;
use crate::store::{self, Db};
use crate::web::http::confirmed::{self, Confirmed};
use crate::web::http::request::values::{Code, Password, Present};
use crate::web::http::who::Somebody;
use crate::web::http::{Answer, App, Asked, Done, Failure, Fields, Filled, Input, Problems, Reply, Request};

/// The page that sets it up.
const PAGE: &str = "/account/second-factor";

fn page(db: &mut Db, who: &Somebody, form: Filled, ctx: &crate::actions::Context) -> Result<SecondFactorPage, Failure> {
    let present = store::people::second_factors::of_person(db, who.0.person.id)?;
    let offer = match present {
        Some(_) => None,
        None => {
            let carried = Some(form.text("sealed")).filter(|sealed| !sealed.is_empty());
            let carried = people::offer_second_factor(&who.0.person, carried, ctx);
            // A sealed secret that was not made for this person is ignored; the form gets a new one.
            let offer = carried.or_else(|_| people::offer_second_factor(&who.0.person, None, ctx))?;
            Some((qr::Drawn::of(&offer.address)?, offer))
        }
    };
    Ok(SecondFactorPage { form, present, offer, codes: Vec::new(), is_required: false })
}

/// `GET /account/second-factor`
pub(crate) async fn show(who: Somebody, app: App) -> Answer<SecondFactorPage> {
    let (ctx, config) = (app.context(), app.config().clone());
    app.show(who, move |db, who| {
        let is_required = config.requires_second_factor(who.0.kind, who.0.person.role);
        Ok(SecondFactorPage { is_required, ..page(db, who, Filled::new::<SetForm>(), &ctx)? })
    })
    .await
}

/// The offered secret, and a code of it.
#[derive(Deserialize, Validate, JsonSchema)]
pub(crate) struct SetForm {
    /// The secret, sealed by this server.
    sealed: Option<String>,
    /// A code that the app shows.
    #[validate(required)]
    #[schemars(extend("x-missing" = "Enter the code that the app shows."))]
    code: Option<Code>,
}

impl Request for SetForm {
    type Order = (String, String);

    fn order(self, problems: &mut Problems) -> Option<Self::Order> {
        let sealed = problems.need("", self.sealed, "Open the page again: the key is missing.");
        Some((sealed?, self.code?.0))
    }
}

/// `POST /account/second-factor`: sets it up and shows the recovery codes once. It answers with the page instead of a
/// redirect, because a redirect would have to carry the codes.
///
/// # Errors
/// If the session is not confirmed, or the code is wrong.
pub(crate) async fn set(who: Somebody, _fresh: Confirmed, sent: Input<SetForm>, app: App) -> Answer<SecondFactorPage> {
    let (person, session, ctx) = (who.0.person.clone(), who.0.session.clone(), app.context());
    let done = match sent.parse() {
        Err(problems) => Err(problems.into()),
        Ok((sealed, code)) => {
            app.run(move |db, ctx| Ok(people::set_second_factor(db, &person, &sealed, &code, &session, ctx)?)).await
        }
    };
    match done {
        Ok(codes) => {
            app.show(who, move |db, who| {
                Ok(SecondFactorPage { codes, ..page(db, who, Filled::new::<SetForm>(), &ctx)? })
            })
            .await
        }
        Err(failure) => app.again(who, &sent, failure, move |db, who, form| page(db, who, form, &ctx)).await,
    }
}

/// `POST /account/second-factor/recovery-codes`: makes new codes and shows them once.
///
/// # Errors
/// If the session is not confirmed, or there is no second factor.
pub(crate) async fn renew(who: Somebody, _fresh: Confirmed, _sent: Input<()>, app: App) -> Answer<SecondFactorPage> {
    let (person, ctx) = (who.0.person.clone(), app.context());
    let renewed = app.run(move |db, ctx| Ok(people::renew_recovery_codes(db, &person, ctx)?)).await;
    let codes = match renewed {
        Err(Failure::NotFound) => return Ok(Reply::Done(Done::gone(PAGE, "There was no second factor."))),
        renewed => renewed?,
    };
    app.show(who, move |db, who| Ok(SecondFactorPage { codes, ..page(db, who, Filled::new::<SetForm>(), &ctx)? })).await
}

/// `POST /account/second-factor/remove`
///
/// # Errors
/// If the session is not confirmed, or the person's role requires a second factor.
pub(crate) async fn remove(who: Somebody, _fresh: Confirmed, _sent: Input<()>, app: App) -> Answer<SecondFactorPage> {
    if app.config().requires_second_factor(who.0.kind, who.0.person.role) {
        return Err(Failure::Forbidden("Your role requires a second factor. It cannot be removed.".to_owned()));
    }
    let removed = app.run(move |db, ctx| Ok(people::remove_second_factor(db, &who.0.person, ctx)?)).await?;
    let notice = if removed { "The second factor was removed." } else { "There was no second factor." };
    Ok(Reply::Done(Done::gone(PAGE, notice)))
}

/// `GET /account/confirm`: asks for the second factor, or for the password if there is none.
pub(crate) async fn show_confirm(who: Somebody, asked: Asked, app: App) -> Answer<ConfirmPage> {
    let form = Filled::with::<ConfirmForm>(Fields::default().with("to", asked.one("to").unwrap_or_default()));
    app.show(who, move |_, who| Ok(ConfirmPage { form, by_code: who.0.has_second_factor })).await
}

/// What proves who they are.
#[derive(Deserialize, Validate, JsonSchema)]
pub(crate) struct ConfirmForm {
    /// The password, where no second factor is set up.
    password: Option<Password<Present>>,
    /// A code of the app, or a recovery code.
    #[schemars(extend("x-autocomplete" = "one-time-code"))]
    code: Option<String>,
    /// Where to go on to.
    to: Option<String>,
}

impl Request for ConfirmForm {
    type Order = (String, String);

    fn order(self, problems: &mut Problems) -> Option<Self::Order> {
        let typed = self.code.or(self.password.map(|password| password.0));
        let typed = problems.need("", typed, "Enter what is asked for.");
        Some((typed?, self.to.unwrap_or_default()))
    }
}

/// `POST /account/confirm`
///
/// # Errors
/// If the code or password is wrong, or after too many attempts.
pub(crate) async fn confirm(
    who: Somebody,
    sent: Input<ConfirmForm>,
    session: Session,
    app: App,
) -> Answer<ConfirmPage> {
    let (person, kind) = (who.0.person.clone(), who.0.kind);
    let done = match sent.parse() {
        Err(problems) => Err(problems.into()),
        Ok((typed, to)) => {
            let whose = person.id.to_string();
            app.hash(&whose, move |shared, ctx| Ok(people::confirm(&shared.database, &person, &typed, ctx)?))
                .await
                .map(|()| to)
        }
    };
    match done {
        Ok(to) => {
            // The session gains rights, so it gets a new token.
            session.renew();
            confirmed::note(&session, app.now())?;
            Ok(Reply::Done(Done::on_to(redirect_target(Some(kind), &to))))
        }
        Err(failure) => {
            app.again(who, &sent, failure, |_, who, form| Ok(ConfirmPage { form, by_code: who.0.has_second_factor }))
                .await
        }
    }
}
