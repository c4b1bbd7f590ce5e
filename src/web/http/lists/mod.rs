//! A list is declared once: its filters, what it is sorted by, and its columns. From this follow how its address is
//! read, which names are unknown, the chips above the page and how they are removed, the words of an export, the
//! headings and cells of the table, and the parameters in the served contract.

mod chips;
mod columns;
mod filters;
mod pager;

pub(crate) use chips::{Chip, Choices, Control, countries, handler_in_words, handler_of, handlers, options};
pub(crate) use columns::{Column, Heading, Shown, TableCell, TableCells};
pub(crate) use filters::{Filter, Takes, days_in_words, range_in_words};
pub(crate) use pager::Pager;

use super::asked::Asked;
use super::problems::Problems;

/// A list: who reads it (`W`), what its filters set (`F`), and what a row of its table is made of (`R`).
pub(crate) struct List<W: 'static, F: 'static, R: 'static> {
    /// The address of its page.
    pub at: &'static str,
    /// Its filters, in the order of their chips.
    pub filters: &'static [Filter<W, F>],
    /// Names in its address that are no filters, with what they are for.
    pub besides: &'static [(&'static str, Takes, &'static str)],
    /// Whether a name that is unknown is refused; else it is passed over.
    pub refuses_unknown: bool,
    /// The columns of its table.
    pub columns: &'static [Column<R>],
}

impl<W, F: Default, R> List<W, F, R> {
    /// What is asked of the list.
    ///
    /// # Errors
    /// Everything that is wrong, by name; names that are unknown.
    pub(crate) fn read(&self, asked: &Asked, who: &W) -> Result<F, Problems> {
        let mut problems = Problems::none();
        let known: Vec<&str> = self.names().collect();
        for name in asked.unknown(&known).filter(|_| self.refuses_unknown) {
            problems.add(name, format!("There is no filter “{name}”."));
        }
        let mut wanted = F::default();
        for filter in self.filters {
            (filter.read)(asked, who, &mut wanted, &mut problems);
        }
        problems.or(wanted)
    }
}

impl<W, F, R> List<W, F, R> {
    /// Every name that its address may hold.
    fn names(&self) -> impl Iterator<Item = &'static str> {
        let besides = self.besides.iter().map(|(name, ..)| *name);
        self.filters.iter().flat_map(|filter| filter.names).copied().chain(besides)
    }

    /// Every parameter for the served contract: its name, what it takes, and what it is for. Names that only pages use
    /// say nothing and are left out.
    pub(crate) fn parameters(&self) -> Vec<(&'static str, Takes, &'static str)> {
        let filters =
            self.filters.iter().flat_map(|filter| filter.names.iter().map(|name| (*name, filter.takes, filter.about)));
        self.besides.iter().copied().chain(filters).filter(|(_, _, about)| !about.is_empty()).collect()
    }

    /// The address with some names set and others left out.
    pub(crate) fn address(&self, asked: &Asked, set: &[(&str, &str)], without: &[&str]) -> String {
        let query = asked.query(set, without);
        if query.is_empty() { self.at.to_owned() } else { format!("{}?{query}", self.at) }
    }

    /// What the filters say, in words; without those that are named by one of these.
    pub(crate) fn words(&self, asked: &Asked, choices: &Choices, without: &[&str]) -> Vec<String> {
        let is_wanted = |filter: &&Filter<W, F>| {
            filter.names.iter().all(|name| without.iter().all(|other| !other.eq_ignore_ascii_case(name)))
        };
        self.filters.iter().filter(is_wanted).filter_map(|filter| (filter.words)(asked, choices)).collect()
    }

    /// Whether anything but the tab restricts the list.
    pub(crate) fn is_filtered(&self, asked: &Asked, choices: &Choices) -> bool {
        self.filters.iter().any(|filter| (filter.words)(asked, choices).is_some())
    }
}
