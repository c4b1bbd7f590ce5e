//! Reads the address of a statement, and the request for a transfer.

use schemars::JsonSchema;
use serde::Deserialize;
use validator::Validate;

use crate::actions::transfers::TransferOrder;
use crate::domain::calendar::Moment;
use crate::domain::money::Currency;
use crate::domain::month::Month;
use crate::store::books::statements::{Account, Span};
use crate::store::{self, Db};
use crate::web::http::request::values::{Amount, Day};
use crate::web::http::{Asked, Failure, Problems, Request};

/// The requested period and currency. Default: the current month, in the first currency.
///
/// # Errors
/// If days are wrong or in the wrong order, or the currency is unknown.
pub(crate) fn span_of(db: &mut Db, account: Account, asked: &Asked, now: Moment) -> Result<Span, Failure> {
    let mut problems = Problems::none();
    for name in asked.unknown(&["currency", "from", "to", "format", "after"]) {
        problems.add(name, format!("There is no filter “{name}”."));
    }
    let month = Month::of(now.date_naive());
    let from = asked.day("from", &mut problems).unwrap_or_else(|| month.first());
    let to = asked.day("to", &mut problems).unwrap_or_else(|| month.last().max(from));
    if to < from {
        problems.add("to", "The last day lies before the first.");
    }
    let known = store::books::standings::currencies(db, account)?;
    let currency = asked
        .single("currency", "a currency", Currency::parse, &mut problems)
        .or_else(|| known.first().copied())
        .or_else(|| Currency::parse("EUR"));
    let Some(currency) = currency else { return Err(Failure::NotFound) };
    Ok(problems.or(Span { account, currency, from, to })?)
}

/// Records that money was passed on.
#[derive(Deserialize, Validate, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct TransferForm {
    /// How much.
    #[validate(required)]
    #[schemars(extend("x-missing" = "Enter the amount that was transferred."))]
    amount: Option<Amount>,
    /// In which currency.
    currency: Option<String>,
    /// On which day.
    #[validate(required)]
    #[schemars(extend("x-missing" = "Enter a day such as 2026-11-21."))]
    paid_on: Option<Day>,
}

impl Request for TransferForm {
    type Order = TransferOrder;

    fn order(self, problems: &mut Problems) -> Option<TransferOrder> {
        let currency = self.currency.as_deref().and_then(Currency::parse);
        let currency = problems.need("currency", currency, "Enter a currency, such as EUR.");
        Some(TransferOrder { amount: self.amount?.0, currency: currency?, paid_on: self.paid_on?.0 })
    }
}
