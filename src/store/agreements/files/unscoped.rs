//! Queries of the files of agreements without an actor: for the worker, the command line, sign-in, and actions
//! that have checked who asks.

use diesel::prelude::*;

use crate::domain::agreement::{AgreementKind, FileLevel};
use crate::domain::calendar::Moment;
use crate::domain::ids::AgreementId;
use crate::store::agreements::Agreement;
use crate::store::agreements::files::KnownFile;
use crate::store::db::schema::{agreement_files, agreements, timestamps_due};
use crate::store::{Db, StoreError};

/// The stored file with this hash that was signed here; `None` if there is none.
pub fn known(db: &mut Db, sha256: &str) -> Result<Option<KnownFile>, StoreError> {
    let found: Option<(AgreementId, i64, FileLevel, AgreementKind, String)> = agreement_files::table
        .inner_join(agreements::table.on(agreements::id.eq(agreement_files::agreement_id)))
        .filter(agreement_files::sha256.eq(sha256).and(agreement_files::level.ne(FileLevel::P)))
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
    let count = super::super::unscoped::file(db, agreement)?.map_or(number, |(newest, _)| newest);
    Ok(Some(KnownFile { kind, version, number, count, level }))
}

/// At most ten agreements whose file should get a timestamp now, with the number of attempts so far.
pub fn due(db: &mut Db, now: Moment) -> Result<Vec<(Agreement, i64)>, StoreError> {
    Ok(timestamps_due::table
        .inner_join(agreements::table.on(agreements::id.eq(timestamps_due::agreement_id)))
        .filter(timestamps_due::next_at.le(now.naive_utc()))
        .order(timestamps_due::next_at.asc())
        .limit(10)
        .select((Agreement::as_select(), timestamps_due::tries))
        .load(&mut *db.conn)?)
}
