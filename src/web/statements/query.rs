//! What a statement is asked for, its days and its currency, and the lists from which statements are opened.

use crate::domain::actor::{Operator, Partner};
use crate::domain::calendar::Moment;
use crate::domain::money::Currency;
use crate::domain::month::Month;
use crate::domain::search::fold;
use crate::store::books::statements::{Account, Span};
use crate::store::{self, Db};
use crate::web::http::lists::{Filter, List, Parameter, Takes};
use crate::web::http::{Asked, Failure, Problems};

/// The requested period and currency. Default: the current month, in the first currency.
///
/// # Errors
/// If days are wrong or in the wrong order, or the currency is unknown.
pub(crate) fn span_of(db: &mut Db, account: Account, asked: &Asked, now: Moment) -> Result<Span, Failure> {
    let mut problems = Problems::none();
    asked.knows(["currency", "from", "to", "format", "after"]);
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

/// The list of an agency's creditors, each with its balance. What is asked for is a name, folded for search.
pub(crate) static CREDITORS: List<Partner, String, ()> =
    List { at: "/partner/statements", filters: &[named::<Partner>()], besides: &BESIDES, columns: &[] };

/// The same list of all clients, for the operator.
pub(crate) static CLIENTS: List<Operator, String, ()> =
    List { at: "/operator/statements/clients", filters: &[named::<Operator>()], besides: &BESIDES, columns: &[] };

const BESIDES: [Parameter; 2] = [
    Parameter::new("Page", Takes::Whole(1, 100_000_000), "The page, from 1."),
    Parameter::new("PageSize", Takes::Whole(1, 100), "Clients per page."),
];

const fn named<W>() -> Filter<W, String> {
    Filter {
        names: &["q"],
        takes: Takes::Text,
        about: "Part of a client's name.",
        read: |asked, _, words, _| *words = fold(asked.one("q").unwrap_or_default()),
        words: |asked, _| asked.one("q").map(|text| format!("search “{text}”")),
        chip: None,
    }
}
