//! Idempotency keys: the key is inserted first, in the transaction of the work, so that a second request with the same
//! key waits for the first and gets its answer.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::ActionError;
use crate::domain::calendar::Moment;
use crate::store::{self, StoreError, Tx, Writer};

/// Runs `work` unless the key was used before; then returns the first answer.
///
/// # Errors
/// The errors of `work` (the key is then free again); [`ActionError::KeyReused`] if the key was used with another body;
/// [`StoreError::Waited`] if the first request does not end in time.
pub fn happen<T, E>(
    db: &mut Writer,
    scope: &str,
    key: &str,
    body_hash: &str,
    now: Moment,
    work: impl FnOnce(&mut Tx<'_>) -> Result<T, E>,
) -> Result<T, E>
where
    T: Serialize + DeserializeOwned,
    E: From<ActionError> + From<StoreError>,
{
    db.write(|db| {
        if !store::db::once::claim(db, scope, key, body_hash, now)? {
            let (first_hash, answer) = store::db::once::answer(db, scope, key)?;
            if first_hash != body_hash {
                return Err(ActionError::KeyReused.into());
            }
            return serde_json::from_str(&answer)
                .map_err(|error| StoreError::Corrupt(format!("the answer kept under a key: {error}")).into());
        }
        let done = work(db)?;
        let answer = serde_json::to_string(&done).map_err(|error| StoreError::Corrupt(error.to_string()))?;
        store::db::once::keep(db, scope, key, &answer)?;
        Ok(done)
    })
}
