//! The second factor: codes of an authenticator app, and recovery codes in case the app is lost.

use totp_rs::{Builder, Secret, Totp};

use super::attempts::{Attempt, Origin, give_back};
use super::sign_in::{SignedInPerson, audit, mark_of, no_match, with_password};
use super::{ActionError, Context, Outcome};
use crate::actions::limits::spend;
use crate::domain::actor::{Author, Person};
use crate::domain::code;
use crate::domain::ids::PersonId;
use crate::domain::sign_in::{RECOVERY_CODES, WRONG_SECOND_FACTORS};
use crate::mail;
use crate::store::people::accounts::Credentials;
use crate::store::{self, Database, StoreError, Tx, Writer};

const PURPOSE: &str = "second factor";
/// Bytes of a secret: the output length of SHA-1, which the apps use.
const SECRET_BYTES: usize = 20;
/// Characters of a recovery code: 80 bits.
const RECOVERY_CHARACTERS: usize = 16;
/// Lower-case letters and digits without look-alikes: 32 characters, so that random bytes give each of them equally
/// often.
const ALPHABET: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";

const WRONG_CODE: &str = "This code is wrong, or it was used already. Enter the newest one, or a recovery code.";

/// A secret offered to a person. It becomes their second factor when they enter a code of it.
pub struct Offer {
    /// The encrypted secret; the form carries it until it is confirmed.
    pub sealed: String,
    /// As text, for apps that cannot scan a QR code.
    pub secret: String,
    /// The content of the QR code.
    pub address: String,
}

/// Offers a secret: a new one, or again the one that the form carries.
///
/// # Errors
/// The form carries something else.
pub fn offer_second_factor(who: &Person, carried: Option<&str>, ctx: &Context) -> Outcome<Offer> {
    let sealed = match carried {
        Some(carried) => carried.to_owned(),
        None => {
            let mut bytes = [0; SECRET_BYTES];
            store::db::entropy::fill(&mut bytes);
            ctx.secrets.seal(PURPOSE, who.id.as_str(), &bytes).map_err(unreadable)?
        }
    };
    let bytes = ctx.secrets.open(PURPOSE, who.id.as_str(), &sealed).map_err(unreadable)?;
    let secret = Secret::new(bytes.to_vec().into_boxed_slice()).to_base32();
    let part = |text: &str| percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string();
    let issuer = part(&format!("{} Partner Portal", ctx.operator));
    let address = format!("otpauth://totp/{issuer}:{}?secret={secret}&issuer={issuer}", part(&who.email));
    Ok(Offer { sealed, secret, address })
}

/// Turns the offered secret into the second factor, if a code of it is right. Returns the recovery codes, which are not
/// stored. Every other session ends.
///
/// # Errors
/// A wrong code; a second factor exists already.
pub fn set_second_factor(
    db: &mut Writer,
    who: &Person,
    sealed: &str,
    typed: &str,
    session: &str,
    ctx: &Context,
) -> Outcome<Vec<String>> {
    db.write(|db| {
        let step = step_of(who.id, sealed, typed, ctx)?;
        let step = step.ok_or_else(|| ActionError::At("code", WRONG_CODE.to_owned()))?;
        if !store::people::second_factors::set(db, who.id, sealed, step, ctx.now)? {
            return Err(ActionError::At("", "Your account has a second factor already.".to_owned()));
        }
        store::people::sessions::end(db, who.id, None, Some(session))?;
        told(db, who, "SecondFactorSet", mail::account::second_factor_set, ctx)?;
        fresh_codes(db, who.id, ctx)
    })
}

/// Replaces the recovery codes; returns the new ones.
///
/// # Errors
/// Not found if there is no second factor.
pub fn renew_recovery_codes(db: &mut Writer, who: &Person, ctx: &Context) -> Outcome<Vec<String>> {
    db.write(|db| {
        store::people::second_factors::of_person(db, who.id)?.ok_or(StoreError::NotFound)?;
        told(db, who, "RecoveryCodesRenewed", mail::account::recovery_codes_renewed, ctx)?;
        fresh_codes(db, who.id, ctx)
    })
}

/// Removes the second factor; without one nothing happens. Returns whether there was one.
pub fn remove_second_factor(db: &mut Writer, who: &Person, ctx: &Context) -> Outcome<bool> {
    db.write(|db| {
        let removed = store::people::second_factors::remove(db, who.id, ctx.now)?;
        if removed {
            told(db, who, "SecondFactorRemoved", mail::account::second_factor_removed, ctx)?;
        }
        Ok(removed)
    })
}

/// Removes the second factor of somebody who lost it, on the command line of the operator. Their sessions end.
///
/// # Errors
/// No person with this address.
pub fn reset_second_factor(db: &mut Writer, email: &str, ctx: &Context) -> Outcome<bool> {
    db.write(|db| {
        let known = store::people::accounts::unscoped::credentials(db, email)?
            .ok_or_else(|| ActionError::At("email", format!("Nobody signs in with {email}.")))?;
        if !store::people::second_factors::remove(db, known.person, ctx.now)? {
            return Ok(false);
        }
        store::people::sessions::end(db, known.person, None, None)?;
        let link = format!("{}/account/second-factor", ctx.base_url);
        let to = mail::account::To { operator: &ctx.operator, name: &known.name, link: &link };
        let letter = mail::account::second_factor_removed(&to);
        store::mails::queue(db, &known.email, &known.name, &letter, None, ctx.now)?;
        let (id, by) = (known.person.as_str(), Author::system());
        store::facts::audit(db, &by, "SecondFactorRemoved", "person", id, &[], ctx.now)?;
        Ok(true)
    })
}

/// The second step of signing in. `mark` comes from the first step.
///
/// # Errors
/// A wrong code; too many attempts; the password was changed meanwhile.
pub fn sign_in_second_step(
    db: &mut Writer,
    person: PersonId,
    mark: &str,
    typed: &str,
    from: &Origin,
    ctx: &Context,
) -> Outcome<SignedInPerson> {
    let email = store::people::profiles::of_person(db, person)?.email;
    let known = store::people::accounts::unscoped::credentials(db, &email)?.ok_or_else(no_match)?;
    if mark_of(&known) != mark {
        return Err(no_match());
    }
    // On a device that the person has used before, failures of other devices do not count.
    let attempt = Attempt::at_the_door(db, &email, from, ctx)?;
    let subject = if attempt.is_known { attempt.subject } else { person.to_string() };
    if !is_right(db, &known, typed, &subject, ctx)? {
        return Err(ActionError::At("code", WRONG_CODE.to_owned()));
    }
    db.write(|db| {
        let memberships = store::people::memberships::unscoped::working(db, person)?;
        if memberships.is_empty() {
            return Err(no_match());
        }
        audit(db, &known, "SignedIn", ctx)?;
        Ok(SignedInPerson { person, memberships, awaits_second_factor: None })
    })
}

/// A signed-in person confirms their identity: by the second factor, or by the password if there is none.
///
/// # Errors
/// Wrong, or too many attempts.
pub fn confirm(database: &Database, who: &Person, typed: &str, ctx: &Context) -> Outcome<()> {
    let known = store::people::accounts::unscoped::credentials(&mut database.read()?, &who.email)?
        .ok_or(StoreError::NotFound)?;
    let noted = |db: &mut Tx<'_>| audit(db, &known, "Confirmed", ctx);
    if known.has_second_factor {
        let mut db = database.write()?;
        if !is_right(&mut db, &known, typed, &format!("{} signed in", who.id), ctx)? {
            return Err(ActionError::At("code", WRONG_CODE.to_owned()));
        }
        return db.write(noted);
    }
    let attempt = Attempt::signed_in(who.id);
    with_password(database, &known.email, typed, &attempt, ctx, |db, _| noted(db))?
        .ok_or_else(|| ActionError::At("password", "This is not your password.".to_owned()))
}

/// Checks an app code or a recovery code. A right one is used up, a wrong one is counted for the subject.
fn is_right(db: &mut Writer, known: &Credentials, typed: &str, subject: &str, ctx: &Context) -> Outcome<bool> {
    let person = known.person;
    db.write(|db| {
        spend(db, WRONG_SECOND_FACTORS, subject, ctx)?;
        let Some(factor) = store::people::second_factors::of_person(db, person)? else { return Ok(false) };
        let right = match step_of(person, &factor.sealed, typed, ctx)? {
            Some(step) => store::people::second_factors::use_step(db, person, step)?,
            None => {
                let used = store::people::second_factors::use_code(db, person, &recovery_hash(person, typed), ctx.now)?;
                if used {
                    audit(db, known, "RecoveryCodeUsed", ctx)?;
                }
                used
            }
        };
        if right {
            give_back(db, WRONG_SECOND_FACTORS, subject, ctx)?;
        } else {
            audit(db, known, "SecondFactorFailed", ctx)?;
        }
        Ok(right)
    })
}

/// Encrypts second factors again that were encrypted with another secret than the first, so that the old secret can be
/// removed later. Runs when a node starts; returns how many. What no secret can decrypt stays unchanged.
pub fn reseal_second_factors(db: &mut Writer, ctx: &Context) -> Outcome<usize> {
    db.write(|db| {
        let mut resealed = 0;
        for (person, before) in store::people::second_factors::unscoped::sealed(db)? {
            if ctx.secrets.is_sealed_by_first(&before) {
                continue;
            }
            let Ok(plain) = ctx.secrets.open(PURPOSE, person.as_str(), &before) else { continue };
            let sealed = ctx.secrets.seal(PURPOSE, person.as_str(), &plain).map_err(unreadable)?;
            store::people::second_factors::unscoped::reseal(db, person, &before, &sealed)?;
            resealed += 1;
        }
        Ok(resealed)
    })
}

/// The time step of a code, if it is valid now.
fn step_of(person: PersonId, sealed: &str, typed: &str, ctx: &Context) -> Outcome<Option<i64>> {
    let digits = code::typed(typed);
    if digits.len() != 6 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Ok(None);
    }
    // If its secret was removed too early, no app code is right any more; recovery codes still work.
    let Ok(bytes) = ctx.secrets.open(PURPOSE, person.as_str(), sealed) else { return Ok(None) };
    let now = u64::try_from(ctx.now.timestamp()).unwrap_or_default();
    Ok(totp(bytes.to_vec())?.check(&digits, now).and_then(|step| i64::try_from(step).ok()))
}

/// A second factor that no secret can decrypt: the secret was removed too early, or the row was changed.
fn unreadable(error: crate::secrets::SealError) -> StoreError {
    StoreError::Corrupt(format!("a second factor: {error}"))
}

fn totp(secret: Vec<u8>) -> Outcome<Totp> {
    let built = Builder::new().with_secret(Secret::new(secret.into_boxed_slice())).build();
    Ok(built.map_err(|error| StoreError::Corrupt(format!("a second factor: {error}")))?)
}

fn fresh_codes(db: &mut Tx<'_>, person: PersonId, ctx: &Context) -> Outcome<Vec<String>> {
    let codes: Vec<String> = (0..RECOVERY_CODES).map(|_| fresh_code()).collect();
    let hashes: Vec<String> = codes.iter().map(|code| recovery_hash(person, code)).collect();
    store::people::second_factors::put_codes(db, person, &hashes, ctx.now)?;
    Ok(codes)
}

/// A new recovery code: four groups of four characters.
fn fresh_code() -> String {
    let mut bytes = [0; RECOVERY_CHARACTERS];
    store::db::entropy::fill(&mut bytes);
    #[expect(clippy::indexing_slicing, reason = "the alphabet has 32 characters")]
    let letters: Vec<char> = bytes.iter().map(|byte| char::from(ALPHABET[usize::from(byte % 32)])).collect();
    letters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}

/// The stored hash of a recovery code. The code has 80 bits, so a plain hash cannot be reversed by guessing.
fn recovery_hash(person: PersonId, typed: &str) -> String {
    let plain: String = typed.to_lowercase().chars().filter(char::is_ascii_alphanumeric).collect();
    store::secret_hash(&format!("{person}\n{plain}"))
}

/// Mails the owner and records it in the audit trail.
fn told(
    db: &mut Tx<'_>,
    who: &Person,
    verb: &str,
    letter: fn(&mail::account::To<'_>) -> crate::domain::letter::Letter,
    ctx: &Context,
) -> Outcome<()> {
    let link = format!("{}/account/second-factor", ctx.base_url);
    let letter = letter(&mail::account::To { operator: &ctx.operator, name: &who.name, link: &link });
    store::mails::queue(db, &who.email, &who.name, &letter, None, ctx.now)?;
    let by = super::themselves(who.id, &who.name);
    Ok(store::facts::audit(db, &by, verb, "person", who.id.as_str(), &[], ctx.now)?)
}
