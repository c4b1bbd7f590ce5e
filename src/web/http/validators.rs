//! Entity tags of what the API reads out (RFC 9110, 8.8.3): a caller that has the current resource gets 304 and no body.

use actix_web::http::StatusCode;
use actix_web::http::header::{ETag, EntityTag, Header, IfNoneMatch};
use actix_web::{HttpRequest, HttpResponse, HttpResponseBuilder};
use serde::Serialize;
use sha2::{Digest, Sha256};

/// The resource as JSON with its tag, or 304 if the caller names this tag.
pub(super) fn tagged(
    request: &HttpRequest,
    mut response: HttpResponseBuilder,
    resource: &impl Serialize,
) -> HttpResponse {
    if !request.method().is_safe() {
        return response.json(resource);
    }
    let Ok(body) = serde_json::to_string(resource) else { return response.json(resource) };
    let tag = EntityTag::new_strong(hex::encode(Sha256::digest(&body)));
    let is_known = match IfNoneMatch::parse(request) {
        Ok(IfNoneMatch::Any) => true,
        Ok(IfNoneMatch::Items(tags)) => tags.iter().any(|known| known.weak_eq(&tag)),
        Err(_) => false,
    };
    response.insert_header(ETag(tag));
    if is_known {
        return response.status(StatusCode::NOT_MODIFIED).finish();
    }
    response.content_type("application/json").body(body)
}
