//! Input of a handler: one type for forms, JSON bodies and queries. `parse()` makes typed values of it or reports the
//! problems by field.

use std::any::TypeId;
use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{FromRequest, HttpRequest};
use askama::filters::Safe;
use sha2::{Digest, Sha256};

use super::failure::Failure;
use super::fields::Fields;
use super::ignored::Names;
use super::problems::Problems;
use super::request::{Declared, Form, Sent};
use super::{body, door, is_json, json_bounds};

/// A form or JSON body as it was sent, before it is parsed.
#[derive(Clone, Debug)]
pub(crate) struct Input<F> {
    /// Names and texts.
    pub fields: Fields,
    /// The JSON body, if there was one.
    json: Option<serde_json::Value>,
    /// Idempotency key: the `Idempotency-Key` header, or the form's hidden field `_once`.
    pub once: Option<String>,
    /// SHA-256 of address and fields. It tells a repetition from a different request under the same key.
    pub body_hash: String,
    /// Notes properties that are not known.
    names: Names,
    /// Set if the form is only shown again and not executed: the message to show.
    shown_again: Option<&'static str>,
    form: std::marker::PhantomData<fn() -> F>,
}

impl<F: Form> Input<F> {
    /// Parses the form.
    ///
    /// # Errors
    /// The problems by field; for a form that is only shown again, its message.
    pub(crate) fn parse(&self) -> Result<F::Order, Problems> {
        if let Some(told) = self.shown_again {
            return Err(Problems::at("", told));
        }
        self.fields.check_characters()?;
        if let (Some(value), Some(declared)) = (&self.json, F::declared()) {
            declared.unknown(value).into_iter().for_each(|path| self.names.unknown(path));
        }
        F::understood(&match &self.json {
            Some(value) => Sent::Json(value.clone()),
            None => Sent::Form(self.fields.clone()),
        })
    }
}

impl<F> Input<F> {
    /// Input from the fields of a body or a multipart upload. The hash includes the address, because the same fields
    /// sent to another address are a different request.
    ///
    /// # Errors
    /// If the idempotency key is not text or is too long.
    pub(crate) fn sent(mut fields: Fields, request: &HttpRequest) -> Result<Self, Failure> {
        let header_key = once_key(request)?;
        let form_key = fields.0.remove("_once").and_then(|list| list.into_iter().next()).filter(|key| !key.is_empty());
        fields.0.remove(super::forgery::FIELD);
        fields.0.remove(super::forgery::WHOSE);
        let mut hash = Sha256::new();
        hash.update(super::beyond_surface(request.path()));
        hash.update([2]);
        for (name, list) in &fields.0 {
            for text in list {
                hash.update(name.as_bytes());
                hash.update([0]);
                hash.update(text.as_bytes());
                hash.update([1]);
            }
        }
        let body_hash = hex::encode(hash.finalize());
        let form = std::marker::PhantomData;
        let names = Names::of(request);
        Ok(Self { once: header_key.or(form_key), body_hash, fields, json: None, names, shown_again: None, form })
    }

    /// Input from a query, to fill in a form. It is never executed.
    pub(crate) fn of_query(fields: Fields) -> Self {
        let form = std::marker::PhantomData;
        let names = Names::default();
        Self { once: None, body_hash: String::new(), fields, json: None, names, shown_again: None, form }
    }

    /// Marks the form as only shown again if there is a message.
    #[must_use]
    pub(crate) fn shown_again(self, told: Option<&'static str>) -> Self {
        Self { shown_again: told, ..self }
    }

    /// Whether the form is only shown again.
    pub(crate) fn is_shown_again(&self) -> bool {
        self.shown_again.is_some()
    }
}

/// The `Idempotency-Key` header.
fn once_key(request: &HttpRequest) -> Result<Option<String>, Failure> {
    let Some(value) = request.headers().get("idempotency-key") else { return Ok(None) };
    let key = value.to_str().map_err(|_| Failure::BadRequest("The Idempotency-Key header is not text.".to_owned()))?;
    if key.len() > 255 {
        return Err(Failure::Invalid(Problems::at("Idempotency-Key", "At most 255 characters.")));
    }
    Ok(Some(key.to_owned()).filter(|key| !key.is_empty()))
}

impl<F: 'static> FromRequest for Input<F> {
    type Error = Failure;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Failure>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        if super::kept::has_taken(request) {
            return Box::pin(std::future::pending());
        }
        let request = request.clone();
        let mut payload = payload.take();
        Box::pin(async move {
            door::check(&request).await?;
            let body = body::small(&request, &mut payload).await?;
            let kind = content_kind(&request);
            let (fields, json) = match kind.as_str() {
                _ if body.is_empty() => (Fields::default(), None),
                "application/x-www-form-urlencoded" if !is_json(&request) => (Fields::from_urlencoded(&body)?, None),
                kind if is_json(&request) && speaks_json(kind) => {
                    let value = json_bounds::read(&body)?;
                    (Fields::from_json(&value)?, Some(value))
                }
                _ => {
                    return Err(Failure::UnsupportedKind(
                        if is_json(&request) {
                            "Send the body as application/json."
                        } else {
                            "Send the form as it is."
                        }
                        .to_owned(),
                    ));
                }
            };
            let told = if is_json(&request) { None } else { super::forgery::check_form(&request, &fields)? };
            if told.is_some() && TypeId::of::<F>() == TypeId::of::<()>() {
                return Err(Failure::Forbidden(super::forgery::EXPIRED.to_owned()));
            }
            Ok(Self { json, ..Self::sent(fields, &request)?.shown_again(told) })
        })
    }
}

fn content_kind(request: &HttpRequest) -> String {
    request
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split(';').next())
        .map_or(String::new(), |kind| kind.trim().to_ascii_lowercase())
}

/// Whether a content type is JSON. The contracts also accept a missing one as JSON.
fn speaks_json(kind: &str) -> bool {
    kind.is_empty() || kind == "application/json" || kind == "text/json" || kind.ends_with("+json")
}

/// A form to be shown: its texts and the problems at its fields.
#[derive(Clone, Debug)]
pub(crate) struct Filled {
    /// What was typed.
    pub fields: Fields,
    /// Problems by field.
    pub problems: Problems,
    /// Idempotency key for the next attempt.
    pub once: String,
    /// Declaration of the fields, for their attributes.
    pub declared: Option<&'static Declared>,
}

impl Filled {
    /// An empty form.
    pub(crate) fn new<F: Form>() -> Self {
        Self::with::<F>(Fields::default())
    }

    /// A form that is filled in.
    pub(crate) fn with<F: Form>(fields: Fields) -> Self {
        let (problems, once) = (Problems::none(), crate::store::fresh_token());
        Self { fields, problems, once, declared: F::declared() }
    }

    /// `type` and `inputmode` of an `<input>`, as HTML attributes.
    pub(crate) fn kind(&self, name: &str) -> Safe<String> {
        Safe(self.declared.map_or_else(|| " type=\"text\"".to_owned(), |declared| declared.kind(name)))
    }

    /// Limits of a field (length, required, autocomplete), as HTML attributes.
    pub(crate) fn bounds(&self, name: &str) -> Safe<String> {
        Safe(self.declared.map_or_else(String::new, |declared| declared.bounds(name)))
    }

    /// A refused form with the same texts, the problems, and a new key, since nothing was stored under the old one.
    pub(crate) fn again<F: Form>(sent: &Input<F>, problems: Problems) -> Self {
        Self { problems, ..Self::with::<F>(sent.fields.clone()) }
    }

    /// The text of a field, or "".
    pub(crate) fn text(&self, name: &str) -> &str {
        self.fields.text(name)
    }

    /// Whether a box is ticked.
    pub(crate) fn is_on(&self, name: &str) -> bool {
        self.fields.is_on(name)
    }

    /// The first problem of a field.
    pub(crate) fn problem(&self, name: &str) -> Option<&str> {
        self.problems.of(name)
    }

    /// Whether `text` is the chosen value of a field.
    pub(crate) fn is(&self, name: &str, text: &str) -> bool {
        self.fields.list(name).iter().any(|chosen| chosen == text)
    }
}
