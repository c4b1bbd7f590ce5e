//! Timestamp authorities: their settings, and HTTP requests to them.

use std::collections::HashSet;
use std::sync::{Mutex, OnceLock, PoisonError};
use std::time::Duration;

use tokio::runtime::Handle;

use crate::pdf::sign::{Certificate, certificates};
use crate::pdf::stamp::{Post, Source};

/// The longest wait for one authority, in seconds.
const MAX_WAIT: Duration = Duration::from_secs(10);
/// Bytes of an authority's answer: a token with its certificates has a few thousand.
const MAX_ANSWER_BYTES: usize = 64 * 1024;

/// The authorities in the settings.
#[derive(Clone, Debug, Default)]
pub struct Timestamps {
    /// Their URLs, in the order in which they are asked.
    pub urls: Vec<String>,
    /// The roots of their certificates. If empty, any authority is accepted, and the reader of the file decides.
    pub roots: Vec<Certificate>,
}

impl Timestamps {
    /// Reads `PORTAL_TIMESTAMP_URLS` and `PORTAL_TIMESTAMP_ROOTS`.
    ///
    /// # Errors
    /// One line for each wrong setting.
    pub fn read(get: &dyn Fn(&str) -> Option<String>) -> Result<Self, Vec<String>> {
        let mut wrong = Vec::new();
        let text = get("PORTAL_TIMESTAMP_URLS").unwrap_or_default();
        let urls: Vec<String> =
            text.split(',').map(|url| url.trim().to_owned()).filter(|url| !url.is_empty()).collect();
        let is_url = |url: &String| {
            let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
            rest.is_some_and(|rest| !rest.is_empty() && !rest.contains(char::is_whitespace))
        };
        if !urls.iter().all(is_url) {
            wrong.push("PORTAL_TIMESTAMP_URLS must be addresses that begin with https:// or http://".to_owned());
        }
        let mut roots = Vec::new();
        if let Some(path) = get("PORTAL_TIMESTAMP_ROOTS").filter(|path| !path.trim().is_empty()) {
            let read = std::fs::read_to_string(&path).map_err(|error| error.to_string());
            match read.and_then(|pem| certificates(&pem).map_err(|error| error.to_string())) {
                Ok(found) if !found.is_empty() => roots = found,
                Ok(_) => wrong.push(format!("PORTAL_TIMESTAMP_ROOTS: {path}: no PEM certificates")),
                Err(why) => wrong.push(format!("PORTAL_TIMESTAMP_ROOTS: {path}: {why}")),
            }
        }
        if wrong.is_empty() { Ok(Self { urls, roots }) } else { Err(wrong) }
    }

    /// The authorities to ask.
    pub fn sources(&self) -> Vec<Source> {
        self.urls.iter().map(|url| Source { url: url.clone(), roots: self.roots.clone() }).collect()
    }
}

/// Sends requests by HTTP. An authority that did not answer is not asked again through the same value, so that its
/// timeout is spent once and not for every signature.
pub struct HttpPost {
    runtime: Handle,
    silent: Mutex<HashSet<String>>,
}

impl HttpPost {
    /// A client whose requests run on a runtime; it is used from threads that may block.
    pub fn new(runtime: Handle) -> Self {
        Self { runtime, silent: Mutex::default() }
    }

    async fn fetch(url: &str, request: &[u8]) -> Result<Vec<u8>, String> {
        let why = |error: reqwest::Error| error.without_url().to_string();
        let asked = client()?
            .post(url)
            .header("content-type", "application/timestamp-query")
            .header("accept", "application/timestamp-reply")
            .body(request.to_vec());
        let mut answer = asked.send().await.map_err(why)?;
        if !answer.status().is_success() {
            return Err(format!("it answered {}", answer.status().as_u16()));
        }
        let mut bytes = Vec::new();
        while let Some(chunk) = answer.chunk().await.map_err(why)? {
            if bytes.len() + chunk.len() > MAX_ANSWER_BYTES {
                return Err(format!("it answered more than {MAX_ANSWER_BYTES} bytes"));
            }
            bytes.extend_from_slice(&chunk);
        }
        Ok(bytes)
    }
}

/// Created on first use. It keeps no connections open, because authorities are asked rarely.
fn client() -> Result<&'static reqwest::Client, String> {
    static CLIENT: OnceLock<Result<reqwest::Client, String>> = OnceLock::new();
    let made = CLIENT.get_or_init(|| {
        // Another part of the program may have installed it already.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let no_redirect = reqwest::redirect::Policy::none();
        let client = reqwest::Client::builder().redirect(no_redirect).timeout(MAX_WAIT).pool_max_idle_per_host(0);
        client.build().map_err(|error| error.to_string())
    });
    made.as_ref().map_err(Clone::clone)
}

impl Post for HttpPost {
    fn ask(&self, url: &str, request: &[u8]) -> Result<Vec<u8>, String> {
        if self.silent.lock().unwrap_or_else(PoisonError::into_inner).contains(url) {
            return Err("it did not answer a moment ago".to_owned());
        }
        let answer = self.runtime.block_on(Self::fetch(url, request));
        if answer.is_err() {
            self.silent.lock().unwrap_or_else(PoisonError::into_inner).insert(url.to_owned());
        }
        answer
    }
}
