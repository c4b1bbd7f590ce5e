//! People and keys of organisations as JSON of the operator's API.

use serde::Serialize;
use utoipa::ToSchema;

use crate::store::people::keys::Key;
use crate::store::people::team::Colleague;

/// A person of an agency or a referral partner.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct OrganisationPersonDto {
    pub id: String,
    /// Their place in this organisation. Addresses name it.
    pub membership_id: String,
    pub name: String,
    pub email: String,
    /// `Admin`, `User` or `Viewer`.
    pub role: &'static str,
}

/// An API key, without the key itself.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct OrganisationKeyDto {
    pub id: String,
    /// What a client calls it; null for others.
    pub name: Option<String>,
    /// Its first characters.
    pub hint: String,
    pub created_at: chrono::DateTime<chrono::Utc>,
    pub created_by: String,
    pub last_used_at: Option<chrono::DateTime<chrono::Utc>>,
    /// When it stops working, if it was replaced.
    pub ends_at: Option<chrono::DateTime<chrono::Utc>>,
}

/// The working keys of an organisation.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct OrganisationKeysDto {
    /// The key that this request has issued. It is shown this once.
    pub issued: Option<String>,
    pub keys: Vec<OrganisationKeyDto>,
}

impl From<&Colleague> for OrganisationPersonDto {
    fn from(person: &Colleague) -> Self {
        Self {
            id: person.id.to_string(),
            membership_id: person.membership.to_string(),
            name: person.name.clone(),
            email: person.email.clone(),
            role: person.role.name(),
        }
    }
}

impl From<Key> for OrganisationKeyDto {
    fn from(key: Key) -> Self {
        Self {
            id: key.id.to_string(),
            name: key.name,
            hint: key.hint,
            created_at: key.created_at,
            created_by: key.created_by,
            last_used_at: key.last_used_at,
            ends_at: key.ends_at,
        }
    }
}
