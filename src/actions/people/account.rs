//! Changes to a person's own account: password, sessions, keyboard shortcuts.

use chrono::Duration;

use super::attempts::{Attempt, Origin};
use super::sign_in::with_password;
use super::{ActionError, Context, Outcome, passwords, themselves};
use crate::actions::limits::spend;
use crate::domain::actor::Person;
use crate::domain::ids::PersonId;
use crate::domain::password;
use crate::domain::sign_in::{RESETS_OF_NETWORK, RESETS_TO_PERSON};
use crate::mail;
use crate::mail::account::To;
use crate::store::{self, Database, StoreError, Tx, Writer};

/// Minutes for which a password link works (decisions, People).
pub const RESET_MINUTES: i64 = 60;

/// Changes a password, given the present one. Every other session ends, and every other device is forgotten.
///
/// # Errors
/// The present password is wrong; the new one is weak.
pub fn change_password(
    database: &Database,
    who: &Person,
    session: &str,
    device: Option<&str>,
    present: &str,
    new: &str,
    ctx: &Context,
) -> Outcome<()> {
    password::check(new, &[&who.email, &who.name]).map_err(|text| ActionError::At("newPassword", text))?;
    let hash = passwords::hash_password(new, ctx.hashing)?;
    with_password(database, &who.email, present, &Attempt::signed_in(who.id), ctx, |db, known| {
        store::people::accounts::unscoped::set_password(db, known.person, &hash, ctx.now)?;
        store::people::resets::unscoped::use_up_all(db, known.person, ctx.now)?;
        store::people::sessions::end(db, known.person, None, Some(session))?;
        store::people::devices::forget(db, known.person, device)?;
        changed(db, known.person, &known.email, &known.name, "PasswordChanged", ctx)
    })?
    .ok_or_else(|| ActionError::At("password", "This is not your present password.".to_owned()))
}

/// Mails a password link to this address, if it has an account. The person who asked is not told.
///
/// # Errors
/// The network's limit is reached.
pub fn ask_reset(db: &mut Writer, email: &str, from: &Origin, ctx: &Context) -> Outcome<()> {
    db.write(|db| {
        spend(db, RESETS_OF_NETWORK, &from.network, ctx)?;
        let Some(known) = store::people::accounts::unscoped::credentials(db, email)? else { return Ok(()) };
        if store::people::memberships::unscoped::memberships(db, known.person)?.is_empty() {
            return Ok(());
        }
        match spend(db, RESETS_TO_PERSON, known.person.as_str(), ctx) {
            Err(ActionError::TooMany(_)) => return Ok(()),
            counted => counted?,
        }
        let token = store::fresh_token();
        let until = ctx.now + Duration::minutes(RESET_MINUTES);
        store::people::resets::unscoped::insert(db, known.person, &store::secret_hash(&token), until, ctx.now)?;
        let link = format!("{}/reset/{token}", ctx.base_url);
        let letter = mail::account::reset(&To { operator: &ctx.operator, name: &known.name, link: &link });
        store::mails::queue(db, &known.email, &known.name, &letter, None, ctx.now)?;
        audit(db, known.person, &known.name, "PasswordResetAsked", ctx)
    })
}

/// Sets a new password by link; `hash` is its hash. Every session ends, every device is forgotten, and the link is used
/// up.
pub fn reset_password(database: &Database, token: &str, hash: &str, ctx: &Context) -> Outcome<()> {
    let token = store::secret_hash(token);
    database.write()?.write(|db| {
        let bearer = store::people::resets::unscoped::bearer(db, &token, ctx.now)?;
        if !store::people::resets::unscoped::use_up(db, &token, ctx.now)? {
            return Err(StoreError::NotFound.into());
        }
        store::people::accounts::unscoped::set_password(db, bearer.person, hash, ctx.now)?;
        store::people::resets::unscoped::use_up_all(db, bearer.person, ctx.now)?;
        store::people::sessions::end(db, bearer.person, None, None)?;
        store::people::devices::forget(db, bearer.person, None)?;
        let name = format!("{} {}", bearer.first_name, bearer.last_name);
        changed(db, bearer.person, &bearer.email, &name, "PasswordReset", ctx)
    })
}

/// Ends one session of a person, or all except one; returns how many.
pub fn end_sessions(
    db: &mut Writer,
    who: &Person,
    only: Option<&str>,
    but: Option<&str>,
    ctx: &Context,
) -> Outcome<usize> {
    db.write(|db| {
        let ended = store::people::sessions::end(db, who.id, only, but)?;
        if ended > 0 {
            audit(db, who.id, &who.name, "SessionsEnded", ctx)?;
        }
        Ok(ended)
    })
}

/// Switches keyboard shortcuts of single letters on or off.
pub fn set_letter_keys(db: &mut Writer, who: &Person, on: bool, ctx: &Context) -> Outcome<()> {
    db.write(|db| Ok(store::people::accounts::unscoped::set_letter_keys(db, who.id, on, ctx.now)?))
}

/// Mails the owner that the password was changed, and records it in the audit trail.
fn changed(db: &mut Tx<'_>, person: PersonId, email: &str, name: &str, verb: &str, ctx: &Context) -> Outcome<()> {
    let link = format!("{}/forgotten", ctx.base_url);
    let letter = mail::account::password_changed(&To { operator: &ctx.operator, name, link: &link });
    store::mails::queue(db, email, name, &letter, None, ctx.now)?;
    audit(db, person, name, verb, ctx)
}

fn audit(db: &mut Tx<'_>, person: PersonId, name: &str, verb: &str, ctx: &Context) -> Outcome<()> {
    Ok(store::facts::audit(db, &themselves(person, name), verb, "person", person.as_str(), &[], ctx.now)?)
}
