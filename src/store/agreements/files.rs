//! The files of signed agreements: what the record knows of some bytes, and which still wait for a timestamp.

pub mod unscoped;

use diesel::prelude::*;

use crate::domain::agreement::{AgreementKind, FileLevel, stamp_pause};
use crate::domain::calendar::Moment;
use crate::domain::ids::AgreementId;
use crate::store::db::schema::{agreement_files, timestamps_due};
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

/// One file of an agreement that the caller has loaded as its actor, by its number; the newest without one.
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

/// Notes that an agreement's file wants a timestamp, to be asked for from `at` on.
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

/// Takes a try: the next one comes after a longer pause, whatever becomes of this one. `false` when another node has
/// taken it.
pub fn take_try(db: &mut Tx<'_>, agreement: AgreementId, tries: i64, now: Moment) -> Result<bool, StoreError> {
    let row = timestamps_due::table.find(agreement).filter(timestamps_due::tries.eq(tries));
    let next = (now + stamp_pause(tries)).naive_utc();
    let taken = diesel::update(row)
        .set((timestamps_due::tries.eq(tries + 1), timestamps_due::next_at.eq(next)))
        .execute(&mut *db.conn)?;
    Ok(taken == 1)
}

/// The agreement's newest file has its timestamp: nothing is due any more.
pub fn settle(db: &mut Tx<'_>, agreement: AgreementId) -> Result<(), StoreError> {
    diesel::delete(timestamps_due::table.find(agreement)).execute(&mut *db.conn)?;
    Ok(())
}
