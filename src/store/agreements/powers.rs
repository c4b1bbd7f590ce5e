//! Powers of attorney and carve-outs (agreed prices): what exists, what is signed, who may see it.

pub mod unscoped;

use diesel::prelude::*;

use super::Agreement;
use crate::domain::actor::{Customer, Newcomer, Partner, Referrer};
use crate::domain::agreement::{AgreementKind, Held, Matter};
use crate::domain::calendar::Moment;
use crate::domain::ids::{AgreementId, CarveOutId, ClientPersonId, CollectionPartnerId, CreditorId, ReferralPartnerId};
use crate::store::cases::HIDDEN;
use crate::store::db::schema::{
    agreement_files, agreements, carve_outs, cases, collection_partners, creditors, powers_wanted, referral_links,
    signatures,
};
use crate::store::prices::grid::Brackets;
use crate::store::{Db, StoreError, Tx};

/// A carve-out: prices that a referral partner, an agency and the operator agreed on for debtors of one country. Times
/// are UTC.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = carve_outs)]
#[expect(missing_docs, reason = "the columns speak for themselves")]
pub struct CarveOut {
    pub id: CarveOutId,
    pub referral_partner_id: ReferralPartnerId,
    pub collection_partner_id: CollectionPartnerId,
    /// ISO 3166 alpha-2.
    pub country: String,
    /// Brackets: lower bound in US cents, and percentage.
    pub tiers: Brackets,
    pub created_at: chrono::NaiveDateTime,
    pub ended_at: Option<chrono::NaiveDateTime>,
}

/// Stores a carve-out.
///
/// # Errors
/// If the database fails, or there is a current carve-out of the same partner, agency and country.
pub fn insert(db: &mut Tx<'_>, carve_out: &CarveOut) -> Result<(), StoreError> {
    diesel::insert_into(carve_outs::table).values(carve_out).execute(&mut *db.conn)?;
    Ok(())
}

/// The current carve-outs for clients of a referral partner, oldest first.
pub fn live(db: &mut Db, who: &Newcomer) -> Result<Vec<(CollectionPartnerId, CarveOutId)>, StoreError> {
    unscoped::live(db, who.referral_partner)
}

/// Agencies that need a power of attorney from a client: the one named in its link, those that it was asked to sign for,
/// and those of cases that wait for a signature or are being verified. Cases past these states already have theirs.
pub fn agencies_to_empower(db: &mut Db, who: &Newcomer) -> Result<Vec<CollectionPartnerId>, StoreError> {
    let named: Option<Option<CollectionPartnerId>> = referral_links::table
        .find(who.link)
        .select(referral_links::collection_partner_id)
        .first(&mut *db.conn)
        .optional()?;
    let by_case: Vec<Option<CollectionPartnerId>> = cases::table
        .filter(cases::creditor_id.eq(who.creditor).and(cases::lifecycle.eq_any(HIDDEN)))
        .filter(cases::collection_partner_id.is_not_null())
        .select(cases::collection_partner_id)
        .distinct()
        .order(cases::collection_partner_id.asc())
        .load(&mut *db.conn)?;
    let wanted: Vec<CollectionPartnerId> = powers_wanted::table
        .filter(powers_wanted::creditor_id.eq(who.creditor))
        .order(powers_wanted::collection_partner_id.asc())
        .select(powers_wanted::collection_partner_id)
        .load(&mut *db.conn)?;
    let mut agencies: Vec<CollectionPartnerId> = named.flatten().into_iter().collect();
    for agency in by_case.into_iter().flatten().chain(wanted) {
        if !agencies.contains(&agency) {
            agencies.push(agency);
        }
    }
    Ok(agencies)
}

/// Notes that a client is asked to sign for an agency; `false` if it was asked after this moment already. The caller
/// holds the creditor.
pub fn want(
    db: &mut Tx<'_>,
    creditor: CreditorId,
    agency: CollectionPartnerId,
    asked_before: Moment,
    now: Moment,
) -> Result<bool, StoreError> {
    let asked: Option<chrono::NaiveDateTime> = powers_wanted::table
        .find((creditor, agency))
        .select(powers_wanted::asked_at)
        .first(&mut *db.conn)
        .optional()?;
    if asked.is_some_and(|asked| asked > asked_before.naive_utc()) {
        return Ok(false);
    }
    let at = powers_wanted::asked_at.eq(now.naive_utc());
    if asked.is_some() {
        diesel::update(powers_wanted::table.find((creditor, agency))).set(at).execute(&mut *db.conn)?;
    } else {
        let key = (powers_wanted::creditor_id.eq(creditor), powers_wanted::collection_partner_id.eq(agency));
        diesel::insert_into(powers_wanted::table).values((key, at)).execute(&mut *db.conn)?;
    }
    Ok(true)
}

/// The signed powers and prices, from the reader's point of view. With a signatory's own link: what this person has
/// signed or need not sign. With the client's link: what anybody has signed, since the others have links of their own.
pub fn held(db: &mut Db, who: &Newcomer) -> Result<Vec<Held>, StoreError> {
    type Row = (Agreement, String, Option<chrono::NaiveDateTime>);
    let rows: Vec<Row> = agreements::table
        .inner_join(signatures::table)
        .filter(agreements::creditor_id.eq(who.creditor).and(agreements::voided_at.is_null()))
        .filter(agreements::kind.eq_any([AgreementKind::Poa, AgreementKind::PricingAppendix]))
        .order(agreements::id.asc())
        .select((Agreement::as_select(), signatures::signatory, signatures::signed_at))
        .load(&mut *db.conn)?;
    // What all have signed, also on paper, where no single signatures are known.
    let mut held = unscoped::signed(db, who.creditor)?;
    for parts in rows.chunk_by(|(a, ..), (b, ..)| a.id == b.id) {
        let Some((agreement, ..)) = parts.first() else { continue };
        let is_begun = parts.iter().any(|(_, _, signed)| signed.is_some());
        if is_begun && who.signatory.is_none_or(|person| is_through(parts, person)) {
            let matter = Matter {
                kind: agreement.kind,
                partner: agreement.collection_partner_id,
                carve_out: agreement.carve_out_id,
            };
            held.push(Held { matter, version: agreement.version.clone() });
        }
    }
    Ok(held)
}

fn is_through(parts: &[(Agreement, String, Option<chrono::NaiveDateTime>)], person: ClientPersonId) -> bool {
    parts.iter().all(|(_, signatory, signed)| signatory != person.as_str() || signed.is_some())
}

/// Stores the agency that needs a power of attorney from a client, if there is such an agency.
pub fn name_agency(db: &mut Tx<'_>, who: &Newcomer, agency: CollectionPartnerId) -> Result<(), StoreError> {
    let known: i64 = collection_partners::table.find(agency).count().get_result(&mut *db.conn)?;
    if known == 1 {
        diesel::update(referral_links::table.find(who.link))
            .set(referral_links::collection_partner_id.eq(agency))
            .execute(&mut *db.conn)?;
    }
    Ok(())
}

/// A signed agreement in a list.
#[derive(Clone, Debug)]
pub struct Filed {
    /// The agreement.
    pub agreement: Agreement,
    /// The creditor that signed it; "" for the agency's own agreement.
    pub creditor: String,
    /// The hash of its newest file; `None` until there is one.
    pub file: Option<String>,
}

/// The agreements that an agency may see, newest first, at most 200: its own with the operator, and powers of attorney
/// from creditors.
pub fn of_agency(db: &mut Db, who: &Partner) -> Result<Vec<Filed>, StoreError> {
    let rows: Vec<(Agreement, Option<String>)> = agreements::table
        .left_join(creditors::table.on(creditors::id.nullable().eq(agreements::creditor_id)))
        .filter(agreements::collection_partner_id.eq(who.agency.id).and(agreements::signed_at.is_not_null()))
        .order((agreements::signed_at.desc(), agreements::id.desc()))
        .limit(200)
        .select((Agreement::as_select(), creditors::name.nullable()))
        .load(&mut *db.conn)?;
    with_files(db, rows)
}

/// The agreements that a referral partner may see: all signed by one of its clients, newest first.
pub fn of_client(db: &mut Db, who: &Referrer, tenant: &str) -> Result<Vec<Filed>, StoreError> {
    let link = crate::store::clients::link_of(db, who, tenant)?;
    let rows: Vec<(Agreement, Option<String>)> = agreements::table
        .left_join(creditors::table.on(creditors::id.nullable().eq(agreements::creditor_id)))
        .filter(agreements::creditor_id.eq(link.creditor_id).and(agreements::signed_at.is_not_null()))
        .order((agreements::signed_at.desc(), agreements::id.desc()))
        .limit(200)
        .select((Agreement::as_select(), creditors::name.nullable()))
        .load(&mut *db.conn)?;
    with_files(db, rows)
}

/// The signed agreements of a client, newest first, at most 200.
pub fn of_customer(db: &mut Db, who: &Customer) -> Result<Vec<Filed>, StoreError> {
    let rows: Vec<Agreement> = agreements::table
        .filter(agreements::creditor_id.eq(who.id).and(agreements::signed_at.is_not_null()))
        .filter(agreements::voided_at.is_null())
        .order((agreements::signed_at.desc(), agreements::id.desc()))
        .limit(200)
        .select(Agreement::as_select())
        .load(&mut *db.conn)?;
    with_files(db, rows.into_iter().map(|agreement| (agreement, Some(who.name.clone()))).collect())
}

fn with_files(db: &mut Db, rows: Vec<(Agreement, Option<String>)>) -> Result<Vec<Filed>, StoreError> {
    let ids: Vec<AgreementId> = rows.iter().map(|(agreement, _)| agreement.id).collect();
    let files: Vec<(AgreementId, String)> = agreement_files::table
        .filter(agreement_files::agreement_id.eq_any(ids))
        .order(agreement_files::number.desc())
        .select((agreement_files::agreement_id, agreement_files::sha256))
        .load(&mut *db.conn)?;
    let newest = |id| files.iter().find(|(of, _)| *of == id).map(|(_, sha256)| sha256.clone());
    Ok(rows
        .into_iter()
        .map(|(agreement, creditor)| Filed {
            file: newest(agreement.id),
            creditor: creditor.unwrap_or_default(),
            agreement,
        })
        .collect())
}
