//! Builds all cookies, so that they have the same attributes. On https, their names begin with `__Host-`: browsers
//! accept such a cookie only over TLS, only from this host, and for all of its paths.

use actix_web::body::MessageBody;
use actix_web::cookie::{Cookie, CookieJar, Key, SameSite, time::Duration};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{COOKIE, HeaderMap, HeaderValue};
use actix_web::middleware::Next;
use actix_web::{Error, web};

use super::work::Shared;
use crate::config::Config;
use crate::store::people::sessions::LIFE_DAYS;

/// Name of the session cookie without its prefix; also the purpose from which its key is derived.
pub(crate) const SESSION: &str = "portal";

/// The full name of a cookie: with `__Host-` on https.
pub(crate) fn name(config: &Config, base: &str) -> String {
    if config.is_https() { format!("__Host-{base}") } else { base.to_owned() }
}

/// A cookie that ends with the browser, unless the caller sets an age.
pub(crate) fn build(config: &Config, base: &str, value: String) -> Cookie<'static> {
    Cookie::build(name(config, base), value)
        .path("/")
        .secure(config.is_https())
        .http_only(true)
        .same_site(SameSite::Lax)
        .finish()
}

/// Keys of session cookies. Cookies are written with the first; those of replaced secrets are still read.
#[derive(Clone)]
pub(crate) struct SessionKeys {
    /// Writes and reads.
    pub signing: Key,
    replaced: Vec<Key>,
}

/// The session keys, one for each secret in the settings.
pub(crate) fn session_keys(config: &Config) -> SessionKeys {
    let mut keys = config.secrets.subkeys::<64>("session cookie").into_iter().map(|key| Key::from(key.as_slice()));
    // The settings always have a first secret. A random key would only end all sessions.
    SessionKeys { signing: keys.next().unwrap_or_else(Key::generate), replaced: keys.collect() }
}

/// Rewrites a session cookie of a replaced secret: the request goes on with a cookie under the first secret, and the
/// browser gets that one, too. So a session that is used outlives the removal of the replaced secret.
///
/// # Errors
/// Only those of the wrapped service.
pub(crate) async fn renew<B: MessageBody + 'static>(
    mut request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<B>, Error> {
    let (Some(keys), Some(shared)) =
        (request.app_data::<SessionKeys>().cloned(), request.app_data::<web::Data<Shared>>().cloned())
    else {
        return next.call(request).await;
    };
    let name = name(&shared.config, SESSION);
    let Some(value) = renewed(request.headers(), &name, &keys) else { return next.call(request).await };
    if let Some(header) = replaced(request.headers(), &name, &value) {
        request.headers_mut().insert(COOKIE, header);
    }
    let mut response = next.call(request).await?;
    if !response.response().cookies().any(|cookie| cookie.name() == name) {
        let mut cookie = build(&shared.config, SESSION, value);
        cookie.set_max_age(Duration::days(LIFE_DAYS));
        // The value is base64, so it always fits a header.
        if let Err(error) = response.response_mut().add_cookie(&cookie) {
            tracing::error!(%error, "a session cookie could not be renewed");
        }
    }
    Ok(response)
}

/// The session cookie rewritten under the first secret; `None` if it is already, or if no known secret fits.
fn renewed(headers: &HeaderMap, name: &str, keys: &SessionKeys) -> Option<String> {
    if keys.replaced.is_empty() {
        return None;
    }
    let sent = pairs(headers).find(|(known, _)| known == name)?.1;
    let mut jar = CookieJar::new();
    jar.add_original(Cookie::new(name.to_owned(), sent));
    if jar.private(&keys.signing).get(name).is_some() {
        return None;
    }
    let plain = keys.replaced.iter().find_map(|key| jar.private(key).get(name))?;
    let mut jar = CookieJar::new();
    jar.private_mut(&keys.signing).add(Cookie::new(name.to_owned(), plain.value().to_owned()));
    jar.get(name).map(|cookie| cookie.value().to_owned())
}

/// The `Cookie` header with one value replaced.
fn replaced(headers: &HeaderMap, name: &str, value: &str) -> Option<HeaderValue> {
    let others = pairs(headers).filter(|(known, _)| known != name);
    let all: Vec<String> = others
        .chain([(name.to_owned(), value.to_owned())])
        .map(|(name, value)| Cookie::new(name, value).encoded().to_string())
        .collect();
    HeaderValue::from_str(&all.join("; ")).ok()
}

/// Names and values of the cookies in a request.
fn pairs(headers: &HeaderMap) -> impl Iterator<Item = (String, String)> {
    headers
        .get_all(COOKIE)
        .filter_map(|header| header.to_str().ok())
        .flat_map(|text| text.split(';'))
        .filter_map(|pair| Cookie::parse_encoded(pair.trim()).ok())
        .map(|cookie| (cookie.name().to_owned(), cookie.value().to_owned()))
}
