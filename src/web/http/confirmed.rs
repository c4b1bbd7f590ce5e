//! Asks people to prove again who they are before a key is issued, a role changed, a person removed or a second factor
//! changed, unless they proved it a short time ago. The form that they had filled in is shown again afterwards.

use actix_session::{Session, SessionExt};
use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpMessage, HttpRequest, web};
use futures_util::future::LocalBoxFuture;

use super::failure::Failure;
use super::session::{self, SignedIn};
use super::work::Shared;
use super::{is_json, kept};
use crate::domain::calendar::Moment;
use crate::domain::sign_in::CONFIRMED_MINUTES;

/// The page that asks for the proof.
pub(crate) const PAGE: &str = "/account/confirm";

/// Extractor: the person of this request has proved recently who they are.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Confirmed;

impl FromRequest for Confirmed {
    type Error = Failure;
    type Future = LocalBoxFuture<'static, Result<Self, Failure>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        // Under `/api/` the key proves who sends every single request.
        if is_json(request) {
            return Box::pin(async { Ok(Self) });
        }
        if let Err(failure) = SignedIn::of(request) {
            return Box::pin(async move { Err(failure) });
        }
        let now = request.app_data::<web::Data<Shared>>().map(|shared| (shared.clock)());
        let is_fresh = now.is_some_and(|now| is_fresh(&request.get_session(), now));
        // A form that is only shown again changes nothing; sending it asks for the proof again.
        if is_fresh || request.extensions().get::<kept::Resumed>().is_some() {
            return Box::pin(async { Ok(Self) });
        }
        let after = kept::keep(request, payload, true);
        Box::pin(async move {
            let to =
                percent_encoding::utf8_percent_encode(&after.await.to, percent_encoding::NON_ALPHANUMERIC).to_string();
            Err(Failure::GoTo(format!("{PAGE}?to={to}"), String::new()))
        })
    }
}

fn is_fresh(session: &Session, now: Moment) -> bool {
    let at = session.get::<i64>(session::CONFIRMED).unwrap_or_default();
    at.is_some_and(|at| (0..=CONFIRMED_MINUTES * 60).contains(&(now.timestamp() - at)))
}

/// Stores in the session that the person has just proved who they are.
///
/// # Errors
/// If the session cannot be written.
pub(crate) fn note(session: &Session, now: Moment) -> Result<(), Failure> {
    session.insert(session::CONFIRMED, now.timestamp()).map_err(|error| Failure::Fault(error.to_string()))
}
