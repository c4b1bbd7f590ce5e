//! Connects to an S3-compatible store, with TLS by ring.

use std::sync::Arc;
use std::time::Duration;

use object_store::aws::AmazonS3Builder;
use object_store::prefix::PrefixStore;
use object_store::{BackoffConfig, ClientOptions, ObjectStore, RetryConfig};

use super::{BlobError, decoded};

/// Access to an S3-compatible store. The query of its address overrides `endpoint` and `region`.
#[derive(Clone, Default)]
pub struct S3Settings {
    /// `https://…`; without it, Amazon's endpoint of the region.
    pub endpoint: Option<String>,
    /// Default: `us-east-1`.
    pub region: Option<String>,
    /// The access key's id.
    pub access_key: String,
    /// The access key's secret.
    pub secret_key: String,
    /// Allows an endpoint without TLS, for a store on the same machine.
    pub allow_http: bool,
}

/// Written by hand, so that the secret is never logged.
impl std::fmt::Debug for S3Settings {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("S3Settings")
            .field("endpoint", &self.endpoint)
            .field("region", &self.region)
            .field("allow_http", &self.allow_http)
            .finish_non_exhaustive()
    }
}

/// The store at `bucket/prefix?endpoint=…&region=…`.
pub(super) fn connect(address: &str, settings: &S3Settings) -> Result<Arc<dyn ObjectStore>, BlobError> {
    let wrong = |what: &str| BlobError::Settings(format!("s3 address: {what}"));
    let (place, query) = address.split_once('?').unwrap_or((address, ""));
    let (bucket, prefix) = place.split_once('/').unwrap_or((place, ""));
    if bucket.is_empty() {
        return Err(wrong("no bucket"));
    }
    if settings.access_key.is_empty() || settings.secret_key.is_empty() {
        return Err(wrong("needs an access key and its secret"));
    }
    let (mut endpoint, mut region) = (settings.endpoint.clone(), settings.region.clone());
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        match pair.split_once('=') {
            Some(("endpoint", value)) => endpoint = Some(decoded(value)?),
            Some(("region", value)) => region = Some(decoded(value)?),
            _ => return Err(wrong("knows only the options endpoint and region")),
        }
    }
    // The HTTP client has no TLS provider of its own and panics unless the process has installed one. If another part
    // has installed it before, that is fine.
    let _ = rustls::crypto::ring::default_provider().install_default();
    // A whole transfer has no time limit, since large ones take long and readers may be slow. A silent connection has
    // one.
    let client = ClientOptions::new()
        .with_allow_http(settings.allow_http)
        .with_timeout_disabled()
        .with_connect_timeout(Duration::from_secs(5))
        .with_read_timeout(Duration::from_secs(30));
    let mut builder = AmazonS3Builder::new()
        .with_bucket_name(bucket)
        .with_region(region.unwrap_or_else(|| "us-east-1".to_owned()))
        .with_access_key_id(&settings.access_key)
        .with_secret_access_key(&settings.secret_key)
        .with_client_options(client)
        // Somebody waits for the answer, so retries are short.
        .with_retry(RetryConfig {
            backoff: BackoffConfig::default(),
            max_retries: 3,
            retry_timeout: Duration::from_secs(20),
        });
    if let Some(endpoint) = endpoint {
        if endpoint.starts_with("http://") && !settings.allow_http {
            return Err(wrong("the endpoint has no TLS, which is not allowed by the settings"));
        }
        builder = builder.with_endpoint(endpoint);
    }
    let store = builder.build().map_err(|error| wrong(&error.to_string()))?;
    let prefix = decoded(prefix)?;
    Ok(match prefix.trim_matches('/') {
        "" => Arc::new(store),
        prefix => Arc::new(PrefixStore::new(store, prefix)),
    })
}
