//! A person's profile: name, language, time zone, and e-mail address.

use chrono_tz::Tz;

use super::attempts::Attempt;
use super::mailed_codes::{ADDRESS, issue, try_code};
use super::sign_in::with_password;
use super::{ActionError, Context, Outcome, themselves};
use crate::domain::actor::Person;
use crate::domain::contact;
use crate::domain::sign_in::CODE_MINUTES;
use crate::mail;
use crate::mail::account::To;
use crate::store::people::profiles::Profile;
use crate::store::{self, Database, Db, Tx, Writer};

/// The languages of pages for people of organisations.
pub const LANGUAGES: [(&str, &str); 1] = [("en", "English")];

/// A changed profile.
pub struct ProfileOrder {
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// The language's code.
    pub language: String,
    /// IANA name of the time zone; `None` for that of the organisation.
    pub time_zone: Option<String>,
}

/// Changes name, language and time zone.
///
/// # Errors
/// An unusable name, language or zone.
pub fn change_profile(db: &mut Writer, who: &Person, order: &ProfileOrder, ctx: &Context) -> Outcome<()> {
    let first_name = contact::name(&order.first_name).map_err(|text| ActionError::At("firstName", text))?;
    let last_name = contact::name(&order.last_name).map_err(|text| ActionError::At("lastName", text))?;
    if !LANGUAGES.iter().any(|(code, _)| *code == order.language) {
        return Err(ActionError::At("language", "Choose a language from the list.".to_owned()));
    }
    let zone = order.time_zone.as_deref().map(|name| {
        let unknown = || ActionError::At("timeZone", format!("“{name}” is not a time zone such as Europe/Copenhagen."));
        name.parse::<Tz>().map(|zone| zone.name().to_owned()).map_err(|_| unknown())
    });
    let time_zone = zone.transpose()?;
    db.write(|db| {
        let before = store::people::profiles::of_person(db, who.id)?;
        let after = Profile { first_name, last_name, language: order.language.clone(), time_zone, ..before.clone() };
        store::people::profiles::set(db, who.id, &after, ctx.now)?;
        // The audit trail records which fields changed, but not the names.
        let changed = [
            (before.first_name != after.first_name || before.last_name != after.last_name, "name"),
            (before.language != after.language, "language"),
            (before.time_zone != after.time_zone, "time zone"),
        ];
        let changed: Vec<&str> = changed.into_iter().filter_map(|(is, what)| is.then_some(what)).collect();
        if changed.is_empty() {
            return Ok(());
        }
        audit(db, who, "ProfileChanged", &[("changed", changed.join(", "))], ctx)
    })
}

/// Mails a code to a new address, given the password. An address that belongs to somebody else gets the same reply; its
/// owner gets a mail about it.
///
/// # Errors
/// A wrong password; an invalid address, or the present one.
pub fn ask_new_email(database: &Database, who: &Person, email: &str, password: &str, ctx: &Context) -> Outcome<String> {
    let email = contact::email(email).map_err(|text| ActionError::At("email", text))?;
    if email == who.email {
        return Err(ActionError::At("email", "This is your address already.".to_owned()));
    }
    let attempt = Attempt::signed_in(who.id);
    with_password(database, &who.email, password, &attempt, ctx, |db, _| {
        let Some(code) = issue(db, who.id, ADDRESS, &email, ctx)? else {
            return Err(ActionError::At("email", "Too many codes were sent. Try again in an hour.".to_owned()));
        };
        let link = format!("{}/account/profile/email", ctx.base_url);
        let to = To { operator: &ctx.operator, name: &who.name, link: &link };
        let letter = match store::people::accounts::unscoped::credentials(db, &email)? {
            None => mail::account::address_code(&to, &code, CODE_MINUTES),
            Some(_) => mail::account::address_taken(&to),
        };
        store::mails::queue(db, &email, &who.name, &letter, None, ctx.now)?;
        audit(db, who, "NewAddressAsked", &[], ctx)
    })?
    .ok_or_else(|| ActionError::At("password", "This is not your password.".to_owned()))?;
    Ok(email)
}

/// Changes the address after the code mailed to the new one was entered; the old address gets a mail. Returns the new
/// address, or `None` for a wrong code, which is counted.
///
/// # Errors
/// The address now belongs to somebody else.
pub fn prove_new_email(db: &mut Writer, who: &Person, typed: &str, ctx: &Context) -> Outcome<Option<String>> {
    db.write(|db| {
        let Some(email) = try_code(db, who.id, ADDRESS, typed, ctx)? else { return Ok(None) };
        if store::people::accounts::unscoped::credentials(db, &email)?.is_some() {
            return Err(ActionError::At("code", "This address cannot be used.".to_owned()));
        }
        store::people::profiles::set_email(db, who.id, &email, ctx.now)?;
        store::people::codes::remove(db, who.id, ADDRESS)?;
        store::people::resets::unscoped::use_up_all(db, who.id, ctx.now)?;
        let link = format!("{}/forgotten", ctx.base_url);
        let letter = mail::account::address_changed(&To { operator: &ctx.operator, name: &who.name, link: &link });
        store::mails::queue(db, &who.email, &who.name, &letter, None, ctx.now)?;
        audit(db, who, "AddressChanged", &[], ctx)?;
        Ok(Some(email))
    })
}

/// The new address that waits for its code, if any.
pub fn awaited_email(db: &mut Db, who: &Person, ctx: &Context) -> Outcome<Option<String>> {
    let code = store::people::codes::of_person(db, who.id, ADDRESS)?;
    Ok(code.filter(|code| code.until_at > ctx.now.naive_utc()).map(|code| code.address))
}

/// Records what a person did to their own account.
pub(in crate::actions) fn audit(
    db: &mut Tx<'_>,
    who: &Person,
    verb: &str,
    details: &[(&'static str, String)],
    ctx: &Context,
) -> Outcome<()> {
    let by = themselves(who.id, &who.name);
    Ok(store::facts::audit(db, &by, verb, "person", who.id.as_str(), details, ctx.now)?)
}
