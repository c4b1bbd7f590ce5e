//! Files of signed agreements: looked up by hash, and those that wait for a timestamp.

pub mod unscoped;

use diesel::prelude::*;

use crate::domain::agreement::{AgreementKind, FileLevel, stamp_pause};
use crate::domain::calendar::Moment;
use crate::domain::ids::AgreementId;
use crate::store::db::schema::{agreement_files, timestamps_due};
use crate::store::{Db, StoreError, Tx};

/// A stored file of an agreement.
#[derive(Clone, Debug)]
pub struct KnownFile {
    /// The kind of agreement.
    pub kind: AgreementKind,
    /// The agreement's version.
    pub version: String,
    /// The file's number among the agreement's files, from 1.
    pub number: i64,
    /// Number of files of the agreement; the last is the newest.
    pub count: i64,
    /// What this file proves about its time.
    pub level: FileLevel,
}

/// A file of an agreement by its number; without a number, the newest. The caller has loaded the agreement as its
/// actor.
pub fn numbered(db: &mut Db, agreement: AgreementId, number: Option<i64>) -> Result<Option<String>, StoreError> {
    let Some(number) = number else {
        return Ok(super::unscoped::file(db, agreement)?.map(|(_, sha256)| sha256));
    };
    Ok(agreement_files::table
        .find((agreement, number))
        .select(agreement_files::sha256)
        .first(&mut *db.conn)
        .optional()?)
}

/// What the files of these agreements prove; an agreement without a file is missing. The caller has loaded the
/// agreements as its actor.
pub fn levels(db: &mut Db, agreements: &[AgreementId]) -> Result<Vec<(AgreementId, FileLevel)>, StoreError> {
    Ok(agreement_files::table
        .filter(agreement_files::agreement_id.eq_any(agreements))
        .order(agreement_files::number.desc())
        .select((agreement_files::agreement_id, agreement_files::level))
        .load(&mut *db.conn)?)
}

/// Marks an agreement's file as waiting for a timestamp, to be requested from `at` on.
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

/// Reserves an attempt to get a timestamp and schedules the next one after a longer pause, whatever the result. `false`
/// if another node has reserved it.
pub fn take_try(db: &mut Tx<'_>, agreement: AgreementId, tries: i64, now: Moment) -> Result<bool, StoreError> {
    let row = timestamps_due::table.find(agreement).filter(timestamps_due::tries.eq(tries));
    let next = (now + stamp_pause(tries)).naive_utc();
    let taken = diesel::update(row)
        .set((timestamps_due::tries.eq(tries + 1), timestamps_due::next_at.eq(next)))
        .execute(&mut *db.conn)?;
    Ok(taken == 1)
}

/// The newest file has its timestamp; no further attempts.
pub fn settle(db: &mut Tx<'_>, agreement: AgreementId) -> Result<(), StoreError> {
    diesel::delete(timestamps_due::table.find(agreement)).execute(&mut *db.conn)?;
    Ok(())
}
