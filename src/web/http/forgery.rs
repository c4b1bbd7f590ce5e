//! Protects against forged requests. A write from a page must come from one of our own pages: the browser says so
//! (`Sec-Fetch-Site`, `Origin`), and forms also carry the session's token. `/api/` accepts keys and no cookies, so it
//! needs no such check.

use actix_session::SessionExt;
use actix_web::HttpRequest;
use actix_web::http::{Method, header};

use super::failure::Failure;
use super::fields::Fields;
use super::{kept, session};
use crate::config::Config;

/// The name of the hidden field with the session's token.
pub(crate) const FIELD: &str = "_token";
/// The name of the hidden field that says for which person a form was made.
pub(crate) const WHOSE: &str = "_whose";
/// The message for a button on a page that is too old.
pub(crate) const EXPIRED: &str = "This page is too old. Open it again, and press the button there.";

/// Refuses a write that another site may have caused.
///
/// # Errors
/// [`Failure::Forbidden`] with a text that says what to do.
pub(crate) fn check_origin(config: &Config, method: &Method, request: &HttpRequest) -> Result<(), Failure> {
    if method.is_safe() || super::is_json(request) {
        return Ok(());
    }
    let text = |name: &str| request.headers().get(name).and_then(|value| value.to_str().ok());
    let ours = match (text("sec-fetch-site"), text(header::ORIGIN.as_str())) {
        (Some(site), _) => site == "same-origin" || site == "none",
        (None, Some(origin)) => same_origin(origin, config, request),
        // A browser sends at least one of the two headers; a client without both is not a browser.
        (None, None) => false,
    };
    if ours {
        return Ok(());
    }
    Err(Failure::Forbidden("This form was not sent from one of our pages. Open the page again and repeat.".to_owned()))
}

fn same_origin(origin: &str, config: &Config, request: &HttpRequest) -> bool {
    let host = request.headers().get(header::HOST).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let rest = config.base_url.strip_prefix(origin);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/')) || origin.split("://").nth(1) == Some(host)
}

/// Refuses a form without the session's token.
///
/// # Errors
/// [`Failure::Forbidden`] if the token is missing or wrong.
pub(crate) fn check_token(request: &HttpRequest, sent: Option<&str>) -> Result<(), Failure> {
    let Some(token) = request.get_session().get::<String>(session::TOKEN).unwrap_or_default() else { return Ok(()) };
    let matches = sent.is_some_and(|sent| subtle::ConstantTimeEq::ct_eq(sent.as_bytes(), token.as_bytes()).into());
    if matches {
        return Ok(());
    }
    Err(Failure::Forbidden(EXPIRED.to_owned()))
}

/// Checks the token of a form. A form that was made for the same person in an earlier session is shown again instead of
/// being executed; then this returns the message for it. A kept form is treated the same way.
///
/// # Errors
/// [`Failure::Forbidden`] for any other form without the session's token.
pub(crate) fn check_form(request: &HttpRequest, fields: &Fields) -> Result<Option<&'static str>, Failure> {
    if let Some(told) = kept::told(request)? {
        return Ok(Some(told));
    }
    match check_token(request, Some(fields.text(FIELD)).filter(|token| !token.is_empty())) {
        Err(_) if kept::is_theirs(request, fields.text(WHOSE)) => {
            kept::ShowsOnly::of(request).set();
            Ok(Some(kept::TIMED_OUT))
        }
        checked => checked.map(|()| None),
    }
}
