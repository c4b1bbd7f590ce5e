//! Proof that the holder of a partner's link can read the account's mail: a code, and the personal link that it opens.

pub mod unscoped;

use diesel::prelude::*;

use crate::domain::calendar::Moment;
use crate::store::db::schema::{proof_codes, proofs};
use crate::store::{StoreError, Tx};

/// The last code sent for a referral link or link request. Times are UTC.
#[derive(Clone, Debug, Default, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = proof_codes, treat_none_as_null = true)]
#[expect(missing_docs, reason = "the columns speak for themselves; what needs a word has one in the migration")]
pub struct ProofCode {
    pub subject_id: String,
    pub code_hash: Option<String>,
    pub code_until: Option<chrono::NaiveDateTime>,
    pub code_sent_at: Option<chrono::NaiveDateTime>,
}

/// Stores the state of a code.
pub fn put_code(db: &mut Tx<'_>, code: &ProofCode) -> Result<(), StoreError> {
    let changed = diesel::update(proof_codes::table.find(&code.subject_id)).set(code).execute(&mut *db.conn)?;
    if changed == 0 {
        diesel::insert_into(proof_codes::table).values(code).execute(&mut *db.conn)?;
    }
    Ok(())
}

/// Stores a token whose holder has proved that they read the mail of `email`.
pub fn insert(
    db: &mut Tx<'_>,
    token_hash: &str,
    subject: &str,
    email: &str,
    now: Moment,
    until: Moment,
) -> Result<(), StoreError> {
    diesel::insert_into(proofs::table)
        .values((
            proofs::token_hash.eq(token_hash),
            proofs::subject_id.eq(subject),
            proofs::email.eq(email),
            proofs::created_at.eq(now.naive_utc()),
            proofs::expires_at.eq(until.naive_utc()),
        ))
        .execute(&mut *db.conn)?;
    Ok(())
}
