//! What all pages share: who asks, what was sent, what is answered, and in which format. A new page needs a route, a
//! handler, a page struct and a template; it should need no change here.

pub(crate) mod address;
pub(crate) mod asked;
pub(crate) mod assets;
pub(crate) mod body;
pub(crate) mod conditions;
pub(crate) mod confirmed;
pub(crate) mod cookies;
pub(crate) mod device;
pub(crate) mod door;
pub(crate) mod download;
pub(crate) mod dress;
pub(crate) mod error_bodies;
pub(crate) mod failure;
pub(crate) mod fields;
pub(crate) mod forgery;
pub(crate) mod framed;
pub(crate) mod headers;
pub(crate) mod hosts;
mod ignored;
pub(crate) mod input;
mod json_bounds;
pub(crate) mod kept;
pub(crate) mod lists;
pub(crate) mod methods;
pub(crate) mod metrics;
pub(crate) mod one_file;
pub(crate) mod path;
pub(crate) mod places;
pub(crate) mod problems;
mod refusals;
pub(crate) mod reply;
pub(crate) mod request;
pub(crate) mod session;
pub(crate) mod shell;
pub(crate) mod threads;
pub(crate) mod throttle;
pub(crate) mod upload;
pub(crate) mod who;
pub(crate) mod wire;
pub(crate) mod work;

pub(crate) use asked::Asked;
pub(crate) use failure::Failure;
pub(crate) use fields::Fields;
pub(crate) use input::{Filled, Input};
pub(crate) use path::{Id, PathId};
pub(crate) use problems::Problems;
pub(crate) use reply::{Answer, Done, Page, Reply};
pub(crate) use request::{Form, Request};
pub(crate) use work::App;

use actix_web::HttpRequest;

/// Whether an address answers JSON: everything under `/api/` does, everything else is a page.
pub(crate) fn is_json(request: &HttpRequest) -> bool {
    is_json_path(request.path())
}

/// Like [`is_json`], for a path.
pub(crate) fn is_json_path(path: &str) -> bool {
    path.starts_with("/api/")
}

/// A path without its surface: the same for `/partner/…` and `/api/collection-partner/…`.
pub(crate) fn beyond_surface(path: &str) -> &str {
    let surfaces = [
        "/api/collection-partner",
        "/api/referral",
        "/api/customer",
        "/api/operator",
        "/partner",
        "/referral",
        "/operator",
    ];
    surfaces.iter().find_map(|surface| path.strip_prefix(surface)).unwrap_or(path)
}
