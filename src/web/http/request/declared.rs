//! The declaration of a request as data: a JSON Schema, made from the struct once.

use std::any::TypeId;
use std::collections::HashMap;
use std::fmt::Write;
use std::sync::{LazyLock, RwLock};

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::Value;

/// Marks text of several lines.
pub(super) const SEVERAL_LINES: &str = "x-several-lines";
/// Marks text that is kept as it was typed, blanks included.
pub(super) const AS_TYPED: &str = "x-as-typed";
/// What browsers may fill in by themselves: a value of HTML's `autocomplete`.
pub(super) const AUTOCOMPLETE: &str = "x-autocomplete";
/// Which keyboard a phone shows: a value of HTML's `inputmode`.
pub(super) const INPUT_MODE: &str = "x-inputmode";
/// What is said when the field is missing.
pub(super) const MISSING: &str = "x-missing";
/// What is said when the field is wrong, in place of what its type or its length would say.
pub(super) const WRONG: &str = "x-wrong";
/// What the served contract leaves out.
const FOR_PAGES: [&str; 6] = [SEVERAL_LINES, AS_TYPED, AUTOCOMPLETE, INPUT_MODE, MISSING, WRONG];

/// Where schemas that have a name of their own are found in the served contract.
const COMPONENTS: &str = "/components/schemas";

/// The fields of a request.
#[derive(Debug)]
pub(crate) struct Declared {
    root: Value,
    named: serde_json::Map<String, Value>,
}

/// What kind of JSON a field takes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    Text,
    Number,
    Integer,
    Flag,
    List,
    Object,
    /// Whatever is sent.
    Any,
}

type Known = RwLock<HashMap<TypeId, &'static Declared>>;

impl Declared {
    /// The declaration of a type. It is made once and kept for as long as the program runs.
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

    fn made<R: JsonSchema>() -> Self {
        let mut settings = SchemaSettings::draft2020_12();
        settings.definitions_path = COMPONENTS.into();
        settings.meta_schema = None;
        let mut generator = settings.into_generator();
        let root = R::json_schema(&mut generator).to_value();
        let named = generator.take_definitions(true);
        Self { root, named }
    }

    /// The request's own schema.
    pub(super) fn root(&self) -> &Value {
        &self.root
    }

    /// The schemas for the served contract: the request's own, then those that it names.
    pub(crate) fn described(&self) -> (Value, Vec<(String, Value)>) {
        let plain = |schema: &Value| {
            let mut schema = schema.clone();
            strip(&mut schema);
            schema
        };
        (plain(&self.root), self.named.iter().map(|(name, schema)| (name.clone(), plain(schema))).collect())
    }

    /// The schema that a node stands for: references are followed, and what may be null is what it else is.
    pub(super) fn resolved<'a>(&'a self, node: &'a Value) -> &'a Value {
        let mut node = node;
        // A named schema names another at most a few times.
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

    /// The schema of a field, and whether it must be there. A path names things inside others: `users.0.email`.
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
            // What a field says of itself stands beside the name of its type, and counts first.
            if node[MISSING].is_null() && node[WRONG].is_null() {
                node = self.resolved(node);
            }
        }
        Some((node, is_required))
    }

    /// The `type` of an `<input>`, and which keyboard a phone shows for it.
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

    /// What a field allows, as attributes: how long it may be, what browsers fill in, whether it must be filled.
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

    /// What is said when a field is missing.
    pub(super) fn missing(&self, path: &str) -> &str {
        self.field(path).and_then(|(node, _)| node[MISSING].as_str()).unwrap_or("This is missing.")
    }

    /// What is said when a field is wrong, if it has words of its own for that.
    pub(super) fn wrong(&self, path: &str) -> Option<&str> {
        self.field(path).and_then(|(node, _)| node[WRONG].as_str())
    }
}

fn add(out: &mut String, name: &str, value: Option<&str>) {
    if let Some(value) = value {
        let value = value.replace('&', "&amp;").replace('"', "&quot;");
        // Writing to a text cannot fail.
        let _ = write!(out, " {name}=\"{value}\"");
    }
}

/// What kind of JSON a schema takes; null aside.
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

/// Takes out what only pages need.
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
