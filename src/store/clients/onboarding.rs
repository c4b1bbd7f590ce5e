//! What a client's own link reads and changes: within that one client.

use diesel::prelude::*;

use super::{ClientPerson, ReferralLink};
use crate::domain::actor::Newcomer;
use crate::domain::case::Lifecycle;
use crate::domain::ids::{CreditorId, ReferralLinkId, ReferralPartnerId, SignatureId};
use crate::store::cases::Creditor;
use crate::store::schema::{
    agreements, bank_accounts, cases, client_people, collection_partners, creditors, referral_links, signatures,
};
use crate::store::{Database, Db, StoreError};

/// Who holds the link with this hash; the address and the browser are the request's to fill in.
///
/// # Errors
/// When the database does not answer.
pub fn any_newcomer(database: &Database, token_hash: &str) -> Result<Option<Newcomer>, StoreError> {
    let mut db = database.read()?;
    let own: Option<(SignatureId, Option<CreditorId>)> = signatures::table
        .inner_join(agreements::table)
        .filter(signatures::token_hash.eq(token_hash).and(agreements::voided_at.is_null()))
        .select((signatures::id, agreements::creditor_id))
        .first(&mut *db.conn)
        .optional()?;
    let live = referral_links::table.inner_join(creditors::table).filter(referral_links::archived_at.is_null()).select(
        (referral_links::id, referral_links::creditor_id, referral_links::referral_partner_id, creditors::name),
    );
    let row: Option<(ReferralLinkId, CreditorId, ReferralPartnerId, String)> = match own {
        Some((_, creditor)) => {
            live.filter(referral_links::creditor_id.nullable().eq(creditor)).first(&mut *db.conn).optional()?
        }
        None => live.filter(referral_links::token_hash.eq(token_hash)).first(&mut *db.conn).optional()?,
    };
    Ok(row.map(|(link, creditor, referral_partner, name)| Newcomer {
        link,
        creditor,
        referral_partner,
        name,
        signatory: own.map(|(id, _)| id),
        address: String::new(),
        agent: String::new(),
    }))
}

/// A creditor by its id.
///
/// # Errors
/// When the database does not answer.
pub fn any_creditor(db: &mut Db, id: CreditorId) -> Result<Creditor, StoreError> {
    Ok(creditors::table.find(id).select(Creditor::as_select()).first(&mut *db.conn)?)
}

/// The link itself.
///
/// # Errors
/// [`StoreError::NotFound`] when it was archived meanwhile.
pub fn link(db: &mut Db, who: &Newcomer) -> Result<ReferralLink, StoreError> {
    Ok(referral_links::table
        .find(who.link)
        .filter(referral_links::archived_at.is_null())
        .select(ReferralLink::as_select())
        .first(&mut *db.conn)?)
}

/// The company.
///
/// # Errors
/// When the database does not answer.
pub fn creditor(db: &mut Db, who: &Newcomer) -> Result<Creditor, StoreError> {
    Ok(creditors::table.find(who.creditor).select(Creditor::as_select()).first(&mut *db.conn)?)
}

/// Saves what of a link the onboarding changes.
///
/// # Errors
/// When the database does not answer.
pub fn update_link(db: &mut Db, link: &ReferralLink) -> Result<(), StoreError> {
    diesel::update(referral_links::table.find(link.id))
        .set((
            referral_links::language.eq(&link.language),
            referral_links::return_url.eq(&link.return_url),
            referral_links::opened_at.eq(link.opened_at),
            referral_links::company_at.eq(link.company_at),
            referral_links::people_at.eq(link.people_at),
            referral_links::reminders.eq(link.reminders),
            referral_links::remind_at.eq(link.remind_at),
        ))
        .execute(&mut *db.conn)?;
    Ok(())
}

/// Saves what of a company its own people may change.
///
/// # Errors
/// When the database does not answer.
pub fn update_creditor(db: &mut Db, creditor: &Creditor) -> Result<(), StoreError> {
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

/// Stores a person anew, or as they are now.
///
/// # Errors
/// When the database does not answer.
pub fn put_person(db: &mut Db, person: &ClientPerson) -> Result<(), StoreError> {
    let changed = diesel::update(client_people::table.find(person.id))
        .set((
            client_people::first_name.eq(&person.first_name),
            client_people::last_name.eq(&person.last_name),
            client_people::title.eq(&person.title),
            client_people::place.eq(person.place),
            client_people::is_admin.eq(person.is_admin),
            client_people::signs.eq(person.signs),
            client_people::removed_at.eq(person.removed_at),
        ))
        .execute(&mut *db.conn)?;
    if changed == 0 { super::insert_person(db, person) } else { Ok(()) }
}

/// Whether an account with this IBAN is noted.
///
/// # Errors
/// When the database does not answer.
pub fn has_account(db: &mut Db, creditor: CreditorId, iban: &str) -> Result<bool, StoreError> {
    let known: i64 = bank_accounts::table
        .filter(bank_accounts::creditor_id.eq(creditor).and(bank_accounts::iban.eq(iban)))
        .count()
        .get_result(&mut *db.conn)?;
    Ok(known > 0)
}

/// Whether an agency that works for the creditor, or will, must know a director's data.
///
/// # Errors
/// When the database does not answer.
pub fn any_needs_kyc(db: &mut Db, creditor: CreditorId) -> Result<bool, StoreError> {
    let by_case: i64 = cases::table
        .inner_join(collection_partners::table)
        .filter(cases::creditor_id.eq(creditor).and(collection_partners::requires_kyc.eq(true)))
        .filter(cases::lifecycle.ne_all([Lifecycle::Closed, Lifecycle::Merged]))
        .count()
        .get_result(&mut *db.conn)?;
    let by_link: i64 = referral_links::table
        .inner_join(
            collection_partners::table.on(collection_partners::id.nullable().eq(referral_links::collection_partner_id)),
        )
        .filter(referral_links::creditor_id.eq(creditor).and(collection_partners::requires_kyc.eq(true)))
        .count()
        .get_result(&mut *db.conn)?;
    Ok(by_case + by_link > 0)
}
