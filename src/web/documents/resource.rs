//! A document in the contracts.

use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use super::link;
use crate::config::Config;
use crate::domain::calendar::Moment;
use crate::store::documents::Document;

/// A file of a case.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CaseFileDto {
    /// The file.
    pub id: String,
    /// When it was added.
    pub date_created: DateTime<Utc>,
    /// When it was last changed.
    pub date_updated: DateTime<Utc>,
    /// The case.
    pub case_id: String,
    /// Whose side it came from: `Creditor`, `CollectionPartner` or `BackendAdmin`.
    pub entity_type: Option<String>,
    /// The organisation it came from.
    pub entity_id: String,
    /// Its name.
    pub file_name: Option<String>,
    /// Where it can be fetched without a key, for an hour.
    pub url: Option<String>,
    /// The uploader's description.
    pub description: Option<String>,
    /// The purpose.
    pub document_type: Option<String>,
}

impl CaseFileDto {
    /// A document with a fresh signed link.
    pub(crate) fn new(document: &Document, config: &Config, now: Moment) -> Self {
        Self {
            id: document.id.to_string(),
            date_created: document.created_at.and_utc(),
            date_updated: document.updated_at.and_utc(),
            case_id: document.case_id.to_string(),
            entity_type: Some(document.uploader_kind.name().to_owned()),
            entity_id: document.uploader_id.clone(),
            file_name: Some(document.file_name.clone()),
            url: Some(link::signed(config, document.id, now)),
            description: document.description.clone(),
            document_type: document.document_type.map(|kind| kind.name().to_owned()),
        }
    }
}
