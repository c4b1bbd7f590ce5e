//! What was sent: one type for forms, JSON bodies and queries. Everything arrives as text by name;
//! `parse()` of a form makes typed values of it or says, field by field, what is wrong.

use std::any::TypeId;
use std::collections::BTreeMap;
use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{FromRequest, HttpRequest};
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

use super::failure::Failure;
use super::problems::Problems;
use super::{body, door, is_json, json_bounds};
use crate::domain::text;

/// Names and texts in one form or query.
const MAX_FIELDS: usize = 2_000;
/// Bytes in the full name of a field, its things included (`client.users.0.name`).
const MAX_NAME_BYTES: usize = 400;

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

/// The names and texts that were sent, as they were sent.
#[derive(Clone, Debug, Default)]
pub struct Fields(pub BTreeMap<String, Vec<String>>);

/// As a form sends them: each name with its text.
impl serde::Serialize for Fields {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, list)| (name, list.first())))
    }
}

impl Fields {
    /// The first text of that name, or "".
    pub fn text(&self, name: &str) -> &str {
        self.0.get(name).and_then(|list| list.first()).map_or("", String::as_str)
    }

    /// Every text of that name.
    pub fn list(&self, name: &str) -> &[String] {
        self.0.get(name).map_or(&[], Vec::as_slice)
    }

    /// The fields of a thing, such as `client.name`: without the thing's own name.
    pub fn within(&self, name: &str) -> Self {
        let inner = |full: &String| full.strip_prefix(name).and_then(|rest| rest.strip_prefix('.')).map(str::to_owned);
        Self(self.0.iter().filter_map(|(full, list)| Some((inner(full)?, list.clone()))).collect())
    }

    /// The things of a list, such as `users.0.name`, `users.1.name`: each with its own fields, in order. Places may be
    /// left out, as a form does that lost a row.
    pub fn things(&self, name: &str) -> Vec<(usize, Fields)> {
        let mut things: BTreeMap<usize, Fields> = BTreeMap::new();
        for (full, list) in &self.0 {
            let Some(rest) = full.strip_prefix(name).and_then(|rest| rest.strip_prefix('.')) else { continue };
            let Some((place, inner)) = rest.split_once('.') else { continue };
            let Ok(place) = place.parse::<usize>() else { continue };
            things.entry(place).or_default().0.insert(inner.to_owned(), list.clone());
        }
        things.into_iter().collect()
    }

    /// Whether anything was sent under that name, a thing or a list of things included.
    pub fn has(&self, name: &str) -> bool {
        self.0.keys().any(|full| full == name || full.strip_prefix(name).is_some_and(|rest| rest.starts_with('.')))
    }

    /// Whether a box was ticked, or `true` was sent.
    pub fn is_on(&self, name: &str) -> bool {
        matches!(self.text(name).to_ascii_lowercase().as_str(), "true" | "on" | "1" | "yes")
    }

    /// Adds one text.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<String>) {
        self.0.entry(name.into()).or_default().push(text.into());
    }

    /// These fields with one set to a text.
    #[must_use]
    pub fn with(mut self, name: &str, text: impl Into<String>) -> Self {
        self.0.insert(name.to_owned(), vec![text.into()]);
        self
    }

    /// Reads `a=1&b=2`; names and texts must be UTF-8.
    ///
    /// # Errors
    /// When they are not.
    pub fn from_urlencoded(bytes: &[u8]) -> Result<Self, Failure> {
        let mut fields = Self::default();
        for pair in bytes.split(|byte| *byte == b'&').filter(|pair| !pair.is_empty()) {
            let (name, text) = match pair.iter().position(|byte| *byte == b'=') {
                Some(at) => (&pair[..at], &pair[at + 1..]),
                None => (pair, &[][..]),
            };
            if fields.0.len() >= MAX_FIELDS || name.len() > MAX_NAME_BYTES {
                return Err(Failure::TooLarge(format!("At most {MAX_FIELDS} fields, with short names, can be sent.")));
            }
            fields.add(decoded(name)?, decoded(text)?);
        }
        Ok(fields)
    }

    /// Reads a JSON object; numbers and booleans keep their own text, `null` is the same as missing.
    ///
    /// # Errors
    /// When the body is not one JSON object.
    pub fn from_json(bytes: &[u8]) -> Result<Self, Failure> {
        json_bounds::check(bytes).map_err(Failure::TooLarge)?;
        let value: serde_json::Value = serde_json::from_slice(bytes)
            .map_err(|error| Failure::BadRequest(format!("The body is not valid JSON: {error}.")))?;
        let serde_json::Value::Object(map) = value else {
            return Err(Failure::BadRequest("The body must be one JSON object.".to_owned()));
        };
        let mut fields = Self::default();
        for (name, value) in map {
            fields.take(&name, value)?;
        }
        Ok(fields)
    }

    fn take(&mut self, name: &str, value: serde_json::Value) -> Result<(), Failure> {
        use serde_json::Value;
        if name.len() > MAX_NAME_BYTES {
            return Err(Failure::TooLarge("The name of a field is too long.".to_owned()));
        }
        match value {
            Value::Null => {}
            Value::String(text) => self.add(name, text),
            Value::Number(number) => self.add(name, number.to_string()),
            Value::Bool(flag) => self.add(name, flag.to_string()),
            // A list of things keeps them apart by their place, a list of texts is one name several times.
            Value::Array(list) => {
                for (place, item) in list.into_iter().enumerate() {
                    match item {
                        Value::Object(_) => self.take(&format!("{name}.{place}"), item)?,
                        item => self.take(name, item)?,
                    }
                }
            }
            Value::Object(map) => {
                for (inner, value) in map {
                    self.take(&format!("{name}.{inner}"), value)?;
                }
            }
        }
        Ok(())
    }

    /// Refuses characters that no field can hold, at the field.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn check_characters(&self) -> Result<(), Problems> {
        let mut problems = Problems::none();
        for (name, list) in &self.0 {
            let lines = if is_one_line(name) { text::Lines::One } else { text::Lines::Several };
            for given in list {
                problems.keep(name, text::check(given, lines));
            }
            // The name itself comes from outside, too.
            if text::check(name, text::Lines::One).is_err() {
                problems.add("", "The name of a field holds a control character.");
            }
        }
        problems.or(())
    }

    /// The fields as a form. Blank text counts as missing: a form cannot leave a field out.
    ///
    /// # Errors
    /// When one text was sent where a list is not wanted, or the like.
    pub fn read<F: DeserializeOwned>(&self) -> Result<F, Problems> {
        let pairs: Vec<(&str, &str)> = self
            .0
            .iter()
            .flat_map(|(name, list)| list.iter().map(move |text| (name.as_str(), text.as_str())))
            .filter(|(_, text)| !text.trim().is_empty())
            .collect();
        let text = serde_html_form::to_string(&pairs).map_err(|error| Problems::at("", error))?;
        serde_html_form::from_str(&text)
            .map_err(|error| Problems::at("", format!("The fields cannot be read: {error}.")))
    }
}

/// Whether a field holds a name, an address or a mark, which are one line.
fn is_one_line(field: &str) -> bool {
    const ONE_LINE: [&str; 9] = ["name", "email", "role", "mark", "reference", "holder", "title", "label", "phone"];
    let last = field.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    ONE_LINE.iter().any(|kind| last.ends_with(kind))
}

fn decoded(bytes: &[u8]) -> Result<String, Failure> {
    let spaced: Vec<u8> = bytes.iter().map(|byte| if *byte == b'+' { b' ' } else { *byte }).collect();
    percent_encoding::percent_decode(&spaced)
        .decode_utf8()
        .map(std::borrow::Cow::into_owned)
        .map_err(|_| Failure::BadRequest("The text is not valid UTF-8.".to_owned()))
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
