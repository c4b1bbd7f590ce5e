//! The outermost layer. It gives each request an id, applies a form's `_method`, refuses forged writes, adds the
//! security headers, and turns every failure, also the framework's own, into a page or JSON.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::error::InternalError;
use actix_web::http::{Method, StatusCode, Uri, header};
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage, HttpRequest, HttpResponse, web};
use askama::Template;

use super::error_bodies::{FieldProblem, ProblemDetails, TooManyRequests, as_contract};
use super::failure::{Failure, Undressed};
use super::problems::Problems;
use super::throttle::Left;
use super::work::Shared;
use super::{address, body, conditions, device, door, forgery, headers, hosts, ignored, is_json_path, kept, methods};
use crate::domain::text;

/// These surfaces share the error format of the three contracts. The portal's other APIs answer RFC 9457.
const CONTRACTS: [&str; 3] = ["/api/collection-partner", "/api/referral", "/api/customer"];

/// Addresses of links in mails. They contain a secret token.
const LINKS: [&str; 6] = ["/client/", "/invitation/", "/reset/", "/onboarding/", "/api/onboarding/", kept::RESUME];

/// A request's answer must begin within this time. Statements of the database end earlier.
const MAX_REQUEST_TIME: Duration = Duration::from_secs(45);
/// The same limit for uploads, which must also keep a minimum speed.
const MAX_UPLOAD_TIME: Duration = Duration::from_secs(2 * 60 * 60);

/// The first segments of a path, surface and link token, must not contain escaped characters.
const PLAIN_SEGMENTS: usize = 2;

/// Who made a request, as an id for the log. Set by the extractor that identifies them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Actor(Rc<RefCell<String>>);

impl Actor {
    /// Sets the id.
    pub(super) fn note(request: &HttpRequest, id: String) {
        if let Some(actor) = request.extensions().get::<Self>() {
            actor.0.replace(id);
        }
    }

    fn text(&self) -> String {
        self.0.borrow().clone()
    }
}

/// Wraps the handling of one request; see the module.
///
/// # Errors
/// Only the framework's own. Failures become answers here.
pub(crate) async fn dress(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let started = std::time::Instant::now();
    let name = crate::store::fresh_token().chars().take(12).collect::<String>();
    let path = request.path().to_owned();
    let shared = request.app_data::<web::Data<Shared>>().cloned();
    let Some(shared) = shared else { return Err(actix_web::error::ErrorInternalServerError("no shared state")) };
    let address = address::settle(request.request(), &shared.config.trusted_proxies);
    request.extensions_mut().insert(address);
    let actor = Actor::default();
    request.extensions_mut().insert(actor.clone());
    let asker = Asker::of(request.request());
    let (left, response) = match check_before_reading(request.request(), &shared).await {
        Err(failure) => {
            tracing::warn!(request = %name, address = %address.text(), %failure, "refused before it was read");
            let (http, _) = request.into_parts();
            let answer = asker.dressed(&Undressed::from(&failure), &name, &shared);
            (None, Ok(ServiceResponse::new(http, answer)))
        }
        Ok(left) => match hosts::under_our_name(request.request(), &shared) {
            Some(to) => {
                let (http, _) = request.into_parts();
                let is_json = is_json_path(&path);
                let status = if is_json { StatusCode::TEMPORARY_REDIRECT } else { StatusCode::SEE_OTHER };
                let answer = HttpResponse::build(status).insert_header((header::LOCATION, to)).finish();
                (left, Ok(ServiceResponse::new(http, answer)))
            }
            None => (left, answered(request, next, &asker, &name, &shared).await),
        },
    };
    let mut response = response;
    let head = match &mut response {
        Ok(response) => response.response_mut(),
        Err(Refused { answer, .. }) => answer,
    };
    finish(head, &path, &name, &shared);
    if let Some(left) = left {
        for (name, value) in left.headers() {
            if let Ok(value) = header::HeaderValue::from_str(&value) {
                head.headers_mut().insert(header::HeaderName::from_static(name), value);
            }
        }
    }
    let status = head.status();
    // The path of a link contains its token, so it is not logged. Neither are paths with escaped characters in front,
    // which could hide a link.
    let link = LINKS.into_iter().find(|link| path.starts_with(link));
    let shown = if is_plain(&path) { link.unwrap_or(path.as_str()) } else { "(escaped)" };
    super::metrics::count(status.as_u16(), started.elapsed());
    tracing::info!(request = %name, method = %asker.method, path = %shown, status = status.as_u16(),
        actor = %actor.text(), address = %address.text(), ms = started.elapsed().as_secs_f64() * 1000.0, "answered");
    response.map_err(|Refused { error, answer }| InternalError::from_response(error, answer).into())
}

/// Checks everything before the body is read: host name, forged requests, key, and request limits. Returns what is left
/// of the limits.
async fn check_before_reading(request: &HttpRequest, shared: &web::Data<Shared>) -> Result<Option<Left>, Failure> {
    if !is_plain(request.path()) {
        return Err(Failure::NotFound);
    }
    let decoded = percent_encoding::percent_decode_str(request.path()).decode_utf8();
    if !decoded.is_ok_and(|path| text::check(&path, text::Lines::One).is_ok()) {
        return Err(Failure::NotFound);
    }
    hosts::settle(request, shared).await?;
    // The forgery check needs the method as it was sent, before `_method` is applied.
    forgery::check_origin(&shared.config, request.method(), request)?;
    door::settle(request, shared).await?;
    door::count(request, shared)
}

/// Whether the first segments of a path contain no escaped characters. The framework matches decoded paths, but our
/// rules compare the beginning of the raw path. So that both agree, other paths are refused.
fn is_plain(path: &str) -> bool {
    path.split('/').take(PLAIN_SEGMENTS + 1).all(|segment| !segment.contains('%'))
}

/// A failure from a layer between this one and the handlers, when the request is no longer at hand.
struct Refused {
    error: Error,
    answer: HttpResponse,
}

/// Handles a request within its time limit and turns a failure into an answer.
async fn answered(
    mut request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
    asker: &Asker,
    name: &str,
    shared: &web::Data<Shared>,
) -> Result<ServiceResponse<BoxBody>, Refused> {
    if request.path().starts_with(kept::RESUME) && request.method() == Method::GET {
        // The address of a kept form shows the form at the place where it was sent. If none is kept, the route answers.
        let _ = kept::resume(&mut request, shared).await;
    }
    if !is_json_path(request.path()) && request.method() == Method::POST {
        let wanted = request.query_string().split('&').find_map(|pair| pair.strip_prefix("_method="));
        match wanted.map(str::to_ascii_uppercase).as_deref() {
            Some("PUT") => request.head_mut().method = Method::PUT,
            Some("DELETE") => request.head_mut().method = Method::DELETE,
            _ => {}
        }
    }
    let is_link = LINKS.iter().any(|link| request.path().starts_with(link));
    if let Some(answer) = methods::take_head(&mut request, is_link) {
        return Ok(ServiceResponse::new(request.into_parts().0, answer));
    }
    // Keep only what is needed of the request: the framework must be its only owner to route it.
    let limit = if body::is_file(request.request()) { MAX_UPLOAD_TIME } else { MAX_REQUEST_TIME };
    match tokio::time::timeout(limit, next.call(request)).await {
        Ok(Ok(response)) => {
            let undressed = undressed(response.response());
            let mut response = response.map_into_boxed_body();
            if let Some(undressed) = undressed {
                let (http, _) = response.into_parts();
                response = ServiceResponse::new(http, asker.dressed(&undressed, name, shared));
            } else {
                let (http, answer) = response.into_parts();
                let answer = conditions::tagged(&http, answer);
                response = ServiceResponse::new(http, answer);
            }
            let (http, mut answer) = response.into_parts();
            ignored::tell(&http, answer.headers_mut());
            methods::tell(&http, answer.status(), answer.headers_mut());
            response = ServiceResponse::new(http, answer);
            let given = response.request().extensions().get::<device::Given>().cloned();
            if let Some(device::Given(cookie)) = given
                && let Err(error) = response.response_mut().add_cookie(&cookie)
            {
                tracing::error!(%error, "a device's cookie could not be written");
            }
            Ok(response)
        }
        Ok(Err(error)) => {
            // Mostly failures of the session store.
            tracing::error!(request = %name, fault = %error, "a request failed on its way in");
            let status = error.as_response_error().status_code();
            Err(Refused { error, answer: asker.dressed(&of_status(status), name, shared) })
        }
        Err(_) => {
            tracing::error!(request = %name, seconds = limit.as_secs(), "a request took too long and was given up");
            let answer = asker.dressed(&Undressed::from(&Failure::Busy), name, shared);
            Err(Refused { error: actix_web::error::ErrorServiceUnavailable("took too long"), answer })
        }
    }
}

/// What a failed answer must say; `None` if it already has its text.
fn undressed<B>(response: &HttpResponse<B>) -> Option<Undressed> {
    if let Some(undressed) = response.extensions().get::<Undressed>() {
        return Some(undressed.clone());
    }
    let status = response.status();
    if !status.is_client_error() && !status.is_server_error() {
        return None;
    }
    let kind = response.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let is_ours = kind.starts_with("text/html") || kind.contains("json");
    (!is_ours).then(|| of_status(status))
}

/// Adds the headers that every answer has.
fn finish(response: &mut HttpResponse, path: &str, name: &str, shared: &Shared) {
    let signed_in = !path.starts_with("/static/");
    let https = shared.config.base_url.starts_with("https://");
    headers::secure(response.headers_mut(), signed_in, https);
    if let Ok(value) = header::HeaderValue::from_str(name) {
        response.headers_mut().insert(header::HeaderName::from_static("x-request-id"), value);
    }
}

fn of_status(status: StatusCode) -> Undressed {
    let told = match status {
        StatusCode::NOT_FOUND => "There is nothing at this address.",
        StatusCode::METHOD_NOT_ALLOWED => "This address does not take that method.",
        StatusCode::PAYLOAD_TOO_LARGE => "What was sent is too large.",
        StatusCode::REQUEST_TIMEOUT => "What was sent came too slowly.",
        StatusCode::BAD_REQUEST => "The request cannot be understood.",
        _ if status.is_server_error() => "Something went wrong on our side. It has been noted; please try again.",
        _ => "The request cannot be answered.",
    };
    Undressed {
        page_status: status,
        json_status: status,
        go_to: None,
        kind: if status == StatusCode::NOT_FOUND { "NotFound" } else { "ValidationError" },
        told: told.to_owned(),
        problems: Problems::none(),
        body: None,
        retry_after: None,
    }
}

#[derive(Template)]
#[template(path = "layout/error.html")]
struct ErrorPage<'a> {
    status: u16,
    title: &'a str,
    told: &'a str,
    request: &'a str,
    operator: &'a str,
    /// Whether the address is a link from a mail. Its reader has no start page.
    is_link: bool,
    /// Where to try again.
    again: Option<String>,
}

/// The properties of a request that shape its error page.
struct Asker {
    method: Method,
    uri: Uri,
}

impl Asker {
    fn of(request: &HttpRequest) -> Self {
        Self { method: request.method().clone(), uri: request.uri().clone() }
    }

    fn dressed(&self, undressed: &Undressed, name: &str, shared: &Shared) -> HttpResponse {
        let path = self.uri.path();
        if let Some((to, notice)) = &undressed.go_to {
            return super::reply::go_on(&shared.config, to, notice);
        }
        if !is_json_path(path) {
            return self.as_page(undressed, name, shared);
        }
        let mut response = HttpResponse::build(undressed.json_status);
        if let Some(seconds) = undressed.retry_after {
            response.insert_header((header::RETRY_AFTER, seconds.to_string()));
        }
        if let Some(body) = &undressed.body {
            return response.json(body);
        }
        let contract = CONTRACTS.iter().any(|contract| path.starts_with(contract));
        if contract && undressed.json_status == StatusCode::TOO_MANY_REQUESTS {
            let seconds = undressed.retry_after.unwrap_or_default();
            return response.json(TooManyRequests {
                error: undressed.kind,
                message: &undressed.told,
                retry_after: f64::from(u32::try_from(seconds).unwrap_or(u32::MAX)),
            });
        }
        if contract && undressed.json_status != StatusCode::UNAUTHORIZED {
            return response.json(as_contract(undressed));
        }
        response.content_type("application/problem+json");
        let problem = ProblemDetails {
            r#type: format!("urn:partner-portal:problem:{}", undressed.kind),
            title: undressed.json_status.canonical_reason().unwrap_or("Problem").to_owned(),
            status: i32::from(undressed.json_status.as_u16()),
            detail: undressed.told.clone(),
            instance: format!("urn:request:{name}"),
            errors: undressed
                .problems
                .all()
                .map(|(field, detail)| FieldProblem { pointer: field.to_owned(), detail: detail.to_owned() })
                .collect(),
        };
        response.body(serde_json::to_string(&problem).unwrap_or_default())
    }

    fn as_page(&self, undressed: &Undressed, name: &str, shared: &Shared) -> HttpResponse {
        let status = undressed.page_status;
        if status == StatusCode::UNAUTHORIZED {
            let to = if self.method == Method::GET { self.uri.to_string() } else { String::new() };
            let to = percent_encoding::utf8_percent_encode(&to, percent_encoding::NON_ALPHANUMERIC).to_string();
            return HttpResponse::SeeOther().insert_header((header::LOCATION, format!("/sign-in?to={to}"))).finish();
        }
        let title = match status {
            StatusCode::NOT_FOUND => "Not found",
            StatusCode::FORBIDDEN => "Not allowed",
            StatusCode::METHOD_NOT_ALLOWED => "Not possible here",
            StatusCode::SERVICE_UNAVAILABLE | StatusCode::TOO_MANY_REQUESTS => "Please wait a moment",
            _ if status.is_server_error() => "Something went wrong",
            _ => "That did not work",
        };
        let operator = &shared.config.operator_name;
        let passes = status.is_server_error() || status == StatusCode::TOO_MANY_REQUESTS;
        let page = ErrorPage {
            status: status.as_u16(),
            title,
            told: &undressed.told,
            request: name,
            operator,
            is_link: LINKS.iter().any(|link| self.uri.path().starts_with(link)) && !passes,
            again: (passes && self.method == Method::GET).then(|| self.uri.to_string()),
        };
        let mut response = HttpResponse::build(status);
        if let Some(seconds) = undressed.retry_after {
            response.insert_header((header::RETRY_AFTER, seconds.to_string()));
        }
        response.content_type("text/html; charset=utf-8").body(page.render().unwrap_or_else(|_| undressed.told.clone()))
    }
}

/// Answers unknown addresses.
pub(crate) async fn nothing_here() -> Result<HttpResponse, Failure> {
    Err(Failure::NotFound)
}
