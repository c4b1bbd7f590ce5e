//! Six-digit codes mailed to a person: to sign in on a new device, to prove a new address, or to confirm a change of
//! their agency's data.

use chrono::Duration;

use super::sign_in::audit;
use super::{ActionError, Context, Origin, Outcome};
use crate::actions::codes;
use crate::actions::limits::{check, spend};
use crate::domain::ids::PersonId;
use crate::domain::sign_in::{CODE_MINUTES, CODES_OF_NETWORK, CODES_TO_PERSON, MAX_WRONG_TRIES_PER_CODE, WRONG_CODES};
use crate::mail;
use crate::store::people::codes::PersonCode;
use crate::store::{self, Tx, Writer};

/// The purpose of codes for signing in on an unknown device.
const SIGN_IN: &str = "sign-in code";
/// The purpose of codes that prove a new address.
pub(super) const ADDRESS: &str = "address code";
/// The purpose of codes that confirm changed data of an agency.
pub(super) const OWN_DATA: &str = "agency data code";

/// Mails a sign-in code to this address, if it has an account. The person who asked is not told.
///
/// # Errors
/// The network's limit is reached.
pub fn send_sign_in_code(db: &mut Writer, email: &str, from: &Origin, ctx: &Context) -> Outcome<()> {
    db.write(|db| {
        spend(db, CODES_OF_NETWORK, &from.network, ctx)?;
        let Some(known) = store::people::accounts::unscoped::credentials(db, email)? else { return Ok(()) };
        if known.password_hash.is_none()
            || store::people::memberships::unscoped::memberships(db, known.person)?.is_empty()
        {
            return Ok(());
        }
        let Some(code) = issue(db, known.person, SIGN_IN, &known.email, ctx)? else { return Ok(()) };
        let link = format!("{}/sign-in/code", ctx.base_url);
        let to = mail::account::To { operator: &ctx.operator, name: &known.name, link: &link };
        let letter = mail::account::sign_in_code(&to, &code, CODE_MINUTES);
        store::mails::queue(db, &known.email, &known.name, &letter, None, ctx.now)?;
        audit(db, &known, "SignInCodeSent", ctx)
    })
}

/// Creates a code for a purpose; `None` if the person got too many, or too many were wrong.
pub(super) fn issue(
    db: &mut Tx<'_>,
    person: PersonId,
    purpose: &str,
    address: &str,
    ctx: &Context,
) -> Outcome<Option<String>> {
    let within = check(db, WRONG_CODES, person.as_str(), ctx)
        .and_then(|()| spend(db, CODES_TO_PERSON, &format!("{person} {purpose}"), ctx));
    match within {
        Err(ActionError::TooMany(_)) => return Ok(None),
        within => within?,
    }
    let code = store::db::entropy::fresh_code();
    let kept = PersonCode {
        person_id: person,
        purpose: purpose.to_owned(),
        address: address.to_owned(),
        code_hash: codes::hash_of(ctx, purpose, person.as_str(), &code),
        sent_at: ctx.now.naive_utc(),
        until_at: (ctx.now + Duration::minutes(CODE_MINUTES)).naive_utc(),
        tries: 0,
    };
    store::people::codes::put(db, &kept)?;
    Ok(Some(code))
}

/// Checks a code for a purpose and counts a wrong one. If it is right, returns the address it was sent to; the code
/// stays valid until it is used up.
pub(super) fn try_code(
    db: &mut Tx<'_>,
    person: PersonId,
    purpose: &str,
    typed: &str,
    ctx: &Context,
) -> Outcome<Option<String>> {
    let Some(code) = store::people::codes::try_once(db, person, purpose, MAX_WRONG_TRIES_PER_CODE, ctx.now)? else {
        return Ok(None);
    };
    if codes::is_right(ctx, purpose, person.as_str(), typed, Some(&code.code_hash)) {
        return Ok(Some(code.address));
    }
    let counted = spend(db, WRONG_CODES, person.as_str(), ctx);
    match counted.and_then(|()| check(db, WRONG_CODES, person.as_str(), ctx)) {
        // The last wrong code of a day deletes the open code; no other is sent until the day is over.
        Err(ActionError::TooMany(_)) => {
            store::people::codes::remove(db, person, purpose)?;
            let owner = store::people::profiles::of_person(db, person)?;
            let link = format!("{}/forgotten", ctx.base_url);
            let to = mail::account::To { operator: &ctx.operator, name: &owner.first_name, link: &link };
            let name = format!("{} {}", owner.first_name, owner.last_name);
            store::mails::queue(db, &owner.email, &name, &mail::account::codes_stopped(&to), None, ctx.now)?;
        }
        counted => counted?,
    }
    Ok(None)
}

/// Whether this is the sign-in code that was mailed to an address.
pub(super) fn try_sign_in_code(db: &mut Tx<'_>, email: &str, typed: &str, ctx: &Context) -> Outcome<bool> {
    let Some(known) = store::people::accounts::unscoped::credentials(db, email)? else { return Ok(false) };
    let sent_to = try_code(db, known.person, SIGN_IN, typed, ctx)?;
    Ok(sent_to.is_some_and(|address| address == known.email))
}

/// Uses up the sign-in code of a person.
pub(super) fn use_sign_in_code(db: &mut Tx<'_>, person: PersonId) -> Outcome<()> {
    Ok(store::people::codes::remove(db, person, SIGN_IN)?)
}
