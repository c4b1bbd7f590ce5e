//! The text of an agreement with its variables filled in. Page and PDF are made from the same blocks.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::actions::{ActionError, Outcome};
use crate::domain::agreement::AgreementKind;
use crate::pdf::text::{Block, Cell, Kind, Numbering, Table, Template, Value, html};
use crate::store::agreements::Agreement;
use crate::store::{self, Db, StoreError};

/// The operator as a party of its agreements.
#[derive(Clone, Debug, Default)]
pub struct Operator {
    /// Its registration number.
    pub registration: String,
    /// Its address, in one line.
    pub address: String,
    /// Its country, ISO 3166 alpha-2.
    pub country: String,
    /// Its address for notices.
    pub email: String,
}

/// A text as it is shown.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The blocks.
    pub blocks: Vec<Block>,
    /// The same as HTML.
    pub html: String,
    /// SHA-256 of the HTML: proof of the text that was shown.
    pub sha256: String,
}

/// A value of a variable, as stored.
#[derive(Clone, Debug, Serialize, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
pub(super) enum Kept {
    Text(String),
    Table { head: Vec<String>, rows: Vec<Vec<String>> },
    List(Vec<String>),
}

/// The names of an agreement's parties in its text; first the party that grants it.
pub(super) fn parties(agreement: &Agreement) -> Vec<String> {
    let kept: BTreeMap<String, Kept> = serde_json::from_str(&agreement.variables).unwrap_or_default();
    let names = match agreement.kind {
        AgreementKind::Sdca => ["creditor_name", "operator_name"],
        AgreementKind::PartnerSdca => ["partner_name", "operator_name"],
        AgreementKind::Poa | AgreementKind::PricingAppendix => ["creditor_name", "partner_name"],
    };
    let text = |name: &str| match kept.get(name) {
        Some(Kept::Text(text)) => Some(text.clone()),
        _ => None,
    };
    names.into_iter().filter_map(text).collect()
}

/// Every variable that a text may use.
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

/// An error in stored texts or signatures; it means a bug or a changed row.
pub(super) fn fault(error: impl std::fmt::Display) -> ActionError {
    ActionError::Store(StoreError::Corrupt(format!("an agreement could not be made into a file: {error}")))
}

/// Reads a text as a template.
///
/// # Errors
/// Markup that agreements may not use.
pub(super) fn template(body: &str) -> Result<Template, crate::pdf::text::Error> {
    Template::parse(body, Numbering::Plain, &VOCABULARY)
}

/// The text of an agreement, with the values that were fixed when it was first shown.
///
/// # Errors
/// Text and values do not match: the text was published with a mistake.
pub fn blocks_of(db: &mut Db, agreement: &Agreement) -> Outcome<Shown> {
    let (_, body) = store::agreements::unscoped::text(db, agreement.kind, &agreement.version, agreement.language)?;
    let mut texts = vec![(body, agreement.variables.clone())];
    if let (Some(version), Some(variables)) = (&agreement.appendix_version, &agreement.appendix_variables) {
        let kind = AgreementKind::PricingAppendix;
        let (_, body) = store::agreements::unscoped::text(db, kind, version, agreement.language)?;
        texts.push((body, variables.clone()));
    }
    shown(&texts)
}

/// Several texts with their values, each starting on a new page: one document, signed once.
pub(super) fn shown(texts: &[(String, String)]) -> Outcome<Shown> {
    let mut blocks = Vec::new();
    for (body, variables) in texts {
        if !blocks.is_empty() {
            blocks.push(Block::PageBreak);
        }
        blocks.extend(filled(body, variables)?);
    }
    let html = html(&blocks, 2);
    let sha256 = hex::encode(Sha256::digest(html.as_bytes()));
    Ok(Shown { blocks, html, sha256 })
}

fn filled(body: &str, variables: &str) -> Outcome<Vec<Block>> {
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
    template.fill(&values).map_err(|error| wrong(error.to_string()))
}
