//! The published contracts, and checks of answers against them: every property of a schema must exist, with the
//! declared type, format and bounds. Further properties are allowed.

use std::sync::OnceLock;

use serde_json::Value;

/// A contract: paths and schemas as published, without descriptions.
pub struct Contract {
    document: Value,
}

/// The contract of collection partners.
pub fn collection_partner() -> &'static Contract {
    static CONTRACT: OnceLock<Contract> = OnceLock::new();
    CONTRACT.get_or_init(|| Contract::read(include_str!("../../contracts/collection-partner.json")))
}

/// The contract of referral partners.
pub fn referral_partner() -> &'static Contract {
    static CONTRACT: OnceLock<Contract> = OnceLock::new();
    CONTRACT.get_or_init(|| {
        let mut contract = Contract::read(include_str!("../../contracts/referral-partner.json"));
        // The schema lists other names, but its description says that they are sent in snake case.
        let names = serde_json::json!(["not_required", "pending", "verified"]);
        contract.document["components"]["schemas"]["KycStatus"]["enum"] = names;
        contract
    })
}

/// The contract of customers.
pub fn customer() -> &'static Contract {
    static CONTRACT: OnceLock<Contract> = OnceLock::new();
    CONTRACT.get_or_init(|| Contract::read(include_str!("../../contracts/customer.json")))
}

impl Contract {
    fn read(text: &str) -> Self {
        Self { document: serde_json::from_str(text).expect("a contract") }
    }

    /// All operations: method in capitals, path, and the first declared 2xx status.
    pub fn operations(&self) -> Vec<(String, String, u16)> {
        let mut all = Vec::new();
        for (path, methods) in self.document["paths"].as_object().expect("paths") {
            for (method, operation) in methods.as_object().expect("methods") {
                let Some(responses) = operation["responses"].as_object() else { continue };
                let fine = responses.keys().find(|status| status.starts_with('2')).and_then(|text| text.parse().ok());
                all.push((method.to_uppercase(), path.clone(), fine.expect("a status of success")));
            }
        }
        all
    }

    /// The whole contract.
    pub fn document(&self) -> &Value {
        &self.document
    }

    /// The declaration of an operation.
    pub fn operation(&self, method: &str, path: &str) -> &Value {
        &self.document["paths"][path][method.to_lowercase()]
    }

    /// Whether an operation declares a status.
    pub fn declares(&self, method: &str, path: &str, status: u16) -> bool {
        self.document["paths"][path][method.to_lowercase()]["responses"].get(status.to_string()).is_some()
    }

    /// Fails unless a body matches the declaration for this status.
    #[track_caller]
    pub fn check(&self, method: &str, path: &str, status: u16, body: &Value) {
        let operation = &self.document["paths"][path][method.to_lowercase()];
        assert!(operation.is_object(), "the contract has no {method} {path}");
        let response = &operation["responses"][status.to_string()];
        assert!(response.is_object(), "{method} {path} does not declare {status}: {body}");
        let schema = &response["content"]["application/json"]["schema"];
        assert!(schema.is_object(), "{method} {path} declares no body for {status}: {body}");
        let problems = self.problems(schema, body);
        assert!(problems.is_empty(), "{method} {path} {status}:\n  {}\n{body:#}", problems.join("\n  "));
    }

    /// Fails unless a response matches the declaration.
    #[track_caller]
    pub fn check_response(&self, method: &str, path: &str, response: &super::Response) -> Value {
        let body = response.json();
        self.check(method, path, response.status, &body);
        body
    }

    /// The differences between a value and a schema.
    fn problems(&self, schema: &Value, value: &Value) -> Vec<String> {
        let mut problems = Vec::new();
        self.judge(schema, value, "body", &mut problems);
        problems
    }

    fn judge(&self, schema: &Value, value: &Value, at: &str, problems: &mut Vec<String>) {
        if let Some(target) = schema["$ref"].as_str() {
            let pointer = target.trim_start_matches('#');
            let found = self.document.pointer(pointer).unwrap_or_else(|| panic!("{target} is not in the contract"));
            return self.judge(found, value, at, problems);
        }
        if value.is_null() {
            if schema["nullable"] != true {
                problems.push(format!("{at} is null and may not be"));
            }
            return;
        }
        if let Some(allowed) = schema["enum"].as_array()
            && !allowed.contains(value)
        {
            problems.push(format!("{at} is {value}, which is none of {allowed:?}"));
        }
        let kind = schema["type"].as_str().unwrap_or("object");
        match (kind, value) {
            ("object", Value::Object(map)) => {
                if let Some(properties) = schema["properties"].as_object() {
                    for (name, inner) in properties {
                        match map.get(name) {
                            // OpenAPI 3.0 ignores everything beside a `$ref`, so a contract cannot declare it as
                            // nullable.
                            Some(Value::Null) if inner["$ref"].is_string() => {}
                            Some(value) => self.judge(inner, value, &format!("{at}.{name}"), problems),
                            None => problems.push(format!("{at}.{name} is missing")),
                        }
                    }
                }
                if schema["additionalProperties"].is_object() {
                    for (name, value) in map {
                        self.judge(&schema["additionalProperties"], value, &format!("{at}.{name}"), problems);
                    }
                }
            }
            ("array", Value::Array(list)) => {
                for (place, value) in list.iter().enumerate() {
                    self.judge(&schema["items"], value, &format!("{at}[{place}]"), problems);
                }
            }
            ("string", Value::String(text)) => judge_text(schema, text, at, problems),
            ("integer", Value::Number(number)) => {
                if !fits(schema["format"].as_str(), number) {
                    problems.push(format!("{at} is {number}, which is no {}", schema["format"]));
                }
            }
            ("number", Value::Number(_)) | ("boolean", Value::Bool(_)) => {}
            _ => problems.push(format!("{at} should be of type {kind} and is {value}")),
        }
    }
}

fn fits(format: Option<&str>, number: &serde_json::Number) -> bool {
    match format {
        Some("int32") => number.as_i64().is_some_and(|number| i32::try_from(number).is_ok()),
        _ => number.as_i64().is_some(),
    }
}

fn judge_text(schema: &Value, text: &str, at: &str, problems: &mut Vec<String>) {
    let well_formed = match schema["format"].as_str() {
        Some("uuid") => text.len() == 36 && uuid::Uuid::parse_str(text).is_ok(),
        Some("date-time") => chrono::DateTime::parse_from_rfc3339(text).is_ok(),
        Some("date") => text.parse::<chrono::NaiveDate>().is_ok(),
        Some("uri") => text.starts_with("http://") || text.starts_with("https://"),
        Some("email") => text.contains('@'),
        _ => true,
    };
    if !well_formed {
        problems.push(format!("{at} is “{text}”, which is no {}", schema["format"]));
    }
    let length = text.chars().count() as u64;
    if schema["maxLength"].as_u64().is_some_and(|most| length > most)
        || schema["minLength"].as_u64().is_some_and(|least| length < least)
    {
        problems.push(format!("{at} has {length} characters"));
    }
}

#[test]
fn the_judge_sees_what_is_wrong() {
    use serde_json::json;
    let contract = collection_partner();
    let page = json!({"$ref": "#/components/schemas/PageData"});
    let right = json!({"totalResults": 1, "pageSize": 10, "currentPage": 1, "responseCount": 1, "totalPages": 1});
    assert_eq!(contract.problems(&page, &right), Vec::<String>::new());
    let mut more = right.clone();
    more["addition"] = json!("fine");
    assert!(contract.problems(&page, &more).is_empty());
    for (name, value) in [
        ("pageSize", Value::Null),
        ("pageSize", json!("10")),
        ("pageSize", json!(1.5)),
        ("pageSize", json!(3_000_000_000_i64)),
    ] {
        let mut wrong = right.clone();
        wrong[name] = value;
        assert_eq!(contract.problems(&page, &wrong).len(), 1, "{wrong}");
    }
    assert_eq!(contract.problems(&page, &json!({})).len(), 5);
    assert_eq!(contract.problems(&page, &json!([])).len(), 1);
    let id = json!({"type": "array", "items": {"type": "string", "format": "uuid"}});
    assert_eq!(contract.problems(&id, &json!(["x", "0192d0c0-0000-7000-8000-000000000000"])).len(), 1);
    let at = json!({"type": "string", "format": "date-time"});
    assert_eq!(contract.problems(&at, &json!("2026-11-21 10:00:00")).len(), 1);
    assert!(contract.problems(&at, &json!("2026-11-21T10:00:00Z")).is_empty());
}
