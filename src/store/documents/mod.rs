//! The records of documents. Their bytes are in [`blobs`].

pub mod blobs;
pub mod unscoped;

use chrono::NaiveDateTime;
use diesel::prelude::*;

use crate::domain::calendar::Moment;
use crate::domain::document::{DocumentType, Uploader};
use crate::domain::ids::{CaseId, DocumentId};
use crate::store::cases::engagements::{Part, outside_engagements_of_others};
use crate::store::cases::{HIDDEN, Scope};
use crate::store::db::dialect;
use crate::store::db::schema::{agreement_files, cases, documents, mail_attachments, referral_partners};
use crate::store::{Db, StoreError, Tx};

/// A document of a case. Times are UTC.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = documents, treat_none_as_default_value = false)]
#[expect(missing_docs, reason = "the columns speak for themselves")]
pub struct Document {
    pub id: DocumentId,
    pub case_id: CaseId,
    pub sha256: String,
    pub file_name: String,
    pub media_type: String,
    pub size: i64,
    pub document_type: Option<DocumentType>,
    pub description: Option<String>,
    pub uploader_kind: Uploader,
    /// The organisation and not the person, since colleagues share their documents.
    pub uploader_id: String,
    pub uploader_name: String,
    pub created_at: NaiveDateTime,
    pub updated_at: NaiveDateTime,
    pub deleted_at: Option<NaiveDateTime>,
}

/// Whether an agency may read a document: it may not if another agency added it during its own engagement. Documents of
/// the client and of the operator belong to the claim, so every agency of the case reads them.
macro_rules! not_of_other_agencies {
    ($agency:expr) => {
        documents::uploader_kind.ne(Uploader::CollectionPartner).or(outside_engagements_of_others!(
            $agency,
            documents::case_id,
            documents::created_at
        ))
    };
}

/// The documents of a case limited to those that a reader may see.
macro_rules! limited {
    ($query:expr, $part:expr) => {
        match $part {
            Part::Whole => $query,
            Part::SeenBy(agency) => $query.filter(not_of_other_agencies!(agency)),
            Part::During { agency, ended_at, .. } => {
                $query.filter(not_of_other_agencies!(agency)).filter(documents::created_at.lt(ended_at))
            }
        }
    };
}

/// The documents of a case that the caller has loaded as its actor, newest first.
pub fn of_case(db: &mut Db, part: impl Into<Part>, case: CaseId) -> Result<Vec<Document>, StoreError> {
    let query = documents::table
        .filter(documents::case_id.eq(case).and(documents::deleted_at.is_null()))
        .order((documents::created_at.desc(), documents::id.desc()))
        .select(Document::as_select())
        .into_boxed();
    Ok(limited!(query, part.into()).load(&mut *db.conn)?)
}

/// Number of documents of a case. The caller has loaded the case as its actor.
pub fn count_of_case(db: &mut Db, part: impl Into<Part>, case: CaseId) -> Result<i64, StoreError> {
    let query = documents::table
        .filter(documents::case_id.eq(case).and(documents::deleted_at.is_null()))
        .select(diesel::dsl::count_star())
        .into_boxed();
    Ok(limited!(query, part.into()).first(&mut *db.conn)?)
}

/// The documents of many cases; within a case, oldest first. Cases that are not theirs are left out.
pub fn of_cases(db: &mut Db, scope: impl Into<Scope>, ids: &[CaseId]) -> Result<Vec<Document>, StoreError> {
    let mut query = documents::table
        .filter(documents::case_id.eq_any(ids).and(documents::deleted_at.is_null()))
        .order((documents::case_id.asc(), documents::created_at.asc(), documents::id.asc()))
        .select(Document::as_select())
        .into_boxed();
    match scope.into() {
        Scope::Agency(agency) => {
            // With a join, SQLite would walk all cases of the agency.
            let theirs = cases::table
                .filter(cases::id.eq(documents::case_id))
                .filter(cases::collection_partner_id.eq(agency))
                .filter(cases::lifecycle.ne_all(HIDDEN));
            query = query.filter(diesel::dsl::exists(theirs)).filter(not_of_other_agencies!(agency));
        }
        Scope::Link(case) => query = query.filter(documents::case_id.eq(case)),
        Scope::Client(creditor, through) => {
            let theirs = cases::table.filter(cases::id.eq(documents::case_id)).filter(cases::creditor_id.eq(creditor));
            query = match through {
                None => query.filter(diesel::dsl::exists(theirs)),
                Some(partner) => {
                    query.filter(diesel::dsl::exists(theirs.filter(cases::referral_partner_id.eq(partner))))
                }
            };
        }
        Scope::Referrer(partner) => {
            let theirs = cases::table.filter(cases::id.eq(documents::case_id));
            query = query.filter(diesel::dsl::exists(theirs.filter(cases::referral_partner_id.eq(partner))));
        }
        Scope::Operator => {}
    }
    Ok(query.load(&mut *db.conn)?)
}

/// A document of a case.
///
/// # Errors
/// [`StoreError::NotFound`] if it does not exist, is deleted, belongs to another case, or is not visible to them.
pub fn load(db: &mut Db, scope: impl Into<Scope>, case: CaseId, id: DocumentId) -> Result<Document, StoreError> {
    let mut query = documents::table
        .inner_join(cases::table)
        .filter(documents::id.eq(id).and(documents::case_id.eq(case)).and(documents::deleted_at.is_null()))
        .select(Document::as_select())
        .into_boxed();
    match scope.into() {
        Scope::Agency(agency) => {
            query = query
                .filter(cases::collection_partner_id.eq(agency))
                .filter(cases::lifecycle.ne_all(HIDDEN))
                .filter(not_of_other_agencies!(agency));
        }
        Scope::Link(case) => query = query.filter(cases::id.eq(case)),
        Scope::Client(creditor, through) => {
            query = query.filter(cases::creditor_id.eq(creditor));
            if let Some(partner) = through {
                query = query.filter(cases::referral_partner_id.eq(partner));
            }
        }
        Scope::Referrer(partner) => query = query.filter(cases::referral_partner_id.eq(partner)),
        Scope::Operator => {}
    }
    Ok(query.first(&mut *db.conn)?)
}

/// An identical document that the same side has added to the case before.
pub fn twin(db: &mut Db, new: &Document) -> Result<Option<Document>, StoreError> {
    let known: Vec<Document> = documents::table
        .filter(documents::case_id.eq(new.case_id).and(documents::sha256.eq(&new.sha256)))
        .filter(documents::file_name.eq(&new.file_name).and(documents::uploader_id.eq(&new.uploader_id)))
        .filter(documents::deleted_at.is_null())
        .select(Document::as_select())
        .load(&mut *db.conn)?;
    Ok(known.into_iter().find(|known| known.document_type == new.document_type && known.description == new.description))
}

/// Stores the row of a document's bytes and locks it until the transaction ends, so that nobody removes bytes that
/// somebody is about to use.
pub fn hold_bytes(db: &mut Tx<'_>, sha256: &str, size: i64, now: Moment) -> Result<(), StoreError> {
    dialect::note_blob(db, sha256, size, now.naive_utc())?;
    Ok(())
}

/// Those of the hashes that a signed agreement, a brand or a mail uses.
fn kept_elsewhere(db: &mut Db, hashes: &[&str]) -> Result<Vec<String>, StoreError> {
    let mut kept: Vec<String> = agreement_files::table
        .filter(agreement_files::sha256.eq_any(hashes))
        .select(agreement_files::sha256)
        .load(&mut *db.conn)?;
    let logos: Vec<Option<String>> = referral_partners::table
        .filter(referral_partners::brand_logo.eq_any(hashes))
        .select(referral_partners::brand_logo)
        .load(&mut *db.conn)?;
    let icons: Vec<Option<String>> = referral_partners::table
        .filter(referral_partners::brand_favicon.eq_any(hashes))
        .select(referral_partners::brand_favicon)
        .load(&mut *db.conn)?;
    let carried: Vec<String> = mail_attachments::table
        .filter(mail_attachments::sha256.eq_any(hashes))
        .select(mail_attachments::sha256)
        .distinct()
        .load(&mut *db.conn)?;
    kept.extend(logos.into_iter().chain(icons).flatten().chain(carried));
    Ok(kept)
}

/// Stores a new document. Only `actions` calls it, after [`hold_bytes`].
pub fn insert(db: &mut Tx<'_>, document: &Document) -> Result<(), StoreError> {
    diesel::insert_into(documents::table).values(document).execute(&mut *db.conn)?;
    Ok(())
}

/// Marks a document as deleted; `false` if somebody was faster.
pub fn mark_deleted(db: &mut Tx<'_>, id: DocumentId, now: Moment) -> Result<bool, StoreError> {
    let now = now.naive_utc();
    let rows = diesel::update(documents::table.find(id))
        .filter(documents::deleted_at.is_null())
        .set((documents::deleted_at.eq(now), documents::updated_at.eq(now)))
        .execute(&mut *db.conn)?;
    Ok(rows > 0)
}
