//! Queries of agreements without an actor: for the worker, the command line, sign-in, and actions
//! that have checked who asks.

use diesel::prelude::*;
use sha2::{Digest, Sha256};

use crate::domain::agreement::{AgreementKind, FileLevel, Language};
use crate::domain::calendar::Moment;
use crate::domain::ids::AgreementId;
use crate::store::agreements::Agreement;
use crate::store::db::schema::{agreement_files, agreement_texts, agreements};
use crate::store::{Db, StoreError, Tx};

/// The version in force: the one published last. `None` before the first.
pub fn version(db: &mut Db, kind: AgreementKind) -> Result<Option<String>, StoreError> {
    Ok(agreement_texts::table
        .filter(agreement_texts::kind.eq(kind))
        .order((agreement_texts::published_at.desc(), agreement_texts::version.desc()))
        .select(agreement_texts::version)
        .first(&mut *db.conn)
        .optional()?)
}

/// When a version was published.
///
/// # Errors
/// [`StoreError::NotFound`] if it was not published.
pub fn published(db: &mut Db, kind: AgreementKind, version: &str) -> Result<chrono::NaiveDateTime, StoreError> {
    Ok(agreement_texts::table
        .filter(agreement_texts::kind.eq(kind).and(agreement_texts::version.eq(version)))
        .select(agreement_texts::published_at)
        .first(&mut *db.conn)?)
}

/// Publishes a text; `false` if the version already has a text in that language, which then stays.
pub fn publish(
    db: &mut Tx<'_>,
    kind: AgreementKind,
    version: &str,
    language: Language,
    body: &str,
    now: Moment,
) -> Result<bool, StoreError> {
    let known: Option<String> = agreement_texts::table
        .find((kind, version, language))
        .select(agreement_texts::sha256)
        .first(&mut *db.conn)
        .optional()?;
    if known.is_some() {
        return Ok(false);
    }
    diesel::insert_into(agreement_texts::table)
        .values((
            agreement_texts::kind.eq(kind),
            agreement_texts::version.eq(version),
            agreement_texts::language.eq(language),
            agreement_texts::body.eq(body),
            agreement_texts::sha256.eq(hex::encode(Sha256::digest(body.as_bytes()))),
            agreement_texts::published_at.eq(now.naive_utc()),
        ))
        .execute(&mut *db.conn)?;
    Ok(true)
}

/// The published text in a language, or in English if there is none.
pub fn text(
    db: &mut Db,
    kind: AgreementKind,
    version: &str,
    language: Language,
) -> Result<(Language, String), StoreError> {
    for language in [language, Language::En] {
        let found: Option<String> = agreement_texts::table
            .find((kind, version, language))
            .select(agreement_texts::body)
            .first(&mut *db.conn)
            .optional()?;
        if let Some(body) = found {
            return Ok((language, body));
        }
    }
    Err(StoreError::NotFound)
}

/// Agreements that all have signed and that have no file yet, oldest first, at most ten.
pub fn without_file(db: &mut Db) -> Result<Vec<Agreement>, StoreError> {
    let with = agreement_files::table.select(agreement_files::agreement_id);
    Ok(agreements::table
        .filter(agreements::signed_at.is_not_null().and(agreements::id.ne_all(with)))
        .order(agreements::signed_at.asc())
        .limit(10)
        .select(Agreement::as_select())
        .load(&mut *db.conn)?)
}

/// Stores the file of an agreement; `false` if it already has one with this number or a later one.
pub fn add_file(
    db: &mut Tx<'_>,
    agreement: AgreementId,
    number: i64,
    sha256: &str,
    size: i64,
    level: FileLevel,
    now: Moment,
) -> Result<bool, StoreError> {
    if file(db, agreement)?.is_some_and(|(known, _)| known >= number) {
        return Ok(false);
    }
    diesel::insert_into(agreement_files::table)
        .values((
            agreement_files::agreement_id.eq(agreement),
            agreement_files::number.eq(number),
            agreement_files::sha256.eq(sha256),
            agreement_files::size.eq(size),
            agreement_files::level.eq(level),
            agreement_files::created_at.eq(now.naive_utc()),
        ))
        .execute(&mut *db.conn)?;
    Ok(true)
}

/// The newest file of an agreement: its number and the hash of its bytes.
pub fn file(db: &mut Db, agreement: AgreementId) -> Result<Option<(i64, String)>, StoreError> {
    Ok(agreement_files::table
        .filter(agreement_files::agreement_id.eq(agreement))
        .order(agreement_files::number.desc())
        .select((agreement_files::number, agreement_files::sha256))
        .first(&mut *db.conn)
        .optional()?)
}
