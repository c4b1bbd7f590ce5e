//! The audit trail as JSON.

use std::collections::BTreeMap;

use serde::Serialize;
use utoipa::ToSchema;

use crate::store::StoreError;
use crate::store::audit::AuditRow;

/// A page of the audit trail, newest first.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct AuditListDto {
    pub entries: Vec<AuditEntryDto>,
    /// The value of `before` for the next page; null on the last page.
    pub next: Option<String>,
}

/// Something that was done.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct AuditEntryDto {
    pub id: String,
    pub at: chrono::DateTime<chrono::Utc>,
    /// The side that acted, such as `Partner`.
    pub actor_kind: String,
    pub actor_id: String,
    pub actor_name: String,
    pub organisation_id: Option<String>,
    /// What was done, such as `CaseClosed`.
    pub verb: String,
    /// The kind of thing that was changed, such as `case`.
    pub object_kind: String,
    pub object_id: String,
    pub details: BTreeMap<String, serde_json::Value>,
}

impl TryFrom<&AuditRow> for AuditEntryDto {
    type Error = StoreError;

    fn try_from(row: &AuditRow) -> Result<Self, StoreError> {
        let details = serde_json::from_str(&row.details)
            .map_err(|error| StoreError::Corrupt(format!("the details of the audit row {}: {error}", row.id)))?;
        Ok(Self {
            id: row.id.clone(),
            at: row.at.and_utc(),
            actor_kind: row.actor_kind.clone(),
            actor_id: row.actor_id.clone(),
            actor_name: row.actor_name.clone(),
            organisation_id: row.organisation_id.clone(),
            verb: row.verb.clone(),
            object_kind: row.object_kind.clone(),
            object_id: row.object_id.clone(),
            details,
        })
    }
}
