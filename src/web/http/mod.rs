//! The machinery every page hangs on: who asks, what was sent, what is answered, and in which format.
//! A new page needs a route, a handler, a page and a template; if it needs more, this room is at fault.

pub mod address;
pub mod asked;
pub mod assets;
pub mod body;
pub mod confirmed;
pub mod cookies;
pub mod device;
pub mod door;
pub mod download;
pub mod dress;
pub mod error_bodies;
pub mod failure;
pub mod fields;
pub mod forgery;
pub mod headers;
pub mod hosts;
pub mod input;
mod json_bounds;
pub mod kept;
pub mod lists;
pub mod metrics;
pub mod one_file;
pub mod places;
pub mod problems;
mod refusals;
pub mod reply;
pub mod request;
pub mod session;
pub mod throttle;
pub mod upload;
pub mod who;
pub mod wire;
pub mod work;

pub use asked::Asked;
pub use failure::Failure;
pub use fields::Fields;
pub use input::{Filled, Input};
pub use problems::Problems;
pub use reply::{Answer, Done, Page, Reply};
pub use request::{Form, Request};
pub use work::{App, Id, PathId};

use actix_web::HttpRequest;

/// Whether this address speaks JSON: everything under `/api/` does, everything else is a page.
pub fn is_json(request: &HttpRequest) -> bool {
    is_json_path(request.path())
}

/// See [`is_json`].
pub fn is_json_path(path: &str) -> bool {
    path.starts_with("/api/")
}

/// What an address is about, whichever surface it was asked on: the same under `/partner` and its API.
pub fn beyond_surface(path: &str) -> &str {
    let surfaces = ["/api/collection-partner", "/api/referral", "/api/operator", "/partner", "/referral", "/operator"];
    surfaces.iter().find_map(|surface| path.strip_prefix(surface)).unwrap_or(path)
}
