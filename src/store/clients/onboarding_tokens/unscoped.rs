//! Queries of the tokens of onboarding links without an actor: for the worker, the command line, sign-in, and actions
//! that have checked who asks.

use diesel::prelude::*;

use crate::store::clients::onboarding_tokens::Bearer;
use crate::store::db::schema::{link_requests, referral_links, signatures};
use crate::store::{Db, StoreError, Tx};

/// Ids and token hashes, sorted by id, after one id.
pub fn after(db: &mut Db, bearer: Bearer, after: &str, most: i64) -> Result<Vec<(String, String)>, StoreError> {
    let conn = &mut *db.conn;
    Ok(match bearer {
        Bearer::ReferralLink => referral_links::table
            .filter(referral_links::id.gt(after))
            .order(referral_links::id)
            .limit(most)
            .select((referral_links::id, referral_links::token_hash))
            .load(conn)?,
        Bearer::LinkRequest => link_requests::table
            .filter(link_requests::id.gt(after))
            .order(link_requests::id)
            .limit(most)
            .select((link_requests::id, link_requests::token_hash))
            .load(conn)?,
        Bearer::Signature => signatures::table
            .filter(signatures::id.gt(after))
            .order(signatures::id)
            .limit(most)
            .select((signatures::id, signatures::token_hash))
            .load(conn)?,
    })
}

/// Replaces the hash of a token; the old token stops working.
pub fn put(db: &mut Tx<'_>, bearer: Bearer, id: &str, token_hash: &str) -> Result<(), StoreError> {
    let conn = &mut *db.conn;
    match bearer {
        Bearer::ReferralLink => diesel::update(referral_links::table.filter(referral_links::id.eq(id)))
            .set(referral_links::token_hash.eq(token_hash))
            .execute(conn)?,
        Bearer::LinkRequest => diesel::update(link_requests::table.filter(link_requests::id.eq(id)))
            .set(link_requests::token_hash.eq(token_hash))
            .execute(conn)?,
        Bearer::Signature => diesel::update(signatures::table.filter(signatures::id.eq(id)))
            .set(signatures::token_hash.eq(token_hash))
            .execute(conn)?,
    };
    Ok(())
}
