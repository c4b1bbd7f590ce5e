//! Signing in and out.

mod page;

use actix_session::Session;
use actix_web::web;

use crate::actions::people::{self, SignInOrder};
use crate::domain::actor::OrganisationKind;
use crate::store;
use crate::web::http::who::Anyone;
use crate::web::http::{Answer, App, Asked, Done, Failure, Fields, Filled, Form, Input, Problems, Reply, session};
pub use page::SignInPage;

/// What the sign-in page sends.
#[derive(serde::Deserialize)]
pub struct SignInForm {
    email: Option<String>,
    password: Option<String>,
    to: Option<String>,
}

impl Form for SignInForm {
    type Order = (SignInOrder, String);

    fn parse(self) -> Result<Self::Order, Problems> {
        let order = SignInOrder { email: self.email.unwrap_or_default(), password: self.password.unwrap_or_default() };
        Ok((order, self.to.unwrap_or_default()))
    }
}

/// `GET /sign-in`
///
/// # Errors
/// When the page cannot be made.
pub async fn show_sign_in(who: Anyone, asked: Asked, app: App) -> Answer<SignInPage> {
    let to = asked.one("to").unwrap_or_default().to_owned();
    app.show(who, move |_, _| Ok(SignInPage { form: Filled::with(Fields::default().with("to", to)) })).await
}

/// `POST /sign-in`: one answer to every failure, so that nobody learns which addresses exist.
///
/// # Errors
/// When the page cannot be made.
pub async fn sign_in(who: Anyone, mut sent: Input<SignInForm>, session: Session, app: App) -> Answer<SignInPage> {
    sent.once = None;
    let order = sent.parse()?;
    let shared = app.shared().clone();
    let (address, agent) = (who.address.clone(), who.agent.clone());
    // The hashing of passwords is dear: few at once, and none on a thread that serves others.
    let _turn = people::hashing_turn().await.ok_or(Failure::Busy)?;
    let here = app.here();
    let outcome = web::block(move || people::sign_in(&shared.database, &order.0, &here).map(|who| (who, order.1)))
        .await
        .map_err(|error| Failure::Fault(error.to_string()))?;
    match outcome.map_err(Failure::from) {
        Ok((signed_in, to)) => {
            session.renew();
            let put =
                |name: &str, text: &str| session.insert(name, text).map_err(|error| Failure::Fault(error.to_string()));
            put(session::PERSON, signed_in.person.as_str())?;
            put(session::TOKEN, &store::fresh_token())?;
            put(session::AGENT, &agent)?;
            put(session::ADDRESS, &address)?;
            if let [only] = signed_in.memberships.as_slice() {
                put(session::MEMBERSHIP, only.id.as_str())?;
            }
            let home = match signed_in.memberships.as_slice() {
                [only] if only.kind == OrganisationKind::CollectionPartner && is_local(&to) => to,
                [only] => home_of(only.kind).to_owned(),
                _ => "/choose".to_owned(),
            };
            Ok(Reply::Done(Done::on_to(home)))
        }
        Err(failure) => {
            let Some(problems) = failure.problems() else { return Err(failure) };
            let form = Filled::again(&sent, problems);
            let status = failure.status(false);
            match app.show(who, move |_, _| Ok(SignInPage { form })).await? {
                Reply::Show(page, shell, _) => Ok(Reply::Again(page, shell, status)),
                other => Ok(other),
            }
        }
    }
}

/// Where people of an organisation begin.
pub fn home_of(kind: OrganisationKind) -> &'static str {
    match kind {
        OrganisationKind::CollectionPartner => "/partner/cases",
        OrganisationKind::ReferralPartner => "/referral",
        OrganisationKind::Operator => "/operator",
    }
}

/// Only addresses of our own are gone on to.
fn is_local(to: &str) -> bool {
    to.starts_with("/partner/") && !to.contains("//") && !to.contains('\\')
}

/// `POST /sign-out`
///
/// # Errors
/// None.
pub async fn sign_out(_sent: Input<()>, session: Session) -> Answer<SignInPage> {
    session.purge();
    Ok(Reply::Done(Done::gone("/sign-in", "You are signed out.")))
}
