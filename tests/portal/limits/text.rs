//! Unusual text and days in every field of every form, query and body are refused; they never cause a fault and are
//! never stored. The fields are found on the pages and in the served contracts, so new fields are tested, too.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use partner_portal::routes::rights::{self, Method, Right, Who};
use serde_json::{Value, json};

use crate::harness::http::urlencoded;
use crate::harness::stock::Stock;
use crate::harness::visitor::{FORM, JSON, attribute};
use crate::harness::{Response, Visitor, World};

/// Texts that no field may contain.
const NEVER: [&str; 3] = ["a\0b", "a\u{1b}[1mb", "a\u{7f}b"];
/// Days that a database may be unable to store.
const DAYS: [&str; 5] = ["-5000-01-01", "0000-00-00", "+12000-01-01", "1899-12-31", "2026-02-30"];
/// Test at most this many pages of one kind.
const PAGES_OF_ONE_KIND: usize = 2;

/// A form of a page, or the query of a list.
#[derive(Clone)]
struct Form {
    action: String,
    is_post: bool,
    hidden: Vec<(String, String)>,
    fields: BTreeSet<String>,
}

/// An address without ids, to recognise pages of one kind.
fn kind_of(path: &str) -> String {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    path.split('/')
        .map(|part| if part.len() > 20 || part.chars().all(|c| c.is_ascii_digit()) { "*" } else { part })
        .fold(String::new(), |all, part| format!("{all}/{part}"))
}

fn forms_of(html: &str, page: &str) -> Vec<Form> {
    let forms = html.split("<form").skip(1).map(|form| form.split("</form>").next().unwrap_or_default());
    forms
        .map(|form| {
            let tag = form.split('>').next().unwrap_or_default();
            let tags = ["<input", "<select", "<textarea"].iter().flat_map(|kind| form.split(kind).skip(1));
            let mut found = Form {
                action: attribute(tag, "action").unwrap_or_else(|| page.split('?').next().unwrap_or(page).to_owned()),
                is_post: tag.to_ascii_lowercase().contains("method=\"post\""),
                hidden: crate::harness::visitor::hidden_fields(form),
                fields: BTreeSet::new(),
            };
            found.fields = tags.filter_map(|tag| attribute(tag.split('>').next()?, "name")).collect();
            // Hidden fields that the portal adds to every form.
            found.fields.retain(|name| !name.starts_with('_'));
            found
        })
        .collect()
}

/// All forms that a visitor finds by following links, one for each kind of address.
fn forms(visitor: &Visitor, from: &[String]) -> Vec<Form> {
    let mut open: VecDeque<String> = from.iter().cloned().collect();
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let mut found: BTreeMap<(String, bool), Form> = BTreeMap::new();
    while let Some(path) = open.pop_front() {
        let known = seen.entry(kind_of(&path)).or_default();
        *known += 1;
        if *known > PAGES_OF_ONE_KIND {
            continue;
        }
        let answer = visitor.get(&path);
        assert!(answer.status < 500, "{path}: {}", answer.text());
        if !answer.header("content-type").is_some_and(|kind| kind.starts_with("text/html")) {
            continue;
        }
        let html = answer.text();
        for form in forms_of(&html, &path) {
            let known = found.entry((kind_of(&form.action), form.is_post)).or_insert_with(|| form.clone());
            known.fields.extend(form.fields);
        }
        let links =
            html.split("<a ").skip(1).filter_map(|rest| attribute(&format!(" {}", rest.split('>').next()?), "href"));
        open.extend(
            links.filter(|link| link.starts_with('/') && !link.starts_with("//") && !link.contains("sign-out")),
        );
    }
    found.into_values().collect()
}

fn send_form(visitor: &Visitor, form: &Form, field: &str, text: &str) -> Response {
    let token = visitor.token();
    let mut sent: Vec<(&str, &str)> = form
        .hidden
        .iter()
        .filter(|(name, _)| name != field && name != "_token")
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    sent.push((field, text));
    if form.is_post {
        sent.push(("_token", &token));
        return visitor.send("POST", &form.action, &FORM, urlencoded(&sent).as_bytes());
    }
    let action = form.action.split('?').next().unwrap_or_default();
    visitor.get(&format!("{action}?{}", urlencoded(&sent)))
}

fn is_day(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    ["date", "day", "from", "to", "until", "due", "since", "month"].iter().any(|part| name.ends_with(part))
}

fn try_forms(visitor: &Visitor, from: &[String]) -> usize {
    let mut tried = 0;
    for form in forms(visitor, from).iter().filter(|form| !form.action.contains("sign-out")) {
        for field in &form.fields {
            for text in NEVER {
                let answer = send_form(visitor, form, field, text);
                tried += 1;
                let is_refused = (400..500).contains(&answer.status);
                assert!(is_refused, "{} {field}={text:?}: {} {}", form.action, answer.status, answer.text());
            }
            for day in DAYS.iter().filter(|_| is_day(field)) {
                let answer = send_form(visitor, form, field, day);
                tried += 1;
                assert!(answer.status < 500, "{} {field}={day}: {}", form.action, answer.text());
            }
        }
    }
    tried
}

/// The properties of a schema, including nested ones, each as a body with only this property.
fn bodies(contract: &Value, schema: &Value, depth: usize, text: &str) -> Vec<(String, Value)> {
    let schema = match schema["$ref"].as_str() {
        Some(target) => contract.pointer(target.trim_start_matches('#')).unwrap_or(&Value::Null),
        None => schema,
    };
    let schema =
        schema["oneOf"].as_array().and_then(|all| all.iter().find(|one| one["type"] != "null")).unwrap_or(schema);
    if schema["$ref"].is_string() {
        return bodies(contract, schema, depth, text);
    }
    if depth > 3 {
        return Vec::new();
    }
    if schema["items"].is_object() {
        let inner = bodies(contract, &schema["items"], depth + 1, text);
        return inner.into_iter().map(|(name, value)| (name, json!([value]))).collect();
    }
    let Some(properties) = schema["properties"].as_object() else { return vec![(String::new(), json!(text))] };
    properties
        .iter()
        .flat_map(|(name, inner)| {
            bodies(contract, inner, depth + 1, text)
                .into_iter()
                .map(move |(path, value)| (format!("{name}.{path}"), json!({ name: value })))
        })
        .collect()
}

/// Tests every field of every operation in a served contract.
fn try_contract(key: &Visitor, surface: &str, ids: &BTreeMap<&str, String>) -> usize {
    let contract = key.get_json(&format!("/api/{surface}/openapi.json"));
    let mut tried = 0;
    let mut expect = |method: &str, path: &str, answer: &Response, is_never: bool, what: &str| {
        tried += 1;
        let is_fine = if is_never { (400..500).contains(&answer.status) } else { answer.status < 500 };
        assert!(is_fine, "{method} {path} {what}: {} {}", answer.status, answer.text());
    };
    for (template, methods) in contract["paths"].as_object().expect("paths") {
        for (method, operation) in methods.as_object().expect("methods") {
            let method = method.to_uppercase();
            let filled = |special: Option<(&str, &str)>| {
                let mut path = template.clone();
                for (name, id) in ids {
                    let value = special.filter(|(known, _)| known == name).map_or(id.as_str(), |(_, text)| text);
                    path = path.replace(&format!("{{{name}}}"), value);
                }
                let path = if path.starts_with("/api/") { path } else { format!("/api/{surface}{path}") };
                path.trim_end_matches('/').to_owned()
            };
            for name in ids.keys().filter(|name| template.contains(&format!("{{{name}}}"))) {
                for text in ["a%00b", "%1B", "%FF", "%C0%80"] {
                    let path = filled(Some((name, text)));
                    let answer = key.send(&method, &path, &JSON, b"{}");
                    expect(&method, &path, &answer, true, name);
                }
            }
            let path = filled(None);
            for parameter in operation["parameters"].as_array().into_iter().flatten() {
                let name = parameter["name"].as_str().unwrap_or_default();
                if parameter["in"] != "query" {
                    continue;
                }
                for text in NEVER.iter().chain(DAYS.iter().filter(|_| is_day(name))) {
                    let answer = key.send(&method, &format!("{path}?{}", urlencoded(&[(name, text)])), &JSON, b"");
                    expect(&method, &path, &answer, NEVER.contains(text), name);
                }
            }
            let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
            for text in NEVER.iter().chain(&DAYS).filter(|_| schema.is_object()) {
                for (name, body) in bodies(&contract, schema, 0, text) {
                    if !NEVER.contains(text) && !is_day(name.trim_end_matches('.')) {
                        continue;
                    }
                    let answer = key.send_json(&method, &path, &body);
                    expect(&method, &path, &answer, NEVER.contains(text), &name);
                }
            }
        }
    }
    tried
}

/// All texts in an SQLite database with a NUL or an escape character; PostgreSQL cannot store a NUL.
fn stored(world: &World) -> Vec<String> {
    if !world.sql.url().starts_with("sqlite://") {
        return Vec::new();
    }
    let columns = world.sql.texts(
        "SELECT m.name || '.' || c.name AS value FROM sqlite_master m, pragma_table_info(m.name) c \
         WHERE m.type = 'table' AND upper(c.type) = 'TEXT'",
    );
    let is_found = |column: &String| {
        let (table, name) = column.split_once('.').expect("a column");
        let strange =
            format!("instr({name}, char(0)) > 0 OR instr({name}, char(27)) > 0 OR instr({name}, char(127)) > 0");
        world.sql.number(&format!("SELECT count(*) AS value FROM {table} WHERE {strange}")) > 0
    };
    columns.into_iter().flatten().filter(is_found).collect()
}

/// Pages that a visitor with these rights can open. Pages of links and public pages are tested with the visitor without
/// an account.
fn pages(stock: &Stock, has: &[Who]) -> Vec<String> {
    let is_open = |who: Who| {
        let closed = [
            Who::AgencyUser,
            Who::AgencyAdmin,
            Who::ReferralViewer,
            Who::ReferralAdmin,
            Who::OperatorStaff,
            Who::OperatorAdmin,
            Who::SignedIn,
        ];
        !closed.contains(&who)
    };
    rights::all()
        .iter()
        .filter(|right| right.method == Method::Get && !right.pattern.starts_with("/api/"))
        .filter(|right| if has.is_empty() { is_open(right.who) } else { has.contains(&right.who) })
        .map(|right| stock.path(right))
        .collect()
}

/// Sends forbidden texts to all addresses that take JSON, in the usual fields and in an unknown field.
fn try_addresses(stock: &Stock, visitor: &Visitor, has: &[Who]) -> usize {
    let mut tried = 0;
    let all = rights::all();
    let theirs = all.iter().filter(|right| right.method != Method::Get && right.pattern.starts_with("/api/"));
    for right in theirs.filter(|right| has.contains(&right.who) && right.pattern != "/api/verify") {
        let path = stock.path(right);
        let texts = ["email", "name", "reason", "code", "mark", "note", "noSuchField"];
        for (name, text) in texts.into_iter().zip(NEVER.iter().cycle()) {
            let answer = visitor.send_json(right.method.name(), &path, &json!({ name: text }));
            tried += 1;
            // Unknown fields are ignored, whatever they contain.
            assert!(answer.status < 500, "{} {path} {name}: {}", right.method.name(), answer.text());
        }
    }
    tried
}

#[test]
fn unusual_text_and_days_are_refused_wherever_they_enter() {
    let stock = Stock::new();
    let world = &stock.world;
    let part = |pattern: &str, who| stock.path(&Right { method: Method::Get, pattern: pattern.to_owned(), who });
    let last = |path: String| path.rsplit('/').next().unwrap_or_default().to_owned();
    let nothing = "0190f3c2-1b2c-7d3e-8f40-5a6b7c8d9e0f";
    let ids: BTreeMap<&str, String> = [
        ("id", last(part("/partner/cases/{id}", Who::AgencyUser))),
        ("reference", last(part("/api/collection-partner/cases/case-reference/{reference}", Who::AgencyKey))),
        ("externalTenantId", last(part("/referral/clients/{externalTenantId}", Who::ReferralViewer))),
        ("paymentId", last(part("/partner/cases/{id}/payments/{paymentId}", Who::AgencyUser))),
        ("planId", last(part("/partner/cases/{id}/plans/{planId}", Who::AgencyUser))),
        ("invoiceId", last(part("/partner/invoices/{invoiceId}", Who::AgencyUser))),
        ("priceId", last(part("/operator/prices/{priceId}", Who::OperatorStaff))),
        ("carveOutId", last(part("/operator/prices/carve-outs/{carveOutId}", Who::OperatorStaff))),
        ("referralPartnerId", stock.platform.id.to_string()),
        ("creditorId", world.creditor.to_string()),
        ("collectionPartnerId", world.as_owner.agency.id.to_string()),
        ("source", "CreditorCustomPricing".to_owned()),
        ("currency", "EUR".to_owned()),
        ("documentId", nothing.to_owned()),
        ("fileId", nothing.to_owned()),
        ("agreementId", nothing.to_owned()),
    ]
    .into_iter()
    .collect();

    let mut tried = 0;
    for caller in stock.callers() {
        if ["nobody", "Admin of agency A", "Admin of referral partner A", "Admin of the operator"]
            .contains(&caller.name)
        {
            tried += try_forms(caller.visitor, &pages(&stock, caller.has));
        }
    }
    assert!(tried > 600, "only {tried} fields of pages were tried");
    let on_pages = tried;
    for (key, surface, right) in [
        (&world.key, "collection-partner", Who::AgencyKey),
        (&stock.platform.key, "referral", Who::ReferralKey),
        (&stock.console.key, "operator", Who::OperatorKey),
    ] {
        tried += try_contract(key, surface, &ids);
        tried += try_addresses(&stock, key, &[right]);
    }
    tried += try_addresses(&stock, &world.nobody, &[Who::OnboardingLink, Who::LinkRequest]);
    assert!(tried - on_pages > 600, "only {} fields of contracts were tried", tried - on_pages);
    assert_eq!(stored(world), Vec::<String>::new(), "nothing of it is stored");
}
