//! The pages of a list.

use super::super::asked::Paging;
use crate::web::wording::grouped;

/// A link to a page.
pub(crate) struct PageLink {
    /// Its number.
    pub number: i64,
    /// Its address.
    pub href: String,
    /// Whether it is the current page.
    pub is_open: bool,
}

/// The links between the pages of a list.
#[derive(Default)]
pub(crate) struct Pager {
    /// "1–50 of 248"; "" if rows are not counted.
    pub range: String,
    /// The previous page: address and label.
    pub previous: Option<(String, &'static str)>,
    /// The next page: address and label.
    pub next: Option<(String, &'static str)>,
    /// Numbered links; `None` is a gap.
    pub pages: Vec<Option<PageLink>>,
}

/// How many pages are linked on each side of the current one.
const NEIGHBOURS: i64 = 2;

impl Pager {
    /// A list whose rows are counted. If `is_capped`, `total` is a lower bound.
    pub(crate) fn counted(
        paging: Paging,
        total: i64,
        is_capped: bool,
        rows: usize,
        href: impl Fn(i64) -> String,
    ) -> Self {
        let last = paging.pages(total).max(1);
        let plus = if is_capped { "+" } else { "" };
        let rows = i64::try_from(rows).unwrap_or(i64::MAX);
        let shown = match rows {
            0 => "0".to_owned(),
            _ => format!("{}–{}", grouped(paging.skip() + 1), grouped(paging.skip() + rows)),
        };
        let mut pages = Vec::new();
        for number in 1..=last.min(paging.page + NEIGHBOURS + 1) {
            if number == 1 || (number - paging.page).abs() <= NEIGHBOURS {
                pages.push(Some(PageLink { number, href: href(number), is_open: number == paging.page }));
            } else if !matches!(pages.last(), Some(None)) {
                pages.push(None);
            }
        }
        Self {
            range: format!("{shown} of {}{plus}", grouped(total)),
            previous: (paging.page > 1).then(|| (href(paging.page - 1), "‹")),
            next: (paging.page < last).then(|| (href(paging.page + 1), "›")),
            pages: if last > 1 { pages } else { Vec::new() },
        }
    }

    /// The same, with the noun that is counted.
    #[must_use]
    pub(crate) fn of(self, noun: &str) -> Self {
        Self { range: format!("{} {noun}", self.range), ..self }
    }

    /// A list whose rows are not counted: only previous and next.
    pub(crate) fn leafed(
        paging: Paging,
        has_next: bool,
        before: &'static str,
        after: &'static str,
        href: impl Fn(i64) -> String,
    ) -> Self {
        Self {
            previous: (paging.page > 1).then(|| (href(paging.page - 1), before)),
            next: has_next.then(|| (href(paging.page + 1), after)),
            ..Self::default()
        }
    }

    /// Whether there is more than one page.
    pub(crate) fn is_needed(&self) -> bool {
        self.previous.is_some() || self.next.is_some()
    }
}
