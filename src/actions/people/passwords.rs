//! Passwords: hashed dearly, few at once, never on a thread that serves others.

use std::time::Duration;

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use tokio::sync::{Semaphore, SemaphorePermit};

use super::Outcome;
use crate::store::StoreError;

static TURNS: Semaphore = Semaphore::const_new(2);

/// Waits for a turn to hash a password: at most two at once, so that a flood of sign-ins takes neither memory
/// nor cores from everybody else. `None` when no turn came within ten seconds.
pub async fn hashing_turn() -> Option<SemaphorePermit<'static>> {
    tokio::time::timeout(Duration::from_secs(10), TURNS.acquire()).await.ok()?.ok()
}

fn argon(cheap: bool) -> Argon2<'static> {
    let params = if cheap { Params::new(64, 1, 1, None) } else { Params::new(19 * 1024, 2, 1, None) };
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params.unwrap_or_default())
}

/// A password's hash, in PHC form: Argon2id at 19 MiB, t = 2, p = 1 (cheaper in tests).
///
/// # Errors
/// When the machine has no randomness to give.
pub fn hash_password(password: &str, cheap: bool) -> Outcome<String> {
    argon(cheap)
        .hash_password(password.as_bytes())
        .map(|hash| hash.to_string())
        .map_err(|error| StoreError::Corrupt(format!("a password could not be hashed: {error}")).into())
}

/// Whether a password is the one behind a hash; without a hash the work is done all the same, so that the time
/// does not tell who exists.
pub(super) fn matches(password: &str, hash: Option<&str>, cheap: bool) -> bool {
    match hash {
        Some(hash) => {
            PasswordHash::new(hash).is_ok_and(|hash| argon(cheap).verify_password(password.as_bytes(), &hash).is_ok())
        }
        None => {
            let _ = hash_password(password, cheap);
            false
        }
    }
}
