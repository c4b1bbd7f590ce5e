//! What a statement is asked for, and what the form of a transfer sends.

use serde::Deserialize;
use utoipa::ToSchema;

use crate::actions::transfers::TransferOrder;
use crate::domain::calendar::Moment;
use crate::domain::money::Currency;
use crate::domain::month::Month;
use crate::store::statements::{Account, Span};
use crate::store::{self, Db};
use crate::web::http::{Asked, Failure, Form, Problems};

/// The span that is asked for: this month in the first currency unless something else is said.
///
/// # Errors
/// Days that are none, or the wrong way round; an unknown currency.
pub fn span_of(db: &mut Db, account: Account, asked: &Asked, now: Moment) -> Result<Span, Failure> {
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
    let known = store::standings::currencies(db, account)?;
    let currency = asked
        .single("currency", "a currency", Currency::parse, &mut problems)
        .or_else(|| known.first().copied())
        .or_else(|| Currency::parse("EUR"));
    let Some(currency) = currency else { return Err(Failure::NotFound) };
    Ok(problems.or(Span { account, currency, from, to })?)
}

/// Records that money was passed on.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the fields speak for themselves")]
pub struct TransferForm {
    #[schema(value_type = Option<f64>)]
    pub amount: Option<String>,
    pub currency: Option<String>,
    #[schema(value_type = Option<chrono::NaiveDate>)]
    pub paid_on: Option<String>,
}

impl Form for TransferForm {
    type Order = TransferOrder;

    fn parse(self) -> Result<TransferOrder, Problems> {
        let mut problems = Problems::none();
        let text = |text: Option<String>| text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
        let amount = text(self.amount);
        if amount.is_none() {
            problems.add("amount", "Enter the amount that was transferred.");
        }
        let currency = text(self.currency).as_deref().and_then(Currency::parse);
        if currency.is_none() {
            problems.add("currency", "Enter a currency, such as EUR.");
        }
        let paid_on = text(self.paid_on).and_then(|text| text.parse().ok());
        if paid_on.is_none() {
            problems.add("paidOn", "Enter a day such as 2026-11-21.");
        }
        match (amount, currency, paid_on) {
            (Some(amount), Some(currency), Some(paid_on)) => problems.or(TransferOrder { amount, currency, paid_on }),
            _ => Err(problems),
        }
    }
}
