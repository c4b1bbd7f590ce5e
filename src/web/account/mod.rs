//! Signing in and out, the choice of an organisation, and what a person does with their own account.

mod agent;
pub(crate) mod enter;
pub(crate) mod join;
pub(crate) mod mails;
pub(crate) mod own;
mod page;
pub(crate) mod password;
pub(crate) mod profile;
mod qr;
pub(crate) mod second_factor;

use schemars::JsonSchema;
use serde::Deserialize;
use std::time::{Duration, Instant};
use validator::Validate;

use actix_session::Session;
use actix_web::HttpRequest;
use actix_web::http::StatusCode;

use crate::domain::actor::OrganisationKind;
use crate::domain::calendar::Moment;
use crate::domain::ids::{MembershipId, PersonId};
use crate::store::{self, StoreError};
use crate::web::http::request::values::IdOf;
use crate::web::http::shell::home_of;
use crate::web::http::who::{Anyone, Chooser, Somebody};
use crate::web::http::{
    Answer, App, Asked, Done, Failure, Fields, Filled, Input, Problems, Reply, Request, confirmed, kept, session,
};
pub(crate) use page::{ChoicePage, HomePage};

/// Delays an answer about an account, so that its time does not show whether the account exists.
async fn wait_for_min_answer_time(app: &App, started: Instant) {
    const MIN_ANSWER_TIME: Duration = Duration::from_millis(600);
    if app.config().hashing == crate::actions::people::Hashing::Full {
        tokio::time::sleep(MIN_ANSWER_TIME.saturating_sub(started.elapsed())).await;
    }
}

/// Turns "not found" of a link that no longer works into an explanation of what to do.
fn explain_dead_link<T>(found: Result<T, StoreError>, told: &str) -> Result<T, Failure> {
    found.map_err(|error| match error {
        StoreError::NotFound => Failure::Answered(StatusCode::GONE, told.to_owned(), serde_json::Value::Null),
        other => other.into(),
    })
}

/// Opens a session under a new token. Signing in counts as a confirmation.
fn open(
    session: &Session,
    who: &Anyone,
    person: PersonId,
    membership: Option<MembershipId>,
    now: Moment,
) -> Result<(), Failure> {
    session.clear();
    session.renew();
    let put = |name: &str, text: &str| session.insert(name, text).map_err(|error| Failure::Fault(error.to_string()));
    put(session::PERSON, person.as_str())?;
    put(session::TOKEN, &store::fresh_token())?;
    put(session::AGENT, &who.agent)?;
    put(session::ADDRESS, &who.address)?;
    confirmed::note(session, now)?;
    if let Some(membership) = membership {
        put(session::MEMBERSHIP, membership.as_str())?;
    }
    Ok(())
}

/// The address after sign-in, choice or confirmation: the one that was asked for, if it is ours and for this kind of
/// organisation; otherwise the home page. Without a kind, the person chooses an organisation first.
fn redirect_target(kind: Option<OrganisationKind>, to: &str) -> String {
    match kind {
        Some(kind) if is_in(kind, to) => to.to_owned(),
        Some(kind) => home_of(kind).to_owned(),
        None if is_local(to) => {
            let to = percent_encoding::utf8_percent_encode(to, percent_encoding::NON_ALPHANUMERIC);
            format!("/choose?to={to}")
        }
        None => "/choose".to_owned(),
    }
}

/// Whether an address is local. Others are never redirected to.
fn is_local(to: &str) -> bool {
    let kinds = [OrganisationKind::CollectionPartner, OrganisationKind::ReferralPartner, OrganisationKind::Operator];
    kinds.iter().any(|kind| is_in(*kind, to))
}

/// Whether an address is local and for people of this kind of organisation.
fn is_in(kind: OrganisationKind, to: &str) -> bool {
    let pages = match kind {
        OrganisationKind::CollectionPartner => "/partner",
        OrganisationKind::ReferralPartner => "/referral",
        OrganisationKind::Operator => "/operator",
        OrganisationKind::Client => "/client",
    };
    let path = to.split(['?', '#']).next().unwrap_or_default();
    let is_under = |start: &str| path.strip_prefix(start).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    let is_page = is_under(pages) || is_under("/account") || path.starts_with(kept::RESUME);
    is_page && !path.contains("//") && !to.contains('\\') && !to.contains(char::is_control)
}

/// `GET /choose`: the organisations of somebody who belongs to several.
pub(crate) async fn show_choice(who: Chooser, asked: Asked, app: App) -> Answer<ChoicePage> {
    let form = Filled::with::<ChoiceForm>(Fields::default().with("to", asked.one("to").unwrap_or_default()));
    app.show(who, move |db, who| ChoicePage::load(db, who, form)).await
}

/// Which organisation.
#[derive(Deserialize, Validate, JsonSchema)]
pub(crate) struct ChoiceForm {
    /// The person's place in it.
    #[validate(required)]
    #[schemars(extend("x-missing" = "Choose an organisation.", "x-wrong" = "Choose an organisation."))]
    membership: Option<IdOf<MembershipId>>,
    /// Where to go on to.
    to: Option<String>,
}

impl Request for ChoiceForm {
    type Order = (MembershipId, String);

    fn order(self, _: &mut Problems) -> Option<Self::Order> {
        Some((self.membership?.0, self.to.unwrap_or_default()))
    }
}

/// `POST /choose`
///
/// # Errors
/// If nobody is signed in, or the organisation is not one of theirs.
pub(crate) async fn choose(who: Chooser, sent: Input<ChoiceForm>, session: Session, app: App) -> Answer<ChoicePage> {
    let (chosen, to) = match sent.parse() {
        Ok(order) => order,
        Err(problems) => return app.again(who, &sent, problems.into(), ChoicePage::load).await,
    };
    let person = who.0;
    let memberships = app.read(move |db| Ok(store::people::memberships::unscoped::working(db, person)?)).await?;
    let membership = memberships.into_iter().find(|one| one.id == chosen).ok_or(Failure::NotFound)?;
    session.renew();
    session.insert(session::MEMBERSHIP, membership.id.as_str()).map_err(|error| Failure::Fault(error.to_string()))?;
    Ok(Reply::Done(Done::on_to(redirect_target(Some(membership.kind), &to))))
}

/// `GET /`: redirects to the person's start page, or to the sign-in.
pub(crate) async fn go_home(request: HttpRequest) -> Answer<HomePage> {
    Ok(Reply::Done(Done::on_to(match (session::SignedIn::of(&request), Chooser::of(&request)) {
        (Ok(signed_in), _) => home_of(signed_in.kind),
        (Err(failure @ Failure::GoTo(..)), _) => return Err(failure),
        (Err(_), Ok(_)) => "/choose",
        (Err(_), Err(_)) => "/sign-in",
    })))
}

/// `GET /referral`: the start page of referral partners.
pub(crate) async fn show_home(request: HttpRequest, who: Somebody, app: App) -> Answer<HomePage> {
    if home_of(who.0.kind) != request.path() {
        return Err(Failure::Forbidden("This page is for people of another organisation.".to_owned()));
    }
    app.show(who, |_, who| Ok(HomePage::new(&who.0))).await
}
