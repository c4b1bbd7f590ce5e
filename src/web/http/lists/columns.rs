//! The columns of a list's table.

use super::List;
use crate::web::http::Asked;

/// When a column is shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Shown {
    /// Always.
    Always,
    /// Unless the reader chose other columns.
    Usually,
    /// Only if the reader chose it.
    OnDemand,
}

/// A column of a table with rows of `R`.
pub(crate) struct Column<R: 'static> {
    /// Its name in the address.
    pub name: &'static str,
    /// Its heading.
    pub label: &'static str,
    /// When it is shown.
    pub shown: Shown,
    /// The field by which its heading sorts.
    pub sort: Option<&'static str>,
    /// CSS class of heading and cells: width and alignment.
    pub class: &'static str,
    /// Additional CSS class of its cells.
    pub cell_class: &'static str,
    /// The content of its cell for a row.
    pub cell: fn(&R) -> TableCell,
}

/// The content of a cell.
#[derive(Clone, Debug, Default)]
pub(crate) struct TableCell {
    /// The text.
    pub text: String,
    /// The target of a link around the text.
    pub href: Option<String>,
    /// A second line.
    pub below: Option<String>,
    /// Whether the text is set in the type of codes.
    pub is_mono: bool,
    /// Whether long text is cut off at the end of the cell.
    pub is_cut: bool,
    /// CSS class of the pill, if the text is a state.
    pub state: Option<&'static str>,
    /// An additional mark.
    pub mark: Option<&'static str>,
    /// Whether narrow screens repeat the heading beside the text.
    pub has_label: bool,
    /// CSS class of this cell alone.
    pub class: &'static str,
}

impl TableCell {
    /// A text that may be long.
    pub(crate) fn cut(text: impl Into<String>) -> Self {
        Self { text: text.into(), is_cut: true, ..Self::default() }
    }

    /// A text that may be long or missing.
    pub(crate) fn maybe(text: Option<&str>) -> Self {
        Self::cut(text.unwrap_or("—"))
    }

    /// A figure or another short text.
    pub(crate) fn short(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// A state, shown as a pill.
    pub(crate) fn state(label: impl Into<String>, class: &'static str) -> Self {
        Self { text: label.into(), state: Some(class), ..Self::default() }
    }
}

/// A column that can be shown or not.
pub(crate) struct ColumnChoice {
    /// Its name in the address.
    pub name: &'static str,
    /// Its heading.
    pub label: &'static str,
    /// Whether it is shown.
    pub is_shown: bool,
}

/// A heading.
pub(crate) struct Heading {
    /// Its text.
    pub label: &'static str,
    /// Its class.
    pub class: &'static str,
    /// The address that sorts by it, if it can be sorted by.
    pub href: Option<String>,
    /// Current direction, as in `aria-sort`.
    pub sorted: Option<&'static str>,
}

impl<W, F, R> List<W, F, R> {
    fn shows(&self, asked: &Asked, column: &Column<R>) -> bool {
        let chosen = asked.list("columns");
        match column.shown {
            Shown::Always => true,
            Shown::Usually if chosen.is_empty() => true,
            Shown::OnDemand if chosen.is_empty() => false,
            Shown::Usually | Shown::OnDemand => chosen.iter().any(|name| name == column.name),
        }
    }

    /// The columns that are shown.
    fn shown(&self, asked: &Asked) -> impl Iterator<Item = &'static Column<R>> {
        self.columns.iter().filter(|column| self.shows(asked, column)).collect::<Vec<_>>().into_iter()
    }

    /// The columns to choose from.
    pub(crate) fn column_choices(&self, asked: &Asked) -> Vec<ColumnChoice> {
        let free = self.columns.iter().filter(|column| column.shown != Shown::Always);
        let choice = |column: &Column<R>| ColumnChoice {
            name: column.name,
            label: column.label,
            is_shown: self.shows(asked, column),
        };
        free.map(choice).collect()
    }

    /// Headings of the visible columns; `usual` is the default order, such as `date:desc`.
    pub(crate) fn headings(&self, asked: &Asked, usual: &str, starts_over: &[&str]) -> Vec<Heading> {
        let sort = asked.one("sort").unwrap_or(usual).to_ascii_lowercase();
        let (field, direction) = sort.split_once(':').unwrap_or((&sort, "asc"));
        let heading = |column: &'static Column<R>| {
            let is_sorted = column.sort.is_some_and(|sort| sort.eq_ignore_ascii_case(field));
            let is_down = direction == "desc";
            let sorted = is_sorted.then_some(if is_down { "descending" } else { "ascending" });
            let next = if is_sorted && is_down { "asc" } else { "desc" };
            let href = column.sort.map(|sort| self.address(asked, &[("sort", &format!("{sort}:{next}"))], starts_over));
            Heading { label: column.label, class: column.class, href, sorted }
        };
        self.shown(asked).map(heading).collect()
    }

    /// A row's cells in the visible columns, with their classes.
    pub(crate) fn cells(&self, asked: &Asked, row: &R) -> Vec<TableCells> {
        let cell = |column: &'static Column<R>| {
            let cell = (column.cell)(row);
            let classes = [column.class, column.cell_class, cell.class];
            let class = classes.iter().filter(|class| !class.is_empty()).copied().collect::<Vec<_>>().join(" ");
            TableCells { class, label: column.label, cell }
        };
        self.shown(asked).map(cell).collect()
    }
}

/// A cell in its column.
pub(crate) struct TableCells {
    /// All of its classes.
    pub class: String,
    /// The heading, for narrow screens.
    pub label: &'static str,
    pub cell: TableCell,
}
