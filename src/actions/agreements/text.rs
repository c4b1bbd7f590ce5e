//! What an agreement says once its variables are filled in. The same blocks are the page and the paper.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::actions::{ActionError, Here, Outcome};
use crate::domain::agreement::{AgreementKind, Language};
use crate::domain::pricing::{Grid, Region};
use crate::pdf::text::{Block, Cell, Kind, Numbering, Table, Template, Value, html};
use crate::store::agreements::Agreement;
use crate::store::cases::Creditor;
use crate::store::{self, Db, StoreError};
use crate::words::Words;

/// The platform as a party of its agreements.
#[derive(Clone, Debug, Default)]
pub struct Operator {
    /// In its register.
    pub registration: String,
    /// In one line.
    pub address: String,
    /// ISO 3166 alpha-2.
    pub country: String,
    /// Where notices go.
    pub email: String,
}

/// A text as it is shown.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The blocks.
    pub blocks: Vec<Block>,
    /// The same as HTML.
    pub html: String,
    /// SHA-256 of that HTML: what was shown and no other.
    pub sha256: String,
}

/// What fills a text, as it is kept.
#[derive(Clone, Debug, Serialize, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
enum Kept {
    Text(String),
    Table { head: Vec<String>, rows: Vec<Vec<String>> },
    List(Vec<String>),
}

/// Every variable that a text may have.
const VOCABULARY: [(&str, Kind); 25] = [
    ("operator_name", Kind::Text),
    ("operator_address", Kind::Text),
    ("operator_registration", Kind::Text),
    ("operator_country", Kind::Text),
    ("creditor_name", Kind::Text),
    ("creditor_registration", Kind::Text),
    ("creditor_address", Kind::Text),
    ("creditor_country", Kind::Text),
    ("partner_name", Kind::Text),
    ("partner_registration", Kind::Text),
    ("partner_address", Kind::Text),
    ("partner_country", Kind::Text),
    ("debtor_country", Kind::Text),
    ("version", Kind::Text),
    ("date", Kind::Text),
    ("exclusive_months", Kind::Text),
    ("extension_months", Kind::Text),
    ("share_prelegal", Kind::Text),
    ("share_legal", Kind::Text),
    ("approval_limit", Kind::Text),
    ("notice_email", Kind::Text),
    ("fee_grid", Kind::Block),
    ("age_surcharge", Kind::Block),
    ("price_tiers", Kind::Block),
    ("signatories", Kind::Block),
];

/// Reads a text.
///
/// # Errors
/// What has no place in an agreement.
pub(super) fn template(body: &str) -> Result<Template, crate::pdf::text::Error> {
    Template::parse(body, Numbering::Plain, &VOCABULARY)
}

/// What fills the debt-collection agreement of a creditor, as JSON.
///
/// # Errors
/// When the database does not answer.
pub(super) fn variables_of_sdca(
    db: &mut Db,
    creditor: &Creditor,
    (version, language, signatories): (&str, Language, &[(String, Option<String>)]),
    here: &Here,
) -> Outcome<String> {
    let words = Words(language);
    let country = |code: &str| rust_iso3166::from_alpha2(code).map_or(code, |one| one.name).to_owned();
    let published = store::agreements::any_published(db, AgreementKind::Sdca, version)?;
    let line = [
        creditor.address.as_deref(),
        creditor.zip_code.as_deref(),
        creditor.city.as_deref(),
        creditor.state.as_deref(),
    ];
    let text = |text: &str| Kept::Text(if text.is_empty() { "–".to_owned() } else { text.to_owned() });
    let mut kept: BTreeMap<&str, Kept> = BTreeMap::from([
        ("operator_name", text(&here.operator)),
        ("operator_address", text(&here.party.address)),
        ("operator_registration", text(&here.party.registration)),
        ("operator_country", text(&country(&here.party.country))),
        ("notice_email", text(&here.party.email)),
        ("creditor_name", text(&creditor.name)),
        ("creditor_registration", text(creditor.registration_number.as_deref().unwrap_or_default())),
        ("creditor_address", text(&line.into_iter().flatten().collect::<Vec<_>>().join(", "))),
        ("creditor_country", text(&country(&creditor.country))),
        ("version", text(version)),
        ("date", text(&published.format("%Y-%m-%d").to_string())),
        ("exclusive_months", text("6")),
        ("extension_months", text("12")),
        ("approval_limit", text("6")),
        ("fee_grid", fee_grid(&words)),
        ("age_surcharge", age_surcharge(&words)),
    ]);
    let named = signatories.iter().map(|(name, title)| match title {
        Some(title) => format!("{name}, {title}"),
        None => name.clone(),
    });
    kept.insert("signatories", Kept::List(named.collect()));
    serde_json::to_string(&kept).map_err(|error| StoreError::Corrupt(error.to_string()).into())
}

/// US dollars from cents, with a mark between the thousands: "1,000".
fn dollars(cents: i64) -> String {
    let digits = (cents / 100).to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push('\u{a0}');
        }
        text.push(digit);
    }
    format!("USD\u{a0}{text}")
}

fn fee_grid(words: &Words) -> Kept {
    let mut rows = Vec::new();
    for (region, zone) in
        [(Region::European, "document-zone-europe"), (Region::International, "document-zone-international")]
    {
        let grid = Grid::standard(region);
        for (at, (from, rate)) in grid.brackets.iter().enumerate() {
            let range = match grid.brackets.get(at + 1) {
                Some((below, _)) => {
                    words.fill("document-range-below", &[("from", &dollars(*from)), ("to", &dollars(*below))])
                }
                None => words.with("document-range-from", "from", &dollars(*from)),
            };
            rows.push(vec![words.say(zone), range, format!("{rate}\u{a0}%")]);
        }
    }
    rows.push(vec![words.say("document-zone-note"), String::new(), String::new()]);
    let head = vec![words.say("company-country"), words.say("document-principal"), words.say("document-rate")];
    Kept::Table { head, rows }
}

fn age_surcharge(words: &Words) -> Kept {
    let points = |number: i64| words.count("document-surcharge-points", "points", number);
    let over = |number: i64| words.count("document-age-over", "months", number);
    let rows = vec![vec![over(12), points(10)], vec![over(24), points(20)]];
    Kept::Table { head: vec![words.say("document-age"), words.say("document-surcharge")], rows }
}

/// The text of an agreement, filled with what was fixed when it was first shown.
///
/// # Errors
/// A text or values that do not fit each other: a text that was published wrong.
pub fn blocks_of(db: &mut Db, agreement: &Agreement) -> Outcome<Shown> {
    let (_, body) = store::agreements::any_text(db, (agreement.kind, &agreement.version, agreement.language))?;
    shown(&body, &agreement.variables)
}

pub(super) fn shown(body: &str, variables: &str) -> Outcome<Shown> {
    let wrong = |text: String| ActionError::Store(StoreError::Corrupt(text));
    let kept: BTreeMap<String, Kept> = serde_json::from_str(variables).map_err(|error| wrong(error.to_string()))?;
    let cell = |text: String| Cell::plain(text);
    let values: BTreeMap<String, Value> = kept
        .into_iter()
        .map(|(name, value)| {
            let value = match value {
                Kept::Text(text) => Value::Text(text),
                Kept::List(list) => Value::List(list),
                Kept::Table { head, rows } => Value::Table(Table {
                    head: Some(head.into_iter().map(cell).collect()),
                    rows: rows.into_iter().map(|row| row.into_iter().map(cell).collect()).collect(),
                    ..Table::default()
                }),
            };
            (name, value)
        })
        .collect();
    let template = template(body).map_err(|error| wrong(error.to_string()))?;
    let blocks = template.fill(&values).map_err(|error| wrong(error.to_string()))?;
    let html = html(&blocks, 2);
    let sha256 = hex::encode(Sha256::digest(html.as_bytes()));
    Ok(Shown { blocks, html, sha256 })
}
