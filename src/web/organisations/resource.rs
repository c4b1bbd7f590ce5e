//! People and keys of organisations as JSON of the operator's API.

use serde::Serialize;
use utoipa::ToSchema;

use crate::store::people::keys::Key;
use crate::store::people::team::Colleague;

/// A person of an agency or a referral partner.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct OrganisationPersonDto {
    pub id: String,
    pub name: String,
    pub email: String,
    /// `Admin`, `User` or `Viewer`.
    pub role: &'static str,
}

/// An API key, without the key itself.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct OrganisationKeyDto {
    /// Its first characters.
    pub hint: String,
    pub created_at: chrono::DateTime<chrono::Utc>,
    pub last_used_at: Option<chrono::DateTime<chrono::Utc>>,
}

impl From<&Colleague> for OrganisationPersonDto {
    fn from(person: &Colleague) -> Self {
        Self {
            id: person.id.to_string(),
            name: person.name.clone(),
            email: person.email.clone(),
            role: person.role.name(),
        }
    }
}

impl From<Key> for OrganisationKeyDto {
    fn from(key: Key) -> Self {
        Self { hint: key.hint, created_at: key.created_at, last_used_at: key.last_used_at }
    }
}
