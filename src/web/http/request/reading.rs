//! Turns what was sent into a request struct: JSON strictly, forms leniently, with problems by field.

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use serde_path_to_error::{Path, Segment};
use validator::{Validate, ValidationError, ValidationErrors, ValidationErrorsKind};

use super::declared::{AS_TYPED, Declared, Kind, SEVERAL_LINES, kind_of};
use crate::domain::text::{self, Lines};
use crate::web::http::fields::{Fields, read_flag};
use crate::web::http::problems::Problems;

/// Report at most this many wrong fields of one request.
const MAX_WRONG_FIELDS: usize = 100;
/// Rows of one list in a form.
const MAX_ROWS: usize = 500;

/// What was sent, unparsed.
#[derive(Clone, Debug)]
pub(crate) enum Sent {
    /// A form: names and texts.
    Form(Fields),
    /// A JSON object.
    Json(Value),
}

/// Reads the request as far as possible and adds a problem for each field that is wrong.
pub(super) fn read<R: DeserializeOwned + Validate>(
    declared: &Declared,
    sent: &Sent,
    problems: &mut Problems,
) -> Option<R> {
    let mut reader = Reader { declared, problems };
    let given = match sent {
        Sent::Json(value) => reader.strict(declared.root(), value.clone(), ""),
        Sent::Form(fields) => {
            let given = reader.lenient(declared.root(), fields, "");
            reader.strict(declared.root(), given, "")
        }
    };
    let request: R = typed(declared, given.unwrap_or_else(|| Value::Object(Map::new())), problems)?;
    check(declared, &request, problems);
    Some(request)
}

/// Checks each field's declaration: required, length, range.
pub(super) fn check(declared: &Declared, request: &impl Validate, problems: &mut Problems) {
    if let Err(errors) = request.validate() {
        flatten(declared, &errors, "", problems);
    }
}

struct Reader<'a> {
    declared: &'a Declared,
    problems: &'a mut Problems,
}

fn inside(at: &str, name: &str) -> String {
    if at.is_empty() { name.to_owned() } else { format!("{at}.{name}") }
}

impl Reader<'_> {
    /// The value without the parts that do not fit the declaration; each of them becomes a problem.
    fn strict(&mut self, node: &Value, given: Value, at: &str) -> Option<Value> {
        let declared = self.declared;
        let node = declared.resolved(node);
        let wanted = match (kind_of(node), given) {
            (_, Value::Null) => return None,
            (Kind::Object, Value::Object(map)) => return Some(self.object(node, map, at)),
            (Kind::List, Value::Array(list)) => {
                let items = list.into_iter().enumerate().filter_map(|(place, item)| {
                    let place = inside(at, &place.to_string());
                    self.strict(&node["items"], item, &place)
                });
                return Some(Value::Array(items.collect()));
            }
            // A single text counts as a list with one item, as in a query.
            (Kind::List, Value::String(text)) if kind_of(declared.resolved(&node["items"])) == Kind::Text => {
                return self.strict(&node["items"], Value::String(text), at).map(|one| Value::Array(vec![one]));
            }
            (Kind::Text, Value::String(text)) => return self.text(node, &text, at).map(Value::String),
            // An amount that was typed into a form.
            (Kind::Number, Value::Object(typed)) if typed.contains_key(super::values::TYPED) => {
                return Some(Value::Object(typed));
            }
            (Kind::Number, Value::Number(number)) => return Some(Value::Number(number)),
            (Kind::Integer, Value::Number(number)) if number.is_i64() => return Some(Value::Number(number)),
            (Kind::Flag, Value::Bool(flag)) => return Some(Value::Bool(flag)),
            (Kind::Any, given) => return Some(given),
            (Kind::Object, _) => "an object",
            (Kind::List, _) => "a list",
            (Kind::Text, _) => "text in quotation marks",
            (Kind::Number, _) => "a number without quotation marks",
            (Kind::Integer, _) => "a whole number without quotation marks",
            (Kind::Flag, _) => "true or false without quotation marks",
        };
        self.problems.add(at, format!("Send {wanted}."));
        None
    }

    fn object(&mut self, node: &Value, given: Map<String, Value>, at: &str) -> Value {
        let known = node["properties"].as_object();
        let mut taken = Map::new();
        for (name, value) in given {
            // Names match in any letter case; unknown names are ignored.
            let found = known.and_then(|known| {
                known.get_key_value(&name).or_else(|| known.iter().find(|(own, _)| own.eq_ignore_ascii_case(&name)))
            });
            match found {
                Some((own, inner)) => {
                    if let Some(value) = self.strict(inner, value, &inside(at, own)) {
                        taken.insert(own.clone(), value);
                    }
                }
                None if text::check(&name, Lines::One).is_err() => {
                    self.problems.add("", "The name of a field holds a control character.");
                }
                None => {}
            }
        }
        Value::Object(taken)
    }

    /// A text, trimmed unless declared otherwise; `None` if it is blank.
    fn text(&mut self, node: &Value, given: &str, at: &str) -> Option<String> {
        let lines = if node[SEVERAL_LINES] == true { Lines::Several } else { Lines::One };
        let text = if node[AS_TYPED] == true { given } else { given.trim() };
        self.problems.keep(at, text::check(text, lines))?;
        Some(text.to_owned()).filter(|text| !text.is_empty())
    }

    /// The fields of a form as JSON; texts become the types that the declaration wants.
    fn lenient(&mut self, node: &Value, fields: &Fields, at: &str) -> Value {
        let declared = self.declared;
        let node = declared.resolved(node);
        let mut made = Map::new();
        for (name, inner) in node["properties"].as_object().into_iter().flatten() {
            let inner = declared.resolved(inner);
            let place = inside(at, name);
            let value = match kind_of(inner) {
                Kind::Object => Some(self.lenient(inner, &fields.within(name), &place)),
                Kind::List => self.list(inner, fields, name, &place),
                _ => fields.list(name).first().and_then(|text| self.scalar(inner, text, &place)),
            };
            if let Some(value) = value {
                made.insert(name.clone(), value);
            }
        }
        Value::Object(made)
    }

    fn list(&mut self, node: &Value, fields: &Fields, name: &str, at: &str) -> Option<Value> {
        let declared = self.declared;
        let items = declared.resolved(&node["items"]);
        if kind_of(items) != Kind::Object {
            let texts = fields.list(name).iter().enumerate();
            let list = texts.filter_map(|(place, text)| self.scalar(items, text, &inside(at, &place.to_string())));
            return Some(Value::Array(list.collect()));
        }
        // Rows keep their index, so that problems appear where they were typed. A missing row is empty.
        let mut rows: Vec<Value> = Vec::new();
        for (place, fields) in fields.things(name) {
            if place >= MAX_ROWS {
                self.problems.add(at, format!("At most {MAX_ROWS} rows."));
                return None;
            }
            rows.resize(place, Value::Object(Map::new()));
            rows.push(self.lenient(items, &fields, &inside(at, &place.to_string())));
        }
        Some(Value::Array(rows))
    }

    fn scalar(&mut self, node: &Value, text: &str, at: &str) -> Option<Value> {
        let (plain, declared) = (text.trim(), self.declared);
        if plain.is_empty() {
            return None;
        }
        match kind_of(node) {
            Kind::Flag => {
                let flag = read_flag(plain).ok_or_else(|| format!("“{plain}” is not true or false."));
                self.problems.keep(at, flag).map(Value::Bool)
            }
            Kind::Integer => {
                let own = declared.wrong(at);
                let told = || own.map_or_else(|| format!("“{plain}” is not a whole number."), str::to_owned);
                self.problems.keep(at, plain.parse::<i64>().map_err(|_| told())).map(Value::from)
            }
            Kind::Number => Some(super::values::typed(plain)),
            _ => Some(Value::String(text.to_owned())),
        }
    }
}

/// Deserializes the value. A field that its type refuses becomes a problem and is removed; then the rest is tried
/// again.
fn typed<R: DeserializeOwned>(declared: &Declared, mut value: Value, problems: &mut Problems) -> Option<R> {
    for _ in 0..MAX_WRONG_FIELDS {
        let error = match serde_path_to_error::deserialize(&value) {
            Ok(request) => return Some(request),
            Err(error) => error,
        };
        let place = dotted(error.path());
        match declared.wrong(&place) {
            Some(own) => problems.add(&place, own),
            None => problems.add(&place, error.inner()),
        }
        if !taken_out(&mut value, error.path()) {
            return None;
        }
    }
    None
}

fn dotted(path: &Path) -> String {
    let parts: Vec<String> = path
        .iter()
        .filter_map(|segment| match segment {
            Segment::Map { key } => Some(key.clone()),
            Segment::Seq { index } => Some(index.to_string()),
            Segment::Enum { .. } | Segment::Unknown => None,
        })
        .collect();
    parts.join(".")
}

fn taken_out(value: &mut Value, path: &Path) -> bool {
    let mut segments: Vec<&Segment> = path.iter().collect();
    let Some(last) = segments.pop() else { return false };
    let mut inner = value;
    for segment in segments {
        let next = match segment {
            Segment::Map { key } => inner.get_mut(key),
            Segment::Seq { index } => inner.get_mut(*index),
            Segment::Enum { .. } | Segment::Unknown => None,
        };
        match next {
            Some(next) => inner = next,
            None => return false,
        }
    }
    match (last, inner) {
        (Segment::Map { key }, Value::Object(map)) => map.remove(key).is_some(),
        (Segment::Seq { index }, Value::Array(list)) if *index < list.len() => {
            list.remove(*index);
            true
        }
        _ => false,
    }
}

/// Adds the findings of `validator` under the names of the JSON fields. A field with a problem is not reported as
/// missing.
fn flatten(declared: &Declared, errors: &ValidationErrors, at: &str, problems: &mut Problems) {
    for (name, kind) in errors.errors() {
        let place = if name == "__all__" { at.to_owned() } else { inside(at, &camel(name)) };
        match kind {
            ValidationErrorsKind::Field(list) if problems.of(&place).is_none() => {
                for error in list {
                    match error.code.as_ref() {
                        "required" => problems.add(&place, declared.missing(&place)),
                        _ => match declared.wrong(&place) {
                            Some(own) => problems.add(&place, own),
                            None => problems.add(&place, worded(error)),
                        },
                    }
                }
            }
            ValidationErrorsKind::Field(_) => {}
            ValidationErrorsKind::Struct(inner) => flatten(declared, inner, &place, problems),
            ValidationErrorsKind::List(rows) => {
                for (row, inner) in rows {
                    flatten(declared, inner, &inside(&place, &row.to_string()), problems);
                }
            }
        }
    }
}

/// The default message for a finding.
fn worded(error: &ValidationError) -> String {
    if let Some(message) = &error.message {
        return message.clone().into_owned();
    }
    let bound = |name: &str| error.params.get(name).map(ToString::to_string);
    let is_list = error.params.get("value").is_some_and(Value::is_array);
    match (error.code.as_ref(), bound("min"), bound("max")) {
        ("length", _, Some(most)) if is_list => format!("At most {most} can be sent."),
        ("length", _, Some(most)) => {
            let length = error.params.get("value").and_then(Value::as_str).map_or(0, |text| text.chars().count());
            let grouped = |number: i64| crate::web::wording::grouped(number);
            let most = most.parse().map_or(most, grouped);
            format!("At most {most} characters; these are {}.", grouped(i64::try_from(length).unwrap_or(i64::MAX)))
        }
        ("range", Some(least), Some(most)) => format!("From {least} to {most}."),
        ("range", Some(least), None) => format!("At least {least}."),
        ("range", None, Some(most)) => format!("At most {most}."),
        (code, ..) => code.to_owned(),
    }
}

/// snake_case to camelCase.
fn camel(name: &str) -> String {
    let mut parts = name.split('_');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |out, part| {
        let mut letters = part.chars();
        let head = letters.next().map(|letter| letter.to_ascii_uppercase());
        out + &head.map(String::from).unwrap_or_default() + letters.as_str()
    })
}
