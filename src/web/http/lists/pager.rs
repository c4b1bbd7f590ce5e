//! The pages of a list.

use super::super::asked::Paging;
use crate::web::filters::grouped;

/// A page to go to; a gap where pages are left out.
pub(crate) struct PageLink {
    /// Its number.
    pub number: i64,
    /// Its address.
    pub href: String,
    /// Whether it is the one that is shown.
    pub is_open: bool,
}

/// Where a list goes on.
#[derive(Default)]
pub(crate) struct Pager {
    /// "1–50 of 248"; "" where nobody counts.
    pub range: String,
    /// The page before: address and words.
    pub previous: Option<(String, &'static str)>,
    /// The page after: address and words.
    pub next: Option<(String, &'static str)>,
    /// The pages to link to; `None` is a gap.
    pub pages: Vec<Option<PageLink>>,
}

/// Pages on either side of the one that is shown that are linked to.
const NEIGHBOURS: i64 = 2;

impl Pager {
    /// A list whose rows are counted. `total` may be a lower bound; `is_capped` says so.
    pub(crate) fn counted(
        paging: Paging,
        (total, is_capped): (i64, bool),
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

    /// The same, saying what is counted.
    #[must_use]
    pub(crate) fn of(self, noun: &str) -> Self {
        Self { range: format!("{} {noun}", self.range), ..self }
    }

    /// A list whose rows are not counted: it is leafed through.
    pub(crate) fn leafed(
        paging: Paging,
        has_next: bool,
        (before, after): (&'static str, &'static str),
        href: impl Fn(i64) -> String,
    ) -> Self {
        Self {
            previous: (paging.page > 1).then(|| (href(paging.page - 1), before)),
            next: has_next.then(|| (href(paging.page + 1), after)),
            ..Self::default()
        }
    }

    /// Whether there is anywhere to go.
    pub(crate) fn is_needed(&self) -> bool {
        self.previous.is_some() || self.next.is_some()
    }
}
