//! API keys: one live key an owner, shown once, kept as its hash. A key that is replaced may go on working for a day, so
//! that systems can be given the new one meanwhile.

use super::{ActionError, Here, Outcome};
use crate::domain::actor::{Author, OrganisationKind};
use crate::store::{self, Db};

/// How many characters of a key are kept to tell it from others.
const HINT: usize = 8;
/// For how many hours a replaced key goes on working, where that is chosen.
pub const OVERLAP_HOURS: i64 = 24;

/// What becomes of the key that is replaced.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Handover {
    /// It is refused from now on.
    #[default]
    AtOnce,
    /// It goes on working for [`OVERLAP_HOURS`].
    Overlap,
}

/// Issues a key; one that is replaced is refused at once. See [`replace_key`].
///
/// # Errors
/// An owner that does not exist.
pub fn issue_key(db: &mut Db, owner_kind: &str, owner_id: &str, by: &Author, here: &Here) -> Outcome<String> {
    replace_key(db, (owner_kind, owner_id), (Handover::AtOnce, None), by, here)
}

/// Issues a key, the only live one of its owner from now on. Answers the key itself, which nothing keeps. `replaces` is
/// the beginning of the key that is meant to be replaced: a form that is sent twice replaces it once.
///
/// # Errors
/// An owner that does not exist; another live key than the one that is meant.
pub fn replace_key(
    db: &mut Db,
    (owner_kind, owner_id): (&str, &str),
    (handover, replaces): (Handover, Option<&str>),
    by: &Author,
    here: &Here,
) -> Outcome<String> {
    let key = format!("pp_{}", store::fresh_token());
    let hint: String = key.chars().take(HINT).collect();
    db.write(|db| {
        // Two colleagues at once: the second waits, and replaces the first one's key.
        if let Some(kind) = OrganisationKind::parse(owner_kind)
            && store::people::organisations::any_hold(db, (kind, owner_id))?.is_none()
        {
            return Err(ActionError::At("organisation", format!("There is no organisation {owner_id}.")));
        }
        let replaced = store::people::keys::live(db, owner_id)?;
        if replaces.is_some_and(|meant| replaced.as_ref().is_none_or(|key| key.hint != meant)) {
            let text = "The key was replaced or revoked meanwhile. Look at the keys again before you go on.";
            return Err(ActionError::At("handover", text.to_owned()));
        }
        let old_ends = match handover {
            Handover::AtOnce => here.now,
            Handover::Overlap => here.now + chrono::Duration::hours(OVERLAP_HOURS),
        };
        let fresh = (hint.as_str(), store::secret_hash(&key));
        store::people::keys::replace(db, owner_kind, owner_id, (fresh.0, &fresh.1), &by.name, (here.now, old_ends))?;
        let verb = if replaced.is_some() { "KeyReplaced" } else { "KeyIssued" };
        let before = replaced.into_iter().flat_map(|key| [("replaced", key.hint), ("until", old_ends.to_rfc3339())]);
        let details: Vec<_> = [("hint", hint.clone())].into_iter().chain(before).collect();
        store::facts::audit(db, by, verb, owner_kind, owner_id, &details, here.now)?;
        Ok(key)
    })
}

/// Revokes the keys of an owner, the live one and one that it replaced; without any nothing happens. Answers whether
/// there was one.
///
/// # Errors
/// When the database does not answer.
pub fn revoke_key(db: &mut Db, owner_kind: &str, owner_id: &str, by: &Author, here: &Here) -> Outcome<bool> {
    db.write(|db| {
        let (live, ending) =
            (store::people::keys::live(db, owner_id)?, store::people::keys::ending(db, owner_id, here.now)?);
        if !store::people::keys::revoke(db, owner_id, here.now)? {
            return Ok(false);
        }
        let names = live.map(|key| ("hint", key.hint)).into_iter().chain(ending.map(|key| ("ending", key.hint)));
        store::facts::audit(db, by, "KeyRevoked", owner_kind, owner_id, &names.collect::<Vec<_>>(), here.now)?;
        Ok(true)
    })
}
