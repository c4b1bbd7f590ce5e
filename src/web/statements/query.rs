//! What a statement is asked for: its days and its currency.

use crate::domain::calendar::Moment;
use crate::domain::money::Currency;
use crate::domain::month::Month;
use crate::store::books::statements::{Account, Span};
use crate::store::{self, Db};
use crate::web::http::{Asked, Failure, Problems};

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
