//! Agreements: published texts, and what was or will be signed.

pub mod evidence;
pub mod files;
pub mod powers;
pub mod texts;
pub mod unscoped;

use diesel::prelude::*;

use self::evidence::Subject;
use crate::domain::agreement::{AgreementKind, Language, Matter, SignatureMethod};
use crate::domain::calendar::Moment;
use crate::domain::ids::{AgreementId, CarveOutId, CollectionPartnerId, CreditorId, SignatureId};
use crate::store::db::schema::{agreements, collection_partners, creditors, signatures};
use crate::store::{Db, StoreError, Tx};

/// An agreement that is signed or to be signed. Times are UTC.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = agreements)]
#[expect(missing_docs, reason = "the columns speak for themselves; what needs a word has one in the migration")]
pub struct Agreement {
    pub id: AgreementId,
    pub kind: AgreementKind,
    pub creditor_id: Option<CreditorId>,
    pub collection_partner_id: Option<CollectionPartnerId>,
    pub version: String,
    pub language: Language,
    pub variables: String,
    pub shown_sha256: String,
    pub created_at: chrono::NaiveDateTime,
    pub signed_at: Option<chrono::NaiveDateTime>,
    pub voided_at: Option<chrono::NaiveDateTime>,
    pub void_reason: Option<String>,
    /// The prices of the appendix.
    pub carve_out_id: Option<CarveOutId>,
    /// Set if the prices are part of a power of attorney.
    pub appendix_version: Option<String>,
    pub appendix_variables: Option<String>,
}

impl Agreement {
    /// Who signs it.
    ///
    /// # Errors
    /// If the row names neither a client nor an agency.
    pub fn subject(&self) -> Result<Subject, StoreError> {
        match (self.kind, self.creditor_id, self.collection_partner_id) {
            (AgreementKind::PartnerSdca, _, Some(id)) => Ok(Subject::Agency(id)),
            (_, Some(id), _) => Ok(Subject::Client(id)),
            _ => Err(StoreError::Corrupt(format!("nobody signs the agreement {}", self.id))),
        }
    }
}

/// One person's signature of an agreement, made or missing. Times are UTC.
#[derive(Clone, Debug, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = signatures, treat_none_as_null = true)]
#[expect(missing_docs, reason = "the columns speak for themselves; what needs a word has one in the migration")]
pub struct Signature {
    pub id: SignatureId,
    pub agreement_id: AgreementId,
    pub place: i64,
    pub signatory: String,
    pub name: String,
    pub title: Option<String>,
    pub email: String,
    pub token_hash: String,
    pub language: Option<String>,
    pub opened_at: Option<chrono::NaiveDateTime>,
    pub code_hash: Option<String>,
    pub code_until: Option<chrono::NaiveDateTime>,
    pub code_sent_at: Option<chrono::NaiveDateTime>,
    pub proved_at: Option<chrono::NaiveDateTime>,
    pub method: Option<SignatureMethod>,
    pub mark: Option<String>,
    pub address: Option<String>,
    pub agent: Option<String>,
    pub signed_at: Option<chrono::NaiveDateTime>,
}

/// Stores an agreement with the signatures to be made.
pub fn insert(db: &mut Tx<'_>, agreement: &Agreement, parts: &[Signature]) -> Result<(), StoreError> {
    diesel::insert_into(agreements::table).values(agreement).execute(&mut *db.conn)?;
    for part in parts {
        diesel::insert_into(signatures::table).values(part).execute(&mut *db.conn)?;
    }
    Ok(())
}

/// The agreements of a client or agency, newest first, without voided ones.
pub fn of(db: &mut Db, subject: Subject) -> Result<Vec<Agreement>, StoreError> {
    let all = agreements::table.filter(agreements::voided_at.is_null()).into_boxed();
    let theirs = match subject {
        Subject::Client(id) => all.filter(agreements::creditor_id.eq(id)),
        Subject::Agency(id) => {
            all.filter(agreements::collection_partner_id.eq(id).and(agreements::kind.eq(AgreementKind::PartnerSdca)))
        }
    };
    Ok(theirs
        .order((agreements::created_at.desc(), agreements::id.desc()))
        .select(Agreement::as_select())
        .load(&mut *db.conn)?)
}

/// The newest agreement about a matter that is not voided.
pub fn newest(db: &mut Db, subject: Subject, matter: Matter) -> Result<Option<Agreement>, StoreError> {
    let same = |one: &Agreement| {
        let partner = one.collection_partner_id.filter(|_| matter.kind != AgreementKind::PartnerSdca);
        (one.kind, partner, one.carve_out_id) == (matter.kind, matter.partner, matter.carve_out)
    };
    Ok(of(db, subject)?.into_iter().find(same))
}

/// The agreement of a signature, if it belongs to this client or agency. It may be voided.
///
/// # Errors
/// [`StoreError::NotFound`] if it does not.
pub fn of_part(db: &mut Db, subject: Subject, part: SignatureId) -> Result<Agreement, StoreError> {
    let agreement: Agreement = agreements::table
        .inner_join(signatures::table)
        .filter(signatures::id.eq(part))
        .select(Agreement::as_select())
        .first(&mut *db.conn)?;
    if agreement.subject()? == subject { Ok(agreement) } else { Err(StoreError::NotFound) }
}

/// The signatures of an agreement, in order.
pub fn parts(db: &mut Db, agreement: AgreementId) -> Result<Vec<Signature>, StoreError> {
    Ok(signatures::table
        .filter(signatures::agreement_id.eq(agreement))
        .order(signatures::place.asc())
        .select(Signature::as_select())
        .load(&mut *db.conn)?)
}

/// Voids an agreement that has no signature yet.
pub fn void(db: &mut Tx<'_>, agreement: &Agreement, reason: &str, now: Moment) -> Result<(), StoreError> {
    diesel::update(agreements::table.find(agreement.id).filter(agreements::signed_at.is_null()))
        .set((agreements::voided_at.eq(now.naive_utc()), agreements::void_reason.eq(reason)))
        .execute(&mut *db.conn)?;
    Ok(())
}

/// Saves a signature that is still missing; `false` if it was made meanwhile in another window.
pub fn save(db: &mut Tx<'_>, part: &Signature) -> Result<bool, StoreError> {
    let open = signatures::table.find(part.id).filter(signatures::signed_at.is_null());
    Ok(diesel::update(open).set(part).execute(&mut *db.conn)? == 1)
}

/// Everybody has signed: puts the agreement in force, and stores its version in the account of the client or agency.
pub fn conclude(db: &mut Tx<'_>, agreement: &Agreement, now: Moment) -> Result<(), StoreError> {
    diesel::update(agreements::table.find(agreement.id))
        .set(agreements::signed_at.eq(now.naive_utc()))
        .execute(&mut *db.conn)?;
    match (agreement.kind, agreement.subject()?) {
        (AgreementKind::Sdca, Subject::Client(creditor)) => {
            diesel::update(creditors::table.find(creditor))
                .set(creditors::agreement_version.eq(&agreement.version))
                .execute(&mut *db.conn)?;
        }
        (AgreementKind::PartnerSdca, Subject::Agency(agency)) => {
            diesel::update(collection_partners::table.find(agency))
                .set((
                    collection_partners::agreement_version.eq(&agreement.version),
                    collection_partners::agreement_signed_at.eq(now.naive_utc()),
                ))
                .execute(&mut *db.conn)?;
        }
        _ => {}
    }
    Ok(())
}
