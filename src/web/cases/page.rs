//! What the templates of cases fill.

use askama::Template;

use super::input::{TABS, Tab};
use super::resource::InvoiceListDto;
use crate::domain::calendar::Moment;
use crate::domain::case::Lifecycle;
use crate::store::cases::views::View;
use crate::store::cases::{CaseFile, Counted};
use crate::store::people::team::Colleague;
use crate::web::filters::{self, grouped, shown};
use crate::web::http::asked::Paging;
use crate::web::http::{Asked, Page};

/// The class of a state's mark.
pub fn state_class(state: Lifecycle) -> &'static str {
    match state {
        Lifecycle::PendingVerification => "new",
        Lifecycle::Active => "active",
        Lifecycle::NeedsAdditionalDetails => "info",
        Lifecycle::Paused => "paused",
        Lifecycle::Leads | Lifecycle::LeadsQuoteGiven => "quote",
        _ => "closed",
    }
}

/// A tab as the page shows it.
pub struct TabView {
    /// Its label.
    pub label: &'static str,
    /// Where it leads.
    pub href: String,
    /// How many cases are behind it.
    pub cases: i64,
    /// Whether it is open.
    pub is_open: bool,
    /// Whether it asks for attention.
    pub is_hot: bool,
}

/// A row of the list.
pub struct Row {
    /// The case.
    pub file: CaseFile,
    /// What comes next, in words.
    pub next: String,
    /// Whether it should have come already.
    pub is_late: bool,
    /// The success fee in words.
    pub fee: String,
}

impl Row {
    /// The row of a case.
    pub fn new(file: CaseFile, zone: chrono_tz::Tz, now: Moment) -> Self {
        let case = &file.case;
        let is_late = case.due_at.is_some_and(|due| due.and_utc() < now);
        let day = |at: chrono::NaiveDateTime| at.and_utc().with_timezone(&zone).format("%-d %b").to_string();
        let next = match (case.lifecycle, case.due_at) {
            (Lifecycle::PendingVerification | Lifecycle::NeedsAdditionalDetails, Some(due)) if is_late => {
                format!("overdue since {}", day(due))
            }
            (Lifecycle::PendingVerification, Some(due)) => format!("accept by {}", day(due)),
            (Lifecycle::NeedsAdditionalDetails, Some(due)) => format!("answer by {}", day(due)),
            (Lifecycle::Closed, _) => case.close_code.map_or(String::new(), |code| code.label().to_owned()),
            (Lifecycle::Paused, _) => case.pause_reason.clone().unwrap_or_default(),
            _ => String::new(),
        };
        let fee = case.rate().map_or(String::new(), |rate| format!("{rate} %"));
        Self { next, is_late, fee, file }
    }

    /// Whether it waits to be accepted.
    pub fn is_new(&self) -> bool {
        self.file.case.lifecycle == Lifecycle::PendingVerification
    }

    /// The class of the state's mark.
    pub fn class(&self) -> &'static str {
        state_class(self.file.case.lifecycle)
    }

    /// "München, DE · company".
    pub fn place(&self) -> String {
        let debtor = &self.file.debtor;
        let city = debtor.city.as_deref().map(|city| format!("{city}, ")).unwrap_or_default();
        format!("{city}{} · {}", debtor.country, debtor.kind.label().to_lowercase())
    }

    /// The outstanding amount.
    pub fn outstanding(&self) -> String {
        shown(self.file.case.outstanding())
    }
}

/// The list of cases.
#[derive(Template)]
#[template(path = "cases/list.html")]
pub struct CaseListPage {
    pub(super) resource: InvoiceListDto,
    pub(super) rows: Vec<Row>,
    pub(super) asked: Asked,
    pub(super) tabs: Vec<TabView>,
    pub(super) paging: Paging,
    pub(super) total: Counted,
    pub(super) team: Vec<Colleague>,
    /// Where debtors of theirs live, by code.
    pub(super) countries: Vec<String>,
    pub(super) views: Vec<View>,
    /// Nothing is listed, and the agency has not signed its agreement.
    pub(super) is_unsigned: bool,
}

impl Page for CaseListPage {
    type Resource = InvoiceListDto;
    fn resource(&self) -> &InvoiceListDto {
        &self.resource
    }
}

impl CaseListPage {
    /// The address of this list with one name changed; the page starts over.
    pub fn with(&self, name: &str, text: &str) -> String {
        address(&self.asked, &[(name, text)], &["page"])
    }

    /// The address of this list without one name; the page starts over.
    pub fn without(&self, name: &str) -> String {
        // A range is cleared as a whole.
        let lower = name.to_ascii_lowercase();
        let stem = lower.trim_end_matches("from");
        let (from, to) = (format!("{stem}from"), format!("{stem}to"));
        address(&self.asked, &[], &[&lower, &from, &to, "page"])
    }

    /// The address of this list without what its last chip filters by.
    pub(super) fn without_kinds(&self) -> String {
        address(&self.asked, &[], &["kind", "tests", "page"])
    }

    /// The tab alone, without any filter.
    pub fn cleared(&self) -> String {
        let tab = self.asked.one("tab").unwrap_or_default();
        if tab.is_empty() { "/partner/cases".to_owned() } else { format!("/partner/cases?tab={tab}") }
    }

    /// The query of this list, for a view.
    pub fn query(&self) -> String {
        let address = address(&self.asked, &[], &["page", "focus"]);
        address.trim_start_matches("/partner/cases").trim_start_matches('?').to_owned()
    }

    /// Whether the column under a heading is shown; those that cannot be left out always are.
    pub fn shows_label(&self, label: &str) -> bool {
        match label {
            "Case" | "Debtor" | "Outstanding" | "State" => true,
            other => self.shows(&other.to_ascii_lowercase()),
        }
    }

    /// The total in words: "248" or "10,000+".
    pub fn total_text(&self) -> String {
        let plus = if self.total.is_capped { "+" } else { "" };
        format!("{}{plus}", grouped(self.total.cases))
    }

    /// "1–50".
    pub fn range(&self) -> String {
        if self.rows.is_empty() {
            return "0".to_owned();
        }
        let from = self.paging.skip() + 1;
        let to = self.paging.skip() + i64::try_from(self.rows.len()).unwrap_or_default();
        format!("{}–{}", grouped(from), grouped(to))
    }

    /// The pages to link to; `None` is a gap.
    pub fn pages(&self) -> Vec<Option<i64>> {
        let last = self.paging.pages(self.total.cases).max(1);
        let here = self.paging.page;
        let mut pages = Vec::new();
        for page in 1..=last.min(here + 3) {
            if page == 1 || (page - here).abs() <= 2 {
                pages.push(Some(page));
            } else if pages.last() != Some(&None) {
                pages.push(None);
            }
        }
        pages
    }

    /// How many pages there are.
    pub fn page_count(&self) -> i64 {
        self.paging.pages(self.total.cases)
    }

    /// The page before this one.
    pub fn previous_href(&self) -> String {
        self.page_href(&(self.paging.page - 1))
    }

    /// The page after this one.
    pub fn next_href(&self) -> String {
        self.page_href(&(self.paging.page + 1))
    }

    /// Whether there is a page after this one.
    pub fn has_next(&self) -> bool {
        self.paging.page < self.paging.pages(self.total.cases)
    }

    /// The address of another page.
    pub fn page_href(&self, page: &i64) -> String {
        address(&self.asked, &[("page", &page.to_string())], &[])
    }

    /// The address that sorts by a column, turning it around when it is sorted by already.
    pub fn sort_href(&self, field: &str) -> String {
        let direction = if self.sorted(field) == Some("descending") { "asc" } else { "desc" };
        self.with("sort", &format!("{field}:{direction}"))
    }

    /// Whether and how the list is sorted by a column.
    pub fn sorted(&self, field: &str) -> Option<&'static str> {
        let (name, direction) = self.asked.one("sort")?.split_once(':').unwrap_or((self.asked.one("sort")?, "asc"));
        name.eq_ignore_ascii_case(field).then_some(if direction == "desc" { "descending" } else { "ascending" })
    }

    /// Whether a column is shown; all but the handler are unless the address names some.
    pub fn shows(&self, column: &str) -> bool {
        let columns = self.asked.list("columns");
        (columns.is_empty() && column != "handler") || columns.iter().any(|shown| shown == column)
    }

    /// Whether a name has a text in the address.
    pub fn has(&self, name: &str, text: &str) -> bool {
        self.asked.list(name).iter().any(|chosen| chosen == text)
    }

    /// A text of the address.
    pub fn text(&self, name: &str) -> &str {
        self.asked.one(name).unwrap_or_default()
    }

    /// Whether anything but the tab restricts the list.
    pub fn is_filtered(&self) -> bool {
        self.chips().iter().any(|chip| chip.words.is_some()) || !self.text("q").is_empty()
    }

    /// Where the export of this very list begins.
    pub fn export_href(&self) -> String {
        format!(
            "/partner/export?{}",
            address(&self.asked, &[], &["page", "pagesize", "columns", "focus"])
                .trim_start_matches("/partner/cases")
                .trim_start_matches('?')
        )
    }

    /// The hidden fields that keep the rest of the address when a form is sent.
    pub fn kept(&self) -> Vec<(&str, String)> {
        ["tab", "sort", "pagesize", "columns"]
            .into_iter()
            .filter_map(|name| {
                let texts = self.asked.list(name);
                (!texts.is_empty()).then(|| (name, texts.join(",")))
            })
            .collect()
    }
}

/// The list's address with some names set and some left out.
pub fn address(asked: &Asked, set: &[(&str, &str)], without: &[&str]) -> String {
    let query = asked.query(set, without);
    if query.is_empty() { "/partner/cases".to_owned() } else { format!("/partner/cases?{query}") }
}

/// The tabs with their counts.
pub fn tabs(asked: &Asked, open: &'static Tab, counts: &[(Lifecycle, i64)]) -> Vec<TabView> {
    TABS.iter()
        .map(|tab| TabView {
            label: tab.label,
            href: address(
                asked,
                &[("tab", if tab.name == "all" { "" } else { tab.name })],
                &["page", "statuses", "sort"],
            ),
            cases: counts
                .iter()
                .filter(|(state, _)| tab.states.is_empty() || tab.states.contains(state))
                .map(|(_, cases)| cases)
                .sum(),
            is_open: tab.name == open.name,
            is_hot: tab.name == "new",
        })
        .collect()
}
