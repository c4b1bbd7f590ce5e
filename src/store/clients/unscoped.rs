//! Queries of clients without an actor: for the worker, the command line, sign-in, and actions
//! that have checked who asks.

use diesel::prelude::*;

use crate::domain::actor::{Approver, Newcomer};
use crate::domain::calendar::Moment;
use crate::domain::case::Lifecycle;
use crate::domain::ids::{ClientPersonId, CreditorId, ReferralLinkId, ReferralPartnerId};
use crate::domain::money::Currency;
use crate::store::cases::Creditor;
use crate::store::clients::link_requests::LinkRequest;
use crate::store::clients::reminders::REMINDERS_PER_BATCH;
use crate::store::clients::{ClientPerson, KycRecord, ReferralLink};
use crate::store::db::schema::{
    agreements, bank_accounts, cases, client_people, collection_partners, creditors, kyc_records, link_requests,
    referral_links, referral_partners, signatures,
};
use crate::store::{Database, Db, StoreError, Tx};

/// The referral partner of a creditor, if it has a link in force.
pub fn partner_of(db: &mut Db, creditor: CreditorId) -> Result<Option<ReferralPartnerId>, StoreError> {
    Ok(referral_links::table
        .filter(referral_links::creditor_id.eq(creditor).and(referral_links::archived_at.is_null()))
        .select(referral_links::referral_partner_id)
        .first(&mut *db.conn)
        .optional()?)
}

/// The referral partner that earns on a new case of a creditor. An attributed client's partner earns on every case,
/// another one only on cases that are handed in `through` it.
pub fn earning_partner(
    db: &mut Db,
    creditor: CreditorId,
    through: Option<ReferralPartnerId>,
) -> Result<Option<ReferralPartnerId>, StoreError> {
    let link = live_link(db, creditor)?;
    let earns = |link: &ReferralLink| link.is_attributed || through == Some(link.referral_partner_id);
    Ok(link.filter(earns).map(|link| link.referral_partner_id))
}

/// The creditors with one of these e-mail addresses, as a person's, the contact's or the office's. Stored addresses are
/// in lower case.
pub fn with_email(db: &mut Db, emails: &[String]) -> Result<Vec<(CreditorId, String)>, StoreError> {
    let mut found: Vec<(CreditorId, String)> = client_people::table
        .inner_join(creditors::table)
        .filter(client_people::email.eq_any(emails).and(client_people::removed_at.is_null()))
        .filter(creditors::retired_at.is_null())
        .select((client_people::creditor_id, client_people::email))
        .load(&mut *db.conn)?;
    found.extend(
        creditors::table
            .filter(creditors::contact_email.eq_any(emails).and(creditors::retired_at.is_null()))
            .select((creditors::id, creditors::contact_email))
            .load::<(CreditorId, String)>(&mut *db.conn)?,
    );
    let offices: Vec<(CreditorId, Option<String>)> = creditors::table
        .filter(creditors::office_email.eq_any(emails).and(creditors::retired_at.is_null()))
        .select((creditors::id, creditors::office_email))
        .load(&mut *db.conn)?;
    found.extend(offices.into_iter().filter_map(|(id, email)| Some((id, email?))));
    Ok(found)
}

/// The people of a creditor, in their order.
pub fn people(db: &mut Db, creditor: CreditorId) -> Result<Vec<ClientPerson>, StoreError> {
    Ok(client_people::table
        .filter(client_people::creditor_id.eq(creditor).and(client_people::removed_at.is_null()))
        .order(client_people::place.asc())
        .select(ClientPerson::as_select())
        .load(&mut *db.conn)?)
}

/// The newest record of a director's data.
pub fn kyc(db: &mut Db, creditor: CreditorId) -> Result<Option<KycRecord>, StoreError> {
    Ok(kyc_records::table
        .filter(kyc_records::creditor_id.eq(creditor))
        .order((kyc_records::created_at.desc(), kyc_records::id.desc()))
        .select(KycRecord::as_select())
        .first(&mut *db.conn)
        .optional()?)
}

/// At most 100 links without a token. They were created before links had tokens.
pub fn unissued(db: &mut Db) -> Result<Vec<ReferralLinkId>, StoreError> {
    Ok(referral_links::table
        .filter(referral_links::token_hash.like("unissued:%"))
        .limit(100)
        .select(referral_links::id)
        .load(&mut *db.conn)?)
}

/// Stores the hash of a link's token.
pub fn issue(db: &mut Tx<'_>, link: ReferralLinkId, token_hash: &str) -> Result<(), StoreError> {
    diesel::update(referral_links::table.find(link))
        .set(referral_links::token_hash.eq(token_hash))
        .execute(&mut *db.conn)?;
    Ok(())
}

/// Folds the names of at most 100 creditors that were stored before names were folded.
pub fn fold(db: &mut Tx<'_>) -> Result<(), StoreError> {
    let rows: Vec<Creditor> = creditors::table
        .filter(creditors::folded.eq(""))
        .limit(100)
        .select(Creditor::as_select())
        .load(&mut *db.conn)?;
    for creditor in rows {
        diesel::update(creditors::table.find(creditor.id))
            .set(creditors::folded.eq(creditor.folded()))
            .execute(&mut *db.conn)?;
    }
    Ok(())
}

/// The client whose link has this hash. The caller fills in network address and browser from the request.
pub fn newcomer(database: &Database, token_hash: &str, now: Moment) -> Result<Option<Newcomer>, StoreError> {
    let db = &mut database.read()?;
    let own: Option<(String, Option<CreditorId>)> = signatures::table
        .inner_join(agreements::table)
        .filter(signatures::token_hash.eq(token_hash).and(agreements::voided_at.is_null()))
        .select((signatures::signatory, agreements::creditor_id))
        .first(&mut *db.conn)
        .optional()?;
    let proof = match own {
        Some(_) => None,
        None => super::proofs::unscoped::subject(db, token_hash, now)?,
    };
    let live = referral_links::table
        .inner_join(creditors::table)
        .inner_join(referral_partners::table)
        .filter(referral_links::archived_at.is_null().and(creditors::suspended_at.is_null()))
        .filter(referral_partners::suspended_at.is_null().and(referral_partners::terminated_at.is_null()))
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

/// The holder of a link request's link.
pub fn approver(database: &Database, token_hash: &str, now: Moment) -> Result<Option<Approver>, StoreError> {
    let db = &mut database.read()?;
    let proof = super::proofs::unscoped::subject(db, token_hash, now)?;
    let all = link_requests::table
        .inner_join(creditors::table.on(creditors::id.eq(link_requests::creditor_id)))
        .inner_join(referral_partners::table.on(referral_partners::id.eq(link_requests::referral_partner_id)))
        .filter(creditors::retired_at.is_null().and(creditors::suspended_at.is_null()))
        .filter(referral_partners::suspended_at.is_null().and(referral_partners::terminated_at.is_null()))
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
pub fn creditor(db: &mut Db, id: CreditorId) -> Result<Creditor, StoreError> {
    Ok(creditors::table.find(id).select(Creditor::as_select()).first(&mut *db.conn)?)
}

/// Whether an agency that works or will work for the creditor must know a director's data.
pub fn needs_kyc(db: &mut Db, creditor: CreditorId) -> Result<bool, StoreError> {
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

/// Links in force whose reminder is due, the longest due first.
pub fn to_remind(db: &mut Db, now: Moment) -> Result<Vec<ReferralLink>, StoreError> {
    Ok(referral_links::table
        .filter(referral_links::remind_at.le(now.naive_utc()).and(referral_links::archived_at.is_null()))
        .order((referral_links::remind_at.asc(), referral_links::id.asc()))
        .limit(REMINDERS_PER_BATCH)
        .select(ReferralLink::as_select())
        .load(&mut *db.conn)?)
}

/// The creditor's link in force, if any.
pub fn live_link(db: &mut Db, creditor: CreditorId) -> Result<Option<ReferralLink>, StoreError> {
    Ok(referral_links::table
        .filter(referral_links::creditor_id.eq(creditor).and(referral_links::archived_at.is_null()))
        .select(ReferralLink::as_select())
        .first(&mut *db.conn)
        .optional()?)
}

/// The number of a creditor's bank account for a currency: the newest in this currency, or else the newest of all.
pub fn account_for(db: &mut Db, creditor: CreditorId, currency: Currency) -> Result<Option<i64>, StoreError> {
    let accounts: Vec<(i64, Currency)> = bank_accounts::table
        .filter(bank_accounts::creditor_id.eq(creditor))
        .order(bank_accounts::number.desc())
        .select((bank_accounts::number, bank_accounts::currency))
        .load(&mut *db.conn)?;
    let same = accounts.iter().find(|(_, one)| *one == currency);
    Ok(same.or_else(|| accounts.first()).map(|(number, _)| *number))
}

/// Whether a case of a creditor that its agency declines is given to another one.
pub fn passes_on_declined(db: &mut Db, creditor: CreditorId) -> Result<bool, StoreError> {
    Ok(creditors::table.find(creditor).select(creditors::passes_on_declined).first(&mut *db.conn)?)
}

/// Whether a creditor is suspended.
pub fn is_suspended(db: &mut Db, creditor: CreditorId) -> Result<bool, StoreError> {
    let since: Option<chrono::NaiveDateTime> =
        creditors::table.find(creditor).select(creditors::suspended_at).first(&mut *db.conn)?;
    Ok(since.is_some())
}
