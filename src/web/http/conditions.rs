//! Conditional requests (RFC 9110, 13): a reader that has the current resource gets 304 and no body, and a write that
//! names what its sender had read is refused if that changed since.
//!
//! The entity tag is the hash of the JSON that a GET answers. A write may name the tag of its own address or of one
//! above it: `POST /cases/{id}/close` takes the tag of `/cases/{id}`.

use std::sync::atomic::{AtomicBool, Ordering};

use actix_web::body::{BoxBody, MessageBody};
use actix_web::http::header::{self, ETag, EntityTag, Header, IfMatch, IfNoneMatch};
use actix_web::http::{Method, StatusCode};
use actix_web::{HttpRequest, HttpResponse};
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::failure::Failure;
use super::is_json;
use crate::actions::Context;
use crate::domain::actor::{Customer, Operator, Partner, Referrer};
use crate::store::Db;

/// The tag of a resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Tag(EntityTag);

impl Tag {
    /// The tag of a resource whose GET answers this.
    ///
    /// # Errors
    /// If it cannot be serialized.
    pub(crate) fn of(resource: &impl Serialize) -> Result<Self, Failure> {
        Ok(Self::of_body(&serde_json::to_vec(resource)?))
    }

    fn of_body(body: &[u8]) -> Self {
        Self(EntityTag::new_strong(hex::encode(Sha256::digest(body))))
    }
}

/// Finds what GET answers at an address and above it, nearest last. The address is in parts, without the surface.
pub(crate) type Look<W> = fn(&mut Db, &W, &[&str], &Context) -> Result<Vec<Tag>, Failure>;

/// What each kind of caller reads out of the APIs. Set where the addresses are.
pub(crate) struct Looks {
    pub partner: Look<Partner>,
    pub referrer: Look<Referrer>,
    pub customer: Look<Customer>,
    pub operator: Look<Operator>,
}

/// What the sender of a write had read (`If-Match`).
pub(super) struct Condition {
    wanted: IfMatch,
    /// The parts of the address without its surface, decoded.
    at: Vec<String>,
    was_checked: AtomicBool,
}

impl Condition {
    /// The condition of a request that writes; `None` if it has none.
    ///
    /// # Errors
    /// If the header cannot be understood.
    pub(super) fn of(request: &HttpRequest) -> Result<Option<Self>, Failure> {
        if !is_json(request) || request.method().is_safe() || !request.headers().contains_key(header::IF_MATCH) {
            return Ok(None);
        }
        let wanted = IfMatch::parse(request)
            .map_err(|_| Failure::BadRequest("The If-Match header holds no entity tags.".to_owned()))?;
        let parts = super::beyond_surface(request.path()).split('/').filter(|part| !part.is_empty());
        let decoded = |part| percent_encoding::percent_decode_str(part).decode_utf8_lossy().into_owned();
        Ok(Some(Self { wanted, at: parts.map(decoded).collect(), was_checked: AtomicBool::new(false) }))
    }

    /// Checks the condition against what is there now.
    ///
    /// # Errors
    /// [`Failure::Changed`] if it does not hold; the failure of `look`.
    pub(super) fn check(&self, look: impl FnOnce(&[&str]) -> Result<Vec<Tag>, Failure>) -> Result<(), Failure> {
        let at: Vec<&str> = self.at.iter().map(String::as_str).collect();
        let current = look(&at)?;
        let holds = match &self.wanted {
            IfMatch::Any => !current.is_empty(),
            IfMatch::Items(tags) => tags.iter().any(|tag| current.iter().any(|now| tag.strong_eq(&now.0))),
        };
        self.was_checked.store(true, Ordering::Release);
        if holds { Ok(()) } else { Err(Failure::Changed) }
    }

    /// Whether [`Condition::check`] was asked.
    pub(super) fn was_checked(&self) -> bool {
        self.was_checked.load(Ordering::Acquire)
    }
}

/// Adds the tag to what the API reads out, or answers 304 if the caller names it.
pub(super) fn tagged(request: &HttpRequest, response: HttpResponse) -> HttpResponse {
    let kind = response.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let is_read = request.method() == Method::GET || request.method() == Method::HEAD;
    if !is_read || !is_json(request) || response.status() != StatusCode::OK || !kind.starts_with("application/json") {
        return response;
    }
    let (mut head, body) = response.into_parts();
    let bytes = match body.try_into_bytes() {
        Ok(bytes) => bytes,
        Err(body) => return head.set_body(body),
    };
    let Tag(tag) = Tag::of_body(&bytes);
    let is_known = match IfNoneMatch::parse(request) {
        Ok(IfNoneMatch::Any) => true,
        Ok(IfNoneMatch::Items(tags)) => tags.iter().any(|known| known.weak_eq(&tag)),
        Err(_) => false,
    };
    if let Ok((name, value)) = actix_web::http::header::TryIntoHeaderPair::try_into_pair(ETag(tag)) {
        head.headers_mut().insert(name, value);
    }
    if is_known {
        *head.status_mut() = StatusCode::NOT_MODIFIED;
        head.headers_mut().remove(header::CONTENT_TYPE);
        return head.set_body(BoxBody::new(()));
    }
    head.set_body(BoxBody::new(bytes))
}
