//! API keys: one live key an owner, shown once, kept as its hash.

use super::{ActionError, Here, Outcome};
use crate::domain::actor::{Author, OrganisationKind};
use crate::store::{self, Db};

/// How many characters of a key are kept to tell it from others.
const HINT: usize = 8;

/// Issues a key, the only live one of its owner from now on: an older one is refused at once. Answers the key
/// itself, which nothing keeps.
///
/// # Errors
/// An owner that does not exist.
pub fn issue_key(db: &mut Db, owner_kind: &str, owner_id: &str, by: &Author, here: &Here) -> Outcome<String> {
    let key = format!("pp_{}", store::fresh_token());
    let hint: String = key.chars().take(HINT).collect();
    db.write(|db| {
        // Two colleagues at once: the second waits, and replaces the first one's key.
        if let Some(kind) = OrganisationKind::parse(owner_kind)
            && store::people::any_hold(db, (kind, owner_id))?.is_none()
        {
            return Err(ActionError::At("organisation", format!("There is no organisation {owner_id}.")));
        }
        let replaced = store::keys::live(db, owner_id)?;
        store::keys::replace(db, owner_kind, owner_id, (&hint, &store::secret_hash(&key)), &by.name, here.now)?;
        let verb = if replaced.is_some() { "KeyReplaced" } else { "KeyIssued" };
        let before = replaced.map(|key| ("replaced", key.hint));
        let details: Vec<_> = [("hint", hint)].into_iter().chain(before).collect();
        store::facts::audit(db, by, verb, owner_kind, owner_id, &details, here.now)?;
        Ok(key)
    })
}

/// Revokes the live key of an owner; without one nothing happens. Answers whether there was one.
///
/// # Errors
/// When the database does not answer.
pub fn revoke_key(db: &mut Db, owner_kind: &str, owner_id: &str, by: &Author, here: &Here) -> Outcome<bool> {
    db.write(|db| {
        let Some(key) = store::keys::live(db, owner_id)? else { return Ok(false) };
        if !store::keys::revoke(db, owner_id, here.now)? {
            return Ok(false);
        }
        store::facts::audit(db, by, "KeyRevoked", owner_kind, owner_id, &[("hint", key.hint)], here.now)?;
        Ok(true)
    })
}
