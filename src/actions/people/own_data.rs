//! What an agency changes of its own data: addresses, contact, bank account, and what clients see in its mails. A code
//! mailed to the Admin confirms it, and the former addresses are told.

use super::agencies::{audit, changes, held, tell_admins};
use super::mailed_codes::{OWN_DATA, issue, try_code};
use super::{ActionError, Context, Outcome};
use crate::domain::actor::Partner;
use crate::domain::sign_in::CODE_MINUTES;
use crate::mail;
use crate::mail::account::To;
use crate::store::people::organisations::AgencyProfile;
use crate::store::{self, StoreError, Tx, Writer};

/// The data that an agency changes itself.
#[derive(Clone, Debug, Default)]
#[expect(missing_docs, reason = "the fields speak the field's own terms")]
pub struct OwnData {
    pub address: Option<String>,
    pub zip_code: Option<String>,
    pub city: Option<String>,
    pub state: Option<String>,
    pub office_email: Option<String>,
    pub office_phone: Option<String>,
    pub public_site: Option<String>,
    pub invoice_email: Option<String>,
    pub billing_contact: Option<String>,
    pub payout_holder: Option<String>,
    pub payout_iban: Option<String>,
    pub payout_bic: Option<String>,
    /// The name that clients see in mails about their cases, if it is not the agency's.
    pub sender_name: Option<String>,
    /// Where answers to these mails go.
    pub sender_email: Option<String>,
}

/// What became of a change.
#[derive(Clone, Debug)]
pub enum OwnChange {
    /// Nothing differs from what is stored.
    Same,
    /// A code was mailed to this address; nothing is changed yet.
    CodeSent(String),
    /// The code is wrong, and was counted; nothing is changed.
    WrongCode,
    /// The data are changed.
    Changed,
}

/// Changes the agency's own data, given the code that was mailed to the Admin. Without a code one is mailed.
///
/// # Errors
/// Too many codes were sent.
pub fn change_own_data(
    db: &mut Writer,
    who: &Partner,
    data: &OwnData,
    code: Option<&str>,
    ctx: &Context,
) -> Outcome<OwnChange> {
    let person = who.person().ok_or(StoreError::NotFound)?;
    db.write(|db| {
        let old = held(db, who.agency.id)?;
        let new = with(&old, data);
        let changes = changes(&old, &new);
        if changes.is_empty() {
            return Ok(OwnChange::Same);
        }
        let Some(code) = code else {
            let Some(code) = issue(db, person.id, OWN_DATA, &person.email, ctx)? else {
                return Err(ActionError::At("code", "Too many codes were sent. Try again in an hour.".to_owned()));
            };
            let to = To { operator: &ctx.operator, name: &person.name, link: &ctx.base_url };
            let letter = mail::account::own_data_code(&to, &old.name, &code, CODE_MINUTES);
            store::mails::queue(db, &person.email, &person.name, &letter, None, ctx.now)?;
            return Ok(OwnChange::CodeSent(person.email.clone()));
        };
        if try_code(db, person.id, OWN_DATA, code, ctx)?.is_none() {
            return Ok(OwnChange::WrongCode);
        }
        store::people::codes::remove(db, person.id, OWN_DATA)?;
        store::people::agencies::update(db, &new)?;
        audit(db, &who.author(), "AgencyChanged", &new, &changes, ctx)?;
        let fields: Vec<&str> = changes.iter().map(|(field, _)| words(field)).collect();
        tell(db, &old, &person.name, &fields.join(", "), ctx)?;
        Ok(OwnChange::Changed)
    })
}

/// The profile with these data.
fn with(old: &AgencyProfile, data: &OwnData) -> AgencyProfile {
    let data = data.clone();
    AgencyProfile {
        address: data.address,
        zip_code: data.zip_code,
        city: data.city,
        state: data.state,
        office_email: data.office_email,
        office_phone: data.office_phone,
        public_site: data.public_site,
        invoice_email: data.invoice_email,
        billing_contact: data.billing_contact,
        payout_holder: data.payout_holder,
        payout_iban: data.payout_iban,
        payout_bic: data.payout_bic,
        sender_name: data.sender_name,
        sender_email: data.sender_email,
        ..old.clone()
    }
}

/// A field of the audit trail in words.
fn words(field: &str) -> &str {
    match field {
        "payoutAccount" => "bank account",
        other => other,
    }
}

/// Mails every Admin, and the office and invoice addresses as they were.
fn tell(db: &mut Tx<'_>, old: &AgencyProfile, by: &str, fields: &str, ctx: &Context) -> Outcome<()> {
    let letter = |to: &To<'_>, agency: &str| mail::account::own_data_changed(to, agency, by, fields);
    tell_admins(db, (old.id.as_str(), &old.name), ctx, letter)?;
    let mut told: Vec<String> =
        store::people::team::unscoped::of(db, old.id.as_str())?.into_iter().map(|colleague| colleague.email).collect();
    for address in [&old.office_email, &old.invoice_email].into_iter().flatten() {
        if told.contains(address) {
            continue;
        }
        let to = To { operator: &ctx.operator, name: &old.name, link: &format!("{}/sign-in", ctx.base_url) };
        store::mails::queue(db, address, &old.name, &letter(&to, &old.name), None, ctx.now)?;
        told.push(address.clone());
    }
    Ok(())
}
