//! Who is asking is settled before the body is read. Under `/api/` the key is looked up once, for everything that needs
//! its holder; a link's holder is looked up by the extractor of that link.

use actix_web::{HttpMessage, HttpRequest, web};

use super::address::ClientAddress;
use super::dress::Actor;
use super::failure::Failure;
use super::is_json;
use super::throttle::{Left, Over};
use super::who::{Guest, KEY_HEADER};
use super::work::Shared;
use crate::config::RequestLimits;
use crate::domain::actor::Person;
use crate::store;
use crate::store::people::keys::{Held, Holder};

/// Pages are counted by address for so many times the limit of one key.
const PEOPLE_BEHIND_ONE_ADDRESS: u64 = 3;

/// Whether a holder's key opens a surface.
type Opens = fn(&Holder) -> bool;

/// The surfaces that take a key, and whose.
const BY_KEY: [(&str, Opens); 3] = [
    ("/api/collection-partner", |holder| matches!(holder, Holder::Agency(_))),
    ("/api/referral", |holder| matches!(holder, Holder::Referrer(_))),
    ("/api/operator", |holder| matches!(holder, Holder::Operator)),
];

/// Looks up the key that a request under `/api/` carries, and notes its use at most once a minute. A key that nobody
/// holds is the same as none.
pub(super) async fn settle(request: &HttpRequest, shared: &web::Data<Shared>) -> Result<(), Failure> {
    if !is_json(request) {
        return Ok(());
    }
    let Some(key) = request.headers().get(KEY_HEADER).and_then(|value| value.to_str().ok()) else { return Ok(()) };
    let (hash, now, shared) = (store::secret_hash(key), (shared.clock)(), shared.clone());
    let threads = shared.threads.clone();
    let work = move || {
        let held = store::people::keys::unscoped::holder(&mut shared.database.read()?, &hash, now)?;
        if held.is_some()
            && let Err(error) = store::people::keys::unscoped::used(&shared.database, &hash, now)
        {
            // When a key was last used is for information; it never costs a request.
            tracing::warn!(%error, "the use of a key was not noted");
        }
        Ok::<_, Failure>(held)
    };
    let held = threads.run(work).await?;
    if let Some(held) = held {
        request.extensions_mut().insert(held);
    }
    Ok(())
}

/// The key of a request and its holder, if there is one.
pub(super) fn held(request: &HttpRequest) -> Option<Held> {
    request.extensions().get::<Held>().cloned()
}

/// Refuses to read the body of whoever is not let in at all. What exactly they may do there is the extractors' to say.
///
/// # Errors
/// [`Failure::NotSignedIn`], or what the link's extractor says.
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

/// Counts a request against its sender: the key under `/api/`, otherwise the network it comes from. Static files are
/// not counted.
///
/// # Errors
/// [`Failure::TooMany`], when the sender has used up a limit.
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
        // An office has one address and many people.
        None => (format!("pages {}", ClientAddress::of(request).network()), limits.times(PEOPLE_BEHIND_ONE_ADDRESS)),
    };
    spend(shared, subject, limits).map(|left| Some(left).filter(|_| is_json(request)))
}

/// Counts a page against the person who is signed in; once for each request.
///
/// # Errors
/// [`Failure::TooMany`], when the person has used up a limit.
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
