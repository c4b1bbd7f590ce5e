//! Signing in: with a password and a second factor, if there is one; or with a code that is mailed for a new device.

use schemars::JsonSchema;
use serde::Deserialize;
use std::time::Instant;
use validator::Validate;

use actix_session::Session;
use actix_web::HttpRequest;

use super::page::{CodePage, SecondStepPage, SignInPage};
use super::{open, redirect_target, wait_for_min_answer_time};
use crate::actions::people::{self, Attempt, Origin, SignInOrder, SignedInPerson};
use crate::domain::ids::PersonId;
use crate::domain::sign_in::SECOND_STEP_MINUTES;
use crate::web::http::device::Device;
use crate::web::http::request::values::{Code, Email, Password, Present};
use crate::web::http::who::Anyone;
use crate::web::http::{
    Answer, App, Asked, Done, Failure, Fields, Filled, Form, Input, Problems, Reply, Request, session,
};

/// The page that asks for the second factor.
const SECOND_STEP: &str = "/sign-in/second-factor";

/// What the sign-in page sends.
#[derive(Deserialize, Validate, JsonSchema)]
pub(crate) struct SignInForm {
    /// The address, as it was typed: whether it is one is not told apart from a wrong password.
    #[schemars(extend("format" = "email", "x-autocomplete" = "username"))]
    email: Option<String>,
    /// The password.
    password: Option<Password<Present>>,
    /// A code of the app.
    #[schemars(extend("x-autocomplete" = "one-time-code"))]
    code: Option<String>,
    /// Where to go on to.
    to: Option<String>,
}

impl Request for SignInForm {
    type Order = (SignInOrder, String);

    fn order(self, _: &mut Problems) -> Option<Self::Order> {
        let order = SignInOrder {
            email: self.email.unwrap_or_default(),
            password: self.password.map(|password| password.0).unwrap_or_default(),
            code: self.code,
        };
        Some((order, self.to.unwrap_or_default()))
    }
}

fn with_to<F: Form>(asked: &Asked) -> Filled {
    Filled::with::<F>(Fields::default().with("to", asked.one("to").unwrap_or_default()))
}

/// `GET /sign-in`
pub(crate) async fn show_sign_in(who: Anyone, asked: Asked, app: App) -> Answer<SignInPage> {
    let form = with_to::<SignInForm>(&asked);
    app.show(who, move |_, _| Ok(SignInPage { form })).await
}

/// `POST /sign-in`: every failure gets the same answer, so that nobody learns which addresses have an account.
pub(crate) async fn sign_in(
    who: Anyone,
    device: Device,
    sent: Input<SignInForm>,
    request: HttpRequest,
    session: Session,
    app: App,
) -> Answer<SignInPage> {
    let (order, to) = sent.parse()?;
    match tried(&app, order, device.origin(&who)).await {
        Ok(came) => let_in(&app, &request, &session, &who, &device, came, &to).await,
        Err(failure) => app.again(who, &sent, failure, |_, _, form| Ok(SignInPage { form })).await,
    }
}

/// Checks address and password. If a limit is used up, this is answered before anything is hashed. All other answers
/// take the same time.
async fn tried(app: &App, order: SignInOrder, from: Origin) -> Result<SignedInPerson, Failure> {
    let started = Instant::now();
    let (email, asker, ctx) = (order.email.clone(), from.clone(), app.context());
    let attempt = app
        .read(move |db| {
            let attempt = Attempt::at_the_door(db, &email, &asker, &ctx)?;
            attempt.check(db, &ctx)?;
            Ok(attempt)
        })
        .await?;
    let came =
        app.hash(&attempt.subject, move |shared, ctx| Ok(people::sign_in(&shared.database, &order, &from, ctx)?)).await;
    if came.is_err() {
        wait_for_min_answer_time(app, started).await;
    }
    came
}

/// Opens the session, or redirects to the second factor.
async fn let_in(
    app: &App,
    request: &HttpRequest,
    session: &Session,
    who: &Anyone,
    device: &Device,
    came: SignedInPerson,
    to: &str,
) -> Answer<SignInPage> {
    let Some(mark) = came.awaits_second_factor else {
        let only = if let [only] = came.memberships.as_slice() { Some(only) } else { None };
        open(session, who, came.person, only.map(|only| only.id), app.now())?;
        remember(app, request, device, came.person).await?;
        return Ok(Reply::Done(Done::on_to(redirect_target(only.map(|only| only.kind), to))));
    };
    session.clear();
    session.renew();
    let put = |name: &str, text: &str| session.insert(name, text).map_err(|error| Failure::Fault(error.to_string()));
    put(session::PENDING, came.person.as_str())?;
    put(session::PENDING_MARK, &mark)?;
    put(session::PENDING_SINCE, &app.now().timestamp().to_string())?;
    put(session::TOKEN, &crate::store::fresh_token())?;
    put(session::AGENT, &who.agent)?;
    put(session::ADDRESS, &who.address)?;
    let to = percent_encoding::utf8_percent_encode(to, percent_encoding::NON_ALPHANUMERIC);
    Ok(Reply::Done(Done::on_to(format!("{SECOND_STEP}?to={to}"))))
}

/// Remembers that this person has signed in on this device.
pub(super) async fn remember(
    app: &App,
    request: &HttpRequest,
    device: &Device,
    person: PersonId,
) -> Result<(), Failure> {
    let hash = device.give(request, app.shared());
    app.run(move |db, ctx| Ok(people::remember_device(db, person, &hash, ctx)?)).await
}

/// The person of this session who has yet to enter the second factor. `None` if there is none, or it took too long.
fn pending(session: &Session, app: &App) -> Option<(PersonId, String)> {
    let text = |name: &str| session.get::<String>(name).ok().flatten();
    let since: i64 = text(session::PENDING_SINCE)?.parse().ok()?;
    let is_open = (0..=SECOND_STEP_MINUTES * 60).contains(&(app.now().timestamp() - since));
    if !is_open {
        return None;
    }
    Some((PersonId::parse(&text(session::PENDING)?)?, text(session::PENDING_MARK)?))
}

fn from_the_start() -> Failure {
    Failure::GoTo("/sign-in".to_owned(), "Please sign in again: the second step took too long.".to_owned())
}

/// `GET /sign-in/second-factor`. Without a password entered before, it redirects to the sign-in.
pub(crate) async fn show_second_step(who: Anyone, asked: Asked, session: Session, app: App) -> Answer<SecondStepPage> {
    pending(&session, &app).ok_or_else(from_the_start)?;
    let form = with_to::<SecondStepForm>(&asked);
    app.show(who, move |_, _| Ok(SecondStepPage { form })).await
}

/// A code of the app, or a recovery code.
#[derive(Deserialize, Validate, JsonSchema)]
pub(crate) struct SecondStepForm {
    /// The code.
    #[validate(required)]
    #[schemars(extend("x-missing" = "Enter the code.", "x-autocomplete" = "one-time-code"))]
    code: Option<String>,
    /// Where to go on to.
    to: Option<String>,
}

impl Request for SecondStepForm {
    type Order = (String, String);

    fn order(self, _: &mut Problems) -> Option<Self::Order> {
        Some((self.code?, self.to.unwrap_or_default()))
    }
}

/// `POST /sign-in/second-factor`
///
/// # Errors
/// If the code is wrong, or after too many attempts.
pub(crate) async fn second_step(
    who: Anyone,
    device: Device,
    sent: Input<SecondStepForm>,
    request: HttpRequest,
    session: Session,
    app: App,
) -> Answer<SecondStepPage> {
    let (person, mark) = pending(&session, &app).ok_or_else(from_the_start)?;
    let from = device.origin(&who);
    let came = match sent.parse() {
        Err(problems) => Err(problems.into()),
        Ok((code, to)) => {
            app.run(move |db, ctx| Ok((people::sign_in_second_step(db, person, &mark, &code, &from, ctx)?, to))).await
        }
    };
    match came {
        Ok((came, to)) => match let_in(&app, &request, &session, &who, &device, came, &to).await? {
            Reply::Done(done) => Ok(Reply::Done(done)),
            _ => Err(from_the_start()),
        },
        Err(failure) => app.again(who, &sent, failure, |_, _, form| Ok(SecondStepPage { form })).await,
    }
}

/// `GET /sign-in/code`: asks for the e-mail address to which a code is sent.
pub(crate) async fn show_code(who: Anyone, asked: Asked, app: App) -> Answer<CodePage> {
    let form = with_to::<CodeForm>(&asked);
    app.show(who, move |_, _| Ok(CodePage { form, sent: false })).await
}

/// What the page of the code sends: an address first, then the code and the password with it.
#[derive(Deserialize, Validate, JsonSchema)]
pub(crate) struct CodeForm {
    /// The address.
    #[validate(required)]
    #[schemars(extend("x-missing" = "Enter an e-mail address.", "x-autocomplete" = "username"))]
    email: Option<Email>,
    /// The password; with the code.
    password: Option<Password<Present>>,
    /// The code from the mail.
    code: Option<Code>,
    /// `enter` once the code is asked for.
    step: Option<String>,
    /// Where to go on to.
    to: Option<String>,
}

impl Request for CodeForm {
    /// E-mail address; code and password, in the second step; where to redirect afterwards.
    type Order = (String, Option<(String, String)>, String);

    fn order(self, problems: &mut Problems) -> Option<Self::Order> {
        let entered = match self.step.as_deref() {
            Some("enter") => {
                let code = problems.need("code", self.code, "Enter the code from the mail.");
                let password = problems.need("password", self.password, "Enter your password.");
                Some((code?.0, password?.0))
            }
            _ => None,
        };
        Some((self.email?.0, entered, self.to.unwrap_or_default()))
    }
}

/// `POST /sign-in/code`: mails a code, or signs in with it. Answer and time are the same whether or not the account
/// exists.
pub(crate) async fn use_code(
    who: Anyone,
    device: Device,
    sent: Input<CodeForm>,
    request: HttpRequest,
    session: Session,
    app: App,
) -> Answer<CodePage> {
    let (started, from) = (Instant::now(), device.origin(&who));
    let is_second = sent.fields.text("step") == "enter";
    let again = move |form: Filled| CodePage { form, sent: is_second };
    let failure = match sent.parse() {
        Err(problems) => problems.into(),
        Ok((email, None, _)) => {
            let asked = app.run(move |db, ctx| Ok(people::send_sign_in_code(db, &email, &from, ctx)?)).await;
            wait_for_min_answer_time(&app, started).await;
            match asked {
                Ok(()) => {
                    let form = Filled::with::<CodeForm>(sent.fields);
                    return app.show(who, move |_, _| Ok(CodePage { form, sent: true })).await;
                }
                Err(failure) => failure,
            }
        }
        Ok((email, Some((code, password)), to)) => {
            let order = SignInOrder { email, password, code: Some(code) };
            match tried(&app, order, from).await {
                Ok(came) => match let_in(&app, &request, &session, &who, &device, came, &to).await? {
                    Reply::Done(done) => return Ok(Reply::Done(done)),
                    _ => return Err(from_the_start()),
                },
                Err(failure) => failure,
            }
        }
    };
    app.again(who, &sent, failure, move |_, _, form| Ok(again(form))).await
}

/// `POST /sign-out`
pub(crate) async fn sign_out(_sent: Input<()>, session: Session) -> Answer<SignInPage> {
    session.purge();
    Ok(Reply::Done(Done::gone("/sign-in", "You are signed out.")))
}
