//! Password hashing: expensive, so few are hashed at a time, and never on a thread that serves requests.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::Outcome;
use crate::domain::password;
use crate::store::StoreError;

/// Passwords hashed at the same time.
const MAX_HASHED_AT_ONCE: usize = 2;
/// Places in the queue for one network or device.
const MAX_PLACES_PER_SUBJECT: usize = 8;
/// The longest wait for a turn, in seconds.
const MAX_WAIT: Duration = Duration::from_secs(10);

/// The queue for password hashing. Few are hashed at a time, so that many sign-ins at once do not use up memory and
/// cores. Few wait for one network or device, so that a flood from one of them does not delay others. One queue per
/// server.
pub struct HashingQueue {
    turns: Arc<Semaphore>,
    waiting: Arc<Mutex<BTreeMap<String, usize>>>,
}

impl Default for HashingQueue {
    fn default() -> Self {
        Self { turns: Arc::new(Semaphore::new(MAX_HASHED_AT_ONCE)), waiting: Arc::default() }
    }
}

/// A turn to hash a password; it ends when this is dropped.
pub struct Turn {
    _permit: OwnedSemaphorePermit,
    _place: Place,
}

/// A place in the queue, counted for its network or device.
struct Place {
    whose: String,
    waiting: Arc<Mutex<BTreeMap<String, usize>>>,
}

impl HashingQueue {
    /// Waits for a turn to hash a password. `None` if the places of this network or device are taken, or the wait was
    /// too long.
    pub async fn turn(&self, whose: &str) -> Option<Turn> {
        let place = self.place(whose)?;
        let turn = self.turns.clone().acquire_owned();
        let permit = tokio::time::timeout(MAX_WAIT, turn).await.ok()?.ok()?;
        Some(Turn { _permit: permit, _place: place })
    }

    fn place(&self, whose: &str) -> Option<Place> {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let count = waiting.entry(whose.to_owned()).or_default();
        if *count >= MAX_PLACES_PER_SUBJECT {
            return None;
        }
        *count += 1;
        Some(Place { whose: whose.to_owned(), waiting: self.waiting.clone() })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = waiting.get_mut(&self.whose) {
            *count -= 1;
            if *count == 0 {
                waiting.remove(&self.whose);
            }
        }
    }
}

/// The cost of hashing passwords.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hashing {
    /// Argon2id at 19 MiB, two passes.
    Full,
    /// As little as possible; only tests do so.
    #[cfg(feature = "demo")]
    Cheap,
}

fn argon(hashing: Hashing) -> Argon2<'static> {
    let params = match hashing {
        Hashing::Full => Params::new(19 * 1024, 2, 1, None),
        #[cfg(feature = "demo")]
        Hashing::Cheap => Params::new(64, 1, 1, None),
    };
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params.unwrap_or_default())
}

/// A password's hash, in PHC form.
///
/// # Errors
/// The system has no random bytes.
pub fn hash_password(password: &str, hashing: Hashing) -> Outcome<String> {
    argon(hashing)
        .hash_password(password::normal(password).as_bytes())
        .map(|hash| hash.to_string())
        .map_err(|error| StoreError::Corrupt(format!("a password could not be hashed: {error}")).into())
}

/// Whether a password has this hash, in any of its normal forms. Without a hash the same work is done, so that the time
/// does not reveal which accounts exist.
pub(super) fn matches(password: &str, hash: Option<&str>, hashing: Hashing) -> bool {
    let forms = password::forms(password);
    let Some(hash) = hash else {
        for form in &forms {
            let _ = hash_password(form, hashing);
        }
        return false;
    };
    let Ok(hash) = PasswordHash::new(hash) else { return false };
    forms.iter().any(|form| argon(hashing).verify_password(form.as_bytes(), &hash).is_ok())
}
