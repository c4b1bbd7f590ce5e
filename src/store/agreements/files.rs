//! The files of signed agreements: what the record knows of some bytes, and which still wait for a timestamp.

use diesel::prelude::*;

use super::Agreement;
use crate::domain::agreement::{AgreementKind, FileLevel, stamp_pause};
use crate::domain::calendar::Moment;
use crate::domain::ids::AgreementId;
use crate::store::db::schema::{agreement_files, agreements, timestamps_due};
use crate::store::{Db, StoreError, Tx};

/// A file of an agreement, as the record knows it.
#[derive(Clone, Debug)]
pub struct KnownFile {
    /// Which agreement.
    pub kind: AgreementKind,
    /// Its version.
    pub version: String,
    /// Which of the agreement's files this is, from 1.
    pub number: i64,
    /// How many there are: the last is the newest.
    pub count: i64,
    /// What this one proves of its time.
    pub level: FileLevel,
}

/// The file with these bytes; `None` when the record knows none.
///
/// # Errors
/// When the database does not answer.
pub fn any_known(db: &mut Db, sha256: &str) -> Result<Option<KnownFile>, StoreError> {
    let found: Option<(AgreementId, i64, FileLevel, AgreementKind, String)> = agreement_files::table
        .inner_join(agreements::table.on(agreements::id.eq(agreement_files::agreement_id)))
        .filter(agreement_files::sha256.eq(sha256))
        .select((
            agreement_files::agreement_id,
            agreement_files::number,
            agreement_files::level,
            agreements::kind,
            agreements::version,
        ))
        .first(&mut *db.conn)
        .optional()?;
    let Some((agreement, number, level, kind, version)) = found else { return Ok(None) };
    let count = super::any_file(db, agreement)?.map_or(number, |(newest, _)| newest);
    Ok(Some(KnownFile { kind, version, number, count, level }))
}

/// One file of an agreement that the caller has loaded as its actor, by its number; the newest without one.
///
/// # Errors
/// When the database does not answer.
pub fn numbered(db: &mut Db, agreement: AgreementId, number: Option<i64>) -> Result<Option<String>, StoreError> {
    let Some(number) = number else {
        return Ok(super::any_file(db, agreement)?.map(|(_, sha256)| sha256));
    };
    Ok(agreement_files::table
        .find((agreement, number))
        .select(agreement_files::sha256)
        .first(&mut *db.conn)
        .optional()?)
}

/// Notes that an agreement's file wants a timestamp, to be asked for from `at` on.
///
/// # Errors
/// When the database does not answer.
pub fn want_timestamp(db: &mut Tx<'_>, agreement: AgreementId, at: Moment) -> Result<(), StoreError> {
    diesel::insert_into(timestamps_due::table)
        .values((
            timestamps_due::agreement_id.eq(agreement),
            timestamps_due::tries.eq(0_i64),
            timestamps_due::next_at.eq(at.naive_utc()),
        ))
        .execute(&mut *db.conn)?;
    Ok(())
}

/// Agreements whose file wants a timestamp now, ten at most, and how often one was asked for.
///
/// # Errors
/// When the database does not answer.
pub fn any_due(db: &mut Db, now: Moment) -> Result<Vec<(Agreement, i64)>, StoreError> {
    Ok(timestamps_due::table
        .inner_join(agreements::table.on(agreements::id.eq(timestamps_due::agreement_id)))
        .filter(timestamps_due::next_at.le(now.naive_utc()))
        .order(timestamps_due::next_at.asc())
        .limit(10)
        .select((Agreement::as_select(), timestamps_due::tries))
        .load(&mut *db.conn)?)
}

/// Takes a try: the next one comes after a longer pause, whatever becomes of this one. `false` when another node has
/// taken it.
///
/// # Errors
/// When the database does not answer.
pub fn take_try(db: &mut Tx<'_>, agreement: AgreementId, tries: i64, now: Moment) -> Result<bool, StoreError> {
    let row = timestamps_due::table.find(agreement).filter(timestamps_due::tries.eq(tries));
    let next = (now + stamp_pause(tries)).naive_utc();
    let taken = diesel::update(row)
        .set((timestamps_due::tries.eq(tries + 1), timestamps_due::next_at.eq(next)))
        .execute(&mut *db.conn)?;
    Ok(taken == 1)
}

/// The agreement's newest file has its timestamp: nothing is due any more.
///
/// # Errors
/// When the database does not answer.
pub fn settle(db: &mut Tx<'_>, agreement: AgreementId) -> Result<(), StoreError> {
    diesel::delete(timestamps_due::table.find(agreement)).execute(&mut *db.conn)?;
    Ok(())
}
