//! What the holder of a client's link reads and changes: only that client.

use diesel::prelude::*;

use super::{ClientPerson, ReferralLink};
use crate::domain::actor::Newcomer;
use crate::domain::ids::CreditorId;
use crate::store::cases::Creditor;
use crate::store::db::schema::{bank_accounts, client_people, creditors, referral_links};
use crate::store::{Db, StoreError, Tx};

/// The link itself.
///
/// # Errors
/// [`StoreError::NotFound`] if it was archived meanwhile.
pub fn link(db: &mut Db, who: &Newcomer) -> Result<ReferralLink, StoreError> {
    Ok(referral_links::table
        .find(who.link)
        .filter(referral_links::archived_at.is_null())
        .select(ReferralLink::as_select())
        .first(&mut *db.conn)?)
}

/// The company.
pub fn creditor(db: &mut Db, who: &Newcomer) -> Result<Creditor, StoreError> {
    Ok(creditors::table.find(who.creditor).select(Creditor::as_select()).first(&mut *db.conn)?)
}

/// Saves the link's columns that the onboarding changes. Reminders are scheduled only by [`super::plan_reminder`].
pub fn update_link(db: &mut Tx<'_>, link: &ReferralLink) -> Result<(), StoreError> {
    diesel::update(referral_links::table.find(link.id))
        .set((
            referral_links::language.eq(&link.language),
            referral_links::return_url.eq(&link.return_url),
            referral_links::opened_at.eq(link.opened_at),
            referral_links::company_at.eq(link.company_at),
            referral_links::people_at.eq(link.people_at),
        ))
        .execute(&mut *db.conn)?;
    Ok(())
}

/// Saves the company's columns that its own people may change.
pub fn update_creditor(db: &mut Tx<'_>, creditor: &Creditor) -> Result<(), StoreError> {
    diesel::update(creditors::table.find(creditor.id))
        .set((
            creditors::name.eq(&creditor.name),
            creditors::registration_number.eq(&creditor.registration_number),
            creditors::vat_number.eq(&creditor.vat_number),
            creditors::office_email.eq(&creditor.office_email),
            creditors::office_phone.eq(&creditor.office_phone),
            creditors::address.eq(&creditor.address),
            creditors::zip_code.eq(&creditor.zip_code),
            creditors::city.eq(&creditor.city),
            creditors::state.eq(&creditor.state),
            creditors::country.eq(&creditor.country),
            creditors::contact_name.eq(&creditor.contact_name),
            creditors::contact_email.eq(&creditor.contact_email),
            creditors::folded.eq(creditor.folded()),
        ))
        .execute(&mut *db.conn)?;
    Ok(())
}

/// Inserts or updates a person.
pub fn put_person(db: &mut Tx<'_>, person: &ClientPerson) -> Result<(), StoreError> {
    let changed = diesel::update(client_people::table.find(person.id))
        .set((
            client_people::first_name.eq(&person.first_name),
            client_people::last_name.eq(&person.last_name),
            client_people::email.eq(&person.email),
            client_people::title.eq(&person.title),
            client_people::place.eq(person.place),
            client_people::is_admin.eq(person.is_admin),
            client_people::signs.eq(person.signs),
            client_people::removed_at.eq(person.removed_at),
        ))
        .execute(&mut *db.conn)?;
    if changed == 0 { super::insert_person(db, person) } else { Ok(()) }
}

/// Whether an account with this IBAN is stored.
pub fn has_account(db: &mut Db, creditor: CreditorId, iban: &str) -> Result<bool, StoreError> {
    let known: i64 = bank_accounts::table
        .filter(bank_accounts::creditor_id.eq(creditor).and(bank_accounts::iban.eq(iban)))
        .count()
        .get_result(&mut *db.conn)?;
    Ok(known > 0)
}
