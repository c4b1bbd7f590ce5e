//! What a client's own link reads and changes: within that one client.

use diesel::prelude::*;

use super::link_requests::LinkRequest;
use super::{ClientPerson, ReferralLink};
use crate::domain::actor::{Approver, Newcomer};
use crate::domain::calendar::Moment;
use crate::domain::case::Lifecycle;
use crate::domain::ids::{ClientPersonId, CreditorId};
use crate::store::cases::Creditor;
use crate::store::db::schema::{
    agreements, bank_accounts, cases, client_people, collection_partners, creditors, link_requests, referral_links,
    signatures,
};
use crate::store::{Database, Db, StoreError, Tx};

/// Who holds the link with this hash; the address and the browser are the request's to fill in.
///
/// # Errors
/// When the database does not answer.
pub fn any_newcomer(database: &Database, token_hash: &str, now: Moment) -> Result<Option<Newcomer>, StoreError> {
    let db = &mut database.read()?;
    let own: Option<(String, Option<CreditorId>)> = signatures::table
        .inner_join(agreements::table)
        .filter(signatures::token_hash.eq(token_hash).and(agreements::voided_at.is_null()))
        .select((signatures::signatory, agreements::creditor_id))
        .first(&mut *db.conn)
        .optional()?;
    let proof = match own {
        Some(_) => None,
        None => super::proofs::any_subject(db, token_hash, now)?,
    };
    let live = referral_links::table
        .inner_join(creditors::table)
        .filter(referral_links::archived_at.is_null())
        .select((ReferralLink::as_select(), creditors::name, creditors::agreement_version));
    let row: Option<(ReferralLink, String, Option<String>)> = match (&own, &proof) {
        (Some((_, creditor)), _) => {
            live.filter(referral_links::creditor_id.nullable().eq(creditor)).first(&mut *db.conn)
        }
        (None, Some(link)) => live.filter(referral_links::id.eq(link)).first(&mut *db.conn),
        (None, None) => live.filter(referral_links::token_hash.eq(token_hash)).first(&mut *db.conn),
    }
    .optional()?;
    Ok(row.map(|(link, name, signed)| Newcomer {
        link: link.id,
        creditor: link.creditor_id,
        referral_partner: link.referral_partner_id,
        name,
        signatory: own.as_ref().and_then(|(person, _)| ClientPersonId::parse(person)),
        is_known: !link.is_attributed || signed.is_some(),
        is_attributed: link.is_attributed,
        is_proved: proof.is_some(),
        address: String::new(),
        agent: String::new(),
    }))
}

/// Who holds the link of a platform's wish to be linked.
///
/// # Errors
/// When the database does not answer.
pub fn any_approver(database: &Database, token_hash: &str, now: Moment) -> Result<Option<Approver>, StoreError> {
    let db = &mut database.read()?;
    let proof = super::proofs::any_subject(db, token_hash, now)?;
    let all = link_requests::table
        .inner_join(creditors::table.on(creditors::id.eq(link_requests::creditor_id)))
        .filter(creditors::retired_at.is_null())
        .select((LinkRequest::as_select(), creditors::name));
    let row: Option<(LinkRequest, String)> = match &proof {
        Some(request) => all.filter(link_requests::id.eq(request)).first(&mut *db.conn),
        None => all.filter(link_requests::token_hash.eq(token_hash)).first(&mut *db.conn),
    }
    .optional()?;
    Ok(row.map(|(request, name)| Approver {
        request: request.id,
        referral_partner: request.referral_partner_id,
        creditor: request.creditor_id,
        name,
        email: request.email,
        is_proved: proof.is_some(),
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

/// Saves what of a link the onboarding changes; reminders are planned by [`super::plan_reminder`] alone.
///
/// # Errors
/// When the database does not answer.
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

/// Saves what of a company its own people may change.
///
/// # Errors
/// When the database does not answer.
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

/// Stores a person anew, or as they are now.
///
/// # Errors
/// When the database does not answer.
pub fn put_person(db: &mut Tx<'_>, person: &ClientPerson) -> Result<(), StoreError> {
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
