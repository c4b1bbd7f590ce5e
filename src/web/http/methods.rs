//! Methods: HEAD works wherever GET does, and a refused method is told which ones work.

use std::collections::{BTreeMap, BTreeSet};

use actix_web::dev::ServiceRequest;
use actix_web::http::header::{self, HeaderMap, HeaderValue};
use actix_web::http::{Method, StatusCode};
use actix_web::{HttpRequest, HttpResponse, web};

/// The methods of each address as it is mounted.
#[derive(Debug, Default)]
pub(crate) struct Allowed(BTreeMap<String, BTreeSet<&'static str>>);

impl FromIterator<(String, &'static str)> for Allowed {
    fn from_iter<I: IntoIterator<Item = (String, &'static str)>>(all: I) -> Self {
        let mut methods: BTreeMap<String, BTreeSet<&'static str>> = BTreeMap::new();
        for (pattern, method) in all {
            let known = methods.entry(pattern).or_default();
            known.insert(method);
            if method == "GET" {
                known.insert("HEAD");
            }
        }
        Self(methods)
    }
}

/// Handles HEAD as GET; the framework sends no body. For a link from a mail, the answer is given here and no handler
/// runs: mail scanners send HEAD to test links, and that must not count as opening the link.
pub(super) fn take_head(request: &mut ServiceRequest, is_link: bool) -> Option<HttpResponse> {
    if request.method() != Method::HEAD {
        return None;
    }
    if is_link {
        return Some(HttpResponse::Ok().content_type("text/html; charset=utf-8").finish());
    }
    request.head_mut().method = Method::GET;
    None
}

/// Names the methods of the address in an answer that refuses one.
pub(super) fn tell(request: &HttpRequest, status: StatusCode, headers: &mut HeaderMap) {
    if status != StatusCode::METHOD_NOT_ALLOWED {
        return;
    }
    let known = request.match_pattern().zip(request.app_data::<web::Data<Allowed>>());
    let methods = known.and_then(|(pattern, allowed)| allowed.0.get(&pattern).cloned()).unwrap_or_default();
    let methods: Vec<&str> = methods.into_iter().collect();
    if let Ok(value) = HeaderValue::from_str(&methods.join(", "))
        && !methods.is_empty()
    {
        headers.insert(header::ALLOW, value);
    }
}
