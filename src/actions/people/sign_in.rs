//! Signing in. Every failure gets the same answer after the same work. Failures slow down their network; ten in a row
//! close an account to unknown devices.

use chrono::Duration;

use super::attempts::{Attempt, Origin};
use super::{ActionError, Context, Outcome, mailed_codes, passwords, themselves};
use crate::actions::limits::spend;
use crate::domain::ids::PersonId;
use crate::domain::sign_in::{CLOSED_MINUTES, MAILS_ABOUT_CLOSED_ACCOUNT, MAX_DEVICES, MAX_FAILURES_IN_A_ROW};
use crate::mail;
use crate::store::people::accounts::Credentials;
use crate::store::people::memberships::Membership;
use crate::store::{self, Database, Tx, Writer};

/// The answer to every failed attempt to sign in.
const NO_MATCH: &str = "Wrong e-mail or password. After ten failures in a row an account is closed to new devices for 15 \
    minutes; a code by mail lets its owner in.";

/// An address and a password, as typed.
pub struct SignInOrder {
    /// The address.
    pub email: String,
    /// The password.
    pub password: String,
    /// A mailed code, with which a new device counts as known.
    pub code: Option<String>,
}

/// A person who has signed in, or must still enter a second factor.
pub struct SignedInPerson {
    /// The person.
    pub person: PersonId,
    /// Their memberships.
    pub memberships: Vec<Membership>,
    /// Set if a second factor is required: a mark that shows later that the password has not changed.
    pub awaits_second_factor: Option<String>,
}

/// Checks an address and a password. Every failure does the same work and gets the same answer.
///
/// # Errors
/// The common answer to failures; too many attempts.
pub fn sign_in(database: &Database, order: &SignInOrder, from: &Origin, ctx: &Context) -> Outcome<SignedInPerson> {
    let mut attempt = Attempt::at_the_door(&mut database.read()?, &order.email, from, ctx)?;
    let is_code_right = match &order.code {
        None => true,
        Some(typed) => {
            let is_right =
                database.write()?.write(|db| mailed_codes::try_sign_in_code(db, &order.email, typed, ctx))?;
            attempt.is_known |= is_right;
            is_right
        }
    };
    with_password(database, &order.email, &order.password, &attempt, ctx, |db, known| {
        let (suspended, memberships): (Vec<_>, Vec<_>) =
            store::people::memberships::unscoped::memberships(db, known.person)?
                .into_iter()
                .partition(|membership| membership.is_suspended);
        if !is_code_right {
            return Err(no_match());
        }
        if memberships.is_empty() {
            let agency = suspended.first().and_then(|membership| membership.name.as_deref());
            return Err(agency.map_or_else(no_match, |agency| is_suspended(agency, ctx)));
        }
        if order.code.is_some() {
            mailed_codes::use_sign_in_code(db, known.person)?;
        }
        let awaits_second_factor = known.has_second_factor.then(|| mark_of(known));
        if awaits_second_factor.is_none() {
            audit(db, known, "SignedIn", ctx)?;
        }
        Ok(SignedInPerson { person: known.person, memberships, awaits_second_factor })
    })?
    .ok_or_else(no_match)
}

/// The mark that shows later that a person's password has not changed.
pub(super) fn mark_of(known: &Credentials) -> String {
    store::secret_hash(known.password_hash.as_deref().unwrap_or_default())
}

/// Records that a person has signed in on a device; `device` is the hash of its secret.
pub fn remember_device(db: &mut Writer, person: PersonId, device: &str, ctx: &Context) -> Outcome<()> {
    db.write(|db| Ok(store::people::devices::remember(db, person, device, MAX_DEVICES, ctx.now)?))
}

/// Runs `work` if the password is right, in the transaction that counts the attempt. No connection is held during
/// hashing. `None` if the password is wrong or the account is closed to the device; a right password is refused then,
/// too, and the answer does not say which it was.
pub(super) fn with_password<T>(
    database: &Database,
    email: &str,
    password: &str,
    attempt: &Attempt,
    ctx: &Context,
    act: impl FnOnce(&mut Tx<'_>, &Credentials) -> Outcome<T>,
) -> Outcome<Option<T>> {
    attempt.spend(database, ctx)?;
    let known = store::people::accounts::unscoped::credentials(&mut database.read()?, email)?;
    let hash = known.as_ref().and_then(|known| known.password_hash.clone());
    let right = passwords::matches(password, hash.as_deref(), ctx.hashing);
    let Some(known) = known else { return Ok(None) };
    database.write()?.write(|db| match hash {
        Some(hash) if right => {
            if store::people::accounts::unscoped::let_in(db, known.person, &hash, attempt.is_known, ctx.now)? {
                attempt.give_back(db, ctx)?;
                act(db, &known).map(Some)
            } else {
                Ok(None)
            }
        }
        _ => failed(db, &known, attempt, ctx).map(|()| None),
    })
}

/// Counts a failure on an unknown device. The tenth closes the account to unknown devices and mails the owner, at most
/// once a day.
fn failed(db: &mut Tx<'_>, known: &Credentials, attempt: &Attempt, ctx: &Context) -> Outcome<()> {
    if attempt.is_known {
        return audit(db, known, "SignInFailed", ctx);
    }
    let Some(failures) = store::people::accounts::unscoped::count_failure(db, known.person, ctx.now)? else {
        return Ok(());
    };
    audit(db, known, "SignInFailed", ctx)?;
    if failures < MAX_FAILURES_IN_A_ROW {
        return Ok(());
    }
    store::people::accounts::unscoped::close(db, known.person, ctx.now + Duration::minutes(CLOSED_MINUTES))?;
    audit(db, known, "AccountClosedToNewDevices", ctx)?;
    match spend(db, MAILS_ABOUT_CLOSED_ACCOUNT, known.person.as_str(), ctx) {
        Err(ActionError::TooMany(_)) => return Ok(()),
        told => told?,
    }
    let link = format!("{}/sign-in/code", ctx.base_url);
    let to = mail::account::To { operator: &ctx.operator, name: &known.name, link: &link };
    let letter = mail::account::closed(&to, MAX_FAILURES_IN_A_ROW, CLOSED_MINUTES);
    store::mails::queue(db, &known.email, &known.name, &letter, None, ctx.now)?;
    Ok(())
}

pub(super) fn audit(db: &mut Tx<'_>, known: &Credentials, verb: &str, ctx: &Context) -> Outcome<()> {
    let by = themselves(known.person, &known.name);
    Ok(store::facts::audit(db, &by, verb, "person", known.person.as_str(), &[], ctx.now)?)
}

/// The answer to a right password of somebody whose only agency is suspended.
fn is_suspended(agency: &str, ctx: &Context) -> ActionError {
    ActionError::At("", format!("{agency} is suspended, so you cannot sign in. Contact {}.", ctx.operator))
}

pub(super) fn no_match() -> ActionError {
    ActionError::At("", NO_MATCH.to_owned())
}
