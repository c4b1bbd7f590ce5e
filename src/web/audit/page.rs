//! What the template of the audit trail fills.

use askama::Template;

use super::query::AUDIT;
use super::resource::{AuditEntryDto, AuditListDto};
use crate::domain::actor::Operator;
use crate::store::audit::{AuditFilter, find};
use crate::store::{Db, StoreError};
use crate::web::filters;
use crate::web::http::lists::{Chip, Choices, Pager};
use crate::web::http::{Asked, Failure, Page, Problems};

/// Names that are left out of an address that begins the list again.
const FROM_THE_NEWEST: [&str; 1] = ["before"];

/// A page of the audit trail.
#[derive(Template)]
#[template(path = "audit/list.html")]
pub(crate) struct AuditPage {
    resource: AuditListDto,
    choices: Choices,
    asked: Asked,
}

impl Page for AuditPage {
    type Resource = AuditListDto;
    fn resource(&self) -> &AuditListDto {
        &self.resource
    }
}

impl AuditPage {
    pub(super) fn load(
        db: &mut Db,
        who: &Operator,
        (filter, size): (&AuditFilter, i64),
        asked: Asked,
    ) -> Result<Self, Failure> {
        let mut rows = find(db, who, filter, size + 1).map_err(|error| match error {
            StoreError::NotFound => Problems::at("before", "There is no such entry.").into(),
            other => Failure::from(other),
        })?;
        let size = usize::try_from(size).unwrap_or(usize::MAX);
        let has_next = rows.len() > size;
        rows.truncate(size);
        let next = rows.last().filter(|_| has_next).map(|row| row.id.clone());
        let entries = rows.iter().map(AuditEntryDto::try_from).collect::<Result<_, _>>()?;
        Ok(Self { resource: AuditListDto { entries, next }, choices: Choices::default(), asked })
    }

    fn chips(&self) -> Vec<Chip> {
        AUDIT.chips(&self.asked, &self.choices, &FROM_THE_NEWEST)
    }

    /// The filters without a chip that are on: words, and the list without them.
    fn narrowed(&self) -> Vec<(String, String)> {
        AUDIT.narrowed(&self.asked, &self.choices, &FROM_THE_NEWEST)
    }

    /// The list with one more filter.
    fn with(&self, name: &str, value: &str) -> String {
        AUDIT.address(&self.asked, &[(name, value)], &FROM_THE_NEWEST)
    }

    /// What is kept when days are chosen.
    fn kept(&self) -> Vec<(&str, &str)> {
        let mut names = AUDIT.names_of_form();
        names.extend(FROM_THE_NEWEST);
        self.asked.pairs_without(&names)
    }

    /// "reason: paid twice · amount: 10.00"
    fn details(entry: &AuditEntryDto) -> String {
        let text = |value: &serde_json::Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let pairs: Vec<String> = entry.details.iter().map(|(name, value)| format!("{name}: {}", text(value))).collect();
        pairs.join(" · ")
    }

    fn pager(&self) -> Pager {
        let next = self.resource.next.as_ref();
        Pager {
            previous: self.asked.one("before").map(|_| (AUDIT.address(&self.asked, &[], &FROM_THE_NEWEST), "Newest")),
            next: next.map(|id| (AUDIT.address(&self.asked, &[("before", id)], &[]), "Older")),
            ..Pager::default()
        }
    }
}
