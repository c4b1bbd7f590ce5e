//! Signing in: one answer to every failure, at the same cost, ever slower, and locked after ten.

use chrono::Duration;

use super::{ActionError, Here, Outcome, passwords, themselves};
use crate::domain::ids::PersonId;
use crate::mail;
use crate::store::people::{Credentials, Membership};
use crate::store::{self, Database, Db};

/// After so many failures in a row an account is locked (decisions, People).
pub const FAILURES: i64 = 10;
/// For so many minutes.
pub const LOCK_MINUTES: i64 = 15;
/// So many failures cost nothing but the failure; from then on each doubles the rest before the next try.
const FREE: i64 = 3;

/// What every failed sign-in is answered.
const NO_MATCH: &str = "E-mail and password do not belong together. After several failures the next try has to wait a moment, \
    and after ten the account is locked for 15 minutes.";

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

/// Checks an address and a password. Every failure costs the same and gets the same answer.
///
/// # Errors
/// The one answer to every failure; the database.
pub fn sign_in(database: &Database, order: &SignInOrder, here: &Here) -> Outcome<SignedInPerson> {
    with_password(database, order, here, |db, known| {
        let memberships = store::people::any_memberships(db, known.person)?;
        if memberships.is_empty() {
            return Err(no_match());
        }
        audit(db, known, "SignedIn", here)?;
        Ok(SignedInPerson { person: known.person, memberships })
    })?
    .ok_or_else(no_match)
}

/// Does something for whoever proves to know the password, in the transaction in which that is settled. No
/// connection is held while the password is hashed. `None` when it does not match, or the account is locked or
/// at rest: a right password is refused then, too, and nobody is told which it was.
pub(super) fn with_password<T>(
    database: &Database,
    order: &SignInOrder,
    here: &Here,
    act: impl FnOnce(&mut Db, &Credentials) -> Outcome<T>,
) -> Outcome<Option<T>> {
    let known = store::people::any_credentials(&mut database.read()?, &order.email)?;
    let hash = known.as_ref().and_then(|known| known.password_hash.clone());
    let right = passwords::matches(&order.password, hash.as_deref(), here.cheap_passwords);
    let Some(known) = known else { return Ok(None) };
    database.write()?.write(|db| match hash {
        Some(hash) if right => {
            if store::people::any_let_in(db, known.person, &hash, here.now)? {
                act(db, &known).map(Some)
            } else {
                Ok(None)
            }
        }
        _ => failed(db, &known, here).map(|()| None),
    })
}

/// A wrong one is counted; the tenth locks, and tells the owner.
fn failed(db: &mut Db, known: &Credentials, here: &Here) -> Outcome<()> {
    let Some(failures) = store::people::any_count_failure(db, known.person, here.now)? else { return Ok(()) };
    audit(db, known, "SignInFailed", here)?;
    if failures < FAILURES {
        let rest = rest_after(failures);
        return match rest.is_zero() {
            true => Ok(()),
            false => Ok(store::people::any_bar(db, known.person, failures, here.now + rest)?),
        };
    }
    store::people::any_bar(db, known.person, 0, here.now + Duration::minutes(LOCK_MINUTES))?;
    audit(db, known, "AccountLocked", here)?;
    let link = format!("{}/forgotten", here.base_url);
    let to = mail::account::To { operator: &here.operator, name: &known.name, link: &link };
    let letter = mail::account::locked(&to, FAILURES, LOCK_MINUTES);
    store::mails::queue(db, (&known.email, &known.name), &letter, None, here.now)?;
    Ok(())
}

/// How long the account rests after so many failures in a row: 2, 4, 8 … seconds from the fourth on.
fn rest_after(failures: i64) -> Duration {
    let doublings = u32::try_from((failures - FREE).clamp(0, 6)).unwrap_or_default();
    if doublings == 0 { Duration::zero() } else { Duration::seconds(2_i64.pow(doublings)) }
}

fn audit(db: &mut Db, known: &Credentials, verb: &str, here: &Here) -> Outcome<()> {
    let by = themselves(known.person, &known.name);
    Ok(store::facts::audit(db, &by, verb, "person", known.person.as_str(), &[], here.now)?)
}

fn no_match() -> ActionError {
    ActionError::At("", NO_MATCH.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_failure_makes_the_next_try_wait_longer() {
        let seconds: Vec<i64> = (1..FAILURES).map(|failures| rest_after(failures).num_seconds()).collect();
        assert_eq!(seconds, [0, 0, 0, 2, 4, 8, 16, 32, 64]);
    }
}
