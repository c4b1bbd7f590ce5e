//! What a request names and nobody reads: parameters of its address, and properties of its JSON. The answer says so in
//! `X-Ignored`, because a misspelt name would pass unnoticed otherwise.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use actix_web::http::header::{HeaderMap, HeaderName, HeaderValue};
use actix_web::{HttpMessage, HttpRequest};

use super::asked::Asked;

/// Report at most this many names.
const MAX_NAMES: usize = 20;
/// The characters of a name that can stand in a header as they are.
const OTHERS: &percent_encoding::AsciiSet =
    &percent_encoding::NON_ALPHANUMERIC.remove(b'_').remove(b'-').remove(b'.').remove(b'[').remove(b']');

/// The names of one request.
#[derive(Clone, Debug, Default)]
pub(super) struct Names(Arc<Mutex<Sets>>);

#[derive(Debug, Default)]
struct Sets {
    /// Parameters that were read, in lower case.
    read: BTreeSet<String>,
    /// Properties that are not known.
    unknown: BTreeSet<String>,
}

impl Names {
    /// The names of this request.
    pub(super) fn of(request: &HttpRequest) -> Self {
        let mut extensions = request.extensions_mut();
        if let Some(names) = extensions.get::<Self>() {
            return names.clone();
        }
        let names = Self::default();
        extensions.insert(names.clone());
        names
    }

    /// Notes a parameter that is read.
    pub(super) fn read(&self, name: &str) {
        self.with(|sets| sets.read.insert(name.to_ascii_lowercase()));
    }

    /// Notes a property that is not known, by its path.
    pub(super) fn unknown(&self, path: String) {
        self.with(|sets| sets.unknown.insert(path));
    }

    fn with<T>(&self, work: impl FnOnce(&mut Sets) -> T) -> T {
        work(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Adds the header to an answer, if anything was ignored.
pub(super) fn tell(request: &HttpRequest, headers: &mut HeaderMap) {
    let names = Names::of(request);
    let asked = Asked::parse(request.query_string()).unwrap_or_default();
    let all = names.with(|sets| {
        let unread = asked.names().filter(|name| *name != "_method" && !sets.read.contains(*name));
        let all = unread.chain(sets.unknown.iter().map(String::as_str));
        all.take(MAX_NAMES)
            .map(|name| percent_encoding::utf8_percent_encode(name, OTHERS).to_string())
            .collect::<Vec<_>>()
    });
    if let Ok(value) = HeaderValue::from_str(&all.join(", "))
        && !all.is_empty()
    {
        headers.insert(HeaderName::from_static("x-ignored"), value);
    }
}
