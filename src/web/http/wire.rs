//! Parts of many resources: amounts, moments, and the paging of a list.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use serde::Serialize;
use serde_json::value::RawValue;
use utoipa::ToSchema;

use super::asked::Paging;
use crate::domain::money::Money;

/// An amount in major units, exact: the JSON number is written digit by digit from the minor units.
#[derive(Clone, Debug)]
pub(crate) struct Major(Box<RawValue>);

impl Major {
    /// A JSON number from its digits; `0` if they are not one.
    fn of(text: String) -> Self {
        Self(RawValue::from_string(text).unwrap_or_else(|_| RawValue::NULL.to_owned()))
    }

    /// Percentage points or a fraction.
    pub(crate) fn decimal(value: rust_decimal::Decimal) -> Self {
        Self::of(value.normalize().to_string())
    }
}

impl From<Money> for Major {
    fn from(money: Money) -> Self {
        Self::of(money.major())
    }
}

impl Serialize for Major {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl utoipa::PartialSchema for Major {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        <f64 as utoipa::PartialSchema>::schema()
    }
}
impl ToSchema for Major {}

/// A moment in JSON: UTC, ISO 8601.
pub(crate) fn moment(at: NaiveDateTime) -> DateTime<Utc> {
    at.and_utc()
}

/// A day in JSON. The contract declares it as a date-time, so it is midnight UTC.
pub(crate) fn midnight(day: NaiveDate) -> DateTime<Utc> {
    day.and_time(chrono::NaiveTime::MIN).and_utc()
}

/// Page metadata of a list.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PageData {
    /// Number of rows that match the filters.
    pub total_results: i64,
    /// Rows per page.
    pub page_size: i64,
    /// Starts at 1.
    pub current_page: i64,
    /// Rows on this page.
    pub response_count: i64,
    /// Pages in all.
    pub total_pages: i64,
}

impl PageData {
    /// The metadata of one page.
    pub(crate) fn new(total: i64, paging: Paging, rows: usize) -> Self {
        Self {
            total_results: total,
            page_size: paging.size,
            current_page: paging.page,
            response_count: i64::try_from(rows).unwrap_or(i64::MAX),
            total_pages: paging.pages(total),
        }
    }
}
