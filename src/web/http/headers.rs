//! The security headers of every answer. No inline script, no inline style, nothing from other hosts.

use actix_web::http::header::{HeaderMap, HeaderName, HeaderValue};

/// The content security policy of pages.
pub(crate) const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
    connect-src 'self'; form-action 'self'; frame-src 'self'; frame-ancestors 'none'; base-uri 'none'; manifest-src 'self'; \
    require-trusted-types-for 'script'; trusted-types portal";

/// Adds the security headers. A header that the answer already has stays.
pub(crate) fn secure(headers: &mut HeaderMap, signed_in: bool, https: bool) {
    let mut put = |name: &'static str, value: &'static str| {
        let name = HeaderName::from_static(name);
        if !headers.contains_key(&name) {
            headers.insert(name, HeaderValue::from_static(value));
        }
    };
    put("content-security-policy", POLICY);
    put("x-content-type-options", "nosniff");
    put("x-frame-options", "DENY");
    put("referrer-policy", "same-origin");
    put("cross-origin-opener-policy", "same-origin");
    put("cross-origin-resource-policy", "same-origin");
    put("permissions-policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()");
    if https {
        put("strict-transport-security", "max-age=31536000; includeSubDomains");
    }
    if signed_in {
        put("cache-control", "private, no-store");
        put("vary", "Cookie");
    }
}
