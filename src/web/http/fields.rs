//! The names and texts of a form, a query or a JSON body, before they are parsed.

use std::collections::BTreeMap;

use super::failure::Failure;
use super::problems::Problems;
use crate::domain::text;

/// At most this many names and texts in one form or query.
const MAX_FIELDS: usize = 2_000;
/// Longest full name of a field in bytes, such as `client.users.0.name`.
const MAX_NAME_BYTES: usize = 400;

/// Names and texts as they were sent.
#[derive(Clone, Debug, Default)]
pub(crate) struct Fields(pub BTreeMap<String, Vec<String>>);

/// Serialized as a form sends them: each name with its text.
impl serde::Serialize for Fields {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, list)| (name, list.first())))
    }
}

impl Fields {
    /// The first text of a name, or "".
    pub(crate) fn text(&self, name: &str) -> &str {
        self.0.get(name).and_then(|list| list.first()).map_or("", String::as_str)
    }

    /// All texts of a name.
    pub(crate) fn list(&self, name: &str) -> &[String] {
        self.0.get(name).map_or(&[], Vec::as_slice)
    }

    /// The fields of an object such as `client.name`, without the object's own name.
    pub(crate) fn within(&self, name: &str) -> Self {
        let inner = |full: &String| full.strip_prefix(name).and_then(|rest| rest.strip_prefix('.')).map(str::to_owned);
        Self(self.0.iter().filter_map(|(full, list)| Some((inner(full)?, list.clone()))).collect())
    }

    /// The objects of a list such as `users.0.name`, `users.1.name`: each with its index and its fields, in order.
    /// Indexes may be missing, since a form can lose a row.
    pub(crate) fn things(&self, name: &str) -> Vec<(usize, Fields)> {
        let mut things: BTreeMap<usize, Fields> = BTreeMap::new();
        for (full, list) in &self.0 {
            let Some(rest) = full.strip_prefix(name).and_then(|rest| rest.strip_prefix('.')) else { continue };
            let Some((place, inner)) = rest.split_once('.') else { continue };
            let Ok(place) = place.parse::<usize>() else { continue };
            things.entry(place).or_default().0.insert(inner.to_owned(), list.clone());
        }
        things.into_iter().collect()
    }

    /// Whether anything was sent under a name, including objects and lists.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.0.keys().any(|full| full == name || full.strip_prefix(name).is_some_and(|rest| rest.starts_with('.')))
    }

    /// Whether a box is ticked, or `true` was sent.
    pub(crate) fn is_on(&self, name: &str) -> bool {
        matches!(self.text(name).to_ascii_lowercase().as_str(), "true" | "on" | "1" | "yes")
    }

    /// Adds a text.
    pub(crate) fn add(&mut self, name: impl Into<String>, text: impl Into<String>) {
        self.0.entry(name.into()).or_default().push(text.into());
    }

    /// These fields with one set to a text.
    #[must_use]
    pub(crate) fn with(mut self, name: &str, text: impl Into<String>) -> Self {
        self.0.insert(name.to_owned(), vec![text.into()]);
        self
    }

    /// Parses `a=1&b=2`.
    ///
    /// # Errors
    /// If names or texts are not UTF-8.
    pub(crate) fn from_urlencoded(bytes: &[u8]) -> Result<Self, Failure> {
        let mut fields = Self::default();
        for pair in bytes.split(|byte| *byte == b'&').filter(|pair| !pair.is_empty()) {
            let mut halves = pair.splitn(2, |byte| *byte == b'=');
            let (name, text) = (halves.next().unwrap_or_default(), halves.next().unwrap_or_default());
            if fields.0.len() >= MAX_FIELDS || name.len() > MAX_NAME_BYTES {
                return Err(Failure::TooLarge(format!("At most {MAX_FIELDS} fields, with short names, can be sent.")));
            }
            fields.add(decoded(name)?, decoded(text)?);
        }
        Ok(fields)
    }

    /// The names and texts of a JSON object. Numbers and booleans keep their text; `null` counts as missing.
    ///
    /// # Errors
    /// If it is not an object, or a name is too long.
    pub(crate) fn from_json(value: &serde_json::Value) -> Result<Self, Failure> {
        let serde_json::Value::Object(map) = value else {
            return Err(Failure::BadRequest("The body must be one JSON object.".to_owned()));
        };
        let mut fields = Self::default();
        for (name, value) in map {
            fields.take(name, value)?;
        }
        Ok(fields)
    }

    fn take(&mut self, name: &str, value: &serde_json::Value) -> Result<(), Failure> {
        use serde_json::Value;
        if name.len() > MAX_NAME_BYTES {
            return Err(Failure::TooLarge("The name of a field is too long.".to_owned()));
        }
        match value {
            Value::Null => {}
            Value::String(text) => self.add(name, text.as_str()),
            Value::Number(number) => self.add(name, number.to_string()),
            Value::Bool(flag) => self.add(name, flag.to_string()),
            // A list of objects is stored with indexes; a list of texts repeats one name.
            Value::Array(list) => {
                for (place, item) in list.iter().enumerate() {
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

    /// Refuses characters that no field may contain. Stricter rules are in the declaration of each request.
    pub(crate) fn check_characters(&self) -> Result<(), Problems> {
        let mut problems = Problems::none();
        for (name, list) in &self.0 {
            for given in list {
                problems.keep(name, text::check(given, text::Lines::Several));
            }
            // The name is input, too.
            if text::check(name, text::Lines::One).is_err() {
                problems.add("", "The name of a field holds a control character.");
            }
        }
        problems.or(())
    }
}

/// Parses a yes or no in the spellings of forms and queries.
pub(crate) fn read_flag(text: &str) -> Option<bool> {
    match text.trim().to_ascii_lowercase().as_str() {
        "true" | "on" | "1" | "yes" => Some(true),
        "false" | "off" | "0" | "no" => Some(false),
        _ => None,
    }
}

fn decoded(bytes: &[u8]) -> Result<String, Failure> {
    let spaced: Vec<u8> = bytes.iter().map(|byte| if *byte == b'+' { b' ' } else { *byte }).collect();
    percent_encoding::percent_decode(&spaced)
        .decode_utf8()
        .map(std::borrow::Cow::into_owned)
        .map_err(|_| Failure::BadRequest("The text is not valid UTF-8.".to_owned()))
}
