//! Keeps typed text when a form arrives after its session ended, or must be confirmed first. The form is kept for an
//! hour and shown again, filled in, to the same person in the same organisation. Nothing is done until they send it
//! again.
//!
//! It is kept in the database and not in the sign-in page, so it survives the second factor, the choice of an
//! organisation and a second browser tab. Only browsers with our device cookie can have forms kept, and only a limited
//! number, so that strangers cannot fill the table.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use actix_web::dev::{Payload, ServiceRequest};
use actix_web::http::header::{CONTENT_TYPE, HeaderValue};
use actix_web::http::{Method, Uri};
use actix_web::{FromRequest, HttpMessage, HttpRequest, web};
use futures_util::StreamExt;
use futures_util::future::LocalBoxFuture;

use super::device::Device;
use super::failure::Failure;
use super::fields::Fields;
use super::session::SignedIn;
use super::work::Shared;
use super::{forgery, is_json, upload};
use crate::actions::people;
use crate::domain::sign_in::MAX_KEPT_FORM_BYTES;
use crate::store;

/// Address under which kept forms are shown again.
pub(crate) const RESUME: &str = "/resume/";
/// Message above a form that is shown again.
pub(crate) const TIMED_OUT: &str = "Your session timed out; we kept your text. Check it, and send it again.";
/// Message above a form that is shown again after a confirmation.
pub(crate) const CONFIRMED: &str = "Thank you. Nothing has been done yet: check the form, and send it again.";

/// A form's body must have arrived after this time.
const MAX_BODY_TIME: Duration = Duration::from_secs(20);
/// Fields that are never kept.
const FIELDS_NEVER_KEPT: [&str; 6] = ["password", "newPassword", "code", "username", "strokes", "sealed"];
const FORM: &str = "application/x-www-form-urlencoded";

/// Marks a request that shows a kept form.
#[derive(Clone, Debug)]
pub(crate) struct Resumed {
    whose: String,
    told: &'static str,
    fields: Fields,
    at: String,
}

/// Set when a request only shows a form again. From then on it must not change anything.
#[derive(Clone, Debug, Default)]
pub(crate) struct ShowsOnly(Arc<AtomicBool>);

impl ShowsOnly {
    /// The mark of a request.
    pub(crate) fn of(request: &HttpRequest) -> Self {
        if let Some(known) = request.extensions().get::<Self>() {
            return known.clone();
        }
        let fresh = Self::default();
        request.extensions_mut().insert(fresh.clone());
        fresh
    }

    /// Whether the request must not change anything.
    pub(crate) fn is_set(&self) -> bool {
        self.0.load(Ordering::Acquire)
    }

    /// Sets the mark.
    pub(crate) fn set(&self) {
        self.0.store(true, Ordering::Release);
    }
}

/// Set when the body of a request was read to be kept. Other readers of the body then wait until the request is
/// answered.
#[derive(Clone, Copy, Debug)]
struct Taken;

/// Whether the body was read to be kept. The framework polls extractors together: one that found an empty body now
/// would answer before the form is stored.
pub(crate) fn has_taken(request: &HttpRequest) -> bool {
    request.extensions().get::<Taken>().is_some()
}

/// Where to redirect a request that cannot be answered yet: to the kept form, or to the page with the same button.
pub(crate) struct After {
    /// A local address.
    pub to: String,
    /// Whether the form was kept.
    pub is_kept: bool,
}

/// Keeps the form of a request if the browser is known and something was typed.
pub(crate) fn keep(request: &HttpRequest, payload: &mut Payload, confirms: bool) -> LocalBoxFuture<'static, After> {
    let payload = payload.take();
    let request = request.clone();
    request.extensions_mut().insert(Taken);
    Box::pin(async move {
        let kept = keep_now(&request, payload, confirms).await;
        After { is_kept: kept.is_some(), to: kept.unwrap_or_else(|| page_of(&request)) }
    })
}

async fn keep_now(request: &HttpRequest, payload: Payload, confirms: bool) -> Option<String> {
    let shared = request.app_data::<web::Data<Shared>>()?.clone();
    let device = Device::of(request).hash()?;
    if is_writing(request) && !is_json(request) && request.extensions().get::<Resumed>().is_none() {
        let sent = tokio::time::timeout(MAX_BODY_TIME, read(request, payload)).await.ok()??;
        let address = request.uri().path_and_query()?.to_string();
        let (whose, fields) = without_secrets(sent)?;
        let marked = if confirms { format!("{address}\nconfirm") } else { address };
        let fields = serde_json::to_string(&fields).ok()?;
        let threads = shared.threads.clone();
        let kept = threads.run(move || {
            let mut db = shared.database.write()?;
            people::keep_form(&mut db, &device, &whose, &marked, &fields, &shared.context())
        });
        return kept.await.ok().map(|token| format!("{RESUME}{token}"));
    }
    None
}

fn is_writing(request: &HttpRequest) -> bool {
    !request.method().is_safe()
}

/// The text fields of a form, without files; `None` if it is too large or cannot be read.
async fn read(request: &HttpRequest, mut payload: Payload) -> Option<Fields> {
    let kind = request.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let kind = kind.to_ascii_lowercase();
    if kind.starts_with("multipart/form-data") {
        let payload = web::Payload::from_request(request, &mut payload).await.ok()?;
        let mut fields = Fields::default();
        upload::texts(request, payload, MAX_KEPT_FORM_BYTES, &mut fields).await.ok()?;
        return Some(fields);
    }
    if !kind.starts_with(FORM) {
        return None;
    }
    let mut body = Vec::new();
    while let Some(chunk) = payload.next().await {
        let chunk = chunk.ok()?;
        if body.len() + chunk.len() > MAX_KEPT_FORM_BYTES {
            return None;
        }
        body.extend_from_slice(&chunk);
    }
    Fields::from_urlencoded(&body).ok()
}

/// The person a form was made for and what was typed, without passwords, codes and the hidden fields of the old page.
fn without_secrets(sent: Fields) -> Option<(String, BTreeMap<String, Vec<String>>)> {
    let whose = Some(sent.text(forgery::WHOSE)).filter(|whose| !whose.is_empty())?.to_owned();
    let is_wanted = |name: &String| !name.starts_with('_') && !FIELDS_NEVER_KEPT.contains(&name.as_str());
    let fields: BTreeMap<_, _> = sent.0.into_iter().filter(|(name, _)| is_wanted(name)).collect();
    let is_anything = fields.values().flatten().any(|text| !text.trim().is_empty());
    is_anything.then_some((whose, fields))
}

/// The page from which a request came, or the page at its own address. For a reading request, its own address.
fn page_of(request: &HttpRequest) -> String {
    if !is_writing(request) {
        return request.uri().to_string();
    }
    let referer = request.headers().get("referer").and_then(|value| value.to_str().ok());
    let host = request.headers().get("host").and_then(|value| value.to_str().ok()).unwrap_or_default();
    let from = referer
        .and_then(|text| text.parse::<Uri>().ok())
        .filter(|from| from.authority().is_some_and(|authority| authority.as_str() == host));
    match from.as_ref().and_then(Uri::path_and_query) {
        Some(page) => page.to_string(),
        None => {
            // Addresses that only end or remove something have no page of their own.
            let path = request.path();
            ["/remove", "/sessions/end"].iter().find_map(|verb| path.strip_suffix(verb)).unwrap_or(path).to_owned()
        }
    }
}

/// Turns a request for a kept form into the request that was kept, marked to only show the form. `None` if nothing is
/// kept under this token.
pub(crate) async fn resume(request: &mut ServiceRequest, shared: &web::Data<Shared>) -> Option<()> {
    let at = request.path().to_owned();
    let token = at.strip_prefix(RESUME)?.to_owned();
    let with = shared.clone();
    let found = shared.threads.run(move || {
        let mut db = with.database.read()?;
        store::people::kept_forms::unscoped::form(&mut db, &store::secret_hash(&token), (with.clock)())
    });
    let form = found.await.ok()??;
    let fields: BTreeMap<String, Vec<String>> = serde_json::from_str(&form.fields).ok()?;
    let pairs: Vec<(&str, &str)> =
        fields.iter().flat_map(|(name, list)| list.iter().map(move |text| (name.as_str(), text.as_str()))).collect();
    let body = serde_html_form::to_string(pairs).ok()?;
    let (address, told) = match form.address.strip_suffix("\nconfirm") {
        Some(address) => (address, CONFIRMED),
        None => (form.address.as_str(), TIMED_OUT),
    };
    let uri: Uri = address.parse().ok()?;
    let shows_only = ShowsOnly::default();
    shows_only.set();
    request.extensions_mut().insert(shows_only);
    request.extensions_mut().insert(Resumed { whose: form.whose, told, fields: Fields(fields), at });
    request.match_info_mut().get_mut().update(&uri);
    let head = request.head_mut();
    head.method = Method::POST;
    head.uri = uri;
    head.headers.insert(CONTENT_TYPE, HeaderValue::from_static(FORM));
    request.set_payload(Payload::from(web::Bytes::from(body)));
    Some(())
}

/// The message to show if the request shows a kept form of this person in this organisation.
///
/// # Errors
/// If the form belongs to somebody else.
pub(crate) fn told(request: &HttpRequest) -> Result<Option<&'static str>, Failure> {
    let Some(resumed) = request.extensions().get::<Resumed>().cloned() else { return Ok(None) };
    if is_theirs(request, &resumed.whose) {
        return Ok(Some(resumed.told));
    }
    let notice = "We kept what you typed, but it was typed in another account or for another organisation.";
    Err(Failure::GoTo("/".to_owned(), notice.to_owned()))
}

/// The texts of the kept form that a request shows.
pub(crate) fn fields_of(request: &HttpRequest) -> Option<Fields> {
    request.extensions().get::<Resumed>().map(|resumed| resumed.fields.clone())
}

/// The address of the kept form that a request shows.
pub(crate) fn address_of(request: &HttpRequest) -> Option<String> {
    request.extensions().get::<Resumed>().map(|resumed| resumed.at.clone())
}

/// Whether a form was made for the signed-in person in this organisation.
pub(crate) fn is_theirs(request: &HttpRequest, whose: &str) -> bool {
    whose_of(request).is_some_and(|mark| subtle::ConstantTimeEq::ct_eq(mark.as_bytes(), whose.as_bytes()).into())
}

/// A mark of the signed-in person, which all of their forms carry.
pub(crate) fn whose_of(request: &HttpRequest) -> Option<String> {
    let shared = request.app_data::<web::Data<Shared>>()?;
    let signed_in = SignedIn::found(request).ok()?;
    Some(people::whose(&shared.context(), signed_in.person.id, signed_in.person.membership))
}

/// Answers when nothing is kept under the address.
pub(crate) async fn nothing_kept() -> Result<actix_web::HttpResponse, Failure> {
    let notice = "Your text is no longer kept: an hour has passed.";
    Err(Failure::GoTo("/".to_owned(), notice.to_owned()))
}
