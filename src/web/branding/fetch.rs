//! Fetches a picture from an address that a user typed. Such an address must not reach machines of our own network: the
//! host name is resolved here, every address must be public, and the connection goes to exactly these addresses.

use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use reqwest::redirect::Policy;
use reqwest::{Client, Url};

use crate::config::Fetching;
use crate::domain::network::is_public;

/// Time limit for resolving, connecting and reading together.
const MAX_FETCH_TIME: Duration = Duration::from_secs(5);

/// Why a picture was not fetched.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum FetchProblem {
    /// Not a web address.
    #[error("Give a whole address that begins with https:// or http://.")]
    Address,
    /// The host is in a private network.
    #[error("This address does not lead to a machine on the public internet.")]
    NotPublic,
    /// The server redirects.
    #[error("This address leads on to another one. Give the address of the picture itself.")]
    LeadsOn,
    /// The server answered with this status.
    #[error("The server there answered {0}, not a picture.")]
    Answered(u16),
    /// Too large.
    #[error("The file there is larger than 2 MB.")]
    TooLarge,
    /// No answer in time.
    #[error("The server there did not answer within five seconds. Check the address, or send the file itself.")]
    Silent,
}

/// Fetches what is at an address, at most `most` bytes. Addresses of our own machines are refused,
/// unless `fetching` allows them.
///
/// # Errors
/// Why nothing was fetched, in words.
pub(super) async fn fetch(address: &str, most: usize, fetching: Fetching) -> Result<Vec<u8>, FetchProblem> {
    tokio::time::timeout(MAX_FETCH_TIME, get(address, most, fetching)).await.unwrap_or(Err(FetchProblem::Silent))
}

async fn get(address: &str, most: usize, fetching: Fetching) -> Result<Vec<u8>, FetchProblem> {
    let url = Url::parse(address.trim()).map_err(|_| FetchProblem::Address)?;
    let is_plain = url.username().is_empty() && url.password().is_none();
    let is_web = matches!(url.scheme(), "http" | "https");
    let (Some(host), Some(port), true, true) = (url.host_str(), url.port_or_known_default(), is_plain, is_web) else {
        return Err(FetchProblem::Address);
    };
    let addresses = resolve(host, port).await?;
    // On other ports there may be other services.
    let is_ours = !matches!(port, 80 | 443) || addresses.iter().any(|one| !is_public(one.ip()));
    if is_ours && fetching == Fetching::PublicOnly {
        return Err(FetchProblem::NotPublic);
    }
    // Only the first call installs it; further calls change nothing.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client = Client::builder()
        .no_proxy()
        .redirect(Policy::none())
        .resolve_to_addrs(host, &addresses)
        .timeout(MAX_FETCH_TIME)
        .build()
        .map_err(|error| {
            tracing::error!(%error, "no client for pictures could be made");
            FetchProblem::Silent
        })?;
    let mut answer = client.get(url).send().await.map_err(|_| FetchProblem::Silent)?;
    match answer.status() {
        status if status.is_redirection() => return Err(FetchProblem::LeadsOn),
        status if status.as_u16() != 200 => return Err(FetchProblem::Answered(status.as_u16())),
        _ => {}
    }
    let mut bytes = Vec::new();
    while let Some(chunk) = answer.chunk().await.map_err(|_| FetchProblem::Silent)? {
        if bytes.len() + chunk.len() > most {
            return Err(FetchProblem::TooLarge);
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

/// All addresses of a host.
async fn resolve(host: &str, port: u16) -> Result<Vec<SocketAddr>, FetchProblem> {
    if let Ok(address) = host.trim_matches(['[', ']']).parse::<IpAddr>() {
        return Ok(vec![SocketAddr::new(address, port)]);
    }
    let found = tokio::net::lookup_host((host, port)).await.map_err(|_| FetchProblem::Silent)?;
    let found: Vec<SocketAddr> = found.collect();
    if found.is_empty() { Err(FetchProblem::Silent) } else { Ok(found) }
}
