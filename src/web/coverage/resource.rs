//! Coverage as JSON of the operator's API.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use crate::domain::money::Money;
use crate::store::coverage::{Listed, RuleRow};
use crate::web::http::wire::{Major, PageData};

/// A page of coverage rules.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CoverageListDto {
    pub page: PageData,
    pub rules: Vec<CoverageDto>,
}

/// A coverage rule.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CoverageDto {
    pub id: String,
    pub collection_partner_id: String,
    pub collection_partner: String,
    /// Two letters.
    pub country: String,
    /// Two letters; null for the whole country.
    pub state: Option<String>,
    /// `Company` or `Private`; null for both.
    pub debtor_type: Option<&'static str>,
    /// Only claims in this currency; null for all.
    pub currency_code: Option<String>,
    /// The smallest principal.
    pub least: Option<Major>,
    /// The largest principal.
    pub most: Option<Major>,
    /// The currency of both.
    pub amount_currency: Option<String>,
    /// The rules of a country are tried in this order.
    pub place: i64,
    pub valid_from: NaiveDate,
    pub valid_to: Option<NaiveDate>,
    /// Whether the agency is suspended, so that the rule does not count.
    pub is_suspended: bool,
    /// The rule in words.
    pub description: String,
}

impl From<&Listed> for CoverageDto {
    fn from(listed: &Listed) -> Self {
        let row = &listed.row;
        let amount = |minor: Option<i64>| Some(Money::new(minor?, row.amount_currency?).into());
        Self {
            id: row.id.to_string(),
            collection_partner_id: row.collection_partner_id.to_string(),
            collection_partner: listed.agency.clone(),
            country: row.country.clone(),
            state: row.state.clone(),
            debtor_type: row.debtor_kind.map(|kind| kind.name()),
            currency_code: row.currency.map(|currency| currency.code().to_owned()),
            least: amount(row.least),
            most: amount(row.most),
            amount_currency: row.amount_currency.map(|currency| currency.code().to_owned()),
            place: row.place,
            valid_from: row.valid_from,
            valid_to: row.valid_to,
            is_suspended: listed.is_suspended,
            description: words(row),
        }
    }
}

/// What a rule covers, in words: "Companies, from EUR 1,000.00, in EUR".
pub(crate) fn words(row: &RuleRow) -> String {
    let kind = match row.debtor_kind {
        None => "All debtors",
        Some(crate::domain::case::DebtorKind::Company) => "Companies",
        Some(crate::domain::case::DebtorKind::Private) => "Private persons",
    };
    let amount = |minor: Option<i64>| Some(crate::web::filters::shown(Money::new(minor?, row.amount_currency?)));
    let range = match (amount(row.least), amount(row.most)) {
        (Some(least), Some(most)) => Some(format!("{least} to {most}")),
        (Some(least), None) => Some(format!("from {least}")),
        (None, Some(most)) => Some(format!("up to {most}")),
        (None, None) => None,
    };
    let currency = row.currency.map(|currency| format!("claims in {} only", currency.code()));
    [Some(kind.to_owned()), range, currency].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// An agency fixed for a client.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct FixedAgencyDto {
    pub id: String,
    pub collection_partner_id: String,
    pub collection_partner: String,
    /// Two letters; null for all countries.
    pub country: Option<String>,
    /// Two letters; null for the whole country.
    pub state: Option<String>,
}

/// Claims of one kind that no agency serves.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CoverageGapDto {
    /// Two letters.
    pub country: String,
    /// Two letters; null for the whole country.
    pub state: Option<String>,
    /// `Company` or `Private`.
    pub debtor_type: &'static str,
    /// Number of claims.
    pub claims: i64,
    /// Their worth in US dollars, as far as exchange rates were known.
    pub total_usd: Major,
    /// The smallest and the largest, in US dollars.
    pub least_usd: Option<Major>,
    pub most_usd: Option<Major>,
    /// When the newest was submitted.
    pub newest_at: chrono::DateTime<chrono::Utc>,
}
