use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use validator::Validate;

use super::values::{Amount, Day, Lines, Word};
use super::{Declared, Form, Request, Sent};
use crate::domain::money::{Currency, Money};
use crate::domain::payment::Recipient;
use crate::web::http::{Fields, Problems};

#[derive(Deserialize, Validate, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct Sample {
    /// What it is about.
    #[validate(required, length(max = 5))]
    #[schemars(extend("x-missing" = "Say what it is about."))]
    title: Option<String>,
    amount: Option<Amount>,
    #[validate(range(min = 1, max = 9))]
    count: Option<i64>,
    is_urgent: Option<bool>,
    #[validate(length(max = 10_000))]
    note: Option<Lines>,
    #[schemars(extend("x-wrong" = "No such day."))]
    day: Option<Day>,
    #[serde(default)]
    paid_to: Vec<Word<Recipient>>,
    #[serde(default)]
    #[validate(nested)]
    rows: Vec<Row>,
}

#[derive(Deserialize, Serialize, Validate, JsonSchema)]
struct Row {
    #[validate(length(max = 3))]
    name: Option<String>,
}

impl Request for Sample {
    type Order = Self;

    fn order(self, _: &mut Problems) -> Option<Self> {
        self.title.is_some().then_some(self)
    }
}

fn json_of(value: Value) -> Result<Sample, Problems> {
    Sample::understood(&Sent::Json(value))
}

fn form_of(pairs: &[(&str, &str)]) -> Result<Sample, Problems> {
    let mut fields = Fields::default();
    for (name, text) in pairs {
        fields.add(*name, *text);
    }
    Sample::understood(&Sent::Form(fields))
}

/// The names of the wrong fields in order, and the first message.
fn wrong(answer: Result<Sample, Problems>) -> (Vec<String>, String) {
    let Err(problems) = answer else { return (Vec::new(), String::new()) };
    let all: Vec<(&str, &str)> = problems.all().collect();
    let first = all.first().map(|(_, text)| (*text).to_owned()).unwrap_or_default();
    (all.into_iter().map(|(field, _)| field.to_owned()).collect(), first)
}

#[test]
fn json_is_typed() {
    for (field, value) in [
        ("amount", json!("100")),
        ("amount", json!([100])),
        ("count", json!("2")),
        ("count", json!(2.5)),
        ("isUrgent", json!("true")),
        ("title", json!(5)),
        ("rows", json!({ "name": "x" })),
    ] {
        let mut body = json!({ "title": "a" });
        body[field] = value.clone();
        let (fields, told) = wrong(json_of(body));
        assert_eq!(fields, [field], "{field} = {value}");
        assert!(told.starts_with("Send "), "{field} = {value}: {told}");
    }
    let fine =
        json!({ "title": "a", "amount": 10, "count": 2, "isUrgent": true, "rows": [{ "name": "x" }], "note": null });
    assert!(json_of(fine).is_ok());
}

#[test]
fn forms_are_read_as_people_type() {
    let sent = [
        ("title", " a "),
        ("amount", "1.234,50"),
        ("count", " 2 "),
        ("isUrgent", "on"),
        ("note", "  "),
        ("paidTo", "creditor"),
    ];
    let read = form_of(&sent).expect("a request");
    assert_eq!((read.title.as_deref(), read.count, read.is_urgent), (Some("a"), Some(2), Some(true)));
    assert_eq!(read.amount, Some(Amount("1.234,50".to_owned())));
    assert!(read.note.is_none(), "blank is missing");
    assert_eq!(read.paid_to, [Word(Recipient::Creditor)]);
    let day = form_of(&[("title", "a"), ("day", "2026-11-21")]).expect("a request").day;
    assert_eq!(day, chrono::NaiveDate::from_ymd_opt(2026, 11, 21).map(Day));
    // A row keeps its index, so that problems appear where they were typed.
    let rows = [("title", "a"), ("rows.0.name", "abc"), ("rows.4.name", "abcd")];
    assert_eq!(wrong(form_of(&rows)).0, ["rows.4.name"]);
    assert_eq!(wrong(form_of(&[("title", "a"), ("rows.9999999.name", "x")])).0, ["rows"]);
}

#[test]
fn everything_that_is_wrong_is_said_at_once_and_each_once() {
    let body =
        json!({ "title": "too long", "amount": true, "count": 10, "day": "soon", "paidTo": ["Creditor", "Nobody"] });
    let (fields, _) = wrong(json_of(body));
    assert_eq!(fields, ["amount", "count", "day", "paidTo.1", "title"]);
    assert_eq!(wrong(json_of(json!({ "title": "a", "day": "soon" }))).1, "No such day.");
    assert_eq!(wrong(json_of(json!({}))), (vec!["title".to_owned()], "Say what it is about.".to_owned()));
    // A field that is wrong is not also missing.
    assert_eq!(wrong(json_of(json!({ "title": 5 }))).0, ["title"]);
    let long = "x".repeat(10_001);
    let told = wrong(json_of(json!({ "title": "a", "note": long }))).1;
    assert_eq!(told, "At most 10,000 characters; these are 10,001.");
}

#[test]
fn names_bind_in_any_case_and_what_is_unknown_is_passed_over() {
    let read = json_of(json!({ "TITLE": "a", "ISURGENT": true, "somethingElse": { "deep": [1] } })).expect("one");
    assert_eq!((read.title.as_deref(), read.is_urgent), (Some("a"), Some(true)));
    assert_eq!(wrong(json_of(json!({ "title": "a", "x\u{0}": 1 }))).0, [""]);
}

#[test]
fn a_number_in_json_is_exact_whatever_it_looks_like() {
    let euro = Currency::parse("EUR").expect("a currency");
    for (text, minor) in [("10.000", 1_000), ("10.50", 1_050), ("1e3", 100_000), ("7", 700)] {
        let body: Value = serde_json::from_str(&format!("{{\"title\":\"a\",\"amount\":{text}}}")).expect("JSON");
        let Amount(amount) = json_of(body).expect("a request").amount.expect("an amount");
        assert_eq!(Money::parse(&amount, euro).map(Money::minor), Ok(minor), "{text}");
    }
}

#[test]
fn text_is_one_line_unless_it_says_otherwise() {
    assert_eq!(wrong(json_of(json!({ "title": "a\nb" }))).0, ["title"]);
    assert!(json_of(json!({ "title": "a", "note": "one\ntwo" })).is_ok());
    assert_eq!(wrong(json_of(json!({ "title": "a", "note": "\u{1b}" }))).0, ["note"]);
}

#[test]
fn a_form_knows_what_its_fields_take_and_the_contract_knows_no_more_than_it_should() {
    let declared = Declared::of::<Sample>();
    assert_eq!(declared.kind("amount"), " type=\"text\" inputmode=\"decimal\"");
    assert_eq!(declared.kind("day"), " type=\"date\"");
    assert_eq!(declared.bounds("title"), " maxlength=\"5\" required");
    assert_eq!(declared.bounds("isUrgent"), "");
    assert_eq!(declared.bounds("rows.7.name"), " maxlength=\"3\"");
    let (own, named) = declared.described();
    assert_eq!(own["required"], json!(["title"]));
    assert_eq!(
        (&own["properties"]["title"]["maxLength"], &own["properties"]["title"]["type"]),
        (&json!(5), &json!("string"))
    );
    assert!(named.iter().any(|(name, _)| name == "Row"));
    assert!(!own.to_string().contains("x-"), "{own}");
}
