//! Decides who sends a request before its body is read. Under `/api/` the key is looked up once per request. The
//! extractor of a link looks up who holds that link.

use actix_web::http::header::AUTHORIZATION;
use actix_web::{HttpMessage, HttpRequest, web};

use super::address::ClientAddress;
use super::dress::Actor;
use super::failure::Failure;
use super::is_json;
use super::throttle::{Left, Over};
use super::who::{Guest, KEY_HEADER};
use super::work::Shared;
use crate::actions::clients::token;
use crate::config::RequestLimits;
use crate::domain::actor::Person;
use crate::store;
use crate::store::people::keys::{Held, Holder};

/// Requests to pages are counted per network; a network has this many times the limit of one key.
const PEOPLE_BEHIND_ONE_ADDRESS: u64 = 3;

/// Whether the holder of a key may use a surface.
type Opens = fn(&Holder) -> bool;

/// The surfaces that are opened by a key, each with a check of the key's holder.
const BY_KEY: [(&str, Opens); 4] = [
    ("/api/collection-partner", |holder| matches!(holder, Holder::Agency(_))),
    ("/api/referral", |holder| matches!(holder, Holder::Referrer(_))),
    ("/api/customer", |holder| matches!(holder, Holder::Client(_))),
    ("/api/operator", |holder| matches!(holder, Holder::Operator)),
];

/// The surface where a referral partner acts for a client by a token.
const BY_TOKEN: &str = "/api/customer";

/// Looks up the key or token of a request under `/api/`. Stores when a key was last used, at most once a minute. An
/// unknown key or token is treated like a missing one.
pub(super) async fn settle(request: &HttpRequest, shared: &web::Data<Shared>) -> Result<(), Failure> {
    if !is_json(request) {
        return Ok(());
    }
    let held = match request.headers().get(KEY_HEADER).and_then(|value| value.to_str().ok()) {
        Some(key) => holder_of_key(key, shared).await?,
        None => match bearer_token(request) {
            Some(token) => holder_of_token(token, shared).await?,
            None => None,
        },
    };
    if let Some(held) = held {
        request.extensions_mut().insert(held);
    }
    Ok(())
}

async fn holder_of_token(token: String, shared: &web::Data<Shared>) -> Result<Option<Held>, Failure> {
    let (now, shared) = ((shared.clock)(), shared.clone());
    let threads = shared.threads.clone();
    let work =
        move || Ok::<_, Failure>(token::holder_of(&mut shared.database.read()?, &shared.config.secrets, &token, now)?);
    threads.run(work).await
}

async fn holder_of_key(key: &str, shared: &web::Data<Shared>) -> Result<Option<Held>, Failure> {
    let (now, shared) = ((shared.clock)(), shared.clone());
    let threads = shared.threads.clone();
    let hash = store::secret_hash(key);
    let work = move || {
        let held = store::people::keys::unscoped::holder(&mut shared.database.read()?, &hash, now)?;
        if held.is_some()
            && let Err(error) = store::people::keys::unscoped::used(&shared.database, &hash, now)
        {
            // The last use of a key is only information; the request goes on without it.
            tracing::warn!(%error, "the use of a key was not noted");
        }
        Ok::<_, Failure>(held)
    };
    threads.run(work).await
}

/// The token of a request to the Customer API: `Authorization: Bearer …`.
fn bearer_token(request: &HttpRequest) -> Option<String> {
    let header = request.headers().get(AUTHORIZATION).filter(|_| request.path().starts_with(BY_TOKEN))?;
    let (scheme, token) = header.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("Bearer").then(|| token.trim().to_owned())
}

/// The key of a request with its holder.
pub(super) fn held(request: &HttpRequest) -> Option<Held> {
    request.extensions().get::<Held>().cloned()
}

/// Refuses a request before its body is read if its sender may not enter at all. The extractors decide the details.
///
/// # Errors
/// [`Failure::NotSignedIn`], or the failure of the link's extractor.
pub(super) async fn check(request: &HttpRequest) -> Result<(), Failure> {
    let path = request.path();
    if let Some((_, fits)) = BY_KEY.iter().find(|(surface, _)| path.starts_with(surface)) {
        let is_let_in = held(request).is_some_and(|held| fits(&held.holder));
        return if is_let_in { Ok(()) } else { Err(Failure::NotSignedIn) };
    }
    let mut nothing = actix_web::dev::Payload::None;
    if path.starts_with("/onboarding/") || path.starts_with("/api/onboarding/") {
        return <Guest as actix_web::FromRequest>::from_request(request, &mut nothing).await.map(drop);
    }
    Ok(())
}

/// Counts a request against the limits of its sender: the key under `/api/`, otherwise the network. Static files are
/// not counted.
///
/// # Errors
/// [`Failure::TooMany`] if a limit is used up.
pub(super) fn count(request: &HttpRequest, shared: &web::Data<Shared>) -> Result<Option<Left>, Failure> {
    const UNCOUNTED: [&str; 3] = ["/static/", "/healthz", "/readyz"];
    if UNCOUNTED.iter().any(|start| request.path().starts_with(start)) {
        return Ok(None);
    }
    let held = held(request);
    if let Some(held) = &held {
        Actor::note(request, format!("key {}", held.id));
    }
    let limits = shared.config.request_limits;
    let (subject, limits) = match held {
        Some(held) => (format!("key {}", held.id), limits),
        None if is_json(request) => (format!("address {}", ClientAddress::of(request).network()), limits),
        // Many people of one office share an address.
        None => (format!("pages {}", ClientAddress::of(request).network()), limits.times(PEOPLE_BEHIND_ONE_ADDRESS)),
    };
    spend(shared, subject, limits).map(|left| Some(left).filter(|_| is_json(request)))
}

/// Counts a request to a page against the limits of the person who is signed in, once per request.
///
/// # Errors
/// [`Failure::TooMany`] if a limit is used up.
pub(super) fn count_person(request: &HttpRequest, person: &Person) -> Result<(), Failure> {
    #[derive(Clone, Copy)]
    struct Counted;
    if request.extensions_mut().insert(Counted).is_some() {
        return Ok(());
    }
    Actor::note(request, format!("person {}", person.id));
    let Some(shared) = request.app_data::<web::Data<Shared>>() else { return Ok(()) };
    spend(shared, format!("person {}", person.id), shared.config.request_limits).map(drop)
}

fn spend(shared: &web::Data<Shared>, subject: String, limits: RequestLimits) -> Result<Left, Failure> {
    let now = (shared.clock)();
    let (left, is_due) = shared.throttle.count(&subject, limits, now).map_err(|Over(wait)| Failure::TooMany(wait))?;
    if is_due {
        let shared = shared.clone();
        drop(actix_web::rt::task::spawn_blocking(move || {
            if let Err(error) = shared.throttle.share(&shared.database, &subject, now) {
                tracing::warn!(%error, "requests were counted in this node alone");
            }
        }));
    }
    Ok(left)
}
