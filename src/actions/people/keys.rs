//! API keys, shown once and stored as a hash. A client may have several, each with a name. Any other owner has one live
//! key; a replaced one may work for another day, so that systems can be changed over.

use super::{ActionError, Context, Outcome};
use crate::domain::actor::{Author, OrganisationKind};
use crate::domain::ids::KeyId;
use crate::store::people::keys::{Key, NewKey};
use crate::store::{self, Writer};

/// Characters of a key that are stored to recognise it.
const HINT_CHARACTERS: usize = 8;
/// Hours for which a replaced key still works, if that was chosen.
pub const OVERLAP_HOURS: i64 = 24;
/// Working keys of one client.
const MAX_KEYS_PER_CLIENT: usize = 20;

/// What happens to the replaced key.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Handover {
    /// It stops working at once.
    #[default]
    AtOnce,
    /// It works for another [`OVERLAP_HOURS`].
    Overlap,
}

/// Issues a key; a replaced one stops working at once. See [`replace_key`].
///
/// # Errors
/// An unknown owner.
pub fn issue_key(db: &mut Writer, owner_kind: &str, owner_id: &str, by: &Author, ctx: &Context) -> Outcome<String> {
    replace_key(db, owner_kind, owner_id, Handover::AtOnce, None, by, ctx)
}

/// Issues a key, from now on the only live one of its owner. Returns the key, which is not stored. `replaces` is the
/// start of the key to replace, so that a repeated form does not replace the new key.
///
/// # Errors
/// An unknown owner; the live key is not the one named.
pub fn replace_key(
    db: &mut Writer,
    owner_kind: &str,
    owner_id: &str,
    handover: Handover,
    replaces: Option<&str>,
    by: &Author,
    ctx: &Context,
) -> Outcome<String> {
    let (key, hint) = fresh();
    db.write(|db| {
        // Two colleagues at once: the second waits and replaces the key of the first.
        if let Some(kind) = OrganisationKind::parse(owner_kind)
            && store::people::organisations::unscoped::hold(db, kind, owner_id)?.is_none()
        {
            return Err(ActionError::At("organisation", format!("There is no organisation {owner_id}.")));
        }
        let replaced = store::people::keys::live(db, owner_id)?;
        if replaces.is_some_and(|meant| replaced.as_ref().is_none_or(|key| key.hint != meant)) {
            let text = "The key was replaced or revoked meanwhile. Look at the keys again before you go on.";
            return Err(ActionError::At("handover", text.to_owned()));
        }
        let old_ends = match handover {
            Handover::AtOnce => ctx.now,
            Handover::Overlap => ctx.now + chrono::Duration::hours(OVERLAP_HOURS),
        };
        let hash = store::secret_hash(&key);
        let new = NewKey { name: None, hint: &hint, hash: &hash, by: &by.name };
        store::people::keys::replace(db, owner_kind, owner_id, new, old_ends, ctx.now)?;
        let verb = if replaced.is_some() { "KeyReplaced" } else { "KeyIssued" };
        let before = replaced.into_iter().flat_map(|key| [("replaced", key.hint), ("until", old_ends.to_rfc3339())]);
        let details: Vec<_> = [("hint", hint.clone())].into_iter().chain(before).collect();
        store::facts::audit(db, by, verb, owner_kind, owner_id, &details, ctx.now)?;
        Ok(key)
    })
}

/// A new key and its first characters.
fn fresh() -> (String, String) {
    let key = format!("pp_{}", store::fresh_token());
    let hint = key.chars().take(HINT_CHARACTERS).collect();
    (key, hint)
}

/// A key that is wanted.
#[derive(Clone, Debug, Default)]
pub struct KeyOrder {
    /// The name of a client's key; others have none.
    pub name: Option<String>,
    /// What happens to the key before, which a client keeps.
    pub handover: Handover,
    /// The start of the key that is replaced.
    pub replaces: Option<String>,
}

/// Issues a key in the way of its owner: another one with a name for a client, the only one for anybody else. Returns
/// the key, which is not stored.
///
/// # Errors
/// As [`replace_key`] and [`add_key`]; at `name` if a client's key has none.
pub fn issue_for(
    db: &mut Writer,
    (kind, owner): (OrganisationKind, &str),
    order: &KeyOrder,
    by: &Author,
    ctx: &Context,
) -> Outcome<String> {
    if kind != OrganisationKind::Client {
        return replace_key(db, kind.name(), owner, order.handover, order.replaces.as_deref(), by, ctx);
    }
    let Some(name) = &order.name else {
        return Err(ActionError::At("name", "Enter a name, such as the system that uses the key.".to_owned()));
    };
    Ok(add_key(db, owner, name, by, ctx)?.1)
}

/// Issues another key of a client, under a name of its own. Returns the key, which is not stored.
///
/// # Errors
/// An unknown client; a working key has this name; the client has too many.
pub fn add_key(db: &mut Writer, client: &str, name: &str, by: &Author, ctx: &Context) -> Outcome<(KeyId, String)> {
    let (key, hint) = fresh();
    let kind = OrganisationKind::Client;
    db.write(|db| {
        if store::people::organisations::unscoped::hold(db, kind, client)?.is_none() {
            return Err(store::StoreError::NotFound.into());
        }
        let working = store::people::keys::all(db, client, ctx.now)?;
        if working.iter().any(|key| key.name.as_deref() == Some(name)) {
            return Err(ActionError::At("name", format!("There is a key with the name “{name}” already.")));
        }
        if working.len() >= MAX_KEYS_PER_CLIENT {
            let text = format!("A client has at most {MAX_KEYS_PER_CLIENT} keys. Revoke one first.");
            return Err(ActionError::At("name", text));
        }
        let hash = store::secret_hash(&key);
        let new = NewKey { name: Some(name), hint: &hint, hash: &hash, by: &by.name };
        let id = store::people::keys::insert(db, kind.name(), client, new, ctx.now)?;
        let details = [("hint", hint.clone()), ("name", name.to_owned())];
        store::facts::audit(db, by, "KeyIssued", kind.name(), client, &details, ctx.now)?;
        Ok((id, key))
    })
}

/// Revokes one key of an owner at once.
///
/// # Errors
/// The owner has no working key with this id.
pub fn revoke_one_key(
    db: &mut Writer,
    (kind, owner): (OrganisationKind, &str),
    id: KeyId,
    by: &Author,
    ctx: &Context,
) -> Outcome<Key> {
    db.write(|db| {
        let key = store::people::keys::all(db, owner, ctx.now)?.into_iter().find(|key| key.id == id);
        let key = key.ok_or(store::StoreError::NotFound)?;
        if !store::people::keys::revoke_one(db, owner, id, ctx.now)? {
            return Err(store::StoreError::NotFound.into());
        }
        let name = key.name.clone().map(|name| ("name", name));
        let details: Vec<_> = std::iter::once(("hint", key.hint.clone())).chain(name).collect();
        store::facts::audit(db, by, "KeyRevoked", kind.name(), owner, &details, ctx.now)?;
        Ok(key)
    })
}

/// Revokes the keys of an owner: the live one and a replaced one that still works. Returns whether there was one.
pub fn revoke_key(db: &mut Writer, owner_kind: &str, owner_id: &str, by: &Author, ctx: &Context) -> Outcome<bool> {
    db.write(|db| {
        let (live, ending) =
            (store::people::keys::live(db, owner_id)?, store::people::keys::ending(db, owner_id, ctx.now)?);
        if !store::people::keys::revoke(db, owner_id, ctx.now)? {
            return Ok(false);
        }
        let names = live.map(|key| ("hint", key.hint)).into_iter().chain(ending.map(|key| ("ending", key.hint)));
        store::facts::audit(db, by, "KeyRevoked", owner_kind, owner_id, &names.collect::<Vec<_>>(), ctx.now)?;
        Ok(true)
    })
}
