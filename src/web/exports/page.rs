//! Template structs of the export page.

use askama::Template;
use serde::Serialize;
use utoipa::ToSchema;

use super::query::{self, MAX_CASES_PER_REQUEST, Place};
use super::slice::Slice;
use crate::domain::actor::Partner;
use crate::domain::case::Lifecycle;
use crate::exchange::COLUMNS;
use crate::store::documents::Document;
use crate::web::cases::columns::CASES;
use crate::web::cases::query::{TABS, tab_of};
use crate::web::filters::{self, grouped};
use crate::web::http::lists::Choices;
use crate::web::http::{Asked, Page, Problems};

/// What an export would deliver.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ExportDto {
    /// How many cases match.
    pub total_results: i64,
    /// How many of them were before this request.
    pub before: i64,
    /// How many this request delivers; at most 200.
    pub response_count: i64,
    /// The place from which the next request goes on: `after=` of both downloads.
    pub next: Option<String>,
    /// Documents on the delivered cases.
    pub documents: i64,
    /// Bytes of these documents.
    pub document_bytes: i64,
}

pub(crate) struct StateChoice {
    pub name: &'static str,
    pub label: &'static str,
    pub is_on: bool,
}

#[derive(Template)]
#[template(path = "exports/export.html")]
pub(crate) struct ExportPage {
    resource: ExportDto,
    asked: Asked,
    states: Vec<StateChoice>,
    zone: String,
    is_capped: bool,
}

impl Page for ExportPage {
    type Resource = ExportDto;
    fn resource(&self) -> &ExportDto {
        &self.resource
    }
}

/// Names of the page's own fields. Everything else in the address is kept from the list.
const OWN_FIELDS: [&str; 12] = [
    "tab",
    "statuses",
    "createdFrom",
    "createdTo",
    "startedFrom",
    "startedTo",
    "closedFrom",
    "closedTo",
    "tests",
    "includeTestCases",
    "after",
    "page",
];

impl ExportPage {
    /// The page for the cases of one request.
    ///
    /// # Errors
    /// If the tab is unknown.
    pub(crate) fn new(asked: Asked, who: &Partner, slice: &Slice, documents: &[Document]) -> Result<Self, Problems> {
        let chosen: Vec<Lifecycle> = match asked.list("statuses").as_slice() {
            [] => tab_of(&asked)?.states.to_vec(),
            names => names.iter().filter_map(|name| Lifecycle::parse(name)).collect(),
        };
        let states = TABS
            .iter()
            .flat_map(|tab| tab.states)
            .map(|state| StateChoice { name: state.name(), label: state.label(), is_on: chosen.contains(state) })
            .collect();
        let count = |rows: usize| i64::try_from(rows).unwrap_or(i64::MAX);
        let resource = ExportDto {
            total_results: slice.total.cases,
            before: slice.before,
            response_count: count(slice.files.len()),
            next: slice.next.map(Place::text),
            documents: count(documents.len()),
            document_bytes: documents.iter().map(|document| document.size).sum(),
        };
        Ok(Self { resource, asked, states, zone: who.agency.time_zone.to_string(), is_capped: slice.total.is_capped })
    }

    fn text(&self, name: &str) -> &str {
        self.asked.one(name).unwrap_or_default()
    }

    fn tests(&self) -> &str {
        match self.asked.one("tests") {
            Some(text) => text,
            None if self.asked.is_on("includeTestCases") || !self.asked.list("ids").is_empty() => "also",
            None => "no",
        }
    }

    /// Hidden fields that keep the filters of the list.
    fn kept(&self) -> Vec<(&str, &str)> {
        let mut pairs = self.asked.pairs_without(&OWN_FIELDS);
        pairs.retain(|(name, _)| !query::IGNORED_NAMES.iter().any(|other| other.eq_ignore_ascii_case(name)));
        pairs
    }

    /// The filters of the list, in words.
    fn taken_over(&self) -> String {
        CASES.words(&self.asked, &Choices::default(), &OWN_FIELDS).join(", ")
    }

    fn total(&self) -> String {
        let plus = if self.is_capped { "+" } else { "" };
        format!("{}{plus}", grouped(self.resource.total_results))
    }

    /// "12 cases match", "248 cases match, the first 200 are delivered".
    fn headline(&self) -> String {
        let ExportDto { total_results: total, before, response_count: ctx, .. } = self.resource;
        let match_ = if total == 1 { "1 case matches".to_owned() } else { format!("{} cases match", self.total()) };
        if before > 0 {
            return format!("{match_}, these are {} to {}", grouped(before + 1), grouped(before + ctx));
        }
        match self.resource.next {
            Some(_) => format!("{match_}, the first {MAX_CASES_PER_REQUEST} are delivered"),
            None if total == 1 => match_,
            None => format!("{match_}, and all are delivered"),
        }
    }

    /// What does not fit into this download.
    fn rest(&self) -> String {
        let rest = self.resource.total_results - self.resource.before - self.resource.response_count;
        match (rest, self.is_capped) {
            (_, true) => format!(
                "All others, more than {}, come with further requests of {MAX_CASES_PER_REQUEST}.",
                grouped(rest)
            ),
            (1, _) => "The other one comes with a second request.".to_owned(),
            (2..=MAX_CASES_PER_REQUEST, _) => format!("The other {rest} come with one more request."),
            _ => format!("The other {} come with further requests of {MAX_CASES_PER_REQUEST}.", grouped(rest)),
        }
    }

    fn order(&self) -> String {
        match self.asked.one("sort") {
            None => "In the order of the list, newest first.".to_owned(),
            Some(sort) => format!("In the order of the list, by {}.", sort.replace(':', " ").replace(',', ", ")),
        }
    }

    /// The number of cases, for the button's label.
    fn cases(&self) -> String {
        match self.resource.response_count {
            1 => "1 case".to_owned(),
            many => format!("{many} cases"),
        }
    }

    fn csv_href(&self) -> String {
        self.href("/partner/export/cases.csv", self.asked.one("after"))
    }

    fn zip_href(&self) -> String {
        self.href("/partner/export/documents.zip", self.asked.one("after"))
    }

    fn next_href(&self) -> String {
        self.href("/partner/export", self.resource.next.as_deref())
    }

    fn first_href(&self) -> String {
        self.href("/partner/export", None)
    }

    fn href(&self, path: &str, place: Option<&str>) -> String {
        let query = query::address_query(&self.asked, &[], place);
        if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
    }

    fn columns(&self) -> usize {
        COLUMNS.len()
    }
}
