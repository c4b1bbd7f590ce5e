//! The declaration of a request as data: a JSON Schema, generated from the struct once.

use std::any::TypeId;
use std::collections::HashMap;
use std::fmt::Write;
use std::sync::{LazyLock, RwLock};

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::Value;

/// Marks text of several lines.
pub(super) const SEVERAL_LINES: &str = "x-several-lines";
/// Marks text that is not trimmed.
pub(super) const AS_TYPED: &str = "x-as-typed";
/// HTML's `autocomplete`.
pub(super) const AUTOCOMPLETE: &str = "x-autocomplete";
/// HTML's `inputmode`: which keyboard a phone shows.
pub(super) const INPUT_MODE: &str = "x-inputmode";
/// The message if the field is missing.
pub(super) const MISSING: &str = "x-missing";
/// The message if the field is wrong, instead of those of its type or length.
pub(super) const WRONG: &str = "x-wrong";
/// Keys that the served contract omits.
const FOR_PAGES: [&str; 6] = [SEVERAL_LINES, AS_TYPED, AUTOCOMPLETE, INPUT_MODE, MISSING, WRONG];

/// Where named schemas are in the served contract.
const COMPONENTS: &str = "/components/schemas";

/// The fields of a request.
#[derive(Debug)]
pub(crate) struct Declared {
    root: Value,
    named: serde_json::Map<String, Value>,
}

/// The kind of JSON that a field takes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    Text,
    Number,
    Integer,
    Flag,
    List,
    Object,
    /// Anything.
    Any,
}

type Known = RwLock<HashMap<TypeId, &'static Declared>>;

impl Declared {
    /// The declaration of a type. It is generated once and kept until the program ends.
    pub(crate) fn of<R: JsonSchema + 'static>() -> &'static Self {
        static KNOWN: LazyLock<Known> = LazyLock::new(Known::default);
        let key = TypeId::of::<R>();
        if let Some(declared) = KNOWN.read().ok().and_then(|known| known.get(&key).copied()) {
            return declared;
        }
        let declared: &'static Self = Box::leak(Box::new(Self::made::<R>()));
        match KNOWN.write() {
            Ok(mut known) => known.entry(key).or_insert(declared),
            Err(_) => declared,
        }
    }

    /// The paths of properties that are not declared.
    pub(crate) fn unknown(&self, given: &Value) -> Vec<String> {
        let mut found = Vec::new();
        self.find_unknown(&self.root, given, "", &mut found);
        found
    }

    fn find_unknown(&self, node: &Value, given: &Value, at: &str, found: &mut Vec<String>) {
        let node = self.resolved(node);
        match (kind_of(node), given) {
            (Kind::Object, Value::Object(map)) => {
                let Some(known) = node["properties"].as_object() else { return };
                for (name, value) in map {
                    let inside = if at.is_empty() { name.clone() } else { format!("{at}.{name}") };
                    match known.iter().find(|(own, _)| own.eq_ignore_ascii_case(name)) {
                        Some((_, inner)) => self.find_unknown(inner, value, &inside, found),
                        None => found.push(inside),
                    }
                }
            }
            (Kind::List, Value::Array(list)) => {
                for (place, item) in list.iter().enumerate() {
                    self.find_unknown(&node["items"], item, &format!("{at}.{place}"), found);
                }
            }
            _ => {}
        }
    }

    fn made<R: JsonSchema>() -> Self {
        let mut settings = SchemaSettings::draft2020_12();
        settings.definitions_path = COMPONENTS.into();
        settings.meta_schema = None;
        let mut generator = settings.into_generator();
        let root = R::json_schema(&mut generator).to_value();
        let named = generator.take_definitions(true);
        Self { root, named }
    }

    /// The names of its fields.
    pub(crate) fn names(&self) -> Vec<String> {
        let fields = self.resolved(&self.root)["properties"].as_object();
        fields.map(|fields| fields.keys().cloned().collect()).unwrap_or_default()
    }

    /// The request's own schema.
    pub(super) fn root(&self) -> &Value {
        &self.root
    }

    /// Schemas for the served contract: the request's own, and those that it refers to.
    pub(crate) fn described(&self) -> (Value, Vec<(String, Value)>) {
        let plain = |schema: &Value| {
            let mut schema = schema.clone();
            strip(&mut schema);
            schema
        };
        (plain(&self.root), self.named.iter().map(|(name, schema)| (name.clone(), plain(schema))).collect())
    }

    /// The actual schema of a node: references are followed, and a nullable schema becomes the schema itself.
    pub(super) fn resolved<'a>(&'a self, node: &'a Value) -> &'a Value {
        let mut node = node;
        // References between named schemas are only a few levels deep.
        for _ in 0..8 {
            if let Some(target) = node["$ref"].as_str() {
                let name = target.rsplit('/').next().unwrap_or_default();
                let Some(found) = self.named.get(name) else { return node };
                node = found;
            } else if let Some(choices) = node["anyOf"].as_array() {
                let Some(found) = choices.iter().find(|choice| choice["type"] != "null") else { return node };
                node = found;
            } else {
                return node;
            }
        }
        node
    }

    /// The schema of a field, and whether it is required. A path names nested fields: `users.0.email`.
    fn field(&self, path: &str) -> Option<(&Value, bool)> {
        let mut node = self.resolved(&self.root);
        let mut is_required = false;
        for part in path.split('.') {
            if part.bytes().all(|byte| byte.is_ascii_digit()) {
                node = self.resolved(&node["items"]);
                continue;
            }
            is_required = node["required"].as_array().is_some_and(|list| list.iter().any(|name| name == part));
            node = node["properties"].get(part)?;
            // A message at the field itself overrides the one of its type.
            if node[MISSING].is_null() && node[WRONG].is_null() {
                node = self.resolved(node);
            }
        }
        Some((node, is_required))
    }

    /// `type` and `inputmode` of an `<input>`, as HTML attributes.
    pub(crate) fn kind(&self, path: &str) -> String {
        let Some((node, _)) = self.field(path) else { return " type=\"text\"".to_owned() };
        let kind = match node["format"].as_str() {
            // People enter a day where systems may send a moment.
            Some("date" | "date-time") => "date",
            Some("email") => "email",
            Some("password") => "password",
            Some("uri") => "url",
            Some("month") => "month",
            _ => "text",
        };
        let mode = node[INPUT_MODE].as_str().or(match kind_of(node) {
            Kind::Number => Some("decimal"),
            Kind::Integer => Some("numeric"),
            _ => None,
        });
        let mut out = String::new();
        add(&mut out, "type", Some(kind));
        add(&mut out, "inputmode", mode);
        out
    }

    /// Limits of a field as HTML attributes: length, autocomplete, required.
    pub(crate) fn bounds(&self, path: &str) -> String {
        let mut out = String::new();
        let Some((node, is_required)) = self.field(path) else { return out };
        let length = node["maxLength"].as_u64().map(|most| most.to_string());
        add(&mut out, "maxlength", length.as_deref());
        add(&mut out, "autocomplete", node[AUTOCOMPLETE].as_str());
        if is_required && kind_of(node) != Kind::Flag {
            out.push_str(" required");
        }
        out
    }

    /// The message if a field is missing.
    pub(super) fn missing(&self, path: &str) -> &str {
        self.field(path).and_then(|(node, _)| node[MISSING].as_str()).unwrap_or("This is missing.")
    }

    /// The field's own message if it is wrong.
    pub(super) fn wrong(&self, path: &str) -> Option<&str> {
        self.field(path).and_then(|(node, _)| node[WRONG].as_str())
    }
}

fn add(out: &mut String, name: &str, value: Option<&str>) {
    if let Some(value) = value {
        let value = value.replace('&', "&amp;").replace('"', "&quot;");
        // Writing to a string cannot fail.
        let _ = write!(out, " {name}=\"{value}\"");
    }
}

/// The kind of JSON that a schema takes, apart from null.
pub(super) fn kind_of(node: &Value) -> Kind {
    let name = match &node["type"] {
        Value::String(name) => name.as_str(),
        Value::Array(names) => names.iter().filter_map(Value::as_str).find(|name| *name != "null").unwrap_or_default(),
        _ => "",
    };
    match name {
        "string" => Kind::Text,
        "number" => Kind::Number,
        "integer" => Kind::Integer,
        "boolean" => Kind::Flag,
        "array" => Kind::List,
        "object" => Kind::Object,
        _ => Kind::Any,
    }
}

/// Removes the keys that only pages need.
fn strip(node: &mut Value) {
    match node {
        Value::Object(map) => {
            for name in FOR_PAGES {
                map.remove(name);
            }
            map.values_mut().for_each(strip);
        }
        Value::Array(list) => list.iter_mut().for_each(strip),
        _ => {}
    }
}
