//! Host names of brands. Under such a name only that brand's onboarding is served: no sign-in, no pages of partners,
//! and no client of another brand.

use actix_web::http::header;
use actix_web::{HttpMessage, HttpRequest, web};

use super::failure::Failure;
use super::work::Shared;
use crate::domain::ids::ReferralPartnerId;
use crate::store;

/// The referral partner whose host name a request used.
#[derive(Clone, Copy, Debug)]
struct OfBrand(ReferralPartnerId);

/// Addresses that are served under a brand's host name.
const SERVED_UNDER_A_BRANDS_NAME: [&str; 4] = ["/onboarding/", "/api/onboarding/", "/brands/", "/static/"];

/// Checks the host name of a request and stores which brand it belongs to. A name of no brand counts as the portal's
/// own.
///
/// # Errors
/// [`Failure::NotFound`] if the address is not served under this brand's host name.
pub(crate) async fn settle(request: &HttpRequest, shared: &web::Data<Shared>) -> Result<(), Failure> {
    let Some(host) = host_of(request).filter(|host| *host != own(shared)) else { return Ok(()) };
    // Monitoring asks under any name.
    if request.path().starts_with("/static/") || matches!(request.path(), "/healthz" | "/readyz") {
        return Ok(());
    }
    // An IP address is never a brand's host name.
    if host.parse::<std::net::IpAddr>().is_ok() || host.starts_with('[') {
        return Ok(());
    }
    let database = shared.database.clone();
    let find = move || store::brands::hosts::unscoped::of_host(&mut database.read()?, &host);
    let found = shared.threads.run(find).await?;
    let Some(brand) = found else { return Ok(()) };
    if !SERVED_UNDER_A_BRANDS_NAME.iter().any(|start| request.path().starts_with(start)) {
        return Err(Failure::NotFound);
    }
    request.extensions_mut().insert(OfBrand(brand));
    Ok(())
}

/// The last segment of pages that ask for a proof code or need one before.
const UNDER_OUR_NAME: [&str; 3] = ["proof", "link", "linked"];

/// The same page under the portal's own name, if it was requested under a brand's. Codes that open an account are
/// entered only under the portal's name.
pub(crate) fn under_our_name(request: &HttpRequest, shared: &Shared) -> Option<String> {
    request.extensions().get::<OfBrand>()?;
    let path = request.path();
    let rest = path.strip_prefix("/api").unwrap_or(path).strip_prefix("/onboarding/")?;
    let (token, page) = rest.split_once('/')?;
    let first = page.split('/').next().unwrap_or_default();
    if !UNDER_OUR_NAME.contains(&first) {
        return None;
    }
    let base = &shared.config.base_url;
    let query = Some(request.query_string()).filter(|query| !query.is_empty());
    let query = query.map(|query| format!("?{query}")).unwrap_or_default();
    // A form cannot be redirected, so its page is shown. An API client must repeat its request.
    if path.starts_with("/api/") {
        Some(format!("{base}{path}{query}"))
    } else {
        Some(format!("{base}/onboarding/{token}/{first}{query}"))
    }
}

/// Refuses objects of another brand than the one of the host name.
///
/// # Errors
/// [`Failure::NotFound`]
pub(crate) fn check_brand(request: &HttpRequest, partner: ReferralPartnerId) -> Result<(), Failure> {
    match request.extensions().get::<OfBrand>() {
        Some(OfBrand(brand)) if *brand != partner => Err(Failure::NotFound),
        _ => Ok(()),
    }
}

/// The host name of a request, without a port, in lower case.
fn host_of(request: &HttpRequest) -> Option<String> {
    let text = request.headers().get(header::HOST).and_then(|value| value.to_str().ok());
    // A request may carry the host in a full address instead.
    let text = text.or_else(|| request.uri().host())?;
    let name = if text.starts_with('[') { text } else { text.split(':').next().unwrap_or_default() };
    Some(name.trim_end_matches('.').to_ascii_lowercase())
}

/// The portal's own host name.
fn own(shared: &Shared) -> &str {
    let rest = shared.config.base_url.split("//").nth(1).unwrap_or_default();
    rest.split([':', '/']).next().unwrap_or_default()
}
