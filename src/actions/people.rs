//! Signing in, passwords, teams and keys.

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use tokio::sync::{Semaphore, SemaphorePermit};

use super::{ActionError, Outcome};
use crate::config::Config;
use crate::domain::calendar::Moment;
use crate::domain::ids::PersonId;
use crate::store::people::Membership;
use crate::store::{self, Database, StoreError};

/// After so many failures in a row an account is locked (decisions, People).
pub const FAILURES: i64 = 10;
/// For so many minutes.
pub const LOCK_MINUTES: i64 = 15;

/// What every failed sign-in is answered.
const NO_MATCH: &str =
    "E-mail and password do not belong together. After ten failures an account is locked for 15 minutes.";

static TURNS: Semaphore = Semaphore::const_new(2);

/// Waits for a turn to hash a password: at most two at once.
pub async fn hashing_turn() -> Option<SemaphorePermit<'static>> {
    TURNS.acquire().await.ok()
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

fn matches(password: &str, hash: &str) -> bool {
    PasswordHash::new(hash).is_ok_and(|hash| argon(false).verify_password(password.as_bytes(), &hash).is_ok())
}

/// An address and a password, as typed.
pub struct SignInOrder {
    /// The address.
    pub email: String,
    /// The password.
    pub password: String,
}

/// Who came in.
pub struct SignedInPerson {
    /// The person.
    pub person: PersonId,
    /// Where they belong.
    pub memberships: Vec<Membership>,
}

/// Checks an address and a password. Every failure costs the same time and gets the same answer.
///
/// # Errors
/// The one answer to every failure; the database.
pub fn sign_in(database: &Database, config: &Config, order: &SignInOrder, now: Moment) -> Outcome<SignedInPerson> {
    let known = store::people::any_credentials(&mut database.read()?, &order.email)?;
    let hash = known.as_ref().and_then(|known| known.password_hash.clone());
    let right = match &hash {
        Some(hash) => matches(&order.password, hash),
        None => {
            // As dear as a known address, so that the time does not tell.
            let _ = hash_password(&order.password, config.cheap_passwords)?;
            false
        }
    };
    let Some(known) = known else { return Err(no_match()) };
    if known.locked_until.is_some_and(|until| until > now) {
        return Err(no_match());
    }
    let mut db = database.write()?;
    if right {
        let memberships = store::people::any_memberships(&mut db, known.person)?;
        if memberships.is_empty() {
            return Err(no_match());
        }
        if known.failures > 0 {
            store::people::any_set_failures(&mut db, known.person, 0, None)?;
        }
        return Ok(SignedInPerson { person: known.person, memberships });
    }
    let failures = known.failures + 1;
    let lock = (failures >= FAILURES).then(|| now + chrono::Duration::minutes(LOCK_MINUTES));
    store::people::any_set_failures(&mut db, known.person, if lock.is_some() { 0 } else { failures }, lock)?;
    Err(no_match())
}

fn no_match() -> ActionError {
    ActionError::At("", NO_MATCH.to_owned())
}
