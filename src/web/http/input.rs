//! What was sent: one type for forms, JSON bodies and queries. Everything arrives as text by name;
//! `parse()` of a form makes typed values of it or says, field by field, what is wrong.

use std::any::TypeId;
use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{FromRequest, HttpRequest};
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

use super::failure::Failure;
use super::fields::Fields;
use super::problems::Problems;
use super::{body, door, is_json};

/// A form: the fields of one thing that can be sent, all of them text or missing.
///
/// Field names are the contract's camelCase names, in forms and in JSON alike.
pub trait Form: DeserializeOwned + Send + 'static {
    /// What the fields mean once they are understood.
    type Order: Send + 'static;

    /// Understands the fields.
    ///
    /// # Errors
    /// What is wrong, by field.
    fn parse(self) -> Result<Self::Order, Problems>;

    /// Takes the fields as they were sent. A form that holds other things takes each by [`Fields::within`] or
    /// [`Fields::things`].
    ///
    /// # Errors
    /// When one text was sent where a list is not wanted, or the like.
    fn of(fields: &Fields) -> Result<Self, Problems> {
        fields.read()
    }
}

/// A deed that needs no words: a button.
impl Form for () {
    type Order = ();

    fn parse(self) -> Result<(), Problems> {
        Ok(())
    }

    fn of(_: &Fields) -> Result<Self, Problems> {
        Ok(())
    }
}

/// A form as it was sent, before it is understood.
#[derive(Clone, Debug)]
pub struct Input<F> {
    /// What was sent.
    pub fields: Fields,
    /// A key that makes the request happen once: the `Idempotency-Key` header, or a form's own `_once`.
    pub once: Option<String>,
    /// SHA-256 of the fields, to tell a repetition from another request under the same key.
    pub body_hash: String,
    /// Set when the form is only shown again: what it says then.
    shown_again: Option<&'static str>,
    form: std::marker::PhantomData<fn() -> F>,
}

impl<F: Form> Input<F> {
    /// Understands the form.
    ///
    /// # Errors
    /// What is wrong, by field; for a form that is only shown again, that it is.
    pub fn parse(&self) -> Result<F::Order, Problems> {
        if let Some(told) = self.shown_again {
            return Err(Problems::at("", told));
        }
        self.fields.check_characters()?;
        F::of(&self.fields)?.parse()
    }
}

impl<F> Input<F> {
    /// The fields of a request, whatever door they came by (a body, a multipart upload). The same words about another
    /// thing are another request, so the address counts when a repetition is told from another request.
    ///
    /// # Errors
    /// An idempotency key that is no text or too long.
    pub fn sent(mut fields: Fields, request: &HttpRequest) -> Result<Self, Failure> {
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
        Ok(Self { once: header_key.or(form_key), body_hash, fields, shown_again: None, form })
    }

    /// What a query asks, for a form that is filled by an address. It is never acted on.
    pub fn of_query(fields: Fields) -> Self {
        Self { once: None, body_hash: String::new(), fields, shown_again: None, form: std::marker::PhantomData }
    }

    /// The same, only to be shown again if the request is for that.
    #[must_use]
    pub fn shown_again(self, told: Option<&'static str>) -> Self {
        Self { shown_again: told, ..self }
    }

    /// Whether the form is only shown again.
    pub fn is_shown_again(&self) -> bool {
        self.shown_again.is_some()
    }
}

/// The key in the header that makes a request happen once.
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
            let fields = match kind.as_str() {
                _ if body.is_empty() => Fields::default(),
                "application/x-www-form-urlencoded" if !is_json(&request) => Fields::from_urlencoded(&body)?,
                kind if is_json(&request) && speaks_json(kind) => Fields::from_json(&body)?,
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
            Ok(Self::sent(fields, &request)?.shown_again(told))
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

/// The kinds the contracts take as JSON; a missing one is read as JSON, too.
fn speaks_json(kind: &str) -> bool {
    kind.is_empty() || kind == "application/json" || kind == "text/json" || kind.ends_with("+json")
}

/// A form on its way back to the page: what was typed, and what is wrong with it.
#[derive(Clone, Debug, Default)]
pub struct Filled {
    /// What was typed.
    pub fields: Fields,
    /// What is wrong with it.
    pub problems: Problems,
    /// Makes the form happen once, however often it is sent.
    pub once: String,
}

impl Filled {
    /// An empty form.
    pub fn new() -> Self {
        Self { once: crate::store::fresh_token(), ..Self::default() }
    }

    /// A form with something in it already.
    pub fn with(fields: Fields) -> Self {
        Self { fields, ..Self::new() }
    }

    /// A refused form: the same texts, with the reasons, and a fresh key, since nothing happened under the old one.
    pub fn again<F>(sent: &Input<F>, problems: Problems) -> Self {
        Self { fields: sent.fields.clone(), problems, once: crate::store::fresh_token() }
    }

    /// The text of a field, or "".
    pub fn text(&self, name: &str) -> &str {
        self.fields.text(name)
    }

    /// Whether a box is ticked.
    pub fn is_on(&self, name: &str) -> bool {
        self.fields.is_on(name)
    }

    /// What is wrong with a field.
    pub fn problem(&self, name: &str) -> Option<&str> {
        self.problems.of(name)
    }

    /// Whether a text is the chosen one of a field.
    pub fn is(&self, name: &str, text: &str) -> bool {
        self.fields.list(name).iter().any(|chosen| chosen == text)
    }
}
