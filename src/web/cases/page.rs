//! Template structs of the list of cases.

use askama::Template;

use super::columns::CASES;
use super::query::{TABS, Tab};
use super::resource::InvoiceListDto;
use crate::domain::calendar::Moment;
use crate::domain::case::Lifecycle;
use crate::domain::money::Money;
use crate::store::cases::views::View;
use crate::store::cases::{CaseFile, Counted};
use crate::web::filters::{self, grouped, shown};
use crate::web::http::asked::Paging;
use crate::web::http::lists::{Chip, Choices, ColumnChoice, Heading, Pager, TableCells};
use crate::web::http::{Asked, Page};

/// The CSS class of a state's pill.
pub(crate) fn state_class(state: Lifecycle) -> &'static str {
    match state {
        Lifecycle::PendingVerification => "new",
        Lifecycle::Active => "active",
        Lifecycle::NeedsAdditionalDetails => "info",
        Lifecycle::Paused => "paused",
        Lifecycle::Leads | Lifecycle::LeadsQuoteGiven => "quote",
        _ => "closed",
    }
}

pub(crate) struct TabView {
    pub label: &'static str,
    pub href: String,
    /// The number of cases in it.
    pub cases: i64,
    /// Whether it is the current tab.
    pub is_open: bool,
    /// Whether it is highlighted.
    pub is_hot: bool,
}

pub(crate) struct CaseListRow {
    pub file: CaseFile,
    /// The next step, in words.
    pub next: String,
    /// Whether the next step is overdue.
    pub is_late: bool,
    /// The success fee, formatted.
    pub fee: String,
    /// How long the claim has been due.
    pub age: String,
    /// When the case was created: a day in the agency's time zone.
    pub created: String,
}

impl CaseListRow {
    pub(crate) fn new(file: CaseFile, zone: chrono_tz::Tz, now: Moment) -> Self {
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
        let age = filters::age_of(case.due_date, now.with_timezone(&zone).date_naive());
        let created = case.created_at.and_utc().with_timezone(&zone).format("%-d %b %Y").to_string();
        Self { next, is_late, fee, age, created, file }
    }

    /// The address of the case.
    pub(crate) fn href(&self) -> String {
        format!("/partner/cases/{}", self.file.case.id)
    }

    /// Whether the case waits to be accepted.
    pub(crate) fn is_new(&self) -> bool {
        self.file.case.lifecycle == Lifecycle::PendingVerification
    }

    /// The CSS class of the state's pill.
    pub(crate) fn class(&self) -> &'static str {
        state_class(self.file.case.lifecycle)
    }

    /// Place and kind of the debtor: "München, DE · company".
    pub(crate) fn place(&self) -> String {
        let debtor = &self.file.debtor;
        let city = debtor.city.as_deref().map(|city| format!("{city}, ")).unwrap_or_default();
        format!("{city}{} · {}", debtor.country, debtor.kind.label().to_lowercase())
    }

    /// The principal.
    pub(crate) fn principal(&self) -> String {
        shown(Money::new(self.file.case.principal, self.file.case.currency))
    }

    /// The outstanding amount.
    pub(crate) fn outstanding(&self) -> String {
        shown(self.file.case.outstanding())
    }
}

/// Names that are dropped from the address when a filter changes.
const RESET_BY_A_FILTER: [&str; 1] = ["page"];

#[derive(Template)]
#[template(path = "cases/list.html")]
pub(crate) struct CaseListPage {
    pub(super) resource: InvoiceListDto,
    pub(super) rows: Vec<CaseListRow>,
    pub(super) asked: Asked,
    pub(super) tabs: Vec<TabView>,
    pub(super) paging: Paging,
    pub(super) total: Counted,
    pub(super) choices: Choices,
    pub(super) views: Vec<View>,
    /// Set if nothing is listed because the agency has not signed its agreement.
    pub(super) is_unsigned: bool,
}

impl Page for CaseListPage {
    type Resource = InvoiceListDto;
    fn resource(&self) -> &InvoiceListDto {
        &self.resource
    }
}

impl CaseListPage {
    /// The address of this list with one name changed, from page 1.
    pub(crate) fn with(&self, name: &str, text: &str) -> String {
        CASES.address(&self.asked, &[(name, text)], &RESET_BY_A_FILTER)
    }

    /// The address of this list without one name, from page 1.
    pub(crate) fn without(&self, name: &str) -> String {
        CASES.address(&self.asked, &[], &[name, "page"])
    }

    /// The address of the tab without filters.
    pub(crate) fn cleared(&self) -> String {
        let tab = self.asked.one("tab").unwrap_or_default();
        if tab.is_empty() { CASES.at.to_owned() } else { format!("{}?tab={tab}", CASES.at) }
    }

    /// The query of this list, to be saved as a view.
    pub(crate) fn query(&self) -> String {
        self.asked.query(&[], &["page", "focus"])
    }

    /// The chips above the list.
    pub(crate) fn chips(&self) -> Vec<Chip> {
        CASES.chips(&self.asked, &self.choices, &RESET_BY_A_FILTER)
    }

    /// The headings of the table.
    pub(crate) fn headings(&self) -> Vec<Heading> {
        CASES.headings(&self.asked, "", &RESET_BY_A_FILTER)
    }

    /// The cells of a row.
    pub(crate) fn cells(&self, row: &CaseListRow) -> Vec<TableCells> {
        CASES.cells(&self.asked, row)
    }

    /// The columns to choose from.
    pub(crate) fn column_choices(&self) -> Vec<ColumnChoice> {
        CASES.column_choices(&self.asked)
    }

    /// The total in words: "248" or "10,000+".
    pub(crate) fn total_text(&self) -> String {
        let plus = if self.total.is_capped { "+" } else { "" };
        format!("{}{plus}", grouped(self.total.cases))
    }

    /// The pages of the list.
    pub(crate) fn pager(&self) -> Pager {
        Pager::counted(self.paging, self.total.cases, self.total.is_capped, self.rows.len(), |page| {
            CASES.address(&self.asked, &[("page", &page.to_string())], &[])
        })
    }

    /// The text of a name in the address.
    pub(crate) fn text(&self, name: &str) -> &str {
        self.asked.one(name).unwrap_or_default()
    }

    /// Whether anything but the tab filters the list.
    pub(crate) fn is_filtered(&self) -> bool {
        CASES.is_filtered(&self.asked, &self.choices)
    }

    /// The address of the export of this list.
    pub(crate) fn export_href(&self) -> String {
        format!("/partner/export?{}", self.asked.query(&[], &["page", "pagesize", "columns", "focus"]))
    }

    /// Hidden fields that keep the rest of the address when a form is sent.
    pub(crate) fn kept(&self) -> Vec<(&str, String)> {
        ["tab", "sort", "pagesize", "columns"]
            .into_iter()
            .filter_map(|name| {
                let texts = self.asked.list(name);
                (!texts.is_empty()).then(|| (name, texts.join(",")))
            })
            .collect()
    }
}

/// The tabs with their counts.
pub(crate) fn tabs(asked: &Asked, open: &'static Tab, counts: &[(Lifecycle, i64)]) -> Vec<TabView> {
    TABS.iter()
        .map(|tab| TabView {
            label: tab.label,
            href: CASES.address(
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
