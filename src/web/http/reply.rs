//! Answers of handlers: a page that contains a resource, or the result of an action. The format is chosen when the
//! framework asks for the response.

use actix_web::body::BoxBody;
use actix_web::cookie::Cookie;
use actix_web::http::{StatusCode, header};
use actix_web::{HttpRequest, HttpResponse, Responder, ResponseError, web};
use askama::Template;
use serde::{Deserialize, Serialize};

use super::failure::Failure;
use super::work::Shared;
use super::{cookies, is_json};
use crate::config::Config;
use crate::web::http::shell::Shell;

/// What every handler returns.
pub(crate) type Answer<P> = Result<Reply<P>, Failure>;

/// A page with the resource in it. The resource is the JSON contract; the page adds what people need.
pub(crate) trait Page: Template + Send + 'static {
    /// The API's answer.
    type Resource: Serialize;

    /// The contained resource.
    fn resource(&self) -> &Self::Resource;
}

/// A handler's answer. Downloads and streams use the framework's own responses instead.
pub(crate) enum Reply<P> {
    /// Shows a page or resource, with headers such as links and totals.
    Show(Box<P>, Box<Shell>, Vec<(header::HeaderName, String)>),
    /// Shows a refused form with the problems at its fields; pages only. With headers such as `Retry-After`.
    Again(Box<P>, Box<Shell>, StatusCode, Vec<(header::HeaderName, String)>),
    /// Success: a page redirects with a notice, the API returns the result.
    Done(Done),
}

/// The result of an action. Stored under its idempotency key, so it is plain data.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Done {
    /// The API's status.
    pub status: u16,
    /// Where a page redirects to.
    pub to: String,
    /// The notice shown there.
    pub notice: String,
    /// The API's body; `None` for 204.
    pub body: Option<String>,
}

impl Done {
    /// Redirects to `to` with a notice; the API answers 200 with the resource.
    ///
    /// # Errors
    /// If the resource cannot be serialized.
    pub(crate) fn new(
        to: impl Into<String>,
        notice: impl Into<String>,
        resource: &impl Serialize,
    ) -> Result<Self, Failure> {
        let body = serde_json::to_string(resource)?;
        Ok(Self { status: 200, to: to.into(), notice: notice.into(), body: Some(body) })
    }

    /// Redirects to `to` with a notice; the API answers 204.
    pub(crate) fn gone(to: impl Into<String>, notice: impl Into<String>) -> Self {
        Self { status: 204, to: to.into(), notice: notice.into(), body: None }
    }

    /// Redirects without a notice; for forms that exist only as pages.
    pub(crate) fn on_to(to: impl Into<String>) -> Self {
        Self::gone(to, "")
    }
}

impl<P: Page> Responder for Reply<P> {
    type Body = BoxBody;

    fn respond_to(self, request: &HttpRequest) -> HttpResponse {
        match self {
            Self::Show(page, _, extra) if is_json(request) => {
                let mut response = HttpResponse::Ok();
                for (name, value) in extra {
                    response.insert_header((name, value));
                }
                response.json(page.resource())
            }
            Self::Show(page, shell, extra) => render(request, page.as_ref(), &shell, StatusCode::OK, extra),
            Self::Again(page, shell, status, extra) => render(request, page.as_ref(), &shell, status, extra),
            Self::Done(done) if is_json(request) => {
                let status = StatusCode::from_u16(done.status).unwrap_or(StatusCode::OK);
                match done.body {
                    Some(body) => HttpResponse::build(status).content_type("application/json").body(body),
                    None => HttpResponse::NoContent().finish(),
                }
            }
            Self::Done(done) => match request.app_data::<web::Data<Shared>>() {
                Some(shared) => go_on(&shared.config, &done.to, &done.notice),
                None => HttpResponse::InternalServerError().finish(),
            },
        }
    }
}

/// Redirects to another page with a notice.
pub(super) fn go_on(config: &Config, to: &str, notice: &str) -> HttpResponse {
    let mut response = HttpResponse::SeeOther();
    response.insert_header((header::LOCATION, to));
    if !notice.is_empty() {
        response.cookie(notice_cookie(config, notice));
    }
    response.finish()
}

/// Name of the cookie that carries a notice over a redirect; also the purpose of its signature.
const NOTICE: &str = "notice";
/// Length of the signature in front of the notice, in hexadecimal digits.
const SIGNATURE_DIGITS: usize = 64;

fn notice_cookie(config: &Config, text: &str) -> Cookie<'static> {
    let encoded = percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC);
    cookies::build(config, NOTICE, format!("{}{encoded}", config.secrets.sign(NOTICE, text)))
}

/// The notice that a redirect left for this page. `None` if its signature is not ours.
pub(crate) fn notice_of(request: &HttpRequest) -> Option<String> {
    let config = &request.app_data::<web::Data<Shared>>()?.config;
    let cookie = request.cookie(&cookies::name(config, NOTICE))?;
    let (signature, text) = cookie.value().split_at_checked(SIGNATURE_DIGITS)?;
    config.secrets.verify(NOTICE, text, signature).then(|| text.to_owned())
}

fn render<P: Page>(
    request: &HttpRequest,
    page: &P,
    shell: &Shell,
    status: StatusCode,
    extra: Vec<(header::HeaderName, String)>,
) -> HttpResponse {
    let shell = shell.clone().for_request(request);
    let told = shell.notice.is_some();
    match page.render_with_values(&shell) {
        Ok(html) => {
            let mut response = HttpResponse::build(status);
            for (name, value) in extra {
                response.insert_header((name, value));
            }
            if let Some(shared) = request.app_data::<web::Data<Shared>>().filter(|_| told) {
                let mut cookie = notice_cookie(&shared.config, "");
                cookie.make_removal();
                response.cookie(cookie);
            }
            response.content_type("text/html; charset=utf-8").body(html)
        }
        Err(error) => Failure::from(error).error_response(),
    }
}
