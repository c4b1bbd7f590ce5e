//! A list is declared once: filters, sorting and columns. Everything else follows: how its address is read, the chips, the description in an export, headings and cells, and the parameters in the served contract.

mod chips;
mod columns;
mod filters;
mod pager;

pub(crate) use chips::{Chip, Choices, Control, SpanLink, countries, handler_in_words, handler_of, handlers, options};
pub(crate) use columns::{Column, ColumnChoice, Heading, Shown, TableCell, TableCells};
pub(crate) use filters::{Filter, PAGES, Parameter, Takes, days_in_words, range_in_words};
pub(crate) use pager::Pager;

use super::asked::Asked;
use super::problems::Problems;

/// A list: `W` reads it, `F` is what its filters set, and `R` is a row of its table.
pub(crate) struct List<W: 'static, F: 'static, R: 'static> {
    /// The address of its page.
    pub at: &'static str,
    /// Its filters, in the order of their chips.
    pub filters: &'static [Filter<W, F>],
    /// Names in its address that are no filters.
    pub besides: &'static [Parameter],
    /// The columns of its table.
    pub columns: &'static [Column<R>],
}

impl<W, F: Default, R> List<W, F, R> {
    /// Reads the filters from an address.
    ///
    /// # Errors
    /// All problems by name.
    pub(crate) fn read(&self, asked: &Asked, who: &W) -> Result<F, Problems> {
        let mut problems = Problems::none();
        asked.knows(self.names());
        let mut wanted = F::default();
        for filter in self.filters {
            (filter.read)(asked, who, &mut wanted, &mut problems);
        }
        problems.or(wanted)
    }
}

impl<W, F, R> List<W, F, R> {
    /// All names that its address may contain.
    fn names(&self) -> impl Iterator<Item = &'static str> {
        let besides = self.besides.iter().map(|parameter| parameter.name);
        self.filters.iter().flat_map(|filter| filter.names).copied().chain(besides)
    }

    /// The names of its filters.
    pub(crate) fn filter_names(&self) -> impl Iterator<Item = &'static str> {
        self.filters.iter().flat_map(|filter| filter.names).copied()
    }

    /// Every parameter for the served contract. Names that only pages use say nothing and are left out.
    pub(crate) fn parameters(&self) -> Vec<Parameter> {
        let of = |filter: &'static Filter<W, F>| {
            filter.names.iter().map(|name| Parameter::new(name, filter.takes, filter.about))
        };
        let filters = self.filters.iter().flat_map(of);
        self.besides.iter().copied().chain(filters).filter(|parameter| !parameter.about.is_empty()).collect()
    }

    /// The list's address with some names set and others removed.
    pub(crate) fn address(&self, asked: &Asked, set: &[(&str, &str)], without: &[&str]) -> String {
        let query = asked.query(set, without);
        if query.is_empty() { self.at.to_owned() } else { format!("{}?{query}", self.at) }
    }

    /// The chosen filters in words, except those named in `without`.
    pub(crate) fn words(&self, asked: &Asked, choices: &Choices, without: &[&str]) -> Vec<String> {
        let is_wanted = |filter: &&Filter<W, F>| {
            filter.names.iter().all(|name| without.iter().all(|other| !other.eq_ignore_ascii_case(name)))
        };
        self.filters.iter().filter(is_wanted).filter_map(|filter| (filter.words)(asked, choices)).collect()
    }

    /// Whether anything but the tab filters the list.
    pub(crate) fn is_filtered(&self, asked: &Asked, choices: &Choices) -> bool {
        self.filters.iter().any(|filter| (filter.words)(asked, choices).is_some())
    }
}
