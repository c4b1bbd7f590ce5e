//! One filter of a list.

use chrono::NaiveDate;

use super::chips::{Choices, Control};
use crate::web::http::{Asked, Problems};

/// What kind of value a name in the address takes; for the served contract.
#[derive(Clone, Copy)]
pub(crate) enum Takes {
    /// Any text.
    Text,
    /// A day.
    Day,
    /// A moment.
    Moment,
    /// An amount in major units.
    Amount,
    /// True or false.
    Flag,
    /// A whole number between two bounds.
    Whole(i64, i64),
    /// Ids; repeated, or separated by commas.
    Ids,
    /// Texts; repeated, or separated by commas.
    Texts,
    /// One of these.
    OneOf(fn() -> Vec<&'static str>),
    /// Several of these; repeated, or separated by commas.
    SomeOf(fn() -> Vec<&'static str>),
}

/// A name in the address of a list, for the served contract.
#[derive(Clone, Copy)]
pub(crate) struct Parameter {
    /// The name.
    pub name: &'static str,
    /// What it takes.
    pub takes: Takes,
    /// What it is for; empty where only pages use it.
    pub about: &'static str,
}

impl Parameter {
    /// A name, what it takes, and what it is for.
    pub(crate) const fn new(name: &'static str, takes: Takes, about: &'static str) -> Self {
        Self { name, takes, about }
    }
}

/// A filter: who reads the list (`W`), and what it sets (`F`).
pub(crate) struct Filter<W: 'static, F: 'static> {
    /// Its names in the address: one, or two for a range.
    pub names: &'static [&'static str],
    /// What kind of value each name takes.
    pub takes: Takes,
    /// Its description in the served contract.
    pub about: &'static str,
    /// Reads it from the address and adds problems.
    pub read: fn(&Asked, &W, &mut F, &mut Problems),
    /// What is chosen, in words; `None` if nothing is.
    pub words: fn(&Asked, &Choices) -> Option<String>,
    /// The chip that holds its control. Filters with the same chip share it.
    pub chip: Option<(&'static str, Control)>,
}

/// A chosen range of days in words: "21 Nov 2026 – 30 Nov 2026", "from 21 Nov 2026".
pub(crate) fn days_in_words(asked: &Asked, from: &str, to: &str) -> Option<String> {
    let day = |text: &str| {
        let day = NaiveDate::parse_from_str(text, "%Y-%m-%d");
        day.map_or_else(|_| text.to_owned(), |day| day.format("%-d %b %Y").to_string())
    };
    range_in_words(asked, (from, "from"), (to, "until"), day)
}

/// A chosen range in words; `from` and `to` are the words for a range with only one end.
pub(crate) fn range_in_words(
    asked: &Asked,
    (from, at_least): (&str, &str),
    (to, at_most): (&str, &str),
    shown: impl Fn(&str) -> String,
) -> Option<String> {
    match (asked.one(from).map(&shown), asked.one(to).map(&shown)) {
        (None, None) => None,
        (Some(lower), None) => Some(format!("{at_least} {lower}")),
        (None, Some(upper)) => Some(format!("{at_most} {upper}")),
        (Some(lower), Some(upper)) => Some(format!("{lower} – {upper}")),
    }
}

/// The parameters of a list in numbered pages without a choice of order.
pub(crate) const PAGES: [Parameter; 2] = [
    Parameter::new("Page", Takes::Whole(1, 100_000_000), "The page, from 1."),
    Parameter::new("PageSize", Takes::Whole(1, 100), "Rows per page."),
];
