//! Links in mails to creditors: each a token of its own, of which only the hash is kept.

use diesel::prelude::*;

use super::schema::{cases, client_links, creditors};
use super::{Database, Db, StoreError, fresh_token, secret_hash};
use crate::domain::actor::Client;
use crate::domain::calendar::Moment;
use crate::domain::ids::{CaseId, CreditorId};

/// Makes a link to a case for an address; returns the token, which is not kept.
///
/// # Errors
/// When the database does not answer.
pub fn make(db: &mut Db, case: CaseId, email: &str, now: Moment) -> Result<String, StoreError> {
    let token = fresh_token();
    diesel::insert_into(client_links::table)
        .values((
            client_links::token_hash.eq(secret_hash(&token)),
            client_links::case_id.eq(case),
            client_links::email.eq(email),
            client_links::created_at.eq(now.naive_utc()),
        ))
        .execute(&mut *db.conn)?;
    Ok(token)
}

/// The creditor who holds the link with this hash.
///
/// # Errors
/// When the database does not answer.
pub fn any_client(database: &Database, token_hash: &str) -> Result<Option<Client>, StoreError> {
    let mut db = database.read()?;
    let row: Option<(CaseId, CreditorId, String, String, String)> = client_links::table
        .inner_join(cases::table.on(cases::id.eq(client_links::case_id)))
        .inner_join(creditors::table.on(creditors::id.eq(cases::creditor_id)))
        .filter(client_links::token_hash.eq(token_hash))
        .select((cases::id, creditors::id, creditors::name, creditors::contact_name, client_links::email))
        .first(&mut *db.conn)
        .optional()?;
    Ok(row.map(|(case, creditor, creditor_name, name, email)| Client { case, creditor, creditor_name, name, email }))
}
