//! Queries of proofs of accounts without an actor: for the worker, the command line, sign-in, and actions
//! that have checked who asks.

use diesel::prelude::*;

use crate::domain::calendar::Moment;
use crate::store::clients::proofs::ProofCode;
use crate::store::db::schema::{proof_codes, proofs};
use crate::store::{Db, StoreError, Tx};

/// The state of the code for a referral link or link request.
pub fn code(db: &mut Db, subject: &str) -> Result<ProofCode, StoreError> {
    let known = proof_codes::table.find(subject).select(ProofCode::as_select()).first(&mut *db.conn).optional()?;
    Ok(known.unwrap_or_else(|| ProofCode { subject_id: subject.to_owned(), ..ProofCode::default() }))
}

/// The referral link or link request of a token that has not expired.
pub fn subject(db: &mut Db, token_hash: &str, now: Moment) -> Result<Option<String>, StoreError> {
    Ok(proofs::table
        .find(token_hash)
        .filter(proofs::expires_at.gt(now.naive_utc()))
        .select(proofs::subject_id)
        .first(&mut *db.conn)
        .optional()?)
}

/// Deletes expired rows.
pub fn forget(db: &mut Tx<'_>, now: Moment) -> Result<(), StoreError> {
    diesel::delete(proofs::table.filter(proofs::expires_at.le(now.naive_utc()))).execute(&mut *db.conn)?;
    Ok(())
}
