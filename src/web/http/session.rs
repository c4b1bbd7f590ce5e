//! Sessions are stored in the database, behind the framework's store interface, so that they can be listed and ended.
//! The cookie holds a token of 256 bits; the database only its SHA-256.
//!
//! Loading a session also loads its person, with the same query and for every request: a colleague who was removed is
//! signed out at the next click.

use std::collections::HashMap;

use actix_session::storage::{LoadError, SaveError, SessionKey, SessionStore, UpdateError};
use actix_web::cookie::time::Duration;
use actix_web::web;
use serde::{Deserialize, Serialize};

use super::work::Shared;
use crate::domain::actor::{Agency, OrganisationKind, Person, Role};
use crate::domain::ids::{CollectionPartnerId, MembershipId, PersonId, ReferralPartnerId};
use crate::store::people::organisations::AgencyProfile;
use crate::store::{self, StoreError};

/// Key in the session's state: who it belongs to, as loaded. Never stored.
pub(crate) const WHO: &str = "who";
/// Key: the person.
pub(crate) const PERSON: &str = "person";
/// Key: the chosen membership.
pub(crate) const MEMBERSHIP: &str = "membership";
/// Key: the token of the session's forms.
pub(crate) const TOKEN: &str = "token";
/// Key: the browser's `User-Agent`.
pub(crate) const AGENT: &str = "agent";
/// Key: the client's address.
pub(crate) const ADDRESS: &str = "address";

/// Key: when the person last proved who they are, in Unix seconds.
pub(crate) const CONFIRMED: &str = "confirmed";
/// Key: the person who has yet to enter their second factor.
pub(crate) const PENDING: &str = "pending";
/// Key: a mark that shows whether the pending person's password is still the same.
pub(crate) const PENDING_MARK: &str = "pendingMark";
/// Key: since when the second factor is pending, in Unix seconds.
pub(crate) const PENDING_SINCE: &str = "pendingSince";

/// Key: the agency whose pages one of the operator's people looks at.
pub(crate) const LOOKS_AT: &str = "looksAt";

/// The agency whose pages one of the operator's people looks at, as the session keeps it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct LooksAt {
    pub id: String,
    pub name: String,
    pub time_zone: String,
}

impl LooksAt {
    pub(crate) fn new(agency: &AgencyProfile) -> Self {
        let time_zone = agency.time_zone.name().to_owned();
        Self { id: agency.id.to_string(), name: agency.name.clone(), time_zone }
    }

    /// The agency; `None` if the session was made by another version.
    pub(super) fn agency(self) -> Option<Agency> {
        let (id, time_zone) = (CollectionPartnerId::parse(&self.id)?, self.time_zone.parse().ok()?);
        Some(Agency { id, name: self.name, time_zone })
    }
}

/// A person who is signed in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct SignedIn {
    /// The person, in the organisation they chose.
    pub person: Person,
    /// The kind of that organisation.
    pub kind: OrganisationKind,
    /// The organisation's name.
    pub organisation: String,
    /// Set if the organisation is an agency.
    pub agency: Option<Agency>,
    /// Set if the organisation is a referral partner.
    pub referrer: Option<ReferralPartnerId>,
    /// SHA-256 of the session's token, to mark the current session in the list.
    pub session: String,
    /// The time zone that the person chose, if any.
    pub time_zone: Option<chrono_tz::Tz>,
    /// Whether they have set up a second factor.
    pub has_second_factor: bool,
}

/// [`SignedIn`] as JSON, passed in the session's state from the store to the extractor.
#[derive(Serialize, Deserialize)]
pub(crate) struct Who {
    pub(super) id: String,
    pub(super) number: i64,
    pub(super) name: String,
    pub(super) email: String,
    pub(super) membership: String,
    pub(super) role: String,
    pub(super) letter_keys: bool,
    pub(super) has_choice: bool,
    pub(super) kind: String,
    pub(super) organisation_id: String,
    pub(super) organisation: String,
    pub(super) time_zone: Option<String>,
    pub(super) own_time_zone: Option<String>,
    pub(super) has_second_factor: bool,
    pub(super) session: String,
}

impl Who {
    pub(super) fn understood(self) -> Option<SignedIn> {
        let kind = OrganisationKind::parse(&self.kind)?;
        let agency = match kind {
            OrganisationKind::CollectionPartner => Some(Agency {
                id: CollectionPartnerId::parse(&self.organisation_id)?,
                name: self.organisation.clone(),
                time_zone: self.time_zone.as_deref()?.parse().ok()?,
            }),
            _ => None,
        };
        let referrer = match kind {
            OrganisationKind::ReferralPartner => Some(ReferralPartnerId::parse(&self.organisation_id)?),
            _ => None,
        };
        let person = Person {
            id: PersonId::parse(&self.id)?,
            number: self.number,
            name: self.name,
            email: self.email,
            membership: MembershipId::parse(&self.membership)?,
            role: Role::parse(&self.role)?,
            letter_keys: self.letter_keys,
            has_choice: self.has_choice,
        };
        Some(SignedIn {
            person,
            kind,
            organisation: self.organisation,
            agency,
            referrer,
            session: self.session,
            time_zone: self.own_time_zone.and_then(|zone| zone.parse().ok()),
            has_second_factor: self.has_second_factor,
        })
    }
}

/// The session store of this server.
pub(crate) struct Sessions(pub web::Data<Shared>);

type State = HashMap<String, String>;

impl Sessions {
    async fn with<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Shared) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, anyhow::Error> {
        let shared = self.0.clone();
        let threads = shared.threads.clone();
        threads.run(move || work(&shared)).await.map_err(|failure| anyhow::anyhow!(failure.to_string()))
    }
}

fn unquoted(state: &State, name: &str) -> Option<String> {
    state.get(name).and_then(|text| serde_json::from_str(text).ok())
}

impl SessionStore for Sessions {
    async fn load(&self, key: &SessionKey) -> Result<Option<State>, LoadError> {
        let hash = store::secret_hash(key.as_ref());
        self.with(move |shared| {
            let now = (shared.clock)();
            let Some(found) = store::people::sessions::unscoped::live(&shared.database, &hash, now)? else {
                return Ok(None);
            };
            let mut state: State = serde_json::from_str(&found.state).unwrap_or_default();
            if let Some(who) = found.who {
                let who = Who {
                    id: who.person.as_str().to_owned(),
                    number: who.number,
                    name: who.name,
                    email: who.email,
                    membership: who.membership.as_str().to_owned(),
                    role: who.role,
                    letter_keys: who.letter_keys,
                    has_choice: who.has_choice,
                    kind: who.kind,
                    organisation_id: who.organisation_id,
                    organisation: who.organisation.unwrap_or_else(|| shared.config.operator_name.clone()),
                    time_zone: who.time_zone.map(|zone| zone.name().to_owned()),
                    own_time_zone: who.own_time_zone.map(|zone| zone.name().to_owned()),
                    has_second_factor: who.has_second_factor,
                    session: hash,
                };
                // The framework keeps each entry as JSON, so a text is encoded twice.
                let text = serde_json::to_string(&who).unwrap_or_default();
                state.insert(WHO.to_owned(), serde_json::to_string(&text).unwrap_or_default());
            }
            Ok(Some(state))
        })
        .await
        .map_err(LoadError::Other)
    }

    async fn save(&self, state: State, _: &Duration) -> Result<SessionKey, SaveError> {
        let token = store::fresh_token();
        let hash = store::secret_hash(&token);
        self.with(move |shared| shared.put(&hash, state, true)).await.map_err(SaveError::Other)?;
        SessionKey::try_from(token).map_err(|error| SaveError::Other(error.into()))
    }

    async fn update(&self, key: SessionKey, state: State, _: &Duration) -> Result<SessionKey, UpdateError> {
        let hash = store::secret_hash(key.as_ref());
        self.with(move |shared| shared.put(&hash, state, false)).await.map_err(UpdateError::Other)?;
        Ok(key)
    }

    async fn update_ttl(&self, key: &SessionKey, _: &Duration) -> Result<(), anyhow::Error> {
        let hash = store::secret_hash(key.as_ref());
        self.with(move |shared| store::people::sessions::unscoped::seen(&shared.database, &hash, (shared.clock)()))
            .await
    }

    async fn delete(&self, key: &SessionKey) -> Result<(), anyhow::Error> {
        let hash = store::secret_hash(key.as_ref());
        self.with(move |shared| store::people::sessions::unscoped::end(&shared.database, &hash)).await
    }
}

impl Shared {
    fn put(&self, hash: &str, mut state: State, fresh: bool) -> Result<(), StoreError> {
        state.remove(WHO);
        let session = store::people::sessions::Session {
            key_hash: hash.to_owned(),
            person: unquoted(&state, PERSON).and_then(|id| PersonId::parse(&id)),
            membership: unquoted(&state, MEMBERSHIP).and_then(|id| MembershipId::parse(&id)),
            agent: unquoted(&state, AGENT).unwrap_or_default(),
            address: unquoted(&state, ADDRESS).unwrap_or_default(),
            state: serde_json::to_string(&state).unwrap_or_default(),
        };
        store::people::sessions::unscoped::put(&self.database, &session, fresh, (self.clock)())
    }
}
